#!/bin/sh
# How much memory an opening takes: that of one bid, however many there are
# and however large their pieces, or many bidders could keep a box shut.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
command -v node >/dev/null || skip_all 'no node'
plan 3
GGZY_POOLS='1 1 2 2'
GGZY_ASAN=quarantine_size_mb=1
export GGZY_POOLS GGZY_ASAN
start_private
people
for who in owner centre supervisor; do
	has_key $who
done
draft 大件 lowest
trustees "$trade"
published 大件招标公告 "$trade"

# Six bids of one piece each, as large as pieces may be.
head -c 4194000 /dev/urandom >"$tmp/big"
for i in 1 2 3 4 5 6; do
	who=bidder$i code=$(credit_code 2000000$i)
	person $who "投标$i" --role bidder:540000 --subject "$code" \
		--subject-name "第${i}建筑有限公司" --region 540100
	has_key $who
	must $who GET "/api/engineering/trades/$trade/trustees"
	cp "$tmp/body" "$tmp/trustees.json"
	jq -nc --argjson i $i '{price: (900000000 + $i), name: "标书\($i).pdf",
		media: "application/pdf"}' >"$tmp/sheet"
	rm -f "$tmp/bid"
	node "$top/tests/web/tool.mjs" seal "$tmp/trustees.json" "$code" \
		"$tmp/$who.jwk" "$tmp/sheet" "$tmp/big" "$tmp/bid" 4194304 \
		>"$tmp/said" 2>&1 || bail "$(cat "$tmp/said")"
	upload "/api/engineering/trades/$trade/bids" "$tmp/bid"
	test "$status" = 201 || bail "bid $i: $status $body"
done
is 'bids are sealed in one piece'	"$(sed -n 2p "$tmp/bid" | jq .chunks)" 1

worker=$(supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" \
	pid engineering:engineering_0 2>/dev/null)
most() { # KiB at the highest
	awk '/^VmHWM/ { print $2 }' "/proc/$worker/status"
}
shift_time 31d
echo 5 >"/proc/$worker/clear_refs"
before=$(most)
open_box "$trade"
after=$(most)
is 'all are opened'			"$(sql "SELECT COUNT(DISTINCT name), COUNT(*)
	FROM ggzy_trade.opening WHERE trade = $trade AND opened")" '6	6'
diag "$before KiB before, $after KiB at the highest"
ok 'in the memory of two or three'	test $((after - before)) -lt 24000
finish
