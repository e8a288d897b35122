#!/bin/sh
# Who can read the store of sealed files copies the wrapped shares of a bid into
# his own for a trade that closes earlier with the same trustees: they keep them,
# and the platform refuses them from one who does not.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
command -v node >/dev/null || skip_all 'no node'
plan 35
start
people
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4; do
	has_key $who
done
e=/api/engineering
tool() {
	node "$top/tests/web/tool.mjs" "$@"
}
tender() { # NAME [JSON]
	draft "$1" lowest "${2:-{\}}"
	trustees "$trade"
	published "$1招标公告" "$trade"
}
tender 先
early=$trade
tender 后 "{\"deadline\":\"$(later 60d)\"}"
late=$trade
for i in 3 4 1; do
	hand_in "$late" bidder$i 180000000$i
	test "$status" = 201 || bail "bid: $status $body"
done
cp "$tmp/bid" "$tmp/victim"

# -- the copy
for i in 3 4 2; do
	hand_in "$early" bidder$i 170000000$i
	test "$status" = 201 || bail "bid: $status $body"
done
{
	echo GGZY-BID-1
	tail -n +2 "$tmp/bid"
} >"$tmp/stale"
upload "$e/trades/$early/bids" "$tmp/stale"
is 'a bid of another format is refused'	"$status $(json .code)" '422 E_SEAL'
like 'and told which is wanted'		"$(json .detail)" 'GGZY-BID-2'
tool copy "$tmp/victim" "$tmp/bid" "$tmp/copied" >/dev/null
upload "$e/trades/$early/bids" "$tmp/copied"
is 'a copy looks like a bid'		"$status" 201
bid=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $early")
is 'with the shares of the other'	"$(sql "SELECT COUNT(DISTINCT JSON_EXTRACT(header, '\$.shares'))
	FROM ggzy_trade.bid WHERE id = $bid OR (trade = $late AND subject =
	(SELECT id FROM ggzy_subject.subject WHERE credit_code = '$(credit_code 20000001)'))")" 1
shift_time 31d
is 'the earlier box is closed, the later not' "$(settled_stage "$early") $(settled_stage "$late")" \
	"$OPENING $NOTICE"

# -- what trustees do
deal=$(deal_of "$early") other=$(deal_of "$late")
as centre
call GET "$e/trades/$late/shares"
is 'shares of the later are not to be had' "$status $(json .code)" '422 E_EARLY'
must centre GET "$e/trades/$early/shares"
cp "$tmp/body" "$tmp/shares"
at=$(json ".shares | map(.bid) | index($bid)")
is 'the list says whose each is'	"$(json ".shares[$at].bidder")" "$(credit_code 20000002)"
answer="$bid true null"
say=".shares[$at] | \"\\(.bid) \\(.foreign) \\(.share)\""
ctl release --trade "$deal" --key "$tmp/centre.jwk" --shares "$tmp/shares" \
	>"$tmp/release" 2>"$tmp/err"
is 'a trustee keeps the copied share'	"$(jq -r "$say" "$tmp/release")" "$answer"
like 'and is told why'			"$(cat "$tmp/err")" "投标 $bid 的份额是给另一标段、投标人或序位的"
is 'the others he gives'		"$(jq '[.shares[] | select(.share)] | length' "$tmp/release")" 2
tool release "$deal" "$tmp/centre.jwk" "$tmp/shares" >"$tmp/release.js"
is 'so he does in the browser'		"$(jq -r "$say" "$tmp/release.js")" "$answer"
jq -c --arg t "$other" --arg b "$(credit_code 20000001)" --argjson at "$at" \
	'.trade = $t | .shares[$at].bidder = $b' "$tmp/shares" >"$tmp/lie"
is 'a list that lies of the trade is not read' "$(ctl release --trade "$deal" \
	--key "$tmp/centre.jwk" --shares "$tmp/lie" 2>/dev/null; echo $?)" 65
is 'in the browser neither'		"$(tool release "$deal" "$tmp/centre.jwk" "$tmp/lie" 2>/dev/null)" ''
jq -c --arg b "$(credit_code 20000001)" --argjson at "$at" \
	'.shares[$at].bidder = $b' "$tmp/shares" >"$tmp/lie"
is 'nor is one believed that lies of the bidder' "$(ctl release --trade "$deal" \
	--key "$tmp/centre.jwk" --shares "$tmp/lie" 2>/dev/null | jq -r "$say")" "$answer"
is 'nobody releases without a trade'	"$(ctl release --key "$tmp/centre.jwk" \
	--shares "$tmp/shares" 2>/dev/null; echo $?)" 64

# -- a trustee who asks nothing
tool force "$tmp/centre.jwk" "$tmp/shares" >"$tmp/forced"
share=$(jq -r ".shares[$at].share" "$tmp/forced")
as centre
call POST "$e/trades/$early/shares" "$(cat "$tmp/forced")"
is 'what he gives is refused'		"$status $(json '.fields|keys[0]')" "422 shares[$at].share"
is 'and named'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $early
	AND verb = 'refuse-share' AND body LIKE '%\"position\":2,\"bids\":[$bid]%'")" 1
call POST "$e/trades/$early/shares" "$(jq -c --argjson at "$at" \
	'.shares[$at].foreign = true' "$tmp/forced")"
is 'nor is it taken as foreign'		"$status $(json '.fields|keys[0]')" "422 shares[$at].foreign"
is 'no share was kept'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.share WHERE trade = $early")" 0
is 'the secret of the later bid is nowhere' "$(printf %s "$share" | wc -c) $(grep -rlaF "$share" \
	"$GGZY_VAR" 2>/dev/null | head -n 3)" '64 '

# -- the opening
as centre
call POST "$e/trades/$early/shares" "$(cat "$tmp/release")"
is 'that a share is foreign is an answer' "$status $(json .released)" '200 1'
is 'the event says of which bid'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $early
	AND verb = 'release' AND body LIKE '%\"unusable\":[],\"foreign\":[$bid]%'")" 1
for who in supervisor owner; do
	must $who GET "$e/trades/$early/shares"
	cp "$tmp/body" "$tmp/shares"
	ctl release --trade "$deal" --key "$tmp/$who.jwk" --shares "$tmp/shares" \
		>"$tmp/release" 2>"$tmp/err"
	must $who POST "$e/trades/$early/shares" "$(cat "$tmp/release")"
done
as ''
call GET "$e/trades/$early/shares/faults"
is 'everybody sees who said so'	"$(json '[.items[] | select(.kind == "foreign") | "\(.position) \(.bid)"] | sort | join(" ")')" \
	"1 $bid 2 $bid 3 $bid"
shift_time 61m
is 'the rest is opened'			"$(settled_stage "$early")" $EVALUATION
call GET "$e/trades/$early/opening"
is 'the copy is not, by its bidder'	"$(json '[.items[] | (.price // (.withdrawal + ":" + .cause)) | tostring] | join(" ")')" \
	'1700000003 1700000004 bidder:密钥份额是给另一标段、投标人或序位的'
like 'as the notice says'		"$(sql "SELECT body FROM ggzy_service.notice
	WHERE trade = $early AND type = 'GC08'")" "第 2 位受托人（交易中心）对投标 $bid：称份额是给另一标段、投标人或序位的"
is 'no share of it was ever kept'	"$(sql "SELECT COUNT(*), SUM(bid = $bid) FROM ggzy_trade.share
	WHERE trade = $early" | tr '\t' ' ')" '6 0'
bundles_are_good "$early"

# -- a row that says it is for another
shift_time 30d
is 'the later box is closed'		"$(settled_stage "$late")" $OPENING
victim=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $late")
file=$(sql "SELECT CONCAT_WS('/', LEFT(digest, 2), SUBSTR(digest, 3, 2), digest) FROM ggzy_trade.bid WHERE id = $victim")
ok 'its file is put away'	mv "$GGZY_VAR/blobs/$file" "$tmp/away"
renamed() { # FROM TO
	sql "UPDATE ggzy_trade.bid SET header = REPLACE(header, '$1', '$2') WHERE id = $victim"
	call GET "$e/trades/$late/shares"
	sql "UPDATE ggzy_trade.bid SET header = REPLACE(header, '$2', '$1') WHERE id = $victim"
	echo "$status $(json .code)"
}
as centre
is 'a header of another trade gives no share' "$(renamed "$other" "$deal")" '409 E_STATE'
is 'nor one of another bidder'		"$(renamed "$(credit_code 20000001)" "$(credit_code 20000002)")" '409 E_STATE'
mv "$tmp/away" "$GGZY_VAR/blobs/$file"
open_box "$late"
is 'in its own time the bid is opened'	"$(sql "SELECT GROUP_CONCAT(price ORDER BY price)
	FROM ggzy_trade.opening WHERE trade = $late AND opened")" 1800000001,1800000003,1800000004
