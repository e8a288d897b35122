#!/bin/sh
# 资格后审: who applies for a parcel takes part; who has offered most is examined
# when the bidding is over, and without that there is no deal.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/lots.sh"
GGZY_POOLS='1 1 1 1 2' start_private
plan 36
l=/api/land
LISTING=2 LIVE=3

person owner 出让人 --role owner:540000 --subject "$(credit_code 42000001)" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
for i in 1 2 3; do
	person b$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code $((52000000 + i)))" \
		--subject-name "第${i}置业有限公司" --region 540100
done

parcel() { # [JSON merged]
	jq -nc --arg apply "$(later 38d)" --arg listing "$(later 22d)" \
		--arg live "$(later 40d)" --argjson more "${1:-{\}}" '{
		name: "资格后审宗地", number: "LW-2026-31", area: 1000000,
		land_use: "residential", years: 70, ecology: "不在红线内",
		start_fen: 100000000, step_fen: 1000000, deposit_fen: 20000000,
		examine_basis: "拉萨市网上交易规则第二十条", countdown: 20,
		apply_to: $apply, listing_at: $listing, live_at: $live} + $more'
}
drafted() { # [JSON merged]
	must owner POST "$l/projects/$project/trades" "$(parcel "${1:-{\}}")"
	trade=$(json .id)
}
noticed() {
	must owner POST "$l/trades/$trade/notice" '{"title":"挂牌出让公告",
		"body":"现公开挂牌出让。","duty_person":"洛桑","examiner":"卓玛"}'
	within stage_is "$trade" $NOTICE || bail 'no notice'
}
apply() { # WHO TRADE
	as "$1"
	call POST "$l/trades/$2/applications" '{"contact":"扎西","phone":"0891-6320000"}'
}
paid() { # I TRADE
	must centre POST "$l/trades/$2/deposits" "{\"credit_code\":\"$(credit_code 5200000"$1")\",
		\"payer_account\":\"622200001111\",\"amount_fen\":20000000,
		\"serial\":\"P$1-$2\"}"
}
judge() { # I TRADE JSON
	as owner
	call POST "$l/trades/$2/applications/$(sql "SELECT e.id
		FROM ggzy_trade.entrant e JOIN ggzy_subject.subject s
		ON s.id = e.subject WHERE e.trade = $2 AND
		s.credit_code = '$(credit_code 5200000"$1")'")/judge" "$3"
}
offer() { # WHO FEN TRADE
	as "$1"
	call POST "$l/trades/$3/offers" "{\"amount_fen\":$2}"
}

# -- what the notice says
must owner POST $l/projects '{"name":"资格后审试验","catalogue_item":"B103",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)
as owner
call POST "$l/projects/$project/trades" "$(parcel '{"examine_basis":"规则"}')"
is 'it needs a rule that allows it'	"$(field)" '422 examine_basis'
drafted
good=$trade
is 'which is said'			"$(json .examine_basis)" '拉萨市网上交易规则第二十条'
noticed
like 'in the notice'			"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $good" | jq -r '.[]|select(.label == "资格后审").value')" '拉萨市网上交易规则第二十条'
drafted
bad=$trade
noticed
drafted
salt=$(fresh_key)
hash=$(printf 'GGZY-RESERVE-1\n%s\n%s\n%s\n' "$(deal_of "$trade")" 101000000 \
	"$salt" | sha256sum | cut -c1-64)
must owner POST "$l/trades/$trade/conditions" "$(parcel "{\"reserve_hash\":\"$hash\"}")"
reserved=$trade
noticed
drafted '{"examine_basis":null}'
before=$trade
noticed

# -- who takes part
for t in "$good" "$bad" "$reserved"; do
	for i in 1 2; do
		apply b$i "$t"
		paid $i "$t"
	done
done
as b1
call GET "$l/trades/$good/applications"
is 'who applies is admitted'		"$(json '.items[0]|"\(.state) \(.judged_at)"')" 'qualified null'
like 'by a number of its own'		"$(json '.items[0].bidder')" '^[1-9][0-9]{3}$'
apply b3 "$good"
is 'whoever it is'			"$status $(json .state)" '201 qualified'
must owner GET "$l/trades/$good/applications"
is 'the owner learns no number'		"$(json '[.items[].bidder]|unique|tojson')" '[null]'
apply b1 "$before"
is 'elsewhere it is examined first'	"$(json '"\(.state) \(.bidder)"')" 'applied null'
apply b2 "$before"
for i in 1 2; do
	paid $i "$before"
	judge $i "$before" '{"qualified":true}'
done
shift_time 22d
shift_time 1h
eventually 'the listing begins'		stage_is "$good" $LISTING
offer b3 100000000 "$good"
is 'a deposit is wanted of all'		"$(code)" '409 E_STATE'
for t in "$good" "$bad" "$reserved"; do
	within stage_is "$t" $LISTING || bail 'no listing'
	offer b1 100000000 "$t"
	offer b2 101000000 "$t"
	test "$status" = 201 || diag "offer: $status $body"
done
within stage_is "$before" $LISTING || bail 'no listing'
offer b1 100000000 "$before"
offer b2 101000000 "$before"
judge 2 "$before" '{"qualified":false,"reason":"欠缴土地出让金"}'
is 'who has offered most may be found unfit' "$status $(json .state)" '200 refused'
judge 3 "$good" '{"qualified":false,"reason":"欠缴土地出让金"}'
is 'who is known to be unfit may be refused early' "$status $(json .state)" '200 refused'

# -- the hammer falls, and nothing is sold
shift_time 18d
shift_time 1m
awaits() { # TRADE
	test "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $1
		AND verb = 'await-examine'")" = 1
}
eventually 'after the bidding the examination is waited for' awaits "$good"
within awaits "$bad" || bail 'nothing is waited for'
is 'there is no deal'			"$(settled_stage "$good")" "$LIVE"
lot_state "$good"
is 'which watchers see'			"$(json '"\(.stage) \(.closed) \(.price_fen)"')" 'live true 101000000'
judge 1 "$good" '{"qualified":false,"reason":"资格材料失实"}'
is 'who has not won may be examined too' "$status $(settled_stage "$good")" "200 $LIVE"
judge 2 "$good" '{"qualified":true}'
is 'who has won, and is fit, has it'	"$status $(settled_stage "$good")" "200 $PUBLICITY"
call GET "$l/trades/$good/deal"
is 'at its offer'			"$(json '"\(.name) \(.price)"')" '第2置业有限公司 101000000'
judge 2 "$good" '{"qualified":false,"reason":"后来不合格"}'
is 'what is decided is decided'		"$(code)" '409 E_STAGE'
judge 2 "$bad" '{"qualified":false}'
is 'who fails learns why'		"$(field)" '422 reason'
judge 2 "$bad" '{"qualified":false,"reason":"提供虚假文件"}'
is 'who fails has nothing'		"$status $(settled_stage "$bad")" "200 $FAILED"
like 'nor has anybody else'		"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $bad AND type = 'TD03'")" '没有通过资格审查：提供虚假文件'
is 'there is no deal of it'		"$(sql "SELECT COUNT(*) FROM ggzy_trade.award
	WHERE trade = $bad")" 0

# -- examined before, and unfit since it made the highest offer
eventually 'who is unfit in the end has nothing' stage_is "$before" $FAILED
like 'which is said'			"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $before AND type = 'TD03'")" 最高报价人的资格已经取消

# -- the deposit goes back, but what a law keeps
as owner
forfeit() { # JSON merged
	call POST "$l/trades/$bad/forfeit" "$(jq -nc --argjson more "$1" \
		--arg c "$(credit_code 52000002)" '{credit_code: $c,
		reason: "提供虚假文件，隐瞒事实"} + $more')"
}
forfeit '{}'
is 'nothing is kept without a law'	"$(field)" '422 rule_key'
forfeit '{"rule_key":"td.deposit.forfeit","amount_fen":5000000}'
must centre POST "$l/trades/$bad/forfeits/$(json .id)/confirm"
is 'by one what was lost is'		"$(json .amount_fen)" 5000000
as centre
call POST "$l/trades/$bad/refunds" '{}'
is 'and the rest goes back'		"$(json '[.items[].amount_fen]|sort|tojson')" '[15000000,20000000]'

# -- with a reserve both are waited for
judge 2 "$reserved" '{"qualified":true}'
is 'a reserve is revealed first'	"$status $(settled_stage "$reserved")" "200 $LIVE"
call POST "$l/trades/$reserved/reserve" "{\"reserve_fen\":101000000,\"salt\":\"$salt\"}"
is 'then there is the deal'		"$status $(json .stage)" '200 publicity'

# -- what others can check of it
user=''
all_bundles_are_good "$good" "$bad" "$reserved" "$before"
like 'of a failed one the public says what it cannot' \
	"$(ggzyctl verify "$tmp/all/$bad.public" 2>&1)" '竞价以后的资格审查'
is 'who is who stays secret'		"$(grep -c credit_code "$tmp/all/$good.public/events.jsonl")" 0
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
