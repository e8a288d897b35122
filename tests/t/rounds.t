#!/bin/sh
# Other ways to sell a lot than by rising offers alone: an auctioneer, whose
# hammer never falls over an offer he has not seen; built area or lots where
# the ceiling is reached; sealed offers, weighed or not.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 116
l=/api/land api=/api/land
LISTING=2 LIVE=3

person owner 出让人 --role owner:540000 --subject "$(credit_code 40000001)" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
person supervisor 监督 --role supervisor:540000
for i in 1 2 3 4; do
	person b$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code $((50000000 + i)))" \
		--subject-name "第${i}置业有限公司" --region 540100
done

must owner POST $l/projects '{"name":"柳梧新区用地出让","catalogue_item":"B103",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)

# JSON merged: a parcel
parcel() {
	jq -nc --arg apply "$(later 38d)" --arg listing "$(later 22d)" \
		--arg live "$(later 40d)" --argjson more "$1" '{
		name: "宗地", number: "LW-2026-07", area: 3333333,
		land_use: "residential", years: 70, ecology: "不在生态保护红线内",
		start_fen: 100000000, step_fen: 1000000, deposit_fen: 0,
		deposit_reason: "经批准不收",
		countdown: 3600, apply_to: $apply, listing_at: $listing,
		live_at: $live} + $more'
}
notice='{"title":"国有建设用地使用权出让公告","body":"现公开出让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
# JSON merged, BIDDERS: published, with so many who may offer; in $trade
listed() {
	must owner POST "$l/projects/$project/trades" "$(parcel "$1")"
	trade=$(json .id)
	must owner POST "$l/trades/$trade/notice" "$notice"
	within stage_is "$trade" $NOTICE || bail 'no notice'
	for i in $(seq "$2"); do
		must b$i POST "$l/trades/$trade/applications" \
			'{"contact":"扎西","phone":"0891-6320000"}'
		must owner POST "$l/trades/$trade/applications/$(json .id)/judge" \
			'{"qualified":true}'
	done
}
offer() { # WHO TRADE FEN [AREA]
	as "$1"
	call POST "$l/trades/$2/offers" "{\"amount_fen\":$3${4:+,\"build\":$4}}"
}
seq_of() {
	sql "SELECT seq FROM ggzy_trade.lot WHERE trade = $1"
}
# TRADE VERB [SEQ]: as the auctioneer, who has seen all if no SEQ
calls() {
	as centre
	call POST "$l/trades/$1/$2" "{\"seq\":${3:-$(seq_of "$1")}}"
}
asks() { # TRADE FEN
	as centre
	call POST "$l/trades/$1/ask" "{\"asked_fen\":$2}"
}

# -- what is sold
must owner POST "$l/projects/$project/trades" "$(parcel '{"method":"TD2"}')"
as owner
trade=$(json .id)
call POST "$l/trades/$trade/conditions" "$(parcel "{\"method\":\"TD2\",
	\"apply_to\":\"$(later 15d)\",\"listing_at\":\"$(later 10d)\",\"live_at\":\"$(later 19d)\"}")"
call POST "$l/trades/$trade/notice" "$notice"
is 'an auction too has its notice long before' \
	"$status $(json .rule.rule_key)" '422 td.notice.before'
call POST "$l/trades/$trade/conditions" "$(parcel "{\"method\":\"TD2\",
	\"listing_at\":\"$(later 39d)\"}")"
call POST "$l/trades/$trade/notice" "$notice"
is 'and is shown before'		"$status $(json .rule.rule_key)" '422 auction.exhibit'
listed '{"method":"TD2"}' 3
called=$trade
is 'its notice tells the rules of the hammer' "$(sql "SELECT facts FROM
	ggzy_service.notice WHERE trade = $called" |
	jq -r '[.[]|select(.label == "出让方式" or .label == "拍卖规则")]|length')" 2
listed '{"method":"TD2"}' 3
passed=$trade
listed '{"method":"TD2"}' 2
few=$trade

capped='"ceiling_fen":102500000,"at_ceiling"'
must owner POST "$l/projects/$project/trades" "$(parcel '{}')"
draft=$(json .id)
uses() { # AREA USE YEARS [AREA]
	call POST "$l/trades/$draft/conditions" "$(parcel "{\"uses\":[
		{\"land_use\":\"residential\",\"area\":$1,\"years\":70},
		{\"land_use\":\"$2\",\"area\":1000000,\"years\":$3}]}")"
	echo "$status $(json '"\(.rule.rule_key) \(.fields|tojson|.[0:7])"')"
}
is 'uses make up the parcel'		"$(uses 2333332 commercial 40)" '422 null {"uses"'
is 'none stands twice'			"$(uses 2333333 residential 70)" '422 null {"uses"'
is 'each is for as long as it may be'	"$(uses 2333333 commercial 41)" \
	'422 td.term.commercial null'
uses 2333333 commercial 40 >"$tmp/uses"
is 'then they are written'		"$status $(json '[.uses[].years]|tojson')" '200 [70,40]'
edit() {
	call POST "$l/trades/$draft/conditions" "$(parcel "$1")"
	echo "$status $(json '.fields|keys[0]')"
}
is 'what follows a ceiling needs one'	"$(edit '{"at_ceiling":"draw"}')" '422 at_ceiling'
is 'built area has a step'		"$(edit "{$capped:\"build\"}")" '422 build_step'
is 'nothing else has'			"$(edit "{$capped:\"draw\",\"build_step\":100}")" \
	'422 build_step'
is 'nor a limit below it'		"$(edit "{$capped:\"build\",\"build_step\":100,
	\"build_max\":99}")" '422 build_max'
listed "{$capped:\"build\",\"build_step\":100,\"build_max\":350}" 3
built=$trade
listed "{$capped:\"draw\"}" 3
drawn=$trade
like 'which the notice says'		"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $drawn")" 都参加摇号
listed "{$capped:\"draw\"}" 2
alone=$trade

# -- sealed offers: state-owned property, disclosed before
a=/api/assets
must owner POST $a/projects '{"name":"国有资产转让","catalogue_item":"C01",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
assets=$(json .id)
# [JSON merged]: an asset of one sealed offer each
asset() {
	jq -nc --arg today "$(later 0s | cut -c1-10)" --arg apply "$(later 48d)" \
		--arg listing "$(later 49d)" --arg live "$(later 51d)" \
		--argjson more "${1:-{\}}" '{name: "旧设备", kind: "physical",
		target: "发电机组", description: "十年前的发电机组",
		approval_body: "自治区国资委", approval_no: "藏国资发7号",
		approved_on: $today, appraisal_no: "藏评备7",
		appraised_fen: 500000000, start_fen: 500000000,
		step_fen: 1000000, deposit_fen: 0, countdown: 3600,
		bidding: "sealed", apply_to: $apply, listing_at: $listing,
		live_at: $live} + $more'
}
items() { # PRICE OTHER [JSON merged]
	as owner
	call POST "$a/projects/$assets/trades" "$(asset "{\"score_items\":[
		{\"name\":\"价格\",\"kind\":\"price\",\"max_score\":$1},
		{\"name\":\"安置方案\",\"kind\":\"expert\",\"max_score\":$2}]
		${3-}}")"
	echo "$status $(json '.fields|tojson|.[0:14]')"
}
is 'weights make up a hundred points'	"$(items 6000 3000)" '422 {"score_items"'
is 'and are for sealed offers alone'	"$(items 6000 4000 ',"bidding":"rising"')" \
	'422 {"score_items"'
items 6000 4000 >"$tmp/items"
is 'then they are declared'		"$(cat "$tmp/items")" '201 null'
weighed=$(json .id)
must owner POST "$a/projects/$assets/trades" "$(asset)"
once=$(json .id)
for trade in $once $weighed; do
	must owner POST "$a/trades/$trade/notice" "$notice"
	within stage_is "$trade" $NOTICE || bail 'no disclosure'
	for i in 1 2 3; do
		must b$i POST "$a/trades/$trade/applications" \
			'{"contact":"扎西","phone":"0891-6320000"}'
		must owner POST "$a/trades/$trade/applications/$(json .id)/judge" \
			'{"qualified":true}'
	done
done
like 'which the disclosure says'	"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $weighed")" '价格 60.00 分，安置方案 40.00 分'
entrant() { # WHO TRADE COLUMN
	sql "SELECT e.$3 FROM ggzy_trade.entrant e JOIN ggzy_core.account a
		ON a.subject = e.subject WHERE e.trade = $2 AND a.login = '$1'"
}
# API WHO TRADE: no more a bidder
bars() {
	must owner POST "$1/trades/$3/applications/$(entrant "$2" "$3" id)/judge" \
		'{"qualified":false,"reason":"欠缴土地出让金"}'
}
must b4 POST "$a/trades/$once/applications" '{"contact":"扎西","phone":"0891-6320000"}'
must owner POST "$a/trades/$once/applications/$(json .id)/judge" '{"qualified":true}'
points() { # WHO ITEM POINTS
	as owner
	call POST "$a/trades/$weighed/applications/$(entrant "$1" "$weighed" id)/points" \
		"{\"points\":[{\"item\":$2,\"score\":$3}]}"
}
points b1 1 100
is 'the price has no points before'	"$(code)" '422 E_FIELD'
points b1 2 4001
is 'no more than an item counts'	"$(code)" '422 E_FIELD'
points b1 2 1000
is 'points are given'			"$status" 201
points b1 2 2000
is 'once'				"$(code)" '409 E_EXISTS'
points b2 2 3500

# -- the ceiling, while they are listed
shift_time 22d
eventually 'the listing begins'		stage_is "$alone" $LISTING
offer b1 "$built" 102000000 100
is 'no area before the ceiling'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD build'
offer b1 "$built" 102500000
is 'somebody offers the ceiling'	"$status" 201
offer b2 "$built" 102500000
is 'then area decides'			"$(code) $(json '.fields|keys[0]')" '422 E_FIELD build'
offer b2 "$built" 102000000 100
is 'at the ceiling price'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD amount_fen'
offer b2 "$built" 102500000 150
is 'in steps'				"$(code) $(json '.fields|keys[0]')" '422 E_FIELD build'
offer b2 "$built" 102500000 100
is 'the first of which stands'		"$status $(json '"\(.no) \(.build)"')" '201 2 100'
offer b2 "$built" 102500000 200
is 'nobody outbids itself'		"$(code)" '409 E_STATE'
offer b3 "$built" 102500000 100
is 'the same is too little'		"$(code)" '422 E_FIELD'
offer b3 "$built" 102500000 400
is 'there is a limit'			"$(code)" '422 E_FIELD'
call GET "$l/trades/$built/state?since=0"
is 'watchers see what is needed'	"$(json '"\(.needed_fen) \(.needed_build)"')" \
	'102500000 200'
offer b3 "$built" 102500000 300
offer b1 "$built" 102500000 300
is 'up to the last step'		"$(code)" '409 E_STATE'

accept() { # WHO TRADE
	as "$1"
	call POST "$l/trades/$2/acceptances"
}
accept b1 "$drawn"
is 'nothing to accept below the ceiling' "$(code)" '409 E_STATE'
offer b1 "$drawn" 102500000
offer b1 "$alone" 102500000
offer b2 "$drawn" 102500000
is 'who comes first has not won'	"$(code)" '409 E_STATE'
accept b1 "$drawn"
is 'but is among those who are drawn'	"$(code)" '409 E_STATE'
accept b4 "$drawn"
is 'nobody else than bidders is'	"$(code)" '409 E_STATE'
accept b2 "$built"
is 'nor where nothing is drawn'		"$(code)" '409 E_STATE'
accept b2 "$drawn"
is 'another takes the price'		"$status $(json .price_fen)" '201 102500000'
accept b2 "$drawn"
is 'once'				"$(code)" '409 E_EXISTS'
accept b2 "$alone"
bars $l b2 "$alone"
accept b3 "$drawn"
is 'nobody drew before the end'		"$(sql "SELECT COUNT(*) FROM ggzy_expert.draw")" 0

shift_time 18d
eventually 'the auction begins'		stage_is "$called" $LIVE
within stage_is "$passed" $LIVE || bail 'no second auction'

# -- an auctioneer
eventually 'with two bidders there is none' stage_is "$few" $FAILED
is 'as the law says'			"$(sql "SELECT COUNT(*) FROM ggzy_service.notice
	WHERE trade = $few AND type = 'TD03'")" 1
offer b1 "$called" 100000000
is 'nobody offers before he asks'	"$(code)" '409 E_STATE'
calls "$called" once
is 'nor is there anything to call'	"$(code)" '409 E_STATE'
as b1
call POST "$l/trades/$called/ask" '{"asked_fen":100000000}'
is 'who asks is the centre'		"$(code)" '403 E_ROLE'
asks "$called" 99000000
is 'not below the start'		"$(code)" '422 E_FIELD'
asks "$called" 100500000
is 'nor off the ladder'			"$(code)" '422 E_FIELD'
asks "$called" 105000000
is 'he asks'				"$status $(json '"\(.called) \(.asked_fen) \(.needed_fen)"')" \
	'200 asked 105000000 105000000'
offer b1 "$called" 104000000
is 'less is not taken'			"$(code) $(json '.fields|keys[0]')" '422 E_FIELD amount_fen'
asks "$called" 102000000
is 'he may ask for less when nobody answers' "$status" 200
offer b1 "$called" 102000000
is 'then somebody does'			"$status $(json .no)" '201 1'
calls "$called" twice
is 'first once, then twice'		"$(code)" '409 E_STATE'
calls "$called" once
is 'going once'				"$status $(json .called)" '200 once'
calls "$called" once
is 'and not once more'			"$(code)" '409 E_STATE'
calls "$called" hammer
is 'no hammer before'			"$(code)" '409 E_STATE'
calls "$called" twice
is 'going twice'			"$status $(json .called)" '200 twice'
seen=$(json .seq)

# the offer that comes before the hammer
offer b2 "$called" 103000000
is 'an offer comes before the hammer'	"$status $(json .no)" '201 2'
calls "$called" hammer "$seen"
is 'which does not fall over it'	"$(code)" '409 E_STATE'
is 'he begins anew'			"$(sql "SELECT called FROM ggzy_trade.lot
	WHERE trade = $called")" 1
calls "$called" once "$seen"
is 'not without having seen it'		"$(code)" '409 E_STATE'
calls "$called" once
calls "$called" twice
as centre
call POST "$l/trades/$called/pause" '{"reason":"现场秩序混乱"}'
calls "$called" hammer
is 'nothing is called in a pause'	"$(code)" '409 E_PAUSED'
must centre POST "$l/trades/$called/resume" '{"reason":"秩序恢复"}'
is 'after which he calls again'		"$(json .called)" asked
calls "$called" pass
is 'who was offered a price does not pass' "$(code) $(json '.fields|keys[0]')" '422 E_FIELD reason'
as centre
call POST "$l/trades/$called/pass" "{\"seq\":$(seq_of "$called"),\"reason\":\"价格太低\"}"
is 'for no reason'			"$(code)" '409 E_STATE'

# -- later, when the platform failed
before=$(sql "SELECT ends_at FROM ggzy_trade.lot WHERE trade = $called")
as b1
call POST "$l/trades/$called/extend" '{"seconds":600,"reason":"平台网络中断"}'
is 'bidders do not extend'		"$(code)" '403 E_ROLE'
as centre
call POST "$l/trades/$called/extend" '{"seconds":-600,"reason":"平台网络中断"}'
is 'nobody shortens'			"$(code)" '422 E_FIELD'
call POST "$l/trades/$called/extend" '{"seconds":600,"reason":"平台网络中断"}'
is 'the centre extends'			"$status $(sql "SELECT ends_at - $before
	FROM ggzy_trade.lot WHERE trade = $called")" '200 600000'
is 'and says why'			"$(sql "SELECT JSON_VALUE(body, '\$.detail.reason')
	FROM ggzy_core.event WHERE trade = $called AND verb = 'extend'")" 平台网络中断

# the same at one moment: one of the two comes first
calls "$called" once
calls "$called" twice
seen=$(json .seq)
for who in b3 centre; do
	as $who
	fresh_session
done
at_once() { # WHO PATH JSON
	curl -s -m 30 -o "$tmp/once.$1" -w '%{http_code}' -b "$tmp/jar.$1" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: $(fresh_key)" \
		-H 'Content-Type: application/json' --data-binary "$3" \
		"$GGZY_URL$l/trades/$called/$2" >"$tmp/code.$1"
}
at_once b3 offers '{"amount_fen":110000000}' &
racing=$!
at_once centre hammer "{\"seq\":$seen}"
wait $racing
both="$(cat "$tmp/code.b3") $(cat "$tmp/code.centre")"
diag "offer and hammer at once: $both"
like 'of offer and hammer one has it'	"$both" '^(201 409|(409|422) 200)$'
if test "${both#201}" != "$both"; then
	calls "$called" once
	calls "$called" twice
	calls "$called" hammer
fi
eventually 'the hammer makes the deal'	stage_is "$called" $PUBLICITY
is 'at the highest offer'		"$(sql "SELECT price = (SELECT MAX(amount_fen)
	FROM ggzy_trade.offer WHERE trade = $called) FROM ggzy_trade.award
	WHERE trade = $called")" 1
asks "$called" 120000000
is 'after which he asks no more'	"$(code)" '409 E_STAGE'

# one that nobody wants
asks "$passed" 100000000
as centre
call POST "$l/trades/$passed/pass" "{\"seq\":$(seq_of "$passed"),\"reason\":\"无人应价\"}"
is 'what nobody wants is passed'	"$status $(json .called)" '200 passed'
eventually 'for a reason'		stage_is "$passed" $FAILED
is 'which is public'			"$(sql "SELECT t.reason FROM ggzy_trade.trade t
	JOIN ggzy_service.notice n ON t.id = n.trade AND n.type = 'TD03'
	WHERE t.id = $passed")" 无人应价

# -- the ceiling, after the end
shift_time 2h
eventually 'the largest area has it'	stage_is "$built" $PUBLICITY
is 'which the result says'		"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $built AND type = 'TD04'" | jq -r \
	'[.[]|select(.label == "成交价" or .label == "配建面积").value]|join(" ")')" \
	'1,025,000.00 元 300 平方米'
eventually 'who is alone has it without a draw' stage_is "$alone" $PUBLICITY
accept b3 "$drawn"
is 'it is too late to accept'		"$(code)" '422 E_LATE'
must centre GET "$l/trades/$drawn/draws"
is 'of several one is to be drawn'	"$(json '.items[0]|"\(.state) \(.wanted)"')" \
	'committing 1'
as owner
call POST "$l/trades/$drawn/draws"
is 'in one draw at a time'		"$(code)" '409 E_STATE'
commits "$drawn" 1 owner centre
shift_time 31m
eventually 'which is void without all'	draw_is "$drawn" void
must owner POST "$l/trades/$drawn/draws"
commits "$drawn" 2 owner centre supervision
reveals "$drawn" 2
eventually 'the second makes the deal'	stage_is "$drawn" $PUBLICITY
is 'for the one that was drawn'		"$(sql "SELECT a.subject = e.subject
	AND a.price = 102500000 FROM ggzy_trade.award a
	JOIN ggzy_trade.lot l ON l.trade = a.trade
	JOIN ggzy_trade.entrant e ON e.trade = l.trade AND e.bidder = l.drawn
	WHERE a.trade = $drawn")" 1
must owner POST "$l/trades/$drawn/confirm"
winner=$(sql "SELECT RIGHT(a.login, 2) FROM ggzy_trade.award w
	JOIN ggzy_core.account a ON a.subject = w.subject WHERE w.trade = $drawn")
must "$winner" POST "$l/trades/$drawn/confirm"
as ''
call GET "$l/trades/$drawn/draws"
cp "$tmp/body" "$tmp/draws"
ok 'anybody can draw again'		ctl draw check "$tmp/draws"
jq '.items[1].seats[0].place = (.items[1].seats[0].place + 1) % 3' \
	"$tmp/draws" >"$tmp/forged"
is 'and sees another result'		"$(ctl draw check "$tmp/forged" >/dev/null 2>&1; echo $?)" 65

# -- sealed offers
sealed() { # WHO TRADE FEN [SALT]
	printf 'GGZY-OFFER-1\n%s\n%s\n%s\n%s\n' "$(deal_of "$2")" \
		"$(entrant "$1" "$2" bidder)" "$3" "${4-$salt}" | sha256sum |
		cut -c1-64
}
seals() { # WHO TRADE FEN
	as "$1"
	call POST "$a/trades/$2/sealed" "{\"commitment\":\"$(sealed "$@")\"}"
}
reveal() { # WHO TRADE FEN
	as "$1"
	call POST "$a/trades/$2/sealed/reveal" "{\"amount_fen\":$3,\"salt\":\"$salt\"}"
}
salt=$(fresh_key)
shift_time 9d
within stage_is "$once" $LISTING || bail 'not listed'
within stage_is "$weighed" $LISTING || bail 'not listed'
offer_path=$l l=$a
offer b1 "$once" 500000000
l=$offer_path
is 'no open offer for a sealed lot'	"$(code)" '409 E_STATE'
seals b1 "$once" 600000000
is 'a bidder commits to its offer'	"$status $(json '"\(.no) \(.amount_fen)"')" '201 1 null'
seals b1 "$once" 700000000
is 'to one'				"$(code)" '409 E_EXISTS'
reveal b1 "$once" 600000000
is 'which nobody hears too early'	"$(code)" '409 E_STAGE'
seals b2 "$once" 650000000
seals b3 "$once" 900000000
seals b4 "$once" 990000000
as b2
call GET "$a/trades/$once/sealed"
is 'who sees its own alone'		"$(json '[.items[].no]|tojson')" '[2]'
is 'no row holds an amount'		"$(sql "SELECT COUNT(amount_fen)
	FROM ggzy_trade.sealed_offer")" 0
seals b1 "$weighed" 900000000
seals b2 "$weighed" 600000000
shift_time 45h
shift_time 35m
within stage_is "$once" $LIVE || bail 'no time to reveal'
within stage_is "$weighed" $LIVE || bail 'no time to reveal'
seals b3 "$weighed" 600000000
is 'then it is too late to commit'	"$(code)" '409 E_STAGE'
reveal b1 "$once" 610000000
is 'nobody changes its offer'		"$(code)" '422 E_FIELD'
reveal b2 "$once" 600000000
is 'or takes that of another'		"$(code)" '422 E_FIELD'
reveal b1 "$once" 600000000
is 'but reveals it'			"$status $(json .amount_fen)" '201 600000000'
reveal b1 "$once" 600000000
is 'once'				"$(code)" '409 E_EXISTS'
reveal b2 "$once" 650000000
reveal b4 "$once" 990000000
bars $a b4 "$once"
reveal b1 "$weighed" 900000000
reveal b2 "$weighed" 600000000
reveal b3 "$weighed" 600000000
is 'who did not commit reveals nothing'	"$(code)" '409 E_STATE'
points b2 2 1
is 'nor are points given then'		"$(code)" '409 E_STAGE'
shift_time 2h
eventually 'the end makes a deal'	stage_is "$once" $PUBLICITY
is 'with the highest of who is fit'	"$(sql "SELECT price FROM ggzy_trade.award
	WHERE trade = $once")" 650000000
eventually 'or the heaviest'		stage_is "$weighed" $PUBLICITY
is 'which is not the highest'		"$(sql "SELECT price FROM ggzy_trade.award
	WHERE trade = $weighed")" 600000000
as ''
call GET "$a/trades/$weighed/sealed"
is 'as all can see now'			"$(json '[.items[]|[.price_points,.points,.total]]|tojson')" \
	'[[6000,1000,7000],[4000,3500,7500]]'
call GET "$a/trades/$once/sealed"
is 'who kept its offer back has none'	"$(json '[.items[].amount_fen]|tojson')" \
	'[600000000,650000000,null,990000000]'

# -- what others can check of it
user=''
all_bundles_are_good "$called" "$passed" "$few" "$built" "$drawn" "$alone" "$once" "$weighed"
served_bundle_is_good "$drawn"

# -- what must be true of every lot
is 'offers have no gap and each is better' "$(sql "SELECT COUNT(*)
	FROM ggzy_trade.offer o LEFT JOIN ggzy_trade.offer p
	ON p.trade = o.trade AND p.no = o.no - 1
	WHERE p.no IS NULL AND o.no <> 1 OR o.amount_fen < p.amount_fen
	OR o.amount_fen = p.amount_fen AND NOT o.build > COALESCE(p.build, 0)")" 0
is 'and a lot is its last one'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.lot l
	LEFT JOIN ggzy_trade.offer o ON o.trade = l.trade AND o.no = l.offers
	WHERE NOT (l.price_fen <=> o.amount_fen AND l.bidder <=> o.bidder)
	OR l.offers <> (SELECT COUNT(*) FROM ggzy_trade.offer a
	WHERE a.trade = l.trade)")" 0
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
