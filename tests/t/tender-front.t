#!/bin/sh
# The front half of a tender: project, conditions, notice, documents, questions,
# clarifications; what each guard refuses, with rule, law and article.
. "$(dirname "$0")/../lib.sh"
plan 117
start

e=/api/engineering
password=Ggzy-Test-2026

# LOGIN CREDIT-CODE SUBJECT ROLE:REGION..
account() {
	login=$1 code=$2 subject=$3
	shift 3
	roles=
	for role; do roles="$roles --role $role"; done
	# shellcheck disable=SC2086 # roles are words
	echo "$password" | ctl account add --login "$login" --name "人员$login" \
		--password-stdin --subject "$code" --subject-name "$subject" \
		--region 540100 $roles >"$tmp/account" 2>&1 ||
		diag "account $login: $(cat "$tmp/account")"
	login "$login" "$password"
}

# A key of the current user, as its own program would make it.
register_key() {
	openssl ecparam -name prime256v1 -genkey -noout 2>/dev/null |
		openssl ec -pubout -outform DER 2>/dev/null | tail -c 64 >"$tmp/xy"
	x=$(head -c 32 "$tmp/xy" | basenc --base64url | tr -d '=\n')
	y=$(tail -c 32 "$tmp/xy" | basenc --base64url | tr -d '=\n')
	call POST /api/service/keys "$(jq -nc --arg x "$x" --arg y "$y" \
		'{kty: "EC", crv: "P-256", x: $x, y: $y}')"
	test "$status" -lt 300 || diag "key of $user: $status $body"
}

project() { # [OVERRIDES]
	call POST $e/projects "$(jq -nc --argjson more "${1:-{\}}" '{
		name: "贡嘎县公路桥梁加固工程", catalogue_item: "A02",
		region: 540100, entry_kind: "must", state_funded: true,
		investment_fen: 1200000000, fund_source: "财政资金",
		place: "贡嘎县"} + $more')"
}

conditions() { # [OVERRIDES]
	jq -nc --arg deadline "$(later 40d)" --argjson more "${1:-{\}}" '{
		name: "施工一标段", method: "GC1", content: "works",
		evaluation: "comprehensive", price_form: "amount",
		estimate_fen: 860000000, ceiling: 850000000,
		deposit_fen: 17000000, consortium: true, duration_days: 180,
		expert_classes: "A03", panel_size: 5, panel_owners: 1,
		deadline: $deadline, score_items: [
		{name: "施工方案", kind: "expert", max_score: 6000},
		{name: "报价", kind: "price", max_score: 4000}]} + $more'
}

trade() { # PROJECT [OVERRIDES]
	call POST "$e/projects/$1/trades" "$(conditions "${2:-{\}}")"
}

notice() { # TRADES [OVERRIDES]
	call POST $e/notices "$(jq -nc --argjson trades "$1" \
		--argjson documents "[$document]" --argjson more "${2:-{\}}" '{
		type: "GC02", title: "桥梁加固工程施工招标公告",
		body: "本招标项目已批准建设，现公开招标。",
		duty_person: "洛桑", examiner: "卓玛", trades: $trades,
		documents: $documents} + $more')"
}

refused() { # NAME RULE LAW ARTICLE
	is "$1" "$status $(json '.code + " " + .rule.rule_key + " " +
		.rule.law + " " + .rule.article')" "422 E_RULE $2 $3 $4"
}
law=中华人民共和国招标投标法
regulation=${law}实施条例
order20='电子招标投标办法（八部委令第20号）'
trustees='{"threshold":2,"trustees":[{"side":"owner","login":"front-owner"},
	{"side":"centre","login":"front-centre"},
	{"side":"supervision","login":"front-watch"}]}'
order16='必须招标的工程项目规定（国家发展和改革委员会令第16号）'

account front-owner 91540000MA6T11117C 拉萨市交通运输局 owner:540100
account front-other 91540000MA6T122241 日喀则市水利局 owner:540200
account front-agency 91540000MA6T13331M 高原招标代理公司 agency:540000
account front-bidder 91540000MA6T14449C 雪域路桥公司 bidder:0
account front-second 91540000MA6T155561 拉萨建筑公司 bidder:0
account front-third 91540000MA6T16663M 山南建筑公司 bidder:0
account front-centre 91540000MA6T17770A 公共资源交易中心 centre:540000
account front-watch 91540000MA6T188881 发展和改革委员会 supervisor:540000
for user in front-owner front-centre front-watch; do register_key; done

# -- projects
as ''
project
is 'who is not logged in brings nothing'	"$status" 401
as front-bidder
project
is 'a bidder brings no project'			"$status" 403
as front-owner
project '{"catalogue_item":"B101"}'
is 'nothing trades outside the catalogue'	"$status $(json '.fields|keys[0]')" '422 catalogue_item'
project '{"region":540200}'
is 'an owner brings projects in its own region'	"$status" 403
project '{"colour":"red","name":"桥","investment_fen":"1"}'
is 'every bad field is named'			"$status $(json '.fields|keys|join(" ")')" '422 colour investment_fen name'
project
is 'an owner brings a project'			"$status" 201
project=$(json .id)
like 'with a code below the platform'		"$(json .code)" '^[A-Z][0-9]{16}$'
is 'and a tender code below that'		"$(json '.tender_code[0:17] == .code')" true
as front-other
call GET "$e/projects/$project"
is 'another owner does not see it'		"$status" 404
trade "$project"
is 'and adds nothing to it'			"$status" 404
as front-centre
call GET "$e/projects/$project"
is 'the centre of the region does'		"$status" 200

# -- conditions: what may not be asked for
as front-owner
again() { # OVERRIDES
	call POST "$e/projects/$project" "$(jq -nc --argjson more "$1" '{
		name: "贡嘎县公路桥梁加固工程", catalogue_item: "A02",
		region: 540100, entry_kind: "must", state_funded: true,
		investment_fen: 1200000000} + $more')"
}
again '{"summary":"加固桥梁三座。"}'
is 'a project can be described anew'		"$status $(json .summary)" '200 加固桥梁三座。'
again '{"catalogue_item":"A03"}'
is 'but its number stands for its item'		"$status $(json '.fields|keys[0]')" '422 catalogue_item'
trade "$project" '{"deposit_fen":17200001}'
refused 'a deposit above two percent is refused' gc.deposit.max_pct "$regulation" 第二十六条
like 'with the sum that would do'		"$(json .detail)" '最多可填 172,000.00 元'
trade "$project" '{"estimate_fen":8600000000,"ceiling":null,"deposit_fen":90000000}'
refused 'more than 800,000 yuan wants a reason'	gc.deposit.max_yuan '工程建设项目施工招标投标办法（七部委令第30号）' 第三十七条
trade "$project" '{"min_price":1}'
refused 'a lowest price is refused'		gc.price.min_limit_forbidden "$regulation" 第二十七条
trade "$project" '{"ceiling_secret":true}'
refused 'a ceiling is no secret'		gc.price.max_limit_disclosed "$regulation" 第二十七条
trade "$project" "{\"opening_at\":\"$(later 41d)\"}"
refused 'bids are opened at the deadline'	gc.open.same_time "$law" 第三十四条
trade "$project" '{"method":"GC9"}'
refused 'only two methods are lawful'		gc.method.set "$law" 第十条
trade "$project" '{"method":"ZC1"}'
is 'a method of another domain is none'		"$status $(json '.fields|keys[0]')" '422 method'
trade "$project" '{"expert_classes":"A03,XYZ"}'
is 'classes of experts are known ones'		"$status $(json '.fields|keys[0]')" '422 expert_classes'
trade "$project" '{"score_items":[{"name":"报价","kind":"price","max_score":4000}]}'
is 'scores add up to a hundred points'		"$status $(json '.fields|keys[0]')" '422 score_items'
trade 999999
is 'a foreign number is not found'		"$status" 404
project '{"entry_kind":"voluntary"}'
voluntary=$(json .id)
trade "$voluntary"
refused 'what must be tendered does not come voluntarily' gc.must.works_amount "$order16" 第五条第（一）项
trade "$voluntary" '{"content":"services","evaluation":"lowest","score_items":[],"estimate_fen":60000000,"ceiling":null,"deposit_fen":0,"deadline":"'"$(later 12d)"'"}'
is 'what is small may'				"$status" 201
small=$(json .id)
trade "$voluntary" '{"content":"services","estimate_fen":60000000,"ceiling":null,"deposit_fen":0}'
refused 'but parts of one whole add up'		gc.must.aggregate "$order16" 第五条末款

trade "$project"
is 'a section with lawful conditions is made'	"$status" 201
one=$(json .id)
is 'its code is below the tender code'		"$(json '.code|length')" 23
like 'it has a uniform deal code'		"$(json .deal_code)" '^A03-.{18}-[0-9]{8}-[0-9]{6}-[0-9A-Z*]$'
is 'prices and methods are words'		"$(json '.price_form + .evaluation + .content + .stage')" amountcomprehensiveworksdraft
trade "$project" '{"name":"施工二标段","price_form":"unit_price","ceiling":50000,"evaluation":"lowest","score_items":[]}'
two=$(json .id)
trade "$project" '{"name":"监理标段","content":"services","price_form":"rate","ceiling":76,"estimate_fen":100000000,"deposit_fen":2000000}'
three=$(json .id)
is 'price forms are amount, rate, unit price'	"$(json '.price_form + " " + (.ceiling|tostring)')" 'rate 76'
call GET "$e/projects/$project/trades"
is 'the project lists its sections'		"$(json '[.items[].id]|tostring')" "[$one,$two,$three]"
call GET "$e/my/projects?limit=1"
is 'projects come page by page'			"$(json '.items|length') $(json '.items[0].id')" "1 $voluntary"
call GET "$(json .next)"
is 'the newest first'				"$(json '.items[0].id') $(json .next)" "$project null"
as front-bidder
call GET "$e/trades/$one"
is 'a draft is nobody else'\''s business'	"$status" 404

# -- documents
as front-owner
printf 'tender document' >"$tmp/file"
upload "$e/projects/$project/documents?name=%E6%8B%9B%E6%A0%87%E6%96%87%E4%BB%B6.pdf&kind=tender" "$tmp/file"
is 'the owner brings the documents'		"$status $(json .name)" '201 招标文件.pdf'
document=$(json .id)
is 'each with its digest'			"$(json .digest)" "$(sha256sum "$tmp/file" | cut -c1-64)"
upload "$e/projects/$project/documents?name=a.pdf&kind=secret" "$tmp/file"
is 'kinds are known words'			"$status $(json '.fields|keys[0]')" '422 kind'
as front-bidder
upload "$e/projects/$project/documents?name=a.pdf&kind=other" "$tmp/file"
is 'others bring none'				"$status" 403

# -- what a notice wants
as front-owner
notice "[$one]"
refused 'no notice without trustees'		ebid.no_decrypt_before "$order20" 第二十七条
for t in $one $two $three; do
	call POST "$e/trades/$t/trustees" "$trustees"
	test "$status" = 200 || diag "trustees: $status $body"
done
change() { # OVERRIDES
	call POST "$e/trades/$one/conditions" "$(conditions "$1")"
	test "$status" = 200 || diag "change: $status $body"
	notice "[$one]"
}
change "{\"deadline\":\"$(later 18d)\"}"
refused 'less than 20 days to prepare is refused' gc.bid.prep_min "$law" 第二十四条
is 'it says how many there are'			"$(json '.rule.given + "，" + .rule.required')" '17 日，不少于 20 日'
like 'and the earliest deadline'		"$(json .detail)" '最早可选 20[0-9][0-9]-[0-9][0-9]-[0-9][0-9] '
like 'and the law in words'			"$(json .detail)" '《中华人民共和国招标投标法》第二十四条'
change "{\"documents_to\":\"$(later 4d)\"}"
refused 'documents are given out five days'	gc.doc.sale_min "$regulation" 第十六条
change '{"panel_size":4,"panel_owners":1}'
refused 'a panel has five members at least'	gc.committee.min "$law" 第三十七条
change '{"panel_size":6,"panel_owners":1}'
refused 'and an odd number'			gc.committee.odd "$law" 第三十七条
change '{"panel_size":5,"panel_owners":2}'
refused 'two thirds of them experts'		gc.committee.expert_share "$law" 第三十七条
change '{"score_items":[]}'
is 'a comprehensive evaluation has its items'	"$status $(json .code)" '409 E_STATE'
change '{"method":"GC2"}'
is 'an invitation is no public notice'		"$status $(json '.fields|keys[0]')" '422 type'
notice "[$one]" '{"type":"GC07"}'
refused 'three are invited at least'		gc.invite.min "$law" 第十七条
call POST "$e/trades/$one/invitees" '{"credit_codes":["91540000MA6T14449C","91540000MA6T14449X"]}'
is 'a wrong credit code is no invitee'		"$status $(json '.fields|keys[0]')" '422 credit_codes'
call POST "$e/trades/$one/conditions" "$(conditions)"
is 'conditions can be set right again'		"$status" 200
notice "[$one]" '{"documents":[]}'
is 'a notice brings its documents'		"$status $(json '.fields|keys[0]')" '422 documents'
notice "[$one]" '{"documents":[999999]}'
is 'of its own project'				"$status $(json '.fields|keys[0]')" '422 documents'
notice "[$one]" "{\"publish_at\":\"$(later -1d)\"}"
is 'it is not published in the past'		"$status $(json '.fields|keys[0]')" '422 publish_at'
notice "[$one,999999]"
is 'foreign sections are not found'		"$status" 404
notice "[$one,$small]"
is 'one notice is of one project'		"$status $(json '.fields|keys[0]')" '422 trades'
as front-other
notice "[$one]"
is 'others publish nothing of it'		"$status" 404
as front-bidder
notice "[$one]"
is 'and a bidder nothing at all'		"$status" 403

# -- several sections under one notice, at its hour
as front-owner
notice "[$two,$one]" "{\"publish_at\":\"$(later 2d)\"}"
is 'a notice is scheduled'			"$status $(json .state)" '201 scheduled'
first=$(json .id)
notice "[$one]"
is 'once'					"$status" 409
call POST "$e/trades/$one/conditions" "$(conditions)"
is 'and its conditions stand'			"$status" 409
call POST "$e/notices/$first/cancel"
is 'it can be withdrawn'			"$status $(json .state)" '200 cancelled'
call POST "$e/notices/$first/cancel"
is 'once only'					"$status" 409
notice "[$two,$one]" "{\"publish_at\":\"$(later 2d)\"}"
first=$(json .id)
as front-bidder
call GET "$e/trades/$one"
is 'before its hour nobody sees it'		"$status" 404
shift_time 3d
call GET "$e/trades/$one"
is 'at its hour the section is public'		"$status $(json .stage)" '200 notice'
call GET "$e/trades/$two"
is 'and so are all of the notice'		"$(json .stage)" notice
call GET "$e/notices/$first"
public=$(json .public)
is 'the notice says so'				"$(json .state)" published
call GET "/api/service/notices/$public"
is 'and is on the public side'			"$status $(json .title)" '200 桥梁加固工程施工招标公告'
is 'with its sections and documents'		"$(sql "SELECT
	(SELECT COUNT(*) FROM ggzy_service.notice_trade WHERE notice = $public),
	(SELECT COUNT(*) FROM ggzy_service.attachment WHERE notice = $public)")" "2	1"
like 'and its key facts'			"$(json '.facts|tostring')" '最高投标限价'
call GET "$e/trades/$one/rules"
is 'the rules of the day are frozen'		"$(json '[.items[]|select(.rule_key == "gc.bid.prep_min")][0].value')" 20
as front-owner
call POST "$e/trades/$one/conditions" "$(conditions)"
is 'conditions of a public section stand'	"$status $(json .code)" '409 E_STAGE'
again '{}'
is 'and so does its project'			"$status $(json .code)" '409 E_STATE'

# -- documents are for all, who takes them is for nobody
as front-bidder
call GET "$e/trades/$one/documents/$document"
is 'a file is taken before it is read'		"$status" 409
call POST "$e/trades/$one/documents/$document/take"
is 'whoever is signed in takes it'		"$status" 200
call GET "$e/trades/$one/documents/$document"
is 'and reads it'				"$status $body" '200 tender document'
call POST "$e/trades/$one/documents/999999/take"
is 'a foreign file is not found'		"$status" 404
for user in front-owner front-centre front-watch; do
	call GET "$e/trades/$one/takers"
	refused "$user is not told who took it"	ebid.secret_downloaders "$order20" 第二十一条
done
as front-bidder
call GET "$e/trades/$one/takers"
is 'a bidder never is'				"$status" 403

# -- questions
call POST "$e/trades/$one/questions" '{"body":"工期能否顺延？"}'
is 'bidders ask'				"$status" 201
question=$(json .id)
as front-second
call GET "$e/trades/$one/questions"
is 'what is not answered nobody else reads'	"$(json '.items|length')" 0
call POST "$e/trades/$one/questions/$question/answer" '{"answer":"可以"}'
is 'a bidder answers nothing'			"$status" 403
as front-owner
call GET "$e/trades/$one/questions"
is 'the owner sees the question, not who asks'	"$(json '.items[0]|keys|join(" ")')" 'answer answered_at at body id mine'
call POST "$e/trades/$two/questions/$question/answer" '{"answer":"可以"}'
is 'a question belongs to its section'		"$status" 404
call POST "$e/trades/$one/questions/$question/answer" '{"answer":"不顺延。"}'
is 'the owner answers'				"$status" 200
call POST "$e/trades/$one/questions/$question/answer" '{"answer":"顺延。"}'
is 'once'					"$status" 409
as ''
call GET "$e/trades/$one/questions"
is 'and everybody reads it'			"$(json '.items[0].answer')" 不顺延。

# -- clarifications move the deadline
as front-owner
clarify() { # OVERRIDES
	call POST "$e/trades/$one/clarifications" "$(jq -nc --argjson more "$1" '{
		title: "招标文件澄清一号", body: "桥面宽度改为 12 米。",
		affects_bids: true} + $more')"
}
call GET "$e/trades/$one"
deadline=$(json .deadline)
clarify '{}'
is 'with 15 days left the deadline stays'	"$status $(json .deadline)" "201 $deadline"
shift_time 25d
clarify "{\"deadline\":\"$(later 14d)\"}"
refused 'fewer than 15 days are refused'	gc.clarify.bid_doc "$law" 第二十三条
clarify "{\"deadline\":\"$(later 1d)\"}"
is 'a deadline never comes nearer'		"$status $(json '.fields|keys[0]')" '422 deadline'
clarify '{}'
moved=$(json .deadline)
ok 'later ones move it'				test "$moved" \> "$deadline"
is 'to the same hour'				"${moved#*T}" "${deadline#*T}"
is 'the box closes then'			"$(sql "SELECT COUNT(*) FROM ggzy_trade.due d
	JOIN ggzy_trade.trade t ON t.id = d.trade AND d.at >= t.deadline
	WHERE d.trade = $one AND d.verb = 'close'")" 1
call GET "/api/service/notices/$(json .notice)"
like 'and the public reads it'			"$(json .type) $(json .body)" '^GC05 .*'
call POST "$e/trades/$one/corrections" "$(jq -nc --argjson n "$first" '{
	title: "招标公告更正", body: "联系电话有误，已更正。",
	affects_bids: false, corrects: $n}')"
is 'a correction is a notice of its own'	"$status $(sql "SELECT type, nature FROM ggzy_trade.notice
	WHERE corrects = $first")" '201 GC02	2'
as front-bidder
clarify '{}'
is 'bidders clarify nothing'			"$status" 403

# -- when the box is closed, who took the documents is known
shift_time 40d
as front-owner
call GET "$e/trades/$one"
is 'without three bids the section fails'	"$(json .stage)" failed
call GET "$e/trades/$one/takers"
is 'then the owner reads who took documents'	"$status $(json '.items[0].credit_code')" '200 91540000MA6T14449C'

# -- a tender by invitation
project
project=$(json .id)
upload "$e/projects/$project/documents?name=a.pdf&kind=tender" "$tmp/file"
document=$(json .id)
trade "$project" '{"method":"GC2"}'
one=$(json .id)
call POST "$e/trades/$one/trustees" "$trustees"
call POST "$e/trades/$one/invitees" '{"credit_codes":["91540000MA6T14449C","91540000MA6T155561","91540000MA6T16663M"]}'
is 'three are invited'				"$status $(json '.items|length')" '200 3'
notice "[$one]" '{"type":"GC07"}'
is 'which is enough'				"$status" 201
shift_time 1h
as front-second
call POST "$e/trades/$one/documents/$document/take"
is 'the invited take the documents'		"$status" 200
as front-other
call POST "$e/trades/$one/documents/$document/take"
is 'others do not'				"$status" 403
call GET "$e/trades/$one/invitees"
is 'nor learn who is invited'			"$status" 403

# -- a stricter rule of a region; the rules of a public section are frozen
as front-owner
trade "$project"
two=$(json .id)
call POST "$e/trades/$two/trustees" "$trustees"
notice "[$two]" "{\"publish_at\":\"$(later 1d)\"}"
late=$(json .id)
stricter() { # REGION DAYS
	sql "INSERT INTO ggzy_core.rule (class, domain, rule_key, title, op, value,
		num, den, unit, level, law, article, basis, conf, region,
		valid_from) SELECT class, domain, rule_key, title, op, '$2', $2, den,
		unit, level, '拉萨市规定', '第一条', basis, conf, $1, '2020-01-01'
		FROM ggzy_core.rule WHERE rule_key = 'gc.bid.prep_min'"
}
stricter 540100 60
shift_time 2d
call GET "$e/notices/$late"
is 'what is no longer lawful at its hour stays'	"$(json .state)" cancelled
call GET "$e/trades/$two"
is 'and its section a draft'			"$(json .stage)" draft
notice "[$two]"
refused 'the stricter rule of the city holds'	gc.bid.prep_min 拉萨市规定 第一条
call GET "$e/trades/$one/rules"
is 'a public section keeps its own'		"$(json '[.items[]|select(.rule_key == "gc.bid.prep_min")][0].value')" 20
sql "DELETE FROM ggzy_core.rule WHERE region = 540100"
stricter 540100 10
call POST "$e/trades/$two/conditions" "$(conditions "{\"deadline\":\"$(later 15d)\"}")"
notice "[$two]"
refused 'a laxer one does not'			gc.bid.prep_min "$law" 第二十四条

# -- an agency acts for its owner
as front-agency
project '{"region":540300,"owner_code":"91540000MA6T11117C"}'
is 'an agency brings a project for an owner'	"$status $(json .owner_name) $(json .agency_name)" \
	'201 拉萨市交通运输局 高原招标代理公司'
agency=$(json .id)
trade "$agency"
is 'and its sections'				"$status" 201
as front-owner
project '{"agency_code":"91540000MA6T13331M"}'
project=$(json .id)
as front-agency
trade "$project"
is 'or acts for one that named it'		"$status" 201
sql "UPDATE ggzy_subject.subject SET operator = 1 WHERE credit_code = '91540000MA6T13331M'"
project '{"owner_code":"91540000MA6T11117C"}'
refused 'the operator of the platform is no agency' ebid.operator_no_bid "$order20" 第二十三条
