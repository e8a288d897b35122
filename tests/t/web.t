#!/bin/sh
# Every kind of public page, looked at with a browser: tests/web/check.js says
# what it looks for, and speaks TAP itself.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/lots.sh"
. "$top/tests/web/modules.sh"

pictures=${GGZY_PICTURES:-$tmp/pictures} # where to leave the screenshots

written() { # FILE
	test -s "$GGZY_VAR/public$1"
}

test -x /usr/bin/chromium && web_modules ||
	skip_all 'no chromium, or no network for npm'
GGZY_POOLS='1 1 1 2 1 1' start_private
ctl import commit --profile national "$top/db/demo/national_notices.jsonl" \
	>"$tmp/import" 2>&1
long=$(sql 'SELECT id FROM ggzy_service.notice ORDER BY LENGTH(body) DESC LIMIT 1')
within written "/notices/$long-2.html" || diag 'the pages are late'
within written /index.html

# lots to watch: one that is bid for, one of assets that is, one that is sold,
# one that there is not
lots_people 3
bids() { # HOW-MANY
	for i in $(seq "$1"); do
		lot_offer "$lots" $((i % 3 + 1)) $((99000000 + i * 1000000))
		test "$status" = 201 || diag "offer: $status $body"
	done
}
lots_add 1 0 1800000 柳梧新区2026-7号宗地
bids 7
watched="lot-live=/lot.html?domain=land&trade=$lots"
offered="/lot.html?domain=land&trade=$lots /api/land/trades/$lots/offers $(token 3) 120000000"
test -e /usr/lib/nginx/modules/ngx_nchan_module.so || offered=
lots_add 1 0 1800000 高原水务有限公司30%股权 assets
bids 2
watched="$watched lot-asset=/lot.html?domain=assets&trade=$lots"
lots_add 1 0 10000 柳梧新区2026-8号宗地
bids 4
sold() {
	test "$(sql "SELECT stage FROM ggzy_trade.trade WHERE id = $lots")" = 6
}
within sold || diag 'the lot is not sold'
watched="$watched lot-sold=/lot.html?domain=land&trade=$lots"
watched="$watched lot-none=/lot.html?domain=land&trade=999999"

# the lots are rows without an event that says so: all pages anew
sql "DELETE FROM ggzy_service.cursor_of WHERE name = 'site-frame'"
rebuilt() {
	test -n "$(sql "SELECT seq FROM ggzy_service.cursor_of
		WHERE name = 'site-frame'")"
}
within rebuilt && written "/trades/$lots.html" || diag 'no page of the lots'

GGZY_WEB_MODULES=$web/node_modules GGZY_WEB_LOTS=$watched \
GGZY_WEB_OFFER=$offered \
GGZY_WEB_PAGES="/notices/$long.html /notices/$long-2.html" \
	node "$top/tests/web/check.js" "$GGZY_URL" "$pictures" || failed=1
