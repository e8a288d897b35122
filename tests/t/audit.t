#!/bin/sh
# The audit that runs all the time: each kind of row and file that is changed
# behind the platform's back is named in an alarm, and when it is put back the
# alarm ends.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 22
start_private

people
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	has_key $who
done
draft 巡检 lowest
trustees "$trade"
published 巡检招标公告 "$trade"
for i in 1 2 3; do
	hand_in "$trade" bidder$i 188000000$i
done
shift_time 31d
open_box "$trade"
settle
supervisor() {
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$@"
}
like 'the platform audits itself'	"$(supervisor status audit)" RUNNING
of_platform() {
	grep -q 'msg=log-audit-good' "$GGZY_VAR/log/audit.log"
}
eventually 'and finds nothing'		of_platform
# nobody builds on what is changed below
supervisor stop clock site archive audit >/dev/null

is 'an interval is a number'		"$(ctl log verify --every x >/dev/null 2>&1; echo $?)" 64
ggzyctl log verify --every 1 2>"$tmp/audit" &
audit=$!
lines() { # MATCH: how many lines of the audit
	grep -c -- "$1" "$tmp/audit"
}
good() { # TIMES
	test "$(lines 'level=info .*msg=log-audit-good')" = "$1"
}
eventually 'all is well'		good 1
rounds=1
alarm() {
	tail -n +"$from" "$tmp/audit" | grep -q "level=error .*msg=log-audit-failed .*$1"
}
found() { # SENTENCE ALARM DO UNDO: the last two are SQL or a function
	from=$(($(wc -l <"$tmp/audit") + 1))
	begun=$(date +%s)
	case $3 in *' '*) sql "$3" ;; *) $3 ;; esac
	eventually "$1"			alarm "$2"
	diag "$(($(date +%s) - begun)) s"
	case $4 in *' '*) sql "$4" ;; *) $4 ;; esac
	rounds=$((rounds + 1))
	eventually 'and that it is good again'	good $rounds
}
entries=ggzy_core.log_entry
row=$(sql "SELECT l.seq, l.event FROM $entries l JOIN ggzy_core.event e
	ON e.id = l.event WHERE e.verb = 'publish' LIMIT 1")
seq=${row%%	*} event=${row##*	}
found 'a changed event'			"kind=entry seq=$seq event=$event " \
	"UPDATE ggzy_core.event SET body = REPLACE(body, 'publish', 'pubIish') WHERE id = $event" \
	"UPDATE ggzy_core.event SET body = REPLACE(body, 'pubIish', 'publish') WHERE id = $event"
node=$(sql 'SELECT HEX(hash) FROM ggzy_core.log_node WHERE level = 2 AND idx = 3')
found 'a changed node'			'kind=node seq=15 .*(2, 3)' \
	"UPDATE ggzy_core.log_node SET hash = REPEAT('x', 32) WHERE level = 2 AND idx = 3" \
	"UPDATE ggzy_core.log_node SET hash = UNHEX('$node') WHERE level = 2 AND idx = 3"
other=$(sql "SELECT event FROM $entries WHERE seq = $((seq + 1))")
mix() { swap_rows "$event" "$other"; }
unmix() { swap_rows "$other" "$event"; }
swap_rows() { # EVENT-NOW-AT-SEQ EVENT-AFTER-IT
	sql "SET FOREIGN_KEY_CHECKS = 0;
		UPDATE $entries SET event = 9000000000 WHERE seq = $seq;
		UPDATE $entries SET event = $1 WHERE seq = $((seq + 1));
		UPDATE $entries SET event = $2 WHERE seq = $seq"
}
found 'another order'			"kind=entry seq=$seq " mix unmix
bid=$(sql "SELECT MIN(id) FROM ggzy_trade.bid WHERE trade = $trade")
found 'a changed bid'			"kind=box .*trade=$trade bid=$bid " \
	"UPDATE ggzy_trade.bid SET received_at = received_at + 1 WHERE id = $bid" \
	"UPDATE ggzy_trade.bid SET received_at = received_at - 1 WHERE id = $bid"
digest=$(sql "SELECT digest FROM ggzy_trade.bid WHERE id = $bid")
file=$(find "$GGZY_VAR/blobs" -name "$digest")
away() { mv "$file" "$tmp/away"; }
back() { mv "$tmp/away" "$file"; }
found 'a file that is gone'		"kind=blob .* blob=$digest .*不见了" away back
# same size, and the time as it was
change() {
	cp -p "$file" "$tmp/whole"
	chmod u+w "$file"
	printf x | dd of="$file" bs=1 seek=100 conv=notrunc 2>/dev/null
	touch -r "$tmp/whole" "$file"
}
restore() { cat "$tmp/whole" >"$file"; }
found 'a changed file'			"kind=blob .* blob=$digest .*被改动" change restore
# what only somebody knows who was there before: the last entry, its nodes and
# heads are gone as if it had never been
last=$(sql "SELECT MAX(seq) FROM $entries")
cut() {
	sql "CREATE TABLE ggzy_core.kept_entry AS SELECT * FROM $entries WHERE seq = $last;
	CREATE TABLE ggzy_core.kept_event AS SELECT * FROM ggzy_core.event
		WHERE id IN (SELECT event FROM ggzy_core.kept_entry);
	CREATE TABLE ggzy_core.kept_head AS SELECT * FROM ggzy_core.log_head WHERE size > $last;
	SET FOREIGN_KEY_CHECKS = 0;
	DELETE FROM ggzy_core.log_head WHERE size > $last;
	DELETE FROM $entries WHERE seq = $last;
	DELETE FROM ggzy_core.event WHERE id IN (SELECT id FROM ggzy_core.kept_event)"
}
uncut() {
	sql "SET FOREIGN_KEY_CHECKS = 0;
	INSERT INTO ggzy_core.event SELECT * FROM ggzy_core.kept_event;
	DELETE FROM ggzy_core.event_pending WHERE event IN (SELECT id FROM ggzy_core.kept_event);
	INSERT INTO $entries SELECT * FROM ggzy_core.kept_entry;
	INSERT INTO ggzy_core.log_head SELECT * FROM ggzy_core.kept_head;
	DROP TABLE ggzy_core.kept_event, ggzy_core.kept_entry, ggzy_core.kept_head"
}
found 'a shorter log, all of it in order'	"kind=head .*只剩 $last 条" cut uncut

supervisor restart mariadb >/dev/null
sql_is_back() { sql 'SELECT 1' >/dev/null; }
within sql_is_back
from=$(($(wc -l <"$tmp/audit") + 1))
ok 'the database may be away'		kill -0 "$audit"
sql "UPDATE ggzy_core.log_node SET hash = REPEAT('x', 32) WHERE level = 2 AND idx = 3"
eventually 'and is audited when it is back'	alarm 'kind=node seq=15 '
begun=$(date +%s)
kill "$audit"
wait "$audit"
is 'who is told to leave leaves'	"$? $(($(date +%s) - begun < 3))" '143 1'
is 'it may read alone'			"$(sql "SELECT DISTINCT privilege_type FROM (
	SELECT grantee, privilege_type FROM information_schema.table_privileges UNION
	SELECT grantee, privilege_type FROM information_schema.column_privileges) p
	WHERE grantee = \"'ggzy_audit'@'localhost'\"")" SELECT
