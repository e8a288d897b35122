# The tenders of the demo, in the order of their days; sourced by load.

# NAME REGION PLACE YUAN: a project of `owner`; prints its number.
project() {
	post owner engineering/projects "$(jq -nc --arg name "$1" --argjson region "$2" \
		--arg place "$3" --argjson fen "$(($4 * 100))" '{name: $name,
		catalogue_item: "A06", region: $region, place: $place,
		agency_code: "91540100MAYYTT1039", entry_kind: "must",
		state_funded: true, investment_fen: $fen,
		approval_no: "藏演发改〔2026〕41 号",
		fund_source: "中央预算内投资和自治区财政资金",
		supervisor: "西藏演示水利厅",
		summary: "本项目为演示项目，单位、金额均为虚构。"}')" | jq -r .id
}

# PROJECT NAME METHOD EVALUATION YUAN DEADLINE: a trade; prints its number.
trade() {
	post agency "engineering/projects/$1/trades" "$(jq -nc --arg name "$2" \
		--arg method "$3" --arg evaluation "$4" --argjson fen "$(($5 * 100))" \
		--arg deadline "$6" --argjson deposit "$deposit" '{name: $name,
		method: $method, content: "works", evaluation: $evaluation,
		price_form: "amount", estimate_fen: $fen, ceiling: $fen,
		deposit_fen: $deposit, consortium: true, duration_days: 240,
		quality: "合格", qualification: "水利水电工程施工总承包三级及以上资质，项目负责人具备二级及以上注册建造师执业资格。",
		expert_classes: "A08", panel_size: 5, panel_owners: 1,
		deadline: $deadline, decrypt_minutes: 60,
		score_items: (if $evaluation == "comprehensive" then [
			{name: "施工组织设计", kind: "expert", max_score: 3000},
			{name: "项目管理机构", kind: "expert", max_score: 2000},
			{name: "类似业绩和信誉", kind: "expert", max_score: 1000},
			{name: "投标报价", kind: "price", max_score: 4000}] else [] end)}')" | jq -r .id
}

# PROJECT TITLE TYPE DOCUMENT TRADE..: a tender notice, public at once.
notice() {
	p=$1 title=$2 type=$3 doc=$4
	shift 4
	post agency engineering/notices "$(jq -nc --arg title "$title" --arg type "$type" \
		--argjson doc "$doc" --rawfile body "$here/notice.txt" '{type: $type,
		title: $title, body: $body, trades: $ARGS.positional,
		documents: [$doc], duty_person: "罗布（演示）",
		examiner: "格桑（演示）"}' --jsonargs "$@")" >/dev/null
	for t; do await_stage "$t" notice; done
}

play() {
	equity_predisclosed
	go_to 76
	until=$(workday "$(day 52)")
	step "拉萨河: two sections under one notice, both evaluation methods"
	p1=$(project 拉萨河城区段防洪治理工程 540102 "拉萨市城关区" 42000000)
	t1=$(trade "$p1" "拉萨河城区段防洪治理工程施工一标段" GC1 comprehensive 23860000 "$until")
	t2=$(trade "$p1" "拉萨河城区段防洪治理工程施工二标段" GC1 lowest 14200000 "$until")
	trustees "$t1"
	trustees "$t2"
	notice "$p1" "拉萨河城区段防洪治理工程施工招标公告" GC02 "$(document "$p1" 招标文件)" "$t1" "$t2"
	land_notice

	step "an invited tender in 当雄 that finds too few bidders"
	p2=$(project 当雄县乡村饮水巩固提升工程 540122 "拉萨市当雄县" 9000000)
	t3=$(trade "$p2" "当雄县乡村饮水巩固提升工程施工" GC2 lowest 8600000 "$until")
	post agency "engineering/trades/$t3/invitees" '{"credit_codes":["91540100MAYYTT1114","91540100MAYYTT12XU","91540100MAYYTT138U"]}' >/dev/null
	trustees "$t3"
	notice "$p2" "当雄县乡村饮水巩固提升工程施工投标邀请书" GC07 "$(document "$p2" 招标文件)" "$t3"

	go_to 72
	equity_disclosed
	step "a question and a clarification"
	q=$(post bidder1 "engineering/trades/$t1/questions" '{"body":"工程量清单第 32 项堤脚抛石的粒径要求与图纸不一致，以哪个为准？"}' | jq -r .id)
	post agency "engineering/trades/$t1/questions/$q/answer" '{"answer":"以图纸为准，粒径 300 至 500 毫米。"}' >/dev/null
	post agency "engineering/trades/$t1/clarifications" '{"title":"拉萨河城区段防洪治理工程施工一标段澄清第 1 号","body":"一、工程量清单第 32 项堤脚抛石的粒径以图纸为准，为 300 至 500 毫米。\n二、其余内容不变。","affects_bids":true}' >/dev/null
	for who in bidder1 bidder2 bidder3 bidder4; do
		d=$(get "$who" "engineering/trades/$t1/documents" | jq -r '.items[0].id')
		post "$who" "engineering/trades/$t1/documents/$d/take" >/dev/null
	done

	go_to 58
	land_entrants
	equity_entrants
	step "sealed bids"
	bid bidder1 "$t1" 2298000000 235 "旺堆"
	bid bidder2 "$t1" 2245600000 240 "李明"
	bid bidder3 "$t1" 2310000000 228 "卓玛" 91540100MAYYTT154H
	bid bidder4 "$t1" 2263000000 238 "王强"
	bid bidder1 "$t2" 1365000000 200 "旺堆"
	bid bidder2 "$t2" 1342000000 210 "李明"
	bid bidder4 "$t2" 1377700000 205 "王强"
	bid bidder1 "$t3" 842000000 150 "旺堆"
	bid bidder2 "$t3" 838000000 150 "李明"

	step "the deadline: two openings, one failure"
	to_deadline "$t1"
	await_stage "$t3" failed
	release "$t1"
	release "$t2"
	evaluate "$t1"
	evaluate "$t2"

	pass 1d
	step "an objection to the result, answered"
	o=$(post bidder2 "engineering/trades/$t1/objections" '{"kind":"result","body":"请说明我单位施工组织设计得分偏低的原因。"}' | jq -r .id)
	post owner "engineering/trades/$t1/objections/$o/answer" '{"answer":"评标委员会复核：度汛措施没有覆盖 6 月导流，按招标文件评分标准计分，结论不变。"}' >/dev/null

	pass 6d
	step "awards"
	for t in "$t1" "$t2"; do
		best=$(get owner "engineering/trades/$t/candidates" | jq '.items | map(select(.rank == 1))[0].bid')
		post owner "engineering/trades/$t/award" "{\"bid\":$best}" >/dev/null
	done

	pass 8d
	step "contracts"
	for t in "$t1" "$t2"; do
		price=$(get owner "engineering/trades/$t/award" | jq .price)
		post owner "engineering/trades/$t/contract" "{\"number\":\"XZYS-2026-$t\",\"amount_fen\":$price,\"signed_on\":\"$(ggzyctl clock show | cut -c1-10 | head -n 1)\",\"period_days\":240}" >/dev/null
	done

	go_to 26
	land_quotes
	equity_quotes
	step "a second project: its candidates are public at the end"
	p3=$(project 雅江山南段堤防加固工程 540502 "山南市乃东区" 31000000)
	t4=$(trade "$p3" "雅江山南段堤防加固工程施工" GC1 comprehensive 27400000 "$(workday "$(day 3)")")
	trustees "$t4"
	notice "$p3" "雅江山南段堤防加固工程施工招标公告" GC02 "$(document "$p3" 招标文件)" "$t4"

	live_bidding
	equity_deal
	land_deal
	go_to 17
	step "performance, acceptance and archive of the first section"
	post owner "engineering/trades/$t1/performance" '{"kind":"progress","body":"完成基坑开挖和堤脚抛石，进度与计划一致。"}' >/dev/null
	post owner "engineering/trades/$t1/performance" '{"kind":"payment","body":"支付预付款。","amount_fen":300000000}' >/dev/null
	post owner "engineering/trades/$t2/performance" '{"kind":"progress","body":"进场施工。"}' >/dev/null
	post owner "engineering/trades/$t1/written-report" '{"text":"招标投标情况书面报告：招标范围、招标方式、评标委员会组成、中标结果均依法进行。"}' >/dev/null
	go_to 9
	post owner "engineering/trades/$t1/performance" '{"kind":"acceptance","body":"工程通过竣工验收，质量合格。"}' >/dev/null
	refunded engineering "$t1"
	post centre "engineering/trades/$t1/archive" '{}' >/dev/null

	step "a third project: open for bids at the end"
	p4=$(project 那曲色尼区河道整治工程 540602 "那曲市色尼区" 18000000)
	t5=$(trade "$p4" "那曲色尼区河道整治工程施工" GC1 comprehensive 16500000 "$(workday "$(day -20)")")
	trustees "$t5"
	notice "$p4" "那曲色尼区河道整治工程施工招标公告" GC02 "$(document "$p4" 招标文件)" "$t5"

	go_to 6
	bid bidder1 "$t4" 2655000000 260 "旺堆"
	bid bidder3 "$t4" 2689000000 255 "卓玛"
	bid bidder4 "$t4" 2631000000 258 "王强"
	# in a week of holidays its deadline may still be ahead
	deadline=$(get owner "engineering/trades/$t4" | jq -r .deadline)
	test "$(date -d "$deadline" +%s)" -lt "$(date +%s)" || return 0
	to_deadline "$t4"
	release "$t4"
	evaluate "$t4"
}
