#!/bin/sh
# A bid sealed by another program, written from the description alone, is
# opened by ours: by the bidder, and by any two of three trustees.
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

echo 1..11
tmp=$(mktemp -d /tmp/ggzy-foreign.XXXXXX) || exit 99
trap 'rm -rf "$tmp"' EXIT
deal=A01-12540000000000027J-20260315-000001-O
bidder=91540100MAYYTT015T
for who in 1 2 3 bidder; do
	"$ctl" key new "$tmp/$who.jwk" >"$tmp/said.$who"
done
for i in 1 2 3; do
	jq -nc --argjson i $i --argjson jwk "$("$ctl" key public "$tmp/$i.jwk")" \
		--arg t "$(sed 's/.*指纹 //' "$tmp/said.$i")" \
		'{position: $i, thumbprint: $t, jwk: $jwk}'
done | jq -sc --arg trade $deal '{trade: $trade, threshold: 2, trustees: .}' \
	>"$tmp/trustees"
printf '{"price":100,"name":"投标.pdf","media":"application/pdf"}' >"$tmp/sheet"
head -c 200000 /dev/urandom >"$tmp/file"

theirs() { # CHUNK
	rm -f "$tmp/theirs" "$tmp/out"
	node "$top/tests/web/seal.js" "$tmp/trustees" $bidder "$tmp/bidder.jwk" \
		"$tmp/sheet" "$tmp/file" "$tmp/theirs" "$1" >"$tmp/node" 2>&1
	"$ctl" unseal --key "$tmp/bidder.jwk" --bid "$tmp/theirs" \
		--out "$tmp/out" 2>&1 | jq -r .name
}
for chunk in 65536 100000 1048576; do
	is "the bidder opens it, chunks of $chunk" "$(theirs $chunk)" 投标.pdf
	is 'and has the file again' "$(sha256sum <"$tmp/out")" \
		"$(sha256sum <"$tmp/file")"
done

# What the platform would do with the trustees' shares.
share() { # FILE POSITION
	sed -n 2p "$1" | jq -c --argjson p "$2" '{trade, position: $p, shares: [
		{bid: 1, bidder, commitment: .shares[$p - 1].commitment,
		jwe: .shares[$p - 1].jwe}]}' >"$tmp/shares"
	"$ctl" release --trade $deal --key "$tmp/$2.jwk" --shares "$tmp/shares" |
		jq -r '.shares[0].share'
}
combine() { # POSITION SHARE POSITION SHARE
	node -e '
	const mul = (a, b) => { let p = 0; for (; b; b >>= 1) {
		if (b & 1) p ^= a; a = (a << 1) ^ (a & 0x80 ? 0x11b : 0); } return p; };
	const inv = (a) => { let r = 1; for (let i = 0; i < 254; i++) r = mul(r, a); return r; };
	const [p, s, q, t] = process.argv.slice(1);
	const a = Buffer.from(s, "hex"), b = Buffer.from(t, "hex"), d = inv(p ^ q);
	console.log(Buffer.from(a.map((y, i) =>
		mul(mul(y, q), d) ^ mul(mul(b[i], p), d))).toString("hex"));
	' "$@"
}
key=$("$ctl" unlock --trade $deal --key "$tmp/bidder.jwk" --bid "$tmp/theirs" | jq -r .key)
one=$(share "$tmp/theirs" 1) two=$(share "$tmp/theirs" 2) three=$(share "$tmp/theirs" 3)
is 'trustees 1 and 2 get the key'	"$(combine 1 "$one" 2 "$two")" "$key"
is 'trustees 1 and 3 get the key'	"$(combine 1 "$one" 3 "$three")" "$key"
is 'trustees 3 and 2 get the key'	"$(combine 3 "$three" 2 "$two")" "$key"

rm -f "$tmp/ours"
"$ctl" seal --trustees "$tmp/trustees" --bidder $bidder --key "$tmp/bidder.jwk" \
	--sheet "$tmp/sheet" --file "$tmp/file" --out "$tmp/ours" >/dev/null
key=$("$ctl" unlock --trade $deal --key "$tmp/bidder.jwk" --bid "$tmp/ours" | jq -r .key)
is 'our shares combine elsewhere'	"$(combine 1 "$(share "$tmp/ours" 1)" 3 "$(share "$tmp/ours" 3)")" "$key"
is 'one share alone is not the key'	"$(test "$one" != "$key" && echo no)" no
exit $bad
