#!/bin/sh
# A thousand changes of a database and its files: each is found by `log verify`
# or by the witness, and its place is named.  CHANGES for more, BATCH=1 for one
# at a time.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
: "${CHANGES:=1000}" "${BATCH:=8}" "${EVENTS:=100}" "${SEED:=$(date +%s)}"
plan 7
program tests/t/log-mutations tests/t/log-writers &
made=$!
start_private

# -- a small platform: a tender that was opened, other events, a witness
people
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	has_key $who
done
draft 变异 lowest
trustees "$trade"
published 变异招标公告 "$trade"
for i in 1 2 3; do
	hand_in "$trade" bidder$i 188000000$i
done
shift_time 31d
open_box "$trade"

mkdir "$GGZY_VAR/witness"
cp "$GGZY_VAR/keys/log.pub" "$GGZY_VAR/witness/log.pub"
cat >"$GGZY_VAR/conf/witness.conf" <<CONF
name = beholder
url = $GGZY_URL
store = $GGZY_VAR/witness/store
key = $GGZY_VAR/witness/key.pem
log_key = $GGZY_VAR/witness/log.pub
interval = 1
CONF
ggzy-witness -c "$GGZY_VAR/conf/witness.conf" key >"$tmp/witness.pub"
ok 'a witness is recognised'	ctl witness add --name beholder --title 见证 \
	--public "$tmp/witness.pub"
ggzy-witness -c "$GGZY_VAR/conf/witness.conf" 2>"$tmp/witness.log" &
witness=$!

size() {
	sql 'SELECT COALESCE(MAX(size), 0) FROM ggzy_core.log_head'
}
head_is_cosigned() {
	test "$(sql 'SELECT MAX(size) FROM ggzy_core.log_cosignature')" = "$(size)"
}
no_wish_waits() {
	test "$(sql 'SELECT COUNT(*) FROM ggzy_core.head_wanted')" = 0
}
wait "$made" || bail "it does not build: $(tail -n 3 "$tmp/make")"
for _ in 1 2 3 4; do
	"$GGZY_BUILD/tests/t/log-writers" 2 $((EVENTS / 4)) >/dev/null 2>&1
	sql "INSERT INTO ggzy_core.head_wanted (reason, at) VALUES ('test', 0)"
	within no_wish_waits
	within head_is_cosigned
done
settle
sql "INSERT INTO ggzy_core.head_wanted (reason, at) VALUES ('test', 0)"
within no_wish_waits
eventually 'which co-signs the last head'	head_is_cosigned
page_says_so() {
	curl -sf "$GGZY_URL/notices/$(sql 'SELECT MIN(id)
		FROM ggzy_service.notice').html" | grep -q '已有见证人共同签署'
}
eventually 'as the page of a notice says'	page_says_so
kill "$witness"
wait "$witness"
is 'and leaves when it is told to'	"$?" 0
# heads of before the witness came have nobody to miss them
sql 'DELETE FROM ggzy_core.log_head WHERE size NOT IN
	(SELECT size FROM ggzy_core.log_cosignature)'
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" stop clock site >/dev/null
sql 'SET GLOBAL innodb_flush_log_at_trx_commit = 0'
ok 'nothing is wrong so far'		ctl log verify

"$GGZY_BUILD/tests/t/log-mutations" "$CHANGES" "$SEED" \
	"$GGZY_VAR/conf/witness.conf" "$BATCH" >"$tmp/mutations" 2>"$tmp/errors"
code=$?
sed 's/^/# /' "$tmp/mutations"
tail -n 5 "$tmp/errors" | sed 's/^/# /'
diag "seed $SEED, $(sql 'SELECT COUNT(*) FROM ggzy_core.log_entry') events, $(
	sql 'SELECT COUNT(*) FROM ggzy_core.log_head') heads"
is 'every change was found and its place named'	"$code" 0
ok 'and all is as it was'		ctl log verify
sql 'DROP DATABASE mutant' >/dev/null
