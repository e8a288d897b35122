#!/bin/sh
# Accounts: registration, log-in, sessions, keys, roles, experts.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/people.sh"
start
plan 129
a=anna$$ b=bema$$ s=/api/service

# -- registration
register "$a"
a_code=$code
is 'a new subject is in at once'	"$(call GET $s/me; json .login)" "$a"
is 'and may bid anywhere'		"$(json '.roles[0]|"\(.role) \(.region)"')" 'bidder 0'
is 'in its own name'			"$(json .credit_code)" "$a_code"
as ''
call POST $s/register "$(jq -nc --arg c "$a_code" --arg p "$password" '{
	credit_code: $c, company: "冒名有限公司", region: 540100, contact: "丁",
	phone: "13900000000", login: "second'$$'", password: $p}')"
is 'the same subject does not register twice'	"$status $(json .code)" '409 E_EXISTS'
like 'and is told who may add accounts'	"$(json .detail)" '已有的账号'
new_credit_code
for company in '两行公司
投标报价：0.01 元' "倒写公司$(printf '\342\200\256')"; do
	call POST $s/register "$(jq -nc --arg c "$code" --arg n "$company" \
		--arg p "$password" '{credit_code: $c, company: $n, region: 540100,
		contact: "丁", phone: "13900000000", login: "line'$$'", password: $p}')"
	is 'a name stands in one line, as it is read' \
		"$status $(json '.fields|keys|join(" ")')" '422 company'
done
call POST $s/register '{"credit_code":"91540000000000000A","company":"x","region":999998,
	"login":"A B","password":"short","colour":"red"}'
is 'bad fields are refused'		"$status $(json .code)" '422 E_FIELD'
is 'and all of them are named'		"$(json '.fields|keys|join(" ")')" \
	'colour company contact phone'
new_credit_code
call POST $s/register "$(jq -nc --arg c "${code%?}-" '{credit_code: $c,
	company: "格式有限公司", region: 999998, contact: "丁", phone: "13900000000",
	login: "c'$$'", password: "alllowercase"}')"
is 'a wrong credit code and a weak password too' \
	"$(json '.fields|keys|join(" ")')" 'credit_code password'
call POST $s/register "$(jq -nc --arg c "$code" --arg p "$password" '{credit_code: $c,
	company: "地区有限公司", region: 999998, contact: "丁", phone: "13900000000",
	login: "c'$$'", password: $p}')"
is 'and a region that does not exist'	"$(json '.fields|keys|join(" ")')" region
as "$a"
call POST $s/accounts "$(jq -nc --arg p "$password" '{name: "卓玛",
	phone: "13900000001", login: "'"$b"'", password: $p}')"
is 'its own account adds a colleague'	"$status $(json .credit_code)" "201 $a_code"
call POST $s/accounts "$(jq -nc --arg p "$password" '{name: "卓玛",
	phone: "13900000001", login: "'"$b"'", password: $p}')"
is 'a name that is taken is refused'	"$status" 409
as ''
call POST $s/accounts '{}'
is 'strangers add none'			"$status $(json .code)" '401 E_LOGIN'

# -- log-in
login "$b" "$password"
is 'the colleague logs in'		"$(call GET $s/me; json .name)" 卓玛
like 'the cookie is for the server alone' \
	"$(login "$b" "$password"; header Set-Cookie)" \
	'^ggzy=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$'
is 'the table keeps no token'		"$(sql "SELECT COUNT(*) FROM ggzy_core.session
	WHERE HEX(token) = HEX('$(header Set-Cookie | sed 's/^ggzy=//; s/;.*//')')")" 0
like 'nor a password'			"$(sql "SELECT password FROM ggzy_core.account
	WHERE login = '$b'")" '^\$argon2id\$v=19\$m=65536,t=2,p=1\$'
as ''
call POST $s/login "{\"login\":\"$b\",\"password\":\"wrong\"}"
wrong="$status $(json 'del(.request)|tojson')"
call POST $s/login "{\"login\":\"nobody$$\",\"password\":\"wrong\"}"
is 'who does not exist is answered like who mistyped' \
	"$status $(json 'del(.request)|tojson')" "$wrong"
call POST $s/login "{\"login\":\"$(echo "$b" | tr a-z A-Z)\",\"password\":\"$password\"}"
is 'capitals do not matter'		"$status" 200

# Origin: what other pages make a browser send
bare() {
	status=$(curl -s -o "$tmp/body" -w '%{http_code}' -b "$tmp/jar.$b" \
		-H 'Content-Type: application/json' "$@" "$GGZY_URL$s/logout")
	body=$(cat "$tmp/body")
}
bare -X POST -H 'Origin: https://evil.example'
is 'another origin is refused'		"$status $(json .code)" '403 E_ORIGIN'
bare -X POST
is 'no origin is refused'		"$status $(json .code)" '403 E_ORIGIN'
bare -X POST -H "Origin: $GGZY_URL.evil.example"
is 'a longer origin is refused'		"$status $(json .code)" '403 E_ORIGIN'
as "$b"
call GET $s/me
is 'and the session lives'		"$status" 200

# -- sessions
cp "$tmp/jar.$b" "$tmp/jar.old$$"
login "$b" "$password"
call GET $s/sessions
is 'one session is this one'		"$(json '[.items[]|select(.current)]|length')" 1
old=$(json '[.items[]|select(.current|not)][0].id')
call POST "$s/sessions/$old/revoke"
is 'another one is ended'		"$status" 200
call POST "$s/sessions/0123456789abcdef/revoke"
is 'an unknown one is not found'	"$status" 404
as "$a"
call GET $s/sessions
mine=$(json '.items[0].id')
as "$b"
call POST "$s/sessions/$mine/revoke"
is "nor is another's"			"$status" 404
cp "$tmp/jar.$b" "$tmp/jar.copy$$"
call POST $s/logout
is 'logging out works'			"$status" 200
like 'and takes the cookie away'	"$(header Set-Cookie)" '^ggzy=; .*Max-Age=0'
as "copy$$"
call GET $s/me
is 'the session is dead after it'	"$status" 401
sed 's/ggzy.*/ggzy	AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/' "$tmp/jar.$a" \
	>"$tmp/jar.$b"
login "$b" "$password"
is 'a cookie brought along is not taken' \
	"$(grep -c AAAAAAAAAAAAAAAAAAAA "$tmp/jar.$b")" 0

# -- password
cp "$tmp/jar.$b" "$tmp/jar.copy$$"
as "$b"
call POST $s/password '{"old":"not-it-1A","new":"Another-1234"}'
is 'the old password is asked'		"$status $(json .code)" '401 E_PASSWORD'
call POST $s/password "{\"old\":\"$password\",\"new\":\"weak\"}"
is 'a weak one is refused'		"$(json '.fields|keys|join(" ")')" new
call POST $s/password "{\"old\":\"$password\",\"new\":\"Another-1234\"}"
is 'a good one is taken'		"$status" 200
call GET $s/me
is 'the session goes on under a new cookie'	"$status" 200
as "copy$$"
call GET $s/me
is 'and every other one is dead'	"$status" 401
sql "UPDATE ggzy_core.session SET seen_at = seen_at - 100 * 86400000 WHERE account =
	(SELECT id FROM ggzy_core.account WHERE login = '$b')"
as "$b"
call GET $s/me
is 'a session long unused is dead'	"$status" 401
login "$b" Another-1234
sql "UPDATE ggzy_core.session SET expires_at = 1 WHERE account =
	(SELECT id FROM ggzy_core.account WHERE login = '$b')"
call GET $s/me
is 'and so is one beyond its day'	"$status" 401

# -- throttle
login "$b" Another-1234
as ''
for i in 1 2 3 4 5; do
	call POST $s/login "{\"login\":\"$b\",\"password\":\"wrong$i\"}"
done
is 'five failures are heard out'	"$status $(json .code)" '401 E_PASSWORD'
call POST $s/login "{\"login\":\"$b\",\"password\":\"Another-1234\"}"
is 'then even the right password waits'	"$status $(json .code)" '429 E_THROTTLE'
for i in 1 2 3 4 5 6; do
	call POST $s/login "{\"login\":\"ghost$$\",\"password\":\"wrong$i\"}"
done
is 'a name that does not exist waits too' "$status $(json .code)" '429 E_THROTTLE'
as "$b"
call GET $s/me
is 'who is logged in stays'		"$status" 200
sql "UPDATE ggzy_core.throttle SET until_ms = until_ms - 3600001"
as ''
call POST $s/login "{\"login\":\"$b\",\"password\":\"Another-1234\"}"
is 'waiting helps'			"$status" 200
is 'success forgets'			"$(sql "SELECT COUNT(*) FROM ggzy_core.throttle
	WHERE name LIKE 'at:% $b'")" 0
sql "DELETE FROM ggzy_core.throttle"

# -- keys
as "$a"
openssl ecparam -name prime256v1 -genkey -noout 2>/dev/null |
	openssl ec -pubout -outform DER 2>/dev/null >"$tmp/key.der"
point() { tail -c 64 "$tmp/key.der" | $1 -c 32 | base64 | tr '+/' '-_' | tr -d '=\n'; }
x=$(point head) y=$(point tail)
call POST $s/keys "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"$x\",\"y\":\"$y\"}"
is 'a public key is registered'		"$status" 201
is 'under its RFC 7638 thumbprint'	"$(json .thumbprint)" \
	"$(printf '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' "$x" "$y" |
		openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=\n')"
a_key=$(json .id) a_print=$(json .thumbprint)
call POST $s/keys "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"$x\",\"y\":\"$y\",\"d\":\"$x\"}"
is 'a private one is refused'		"$(json '.fields|keys|join(" ")')" d
call POST $s/keys "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"$y\",\"y\":\"$x\"}"
is 'and a point beside the curve'	"$(json '.fields|keys|join(" ")')" x
login "$b" Another-1234
for want in '201 null' '409 E_EXISTS'; do
	call POST $s/keys "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"$x\",\"y\":\"$y\"}"
	is 'nobody occupies a key, everybody registers it once' "$status $(json .code)" "$want"
done
call POST "$s/keys/$a_key/revoke"
is "another's key is not found"		"$status" 404
as "$a"
call POST "$s/keys/$a_key/revoke"
is 'my own ends'			"$status" 200
is 'the log names it as when it came'	"$(sql "SELECT COUNT(DISTINCT verb)
	FROM ggzy_core.event WHERE verb IN ('key-add', 'key-revoke')
	AND JSON_VALUE(body, '\$.detail.thumbprint') = '$a_print'")" 2
call GET $s/keys
is 'and shows when'			"$(json '.items[0].revoked_at != null')" true

# -- roles
as "$a"
call GET $s/accounts
is 'only the security administrator lists accounts' "$status $(json .code)" '403 E_ROLE'
grant "$a" owner 540100
is 'who makes an owner'			"$status $(json '[.roles[].role]|join(" ")')" \
	'200 bidder owner'
as "$a"
call GET $s/me
is 'that account logs in anew'		"$status" 401
login "$a" "$password"
is 'and is one, there'			"$(call GET $s/me
	json '[.roles[]|"\(.role)@\(.region)"]|join(" ")')" 'owner@540100 bidder@0'
for role in supervisor centre; do
	grant "$a" "$role" 540000
	is "an owner becomes no $role"	"$status $(json .code)" '409 E_STATE'
done
for role in admin security auditor; do
	grant "$a" "$role" 540000
	is "over the network nobody becomes $role" "$status $(json .code)" '403 E_ROLE'
	like "nor on the machine who is an owner" "$(ctl account role add "$a" "$role" 2>&1)" E_STATE
done
grant "$a" expert 540000
is 'nor expert by this way'		"$status" 422
grant "$security" centre 540000
is 'administrators do not promote themselves' "$status $(json .code)" '409 E_STATE'
for role in supervisor centre admin auditor; do
	printf '%s\n' "$password" | ctl account add --login "$role$$" --name "$role" \
		--password-stdin --role "$role"
done >"$tmp/staff" 2>&1
grant "supervisor$$" centre 540000
is 'supervision never operates'		"$status $(json .code)" '409 E_STATE'
like 'and the three administrators exclude one another' \
	"$(ctl account role add "admin$$" auditor 2>&1)" E_STATE
call POST "$s/accounts/$(account_of "auditor$$")/roles/revoke" \
	'{"role":"auditor","region":540000}'
is 'none is dismissed over the network'	"$status $(json .code)" '403 E_ROLE'
login "auditor$$" "$password"
ok 'but on the machine'			ctl account role remove "auditor$$" auditor:540000
call GET $s/me
is 'where he is out'			"$status" 401
like 'once'				"$(ctl account role remove "auditor$$" auditor 2>&1)" E_NOTFOUND
ok 'and appointed again'		ctl account role add "auditor$$" auditor:540000
login "auditor$$" "$password"
is 'there'				"$(call GET $s/me
	json '[.roles[]|"\(.role)@\(.region)"]|join(" ")')" auditor@540000
like 'only in a region that exists'	"$(ctl account role add "admin$$" admin:540199 2>&1)" '没有区划'
for what in 'role add clock centre' 'role remove clock system:0' 'reset --reason 试验 clock'; do
	like "nobody does: account $what"	"$(ctl account $what 2>&1)" 'E_NOTFOUND|E_FIELD'
done
administrator
clock=$(sql "SELECT id FROM ggzy_core.account WHERE login = 'clock'")
call GET "$s/accounts?login=clock"
is "the platform's own account is in no list" "$(json '.items|length')" 0
call GET "$s/accounts/$clock"
is 'nor is it shown'			"$status" 404
for what in lock unlock password/reset factor/reset; do
	call POST "$s/accounts/$clock/$what" '{"reason":"试验"}'
	is "nor is there any $what of it"	"$status $(json .code)" '404 E_NOTFOUND'
done
for what in roles roles/revoke; do
	call POST "$s/accounts/$clock/$what" '{"role":"centre","region":540000}'
	is "nor $what"			"$status $(json .code)" '404 E_NOTFOUND'
done
is 'no password fits it'		"$(sql "SELECT password, status FROM
	ggzy_core.account WHERE login = 'clock'")" '!	active'
id=$(account_of "$a")
call POST "$s/accounts/$id/roles/revoke" '{"role":"owner","region":540100}'
is 'a role is taken back'		"$status $(json '[.roles[].role]|join(" ")')" \
	'200 bidder'
call POST "$s/accounts/$id/roles/revoke" '{"role":"owner","region":540100}'
is 'once'				"$status" 404
call POST "$s/accounts/$id/lock" '{"reason":"试验"}'
as "$a"
call GET $s/me
is 'a locked account is out at once'	"$status" 401
as ''
call POST $s/login "{\"login\":\"$a\",\"password\":\"$password\"}"
is 'and is answered like a mistyped password' "$status $(json .code)" '401 E_PASSWORD'
administrator
call POST "$s/accounts/$id/unlock" '{"reason":"试验完毕"}'
is 'until it is unlocked'		"$status" 200

# -- who administers whose account
staff() { # LOGIN ROLE
	printf '%s\n' "$password" | ctl account add --login "$1" --name 试验 \
		--password-stdin --role "$2" >"$tmp/staff" 2>&1 ||
		diag "$(cat "$tmp/staff")"
}
number() {
	sql "SELECT id FROM ggzy_core.account WHERE login = '$1'"
}
staff "county$$" security:540121
staff "city$$" security:540100
staff "clerk$$" centre:540121
staff "above$$" centre:540100
staff "whole$$" centre:0
county_has() { # ACCOUNT WANTED: all that can be done to it
	for what in lock unlock password/reset factor/reset; do
		call POST "$s/accounts/$(number "$1")/$what" '{"reason":"试验"}'
		is "$what of $1, from the county" "$status $(json .code)" "$2"
	done
	call GET "$s/accounts/$(number "$1")"
	is "$1, from the county"	"$status $(json .code)" "$2"
	call GET "$s/accounts?login=$1"
	is "$1 is not in its list"	"$(json '.items|length')" 0
}
login "county$$" "$password"
for who in "above$$" "whole$$" "$a"; do
	county_has "$who" '403 E_ROLE'
done
call GET "$s/accounts?limit=100"
is "the county's list has its own"	"$(json '[.items[].login|select(endswith("'$$'"))]|join(" ")')" \
	"county$$ clerk$$"
call GET "$s/accounts/$(number "clerk$$")"
is 'who are shown'			"$status" 200
for what in lock unlock password/reset; do
	call POST "$s/accounts/$(number "clerk$$")/$what" '{"reason":"试验"}'
	is "$what of the county's own"	"$status" 200
done
sql "UPDATE ggzy_subject.subject SET region = 540121 WHERE credit_code = '$a_code'"
call POST "$s/accounts/$(number "$a")/lock" '{"reason":"试验"}'
is 'a bidder belongs to where his company sits' "$status" 200
administrator
call POST "$s/accounts/$(number "$a")/roles" '{"role":"owner","region":540102}'
as "county$$"
call POST "$s/accounts/$(number "$a")/unlock" '{"reason":"试验"}'
is 'with every one of his roles'	"$status $(json .code)" '403 E_ROLE'
login "city$$" "$password"
call POST "$s/accounts/$(number "$a")/unlock" '{"reason":"试验"}'
is 'else to the city'			"$status" 200
sql "UPDATE ggzy_subject.subject SET region = 0 WHERE credit_code = '$a_code'"
call POST "$s/accounts/$(number "$a")/lock" '{"reason":"试验"}'
is 'from nowhere he is not the city'"'s" "$status $(json .code)" '403 E_ROLE'
administrator
call POST "$s/accounts/$(number "$a")/lock" '{"reason":"试验"}'
is "but the province's"			"$status" 200
call POST "$s/accounts/$(number "$a")/unlock" '{"reason":"试验"}'
sql "UPDATE ggzy_subject.subject SET region = 540100 WHERE credit_code = '$a_code'"
call POST "$s/accounts/$(number "whole$$")/lock" '{"reason":"试验"}'
is 'who works for all is above the province' "$status $(json .code)" '403 E_ROLE'

# -- experts
new_resident_id
login "centre$$" "$password"
expert() {
	jq -nc --arg r "$resident" --arg p "$password" --arg c "$a_code" \
		--arg l "$1" --arg k "$2" '{login: $l, password: $p, name: "次仁",
		resident_id: $r, phone: "13900000002", region: 540100,
		title: "高级工程师", years: 12, classes: [$k],
		avoid: [{subject: $c, reason: "曾任职"}]}'
}
call POST $s/experts "$(expert "expert$$" NONE)"
is 'a class nobody has is refused'	"$(json '.fields|keys|join(" ")')" classes
call POST $s/experts "$(expert "expert$$" A0101)"
is 'the centre enters an expert'	"$status" 201
call GET "$s/experts?class=A0101&region=540000&limit=100"
is 'with his birthday covered'		"$(json ".items[]|select(.account ==
	$(sql "SELECT id FROM ggzy_core.account WHERE login = 'expert$$'"))|.resident_id" |
	cut -c7-14)" '********'
call POST $s/experts "$(expert "again$$" A0101)"
is 'nobody is in twice'			"$status $(json .code)" '409 E_EXISTS'

# -- every change left its event
is 'everything is in the log'		"$(sql "SELECT GROUP_CONCAT(DISTINCT verb ORDER BY verb)
	FROM ggzy_core.event WHERE module = 'service' AND verb IN ('register', 'login',
	'logout', 'login-refused', 'password', 'key-add', 'key-revoke', 'role-grant',
	'role-revoke', 'account-lock', 'account-unlock', 'account-add', 'expert-add',
	'session-revoke')")" \
	account-add,account-lock,account-unlock,expert-add,key-add,key-revoke,login,login-refused,logout,password,register,role-grant,role-revoke,session-revoke
