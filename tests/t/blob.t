#!/bin/sh
# ggzyctl blob sweep: what no row refers to goes, what one does stays.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../tender.sh"
plan 13
start
people

must owner POST /api/engineering/projects "$(jq -nc '{name: "清扫工程项目",
	catalogue_item: "A06", region: 540102, entry_kind: "must",
	state_funded: true, investment_fen: 5000000000}')"
project=$(json .id)
head -c 40000 /dev/urandom >"$tmp/kept"
head -c 40000 /dev/urandom >"$tmp/lost"
as owner
upload "/api/engineering/projects/$project/documents?name=a.pdf&kind=tender" \
	"$tmp/kept"
is 'a document is taken'	"$status" 201
as bidder1
upload "/api/engineering/projects/$project/documents?name=b.pdf&kind=tender" \
	"$tmp/lost"
like 'a stranger to the project is refused'	"$status" '^40[34]$'
place() {
	digest=$(sha256sum "$1" | cut -c 1-64)
	echo "$GGZY_VAR/blobs/${2-$(echo "$digest" | cut -c 1-2)/$(echo "$digest" |
		cut -c 3-4)}/$digest"
}
kept=$(place "$tmp/kept") lost=$(place "$tmp/lost")
trash=$(place "$tmp/lost" trash)
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

as owner
upload "/api/engineering/projects/$project/documents?name=b.pdf&kind=tender" \
	"$tmp/lost"
ok 'the same bytes can come again'	cmp -s "$lost" "$tmp/lost"
touch -d '40 days ago' "$lost"
upload "/api/engineering/projects/$project/documents?name=b.pdf&kind=tender" \
	"$tmp/lost"
like 'and make their file new' \
	"$(find "$lost" -mmin -5)" "$digest"
touch -d '40 days ago' "$trash"
ctl blob sweep >"$tmp/sweep"
ok 'a second time and the file is gone'	test ! -e "$trash"
ok 'but not the one that came again'	cmp -s "$lost" "$tmp/lost"
