#!/bin/sh
# A payment counts once, for who paid it: whatever domain's statement brings it,
# whoever wrote it down before, whichever person says whose it is.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 31
l=/api/land a=/api/assets

person owner 出让人 --role owner:540000 --subject "$(credit_code 41000001)" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
person far 外地中心 --role centre:542500
person cashier 出纳 --role centre:540000
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
must owner POST $l/projects '{"name":"一笔一账宗地","catalogue_item":"B103",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)
must owner POST "$l/projects/$project/trades" "$(jq -nc \
	--arg apply "$(later 38d)" --arg listing "$(later 22d)" \
	--arg live "$(later 40d)" '{name: "一笔一账宗地", number: "LW-2026-27",
	area: 1000000, land_use: "residential", years: 70,
	ecology: "不在红线内", start_fen: 100000000, step_fen: 1000000,
	deposit_fen: 20000000, consortium: true, countdown: 20, apply_to: $apply,
	listing_at: $listing, live_at: $live}')"
trade=$(json .id)
must owner POST "$l/trades/$trade/notice" '{"title":"挂牌出让公告",
	"body":"现公开挂牌出让。","duty_person":"洛桑","examiner":"卓玛"}'
within stage_is "$trade" $NOTICE || bail 'no notice'
deal=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $trade")
for i in 1 2 3 4 5; do
	must b$i POST "$l/trades/$trade/applications" \
		'{"contact":"扎西","phone":"0891-6320000"}'
done

at=$(later -1m | cut -c1-19 | tr T ' ')
# API LINE..
statement() {
	base=$1
	shift
	{
		echo '交易时间,流水号,付款人,付款账号,收入金额,附言'
		printf "$at,%s\n" "$@"
	} >"$tmp/statement.csv"
	as cashier
	upload "$base/remittances" "$tmp/statement.csv" text/csv
}
remittance() { # SERIAL
	sql "SELECT id FROM ggzy_trade.remittance WHERE serial = '$1'"
}
held() { # SUBJECT-CODE
	sql "SELECT COALESCE(SUM(d.amount_fen), 0) FROM ggzy_trade.deposit d
		JOIN ggzy_subject.subject s ON s.id = d.subject WHERE
		d.trade = $trade AND s.credit_code = '$(credit_code "$1")'"
}

# -- the statement of one account, in two domains
statement $a "N1,过路有限公司,6222,200000.00,无" "T1,第1置业（西藏）有限公司,6222,200000.00,$deal"
is 'what names a trade of another domain is left to it' \
	"$status $(json '"\(.lines) \(.elsewhere) \(.open)"')" '201 2 1 1'
statement $l "N1,过路有限公司,6222,200000.00,无" "T1,第1置业（西藏）有限公司,6222,200000.00,$deal"
is 'which takes it, and not what is here' \
	"$status $(json '"\(.known) \(.matched) \(.open)"') $(held 51000001)" '201 1 1 0 20000000'
is 'each once'	"$(sql "SELECT GROUP_CONCAT(serial, domain ORDER BY id) FROM ggzy_trade.remittance")" \
	'N1assets,T1land'
statement $l "N1,过路有限公司,6222,100000.00,无"
is 'nor may it say otherwise here'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD 第 2 行'

# -- by hand and by a statement
by_hand() { # SUBJECT-CODE SERIAL
	as cashier
	call POST "$l/trades/$trade/deposits" "$(jq -nc --arg c "$(credit_code "$1")" \
		--arg s "$2" '{credit_code: $c, payer_account: "6222AA",
		amount_fen: 20000000, serial: $s}')"
}
by_hand 51000002 T1
is 'what a statement brought is not written down again' "$(code) $(held 51000002)" '409 E_EXISTS 0'
by_hand 51000002 H2
is 'what came is, by its serial'	"$status $(held 51000002)" '201 20000000'
ok 'the ledger balances'		balances
statement $l "H2,第2置业（西藏）有限公司,6222BB,200000.00,$deal"
is 'a statement must say the same'	"$(code) $(json '.fields|keys[0]')" '422 E_FIELD 第 2 行'
statement $l "O2,第2置业（西藏）有限公司,6222AA,200000.00,$deal"
as cashier
call POST "$l/remittances/$(remittance O2)/return" '{"reason":"多付，原路退回"}'
is 'what may be the same money does not go back' "$(code)" '409 E_STATE'
statement $l "H2,第2置业（西藏）有限公司,6222AA,200000.00,$deal"
is 'the bank has it'			"$status $(json '"\(.known) \(.open)"')" '201 1 0'
must cashier POST "$l/remittances/$(remittance O2)/return" '{"reason":"多付，原路退回"}'
must centre POST $l/refunds/confirm "{\"refunds\":[$(json .id)]}"
is 'so the other is another'		"$(json '.items[0].amount_fen') $(held 51000002)" '20000000 20000000'
ok 'and the ledger balances'		balances

# -- what went out
layout() { # TITLES LINE
	printf '%s\n' "$1" "$at,$2" >"$tmp/layout.csv"
	as cashier
	upload $l/remittances "$tmp/layout.csv" text/csv
}
layout '交易时间,流水号,借贷标志,对方户名,对方账号,交易金额,附言' \
	"D1,借,第3置业（西藏）有限公司,6222,200000.00,退款 $deal"
is 'money that went out is none that came' \
	"$status $(json '"\(.lines) \(.skipped)"') $(held 51000003)" '201 0 1 0'
layout '交易时间,流水号,付款人,付款账号,金额,附言' \
	"D2,第3置业（西藏）有限公司,6222,200000.00,$deal"
is 'nor what does not say which'	"$(code) $(held 51000003)" '422 E_FIELD 0'
layout '交易时间,流水号,付款人,付款账号,收入金额,附言' \
	"T1R,第1置业（西藏）有限公司,6222,-200000.00,冲正 T1"
like 'what is taken back is not passed over' "$(code) $(json '.fields|tojson')" '422 E_FIELD .*第 2 行.*冲正'

# -- whose it is: two persons, where the bank says otherwise
match() { # WHO SERIAL SUBJECT-CODE
	as "$1"
	call POST "$l/remittances/$(remittance "$2")/match" "$(jq -nc --arg d "$deal" \
		--arg c "$(credit_code "$3")" '{deal_code: $d, credit_code: $c,
		note: "付款回单注明代付，已核对"}')"
}
statement $l "C1,第3置业（西藏）有限公司,6222AAAA,150000.00,$deal"
match cashier C1 51000004
is 'one person alone does not give it to another' "$status $(json '"\(.state) \(.name)"')" \
	'200 open 第3置业（西藏）有限公司'
match cashier C1 51000004
is 'nor by saying so twice'		"$status $(json '"\(.state) \(.name)"')" \
	'200 open 第3置业（西藏）有限公司'
match centre C1 51000005
is 'nor with one who says otherwise'	"$status $(json '"\(.state) \(.name)"')" \
	'200 open 第3置业（西藏）有限公司'
match far C1 51000004
is 'nor with one from elsewhere'	"$(code)" '403 E_ROLE'
as far
call POST "$l/remittances/$(remittance C1)/return" '{"reason":"外地退回"}'
is 'who does not send it back, either'	"$(code)" '403 E_ROLE'
match cashier C1 51000005
is 'two who say the same do'		"$status $(json '"\(.state) \(.name)"')" \
	'200 open 第5置业（西藏）有限公司'
statement $l "C2,第5置业（西藏）有限公司,6222BBBB,50000.00,$deal"
is 'then it fills up that deposit'	"$status $(json .matched) $(held 51000005)" '201 1 20000000'
ok 'the ledger balances'		balances

# -- each payment goes back to where it came from
must owner POST "$l/trades/$trade/applications/$(sql "SELECT e.id FROM
	ggzy_trade.entrant e JOIN ggzy_subject.subject s ON s.id = e.subject
	WHERE e.trade = $trade AND s.credit_code = '$(credit_code 51000005)'")/judge" \
	'{"qualified":false,"reason":"欠缴土地出让金"}'
refund() {
	must cashier POST "$l/trades/$trade/refunds" "{\"credit_codes\":[\"$(credit_code 51000005)\"]}"
}
refund
is 'each payment goes back to its account' \
	"$(json '[.items[]|"\(.payee_account) \(.amount_fen)"]|join(", ")')" \
	'6222AAAA 15000000, 6222BBBB 5000000'
first=$(json '.items[0].id') second=$(json '.items[1].id')
must centre POST "$l/refunds/confirm" "{\"refunds\":[$first]}"
must centre POST "$l/refunds/$second/reject" '{"reason":"账号有误，重新核对"}'
ok 'and the ledger balances'		balances
refund
is 'what was rejected is proposed alone' \
	"$(json '[.items[]|"\(.payee_account) \(.amount_fen)"]|join(", ")')" '6222BBBB 5000000'
must centre POST "$l/refunds/confirm" "{\"refunds\":[$(json '.items[0].id')]}"
is 'then all of it is back'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.deposit d
	JOIN ggzy_subject.subject s ON s.id = d.subject WHERE d.trade = $trade
	AND d.returned_at IS NOT NULL AND s.credit_code = '$(credit_code 51000005)'") $(
	balances >/dev/null && echo balanced)" '1 balanced'

# -- a tender wants it from the basic account, all of it
g=/api/engineering
person bidder1 投标1 --role bidder:540000 --subject "$(credit_code 52000001)" \
	--subject-name 第1建筑有限公司 --region 540100
ctl subject account "$(credit_code 52000001)" 6228000 >/dev/null
ctl subject account "$(credit_code 52000001)" 62280001 >/dev/null
for who in owner centre supervisor; do
	test $who = supervisor && person supervisor 监督 --role supervisor:540000
	has_key $who
done
draft 账户 lowest '{"deposit_fen":34567891}'
lot=$trade
trustees "$trade"
published 账户招标公告 "$trade"
bid=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $trade")
statement $g "G1,第1建筑有限公司,6299999,345678.90,$bid" "G2,第1建筑有限公司,62280001,0.01,$bid"
is 'another account does not fill up the basic one' \
	"$status $(json '"\(.matched) \(.open)"') $(held 52000001)" '201 0 2 0'
statement $g "G3,第1建筑有限公司,62280001,345678.90,$bid"
is 'the basic one itself does'		"$status $(json .matched) $(held 52000001)" '201 1 34567891'
ok 'and the ledger balances'		balances
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
