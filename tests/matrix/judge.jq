# Was every request of cases.jq refused as it has to be?  A line a group:
# "ok" or "not ok", tab, its name and size, tab, what was wrong.
#
# --rawfile replies: what curl.jq made curl write; $cases before this text.

def wrong($want; $got):
	($got[0] | fromjson? // {}) as $problem
	| [ ($got[1] | tonumber? // 0
		| select(. as $n | any($want.want[]; . == $n) | not)
		| "status \(.)"),
	    ($problem.code
		| select(. as $c | any($want.code[]; . == $c) | not)
		| "code \(.)"),
	    ($problem.status | select(tostring != $got[1])
		| "says status \(.)"),
	    ($got[2] // "" | select(startswith("application/problem+json") | not)
		| "type \(.)"),
	    ($problem.title // "" | select(test("\\p{Han}") | not)
		| "title \(.)"),
	    (($problem.fields // {}) as $named | $want.field | strings
		| select(in($named) | not)
		| "names \($named | keys | tojson[0:200]), not \(.)"),
	    ($got[3] // "" | select(length > 0) | "header injected"),
	    ($want.allow // [] | select(length > 0)
		| select(all(.[]; . as $m | $got[4] // "" | contains($m)) | not)
		| "Allow: \($got[4])") ];

$replies | split("\u001d") | map(split("\u001e")) as $got
| [range($cases | length) | . as $i | $cases[$i]
	| { group, case: ., why: wrong(.; $got[$i] // ["", "0"]) }]
| group_by(.group)[]
| (map(select(.why != []))) as $bad
| [(if $bad == [] then "ok" else "not ok" end),
	"\(.[0].group) (\(length))",
	($bad[0:5] | map("\(.case.who) \(.case.method) \(.case.path)"
		+ "?\(.case.query // "")"
		+ " \(.case.body // .case.file // "" | .[0:300])"
		+ " wants \(.case.want | tojson): \(.why | join(", "))")
		| join("\u0001"))]
| map(gsub("[\t\r\n]"; " ")) | join("\t")
