#!/bin/sh
# The installation and its time: a rehearsal's may be moved, and only forward;
# a production's never.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../database.sh"
plan 28
database_begin
ctl migrate up >/dev/null

is 'before init there is no clock'	"$(ctl clock show >/dev/null 2>&1; echo $?)" 78
ok 'a production installation'		ctl init --name 平台 \
	--platform-code 12540000MB0000019W --platform-code11 X5400000001
is 'is made once'			"$(ctl init --name 别的 >/dev/null 2>&1; echo $?)" 65
is 'its keys are for its owner alone'	"$(stat -c %a "$GGZY_VAR/keys/log.pem" "$GGZY_VAR/keys/receipt.pem" | sort -u)" 600
like 'it says what it is'		"$(ctl clock show)" '正式环境'
for what in 'shift 1d' 'set 2099-01-01T00:00:00+08:00' 'speed 2'; do
	# shellcheck disable=SC2086 # a verb and its argument
	out=$(ctl clock $what 2>&1)
	is "its clock refuses $what"	"$?" 77
	like 'and says why'		"$out" '正式环境的时钟不能调整'
done
is 'and runs with the true time'	"$(sql 'SELECT now_ms = real_ms FROM ggzy_core.instant')" 1
like 'even the database insists'	"$(sql 'UPDATE ggzy_core.installation SET base_ms = 5')" 'CONSTRAINT'
like 'nobody logs in as the clock'	"$(sql "SELECT password FROM ggzy_core.account WHERE login = 'clock'")" '^!$'

for d in $(sql "SHOW DATABASES LIKE 'ggzy%'"); do
	sql "DROP DATABASE $d" >/dev/null
done
ctl migrate up >/dev/null
key_before=$(cksum <"$GGZY_VAR/keys/log.pem")
ok 'a rehearsal'			ctl init --name 演练 --rehearsal
is 'keeps the keys that are there'	"$(cksum <"$GGZY_VAR/keys/log.pem")" "$key_before"
like 'says that it is one'		"$(ctl clock show)" '演练环境'
ahead() { sql 'SELECT (now_ms - real_ms + 1) DIV 1000 FROM ggzy_core.instant'; }
ok 'its clock moves on'			ctl clock shift 21d
is 'by just that'			"$(ahead)" $((21 * 86400))
ok 'and to a time'			ctl clock set 2099-01-01T00:00:00+08:00
like 'exactly'				"$(ctl clock show)" '^2099-01-01T00:00:0'
is 'but not back'			"$(ctl clock set 2098-12-31T00:00:00+08:00 >/dev/null 2>&1; echo $?)" 77
is 'nor by a shift'			"$(ctl clock shift -1d >/dev/null 2>&1; echo $?)" 77
is 'nonsense is usage'			"$(ctl clock shift 1y >/dev/null 2>&1; echo $?)" 64
ok 'it can run faster'			ctl clock speed 86400
before=$(sql 'SELECT now_ms FROM ggzy_core.instant')
sql 'DO SLEEP(0.2)' >/dev/null
ok 'so that days pass'			test $(($(sql 'SELECT now_ms FROM ggzy_core.instant') - before)) -ge 17280000
is 'each turn is an event'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'clock'")" 3
ok 'and slow again'			ctl clock speed 1
