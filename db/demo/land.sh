# A parcel by listing: ten bid for it, some by quotes, the last of them live.
# Sourced by load; its steps lie between those of tender.sh.

buyers=$(sed -n 's/^\(buyer[0-9]*\),.*/\1/p' "$here/people.csv")

land_notice() {
	step "a parcel in 柳梧: the notice"
	p=$(post land land/projects '{"name":"柳梧新区商住用地出让",
		"catalogue_item":"B103","region":540100,"entry_kind":"must",
		"state_funded":true,"investment_fen":100000000,
		"place":"拉萨市柳梧新区","summary":"本宗地为演示，单位、金额均为虚构。"}' | jq -r .id)
	live=$(workday "$(day 22)")
	lot=$(post land "land/projects/$p/trades" "$(jq -nc \
		--arg live "${live%%T*}T10:00:00+08:00" --arg apply "$(day 25)T17:00:00+08:00" \
		--arg listing "$(day 53)T09:00:00+08:00" '{
		name: "柳梧新区 2026-07 号国有建设用地使用权",
		number: "LW-2026-07", area: 3333333, land_use: "residential",
		years: 70, ratio_max: 250, density_max: 2800, green_min: 3500,
		ecology: "不在生态保护红线内", start_fen: 1920000000,
		step_fen: 12000000, deposit_fen: 384000000, countdown: 240,
		apply_to: $apply, listing_at: $listing, live_at: $live}')" | jq -r .id)
	post land "land/trades/$lot/notice" '{"title":"柳梧新区 2026-07 号国有建设用地使用权挂牌出让公告",
		"body":"现公开挂牌出让。本公告为演示。","duty_person":"尼玛（演示）",
		"examiner":"格桑（演示）"}' >/dev/null
	lot_stage land land "$lot" notice
}

land_entrants() {
	step "ten apply for the parcel and pay"
	for who in $buyers; do
		lot_entrant "$who" land land "$lot" 384000000
	done
}

land_quotes() {
	step "quotes while it is listed"
	for who in buyer3 buyer7 buyer1; do
		lot_quote "$who" land "$lot"
	done
}

# Both lots at once: time passes for all of them.
live_bidding() {
	ggzyctl clock set "$(date -u -d "$(get land "land/trades/$lot" | jq -r .live_at)" +%FT%TZ)" >/dev/null
	settled
	lot_stage land land "$lot" live
	lot_stage seller assets "$equity" live
	step "ten bid live for the parcel, three for the company"
	racing=
	for who in $buyers; do
		session "$who"
	done
	for who in $buyers; do
		lot_bidder "$who" 4 land "$lot" 12000000 &
		racing="$racing $!"
	done
	for who in $equity_buyers; do
		lot_bidder "$who" 4 assets "$equity" 5000000 &
		racing="$racing $!"
	done
	# shellcheck disable=SC2086 # process ids
	wait $racing
	pass 5m
	lot_stage land land "$lot" publicity
}

land_deal() {
	step "the parcel: its deal and the contract"
	price=$(get land "land/trades/$lot/deal" | jq .price)
	winner=$(get land "land/trades/$lot/deal" | jq -r .name)
	lucky=$(awk -F, -v n="$winner" '$5 == n { print $1 }' "$here/people.csv")
	post land "land/trades/$lot/confirm" >/dev/null
	post "$lucky" "land/trades/$lot/confirm" >/dev/null
	post land "land/trades/$lot/contract" "{\"number\":\"拉土出2026-7\",\"amount_fen\":$price,
		\"signed_on\":\"$(ggzyctl clock show | cut -c1-10 | head -n 1)\"}" >/dev/null
	refunded land "$lot"
}
