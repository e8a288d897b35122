#!/bin/sh
# The order of the log: sixteen writers, a clock that dies now and then, and a
# reader of the feed who must never miss an entry or see one change its place.
. "$(dirname "$0")/../lib.sh"
plan 17
start_private
: "${EVENTS:=20000}"
program tests/t/log-writers

page() { # AFTER: lines "seq leaf" of the feed behind it
	curl -s -m 60 "$GGZY_URL/api/service/feed?after=$1&limit=1000" |
		jq -r '.items[] | "\(.seq) \(.leaf)"'
}

last_seq() {
	tail -n 1 "$1" | cut -d' ' -f1
}

read_on() { # FILE: one page more; false when there was nothing new
	page "$(last_seq "$1")" >"$1.page"
	cat "$1.page" >>"$1"
	test -s "$1.page"
}

clock_pid() {
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" pid clock
}

settle
page -1 >"$tmp/seen"
before=$(wc -l <"$tmp/seen")
ok 'the log begins with the installation'	test "$before" -gt 0

"$GGZY_BUILD/tests/t/log-writers" 16 "$EVENTS" >"$tmp/acknowledged" 2>"$tmp/writers" &
writers=$!
kills=0 polls=0
while kill -0 "$writers" 2>/dev/null; do
	read_on "$tmp/seen"
	polls=$((polls + 1))
	if test $((polls % 10)) -eq 5; then
		kill -9 "$(clock_pid)" 2>/dev/null && kills=$((kills + 1))
	fi
	sleep 0.2
done
wait "$writers"
is 'all writers finished'		"$?" 0
written=$(cat "$tmp/acknowledged")
ok 'and wrote what they should'		test "$written" -ge "$EVENTS"
ok 'while somebody read'		test "$polls" -gt 3
ok 'and the clock was killed'		test "$kills" -gt 0
settle
while read_on "$tmp/seen"; do :; done
diag "$written events, $polls reads, clock killed $kills times"

is 'the reader saw every event'		"$(wc -l <"$tmp/seen")" $((before + written))
is 'each at the next place'		"$(cut -d' ' -f1 "$tmp/seen" | awk '$1 != NR - 1' | head -n 3)" ''
page -1 >"$tmp/again"
while read_on "$tmp/again"; do :; done
ok 'who reads later reads the same'	cmp "$tmp/seen" "$tmp/again"
is 'no entry is there twice'		"$(cut -d' ' -f2 "$tmp/seen" | sort | uniq -d)" ''
is 'nothing waits'			"$(sql 'SELECT COUNT(*) FROM ggzy_core.event_pending')" 0
like 'all of it can be recomputed'	"$(ctl log verify 2>&1)" "^日志一致: $((before + written)) 条"

# what the verifier is for
entry=$(sql "SELECT event FROM ggzy_core.log_entry WHERE seq = $((before + 77))")
sql "UPDATE ggzy_core.event SET body = REPLACE(body, 'test', 'tess') WHERE id = $entry"
like 'a changed event is found'		"$(ctl log verify 2>&1)" "第 $((before + 77)) 条（事件 $entry）: 内容与摘要不符"
sql "UPDATE ggzy_core.event SET body = REPLACE(body, 'tess', 'test') WHERE id = $entry"
sql "UPDATE ggzy_core.event SET actor = 1 WHERE id = $entry"
like 'and another actor'		"$(ctl log verify 2>&1)" '经办人与内容不符'
sql "UPDATE ggzy_core.event SET actor = NULL WHERE id = $entry"
node=$(sql 'SELECT HEX(hash) FROM ggzy_core.log_node WHERE level = 3 AND idx = 5')
sql "UPDATE ggzy_core.log_node SET hash = REPEAT('x', 32) WHERE level = 3 AND idx = 5"
like 'a changed node'			"$(ctl log verify 2>&1)" '节点 \(3, 5\)'
sql "UPDATE ggzy_core.log_node SET hash = UNHEX('$node') WHERE level = 3 AND idx = 5"
sql "UPDATE ggzy_core.log_head SET signature = CONCAT(IF(LEFT(signature, 1) = 'A', 'B', 'A'), SUBSTR(signature, 2)) ORDER BY size DESC LIMIT 1"
like 'a changed signature'		"$(ctl log verify 2>&1)" '签名不对'
sql 'DELETE FROM ggzy_core.log_head ORDER BY size DESC LIMIT 1'
sql "DELETE FROM ggzy_core.log_entry WHERE event = $entry"
like 'and a missing entry'		"$(ctl log verify 2>&1)" "第 $((before + 77)) 条不见了"
ok 'outside vectors agree'		ctl log vectors "$top/tests/data/merkle"
