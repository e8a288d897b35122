#!/bin/sh
# The commitment to a closed box: made at the deadline, under a signed head
# before anybody may ask for a key, and what an opened box is judged by.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 59
start_private
people
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4; do
	has_key $who
done
e=/api/engineering
faults() { # FILTER: of what `log verify` finds
	ctl log verify --json 2>/dev/null | jq -r "$1"
}
draft 封箱 lowest
trustees "$trade"
published 封箱招标公告 "$trade"
one=$trade
hand_in "$one" bidder1 1880000001
hand_in "$one" bidder2 1880000002
# one file twice in one millisecond: two receipts and events, one bid stands
sql "SET check_constraint_checks = 0;
	UPDATE ggzy_core.installation, ggzy_core.instant i
	SET installation.base_ms = i.now_ms, installation.speed = 0"
for i in 1 2; do
	upload "$e/trades/$one/bids" "$tmp/bid"
	test "$status" = 201 || bail "bid: $status $body"
done
sql "UPDATE ggzy_core.installation, ggzy_core.instant i
	SET installation.real_base_ms = i.real_ms, installation.speed = 1"
is 'two events of one bid may look alike' "$(sql "SELECT COUNT(*), COUNT(DISTINCT at),
	COUNT(DISTINCT JSON_VALUE(body, '\$.detail.receipt')) FROM ggzy_core.event
	WHERE verb = 'bid' AND trade = $one AND at = (SELECT received_at
	FROM ggzy_trade.bid WHERE trade = $one ORDER BY id DESC LIMIT 1)" | tr '\t' ' ')" '2 1 2'
hand_in "$one" bidder3 1880000003
hand_in "$one" bidder4 1880000004
receipt=$(json .receipt)
must bidder4 POST "$e/trades/$one/bids/withdraw"
as ''
call GET "$e/trades/$one/box"
is 'before the deadline there is no box'	"$status $(json .code)" '422 E_EARLY'
is 'nor an event of it'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'box-closed'")" 0

# two receipts of one bid and none of another, as nobody but an administrator
# can make them: as many rows as events
sql "INSERT INTO ggzy_trade.receipt (number, domain, trade, subject, account,
		kind, digest, at, event, receipt)
	SELECT 'twice', domain, trade, subject, account, kind, digest, at,
		event, receipt FROM ggzy_trade.receipt
	WHERE trade = $one AND kind = 'received' ORDER BY event LIMIT 1"
touched="ggzy_trade.bid SET receipt = TRIM(receipt) WHERE trade = $one AND state = 0"
sql "UPDATE $(echo "$touched" | sed "s/TRIM(receipt)/CONCAT(' ', receipt)/") ORDER BY id DESC LIMIT 1"
ctl clock shift 31d >"$tmp/shift" 2>&1 || bail "$(cat "$tmp/shift")"
boxes() {
	echo "$(settled_stage "$one") $(sql "SELECT COUNT(*) FROM ggzy_trade.box WHERE trade = $one")"
}
eventually 'a box of other bids than stand is not closed' grep -q 'msg=bid-with-two-events' "$GGZY_VAR/log/engineering.log"
is 'and nothing of it is written'	"$(boxes)" "$NOTICE 0"
sql "DELETE FROM ggzy_trade.receipt WHERE number = 'twice'"
eventually 'nor is one of less' grep -q 'msg=bid-without-event' "$GGZY_VAR/log/engineering.log"
is 'and again nothing is written'	"$(boxes)" "$NOTICE 0"
sql "UPDATE $touched"
settle
is 'the box is closed'			"$(settled_stage "$one")" $OPENING
call GET "$e/trades/$one/box"
is 'everybody learns how many there are'	"$status $(json .count) $(json '.hashes|length')" '200 3 3'
like 'and the root'			"$(json .root)" '^[0-9a-f]{64}$'
is 'not yet whose they are'		"$(json .leaves)" null
is 'a signed head covers it at once'	"$(json '.head > .seq')" true
is 'which nobody co-signed'		"$(json '.witnessed, .cosignatures' | tr '\n' ' ')" 'false 0 '
sql "INSERT INTO ggzy_core.witness (name, title, region, public_key, from_at)
	VALUES ('other', 'other', 540000, '', 0);
	INSERT INTO ggzy_core.log_cosignature (size, witness, epoch, body,
		signature, received_at)
	SELECT MAX(h.size), w.id, 1, '', '', 0 FROM ggzy_core.log_head h
	JOIN ggzy_core.witness w ON w.name = 'other' GROUP BY w.id"
call GET "$e/trades/$one/box"
is 'nor in an epoch that is recognised'	"$(json '.witnessed, .cosignatures' | tr '\n' ' ') $(sql 'SELECT size FROM ggzy_site.witnessed')" 'false 0  0'
sql "UPDATE ggzy_core.witness SET epoch = 1 WHERE name = 'other'"
call GET "$e/trades/$one/box"
is 'with which it would count'		"$(json '.witnessed, .cosignatures' | tr '\n' ' ') $(sql 'SELECT size > 0 FROM ggzy_site.witnessed')" 'true 1  1'
sql "DELETE FROM ggzy_core.log_cosignature; DELETE FROM ggzy_core.witness"
root=$(json .root) seq=$(json .seq)
call GET "/api/service/feed?after=$((seq - 1))&limit=1"
is 'the log says the same'		"$(json '.items[0] | .verb, (.body | fromjson.detail | .count, .root)' | tr '\n' ' ')" "box-closed 3 $root "
hashes=$(json '.items[0].body | fromjson.detail.leaves[]')

# a bidder finds its own bid with nothing but its receipt
deal=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $one")
must bidder1 GET "$e/trades/$one/bids"
said=$(json '.items[0].receipt | if type == "object" then . else fromjson end | .payload' | tr '_-' '/+' |
	awk '{ while (length($0) % 4) $0 = $0 "="; print }' | base64 -d)
number=$(printf '%s' "$said" | jq -r .receipt)
bidder=$(printf 'GGZY-BOX-1\n%s\n%s\n%s\n' "$deal" "$(credit_code 20000001)" "$number" |
	sha256sum | cut -d' ' -f1)
leaf=$( (printf '\0'; printf '%s' "$said" | jq -cj --arg bidder "$bidder" \
	'{digest, receipt, received_at, $bidder}') | sha256sum | cut -d' ' -f1)
like 'a bidder finds its bid in the box'	"$hashes" "^$leaf$"
is 'the root is that of the leaves' "$(echo "$hashes" | python3 -c '
import sys, hashlib
h = [bytes.fromhex(x) for x in sys.stdin.read().split()]
def root(h):
    if len(h) == 1: return h[0]
    k = 1
    while k * 2 < len(h): k *= 2
    return hashlib.sha256(b"\1" + root(h[:k]) + root(h[k:])).digest()
print(root(h).hex())')" "$root"
ok 'the box agrees with the tables'	ctl log verify

# -- no key before the commitment is signed, and witnessed where that is wanted
page_says() {
	curl -sf "$GGZY_URL/notices/$(sql 'SELECT MIN(id)
		FROM ggzy_service.notice').html" | grep -q "$1"
}
eventually 'a page says that nobody co-signed'	page_says '还没有见证人共同签署'
ctl witness require 1 --wait 10 >/dev/null
eventually 'or that it lacks what a head needs'	page_says '未见证：缺要求的 1 个见证人的共同签署'
as centre
call GET "$e/trades/$one/shares"
is 'an absent witness is waited for'	"$status $(json .code)" '422 E_EARLY'
like 'for so long'			"$(json .detail)" '见证人.*至迟'
call POST "$e/trades/$one/shares" '{"shares":[{"bid":1}]}'
is 'no share is taken meanwhile'	"$status $(json .code)" '422 E_EARLY'
as bidder1
call POST "$e/trades/$one/bids/key" "{\"key\":\"$(printf %064d 0)\"}"
is 'nor the key of a bidder'		"$status $(json .code)" '422 E_EARLY'
settle
shift_time 11m
as centre
call GET "$e/trades/$one/shares"
is 'an absent witness stops nobody for ever'	"$status" 200
call GET "$e/trades/$one/box"
is 'but it is seen that it was not there'	"$(json .witnessed)" false
ctl witness require 0 >/dev/null
for who in centre supervisor; do
	must "$who" GET "$e/trades/$one/shares"
	cp "$tmp/body" "$tmp/shares"
	ctl release --trade "$deal" --key "$tmp/$who.jwk" --shares "$tmp/shares" >"$tmp/release.$who" 2>/dev/null
done
must centre POST "$e/trades/$one/shares" "$(cat "$tmp/release.centre")"
# What each of the three ways to a key says: alike, or it is not one line.
keys_say() { # FILTER
	as supervisor
	call GET "$e/trades/$one/shares"
	said="$status $(json "$1")"
	call POST "$e/trades/$one/shares" "$(cat "$tmp/release.supervisor")"
	said="$said
$status $(json "$1")"
	as bidder4
	call POST "$e/trades/$one/bids/key" "{\"key\":\"$(printf %064d 0)\"}"
	printf '%s\n%s %s\n' "$said" "$status" "$(json "$1")" | sort -u
}

# -- an administrator adds a bid, with every table made consistent
sql "UPDATE ggzy_trade.bid SET state = 0, ended_at = NULL WHERE trade = $one AND state = 2"
late=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $one")
is 'a bid put back into the box is found'	"$(faults '.faults[0] | .kind, .trade, .bid' | tr '\n' ' ')" "box $one $late "
like 'and named'			"$(ctl log verify 2>&1)" "投标 $late 不在截止时的封箱承诺里"
is 'no share of it is to be had, nor a key' "$(keys_say .detail)" '409 投标与截止时的封箱承诺不符，不能解密和开标'
sql "UPDATE ggzy_trade.bid SET state = 2 WHERE id = $late"
swap() { # BID OTHER: of two bids of one bidder the other stands
	sql "UPDATE ggzy_trade.bid SET state = 1 WHERE id = $1;
		UPDATE ggzy_trade.bid SET state = 0 WHERE id = $2"
}
replaced=$(sql "SELECT MIN(id) FROM ggzy_trade.bid WHERE trade = $one AND state = 1")
stands=$(sql "SELECT b.id FROM ggzy_trade.bid b JOIN ggzy_trade.bid o USING (trade, subject)
	WHERE o.id = $replaced AND b.state = 0")
swap "$stands" "$replaced"
is 'nor of one that its bidder replaced' "$(keys_say .detail)" '409 投标与截止时的封箱承诺不符，不能解密和开标'
swap "$replaced" "$stands"
hide="ggzy_core.event SET verb = IF(verb = 'box-lost', 'box-closed', 'box-lost')
	WHERE trade = $one AND verb IN ('box-lost', 'box-closed')"
sql "UPDATE $hide"
is 'nor of a box that nobody committed to' "$(keys_say .detail)" '409 日志里没有本标段的封箱承诺，不能解密和开标'
sql "UPDATE $hide"
ok 'taken out again, all is well'	ctl log verify

# a bid that came too late, in bid, receipt, event and log, timed before
forge() {
	sql "INSERT INTO ggzy_core.event (at, actor, subject, address, blind,
		module, verb, project, trade, before_stage, after_stage, public, body)
	SELECT at, actor, subject, address, blind, module, verb, project,
		trade, before_stage, after_stage, public,
		REPLACE(body, '\"receipt\":\"HZ', '\"receipt\":\"HY')
	FROM ggzy_core.event WHERE verb = 'bid' AND trade = $one ORDER BY id DESC LIMIT 1;
	SET @event = LAST_INSERT_ID();
	INSERT INTO ggzy_trade.bid (domain, trade, subject, account, digest,
		size, header, received_at, receipt)
	SELECT domain, trade, subject, account, digest, size, header,
		received_at, CONCAT(' ', receipt) FROM ggzy_trade.bid WHERE id = $late;
	INSERT INTO ggzy_trade.receipt (number, domain, trade, subject, account,
		kind, digest, at, event, receipt)
	SELECT 'HY', domain, trade, subject, account, 'received', digest,
		received_at, @event, CONCAT(' ', receipt)
	FROM ggzy_trade.bid WHERE id = $late"
	settle
}
forge
late2=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $one")
ok 'the forged event is in the log'	test "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'bid' AND trade = $one")" = 7
is 'a bid added later is found'		"$(faults "[.faults[] | select(.kind == \"box\")][0] | .trade, .bid" | tr '\n' ' ')" "$one $late2 "
# the box is made anew as well: a second event, and the row
sql "INSERT INTO ggzy_core.event (at, actor, subject, address, blind, module,
		verb, project, trade, public, body)
	SELECT at, actor, subject, address, blind, module, verb, project, trade,
		public, REPLACE(body, '\"count\":3', '\"count\":4')
	FROM ggzy_core.event WHERE verb = 'box-closed' AND trade = $one;
	UPDATE ggzy_trade.box SET count = 4 WHERE trade = $one"
settle
like 'so is a second box'		"$(ctl log verify 2>&1)" '第二次封箱'
is 'no key to what was added'		"$(keys_say .code)" '409 E_STATE'
# with the shares of somebody who gives them nevertheless
differs() {
	grep -c 'msg=box-differs' "$GGZY_VAR/log/engineering.log"
}
before=$(differs)
sql "$(jq -r --arg trade "$one" '.shares[] | "INSERT INTO ggzy_trade.share (domain,
	trade, bid, position, share, account, at) SELECT domain, trade, \(.bid),
	position, UNHEX(\"\(.share)\"), account, 0 FROM ggzy_trade.trustee
	WHERE trade = \($trade) AND position = 3;"' "$tmp/release.supervisor")
	UPDATE ggzy_trade.trustee SET released_at = 0 WHERE trade = $one AND position = 3;
	UPDATE ggzy_trade.due SET at = 0 WHERE trade = $one AND verb = 'open'"
differs_again() {
	test "$(differs)" -gt "$before"
}
eventually 'such a box is not opened'	differs_again
is 'the trade stays closed'		"$(settled_stage "$one")" $OPENING
is 'nothing was opened'			"$(sql "SELECT COUNT(*) FROM ggzy_trade.opening WHERE trade = $one")" 0
# a digit of a commitment changed in a row: the bidder is not to be blamed
pick() { # BID: its commitment, and another
	right=$(sql "SELECT JSON_VALUE(header, '\$.commitment') FROM ggzy_trade.bid WHERE id = $1")
	other=$(printf %s "$right" | sed 's/^0/1/;t
		s/^./0/')
}
header_says() { # BID THIS NOT-THAT
	sql "UPDATE ggzy_trade.bid SET header = REPLACE(header, '$3', '$2') WHERE id = $1"
}
first=$(sql "SELECT MIN(id) FROM ggzy_trade.bid WHERE trade = $one")
pick "$first"
header_says "$first" "$other" "$right"
sql "DELETE FROM ggzy_trade.share WHERE bid = $late2;
	DELETE FROM ggzy_trade.bid WHERE id = $late2"
eventually 'nor is one with the header of another file' grep -q 'msg=header-differs' "$GGZY_VAR/log/engineering.log"
is 'of which nothing is recorded'	"$(settled_stage "$one") $(sql "SELECT COUNT(*) FROM ggzy_trade.opening WHERE trade = $one")" "$OPENING 0"
as owner
call GET "$e/trades/$one/shares"
is 'nor is a share given out'		"$status $(json .code)" '409 E_STATE'
call POST "$e/trades/$one/shares" "{\"shares\":[{\"bid\":$first,\"share\":\"$(printf %064d 0)\"}]}"
is 'or taken, and nobody accused'	"$status $(json .code) $(sql 'SELECT COUNT(*) FROM ggzy_trade.share_fault')" '409 E_STATE 0'
# the same in the row and the file of another
fixed="$right $other"
last=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $one AND state = 0")
pick "$last"
header_says "$last" "$other" "$right"
digest=$(sql "SELECT digest FROM ggzy_trade.bid WHERE id = $last")
LC_ALL=C sed -i "s/$right/$other/" "$(echo "$digest" | sed "s,^\(..\)\(..\).*,$GGZY_VAR/blobs/\1/\2/&,")"
# shellcheck disable=SC2086 # two commitments
header_says "$first" $fixed
eventually 'with its own bids it is'	stage_is "$one" $EVALUATION
is 'a file that was changed is not the fault of its bidder' "$(sql "SELECT
	GROUP_CONCAT(opened, ' ', COALESCE(cause, '') ORDER BY bid SEPARATOR ', ')
	FROM ggzy_trade.opening WHERE trade = $one")" '1 , 1 , 0 平台保存的投标文件已损坏'
as ''
call GET "$e/trades/$one/opening"
is 'as everybody sees'			"$(json '.items[-1].withdrawal')" other
call GET "$e/trades/$one/box"
is 'then the texts of the leaves are public' "$(json '.leaves[] | .digest' | sort | tr '\n' ' ')" \
	"$(sql "SELECT digest FROM ggzy_trade.bid WHERE trade = $one AND state = 0" | sort | tr '\n' ' ')"
is 'and hash to what was committed to' "$(json '.leaves[] | tojson' | while read -r text; do
	(printf '\0'; printf '%s' "$text") | sha256sum | cut -d' ' -f1; done)" "$hashes"
sql "INSERT INTO ggzy_trade.bid (domain, trade, subject, account, digest, size,
		header, received_at, receipt)
	SELECT domain, trade, subject, account, digest, size, header,
		received_at, receipt FROM ggzy_trade.bid WHERE id = $late;
	INSERT INTO ggzy_trade.opening (domain, trade, bid, subject, bidder,
		opened, price, digest, at)
	SELECT b.domain, b.trade, b.id, b.subject, '后来的', 1, 1, b.digest, b.received_at
	FROM ggzy_trade.bid b WHERE b.trade = $one ORDER BY b.id DESC LIMIT 1"
late3=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $one")
like 'a bid added to an opened box is found'	"$(ctl log verify 2>&1)" "投标 $late3 不在截止时的封箱承诺里"
sql "DELETE FROM ggzy_trade.opening WHERE bid = $late3; DELETE FROM ggzy_trade.bid WHERE id = $late3"

# -- too few bids: the box is committed to as well
draft 空箱 lowest
trustees "$trade"
published 空箱招标公告 "$trade"
shift_time 31d
call GET "$e/trades/$trade/box"
is 'an empty box is a box'		"$status $(json .count) $(json .root)" "200 0 $(printf '' | sha256sum | cut -d' ' -f1)"
is 'of a trade that failed'		"$(settled_stage "$trade")" $FAILED
is 'the receipt of a withdrawn bid is in no box' "$(echo "$receipt" | grep -c "$number")" 0

# -- a bid that had come when the deadline passed, and waits for its key: five
# seconds later, as long as it may wait, the box is not closed without it; and
# when it is tried again it is as early as it was
draft 满箱 lowest
trustees "$trade"
published 满箱招标公告 "$trade"
hand_in "$trade" bidder1 1770000001
mkfifo "$tmp/other"
mariadb --no-defaults -S "$GGZY_DB_SOCKET" -u root -nN <"$tmp/other" >"$tmp/held" 2>&1 &
other=$!
exec 8>"$tmp/other"
echo "START TRANSACTION; INSERT INTO ggzy_core.idempotency
	(account, idem_key, request, status, reply, at)
	SELECT id, 'waits', REPEAT('x', 32), 0, '', 0
	FROM ggzy_core.account WHERE login = 'bidder1'; SELECT 'held';" >&8
within grep -q held "$tmp/held" || bail "no key: $(cat "$tmp/held")"
tries() {
	grep -c 'msg=again path=.*/bids ' "$GGZY_VAR/log/engineering-upload.log"
}
again() {
	test "$(tries)" -gt "$before"
}
before=$(tries)
(
	exec 8>&-
	as bidder1
	key=waits
	upload "$e/trades/$trade/bids" "$tmp/bid"
	echo "$status" >"$tmp/waited"
) &
bidder=$!
waits() {
	test "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx
		WHERE trx_state = 'LOCK WAIT'")" = 1
}
within waits || bail 'the bid does not wait'
sql "SET check_constraint_checks = 0;
	UPDATE ggzy_trade.due d JOIN ggzy_trade.trade t ON t.id = d.trade
		JOIN ggzy_core.instant i SET d.at = i.now_ms + d.at - t.deadline
		WHERE t.id = $trade AND d.verb = 'close';
	UPDATE ggzy_trade.trade t JOIN ggzy_core.instant i
		SET t.deadline = i.now_ms WHERE t.id = $trade;
	UPDATE ggzy_core.installation, ggzy_core.instant i
		SET installation.base_ms = i.now_ms + 5000, installation.speed = 0"
eventually 'it waits so long that it is tried again' again
echo 'ROLLBACK;' >&8
exec 8>&-
wait $bidder $other
is 'a bid that came in time waits and is taken' "$(cat "$tmp/waited") $(settled_stage "$trade")" "201 $NOTICE"
is 'as of when it came'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.bid b
	JOIN ggzy_trade.trade t ON t.id = b.trade WHERE t.id = $trade AND
	b.received_at >= t.deadline")" 0
is 'which no lock makes longer'	"$(sql 'SELECT @@GLOBAL.innodb_lock_wait_timeout')" 5
sql "UPDATE ggzy_core.installation, ggzy_core.instant i SET installation.real_base_ms = i.real_ms,
	installation.base_ms = i.now_ms + 2000, installation.speed = 1"
eventually 'then the box is closed'	stage_is "$trade" $FAILED
as ''
call GET "$e/trades/$trade/box"
is 'with it'				"$(json .count)" 1
