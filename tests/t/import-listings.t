#!/bin/sh
# Listings of former land and asset systems: tables whose columns are checked
# and become facts and text, by profiles of their own.
. "$(dirname "$0")/../lib.sh"
start
plan 39
s=/api/service
as ''
import() { ctl import "$@" 2>&1; }
land=$top/tests/data/synthetic-land.csv
assets=$top/tests/data/synthetic-assets.csv

# -- the samples, whole
like 'land: a table of listings is good' "$(import validate --profile land-listing "$land")" '^48 行: 新增 48  更新 0  不变 0  有误 0'
out=$(import commit --profile land-listing "$land")
like 'and comes in'			"$out" '新增 48 .*有误 0'
first=$(echo "$out" | sed -n 's/^批次 \([0-9]*\)$/\1/p')
iconv -f UTF-8 -t GB18030 "$assets" >"$tmp/assets.csv"
out=$(import commit --profile asset-listing "$tmp/assets.csv")
like 'assets: also as an office program writes it' "$out" '新增 41 .*有误 0'
second=$(echo "$out" | sed -n 's/^批次 \([0-9]*\)$/\1/p')
like 'again nothing happens'		"$(import commit --profile asset-listing "$assets")" '新增 0  更新 0  不变 41'
types() {
	sql "SELECT GROUP_CONCAT(x SEPARATOR ' ') FROM (SELECT CONCAT(domain, ':', type, '=', COUNT(*)) AS x
		FROM ggzy_service.notice WHERE source = '$1' GROUP BY domain, type ORDER BY type) t"
}
is 'land has its types'			"$(types land-listing)" 'land:TD01=24 land:TD03=6 land:TD04=18'
is 'assets have theirs'			"$(types asset-listing)" 'assets:CQ01=5 assets:CQ02=5 assets:CQ03=5 assets:CQ04=10 assets:CQ06=16'
is 'regions by name and by code'	"$(sql "SELECT GROUP_CONCAT(DISTINCT region ORDER BY 1) FROM ggzy_service.notice WHERE source = 'land-listing'")" '540000,540102,540103,540202,540300,540400,540500,540602'
id=$(sql "SELECT id FROM ggzy_service.notice WHERE source_id = 'YL-TD-002-2'")
call GET "$s/notices/$id"
is 'columns are facts, with their units' "$(json '[.facts[] | select(.label == "土地面积" or .label == "成交价" or .label == "受让人") | .value] | join(" ")')" '12731.37平方米 1105.5万元 样例置业2号有限公司'
is 'what is empty is none'		"$(json '[.facts[].label] | index("增价幅度")')" null
like 'and text'				"$(json .body)" '^供应方式：挂牌$'
id=$(sql "SELECT id FROM ggzy_service.notice WHERE source_id = 'YL-TD-001-1'")
call GET "$s/notices/$id"
like 'remarks stand behind'		"$(json .body | tail -n 1)" '^虚构数据，只供试用。$'
is 'its end is known'			"$(json .due_at)" '2024-01-28T17:00:00.000+08:00'

found() { # HOW-MANY QUERY
	call GET "$s/search?limit=50&q=$(jq -rn --arg q "$2" '$q|@uri')${3-}"
	got=$(json '.items|length')
	test "$got" = "$1"
}
eventually 'search finds a parcel by its number' found 2 '样例G(2024)002'
eventually 'by the winner'		found 1 '样例置业2号'
eventually 'an asset by who sold it, in its domain' found 3 '样例国有资本1号' '&domain=assets'
says() { grep -q "$2" "$GGZY_VAR/public/notices/$1.html" 2>/dev/null; }
eventually 'the public page has the facts' says "$id" '12000.00平方米'

# -- what is wrong is said by row, column and reason
sed -n 1p "$land" >"$tmp/bad.csv"
row() { # ID SED: the sample's first row, changed
	sed -n 2p "$land" | sed "s/^YL-TD-001-1/$1/; $2" >>"$tmp/bad.csv"
}
row B1 's/,900,180,/,900万,180,/'
row B2 's/12000\.00/12，000/'
row B3 's/,900,180,/,,180,/'
row B4 's/,拍卖,1/,网拍,1/'
row B5 's/,城关区,/,没有的区,/'
row B6 's/,70,拍卖/,七十,拍卖/'
row B7 's/2024-01-20 09:00/2024-13-20 09:00/'
row B8 's/,出让公告,/,招商公告,/'
row B9 's/,出让公告,/,成交公示,/'
row C1 's/2024-01-28 17:00/2023-01-28 17:00/'
row C2 's/12000\.00/0.00/'
row C3 's/12000\.00/12000.1234567/'
row C4 's/样例G(2024)001,样例路/,样例路/'
row C5 ''
out=$(import commit --profile land-listing --report "$tmp/report.csv" "$tmp/bad.csv")
is 'a table with bad rows is refused'	"$?" 65
is 'whole: the good row stays out too'	"$(sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE source_id = 'C5'")" 0
for want in '2	起始价(万元)	应是大于零的数字' '3	土地面积(平方米)	应是大于零的数字' \
	'4	起始价(万元)	公告类型 TD01 不能没有它' '5	供应方式	应是 招标|拍卖|挂牌|协议 之一' \
	'6	行政区划	没有区划 没有的区' '7	出让年限(年)	应是整数' \
	'8	挂牌开始时间	时间应写成 2026-03-16 10:00 的样子' '9	公告类型	没有与 招商公告 对应的公告类型' \
	'10	成交价(万元)	公告类型 TD04 不能没有它' '11	报名截止时间	截止时间早于发布时间' \
	'12	土地面积(平方米)	应是大于零的数字' '13	土地面积(平方米)	应是大于零的数字，最多六位小数' \
	'14	宗地编号	公告类型 TD01 不能没有它'; do
	ok "row ${want%%	*} is named" \
		sh -c 'printf "%s\n" "$1" | grep -qF -e "第 ${2%%	*} 行	${2#*	}"' - "$out" "$want"
done
is 'the report has each'		"$(tr -d '\r' <"$tmp/report.csv" | sed 1d | cut -d, -f1 | sort -nu | tr '\n' ' ')" '2 3 4 5 6 7 8 9 10 11 12 13 14 '
like 'a column that all need is missed' "$(sed 's/宗地编号/地块号/' "$land" >"$tmp/t.csv"; import validate --profile land-listing "$tmp/t.csv")" '^第 1 行	宗地编号	缺少这一列'
sed -n 2,3p "$land" | jq -Rc --argjson head "$(sed -n 1p "$land" | tr -d '\r' | jq -Rc 'split(",")')" \
	'rtrimstr("\r") | split(",") as $c | [$head, $c] | transpose | map({key: .[0], value: .[1]}) |
	from_entries | .["公告编号"] |= "J" + .' | jq -c 'with_entries(select(.value != ""))' >"$tmp/rows.jsonl"
like 'the same rows as JSON Lines'	"$(import validate --profile land-listing "$tmp/rows.jsonl")" '^2 行: 新增 2 '

# -- taking back
like 'a batch is undone'		"$(import undo "$second")" '隐藏 41 条'
eventually 'and search finds it no more' found 0 '样例国有资本1号'
eventually 'the other stays'		found 2 '样例G(2024)002'
like 'until it is undone'		"$(import undo "$first")" '隐藏 48 条'
eventually 'as its page says'		says "$id" 已撤回
