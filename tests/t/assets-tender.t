#!/bin/sh
# State-owned property by tender: sealed bids, the opening, and a shareholder
# who takes it at the price of the best one.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 19
a=/api/assets api=/api/assets

person owner 转让方 --role owner:540000 --subject "$(credit_code 60000001)" \
	--subject-name 西藏国资运营有限公司 --region 540100
person centre 中心 --role centre:540000
person supervisor 监督 --role supervisor:540000
person cashier 出纳 --role centre:540000
for i in 1 2 3; do
	person bidder$i "受让$i" --role bidder:540000 \
		--subject "$(credit_code 2000000$i)" \
		--subject-name "高原${i}投资有限公司" --region 540100
done
for who in owner centre supervisor bidder1 bidder2 bidder3; do
	has_key $who
done

must owner POST $a/projects '{"name":"国有产权招投标试验","catalogue_item":"C01",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)
asset() { # [JSON merged]
	jq -nc --arg today "$(later 0s | cut -c1-10)" \
		--arg apply "$(later 1d)" --arg listing "$(later 2d)" \
		--arg live "$(later 3d)" --argjson more "${1:-{\}}" '{
		name: "旧厂房", kind: "physical", target: "旧厂房一处",
		description: "位于城关区", bidding: "tender",
		approval_body: "自治区国资委", approved_on: $today,
		approval_no: "藏国资发〔2026〕7号", appraisal_no: "藏评备2026-7",
		appraised_fen: 90000000, start_fen: 90000000, step_fen: 1,
		deposit_fen: 9000000, countdown: 60, priority_minutes: 60,
		apply_to: $apply, listing_at: $listing, live_at: $live} + $more'
}
notice='{"title":"旧厂房招投标转让公告","body":"现公开招标转让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
must owner POST "$a/projects/$project/trades" "$(asset)"
trade=$(json .id)
is 'an asset is drafted'		"$(json '"\(.bidding) \(.method)"')" 'tender CQ3'
call POST "$a/trades/$trade/conditions" "$(asset '{"step_fen":100}')"
is 'without steps'			"$status $(json '.fields|keys[0]')" '422 step_fen'
call POST "$a/trades/$trade/notice" "$notice"
is 'no disclosure without trustees'	"$(json .rule.rule_key)" ebid.no_decrypt_before
trustees "$trade"
must owner POST "$a/trades/$trade/holders" "$(jq -nc --arg c "$(credit_code 20000001)" \
	--arg day "$(later -40d | cut -c1-10)" '{credit_code: $c, share: 3000,
	notified_on: $day}')"
must owner POST "$a/trades/$trade/notice" "$notice"
within stage_is "$trade" $NOTICE || bail 'no disclosure'
is 'it is disclosed as a tender'	"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $trade" | jq -r '.[]|select(.label == "交易方式").value')" 招投标
for i in 1 2 3; do
	must bidder$i POST "$a/trades/$trade/applications" \
		'{"contact":"扎西","phone":"0891-6320000"}'
	must owner POST "$a/trades/$trade/applications/$(json .id)/judge" \
		'{"qualified":true}'
	must centre POST "$a/trades/$trade/deposits" "$(jq -nc \
		--arg c "$(credit_code "2000000$i")" '{credit_code: $c,
		serial: "P'$i'", payer_account: "6222000011112222", amount_fen: 9000000}')"
done
as owner
call POST "$a/trades/$trade/prolong" "$(jq -nc --arg apply "$(later 20d)" \
	--arg listing "$(later 21d)" --arg live "$(later 22d)" '{
	apply_to: $apply, listing_at: $listing, live_at: $live}')"
is 'its end stays where it is'		"$status $(json .code)" '409 E_STATE'
shift_time 50h
for i in 1 2 3; do
	hand_in "$trade" bidder$i 9${i}000000
done
is 'bids are taken'			"$status $(json .state)" '201 stands'
shift_time 1d
is 'the box is closed'			"$(settled_stage "$trade")" $OPENING
open_box "$trade" $EVALUATION
is 'the opening is written down'	"$(sql "SELECT COUNT(*) FROM ggzy_service.notice
	WHERE trade = $trade AND type = 'CQ07'")" 1
user=''
call GET "$a/trades/$trade/state"
is 'the best bid is the offer'		"$(json '"\(.offers) \(.price_fen) \(.closed)"')" \
	'1 93000000 true'
as bidder2
call POST "$a/trades/$trade/claims" '{"offer":1}'
is 'who has no priority claims none'	"$status $(json .code)" '403 E_ROLE'
must bidder1 POST "$a/trades/$trade/claims" '{"offer":1}'
eventually 'who has takes it at that price' stage_is "$trade" $PUBLICITY
user=''
call GET "$a/trades/$trade/deal"
is 'the deal'				"$(json '"\(.name) \(.price)"')" \
	'高原1投资有限公司 93000000'
must owner POST "$a/trades/$trade/confirm"
must bidder1 POST "$a/trades/$trade/confirm"
as owner
call POST "$a/trades/$trade/contract" "{\"number\":\"CQ-1\",\"amount_fen\":93000000,
	\"signed_on\":\"$(later 0s | cut -c1-10)\"}"
is 'has its contract'			"$status" 201
is 'and its result says how it came about' "$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $trade AND type = 'CQ06'" | jq -r '.[]|select(.label == "交易方式").value')" 招投标
refunded "$a" "$trade"
is 'the others have their deposits back' "$returned" 2
must centre POST "$a/trades/$trade/deposits/price"
must owner POST "$a/trades/$trade/archive"
is 'and it is kept by the rule of its kind'	"$(json .keep_rule)" cq.archive.years
bundles_are_good "$trade"
