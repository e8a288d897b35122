# Every refusal there has to be, from what the workers print about themselves.
#
# --rawfile routes, fields, moves: WORKER -r, -f, -m of all workers, each line
# of moves with the name of its worker in front.
# --argjson have: who can log in, and things to ask for (see refusals.t).
#
# Out comes a list of requests: {group, who, method, path, query, headers, body
# or file, want (statuses), code (codes), field (that must be named)}.

def lines: split("\n") | map(select(length > 0) | split("\t"));
def times($n): . as $s | [range($n) | $s] | join("");
def exact: if . > -9007199254740992 and . < 9007199254740992 then . else null end;

def routes: $routes | lines | map({ method: .[0], path: .[1],
	worker: (.[1] | split("/")[2]), who: (.[2] | split(",")),
	verb: (if .[3] == "-" then null else .[3] end),
	flags: (.[5] // "" | split(",")) });
def form($route): $fields | lines
	| map(select(.[0] == "\($route.method) \($route.path)")
	| { name: .[1], kind: .[2], min: (.[3] | tonumber | exact),
	    max: (.[4] | tonumber | exact), required: (.[5] == "required"),
	    words: (.[7] // "" | split(" ")) });
def move($route): $moves | lines
	| map(select(.[0] == $route.worker and .[1] == $route.verb))
	| first | { from: (.[3] | split(",")), paused: (.[6] | test("paused")) };

# -- a form as it should be filled in

def below($up): map(select(.name | startswith($up))
	| .key = .name[$up | length:] | select(.key | contains(".") | not));
def word: ([.min, 1] | max) as $n | "好" | times($n);
def good($form):
	if .name | test("(^|[.])region$") then 540000
	elif .kind == "int" or .kind == "money" then [.min // 1, 1] | max
	elif .kind == "time" then "2030-01-01T00:00:00+08:00"
	elif .kind == "date" then "2030-01-01"
	elif .kind == "enum" then .words | map(select(length > 0)) | first
	elif .kind == "bool" then false
	elif .kind == "text" then word
	elif .kind == "ints" then [1]
	elif .kind == "texts" then [word]
	else {} end;
def fill($form; $up):
	$form | below($up) | map(select(.required) | . as $f | { key: .key, value:
		(if $f.kind == "nest" then fill($form; $f.name + ".")
		elif $f.kind == "list" then
			[range($f.min) | fill($form; $f.name + "[].")]
		else $f | good($form) end) }) | from_entries;
# The same with one field, however deep, set to a value; null leaves it out.
def put($form; $up; $keys; $value):
	($keys[0] | rtrimstr("[]")) as $key
	| ($up + $keys[0] + ".") as $down
	| fill($form; $up)
	| if ($keys | length) > 1 then
		put($form; $down; $keys[1:]; $value) as $part
		| .[$key] = (if $keys[0] | endswith("[]") then
			($form | map(select(.name == $up + $key)) | first
				| [.min, 1] | max) as $n
			| [range($n) | $part]
		else $part end)
	elif $value == null then del(.[$key])
	else .[$key] = $value end;
def put($form; $value): put($form; ""; .name | split("."); $value);
def shown: .name | gsub("\\[\\]"; "[0]");

# -- and as it must not

def around: (if .min then .min - 1 else empty end),
	(if .max then .max + 1 else empty end);
def wrong:
	if .kind == "int" or .kind == "money" then "x", 1.5, true, around
	elif .kind == "time" then 7, "yesterday", "1969-12-31T00:00:00+08:00",
		"2200-01-01T00:00:00+08:00"
	elif .kind == "date" then 7, "2026-02-30", "1800-01-01", "2200-01-01"
	elif .kind == "enum" then 0, "no-such-word", []
	elif .kind == "bool" then 1, "true"
	elif .kind == "text" then 7, ["x"], "a\u0001b",
		(if .min > 0 then "" else empty end),
		(if .max < 200000 then (.max + 1) as $n | "好" | times($n)
		else empty end)
	elif .kind == "nest" then 7, []
	elif .kind == "list" then 7, {},
		(if .max < 1000 then .max as $n | [range($n + 1) | {}]
		else empty end)
	elif .kind == "ints" or .kind == "texts" then 7, "x", {}
	else empty end;
def wrong_items:
	if .kind == "list" and .min < 2 and .max > 0 then [7]
	elif .kind == "ints" then ["x"], (around | [.])
	elif .kind == "texts" then [7],
		(if .min > 0 then [""] else empty end),
		(.max as $n | [("好" | times($n + 1))])
	else empty end;
def wrong_word:
	if .kind == "int" or .kind == "money" then "x", "1.5", (around | tostring)
	elif .kind == "time" or .kind == "date" or .kind == "enum" then "x"
	elif .kind == "bool" then "1"
	elif .kind == "text" and .max < 1000 then
		.max as $n | "好" | times($n + 1)
	else empty end;

# -- addresses

def at($ids): reduce $ids[] as $id (.; sub(":id"; $id | tostring))
	| gsub(":id"; "1") | gsub(":word"; "nothing");
def is_upload: .flags | index("upload") != null;
def is_get: .method == "GET";
def query_of($form): $form | map(select(.required))
	| map("\(.name)=\(good($form) | tostring | @uri)") | join("&");
# A request of the route that only its sender and object can spoil.
def plainly($form; $ids): . as $r | { method, path: (.path | at($ids)) }
	+ (if is_get or is_upload then { query: query_of($form) } else {} end)
	+ (if is_get then {} elif is_upload then { body: "nothing" }
	elif $form == [] then {} else { body: (fill($form; "") | tojson) } end);
def first_actor: if .verb or (.who | index("signed")) then "plain"
	elif .who | index("anyone") then ""
	else [.who[] | select(. as $w | $have.accounts | index($w))][0] end;
def ids_of($what): if .path | contains("/projects/:id") then [$what.project]
	else [$what.trade] end;

# What there is to ask of the worker.
def here: $have.at[.worker] // $have.at.engineering;
def at_public: ids_of(here.public) as $ids | .path | at($ids);

def strangers($form):
	if .who | index("anyone") then empty else
	plainly($form; ids_of(here.public))
	| . + { what: "strangers", who: "", want: [401], code: ["E_LOGIN"] }
	| ., . + { headers: ["X-User: 1", "Remote-User: admin",
		"X-Forwarded-User: admin", "X-Remote-User: 1",
		"GGZY-User: 1", "Authorization: Bearer 1",
		"X-Forwarded-For: 127.0.0.1",
		"Cookie: ggzy=AAAA; ggzy_user=1; user=1; roles=65535"] }
	end;
def other_roles($form): . as $r |
	if .who | (index("anyone") or index("signed")) then empty else
	$have.accounts[] as $who
	| ($who | split("-")) as $role
	| select($r.who | index($role[0]) | not
		or ($r.verb and $role[1] == "far"))
	| select($role[1] == null or $r.verb)
	| $r | plainly($form; ids_of(here.public))
	| . + { what: "other roles", who: $who, want: [403], code: ["E_ROLE"] }
	end;
# Of a step, the role is that at the trade: nobody here is on any side of it.
def other_sides($form): . as $r |
	if .verb and (.who | index("signed") | not) then
	("owner", "agency", "expert") as $who
	| select($r.who | index($who))
	| plainly($form; ids_of(here.public))
	| . + { what: "other sides", who: $who, want: [403], code: ["E_ROLE"] }
	else empty end;
def drafts($form): . as $r |
	if (.worker as $w | $have.at | has($w))
		and (.path | test("/(projects|trades)/:id"))
	then (if .who | index("anyone") then "", "plain" else "plain", "bidder",
		"owner" end) as $who
	| select(is_get or .verb or (.who | index($who)))
	| plainly($form; ids_of(here.draft))
	| . + { what: "drafts of others", who: $who, want: [404, 403],
		code: ["E_NOTFOUND", "E_ROLE"] }
	else empty end;
def absent($form): . as $r | (.path | [scan(":id")] | length) as $n |
	if $n == 0 or first_actor == null then empty else
	(range($n) as $i | if $i == 0 then [999999999]
		elif .verb then empty else
		(ids_of(here.public) + [999999999]) end) as $ids
	| plainly($form; $ids)
	| . + { what: "absent ids", who: ($r | first_actor) }
	# what stands below a trade may not be there yet for anybody
	+ if $ids[1] then { want: [404, 409], code: ["E_NOTFOUND", "E_STAGE"] }
	else { want: [404], code: ["E_NOTFOUND"] } end
	end;
def odd_ids($form): . as $r |
	if .path | contains(":id") | not then empty else
	("0", "01", "-1", "+1", "abc", "1e3", "1.0", "0x1", "%31", "1%20",
	 "%EF%BC%91", "9999999999999999999",
	 "99999999999999999999999999999999999999") as $id
	| ($r.path | [scan(":id")] | length) as $n
	| (if $n > 1 then [$id], [1, $id] else [$id] end) as $ids
	| plainly($form; $ids)
	| . + { what: "odd ids", who: "", want: [404, 405],
		code: ["E_NOTFOUND", "E_METHOD"] }
	end;
def other_methods($all): . as $r |
	([$all[] | select(.path == $r.path) | .method]) as $mine
	| if $r.method != $mine[0] then empty else
	(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"]
		- $mine)[] as $method
	| { method: $method, path: ($r.path | at([])), what: "other methods",
		who: "plain", want: [405], code: ["E_METHOD"],
		allow: $mine } end;
def origins($form): . as $r | if is_get then empty else
	("", "null", "http://evil.example", "\($have.url).evil.example",
	 ($have.url | ascii_upcase), "\($have.url)/") as $origin
	| plainly($form; ids_of(here.public))
	| . + { what: "other origins", who: ($r | first_actor // ""),
		origin: $origin, want: [403], code: ["E_ORIGIN"] } end;
def unknown_queries($form): . as $r | if first_actor == null then empty else
	plainly($form; ids_of(here.public))
	| . + { what: "unknown parameters", who: ($r | first_actor),
		want: [422], code: ["E_FIELD"], field: "colour",
		query: ([.query // empty, "colour=red"]
			| map(select(length > 0)) | join("&")) }
	| ., (. + { query: "colour%0d%0aX-Injected:%20yes=1",
		field: "colour\r\nX-Injected: yes" }),
	  (. + { query: "%zz=1", want: [400], code: ["E_UTF8"] } | del(.field)),
	  (. + { query: "colour=%FF", want: [400], code: ["E_UTF8"] }
		| del(.field)) end;
def bad_queries($form): . as $r |
	if (is_get or is_upload | not) or first_actor == null then empty else
	$form[] as $f
	| plainly($form; ids_of(here.public))
	| . + { what: "bad parameters", who: ($r | first_actor), want: [422],
		code: ["E_FIELD"], field: $f.name }
	| .query as $q
	| ([$form[] | select(.required and .name != $f.name)]) as $others
	| ($f | wrong_word) as $bad
	| .query = ([query_of($others) | select(length > 0)]
		+ ["\($f.name)=\($bad | @uri)"] | join("&"))
	end;
def twice($form): . as $r |
	if (is_get or is_upload | not) or first_actor == null or $form == []
	then empty else
	plainly($form; ids_of(here.public))
	| . + { what: "bad parameters", who: ($r | first_actor), want: [422],
		code: ["E_FIELD"], field: $form[0].name,
		query: "\($form[0].name)=1&\($form[0].name)=1" } end;
def bodies($form): . as $r |
	if is_get or is_upload or $form == [] or first_actor == null then empty
	else
	({ method, path: at_public,
	   who: ($r | first_actor), want: [422], code: ["E_FIELD"] }) as $case
	| ($case + { what: "wrong fields" } + (
		($form[] as $f | ($f | wrong) as $bad
		| { field: ($f | shown), body: ($f | put($form; $bad)) }),
		($form[] as $f | ($f | wrong_items) as $bad
		| { field: (($f | shown) + "[0]"),
		    body: ($f | put($form; $bad)) }),
		($form[] | select(.required) as $f | $f
		| { field: shown, body: put($form; null) }),
		{ field: "colour", body: (fill($form; "") + { colour: 1 }) })
		| .body |= tojson),
	  ($case + { what: "broken bodies", field: $form[0].name,
		body: "{\"\($form[0].name)\":1,\"\($form[0].name)\":1}" }),
	  ($case + { what: "broken bodies", want: [400], code: ["E_SYNTAX"],
		field: "body" } + (
		"", "hello", "[]", "null", "7", "\"x\"", "{", "{\"a\":",
		"{\"a\":1}}", "{'a':1}", "{\"a\":\"\\ud800\"}",
		"{\"a\":\"\\u0000\"}", "{\"a\":1e999}",
		"{\"a\":99999999999999999999}",
		("[" | times(40)), ("{\"a\":" | times(40)) | { body: . })),
	  ($case + { what: "broken bodies", want: [400], code: ["E_UTF8"] } + (
		"overlong", "half", "surrogate", "latin", "nul"
		| { file: . })),
	  ($case + { what: "broken bodies", want: [413], code: ["E_TOOBIG"],
		file: "large" })
	end;
# A body where none is taken, and no file where one is.
def no_bodies($form): . as $r |
	if is_get or $form != [] or first_actor == null then empty else
	{ method, path: at_public,
	  who: ($r | first_actor), want: [422], code: ["E_FIELD"],
	  what: "bodies nobody asked for" }
	+ (if is_upload then empty
	   else { field: "colour", body: "{\"colour\":1}" } end) end;
# Steps at every stage they do not start from, and while the trade is paused.
def side: if index("signed") then "plain" elif index("owner") then "ours"
	elif index("bidder") then "bidder" elif index("centre") then "centre"
	elif index("supervisor") then "supervisor" else null end;
def stages($form): . as $r | (.who | side) as $who |
	if .verb == null or $who == null then empty else
	move($r) as $m
	| (here.stages | keys[]) as $stage
	| select($stage != "draft" or $who == "ours")
	| (if $m.from | index($stage) then
		select($m.paused | not) | [here.paused[$stage], "E_PAUSED"]
	   else [here.stages[$stage], "E_STAGE"] end) as [$trade, $code]
	| plainly($form; [$trade])
	| . + { what: "other stages", who: $who, want: [409], code: [$code] }
	end;

routes as $all
| [$all[] | . as $r | form($r) as $form
	| strangers($form), other_roles($form), other_sides($form),
	  drafts($form), absent($form), odd_ids($form), other_methods($all),
	  origins($form), unknown_queries($form), bad_queries($form),
	  twice($form), bodies($form), no_bodies($form), stages($form)
	| .group = "\($r.method) \($r.path) refuses \(.what)"]
