#!/bin/sh
# What is kept of a tender: official documents when something happens, and the
# package at the end, which anybody can check with common tools.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 76
start
people

e=/api/engineering
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	has_key $who
done
draft 拉萨河 comprehensive
trustees "$trade"
published 拉萨河工程施工招标公告 "$trade"
must bidder1 POST "$e/trades/$trade/questions" '{"body":"工期能否顺延？"}'
must owner POST "$e/trades/$trade/questions/$(json .id)/answer" \
	'{"answer":"不顺延。"}'
must bidder2 POST "$e/trades/$trade/objections" \
	'{"kind":"documents","body":"资格条件与招标内容没有关系，请删除"}'
must owner POST "$e/trades/$trade/objections/$(json .id)/answer" \
	'{"answer":"资格条件依据施工企业资质标准，予以保留"}'
for i in 1 2 3; do
	hand_in "$trade" bidder$i "1${i}34567890"
done
shift_time 31d
open_box "$trade"
panel "$trade"
for m in $members; do
	sheet "$trade" "$m" 5000 5600 x
done

# KIND..: the documents there are
made() {
	test "$(sql "SELECT GROUP_CONCAT(kind ORDER BY id SEPARATOR ' ')
		FROM ggzy_archive.document WHERE trade = $trade")" = "$*"
}
eventually 'opening and draw are written at once' \
	made opening-record draw-record
as owner
call GET "$e/trades/$trade/official"
is 'the experts are secret until the award' \
	"$status $(json '[.items[].kind]|tostring')" '200 ["opening-record"]'
draw=$(sql "SELECT pdf FROM ggzy_archive.document
	WHERE trade = $trade AND kind = 'draw-record'")
call GET "$e/trades/$trade/official/$draw"
is 'nor does who knows the digest get them' "$status" 404
must owner POST "$e/trades/$trade/report" '{"text":"评审意见一致"}'
award_first "$trade"
must owner GET "$e/trades/$trade/award"
must owner POST "$e/trades/$trade/contract" "$(jq -nc \
	--arg day "$(now | cut -c1-10)" --argjson price "$(json .price)" '{
	number: "HT-1", amount_fen: $price, signed_on: $day,
	period_days: 200, bond_fen: 100000000}')"
must owner POST "$e/trades/$trade/performance" \
	'{"kind":"acceptance","body":"验收合格"}'
must owner POST "$e/trades/$trade/written-report" \
	'{"text":"招标投标活动依法进行，情况如下"}'
# two deeds that were checked against one revocation list of some megabytes
sql "INSERT INTO ggzy_core.ca (name, kind, login, sign, seal, code_at,
	recognised_from, recognised_to, created_at)
	VALUES ('某CA', 'ukey', 1, 1, 1, 'OU', 0, 1, 0)"
sql "INSERT INTO ggzy_core.crl (authority, number, this_update, next_update,
	digest, der, loaded_at) VALUES (REPEAT('a', 64), '1', 0, 1,
	REPEAT('b', 64), REPEAT(x'00ff41', 1000000), 0)"
for i in "NULL, $trade" "$project, NULL"; do
	sql "INSERT INTO ggzy_core.deed (at, real_at, module, account, project,
		trade, method, path, idem_key, body_digest, text_digest, ca,
		fingerprint, chain, crl, signature) SELECT 1, 1, 'engineering',
		a.id, $i, 'POST', '/x', '$i', '', '', c.id, '', '[]', l.id, ''
		FROM ggzy_core.account a, ggzy_core.ca c, ggzy_core.crl l
		WHERE a.login = 'owner' AND c.name = '某CA'"
done
must centre POST "$e/trades/$trade/archive" '{}'
is 'it is kept as long as a rule says' \
	"$(json '"\(.keep_rule) \(.keep_until[0:4])"')" \
	"gc.archive.years $(($(now | cut -c1-4) + 15))"
packed() {
	test "$(sql "SELECT COUNT(*) FROM ggzy_archive.bag
		WHERE trade = $trade")" = 1
}
eventually 'the package is made' packed
is 'every document is there' "$(made opening-record draw-record \
	evaluation-report award-notice && echo yes)" yes

# -- who gets what
digest_of() { # COLUMN KIND
	sql "SELECT $1 FROM ggzy_archive.document
		WHERE trade = $trade AND kind = '$2'"
}
kept() {
	echo "$GGZY_VAR/archive/$(echo "$1" | cut -c1-2)/$(echo "$1" |
		cut -c3-4)/$1"
}
opening=$(digest_of pdf opening-record)
report=$(digest_of pdf evaluation-report)
as ''
call GET "/documents/$opening.pdf"
is 'the opening record is public'	"$status" 200
is 'byte by byte'	"$(sha256sum <"$tmp/body" | cut -d' ' -f1)" "$opening"
call GET "/documents/$report.pdf"
is 'the evaluation report is not'	"$status" 404
linked() {
	as ''
	call GET "/trades/$trade.html"
	case $body in *"/documents/$opening.pdf"*) ;; *) return 1 ;; esac
}
eventually 'the page of the trade has a link' linked
as bidder1
call GET "$e/trades/$trade/official"
is 'a bidder does not get the list'	"$status" 403
call GET "$e/trades/$trade/official/$report"
is 'nor the report'			"$status" 403
as owner
call GET "$e/trades/$trade/official/$report"
is 'the owner does'	"$status $(sha256sum <"$tmp/body" | cut -d' ' -f1)" \
	"200 $report"
must supervisor GET "$e/trades/$trade/archive"
digest=$(json .package)
as supervisor
call GET "$e/trades/$trade/official/$digest"
bag=$tmp/bag.tar
cp "$tmp/body" "$bag"
is 'the supervision gets the package' \
	"$status $(sha256sum <"$bag" | cut -d' ' -f1)" "200 $digest"
is 'under the name of the folder in it'	"$(header content-disposition |
	sed "s/.*''//" | tr -d '\r')" "$(tar -tf "$bag" | head -n 1 |
	cut -d/ -f1).tar"

# -- documents as people have them
kinds='opening-record draw-record evaluation-report award-notice'
if command -v pdftotext >/dev/null; then
	text=$(pdftotext -layout "$(kept "$opening")" - 2>/dev/null)
	is 'the opening record names every bidder' "$(for i in 1 2 3; do
		case $text in *第${i}建筑有限公司*) echo $i ;; esac
	done | tr -d '\n')" 123
	like 'and says what was read out' "$text" '¥13,345,678.90'
	text=$(pdftotext "$(kept "$(digest_of pdf award-notice)")" -)
	like 'the award is in words too' "$text" \
		'人民币壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整'
	is 'all fonts are inside' "$(for d in $(sql "SELECT pdf
		FROM ggzy_archive.document WHERE trade = $trade"); do
		pdffonts "$(kept "$d")" | awk 'NR > 2 && $(NF - 4) != "yes"'
		pdffonts "$(kept "$d")" | awk 'END { if (NR < 3) print "none" }'
	done)" ''
	for d in $kinds; do
		pdftoppm -png -r 150 -f 1 -l 1 -singlefile \
			"$(kept "$(digest_of pdf "$d")")" "$tmp/page.$d"
	done
else
	for i in 1 2 3 4; do skip "PDF $i" 'no poppler-utils'; done
fi
if command -v zbarimg >/dev/null && test -s "$tmp/page.award-notice.png"; then
	is 'the code of each leads to the log' "$(for d in $kinds; do
		zbarimg -q --raw "$tmp/page.$d.png" 2>/dev/null
	done)" "$(sql "SELECT CONCAT('$GGZY_URL/verify.html#log=', d.seq,
		'&leaf=', LOWER(HEX(l.leaf)), '&json=', d.json)
		FROM ggzy_archive.document d
		JOIN ggzy_core.log_entry l ON l.seq = d.seq
		WHERE d.trade = $trade ORDER BY d.id")"
else
	skip 'the code of each leads to the log' 'no zbar-tools'
fi
# KIND FILTER: of what stands beside the PDF for machines
beside() {
	jq -c "$2" "$(kept "$(digest_of json "$1")")"
}
is 'the machine reads the same' "$(beside opening-record '[.kind, .event.seq,
	[.facts.bids[].price]]')" \
	"[\"opening-record\",$(digest_of seq opening-record),[1134567890,1234567890,1334567890]]"
is 'beside each of them' "$(for d in $kinds; do
	beside "$d" '[.kind, .event.seq, (.facts | length > 0)]'
	sha256sum <"$(kept "$(digest_of json "$d")")" | cut -d' ' -f1
done)" "$(for d in $kinds; do
	echo "[\"$d\",$(digest_of seq "$d"),true]"
	digest_of json "$d"
done)"
is 'with the facts of each' "$(beside draw-record .facts.draw.wanted
	beside evaluation-report '.facts.panel | length'
	beside award-notice .facts.award.price)" "4
5
1234567890"
is 'the log has the digests' "$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade = $trade AND verb = 'official' AND public = 1
	AND JSON_VALUE(body, '\$.detail.pdf') = '$opening'")" 1
is 'secret ones without their body in the feed' "$(sql "SELECT
	SUM(public) FROM ggzy_core.event WHERE trade = $trade
	AND verb = 'official'")" 2

# -- the package, by common tools
mkdir "$tmp/x"
ok 'tar unpacks it'	tar -C "$tmp/x" --warning=no-timestamp -xf "$bag"
folder=$(ls "$tmp/x")
in=$tmp/x/$folder
chmod -R u+w "$tmp/x"
agrees() {
	(cd "$in" && sha256sum --quiet --strict -c manifest-sha256.txt \
		tagmanifest-sha256.txt)
}
ok 'sha256sum agrees with the manifests'	agrees
sm3_agrees() {
	cat "$in/manifest-sm3.txt" "$in/tagmanifest-sm3.txt" |
		while read -r want path; do
			test "$want" = "$(openssl dgst -sm3 -r "$in/$path" |
				cut -d' ' -f1)" || echo "$path"
		done
}
is 'openssl agrees with those of SM3'	"$(sm3_agrees)" ''
is 'every payload file is in the manifest'	"$(cd "$in" &&
	find data -type f | sort)" \
	"$(cut -c67- "$in/manifest-sm3.txt" | sort)"
is 'and in the catalogue, but the catalogue' "$(cd "$in" && find data \
	-type f ! -name index.json | sort)" \
	"$(jq -r '.files[].path' "$in/data/index.json" | sort)"
is 'and in the list that is handed over, but what lists' "$(sed 1d \
	"$in/data/transfer.csv" | awk -F'","' '{ print $6 }' | sort)" \
	"$(jq -r '.files[].path' "$in/data/index.json" |
		grep -v '^data/transfer\.' | sort)"
is 'of every sort that belongs to a trade' "$(jq -r '.files[] |
	.category + " " + .path' "$in/data/index.json" |
	sed '/ data\/bundle\//d; s/[0-9][0-9]*/N/' | LC_ALL=C sort -u)" \
	"$(LC_ALL=C sort <<'END'
项目和标段 data/trade.json
项目和标段 data/project.json
项目和标段 data/rules.json
公告 data/notices/N.json
招标文件 data/documents/N.pdf
澄清答疑 data/questions.json
投标文件 data/bids/bids.json
投标文件 data/bids/N-receipt.json
投标文件 data/opened/N.pdf
开标 data/opening/trustees.json
开标 data/opening/opening.json
评标委员会 data/panel/draws.json
评标委员会 data/panel/panel.json
评标 data/evaluation/items.json
评标 data/evaluation/sheets.json
评标 data/evaluation/candidates.json
异议 data/objections.json
定标 data/award.json
合同和履约 data/contract.json
合同和履约 data/performance.json
法定期限 data/duties.json
文书 data/official/opening-record-N.pdf
文书 data/official/opening-record-N.json
文书 data/official/draw-record-N.pdf
文书 data/official/draw-record-N.json
文书 data/official/evaluation-report-N.pdf
文书 data/official/evaluation-report-N.json
文书 data/official/award-notice-N.pdf
文书 data/official/award-notice-N.json
签名和回执 data/receipts.json
签名和回执 data/deeds.json
签名和回执 data/revocation/N.crl
签名 data/log/log.pem
签名 data/log/receipt.pem
留痕 data/statements/N.json
留痕 data/log/events.jsonl
留痕 data/log/head.json
移交 data/transfer.csv
移交 data/transfer.pdf
END
	)"
is 'what was asked and objected to has its answer' "$(cd "$in/data" &&
	jq -r '.. | objects | .answer // empty' questions.json objections.json)" \
	"不顺延。
资格条件依据施工企业资质标准，予以保留"
if command -v python3 >/dev/null; then
	is 'Python counts the same octets' "$(python3 - "$bag" <<'END'
import sys, tarfile
f = [m for m in tarfile.open(sys.argv[1]) if "/data/" in m.name]
print("%d.%d" % (sum(m.size for m in f), len(f)))
END
	)" "$(sed -n 's/^Payload-Oxum: //p' "$in/bag-info.txt")"
else
	skip 'Python counts the same octets' 'no python3'
fi
is 'the sealed bids are those of the receipts' "$(sha256sum \
	"$in"/data/bundle/bids/* | cut -d' ' -f1 | sort)" "$(sql "SELECT digest
	FROM ggzy_trade.bid WHERE trade = $trade" | sort)"

# -- the bundle, checked from the beginning by two programs
bundles_are_good "$trade" "$in/data/bundle"
if command -v python3 >/dev/null; then
	ok 'and both find the same changes' env ASAN_OPTIONS=detect_leaks=0 \
		python3 -B "$top/tests/verify/agree.py" \
		"$GGZY_BUILD/modules/ctl/ggzyctl" "$tmp/agree" --good 0 \
		--mutants 200 "$tmp/bundles/full" "$tmp/bundles/public"
else
	skip 'and both find the same changes' 'no python3'
fi
code=$(sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $trade")
fetched() { # as anybody gets it, when it has all that happened
	rm -rf "$tmp/fetched"
	mkdir "$tmp/fetched"
	curl -sf "$GGZY_URL/documents/$code.tar" 2>/dev/null |
		tar -x -C "$tmp/fetched" 2>/dev/null
	test "$(wc -l <"$tmp/fetched/$code/events.jsonl")" = \
		"$(wc -l <"$tmp/bundles/public/events.jsonl")" 2>/dev/null
}
eventually 'everybody gets the public bundle from the site' fetched
ok 'and ours finds nothing wrong in it'	ggzyctl verify "$tmp/fetched/$code"
if command -v python3 >/dev/null; then
	ok 'an independent program neither' python3 -B \
		"$top/tests/verify/verify.py" "$tmp/fetched/$code"
else
	skip 'an independent program neither' 'no python3'
fi
linked() { grep -q "/documents/$code.tar" "$GGZY_VAR/public/trades/$trade.html"; }
eventually "the trade's page has the link" linked
is 'what deeds were checked against is there once' "$(cat \
	"$in"/data/revocation/* | sha256sum) $(jq -c '[.[].crl]' \
	"$in/data/deeds.json")" "$(perl -e \
	'print "\x00\xffA" x 1000000' | sha256sum) $(cd "$in" &&
	set -- data/revocation/* && echo "[\"$1\",\"$1\"]")"

# -- by ours
verify() { # FILE: offline; what is wrong, and the status
	GGZY_CONF=/nowhere ggzyctl archive verify "$1" 2>/dev/null |
		sed -n 's/^\([^：]*\): .*/\1/p' | sort -u | tr '\n' ' '
}
status_of() {
	"$@" >/dev/null 2>&1
	echo $?
}
is 'it verifies without any database'	"$(GGZY_CONF=/nowhere status_of \
	ggzyctl archive verify "$bag") $(verify "$bag")" '0 '
logged() {
	ggzyctl archive verify "$bag" | grep -q '条记录的相同'
}
eventually 'and the log has its digest'	logged
is 'made again it is the same'		"$(ggzyctl archive make "$trade")" \
	"$digest"
like 'the list has it'	"$(ggzyctl archive list)" "$digest"
is 'with as many files as are found in it' "$(ggzyctl archive list |
	awk -v digest="$digest" '$1 == digest { print $2 }')" \
	"$(ggzyctl archive verify "$bag" |
		sed -n 's/^归档包完好：[^，]*，\([0-9]*\) 件，.*/\1/p')"

# Packs what is in $in, as somebody who wants to deceive would.
again() {
	(cd "$tmp/x" && find "$folder" -type f | sort) | tar -C "$tmp/x" \
		--format=pax --no-recursion -cf "$tmp/y.tar" -T -
	verify "$tmp/y.tar"
}
is 'in another order it is as good'	"$(again)" ''
saved=$tmp/saved
change() { # FILE: keep a copy
	cp -p "$in/$1" "$saved"
}
undo() {
	cp -p "$saved" "$in/$1"
}
f=data/bundle/bids/$(ls "$in/data/bundle/bids" | head -n 1)
change "$f"
printf X | dd of="$in/$f" bs=1 seek=700 conv=notrunc 2>/dev/null
is 'a flipped byte is named'		"$(again)" "$f "
is 'with status 65'	"$(GGZY_CONF=/nowhere status_of \
	ggzyctl archive verify "$tmp/y.tar")" 65
undo "$f"
rm "$in/$f"
is 'a missing file is named'		"$(again)" "bag-info.txt $f "
undo "$f"
echo more >"$in/data/bids/9.txt"
is 'one too many is named'		"$(again)" 'bag-info.txt data/bids/9.txt '
rm "$in/data/bids/9.txt"
change manifest-sm3.txt
sed -i '1s/^./x/' "$in/manifest-sm3.txt"
is 'a changed manifest is named, and its file'	"$(again)" \
	'data/trade.json manifest-sm3.txt '
undo manifest-sm3.txt

# the whole in another folder, so that nobody knows its name
mv "$in" "$tmp/x/ggzy-other"
folder=ggzy-other
again >/dev/null
is 'what this platform did not make is told'	"$(status_of \
	ggzyctl archive verify "$tmp/y.tar")" 65
is 'unless its key is given, as of another platform' "$(status_of \
	ggzyctl archive verify "$tmp/y.tar" --public \
	"$tmp/x/ggzy-other/data/log/log.pem")" 0
like 'offline it is said whose key was used'	"$(GGZY_CONF=/nowhere \
	ggzyctl archive verify "$tmp/y.tar")" '公钥取自包内'
folder=$(basename "$in")
mv "$tmp/x/ggzy-other" "$in"

# an event changed, with every digest above it made to fit
f=data/log/events.jsonl
sed -i '3s/\\"verb\\":\\"[a-z-]*/&x/' "$in/$f"
refit() { # FILE MANIFEST TOOL..
	file=$1 list=$2
	shift 2
	new=$("$@" "$in/$file" | cut -d' ' -f1)
	sed -i "s|^.*  $file\$|$new  $file|" "$in/$list"
}
new_sha=$(sha256sum "$in/$f" | cut -d' ' -f1)
new_sm3=$(openssl dgst -sm3 -r "$in/$f" | cut -d' ' -f1)
jq -c --arg f "$f" --arg a "$new_sha" --arg b "$new_sm3" \
	--argjson n "$(wc -c <"$in/$f")" '(.files[] | select(.path == $f)) |=
	(.sha256 = $a | .sm3 = $b | .size = $n)' "$in/data/index.json" >"$saved"
cp "$saved" "$in/data/index.json"
for i in "$f" data/index.json; do
	refit "$i" manifest-sha256.txt sha256sum
	refit "$i" manifest-sm3.txt openssl dgst -sm3 -r
done
octets=$(find "$in/data" -type f -printf '%s\n' | awk '{ n += $1; k++ }
	END { print n "." k }')
sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $octets/" "$in/bag-info.txt"
for i in bag-info.txt manifest-sha256.txt manifest-sm3.txt; do
	refit "$i" tagmanifest-sha256.txt sha256sum
	refit "$i" tagmanifest-sm3.txt openssl dgst -sm3 -r
done
is 'an event that was rewritten is found'	"$(again)" "$f "
is 'no such file has a status of its own'	"$(status_of \
	ggzyctl archive verify "$tmp/none")" 66
: >"$tmp/empty"
is 'and nothing is no package'	"$(status_of \
	ggzyctl archive verify "$tmp/empty")" 65

# -- the code of a document, read by a telephone
page() { # LEAF JSON: what the page about verifying says
	chromium --headless --no-sandbox --disable-gpu --disable-quic \
		--user-data-dir="$tmp/chromium" --virtual-time-budget=8000 \
		--dump-dom "$GGZY_URL/verify.html#log=$(digest_of seq \
		opening-record)&leaf=$1&json=$2" 2>/dev/null |
		grep -o '<div class="sec stack" id="paper".*</div>' |
		sed 's/<[^>]*>/ /g'
}
if test -x /usr/bin/chromium; then
	leaf=$(sql "SELECT LOWER(HEX(leaf)) FROM ggzy_core.log_entry
		WHERE seq = $(digest_of seq opening-record)")
	json=$(digest_of json opening-record)
	text=$(page "$leaf" "$json")
	like 'it shows that the document is the platform'"'"'s' "$text" \
		'平台生成过这份文书.*重新算过，相符'
	like 'and what has to stand on it'	"$text" '13,345,678.90 元'
	like 'of a forged digest there is none' "$(page "$leaf" \
		"$(echo "$json" | tr 0-9 1-90)")" '没有公开的这份文书'
	like 'of another entry it says so'	"$(page "$(echo "$leaf" |
		tr 0-9 1-90)" "$json")" '不符'
else
	for i in 1 2 3 4; do skip "code $i" 'no chromium'; done
fi

# -- what is lost is made again
supervisor() {
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$@" >/dev/null 2>&1
}
mv "$GGZY_VAR/public/documents" "$tmp/documents"
supervisor restart archive
there() {
	test "$(ls "$GGZY_VAR/public/documents")" = "$(ls "$tmp/documents")"
}
eventually 'a lost public folder is filled again' there
# (bundles are under the newest head)
is 'with the same files'	"$(cat "$GGZY_VAR"/public/documents/*[fn] |
	sha256sum)" "$(cat "$tmp"/documents/*[fn] | sha256sum)"
supervisor stop archive
files_of() {
	sql "SELECT kind, pdf, json FROM ggzy_archive.document
		WHERE trade = $trade ORDER BY seq"
}
before=$(files_of)
sql "DELETE FROM ggzy_archive.document WHERE trade = $trade;
	DELETE FROM ggzy_archive.bag WHERE trade = $trade;
	DELETE FROM ggzy_service.cursor_of WHERE name = 'archive'"
is 'no package before its documents'	"$(status_of ggzyctl archive make \
	"$trade")" 66
# one that cannot be made
sql "CREATE TRIGGER ggzy_archive.refuse BEFORE INSERT ON ggzy_archive.document
	FOR EACH ROW SET NEW.pages = IF(NEW.trade = $trade
	AND NEW.kind = 'draw-record', NULL, NEW.pages)"
said=$(ggzy-archive -c "$GGZY_CONF" --once 2>&1)
is 'the status says that a document is missing' $? 75
like 'the line says which' "$said" \
	"level=error .*msg=document-not-made trade=$trade verb=draw "
ok 'those after it are made'	made opening-record evaluation-report \
	award-notice
is 'the package waits for it'	"$(sql "SELECT COUNT(*) FROM ggzy_archive.bag
	WHERE trade = $trade") $(status_of ggzyctl archive make "$trade")" '0 66'
sql 'DROP TRIGGER ggzy_archive.refuse'
ok 'documents are made once more'	ggzy-archive -c "$GGZY_CONF" --once
is 'and are the same bytes'	"$(files_of)" "$before"
is 'none is missing any more'	"$(sql "SELECT COUNT(*)
	FROM ggzy_archive.unmade WHERE trade = $trade")" 0
is 'as is the package of them'	"$(ggzyctl archive make "$trade")" "$digest"
supervisor start archive
