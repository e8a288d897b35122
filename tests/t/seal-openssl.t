#!/bin/sh
# Both suites: what ggzyctl seals the browser's module opens and the other way
# round, and a bid of the SM suite is opened by the openssl program alone.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
: "${GGZY_BUILD:=$top/var/test-build}"
ctl=$GGZY_BUILD/modules/ctl/ggzyctl
n=0 bad=0

if ! command -v node >/dev/null || ! command -v jq >/dev/null; then
	echo '1..0 # SKIP no node or jq'
	exit 0
fi
is() {
	n=$((n + 1))
	if test "$2" = "$3"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '#  got: %s\n# want: %s\n' "$2" "$3"
		bad=1
	fi
}
tool() {
	node "$top/tests/web/tool.mjs" "$@" 2>&1
}

echo 1..35
tmp=$(mktemp -d /tmp/ggzy-seal.XXXXXX) || exit 99
trap 'rm -rf "$tmp"' EXIT
deal=A01-12540000000000027J-20260315-000001-O
bidder=91540100MAYYTT015T
printf '{"price":100,"name":"投标.pdf","media":"application/pdf"}' >"$tmp/sheet"
head -c 300000 /dev/urandom >"$tmp/file"
sum=$(sha256sum <"$tmp/file")

# SUITE: keys of three trustees and the bidder, half of them of each maker
people() {
	for who in 1 3; do
		rm -f "$tmp/$who.jwk"
		"$ctl" key new "$tmp/$who.jwk" --suite "$1" >"$tmp/said"
	done
	for who in 2 bidder; do
		tool key "$1" >"$tmp/$who.jwk"
	done
	for i in 1 2 3; do
		jq -nc --argjson i $i --arg t "$(tool thumbprint "$tmp/$i.jwk")" \
			--argjson jwk "$("$ctl" key public "$tmp/$i.jwk")" \
			'{position: $i, thumbprint: $t, jwk: $jwk}'
	done | jq -sc --arg trade $deal \
		'{trade: $trade, threshold: 2, trustees: .}' >"$tmp/trustees"
}
# FILE POSITION: what the platform gives that trustee
shares() {
	sed -n 2p "$1" | jq -c --argjson p "$2" '{trade, position: $p, shares: [
		{bid: 1, bidder, commitment: .shares[$p - 1].commitment,
		jwe: .shares[$p - 1].jwe}]}' >"$tmp/shares"
}
for suite in p256 sm; do
	people $suite
	is "$suite: keys of both makers have one thumbprint" \
		"$("$ctl" key new "$tmp/new.$suite" --suite $suite | sed 's/.*指纹 //')" \
		"$(tool thumbprint "$tmp/new.$suite")"
	rm -f "$tmp/ours"
	"$ctl" seal --trustees "$tmp/trustees" --bidder $bidder \
		--key "$tmp/bidder.jwk" --sheet "$tmp/sheet" --file "$tmp/file" \
		--out "$tmp/ours" >"$tmp/said" 2>&1
	is "$suite: the module opens what ggzyctl sealed" \
		"$(tool open "$tmp/bidder.jwk" "$tmp/ours" "$tmp/out" | jq -r .name)" 投标.pdf
	is 'and has the file again' "$(sha256sum <"$tmp/out")" "$sum"
	for chunk in 65536 1048576; do
		rm -f "$tmp/out"
		tool seal "$tmp/trustees" $bidder "$tmp/bidder.jwk" "$tmp/sheet" \
			"$tmp/file" "$tmp/theirs" $chunk >"$tmp/said"
		is "$suite: ggzyctl opens what the module sealed, chunks of $chunk" \
			"$("$ctl" unseal --key "$tmp/bidder.jwk" --bid "$tmp/theirs" \
			--out "$tmp/out" 2>&1 | jq -r .name)" 投标.pdf
		is 'and has the file again' "$(sha256sum <"$tmp/out")" "$sum"
	done
	for file in ours theirs; do
		is "$suite: both unlock the key of $file" \
			"$(tool unlock $deal "$tmp/bidder.jwk" "$tmp/$file")" \
			"$("$ctl" unlock --trade $deal --key "$tmp/bidder.jwk" --bid "$tmp/$file")"
		shares "$tmp/$file" 2
		is "$suite: both release the same share of $file" \
			"$(tool release $deal "$tmp/2.jwk" "$tmp/shares")" \
			"$("$ctl" release --trade $deal --key "$tmp/2.jwk" --shares "$tmp/shares")"
	done
	shares "$tmp/ours" 1
	is "$suite: and neither one that is not for the key" \
		"$(tool release $deal "$tmp/2.jwk" "$tmp/shares") $("$ctl" release \
		--trade $deal --key "$tmp/2.jwk" --shares "$tmp/shares" 2>/dev/null)" \
		'{"shares":[{"bid":1}]} {"shares":[{"bid":1}]}'
	other=${deal%O}P
	shares "$tmp/ours" 2
	is "$suite: who means another trade gets the same answer of both" \
		"$(tool release "$other" "$tmp/2.jwk" "$tmp/shares") $("$ctl" \
		release --trade "$other" --key "$tmp/2.jwk" --shares "$tmp/shares" \
		2>&1 | sed "s,.*: 份,份,;s/：.*//")" '份额清单是另一个标段的 份额清单是另一个标段的'
	jq -c --arg t "$other" '.trade = $t' "$tmp/shares" >"$tmp/copied"
	is "$suite: and both keep a share that is another trade's" \
		"$(tool release "$other" "$tmp/2.jwk" "$tmp/copied") $("$ctl" \
		release --trade "$other" --key "$tmp/2.jwk" --shares "$tmp/copied" \
		2>/dev/null)" '{"shares":[{"bid":1,"foreign":true}]} {"shares":[{"bid":1,"foreign":true}]}'
	jq -c '.shares[0].bidder = "91540102MAYYTT023J"' "$tmp/shares" >"$tmp/copied"
	is "$suite: or another bidder's" \
		"$(tool release $deal "$tmp/2.jwk" "$tmp/copied") $("$ctl" \
		release --trade $deal --key "$tmp/2.jwk" --shares "$tmp/copied" \
		2>/dev/null)" '{"shares":[{"bid":1,"foreign":true}]} {"shares":[{"bid":1,"foreign":true}]}'
done

# -- the SM suite by the openssl program, from the description alone
hexed() { od -An -v -tx1 | tr -d ' \n'; }
unhexed() { sed 's/../\\x&/g' | xargs -0 printf '%b'; }
plain64() { tr -- '-_' '+/' | sed 's/$/===/' | base64 -d 2>/dev/null; }
member() { jq -r ".$1" "$tmp/bidder.jwk" | plain64 | hexed; }
hmac() { openssl mac -digest SM3 -macopt "hexkey:$1" HMAC | tr 'A-F' 'a-f'; }
sm3() { openssl dgst -sm3 | sed 's/.* //'; }

# the private key as PEM: RFC 5915 with the point, on the curve of SM2
printf 'asn1=SEQUENCE:k\n[k]\nv=INTEGER:1\nd=FORMAT:HEX,OCTETSTRING:%s\n%s\n%s\n[c]\no=OID:1.2.156.10197.1.301\n[p]\nb=FORMAT:HEX,BITSTRING:04%s%s\n' \
	"$(member d)" 'c=EXPLICIT:0,OID:1.2.156.10197.1.301' \
	"p=EXPLICIT:1,FORMAT:HEX,BITSTRING:04$(member x)$(member y)" \
	"$(member x)" "$(member y)" >"$tmp/asn1"
openssl asn1parse -genconf "$tmp/asn1" -noout -out "$tmp/der" >"$tmp/said" 2>&1
openssl pkey -inform DER -in "$tmp/der" -out "$tmp/key.pem" 2>>"$tmp/said"
sed -n 2p "$tmp/ours" | tr -d '\n' >"$tmp/header"
jq -r .own.jwe.ciphertext "$tmp/header" | plain64 >"$tmp/wrapped"
openssl pkeyutl -decrypt -inkey "$tmp/key.pem" -in "$tmp/wrapped" \
	-out "$tmp/both" 2>>"$tmp/said"
head -c 32 "$tmp/both" >"$tmp/secret"
is 'openssl unwraps the key' "$(hexed <"$tmp/secret")" \
	"$("$ctl" unlock --trade $deal --key "$tmp/bidder.jwk" --bid "$tmp/ours" | jq -r .key)"
bound=$(printf 'GGZY-BID-2 for\n%s\n%s\n0\n' $deal $bidder | sm3)
is 'with whose it is, by SM3' "$(tail -c 32 "$tmp/both" | hexed)" "$bound"
is 'and has the commitment by SM3' \
	"$( (printf 'GGZY-BID-2 secret'; printf %s "$bound" | unhexed; cat "$tmp/secret") | sm3)" \
	"$(jq -r .commitment "$tmp/header")"
prk=$(hmac "$(printf '%064d' 0)" <"$tmp/secret")
inner=$(printf 'GGZY-BID-2 SM4-CTR\001' | hmac "$prk" | cut -c1-32)
mac=$(printf 'GGZY-BID-2 HMAC-SM3\001' | hmac "$prk")
size=$(jq .size "$tmp/header")
tail -c $((size + 32)) "$tmp/ours" | head -c "$size" >"$tmp/body"
{
	openssl dgst -sm3 -binary "$tmp/header"
	printf '%016x%016x%024x' 0 1 0 | unhexed
	cat "$tmp/body"
	printf '%016x%016x' 48 "$size" | unhexed
} >"$tmp/authentic"
is 'and the tag by HMAC-SM3' "$(hmac "$mac" <"$tmp/authentic")" \
	"$(tail -c 32 "$tmp/ours" | hexed)"
openssl enc -d -sm4-ctr -K "$inner" -iv "$(printf '%032d' 0)" -in "$tmp/body" \
	-out "$tmp/plain" 2>>"$tmp/said"
is 'and the file by SM4-CTR' "$(tail -c 300000 "$tmp/plain" | sha256sum)" "$sum"
exit $bad
