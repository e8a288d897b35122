#!/bin/sh
# Whatever a route should refuse, it refuses, says why in a form programs and
# people can read, and writes nothing.  The requests are made from what the
# workers print about themselves: a new worker, route or field is covered
# without a line here.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private

matrix=$top/tests/matrix
inst=$(sed -n 's/^prefix = //p' "$GGZY_BUILD/Makefile")/libexec/ggzy
for file in routes fields moves workers; do
	: >"$tmp/$file"
done
for program in "$inst"/ggzy-*; do
	timeout 10 "$program" -r >"$tmp/printed" 2>/dev/null &&
		grep -q "	/api/" "$tmp/printed" || continue
	name=${program##*/ggzy-}
	echo "$name" >>"$tmp/workers"
	cat "$tmp/printed" >>"$tmp/routes"
	"$program" -f >>"$tmp/fields"
	"$program" -m | sed "s/^/$name	/" >>"$tmp/moves"
done

# -- people: one of each role, who is on no side of any trade, and the owner
person ours 业主 --role owner:540000 --subject "$(credit_code 71000001)" \
	--subject-name 矩阵水利局 --region 540100
person plain 无角色 --subject "$(credit_code 71000002)" \
	--subject-name 无角色公司 --region 540100
i=2
for role in owner agency bidder expert centre supervisor admin security auditor; do
	i=$((i + 1))
	case $role in
	owner | agency | bidder)
		person $role "别的$role" --role $role:540000 --subject \
			"$(credit_code 7100000$i)" --subject-name "别的$role" \
			--region 540100
		;;
	*) person $role "别的$role" --role $role:540000 ;;
	esac
done
person centre-far 外地中心 --role centre:542500
person supervisor-far 外地监督 --role supervisor:542500
accounts='plain owner agency bidder expert centre supervisor admin security
	auditor centre-far supervisor-far'
tokens=
for who in ours $accounts; do
	login "$who" "$secret"
	tokens="$tokens $who $(awk '$6 == "ggzy" { print $7 }' \
		"$tmp/jar.$who")"
done

# -- things: a project that is nobody's business yet, and one with trades at
# every stage, some of them paused
project_of() {
	must ours POST /api/engineering/projects "$(jq -nc --arg name "$1" \
		'{name: $name, catalogue_item: "A06", region: 540102,
		entry_kind: "must", state_funded: true,
		investment_fen: 5000000000}')"
	project=$(json .id)
	must ours POST "/api/engineering/projects/$project/trades" \
		"$(jq -nc --arg deadline "$(later 30d)" '{name: "矩阵标段",
		method: "GC1", content: "works", evaluation: "lowest",
		price_form: "amount", estimate_fen: 2000000000,
		deadline: $deadline, expert_classes: "A08", panel_size: 5,
		panel_owners: 1}')"
	trade=$(json .id)
}
parcel_of() {
	must ours POST /api/land/projects "$(jq -nc --arg name "$1" \
		'{name: $name, catalogue_item: "B103", region: 540102,
		entry_kind: "must", state_funded: true,
		investment_fen: 5000000000}')"
	project=$(json .id)
	must ours POST "/api/land/projects/$project/trades" \
		"$(jq -nc --arg apply "$(later 40d)" --arg listing "$(later 25d)" \
			--arg live "$(later 45d)" '{name: "矩阵宗地",
		number: "2026-1", area: 1000000, land_use: "residential",
		years: 70, ecology: "不在红线内", start_fen: 1000000,
		step_fen: 10000, deposit_fen: 300000, apply_to: $apply,
		listing_at: $listing, live_at: $live}')"
	trade=$(json .id)
}
asset_of() {
	must ours POST /api/assets/projects "$(jq -nc --arg name "$1" \
		'{name: $name, catalogue_item: "C01", region: 540102,
		entry_kind: "must", state_funded: true,
		investment_fen: 5000000000}')"
	project=$(json .id)
	must ours POST "/api/assets/projects/$project/trades" \
		"$(jq -nc --arg apply "$(later 40d)" --arg listing "$(later 42d)" \
			--arg live "$(later 45d)" '{name: "矩阵股权",
		kind: "equity", target: "矩阵有限公司", description: "全部股权",
		share: 10000, approval_body: "国资委", approval_no: "1号",
		approved_on: "2026-01-01", appraisal_no: "1号",
		appraised_fen: 1000000, start_fen: 1000000, step_fen: 10000,
		deposit_fen: 300000, countdown: 60, apply_to: $apply,
		listing_at: $listing, live_at: $live}')"
	trade=$(json .id)
}
stages=$(awk -F '\t' '{ print $4; print $5 }' "$tmp/moves" | tr , '\n' |
	grep -v '^-$' | sort -u)
# A copy at stage number $1, paused if $2 says why; prints its id.
copy() {
	sql "CREATE TEMPORARY TABLE ggzy_trade.copy AS
		SELECT * FROM ggzy_trade.trade WHERE id = $trade;
	UPDATE ggzy_trade.copy SET stage = $1, paused = $2,
		id = (SELECT MAX(id) + 1 FROM ggzy_trade.trade),
		code = CONCAT(LEFT(code, 30), UUID_SHORT()),
		deal_code = LEFT(SHA2(UUID(), 256), 40);
	INSERT INTO ggzy_trade.trade SELECT * FROM ggzy_trade.copy;
	SELECT id FROM ggzy_trade.copy"
}
number() {
	awk -v stage="$1" '/stage_words\[\] = {/ { on = 1 }
		on && match($0, /"[a-z]+"|NULL/) {
			while (match($0, /"[a-z]+"/)) {
				if (substr($0, RSTART + 1, RLENGTH - 2) == stage)
					print n + 0
				n++
				$0 = substr($0, RSTART + RLENGTH)
			}
		}
		/};/ { on = 0 }' "$top/modules/core/step.c"
}
# WORKER MAKER: what there is to ask of it, a member of have.at
things() {
	$2 未公开工程项目
	draft=$trade draft_project=$project
	$2 已公开工程项目
	for stage in $stages; do
		echo "$stage $(copy "$(number "$stage")" NULL)" \
			"$(copy "$(number "$stage")" "'矩阵'")"
	done >"$tmp/stages"
	jq -n --rawfile stages "$tmp/stages" --arg worker "$1" \
		--argjson project "$project" --argjson draft "$draft" \
		--argjson draft_project "$draft_project" '
		($stages | split("\n") | map(select(length > 0) | split(" "))) as $s
		| ($s | map({ key: .[0], value: (.[1] | tonumber) })
			| from_entries) as $stages
		| { ($worker): { $stages,
		    public: { $project, trade: $stages.notice },
		    draft: { project: $draft_project, trade: $draft },
		    paused: ($s | map({ key: .[0], value: (.[2] | tonumber) })
			| from_entries) } }'
}
things land parcel_of >"$tmp/things"
things assets asset_of >>"$tmp/things"
things engineering project_of >>"$tmp/things"
jq -s --arg accounts "$accounts" --arg url "$GGZY_URL" '
	{ url: $url, accounts: [$accounts | scan("[a-z-]+")], at: add }' \
	"$tmp/things" >"$tmp/have"

# -- text that is none, and too much of it
printf '{"a":"\300\257"}' >"$tmp/overlong"
printf '{"a":"\345\244"}' >"$tmp/half"
printf '{"a":"\355\240\200"}' >"$tmp/surrogate"
printf '{"a":"\351"}' >"$tmp/latin"
printf '{"a":"b\000c"}' >"$tmp/nul"
{
	printf '{"a":"'
	head -c 1048576 /dev/zero | tr '\0' x
	printf '"}'
} >"$tmp/large"

# -- the matrix
jq -n --rawfile routes "$tmp/routes" --rawfile fields "$tmp/fields" \
	--rawfile moves "$tmp/moves" --argjson have "$(cat "$tmp/have")" \
	-f "$matrix/cases.jq" >"$tmp/cases" || bail "no cases"
jq -r --argjson have "$(cat "$tmp/have")" --arg dir "$tmp" \
	--argjson token "$(printf '%s' "$tokens" | jq -Rsc '[scan("[^ ]+")]
	| [range(0; length; 2) as $i | { key: .[$i], value: .[$i + 1] }]
	| from_entries')" -f "$matrix/curl.jq" "$tmp/cases" >"$tmp/curl" ||
	bail "no requests"

# Rows of everything a request could write, but what other programs write.
# (The file of an upload that is refused stays in the store, under its digest.)
rows() {
	tables=$(sql "SELECT GROUP_CONCAT(CONCAT('SELECT ''', table_schema, '.',
		table_name, ''', COUNT(*) FROM ', table_schema, '.', table_name)
		SEPARATOR ' UNION ALL ') FROM information_schema.tables
		WHERE table_type = 'BASE TABLE' AND table_schema LIKE 'ggzy_%'
		AND table_name NOT IN ('event_pending', 'log_entry', 'log_node',
		'log_head', 'posting', 'gram_count', 'cursor_of', 'throttle')")
	sql "$tables"
}
settle
rows >"$tmp/before"
curl -K "$tmp/curl" >"$tmp/replies" 2>"$tmp/curl.err"
settle
rows >"$tmp/after"
jq -rn --slurpfile cases "$tmp/cases" --rawfile replies "$tmp/replies" \
	'$cases[0] as $cases | '"$(cat "$matrix/judge.jq")" >"$tmp/judged" ||
	bail "no judgement"

plan $(($(wc -l <"$tmp/judged") + 14 + 2 * $(wc -l <"$tmp/workers")))
while IFS='	' read -r verdict name why; do
	if test "$verdict" = ok; then
		pass "$name"
	else
		fail "$name"
		printf '%s\n' "$why" | tr '\001' '\n' | sed 's/^/# /'
	fi
done <"$tmp/judged"
is "$(jq length "$tmp/cases") refusals wrote nothing" \
	"$(diff "$tmp/before" "$tmp/after")" ''

# -- a key stands for one request
project_named() {
	call POST /api/engineering/projects "$(jq -nc --arg name "$1" '{
		name: $name, catalogue_item: "A06", region: 540102,
		entry_kind: "must", state_funded: true,
		investment_fen: 5000000000}')"
}
as ours
key=$(fresh_key)
project_named 重复提交工程项目
first=$body
project_named 重复提交工程项目
is 'a request that is repeated with its key has the same answer' \
	"$body" "$first"
is 'and happened once' "$(sql "SELECT COUNT(*) FROM ggzy_trade.project
	WHERE name = '重复提交工程项目'")" 1
project_named 另一个工程项目
is 'the key does not serve another body' "$status $(json .code)" '422 E_KEY'
call POST "/api/engineering/projects/$project/documents?name=a.pdf&kind=tender" x
is 'nor another address' "$status $(json .code)" '422 E_KEY'
as owner
project_named 别人的工程项目
is 'others have keys of their own' "$status" 201
as ours
key=$(printf '%0101d' 1)
project_named 键太长工程项目
is 'a key is not too long' "$status $(json '.fields | keys[0]')" \
	'422 Idempotency-Key'
key=
send POST /api/engineering/projects -H 'Idempotency-Key;' \
	--data-binary '{}'
like 'nor empty' "$status" '4[02]2'
as plain
call POST /api/service/password '{"old":"x","new":"Another-2026-Bridge"}'
is 'of what holds a password no digest is kept' "$(sql "SELECT COUNT(*)
	FROM ggzy_core.idempotency i JOIN ggzy_core.account a
	ON a.id = i.account WHERE a.login = 'plain'")" 0

# -- before and beside the web server
user=
send POST /api/service/login -H 'Content-Length: 5' \
	-H 'Transfer-Encoding: chunked' --data-binary '{}'
is 'two lengths of one body are refused' "$status" 400
echo x >"$tmp/short"
for path in '/trades/1/bids' '/projects/1/documents?name=a.pdf&kind=tender'; do
	send POST "/api/engineering$path" -H 'Content-Length: 209715201' \
		--data-binary "@$tmp/short"
	is "more than 200 MB are refused at $path" \
		"$status $(json .code)" '413 E_TOOBIG'
done
send GET /api/engineering/my/projects -H 'GGZY_REQUEST_ID: forged' \
	-H 'REMOTE_ADDR: 10.0.0.1'
is 'names with underscores do not pass' \
	"$(json .request | grep -c forged)" 0
is 'a request has its number' "$(json '.request | length')" 32
# WORKER METHOD PATH BODY-FILE: at its socket, as whoever is no web server.
at_socket() {
	REQUEST_METHOD=$2 REQUEST_URI=$3 SCRIPT_NAME=$3 REMOTE_USER=admin \
	GGZY_USER=1 HTTP_X_USER=1 HTTP_ORIGIN=$GGZY_URL \
	CONTENT_LENGTH=$(wc -c <"$4") \
		cgi-fcgi -bind -connect "$GGZY_VAR/run/$1.sock" <"$4" |
		tr -d '\r' >"$tmp/reply"
	sed '1,/^$/d' "$tmp/reply" | jq -r '.code' 2>&1
}
: >"$tmp/nothing"
while read -r name; do
	route=$(awk -F '\t' -v w="$name" '$1 == "POST" && $6 !~ /upload/ &&
		$2 !~ /:/ && $2 ~ "^/api/" w "/" { print $2; exit }' \
		"$tmp/routes")
	is "worker $name has a limit of its own" \
		"$(at_socket "$name" POST "$route" "$tmp/large")" E_TOOBIG
	route=$(awk -F '\t' -v w="$name" '$1 == "GET" && $3 !~ /anyone/ &&
		$2 ~ "^/api/" w "/" { print $2; exit }' "$tmp/routes")
	is "worker $name believes no user's name" "$(at_socket "$name" GET \
		"$(echo "$route" | sed 's/:id/1/g')" "$tmp/nothing")" E_LOGIN
done <"$tmp/workers"
