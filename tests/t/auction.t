#!/bin/sh
# A parcel by listing: notice, applications, deposits, quotes, live bidding of
# ten at once while workers die, the hammer, the reserve, deal and contract.
# What the history of the bidding may not show, no checker finds in it.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/lots.sh"
GGZY_POOLS='1 1 2 2 4' start_private
plan 96
l=/api/land
: "${OFFERS:=40}"

authority=$(credit_code 40000001)
person owner 出让人 --role owner:540000 --subject "$authority" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
person cashier 出纳 --role centre:540000
person supervisor 监督 --role supervisor:540000
person idle 旁观 --role bidder:540000 --subject "$(credit_code 40000099)" \
	--subject-name 旁观有限公司 --region 540100
ten='1 2 3 4 5 6 7 8 9 10'
for i in $ten; do
	person b$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code $((50000000 + i)))" \
		--subject-name "第${i}置业有限公司" --region 540100
done

# [JSON merged]: a parcel of $project
parcel() {
	jq -nc --arg apply "$(later 38d)" --arg listing "$(later 22d)" \
		--arg live "$(later 40d)" --argjson more "${1:-{\}}" '{
		name: "柳梧新区2026-7号宗地", number: "LW-2026-07",
		area: 3333333, land_use: "residential", years: 70,
		ratio_max: 250, density_max: 2800, green_min: 3500,
		ecology: "不在生态保护红线内", start_fen: 100000000,
		step_fen: 1000000, deposit_fen: 20000000, countdown: 20,
		apply_to: $apply, listing_at: $listing, live_at: $live} + $more'
}

drafted() { # [JSON merged]
	must owner POST $l/projects '{"name":"柳梧新区住宅用地出让",
		"catalogue_item":"B103","region":540100,"entry_kind":"must",
		"state_funded":true,"investment_fen":100000000}'
	project=$(json .id)
	must owner POST "$l/projects/$project/trades" "$(parcel "${1:-{\}}")"
	trade=$(json .id)
}

notice='{"title":"柳梧新区国有建设用地使用权挂牌出让公告","body":"现公开挂牌出让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
LISTING=2 LIVE=3

offer() { # TRADE FEN
	call POST "$l/trades/$1/offers" "{\"amount_fen\":$2}"
}

state() { # TRADE [since], as whoever is not logged in
	was=$user user=
	send GET "$l/trades/$1/state?since=${2:-0}"
	user=$was
}

# -- the parcel, and what it may not be
drafted
is 'a parcel is drafted'		"$(json .stage)" draft
is 'its price a square metre is exact'	"$(json .square_metre_fen)" 3000
is 'and a mu'				"$(json .mu_fen)" 2000000
as owner
edit() {
	call POST "$l/trades/$trade/conditions" "$(parcel "$1")"
}
edit '{"years":71}'
is 'not for longer than the law says'	"$(rule)" '422 E_FIELD '
edit '{"years":51,"land_use":"industrial"}'
is 'by its use'				"$(rule)" '422 E_RULE td.term.industrial'
edit '{"deposit_fen":1}'
is 'not for a token deposit'		"$(rule)" '422 E_RULE td.deposit.min_pct'
edit '{"deposit_fen":1,"deposit_reason":"经批准降低"}'
is 'without a reason'			"$status" 200
edit "{\"apply_to\":\"$(later 41d)\"}"
is 'deposits end before the quotes do'	"$(rule)" '422 E_RULE td.deposit.deadline'
edit '{"ceiling_fen":100000000}'
is 'a ceiling is above the start'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD ceiling_fen'
edit "{\"listing_at\":\"$(later 19d)\"}"
call POST "$l/trades/$trade/notice" "$notice"
is 'the notice is long enough before'	"$(rule)" '422 E_RULE td.notice.before'
edit "{\"listing_at\":\"$(later 30d)\",\"apply_to\":\"$(later 35d)\",\"live_at\":\"$(later 37d)\"}"
call POST "$l/trades/$trade/notice" "$notice"
is 'and the listing long enough'	"$(rule)" '422 E_RULE td.listing.min'
as b1
call GET "$l/trades/$trade"
is 'a draft is nobody else'"'"'s'	"$(code)" '404 E_NOTFOUND'
state "$trade"
is 'nor is there anything to watch'	"$(code)" '404 E_NOTFOUND'
as owner
call GET "$l/trades/$trade/state"
state "$trade"
is 'not even when its owner looked'	"$(code)" '404 E_NOTFOUND'
as b1

# -- a reserve that nobody can know
salt=$(fresh_key)
deal_code=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $trade")
hash=$(printf 'GGZY-RESERVE-1\n%s\n%s\n%s\n' "$deal_code" 105000000 "$salt" |
	sha256sum | cut -c1-64)
as owner
edit "{\"reserve_hash\":\"$hash\"}"
is 'the owner commits to a reserve'	"$status $(json .reserve_hash)" "200 $hash"
call POST "$l/trades/$trade/notice" "$notice"
is 'the notice is scheduled'		"$status" 201
eventually 'and comes out'		stage_is "$trade" $NOTICE
first=$trade
is 'with what is to be known'		"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $first" | jq -r '[.[].label]|map(select(. == "起始价" or
	. == "限时竞价" or . == "竞买申请和保证金截止"))|length')" 3
edit '{}'
is 'and is fixed'			"$(code)" '409 E_STAGE'
user=''
call GET "$l/trades/$first"
is 'everybody may read it'		"$status $(json .number)" '200 LW-2026-07'

# one that nobody wants
drafted '{"name":"无人问津宗地"}'
must owner POST "$l/trades/$trade/notice" "$notice"
lonely=$trade
within stage_is "$lonely" $NOTICE || bail 'no notice'
# one with a ceiling, for which all depends on who is first
drafted '{"name":"限价宗地","ceiling_fen":102500000}'
must owner POST "$l/trades/$trade/notice" "$notice"
capped=$trade
within stage_is "$capped" $NOTICE || bail 'no notice'

# -- who takes part
apply() { # TRADE
	call POST "$l/trades/$1/applications" '{"contact":"扎西","phone":"0891-6320000"}'
}
for i in $ten; do
	as b$i
	apply "$first"
	test "$status" = 201 || diag "b$i: $status $body"
	test $i -gt 3 || apply "$capped"
done
is 'ten apply'				"$(sql "SELECT COUNT(*) FROM ggzy_trade.entrant
	WHERE trade = $first")" 10
apply "$first"
is 'once each'				"$(code)" '409 E_EXISTS'
as idle
apply "$first"
sql "UPDATE ggzy_subject.subject SET operator = 1 WHERE credit_code = '$(credit_code 50000003)'"
paid() { # WHO TRADE [FEN]
	must centre POST "$l/trades/$2/deposits" "$(jq -nc \
		--arg c "$(credit_code "$1")" --argjson fen "${3:-20000000}" \
		--arg s "P$1-$2" '{credit_code: $c, serial: $s, payer_account: "6222000011112222",
		amount_fen: $fen}')"
}
judged() { # CODE TRADE JSON
	as owner
	call POST "$l/trades/$2/applications/$(sql "SELECT e.id
		FROM ggzy_trade.entrant e JOIN ggzy_subject.subject s
		ON s.id = e.subject WHERE e.trade = $2 AND
		s.credit_code = '$(credit_code "$1")'")/judge" "$3"
}
judged 50000003 "$first" '{"qualified":true}'
is 'nobody of the operator'		"$(code)" '409 E_STATE'
sql "UPDATE ggzy_subject.subject SET operator = 0 WHERE credit_code = '$(credit_code 50000003)'"
judged 40000099 "$first" '{"qualified":false}'
is 'who is refused learns why'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD reason'
judged 40000099 "$first" '{"qualified":false,"reason":"欠缴土地出让金"}'
is 'and is refused'			"$(json .state)" refused
judged 50000001 "$first" '{"qualified":true}'
is 'the owner judges but learns no number' "$(json '"\(.state) \(.bidder)"')" 'qualified null'
for i in $ten; do
	test $i = 1 || judged $((50000000 + i)) "$first" '{"qualified":true}'
	test $i = 9 || paid $((50000000 + i)) "$first"
	test $i -gt 3 || judged $((50000000 + i)) "$capped" '{"qualified":true}'
	test $i -gt 3 || paid $((50000000 + i)) "$capped"
done
as centre
call POST "$l/trades/$first/deposits" "{\"credit_code\":\"$(credit_code 50000009)\",
	\"payer_account\":\"6222000011112222\",\"amount_fen\":19999999,\"serial\":\"P9\"}"
is 'a deposit is in full'		"$(code)" '422 E_FIELD'
as b1
call GET "$l/trades/$first/applications"
is 'a bidder sees itself alone'		"$(json '.items|length')" 1
number1=$(json '.items[0].bidder')
like 'by a number of its own'		"$number1" '^[1-9][0-9]{3}$'
must owner GET "$l/trades/$first/applications"
is 'the owner sees who they are'	"$(json '[.items[].bidder]|unique|tojson')" '[null]'
as b1
offer "$first" 100000000
is 'nobody offers before the listing'	"$(code)" '409 E_STAGE'

# -- quotes while it is listed
shift_time 22d
shift_time 1h
eventually 'the listing begins'		stage_is "$first" $LISTING
as b9
offer "$first" 100000000
is 'who has not paid does not offer'	"$(code)" '409 E_STATE'
as idle
offer "$first" 100000000
is 'nor who is refused'			"$(code)" '409 E_STATE'
as b1
offer "$first" 99000000
is 'not below the start'		"$(code)" '422 E_FIELD'
offer "$first" 100500000
is 'nor off the ladder'			"$(code)" '422 E_FIELD'
key=$(fresh_key)
offer "$first" 100000000
is 'the first quote stands'		"$status $(json '"\(.no) \(.bidder) \(.live)"')" \
	"201 1 $number1 false"
answer=$body
offer "$first" 100000000
is 'its key has the same answer'	"$body" "$answer"
key=
offer "$first" 101000000
is 'nobody outbids itself'		"$(code)" '409 E_STATE'
as b2
offer "$first" 100000000
is 'the same is too little'		"$(code)" '422 E_FIELD'
offer "$first" 103000000
is 'several steps at once are good'	"$status" 201
state "$first"
is 'all may watch'			"$status $(json '"\(.stage) \(.offers) \(.price_fen) \(.needed_fen)"')" \
	'200 listing 2 103000000 104000000'
is 'the newest first'			"$(json '[.items[].no]|tojson')" '[2,1]'
seq=$(json .seq)
state "$first" "$seq"
is 'who has seen it gets nothing new'	"$(json '.items|length')" 0
is 'and no name'			"$(grep -c 置业 "$tmp/body")" 0
for i in 1 2 1; do
	as b$i
	offer "$capped" "$((99000000 + (i + $(lot_sql "$capped" offers)) * 1000000))"
done
as b3
offer "$capped" 103000000
is 'nothing above the ceiling'		"$(code)" '422 E_FIELD'
offer "$capped" 102500000
is 'the ceiling itself is no step'	"$status" 201
as b2
offer "$capped" 102500000
is 'and who comes first has it'		"$(code)" '409 E_STATE'

# -- the centre stops it and lets it go on
must owner POST "$l/trades/$first/applications/$(sql "SELECT id FROM
	ggzy_trade.entrant WHERE trade = $first AND bidder = (SELECT bidder
	FROM ggzy_trade.lot WHERE trade = $first)")/judge" \
	'{"qualified":false,"reason":"资格材料失实"}'
as b2
offer "$first" 110000000
is 'a right that was withdrawn is gone'	"$(code)" '409 E_STATE'
as centre
call POST "$l/trades/$first/pause" '{"reason":"网络中断"}'
is 'the centre pauses'			"$status $(json .paused)" '200 交易中心：网络中断'
before=$(lot_sql "$first" ends_at)
as b1
offer "$first" 104000000
is 'and nobody offers'			"$(code)" '409 E_PAUSED'
shift_time 1h
as centre
call POST "$l/trades/$first/resume" '{"reason":"网络恢复"}'
is 'then it goes on'			"$status $(json .paused)" '200 null'
is 'with the time that was left'	"$(lot_sql "$first" "ends_at - $before BETWEEN 3600000
	AND 3700000")" 1
call GET "$l/trades/$first/state"
begins=$(json .live_at)
call GET "/api/service/trades/$first"
is 'lists and pages know when live bidding begins now'	"$(json .deadline)" "$begins"

# -- live: ten at once, and workers die
# WHO KEY FEN: one try; prints the status.
one_try() {
	curl -s -m 20 -o "$tmp/$1/reply" -w '%{http_code}' -b "$tmp/jar.$1" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: $2" \
		-H 'Content-Type: application/json' \
		--data-binary "{\"amount_fen\":$3}" \
		"$GGZY_URL$l/trades/$first/offers"
}
# WHO NO: offers what is needed, or what was; repeats what broke off with its
# key, and now and then what did not.
bidder() {
	no=0
	while test ! -e "$tmp/stop"; do
		no=$((no + 1))
		fen=$(curl -s -m 20 "$GGZY_URL$l/trades/$first/state?since=999999" |
			sed -n 's/.*"needed_fen":\([0-9]*\).*/\1/p')
		test -n "$fen" || continue
		test $(((no + $2) % 4)) -ne 0 || fen=$((fen + 1000000))
		again=$1-$no code=000
		while :; do
			code=$(one_try "$1" "$again" "$fen")
			case $code in
			000 | 5??) echo "$code" >>"$tmp/$1/broken" ;;
			*) break ;;
			esac
			sleep 0.1
		done
		if test $code = 201 && test $((no % 3)) = 0; then
			cp "$tmp/$1/reply" "$tmp/$1/first"
			test "$(one_try "$1" "$again" "$fen")" != 201 ||
				cmp -s "$tmp/$1/reply" "$tmp/$1/first" ||
				echo "$again" >>"$tmp/$1/differs"
			cp "$tmp/$1/first" "$tmp/$1/reply"
		fi
		printf '{"who":"%s","key":"%s","amount":%s,"status":%s,"reply":%s}\n' \
			"$1" "$again" "$fen" "$code" "$(cat "$tmp/$1/reply")" \
			>>"$tmp/$1/said"
	done
}
left=$(sql "SELECT (live_at - now_ms) DIV 1000 + 2 FROM ggzy_trade.lot,
	ggzy_core.instant WHERE trade = $first")
for span in "$(((left - 8) / 60))m" "$(((left - 8) % 60))s"; do
	ctl clock shift "$span" >"$tmp/shift" 2>&1 || bail "$(cat "$tmp/shift")"
done
racers='1 3 4 5 6 7 8 10'
for i in $racers; do
	as b$i
	fresh_session
	mkdir "$tmp/b$i"
done
eventually 'live bidding begins'	stage_is "$first" $LIVE
racing=
for i in $racers; do
	bidder b$i "$i" &
	racing="$racing $!"
done
kills=0 began=$(date +%s) accepted=0
while test $(($(date +%s) - began)) -lt 100; do
	test "$accepted" -lt "$OFFERS" || test "$kills" -lt 12 || break
	sleep 0.4
	kill -9 "$(pids_of ggzy-land | shuf -n 1)" 2>/dev/null &&
		kills=$((kills + 1))
	accepted=$(lot_sql "$first" offers)
done
touch "$tmp/stop"
# shellcheck disable=SC2086 # process ids
wait $racing
jq -c '.no = .reply.no | .code = .reply.code | del(.reply)' "$tmp"/b*/said \
	>"$tmp/said" || bail 'an answer is no JSON'

# -- time decides, not the clock's process
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" stop clock >/dev/null
as b1
fresh_session
past() {
	test "$(sql "SELECT now_ms > ends_at FROM ggzy_trade.lot, ggzy_core.instant
		WHERE trade = $first")" = 1
}
within past || bail 'it does not end'
offer "$first" 999000000
is 'after the countdown it is too late'	"$(code) $(settled_stage "$first")" "422 E_LATE $LIVE"
state "$first"
is 'which watchers see'			"$(json '"\(.closed) \(.needed_fen)"')" 'true null'
as centre
call POST "$l/trades/$first/pause" '{"reason":"太晚了吧"}'
is 'nor does a pause bring it back'	"$(code)" '422 E_LATE'
as owner
call POST "$l/trades/$first/reserve" "{\"reserve_fen\":105000000,\"salt\":\"$salt\"}"
is 'the reserve stays until it is closed' "$(code)" '422 E_EARLY'
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" start clock >/dev/null
eventually 'then the hammer falls'	lot_closed "$first"

# -- the history
# the two quotes before, as they were answered
printf '%s\n' '{"who":"b1","key":"q1","amount":100000000,"status":201,"no":1}' \
	'{"who":"b2","key":"q2","amount":103000000,"status":201,"no":2}' >>"$tmp/said"
lot_history "$first" "$tmp/said" >"$tmp/history"
given=$(jq '[.said[]|select(.status == 201)]|length' "$tmp/history")
diag "$(jq '.said|length' "$tmp/history") offers, $given accepted, $kills workers" \
	"killed, $(cat "$tmp"/b*/broken 2>/dev/null | wc -l) tries broken off"
ok 'bidders outbid each other'		test "$given" -gt 20
ok 'and are refused'			test "$(jq '[.said[]|select(.code == "E_FIELD")]
	|length' "$tmp/history")" -gt 5
ok 'workers died'			test "$kills" -gt 10
is 'a repeated key had the same answer'	"$(cat "$tmp"/b*/differs 2>/dev/null)" ''
is 'no offer is lost, doubled, late or no improvement' "$(lot_check "$tmp/history")" ''
# FILTER PATTERN: a checker that sees nothing is none
sees() {
	jq "$1" "$tmp/history" >"$tmp/forged"
	like "it would see that $3"	"$(lot_check "$tmp/forged")" "$2"
}
sees 'del(.offers[5])' 'lost: .* offer 6 ' 'an offer is lost'
sees '.offers[7].amount = .offers[6].amount' 'offer 8 is not higher' 'one is no higher'
sees '.offers[7].at = .offers[6].ends_at' 'offer 8 is late' 'one is late'
sees '.said += [.said[0] | .key = "x" | .no = 3 | .status = 201]' 'given to two keys' \
	'one number is given twice'
sees '.said |= map(select(.no != 9))' 'offer 9 is nobody' 'one is nobody'"'"'s'
sees 'del(.events[3])' 'events are not' 'one has no event'

# -- the reserve, the deal, the contract
as owner
call POST "$l/trades/$first/reserve" "{\"reserve_fen\":104000000,\"salt\":\"$salt\"}"
is 'another reserve is not what was committed' "$(code)" '422 E_FIELD'
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" stop clock >/dev/null
reveal_by=$(sql "SELECT at FROM ggzy_trade.due WHERE trade = $first")
sql "UPDATE ggzy_trade.due SET at = 1 WHERE trade = $first"
call POST "$l/trades/$first/reserve" "{\"reserve_fen\":105000000,\"salt\":\"$salt\"}"
is 'nor is one told too late, though the clock stood' "$(code)" '422 E_LATE'
sql "UPDATE ggzy_trade.due SET at = $reveal_by WHERE trade = $first"
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" start clock >/dev/null
call POST "$l/trades/$first/reserve" "{\"reserve_fen\":105000000,\"salt\":\"$salt\"}"
is 'the right one makes the deal'	"$status $(json .stage)" '200 publicity'
price=$(json .price_fen)
user=''
call GET "$l/trades/$first/deal"
is 'at the highest offer'		"$status $(json .price)" "200 $(jq .lot.price "$tmp/history")"
winner=$(json .name)
like 'now with a name'			"$winner" '^第[0-9]+置业有限公司$'
is 'the result is public'		"$(sql "SELECT COUNT(*) FROM ggzy_service.notice
	WHERE trade = $first AND type = 'TD04'")" 1
w=b${winner#第}
w=${w%置业有限公司}
other=b4
test "$w" != b4 || other=b5
as $other
call POST "$l/trades/$first/confirm"
is 'another does not confirm it'	"$(code)" '403 E_ROLE'
must owner POST "$l/trades/$first/confirm"
as "$w"
call POST "$l/trades/$first/confirm"
is 'owner and winner do'		"$status $(settled_stage "$first")" "200 $AWARD"
today=$(later 0s | cut -c1-10)
as owner
contract() {
	call POST "$l/trades/$first/contract" "{\"number\":\"拉土出2026-7\",
		\"amount_fen\":$1,\"signed_on\":\"$today\"}"
}
contract $((price + 1))
is 'the contract is for that price'	"$(code)" '422 E_FIELD'
contract "$price"
is 'and is registered'			"$status $(settled_stage "$first")" "201 $CONTRACT"
refunded $l "$first"
is 'the others have their deposits back' "$returned" 8
is 'the winner'"'"'s is kept'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.deposit
	WHERE trade = $first AND returned_at IS NULL")" 1

# -- the other two
shift_time 1h
eventually 'without an offer there is no deal' stage_is "$lonely" $FAILED
is 'which is public'			"$(sql "SELECT COUNT(*) FROM ggzy_service.notice
	WHERE trade = $lonely AND type = 'TD03'")" 1
eventually 'who reached the ceiling has it' stage_is "$capped" $PUBLICITY
is 'for the ceiling'			"$(sql "SELECT price FROM ggzy_trade.award
	WHERE trade = $capped")" 102500000

# -- what others can check of it
user=''
for x in lonely capped; do
	eval "other=\$$x"
	sign_head "$other"
	ggzyctl bundle "$other" "$tmp/$x" >"$tmp/bundle.$x" 2>&1 ||
		diag "$(cat "$tmp/bundle.$x")"
done
bundles_are_good "$first" "$tmp/lonely" "$tmp/capped"
is 'who is who stays secret'		"$(grep -c credit_code "$tmp/bundles/public/events.jsonl")" 0
is 'what was offered does not'		"$(grep -c '"verb\\":\\"offer' "$tmp/bundles/public/events.jsonl")" \
	"$(jq .lot.offers "$tmp/history")"
if command -v python3 >/dev/null; then
	is 'another history is found out'	"$(python3 -B "$top/tests/verify/retell_rising.py" \
		"$GGZY_BUILD/modules/ctl/ggzyctl" "$tmp/bundles/full" "$tmp/retold" 2>&1)" ''
else
	skip 'another history is found out' 'no python3'
fi

# -- what a worker may not do to it
denied() {
	mariadb --no-defaults -S "$GGZY_DB_SOCKET" -u ggzy_land \
		-p"$(cat "$GGZY_VAR/secrets/ggzy_land.db")" -e "$1" 2>&1 |
		grep -c denied
}
is 'no worker changes an offer'		"$(denied 'UPDATE ggzy_land.offer SET amount_fen = 1')" 1
is 'or takes one away'			"$(denied 'DELETE FROM ggzy_land.offer')" 1
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
