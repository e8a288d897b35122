#!/bin/sh
# State-owned property: an equity transfer from the pre-disclosure to the
# certificate, taken by a shareholder with priority, or by several together; an
# asset nobody wants, extended, relisted, for less; one that is agreed on with
# the only one who came.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
. "$top/tests/lots.sh"
GGZY_POOLS='1 1 2 2 1 2' start_private
plan 123
a=/api/assets
LISTING=2 LIVE=3

person owner 转让方 --role owner:540000 --subject "$(credit_code 60000001)" \
	--subject-name 西藏国资运营有限公司 --region 540100
person centre 中心 --role centre:540000
person cashier 出纳 --role centre:540000
names='buyer1 buyer2 holder1 holder2 holder3 only'
i=10
for who in $names; do
	i=$((i + 1))
	eval "code_$who=$(credit_code $((60000000 + i)))"
	eval "code=\$code_$who"
	person "$who" "$who" --role bidder:540000 --subject "$code" \
		--subject-name "高原${who}有限公司" --region 540100
done
today() {
	later 0s | cut -c1-10
}
ago() { # DAYS
	sql "SELECT DATE_FORMAT(FROM_UNIXTIME(0) + INTERVAL (now_ms DIV 1000
		+ 8 * 3600 - $1 * 86400) SECOND, '%Y-%m-%d') FROM ggzy_core.instant"
}

# KIND [JSON merged]
asset() {
	jq -nc --arg kind "$1" --arg today "$(today)" --arg apply "$(later 80d)" \
		--arg listing "$(later 82d)" --arg live "$(later 83d)" \
		--argjson more "${2:-{\}}" '{name: "高原水务标的", kind: $kind,
		target: "高原水务有限公司", description: "注册资本一千万元",
		share: 5100, control_passes: true, approval_body: "自治区国资委",
		approval_no: "藏国资发〔2026〕7号", approved_on: $today,
		appraisal_no: "藏评备2026-7", appraised_fen: 500000000,
		start_fen: 500000000, step_fen: 1000000, deposit_fen: 100000000,
		countdown: 3600, apply_to: $apply, listing_at: $listing,
		live_at: $live} + $more'
}
drafted() { # KIND [JSON merged]
	must owner POST "$a/projects/$project/trades" "$(asset "$@")"
	trade=$(json .id)
}
edit() { # KIND [JSON merged]
	as owner
	call POST "$a/trades/$trade/conditions" "$(asset "$@")"
}
notice='{"title":"高原水务标的信息披露公告","body":"现公开转让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
disclose() {
	as owner
	call POST "$a/trades/$trade/notice" "$notice"
}
public() { # TRADE TYPE: how many notices
	sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE trade = $1
		AND type = '$2'"
}

must owner POST $a/projects '{"name":"国有产权交易试验","catalogue_item":"C01",
	"region":540100,"entry_kind":"must","state_funded":true,
	"investment_fen":100000000}'
project=$(json .id)
like 'a project of property'		"$(json .code)" '.'

# -- what an asset may not be
as owner
try() { # KIND [JSON merged]
	call POST "$a/projects/$project/trades" "$(asset "$@")"
}
try equity '{"share":null}'
is 'equity has a share'			"$(field)" '422 share'
try lease
is 'a lease has an end'			"$(field)" '422 lease_months'
weights='[{"name":"报价","kind":"price","max_score":6000},
	{"name":"产业协同","kind":"expert","max_score":4000}]'
try equity "{\"score_items\":$weights}"
is 'only sealed offers are weighed'	"$(field)" '422 score_items'
try equity '{"start_fen":499999999}'
is 'at first not below the appraisal'	"$(rule)" '422 E_RULE cq.price.first_floor'
try equity '{"deposit_fen":150000001}'
is 'no deposit above the rule'		"$(rule)" '422 E_RULE cq.deposit.max_pct'
try equity "{\"listing_at\":\"$(later 80d)\"}"
is 'there is time to judge'		"$(field)" '422 listing_at'

# -- the disclosures and how long they are
drafted equity "{\"approved_on\":\"$(ago 40)\"}"
equity=$trade
like 'a lot of equity'			"$(json '"\(.stage) \(.deal_code)"')" '^draft C01-'
call POST "$a/trades/$trade/predisclosure" "$notice"
is 'pre-disclosed soon after the approval' "$(rule)" '422 E_RULE cq.predisclose.within'
edit equity
disclose
is 'where control passes, pre-disclosed first' "$(rule)" '422 E_RULE cq.predisclose.min'
call POST "$a/trades/$trade/predisclosure" "$notice"
is 'then it is'				"$status $(public "$trade" CQ01)" '200 1'
call POST "$a/trades/$trade/predisclosure" "$notice"
is 'once'				"$(code)" '409 E_STATE'
disclose
is 'and for long enough'		"$(rule)" '422 E_RULE cq.predisclose.min'
user=''
call GET "$a/trades/$trade"
is 'the draft itself is nobody else'"'"'s' "$(code)" '404 E_NOTFOUND'
drafted equity "{\"control_passes\":false,\"apply_to\":\"$(later 20d)\"}"
disclose
is 'the formal disclosure is long enough' "$(rule)" '422 E_RULE cq.disclose.min'
edit increase "{\"apply_to\":\"$(later 50d)\"}"
disclose
is 'a capital increase twice as long'	"$(rule)" '422 E_RULE cq.increase.disclose'
edit physical "{\"apply_to\":\"$(later 12d)\",\"start_fen\":500000000}"
disclose
is 'an asset by its price'		"$(rule)" '422 E_RULE cq.asset.mid'
edit physical "{\"apply_to\":\"$(later 22d)\",\"start_fen\":1000000000}"
disclose
is 'a large one longer'			"$(rule)" '422 E_RULE cq.asset.big'
edit physical "{\"apply_to\":\"$(later 1d)\",\"start_fen\":99999999,
	\"appraised_fen\":99999999,\"deposit_fen\":0}"
disclose
is 'a small one as its owner wants'	"$status" 201

# -- the asset nobody wants, and the one that one wants
drafted physical "{\"name\":\"旧设备\",\"apply_to\":\"$(later 30d)\",
	\"listing_at\":\"$(later 31d)\",\"live_at\":\"$(later 32d)\"}"
old=$trade
disclose
drafted physical '{"name":"办公楼"}'
house=$trade
disclose
drafted increase "{\"name\":\"增资扩股\",\"bidding\":\"sealed\",
	\"score_items\":$weights}"
weighed=$trade
disclose
eventually 'assets are disclosed'	stage_is "$house" $NOTICE
within stage_is "$weighed" $NOTICE || bail 'no disclosure'
within stage_is "$old" $NOTICE || bail 'no disclosure'
is 'by a notice of their kind'		"$(public "$old" CQ04)" 1

# -- who has priority
holder() { # CODE SHARE [TRADE]
	call POST "$a/trades/${3:-$equity}/holders" "{\"credit_code\":\"$1\",
		\"share\":$2,\"notified_on\":\"$(ago 1)\"}"
}
trade=$equity
as owner
# shellcheck disable=SC2154 # set by eval
holder "$code_holder1" 3000
is 'a shareholder is named'		"$status" 201
holder "$code_holder1" 3000
is 'once'				"$(code)" '409 E_EXISTS'
# shellcheck disable=SC2154
holder "$code_holder2" 1900
# two more, which several will take together
sold() { # NAME: equity whose control stays
	drafted equity "{\"name\":\"$1\",\"control_passes\":false,
		\"priority_minutes\":60}"
	as owner
	holder "$code_holder1" 3000 "$trade"
	holder "$code_holder2" 1900 "$trade"
}
sold 按出资比例受让
joint=$trade
# shellcheck disable=SC2154
holder "$code_holder3" 100 "$joint"
disclose
sold 按约定比例受让
agreed=$trade
disclose
is 'others have holders, too'		"$status" 201
extend() { # DAYS
	as owner
	call POST "$a/trades/$old/prolong" "{\"apply_to\":\"$(later "$1")\",
		\"listing_at\":\"$(later 50d)\",\"live_at\":\"$(later 51d)\"}"
}
extend 33d
is 'an extension is long enough'	"$(rule)" '422 E_RULE cq.extend.step'
extend 45d
is 'when nobody came it is extended'	"$status $(public "$old" CQ05)" '200 1'

shift_time 40d
trade=$equity
edit equity "{\"instalments\":true,\"apply_to\":\"$(later 40d)\",
	\"listing_at\":\"$(later 42d)\",\"live_at\":\"$(later 43d)\"}"
disclose
is 'who has priority has a time to use it' "$(code)" '409 E_STATE'
edit equity "{\"instalments\":true,\"apply_to\":\"$(later 40d)\",
	\"listing_at\":\"$(later 42d)\",\"live_at\":\"$(later 43d)\",
	\"priority_minutes\":60}"
disclose
is 'then it is scheduled'		"$status" 201
eventually 'and disclosed'		stage_is "$equity" $NOTICE
like 'with who may step in'		"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $equity AND type = 'CQ02'" | jq -r '.[]|select(.label ==
	"优先购买权").value')" '^2 家'

# -- who takes part
apply() { # WHO TRADE
	as "$1"
	call POST "$a/trades/$2/applications" '{"contact":"扎西","phone":"0891-6320000"}'
}
admitted() { # WHO TRADE
	apply "$1" "$2"
	application=$(json .id)
	test "$status" = 201 || diag "$1: $status $body"
	must owner POST "$a/trades/$2/applications/$application/judge" '{"qualified":true}'
	eval "code=\$code_$1"
	must centre POST "$a/trades/$2/deposits" "{\"credit_code\":\"$code\",
		\"payer_account\":\"6222000011112222\",\"amount_fen\":100000000,
		\"serial\":\"P$2-$1\"}"
}
for who in buyer1 holder1 holder2; do
	for t in "$equity" "$joint" "$agreed"; do
		admitted $who "$t"
	done
done
admitted buyer2 "$equity"
admitted holder3 "$joint"
admitted only "$house"
points() { # WHO POINTS
	admitted "$1" "$weighed"
	must owner POST "$a/trades/$weighed/applications/$application/points" \
		"{\"points\":[{\"item\":2,\"score\":$2}]}"
}
points buyer1 1000
points buyer2 4000
as owner
call POST "$a/trades/$house/prolong" "{\"apply_to\":\"$(later 90d)\",
	\"listing_at\":\"$(later 91d)\",\"live_at\":\"$(later 92d)\"}"
is 'where somebody came nothing is extended' "$(code)" '409 E_STATE'

# -- nobody: it ends, and is disclosed again for less
shift_time 12d
eventually 'without a buyer it ends'	stage_is "$old" $FAILED
is 'which is public'			"$(public "$old" CQ05)" 2
as owner
relist() { # [JSON merged]
	call POST "$a/trades/$old/relist" "$(asset physical "$1")"
}
relist '{"start_fen":449999999}'
is 'far below the appraisal needs consent' "$(rule)" '422 E_RULE cq.price.cut_line'
relist '{"start_fen":449999999,"cut_approval":"藏国资发〔2026〕19号","name":"旧设备"}'
is 'with it the price may fall'		"$status $(json '"\(.round) \(.predecessor)"')" "201 2 $old"
trade=$(json .id)
relist '{"cut_approval":"藏国资发〔2026〕19号"}'
is 'one disclosure follows another'	"$(code)" '409 E_EXISTS'
edit physical "{\"start_fen\":460000000,\"apply_to\":\"$(later 20d)\"}"
is 'a little below needs none'		"$status" 200
disclose
is 'but for less it is disclosed as long as at first' "$(rule)" \
	'422 E_RULE cq.price.cut_period'
edit physical '{"start_fen":460000000}'
sql "UPDATE ggzy_trade.asset SET disclosed_at = disclosed_at - 380 * 86400000
	WHERE trade = $trade"
disclose
is 'after a year it is appraised again'	"$(rule)" '422 E_RULE cq.no_buyer.restart'
edit physical '{"start_fen":460000000,"appraisal_no":"藏评备2027-1"}'
is 'and a new appraisal is the floor again' "$(rule)" '422 E_RULE cq.price.first_floor'
edit physical '{"appraisal_no":"藏评备2027-1"}'
disclose
is 'so it goes out'			"$status" 201

# -- one: they agree
shift_time 29d
apply buyer1 "$house"
is 'after the disclosure it is too late' "$(code)" '422 E_LATE'
shift_time 1d
shift_time 1h
eventually 'with one there is no bidding' stage_is "$house" $LISTING
call GET "$a/trades/$house"
is 'but an agreement'			"$(json .method)" CQ4
as only
call POST "$a/trades/$house/offers" '{"amount_fen":500000000}'
is 'nothing is offered'			"$(code)" '422 E_LATE'
as owner
agree() { # TRADE FEN
	call POST "$a/trades/$1/agreement" "{\"price_fen\":$2}"
}
agree "$house" 499999999
is 'not below the base'			"$(field)" '422 price_fen'
agree "$house" 520000000
is 'they agree'				"$status $(json .stage)" '200 publicity'
eventually 'of more, they bid'		stage_is "$equity" $LISTING
as owner
agree "$equity" 500000000
is 'which nobody agrees away'		"$(rule)" '422 E_RULE cq.compete_min'

# -- one offer each, weighed: what no one can read goes first
salt=$(fresh_key)
eventually 'or make one offer each'	stage_is "$weighed" $LISTING
commit() { # WHO FEN
	must "$1" GET "$a/trades/$weighed/applications"
	hash=$(printf 'GGZY-OFFER-1\n%s\n%s\n%s\n%s\n' "$(deal_of "$weighed")" \
		"$(json '.items[0].bidder')" "$2" "$salt" | sha256sum | cut -c1-64)
	must "$1" POST "$a/trades/$weighed/sealed" "{\"commitment\":\"$hash\"}"
}
commit buyer1 600000000
commit buyer2 540000000
call POST "$a/trades/$weighed/offers" '{"amount_fen":700000000}'
like 'and no other'			"$(code)" '^4'

# -- bidding, and priority during it
offer() { # WHO FEN [TRADE]
	as "$1"
	call POST "$a/trades/${3:-$equity}/offers" "{\"amount_fen\":$2}"
}
claim() { # WHO JSON [TRADE]
	as "$1"
	call POST "$a/trades/${3:-$equity}/claims" "$2"
}
claim holder1 '{"offer":1}'
is 'there is nothing to take yet'	"$(field)" '422 offer'
offer buyer1 500000000
is 'the base is offered'		"$status" 201
offer buyer2 501000000
claim buyer1 '{"offer":2}'
is 'not everybody has priority'		"$(code)" '403 E_ROLE'
claim holder1 '{"offer":1}'
is 'it is for the last offer'		"$(field)" '422 offer'
claim holder1 '{"offer":2}'
is 'a shareholder takes it at that'	"$status $(json .offer)" '200 2'
is 'of which nobody learns'		"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade = $equity AND verb = 'claim'
	AND JSON_VALUE(body, '\$.public') = '1'")" 0
for t in "$joint" "$agreed"; do
	within stage_is "$t" $LISTING || bail 'no listing'
	offer buyer1 500000000 "$t"
done
claim holder1 '{"offer":1}' "$agreed"
is 'during the bidding one may claim without the others' "$status" 200
claim holder2 '{"offer":1,"part":0}' "$agreed"
is 'a part of nothing is none'		"$(field)" '422 part'
shift_time 23h
shift_time 10m
eventually 'it is bid for live'		stage_is "$equity" $LIVE
within stage_is "$weighed" $LIVE || bail 'nothing is revealed'
for who in 1:600000000 2:540000000; do
	must "buyer${who%:*}" POST "$a/trades/$weighed/sealed/reveal" \
		"{\"amount_fen\":${who#*:},\"salt\":\"$salt\"}"
done
offer buyer1 502000000
is 'but another may offer more'		"$status $(json .no)" '201 3'
shift_time 2h
eventually 'the hammer falls'		lot_closed "$equity"
settle
is 'and those with priority are waited for' "$(settled_stage "$equity") $(sql "SELECT
	COUNT(*) FROM ggzy_trade.due WHERE trade = $equity AND verb = 'priority'
	AND at BETWEEN (SELECT closed_at + 3000000 FROM ggzy_trade.lot
	WHERE trade = $equity) AND (SELECT closed_at + 4000000
	FROM ggzy_trade.lot WHERE trade = $equity)")" "$LIVE 1"
claim holder1 '{"offer":2}'
is 'what was said of an earlier offer is gone' "$(field)" '422 offer'
claim holder1 '{"offer":3}'
is 'it may be said again'		"$status" 200
is 'the other is waited for still'	"$(settled_stage "$equity")" "$LIVE"
claim holder2 '{"waive":true}'
is 'who gives it up'			"$status" 200
claim holder2 '{"offer":3}'
like 'gives it up for good'		"$(code)" '^409 '
eventually 'then there is a deal'	stage_is "$equity" $PUBLICITY
call GET "$a/trades/$equity/deal"
is 'with who has priority, at the last offer' "$(json '"\(.name) \(.price)"')" \
	'高原holder1有限公司 502000000'

# -- several together: by what they agreed, or else by what they hold
buyers() { # TRADE: weights and amounts of who bought it
	call GET "$a/trades/$1/deal"
	json '[.buyers[]|"\(.weight) \(.amount_fen)"]|join(", ")'
}
for t in "$joint" "$agreed"; do
	within lot_closed "$t" || bail 'no hammer'
done
claim holder1 '{"offer":1,"part":2500}' "$agreed"
is 'a holder says what they agreed'	"$status $(json .part)" '200 2500'
claim holder2 '{"offer":1,"part":7500}' "$agreed"
eventually 'when all have spoken they have it' stage_is "$agreed" $PUBLICITY
is 'by the parts they agreed'		"$(buyers "$agreed")" '7500 375000000, 2500 125000000'
claim holder2 '{"offer":1,"part":9999}' "$joint"
claim holder1 '{"offer":1}' "$joint"
is 'one has not spoken'			"$status $(settled_stage "$joint")" "200 $LIVE"
shift_time 2h
eventually 'and has waived when it is late' stage_is "$joint" $PUBLICITY
is 'who did not agree have it by their shares, to the fen' "$(buyers "$joint")" \
	'3000 306122449, 1900 193877551'
claim holder3 '{"offer":1}' "$joint"
is 'after it nobody takes it'		"$(code)" '409 E_STAGE'
as centre
call POST "$a/trades/$joint/refunds" '{}'
is 'the deposits of all buyers stay'	"$(json '[.items[].payee]|sort|join(" ")')" \
	'高原buyer1有限公司 高原holder3有限公司'
as holder2
call POST "$a/trades/$joint/confirm"
is 'one of them confirms for itself'	"$status $(json '[.buyers[].confirmed_at != null]|tojson')" \
	'200 [false,true]'
call POST "$a/trades/$joint/confirm"
is 'once'				"$(code)" '409 E_STATE'
must owner POST "$a/trades/$joint/confirm"
is 'with the owner it is not all'	"$(settled_stage "$joint")" "$PUBLICITY"
as buyer1
call POST "$a/trades/$joint/confirm"
is 'who is none of them cannot'		"$(code)" '403 E_ROLE'
must holder1 POST "$a/trades/$joint/confirm"
is 'all of them are'			"$(settled_stage "$joint")" "$AWARD"
must centre POST "$a/trades/$joint/deposits/price"
is 'and all their deposits become price' "$(json .amount_fen)" 200000000
as holder2
call GET "$a/trades/$joint/schedule"
is 'which each of them sees'		"$status $(json .paid_fen)" '200 200000000'
must owner POST "$a/trades/$joint/contract" "$(jq -nc --arg day "$(today)" \
	'{number: "藏产合2027-9", amount_fen: 500000000, signed_on: $day}')"
is 'the result names all of them'	"$(sql "SELECT facts FROM ggzy_service.notice
	WHERE trade = $joint AND type = 'CQ06'" | jq -r '.[]|select(.label ==
	"受让方").value')" '高原holder1有限公司、高原holder2有限公司'

eventually 'of sealed offers one wins'	stage_is "$weighed" $PUBLICITY
call GET "$a/trades/$weighed/deal"
is 'that of the most points, not the highest' "$(json '"\(.name) \(.price)"')" \
	'高原buyer2有限公司 540000000'

# -- confirmation, contract, result
for t in "$equity" "$house"; do
	must owner POST "$a/trades/$t/confirm"
done
as buyer1
call POST "$a/trades/$equity/confirm"
is 'who offered most does not confirm it' "$(code)" '403 E_ROLE'
must holder1 POST "$a/trades/$equity/confirm"
must only POST "$a/trades/$house/confirm"
is 'both sides do'			"$(settled_stage "$equity")" "$AWARD"
contract() { # TRADE FEN [JSON merged]
	as owner
	call POST "$a/trades/$1/contract" "$(jq -nc --argjson fen "$2" \
		--arg day "$(today)" --argjson more "${3:-{\}}" \
		'{number: "藏产合2027-1", amount_fen: $fen, signed_on: $day}
		+ $more')"
}
contract "$equity" 502000001
is 'the contract is for the price'	"$(field)" '422 amount_fen'
contract "$equity" 502000000
is 'and is registered'			"$status $(settled_stage "$equity")" "201 $CONTRACT"
is 'its result is public'		"$(public "$equity" CQ06)" 1
method() { # TRADE: as its result states it
	sql "SELECT facts FROM ggzy_service.notice WHERE trade = $1 AND
		type = 'CQ06'" | jq -r '.[]|select(.label == "交易方式").value'
}
is 'and says that they bid'		"$(method "$equity")" 网络竞价
shift_time 20d
contract "$house" 520000000
is 'it is signed in time'		"$(rule)" '422 E_RULE cq.contract.sign'
contract "$house" 520000000 '{"late_reason":"春节期间不能办理"}'
is 'or with a reason'			"$status" 201
is 'its result says that they agreed'	"$(method "$house")" '协议转让(仅一个意向方)'

# -- what is paid
pay() { # TRADE FEN [JSON merged]
	as centre
	call POST "$a/trades/$1/settlements" "$(jq -nc --argjson fen "$2" \
		--arg day "$(today)" --argjson more "${3:-{\}}" \
		'{amount_fen: $fen, paid_on: $day, voucher: "R\($fen)"} + $more')"
}
pay "$house" 519999999
is 'an asset is paid for at once'	"$(rule)" '422 E_RULE cq.asset.pay'
pay "$house" 520000001
is 'no more than the price'		"$(field)" '422 amount_fen'
pay "$house" 520000000
is 'it is'				"$status" 201
pay "$joint" 299999999
is 'with the deposits it is not whole'	"$(rule)" '422 E_RULE cq.pay.full_within'
pay "$joint" 300000000 '{"late_reason":"春节期间银行不办理"}'
is 'with the rest it is'		"$status $(sql "SELECT -SUM(e.amount_fen)
	FROM ggzy_trade.ledger_tx x JOIN ggzy_trade.ledger_entry e
	ON e.tx = x.id AND e.ledger = 5 WHERE x.trade = $joint")" '201 500000000'
pay "$equity" 150599999 '{"late_reason":"春节期间银行不办理"}'
is 'by instalments, the first is large enough' "$(rule)" '422 E_RULE cq.pay.first_pct'
pay "$equity" 150600000 '{"late_reason":"春节期间银行不办理"}'
is 'and the rest has a guarantee'	"$(field)" '422 guarantee'
pay "$equity" 150600000 '{"guarantee":"银行保函 7 号"}'
is 'the first is in time'		"$(rule)" '422 E_RULE cq.pay.full_within'
as centre
call POST "$a/trades/$equity/certificate"
is 'nothing is certified before'	"$(code)" '409 E_STATE'
pay "$equity" 150600000 '{"guarantee":"银行保函 7 号","late_reason":"春节期间银行不办理"}'
is 'then it is written down'		"$status" 201
as holder1
call GET "$a/trades/$equity/settlements"
is 'the buyer sees it'			"$(json '.items|length')" 1
as buyer1
call GET "$a/trades/$equity/settlements"
is 'others do not'			"$(json '.items|length')" 0

# -- the certificate
as centre
call POST "$a/trades/$house/certificate"
is 'the result is public for long enough' "$(code)" '422 E_EARLY'
call POST "$a/trades/$equity/certificate"
like 'the certificate'			"$status $(json '"\(.number) \(.buyer) \(.price_fen)"')" \
	'^201 CQ-[0-9]{8}-[0-9]{6} 高原holder1有限公司 502000000$'
call POST "$a/trades/$equity/certificate"
is 'is issued once'			"$(code)" '409 E_STATE'
call POST "$a/trades/$joint/certificate"
is 'of several it names them'		"$status $(json .buyer)" \
	'201 高原holder1有限公司、高原holder2有限公司'
user=''
call GET "$a/trades/$equity/certificate"
is 'and for everybody to read'		"$status $(json .seller)" '200 西藏国资运营有限公司'
refunded $a "$equity"
is 'the others have their deposits back' "$returned" 3
all_bundles_are_good "$equity" "$house" "$old" "$weighed" "$joint"
served_bundle_is_good "$equity"
settle
like 'the log can be recomputed'	"$(ctl log verify 2>&1)" '^日志一致'
