#!/bin/sh
# What root finds of a sealed bid before the opening: nothing.  A secret of 32
# bytes is sealed into three bids and looked for, as it is and in several
# spellings, in every place the platform has.  A second secret that is sent in
# the open is found in each of them: so well does the search look.  A third is
# in a bid that was sealed by a broken ggzyctl, and found too.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/fault/crash.sh"
plan 32
# whoever dies leaves its memory behind, unless it says otherwise itself
ulimit -c unlimited 2>/dev/null
GGZY_POOLS='2 2 2 2' start_private
cc -O2 -D_GNU_SOURCE -o "$tmp/scan" "$top/tests/fault/scan.c" ||
	bail 'no scan'
sql 'SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0;
	SET GLOBAL innodb_max_dirty_pages_pct = 0' >/dev/null
e=/api/engineering
data=$GGZY_VAR/mariadb/data

processes() {
	(. "$top/conf/lib/stack.sh" && descendants \
		"$(cat "$GGZY_VAR/run/supervisord.pid")")
}

# What is in memory only today is in the tables tomorrow: write it out.
no_page_is_dirty() {
	test "$(sql "SHOW STATUS LIKE 'Innodb_buffer_pool_pages_dirty'" |
		cut -f2)" = 0
}

# SECRET: every place on a line, "place bytes hits".
search() {
	within no_page_is_dirty || diag 'MariaDB does not write its pages'
	mariadb-dump --defaults-file="$GGZY_VAR/conf/client.cnf" \
		--all-databases --single-transaction >"$tmp/dump" 2>"$tmp/dump.err" ||
		bail "$(cat "$tmp/dump.err")"
	# shellcheck disable=SC2046 # process ids and file names of ours
	{
		"$tmp/scan" "$1" file tables $(find "$data" -type f \
			! -name 'ib_logfile*' ! -name 'binlog.*')
		"$tmp/scan" "$1" file redo-log "$data"/ib_logfile*
		"$tmp/scan" "$1" file binary-log "$data"/binlog.*
		"$tmp/scan" "$1" file dump "$tmp/dump"
		"$tmp/scan" "$1" file blobs "$GGZY_VAR/blobs"
		"$tmp/scan" "$1" file logs "$GGZY_VAR/log"
		"$tmp/scan" "$1" file pages "$GGZY_VAR/public"
		"$tmp/scan" "$1" file keys "$GGZY_VAR/keys" \
			"$GGZY_VAR/secrets" "$GGZY_VAR/conf"
		"$tmp/scan" "$1" file cores $(find "$GGZY_VAR" -name 'core*' -type f)
		"$tmp/scan" "$1" file temporary "$GGZY_VAR/tmp"
		"$tmp/scan" "$1" open unlinked $(processes)
		"$tmp/scan" "$1" memory memory $(processes)
	} >"$tmp/found" 2>"$tmp/found.err"
	test ! -s "$tmp/found.err" || diag "$(cat "$tmp/found.err")"
	sed 's/^[^#]/# &/' "$tmp/found"
}
found() { # PLACE
	sed -n "s/^$1 [0-9]* //p" "$tmp/found"
}
searched() { # PLACE
	test "$(sed -n "s/^$1 \([0-9]*\) .*/\1/p" "$tmp/found")" -gt 0
}
everywhere='tables redo-log binary-log dump blobs logs cores unlinked memory'

# FILE: an upload that is under way for a while, so that nginx has part of it.
slowly() {
	as bidder1
	fresh_session
	curl -s -m 60 --limit-rate 30k -o /dev/null -b "$tmp/jar.bidder1" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: $(fresh_key)" \
		-H 'Content-Type: application/octet-stream' \
		--data-binary "@$1" "$GGZY_URL$e/trades/$trade/bids" &
	slow=$!
}
nginx_has_part() {
	for p in $(processes); do
		find "/proc/$p/fd" -lname '*/tmp/body/*deleted*' 2>/dev/null
	done | grep -q .
}
# The death of the nginx process that has the upload, which leaves a core file
# as far as the system writes any; all of them write to one name.
core_of_nginx() {
	find "$GGZY_VAR" -name 'core*' -type f -delete
	for p in $(processes); do
		find "/proc/$p/fd" -lname '*/tmp/body/*deleted*' 2>/dev/null |
			grep -q . || continue
		kill -ABRT "$p"
		break
	done
	within core_is_there
}
core_is_there() { find "$GGZY_VAR" -name 'core*' -type f -size +100k | grep -q .; }

fewer_people
draft 密封 lowest
trustees "$trade"
published 密封招标公告 "$trade"
must bidder1 GET "$e/trades/$trade/trustees"
cp "$tmp/body" "$tmp/trustees.json"

# The secret, as it is and as digits, in the file and in the sheet.
head -c 32 /dev/urandom >"$tmp/secret"
hex=$(od -An -v -tx1 "$tmp/secret" | tr -d ' \n')
jq -nc --arg hex "$hex" '{price: 1700000000, price_text: $hex,
	duration_days: 200, quality: "合格", manager: "经理",
	name: "投标文件.pdf", media: "application/pdf"}' >"$tmp/sheet"
{
	head -c 700001 /dev/urandom
	cat "$tmp/secret"
	printf ' %s ' "$hex"
	head -c 700000 /dev/urandom
	base64 "$tmp/secret"
} >"$tmp/file"
for i in 1 2 3; do
	ctl seal --trustees "$tmp/trustees.json" --key "$tmp/bidder$i.jwk" \
		--bidder "$(credit_code "2000000$i")" --sheet "$tmp/sheet" \
		--file "$tmp/file" --out "$tmp/sealed$i" >/dev/null
	as bidder$i
	upload "$e/trades/$trade/bids" "$tmp/sealed$i"
	is "bid $i is stored"		"$status" 201
done
settle
is 'no process that seals is left'	"$(grep -la seal /proc/[0-9]*/cmdline 2>/dev/null |
	xargs grep -laF -- --trustees 2>/dev/null)" ''
"$tmp/scan" "$tmp/secret" file file "$tmp/file" "$tmp/sheet" >"$tmp/found"
is 'the search would know the file'	"$(found file)" 4

slowly "$tmp/sealed1"
within nginx_has_part || diag 'nginx keeps nothing in a file'
piped=$(grep -c '^|' /proc/sys/kernel/core_pattern)
test "$piped" = 1 || core_of_nginx || diag 'no core file'
kill $slow 2>/dev/null
slowly "$tmp/sealed1"
within nginx_has_part
begun=$(date +%s)
search "$tmp/secret"
took=$(($(date +%s) - begun))
kill $slow 2>/dev/null
for place in $everywhere pages keys temporary; do
	is "nothing in: $place"		"$(found "$place")" 0
done
for place in $everywhere; do
	if test "$place$piped" = cores1; then
		skip 'searched: cores' 'the system gives core files to a program'
		continue
	fi
	ok "searched: $place"		searched "$place"
done
ok 'the search is quick'		test "$took" -le 30

# -- a worker of ours leaves no core file, whatever the limits of its parent
find "$GGZY_VAR" -name 'core*' -type f -delete
worker=$(pids_of ggzy-engineering)
# shellcheck disable=SC2086 # process ids
kill -ABRT $worker
has_left() { test ! -d "/proc/${worker%%
*}"; }
within has_left
is 'a worker that dies leaves no core file' "$(find "$GGZY_VAR" -name 'core*' -type f)" ''
within curl -sf -m 5 "$GGZY_URL/api/engineering/readyz"

# -- the same search for something that was not sealed
head -c 32 /dev/urandom >"$tmp/open"
hex=$(od -An -v -tx1 "$tmp/open" | tr -d ' \n')
as bidder1
call POST "$e/trades/$trade/questions" "{\"body\":\"$hex\"}"
call GET "$e/trades/$trade?$hex"
# all along the file: nginx keeps the last piece of what it took
head -c 2000 /dev/urandom | cat "$tmp/open" - >"$tmp/piece"
for i in $(seq 200); do cat "$tmp/piece"; done >"$tmp/plain"
as owner
upload "$e/projects/$project/documents?kind=tender&name=b.pdf" "$tmp/plain"
settle
slowly "$tmp/plain"
within nginx_has_part
test "$piped" = 1 || core_of_nginx
kill $slow 2>/dev/null
slowly "$tmp/plain"
within nginx_has_part
search "$tmp/open"
kill $slow 2>/dev/null
missed=
for place in $everywhere; do
	test "$place$piped" != cores1 || continue
	test "$(found "$place")" -gt 0 || missed="$missed $place"
done
is 'what is not sealed is found in each place' "$missed" ''

# -- the same search for a bid that ggzyctl sealed with a cipher that does nothing
cc -shared -fPIC -O1 -o "$tmp/open.so" "$top/tests/fault/open.c" ||
	bail 'no open.so'
person bidder4 投标4 --role bidder:540000 --subject "$(credit_code 20000004)" \
	--subject-name 第4建筑有限公司 --region 540100
has_key bidder4
head -c 32 /dev/urandom >"$tmp/bare"
{
	head -c 70001 /dev/urandom
	cat "$tmp/bare"
} >"$tmp/bare.pdf"
jq -nc '{price: 1700000000, duration_days: 200, quality: "合格",
	manager: "经理", name: "投标文件.pdf", media: "application/pdf"}' >"$tmp/sheet"
LD_PRELOAD=$tmp/open.so \
	ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0 \
	"$GGZY_BUILD/modules/ctl/ggzyctl" seal --trustees "$tmp/trustees.json" \
	--key "$tmp/bidder4.jwk" --bidder "$(credit_code 20000004)" \
	--sheet "$tmp/sheet" --file "$tmp/bare.pdf" --out "$tmp/sealed4" \
	>"$tmp/seal" 2>&1 || diag "$(cat "$tmp/seal")"
as bidder4
upload "$e/trades/$trade/bids" "$tmp/sealed4"
is 'a bid that is not sealed looks like one that is' "$status" 201
settle
search "$tmp/bare"
ok 'but is found'			test "$(found blobs)" -gt 0

# -- after the opening
shift_time 31d
open_box "$trade"
"$tmp/scan" "$tmp/secret" file blobs "$GGZY_VAR/blobs" >"$tmp/found"
is 'after the opening so is the secret'	"$(found blobs)" 3
