#!/bin/sh
# Sealed bids: trustees, deposits, bids and what is refused, secrecy until the
# deadline, the opening by two of three trustees, bids that do not open.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 115
start
people

e=/api/engineering
law=中华人民共和国招标投标法实施条例

# -- helpers

# WHO: a key pair of that person, registered.
has_key() {
	rm -f "$tmp/$1.jwk"
	ctl key new "$tmp/$1.jwk" >/dev/null || bail "no key for $1"
	must "$1" POST /api/service/keys "$(ctl key public "$tmp/$1.jwk")"
}

trustees() {
	must owner POST "$e/trades/$trade/trustees" '{"threshold":2,"trustees":[
		{"side":"owner","login":"owner"},
		{"side":"centre","login":"centre"},
		{"side":"supervision","login":"supervisor"}]}'
}

# NAME TYPE [CONDITIONS]: a public trade with trustees; sets $trade.
tender() {
	draft "$1" lowest "${3:-{\}}"
	trustees
	test "$2" = GC02 || must owner POST "$e/trades/$trade/invitees" \
		"$(jq -nc '{credit_codes: $ARGS.positional}' --args \
			"$(code 1)" "$(code 2)" "$(code 3)")"
	as owner
	upload "$e/projects/$project/documents?kind=tender&name=a.pdf" "$tmp/plain"
	must owner POST "$e/notices" "$(jq -nc --arg title "$1招标公告" \
		--arg type "$2" --argjson trade "$trade" \
		--argjson document "$(json .id)" '{type: $type, title: $title,
		body: "现招标。", duty_person: "洛桑", examiner: "卓玛",
		trades: [$trade], documents: [$document]}')"
	within stage_is "$trade" $NOTICE || bail "no notice of $1"
	must owner GET "$e/trades/$trade/trustees"
	cp "$tmp/body" "$tmp/trustees.$trade"
}

stage_is() { test "$(settled_stage "$1")" = "$2"; }
code() { credit_code "2000000$1"; }

# WHO CODE PRICE [arguments of seal]: $tmp/bid, for $trade.
seal() {
	who=$1 code=$2
	jq -nc --argjson price "$3" --arg manager "经理$1" '{price: $price,
		price_text: "含税", duration_days: 200, quality: "合格",
		manager: $manager, name: "投标文件.pdf",
		media: "application/pdf"}' >"$tmp/sheet"
	shift 3
	echo "CANARY-$who-7f3a9c51d2" | cat - "$tmp/plain" >"$tmp/file.$who"
	rm -f "$tmp/bid"
	ctl seal --trustees "${sheet_of:-$tmp/trustees.$trade}" --bidder "$code" \
		--key "$tmp/$who.jwk" --sheet "$tmp/sheet" \
		--file "$tmp/file.$who" --out "$tmp/bid" "$@" >"$tmp/seal" 2>&1
}

# Hands $tmp/bid in as WHO.
bid() {
	as "$1"
	upload "$e/trades/$trade/bids" "${2:-$tmp/bid}"
}

sealed() { # WHO CODE PRICE [..]
	seal "$@" || diag "seal: $(cat "$tmp/seal")"
	bid "$1"
}

receipt() { # FILTER: of what the signed receipt in $body says
	printf '%s' "$body" >"$tmp/reply"
	ctl receipt check "$tmp/reply" --public "$tmp/receipt.pem" 2>&1 |
		jq -r "$1" 2>&1
}

refused() { # NAME STATUS CODE
	is "$1" "$status $(json .code) $(receipt '.kind + " " + .reason')" \
		"$2 $3 refused $3"
}

subject() { # SET WHERE-CODE
	sql "UPDATE ggzy_subject.subject SET $1 WHERE credit_code = '$2'"
}

head -c 150000 /dev/urandom >"$tmp/plain"
ctl receipt public >"$tmp/receipt.pem"

# -- trustees
for who in owner centre supervisor bidder1 bidder2 bidder3 bidder4 stranger; do
	has_key $who
done
draft 甲 lowest
pick() { # THRESHOLD OWNER CENTRE SUPERVISOR
	call POST "$e/trades/$trade/trustees" "$(jq -nc --argjson t "$1" \
		--arg o "$2" --arg c "$3" --arg s "$4" '{threshold: $t,
		trustees: [{side: "owner", login: $o}, {side: "centre",
		login: $c}, {side: "supervision", login: $s}]}')"
}
as owner
pick 1 owner centre supervisor
is 'one person alone opens nothing'	"$status $(json '.fields|keys[0]')" '422 threshold'
pick 2 owner centre bidder1
is 'a bidder is no supervision'		"$status $(json '.fields|keys[0]')" '422 trustees[2].login'
pick 2 owner nobody supervisor
is 'accounts exist'			"$status $(json '.fields|keys[0]')" '422 trustees[1].login'
person keyless 无公钥 --role owner:540000 --subject "$owner_code"
pick 2 keyless centre supervisor
like 'and have a key'			"$(json '.fields|tostring')" '公钥'
pick 2 agency centre supervisor
is 'strangers do not stand for the owner' "$status $(json '.fields|keys[0]')" '422 trustees[0].login'
call POST "$e/trades/$trade/trustees" '{"threshold":2,"trustees":[
	{"side":"owner","login":"owner"},{"side":"owner","login":"delegate"},
	{"side":"centre","login":"centre"}]}'
is 'each side has one'			"$status $(json '.fields|keys[0]')" '422 trustees'
as bidder1
pick 2 owner centre supervisor
is 'bidders choose no trustees'		"$status" 404
as owner
pick 2 owner centre supervisor
is 'two of three open'			"$status $(json .threshold) $(json '.trustees|length')" '200 2 3'

tender 甲 GC02 '{"deposit_fen":10000000}'
one=$trade
tender 乙 GC07 '{"method":"GC2","consortium":false}'
two=$trade
tender 丙 GC02
three=$trade
tender 丁 GC02
four=$trade
trade=$one
as ''
call GET "$e/trades/$one/trustees"
is 'everybody may see whom to seal for'	"$status $(json '[.trustees[].side]|join(" ")')" '200 owner centre supervision'
as owner
pick 2 owner centre supervisor
is 'after the notice they stay'		"$status $(json .code)" '409 E_STAGE'

# -- deposits
as centre
cash() { # CODE ACCOUNT FEN
	call POST "$e/trades/$one/deposits" "$(jq -nc --arg c "$1" --arg a "$2" \
		--argjson f "$3" '{credit_code: $c, payer_account: $a, amount_fen: $f,
		serial: "P1"}')"
}
cash "$(code 1)" 6222000011112222 10000000
is 'money comes from a basic account'	"$status $(json '.code + " " + .rule.rule_key + " " + .rule.law')" \
	"422 E_RULE gc.deposit.basic_account $law"
subject 'bank_account = "6222000011112222"' "$(code 1)"
cash "$(code 1)" 6222000011113333 10000000
is 'not from another'			"$status $(json .rule.rule_key)" '422 gc.deposit.basic_account'
cash "$(code 1)" 6222000011112222 9999999
is 'and must be enough'			"$status $(json '.fields|keys[0]')" '422 amount_fen'
cash "$(code 1)" 6222000011112222 10000000
is 'the centre records it'		"$status $(json .kind)" '201 cash'
cash "$(code 1)" 6222000011112222 10000000
is 'once'				"$status $(json .code)" '409 E_EXISTS'
cash 91540100MAYYTT015T 6222000011112222 10000000
is 'for subjects there are'		"$status $(json '.fields|keys[0]')" '422 credit_code'
as bidder2
cash "$(code 2)" 6222000011112222 10000000
is 'bidders record no money'		"$status" 403
guarantee() { # DAYS
	upload "$e/trades/$one/guarantees?issuer=%E9%93%B6%E8%A1%8C&guarantee_no=BH-2026-1&amount_fen=10000000&valid_to=$(later "$1" | cut -c1-10)" "$tmp/plain"
}
guarantee 29d
is 'a guarantee outlasts the deadline'	"$status $(json '.fields|keys[0]')" '422 valid_to'
guarantee 150d
is 'a bidder brings a guarantee'	"$status $(json .kind)" '201 guarantee'
call GET "$e/trades/$one/deposits"
is 'and sees its own, without a number' \
	"$(json '[.items[]|"\(.kind) \(.id)"]|join(" ")')" 'guarantee null'
as owner
call GET "$e/trades/$one/deposits"
is 'the owner learns of none'		"$(json '.items|length')" 0
as supervisor
call GET "$e/trades/$one/deposits"
is 'nor does the supervision'		"$(json '.items|length')" 0
as centre
call GET "$e/trades/$one/deposits"
is 'the centre knows its money'		"$(json '[.items[].kind]|join(" ")')" cash
as bidder1
upload "$e/trades/$three/guarantees?issuer=%E9%93%B6%E8%A1%8C&guarantee_no=BH-1&amount_fen=1&valid_to=$(later 90d | cut -c1-10)" "$tmp/plain"
is 'where none is asked none is taken'	"$status $(json .code)" '409 E_STATE'

# -- what is no sealed bid
as owner
call GET "$e/trades/$one"
before=$body
bid bidder1 "$tmp/plain"
refused 'a plain file is refused'	422 E_SEAL
is 'the receipt says which'		"$(receipt .digest)" "$(sha256sum "$tmp/plain" | cut -c1-64)"
ok 'a bidder seals'			seal bidder1 "$(code 1)" 1900000000
head -c 150000 "$tmp/bid" >"$tmp/cut"
bid bidder1 "$tmp/cut"
refused 'so is one that is cut off'	422 E_SEAL
bid bidder2
refused 'nobody hands in another'\''s bid' 422 E_SEAL
trade=$three
bid bidder1
refused 'or one for another trade'	422 E_SEAL
trade=$one
jq '.trustees[0] = (.trustees[0] + {jwk: .trustees[1].jwk, thumbprint: .trustees[1].thumbprint})' \
	"$tmp/trustees.$one" >"$tmp/wrong"
sheet_of=$tmp/wrong sealed bidder1 "$(code 1)" 1
refused 'or one for other trustees'	422 E_SEAL
jq '.threshold = 1' "$tmp/trustees.$one" >"$tmp/wrong"
sheet_of=$tmp/wrong sealed bidder1 "$(code 1)" 1
refused 'or one that one trustee opens'	422 E_SEAL
jq '.trustees[0].thumbprint = .trustees[1].thumbprint' "$tmp/trustees.$one" >"$tmp/wrong"
sheet_of=$tmp/wrong seal bidder1 "$(code 1)" 1
like 'a key that is not its thumbprint is noticed at home' "$(cat "$tmp/seal")" 公钥与指纹不符
: >"$tmp/empty"
bid bidder1 "$tmp/empty"
is 'nothing is no bid'			"$status" 422
seal bidder1 "$(code 1)" 1900000000
bid owner
is 'an owner bids nowhere'		"$status" 403
bid ''
is 'nor does a stranger'		"$status" 401
trade=999999
bid bidder1
is 'a foreign number is not found'	"$status" 404
trade=$one

# -- a bid and its receipt
key=$(fresh_key)
bid bidder1
is 'a sealed bid is taken'		"$status $(json .state)" '201 stands'
is 'the receipt is signed'		"$(receipt '.kind + " " + .digest + " " + (.size|tostring) + " " + .subject')" \
	"received $(sha256sum "$tmp/bid" | cut -c1-64) $(wc -c <"$tmp/bid") $(code 1)"
first=$body
like 'and names its event'		"$(receipt .event)" '^[0-9a-f]{64}$'
is 'which is in the log' "$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb = 'bid' AND LOWER(SHA2(CONCAT(CHAR(0), body), 256)) = '$(receipt .event)'")" 1
bid bidder1
is 'the same key brings the same answer' "$status $body" "201 $first"
is 'and no second bid' "$(sql "SELECT COUNT(*) FROM ggzy_trade.bid WHERE trade = $one")" 1
bid bidder1 "$tmp/plain"
is 'but not for another file'		"$status $(json .code)" '422 E_KEY'
key=
printf '%s' "$first" | jq -c '.receipt.payload |= sub("^.."; "ey") | .receipt.payload |= sub(".$"; "A")' >"$tmp/forged"
like 'a changed receipt is noticed'	"$(ctl receipt check "$tmp/forged" --public "$tmp/receipt.pem" 2>&1)" 签名不对

# -- resubmitting, withdrawing
sealed bidder1 "$(code 1)" 1880000000
is 'a bidder bids again'		"$status" 201
call GET "$e/trades/$one/bids"
is 'the newer takes the place'		"$(json '[.items[].state]|join(" ")')" 'stands superseded'
is 'no number tells how many there are'	"$(json '.items[0]|keys|join(" ")')" \
	'digest ended_at receipt received_at size state'
sealed bidder2 "$(code 2)" 1870000000
call POST "$e/trades/$one/bids/withdraw"
is 'a bid is withdrawn'			"$status $(json .state) $(receipt .kind)" '200 withdrawn withdrawn'
call POST "$e/trades/$one/bids/withdraw"
is 'once'				"$status $(json .code)" '409 E_STATE'
sealed bidder2 "$(code 2)" 1860000000
is 'and another may follow'		"$status" 201
as bidder3
call POST "$e/trades/$one/bids/withdraw"
is 'there is nothing of others to withdraw' "$status" 409

# -- who may not bid
sealed bidder3 "$(code 3)" 1850000000 --member "$(credit_code 10000003)"
is 'a consortium bids by its leader'	"$status" 201
sealed stranger "$(credit_code 10000003)" 1
is 'which bars none of its members'	"$status" 201
call POST "$e/trades/$one/bids/withdraw"
sealed bidder4 "$(code 4)" 1 --member "$(credit_code 10000003)"
is 'and does not tell others that it is there' "$status" 201
sealed bidder4 "$(code 4)" 1 --member 91540100MAYYTT015T
refused 'members are registered'	409 E_STATE
subject "controller = (SELECT id FROM (SELECT id FROM ggzy_subject.subject
	WHERE credit_code = '$(code 1)') x)" "$(code 4)"
sealed bidder4 "$(code 4)" 1
refused 'one controller, one bid'	422 E_RULE
is 'by the rule'			"$(json '.rule.rule_key + " " + .rule.article')" 'gc.bidder.same_controller 第三十四条'
subject 'controller = NULL, operator = 1' "$(code 4)"
sealed bidder4 "$(code 4)" 1
refused 'the operator of the platform bids nowhere' 422 E_RULE
is 'by the rule'			"$(json .rule.rule_key)" ebid.operator_no_bid
subject 'operator = 0' "$(code 4)"
sql "INSERT INTO ggzy_subject.restriction (subject, source, basis, from_day, to_day)
	SELECT id, 'x', '处罚决定 12 号', '2000-01-01', '2999-01-01'
	FROM ggzy_subject.subject WHERE credit_code = '$(code 4)'"
sealed bidder4 "$(code 4)" 1
refused 'who is restricted does not bid' 409 E_STATE
like 'and is told on what basis'	"$(json .detail)" '处罚决定 12 号'
sql "UPDATE ggzy_subject.restriction SET to_day = '2001-01-01'"
seal bidder4 "$(code 4)" 1840000000 --member "$(credit_code 10000003)"
size=$(wc -c <"$tmp/bid")
printf '\377\377\377\377\377\377\377\377' |
	dd of="$tmp/bid" bs=1 seek=$((size - 1000)) conv=notrunc 2>/dev/null
bid bidder4
is 'an expired restriction bars nobody'	"$status" 201

trade=$two
sealed bidder4 "$(code 4)" 1
refused 'only the invited bid'		409 E_STATE
sealed bidder1 "$(code 1)" 1 --member "$(code 4)"
refused 'no consortium where none is wanted' 409 E_STATE
sealed bidder1 "$(code 1)" 1
is 'the invited do'			"$status" 201
sealed bidder2 "$(code 2)" 1
for trade in $three $four; do
	for i in 1 2 3; do
		sealed bidder$i "$(code $i)" 170000000$i
	done
	cp "$tmp/bid" "$tmp/bid3.$trade"
done
seal bidder1 "$(code 1)" 1690000000
bid bidder1
cp "$tmp/bid" "$tmp/own"
trade=$one

# -- until the deadline nobody knows
for who in owner agency centre supervisor stranger; do
	as $who
	call GET "$e/trades/$one/bids"
	is "$who sees no bid that stands" \
		"$(json '[.items[]? | select(.state == "stands")]|length')" 0
done
as owner
call GET "$e/trades/$one"
is 'the trade looks as before'		"$body" "$before"
call GET "$e/trades/$one/opening"
is 'nothing was opened'			"$status $(json .code)" '422 E_EARLY'
for who in owner centre supervisor; do
	as $who
	call GET "$e/trades/$one/shares"
	is "$who gets no share"		"$status $(json .code)" '422 E_EARLY'
done
call POST "$e/trades/$one/shares" '{"shares":[{"bid":1}]}'
is 'and gives none'			"$status $(json .code)" '409 E_STAGE'
settle
call GET '/api/service/feed?limit=1000'
is 'the feed does not speak of bids'	"$(json '[.. | strings | select(test("\"verb\":\"(bid|withdraw|refuse-bid|guarantee|deposit)\""))]|length')" 0
is 'no file of the platform holds what is sealed' \
	"$(grep -rlaF CANARY- "$GGZY_VAR" 2>/dev/null | head -n 3)" ''

# -- the deadline
shift_time 31d
is 'the box is closed'			"$(settled_stage "$one")" $OPENING
is 'too few bids: failed'		"$(settled_stage "$two")" $FAILED
is 'which is public'	"$(sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE trade = $two AND type = 'GC11'")" 1
is 'and nothing of it was opened' "$(sql "SELECT COUNT(*) FROM ggzy_trade.opening WHERE trade = $two")" 0
sealed bidder1 "$(code 1)" 1
refused 'a late bid is refused'		422 E_LATE
call POST "$e/trades/$one/bids/withdraw"
is 'nothing is withdrawn any more'	"$status" 409
as owner
call GET "$e/trades/$one/opening"
is 'nothing is open yet'		"$status" 422

# -- two of three trustees
as bidder1
call GET "$e/trades/$one/shares"
is 'a bidder is no trustee'		"$status" 403
share() { # WHO [FILTER]
	must "$1" GET "$e/trades/$trade/shares"
	cp "$tmp/body" "$tmp/shares"
	ctl release --trade "$(deal_of "$trade")" --key "$tmp/$1.jwk" \
		--shares "$tmp/shares" 2>"$tmp/err" |
		jq -c "${2:-.}" >"$tmp/release"
	call POST "$e/trades/$trade/shares" "$(cat "$tmp/release")"
}
share centre '.shares[1].share |= (if .[0:1] == "0" then "1" else "0" end) + .[1:]'
is 'a wrong share is refused'		"$status $(json '.fields|keys[0]')" '422 shares[1].share'
like 'and its trustee named'		"$(json '.fields|tostring')" '第 2 位受托人'
is 'and logged' "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'refuse-share' AND trade = $one")" 1
share centre 'del(.shares[0])'
is 'every bid has its share'		"$status $(json '.fields|keys[0]')" '422 shares'
share centre '.shares += [{bid: 999999}]'
is 'and no other'			"$status $(json '.fields|keys[0]')" '422 shares'
is 'so far none was kept' "$(sql "SELECT COUNT(*) FROM ggzy_trade.share WHERE trade = $one")" 0
share centre
is 'a trustee releases'			"$status $(json .released)" '200 1'
share centre
is 'once'				"$status $(json .code)" '409 E_EXISTS'
settle
is 'one is not enough'			"$(settled_stage "$one")" $OPENING
share supervisor
is 'the second does'			"$status $(json .released)" '200 2'
eventually 'all bids are opened'	stage_is "$one" $EVALUATION
as ''
call GET "$e/trades/$one/opening"
is 'the record is for everybody'	"$status $(json '.items|length')" '200 4'
is 'the last bids count'		"$(json '[.items[].price|tostring]|join(" ")')" '1880000000 1860000000 1850000000 null'
is 'consortia with their members'	"$(json '.items[2].bidder')" '第3建筑有限公司;路过的公司'
is 'what does not open has its cause'	"$(json '.items[3] | .withdrawal + " " + .cause')" 'bidder 投标文件已损坏，不能解密'
is 'who brought a deposit'		"$(json '[.items[].deposit|tostring]|join(" ")')" 'cash guarantee null null'
is 'a notice says so, and who is in two of them' "$(sql "SELECT COUNT(*) FROM ggzy_service.notice WHERE trade = $one AND type = 'GC08'
	AND body LIKE '%第三十七条审查：%路过的公司%'")" 1
opened=$(json '.items[0].bid')
for who in owner centre bidder1; do
	as $who
	call GET "$e/trades/$one/opening/$opened/file"
	is "$who reads the file"	"$status $(sha256sum <"$tmp/body")" "200 $(sha256sum <"$tmp/file.bidder1")"
done
like 'under its name'			"$(header Content-Disposition)" "attachment; filename\\*=UTF-8''%E6%8A%95.*\\.pdf"
for who in bidder2 stranger; do
	as $who
	call GET "$e/trades/$one/opening/$opened/file"
	is "$who does not"		"$status" 404
done

# -- trustees who let the time pass
trade=$four
as bidder1
call POST "$e/trades/$four/bids/key" "{\"key\":\"$(printf %064d 0)\"}"
is 'a bidder opens its own bid with its key only' "$status $(json '.fields|keys[0]')" '422 key'
call POST "$e/trades/$four/bids/key" "$(ctl unlock \
	--trade "$(deal_of "$four")" --key "$tmp/bidder1.jwk" --bid "$tmp/own")"
is 'and does'				"$status" 200
shift_time 2h
is 'when time is over the rest goes on'	"$(settled_stage "$four")" $EVALUATION
call GET "$e/trades/$four/opening"
is 'without those that nobody opened'	"$(json '[.items[] | (.price // .withdrawal) | tostring]|join(" ")')" 'other other 1690000000'
is 'with nothing opened it fails'	"$(settled_stage "$three")" $FAILED
