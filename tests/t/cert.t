#!/bin/sh
# Certificates of several CAs: whose are taken, logging in with one, and a
# whole tender whose deeds of weight are signed.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/certs.sh"
plan 122
start_private
people
e=/api/engineering
operator=$(sql 'SELECT platform_code FROM ggzy_core.installation')

# -- three CAs: RSA by OCSP, P-256 and SM2 by lists
ca_begin "$tmp/ca"
for suite in rsa p256 sm2; do
	ca_root root-$suite $suite
	ca_below below-$suite root-$suite $suite
done
below=below-p256
leaf owner below-rsa rsa "$owner_code"
leaf bidder1 below-sm2 sm2 "$(credit_code 20000001)"
leaf bidder2 $below p256 "$(credit_code 20000002)"
leaf bidder3 $below p256 "$(credit_code 20000003)"
leaf delegate $below p256 "$owner_code"
leaf centre $below p256 "$operator"
leaf supervisor $below p256 "$operator"
leaf gone $below p256 "$owner_code"
leaf responder below-rsa p256 "$operator" responder
revoke gone $below
crl $below $below
crl below-sm2 below-sm2
port=$((20000 + ($$ + 7777) % 20000))
responder() {
	openssl ocsp -index "$ca/below-rsa.index" -port "$port" \
		-CA "$ca/below-rsa.pem" -rsigner "$ca/responder.pem" \
		-rkey "$ca/responder.key" -ndays 1 >"$tmp/ocsp.log" 2>&1 &
	responder_pid=$!
	within grep -qi waiting "$tmp/ocsp.log"
}

# FILE [PURPOSE]: the code of ggzyctl's judgement
check() {
	ctl ca check --purpose "${2-sign}" "$ca/$1.pem" 2>&1 |
		sed -n 's/.*(\(CERT_[A-Z0-9_]*\)).*/\1/p'
}
add() { # NAME ROOT ARGS
	name=$1 root=$2
	shift 2
	ctl ca add --name "$name" --root "$ca/$root.pem" "$@" >"$tmp/add" 2>&1
	sed -n 's/^CA \([0-9]*\):.*/\1/p; s/.*(\(CERT_[A-Z0-9_]*\)).*/\1/p' \
		"$tmp/add" | tail -n 1
}
is 'before a CA is recognised its certificates are unknown' \
	"$(check bidder2)" CERT_UNKNOWN
is 'a CA is added'	"$(add 第一CA root-rsa --intermediate \
	"$ca/below-rsa.pem" --ocsp "http://127.0.0.1:$port/")" 1
openssl x509 -in "$ca/root-p256.pem" -outform DER -out "$ca/root-p256.der"
is 'from DER too'	"$(ctl ca add --name 第二CA --root "$ca/root-p256.der" \
	--intermediate "$ca/$below.pem" --crl "$GGZY_URL/$below.crl" |
	grep -c 第二CA)" 1
is 'and a mobile one'	"$(add 第三CA root-sm2 --kind mobile --intermediate \
	"$ca/below-sm2.pem")" 3
is 'an intermediate has to be one'	"$(add 假 root-p256 --intermediate \
	"$ca/$below.pem" --intermediate "$ca/bidder2.pem")" CERT_CA_FALSE
is 'of that root'	"$(add 假 root-p256 --intermediate \
	"$ca/below-sm2.pem")" CERT_UNKNOWN
is 'and nothing was kept of those'	"$(ctl ca list | wc -l)" 3
like 'the list says which is mobile'	"$(ctl ca list)" '第三CA.*mobile'
is 'an address is of the web'	"$(ctl ca add --name 假 --root \
	"$ca/root-p256.pem" --crl file:///etc/passwd 2>&1 | grep -c http)" 1
is 'without a list log-in is possible'	"$(check bidder2 login)" CERT_OK
is 'but no deed'			"$(check bidder2)" CERT_STALE
ok 'lists are loaded'		ctl ca crl "$ca/$below.crl" "$ca/below-sm2.crl"
is 'then it is'			"$(check bidder2) $(check bidder1)" 'CERT_OK CERT_OK'
is 'a revoked one is refused'	"$(check gone) $(check gone login)" \
	'CERT_REVOKED CERT_REVOKED'
ok 'the same list again is no error'	ctl ca crl "$ca/$below.crl"
crl old $below -crl_lastupdate 20250101000000Z -crl_nextupdate 20350101000000Z
like 'an older list is refused'	"$(ctl ca crl "$ca/old.crl" 2>&1)" CERT_CRL_OLD
ca_root elsewhere p256
crl elsewhere elsewhere
like 'and one of another issuer'	"$(ctl ca crl "$ca/elsewhere.crl" 2>&1)" \
	CERT_CRL_ISSUER
ca_root same-name p256 "/C=CN/O=$below/CN=$below"
crl same-name same-name
like 'also of the same name'	"$(ctl ca crl "$ca/same-name.crl" 2>&1)" \
	CERT_FORGED

# -- terms of recognition
ca_root terms p256
leaf terms-leaf terms p256 "$owner_code"
crl terms terms
# days are those of China
yesterday=$(TZ=UTC-8 date -d yesterday +%F)
tomorrow=$(TZ=UTC-8 date -d tomorrow +%F)
terms() { # ARGS: one CA of those terms, judged, ended
	id=$(add 条件 terms "$@")
	ctl ca crl "$ca/terms.crl" >"$tmp/crl" 2>&1
	check terms-leaf
	ctl ca end --reason 试验 "$id" >"$tmp/end" 2>&1
}
is 'a period that is over'	"$(terms --to "$yesterday")" CERT_PERIOD
is 'one that has not begun'	"$(terms --from "$tomorrow")" CERT_PERIOD
is 'not for signing'		"$(terms --purpose login,seal)" CERT_PURPOSE
is 'without the policy'		"$(terms --policy 1.2.3.5)" CERT_POLICY
is 'no code where it should be'	"$(terms --code-at OU)" CERT_NO_CODE
is 'with all of them right'	"$(terms --policy 1.2.3.4)" CERT_OK
is 'ended'			"$(check terms-leaf)" CERT_ENDED

# -- a responder
is 'of the first CA nothing is known'	"$(check owner)" CERT_STALE
like 'a responder that is down is said'	"$(ctl ca refresh 2>&1)" \
	'127.0.0.1|404|第二CA'

# WHO FILE [KIND]: the proof over a fresh challenge, as JSON
prove() {
	as "$1"
	call POST /api/service/challenge
	json . >"$tmp/challenge.json"
	jq -j ".${3-bind}_text" "$tmp/challenge.json" >"$tmp/text"
	ctl sign --key "${4-$ca/$2.key}" --cert "$ca/$2.pem" \
		--text "$tmp/text" >"$tmp/proof" 2>"$tmp/proof.err" ||
		diag "$(cat "$tmp/proof.err")"
	proof=$(jq -c --rawfile p "$tmp/proof" '($p | split("\n")) as $l |
		{challenge, certificate: $l[0], signature: $l[1]}' \
		"$tmp/challenge.json")
}
bind() {
	prove "$1" "$2"
	call POST /api/service/certificates "$proof"
}

# -- binding
bind owner owner
is 'a certificate is bound'		"$status" 201
is 'with the code it has'		"$(json .code)" "$owner_code"
is 'once'		"$(bind owner owner && echo "$status $(json .code)")" \
	'409 E_EXISTS'
bind bidder2 bidder3
is "another subject's is refused"	"$status $(json .code) $(json .reason)" \
	'403 E_CERT CERT_OTHER_CODE'
bind owner gone
is 'and a revoked one'		"$(json .reason)" CERT_REVOKED
prove bidder2 bidder2 login
call POST /api/service/certificates "$proof"
is 'what was signed to log in binds nothing'	"$(json .reason)" CERT_SIGNATURE
bind bidder2 bidder2
call POST /api/service/certificates "$proof"
is 'a challenge serves once'	"$(json .reason)" CERT_CHALLENGE
bind bidder1 bidder1
is 'SM2 is bound'		"$status" 201
as owner
call GET /api/service/certificates
is 'one sees his own'		"$(json '.items|length') $(json '.items[0].ca')" \
	'1 第一CA'

# -- logging in
enter() { # FILE
	prove '' "$1" login
	call POST /api/service/login/certificate "$proof"
}
rm -f "$tmp/jar."
enter bidder1
is 'who signs the challenge is in'	"$status $(json .login)" '200 bidder1'
call POST /api/service/login/certificate "$proof"
is 'with a fresh challenge'		"$(json .reason)" CERT_CHALLENGE
enter owner
is 'also without a list'		"$status" 200
enter bidder3
is 'not who bound nothing'	"$status $(json .reason)" '403 CERT_UNBOUND'
enter gone
is 'nor who was revoked'	"$(json .reason)" CERT_REVOKED
prove '' bidder1 login
proof=$(echo "$proof" | jq -c --arg c "$(openssl x509 -in "$ca/bidder2.pem" \
	-outform DER | base64 -w 0)" '.certificate = $c')
call POST /api/service/login/certificate "$proof"
is "nor with another's certificate"	"$(json .reason)" CERT_SIGNATURE
sql "UPDATE ggzy_core.account SET status = 'locked' WHERE login = 'bidder1'"
enter bidder1
is 'a locked account is as if unbound'	"$status $(json .reason)" \
	'403 CERT_UNBOUND'
sql "UPDATE ggzy_core.account SET status = 'active' WHERE login = 'bidder1'"
is 'refusals are in the log'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb IN ('login-refused', 'certificate-refused')")" 9
tries=0
while test "$status" != 429 && test $tries -lt 25; do
	prove '' bidder1 login
	call POST /api/service/login/certificate \
		"$(echo "$proof" | jq -c '.signature = "AAAA"')"
	tries=$((tries + 1))
done
is 'who fails too often waits'	"$status" 429
sql 'DELETE FROM ggzy_core.throttle'

# -- a deed without and with its signature
for who in bidder1 bidder2 bidder3; do
	has_key $who
done
# trustees open with the other certificate of their pair
for who in owner centre supervisor; do
	test $who = owner && code=$owner_code || code=$operator
	leaf $who-opens $below p256 "$code" encipher
	must $who POST /api/service/keys/certificate "{\"certificate\":\"$(openssl x509 \
		-in "$ca/$who-opens.pem" -outform DER | base64 -w 0)\"}"
	cp "$ca/$who-opens.key" "$tmp/$who.jwk"
done
bind bidder3 bidder3
bind centre centre
bind supervisor supervisor
bind delegate delegate
is 'who acts for nobody has the operator'\''s code'	"$status" 201
draft 签名 lowest
trustees "$trade"
echo text >"$tmp/document"
as owner
upload "$e/projects/$project/documents?kind=tender&name=a.pdf" "$tmp/document"
notice=$(jq -nc --argjson document "$(json .id)" --arg trade "$trade" '{
	type: "GC02", title: "签名工程招标公告", body: "现公开招标。",
	duty_person: "洛桑", examiner: "卓玛", documents: [$document],
	trades: [$trade | tonumber]}')
notices() {
	sql "SELECT COUNT(*) FROM ggzy_trade.notice WHERE project = $project"
}
call POST "$e/notices" "$notice"
is 'who bound a certificate has to sign'	"$status $(json .code)" '403 E_SIGN'
sign_with "$ca/owner"
call POST "$e/notices" "$notice"
is 'nothing is signed without fresh news of revocation' \
	"$status $(json .reason)" '403 CERT_STALE'
responder
# with the password of its own account alone
mkdir -m 700 "$tmp/secrets"
cp "$GGZY_VAR/secrets/ggzy_ca.db" "$tmp/secrets"
sed "s,^secrets.*,secrets = $tmp/secrets," "$GGZY_VAR/conf/ggzy.conf" >"$tmp/ca.conf"
refresh() {
	GGZY_CONF=$tmp/ca.conf ctl ca refresh >"$tmp/refresh" 2>&1
}
refresh
is 'the responder says it is good'	"$(check owner)" CERT_OK
is 'who asks may write no more than what was said' "$(sql "SELECT
	GROUP_CONCAT(privilege_type, ' ', table_name ORDER BY privilege_type, table_name)
	FROM information_schema.table_privileges
	WHERE grantee = \"'ggzy_ca'@'localhost'\" AND privilege_type <> 'SELECT'")" \
	'DELETE crl_entry,INSERT crl,INSERT crl_entry,INSERT event,INSERT ocsp_answer'
is 'its answer is kept'	"$(sql 'SELECT GROUP_CONCAT(status)
	FROM ggzy_core.ocsp_answer')" 0
minutes() { # N: the instant so many minutes from now
	TZ=UTC-8 date -d "$1 minutes" +%FT%T.000+08:00
}
signed() { # KEY METHOD PATH BODY SIGNER [MINUTES [ADDRESS]]
	printf '%s' "$4" >"$tmp/in"
	ctl sign --key "$ca/$5.key" --cert "$ca/$5.pem" "$2" "$3" \
		--address "${7-$GGZY_URL}" --idempotency-key "$1" --body "$tmp/in" --at "$(minutes "${6-0}")" >"$tmp/signed"
}
# KEY METHOD PATH BODY: with the signature that signed() made
sent() {
	printf '%s' "$4" >"$tmp/in"
	key=$1
	send "$2" "$3" --data-binary "@$tmp/in" -H "@$tmp/signed"
	key=
	echo "$status $(json '.reason // .code // "-"')"
}
k=$(fresh_key)
signed "$k" POST "$e/notices" "$notice" owner
is 'another body'	"$(sent "$k" POST "$e/notices" \
	"$(echo "$notice" | sed s/现公开/不公开/)")" '403 CERT_SIGNATURE'
is 'another key'	"$(sent "$(fresh_key)" POST "$e/notices" "$notice")" \
	'403 CERT_SIGNATURE'
signed "$k" POST "$e/projects" "$notice" owner
is 'another path'	"$(sent "$k" POST "$e/notices" "$notice")" \
	'403 CERT_SIGNATURE'
# another region's, whose trades have the same numbers
signed "$k" POST "$e/notices" "$notice" owner 0 https://ggzy.example.cn
sent "$k" POST "$e/notices" "$notice" >"$tmp/answer"
is 'another installation'	"$(cat "$tmp/answer")" '403 CERT_SIGNATURE'
is 'whose refusal says for which one it must be'	"$(json .detail | grep -cF "为 $GGZY_URL 的 POST $e/notices")" 1
signed "$k" POST "$e/notices" "$notice" delegate
is "a colleague's certificate"	"$(sent "$k" POST "$e/notices" "$notice")" \
	'403 CERT_UNBOUND'
signed "$k" POST "$e/notices" "$notice" gone
is 'a revoked one'	"$(sent "$k" POST "$e/notices" "$notice")" \
	'403 CERT_REVOKED'
for half in Certificate Signed-At Signature; do
	signed "$k" POST "$e/notices" "$notice" owner
	sed -i "/$half/d" "$tmp/signed"
	is "a signature without $half"	"$(sent "$k" POST "$e/notices" "$notice")" '403 E_SIGN'
done
# what was refused once is of no use on a better day
for m in -11 11; do
	signed "$k" POST "$e/notices" "$notice" owner $m
	is "signed $m minutes from now"	"$(sent "$k" POST "$e/notices" "$notice")" '403 E_SIGNTIME'
done
signed "$k" POST "$e/notices" "$notice" owner -11
at=$(minutes 0)
sed -i "s/^\(GGZY-Signed-At: \).*/\1$at/" "$tmp/signed"
is 'with another time'	"$(sent "$k" POST "$e/notices" "$notice")" '403 CERT_SIGNATURE'
sed -i 's/+08:00$/+08:0/' "$tmp/signed"
is 'or no time'	"$(sent "$k" POST "$e/notices" "$notice")" '422 E_FIELD'
printf 'GGZY-Certificate: x\nGGZY-Signed-At: %s\nGGZY-Signature: x\n' "$at" >"$tmp/signed"
is 'no certificate'	"$(sent "$k" POST "$e/notices" "$notice")" \
	'403 CERT_SYNTAX'
signed "$k" POST "$e/notices" "$notice" owner
body=$(curl -s -H "Origin: $GGZY_URL" -H 'Content-Type: application/json' \
	-H "@$tmp/signed" -b "$tmp/jar.owner" --data-binary "@$tmp/in" \
	"$GGZY_URL$e/notices")
is 'no key'		"$(json '"\(.status) \(.fields | keys[0])"')" \
	'422 Idempotency-Key'
is 'of all these nothing is left'	"$(notices) $(sql 'SELECT COUNT(*)
	FROM ggzy_core.deed') $(sql "SELECT COUNT(*) FROM ggzy_core.idempotency
	WHERE idem_key = '$k'")" '0 0 0'
is 'signed as it is, it is done'	"$(sent "$k" POST "$e/notices" "$notice")" '201 -'
is 'the answer is kept under the key'	"$(sent "$k" POST "$e/notices" "$notice")" '201 -'
is 'and it was done once'	"$(notices) $(sql 'SELECT COUNT(*)
	FROM ggzy_core.deed')" '1 1'
within stage_is "$trade" $NOTICE || bail 'no notice'

# -- what proves it
as owner
call GET "$e/trades/$trade/deeds"
is 'the evidence is shown'	"$(json '.items[0] | "\(.method) \(.path) \(.ca)"')" \
	"POST $e/notices 第一CA"
json '.items[0].chain[0]' | base64 -d >"$tmp/leaf.der"
json '.items[0].chain[1]' | base64 -d >"$tmp/below.der"
json '.items[0].signature' | base64 -d >"$tmp/sig"
printf 'GGZY-DEED-2\n%s\nPOST %s\n%s\n%s\n%s\n' "$(json '.items[0].address')" "$e/notices" "$k" "$(json '.items[0].signed_at')" \
	"$(printf '%s' "$notice" | sha256sum | cut -c1-64)" >"$tmp/text"
openssl x509 -in "$tmp/leaf.der" -inform DER -noout -pubkey >"$tmp/pub"
ok 'openssl agrees with the signature'	openssl dgst -sha256 -verify \
	"$tmp/pub" -signature "$tmp/sig" "$tmp/text"
is 'the event marks the certificate and names the signature'	"$(sql "SELECT body
	FROM ggzy_core.event WHERE id = $(json '.items[0].event')" |
	jq -r '"\(.signed.certificate) \(.signed.signature)"')" \
	"$(printf 'GGZY-SIGNED-1\n%s\n%s\n' "$(json '.items[0].signature')" \
	"$(sha256sum <"$tmp/leaf.der" | cut -c1-64)" | sha256sum | cut -c1-64) $(
	sha256sum <"$tmp/sig" | cut -c1-64)"
is 'the responder'\''s answer stands beside it'	"$(json '.items[0].ocsp_digest')" \
	"$(sql 'SELECT SHA2(der, 256) FROM ggzy_core.ocsp_answer')"
is 'a worker cannot change it'	"$(mariadb --no-defaults \
	--socket="$(sed -n 's/^db_socket = //p' "$GGZY_CONF")" -u ggzy_engineering \
	-p"$(cat "$(sed -n 's/^secrets = //p' "$GGZY_CONF")/ggzy_engineering.db")" \
	-e "UPDATE ggzy_engineering.deed SET path = 'x'" 2>&1 | grep -c denied)" 1

# -- the whole of a tender, everybody signing
ok 'all must sign now'		ctl ca require on
as stranger
call POST "$e/trades/$trade/questions" '{"body":"这不是重要事项，不用签名"}'
is 'what is not of weight needs none'	"$(json '.code // "-"' | grep -c E_SIGN)" 0
for who in bidder1 bidder2 bidder3 centre supervisor delegate; do
	as $who
	sign_with "$ca/$who"
done
as bidder2
sign_with ''
hand_in "$trade" bidder2 1200000000
is 'a bid without a signature is refused'	"$status $(json .code)" '403 E_SIGN'
as bidder2
sign_with "$ca/bidder1"
hand_in "$trade" bidder2 1200000000
is "and one that another signed"	"$status $(json .reason)" '403 CERT_UNBOUND'
is 'there is no bid'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.bid
	WHERE trade = $trade")" 0
as bidder2
sign_with "$ca/bidder2"
sign_at=$(minutes -61)
hand_in "$trade" bidder2 1200000000
is 'or that was signed long ago, with a receipt'	"$status $(json '"\(.code) \(.receipt.payload | type)"')" \
	'403 E_SIGNTIME string'
sign_at=$(minutes -55) # a file may have been on its way for long
for i in 1 2 3; do
	hand_in "$trade" bidder$i "1${i}00000000"
	is "the signed bid of bidder$i is taken"	"$status" 201
done
sign_at=
as bidder1
call GET "$e/trades/$trade/deeds"
is 'one sees no deed but his own'	"$(json '[.items[].path] | join(" ")')" \
	"$e/trades/$trade/bids"
shift_time 31d
is 'the box is closed'		"$(settled_stage "$trade")" $OPENING
must supervisor GET "$e/trades/$trade/shares"
cp "$tmp/body" "$tmp/shares"
ctl release --trade "$(deal_of "$trade")" --key "$tmp/supervisor.jwk" \
	--shares "$tmp/shares" >"$tmp/release" 2>&1 || bail "$(cat "$tmp/release")"
sign_with ''
call POST "$e/trades/$trade/shares" "$(cat "$tmp/release")"
is 'a share is released by who signs'	"$status $(json .code)" '403 E_SIGN'
sign_with "$ca/supervisor"
open_box "$trade"
is 'signed, the box opens'	"$(settled_stage "$trade")" $EVALUATION

# the panel's own certificates, once it is known who they are
drawn "$trade"
must owner POST "$e/trades/$trade/panel/delegates" '{"logins":["delegate"]}'
members=$(panel_logins "$trade")
for m in $members; do
	case $m in
	expert*)
		leaf "$m" $below p256 \
			"$(resident_id "$((100 + ${m#expert}))")"
		bind "$m" "$m"
		test "$status" = 201 || diag "bind $m: $status $body"
		as "$m"
		sign_with "$ca/$m"
		;;
	esac
	must "$m" POST "$e/trades/$trade/panel/attend" '{}'
done
first=$(echo "$members" | sed -n 1p)
as "$first"
call POST "$e/trades/$trade/sheet" "$(sheet_json)"
sign_with ''
call POST "$e/trades/$trade/sheet/lock" '{}'
is 'a sheet is locked by a signature'	"$status $(json .code)" '403 E_SIGN'
sign_with "$ca/$first"
for m in $members; do
	sheet "$trade" "$m"
done
is 'of everybody'	"$(sql "SELECT COUNT(*) FROM ggzy_trade.panel_member
	WHERE trade = $trade AND locked_at IS NOT NULL")" 5
leader=$(sql "SELECT a.login FROM ggzy_trade.panel_member m
	JOIN ggzy_core.account a ON a.id = m.account
	WHERE m.trade = $trade AND m.leader = 1")
as "$leader"
sign_with ''
call POST "$e/trades/$trade/report" '{}'
is 'so is the report'		"$status $(json .code)" '403 E_SIGN'
sign_with "$ca/$leader"
must "$leader" POST "$e/trades/$trade/report" '{}'

# -- nobody learns from what is public who is on the panel, or that somebody
# was who signed or acted elsewhere
settle
as ''
after=
: >"$tmp/public"
while call GET "/api/service/feed?limit=500$after"
	test "$(json '.items | length')" -gt 0; do
	json '.items[] | .body // empty' >>"$tmp/public"
	after="&after=$(json '.items[-1].seq')"
done
is 'the leader of the panel reported in public'	"$(jq -r '.verb' "$tmp/public" |
	grep -c '^report$') $(grep -c '"signed"' "$tmp/public" | sed 's/^[1-9][0-9]*$/many/')" '1 many'
is 'what one signed shows of no other thing that he signed it' \
	"$(jq -r 'select(.signed) | "\(.signed.certificate) \(.signed.signature)"' \
	"$tmp/public" | sort -u | cut -d' ' -f1 | uniq -d | wc -l)" 0
ok 'a public bundle is made'	ctl bundle --public "$trade" "$tmp/before-award"
sql 'SELECT DISTINCT fingerprint FROM ggzy_core.deed' >"$tmp/fingerprints"
is 'neither bundle nor feed has a certificate that signed' "$(
	cat "$tmp/before-award/events.jsonl" "$tmp/public" |
	grep -cFf "$tmp/fingerprints")" 0
sql "CREATE TABLE ggzy_core.tried AS SELECT DISTINCT COALESCE(actor, 0) AS actor,
	COALESCE(subject, 0) AS subject, COALESCE(address, '') AS address FROM ggzy_core.event"
is 'nor is anybody found who tries all who there are' "$(sql "SELECT COUNT(*)
	FROM ggzy_core.event e JOIN ggzy_core.tried t
	WHERE JSON_VALUE(e.body, '\$.by') = SHA2(CONCAT_WS(' ',
	JSON_VALUE(e.body, '\$.salt'), t.actor, t.subject, t.address), 256)")" 0
is 'but by who has the row'	"$(sql "DROP TABLE ggzy_core.tried;
	SELECT SUM(JSON_VALUE(body, '\$.by') = SHA2(CONCAT_WS(' ', blind,
	COALESCE(actor, 0), COALESCE(subject, 0), address), 256)) = COUNT(*)
	FROM ggzy_core.event WHERE verb = 'report'")" 1
shift_time 5d
must owner GET "$e/trades/$trade/candidates"
award="{\"bid\":$(json '[.items[] | select(.rank == 1)][0].bid')}"
as owner
sign_with ''
call POST "$e/trades/$trade/award" "$award"
is 'and the award'		"$status $(json .code)" '403 E_SIGN'
call POST "$e/trades/$trade/objections/1/answer" '{"answer":"经复核业绩属实"}'
is 'an answer to an objection'	"$status $(json .code)" '403 E_SIGN'
call POST "$e/trades/$trade/terminate" '{"reason":"招标人决定不再招标"}'
is 'and an end without an award'	"$status $(json .code)" '403 E_SIGN'

# -- news of revocation grow old, and a responder changes its mind
kill "$responder_pid"
wait "$responder_pid" 2>/dev/null
revoke owner below-rsa
responder
ctl ca refresh >"$tmp/refresh" 2>&1
sign_with "$ca/owner"
call POST "$e/trades/$trade/award" "$award"
is 'who was revoked meanwhile awards nothing'	"$status $(json .reason)" \
	'403 CERT_REVOKED'
enter owner
is 'nor does he get in'		"$(json .reason)" CERT_REVOKED
kill "$responder_pid"
leaf owner2 $below p256 "$owner_code"
bind owner owner2
is 'a new certificate is bound'	"$status" 201
sign_with "$ca/owner2"
sleep 1
crl short $below -crlsec 1
ctl ca crl "$ca/short.crl" >"$tmp/crl" 2>&1
sleep 2
call POST "$e/trades/$trade/award" "$award"
is 'with an old list nothing is signed'	"$status $(json .reason)" '403 CERT_STALE'
enter owner2
is 'but people log in'			"$status" 200
crl $below $below
cp "$ca/$below.crl" "$GGZY_VAR/public/$below.crl"
refresh
must owner POST "$e/trades/$trade/award" "$award"
lists() {
	sql "SELECT COUNT(*) FROM ggzy_core.crl"
}
before=$(lists)
ggzyctl ca refresh --every 1 >"$tmp/every" 2>&1 &
every=$!
sleep 1 # a list of another second
crl $below $below
cp "$ca/$below.crl" "$GGZY_VAR/public/$below.crl"
more() {
	test "$(lists)" -gt "$before"
}
eventually 'the next one by itself'	more
ok 'who refreshes goes on'		kill "$every"
like 'so does the one of the platform'	"$(supervisorctl -c \
	"$GGZY_VAR/conf/supervisord.conf" status ca-refresh)" RUNNING
is 'a list is fetched, and the trade awarded'	"$(settled_stage "$trade")" $AWARD
as owner
call GET "$e/trades/$trade/deeds?limit=50"
is 'then the parties see all that was signed'	"$(json '[.items[].verb] |
	group_by(.) | map("\(.[0]) \(length)") | join(", ")')" \
	"$(sql "SELECT GROUP_CONCAT(v ORDER BY v SEPARATOR ', ') FROM
	(SELECT CONCAT(e.verb, ' ', COUNT(*)) AS v FROM ggzy_core.deed d
	JOIN ggzy_core.event e ON e.id = d.event GROUP BY e.verb) x")"
is 'every deed of the log names its signature'	"$(sql "SELECT COUNT(*)
	FROM ggzy_core.deed d JOIN ggzy_core.event e ON e.id = d.event
	WHERE JSON_VALUE(e.body, '\$.signed.signature') =
		SHA2(FROM_BASE64(d.signature), 256)")" \
	"$(sql 'SELECT COUNT(*) FROM ggzy_core.deed')"
bundles_are_good "$trade"
as bidder1
call GET /api/service/certificates
call POST "/api/service/certificates/$(json '.items[0].id')/revoke"
is 'a certificate is given up'	"$status" 200
ctl ca require off >"$tmp/off"
sign_with ''
call POST "$e/trades/$trade/bids/withdraw"
is 'but who had one goes on signing'	"$status $(json .code)" '403 E_SIGN'
as stranger
call POST "$e/trades/$trade/bids/withdraw"
is 'who never had one does not'	"$(json .code | grep -c E_SIGN)" 0
ok 'the log is whole'		ctl log verify

# -- somebody with the database and the receipt key puts a bid in
if command -v python3 >/dev/null; then
	sql "SELECT JSON_OBJECT('trade', t.id, 'project', t.project,
		'deal_code', t.deal_code, 'domain', t.domain,
		'subject', t.owner, 'credit_code', s.credit_code,
		'stage', t.stage, 'stage_word', 'award',
		'at', ggzy_archive.instant_text(i.now_ms), 'at_ms', i.now_ms,
		'trail', LOWER(HEX(l.hash)), 'bid', b.id, 'digest', b.digest,
		'size', b.size)
		FROM ggzy_trade.trade t JOIN ggzy_subject.subject s
		ON s.id = t.owner JOIN ggzy_core.trail l ON l.trade = t.id
		JOIN ggzy_trade.bid b ON b.trade = t.id, ggzy_core.instant i
		WHERE t.id = $trade ORDER BY b.id LIMIT 1" |
		python3 -B "$top/tests/verify/insert.py" \
			"$GGZY_VAR/keys/receipt.pem" >"$tmp/insert.sql"
	is 'a bid is put into every table' \
		"$(sql "$(cat "$tmp/insert.sql")")" ''
	sign_head "$trade"
	ggzyctl bundle --public "$trade" "$tmp/bundles/late" >/dev/null 2>&1
	is 'ours says that it came too late' "$(ggzyctl verify --json \
		"$tmp/bundles/late" | jq '[.failed[].name] |
		index("box.late") != null')" true
	is 'an independent program too' "$(python3 -B \
		"$top/tests/verify/verify.py" --json "$tmp/bundles/late" |
		jq '[.failed[].name] | index("box.late") != null')" true
else
	for i in 1 2 3; do skip "a bid put in $i" 'no python3'; done
fi
