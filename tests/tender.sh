# Sourced after lib.sh by tests of tenders: people, drafts, sealed bids.
#
#   people			owner agency centre supervisor bidder1..4
#				expert1..11 stranger; the password is $secret
#   experts [NO..]		the experts among them, or some
#   draft NAME EVALUATION	a project and its trade; sets $trade
#   settled_stage TRADE		its stage, from the database
#   has_key WHO			a key pair of that person, registered
#   trustees TRADE		two of owner, centre and supervisor open
#   published TITLE TRADE..	the notice of trades of $project is public
#   hand_in TRADE WHO PRICE [ARG..]	seals a bid of bidderN and hands it in;
#				ARG are of ggzyctl seal
#   deal_of TRADE		its 统一交易标识码
#   open_box TRADE [STAGE]	centre and supervisor release; sets $bids
#   refunded API TRADE	centre and cashier pay deposits back; sets $returned
#   opened TRADE PRICE..	bids of bidder1.. by hand, evaluation begins
#   drawn TRADE			a draw of experts by all three sides
#   panel TRADE			draws, seats, attends; sets $members
#   sheet TRADE LOGIN POINTS..	saves and locks: points of each bid in turn
#   award_first TRADE		publicity passes, the first is awarded

secret='Lhasa-2026-Bridge'
api=/api/engineering # of draws and sealed bids

# A credit code from a number of eight digits: both check characters.
credit_code() {
	awk -v n="$1" 'BEGIN {
		a = "0123456789ABCDEFGHJKLMNPQRTUWXY"
		split("3 7 9 10 5 8 4 2", w)
		for (i = 1; i <= 8; i++) s += w[i] * substr(n, i, 1)
		c = 11 - s % 11
		c = c == 10 ? "X" : c == 11 ? "0" : c
		code = "91540100" n c
		f = 1
		for (i = 1; i <= 17; i++) {
			t += f * (index(a, substr(code, i, 1)) - 1)
			f = f * 3 % 31
		}
		print code substr(a, (31 - t % 31) % 31 + 1, 1)
	}'
}

# A resident id from a number of three digits.
resident_id() {
	awk -v n="$1" 'BEGIN {
		id = "54010219700101" n
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w)
		for (i = 1; i <= 17; i++) s += w[i] * substr(id, i, 1)
		print id substr("10X98765432", s % 11 + 1, 1)
	}'
}

# LOGIN NAME [arguments of ggzyctl account add]
person() {
	login=$1 name=$2
	shift 2
	printf '%s\n' "$secret" >"$tmp/password.$login"
	: >"$tmp/stranger.$login"
	test "$(sql "SELECT COUNT(*) FROM ggzy_core.account
		WHERE login = '$login'")" = 0 || return 0
	printf '%s\n' "$secret" | ctl account add --login "$login" \
		--name "$name" --password-stdin "$@" >"$tmp/person" 2>&1 ||
		bail "account $login: $(cat "$tmp/person")"
}

people() {
	owner_code=$(credit_code 10000001)
	agency_code=$(credit_code 10000002)
	person owner 业主 --role owner:540000 --subject "$owner_code" \
		--subject-name 拉萨市水利局 --region 540100
	person delegate 业主代表 --role owner:540000 --subject "$owner_code"
	person agency 代理 --role agency:540000 --subject "$agency_code" \
		--subject-name 高原招标代理有限公司 --region 540100
	person centre 中心 --role centre:540000
	person supervisor 监督 --role supervisor:540000
	person stranger 路人 --subject "$(credit_code 10000003)" \
		--subject-name 路过的公司 --region 540100 --role bidder:540000
	for i in 1 2 3 4; do
		person bidder$i "投标$i" --role bidder:540000 \
			--subject "$(credit_code 2000000$i)" \
			--subject-name "第${i}建筑有限公司" --region 540100
	done
	experts
}

# In the library of experts; what is odd about some says a comment.
experts() {
	test $# -gt 0 || set -- 1 2 3 4 5 6 7 8 9 10 11
	for i; do
		person expert$i "专家$i号" --role expert:540000
		test "$(sql "SELECT COUNT(*) FROM ggzy_expert.expert e
			JOIN ggzy_core.account a ON a.id = e.account
			WHERE a.login = 'expert$i'")" = 0 || continue
		case $i in
		# 7 works for a bidder, 8 with 1, 9 knows another trade,
		# 10 avoids a bidder, 11 works for the stranger
		7) employer=$(credit_code 20000001) class=A08 ;;
		8) employer=$(credit_code 30000001) class=A0801 ;;
		9) employer=$(credit_code 30000009) class=B03 ;;
		11) employer=$(credit_code 10000003) class=A0801 ;;
		*) employer=$(credit_code "$((30000000 + i))") class=A0801 ;;
		esac
		ctl expert add --login expert$i --resident-id \
			"$(resident_id "$((100 + i))")" --title 高级工程师 --years 12 \
			--class "$class" --employer "$employer" \
			>"$tmp/expert" 2>&1 || bail "$(cat "$tmp/expert")"
	done
	sql "INSERT IGNORE INTO ggzy_expert.avoidance (expert, subject, reason)
		SELECT e.id, '$(credit_code 20000002)', '曾任职'
		FROM ggzy_expert.expert e
		JOIN ggzy_core.account a ON a.id = e.account
		WHERE a.login = 'expert10'"
}

# WHO SAYS METHOD PATH [JSON]: a call that must succeed for the test to go on.
must() {
	as "$1"
	shift
	call "$@"
	case $status in
	2??) ;;
	*) bail "$user $1 $2: $status $body" ;;
	esac
}

# NAME EVALUATION [JSON merged into the conditions]
draft() {
	must owner POST /api/engineering/projects "$(jq -nc --arg name "$1" '{
		name: ($name + "工程项目"), catalogue_item: "A06", region: 540102,
		entry_kind: "must", state_funded: true,
		investment_fen: 5000000000}')"
	project=$(json .id)
	must owner POST "/api/engineering/projects/$project/trades" \
		"$(jq -nc --arg name "$1标段" --arg evaluation "$2" \
			--arg deadline "$(later 30d)" \
			--argjson more "${3:-{\}}" '{
		name: $name, method: "GC1", content: "works",
		evaluation: $evaluation, price_form: "amount",
		estimate_fen: 2000000000, ceiling: 2000000000,
		expert_classes: "A08", panel_size: 5, panel_owners: 1,
		deadline: $deadline, decrypt_minutes: 60, consortium: true,
		score_items: (if $evaluation == "comprehensive" then [
			{name: "施工组织", kind: "expert", max_score: 6000},
			{name: "报价", kind: "price", max_score: 4000}]
			else [] end)} + $more')"
	trade=$(json .id)
}

settled_stage() {
	sql "SELECT stage FROM ggzy_trade.trade WHERE id = $1"
}

# The stages by number, as the database keeps them.
DRAFT=0 NOTICE=1 OPENING=4 EVALUATION=5 PUBLICITY=6 AWARD=7 CONTRACT=8
PERFORMANCE=9 ARCHIVED=10 FAILED=11 TERMINATED=12

# TRADE PRICE..: an evaluation made by hand, where the opening is not the
# question: a bid of bidder1, bidder2 ... for each price.
opened() {
	t=$1 i=0
	shift
	for price; do
		i=$((i + 1))
		sql "INSERT INTO ggzy_trade.bid (domain, trade, subject,
			account, digest, size, header, received_at, receipt)
			SELECT 'engineering', $t, a.subject, a.id,
			SHA2('$t $i', 256), 1, '{}', now_ms, ''
			FROM ggzy_core.account a, ggzy_core.instant
			WHERE a.login = 'bidder$i';
		INSERT INTO ggzy_trade.opening (domain, trade, bid, subject,
			bidder, opened, price, digest, at)
			SELECT b.domain, b.trade, b.id, b.subject, s.name, 1,
			$price, b.digest, b.received_at
			FROM ggzy_trade.bid b
			JOIN ggzy_subject.subject s ON s.id = b.subject
			WHERE b.trade = $t AND b.digest = SHA2('$t $i', 256)"
	done
	sql "UPDATE ggzy_trade.trade SET stage = $EVALUATION WHERE id = $t;
		INSERT IGNORE INTO ggzy_trade.trade_rule (domain, trade, rule,
			rule_key, frozen_at)
		SELECT 'engineering', $t, id, rule_key, 0 FROM ggzy_core.rule
		WHERE class IN ('ALL', 'GC', 'EX') AND region = 0"
	bids=$(sql "SELECT bid FROM ggzy_trade.opening WHERE trade = $t
		ORDER BY bid")
}

# The logins of a panel, by seat.
panel_logins() {
	sql "SELECT a.login FROM ggzy_trade.panel_member m
		JOIN ggzy_core.account a ON a.id = m.account
		WHERE m.trade = $1 AND m.state < 2 ORDER BY m.seat"
}

# Who speaks for a side of a draw.
speaker() {
	case $1 in
	supervision) echo supervisor ;;
	*) echo "$1" ;;
	esac
}

# TRADE NO SIDE..: these commit, with values of their own.
commits() {
	t=$1 no=$2 deal=$(sql "SELECT deal_code FROM ggzy_trade.trade
		WHERE id = $1")
	shift 2
	for side; do
		rm -f "$tmp/value.$t.$no.$side"
		ctl draw commit --trade "$deal" --draw "$no" --party "$side" \
			--secret "$tmp/value.$t.$no.$side" >"$tmp/commit" 2>&1 ||
			bail "$(cat "$tmp/commit")"
		must "$(speaker "$side")" POST \
			"$api/trades/$t/draws/$no/commit" \
			"$(cat "$tmp/commit")"
	done
}

# TRADE NO SIDE: the body of its reveal.
value_of() {
	ctl draw reveal --secret "$tmp/value.$1.$2.$3"
}

# TRADE STATE: is the last draw so far?
draw_is() {
	call GET "$api/trades/$1/draws"
	test "$(json '.items[-1].state')" = "$2"
}

# TRADE NO: all give their values, in turn.
reveals() {
	within draw_is "$1" revealing || bail "no head for the draw: $body"
	for side in $(json '.items[-1].awaited[]'); do
		must "$(speaker "$side")" POST \
			"$api/trades/$1/draws/$2/reveal" \
			"$(value_of "$1" "$2" "$side")"
	done
}

drawn() {
	must owner POST "/api/engineering/trades/$1/draws" '{}'
	no=$(json .no)
	commits "$1" "$no" owner centre supervision
	reveals "$1" "$no"
}

panel() {
	drawn "$1"
	must owner POST "/api/engineering/trades/$1/panel/delegates" \
		'{"logins":["delegate"]}'
	members=$(panel_logins "$1")
	for m in $members; do
		must "$m" POST "/api/engineering/trades/$1/panel/attend" '{}'
	done
}

# A sheet of one expert item; "x" as points is a vote to reject the bid.
sheet_json() {
	i=0
	for points; do
		i=$((i + 1))
		echo "$(echo "$bids" | sed -n "${i}p") $points"
	done | jq -Rnc '[inputs | split(" ")] | {
		scores: map(select(.[1] != "x") | {bid: (.[0] | tonumber),
			item: 1, score: (.[1] | tonumber)}),
		rejections: map(select(.[1] == "x") | {bid: (.[0] | tonumber),
			ground: "unresponsive", reason: "工期不响应"})}'
}

sheet() {
	t=$1 who=$2
	shift 2
	must "$who" POST "/api/engineering/trades/$t/sheet" \
		"$(sheet_json "$@")"
	must "$who" POST "/api/engineering/trades/$t/sheet/lock" '{}'
}

# TRADE: publicity passes, the first candidate is awarded.
award_first() {
	shift_time 5d
	must owner GET "/api/engineering/trades/$1/candidates"
	first=$(json '[.items[] | select(.rank == 1)][0].bid')
	must owner POST "/api/engineering/trades/$1/award" "{\"bid\":$first}"
}

has_key() {
	rm -f "$tmp/$1.jwk"
	ctl key new "$tmp/$1.jwk" >/dev/null || bail "no key for $1"
	must "$1" POST /api/service/keys "$(ctl key public "$tmp/$1.jwk")"
}

trustees() {
	must owner POST "$api/trades/$1/trustees" '{
		"threshold":2,"trustees":[{"side":"owner","login":"owner"},
		{"side":"centre","login":"centre"},
		{"side":"supervision","login":"supervisor"}]}'
}

stage_is() {
	test "$(settled_stage "$1")" = "$2"
}

# The notice comes out at once; its document is some text.
published() {
	title=$1
	shift
	echo "$title" >"$tmp/document"
	as owner
	upload "/api/engineering/projects/$project/documents?kind=tender&name=a.pdf" \
		"$tmp/document"
	must owner POST /api/engineering/notices "$(jq -nc \
		--arg title "$title" --argjson document "$(json .id)" '{
		type: "GC02", title: $title, body: "现公开招标。",
		duty_person: "洛桑", examiner: "卓玛", documents: [$document],
		trades: $ARGS.positional}' --jsonargs "$@")"
	for t; do
		within stage_is "$t" $NOTICE || bail "no notice of $t"
	done
}

hand_in() {
	t=$1 who=$2 price=$3
	shift 3
	must "$who" GET "$api/trades/$t/trustees"
	cp "$tmp/body" "$tmp/trustees.json"
	jq -nc --argjson price "$price" --arg who "$who" '{price: $price,
		duration_days: 200, quality: "合格", manager: "经理\($who)",
		name: "投标文件.pdf", media: "application/pdf"}' \
		>"$tmp/bid.json"
	echo "bid of $who" >"$tmp/bid.pdf"
	rm -f "$tmp/bid"
	ctl seal --trustees "$tmp/trustees.json" --key "$tmp/$who.jwk" \
		--bidder "$(credit_code "2000000${who#bidder}")" \
		--sheet "$tmp/bid.json" --file "$tmp/bid.pdf" \
		--out "$tmp/bid" "$@" >"$tmp/seal" 2>&1 ||
		bail "seal: $(cat "$tmp/seal")"
	upload "$api/trades/$t/bids" "$tmp/bid"
}

deal_of() {
	sql "SELECT deal_code FROM ggzy_trade.trade WHERE id = $1"
}

open_box() {
	for who in centre supervisor; do
		must "$who" GET "$api/trades/$1/shares"
		cp "$tmp/body" "$tmp/shares"
		ctl release --trade "$(deal_of "$1")" --key "$tmp/$who.jwk" \
			--shares "$tmp/shares" >"$tmp/release" 2>&1 || bail "$(cat "$tmp/release")"
		must "$who" POST "$api/trades/$1/shares" \
			"$(cat "$tmp/release")"
	done
	within stage_is "$1" "${2:-$EVALUATION}" || bail "trade $1 does not open"
	bids=$(sql "SELECT bid FROM ggzy_trade.opening WHERE trade = $1
		ORDER BY bid")
}

# Is all that happened in a trade below a signed head?
in_a_head() {
	test "$(sql "SELECT NOT EXISTS (SELECT 1 FROM ggzy_core.event_pending) AND
		(SELECT MAX(size) FROM ggzy_core.log_head) > (SELECT MAX(l.seq)
		FROM ggzy_core.log_entry l JOIN ggzy_core.event e ON e.id = l.event
		WHERE e.trade = $1)")" = 1
}

sign_head() { # TRADE
	sql "INSERT INTO ggzy_core.head_wanted (reason, at)
		VALUES ('bundle', 0)" >/dev/null
	within in_a_head "$1" || bail 'no head that covers the trade'
}

bundles() {
	ggzyctl bundle "$1" "$tmp/bundles/full" &&
		ggzyctl bundle --public "$1" "$tmp/bundles/public"
}

# The bundles of several trades, by two programs: three checks.
all_bundles_are_good() { # TRADE...
	mkdir "$tmp/all"
	for sale in "$@"; do
		sign_head "$sale"
		{
			ggzyctl bundle "$sale" "$tmp/all/$sale.full" &&
				ggzyctl bundle --public "$sale" "$tmp/all/$sale.public"
		} >"$tmp/all.log" 2>&1 || diag "$(cat "$tmp/all.log")"
	done
	sales=$(($# * 2))
	set -- "$tmp"/all/*
	is 'the trades are written as bundles'	$# "$sales"
	ggzyctl verify "$@" >"$tmp/all.log" 2>&1 ||
		diag "$(grep -A5 不对 "$tmp/all.log" | head -30)"
	is 'ours finds nothing wrong in them'	"$(grep -c 全部正确 "$tmp/all.log")" "$sales"
	if command -v python3 >/dev/null; then
		python3 -B "$top/tests/verify/verify.py" "$@" >"$tmp/all.log" 2>&1 ||
			diag "$(grep -A5 BAD "$tmp/all.log" | head -30)"
		is 'an independent program neither' \
			"$(grep -c ': good' "$tmp/all.log")" "$sales"
	else
		skip 'an independent program neither' 'no python3'
	fi
}

# API TRADE: what is held goes back; one of the centre proposes, another
# confirms.  Sets $returned, how many had theirs.
refunded() {
	must centre POST "$1/trades/$2/refunds" '{}'
	returned=$(json '.items | length')
	must cashier POST "$1/refunds/confirm" "$(json '{refunds: [.items[].id]}')"
}

# What everybody gets of a trade, after all_bundles_are_good: four checks.
served_bundle_is_good() { # TRADE
	served=$tmp/served.$1/$(deal_of "$1")
	eventually 'everybody gets the public bundle' is_served "$1"
	ok 'ours finds nothing wrong in it'	ggzyctl verify "$served"
	if command -v python3 >/dev/null; then
		ok 'an independent program neither' python3 -B \
			"$top/tests/verify/verify.py" "$served"
	else
		skip 'an independent program neither' 'no python3'
	fi
	eventually 'and the page of the trade says where' page_has_bundle "$1"
}

is_served() { # with all that happened
	rm -rf "$tmp/served.$1"
	mkdir "$tmp/served.$1"
	curl -sf "$GGZY_URL/documents/$(deal_of "$1").tar" |
		tar -x -C "$tmp/served.$1" 2>/dev/null
	test "$(wc -l <"$served/events.jsonl")" = \
		"$(wc -l <"$tmp/all/$1.public/events.jsonl")" 2>/dev/null
}

page_has_bundle() {
	curl -sf "$GGZY_URL/trades/$1.html" |
		grep -q "href=\"/documents/$(deal_of "$1").tar\""
}

# The bundles of a trade, by two programs: three checks.
bundles_are_good() { # TRADE [ANOTHER BUNDLE]
	rm -rf "$tmp/bundles"
	mkdir "$tmp/bundles"
	sign_head "$1"
	ok 'the trade is written as bundles'	bundles "$1"
	shift
	set -- "$tmp/bundles/full" "$tmp/bundles/public" "$@"
	ok 'ours finds nothing wrong in them'	ggzyctl verify "$@"
	if command -v python3 >/dev/null; then
		ok 'an independent program neither' python3 -B \
			"$top/tests/verify/verify.py" "$@"
	else
		skip 'an independent program neither' 'no python3'
	fi
}
