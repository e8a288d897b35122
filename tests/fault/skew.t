#!/bin/sh
# Clocks that differ: with a worker's an hour ahead or behind nothing late is
# accepted and nothing early refused, the alarm is raised, no box is closed; and
# the deadline to the millisecond, by the database's clock.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/fault/crash.sh"
: "${TRIALS:=120}"
plan 25
faketime=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
test -n "$faketime" || skip_all 'no libfaketime'
GGZY_POOLS='1 1 2 2' start_private
e=/api/engineering
fewer_people

tender() { # NAME: with two bids of others
	draft "$1" lowest
	trustees "$trade"
	published "$1招标公告" "$trade"
	for i in 2 3; do
		hand_in "$trade" bidder$i 170000000$i
		test "$status" = 201 || bail "bid: $status $body"
	done
}
tender 早
early=$trade
tender 晚
late=$trade
for name in 前 正 后; do
	draft $name lowest
	trustees "$trade"
	published "$name招标公告" "$trade"
	edge="${edge-} $trade"
done

seal() { # TRADE: a bid of bidder1 in $tmp/bid
	must bidder1 GET "$e/trades/$1/trustees"
	cp "$tmp/body" "$tmp/trustees.json"
	rm -f "$tmp/bid"
	ctl seal --trustees "$tmp/trustees.json" --key "$tmp/bidder1.jwk" \
		--bidder "$(credit_code 20000001)" --sheet "$tmp/bid.json" \
		--file "$tmp/bid.pdf" --out "$tmp/bid" >"$tmp/seal" 2>&1 ||
		bail "$(cat "$tmp/seal")"
}
bid() { # TRADE
	as bidder1
	upload "$e/trades/$1/bids" "$tmp/bid"
}
bids_of() { # TRADE: bids, refusals in the log
	sql "SELECT (SELECT COUNT(*) FROM ggzy_trade.bid b JOIN ggzy_core.account a
		ON a.id = b.account WHERE b.trade = $1 AND a.login = 'bidder1'),
		(SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $1
		AND verb = 'refuse-bid')" | tr '\t' ' '
}

# -- an hour either way
offset() { # +3600 and the like: what the workers believe
	echo "$1" >"$tmp/offset"
	as ''
	within says_ready "$2"
}
says_ready() {
	call GET $e/readyz
	test "$status" = "$1"
}
echo +0 >"$tmp/offset"
fake="FAKETIME_TIMESTAMP_FILE=\"$tmp/offset\",FAKETIME_NO_CACHE=\"1\",FAKETIME_DONT_FAKE_MONOTONIC=\"1\",DONT_FAKE_MONOTONIC=\"1\""
preload engineering "$faketime" "$fake"
preload engineering-upload "$faketime" "$fake"
preloaded engineering || bail 'nothing is preloaded'
as ''
within says_ready 200
is 'with clocks that agree a worker is ready' "$status" 200

seal "$early"
cp "$tmp/bid" "$tmp/bid.early"
again=$(fresh_key)
for hour in +3600 -3600; do
	offset +0 200
	offset $hour 503
	is "$hour: the worker is not ready"	"$status $(json .ok)" '503 false'
	like "$hour: and says how far they differ" "$(json .skew_ms)" "^$(test $hour = +3600 && echo -)3(599|600)[0-9]{3}$"
	key=$again
	bid "$early"
	key=
	is "$hour: a bid in time is not taken"	"$status $(json .code)" '503 E_CLOCK'
	is "$hour: nor is it refused"	"$(json .receipt) $(bids_of "$early")" 'null 0 0'
done
like 'the alarm is in the log'		"$(cat "$GGZY_VAR"/log/engineering*.log)" 'level=error.* msg=clock-skew skew_ms=-3[56]'
like 'both ways'			"$(cat "$GGZY_VAR"/log/engineering*.log)" 'level=error.* msg=clock-skew skew_ms=3[56]'
is 'and not with every request'		"$(test "$(grep -c msg=clock-skew "$GGZY_VAR/log/engineering-upload.log")" -le 2; echo $?)" 0

# the worker is an hour behind; the deadline passes
seal "$late"
sql "UPDATE ggzy_trade.due d JOIN ggzy_trade.trade t ON t.id = d.trade,
	ggzy_core.instant i SET t.deadline = i.now_ms - 1, d.at = i.now_ms - 1
	WHERE d.verb = 'close' AND t.id = $late"
bid "$late"
is 'behind: a late bid is not taken'	"$status $(json .code) $(bids_of "$late")" '503 E_CLOCK 0 0'
refused_to_close() {
	test "$(sql "SELECT tries FROM ggzy_trade.due WHERE trade = $late")" -gt 1
}
eventually 'the clock asks to close the box'	refused_to_close
is 'which is not closed'		"$(settled_stage "$late")" $NOTICE
offset +0 200
is 'when they agree again it is ready'	"$status" 200
like 'which the log says'		"$(cat "$GGZY_VAR/log/engineering.log")" 'msg=clock-agrees'
bid "$late"
is 'the late bid is late'		"$status $(json .code)" '422 E_LATE'
key=$again
cp "$tmp/bid.early" "$tmp/bid"
bid "$early"
key=
is 'the early one is in time, by the same key as before' "$status $(bids_of "$early")" '201 1 0'
closed() { test "$(settled_stage "$late")" != $NOTICE; }
eventually 'the box is closed'		closed

# -- to the millisecond: time stands still; three trades have their deadline one
# millisecond after this instant, at it, and one before it
program stop clock
# shellcheck disable=SC2086 # three numbers
set -- $edge
seal "$1"
cp "$tmp/bid" "$tmp/bid.$1"
seal "$2"
cp "$tmp/bid" "$tmp/bid.$2"
seal "$3"
cp "$tmp/bid" "$tmp/bid.$3"
stand_still() { # MS behind the last time
	sql "SET check_constraint_checks = 0;
	UPDATE ggzy_core.installation, ggzy_core.instant i
		SET installation.base_ms = i.now_ms + $4, installation.speed = 0;
	UPDATE ggzy_trade.trade t, ggzy_core.instant i SET t.deadline = i.now_ms + CASE t.id
		WHEN $1 THEN 1 WHEN $2 THEN 0 ELSE -1 END
		WHERE t.id IN ($1, $2, $3)"
}
ask_three() { # the statuses of one question each
	as bidder1
	for t; do
		test "$t" = "$1" || printf -- '--next\n'
		printf '%s\n' silent 'output = /dev/null' 'write-out = "%{http_code} "' \
			"cookie = \"$tmp/jar.bidder1\"" "header = \"Origin: $GGZY_URL\"" \
			"header = \"Idempotency-Key: $(fresh_key)\"" \
			'header = "Content-Type: application/json"' \
			'data = "{\"body\":\"还来得及吗\"}"' \
			"url = \"$GGZY_URL$e/trades/$t/questions\""
	done | sed 's/^--next$/next/' | curl -s -m 60 -K -
}
wrong= trials=0
while test $trials -lt "$TRIALS"; do
	stand_still "$@" $((1 + $(od -An -N2 -tu2 /dev/urandom) % 5000)) >"$tmp/still"
	got=$(ask_three "$@")
	test "$got" = '201 422 422 ' || wrong="$wrong$got; "
	trials=$((trials + 1))
done
test ! -s "$tmp/still" || diag "$(cat "$tmp/still")"
diag "$trials instants, $((3 * trials)) decisions"
is 'a millisecond before the deadline is in time, at it and after is late' "$wrong" ''
wrong=
for trials in 1 2 3 4 5 6 7 8 9 10; do
	stand_still "$@" $trials
	for t in "$1:201" "$2:E_LATE" "$3:E_LATE"; do
		cp "$tmp/bid.${t%:*}" "$tmp/bid"
		bid "${t%:*}"
		test "$status" = 201 || status=$(json .code)
		test "$status" = "${t#*:}" || wrong="$wrong$t: $status; "
	done
done
is 'and so are bids'			"$wrong" ''
is 'each late one has its receipt and its place in the log' "$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade IN ($2, $3) AND verb = 'refuse-bid' AND body LIKE '%E_LATE%'")" 20
is 'no bid is there that came late'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.bid WHERE trade IN ($2, $3)")" 0
is 'and none is missing that was in time' "$(sql "SELECT COUNT(*) FROM ggzy_trade.bid WHERE trade = $1")" 10
