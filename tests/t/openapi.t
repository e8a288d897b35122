#!/bin/sh
# The description of the interface: made from the tables, sound, complete.
. "$(dirname "$0")/../lib.sh"
start
plan 9
version=1.25.0	# of @redocly/cli
as ''

call GET /api/openapi.json
is 'it is served'			"$status $(header Content-Type | sed 's/;.*//')" \
	'200 application/json'
is 'as OpenAPI 3.1'			"$(json .openapi)" 3.1.0
cp "$tmp/body" "$tmp/openapi.json"
doc() { jq -r "$1" "$tmp/openapi.json"; }
is 'of all workers'			"$(doc '[.tags[].name]|sort|join(" ")')" \
	'assets engineering land service'

# METHOD PATH of every route a worker has, paths in the form of the document
routes() {
	for w in engineering land assets service; do
		"ggzy-$w" -r
	done | awk -F'\t' '{
		n = split($2, part, "/")
		path = ids = ""
		for (i = 2; i <= n; i++) {
			if (part[i] == ":id")
				part[i] = ids++ ? "{id2}" : "{id}"
			if (part[i] == ":word")
				part[i] = "{word}"
			path = path "/" part[i]
		}
		print tolower($1) " " path
	}' | sort
}
routes >"$tmp/routes"
doc '.paths|to_entries[]|.key as $p|.value|keys[]|"\(.) \($p)"' | sort >"$tmp/described"
ok 'every route is described, and nothing else'	diff "$tmp/routes" "$tmp/described"
is 'every reference leads somewhere'	"$(doc '. as $d|[.. | objects | .["$ref"]? |
	strings | ltrimstr("#/") | split("/")] | map(select(. as $p | $d | getpath($p) == null)) |
	length')" 0
is 'every refusal has its code'	"$(doc '.components.schemas.problem.properties.code.enum |
	contains(["E_FIELD","E_RULE","E_STAGE","E_NOTFOUND","E_THROTTLE"])')" true
is 'what needs a log-in says so'	"$(doc '.paths["/api/service/me"].get.security|tojson')" \
	'[{"session":[]}]'

# A reply has the members its schema requires, no others.
call GET '/api/service/rules?limit=1'
is 'replies are as described'		"$(json '.items[0]|keys|sort|join(" ")')" \
	"$(doc '.components.schemas["service.rule_item"].required|sort|join(" ")')"

# The linter stays in the build folder, once it is there.
npm=$GGZY_BUILD/npm
linter() {
	test -x "$npm/node_modules/.bin/redocly" && return
	command -v npm >/dev/null && mkdir -p "$npm" && cd "$npm" &&
		npm install --silent --no-save --no-audit --no-fund \
			"@redocly/cli@$version" >"$tmp/npm" 2>&1
}
if (linter); then
	ok 'a linter finds nothing' "$npm/node_modules/.bin/redocly" lint \
		"$tmp/openapi.json"
else
	skip 'a linter finds nothing' 'no npm, or no way to its registry'
fi
