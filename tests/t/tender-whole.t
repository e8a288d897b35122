#!/bin/sh
# Two sections of one project the whole way, by both evaluation methods, with
# everything real: sealed bids, released shares, drawn experts, time.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 31
start
people

e=/api/engineering
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4; do
	has_key $who
done

# -- one notice of two trades
draft 雪水河 comprehensive
one=$trade
must owner GET "$e/trades/$one"
must owner POST "$e/projects/$project/trades" "$(json '{name: "雪水河二标段",
	method, content, evaluation: "lowest", price_form, estimate_fen, ceiling,
	expert_classes, panel_size, panel_owners, deadline, decrypt_minutes,
	consortium}')"
two=$(json .id)
trustees "$one"
trustees "$two"
published 雪水河工程施工招标公告 "$one" "$two"
as ''
call GET "/api/service/trades/$one"
is 'the trade is public'		"$status" 200

# -- an objection to the documents
must bidder4 POST "$e/trades/$two/objections" \
	'{"kind":"documents","body":"资格条件与招标内容没有关系，请删除"}'
as bidder4
call POST "$e/trades/$two/objections" \
	'{"kind":"opening","body":"现在还没有开标，不能提出"}'
is 'there is no opening to object to'	"$status $(json .code)" '409 E_STAGE'
for i in 1 2 3; do
	hand_in "$one" bidder$i "1${i}00000000"
	hand_in "$two" bidder$i "1$((4 - i))00000000"
done
is 'bids are taken while a trade is paused' "$status" 201
hand_in "$one" bidder4 1600000000
must bidder4 POST "$e/trades/$one/bids/withdraw"
shift_time 22d
as bidder1
call POST "$e/trades/$one/objections" \
	'{"kind":"documents","body":"评分标准不合理，请重新制定"}'
is 'ten days before the end it is too late' \
	"$status $(json .rule.rule_key)" '422 gc.objection.bid_doc_window'
shift_time 9d
is 'one box is closed'			"$(settled_stage "$one")" $OPENING
is 'the other waits for an answer'	"$(settled_stage "$two")" $NOTICE
must owner GET "$e/trades/$two/objections"
must owner POST "$e/trades/$two/objections/$(json '.items[0].id')/answer" \
	'{"answer":"资格条件依据施工企业资质标准，予以保留"}'
eventually 'and closes then'		stage_is "$two" $OPENING

# -- opening
open_box "$one"
one_bids=$bids
as ''
call GET "$e/trades/$one/opening"
is 'three bids are opened'		"$(json '[.items[].price]|tostring')" \
	'[1100000000,1200000000,1300000000]'
must bidder2 POST "$e/trades/$one/objections" \
	'{"kind":"opening","body":"唱标的工期与我方投标文件不一致"}'
objection=$(json .id)
is 'an objection on the spot does not pause' "$(sql "SELECT COUNT(paused)
	FROM ggzy_trade.trade WHERE id = $one")" 0
as stranger
call POST "$e/trades/$one/objections" \
	'{"kind":"opening","body":"我没有投标但是也有意见"}'
is 'only who bid was there'		"$status" 403

# -- evaluation by score: 5000 + 4000, 5600 + 3667, 5700 + 3385
panel "$one"
must "$(echo "$members" | sed -n 1p)" GET "$e/trades/$one/evaluation"
is 'the panel has items and bids before it' \
	"$(json '"\(.items|length) \(.bids|length)"')" '2 3'
call GET "$e/trades/$one/evaluation/$(json '.bids[0].bid')"
is 'and reads the files'		"$status $(cat "$tmp/body")" '200 bid of bidder1'
for m in $members; do
	sheet "$one" "$m" 5000 5600 5700
done
as owner
call POST "$e/trades/$one/report" '{}'
is 'what was said at the opening is answered first' \
	"$status $(json .code)" '409 E_STATE'
must owner POST "$e/trades/$one/objections/$objection/answer" \
	'{"answer":"已与开标一览表核对，记录无误"}'
must owner POST "$e/trades/$one/report" '{"text":"评审意见一致"}'
must bidder1 GET "$e/trades/$one/candidates"
is 'the best total stands first'	"$(json '[.items[]|"\(.rank) \(.score)"]|join(", ")')" \
	'1 9267, 2 9085, 3 9000'

# -- evaluation by price
open_box "$two"
panel "$two"
for m in $members; do
	sheet "$two" "$m"
done
leader=$(sql "SELECT a.login FROM ggzy_trade.panel_member m
	JOIN ggzy_core.account a ON a.id = m.account
	WHERE m.trade = $two AND m.leader = 1")
must "$leader" POST "$e/trades/$two/report" '{}'
as ''
call GET "$e/trades/$two/candidates"
is 'the lowest price stands first'	"$(json '[.items[]|"\(.rank) \(.price)"]|join(", ")')" \
	'1 1100000000, 2 1200000000, 3 1300000000'

# -- award to archive
award_first "$one"
is 'the first trade is awarded'		"$(settled_stage "$one")" $AWARD
must owner GET "$e/trades/$two/candidates"
must owner POST "$e/trades/$two/award" "{\"bid\":$(json '.items[0].bid')}"
is 'so is the second'			"$(settled_stage "$two")" $AWARD
shift_time 10d
for t in $one $two; do
	must owner GET "$e/trades/$t/award"
	must owner POST "$e/trades/$t/contract" "$(jq -nc --arg n "HT-$t" \
		--arg day "$(now | cut -c1-10)" --argjson price "$(json .price)" \
		'{number: $n, amount_fen: $price, signed_on: $day,
		period_days: 200, bond_fen: ($price / 10 | floor)}')"
	is 'a contract is signed in time' "$(settled_stage "$t") $(sql "SELECT
		COUNT(*) FROM ggzy_supervision.duty WHERE trade = $t AND
		rule_key = 'gc.contract.sign' AND done_at <= due_at")" \
		"$CONTRACT 1"
	must owner POST "$e/trades/$t/performance" \
		'{"kind":"progress","body":"进场施工"}'
	must owner POST "$e/trades/$t/performance" \
		'{"kind":"acceptance","body":"验收合格"}'
	must owner POST "$e/trades/$t/written-report" \
		'{"text":"招标投标活动依法进行，情况如下"}'
	must centre POST "$e/trades/$t/archive" '{}'
	is 'and the trade is archived'	"$(settled_stage "$t")" $ARCHIVED
	is 'everything of it is public'	"$(sql "SELECT
		GROUP_CONCAT(DISTINCT n.type ORDER BY n.type)
		FROM ggzy_service.notice n
		JOIN ggzy_service.notice_trade x ON x.notice = n.id
		WHERE x.trade = $t")" GC02,GC08,GC09,GC10,GC12
	is 'by the stages of the law'	"$(sql "SELECT GROUP_CONCAT(after_stage
		ORDER BY id SEPARATOR ' ') FROM ggzy_core.event
		WHERE trade = $t AND after_stage <> before_stage")" \
		'1 4 5 6 7 8 9 10'
	is 'no duty is late'		"$(sql "SELECT COUNT(*)
		FROM ggzy_supervision.duty WHERE trade = $t
		AND done_at IS NULL AND rule_key <> 'gc.objection.reply'")" 0
done

# -- nobody who looks from outside is told another story
settle
ok 'the log verifies'			ctl log verify
# the web server may answer once from before, while it asks anew
public_stage() {
	as ''
	call GET "/api/service/trades/$one"
	test "$(json .stage)" = "$1"
}
eventually 'the public trade is archived' public_stage archived
must supervisor GET "$e/trades/$one/archive"
is 'the archive names every opened bid'	"$(json '.index_json.opening|length')" 3
is 'and the sheets of five members'	"$(json '.index_json.sheets|length')" 5
