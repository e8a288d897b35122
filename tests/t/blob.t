#!/bin/sh
# ggzyctl blob sweep: what no row refers to goes, what one does stays.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../tender.sh"
plan 13
start
people

draft 清扫 comprehensive
for who in owner centre supervisor; do
	has_key "$who"
done
trustees "$trade"
published 清扫招标公告 "$trade"
head -c 40000 /dev/urandom >"$tmp/kept"
head -c 40000 /dev/urandom >"$tmp/lost"

# FILE: a document of the owner, which is kept.
document() {
	as owner
	upload "/api/engineering/projects/$project/documents?name=a.pdf&kind=tender" \
		"$1"
}
# FILE: as a bid, which it is not.
no_bid() {
	as bidder1
	upload "/api/engineering/trades/$trade/bids" "$1"
}
document "$tmp/kept"
is 'a document is taken'	"$status" 201
no_bid "$tmp/lost"
like 'what is no sealed bid is refused'	"$status" '^4'
digest_of() {
	sha256sum "$1" | cut -c 1-64
}
# FILE: where it is stored.
place() {
	digest_of "$1" | sed "s,^\(..\)\(..\).*,$GGZY_VAR/blobs/\1/\2/&,"
}
digest=$(digest_of "$tmp/lost")
kept=$(place "$tmp/kept") lost=$(place "$tmp/lost")
trash=$GGZY_VAR/blobs/trash/$digest
ok 'both files are stored'	test -e "$kept" -a -e "$lost"
like 'young files stay'		"$(ctl blob sweep; test -e "$lost" && echo there)" there

touch -d '40 days ago' "$kept" "$lost"
like 'a dry run names what would go'	"$(ctl blob sweep --dry-run)" "$digest"
ok 'and takes nothing'		test -e "$lost"
ctl blob sweep >"$tmp/sweep"
ok 'what nobody refers to is put aside'	test ! -e "$lost" -a -e "$trash"
ok 'what a row refers to stays'	cmp -s "$kept" "$tmp/kept"
like 'the log has a word of it'	"$(sql "SELECT body FROM ggzy_core.event
	WHERE verb = 'blob-sweep' ORDER BY id DESC LIMIT 1")" '"moved":[1-9]'

document "$tmp/lost"
ok 'the same bytes can come again'	cmp -s "$lost" "$tmp/lost"
touch -d '40 days ago' "$lost"
no_bid "$tmp/lost"
like 'and make their file new' \
	"$(find "$lost" -mmin -5)" "$digest"
touch -d '40 days ago' "$trash"
ctl blob sweep >"$tmp/sweep"
ok 'a second time and the file is gone'	test ! -e "$trash"
ok 'but not the one that came again'	cmp -s "$lost" "$tmp/lost"
