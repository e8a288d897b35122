#!/bin/sh
# Steps that take long hold up no other trade, and not the log.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 10
start_private
people
for who in owner centre supervisor; do
	has_key $who
done
one_more() { # NAME
	draft "$1" lowest
	trustees "$trade"
	published "${1}招标公告" "$trade"
}
one_more 慢
slow=$trade
one_more 快
quick=$trade

# More steps than the clock looks at are due in a domain that answers none.
silent=$(pids_of ggzy-land)
test -n "$silent" || bail 'no workers of land'
kill -STOP $silent
sql "INSERT INTO ggzy_trade.due (domain, trade, verb, at)
	SELECT 'land', 1000000000 + s.seq, 'list', i.now_ms
	  FROM ggzy_core.seq_1_to_300 s JOIN ggzy_core.instant i"
of_silent() { # WHICH
	sql "SELECT COUNT(*) FROM ggzy_trade.due WHERE domain = 'land' AND $1"
}

# A step of a stage that the trade has not come to is not forgotten.
sql "INSERT INTO ggzy_trade.due (domain, trade, verb, at)
	SELECT 'engineering', $quick, 'open', now_ms FROM ggzy_core.instant"
opening() { # WHICH
	sql "SELECT COUNT(*) FROM ggzy_trade.due WHERE trade = $quick
		AND verb = 'open' AND $1"
}
was_asked() { test "$(opening 'tries = 0')" = 0; }
within was_asked || bail 'the step is not asked for'
is 'a step that comes before its time waits' "$(opening 1)" 1

# Somebody else works on the slow one when both are to be closed.
mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" -e "BEGIN;
	SELECT id FROM ggzy_trade.trade WHERE id = $slow FOR UPDATE;
	SELECT SLEEP(4) AS held; COMMIT" >"$tmp/held" 2>&1 &
holder=$!
is_held() {
	grep -q id "$tmp/held" || test "$(sql "SELECT COUNT(*) FROM
		information_schema.processlist WHERE info LIKE '%SLEEP(4)%'
		AND info NOT LIKE '%processlist%'")" = 1
}
within is_held || bail 'the trade is not held'
ctl clock shift 31d >"$tmp/said" 2>&1 || bail "$(cat "$tmp/said")"
is_asked() { # CLOSE waits two seconds of true time
	test "$(settled_stage "$quick")" != $NOTICE
}
eventually 'a trade beside one that waits is closed' is_asked
ok 'while the other waits'		kill -0 $holder
is 'for it is not closed'		"$(settled_stage "$slow")" $NOTICE
has_place() {
	test "$(sql "SELECT COUNT(*) FROM ggzy_core.log_entry l JOIN
		ggzy_core.event e ON e.id = l.event WHERE e.trade = $quick AND
		e.verb IN ('close', 'fail')")" = 1
}
eventually 'the log goes on'		has_place
wait $holder
slow_closed() {
	test "$(settled_stage "$slow")" != $NOTICE
}
eventually 'then the other is closed'	slow_closed
is 'each once'				"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade IN ($slow, $quick) AND verb IN ('close', 'fail')")" 2

is 'one of a trade that ended is dropped'	"$(opening 1)" 0
is 'before all of the silent domain'	"$(of_silent 'tries = 0')" 300
kill -CONT $silent
were_asked() { test "$(of_silent 'tries = 0')" = 0; }
eventually 'that are asked when it answers' were_asked
finish
