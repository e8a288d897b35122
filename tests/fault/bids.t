#!/bin/sh
# Workers, the clock and MariaDB die at random while bids come in ($ROUNDS
# times, 50 when not set).  A bid whose receipt was given is there, once, and
# the log holds together.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
: "${ROUNDS:=50}"
plan 16
GGZY_POOLS='2 2 2 2' start_private
people
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4; do
	has_key $who
done
draft 抗灾 lowest
trustees "$trade"
published 抗灾招标公告 "$trade"
must bidder1 GET "/api/engineering/trades/$trade/trustees"
cp "$tmp/body" "$tmp/trustees.json"

# WHO NO: an envelope that was never there before, in $tmp/$1/bid.
new_bid() {
	jq -nc --argjson price "$((1000000000 + $2))" '{price: $price,
		duration_days: 200, quality: "合格", manager: "经理",
		name: "投标文件.pdf", media: "application/pdf"}' >"$tmp/$1/sheet"
	head -c 20000 /dev/urandom >"$tmp/$1/file"
	rm -f "$tmp/$1/bid"
	ctl seal --trustees "$tmp/trustees.json" --key "$tmp/$1.jwk" \
		--bidder "$(credit_code "2000000${1#bidder}")" \
		--sheet "$tmp/$1/sheet" --file "$tmp/$1/file" \
		--out "$tmp/$1/bid" >"$tmp/$1/seal" 2>&1
}

# WHO KEY: one try; prints the status.
one_try() {
	curl -s -m 30 -o "$tmp/$1/reply" -w '%{http_code}' -b "$tmp/jar.$1" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: $2" \
		-H 'Content-Type: application/octet-stream' \
		--data-binary "@$tmp/$1/bid" \
		"$GGZY_URL/api/engineering/trades/$trade/bids"
}

# WHO KEY: the answer got lost, says the client; it gets the same once more.
replay() {
	cp "$tmp/$1/reply" "$tmp/$1/first"
	test "$(one_try "$1" "$2")" = 201 || return 0
	cmp -s "$tmp/$1/reply" "$tmp/$1/first" ||
		cat "$tmp/$1/reply" >>"$tmp/$1/refused"
}

# WHO: bids on and on; a try that broke is repeated with the same key, as a
# client does that does not know the outcome.
bidder() {
	no=0
	while test ! -e "$tmp/stop"; do
		no=$((no + 1))
		new_bid "$1" "$no" || {
			cat "$tmp/$1/seal" >>"$tmp/$1/refused"
			return
		}
		again=$(fresh_key)
		while :; do
			code=$(one_try "$1" "$again")
			case $code in
			201)
				cp "$tmp/$1/reply" "$tmp/$1/receipt.$no"
				sha256sum <"$tmp/$1/bid" | cut -c1-64 \
					>>"$tmp/$1/acknowledged"
				test $((no % 4)) -ne 0 || replay "$1" "$again"
				break
				;;
			000 | 5??) echo "$code" >>"$tmp/$1/broken" ;;
			*)
				echo "$code $(cat "$tmp/$1/reply")" \
					>>"$tmp/$1/refused"
				return
				;;
			esac
			sleep 0.1
		done
	done
}

random() { # N: 0 .. N-1
	echo $(($(od -An -N4 -tu4 /dev/urandom) % $1))
}

database_is_back() {
	sql 'SELECT 1' | grep -qx 1
}

kill_one() {
	# one of each first, then as chance will
	case $(wc -l <"$tmp/kills") in
	0) dice=9 ;;
	1) dice=0 ;;
	2) dice=6 ;;
	*) dice=$(random 10) ;;
	esac
	case $dice in
	0 | 1 | 2 | 3 | 4) what=ggzy-engineering ;;
	5) what=ggzy-service ;;
	6 | 7) what=ggzy-clock ;;
	*) what=mariadbd ;;
	esac
	if test $what = mariadbd; then
		victim=$(cat "$GGZY_VAR/mariadb/run/db.pid")
	else
		victim=$(pids_of $what | shuf -n 1)
	fi
	kill -9 "$victim" 2>/dev/null || return 0
	echo $what >>"$tmp/kills"
	test $what != mariadbd || within database_is_back ||
		bail "MariaDB does not come back"
}

for who in bidder1 bidder2 bidder3; do
	as $who
	fresh_session
	mkdir "$tmp/$who"
	: >"$tmp/$who/acknowledged"
	bidder $who &
	eval "pid_$who=$!"
done
: >"$tmp/kills"
while test "$(wc -l <"$tmp/kills")" -lt "$ROUNDS"; do
	sleep "0.$((2 + $(random 7)))"
	kill_one
done
touch "$tmp/stop"
# shellcheck disable=SC2154 # set by eval
wait "$pid_bidder1" "$pid_bidder2" "$pid_bidder3"
settle

cat "$tmp"/bidder?/acknowledged >"$tmp/acknowledged"
given=$(wc -l <"$tmp/acknowledged")
diag "$given bids acknowledged, tries broken off: $(cat "$tmp"/bidder?/broken \
	2>/dev/null | wc -l), kills: $(sort "$tmp/kills" | uniq -c | tr '\n' ' ')"
is 'as many deaths as asked for'	"$(wc -l <"$tmp/kills")" "$ROUNDS"
ok 'some of MariaDB'			grep -q mariadbd "$tmp/kills"
ok 'some of a worker'			grep -q ggzy-engineering "$tmp/kills"
ok 'some of the clock'			grep -q ggzy-clock "$tmp/kills"
ok 'some requests broke off'		test -s "$tmp/bidder1/broken" -o \
	-s "$tmp/bidder2/broken" -o -s "$tmp/bidder3/broken"
is 'no bid was refused'			"$(cat "$tmp"/bidder?/refused 2>/dev/null)" ''
ok 'bids came in all the while'		test "$given" -ge "$ROUNDS"
sql "SELECT digest FROM ggzy_trade.bid WHERE trade = $trade" >"$tmp/stored"
is 'no acknowledged bid is lost'	"$(sort "$tmp/stored" | uniq |
	comm -13 - "$(sort "$tmp/acknowledged" >"$tmp/sorted"; echo "$tmp/sorted")")" ''
is 'none is there twice'		"$(sort "$tmp/stored" | uniq -d)" ''
is 'and there is no other'		"$(wc -l <"$tmp/stored")" "$given"
is 'one of each bidder stands'		"$(sql "SELECT COUNT(*), COUNT(DISTINCT subject)
	FROM ggzy_trade.bid WHERE trade = $trade AND state = 0")" '3	3'
is 'the file of each is whole'		"$(while read -r d; do
	f=$(printf '%s' "$d" | sed 's,^\(..\)\(..\),\1/\2/&,')
	sha256sum <"$GGZY_VAR/blobs/$f" | grep -q "^$d" || echo "$d"
	done <"$tmp/acknowledged" 2>&1 | head -n 3)" ''
ctl receipt public >"$tmp/receipt.pem"
is 'each receipt holds'			"$(for f in "$tmp"/bidder?/receipt.*; do
	ctl receipt check "$f" --public "$tmp/receipt.pem" >/dev/null 2>&1 ||
		echo "$f"; done | head -n 3)" ''
is 'each bid is one event of the log'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event e
	JOIN ggzy_core.log_entry l ON l.event = e.id
	WHERE e.trade = $trade AND e.verb = 'bid'")" "$given"
is 'nothing waits'			"$(sql 'SELECT COUNT(*) FROM ggzy_core.event_pending')" 0
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
