# 51 % of a company of the state: pre-disclosure, disclosure, three who bid
# against two shareholders with priority, one of whom takes it.  Sourced by
# load; its steps lie between those of tender.sh, its live bidding beside that
# of land.sh.

holders="holder1 holder2"
equity_buyers="buyer1 buyer4 buyer9"

equity_predisclosed() {
	go_to 118
	step "51 % of a water company: the pre-disclosure"
	equity_live=$(workday "$(day 22)")
	p=$(post seller assets/projects '{"name":"高原演示水务有限公司 51% 股权转让",
		"catalogue_item":"C01","region":540100,"entry_kind":"must",
		"state_funded":true,"investment_fen":680000000,
		"place":"拉萨市城关区","summary":"本标的为演示，单位、金额均为虚构。"}' | jq -r .id)
	equity=$(post seller "assets/projects/$p/trades" "$(jq -nc \
		--arg approved "$(day 119)" --arg apply "$(day 28)T17:00:00+08:00" \
		--arg listing "$(day 27)T09:00:00+08:00" \
		--arg live "${equity_live%%T*}T10:00:00+08:00" '{
		name: "高原演示水务有限公司 51% 股权", kind: "equity",
		target: "高原演示水务有限公司", share: 5100, control_passes: true,
		description: "注册资本 1,000 万元，主营城镇供水。",
		approval_body: "西藏演示国资委", approval_no: "藏演国资〔2026〕12 号",
		approved_on: $approved, appraisal_no: "藏演评备 2026-12",
		appraised_fen: 680000000, start_fen: 680000000, step_fen: 5000000,
		deposit_fen: 136000000, countdown: 240, priority_minutes: 60,
		apply_to: $apply, listing_at: $listing, live_at: $live}')" | jq -r .id)
	for who in $holders; do
		share=$((${who#holder} == 1 ? 3000 : 1900))
		post seller "assets/trades/$equity/holders" "{\"credit_code\":\"$(code_of "$who")\",
			\"share\":$share,\"notified_on\":\"$(day 118)\"}" >/dev/null
	done
	post seller "assets/trades/$equity/predisclosure" "$(equity_text 信息预披露)" >/dev/null
}

equity_text() { # WHAT
	jq -nc --arg what "$1" '{title: "高原演示水务有限公司 51% 股权转让\($what)公告",
		body: "现公开转让。本公告为演示。", duty_person: "多吉（演示）",
		examiner: "格桑（演示）"}'
}

equity_disclosed() {
	step "51 % of a water company: the formal disclosure"
	post seller "assets/trades/$equity/notice" "$(equity_text 信息披露)" >/dev/null
	lot_stage seller assets "$equity" notice
}

equity_entrants() {
	step "three buyers and two shareholders apply for it and pay"
	for who in $equity_buyers $holders; do
		lot_entrant "$who" seller assets "$equity" 136000000
	done
}

equity_quotes() {
	step "a quote, which a shareholder takes while the bidding goes on"
	lot_quote buyer4 assets "$equity"
	equity_claim holder1 '{"offer":1}'
}

equity_claim() { # WHO JSON
	post "$1" "assets/trades/$equity/claims" "$2" >/dev/null
}

# After the hammer: one takes it at the last offer, the other gives it up.
equity_deal() {
	last=$(get seller "assets/trades/$equity/offers?limit=1" | jq '.items[0].no')
	step "51 % of a water company: a shareholder takes it at offer $last"
	equity_claim holder1 "{\"offer\":$last}"
	equity_claim holder2 '{"waive":true}'
	lot_stage seller assets "$equity" publicity
	price=$(get seller "assets/trades/$equity/deal" | jq .price)
	post seller "assets/trades/$equity/confirm" >/dev/null
	post holder1 "assets/trades/$equity/confirm" >/dev/null
	post centre "assets/trades/$equity/deposits/price" >/dev/null
	today=$(ggzyctl clock show | cut -c1-10 | head -n 1)
	post seller "assets/trades/$equity/contract" "{\"number\":\"藏演产合 2026-12\",
		\"amount_fen\":$price,\"signed_on\":\"$today\"}" >/dev/null
	post centre "assets/trades/$equity/settlements" "{\"amount_fen\":$((price - 136000000)),
		\"paid_on\":\"$today\",\"voucher\":\"R-2026-12\"}" >/dev/null
	refunded assets "$equity"
}

equity_certificate() {
	# after a week of holidays its result may still be public
	until=$(get seller "assets/trades/$equity" | jq -r .result_until)
	test "$(date -d "$until" +%s)" -lt "$(date +%s)" || return 0
	step "51 % of a water company: the certificate"
	post centre "assets/trades/$equity/certificate" >/dev/null
}
