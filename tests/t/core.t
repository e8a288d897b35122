#!/bin/sh
# A worker process: what it prints, its health, its end, and what it does when
# the database is slow, in conflict, or gone.  What its user may not do there.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
find "$GGZY_VAR/secrets" -name '*.db' -printf '%f\n' | sed 's/\.db$//' |
	sort >"$tmp/users"
plan $((105 + $(wc -l <"$tmp/users")))

supervisor() {
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$@"
}

pids() { # POOL: its processes
	supervisor status "$1:*" | sed -n 's/.*pid \([0-9]*\),.*/\1/p'
}

# -- what a worker prints about itself
for worker in engineering land assets service; do
	program=ggzy-$worker
	like "$program -V says version and configuration" \
		"$($program -V -c "$GGZY_CONF" | tr '\n' ' ')" \
		"^$program [0-9].* configure: .* db_socket = .*json_max = [0-9]"
	is "but no password" "$($program -V -c "$GGZY_CONF" |
		grep -c '_password = \*\*\*$')" 2
	like "$program -t finds all in order" "$($program -t -c "$GGZY_CONF")" \
		'都正确'
	like "$program -r has a line a route" "$($program -r | head -n 1)" \
		"^[A-Z]*	/api/$worker/"
	is 'and no other' "$($program -r |
		grep -cvE '^(GET|POST)	/api/[^	]*	[a-z,]+	[a-z-]+	')" 0
	like "$program -f knows limits" "$($program -f | head -n 1)" \
		"^[A-Z]* /api/[^	]*	[a-z_]*	[a-z]*	-?[0-9]*	-?[0-9]*	(required|optional)	"
	ok "$program -a prints JSON" sh -c "$program -a | jq -e .paths"
	$program -x >/dev/null 2>&1
	is 'an unknown option is a usage error' $? 64
	$program -c "$GGZY_CONF" </dev/null >"$tmp/said" 2>&1
	is 'without a socket it does not start' $? 78
	printf 'colour = red\n' >"$tmp/conf"
	$program -t -c "$tmp/conf" >"$tmp/said" 2>&1
	is 'nor with an unknown option in its file' \
		"$? $(grep -c "^$tmp/conf:1: " "$tmp/said")" '78 1'
	echo wrong >"$tmp/ggzy_$worker.db"
	sed "s,^secrets.*,secrets = $tmp," "$GGZY_CONF" >"$tmp/conf"
	$program -t -c "$tmp/conf" >"$tmp/said" 2>&1
	is 'nor with a wrong password' \
		"$? $(grep -c 'Access denied' "$tmp/said")" '75 1'
done
for daemon in clock stamp tsa; do
	like "ggzy-$daemon -t finds all in order" \
		"$("ggzy-$daemon" -t -c "$GGZY_CONF")" "^ggzy-$daemon: .*都正确"
done
sed "s,^keys.*,keys = $tmp," "$GGZY_CONF" >"$tmp/conf"
is 'ggzy-clock -t not without its key' \
	"$(ggzy-clock -t -c "$tmp/conf" >/dev/null 2>&1; echo $?)" 78
sed "s,^tsa =.*,tsa = $tmp," "$GGZY_CONF" >"$tmp/conf"
is 'ggzy-stamp -t not without whom to trust' \
	"$(ggzy-stamp -t -c "$tmp/conf" >/dev/null 2>&1; echo $?)" 78
is 'ggzy-tsa -t makes no key' \
	"$(ggzy-tsa -t -c "$tmp/conf" && test ! -e "$tmp/key.pem" && echo none)" \
	"$(printf 'ggzy-tsa: 还没有密钥，第一次启动时生成\nnone')"
like 'ggzy-engineering -m has a line a step' \
	"$(ggzy-engineering -m | grep '^publish	')" \
	'^publish	[^	]+	draft	notice	system	'

# -- health
for worker in engineering land assets service; do
	for what in healthz readyz; do
		send GET "/api/$worker/$what"
		is "$worker has /$what" "$status $(json .ok) $(json .worker)" \
			"200 true $worker"
	done
done
for path in /api/service/me /api/engineering/my/projects; do
	send HEAD "$path"
	is "HEAD is answered as GET at $path" "$status" 401
done
send GET /api/service/installation
tag=$(header ETag)
send GET /api/service/installation -H "If-None-Match: $tag"
is 'what did not change is not sent again' "$status" 304

# -- one process dies
for pool in engineering service service-read; do
	pids $pool >"$tmp/pids"
	kill -9 "$(head -n 1 "$tmp/pids")"
	bad=0
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		case $pool in
		engineering) send POST /api/engineering/projects -d '{}' ;;
		service) send POST /api/service/logout -d '{}' ;;
		*) send GET /api/service/me ;;
		esac
		test "$status" = 401 || bad=$((bad + 1))
	done
	is "pool $pool answers while one of it is dead" "$bad" 0
	eventually 'and is whole again' sh -c "
		supervisorctl -c '$GGZY_VAR/conf/supervisord.conf' status \
			'$pool:*' | grep -c RUNNING |
			grep -qx $(wc -l <"$tmp/pids")"
done

# -- people and a draft
person ours 业主 --role owner:540000 --subject "$(credit_code 72000001)" \
	--subject-name 内核水利局 --region 540100
login ours "$secret"
must ours POST /api/engineering/projects '{"name":"内核试验工程项目",
	"catalogue_item":"A06","region":540102,"entry_kind":"must",
	"state_funded":true,"investment_fen":5000000000}'
project=$(json .id)
conditions=$(jq -nc --arg deadline "$(later 30d)" '{name: "内核标段",
	method: "GC1", content: "works", evaluation: "lowest",
	price_form: "amount", estimate_fen: 2000000000, deadline: $deadline,
	expert_classes: "A08", panel_size: 5, panel_owners: 1}')
must ours POST "/api/engineering/projects/$project/trades" "$conditions"
trade=$(json .id)
account=$(sql "SELECT id FROM ggzy_core.account WHERE login = 'ours'")
edit=/api/engineering/trades/$trade/conditions

events() {
	sql "SELECT COUNT(*) FROM ggzy_core.event
		WHERE trade = $trade AND verb = 'edit'"
}

# SECONDS: somebody else locks the trade so long; returns when it is locked.
hold() {
	sql "BEGIN; SELECT id FROM ggzy_trade.trade WHERE id = $trade FOR UPDATE;
		SELECT SLEEP($1); ROLLBACK" >/dev/null &
	holder=$!
	within is_held
}
is_held() {
	sql "SELECT COUNT(*) FROM information_schema.processlist
		WHERE info LIKE '%SLEEP(%' AND state = 'User sleep'" |
		grep -qx 1
}

# -- the lock of a trade
hold 2
began=$(date +%s%N)
call POST "$edit" "$conditions"
took=$((($(date +%s%N) - began) / 1000000))
is 'a request waits for the lock of its trade' "$status" 200
ok "as long as that is held ($took ms)" test $took -ge 500
wait $holder
hold 7
call POST "$edit" "$conditions"
is 'longer than one lock wait of the database too' "$status" 200
wait $holder
is 'each took effect once' "$(events)" 2
hold 25
call POST "$edit" "$conditions"
is 'but not for ever' "$status $(json .code)" '503 E_CONFLICT'
like 'which it says in Chinese' "$(json .title)" '没有生效'
wait $holder
is 'and nothing happened' "$(events)" 2

# The worker holds its key and wants the trade; the other, who changed more and
# is therefore not the one to give way, holds the trade and wants the key.
again() {
	grep -c "msg=again path=/trades/$trade/conditions try=1" \
		"$GGZY_VAR/log/engineering.log"
}
before=$(again)
key=$(fresh_key)
sql "CREATE TABLE IF NOT EXISTS ggzy_core.weight (a INT); BEGIN;
	INSERT INTO ggzy_core.weight SELECT seq FROM ggzy_core.seq_1_to_500;
	SELECT id FROM ggzy_trade.trade WHERE id = $trade FOR UPDATE;
	SELECT SLEEP(2);
	INSERT INTO ggzy_core.idempotency VALUES
		($account, '$key', REPEAT('x', 32), 0, '', 0);
	ROLLBACK; DROP TABLE ggzy_core.weight" >"$tmp/other" &
holder=$!
within is_held
call POST "$edit" "$conditions"
wait $holder
is 'a deadlock is gone through once more' "$status" 200
is 'as the log says' "$(again) $(grep -c ERROR "$tmp/other")" \
	"$((before + 1)) 0"
is 'and the change happens once' "$(events)" 3
first=$body
call POST "$edit" "$conditions"
is 'whose repetition has the same reply' "$body" "$first"
is 'and does nothing' "$(events)" 3
key=

# -- the end of a process
# A request that waits, then SIGTERM to every process of the pool.
hold 3
call POST "$edit" "$conditions" &
waiting=$!
within sh -c "mariadb --defaults-file='$GGZY_VAR/conf/client.cnf' -N -e \"
	SELECT COUNT(*) FROM information_schema.processlist
	WHERE user = 'ggzy_engineering' AND info LIKE '%FOR UPDATE%'\" |
	grep -qx 1"
pids engineering >"$tmp/pids"
# shellcheck disable=SC2046 # process ids
kill $(cat "$tmp/pids")
wait $waiting
wait $holder
is 'after SIGTERM the request at hand is finished' "$(events)" 4
is 'and answered' "$(jq -r .id "$tmp/body")" "$trade"
gone() {
	while read -r pid; do
		test ! -d "/proc/$pid" || return 1
	done <"$tmp/pids"
}
eventually 'then the processes leave' gone
is 'of their own accord' "$(tail -n 40 "$GGZY_VAR/log/engineering.log" |
	grep -c 'msg=left worker=engineering')" "$(wc -l <"$tmp/pids")"
eventually 'and others take their place' \
	curl -sf "$GGZY_URL/api/engineering/readyz"

# The body comes in two halves, SIGTERM between them.
half='{"login":"x",'
pids service >"$tmp/pids"
(
	printf '%s' "$half"
	sleep 4
	printf '"password":"y"}'
) | REQUEST_METHOD=POST REQUEST_URI=/api/service/login CONTENT_LENGTH=28 \
	HTTP_ORIGIN=$GGZY_URL cgi-fcgi -bind -connect "$GGZY_VAR/run/service.sock" >"$tmp/reply" &
waiting=$!
sleep 1.5
# shellcheck disable=SC2046 # process ids
kill $(cat "$tmp/pids")
wait $waiting
like 'a body on its way is taken to its end' "$(cat "$tmp/reply")" E_PASSWORD
eventually 'before the process leaves' gone
eventually 'and another takes its place' curl -sf -X POST -o /dev/null \
	-w '%{http_code}' "$GGZY_URL/api/service/healthz"

# -- the database goes away
send GET /api/service/me
is 'there is a session' "$status" 200
kill -9 "$(cat "$GGZY_VAR/mariadb/run/db.pid")"
seen=
for _ in 1 2 3 4 5 6 7 8 9 10; do
	send GET /api/service/me
	test "$status" != 503 || seen="$(json .code) $(header Content-Type)"
	test "$status" != 503 || break
done
like 'without it the answer is a problem' "$seen" \
	'^E_(DB|CONFLICT) application/problem\+json'
send GET /api/service/healthz
is 'the process is well' "$status" 200
send GET /api/service/me
case $status in
503) like 'which does not say that something happened' "$(json .title)" 没有生效 ;;
*) skip 'which does not say that something happened' 'it is back' ;;
esac
back() {
	send GET "$1"
	test "$status" = 200
}
eventually 'when it is back the session is too' back /api/service/me
eventually 'at every worker' back /api/engineering/my/projects
eventually 'and all are ready' back /api/engineering/readyz
call POST "$edit" "$conditions"
is 'and changes are made' "$status" 200
is 'of which none was lost or doubled' "$(events)" 5
ok 'the log is whole' ctl log verify

# -- what the user of a program may do in the database
as_user() { # USER STATEMENT: the number of its error, or 0
	MYSQL_PWD=$(cat "$GGZY_VAR/secrets/$1.db") mariadb --no-defaults \
		--socket="$GGZY_DB_SOCKET" --user="$1" -N -e "$2" \
		>"$tmp/rows" 2>"$tmp/error" && echo 0 && return
	sed -n 's/^ERROR \([0-9]*\) .*/\1/p' "$tmp/error"
}

# USER, then lines: statement
refused() {
	while read -r statement; do
		number=$(as_user "$1" "$statement")
		case $number in
		1142 | 1143 | 1044 | 1227 | 1369 | 1370 | 1045 | 1290) ;;
		*) echo "$number: $statement" ;;
		esac
	done
}

# What is public or in the log is history for every program.
while read -r user; do
	for t in ggzy_core.event ggzy_core.log_entry ggzy_core.log_node \
		ggzy_core.log_head ggzy_service.notice \
		ggzy_service.notice_trade ggzy_service.attachment; do
		column=$(sql "SELECT column_name FROM information_schema.columns
			WHERE CONCAT(table_schema, '.', table_name) = '$t'
			LIMIT 1")
		cat <<-END
			UPDATE $t SET $column = $column
			DELETE FROM $t
			TRUNCATE $t
			DROP TABLE $t
			ALTER TABLE $t ADD x INT
			REPLACE INTO $t ($column) VALUES (1)
		END
	done >"$tmp/statements"
	is "$user writes no history anew" \
		"$(refused "$user" <"$tmp/statements")" ''
done <"$tmp/users"

sql "CREATE TEMPORARY TABLE ggzy_trade.copy AS
		SELECT * FROM ggzy_trade.project WHERE id = $project;
	UPDATE ggzy_trade.copy SET domain = 'land', id = id + 1000000,
		code = CONCAT('L', SUBSTR(code, 2)), name = '别的领域';
	INSERT INTO ggzy_trade.project SELECT * FROM ggzy_trade.copy" \
	>"$tmp/land"
is 'another domain has a project' "$(sql "SELECT COUNT(*)
	FROM ggzy_trade.project WHERE domain = 'land'")$(cat "$tmp/land")" 1
is 'which the worker does not see' "$(as_user ggzy_engineering \
	"SELECT COUNT(*) FROM ggzy_engineering.project WHERE domain = 'land'")$(
	cat "$tmp/rows")" 00
is 'nor change' "$(as_user ggzy_engineering "UPDATE ggzy_engineering.project
	SET name = 'x' WHERE domain = 'land'")$(sql "SELECT name
	FROM ggzy_trade.project WHERE domain = 'land'")" 0别的领域
is 'its own it cannot give away' "$(as_user ggzy_engineering \
	"UPDATE ggzy_engineering.project SET domain = 'land'
	WHERE id = $project")" 1369
is 'nor bring one there' "$(as_user ggzy_engineering \
	"INSERT INTO ggzy_engineering.trade_rule
	VALUES ('land', $trade, 1, 'x', 0)")" 1369
cat >"$tmp/statements" <<END
SELECT * FROM ggzy_core.event
SELECT * FROM ggzy_trade.project
SELECT * FROM ggzy_trade.bid
INSERT INTO ggzy_trade.due VALUES ()
UPDATE ggzy_trade.trade SET stage = 5
DELETE FROM ggzy_trade.trade
DELETE FROM ggzy_engineering.trade
DELETE FROM ggzy_engineering.bid
DELETE FROM ggzy_engineering.share
UPDATE ggzy_engineering.share SET share = 'x'
UPDATE ggzy_engineering.opening SET price = 1
UPDATE ggzy_engineering.candidate SET trade = 1
UPDATE ggzy_engineering.trade_rule SET rule = 1
UPDATE ggzy_engineering.document SET digest = 'x'
DELETE FROM ggzy_engineering.document_taken
DELETE FROM ggzy_core.event_pending
UPDATE ggzy_core.rule SET num = 1
UPDATE ggzy_core.calendar_day SET kind = 'work'
UPDATE ggzy_core.installation SET mode = 'rehearsal'
UPDATE ggzy_core.account SET password = 'x'
SELECT password FROM ggzy_core.account
SELECT resident_id FROM ggzy_expert.expert
UPDATE ggzy_engineering.score SET score = 1
UPDATE ggzy_engineering.bid SET digest = 'x'
INSERT INTO ggzy_core.account_role VALUES (1, 'admin', 0, NULL, 0)
INSERT INTO ggzy_core.session VALUES ('x', 1, 0, 0, 0, NULL, '')
SELECT * FROM ggzy_service.posting
SELECT * FROM mysql.user
USE ggzy_trade
USE ggzy_exchange
CREATE DATABASE x
CREATE TABLE ggzy_engineering.x (a INT)
CREATE USER x
GRANT SELECT ON ggzy_trade.* TO ggzy_service@localhost
SET GLOBAL innodb_flush_log_at_trx_commit = 0
SET sql_log_bin = 0
SELECT 1 INTO OUTFILE '$tmp/out'
SHUTDOWN
END
is 'the worker of a domain keeps to its own' \
	"$(refused ggzy_engineering <"$tmp/statements")" ''
cat >"$tmp/statements" <<END
SELECT * FROM ggzy_trade.bid
SELECT * FROM ggzy_trade.trade
SELECT * FROM ggzy_trade.question
SELECT * FROM ggzy_engineering.trade
UPDATE ggzy_trade.trade SET stage = 5
SELECT * FROM ggzy_expert.draw
INSERT INTO ggzy_service.notice VALUES ()
UPDATE ggzy_core.rule SET num = 1
UPDATE ggzy_core.installation SET mode = 'rehearsal'
DELETE FROM ggzy_core.account
UPDATE ggzy_core.session SET account = 1
USE ggzy_trade
SELECT * FROM mysql.user
SHUTDOWN
END
is 'the public service has no word in a trade' \
	"$(refused ggzy_service <"$tmp/statements")" ''
