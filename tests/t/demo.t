#!/bin/sh
# The demo data: everything that `conf/run` plays came to its end.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"

began=$(date +%s)
start_private --demo
diag "the demo came in $(($(date +%s) - began)) s, with the start"
plan 14
settle

# DOMAIN COLUMNS: of its only sale
sale() {
	sql "SELECT CONCAT_WS(' ', $2) FROM ggzy_trade.trade t
		JOIN ggzy_trade.lot l ON l.trade = t.id WHERE t.domain = '$1'"
}
notices() { # DOMAIN: the types that were published, in that order
	sql "SELECT GROUP_CONCAT(n.type ORDER BY n.pos SEPARATOR ' ')
		FROM ggzy_service.notice n JOIN ggzy_trade.trade t ON t.id = n.trade
		WHERE t.domain = '$1' AND t.name LIKE '%${2-}%'"
}

is 'tenders stand in every stage'	"$(sql "SELECT GROUP_CONCAT(stage ORDER BY stage)
	FROM ggzy_trade.trade WHERE domain = 'engineering'")" '1,6,9,10,11'
is 'one from its notice to the contract' "$(notices engineering 一标段)" \
	'GC02 GC05 GC08 GC09 GC10 GC12'
is 'a parcel has its contract'		"$(sale land t.stage)" 8
is 'ten applied for it'			"$(sql "SELECT COUNT(*) FROM ggzy_trade.entrant
	WHERE trade = $(sale land t.id)")" 10
ok 'and bid live'			test "$(sql "SELECT COUNT(*) FROM ggzy_trade.offer
	WHERE trade = $(sale land t.id) AND live = 1")" -ge 3
is 'its notices are out'		"$(notices land)" 'TD01 TD04'
is 'a company is sold'			"$(sale assets t.stage)" 8
is 'from its pre-disclosure to the result' "$(notices assets)" 'CQ01 CQ02 CQ06'
call GET "/api/assets/trades/$(sale assets t.id)/deal"
like 'to a shareholder, at the highest offer' "$(json '"\(.name) \(.price)"')" \
	"控股|集团|公司.* $(sale assets l.price_fen)\$"
is 'who did not offer it'		"$(json .bidder | grep -cx "$(sale assets l.bidder)")" 0
for who in $GGZY_DEMO_ACCOUNTS; do
	login "$who" "$GGZY_DEMO_PASSWORD" >/dev/null
	test "$status" = 200 || echo "$who: $status"
done >"$tmp/refused"
is 'every account may log in'		"$(cat "$tmp/refused")" ''
all_bundles_are_good "$(sale land t.id)" "$(sale assets t.id)"
