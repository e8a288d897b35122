#!/bin/sh
# Watching an auction: one small answer for thousands, kept for a quarter of a
# second and never older than what a watcher was told of; the state by push,
# which may fail, stop or be absent and no offer cares.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/lots.sh"
GGZY_POOLS='1 1 1 1 2 2' start_private
plan 36
lots_people 3

watched() { # DOMAIN: a lot of it
	lots_add 1 0 900000 宗地 "$1"
	lot=$lots
	here=/api/$1/trades/$lot
	price=100000000
	no=0
}

bid() { # one more step, by turns; sets $seq
	no=$((no + 1))
	lot_offer "$lot" $((no % 3 + 1)) $price
	test "$status" = 201 || diag "offer: $status $body"
	price=$((price + 1000000))
	seq=$(json .seq)
}

# -- the answer
watched land
bid
is 'an offer is taken'			"$status $(json .no)" '201 1'
lot_state "$lot"
is 'all see it'				"$(json '"\(.stage) \(.offers) \(.price_fen)"')" 'live 1 100000000'
lot_state "$lot" "since=$seq"
before=$(json .seq)
bid
lot_state "$lot" "since=$before&seq=$seq"
is 'who was told of a change sees it at once' "$(json '"\(.seq) \(.items|length)"')" "$seq 1"
send GET "$here/state?since=-1"
is 'a number is asked for'		"$status" 422
send GET "$here/state"
is 'nobody else keeps it'		"$(header Cache-Control)" no-store
send GET /api/land/trades/999999/state
is 'there is nothing to see of no lot'	"$status" 404

# -- many at once
asked() { # how many of those answers a worker made
	grep "uri=\"$here/state?since=7\"" "$GGZY_VAR/log/access.log" |
		grep -vc 'cache=HIT'
}
crowd() { # HOW-MANY: watchers at once; sets $took, in ms
	began=$(date +%s%3N)
	curl -s -Z --parallel-max 40 -o /dev/null \
		"$GGZY_URL$here/state?since=7#[1-$1]" 2>"$tmp/curl"
	took=$(($(date +%s%3N) - began))
}
crowd 600
served() {
	grep -c "uri=\"$here/state?since=7\" status=200" "$GGZY_VAR/log/access.log"
}
all_served() { test "$(served)" = 600; }
eventually '600 watchers are answered'	all_served
worker=$(asked)
diag "$worker of 600 answers by a worker, in $took ms"
# four a second; who waited in vain for one of them asks too
ok 'four questions a second are enough' test "$worker" -le $((took / 250 * 2 + 45))
ok 'and most cost no question'		test "$worker" -lt 150
aged() {
	lot_state "$lot" since=7
	test "$(json .seq)" = "$seq"
}
bid
eventually 'nothing stays old'		aged

# -- of assets the same, by the same locations
watched assets
bid
is 'of an asset, too, an offer is taken'	"$status $(json .no)" '201 1'
lot_state "$lot" since=7
is 'and all see it'			"$(json '"\(.stage) \(.offers) \(.price_fen)"')" 'live 1 100000000'
crowd 200
ok 'most of whom cost no question'	test "$(asked)" -le $((took / 250 * 2 + 45))
watched land
bid

test -e /usr/lib/nginx/modules/ngx_nchan_module.so || {
	for i in $(seq 23); do
		skip "push $i" 'no libnginx-mod-nchan'
	done
	exit 0
}

# -- push
listen() { # into $tmp/told
	curl -sN -m 120 -D "$tmp/stream" -H 'Accept: text/event-stream' \
		"$GGZY_URL$here/watch" >"$tmp/told" &
	listener=$!
}
is_open() { grep -q '^HTTP/1.1 200' "$tmp/stream"; }
pushed() { sed -n 's/^data: //p' "$tmp/told"; } # each a line of JSON
told() { pushed | jq -es "any(.seq >= $seq)" >"$tmp/jq"; }
: >"$tmp/stream"
listen
eventually 'a watcher listens'		is_open
like 'to a stream of events'		"$(tr -d '\r' <"$tmp/stream")" '^Content-Type: text/event-stream'
bid
eventually 'and is told'		told
is 'what all may read, with the new offer' "$(pushed | jq -r 'select(.seq == '"$seq"') |
	"\(.stage) \(.price_fen) \(.offers) \(.items[0].no)"')" \
	"live $((price - 1000000)) $no $no"
for _ in 1 2 3; do bid; done
eventually 'offers after it'		told
is 'come with nothing between them missing' "$(pushed | jq -s '[.[].items[].no] |
	unique | .[-1] - .[0] + 1 == length')" true
before=$(grep -c '^data' "$tmp/told")
sql "START TRANSACTION; UPDATE ggzy_trade.lot SET seq = seq + 12 WHERE trade = $lot;
	INSERT INTO ggzy_core.event (at, module, verb, trade, public, body)
	SELECT 1, 'land', 'seen', $lot, 0, '{}' FROM ggzy_core.seq_1_to_12; COMMIT"
seq=$(lot_sql "$lot" seq)
eventually 'whatever changed it'	told
is 'a dozen changes are one hint'	"$(($(grep -c '^data' "$tmp/told") - before))" 1
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" stop 'land:*' >"$tmp/stop"
sql "START TRANSACTION; UPDATE ggzy_trade.lot SET seq = seq + 1 WHERE trade = $lot;
	INSERT INTO ggzy_core.event (at, module, verb, trade, public, body)
	VALUES (1, 'land', 'seen', $lot, 0, '{}'); COMMIT"
seq=$(lot_sql "$lot" seq)
eventually 'who can have no state is told to look again' \
	grep -qxF "data: {\"seq\":$seq}" "$tmp/told"
supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" start 'land:*' >"$tmp/start"
kill $listener

# -- of an asset
watched assets
: >"$tmp/stream"
listen
eventually 'who watches an asset listens' is_open
bid
eventually 'and is told'		told
is 'of that one'			"$(grep -c '^data' "$tmp/told")" 1
kill $listener
watched land
bid

# -- nobody else tells them
as ''
: >"$tmp/stream"
listen
eventually 'another listens'		is_open
send POST "$here/watch" --data-binary '{"seq":99999}'
like 'who watches cannot say'		"$status" '^4'
send POST "/$lot" --data-binary '{"seq":99999}'
like 'the publisher is not public'	"$status" '^4'
is 'its socket is for those of the house' "$(stat -c %a "$GGZY_VAR/run")" 700
bid
eventually 'the true one arrives'	told
is 'no other did'			"$(grep -c 99999 "$tmp/told")" 0

# -- a push that hangs or fails is nobody's trouble
push=$(supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" pid push)
kill -STOP "$push"
began=$(date +%s%3N)
for _ in 1 2 3 4 5; do bid; done
is 'offers go on while it hangs'	"$(lot_sql "$lot" offers) $(test $(($(date +%s%3N) - began)) -lt 20000 && echo soon)" "$no soon"
kill -CONT "$push"
eventually 'it catches up'		told
kill $listener
rm -r "$GGZY_VAR/conf/nginx/nchan"
nginx=$(cat "$GGZY_VAR/run/nginx.pid")
# shellcheck disable=SC2046 # process ids
kill -9 "$nginx" $(cat "/proc/$nginx/task/$nginx/children")
without() {
	send GET "$here/watch"
	test "$status" = 404
}
eventually 'a web server that was killed comes back, without the module' without
bid
is 'and offers are taken'		"$status" 201
within grep -q nobody-to-tell "$GGZY_VAR/log/push.log"
is 'that nobody is told is said once'	"$(grep -c nobody-to-tell "$GGZY_VAR/log/push.log")" 1
