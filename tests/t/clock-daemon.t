#!/bin/sh
# ggzy-clock by itself: the log, its heads, duties, steps nobody answers, and
# what it does when it is not alone, loses its database, or must go.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../database.sh"
plan 25
database_begin
mkdir -p "$GGZY_VAR/run"
ctl migrate up >/dev/null
ctl init --name 演练 --rehearsal >/dev/null

start_clock() { # NAME
	ggzy-clock -c "$GGZY_CONF" >>"$tmp/$1.log" 2>&1 &
	clocks="${clocks-} $!"
}
waiting() { sql 'SELECT COUNT(*) FROM ggzy_core.event_pending'; }
none_waits() { test "$(waiting)" = 0; }
events() { # VERB
	sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = '$1'"
}
sql_is() { test "$(sql "$1")" = "$2"; }

start_clock one
one=${clocks# }
eventually 'events get their place'	none_waits
eventually 'the log is signed at once'	sql_is 'SELECT COUNT(*) FROM ggzy_core.log_head' 1
like 'with a head of a rehearsal'	"$(ctl log head)" '"size":1,"root":"[0-9a-f]{64}",.*"rehearsal":true'
ctl clock shift 1h >/dev/null
eventually 'what comes later too'	none_waits
is 'but not signed yet'			"$(sql 'SELECT COUNT(*) FROM ggzy_core.log_head')" 1
ok 'the log verifies'			ctl log verify
sql "INSERT INTO ggzy_core.head_wanted (reason, at) VALUES ('test', 0)"
eventually 'who waits for a head gets one'	sql_is 'SELECT COUNT(*) FROM ggzy_core.head_wanted' 0
is 'that covers the log'		"$(sql 'SELECT (SELECT MAX(size) FROM ggzy_core.log_head) -
	(SELECT COUNT(*) FROM ggzy_core.event)')" 0

now_ms=$(sql 'SELECT now_ms FROM ggzy_core.instant')
sql "INSERT INTO ggzy_supervision.duty (domain, trade, rule_key, what, due_at)
	VALUES ('engineering', 7, 'a', '该发中标通知书', $now_ms - 1),
	('engineering', 7, 'b', '以后的事', $now_ms + 86400000)"
eventually 'an overdue duty is reported'	sql_is "SELECT COUNT(*) FROM
	ggzy_core.event WHERE verb = 'overdue' AND trade = 7" 1
like 'with what it was'			"$(sql "SELECT body FROM ggzy_core.event WHERE verb = 'overdue'")" '该发中标通知书'
ctl clock shift 2d >/dev/null
eventually 'the other when its time is over'	sql_is "SELECT COUNT(*) FROM
	ggzy_supervision.duty WHERE reported_at IS NOT NULL" 2
is 'each once'				"$(events overdue)" 2

now_ms=$(sql 'SELECT now_ms FROM ggzy_core.instant')
sql "INSERT INTO ggzy_trade.due (domain, trade, verb, at) VALUES
	('engineering', 7, 'end-publicity', $now_ms), ('engineering', 8, 'open', $now_ms + 86400000)"
eventually 'a step without a worker is tried again'	sql_is "SELECT tries > 2 FROM
	ggzy_trade.due WHERE trade = 7" 1
is 'one that is not due is not'		"$(sql 'SELECT tries FROM ggzy_trade.due WHERE trade = 8')" 0
like 'the log says why'			"$(cat "$tmp/one.log")" 'msg=step-failed verb=end-publicity .* code=No such file'

start_clock two
for i in 1 2 3 4 5 6 7 8; do ctl clock shift 1s >/dev/null; done
eventually 'two clocks order as one'	none_waits
ok 'without harm'			ctl log verify

kill -9 "$database_pid"
wait "$database_pid" 2>/dev/null
"$(command -v mariadbd)" --defaults-file="$var/conf/my.cnf" \
	>>"$var/log/mariadb.log" 2>&1 &
database_pid=$!
within sql_is 'SELECT 1' 1
ctl clock shift 1s >/dev/null
eventually 'they outlive their database'	none_waits
ok 'both of them'			kill -0 $clocks
is 'the clock has a session'		"$(sql 'SELECT COUNT(*) > 0 FROM ggzy_core.session WHERE revoked_at IS NULL')" 1
code=0
kill $clocks
for p in $clocks; do wait "$p" || code=$?; done
is 'told to go, they go'		"$code" 0
is 'and close their sessions'		"$(sql 'SELECT COUNT(*) FROM ggzy_core.session WHERE revoked_at IS NULL')" 0
is 'the steps are still due'		"$(sql 'SELECT COUNT(*) FROM ggzy_trade.due')" 2
ok 'the log verifies'			ctl log verify
is 'a second of the same place is refused'	"$(sql 'INSERT INTO ggzy_core.log_entry
	SELECT seq, event + 1000, leaf FROM ggzy_core.log_entry LIMIT 1' | grep -c 'Duplicate')" 1
