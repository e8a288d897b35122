#!/bin/sh
# The second half of a tender: panel, scores, candidates, objections, award,
# contract, archive, and the ways it ends early.  Bids are put there by hand;
# how they are sealed and opened is the matter of other tests.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 153
start
people

e=/api/engineering
code() { json .code; }
rule() { json .rule.rule_key; }
paused() { sql "SELECT COUNT(paused) FROM ggzy_trade.trade WHERE id = $1"; }
notices() { # TRADE TYPE
	sql "SELECT COUNT(*) FROM ggzy_service.notice n
		JOIN ggzy_service.notice_trade t ON t.notice = n.id
		WHERE t.trade = $1 AND n.type = '$2'"
}
reason='{"reason":"设计方案有重大变化"}'

# -- the panel

draft 河堤一期 comprehensive
must owner GET "$e/trades/$trade/panel"
is 'a draft has no panel'		"$(json '.items|length')" 0
as owner
call POST "$e/trades/$trade/draws" '{}'
is 'experts are not drawn for a draft'	"$status $(code)" '409 E_STAGE'
as stranger
call GET "$e/trades/$trade/panel"
is 'strangers see nothing of a draft'	"$status" 404

opened "$trade" 1800000000 1500000000 1900000000 1700000000
sql "INSERT INTO ggzy_trade.bid_member (domain, bid, subject, leader)
	SELECT 'engineering', $(echo "$bids" | sed -n 3p), id, 0
	FROM ggzy_subject.subject WHERE credit_code = '$(credit_code 10000003)'"
as bidder1
call POST "$e/trades/$trade/draws" '{}'
is 'bidders do not draw experts'	"$status $(code)" '403 E_ROLE'
as owner
call POST "$e/trades/$trade/draws" '{"names":["expert1"]}'
is 'nobody names the experts'		"$status $(json '.fields|keys[0]')" '422 names'
call POST "$e/trades/$trade/draws" '{}'
is 'four experts are called for'	"$status $(json '"\(.wanted) \(.state)"')" \
	'201 4 committing'
is 'all three sides are waited for'	"$(json '.awaited|join(" ")')" \
	'owner centre supervision'
is 'who will be drawn is not told'	"$(json '"\(.seed) \(.pool)"')" 'null null'
pool=$(sql "SELECT pool FROM ggzy_expert.draw WHERE trade = $trade")
is 'who is near a bidder is excluded, with the reason' "$(printf '%s' "$pool" |
	jq -r '[.excluded[].why]|sort|join(" ")')" \
	'工作单位是投标人 工作单位是投标联合体成员 申报回避投标人'
is 'the pool holds who knows the trade'	"$(printf '%s' "$pool" |
	jq '.pool|length')" 7
is 'the log had its digest before'	"$(sql "SELECT body LIKE
	CONCAT('%', (SELECT SHA2(pool, 256) FROM ggzy_expert.draw
		WHERE trade = $trade), '%') FROM ggzy_core.event
	WHERE trade = $trade AND verb = 'pool'")" 1
is 'and neither knows a name'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event v
	JOIN ggzy_expert.expert x ON v.body LIKE CONCAT('%', x.name, '%')
	WHERE v.trade = $trade AND v.verb = 'pool'")$(printf '%s' "$pool" | grep -c 专家)" 00
call POST "$e/trades/$trade/draws" '{}'
is 'one draw at a time'			"$status $(code)" '409 E_STATE'

# -- commitments and values
as bidder1
call POST "$e/trades/$trade/draws/1/commit" "{\"digest\":\"$(printf a | sha256sum | cut -c1-64)\"}"
is 'a bidder has no part in it'		"$status $(code)" '403 E_ROLE'
commits "$trade" 1 owner
as agency
call POST "$e/trades/$trade/draws/1/commit" "{\"digest\":\"$(printf a | sha256sum | cut -c1-64)\"}"
is 'nor has the agency of another'	"$status $(code)" '403 E_ROLE'
as delegate
call POST "$e/trades/$trade/draws/1/commit" "{\"digest\":\"$(printf a | sha256sum | cut -c1-64)\"}"
is 'one value a side'			"$status $(code)" '409 E_EXISTS'
as owner
call POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 owner)"
is 'no value before all commitments'	"$status $(code)" '409 E_STATE'
as centre
call POST "$e/trades/$trade/draws/2/commit" "{\"digest\":\"$(printf a | sha256sum | cut -c1-64)\"}"
is 'a draw that is not there'		"$status" 404
call POST "$e/trades/$trade/draws/1/commit" '{"digest":"x"}'
is 'a commitment is a digest'		"$status $(json '.fields|keys[0]')" '422 digest'
commits "$trade" 1 centre supervision
within draw_is "$trade" revealing
is 'the head of the log came after the commitments' "$(sql "SELECT
	$(json '.items[0].head_size') > l.seq FROM ggzy_core.event v
	JOIN ggzy_core.log_entry l ON l.event = v.id
	WHERE v.trade = $trade AND v.verb = 'commit' ORDER BY v.id DESC LIMIT 1")" 1
as supervisor
call POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 supervision)"
is 'supervision speaks last'		"$status $(code)" '409 E_STATE'
as delegate
call POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 owner)"
is 'who committed speaks'		"$status $(code)" '403 E_ROLE'
as owner
call POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 centre)"
is 'another value than the one committed to is refused' \
	"$status $(json '.fields|keys[0]')" '422 value'
must owner POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 owner)"
must centre POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 centre)"

# -- the last one knows the result and keeps its value back
shift_time 31m
draw_is "$trade" void
is 'the draw is void, and says by whom'	"$(json '.items[0]|"\(.state) \(.missing)"')" \
	'void supervision'
is 'publicly'				"$(sql "SELECT SUM(public), SUM(body LIKE
	'%\"phase\":\"reveal\",\"missing\":[\"supervision\"]%') FROM ggzy_core.event
	WHERE trade = $trade AND verb = 'draw-void'")" '1	1'
is 'nobody sits'			"$(panel_logins "$trade" | wc -l)" 0
as supervisor
call POST "$e/trades/$trade/draws/1/reveal" "$(value_of "$trade" 1 supervision)"
is 'it does not come back to it'	"$status $(code)" '409 E_STATE'
must centre POST "$e/trades/$trade/draws" '{}'
is 'the next draw has its number and reason' "$(json '"\(.no) \(.reason)"')" \
	'2 第 1 次抽取作废'
as supervisor
call POST "$e/trades/$trade/draws/2/commit" "{\"digest\":\"$(printf a | sha256sum | cut -c1-64)\"}"
is 'who kept his value back is out'	"$status $(code)" '403 E_ROLE'
person supervisor2 另一监督 --role supervisor:540000
speaker() {
	case $1 in
	supervision) echo supervisor2 ;;
	*) echo "$1" ;;
	esac
}
commits "$trade" 2 owner centre
shift_time 31m
draw_is "$trade" void
is 'who does not commit makes it void too' "$(json '.items[1].missing')" supervision
must owner POST "$e/trades/$trade/draws" '{"reason":"监督方缺席，重新抽取"}'
commits "$trade" 3 supervision centre owner
within draw_is "$trade" revealing
is 'its side speaks first now'		"$(json '.items[2].awaited|join(" ")')" \
	'supervision owner centre'
reveals "$trade" 3
is 'four experts are drawn'		"$(json '"\(.state) \(.seats|length)"')" 'drawn 4'
is 'one of an employer at most'		"$(sql "SELECT COUNT(*) -
	COUNT(DISTINCT e.employer) FROM ggzy_trade.panel_member m
	JOIN ggzy_expert.expert e ON e.id = m.expert WHERE m.trade = $trade")" 0
is 'the events of a draw tell no name'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event v
	JOIN ggzy_expert.expert x ON v.body LIKE CONCAT('%', x.name, '%')
	OR v.body LIKE CONCAT('%', x.employer, '%')
	WHERE v.trade = $trade AND v.public = 1")" 0
call POST "$e/trades/$trade/draws" '{}'
is 'a full panel draws nobody'		"$status $(code)" '409 E_STATE'
as ''
call GET "$e/trades/$trade/draws"
is 'everybody sees that it was drawn'	"$(json '[.items[].state]|join(" ")')" 'void void drawn'
is 'but not from whom'			"$(json '[.items[]|.pool, .opened[]]|map(select(.))|length')" 0

must owner GET "$e/trades/$trade/panel"
is 'names are secret from the owner'	"$(json '[.items[].name]|join(" ")')" \
	'专家1 专家2 专家3 专家4'
one=$(panel_logins "$trade" | sed -n 1p)
two=$(panel_logins "$trade" | sed -n 2p)
must "$one" GET "$e/trades/$trade/panel"
like 'a member sees its own name only'	"$(json '[.items[].name]|join(" ")')" \
	'^专家.号 专家2 专家3 专家4$'
must "$one" GET "$e/my/panels"
is 'and finds that it is called'	"$(json ".items[]|select(.trade ==
	$trade)|.state")" called

as owner
call POST "$e/trades/$trade/panel/delegates" '{"logins":["bidder1"]}'
is 'a delegate is of the owner'		"$status $(json '.fields|keys[0]')" '422 logins'
call POST "$e/trades/$trade/panel/delegates" '{"logins":["owner","delegate"]}'
is 'of one seat not two'		"$status" 422
call POST "$e/trades/$trade/panel/delegates" '{"logins":["delegate"]}'
is 'the owner fills its seat'		"$status" 201

as "$one"
call POST "$e/trades/$trade/sheet" '{"scores":[]}'
is 'who has not come does not score'	"$status $(code)" '409 E_STATE'
call POST "$e/trades/$trade/panel/avoid" '{"reason":"近亲属在投标单位任职"}'
is 'a member may have to avoid'		"$status $(json .state)" '200 avoided'
call POST "$e/trades/$trade/panel/attend" '{}'
is 'and does not come back'		"$status" 403
must owner POST "$e/trades/$trade/panel/absent" '{"seat":2,"reason":"突发疾病"}'
as centre
call POST "$e/trades/$trade/draws" '{}'
is 'nobody draws again while the order goes on' "$status $(code)" '409 E_STATE'
call POST "$e/trades/$trade/draws/3/substitutes" '{}'
is 'the next in the order fill both seats' "$status $(json '[.seats[].turn]|tostring')" \
	'201 [5,6]'
is 'with others'			"$(panel_logins "$trade" |
	grep -cx -e "$one" -e "$two")" 0
members=$(panel_logins "$trade")
for m in $members; do
	must "$m" POST "$e/trades/$trade/panel/attend" '{}'
done
is 'the first expert to come leads'	"$(sql "SELECT GROUP_CONCAT(seat)
	FROM ggzy_trade.panel_member WHERE trade = $trade AND leader = 1")" 3

# -- sheets

set -- $members
m1=$1 m2=$2 m3=$3 m4=$4 m5=$5
b1=$(echo "$bids" | sed -n 1p)
as "$m1"
call POST "$e/trades/$trade/sheet" "{\"scores\":[
	{\"bid\":$b1,\"item\":1,\"score\":6001},
	{\"bid\":$b1,\"item\":2,\"score\":1},
	{\"bid\":$b1,\"item\":9,\"score\":1},
	{\"bid\":999999,\"item\":1,\"score\":1},
	{\"bid\":$b1,\"item\":1,\"score\":5}]}"
is 'each wrong score is named'		"$status $(json '.fields|keys|length')" '422 5'
call POST "$e/trades/$trade/sheet" "{\"scores\":[{\"bid\":$b1,\"item\":1,
	\"score\":50.5}]}"
is 'scores are whole hundredths'	"$status" 422
call POST "$e/trades/$trade/sheet" "{\"rejections\":[{\"bid\":$b1,
	\"ground\":\"ugly\",\"reason\":\"不好看\"}]}"
is 'grounds are those of the law'	"$status" 422
call POST "$e/trades/$trade/sheet" "$(sheet_json 5400 5000 4000)"
is 'a sheet is saved in part'		"$status $(json '.scores|length')" '200 3'
call POST "$e/trades/$trade/sheet/lock" '{}'
is 'and is not locked before it is whole' "$status $(code)" '409 E_STATE'
as "$m2"
call GET "$e/trades/$trade/sheet"
is 'nobody reads it'			"$(json '.sheet.scores|length')" 0
call GET "$e/trades/$trade/sheets"
is 'not even all of them'		"$status $(code)" '409 E_STAGE'
as owner
call POST "$e/trades/$trade/sheet" '{"scores":[]}'
is 'the owner does not score'		"$status" 403

sheet "$trade" "$m1" 5401 5000 4000 x
is 'the digest of the sheet is logged'	"$(sql "SELECT COUNT(*) FROM
	ggzy_core.event v JOIN ggzy_trade.panel_member m
	ON v.body LIKE CONCAT('%', m.digest, '%')
	WHERE v.trade = $trade AND v.verb = 'lock' AND m.trade = v.trade")" 1
as "$m1"
call POST "$e/trades/$trade/sheet" "$(sheet_json 1 1 1 1)"
is 'a locked sheet cannot change'	"$status $(code)" '409 E_STATE'
call GET "$e/trades/$trade/sheet"
is 'and its digest is that of its text'	"$(printf '%s' "$body" |
	jq -jc .sheet | sha256sum | cut -c1-64)" "$(json .digest)"
stays() { # NAME STATEMENT: refused, whoever of the database asks
	like "$1" "$(sql "$2")" 'ERROR 1644'
}
stays 'a lock is not taken off'		"UPDATE ggzy_trade.panel_member
	SET locked_at = NULL, digest = NULL WHERE trade = $trade AND locked_at > 0"
stays 'no score is taken from the sheet' "DELETE FROM ggzy_trade.score
	WHERE trade = $trade"
stays 'none is changed'			"UPDATE ggzy_trade.score SET score = 1
	WHERE trade = $trade"
stays 'none is added'			"INSERT INTO ggzy_trade.score SELECT domain,
	trade, member, bid, 2, 1 FROM ggzy_trade.score WHERE trade = $trade LIMIT 1"
stays 'no vote is taken back'		"DELETE FROM ggzy_trade.rejection
	WHERE trade = $trade"
stays 'nobody gets the seat of another'	"UPDATE ggzy_trade.panel_member
	SET account = 1 WHERE trade = $trade AND seat = 3"
stays 'a draw stays what it was'	"UPDATE ggzy_expert.draw SET seed = pool_digest
	WHERE trade = $trade AND state = 3"
stays 'so do the values'		"UPDATE ggzy_expert.draw_party p
	JOIN ggzy_expert.draw d ON d.id = p.draw SET p.value = d.pool_digest
	WHERE d.trade = $trade AND d.state = 3"
as owner
call POST "$e/trades/$trade/report" '{}'
is 'no report before all is locked'	"$status $(code)" '409 E_STATE'
sheet "$trade" "$m2" 5402 5000 4000 x
sheet "$trade" "$m3" 5402 5000 4000 x
is 'equal sheets have other digests'	"$(sql "SELECT COUNT(DISTINCT digest)
	FROM ggzy_trade.panel_member WHERE trade = $trade AND locked_at > 0")" 3
sheet "$trade" "$m4" 5400 5000 4000 5999
sheet "$trade" "$m5" 5400 5000 4000 5999
as "$m2"
call POST "$e/trades/$trade/report" '{}'
is 'only the leader reports'		"$status $(code)" '403 E_ROLE'
as "$m1"
call POST "$e/trades/$trade/report" '{"text":"评审意见一致"}'
is 'the report makes candidates public'	"$status $(settled_stage "$trade")" \
	"201 $PUBLICITY"

# -- candidates: 15 is the lowest price; 5401 + 4000*15/18 = 8734,
# 5000 + 4000 = 9000, 4000 + 4000*15/19 = 7158, the fourth is rejected
as ''
call GET "$e/trades/$trade/candidates"
is 'totals and ranks are as by hand'	"$(json '[.items[]|select(.rank)|
	"\(.rank) \(.score)"]|join(", ")')" '1 9000, 2 8734, 3 7158'
is 'three of five reject a bid'		"$(json '.items[]|select(.rejected)|
	.ground')" unresponsive
is 'the notice says both'		"$(sql "SELECT n.body LIKE '%90.00%' AND
	n.body LIKE '%否决%工期不响应%' FROM ggzy_service.notice n
	WHERE n.trade = $trade AND n.type = 'GC09'")" 1
is 'and one end of the publicity'	"$(sql "SELECT
	n.body REGEXP '公示期至 [0-9年月]*日 24:00' AND
	n.facts REGEXP '[0-9年月]*日 24:00' FROM ggzy_service.notice n
	WHERE n.trade = $trade AND n.type = 'GC09'")" 1
is 'publicity ends with a day in China'	"$(sql "SELECT
	(due_at + 8 * 3600000) % 86400000 FROM ggzy_service.notice
	WHERE trade = $trade AND type = 'GC09'")" 0
must owner GET "$e/trades/$trade/sheets"
is 'sheets are open, names are not'	"$(json '[.items[].member]|
	map(select(test("号")))|length')" 0
is 'each is what the log has the digest of' "$(for i in 0 1 2 3 4; do
	json ".items[$i]|.digest" >"$tmp/digest"
	printf '%s' "$body" | jq -jc ".items[$i].sheet" | sha256sum | cut -c1-64 |
		cmp -s - "$tmp/digest" && sql "SELECT COUNT(*) FROM ggzy_core.event
		WHERE trade = $trade AND verb = 'lock' AND public = 0 AND
		body LIKE '%$(cat "$tmp/digest")%'"
done | paste -sd+)" '1+1+1+1+1'
first=$(echo "$bids" | sed -n 2p) second=$b1
as owner
call POST "$e/trades/$trade/award" "{\"bid\":$first}"
is 'no award while they are public'	"$status $(rule)" \
	'422 gc.candidate.publicity_min'

# -- objections
as owner
call POST "$e/trades/$trade/objections" '{"kind":"result","body":"请复核第一名的业绩是否真实"}'
is 'the owner does not object'		"$status" 403
as bidder3
call POST "$e/trades/$trade/objections" '{"kind":"documents","body":"请复核第一名的业绩是否真实"}'
is 'documents are past'			"$status $(code)" '409 E_STAGE'
call POST "$e/trades/$trade/objections" '{"kind":"result","body":"短"}'
is 'an objection has a content'		"$status" 422
call POST "$e/trades/$trade/objections" '{"kind":"result","body":"请复核第一名的业绩是否真实"}'
objection=$(json .id)
is 'a bidder objects to the result'	"$status $(json .state)" '201 open'
is 'which pauses the trade'		"$(paused "$trade")" 1
as bidder2
call GET "$e/trades/$trade/objections"
is 'others do not see it'		"$(json '.items|length')" 0
shift_time 12d # the days to answer may end on a holiday
is 'the end of publicity waits'		"$(sql "SELECT COUNT(*) FROM
	ggzy_trade.due WHERE trade = $trade AND verb = 'end-publicity'")" 1
as owner
call POST "$e/trades/$trade/award" "{\"bid\":$first}"
is 'no award while one is open'		"$status $(code)" '409 E_PAUSED'
late_is_reported() {
	test "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $trade
		AND verb = 'report-duty' AND
		body LIKE '%gc.objection.reply%'")" = 1
}
eventually 'the late answer is reported'	late_is_reported
as bidder3
call POST "$e/trades/$trade/objections/$objection/answer" '{"answer":"自己答复"}'
is 'who objects does not answer'	"$status" 403
must owner POST "$e/trades/$trade/objections/$objection/answer" '{"answer":"经复核业绩属实"}'
is 'the answer lets it go on'		"$(paused "$trade")" 0
call POST "$e/trades/$trade/objections/$objection/answer" '{"answer":"再答一次"}'
is 'once'				"$status $(code)" '409 E_STATE'
as bidder1
call POST "$e/trades/$trade/objections" '{"kind":"result","body":"请复核第一名的业绩是否真实"}'
is 'after the publicity it is too late'	"$status $(rule)" \
	'422 gc.objection.candidate_window'
publicity_is_over() {
	test "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE
		trade = $trade AND verb = 'end-publicity'")" = 1
}
eventually 'what waited is done'	publicity_is_over
page_says() { # WORDS
	curl -s "$GGZY_URL/trades/$trade.html" >"$tmp/page"
	grep -qF "$1" "$tmp/page"
}
eventually 'its page says so'	page_says '公示已结束，待定标</h2>'
ok 'and no more how to object'	sh -c "! grep -qF 怎样提出异议 '$tmp/page'"

# -- award
as owner
call POST "$e/trades/$trade/award" "{\"bid\":$second}"
is 'another than the first needs a reason' "$status" 422
call POST "$e/trades/$trade/award" "{\"bid\":$second,\"reason\":\"价格合适\"}"
is 'where the state pays, one of law'	"$status $(rule)" '422 gc.award.first_ranked'
call POST "$e/trades/$trade/award" "{\"bid\":$(echo "$bids" | sed -n 4p)}"
is 'a rejected bid cannot win'		"$status $(json '.fields|keys[0]')" '422 bid'
call POST "$e/trades/$trade/award" "{\"bid\":$first}"
is 'the first is awarded'		"$status $(json .price)" '201 1500000000'
is 'and the result is public'		"$(notices "$trade" GC10)" 1
must bidder2 GET "$e/trades/$trade/award"
like 'the winner finds its letter'	"$(json .letter)" '^中标通知书'
must bidder1 GET "$e/trades/$trade/award"
like 'and so do the others'		"$(json .letter)" '^中标结果通知书'
as owner
call POST "$e/trades/$trade/award" "{\"bid\":$second,\"reason\":\"价格合适\"}"
is 'the winner does not change at will'	"$status $(json '.fields|keys[0]')" '422 exception'
call POST "$e/trades/$trade/award" "{\"bid\":$second,\"reason\":\"书面声明放弃\",
	\"exception\":\"gave_up\"}"
is 'but when it gives up the next one wins' "$status $(json .price)" '201 1800000000'
like 'for a reason of the law'		"$(json .reason)" '^排名在前的中标候选人放弃中标：'
is 'publicly'				"$(notices "$trade" GC10)" 2
as ''
call GET "$e/trades/$trade/panel"
like 'names are public now'		"$(json '[.items[].name]|join(" ")')" '专家.号'
must supervisor GET "$e/trades/$trade/draws"
is 'pool and seed too, for who checks'	"$(json '.items[2]|
	"\(.seed|length) \(.pool.pool|length)"')" '64 7'
cp "$tmp/body" "$tmp/all"
as ''
call GET "$e/trades/$trade/draws"
is 'names of who was not drawn are not public' \
	"$(json '.items[2].opened|length') $(jq '.items[2].opened|length' "$tmp/all")" '6 10'
ok 'the supervision draws again'	ctl draw check "$tmp/all"
cp "$tmp/body" "$tmp/draws"
ok 'and so does everybody'		ctl draw check "$tmp/draws"
caught() { # NAME JQ PATTERN
	jq -c "$2" "$tmp/draws" >"$tmp/changed"
	like "$1" "$(ctl draw check "$tmp/changed" 2>&1; echo "=$?")" "$3"
}
caught 'a changed reason in the pool is caught' \
	'.items[2].pool.excluded[0].why = "已停用"' '名单与摘要不符'
caught 'so is one who was taken out of it' \
	'.items[2].pool.pool |= .[1:]' '名单与摘要不符'
caught 'and a digest made to fit' '.items[2] |= (.pool.pool |= .[1:]
	| .pool_digest = "'"$(jq -jc '.items[2].pool|.pool |= .[1:]' "$tmp/draws" |
		sha256sum | cut -c1-64)"'")' '种子不是由'
caught 'a draw that is hidden'		'.items |= .[1:]' '编号不连续'
caught 'also when the others move up'	'.items |= (.[1:] | .[0].no = 1 | .[1].no = 2)' \
	'名单不是这次抽取的'
caught 'another value'			'.items[2].parties[0].value = .items[2].parties[1].value' \
	'随机数与承诺不符'
caught 'another on a seat'		'.items[2].seats[1].place = .items[2].seats[2].place' \
	'不是按种子抽中的'
caught 'another name for a code'	'.items[2].opened[0].name = "张三"' '代号不是'
caught 'another head of the log'	'.items[2].head_root = .items[2].pool_digest' '种子不是由'

# -- by a program in another language, from the specification
mkdir "$tmp/bundle"
jq -c '.items[].pool' "$tmp/draws" >"$tmp/bundle/pools.jsonl"
jq -c '.items[] | .no as $no | .opened[] | {draw: $no} + .' "$tmp/draws" \
	>"$tmp/bundle/names.jsonl"
as ''
call GET '/api/service/feed?limit=1000'
jq -c --argjson t "$trade" '.items[] | select(.body and
	(.body | fromjson | .trade) == $t)' "$tmp/body" >"$tmp/bundle/events.jsonl"
sql "SELECT CONCAT(size, ' ', LOWER(HEX(root))) FROM ggzy_core.log_head" |
	jq -Rnc '{heads: [inputs | split(" ") | {body: ({size: (.[0] | tonumber),
		root: .[1]} | tojson)}]}' >"$tmp/bundle/log.json"
ok 'an independent program draws the same' \
	python3 -B "$top/tests/verify/draws.py" "$tmp/bundle"
ok 'and finds a thousand changes'	python3 -B \
	"$top/tests/verify/draw_mutants.py" "$tmp/bundle" 1000

# -- contract
contract() { # JSON
	as owner
	call POST "$e/trades/$trade/contract" "$(jq -nc --arg day \
		"$(now | cut -c1-10)" --argjson more "$1" '{number: "HT-1",
		amount_fen: 1800000000, signed_on: $day,
		period_days: 200} + $more')"
}
contract '{"amount_fen":1800000001}'
is 'the contract is what was awarded'	"$status $(json '.fields|keys[0]')" '422 amount_fen'
contract '{"bond_fen":180000001}'
is 'the bond is a tenth at most'	"$status $(rule)" '422 gc.perf.max_pct'
contract '{"signed_on":"2020-01-01"}'
is 'it is not older than the award'	"$status" 422
shift_time 42d # thirty days, and a feast at their end
is 'what is overdue is reported'	"$(sql "SELECT COUNT(reported_at) FROM
	ggzy_supervision.duty WHERE trade = $trade AND rule_key IN
	('gc.contract.sign', 'gc.report.supervise')")" 2
contract '{}'
is 'late without a reason is refused'	"$status $(rule)" '422 gc.contract.sign'
contract '{"late_reason":"中标人单位更名","bond_fen":180000000}'
is 'with one it is signed'		"$status $(settled_stage "$trade")" "201 $CONTRACT"
is 'and public'				"$(notices "$trade" GC12)" 1
must owner POST "$e/trades/$trade/written-report" '{"text":"本次招标依法进行，情况如下。"}'
must supervisor GET "$e/trades/$trade/duties"
is 'nothing is left to be done'		"$(json '[.items[]|
	select(.done_at == null)]|length')" 0

# -- performance and archive
as owner
call POST "$e/trades/$trade/archive" '{}'
is 'what has not begun is not archived'	"$status $(code)" '409 E_STAGE'
must owner POST "$e/trades/$trade/changes" '{"body":"增加护岸二十米","amount_fen":5000000}'
is 'a change of the contract is public'	"$(notices "$trade" GC12)" 2
must owner POST "$e/trades/$trade/performance" '{"kind":"acceptance","body":"验收合格"}'
must centre POST "$e/trades/$trade/archive" '{}'
is 'the archive holds all of it'	"$(json '.index_json|[(.bids|length),
	(.sheets|length), (.draws|length), (.award|length),
	(.objections|length), (.events|length > 20)]|tostring')" '[4,5,3,1,1,true]'
is 'for many years'			"$(json '(.keep_until[0:4]|tonumber) -
	(.at[0:4]|tonumber)')" 15
as owner
call POST "$e/trades/$trade/performance" '{"kind":"payment","body":"付款"}'
is 'and nothing happens after it'	"$status $(code)" '409 E_STAGE'

# -- lowest price; all rejected; again
draft 河堤二期 lowest
old=$trade
opened "$trade" 1800000000 1500000000 1500000000
panel "$trade"
for m in $members; do sheet "$trade" "$m"; done 2>/dev/null
as owner
call POST "$e/trades/$trade/reject-all" "$reason"
is 'three valid bids are not all rejected' "$status $(rule)" '422 gc.reject_all.valid_bids'
must owner POST "$e/trades/$trade/report" '{}'
must owner GET "$e/trades/$trade/candidates"
is 'by price, then by receipt'		"$(json '[.items[].bid]|tostring')" \
	"[$(echo "$bids" | sed -n 2p),$(echo "$bids" | sed -n 3p),$(echo "$bids" | sed -n 1p)]"
as owner
call POST "$e/trades/$trade/fail" "$reason"
is 'when no candidate is left it fails'	"$status $(json .stage)" '200 failed'
is 'publicly'				"$(notices "$trade" GC11)" 1
call POST "$e/trades/$trade/retender" "{\"deadline\":\"$(later 40d)\"}"
is 'and is tendered again as a draft'	"$(json '"\(.stage) \(.round) \(.predecessor)"')" \
	"draft 2 $old"
call POST "$e/trades/$trade/retender" "{\"deadline\":\"$(later 40d)\"}"
is 'once'				"$status $(code)" '409 E_EXISTS'

must centre POST "$e/trades/$old/archive-ended" '{}'
is 'what failed is archived too, experts unnamed' \
	"$(json '"\(.keep_rule) \(.index_json)"') $(settled_stage "$old")" \
	"gc.archive.years null $FAILED"
as owner
call GET "$e/trades/$old/archive"
is 'the owner does not get that archive'	"$status" 403
must supervisor GET "$e/trades/$old/archive"
is 'the supervision does'		"$(json '.index_json.panel|length')" 5
as centre
call POST "$e/trades/$old/archive-ended" '{}'
is 'it is archived once'		"$status $(code)" '409 E_EXISTS'

draft 河堤三期 comprehensive
opened "$trade" 1800000000 1500000000 1600000000
panel "$trade"
for m in $members; do sheet "$trade" "$m" x x 3000; done
as "$(echo "$members" | head -n 1)"
call POST "$e/trades/$trade/reject-all" '{"reason":"有效投标明显缺乏竞争"}'
is 'too few valid bids may all be rejected' "$status $(json .stage)" '200 failed'

# -- suspended, terminated
draft 河堤四期 comprehensive
opened "$trade" 1800000000 1500000000 1600000000
as owner
call POST "$e/trades/$trade/suspend" "$reason"
is 'the owner does not suspend'		"$status" 403
must supervisor POST "$e/trades/$trade/suspend" '{"reason":"接到投诉正在核查"}'
is 'the supervision does, publicly'	"$(notices "$trade" GC11)" 1
as owner
call POST "$e/trades/$trade/draws" '{}'
is 'nothing goes on then'		"$status $(code)" '409 E_PAUSED'
must supervisor POST "$e/trades/$trade/resume" '{"reason":"投诉已经处理完毕"}'
must owner POST "$e/trades/$trade/draws" '{}'
must owner POST "$e/trades/$trade/terminate" "$reason"
is 'until it is terminated'		"$(settled_stage "$trade")" "$TERMINATED"
call POST "$e/trades/$trade/draws" '{}'
is 'for good'				"$status $(code)" '409 E_STAGE'
