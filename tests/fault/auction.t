#!/bin/sh
# Workers and MariaDB die while $BIDDERS bid on a lot for $SPAN seconds (24, 7;
# BIDDERS=200 SPAN=120 DEATHS=4 for three minutes), and a lot ends by its
# countdown while they go on.  No accepted offer is lost, doubled, late or no
# improvement.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/lots.sh"
. "$top/tests/fault/crash.sh"
: "${BIDDERS:=24}" "${SPAN:=7}" "${DEATHS:=1}"
GGZY_POOLS='1 1 1 1 4' start_private
plan 19
lots_people "$BIDDERS"

database_is_back() {
	sql 'SELECT 1' | grep -qx 1
}
kill_database() {
	kill -9 "$(cat "$GGZY_VAR/mariadb/run/db.pid")" || return
	deaths=$((deaths + 1))
	within database_is_back || bail 'MariaDB does not come back'
}
# FILE TRADE [ARGS]: bids until the end; $crowd is its process
crowd_begin() {
	said=$1
	shift
	python3 "$top/tests/crowd.py" "$GGZY_URL" "$stem" "$@" \
		--said "$tmp/$said" >"$tmp/$said.crowd" 2>"$tmp/$said.err" &
	crowd=$!
}
crowd_seen() { # FILE MEMBER
	jq -r ".$2" "$tmp/$1.crowd"
}

# -- they bid, and everything dies
lots_add 1 0 60000
first=$lots
crowd_begin first "$first" --bidders "$BIDDERS" --seconds "$SPAN" --think 40
began=$(date +%s) kills=0 deaths=0
while kill -0 $crowd 2>/dev/null; do
	kill -9 "$(pids_of ggzy-land | shuf -n 1)" 2>/dev/null &&
		kills=$((kills + 1))
	passed=$(($(date +%s) - began))
	test "$deaths" -ge "$DEATHS" ||
		test "$passed" -lt $((SPAN * (deaths + 1) / (DEATHS + 2))) ||
		kill_database
	sleep 0.2
done
wait $crowd
is 'the crowd ends well'		"$(cat "$tmp/first.err")" ''
diag "$BIDDERS bidders, $kills workers and $deaths databases killed:" \
	"$(cat "$tmp/first.crowd")"
ok 'offers were taken'			test "$(crowd_seen first accepted)" -gt 15
ok 'and refused'			test "$(crowd_seen first offers)" -gt "$(crowd_seen first accepted)"
ok 'workers died'			test "$kills" -gt 5
is 'and the database'			"$deaths" "$DEATHS"
ok 'requests broke off'			test "$(crowd_seen first broken)" -gt 0
is 'a repeated key had the same answer'	"$(crowd_seen first differs)" 0
lot_history "$first" "$tmp/first" >"$tmp/history"
is 'no offer is lost, doubled, late or no improvement' "$(lot_check "$tmp/history")" ''
like 'which the checker would see'	"$(jq '.offers[5].amount = .offers[4].amount' \
	"$tmp/history" | jq -r -f "$top/tests/auction.jq")" 'offer 6 is not higher'

# -- the countdown ends while they bid
lots_add 1 4000 1500
second=$lots
crowd_begin second "$second" --bidders 6 --seconds 14 --think 3000
while kill -0 $crowd 2>/dev/null; do
	kill -9 "$(pids_of ggzy-land | shuf -n 1)" 2>/dev/null
	sleep 0.9
done
wait $crowd
closed() {
	test "$(lot_sql "$second" 'closed_at IS NOT NULL')" = 1
}
eventually 'a lot ends'			closed
lot_history "$second" "$tmp/second" >"$tmp/history"
diag "$(cat "$tmp/second.crowd")"
is 'with the last offer in time'	"$(lot_check "$tmp/history")" ''
ok 'there were some'			test "$(crowd_seen second accepted)" -gt 3
is 'and closed after its end'		"$(lot_sql "$second" 'closed_at >= ends_at')" 1
settle
is 'nothing waits'			"$(sql 'SELECT COUNT(*) FROM ggzy_core.event_pending')" 0
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
is 'every event of an offer is in the log' "$(sql "SELECT COUNT(*) FROM ggzy_core.event e
	LEFT JOIN ggzy_core.log_entry n ON n.event = e.id
	WHERE e.verb = 'offer' AND n.seq IS NULL")" 0

# -- the same crowd, and a worker that forgot the row's lock
cc -shared -fPIC -O1 -D_GNU_SOURCE -o "$tmp/unlocked.so" \
	"$top/tests/fault/unlocked.c" -ldl || bail 'no unlocked.so'
preload land "$tmp/unlocked.so"
lots_add 1 0 60000
third=$lots
crowd_begin third "$third" --bidders "$BIDDERS" --seconds 4 --think 10
wait $crowd
lot_history "$third" "$tmp/third" >"$tmp/history"
diag "$(cat "$tmp/third.crowd")"
ok 'without the lock'			grep -q unlocked.so "/proc/$(pids_of ggzy-land | head -n 1)/maps"
ok 'offers are taken'			test "$(crowd_seen third accepted)" -gt 15
like 'that are no improvement, which the checker sees' \
	"$(lot_check "$tmp/history")" 'is not higher'
