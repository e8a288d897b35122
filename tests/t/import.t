#!/bin/sh
# ggzyctl import: whole files or nothing, nothing twice, undone without loss.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../database.sh"
plan 51
real=
for f in "$top/db/demo/national_notices.jsonl" \
	"${GGZY_SHARED:-$top/../shared}/data/national_notices.jsonl"; do
	test ! -e "$f" || real=$f
done
database_begin
ctl migrate up >/dev/null
ctl init --name 演练 --rehearsal >/dev/null
ctl reference load >/dev/null

count() { sql "SELECT COUNT(*) FROM $1"; }
import() { ctl import "$@" 2>&1; }

# five rows of the national form
row() { # ID TITLE BODY [MORE]
	jq -nc --arg id "$1" --arg title "$2" --arg bodyContent "$3" '$ARGS.named + {
		publishTime: "2026-03-16 10:10", province: "540000",
		transactionSourcesPlatformText: "拉萨市公共资源交易中心",
		informationType: "0104", tenderProjectCode: "X1", url: "/a.html",
		fields: {"中标人": "甲公司", "其他": {"嵌套": [1, "二", null]}}
	} + '"${4:-{\}}"
}
{
	row a1 '一桥中标候选人公示' '第一行
第二行	"引号" \ 反斜杠'
	row a2 '二桥中标结果公告' '结果'
	row a3 '三桥' '普通' '{informationType: "0101"}'
	row a4 '四桥' '藏文 བོད་ཡིག' '{informationType: "0201"}'
	row a5 '五桥磋商' '磋商' '{informationType: "0201"}'
} >"$tmp/good.jsonl"

like 'inspect counts rows'		"$(import inspect "$tmp/good.jsonl")" 'JSON Lines	UTF-8	.*	5 行	读不懂 0 行'
like 'and knows the fields'		"$(import inspect "$tmp/good.jsonl")" '^bodyContent	5	'
like 'validate says what would come'	"$(import validate --profile national "$tmp/good.jsonl")" '5 行: 新增 5  更新 0  不变 0  有误 0'
is 'and writes nothing'			"$(count ggzy_service.notice)" 0
ok 'a good file is imported'		ctl import commit --profile national "$tmp/good.jsonl"
is 'whole'				"$(count ggzy_service.notice)" 5
is 'with the types that fit'		"$(sql 'SELECT GROUP_CONCAT(type ORDER BY source_id) FROM ggzy_service.notice')" 'GC09,GC10,GC02,ZC02,ZC05'
is 'in their domains'			"$(sql 'SELECT GROUP_CONCAT(DISTINCT domain ORDER BY 1) FROM ggzy_service.notice')" 'engineering,procurement'
is 'the text as it was'			"$(sql "SELECT HEX(body) FROM ggzy_service.notice WHERE source_id = 'a1'" | tr A-F a-f)" \
	"$(printf '第一行\n第二行\t"引号" \\ 反斜杠' | od -An -v -tx1 | tr -d ' \n')"
is 'its time is that of China'		"$(sql "SELECT publish_at FROM ggzy_service.notice WHERE source_id = 'a1'")" 1773627000000
is 'facts become labels and values'	"$(sql "SELECT JSON_VALUE(facts, '\$[0].value'), JSON_VALUE(facts, '\$[1].label') FROM ggzy_service.notice WHERE source_id = 'a1'")" '甲公司	其他'
is 'each is an event that all may see'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE module = 'import' AND verb = 'import' AND public AND notice IS NOT NULL")" 5
is 'that waits for its place in the log'	"$(sql 'SELECT COUNT(*) FROM ggzy_core.event e JOIN ggzy_core.event_pending p ON p.event = e.id WHERE e.notice')" 5
like 'again nothing happens'		"$(import commit --profile national "$tmp/good.jsonl")" '新增 0  更新 0  不变 5'
is 'not even a batch'			"$(count ggzy_exchange.import_batch)" 1

sed 's/"结果"/"新的结果"/' "$tmp/good.jsonl" >"$tmp/changed.jsonl"
row a6 '六桥' '又一个' >>"$tmp/changed.jsonl"
like 'a changed row and a new one'	"$(import commit --profile national "$tmp/changed.jsonl")" '新增 1  更新 1  不变 4'
is 'make a second version'		"$(sql "SELECT GROUP_CONCAT(version, body ORDER BY version) FROM ggzy_service.notice WHERE source_id = 'a2'")" '1结果,2新的结果'
is 'and leave the rest'			"$(count ggzy_service.notice)" 7

like 'an unknown profile is none'	"$(import commit --profile nope "$tmp/good.jsonl")" 'nope.ini'
is 'nor one with a path in it'		"$(ctl import commit --profile ../regions "$tmp/good.jsonl" >/dev/null 2>&1; echo $?)" 78

# what is wrong with a row is said by row and field
{
	row b1 '好的' '好'
	row b2 '时间' '坏' '{publishTime: "16.3.2026"}'
	row b3 '地区' '坏' '{province: "999999"}'
	row b4 '类型' '坏' '{informationType: "0999"}'
	row b5 '多余' '坏' '{colour: "红"}'
	row b6 '' '坏'
	row b7 '将来' '坏' '{publishTime: "2999-01-01 00:00"}'
	row b1 '重复' '坏'
	row b8 '断了' '坏' | cut -c1-60
	row b9 '字节' '坏' | sed 's/字节/\xff\xfe/'
	printf '{"id":"c1","id":"c2"}\n[1]\n'
} >"$tmp/bad.jsonl"
out=$(import commit --profile national --report "$tmp/bad.csv" "$tmp/bad.jsonl")
is 'a bad file is refused'		"$?" 65
like 'and it says so'			"$out" '什么都没有导入'
is 'nothing of it is there'		"$(sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE source_id LIKE 'b%'")" 0
is 'nor a batch'			"$(count ggzy_exchange.import_batch)" 2
is 'nor an event'			"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'import'")" 7
for want in '第 2 行	publishTime	' '第 3 行	province	没有区划 999999' \
	'第 4 行	informationType	' '第 5 行	colour	没有这个字段' \
	'第 6 行	title	不能为空' '第 7 行	publishTime	发布时间在将来' \
	'第 8 行	id	与第 1 行重复' '第 9 行		不是合法的 JSON' \
	'第 10 行		不是合法的 UTF-8' '第 11 行	id	重复' \
	'第 12 行		不是合法的 JSON'; do
	like "row ${want%%	*} is named"	"$out" "^$want"
done
is 'the report has a line each'		"$(tr -d '\r' <"$tmp/bad.csv" | sed 1d | cut -d, -f1 | sort -nu | tr '\n' ' ')" '2 3 4 5 6 7 8 9 10 11 12 '

# tables of office programs
head='id,title,bodyContent,publishTime,informationType,province,url'
printf '%s\r\nd1,"表格, 一","两行\r\n""引号""",2026-03-16 09:00,0101,540100,\r\n' "$head" >"$tmp/t.csv"
iconv -f UTF-8 -t GB18030 "$tmp/t.csv" >"$tmp/gb.csv"
like 'a table in GB18030 is known'	"$(import inspect "$tmp/gb.csv")" '^CSV	GB18030	'
like 'and imported'			"$(import commit --profile national "$tmp/gb.csv")" '新增 1 '
is 'with its quotes and lines'		"$(sql "SELECT title, HEX(SUBSTR(body, 3, 2)), RIGHT(body, 4) FROM ggzy_service.notice WHERE source_id = 'd1'")" '表格, 一	0D0A	"引号"'
{ printf '\357\273\277'; cat "$tmp/t.csv"; } >"$tmp/bom.csv"
like 'the same in UTF-8 with a mark is the same'	"$(import validate --profile national "$tmp/bom.csv")" '不变 1 '
printf '%s\nd2,没有结束的"引号,x,2026-03-16 09:00,0101,540100,\nd3,少一列\n' "$head" >"$tmp/t2.csv"
out=$(import validate --profile national "$tmp/t2.csv")
like 'a broken cell is named'		"$out" '^第 2 行		没有加引号的内容里有引号'
like 'and a short row'			"$out" '^第 3 行		列数与表头不同'
like 'a missing column too'		"$(printf 'id,title\n1,x\n' >"$tmp/t3.csv"; import validate --profile national "$tmp/t3.csv")" '^第 1 行	bodyContent	缺少这一列'

# taking back
is 'batches are listed'			"$(ctl import list | wc -l)" 3
like 'one is undone'			"$(import undo 2)" '隐藏 2 条'
is 'its notices are hidden, not gone'	"$(count ggzy_service.notice)/$(count ggzy_service.notice_hidden)" 8/2
is 'which is public as well'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'hide' AND public")" 2
is 'it is done once'			"$(ctl import undo 2 >/dev/null 2>&1; echo $?)" 65
like 'and can be brought in anew'	"$(import commit --profile national "$tmp/changed.jsonl")" '更新 2  不变 4'

if test -n "$real"; then
	like 'the real notices come in'	"$(import commit --profile national "$real")" '新增 70 .* 有误 0'
else
	skip 'the real notices come in' 'the file is not here'
fi
