#!/bin/sh
# Search: words of any kind, together and alone, in titles and texts.
. "$(dirname "$0")/../lib.sh"
start
plan 31
s=/api/service tag=q$$
as ''

notice() {
	printf '%s' "$3" >"$tmp/text"
	jq -nc --arg id "$tag-$1" --arg t "$2" --rawfile b "$tmp/text" --arg tag "$tag" '{id: $id,
		title: ($t + " " + $tag), publishTime: ("2026-01-02 03:0" + $id[-1:]),
		province: "540000", informationType: "0101", tenderProjectCode: "",
		url: "/x", transactionSourcesPlatformText: "西藏自治区",
		bodyContent: $b, fields: {}}'
}
{
	notice 1 '拉萨河大桥施工（总承包）招标公告' '桥长1,234.50米，采用ＢＩＭ技术。
项目代码：2503-540102-04-01-225421'
	notice 2 '那曲市人民医院GB/T 50378绿色建筑监理' '含医用氧气站。水利部门已批复。'
	notice 3 '水库除险加固工程' "河道整治；水土保持，桥梁检测。Tibet's First Reservoir"
	notice 4 '光伏储能设备采购' "$(awk 'BEGIN { for (i = 0; i < 9000; i++) printf "附表第%d行。", i; print "最末钒钛磁铁矿" }')"
	notice 5 'བོད་ལྗོངས 公路养护' '藏文标题 100% 合格 <b>&amp;"'
} >"$tmp/notices.jsonl"
ok 'notices come in'	ctl import commit --profile national "$tmp/notices.jsonl"

# Numbers of the notices that are found, in their order.
find() {
	q=$(jq -rn --arg q "$1 $tag" '$q|@uri')
	call GET "$s/search?limit=50&q=$q${2-}"
	got=$(json '[.items[].title]|join("|")')
	is "${3:-$1}" "$got" "$want"
}
title() { jq -r --arg id "$tag-$1" 'select(.id == $id)|.title' "$tmp/notices.jsonl"; }
one=$(title 1) two=$(title 2) three=$(title 3) four=$(title 4) five=$(title 5)
all() {
	call GET "$s/search?q=$tag"
	test "$(json '.items|length')" = 5
}
eventually 'and are in the index' all

want=$one
find '拉萨河大桥'
find '拉萨 大桥'		'' 'two words, both must be there'
find '大桥 拉萨'		'' 'in any order'
find '施工（总承包）'		'' 'punctuation'
want=
find '施工总承包'		'' 'characters that only seem neighbours'
want=$one
find 'bim'			'' 'small letters find full-width capitals'
find 'ＢＩＭ'			'' 'full-width letters find themselves'
find '1,234.50'		'' 'a number with its signs'
find '2503-540102-04-01-225421' '' 'a project code'
find '2503-540102'		'' 'its beginning'
want=
find '2503-225421'		'' 'not its parts put together'
want=$two
find 'GB/T 50378'
find '氧'			'' 'one character'
find '医用氧气站'
want=$two
find '水利'			'' 'two characters are neighbours'
want="$three|$two"
find '水'			'' 'one character finds all, newest first'
want="$three|$one"
find '桥'			'' 'in title and text'
want=$three
find "Tibet's first"		'' 'English, small and capital'
find '水库 桥梁 河道 加固 除险 检测 保持' '' 'eight words'
want=$four
find '钒钛磁铁矿'		'' 'the end of a very long text'
find '光伏 第8999行'		'' 'a rare word among common ones'
want=$five
find 'བོད་ལྗོངས'		'' 'Tibetan'
find '100% 合格'		'' 'signs beside a number'
want=
find '不存在的词'		'' 'what is nowhere is not found'
find '桥' '&region=540100'	'another region has none'
want="$three|$one"
find '桥' '&region=540000&domain=engineering&type=GC02' 'filters and words together'

call GET "$s/search?q=$(jq -rn --arg q "钒钛磁铁矿 $tag" '$q|@uri')"
like 'the text around the word is shown'	"$(json '.items[0].snippet')" '最末钒钛磁铁矿$'
call GET "$s/search?q=%E3%80%82%EF%BC%8C"
is 'punctuation alone is refused'	"$status $(json '.fields|keys|join(" ")')" '422 q'
call GET "$s/search?q=1+2+3+4+5+6+7+8+9"
is 'nine words are refused, not cut'	"$status $(json '.fields|keys|join(" ")')" '422 q'
