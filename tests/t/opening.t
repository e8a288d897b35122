#!/bin/sh
# Who opens bids: trustees, bidders or either; more trustees than three; wrong
# shares and those that do not unwrap; who is to blame for what does not open.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/tender.sh"
plan 58
start
people
person supervisor2 监督二 --role supervisor:540000
for who in owner delegate centre supervisor supervisor2 bidder1 bidder2 bidder3; do
	has_key $who
done
e=/api/engineering

# -- how many trustees there are is a rule
pick() { # THRESHOLD SIDE:LOGIN..
	threshold=$1
	shift
	call POST "$e/trades/$trade/trustees" "$(jq -nc --argjson t "$threshold" '{
		threshold: $t, trustees: ($ARGS.positional | map(split(":") |
		{side: .[0], login: .[1]}))}' --args "$@")"
}
draft 丑 lowest '{"opening_rule":"trustees"}'
two=$trade
is 'the rule of opening is a condition'	"$(json .opening_rule)" trustees
pick 2 owner:owner owner:delegate centre:centre supervision:supervisor
is 'no side alone has enough to open'	"$status $(json '.fields|keys[0]')" '422 trustees'
pick 5 owner:owner centre:centre supervision:supervisor
is 'nor can more be wanted than there are' "$status $(json '.fields|keys[0]')" '422 threshold'
pick 3 owner:owner centre:centre supervision:supervisor
like 'nor all, since one may not come'	"$status $(json .fields.threshold)" '422 .*缺了任何一位也要能够开启'
pick 3 owner:owner owner:delegate centre:centre supervision:delegate supervision:supervisor
is 'each stands for his side'		"$status $(json '.fields|keys[0]')" '422 trustees[3].login'
pick 3 owner:owner owner:owner centre:centre supervision:supervisor
is 'and is somebody else'		"$status $(json '.fields|keys[0]')" '422 trustees'
stricter() { # KEY NUMBER: for trades in 拉萨
	sql "INSERT INTO ggzy_core.rule (class, domain, rule_key, title, op, value,
		num, den, unit, level, law, basis, conf, region, count_mode, valid_from)
		SELECT class, domain, rule_key, title, op, '$2', $2, 1, unit, level,
		'拉萨市规定', basis, conf, 540100, count_mode, valid_from
		FROM ggzy_core.rule WHERE rule_key = '$1' AND region = 0"
}
stricter ebid.trustee.count 5
stricter ebid.trustee.threshold 3
pick 3 owner:owner owner:delegate centre:centre supervision:supervisor
is 'how many hold a share is a rule'	"$status $(json '.rule.rule_key + " " + .rule.law')" '422 ebid.trustee.count 拉萨市规定'
pick 2 owner:owner centre:centre supervision:supervisor supervision:supervisor2
is 'no side alone, whatever the rule'	"$status $(json .code)" '422 E_FIELD'
sql "DELETE FROM ggzy_core.rule WHERE law = '拉萨市规定' AND rule_key = 'ebid.trustee.count'"
pick 2 owner:owner centre:centre supervision:supervisor
is 'so is how many open'		"$status $(json '.rule.rule_key')" '422 ebid.trustee.threshold'
sql "DELETE FROM ggzy_core.rule WHERE law = '拉萨市规定'"
pick 3 owner:owner owner:delegate centre:centre supervision:supervisor supervision:supervisor2
is 'three of five open'			"$status $(json '"\(.threshold) \(.trustees|length) \(.opening_rule)"')" '200 3 5 trustees'
published 丑招标公告 "$two"
is 'the notice says who opens'	"$(sql "SELECT COUNT(*) FROM ggzy_service.notice
	WHERE title = '丑招标公告' AND facts LIKE '%由受托人解密%'")" 1
must owner GET "$e/trades/$two"
call POST "$e/trades/$two/conditions" "$(json '{name, method, content, evaluation,
	price_form, estimate_fen, deadline, opening_rule: "either"}')"
is 'and it stays so'			"$status $(json .code)" '409 E_STAGE'

tender() { # NAME [JSON]
	draft "$1" lowest "${2:-{\}}"
	trustees "$trade"
	published "$1招标公告" "$trade"
}
tender 子 '{"opening_rule":"bidder"}'
one=$trade
tender 寅
three=$trade
is 'either is what nobody chose'	"$(must owner GET "$e/trades/$three"; json .opening_rule)" either
tender 卯
four=$trade
draft 辰 lowest '{"opening_rule":"trustees"}'
five=$trade
pick 3 owner:owner owner:delegate centre:centre supervision:supervisor
sql "UPDATE ggzy_trade.trade SET threshold = 4 WHERE id = $five"
echo 辰 >"$tmp/document"
upload "$e/projects/$project/documents?kind=tender&name=a.pdf" "$tmp/document"
call POST "$e/notices" "$(jq -nc --argjson document "$(json .id)" --argjson trade "$five" '{
	type: "GC02", title: "辰招标公告", body: "现公开招标。", duty_person: "洛桑",
	examiner: "卓玛", documents: [$document], trades: [$trade]}')"
like 'nor are all asked by a notice'	"$status $(json .detail)" '409 .*缺了任何一位也要能够开启'
sql "UPDATE ggzy_trade.trade SET threshold = 3 WHERE id = $five"
published 辰招标公告 "$five"
for trade in $one $two $three $four $five; do
	for i in 1 2 3; do
		hand_in "$trade" bidder$i 170000000$i
		test "$status" = 201 || diag "bid: $status $body"
		cp "$tmp/bid" "$tmp/bid$i.$trade"
	done
done
shift_time 31d
is 'the boxes are closed' "$(sql "SELECT GROUP_CONCAT(DISTINCT stage) FROM ggzy_trade.trade
	WHERE id IN ($one, $two, $three, $four, $five)")" $OPENING

unlock() { # TRADE NO [KEY-OF]
	as "bidder$2"
	call POST "$e/trades/$1/bids/key" "$(ctl unlock \
		--trade "$(deal_of "$1")" --key "$tmp/${3:-bidder$2}.jwk" --bid "$tmp/bid$2.$1")"
}
share() { # TRADE WHO [FILTER]
	must "$2" GET "$e/trades/$1/shares"
	cp "$tmp/body" "$tmp/shares"
	ctl release --trade "$(deal_of "$1")" --key "$tmp/$2.jwk" \
		--shares "$tmp/shares" 2>"$tmp/err" |
		jq -c "${3:-.}" >"$tmp/release"
	call POST "$e/trades/$1/shares" "$(cat "$tmp/release")"
}
events() { # TRADE VERB
	sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $1 AND verb = '$2'"
}
causes() { # TRADE: as everybody sees them
	as ''
	call GET "$e/trades/$1/opening"
	json '[.items[] | (.price // (.withdrawal + ":" + .cause)) | tostring] | join(" ")'
}

# -- the bidder alone
as centre
call GET "$e/trades/$one/shares"
is 'where the bidders open trustees get no share' "$status $(json .code)" '409 E_STATE'
call POST "$e/trades/$one/shares" '{"shares":[{"bid":1}]}'
is 'and give none'			"$status $(json .code)" '409 E_STATE'
unlock "$one" 1
is 'a bidder opens his own bid'		"$status" 200
unlock "$one" 1
is 'once'				"$status $(json .code)" '409 E_EXISTS'
call POST "$e/trades/$one/bids/key" "$(ctl unlock \
	--trade "$(deal_of "$three")" --key "$tmp/bidder1.jwk" --bid "$tmp/bid1.$three")"
is 'with no key of another bid'		"$status $(json '.fields|keys[0]')" '422 key'
unlock "$one" 2
settle
is 'the third has time until the end'	"$(settled_stage "$one")" $OPENING

# -- trustees alone
unlock "$two" 1
is 'where trustees open the bidder does not' "$status $(json .code)" '409 E_STATE'
first=$(sql "SELECT MIN(id) FROM ggzy_trade.bid WHERE trade = $two")
share "$two" centre '.shares[0].share |= (if .[0:1] == "0" then "1" else "0" end) + .[1:]'
is 'a wrong share is refused'		"$status $(json '.fields|keys[0]')" '422 shares[0].share'
as ''
call GET "$e/trades/$two/shares/faults"
is 'everybody sees whose, of which bid'	"$(json '.items[] | "\(.position) \(.side) \(.name) \(.bid) \(.kind)"')" \
	"3 centre 中心 $first wrong"
is 'the log has it' "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $two
	AND verb = 'refuse-share' AND body LIKE '%\"position\":3,\"bids\":[$first]%'")" 1
share "$two" centre '.shares[0].share |= (if .[0:1] == "0" then "1" else "0" end) + .[1:]'
call GET "$e/trades/$two/shares/faults"
is 'once, however often he tries'	"$(json '.items|length')" 1
share "$two" centre
is 'he may give the right one'		"$status $(json .released)" '200 1'
is 'the event names the bids' "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE trade = $two
	AND verb = 'release' AND body LIKE '%\"position\":3,\"bids\":[$first,%\"unusable\":[]%'")" 1
share "$two" centre
is 'but not twice'			"$status $(json .code)" '409 E_EXISTS'
share "$two" owner
settle
is 'two of five are not enough'		"$(settled_stage "$two")" $OPENING
share "$two" supervisor2
eventually 'three are, though two never came'	stage_is "$two" $EVALUATION
is 'all is read'			"$(causes "$two")" '1700000001 1700000002 1700000003'
as delegate
call POST "$e/trades/$two/shares" "{\"shares\":[{\"bid\":$first}]}"
is 'a share that comes later is not taken' "$status $(sql "SELECT COUNT(*) FROM ggzy_trade.share
	WHERE trade = $two")" '409 9'
like 'the notice names the wrong share'	"$(sql "SELECT body FROM ggzy_service.notice
	WHERE trade = $two AND type = 'GC08'")" "第 3 位受托人（交易中心）对投标 $first：提交过与承诺不符的份额"

# -- either, and a trustee who says that he cannot
unlock "$three" 1
second=$(sql "SELECT MIN(id) + 1 FROM ggzy_trade.bid WHERE trade = $three")
share "$three" centre "del(.shares[] | select(.bid == $second) | .share)"
is 'a trustee may say that a share does not unwrap' "$status" 200
as ''
call GET "$e/trades/$three/shares/faults"
is 'which everybody sees'		"$(json '.items[] | "\(.side) \(.bid) \(.kind)"')" "centre $second unusable"
share "$three" supervisor
is 'the opening does not pass over the bid' "$status $(settled_stage "$three")" "200 $OPENING"
share "$three" owner
eventually 'the third trustee opens it'	stage_is "$three" $EVALUATION
is 'so that one alone spoils nothing'	"$(causes "$three")" '1700000001 1700000002 1700000003'

# -- trustees who say that they cannot, and are fewer than open
fifth=$(sql "SELECT MIN(id) FROM ggzy_trade.bid WHERE trade = $five")
without() { # BID..: of the five
	printf 'del(.shares[] | select(.bid | IN(%s)) | .share)' "$(echo "$*" | tr ' ' ,)"
}
share "$five" owner
share "$five" delegate "$(without $((fifth + 2)))"
share "$five" centre "$(without $((fifth + 1)) $((fifth + 2)))"
share "$five" supervisor "$(without $((fifth + 1)) $((fifth + 2)))"
eventually 'when all have given all is read'	stage_is "$five" $EVALUATION
is 'two of four do not say a bid is spoilt where three open it, three do' "$(causes "$five")" \
	'1700000001 other:部分受托人称份额不能用，其余的份额不够 bidder:密钥份额没有按要求加密给受托人'
like 'which the notice says'		"$(sql "SELECT body FROM ggzy_service.notice
	WHERE trade = $five AND type = 'GC08'")" \
	'视为撤回其投标文件：部分受托人称份额不能用'

# -- the time passes
third=$(sql "SELECT MAX(id) FROM ggzy_trade.bid WHERE trade = $four")
share "$four" centre "del(.shares[] | select(.bid == $third) | .share)"
share "$four" supervisor "del(.shares[] | select(.bid == $third) | .share)"
unlock "$four" 1
settle
is 'for a bid nobody opened its bidder has time' "$(settled_stage "$four")" $OPENING
shift_time 61m
is 'until the end'			"$(settled_stage "$four") $(settled_stage "$one")" "$EVALUATION $EVALUATION"
is 'what two trustees cannot unwrap the bidder wrapped wrongly' "$(causes "$four")" \
	'1700000001 1700000002 bidder:密钥份额没有按要求加密给受托人'
is 'a bidder who did not come'		"$(causes "$one")" \
	'1700000001 1700000002 bidder:投标人没有在规定时间内解密'
like 'withdrew his bid by law'		"$(sql "SELECT body FROM ggzy_service.notice
	WHERE trade = $one AND type = 'GC08'")" \
	'《电子招标投标办法》（八部委令第20号）第三十一条因投标人原因，视为撤销其投标文件：投标人没有在规定时间内解密'

# -- once
for t in $one $two $three $four $five; do
	is "trade $t was opened once" "$(events "$t" open) $(sql "SELECT COUNT(*), COUNT(DISTINCT bid)
		FROM ggzy_trade.opening WHERE trade = $t")" '1 3	3'
done
# the record whose digest the log has, told again from what everybody gets
as ''
call GET "$e/trades/$three/opening"
must owner GET "$e/trades/$three"
deal=$(json .deal_code) deadline=$(json .deadline)
call GET "$e/trades/$three/opening"
json '.items' >"$tmp/items"
record=$(jq -c --arg trade "$deal" --arg deadline "$deadline" '{trade: $trade,
	deadline: $deadline, at: .[0].at, lines: map({bid, envelope, bidder,
	credit_code, opened, cause, withdrawal, price, price_text, duration_days,
	quality, manager, digest, media, name})}' "$tmp/items" | tr -d '\n' |
	sha256sum | cut -c1-64)
is 'the log has the digest of the record' "$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE trade = $three AND verb = 'open' AND body LIKE '%\"record\":\"$record\"%'")" 1
is 'and the sealed file of each bid'	"$(sql "SELECT COUNT(*) FROM ggzy_core.event v
	JOIN ggzy_trade.bid b ON b.trade = v.trade WHERE v.trade = $three
	AND v.verb = 'open' AND v.body LIKE CONCAT('%\"envelope\":\"', b.digest, '\"%')")" 3

# -- what a worker may write
denied() { # STATEMENT
	mariadb --no-defaults -S "$GGZY_DB_SOCKET" -u ggzy_engineering \
		-p"$(cat "$GGZY_VAR/secrets/ggzy_engineering.db")" \
		-e "$1" 2>&1 | grep -c denied
}
is 'no worker changes a share'		"$(denied "UPDATE ggzy_engineering.share SET share = ''")" 1
is 'or takes one away'			"$(denied 'DELETE FROM ggzy_engineering.share')" 1
is 'or gives a trustee another key'	"$(denied 'UPDATE ggzy_engineering.trustee SET account_key = 1')" 1
is 'or changes what was opened'		"$(denied 'UPDATE ggzy_engineering.opening SET price = 1')" 1
