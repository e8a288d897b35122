#!/bin/sh
# Other ways to sell a lot than by rising offers alone: an auctioneer, whose
# hammer never falls over an offer he has not seen.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 42
l=/api/land
LIVE=3

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
		start_fen: 100000000, step_fen: 1000000, deposit_fen: 20000000,
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
		must centre POST "$l/trades/$trade/deposits" "$(jq -nc \
			--arg c "$(credit_code $((50000000 + i)))" '{credit_code: $c,
			payer_account: "6222000011112222", amount_fen: 20000000}')"
	done
}
code() {
	echo "$status $(json .code)"
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

shift_time 40d
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
