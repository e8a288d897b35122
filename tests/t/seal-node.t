#!/bin/sh
# The browser's module under Node, with OpenSSL and sm-crypto beside it:
# tests/web/sm.mjs says what it looks for, and speaks TAP itself.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$top/tests/web/modules.sh"

command -v node >/dev/null || {
	echo '1..0 # SKIP no node'
	exit 0
}
web_modules || echo '# no network for npm'
GGZY_WEB_MODULES=$web/node_modules exec node "$top/tests/web/sm.mjs"
