#!/bin/sh
# Shares are wrapped to certificates: which are taken for it, and whole
# openings by them in both suites.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/certs.sh"
plan 43
start_private
people
e=/api/engineering
operator=$(sql 'SELECT platform_code FROM ggzy_core.installation')

ca_begin "$tmp/ca"
for suite in p256 sm2; do
	ca_root root-$suite $suite
	ca_below below-$suite root-$suite $suite
	leaf owner-$suite below-$suite $suite "$owner_code" encipher
	leaf centre-$suite below-$suite $suite "$operator" encipher
	leaf supervisor-$suite below-$suite $suite "$operator" encipher
done
leaf signs below-p256 p256 "$owner_code"
leaf server below-p256 p256 "$owner_code" server
leaf bidder below-p256 p256 "$(credit_code 20000001)" encipher
leaf rsa below-p256 rsa "$owner_code" encipher
leaf expired below-p256 p256 "$owner_code" encipher \
	-startdate 20200101000000Z -enddate 20210101000000Z
leaf gone below-p256 p256 "$owner_code" encipher
leaf delegate below-p256 p256 "$owner_code"
ca_root elsewhere p256
leaf unknown elsewhere p256 "$owner_code" encipher
revoke gone below-p256
crl below-p256 below-p256 -crl_lastupdate 20250101000000Z \
	-crl_nextupdate 20350101000000Z
crl below-sm2 below-sm2 -crl_lastupdate 20250101000000Z \
	-crl_nextupdate 20350101000000Z
for suite in p256 sm2; do
	ctl ca add --name "CA $suite" --root "$ca/root-$suite.pem" --intermediate \
		"$ca/below-$suite.pem" --purpose login,sign >"$tmp/add" || bail "$(cat "$tmp/add")"
done

der() {
	openssl x509 -in "$ca/$1.pem" -outform DER
}
# WHO FILE: registers it; its key is the person's from then on
opens_with() {
	as "$1"
	call POST /api/service/keys/certificate \
		"{\"certificate\":\"$(der "$2" | base64 -w 0)\"}"
	rm -f "$tmp/$1.jwk"
	cp "$ca/$2.key" "$tmp/$1.jwk"
}
outcome() {
	echo "$status $(json '.reason // .code // "-"')"
}

# -- what is taken
has_key bidder1
has_key bidder2
has_key bidder3
opens_with owner signs
is 'refused: signs'			"$(outcome)" '403 CERT_USAGE'
opens_with centre centre-p256
is 'one may be registered before there are news of revocation' "$status" 201
opens_with supervisor supervisor-p256
draft 证书 lowest
as owner
has_key owner
call POST "$e/trades/$trade/trustees" '{"threshold":2,"trustees":[
	{"side":"owner","login":"owner"},{"side":"centre","login":"centre"},
	{"side":"supervision","login":"supervisor"}]}'
is 'but nobody is named with it'	"$status $(json '"\(.reason) \(.fields | keys | join(" "))"')" \
	'422 CERT_STALE trustees[1].login trustees[2].login'
must owner GET /api/service/keys
must owner POST "/api/service/keys/$(json '.items[0].id')/revoke"
ctl ca crl "$ca/below-p256.crl" "$ca/below-sm2.crl" >"$tmp/crl" || diag "$(cat "$tmp/crl")"
for what in server:CERT_USAGE bidder:CERT_OTHER_CODE \
	rsa:CERT_CURVE expired:CERT_EXPIRED gone:CERT_REVOKED \
	unknown:CERT_UNKNOWN below-p256:CERT_USAGE; do
	opens_with owner "${what%:*}"
	is "refused: ${what%:*}"	"$(outcome)" "403 ${what#*:}"
done
call POST /api/service/keys/certificate '{"certificate":"bm9uZQ=="}'
is 'refused: what is no certificate'	"$(outcome)" '403 CERT_SYNTAX'
is 'each refusal is in the log'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb = 'key-refused'")" 9
is 'and nothing was registered'		"$(sql "SELECT COUNT(*) FROM ggzy_core.account_key k
	JOIN ggzy_core.account a ON a.id = k.account
	WHERE a.login = 'owner' AND k.revoked_at IS NULL")" 0
opens_with owner owner-p256
is 'a good one is taken'		"$status $(json .certificate)" \
	"201 $(der owner-p256 | sha256sum | cut -c1-64)"
id=$(json .id)
opens_with owner owner-p256
is 'once'				"$(outcome)" '409 E_EXISTS'
opens_with delegate owner-p256
is 'who showed it before keeps nobody from it'	"$status $(json .certificate)" \
	"201 $(der owner-p256 | sha256sum | cut -c1-64)"
held=$(json .id)
as owner
call POST "$e/trades/$trade/trustees" '{"threshold":3,"trustees":[
	{"side":"owner","login":"owner"},{"side":"centre","login":"centre"},
	{"side":"supervision","login":"supervisor"},{"side":"owner","login":"delegate"}]}'
is 'but one key opens for one'		"$status $(json '.fields.trustees')" \
	'422 第 1 位和第 4 位受托人登记的是同一把公钥，须各用自己的'
must delegate POST "/api/service/keys/$held/revoke"
cp "$ca/owner-p256.key" "$ca/renewed.key"
ca_request renewed "/C=CN/O=试验单位/organizationIdentifier=$owner_code/CN=新"
ca_issue renewed below-p256 encipher -md sha256
opens_with owner renewed
is 'renewed, its key is the same'	"$status $(json .id)" "201 $id"
call GET /api/service/keys
is 'the list has the newest'		"$(json '[.items[] | select(.revoked_at == null) | .certificate] | join(" ")')" \
	"$(der renewed | sha256sum | cut -c1-64)"

# -- a whole opening
trustees "$trade"
is 'the sheet names the certificates'	"$(json '[.trustees[].certificate] | join(" ")')" \
	"$(for f in renewed centre-p256 supervisor-p256; do der $f | sha256sum | cut -c1-64; done | paste -sd' ')"
published 证书招标公告 "$trade"
one=$trade
as ''
call GET "$e/trades/$trade/trustees"
json . >"$tmp/sheet"
json '.trustees[1].chain[0]' | base64 -d | openssl x509 -inform DER >"$tmp/leaf.pem"
json '.trustees[1].chain[1]' | base64 -d | openssl x509 -inform DER >"$tmp/below.pem"
ok 'whoever asks gets the chain'	openssl verify -CAfile "$ca/root-p256.pem" \
	-untrusted "$tmp/below.pem" "$tmp/leaf.pem"
is 'to the very key'			"$(json '.trustees[1].jwk' | jq -r '"\(.x) \(.y)"')" \
	"$(ctl key public "$ca/centre-p256.key" | jq -r '"\(.x) \(.y)"')"
terms=$(sql "SELECT text FROM ggzy_trade.statement WHERE trade = $trade AND kind = 'terms'")
is 'the terms name them'		"$(echo "$terms" | jq -c .trustees)" \
	"$(jq -c '.trustees | map({position, side, thumbprint, certificate, chain})' "$tmp/sheet")"
is 'whose digest the notice put into the log'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade = $trade AND verb = 'publish' AND body LIKE '%$(printf %s "$terms" |
	sha256sum | cut -c1-64)%'")" 1
is 'with the list that was relied on'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.trustee
	WHERE trade = $trade AND crl IS NOT NULL AND judged_at IS NOT NULL")" 3
jq '.trustees[0].certificate = .trustees[1].certificate |
	.trustees[0].chain = .trustees[1].chain' "$tmp/sheet" >"$tmp/false"
echo '{"price":1,"name":"a.pdf","media":"application/pdf"}' >"$tmp/bid.json"
like "nobody seals for another's certificate"	"$(ctl seal --trustees "$tmp/false" \
	--key "$tmp/bidder1.jwk" --bidder "$(credit_code 20000001)" --sheet "$tmp/bid.json" \
	--file "$tmp/false" --out "$tmp/none" 2>&1)" '第 1 位受托人的公钥不是所列加密证书的'

# the next trade is of SM2: the newest certificates count
for who in owner centre supervisor; do
	cp "$tmp/$who.jwk" "$tmp/$who.p256"
	opens_with $who $who-sm2
	is "the SM2 certificate of $who is taken" "$status" 201
	cp "$tmp/$who.jwk" "$tmp/$who.sm2"
done
draft 国密证书 lowest
trustees "$trade"
is 'the suite follows the certificates'	"$(json .suite)" SM2-SM4CTR-HMACSM3
published 国密证书招标公告 "$trade"
two=$trade
for i in 1 2 3; do
	hand_in "$one" bidder$i "1${i}00000000"
	test "$status" = 201 || diag "bid: $status $body"
done
for i in 1 2 3; do
	rm -f "$tmp/bidder$i.jwk"
	ctl key new "$tmp/bidder$i.jwk" --suite sm >"$tmp/said"
	hand_in "$two" bidder$i "1${i}00000000"
	test "$status" = 201 || diag "bid: $status $body"
done

# -- what was good when a trustee was named may not be at the notice
draft 吊销 lowest
trustees "$trade"
three=$trade project3=$project
revoke supervisor-sm2 below-sm2
crl below-sm2 below-sm2
ctl ca crl "$ca/below-sm2.crl" >"$tmp/crl" || diag "$(cat "$tmp/crl")"
notice() { # PROJECT TRADE [AT]
	echo text >"$tmp/document"
	as owner
	upload "$e/projects/$1/documents?kind=tender&name=a.pdf" "$tmp/document"
	call POST "$e/notices" "$(jq -nc --argjson document "$(json .id)" \
		--argjson trade "$2" --arg at "${3-}" '{
		type: "GC02", title: "某工程招标公告", body: "现公开招标。",
		duty_person: "洛桑", examiner: "卓玛", documents: [$document],
		trades: [$trade]} + (if $at == "" then {} else {publish_at: $at} end)')"
}
notice "$project3" "$three"
is 'a revoked certificate stops the notice'	"$(outcome)" '403 CERT_REVOKED'
like 'which says whose it is'		"$(json .detail)" '第 3 位受托人：证书已被 CA 吊销'
as owner
call POST "$e/trades/$three/trustees" '{"threshold":2,"trustees":[
	{"side":"owner","login":"owner"},{"side":"centre","login":"centre"},
	{"side":"supervision","login":"supervisor"}]}'
is 'nor is its holder named again'	"$status $(json '.fields | keys[0]')" \
	'422 trustees[2].login'

# -- bare keys, as long as nobody has to have another
person supervisor2 监督二 --role supervisor:540000
person centre2 中心二 --role centre:540000
for who in delegate centre2 supervisor2; do
	has_key $who
done
bare='{"threshold":2,"trustees":[{"side":"owner","login":"delegate"},
	{"side":"centre","login":"centre2"},{"side":"supervision","login":"supervisor2"}]}'
as owner
call POST "$e/trades/$three/trustees" "$bare"
is 'who has no certificate keeps his bare key'	"$status $(json '[.trustees[].certificate] |
	tojson')" '200 [null,null,null]'
ctl ca require on >"$tmp/require"
call POST "$e/trades/$three/trustees" "$bare"
is 'unless everybody must sign'		"$status $(json '.fields | keys | join(" ")')" \
	'422 trustees[0].login trustees[1].login trustees[2].login'
ctl ca require off >"$tmp/require"
must centre2 GET /api/service/keys
must centre2 POST "/api/service/keys/$(json '.items[0].id')/revoke"
notice "$project3" "$three"
like 'a key that was given up is none'	"$(outcome) $(json .detail)" '409 E_STATE 第 2 位受托人：公钥已停用'
has_key centre2
must owner POST "$e/trades/$three/trustees" "$bare"
notice "$project3" "$three" "$(later 2d)"
is 'a notice is scheduled with them'	"$status" 201
as delegate
call POST /api/service/challenge
json . >"$tmp/challenge"
jq -j .bind_text "$tmp/challenge" >"$tmp/text"
ctl sign --key "$ca/delegate.key" --cert "$ca/delegate.pem" --text "$tmp/text" >"$tmp/proof"
call POST /api/service/certificates "$(jq -c --rawfile p "$tmp/proof" '($p | split("\n")) as $l |
	{challenge, certificate: $l[0], signature: $l[1]}' "$tmp/challenge")"
is 'one of them binds a certificate to sign'	"$status" 201
shift_time 3d
is 'then his bare key is none at its hour'	"$(settled_stage "$three") $(sql "SELECT COUNT(*)
	FROM ggzy_core.event WHERE verb = 'unschedule' AND project = $project3
	AND body LIKE '%第 1 位受托人：开标密钥须是加密证书的%'")" "$DRAFT 1"
shift_time 28d
for suite in p256 sm2; do
	for who in owner centre supervisor; do
		cp "$tmp/$who.$suite" "$tmp/$who.jwk"
	done
	test $suite = p256 && trade=$one || trade=$two
	open_box "$trade"
	is "certificates of $suite open the box"	"$(sql "SELECT GROUP_CONCAT(price
		ORDER BY price) FROM ggzy_trade.opening WHERE trade = $trade AND opened")" \
		1100000000,1200000000,1300000000
done
printf '{"trade":"%040d","position":1,"shares":[]}' 0 >"$tmp/empty"
like 'a key of RSA releases nothing'	"$(ctl release --trade "$(printf %040d 0)" \
	--key "$ca/rsa.key" --shares "$tmp/empty" 2>&1)" '不是 P-256 或 SM2 私钥'

# -- given up at last
as owner
call GET /api/service/keys
print=$(json '[.items[] | select(.revoked_at == null and .certificate)][0] | "\(.id) \(.certificate)"')
must owner POST "/api/service/keys/${print% *}/revoke"
is 'what is given up is named by its certificate too' "$(sql "SELECT GROUP_CONCAT(verb ORDER BY id)
	FROM ggzy_core.event
	WHERE JSON_VALUE(body, '\$.detail.certificate') = '${print#* }'")" key-add,key-revoke
