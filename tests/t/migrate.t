#!/bin/sh
# ggzyctl migrate: each script once, in order, unchanged; and goes on where a
# broken one stopped.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../database.sh"
plan 31
database_begin

ok 'migrations apply'			ctl migrate up
like 'and are listed with their time'	"$(ctl migrate status)" '^0001_first.sql	20.*ms'
ctl migrate status >/dev/full 2>"$tmp/said"
is 'a list that cannot be written is a failure'	$? 74
like 'which is said'			"$(cat "$tmp/said")" '结果没有写完'
like 'a second run has nothing to do'	"$(ctl migrate up)" '^执行了 0 个迁移'
ok 'what was applied is verified'	ctl migrate verify
is 'the wall of each domain stands'	"$(sql "SELECT COUNT(*) FROM
	information_schema.views WHERE table_name = 'trade'
	AND table_schema IN ('ggzy_engineering', 'ggzy_procurement',
	'ggzy_land', 'ggzy_assets')")" 4
is 'each program has a password file'	"$(for u in engineering service clock site ctl ca; do
	test -s "$GGZY_VAR/secrets/ggzy_$u.db" && echo "$u"; done | wc -l)" 6

# a folder of our own, with more scripts
data=$tmp/db
cp -r "$inst/share/ggzy/db" "$data"
chmod -R u+w "$data"
sed "s,^data = .*,data = $data," "$GGZY_CONF" >"$tmp/ggzy.conf"
export GGZY_CONF="$tmp/ggzy.conf"
ok 'the same scripts elsewhere are the same'	ctl migrate verify

cat >"$data/migrate/9001_more.sql" <<'END'
-- a script; with 'quotes', "more" and a ; in a remark
USE ggzy_core;
CREATE TABLE more (a INT, b VARCHAR(9) DEFAULT 'x;y');
/* one ; more */ INSERT INTO more (a) VALUES (1);
INSERT INTO more (a) VALUES ('it''s no number');
INSERT INTO more (a) VALUES (3);
END
like 'a new script is seen'		"$(ctl migrate status)" '^9001_more.sql	未执行'
is 'verify says that it is missing'	"$(ctl migrate verify >/dev/null 2>&1; echo $?)" 65
out=$(ctl migrate up 2>&1)
is 'a broken statement fails'		"$?" 69
like 'and is named by line'		"$out" '9001_more.sql 停在第 5 行'
is 'what came before is done'		"$(sql 'SELECT GROUP_CONCAT(a) FROM ggzy_core.more')" 1
like 'and noted'			"$(ctl migrate status)" '执行到第 3 句，共 5 句'
sed -i "s/'it''s no number'/2/" "$data/migrate/9001_more.sql"
ok 'repaired, it goes on'		ctl migrate up
is 'where it stopped'			"$(sql 'SELECT GROUP_CONCAT(a) FROM ggzy_core.more')" 1,2,3
ok 'and is whole'			ctl migrate verify

echo '-- a remark more' >>"$data/migrate/9001_more.sql"
out=$(ctl migrate up 2>&1)
is 'an applied script that changed is refused'	"$?" 65
like 'and named'			"$out" '9001_more.sql: 已执行，但文件后来被改动'
echo '-- a remark' >>"$data/schema/2trade.sql"
like 'so is one that it includes'	"$(ctl migrate verify 2>&1)" '0001_first.sql: 已执行，但文件后来被改动'
rm "$data/migrate/9001_more.sql"
like 'or that has gone'			"$(ctl migrate verify 2>&1)" '9001_more.sql: 已执行，但文件不见了'

export GGZY_CONF="$GGZY_VAR/conf/ggzy.conf"
sql 'DROP DATABASE ggzy_engineering' >/dev/null
sql "DELETE FROM ggzy_core.schema_migration WHERE version = 9001" >/dev/null
sql "GRANT DELETE ON ggzy_core.event TO 'ggzy_engineering'@'localhost'"
ok 'views that went are made again'	ctl migrate up
is 'all of them'			"$(sql "SELECT COUNT(*) > 20 FROM
	information_schema.views WHERE table_schema = 'ggzy_engineering'")" 1
is 'a right that no script grants is taken away'	"$(sql "SELECT COUNT(*)
	FROM information_schema.table_privileges WHERE table_name = 'event'
	AND grantee LIKE '%engineering%' AND privilege_type = 'DELETE'")" 0
ctl migrate up >"$tmp/one" 2>&1 &
one=$!
ctl migrate up >"$tmp/two" 2>&1
wait "$one"
is 'two at once do no harm'		"$(cat "$tmp/one" "$tmp/two" | grep -c '^执行了 0')" 2
test "$(cat "$tmp/one" "$tmp/two" | grep -c '^执行了 0')" = 2 ||
	diag "$(cat "$tmp/one" "$tmp/two")"

# another migration is at work for longer than the server lets one wait
sql 'SET GLOBAL innodb_lock_wait_timeout = 1'
mkfifo "$tmp/hold"
mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" -N -n <"$tmp/hold" >"$tmp/held" &
holder=$!
exec 8>"$tmp/hold"
echo 'START TRANSACTION; SELECT id FROM ggzy_core.migration_lock FOR UPDATE;' >&8
within grep -q 1 "$tmp/held"
ok 'who only asks waits for nobody'	timeout 30 ggzyctl migrate verify
ctl migrate up >"$tmp/three" 2>&1 &
three=$!
long() {
	test "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx
		WHERE trx_state = 'LOCK WAIT'")" = 1
}
ok 'who comes second waits'		within long
sleep 2 # twice what the server allows
like 'longer than the server lets it'	"$(cat "$tmp/three"; kill -0 "$three" && echo waits)" '^waits$'
echo 'COMMIT;' >&8
exec 8>&-
wait "$three"
is 'and has its turn'			"$? $(cat "$tmp/three")" \
	"0 $(ctl migrate up)"
wait "$holder"
is 'a worker cannot change the log'	"$(mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" \
	-u ggzy_engineering -p"$(cat "$GGZY_VAR/secrets/ggzy_engineering.db")" \
	-e 'DELETE FROM ggzy_core.event' 2>&1 | grep -c 'ERROR 1142')" 1
