#!/bin/sh
# Receipts of every attempt: signed at once, time-stamped soon, proved by the
# log; and what is wrong with one is said.  openssl judges the stamps too.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/certs.sh"
start_private
people
e=/api/engineering

plan 92

# -- attempts of all kinds
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	has_key $who
done
draft 回执 lowest
trustees "$trade"
published 回执招标公告 "$trade"
one=$trade
echo 'no envelope at all' >"$tmp/plain"

# NAME: the reply to the last request, and the number of its receipt.
kept() {
	cp "$tmp/body" "$tmp/reply.$1"
	number=$(ctl receipt check "$tmp/reply.$1" --public "$tmp/receipt.pem" |
		jq -r .receipt)
	echo "$number" >"$tmp/number.$1"
}
ctl receipt public >"$tmp/receipt.pem"
hand_in "$trade" bidder1 1900000000
is 'a bid is taken'			"$status" 201
kept taken
is 'its reply has no stamp to wait for'	"$(json 'keys|join(" ")')" \
	'digest ended_at receipt received_at size state'
hand_in "$trade" bidder2 1880000000
must bidder2 POST "$e/trades/$trade/bids/withdraw"
kept withdrawn
call POST "$e/trades/$trade/bids/withdraw"
is 'there is nothing left to withdraw'	"$status $(json .code)" '409 E_STATE'
kept nothing
as bidder3
upload "$e/trades/$trade/bids" "$tmp/plain"
is 'what is not sealed is refused'	"$status $(json .code)" '422 E_SEAL'
kept unsealed
as bidder2
upload "$e/trades/$trade/bids" "$tmp/bid"
cp "$tmp/bid" "$tmp/bid.two"
as bidder3
upload "$e/trades/$trade/bids" "$tmp/bid.two"
is 'so is what another sealed'		"$status $(json .code)" '422 E_SEAL'
as centre
upload "$e/trades/$trade/bids" "$tmp/bid"
is 'who may not bid is refused'		"$status $(json .code)" '403 E_ROLE'
kept norole
draft 另一个 lowest "{\"deadline\":\"$(later 33d)\"}"
trustees "$trade"
published 另一个招标公告 "$trade"
other=$trade
as bidder2
upload "$e/trades/$other/bids" "$tmp/bid"
is 'and a bid of another trade'		"$status $(json .code)" '422 E_SEAL'
kept wrongtrade
trade=$one
upload "$e/trades/999999/bids" "$tmp/bid"
is 'of a trade that is not there nothing is signed' \
	"$status $(json '.receipt')" '404 null'

# -- attempts whose signature is refused
ca_begin "$tmp/ca"
ca_root root p256
ca_below below root p256
leaf three below p256 "$(credit_code 20000003)"
crl below below -crl_lastupdate 20250101000000Z -crl_nextupdate 20350101000000Z
ctl ca add --name CA --root "$ca/root.pem" --intermediate "$ca/below.pem" >"$tmp/add"
ctl ca crl "$ca/below.crl" >"$tmp/crl"
ctl ca require on >"$tmp/require"
as bidder3
upload "$e/trades/$trade/bids" "$tmp/bid.two"
is 'a bid that is not signed is refused'	"$status $(json .code)" '403 E_SIGN'
kept unsigned
is 'the receipt names the file that came' "$(ctl receipt check "$tmp/reply.unsigned" \
	--receipt-key "$tmp/receipt.pem" | jq -r .digest)" "$(sha256sum <"$tmp/bid.two" | cut -c1-64)"
call POST "$e/trades/$trade/bids/withdraw"
is 'and a withdrawal that is not'	"$status $(json .code)" '403 E_SIGN'
kept unsignedwithdraw
upload "$e/trades/999999/bids" "$tmp/bid.two"
is 'not one of a trade that is not there' "$status $(json .receipt)" '404 null'
ctl ca require off >"$tmp/require"
call POST /api/service/challenge
cp "$tmp/body" "$tmp/challenge"
jq -j .bind_text "$tmp/challenge" >"$tmp/text"
ctl sign --key "$ca/three.key" --cert "$ca/three.pem" --text "$tmp/text" >"$tmp/proof"
must bidder3 POST /api/service/certificates "$(jq -c --rawfile p "$tmp/proof" \
	'($p | split("\n")) as $l | {challenge, certificate: $l[0], signature: $l[1]}' "$tmp/challenge")"
sign_with "$ca/three"
send_signed "$tmp/plain" POST "$e/trades/$trade/bids" --data-binary "@$tmp/bid.two" \
	-H 'Content-Type: application/octet-stream'
is 'a signature over another file is refused' "$status $(json '"\(.code) \(.reason)"')" \
	'403 E_CERT CERT_SIGNATURE'
kept wrongsignature
revoke three below
crl below below
ctl ca crl "$ca/below.crl" >"$tmp/crl"
upload "$e/trades/$trade/bids" "$tmp/bid.two"
is 'so is that of a revoked certificate' "$status $(json '"\(.code) \(.reason)"')" \
	'403 E_CERT CERT_REVOKED'
kept revoked
is 'nothing of these was taken'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.bid b
	JOIN ggzy_core.account a ON a.id = b.account WHERE a.login = 'bidder3'") $(sql \
	'SELECT COUNT(*) FROM ggzy_core.deed')" '0 0'
sign_with ''
shift_time 31d
as bidder2
upload "$e/trades/$trade/bids" "$tmp/bid"
is 'a late bid is refused'		"$status $(json .code)" '422 E_LATE'
kept late
call POST "$e/trades/$trade/bids/withdraw"
is 'and a late withdrawal'		"$status $(json .code)" '409 E_STAGE'
kept latewithdraw
shift_time 3d # another box is closed, and the log signed

# -- what becomes of them
curl -sf "$GGZY_URL/keys/tsa-ca.pem" >"$tmp/ca.pem"
is 'whom stamps go back to is public'	"$(openssl x509 -in "$tmp/ca.pem" -noout -subject)" \
	'subject=C = CN, CN = ggzy time-stamp CA'
is "the authority's key is for itself"	"$(stat -c %a "$GGZY_VAR/tsa/key.pem")" 600
is 'that of the CA is nowhere'		"$(ls "$GGZY_VAR/tsa")" 'ca.pem
key.pem
tsa.pem'
curl -sf "$GGZY_URL/keys/log.pem" >"$tmp/log.pem"
full() { # NAME WHO: the whole of it into $tmp/full.NAME
	as "$2"
	call GET "$e/receipts/$(cat "$tmp/number.$1")"
	cp "$tmp/body" "$tmp/full.$1"
	test "$status $(json '.token != null and .size != null')" = '200 true'
}
judged() { # FILE [OTHER KEYS]
	file=$1
	shift
	ctl receipt check "$file" --receipt-key "$tmp/receipt.pem" \
		--tsa-ca "$tmp/ca.pem" --log-key "$tmp/log.pem" "$@" \
		>"$tmp/judged" 2>&1
	code=$?
	cat "$tmp/judged"
	return $code
}
compact() {
	jq -rj '.receipt | "\(.protected).\(.payload).\(.signature)"' "$1"
}
for what in taken:bidder1:received: withdrawn:bidder2:withdrawn: \
	nothing:bidder2:withdraw-refused:E_STATE \
	unsealed:bidder3:refused:E_SEAL norole:centre:refused:E_ROLE \
	wrongtrade:bidder2:refused:E_SEAL unsigned:bidder3:refused:E_SIGN \
	unsignedwithdraw:bidder3:withdraw-refused:E_SIGN \
	wrongsignature:bidder3:refused:E_CERT revoked:bidder3:refused:E_CERT late:bidder2:refused:E_LATE \
	latewithdraw:bidder2:withdraw-refused:E_STAGE; do
	IFS=: read -r which who kind reason <<-END
	$what
	END
	within full "$which" "$who" || diag "$which: $(cat "$tmp/full.$which")"
	ok "the receipt of $which is whole and holds" judged "$tmp/full.$which"
	is "it is of kind $kind" "$(ctl receipt check "$tmp/reply.$which" \
		--receipt-key "$tmp/receipt.pem" | jq -r '.kind + ":" + (.reason // "")')" "$kind:$reason"
	jq -r .token "$tmp/full.$which" | base64 -d >"$tmp/token"
	compact "$tmp/full.$which" >"$tmp/compact"
	like 'openssl says the same of its stamp' "$(openssl ts -verify -token_in \
		-in "$tmp/token" -data "$tmp/compact" -CAfile "$tmp/ca.pem" 2>&1)" \
		'Verification: OK'
done
is 'the receipt is that of the reply'	"$(jq -c .receipt "$tmp/full.taken")" \
	"$(jq -c .receipt "$tmp/reply.taken")"
call GET "$e/trades/$trade/receipts"
is 'a bidder sees its own'		"$(json '[.items[].kind]|sort|join(" ")')" \
	'received received refused withdraw-refused withdraw-refused withdrawn'
as bidder1
call GET "$e/receipts/$(cat "$tmp/number.late")"
is "not another's"			"$status" 404
as supervisor
call GET "$e/receipts/$(cat "$tmp/number.late")"
is 'nobody else does'			"$status" 404
is 'the log of it is one event each' "$(sql "SELECT COUNT(*) FROM ggzy_trade.receipt c
	JOIN ggzy_core.event e ON e.id = c.event
	WHERE e.body LIKE CONCAT('%', c.number, '%')")" \
	"$(sql 'SELECT COUNT(*) FROM ggzy_trade.receipt')"
is 'a stamp once set stays' "$(mariadb -S "$GGZY_DB_SOCKET" -u ggzy_stamp \
	-p"$(cat "$GGZY_VAR/secrets/ggzy_stamp.db")" -N -e "DELETE FROM ggzy_trade.receipt" 2>&1 |
	grep -c denied)" 1

# -- what is wrong is said
altered() { # NAME FILTER REASON [KEYS]
	name=$1
	jq "$2" "$tmp/full.taken" >"$tmp/altered"
	why=$3
	shift 3
	judged "$tmp/altered" "$@" >/dev/null && diag 'it was accepted'
	like "$name is refused"		"$(tail -n 1 "$tmp/judged")" "^\\[不对\\] $why"
}
altered 'a changed receipt' '.receipt.payload |= (.[0:-6] + "AAAAAA")' '回执签名：'
altered 'another signature' '.receipt.signature |= (if .[0:1] == "A" then "B" else "A" end) + .[1:]' '回执签名：'
altered 'another number' '.number = "HZ1-0"' '回执内容：文件的编号'
altered 'a changed stamp' '.token |= .[0:800] + (if .[800:801] == "A" then "B" else "A" end) + .[801:]' \
	'时间戳：(签名不对|不是 RFC 3161)'
jq -r .token "$tmp/full.late" >"$tmp/other"
altered 'the stamp of another receipt' ".token = \"$(cat "$tmp/other")\"" '时间戳：是另一份内容的'
altered 'one that has no stamp' '.token = null' '时间戳：还没有'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
	-keyout "$tmp/k" -out "$tmp/other.pem" -subj '/CN=other' 2>/dev/null
altered 'a stamp under another authority' . '时间戳：签名不对，或者不是可信' --tsa-ca "$tmp/other.pem"
altered 'another event' '.event |= sub("verb"; "verd")' '留痕：原文的散列'
altered 'a wrong place' '.seq += 1' '日志证明：不成立'
altered 'a wrong path' '.path[0] |= (if .[0:1] == "0" then "1" else "0" end) + .[1:]' '日志证明：不成立'
altered 'a path too short' '.path |= .[1:]' '日志证明：不成立'
altered 'another size' '.size += 1' '日志根：长度'
altered 'another head' '.head.body |= sub("\"root\":\"."; "\"root\":\"x")' '日志根：不是平台'
openssl pkey -in "$tmp/k" -pubout >"$tmp/other.pub" 2>/dev/null
altered 'a head signed by another key' . '日志根：不是平台' --log-key "$tmp/other.pub"
# FILE: its signature by the other key, as 86 letters
signed_else() {
	openssl dgst -sha256 -sign "$tmp/k" "$1" | openssl asn1parse -inform DER |
		sed -n 's/.*INTEGER *://p' | awk '{ printf "%64s", $0 }' |
		tr ' ' 0 | basenc --base16 -d | basenc --base64url -w 0 | tr -d =
}
jq -rj '.head.body' "$tmp/full.taken" >"$tmp/head"
same=$(signed_else "$tmp/head")
jq ".head.signature = \"$same\"" "$tmp/full.taken" >"$tmp/else"
ok 'its own log is one to believe'	judged "$tmp/else" --log-key "$tmp/other.pub"
sed -i 's/,"rehearsal":true//' "$tmp/head"
altered 'a real head over a rehearsal' \
	".head = {body: (.head.body | sub(\",.rehearsal.:true\"; \"\")), signature: \"$(signed_else "$tmp/head")\"}" \
	'日志根：是不是演练' --log-key "$tmp/other.pub"
altered 'a receipt not in the log yet' '.size = null | .head = null' '日志：还没有'
altered 'a receipt with another key' . '回执签名：' --receipt-key "$tmp/other.pub"

# -- nobody waits for a stamp
supervise() {
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$@" >/dev/null 2>&1
}
# NAME: one more attempt, refused; and its stamp, once there is one.
attempt() {
	as centre
	upload "$e/trades/$trade/bids" "$tmp/plain"
	kept "$1"
}
has_stamp() {
	as centre
	call GET "$e/receipts/$(cat "$tmp/number.$1")"
	cp "$tmp/body" "$tmp/full.$1"
	test "$(json '.token != null')" = true
}
stamped_by() { # NAME CA
	ctl receipt check "$tmp/full.$1" --receipt-key "$tmp/receipt.pem" --tsa-ca "$2"
}
curl -s -m 5 --unix-socket "$GGZY_VAR/run/tsa/tsa.sock" http://tsa/ >/dev/null 2>&1
attempt rubbish
ok 'rubbish at its socket does not disturb the authority' within has_stamp rubbish
supervise stop tsa
attempt away
is 'without the authority a receipt is given at once' "$status $(json .code)" '403 E_ROLE'
has_stamp away
is 'and has no stamp yet'		"$(json .token)" null
supervise start tsa
ok 'which follows'			within has_stamp away
ok 'and is good'			stamped_by away "$tmp/ca.pem"


# -- one that cannot be stamped holds up no other
supervise stop stamp
attempt broken
attempt behind
sql "UPDATE ggzy_trade.receipt SET receipt = 'no statement'
	WHERE number = '$(cat "$tmp/number.broken")'"
supervise start stamp
ok 'a receipt behind a broken one gets its stamp'	within has_stamp behind
like 'the broken one is told'	"$(grep no-token "$GGZY_VAR/log/stamp.log" | tail -n 1)" \
	"receipt=$(cat "$tmp/number.broken")"
sql "UPDATE ggzy_trade.receipt SET stamped_at = 0
	WHERE number = '$(cat "$tmp/number.broken")'"

# -- an authority elsewhere: openssl, behind a web server of its own
cat >"$tmp/tsa.cnf" <<END
[tsa]
default_tsa = here
[here]
serial = $tmp/serial
signer_cert = $tmp/far.pem
signer_key = $tmp/far.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
END
echo 01 >"$tmp/serial"
{
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 9 -keyout "$tmp/far-ca.key" -out "$tmp/far-ca.pem" -subj /CN=far
	openssl req -new -newkey rsa:2048 -nodes -config "$tmp/tsa.cnf" \
		-keyout "$tmp/far.key" -out "$tmp/far.csr" -subj /CN=far-tsa
	openssl x509 -req -in "$tmp/far.csr" -CA "$tmp/far-ca.pem" -days 9 \
		-CAkey "$tmp/far-ca.key" -CAcreateserial -out "$tmp/far.pem" \
		-extfile "$tmp/tsa.cnf" -extensions ext
} >"$tmp/far.log" 2>&1
cat >"$tmp/far.cjs" <<'END'
const { execFileSync } = require('child_process'), fs = require('fs');
const tmp = process.argv[2];
require('http').createServer((q, a) => {
	const parts = [];
	q.on('data', (part) => parts.push(part));
	q.on('end', () => {
		fs.writeFileSync(tmp + '/q', Buffer.concat(parts));
		fs.appendFileSync(tmp + '/asked', q.headers['content-type'] + '\n');
		if (fs.existsSync(tmp + '/rubbish'))
			return a.end('rubbish');
		execFileSync('openssl', ['ts', '-reply', '-config', tmp + '/tsa.cnf',
			'-queryfile', tmp + '/q', '-out', tmp + '/r'], { stdio: 'ignore' });
		a.end(fs.readFileSync(tmp + '/r'));
	});
}).listen(0, '127.0.0.1', function () {
	fs.writeFileSync(tmp + '/port', String(this.address().port));
});
END
node "$tmp/far.cjs" "$tmp" &
far=$!
trap 'kill $far 2>/dev/null; finish' EXIT
within test -s "$tmp/port"
: >"$tmp/rubbish"
printf 'tsa_url = http://127.0.0.1:%s/\ntsa_ca = %s\n' "$(cat "$tmp/port")" \
	"$tmp/far-ca.pem" >>"$GGZY_CONF"
supervise restart stamp
attempt far
within test -s "$tmp/asked"
is 'an authority elsewhere is asked as RFC 3161 says' "$(head -n 1 "$tmp/asked")" \
	application/timestamp-query
has_stamp far
is 'what is no stamp is not taken'	"$(json .token)" null
rm "$tmp/rubbish"
ok 'a good one is'			within has_stamp far
ok 'and goes back to it'		stamped_by far "$tmp/far-ca.pem"
like 'not to ours'			"$(stamped_by far "$tmp/ca.pem" | tail -n 1)" '不是可信的时间戳机构'
kill $far
