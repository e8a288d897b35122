#!/bin/sh
# The sealing module in Chromium, and with ggzyctl: tests/web/seal.mjs says
# what it looks for, and speaks TAP itself.
#
#   GGZY_SEAL_MB=50	another size of file
top=$(cd "$(dirname "$0")/../.." && pwd -P)
: "${GGZY_BUILD:=$top/var/test-build}"
. "$top/tests/web/modules.sh"

test -x /usr/bin/chromium && web_modules || {
	echo '1..0 # SKIP no chromium, or no network for npm'
	exit 0
}
tmp=$(mktemp -d /tmp/ggzy-seal.XXXXXX) || exit 99
trap 'rm -rf "$tmp"' EXIT
GGZY_WEB_MODULES=$web/node_modules node "$top/tests/web/seal.mjs" \
	"$GGZY_BUILD/modules/ctl/ggzyctl" "$tmp" "${GGZY_SEAL_MB:-8}"
