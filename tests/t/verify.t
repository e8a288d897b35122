#!/bin/sh
# Bundles of a trade: ggzyctl verify and tests/verify/verify.py, which share
# nothing but modules/trade/TRUST.md, judge 200 good and 2,000 mutated ones.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
: "${GGZY_BUILD:=$top/var/test-build}"
if ! command -v python3 >/dev/null; then
	echo '1..0 # SKIP no python3'
	exit 0
fi
tmp=$(mktemp -d /tmp/ggzy-t.XXXXXX) || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
# what is wrong with a bundle is found before leaks matter
ASAN_OPTIONS=detect_leaks=0 python3 -B "$top/tests/verify/agree.py" \
	"$GGZY_BUILD/modules/ctl/ggzyctl" "$tmp/bundles"
