#!/bin/sh
# Money of trades: statements of the bank, deposits that add up or do not, what
# goes back with interest, what is kept, what a contract still owes.  Whatever
# happens, the ledger balances.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 138
l=/api/land

authority=$(credit_code 41000001)
person owner 出让人 --role owner:540000 --subject "$authority" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
person far 外地中心 --role centre:542500
person cashier 出纳 --role centre:540000
person supervisor 监督 --role supervisor:540000
for i in 1 2 3 4 5; do
	person b$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code $((51000000 + i)))" \
		--subject-name "第${i}置业（西藏）有限公司" --region 540100
done

balances() {
	ctl ledger check
}

must owner POST $l/projects '{"name":"台账宗地","catalogue_item":"B103",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)
must owner POST "$l/projects/$project/trades" "$(jq -nc \
	--arg apply "$(later 38d)" --arg listing "$(later 22d)" \
	--arg live "$(later 40d)" '{name: "台账宗地", number: "LW-2026-21",
	area: 1000000, land_use: "residential", years: 70,
	ecology: "不在红线内", start_fen: 100000000, step_fen: 1000000,
	deposit_fen: 20000000, consortium: true, countdown: 20, apply_to: $apply,
	listing_at: $listing, live_at: $live}')"
trade=$(json .id)
must owner POST "$l/trades/$trade/notice" '{"title":"挂牌出让公告",
	"body":"现公开挂牌出让。","duty_person":"洛桑","examiner":"卓玛"}'
within stage_is "$trade" $NOTICE || bail 'no notice'
deal=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $trade")
for i in 1 2 3 4; do
	must b$i POST "$l/trades/$trade/applications" \
		'{"contact":"扎西","phone":"0891-6320000"}'
done

# -- several who apply together, and a guarantee instead of cash
for i in 1 2 3; do
	person m$i "成员$i" --role bidder:540000 \
		--subject "$(credit_code $((53000000 + i)))" \
		--subject-name "第${i}成员有限公司" --region 540100
done
subject_of() {
	sql "SELECT id FROM ggzy_subject.subject WHERE credit_code = '$(credit_code "$1")'"
}
sql "INSERT INTO ggzy_subject.restriction (subject, source, basis, from_day, to_day)
	VALUES ($(subject_of 53000002), 'test', '欠缴土地价款', '2020-01-01', '2099-01-01')"
sql "UPDATE ggzy_subject.subject SET operator = 1 WHERE credit_code = '$authority'"
sql "UPDATE ggzy_subject.subject SET controller = $(subject_of 41000001)
	WHERE credit_code = '$(credit_code 53000003)'"
as b5
together() { # CREDIT-CODE..
	call POST "$l/trades/$trade/applications" "$(jq -nc '{contact: "扎西",
		phone: "0891-6320000", members: $ARGS.positional}' --args "$@")"
}
together "$(credit_code 59999999)"
is 'a member is registered'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD members'
together "$(credit_code 51000005)"
is 'and another than the leader'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD members'
together "$(credit_code 53000001)" "$(credit_code 53000001)"
is 'named once'				"$(code) $(json '.fields|keys[0]')" '422 E_FIELD members'
together "$(credit_code 53000001)" "$(credit_code 53000002)"
is 'not restricted'			"$(code) $(json '.detail|test("欠缴土地价款")')" '409 E_STATE true'
together "$(credit_code 53000003)"
is 'nor under who runs the platform'	"$(code) $(json '.detail|test("运营")')" '409 E_STATE true'
sql "UPDATE ggzy_subject.subject SET operator = 0 WHERE credit_code = '$authority'"
together "$(credit_code 53000001)"
is 'then they apply together'		"$status $(json '.members|tojson')" \
	"201 [\"$(credit_code 53000001)\"]"
call GET "$l/trades/$trade/applications"
is 'and see it'				"$(json '.items[0].members[0]')" "$(credit_code 53000001)"
echo 保函 >"$tmp/guarantee"
guarantee() { # FEN DAY
	upload "$l/trades/$trade/guarantees?issuer=ICBC-Lhasa&guarantee_no=BH-2026-1&amount_fen=$1&valid_to=$2" \
		"$tmp/guarantee"
}
guarantee 19999999 "$(later 90d | cut -c1-10)"
is 'a guarantee is for the whole deposit' "$(code) $(json '.fields|keys[0]')" '422 E_FIELD amount_fen'
guarantee 20000000 "$(later 40d | cut -c1-10)"
is 'and holds beyond the listing'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD valid_to'
guarantee 20000000 "$(later 90d | cut -c1-10)"
is 'then it is taken'			"$status $(json .kind)" '201 guarantee'
must m1 POST "$l/trades/$trade/applications" '{"contact":"扎西","phone":"0891-6320000"}'
ok 'no guarantee is money'		balances

# -- a statement of the bank
: >"$tmp/lines"
# SERIAL PAYER YUAN MEMO [TIME]
line() {
	printf '%s,%s,%s,6222%08d,"%s",%s\n' \
		"${5:-$(later -1m | cut -c1-19 | tr T ' ')}" "$1" "$2" 7 "$3" \
		"$4" >>"$tmp/lines"
}
# [WHO]: uploads the lines
statement() {
	{
		echo '交易时间,流水号,付款人,付款账号,收入金额,附言'
		cat "$tmp/lines"
	} >"$tmp/statement.csv"
	as "${1:-cashier}"
	upload "$l/remittances" "$tmp/statement.csv" text/csv
}
at=$(later -1m | cut -c1-19 | tr T ' ')
line S1 '第1置业(西藏)有限公司' 200,000.00 "保证金$deal" "$at"
line S2 '第2置业（西藏）有限公司' 120000 "$deal" "$at"
line S3 '第3置业（西藏）有限公司' 100000 "$deal" "$at"
line S4 '过路有限公司' 200000 "$deal" "$at"
line S5 '第4置业（西藏）有限公司' 200000 '土地款' "$at"
statement
is 'a statement is taken in'		"$status $(json '"\(.lines) \(.matched) \(.open)"')" \
	'201 5 1 4'
is 'what does not match says why'	"$(json '[.items[].reason|.[0:4]]|join(" ")')" \
	'不足额： 不足额： 付款人没 附言里没'
is 'the deposit is in full and in time'	"$(sql "SELECT CONCAT(s.credit_code, ' ',
	amount_fen) FROM ggzy_trade.deposit d JOIN ggzy_subject.subject s
	ON s.id = d.subject WHERE d.trade = $trade AND d.kind = 0")" "$(credit_code 51000001) 20000000"
ok 'and the ledger balances'		balances
statement
is 'the same statement again does nothing' \
	"$status $(json '"\(.known) \(.matched) \(.open)"')" '201 5 0 0'
sed -i 's/120000/130000/' "$tmp/lines"
statement
is 'one that says otherwise is refused'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD 第 3 行'
: >"$tmp/lines"
line S6 '第2置业（西藏）有限公司' 80000.00 "$deal" "$at"
line S7 '第1置业（西藏）有限公司' 1 "$deal" "$at"
statement centre
is 'a second payment fills up the first' "$status $(json '"\(.matched) \(.open)"') $(sql "SELECT
	amount_fen FROM ggzy_trade.deposit d JOIN ggzy_subject.subject s ON
	s.id = d.subject WHERE d.trade = $trade AND s.credit_code =
	'$(credit_code 51000002)'")" '201 1 1 20000000'
is 'what is too much is not counted'	"$(json '.items[0].reason')" '已经有这个主体的保证金，这笔多付，请退回'
must cashier GET "$l/remittances?state=open"
is 'all that is open is listed'		"$(json '[.items[].serial]|sort|join(" ")')" 'S3 S4 S5 S7'
must far GET "$l/remittances"
is 'another region sees none of its trades' "$(json '[.items[]|select(.trade)]|length')" 0
as b1
call GET "$l/remittances"
is 'nor does a bidder'			"$(code)" '403 E_ROLE'

# -- by hand
remittance() { # SERIAL
	sql "SELECT id FROM ggzy_trade.remittance WHERE serial = '$1'"
}
as cashier
matched() { # SERIAL CREDIT-CODE
	call POST "$l/remittances/$(remittance "$1")/match" "$(jq -nc \
		--arg d "$deal" --arg c "$2" '{deal_code: $d, credit_code: $c,
		note: "付款回单注明代付，已核对"}')"
}
matched S5 "$(credit_code 51000004)"
is 'a person matches what no memo says'	"$status $(json .state)" '200 matched'
matched S5 "$(credit_code 51000004)"
is 'once'				"$(code)" '409 E_STATE'
matched S7 "$(credit_code 51000001)"
is 'but makes no deposit of what is none' "$(code)" '409 E_STATE'
is 'nothing was written of it'		"$(sql "SELECT state FROM ggzy_trade.remittance
	WHERE serial = 'S7'")" 0

# -- written down by mistake: two people take it back
must_balance() {
	is "$1"	"$2" "$3"
	ok 'and the ledger balances' balances
}
wrote() { # SERIAL
	as cashier
	call POST "$l/trades/$trade/deposits" "$(jq -nc --arg s "$1" \
		--arg c "$(credit_code 51000003)" '{credit_code: $c, serial: $s,
		payer_account: "622200000007", amount_fen: 20000000}')"
}
cancel() { # WHO ID
	as "$1"
	call POST "$l/remittances/$2/cancel" '{"reason":"流水号录错，与回单不符"}'
}
held() {
	sql "SELECT COALESCE(SUM(amount_fen), 0) FROM ggzy_trade.deposit
		WHERE trade = $trade AND subject = $(subject_of 51000003)
		AND returned_at IS NULL"
}
wrote W1
must_balance 'money is written down'	"$status $(held)" '201 20000000'
mistake=$(remittance W1)
cancel b3 "$mistake"
is 'its payer does not take it back'	"$(code)" '403 E_ROLE'
cancel far "$mistake"
is 'nor another region'			"$(code)" '403 E_ROLE'
cancel cashier "$mistake"
must_balance 'one person proposes to'	"$status $(json '"\(.state) \(.reason|test("待另一人"))"') $(held)" \
	'200 matched true 20000000'
cancel cashier "$mistake"
must_balance 'and is not the second one' "$(code) $(held)" '403 E_ROLE 20000000'
cancel centre "$mistake"
must_balance 'another takes it back'	"$status $(json '"\(.state) \(.note)"') $(held)" \
	'200 cancelled 流水号录错，与回单不符 0'
is 'nothing is deleted, all is reversed' "$(sql "SELECT GROUP_CONCAT(x.kind ORDER BY x.id),
	SUM(e.amount_fen * (e.ledger = 0)), COUNT(*) FROM ggzy_trade.ledger_tx x
	JOIN ggzy_trade.ledger_entry e ON e.tx = x.id AND e.leg = 0
	WHERE x.remittance = $mistake" | tr '\t' ' ')" '2,3,9,9 20000000 4'
is 'and in the log, with the reason'	"$(sql "SELECT CONCAT(COUNT(*), ' ',
	SUM(JSON_VALUE(body, '$.detail.state') = 1), ' ',
	MIN(JSON_VALUE(body, '$.detail.reason'))) FROM ggzy_core.event
	WHERE trade = $trade AND verb = 'refund' AND (JSON_VALUE(body,
	'$.detail.cancel') = 'W1' OR JSON_VALUE(body, '$.detail.cancelled') = 'W1')")" \
	'2 1 流水号录错，与回单不符'
cancel far "$mistake"
is 'which another region learns no more of' "$(code)" '403 E_ROLE'
cancel centre "$mistake"
must_balance 'once'			"$(code) $(held)" '409 E_STATE 0'
must b3 GET "$l/trades/$trade/deposits"
is 'it is no deposit'			"$(json '.items|length')" 0
wrote W1
must_balance 'its serial is free again'	"$status $(held)" '201 20000000'
: >"$tmp/lines"
line W1 过路有限公司 200000 借款 "$at"
statement
must_balance 'the bank has another payment by it' "$status $(json .known)" '201 1'
mistake=$(remittance W1)
cancel centre "$mistake"
cancel cashier "$mistake"
must_balance 'that, too, is taken back'	"$status $(held)" '200 0'
statement
must_balance 'and the payment is there itself' "$status $(json '"\(.known) \(.open) \(.items[0].payer)"')" \
	'201 0 1 过路有限公司'
cancel cashier "$(remittance W1)"
is 'what the bank says stands'		"$(code)" '409 E_STATE'
cancel cashier "$(remittance S1)"
must_balance 'whoever it is of'		"$(code)" '409 E_STATE'

# -- broken statements
bad() { # NAME TEXT PATTERN
	printf '%s\n' "$2" >"$tmp/bad.csv"
	as cashier
	upload "$l/remittances" "$tmp/bad.csv" text/csv
	like "$1" "$(code) $(json '.fields|tojson')" "$3"
}
bad 'columns are named'	'交易时间,流水号' '422 E_FIELD .*付款人.*金额'
bad 'lines are named'	"交易时间,流水号,付款人,付款账号,收入金额,附言
$at,X1,甲,1,十万,x
昨天,X2,甲,1,1.00,x
$at,,甲,1,1.00,x" '422 E_FIELD .*第 2 行.*第 3 行.*第 4 行'
bad 'the future is no time' "交易时间,流水号,付款人,付款账号,收入金额,附言
2099-01-01 10:00:00,X3,甲,1,1.00,x" '422 E_FIELD .*将来'

# -- the bidding, and what comes too late
judge() { # WHO..
	for i; do
		must owner POST "$l/trades/$trade/applications/$(sql "SELECT e.id
			FROM ggzy_trade.entrant e JOIN ggzy_subject.subject s
			ON s.id = e.subject WHERE e.trade = $trade AND
			s.credit_code = '$(credit_code "$i")'")/judge" '{"qualified":true}'
	done
}
judge 51000001 51000002 51000004 51000005
as owner
call POST "$l/trades/$trade/applications/$(sql "SELECT id FROM ggzy_trade.entrant
	WHERE trade = $trade AND subject = $(subject_of 53000001)")/judge" '{"qualified":true}'
is 'nobody takes part twice'		"$(code) $(json '.detail|test("另一份")')" '409 E_STATE true'
shift_time 22d
shift_time 1h
within stage_is "$trade" 2 || bail 'no listing'
as m1
call POST "$l/trades/$trade/offers" '{"amount_fen":100000000}'
is 'a member does not act'		"$(code)" '409 E_STATE'
as b5
call POST "$l/trades/$trade/offers" '{"amount_fen":100000000}'
is 'a guarantee nobody asked about is none' "$(code)" '409 E_STATE'
accept() { # WHO SUBJECT-CODE
	as "$1"
	call POST "$l/trades/$trade/guarantees/accept" "{\"credit_code\":\"$(credit_code "$2")\",
		\"note\":\"已向工行拉萨分行电话核实\"}"
}
accept b5 51000005
is 'its bearer does not vouch for it'	"$(code)" '403 E_ROLE'
accept centre 51000001
is 'there has to be one'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD credit_code'
must centre GET "$l/trades/$trade/deposits"
is 'the centre sees it'			"$(json '[.items[]|select(.kind == "guarantee")|.guarantee_no]|join(" ")')" BH-2026-1
accept centre 51000005
is 'asks its issuer and accepts it'	"$status $(json '.accepted_at != null')" '200 true'
as b5
call POST "$l/trades/$trade/offers" '{"amount_fen":100000000}'
is 'then it is as good as cash'		"$status" 201
must b1 POST "$l/trades/$trade/offers" '{"amount_fen":101000000}'
as cashier
call POST "$l/trades/$trade/refunds" "{\"credit_codes\":[\"$(credit_code 51000002)\"]}"
is 'who may offer has nothing back yet'	"$(code)" '409 E_STATE'
shift_time 16d
: >"$tmp/lines"
line S8 '第3置业（西藏）有限公司' 100000 "$deal"
statement
like 'the rest that comes late does not count' "$(json '.items[0].reason')" '^到账晚于截止时间'
as b3
call POST "$l/trades/$trade/offers" '{"amount_fen":102000000}'
is 'and gives no right to offer'	"$(code)" '409 E_STATE'
shift_time 2d
shift_time 1h
within stage_is "$trade" 6 || bail 'no deal'
must centre GET "$l/trades/$trade/duties"
is 'the others are to have theirs back'	"$(json '.items[]|select(.done_at == null)|.rule_key')" \
	td.deposit.return

# -- kept, by a law
as owner
forfeit() {
	call POST "$l/trades/$trade/forfeit" "$(jq -nc \
		--arg c "$(credit_code 51000004)" --argjson more "$1" \
		'{credit_code: $c, reason: "竞买人串通报价"} + $more')"
}
forfeit '{}'
is 'nothing is kept without a law'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD rule_key'
forfeit '{"rule_key":"td.no.such"}'
is 'or by a rule that is none'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD rule_key'
forfeit '{"rule_key":"td.deposit.return"}'
is 'nor by one about something else'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD rule_key'
forfeit '{"rule_key":"td.deposit.forfeit","amount_fen":20000001}'
is 'or more than there is'		"$(code) $(json '.fields|keys[0]')" '422 E_FIELD amount_fen'
# -- and not kept, with a reason
forfeit '{"rule_key":"td.deposit.forfeit","amount_fen":1000000}'
refused=$(json .id)
must_balance 'a little is proposed'	"$status" 201
reject() { # WHO [BODY]
	as "$1"
	call POST "$l/trades/$trade/forfeits/$refused/reject" "${2-"{\"reason\":\"查无串通的证据\"}"}"
}
reject owner
is 'who proposed it does not reject it'	"$(code)" '403 E_ROLE'
reject supervisor '{}'
is 'nor anybody without a reason'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD reason'
must b4 GET "$l/trades/$trade/forfeits"
is 'what is proposed its bearer does not see' "$(json '.items|length')" 0
reject supervisor
must_balance 'another rejects it'	"$status $(json '"\(.state) \(.note)"') $(sql "SELECT
	SUM(used_fen) FROM ggzy_trade.deposit WHERE trade = $trade")" '200 rejected 查无串通的证据 0'
reject supervisor
is 'once'				"$(code)" '409 E_STATE'
call POST "$l/trades/$trade/forfeits/$refused/confirm"
must_balance 'and nothing is kept of it'	"$(code) $(sql "SELECT SUM(used_fen)
	FROM ggzy_trade.deposit WHERE trade = $trade")" '409 E_STATE 0'
must b4 GET "$l/trades/$trade/forfeits"
is 'its bearer is told why'		"$(json '[.items[]|"\(.state) \(.note)"]|join(", ")')" 'rejected 查无串通的证据'
must b1 GET "$l/trades/$trade/forfeits"
is 'and nobody else who bid'		"$(json '.items|length')" 0
as owner
forfeit '{"rule_key":"td.deposit.forfeit","amount_fen":5000000}'
is 'by a law a part is proposed'	"$status $(json '"\(.state) \(.basis|test("39号.*第二十五条"))"') $(sql "SELECT
	SUM(used_fen) FROM ggzy_trade.deposit WHERE trade = $trade")" '201 proposed true 0'
kept=$(json .id)
call POST "$l/trades/$trade/forfeits/$kept/confirm"
is 'the owner alone keeps nothing'	"$(code)" '403 E_ROLE'
must supervisor POST "$l/trades/$trade/forfeits/$kept/confirm"
is 'another confirms it'		"$(json .state) $(sql "SELECT SUM(used_fen)
	FROM ggzy_trade.deposit WHERE trade = $trade")" 'confirmed 5000000'
as supervisor
call POST "$l/trades/$trade/forfeits/$kept/confirm"
is 'once'				"$(code)" '409 E_STATE'
ok 'and the ledger balances'		balances

# -- and given back, by two
as b1
call POST "$l/trades/$trade/refunds" '{}'
is 'a bidder refunds nothing'		"$(code)" '403 E_ROLE'
must cashier POST "$l/trades/$trade/refunds" '{}'
is 'all but the winner are proposed'	"$(json '[.items[]|"\(.payee[0:4]) \(.amount_fen) \(.interest_fen)"]|join(", ")')" \
	'第2置业 12000000 0, 第2置业 8000000 0, 第4置业 15000000 0'
refunds=$(json '{refunds: [.items[].id]}|tojson')
ok 'what is proposed balances'		balances
as cashier
call POST "$l/trades/$trade/refunds" '{}'
is 'once'				"$(code)" '409 E_STATE'
call POST "$l/refunds/confirm" "$refunds"
is 'not confirmed by who proposed'	"$(code)" '403 E_ROLE'
as far
call POST "$l/refunds/confirm" "$refunds"
is 'or from elsewhere'			"$(code)" '403 E_ROLE'
as centre
call POST "$l/refunds/$(echo "$refunds" | jq '.refunds[2]')/reject" '{"reason":"账号有误，重新核对"}'
is 'another may reject one'		"$status $(json .state)" '200 rejected'
call POST "$l/refunds/confirm" "$refunds"
is 'what is rejected is not confirmed'	"$(code)" '409 E_STATE'
is 'nor anything with it'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.deposit
	WHERE trade = $trade AND returned_at IS NOT NULL AND cancelled_at IS NULL
	AND kind = 0")" 0
call POST "$l/refunds/confirm" "$(echo "$refunds" | jq -c '.refunds |= .[:2]')"
is 'or confirm it'			"$status $(json '.items[0].state')" '200 confirmed'
must cashier POST "$l/trades/$trade/refunds" "{\"credit_codes\":[\"$(credit_code 51000004)\"]}"
refunds=$(json '{refunds: [.items[].id]}|tojson')
must cashier POST "$l/remittances/$(remittance S4)/return" '{"reason":"付款人没有申请，原路退回"}'
must centre POST "$l/refunds/confirm" "$(echo "$refunds" | jq -c ".refunds += [$(json .id)]")"
is 'money of nobody goes back the same way' "$(json '[.items[].payee]|join(" ")')" \
	'第4置业（西藏）有限公司 过路有限公司'
ok 'and the ledger balances'		balances
must centre GET "$l/trades/$trade/duties"
is 'the duty is done'			"$(json '[.items[]|select(.done_at == null)]|length')" 0
call GET "$l/refunds/bank-list"
is 'the bank has its list'		"$(header content-type) $(printf '%s\n' "$body" | tr -d '\r' |
	sed -n '/过路/s/^[0-9]*//p' | sed 's/退款[0-9]*/退款/')" \
	'text/csv; charset=utf-8 ,"过路有限公司","622200000007",200000.00,退款'

# -- the price: by instalments, the deposit first
must owner POST "$l/trades/$trade/confirm"
must b1 POST "$l/trades/$trade/confirm"
must owner POST "$l/trades/$trade/contract" "{\"number\":\"拉土出2026-21\",
	\"amount_fen\":101000000,\"signed_on\":\"$(now | cut -c1-10)\"}"
as owner
schedule() {
	call POST "$l/trades/$trade/schedule" "$(jq -nc --arg a "$(later 10d | cut -c1-10)" \
		--arg b "$(later "$3" | cut -c1-10)" --argjson one "$1" --argjson two "$2" \
		--argjson first "${4-null}" --argjson last "${5-null}" '{instalments: [
		{due_on: $a, amount_fen: $one, reason: $first},
		{due_on: $b, amount_fen: $two, reason: $last}]}|del(..|nulls)')"
}
schedule 50500000 50499999 40d
is 'instalments make up the price'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD instalments'
schedule 50499999 50500001 40d
is 'half of it comes within a month'	"$(rule) $(json '.detail|test("50% 以上")')" \
	'422 E_RULE td.payment.first_pct true'
schedule 50500000 50500000 400d
is 'the rest within a year'		"$(rule)" '422 E_RULE td.payment.rest'
schedule 50500000 50500000 800d
is 'or, of a special project, within two' "$(rule)" '422 E_RULE td.payment.rest_special'
schedule 50499999 50500001 400d null '"市政府批准分期缴纳"'
is 'a reason for the one is none for the other' "$(rule)" '422 E_RULE td.payment.first_pct'
schedule 50000000 51000000 400d '"首期按合同约定"' '"市政府批准分期缴纳"'
is 'with both they are registered'	"$status $(json '"\(.price_fen) \(.paid_fen) \(.instalments[1].reason)"')" \
	'201 101000000 0 市政府批准分期缴纳'
must centre POST "$l/trades/$trade/deposits/price"
call POST "$l/trades/$trade/deposits/price"
is 'the deposit becomes price, once'	"$(code)" '409 E_STATE'
shift_time 15d
: >"$tmp/lines"
line S9 '第1置业(西藏)有限公司' 123,456.78 "土地款 $deal"
line S10 '第2置业（西藏）有限公司' 5 "土地款 $deal"
statement
is 'the winner alone pays the price'	"$(json '"\(.matched) \(.items[0].reason)"')" \
	'1 付款人不是这个标的的竞得人，请人工核对或者退回'
statement_more() {
	: >"$tmp/lines"
	line S11 '第1置业（西藏）有限公司' 686543.23 "土地款 $deal"
	statement
}
statement_more
like 'no more than is owed'		"$(json '"\(.matched) \(.items[0].reason)"')" '^0 价款只欠'
shift_time 3d
must owner GET "$l/arrears"
# 1‰ a day: 12345678 fen five days late, the rest of the instalment eight
want=$(awk 'BEGIN { late = 12345678 * 5 + (50000000 - 20000000 - 12345678) * 8
	printf "%d 8 %d", 50000000 - 20000000 - 12345678, int(late / 1000 + 0.5) }')
is 'what is late is listed with its penalty' "$(json '.items[0]|"\(.arrears_fen) \(.instalments[0].days_late) \(.penalty_fen)"')" "$want"
must supervisor GET "$l/arrears"
is 'for the supervision, too'		"$(json '.items|length')" 1
as b2
call GET "$l/trades/$trade/schedule"
is 'for no stranger'			"$(code)" '403 E_ROLE'
must supervisor GET "$l/trades/$trade/ledger"
like 'who may read every posting'	"$(json '[.items[].kind]|unique|join(" ")')" 'forfeit.*match.*price.*refund'
ok 'and the ledger balances'		balances

# -- what would not balance is found, after every test
lone=$(sql "SELECT MAX(id) FROM ggzy_trade.ledger_tx WHERE trade = $trade")
sql "INSERT INTO ggzy_trade.ledger_entry (domain, tx, leg, ledger, amount_fen)
	VALUES ('land', $lone, 9, 0, 1)"
ctl ledger check >"$tmp/lone" 2>&1
is 'a fen out of nowhere is found'	$? 65
fails() {
	! "$@" >"$tmp/fails"
}
ok 'and no test ends well with it'	fails ledger_adds_up
sql "DELETE FROM ggzy_trade.ledger_entry WHERE tx = $lone AND leg = 9"
ok 'without it all is well'		ledger_adds_up

# -- interest, where the law wants it
g=/api/engineering
person bidder1 投标1 --role bidder:540000 --subject "$(credit_code 52000001)" \
	--subject-name 第1建筑有限公司 --region 540100
sql "UPDATE ggzy_subject.subject SET bank_account = '62280001'
	WHERE credit_code = '$(credit_code 52000001)'"
for who in owner centre supervisor; do
	has_key $who
done
draft 计息 lowest '{"deposit_fen":34567891}'
trustees "$trade"
published 计息招标公告 "$trade"
must centre POST "$g/trades/$trade/deposits" "$(jq -nc --arg c "$(credit_code 52000001)" \
	'{credit_code: $c, payer_account: "62280001", amount_fen: 34567891, serial: "H1"}')"

# while it is bid for it stays, but of who withdrew; bids are made by hand
refund() {
	as cashier
	call POST "$g/trades/$trade/refunds" "{\"credit_codes\":[\"$(credit_code 52000001)\"]}"
}
bid_is() { # STATE
	sql "UPDATE ggzy_trade.bid SET state = $1 WHERE trade = $trade"
}
refund
none="$(code) $(json .detail)"
sql "INSERT INTO ggzy_trade.bid (domain, trade, subject, account, digest, size,
	header, received_at, receipt) SELECT 'engineering', $trade, a.subject, a.id,
	SHA2('$trade', 256), 1, '{}', now_ms, '' FROM ggzy_core.account a,
	ggzy_core.instant WHERE a.login = 'bidder1'"
refund
is 'before the deadline a bid keeps its deposit' "$(code)" '409 E_STATE'
is 'and nobody learns who has bid'	"$(code) $(json .detail)" "$none"
for stage in $OPENING $EVALUATION; do
	sql "UPDATE ggzy_trade.trade SET stage = $stage WHERE id = $trade"
	refund
	is "nor is it paid back at stage $stage" "$(code)" '409 E_STATE'
done
bid_is 2
refund
is 'who withdrew has it back'		"$status $(json '.items|length')" '201 1'
refunds=$(json '{refunds: [.items[].id]}|tojson')
bid_is 0
as centre
call POST "$g/refunds/confirm" "$refunds"
is 'unless he came back meanwhile'	"$(code)" '409 E_STATE'
must centre POST "$g/refunds/$(echo "$refunds" | jq '.refunds[0]')/reject" '{"reason":"重新投标"}'
bid_is 2
sql "UPDATE ggzy_trade.trade SET stage = $NOTICE WHERE id = $trade"
shift_time 17d
must owner POST "$g/trades/$trade/terminate" '{"reason":"项目资金没有落实"}'
must cashier POST "$g/trades/$trade/refunds" "{\"pay_on\":\"$(later 2d | cut -c1-10)\"}"
# 0.35 % a year of 360 days, 19 days
is 'interest is to the fen'		"$(json '.items[0]|"\(.amount_fen) \(.interest_fen)"')" \
	"34567891 $(awk 'BEGIN { print int(34567891 * 0.0035 * 19 / 360 + 0.5) }')"
refunds=$(json '{refunds: [.items[].id]}|tojson')
ok 'the ledger balances with it'	balances
shift_time 3d
as centre
call POST "$g/refunds/confirm" "$refunds"
is 'not paid after its day'		"$(code)" '422 E_LATE'
must centre POST "$g/refunds/$(echo "$refunds" | jq '.refunds[0]')/reject" '{"reason":"计息日已过"}'
must cashier POST "$g/trades/$trade/refunds" '{}'
must centre POST "$g/refunds/confirm" "$(json '{refunds: [.items[].id]}|tojson')"
is 'proposed anew it runs on'		"$(json '.items[0].interest_fen')" \
	"$(awk 'BEGIN { print int(34567891 * 0.0035 * 20 / 360 + 0.5) }')"
ok 'and the ledger balances'		balances
must centre GET "$g/trades/$trade/duties"
is 'in time'				"$(json '[.items[]|select(.done_at == null)]|length')" 0

# -- a worker dies while it takes in many
: >"$tmp/lines"
i=0
while test $i -lt 900; do
	i=$((i + 1))
	echo "$at,K$i,无名$i,62$i,1.0$((i % 10)),$deal"
done >"$tmp/lines"
killed=0 here=
for delay in 0.1 0.2 0.3 0.4; do
	statement &
	sleep $delay
	for pid in $(pids_of ggzy-land); do
		kill -9 "$pid" && killed=$((killed + 1))
	done
	wait $!
	balances >"$tmp/balance" 2>&1 || break
	here="$here $(sql "SELECT COUNT(*) FROM ggzy_trade.remittance
		WHERE serial LIKE 'K%'")"
done
like 'a statement is whole or not here'	"$here" '^( 0| 900)+$'
is 'workers were killed'		"$((killed > 3))" 1
ok 'nothing is half written'		balances
done_once() {
	statement
	test "$status" = 201
}
eventually 'then it is taken in'	done_once
is 'each line once'			"$(sql "SELECT CONCAT(COUNT(*), ' ', SUM(amount_fen))
	FROM ggzy_trade.remittance WHERE serial LIKE 'K%'") $(sql "SELECT -SUM(e.amount_fen)
	FROM ggzy_trade.ledger_entry e JOIN ggzy_trade.ledger_tx x ON x.id = e.tx
	JOIN ggzy_trade.remittance m ON m.id = x.remittance
	WHERE e.ledger = 2 AND m.serial LIKE 'K%'")" '900 94050 94050'
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
