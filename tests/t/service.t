#!/bin/sh
# The public service: lists, resources, rules, log; and what it refuses.
. "$(dirname "$0")/../lib.sh"
start
plan 67
s=/api/service tag=s$$
as ''

# Twelve notices, one a minute, of a prefecture and its counties by turns.
for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
	case $i in
	*[147]) region=540421 stage=0101 ;;
	*[258]) region=540400 stage=0201 ;;
	*) region=540102 stage=0104 ;;
	esac
	jq -nc --arg id "$tag-$i" --arg t "$tag 第$i号试验公告" --arg r $region \
		--arg k $stage --arg d "2026-02-03 10:$i" '{id: $id, title: $t,
		publishTime: $d, province: $r, informationType: $k,
		tenderProjectCode: "", url: "/x", bodyContent: ("正文 " + $id + "\n第二行"),
		transactionSourcesPlatformText: "西藏自治区", fields: {}}'
done >"$tmp/notices.jsonl"
ok 'twelve notices come in'		ctl import commit --profile national "$tmp/notices.jsonl"
found() {
	call GET "$s/search?q=$tag&limit=100"
	test "$(json '.items|length')" = 12
}
eventually 'and are found'		found

# -- pages
call GET "$s/search?q=$tag&limit=5"
first=$(json '[.items[].id]|join(" ")')
next=$(json .next)
like 'a page names the next'		"$next" "^$s/search\?q=$tag&limit=5&after=[0-9]+$"
call GET "$next"
second=$(json '[.items[].id]|join(" ")')
call GET "$(json .next)"
third=$(json '[.items[].id]|join(" ")')
is 'the last names none'		"$(json .next)" null
call GET "$s/search?q=$tag&limit=12"
is 'pages together are the whole'	"$first $second $third" \
	"$(json '[.items[].id]|join(" ")')"
is 'newest first'			"$(json '.items[0].title')" "$tag 第12号试验公告"
is 'of exactly a full page none follows'	"$(json .next)" null
call GET "$s/notices?day=2026-02-03&limit=3"
is 'a day has its notices'		"$(json '[.items[]|.publish_at[0:10]]|unique|join(" ")')" 2026-02-03
call GET "$s/notices?q=$tag&from=2026-02-04"
is 'the day after has none of these'	"$(json '.items|length')" 0
call GET "$s/notices?q=$tag&from=2026-02-01&to=2026-02-03&limit=100"
is 'a span of days has all'		"$(json '.items|length')" 12
call GET "$s/notices?q=$tag&region=540400&limit=100"
is 'a prefecture has its counties'	"$(json '[.items[].region]|unique|join(" ")')" '540400 540421'
call GET "$s/notices?q=$tag&region=540421&limit=100"
is 'a county only its own'		"$(json '[.items[].region]|unique|join(" ")')" 540421
call GET "$s/notices?q=$tag&region=540000&limit=100"
is 'the province all'			"$(json '.items|length')" 12
call GET "$s/notices?q=$tag&domain=procurement&limit=100"
is 'a domain its own'			"$(json '[.items[].type]|unique|join(" ")')" ZC02
call GET "$s/notices?q=$tag&domain=engineering&region=540421&type=GC02&limit=100"
is 'all filters hold together'		"$(json '[.items[]|"\(.type) \(.region)"]|unique|join(",")')" 'GC02 540421'
call GET "$s/notices?domain=engineering&region=540421&type=GC02&limit=100"
is 'without a word too'			"$(json "[.items[]|select(.title|startswith(\"$tag\"))]|length")" 4
call GET "$s/notices?limit=2"
is 'the plain list has pages'		"$(json '.items|length') $(json '.next|length > 0')" '2 true'

# -- one notice
call GET "$s/search?q=$tag&limit=1"
id=$(json '.items[0].id')
call GET "$s/notices/$id"
is 'a notice is whole'			"$(json .body)" "正文 $tag-12
第二行"
is 'with the digest of its text'	"$(json .digest)" \
	"$(printf '正文 %s\n第二行' "$tag-12" | sha256sum | cut -d' ' -f1)"
is 'names for codes'			"$(json '"\(.type) \(.type_name) \(.region_name)"')" \
	'ZC02 公开招标公告 林芝市'
seq=$(json .seq)
like 'and its place in the log'		"$seq" '^[0-9]+$'
is 'public answers may be kept a moment' "$(header Cache-Control)" 'public, max-age=1, stale-while-revalidate=2'
tagged=$(header ETag)
status=$(curl -s -o "$tmp/body" -w '%{http_code}' -H "If-None-Match: $tagged" \
	"$GGZY_URL$s/notices/$id")
is 'and are not sent twice'		"$status" 304
for path in notices/999999999 trades/999999999 projects/999999999 notices/0 \
	notices/x "notices/$id/attachments/1" nowhere notices/99999999999999999999; do
	call GET "$s/$path"
	is "$path is not found"		"$status $(json .code)" '404 E_NOTFOUND'
done
call POST "$s/notices" '{}'
is 'nobody posts to a list'		"$status $(json .code)" '405 E_METHOD'

# -- a draft is nobody's business; SQL stands in for the trading system here
call GET "$s/notices?limit=1"
sql "INSERT INTO ggzy_subject.subject (credit_code, name, region, created_at)
     VALUES ('$tag', '试验业主', 540100, 0);
     SET @o = LAST_INSERT_ID();
     INSERT INTO ggzy_trade.project (domain, code, tender_code, name, catalogue_item,
       region, owner, entry_kind, state_funded, investment_fen, account, created_at)
     VALUES ('engineering', '$tag', '$tag', '试验项目', 'A01', 540100, @o, 0, 1, 1, 1, 0);
     SET @p = LAST_INSERT_ID();
     INSERT INTO ggzy_trade.trade (domain, project, code, deal_code, name, method, region,
       owner, content, evaluation, price_form, estimate_fen, documents_from,
       documents_to, deadline, created_at)
     VALUES ('engineering', @p, '$tag', '$tag', '试验标段', 'GC1', 540100, @o, 0, 1, 1,
       123456789, 1770000000000, 1770432000000, 1771900000000, 0);
     INSERT INTO ggzy_trade.trade_rule (domain, trade, rule, rule_key, frozen_at)
     SELECT 'engineering', t.id, r.id, r.rule_key, 0 FROM ggzy_core.rule r,
       ggzy_trade.trade t WHERE t.code = '$tag'
       AND r.rule_key IN ('gc.bid.prep_min', 'gc.doc.sale_min')" >"$tmp/sql"
trade=$(sql "SELECT id FROM ggzy_trade.trade WHERE code = '$tag'")
project=$(sql "SELECT project FROM ggzy_trade.trade WHERE code = '$tag'")
call GET "$s/trades/$trade"
is 'a draft is not found'		"$status" 404
call GET "$s/projects/$project"
is 'nor its project'			"$status" 404
sql "UPDATE ggzy_trade.trade SET stage = 1 WHERE id = $trade"
shown() {
	call GET "$s/trades/$trade"
	test "$status" = 200
}
eventually 'once published it is there'	shown
is 'in words'				"$(json '"\(.stage) \(.stage_name) \(.owner_name)"')" \
	'notice 公告中 试验业主'
is 'without what is not public'		"$(json 'has("estimate_fen")')" false
is 'the law beside what was given'	"$(json '[.periods[]|"\(.rule_key) \(.required) \(.actual) \(.kept)"]|join(",")')" \
	'gc.doc.sale_min 5 4 false,gc.bid.prep_min 20 21 true'
like 'with law and article'		"$(json '.periods[1]|"\(.law) \(.article)"')" '招标投标法 第二十四条'
call GET "$s/projects/$project"
is 'and its project with it'		"$(json '.trades[0].id')" "$trade"
sql "UPDATE ggzy_trade.trade SET stage = 0 WHERE id = $trade"

# -- reference data and rules
call GET "$s/regions?under=540400"
is 'regions'				"$(json '[.items[].code]|(contains([540400,540421]))')" true
call GET "$s/catalogue?domain=engineering"
is 'catalogue'				"$(json '[.items[].domain]|unique|join(" ")')" engineering
call GET "$s/notice-types"
is 'notice types'			"$(json '[.items[].code]|contains(["GC02","ZC02"])')" true
call GET "$s/methods?domain=engineering"
is 'methods'				"$(json '.items[0]|"\(.code) \(.name)"')" 'GC1 公开招标'
call GET "$s/calendar?year=2026"
is 'calendar'				"$(json '.items[0]|"\(.day) \(.kind) \(.name)"')" \
	'2026-01-01 holiday 元旦'
call GET "$s/rules?key=gc.bid.prep_min&domain=engineering"
is 'a rule has value, law, article, certainty' \
	"$(json '.items[0]|"\(.value) \(.unit) \(.law) \(.article) \(.conf)"')" \
	'20 day 中华人民共和国招标投标法 第二十四条 C'
call GET "$s/rules?at=1999-12-31&key=gc.bid.prep_min"
is 'in its time only'			"$(json '.items|length')" 0
call GET "$s/rules?limit=7"
call GET "$(json .next)"
is 'rules have pages'			"$(json '.items|length')" 7

# -- what is refused
for bad in 'colour=red colour' 'limit=0 limit' 'limit=101 limit' 'limit=x limit' \
	'limit=1&limit=2 limit' 'day=2026-02-30 day' 'domain=fishing domain' \
	'type=GC2 type' 'region=54 region' 'after=-1 after'; do
	call GET "$s/notices?${bad% *}"
	is "${bad% *} is refused by name" "$status $(json '.fields|keys|join(" ")')" "422 ${bad#* }"
done
call GET "$s/notices?q=%E5%B1"
is 'broken UTF-8 is refused'		"$status $(json .code)" '400 E_UTF8'
call GET "$s/search"
is 'a search asks for something'	"$(json '.fields|keys|join(" ")')" q

# -- the log
logged() {
	call GET "$s/log/proof?seq=$seq"
	test "$status" = 200
}
shift_time 61s # a head is signed every minute
eventually 'a signed head covers the notice'	logged
call GET "$s/feed?after=$((seq - 1))&limit=1"
is 'the feed has its entry'		"$(json '.items[0]|"\(.seq) \(.verb) \(.notice)"')" "$seq import $id"
leaf=$(json '.items[0].leaf')
is 'whose leaf is the hash of its text'	"$leaf" \
	"$( (printf '\0'; json '.items[0].body|@json' | jq -j .) | sha256sum | cut -d' ' -f1)"
call GET "$s/feed?limit=1000"
is 'no number is missing'		"$(json '[.items[].seq] == [range(0; .items|length)]')" true
# Another implementation walks the proof: ROOT <- LEAF SEQ SIZE HASHES
walk() {
	perl -MDigest::SHA=sha256 -e '
		my ($h, $i, $n, @p) = @ARGV;
		$h = pack("H*", $h); $n--;
		for (map { pack("H*", $_) } @p) {
			if ($i & 1 || $i == $n) {
				$h = sha256("\1" . $_ . $h);
				if (!($i & 1)) {
					do { $i >>= 1; $n >>= 1 } until $i & 1 || !$i;
				}
			} else { $h = sha256("\1" . $h . $_) }
			$i >>= 1; $n >>= 1;
		}
		print unpack("H*", $h)' "$@"
}
call GET "$s/log/head"
size=$(json .size) root=$(json .root)
call GET "$s/log/proof?seq=$seq&size=$size"
# shellcheck disable=SC2046 # hashes are words
is 'the proof leads to the signed root'	"$(walk "$leaf" "$seq" "$size" $(json '.path|join(" ")'))" "$root"
call GET "$s/log/consistency?from=$((seq + 1))&to=$size"
is 'and a shorter log is its beginning'	"$status $(json .to_root)" "200 $root"
call GET "$s/log/proof?seq=$size&size=$size"
is 'beyond the end nothing is proven'	"$status $(json '.fields|keys|join(" ")')" '422 seq'
