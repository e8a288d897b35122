#!/bin/sh
# Every kind of public page, looked at with a browser: tests/web/check.js says
# what it looks for, and speaks TAP itself.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/web/modules.sh"

pictures=${GGZY_PICTURES:-$tmp/pictures} # where to leave the screenshots

written() { # FILE
	test -s "$GGZY_VAR/public$1"
}

test -x /usr/bin/chromium && web_modules ||
	skip_all 'no chromium, or no network for npm'
start
ctl import commit --profile national "$top/db/demo/national_notices.jsonl" \
	>"$tmp/import" 2>&1
long=$(sql 'SELECT id FROM ggzy_service.notice ORDER BY LENGTH(body) DESC LIMIT 1')
within written "/notices/$long-2.html" || diag 'the pages are late'
within written /index.html

GGZY_WEB_MODULES=$web/node_modules \
GGZY_WEB_PAGES="/notices/$long.html /notices/$long-2.html" \
	node "$top/tests/web/check.js" "$GGZY_URL" "$pictures" || failed=1
