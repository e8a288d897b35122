#!/bin/sh
# A parcel by tender: sealed bids of who is qualified and has paid, the opening
# by trustees, a secret reserve, the deal of the highest and what follows it;
# what is refused; a tender of too few, and one of which all bids are too low.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 69
l=/api/land api=/api/land

person owner 出让人 --role owner:540000 --subject "$(credit_code 40000001)" \
	--subject-name 拉萨市自然资源局 --region 540100
person centre 中心 --role centre:540000
person supervisor 监督 --role supervisor:540000
person cashier 出纳 --role centre:540000
for i in 1 2 3 4 5 6 7; do
	person bidder$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code 2000000$i)" \
		--subject-name "第${i}置业有限公司" --region 540100
done
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4 bidder5 bidder6 bidder7; do
	has_key $who
done

must owner POST $l/projects '{"name":"柳梧新区招标出让","catalogue_item":"B103",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)

parcel() { # [JSON merged]
	jq -nc --arg apply "$(later 38d)" --arg listing "$(later 40d)" \
		--arg live "$(later 48d)" --argjson more "${1:-{\}}" '{
		method: "TD1", name: "柳梧新区2026-9号宗地",
		number: "LW-2026-09", area: 3333333, land_use: "commercial",
		years: 40, ecology: "不在生态保护红线内",
		start_fen: 100000000, deposit_fen: 20000000, consortium: true,
		apply_to: $apply, listing_at: $listing, live_at: $live} + $more'
}
notice='{"title":"国有建设用地使用权招标出让公告","body":"现公开招标出让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
drafted() { # [JSON merged]
	must owner POST "$l/projects/$project/trades" "$(parcel "$@")"
	trade=$(json .id)
}
edit() {
	as owner
	call POST "$l/trades/$trade/conditions" "$(parcel "$@")"
}
announce() {
	as owner
	call POST "$l/trades/$trade/notice" "$notice"
}
code() {
	echo "$status $(json .code)"
}
field() {
	echo "$status $(json '.fields|keys|join(" ")')"
}
rule() {
	echo "$status $(json '.code + " " + .rule.rule_key')"
}
refused() { # NAME CODE: with a receipt that says so
	is "$1" "$(json .code) $(json '.receipt.payload' | tr _- /+ |
		sed 's/$/==/' | base64 -d 2>/dev/null | jq -r .kind)" "$2 refused"
}
public() { # TRADE TYPE
	sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE trade = $1
		AND type = '$2'"
}
facts() { # TRADE TYPE LABEL
	sql "SELECT facts FROM ggzy_service.notice WHERE trade = $1
		AND type = '$2'" | jq -r ".[]|select(.label == \"$3\").value"
}
application='{"contact":"扎西","phone":"0891-6320000"}'
enter() { # TRADE BIDDER..: applies, is qualified, pays
	t=$1
	shift
	for who; do
		must "$who" POST "$l/trades/$t/applications" "$application"
		must owner POST "$l/trades/$t/applications/$(json .id)/judge" \
			'{"qualified":true}'
		must centre POST "$l/trades/$t/deposits" "$(jq -nc \
			--arg c "$(credit_code "2000000${who#bidder}")" \
			--arg s "$t-$who" '{
			credit_code: $c, serial: $s, payer_account: "6222000011112222",
			amount_fen: 20000000}')"
	done
}

# -- what a tender may not ask for
drafted
one=$trade
is 'a parcel is drafted'		"$(json '"\(.stage) \(.method)"')" 'draft TD1'
edit '{"ceiling_fen":200000000}'
is 'a tender has no ceiling'		"$(field)" '422 ceiling_fen'
edit '{"step_fen":1000000}'
is 'nor steps'				"$(field)" '422 step_fen'
edit '{"method":"TD3"}'
is 'which a listing has'		"$(field)" '422 step_fen'
edit "{\"live_at\":\"$(later 40d)\"}"
is 'bids take time'			"$(field)" '422 live_at'
edit '{}'
announce
is 'no notice without trustees'		"$(rule)" '422 E_RULE ebid.no_decrypt_before'
trustees "$one"
is 'two of three open'			"$(json '"\(.threshold) \(.trustees|length)"')" '2 3'
edit "{\"listing_at\":\"$(later 19d)\"}"
announce
is 'the notice is long enough before'	"$(rule)" '422 E_RULE td.notice.before'

# -- the notice
salt=$(fresh_key)
hash=$(printf 'GGZY-RESERVE-1\n%s\n%s\n%s\n' "$(deal_of "$one")" 125000000 \
	"$salt" | sha256sum | cut -c1-64)
edit "{\"reserve_hash\":\"$hash\"}"
announce
is 'the notice is scheduled'		"$status" 201
drafted '{"name":"无人投标宗地"}'
few=$trade
trustees "$few"
announce
drafted '{"name":"低价宗地"}'
low=$trade
trustees "$low"
announce
# the same of a mining right
must owner POST $l/projects '{"name":"墨竹工卡矿业权招标出让","catalogue_item":"B201",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
right() { # [JSON merged]
	jq -nc --arg apply "$(later 38d)" --arg listing "$(later 40d)" \
		--arg live "$(later 48d)" --argjson more "${1:-{\}}" '{
		method: "tender", name: "墨竹工卡铜矿勘查", kind: "exploration",
		mineral: "铜", years: 5, area: 53619660, survey: "预查",
		ecology: "不在生态保护红线内",
		corners: "91.1 29.7;91.2 29.7;91.2 29.75;91.1 29.75",
		start_fen: 100000000, deposit_fen: 20000000, apply_to: $apply,
		listing_at: $listing, live_at: $live} + $more'
}
must owner POST "$l/projects/$(json .id)/rights" "$(right)"
right=$(json .id)
is 'a mining right is drafted'		"$(json .method) $(sql "SELECT method
	FROM ggzy_trade.trade WHERE id = $right")" 'tender KQ131'
call POST "$l/trades/$right/right" "$(right '{"step_fen":1000}')"
is 'without steps either'		"$(field)" '422 step_fen'
trustees "$right"
trade=$right
announce
for trade in $one $few $low $right; do
	within stage_is "$trade" $NOTICE || bail 'no notice'
done
is 'it says how the parcel is sold'	"$(facts "$one" TD01 出让方式)" 招标
like 'and who wins'			"$(facts "$one" TD01 评标办法)" '^价高者得.*先递交者中标$'
is 'there are no steps in it'		"$(facts "$one" TD01 增价幅度)" ''

# -- who takes part
enter "$one" bidder1 bidder3 bidder4
enter "$few" bidder1 bidder2
enter "$low" bidder1 bidder2 bidder3
enter "$right" bidder1 bidder2 bidder3
must bidder5 POST "$l/trades/$one/applications" "$application"
must owner POST "$l/trades/$one/applications/$(json .id)/judge" \
	'{"qualified":false,"reason":"欠缴土地出让金"}'
must bidder6 POST "$l/trades/$one/applications" "$application"
must owner POST "$l/trades/$one/applications/$(json .id)/judge" '{"qualified":true}'
member=$(credit_code 20000007)
application=$(echo "$application" | jq -c --arg m "$member" '.members = [$m]')
enter "$one" bidder2 # and bidder7 with it
hand_in "$one" bidder1 120000000
refused 'no bid before they are taken'	E_STATE
as bidder1
call POST "$l/trades/$one/offers" '{"amount_fen":120000000}'
is 'nor an open offer'			"$(code)" '409 E_STAGE'

# -- bids
shift_time 41d
hand_in "$one" bidder5 300000000
refused 'who is not qualified does not bid' E_STATE
hand_in "$one" bidder6 300000000
refused 'nor who has not paid'		E_STATE
like 'and is told so'			"$(json .detail)" 保证金
hand_in "$one" bidder1 90000000
is 'a bid is taken'			"$status $(json .state)" '201 stands'
hand_in "$one" bidder2 130000000
refused 'who applied with another does not bid alone' E_SEAL
hand_in "$one" bidder7 130000000
refused 'nor the other'			E_STATE
hand_in "$one" bidder2 130000000 --member "$member"
is 'they bid together'			"$status $(json .state)" '201 stands'
hand_in "$one" bidder3 110000000
hand_in "$one" bidder3 130000000
is 'a later one takes its place'	"$status $(json .state)" '201 stands'
hand_in "$one" bidder4 150000000
must bidder4 POST "$l/trades/$one/bids/withdraw"
is 'one is taken back'			"$(json .state)" withdrawn
cp "$tmp/bid" "$tmp/late"
hand_in "$few" bidder1 120000000
hand_in "$few" bidder2 130000000
for i in 1 2 3; do
	hand_in "$low" bidder$i 9999999$i
	hand_in "$right" bidder$i 10000000$i
done
as owner
call GET "$l/trades/$one/opening"
is 'nobody learns of a price'		"$(code)" '422 E_EARLY'
call POST "$l/trades/$one/reserve" "{\"reserve_fen\":125000000,\"salt\":\"$salt\"}"
is 'nor of the reserve'			"$(code)" '409 E_STAGE'

# -- the box is closed
shift_time 8d
is 'at the deadline it is closed'	"$(settled_stage "$one")" $OPENING
user=''
call GET "$l/trades/$one/box"
is 'with the bids that stand'		"$(json '"\(.count) \(.leaves)"')" '3 null'
as bidder4
upload "$l/trades/$one/bids" "$tmp/late"
refused 'nothing comes later'		E_LATE
eventually 'two are too few'		stage_is "$few" $FAILED
is 'as the law says'			"$(sql "SELECT reason FROM ggzy_trade.trade
	WHERE id = $few")" '到投标截止时间，投标人少于 3 个'
is 'which is announced'			"$(public "$few" TD03)" 1
is 'and never opened'			"$(sql "SELECT COUNT(*) FROM ggzy_trade.opening
	WHERE trade = $few")" 0

# -- the opening
must owner GET "$l/trades/$one/shares"
open_box "$one" $EVALUATION
user=''
call GET "$l/trades/$one/opening"
is 'everybody learns the prices'	"$(json '[.items[].price]|tojson')" \
	'[90000000,130000000,130000000]'
is 'and who bid together'		"$(json '.items[1].bidder')" \
	'第2置业有限公司;第7置业有限公司'
is 'in a notice too'			"$(public "$one" TD06)" 1
is 'by rank, and who is below the start' "$(sql "SELECT JSON_EXTRACT(body, '\$.detail')
	FROM ggzy_core.event WHERE trade = $one AND verb = 'rank'" |
	jq -c --argjson b "$(echo "$bids" | jq -sc .)" \
	'[.order, .out]|map(map(. as $x | $b | index($x)))')" '[[1,2],[0]]'
is 'the reserve is waited for'		"$(settled_stage "$one")" $EVALUATION
as owner
call POST "$l/trades/$one/reserve" "{\"reserve_fen\":115000000,\"salt\":\"$salt\"}"
is 'no other than was committed to'	"$(field)" '422 reserve_fen'
call POST "$l/trades/$one/reserve" "{\"reserve_fen\":125000000,\"salt\":\"$salt\"}"
is 'it is revealed'			"$status $(json .stage)" '200 publicity'
user=''
call GET "$l/trades/$one/deal"
is 'of two alike the first one wins'	"$(json '"\(.name) \(.price)"')" \
	'第2置业有限公司 130000000'
is 'what it is a mu'			"$(json .mu_fen)" 2600000
is 'the result is public'		"$(facts "$one" TD04 竞得人)" 第2置业有限公司
is 'with who won together with it'	"$(facts "$one" TD04 联合体成员)" 第7置业有限公司
is 'and the reserve'			"$(facts "$one" TD04 底价)" '1,250,000.00 元'

open_box "$low" $FAILED
is 'below the start nobody wins'	"$(sql "SELECT reason FROM ggzy_trade.trade
	WHERE id = $low")" '没有不低于起始价 1,000,000.00 元 的投标'

open_box "$right" $PUBLICITY
is 'without a reserve the deal comes with the opening' "$(facts "$right" KQ04 竞得人)" \
	第3置业有限公司
is 'and is written down'		"$(public "$right" KQ08)" 1

# -- afterwards
must owner POST "$l/trades/$one/confirm"
must bidder2 POST "$l/trades/$one/confirm"
eventually 'both sides confirm'		stage_is "$one" $AWARD
must centre POST "$l/trades/$one/deposits/price"
as owner
contract() { # FEN
	call POST "$l/trades/$one/contract" "{\"number\":\"藏土2026-9\",
		\"amount_fen\":$1,\"signed_on\":\"$(later 0s | cut -c1-10)\"}"
}
contract 120000000
is 'the contract is for the price'	"$(field)" '422 amount_fen'
contract 130000000
is 'and is signed'			"$status" 201
call POST "$l/trades/$one/schedule" "{\"instalments\":[{\"due_on\":
	\"$(later 20d | cut -c1-10)\",\"amount_fen\":65000000},{\"due_on\":
	\"$(later 200d | cut -c1-10)\",\"amount_fen\":65000000}]}"
is 'the price is paid by a schedule'	"$status" 201
refunded "$l" "$one"
is 'the others have their deposits back' "$returned" 3
must owner GET "$l/trades/$one"
is 'that is all'			"$(json .stage)" contract

must owner POST "$l/trades/$one/archive"
is 'it goes into the archive'		"$(json '"\(.keep_rule) \(.trade)"')" \
	"td.archive.years $one"

# -- what others can check
user=''
send GET "/trades/$one.html"
eventually 'the page shows the bids'	grep -q 第2置业有限公司 \
	"$GGZY_VAR/public/trades/$one.html"
ok 'and who of them won'		grep -q 中标 "$GGZY_VAR/public/trades/$one.html"
ok 'not by points'			sh -c '! grep -q 得分 "$@"' - "$GGZY_VAR/public/trades/$one.html"
ok 'nor with the periods of works'	sh -c '! grep -q 编制期 "$@"' - "$GGZY_VAR/public/trades/$one.html"
packed() {
	must supervisor GET "$l/trades/$one/archive"
	test "$(json .package)" != null
}
eventually 'the package is made'	packed
call GET "$l/trades/$one/official/$(json .package)"
cp "$tmp/body" "$tmp/bag.tar"
ok 'and is whole'			ggzyctl archive verify "$tmp/bag.tar"
# the package is the last event of all
all_bundles_are_good "$one" "$few" "$low" "$right"
served_bundle_is_good "$one"
