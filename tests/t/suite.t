#!/bin/sh
# A platform of the SM suite: keys, bids, shares, receipts, heads and the tree
# of the log, each also checked by the openssl program or the browser's module.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
command -v node >/dev/null || skip_all 'no node'
plan 53
start_private --suite sm --witness
people

e=/api/engineering
id=1234567812345678
tool() {
	node "$top/tests/web/tool.mjs" "$@"
}

# WHO SUITE: a key pair of that person, registered; the last one counts.
key_of() {
	rm -f "$tmp/$1.jwk"
	ctl key new "$tmp/$1.jwk" --suite "$2" >"$tmp/said.$1" || bail "no key for $1"
	must "$1" POST /api/service/keys "$(ctl key public "$tmp/$1.jwk")"
}

# PEM SIGNATURE: of standard input, by the openssl program.
signed() {
	cat >"$tmp/signed"
	printf '%s' "$2" | tr -- '-_' '+/' | sed 's/$/==/' | base64 -d 2>/dev/null |
		od -An -v -tx1 | tr -d ' \n' >"$tmp/raw"
	half=$(cut -c1-64 "$tmp/raw") rest=$(cut -c65-128 "$tmp/raw")
	printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' \
		"$half" "$rest" >"$tmp/asn1"
	openssl asn1parse -genconf "$tmp/asn1" -noout -out "$tmp/der" &&
		openssl pkeyutl -verify -pubin -inkey "$1" -in "$tmp/signed" -rawin \
			-digest sm3 -pkeyopt "distid:${3-$id}" -sigfile "$tmp/der" 2>&1
}

as ''
call GET /api/service/installation
is 'the installation says its suite'	"$(json .suite)" sm
like 'the keys of the platform are SM2'	"$(openssl pkey -pubin -text -noout \
	-in "$GGZY_VAR/keys/log.pub" 2>&1)" 'SM2'
call GET /seal/index.js
like 'the sealing module is there'	"$status $(header Content-Type)" '^200 .*javascript'
is 'the suite is not changed by another init' \
	"$(ctl init --name 别的 --suite p256 >"$tmp/said" 2>&1; echo $?)" 78
is 'a suite that is none is refused' \
	"$(ctl init --name 别的 --suite sm9 >"$tmp/said" 2>&1; echo $?)" 64

# -- keys
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	key_of $who sm
done
is 'a key has the curve SM2'		"$(jq -r '.crv + .kty' "$tmp/owner.jwk")" SM2EC
is 'its thumbprint is by SM3'		"$(sed 's/.*指纹 //' "$tmp/said.owner")" \
	"$(ctl key public "$tmp/owner.jwk" | tr -d '\n' | openssl dgst -sm3 -binary |
	base64 | tr '+/' '-_' | tr -d '=\n')"
is 'the browser agrees'			"$(tool thumbprint "$tmp/owner.jwk")" \
	"$(sed 's/.*指纹 //' "$tmp/said.owner")"
as stranger
call POST /api/service/keys "$(jq -c '{kty, crv: "P-256", x, y}' "$tmp/owner.jwk")"
is 'a point of the other curve is no key' "$status $(json '.fields|keys[0]')" '422 x'
call POST /api/service/keys "$(jq -c '{kty, crv: "SM9", x, y}' "$tmp/owner.jwk")"
is 'nor is one of a curve nobody knows'	"$status" 422

# -- trustees
draft 国密 lowest
key_of centre p256
choose() { # [SUITE]
	as owner
	call POST "$e/trades/$trade/trustees" "$(jq -nc --arg s "${1-}" \
		'{threshold: 2, trustees: [{side: "owner", login: "owner"},
		{side: "centre", login: "centre"},
		{side: "supervision", login: "supervisor"}]} +
		(if $s == "" then {} else {suite: $s} end)')"
}
choose
is 'keys of two suites do not go together' "$status $(json '.fields|keys[0]')" '422 suite'
choose P256-AES256GCM-SHA256
is 'nor a suite that not all have'	"$status $(json '.fields|keys|join(" ")')" \
	'422 trustees[0].login trustees[2].login'
choose SM
is 'or that there is not'		"$status $(json '.fields|keys[0]')" '422 suite'
choose SM2-SM4CTR-HMACSM3
is 'named, the keys of that suite are taken' "$status $(json '[.trustees[].jwk.crv]|join(" ")')" \
	'200 SM2 SM2 SM2'
key_of centre sm
choose
is 'the sheet says the suite'		"$status $(json .suite)" '200 SM2-SM4CTR-HMACSM3'
published 国密招标 "$trade"

# -- bids
ctl receipt public >"$tmp/receipt.pem"
hand_in "$trade" bidder1 1000000000
is 'a bid of the suite is taken'	"$status $(sed -n 2p "$tmp/bid" | jq -r .suite)" \
	'201 SM2-SM4CTR-HMACSM3'
printf %s "$body" | jq -c .receipt >"$tmp/receipt"
is 'its receipt is signed with SM2'	"$(jq -r '.protected|@base64d' "$tmp/receipt")" \
	'{"alg":"SM2SM3"}'
like 'and checked by ggzyctl'		"$(ctl receipt check "$tmp/receipt" \
	--public "$tmp/receipt.pem")" '"kind":"received"'
like 'and by openssl'			"$(jq -j '.protected + "." + .payload' "$tmp/receipt" |
	signed "$tmp/receipt.pem" "$(jq -r .signature "$tmp/receipt")")" 'Success'
like 'with the identity, not without'	"$(jq -j '.protected + "." + .payload' "$tmp/receipt" |
	signed "$tmp/receipt.pem" "$(jq -r .signature "$tmp/receipt")" '')" 'Failure'
LC_ALL=C sed '2s/SM2-SM4CTR-HMACSM3/P256-AES256GCM-SHA256/' "$tmp/bid" >"$tmp/lie"
as bidder2
upload "$e/trades/$trade/bids" "$tmp/lie"
is 'an envelope that lies about its suite is not' "$status $(json .code)" '422 E_SEAL'

jq -nc '{price: 900000000, name: "投标文件.pdf", media: "application/pdf"}' >"$tmp/sheet"
head -c 3000000 /dev/urandom >"$tmp/big"
tool seal "$tmp/trustees.json" "$(credit_code 20000002)" "$tmp/bidder2.jwk" \
	"$tmp/sheet" "$tmp/big" "$tmp/bid.js" >"$tmp/said" 2>&1 || diag "$(cat "$tmp/said")"
as bidder2
upload "$e/trades/$trade/bids" "$tmp/bid.js"
is 'a bid sealed as in a browser is taken' "$status" 201
is 'its owner opens it with ggzyctl'	"$(ctl unseal --key "$tmp/bidder2.jwk" \
	--bid "$tmp/bid.js" --out "$tmp/out" 2>&1 | jq -r .price; cmp "$tmp/out" "$tmp/big")" 900000000
hand_in "$trade" bidder3 1100000000
is 'and the browser what ggzyctl sealed' "$(tool open "$tmp/bidder3.jwk" "$tmp/bid" \
	"$tmp/out.js" | jq -r .price; cmp "$tmp/out.js" "$tmp/bid.pdf")" 1100000000
is 'both unlock the same key'		"$(tool unlock "$(deal_of "$trade")" "$tmp/bidder3.jwk" "$tmp/bid")" \
	"$(ctl unlock --trade "$(deal_of "$trade")" --key "$tmp/bidder3.jwk" --bid "$tmp/bid")"

# -- no key is asked for before the witness has signed the closed box
ctl witness require 1 --wait 60 >/dev/null
shift_time 31d
box_is_witnessed() {
	as ''
	call GET "$e/trades/$trade/box"
	test "$(json .witnessed)" = true
}
eventually 'a witness co-signs the box'	box_is_witnessed
is 'which is closed yet, with every bid'	"$(json .count) $(settled_stage "$trade")" \
	"3 $OPENING"

# -- the opening: one trustee at the command line, one in the browser
deal=$(deal_of "$trade")
must centre GET "$e/trades/$trade/shares"
cp "$tmp/body" "$tmp/shares"
is 'both release the same shares'	"$(tool release "$deal" "$tmp/centre.jwk" "$tmp/shares")" \
	"$(ctl release --trade "$deal" --key "$tmp/centre.jwk" --shares "$tmp/shares")"
must centre POST "$e/trades/$trade/shares" "$(tool release "$deal" "$tmp/centre.jwk" "$tmp/shares")"
must supervisor GET "$e/trades/$trade/shares"
cp "$tmp/body" "$tmp/shares"
must supervisor POST "$e/trades/$trade/shares" \
	"$(ctl release --trade "$deal" --key "$tmp/supervisor.jwk" --shares "$tmp/shares")"
eventually 'the box is opened'		stage_is "$trade" $EVALUATION
is 'with every price'			"$(sql "SELECT GROUP_CONCAT(price ORDER BY price)
	FROM ggzy_trade.opening WHERE trade = $trade AND opened")" \
	900000000,1000000000,1100000000

# -- the log
cosigned() {
	test "$(sql "SELECT (SELECT MAX(size) FROM ggzy_core.log_cosignature) =
		(SELECT MAX(size) FROM ggzy_core.log_head)")" = 1
}
sign_head "$trade"
within cosigned
bundles_are_good "$trade"
is 'the head of a bundle has its witness' "$(jq '.heads | last |
	.cosignatures | length' "$tmp/bundles/full/log.json") $(jq '.need' \
	"$tmp/bundles/full/keys.json")" '1 1'
is_witnessed() {
	as ''
	call GET /api/service/log/head
	test "$(json .witnessed)" = true
}
eventually 'a witness co-signs the log'	is_witnessed
said=$(json '.cosignatures[0].body')
is 'over SM3 of the head'	"$(printf '%s' "$said" | jq -r '.suite + " " + .head')" \
	"SM2-SM4CTR-HMACSM3 $(json .body | tr -d '\n' | openssl dgst -sm3 | sed 's/.* //')"
like 'by SM2, as openssl says'	"$(printf 'GGZY-COSIGN-1\n%s' "$said" | signed \
	"$GGZY_VAR/witness/key.pub" "$(json '.cosignatures[0].signature')")" 'Success'
like 'the log verifies'			"$(ctl log verify 2>&1)" '^日志一致'

# -- the witness takes the log up anew: another epoch, in all that is signed
cp "$tmp/bundles/full/keys.json" "$tmp/keys.before"
ok 'the witness lets go of what it signed' ggzy-witness \
	-c "$GGZY_VAR/conf/witness.conf" --acknowledge 演练 --anew
ok 'which the platform recognises'	ctl witness anew --name supervision --epoch 1
sign_head "$trade"
in_epoch() {
	test "$(sql "SELECT (SELECT MAX(size) FROM ggzy_core.log_cosignature
		WHERE epoch = 1) = (SELECT MAX(size) FROM ggzy_core.log_head)")" = 1
}
eventually 'it signs in its new epoch'	in_epoch
bundles_are_good "$trade"
is 'bundles say which it is'		"$(jq -c '[.witnesses[].epoch]' "$tmp/bundles/full/keys.json")" '[1]'
like 'who trusts keys of before is told' "$(ggzyctl verify --trust "$tmp/keys.before" "$tmp/bundles/full" 2>&1)" 'keys.trusted'
ctl log head >"$tmp/log.head"
is 'its heads name the suite'		"$(sed -n 1p "$tmp/log.head" | jq -r .suite)" \
	SM2-SM4CTR-HMACSM3
like 'and are verified by openssl'	"$(sed -n 1p "$tmp/log.head" | tr -d '\n' |
	signed "$GGZY_VAR/keys/log.pub" "$(sed -n 2p "$tmp/log.head")")" 'Success'
as ''
call GET '/api/service/log/proof?seq=5'
is 'a leaf is SM3 of the event'		"$(json .leaf)" "$( (printf '\0'; sql 'SELECT body
	FROM ggzy_core.event e JOIN ggzy_core.log_entry l ON l.event = e.id
	WHERE l.seq = 5' | tr -d '\n') | openssl dgst -sm3 | sed 's/.* //')"
is 'and leads to the root by SM3'	"$(printf '%s' "$body" | tool root)" "$(json .root)"
number=$(jq -r '.payload|@base64d|fromjson|.receipt' "$tmp/receipt")
proven() {
	must bidder1 GET "$e/receipts/$number"
	ctl receipt check "$tmp/body" --receipt-key "$tmp/receipt.pem" \
		--log-key "$GGZY_VAR/keys/log.pub" >"$tmp/judged" 2>&1
}
eventually 'a receipt is proven to the root' proven
like 'by leaf, path and head'		"$(cat "$tmp/judged")" '日志证明：第'
sql 'UPDATE ggzy_core.event SET body = REPLACE(body, "init", "intt") WHERE id = 1' >/dev/null
like 'a changed event is found'		"$(ctl log verify 2>&1)" '内容与摘要不符'
