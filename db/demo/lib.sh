# What the demo's people do, by the same requests as anybody's.  Sourced by
# load, which sets $here and $tmp.

die() {
	printf 'demo: %s\n' "$*" >&2
	exit 1
}

step() { printf '== %s  %s\n' "$(ggzyctl clock show | head -n 1 | cut -c1-16)" "$*"; }

# WHO: a session of that account.
session() {
	test ! -s "$tmp/$1.jar" || return 0
	curl -sf -c "$tmp/$1.jar" -H "Origin: $GGZY_URL" \
		--data-binary "$(jq -nc --arg login "$1" --arg password "$password" \
			'$ARGS.named')" "$GGZY_URL/api/service/login" >"$tmp/out" ||
		die "$1 cannot log in: $(cat "$tmp/out")"
}

# WHO METHOD PATH [curl arguments]: prints the answer; any refusal ends the demo.
ask() {
	who=$1 method=$2 path=$3
	shift 3
	session "$who"
	status=$(curl -s -o "$tmp/out" -w '%{http_code}' -X "$method" -b "$tmp/$who.jar" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: demo-$(cat /proc/sys/kernel/random/uuid)" \
		"$@" "$GGZY_URL/api/$path")
	case $status in
	2*) cat "$tmp/out" ;;
	*) die "$who $method $path: $status $(cat "$tmp/out")" ;;
	esac
}

# WHO PATH [JSON]
post() { ask "$1" POST "$2" --data-binary "${3-}"; }
# WHO PATH FILE TYPE
upload() { ask "$1" POST "$2" -H "Content-Type: $4" --data-binary "@$3"; }
get() { ask "$1" GET "$2"; }

# DOMAIN TRADE: deposits go back, as one of the centre proposes and another confirms
refunded() {
	choice=$(post centre "$1/trades/$2/refunds" '{}' | jq -c '{refunds: [.items[].id]}')
	test "$choice" = '{"refunds":[]}' || post cashier "$1/refunds/confirm" "$choice" >/dev/null
}

# SPAN: time passes; what it causes is done before we go on.
pass() {
	ggzyctl clock shift "$1" >/dev/null
	settled
}

# Nothing is due any more and every event has its place in the log.
settled() {
	for _ in $(seq 600); do
		test "$(query "SELECT (SELECT COUNT(*) FROM ggzy_trade.due d, ggzy_core.instant i
			WHERE d.at <= i.now_ms - 2000 AND d.tries < 5)
			+ (SELECT COUNT(*) FROM ggzy_core.event_pending)")" = 0 && return
		sleep 0.1
	done
	die "what is due is not done"
}

query() { mariadb --no-defaults -S "$GGZY_DB_SOCKET" -uroot -N -e "$1"; }

stage() { get owner "engineering/trades/$1" | jq -r .stage; }

# TRADE STAGE
await_stage() {
	for _ in $(seq 300); do
		test "$(stage "$1")" = "$2" && return
		sleep 0.1
	done
	die "trade $1 is $(stage "$1"), not $2"
}

# DAYS: the date so many days before (or, negative, after) the present.
day() { date -u -d "$present $((-1 * $1)) days" +%F; }

# DATE: 10:00 of the first working day from then on.
workday() {
	query "SELECT CONCAT(MIN(day), 'T10:00:00+08:00') FROM (
		SELECT day, SUBSTRING_INDEX(GROUP_CONCAT(kind ORDER BY region DESC), ',', 1) AS kind
		FROM ggzy_core.calendar_day WHERE region IN (0, 540000) AND day >= '$1' GROUP BY day) c
		WHERE kind IN ('work', 'makeup')"
}

# DAYS: the clock goes on to 09:00 of that day before the present.
go_to() {
	ggzyctl clock set "$(day "$1")T09:00:00+08:00" >/dev/null
	settled
}

# TRADE: ten minutes past the deadline.
to_deadline() {
	ggzyctl clock set "$(date -u -d "$(get owner "engineering/trades/$1" | jq -r .deadline) +10 minutes" +%FT%TZ)" >/dev/null
	settled
	await_stage "$1" opening
}

pdf() {
	printf '%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' "$1"
}

# ---- lots ----

# WHO DOMAIN LOT STAGE: it is in that stage, or will be at once.
lot_stage() {
	for _ in $(seq 300); do
		test "$(get "$1" "$2/trades/$3" | jq -r .stage)" != "$4" || return 0
		sleep 0.1
	done
	die "lot $3 of $2 is not in $4"
}

code_of() { # WHO
	awk -F, -v w="$1" '$1 == w { print $4 }' "$here/people.csv"
}

# WHO OWNER DOMAIN LOT FEN: applies, is admitted, pays.
lot_entrant() {
	a=$(post "$1" "$3/trades/$4/applications" '{"contact":"业务部","phone":"0891-6320000"}' | jq -r .id)
	post "$2" "$3/trades/$4/applications/$a/judge" '{"qualified":true}' >/dev/null
	post centre "$3/trades/$4/deposits" "{\"credit_code\":\"$(code_of "$1")\",
		\"payer_account\":\"62220000$4\",\"amount_fen\":$5,\"serial\":\"P$4-$1\"}" >/dev/null
}

# WHO DOMAIN LOT FEN: an offer that may come too late for its price.
lot_offer() {
	curl -s -o /dev/null -w '%{http_code}' -b "$tmp/$1.jar" -H "Origin: $GGZY_URL" \
		-H "Idempotency-Key: demo-$(cat /proc/sys/kernel/random/uuid)" \
		--data-binary "{\"amount_fen\":$4}" "$GGZY_URL/api/$2/trades/$3/offers"
}

lot_needed() { # DOMAIN LOT
	curl -s "$GGZY_URL/api/$1/trades/$2/state?since=999999" | jq .needed_fen
}

# WHO DOMAIN LOT: offers what is needed; what the web server says of that may be
# a quarter of a second old.
lot_quote() {
	session "$1"
	for _ in $(seq 50); do
		test "$(lot_offer "$1" "$2" "$3" "$(lot_needed "$2" "$3")")" != 201 || return 0
		sleep 0.1
	done
	die "$1 cannot quote"
}

# WHO TIMES DOMAIN LOT STEP: as often as it offers, sometimes against another
# who is quicker.
lot_bidder() {
	for i in $(seq "$2"); do
		needed=$(lot_needed "$3" "$4")
		lot_offer "$1" "$3" "$4" $((needed + i % 3 / 2 * $5)) >/dev/null
		sleep "0.$((${1#buyer} % 7 + 1))"
	done
}

# ---- the deeds ----

# PROJECT NAME: uploads a document, prints its number.
document() {
	pdf "$2" >"$tmp/doc.pdf"
	upload owner "engineering/projects/$1/documents?kind=tender&name=$(jq -rn --arg n "$2.pdf" '$n|@uri')" \
		"$tmp/doc.pdf" application/pdf | jq -r .id
}

trustees() { # TRADE
	post owner "engineering/trades/$1/trustees" '{"threshold":2,"trustees":[
		{"side":"owner","login":"owner"},{"side":"centre","login":"centre"},
		{"side":"supervision","login":"supervisor"}]}' >/dev/null
}

# WHO TRADE PRICE DAYS MANAGER [MEMBER]: deposit, seal, hand in.
bid() {
	code=$(awk -F, -v w="$1" '$1 == w { print $4 }' "$here/people.csv")
	pdf "guarantee" >"$tmp/g.pdf"
	upload "$1" "engineering/trades/$2/guarantees?issuer=$(jq -rn '"演示银行拉萨分行"|@uri')&guarantee_no=BH-$2-$1&amount_fen=$deposit&valid_to=$(day -150)" \
		"$tmp/g.pdf" application/pdf >/dev/null
	get "$1" "engineering/trades/$2/trustees" >"$tmp/trustees.json"
	pdf "投标文件 $1" >"$tmp/bid.pdf"
	jq -nc --argjson price "$3" --argjson days "$4" --arg manager "$5" \
		'{price: $price, duration_days: $days, quality: "合格", manager: $manager,
		name: "投标文件.pdf", media: "application/pdf"}' >"$tmp/sheet.json"
	rm -f "$tmp/bid.ggzy"
	ggzyctl seal --trustees "$tmp/trustees.json" --bidder "$code" ${6:+--member "$6"} \
		--key "$keys/$1.jwk" --sheet "$tmp/sheet.json" --file "$tmp/bid.pdf" \
		--out "$tmp/bid.ggzy" >/dev/null || die "$1 cannot seal"
	upload "$1" "engineering/trades/$2/bids" "$tmp/bid.ggzy" application/octet-stream >/dev/null
}

# TRADE: two of the three trustees release.
release() {
	deal=$(get owner "engineering/trades/$1" | jq -r .deal_code)
	for who in centre supervisor; do
		get "$who" "engineering/trades/$1/shares" >"$tmp/shares.json"
		ggzyctl release --trade "$deal" --key "$keys/$who.jwk" --shares "$tmp/shares.json" >"$tmp/release.json"
		post "$who" "engineering/trades/$1/shares" "@$tmp/release.json" >/dev/null
	done
	await_stage "$1" evaluation
}

# TRADE: a draw of experts: all three sides commit, then give their values.
draw() {
	no=$(post centre "engineering/trades/$1/draws" '{}' | jq -r .no)
	deal=$(get owner "engineering/trades/$1" | jq -r .deal_code)
	for side in owner centre supervision; do
		rm -f "$tmp/value.$side"
		ggzyctl draw commit --trade "$deal" --draw "$no" --party $side \
			--secret "$tmp/value.$side" >"$tmp/commit.json"
		post "$(speaker $side)" "engineering/trades/$1/draws/$no/commit" \
			"@$tmp/commit.json" >/dev/null
	done
	for _ in $(seq 300); do
		get centre "engineering/trades/$1/draws" >"$tmp/draws.json"
		test "$(jq -r '.items[-1].state' "$tmp/draws.json")" != revealing || break
		sleep 0.1
	done
	for side in owner centre supervision; do
		ggzyctl draw reveal --secret "$tmp/value.$side" >"$tmp/reveal.json"
		post "$(speaker $side)" "engineering/trades/$1/draws/$no/reveal" \
			"@$tmp/reveal.json" >/dev/null
	done
}

speaker() {
	case $1 in
	supervision) echo supervisor ;;
	*) echo "$1" ;;
	esac
}

# TRADE: draw, attend, score, lock, report.
evaluate() {
	draw "$1"
	post owner "engineering/trades/$1/panel/delegates" '{"logins":["owner"]}' >/dev/null
	members=$(query "SELECT a.login FROM ggzy_trade.panel_member m JOIN ggzy_core.account a ON a.id = m.account WHERE m.trade = $1 ORDER BY seat")
	for who in $members; do
		post "$who" "engineering/trades/$1/panel/attend" >/dev/null
	done
	i=0
	for who in $members; do
		i=$((i + 1))
		get "$who" "engineering/trades/$1/evaluation" >"$tmp/table.json"
		jq -c --argjson i $i '{scores: [.bids[] as $b | .items[] | select(.kind == "expert")
			| {bid: $b.bid, item: .no, score: ((.max_score * (88 - ($b.bid * 7 + $i * 3 + .no) % 17) / 100) | floor)}],
			rejections: []}' "$tmp/table.json" >"$tmp/sheet.json"
		post "$who" "engineering/trades/$1/sheet" "@$tmp/sheet.json" >/dev/null
		post "$who" "engineering/trades/$1/sheet/lock" >/dev/null
	done
	post owner "engineering/trades/$1/report" '{"text":"评标委员会按照招标文件规定的评标标准和方法完成评审，意见一致。"}' >/dev/null
}
