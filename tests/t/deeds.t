#!/bin/sh
# What may be signed, and what is secret: the page for strangers, the two
# verifiers and the tables of the workers say the same.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
: "${GGZY_BUILD:=$top/var/test-build}"
if ! command -v python3 >/dev/null; then
	echo '1..0 # SKIP no python3'
	exit 0
fi
echo 1..1
m=$GGZY_BUILD/modules
said=$(python3 -B "$top/tests/verify/deeds.py" "$top" \
	"$m/engineering/ggzy-engineering" "$m/land/ggzy-land" \
	"$m/assets/ggzy-assets" 2>&1)
if test -z "$said"; then
	echo 'ok 1 - no table of deeds lacks what another one has'
	exit
fi
echo 'not ok 1 - no table of deeds lacks what another one has'
printf '%s\n' "$said" | sed 's/^/# /'
exit 1
