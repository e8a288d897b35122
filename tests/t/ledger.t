#!/bin/sh
# Money of trades: statements of the bank, deposits that add up or do not, what
# goes back with interest, what is kept, what a contract still owes.  Whatever
# happens, the ledger balances.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 22
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

code() {
	echo "$status $(json .code)"
}
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
	deposit_fen: 20000000, countdown: 20, apply_to: $apply,
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
		echo '交易时间,流水号,付款人,付款账号,金额,附言'
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
	ON s.id = d.subject WHERE d.trade = $trade")" "$(credit_code 51000001) 20000000"
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
is 'what is too much is not counted'	"$(json '.items[0].reason')" '已经有这个主体的保证金，这笔多付'
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

# -- broken statements
bad() { # NAME TEXT PATTERN
	printf '%s\n' "$2" >"$tmp/bad.csv"
	as cashier
	upload "$l/remittances" "$tmp/bad.csv" text/csv
	like "$1" "$(code) $(json '.fields|tojson')" "$3"
}
bad 'columns are named'	'交易时间,流水号' '422 E_FIELD .*付款人.*金额'
bad 'lines are named'	"交易时间,流水号,付款人,付款账号,金额,附言
$at,X1,甲,1,十万,x
昨天,X2,甲,1,1.00,x
$at,,甲,1,1.00,x" '422 E_FIELD .*第 2 行.*第 3 行.*第 4 行'
bad 'the future is no time' "交易时间,流水号,付款人,付款账号,金额,附言
2099-01-01 10:00:00,X3,甲,1,1.00,x" '422 E_FIELD .*将来'

# -- a worker dies while it takes in many
pids_of() {
	grep -laF "$GGZY_VAR/conf/ggzy.conf" /proc/[0-9]*/cmdline 2>/dev/null |
		xargs grep -laF "/$1" 2>/dev/null | cut -d/ -f3
}
: >"$tmp/lines"
i=0
while test $i -lt 900; do
	i=$((i + 1))
	echo "$at,K$i,无名$i,62$i,1.0$((i % 10)),$deal"
done >"$tmp/lines"
killed=0
for delay in 0.05 0.15 0.3; do
	statement &
	sleep $delay
	for pid in $(pids_of ggzy-land); do
		kill -9 "$pid" && killed=$((killed + 1))
	done
	wait $!
	balances >"$tmp/balance" 2>&1 || break
done
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
