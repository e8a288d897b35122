#!/bin/sh
# Mining rights: an exploration right by listing from its draft to its
# registration, what its area may not be, and the mining right that follows it
# by agreement.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
start_private
plan 67
l=/api/land

authority=$(credit_code 40000001)
person owner 出让人 --role owner:540000 --subject "$authority" \
	--subject-name 拉萨市自然资源局 --region 540100
person owner2 出让人二 --role owner:540000 --subject "$authority"
person centre 中心 --role centre:540000
for i in 1 2; do
	person b$i "竞买$i" --role bidder:540000 \
		--subject "$(credit_code $((50000000 + i)))" \
		--subject-name "第${i}矿业有限公司" --region 540100
done

# a tenth of a degree by a twentieth, near Lhasa
corners='91.1 29.7;91.2 29.7;91.2 29.75;91.1 29.75'

exploration() { # [JSON merged]
	jq -nc --arg apply "$(later 70d)" --arg listing "$(later 50d)" \
		--arg live "$(later 80d)" --arg corners "$corners" \
		--argjson more "${1:-{\}}" '{
		name: "墨竹工卡铜矿勘查", kind: "exploration", mineral: "铜",
		years: 5, area: 53619660, survey: "预查",
		ecology: "不在生态保护红线内", corners: $corners,
		start_fen: 100000000, step_fen: 1000000, countdown: 5,
		deposit_fen: 10000000, apply_to: $apply, listing_at: $listing,
		live_at: $live} + $more'
}
agreed() { # [JSON merged]
	jq -nc --arg corners '91.12 29.71;91.14 29.71;91.14 29.72;91.12 29.72' \
		--argjson more "${1:-{\}}" '{
		name: "墨竹工卡铜矿开采", kind: "mining", mineral: "铜",
		years: 20, area: 2144800, scale: "small", lowest: 380000,
		highest: 450000, reserves: "铜金属量 12 万吨",
		ecology: "不在生态保护红线内", corners: $corners} + $more'
}
notice='{"title":"墨竹工卡铜矿探矿权挂牌出让公告","body":"现公开挂牌出让。",
	"duty_person":"洛桑","examiner":"卓玛"}'
NOTICE=1 LISTING=2 PUBLICITY=6 AWARD=7 CONTRACT=8 PERFORMANCE=9

project() { # CATALOGUE-ITEM
	must owner POST $l/projects "{\"name\":\"墨竹工卡矿业权出让\",
		\"catalogue_item\":\"$1\",\"region\":540100,\"entry_kind\":\"must\",
		\"state_funded\":true,\"investment_fen\":100000000}"
	project=$(json .id)
}
draft() { # JSON
	call POST "$l/projects/$project/rights" "$1"
	trade=$(json .id)
}
bad() {
	echo "$status $(json '.fields|keys|join(" ")')"
}
notices() { # TRADE TYPE
	sql "SELECT CONCAT(COUNT(*), ' ', MAX(class)) FROM ggzy_service.notice
		WHERE trade = $1 AND type = '$2'"
}

# -- the area, and what it may not be
as owner
project B201
draft "$(exploration '{"corners":"91.1 29.7;91.2 x"}')"
is 'corners are coordinates'		"$(bad)" '422 corners'
draft "$(exploration '{"corners":"91.1 29.7;91.2 29.75;91.2 29.7;91.1 29.75"}')"
like 'in an order that gives an area'	"$(json .fields.corners)" '相交'
draft "$(exploration '{"corners":"29.7 91.1;29.7 91.2;29.75 91.2"}')"
is 'longitude first'			"$(bad)" '422 corners'
draft "$(exploration '{"corners":"103.1 30.7;103.2 30.7;103.2 30.75"}')"
like 'not outside Tibet'		"$(json .fields.corners)" '西藏'
draft "$(exploration '{"area":55000000}')"
like 'of the area that is declared'	"$(json .fields.area)" '^按拐点坐标计算约 536[0-9]+ '
draft "$(exploration '{"years":6}')"
is 'for the years of the law'		"$(rule)" '422 E_RULE kq.term.explore'
draft "$(exploration '{"countdown":null}')"
is 'with all that a listing needs'	"$(bad)" '422 countdown'
draft "$(exploration '{"kind":"mining","scale":"small","reserves":"12 万吨"}')"
is 'a mining right has elevations'	"$(bad)" '422 lowest'
draft "$(exploration '{"lowest":450000,"highest":380000}')"
is 'the lower one below'		"$(bad)" '422 highest'

# -- rights in force
right() { # LICENCE CORNERS [JSON merged]
	call POST $l/rights "$(jq -nc --arg licence "$1" --arg corners "$2" \
		--arg from "$(later -365d | cut -c1-10)" \
		--arg to "$(later 1200d | cut -c1-10)" \
		--argjson more "${3:-{\}}" '{licence: $licence, kind: "mining",
		name: "老矿山", holder: "老矿业公司", region: 540100,
		mineral: "铜", area: 1000000, corners: $corners,
		valid_from: $from, valid_to: $to} + $more')"
}
right C5400001 '91.15 29.74;91.25 29.74;91.25 29.80'
is 'a right of before is taken in'	"$status $(json .trade)" '201 null'
old=$(json .id)
right C5400002 '91.24 29.74;91.26 29.74;91.26 29.80'
is 'no two overlap'			"$(bad)" '422 corners'
right C5400001 '92.15 29.74;92.25 29.74;92.25 29.80'
is 'or have one licence'		"$(bad)" '422 licence'
draft "$(exploration)"
like 'a right in force is in the way'	"$(json .fields.corners)" '已设矿业权“老矿山”（C5400001）重叠'
as b1
call POST "$l/rights/$old/end" '{"reason":"许可证注销"}'
is 'a bidder ends none'			"$(json .code)" E_ROLE
as owner
call POST "$l/rights/$old/end" '{"reason":"许可证注销"}'
is 'until it ends'			"$status $(json .ended_reason)" '200 许可证注销'
right C5400003 '91.2 29.7;91.3 29.7;91.3 29.75;91.2 29.75'
is 'one beside it'			"$status" 201
right C5400004 '91.1 29.7;91.2 29.7;91.2 29.75' '{"lowest":100000,"highest":200000}'
is 'and one below'			"$status" 201
draft "$(exploration '{"lowest":150000,"highest":600000}')"
is 'are in the way where they reach it'	"$(bad)" '422 corners'
draft "$(exploration '{"lowest":200000,"highest":600000}')"
is 'and no further'			"$status $(json .stage)" '201 draft'
first=$trade
is 'corners are written in one way'	"$(json .corners | cut -d\; -f1)" \
	'91°06′00.00000″, 29°42′00.00000″'
draft "$(exploration '{"lowest":200000,"highest":600000,"name":"同一地块"}')"
second=$trade

# -- the notice
as owner
call POST "$l/trades/$first/right" "$(exploration "{\"lowest\":200000,\"highest\":600000,\"listing_at\":\"$(later 24d)\"}")"
call POST "$l/trades/$first/notice" "$notice"
is '20 working days before the listing'	"$(rule)" '422 E_RULE kq.notice.before'
call POST "$l/trades/$first/right" "$(exploration "{\"lowest\":200000,\"highest\":600000,\"listing_at\":\"$(later 70d)\"}")"
call POST "$l/trades/$first/notice" "$notice"
is 'and 10 of it'			"$(rule)" '422 E_RULE kq.listing.min'
call POST "$l/trades/$first/right" "$(exploration '{"lowest":200000,"highest":600000}')"
call POST "$l/trades/$first/notice" "$notice"
is 'then it is scheduled'		"$status $(json .type)" '201 KQ01'
eventually 'and comes out'		stage_is "$first" $NOTICE
is 'as one of mining rights'		"$(notices "$first" KQ01)" '1 KQ'
is 'under the rules of mining rights'	"$(sql "SELECT GROUP_CONCAT(DISTINCT class
	ORDER BY class) FROM ggzy_trade.trade_rule f JOIN ggzy_core.rule r ON r.id = f.rule
	WHERE f.trade = $first")" ALL,EX,KQ
call POST "$l/trades/$second/notice" "$notice"
like 'nothing else is sold there'	"$(json .fields.corners)" '正在出让的矿业权“墨竹工卡铜矿勘查”'

# -- the listing
for i in 1 2; do
	must b$i POST "$l/trades/$first/applications" '{"contact":"扎西","phone":"0891-6320000"}'
	must owner POST "$l/trades/$first/applications/$(json .id)/judge" '{"qualified":true}'
	must centre POST "$l/trades/$first/deposits" "{\"credit_code\":\"$(credit_code $((50000000 + i)))\",
		\"payer_account\":\"6222000011112222\",\"amount_fen\":10000000,\"serial\":\"P$i\"}"
done
shift_time 51d
eventually 'the listing begins'		stage_is "$first" $LISTING
must b1 POST "$l/trades/$first/offers" '{"amount_fen":100000000}'
must b2 POST "$l/trades/$first/offers" '{"amount_fen":101000000}'
shift_time 30d
eventually 'and ends with a deal'	stage_is "$first" $PUBLICITY
is 'which is public'			"$(notices "$first" KQ04)" '1 KQ'
user=''
call GET "$l/trades/$first/deal"
is 'with its price'			"$(json '"\(.price) \(.name) \(.mu_fen)"')" '101000000 第2矿业有限公司 null'
as owner
call POST "$l/trades/$first/terminate" '{"reason":"不想卖了"}'
is 'and stands'				"$(json .code)" E_LATE
must owner POST "$l/trades/$first/confirm"
must b2 POST "$l/trades/$first/confirm"
is 'both sides confirm it'		"$(settled_stage "$first")" $AWARD

# -- ten working days, the contract, the registration
contract() { # TRADE FEN
	as owner
	call POST "$l/trades/$1/contract" "{\"number\":\"藏矿出$1\",
		\"amount_fen\":$2,\"signed_on\":\"$(later 0s | cut -c1-10)\"}"
}
contract "$first" 101000000
is 'no contract before 10 working days'	"$(rule)" '422 E_RULE kq.result.publicity'
shift_time 9d
contract "$first" 101000000
is 'of which nine days are fewer'	"$(rule)" '422 E_RULE kq.result.publicity'
shift_time 21d
contract "$first" 101000000
is 'then it is signed'			"$status $(settled_stage "$first")" "201 $CONTRACT"
register() { # TRADE LICENCE
	as owner
	call POST "$l/trades/$1/registration" \
		"{\"licence\":\"$2\",\"valid_from\":\"$(later 0s | cut -c1-10)\"}"
}
register "$first" C5400003
is 'a licence is of one right'		"$(bad)" '422 licence'
register "$first" T5400001
is 'the right is registered'		"$status $(json .holder) $(settled_stage "$first")" \
	"201 第2矿业有限公司 $PERFORMANCE"
is 'for five years to the day'		"$(json .valid_to)" "$(json .valid_from |
	awk -F- '{ print $1 + 5 "-" $2 "-" $3 }' | xargs -I{} date -d '{} -1 day' +%F)"
is 'and made public'			"$(notices "$first" KQ07)" '1 KQ'
register "$first" T5400001
is 'once'				"$status" 409
call POST "$l/trades/$second/right" "$(exploration '{"lowest":300000,"highest":600000}')"
like 'and is in the way from then on'	"$(json .fields.corners)" '已设矿业权.*T5400001'

# -- by agreement
project B202
draft "$(agreed '{"agreed_fen":500000000,"approval":"藏政函〔2026〕1号"}')"
is 'no agreement without a basis'	"$(bad)" '422 basis'
full='"approval":"藏政函〔2026〕1号","agreed_fen":500000000,"grantee_code":"'$(credit_code 50000002)'"'
draft "$(agreed "{$full,\"basis\":\"XY99\"}")"
is 'that is a row of the table'		"$(bad)" '422 basis'
draft "$(agreed "{$full,\"basis\":\"XY03\"}")"
like 'nor over the right of others'	"$(json .fields.corners)" 'T5400001'
draft "$(agreed "{$full,\"basis\":\"XY06\"}")"
is 'a conversion says of what'		"$(bad)" '422 converts'
full="$full,\"basis\":\"XY06\",\"converts\":\"T5400001\""
draft "$(agreed "{$full,\"grantee_code\":\"$(credit_code 50000001)\"}")"
is 'for who holds it'			"$(bad)" '422 grantee_code'
draft "$(agreed "{$full,\"corners\":\"91.09 29.71;91.11 29.71;91.11 29.72;91.09 29.72\"}")"
like 'within its area'			"$(json .fields.corners)" '超出了所转探矿权'
draft "$(agreed "{$full}")"
is 'then it is drafted'			"$status $(json .stage)" '201 draft'
agreed=$trade
call POST "$l/trades/$agreed/notice" "$notice"
is 'without a listing'			"$(json .code)" E_STATE
call POST "$l/trades/$first/agreement" "$notice"
is 'a sale is none'			"$(json .code)" E_STAGE
call POST "$l/trades/$agreed/agreement" "$notice"
is 'and made public'			"$status $(notices "$agreed" KQ06)" '201 1 KQ'
contract "$agreed" 500000000
is 'for as long as a result'		"$(json .code)" E_STAGE
shift_time 30d
eventually 'after which'		stage_is "$agreed" $AWARD
contract "$agreed" 500000000
is 'it is signed'			"$status" 201
register "$agreed" C5400100
is 'and registered'			"$status $(json '"\(.kind) \(.holder)"')" '201 mining 第2矿业有限公司'
is 'in the place of what it was'	"$(sql "SELECT ended_reason
	FROM ggzy_trade.mining_right WHERE licence = 'T5400001'")" 转为采矿权
bundles_are_good "$agreed"

full='"approval":"藏政函〔2026〕2号","agreed_fen":500000000,"basis":"XY03","grantee_code":"'$(credit_code 50000001)'"'
draft "$(agreed "{$full,\"lowest\":300000,\"highest\":380000}")"
must owner POST "$l/trades/$trade/agreement" "$notice"
must owner POST "$l/trades/$trade/terminate" '{"reason":"公示期间有异议"}'
is 'what is objected to is given up'	"$(json .stage) $(notices "$trade" KQ03)" 'terminated 1 KQ'

# -- what others can check of it
must owner POST "$l/trades/$agreed/archive"
is 'a right is kept by the rule of rights'	"$(json .keep_rule)" kq.archive.years
all_bundles_are_good "$first" "$agreed" "$trade"
as owner

# -- two at once: both wait for the number of a notice, which is held, so that
# they would both look before either is public
draft "$(agreed "{$full,\"lowest\":300000,\"highest\":380000}")"
here=$trade
draft "$(agreed "{$full,\"lowest\":290000,\"highest\":310000}")"
is 'drafts may overlap'			"$status $(json .stage)" '201 draft'
for who in owner owner2; do
	as $who
	fresh_session
done
agree() { # WHO TRADE
	curl -s -m 30 -o /dev/null -w '%{http_code}' -b "$tmp/jar.$1" \
		-H "Origin: $GGZY_URL" -H "Idempotency-Key: $(fresh_key)" \
		-H 'Content-Type: application/json' --data-binary "$notice" \
		"$GGZY_URL$l/trades/$2/agreement" >"$tmp/code.$1"
}
mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" -e "BEGIN;
	SELECT value FROM ggzy_core.counter WHERE name = 'notice' FOR UPDATE;
	SELECT SLEEP(3) AS held; COMMIT" >"$tmp/held" 2>&1 &
holder=$!
is_held() {
	test "$(sql "SELECT COUNT(*) FROM information_schema.processlist
		WHERE info LIKE '%SLEEP(3)%' AND info NOT LIKE '%processlist%'")" = 1
}
within is_held || bail 'nothing is held'
agree owner "$here" &
first=$!
agree owner2 "$trade" &
wait $first $! $holder
is 'but one of them alone is made public' \
	"$(cat "$tmp/code.owner" "$tmp/code.owner2" | sed 's/201422/422201/') $(sql "SELECT
	COUNT(*) FROM ggzy_trade.trade WHERE id IN ($here, $trade) AND stage = 0")" '422201 1'
