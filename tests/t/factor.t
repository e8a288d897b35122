#!/bin/sh
# Accounts by 等保三级: second factor, first change, age and history of
# passwords, locks and who is not shut out by them, the idle end.  The codes
# are made by the openssl program.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/people.sh"
. "$top/tests/certs.sh"
start_private
plan 101
s=/api/service
new1='Potala-1645-a' new2='Norbulingka-1755'

# SECRET [OFFSET]: the code of this step, or of one so many steps off.
totp() {
	mac=$(printf "$(awk -v t="$(($(date +%s) / 30 + ${2:-0}))" 'BEGIN {
		for (i = 7; i >= 0; i--)
			printf "\\%03o", int(t / 256 ^ i) % 256 }')" |
		openssl dgst -sha1 -mac HMAC -macopt "hexkey:$(printf %s "$1" |
			base32 -d | od -An -v -tx1 | tr -d ' \n')" -r |
		cut -c1-40)
	at=$((2 * 0x$(printf %s "$mac" | cut -c40)))
	printf '%06d' $(((0x$(printf %s "$mac" | cut -c$((at + 1))-$((at + 8))) \
		& 0x7fffffff) % 1000000))
}

# LOGIN PASSWORD [CODE]: a log-in of $user by hand; FROM: the client's address.
enter() {
	send POST $s/login ${from:+--interface "$from"} --data-binary "$(jq -nc \
		--arg login "$1" --arg password "$2" --arg code "${3-}" \
		'{$login, $password} + if $code == "" then {} else {$code} end')"
}

came() {
	is "$1" "$status $(json .code)" "$2"
}

pending() {
	json '.pending|join(" ")'
}

account() { # LOGIN ROLE [ARGS]
	login=$1 role=$2
	shift 2
	printf '%s\n' "$password" | ctl account add --login "$login" --name 试验 \
		--password-stdin --role "$role" "$@" >"$tmp/account" 2>&1 ||
		bail "$(cat "$tmp/account")"
}

number() {
	sql "SELECT id FROM ggzy_core.account WHERE login = '$1'"
}

unused() { # LOGIN: as if no code had been used
	sql "UPDATE ggzy_core.account_factor SET step = 0
		WHERE account = $(number "$1")"
}

# -- the policy
like 'the rules are rows with their source' "$(ctl account policy | grep '^login-failures')" \
	' 5 次.*GB/T 22239-2019 8.1.4.1'
like 'a rehearsal asks for no second factor' "$(ctl account policy | grep '^staff-factor')" ' off '
account centre centre:540000
user=centre
enter centre "$password"
came 'so that staff log in by password'	'200 null'
is 'with nothing to do first'		"$(pending)" ''
ok 'unless the administrator wants it'	ctl account policy staff-factor on
ok 'all of it'				ctl account policy password-age 90
like 'not what is no number'		"$(ctl account policy password-age soon 2>&1)" '值不对'
like 'nor a rule there is not'		"$(ctl account policy colour 1 2>&1)" '没有参数'
is 'each change is a public event' "$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb = 'account-policy' AND public")" 2

# -- the first log-in of an account made by another
account clerk centre:540000 --must-change
user=clerk
enter clerk "$password"
came 'the first log-in succeeds'	'200 null'
is 'and says what is to be done first'	"$(pending)" 'password factor'
call GET $s/me
is 'which /me says too'			"$(pending)" 'password factor'
for path in $s/experts $s/sessions /api/engineering/my/projects; do
	call GET $path
	came "nothing else: not $path"	'403 E_PENDING'
done
printf x >"$tmp/x"
upload /api/engineering/trades/1/bids "$tmp/x"
came 'not an upload'			'403 E_PENDING'
call GET $s/notices
is 'what is public stays public'	"$status" 200
change() {
	call POST $s/password "$(jq -nc --arg old "$1" --arg new "$2" '{$old, $new}')"
}
change "$password" short1A
is 'the new one is long enough'		"$status $(json .fields.new)" '422 口令至少 8 位'
change "$password" alllowercase
is 'of three classes'			"$status" 422
change "$password" "$password"
is 'and new'				"$status" 422
change "$password" "$new1"
is 'then it is taken'			"$status" 200
call GET $s/me
is 'and one thing is left'		"$(pending)" factor
call GET $s/experts
came 'without which it does not go on'	'403 E_PENDING'

# -- enrolling
call GET $s/factor
is 'codes are wanted'			"$(json '"\(.required) \(.enrolled)"')" 'true false'
call POST $s/factor '{"password":"not-it-1A"}'
came 'who enrols shows the password'	'401 E_PASSWORD'
call POST $s/factor "{\"password\":\"$new1\"}"
secret=$(json .secret)
like 'and gets a secret'		"$secret" '^[A-Z2-7]{32}$'
like 'also for a telephone'		"$(json .uri)" \
	"^otpauth://totp/[^:]*:clerk\\?secret=$secret&issuer=.*&algorithm=SHA1&digits=6&period=30\$"
is 'which the database does not show' "$(sql "SELECT COUNT(*) FROM ggzy_core.account_factor
	WHERE HEX(next_secret) LIKE '%$(printf %s "$secret" | base32 -d |
	od -An -v -tx1 | tr -d ' \n')%'")" 0
is 'nor the store of replies' "$(sql "SELECT COUNT(*) FROM ggzy_core.idempotency
	WHERE reply LIKE '%$secret%'")" 0
is 'its key is for its owner alone'	"$(stat -c %a "$GGZY_VAR/keys/factor.key")" 600
call POST $s/factor/confirm '{"code":"000000"}'
is 'a wrong code confirms nothing'	"$status $(json '.fields|keys[0]')" '422 code'
cp "$tmp/jar.clerk" "$tmp/jar.before"
call POST $s/factor/confirm "{\"code\":\"$(totp "$secret")\"}"
is 'the first right one does'		"$status" 200
call GET $s/experts
is 'and nothing is left to do'		"$status" 200
as before
call GET $s/me
is 'the session before it is dead'	"$status" 401

# -- the second factor at the log-in
as ''
enter clerk "$new1"
came 'without a code it is asked for'	'401 E_FACTOR'
enter clerk "$password"
came 'of who knows the password'	'401 E_PASSWORD'
wrong=$(json 'del(.request)|tojson')
enter clerk "$new1" 123456x
is 'a wrong code is answered like a wrong password' \
	"$(json 'del(.request)|tojson')" "$wrong"
enter clerk "$password" "$(totp "$secret" 1)"
is 'and so is a wrong password with the right code' \
	"$(json 'del(.request)|tojson')" "$wrong"
user=clerk
enter clerk "$new1" "$(totp "$secret" -3)"
came 'an old code is wrong'		'401 E_PASSWORD'
sql "DELETE FROM ggzy_core.throttle"
code=$(totp "$secret" 1)
enter clerk "$new1" "$code"
came 'the next one is right'		'200 null'
as ''
enter clerk "$new1" "$code"
came 'once'				'401 E_PASSWORD'
enter clerk "$new1" "$(totp "$secret")"
came 'nor is an earlier one good after it' '401 E_PASSWORD'
unused clerk
code=$(totp "$secret")
for i in 1 2 3 4; do
	curl -s -o /dev/null -w '%{http_code}\n' -H "Origin: $GGZY_URL" \
		-H 'Content-Type: application/json' --data-binary "$(jq -nc \
		--arg c "$code" --arg p "$new1" '{login: "clerk", password: $p,
		code: $c}')" "$GGZY_URL$s/login" >"$tmp/at.$i" &
	wait_for="${wait_for-} $!"
done
# shellcheck disable=SC2086 # process ids
wait $wait_for
is 'of four at the same time one'	"$(cat "$tmp"/at.? | grep -c 200)" 1
sql "DELETE FROM ggzy_core.throttle"

# -- five failures
for i in 1 2 3 4 5; do
	enter clerk "$new1" 000000
done
came 'five failures are heard out'	'401 E_PASSWORD'
unused clerk
enter clerk "$new1" "$(totp "$secret")"
came 'then the account is locked'	'429 E_THROTTLE'
like 'for half an hour'			"$(json .detail)" ' (179[0-9]|1800) 秒'
is 'which is an event'			"$(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb = 'login-locked' AND body LIKE '%\"account\":$(number clerk),%'")" 1
ok 'who looks after accounts'		ctl account policy staff-factor off
administrator
call GET "$s/accounts/$(number clerk)"
like 'sees it'				"$(json '"\(.locked_until) \(.factor)"')" '^20.* true$'
call POST "$s/accounts/$(number clerk)/unlock" '{"reason":"本人来电"}'
is 'and unlocks it'			"$status $(json .locked_until)" '200 null'
call POST "$s/accounts/$(number clerk)/unlock" '{"reason":"本人来电"}'
came 'once'				'409 E_STATE'
is 'with an event' "$(sql "SELECT COUNT(*) FROM ggzy_core.event WHERE verb = 'account-unlock'")" 1
user=clerk
enter clerk "$new1" "$(totp "$secret")"
came 'and the person is in'		'200 null'

# -- nobody is shut out by a stranger
register rival
as ''
for i in 2 3 4 5 6; do
	from=127.0.0.$i enter rival wrong-Pass-1
done
from=127.0.0.7 enter rival "$password"
came 'five failures anywhere lock the account' '429 E_THROTTLE'
from=127.0.0.7 enter ghost wrong-Pass-1
came 'what is not there is not locked yet' '401 E_PASSWORD'
for i in 2 3 4 5 6; do
	from=127.0.0.$i enter ghost wrong-Pass-1
done
came 'but in the same way'		'429 E_THROTTLE'
user=rival
enter rival "$password"
came 'but not where it has logged in before' '200 null'
sql "UPDATE ggzy_core.throttle SET until_ms = until_ms - 1800001"
from=127.0.0.7 enter rival "$password"
came 'after half an hour it is over'	'200 null'

# -- passwords do not come back
user=rival
enter rival "$password"
for i in 1 2 3 4 5; do
	change "$(test $i = 1 && echo "$password" || echo "Lhasa-365$((i - 1))x")" "Lhasa-365${i}x"
done
is 'a password is changed again and again' "$status" 200
change Lhasa-3655x Lhasa-3651x
is 'but to none of the last five'	"$status $(json .fields.new)" '422 不能与最近 5 次用过的口令相同'
change Lhasa-3655x "$password"
is 'the one before them may come back'	"$status" 200

# -- nor stay for ever
sql "UPDATE ggzy_core.account SET password_at = password_at - 89 * 86400000 WHERE login = 'rival'"
enter rival "$password"
is 'a password of 89 days is good'	"$(pending)" ''
sql "UPDATE ggzy_core.account SET password_at = password_at - 86400000 WHERE login = 'rival'"
enter rival "$password"
is 'one of 90 has to be changed'	"$(pending)" password
call GET /api/engineering/my/projects
came 'before anything else'		'403 E_PENDING'
change "$password" "$new2"
call GET /api/engineering/my/projects
is 'and then all goes on'		"$status" 200

# -- the idle end
idle() { # MINUTES: every session unused so long
	sql "UPDATE ggzy_core.session SET seen_at = (SELECT real_ms - $1 * 60000
		FROM ggzy_core.instant)"
	call GET $s/me
}
idle 16
is 'a bidder may think for 16 minutes'	"$status" 200
idle 31
is 'not for 31'				"$status" 401
user=clerk
unused clerk
enter clerk "$new1" "$(totp "$secret")"
idle 14
is 'staff for 14'			"$status" 200
idle 16
is 'and no longer'			"$status" 401

# -- who lost the telephone
login "$security" "$password"
call POST "$s/accounts/$(number "$security")/factor/reset" '{"reason":"试验"}'
came 'nobody clears his own'		'409 E_STATE'
account chief admin
sql "INSERT INTO ggzy_core.account_factor SELECT $(number chief), secret, hash,
	next_secret, next_hash, step, confirmed_at FROM ggzy_core.account_factor
	WHERE secret IS NOT NULL LIMIT 1"
call POST "$s/accounts/$(number chief)/factor/reset" '{"reason":"手机丢失"}'
came "nor an administrator's"		'409 E_STATE'
has_factor() {
	sql "SELECT COUNT(*) FROM ggzy_core.account_factor WHERE account = $(number chief)"
}
is 'whose codes stay'			"$(has_factor)" 1
ok 'until the machine clears them'	ctl account reset --reason 手机丢失 --factor chief
is 'with the password'			"$(has_factor) $(sql "SELECT COUNT(*) FROM ggzy_core.event
	WHERE verb = 'factor-reset' AND body LIKE '%chief%'")" '0 1'
call POST "$s/accounts/$(number clerk)/factor/reset" '{"reason":"手机丢失"}'
is 'the security administrator clears it' "$status $(json .factor)" '200 false'
user=clerk
enter clerk "$new1"
came 'and the person enrols anew'	'200 null'

# -- who forgot the password
reset() { # LOGIN
	call POST "$s/accounts/$(number "$1")/password/reset" '{"reason":"忘记口令"}'
}
account keeper auditor
user=rival
enter rival "$new2"
login "$security" "$password"
reset "$security"
came 'nobody resets his own'		'409 E_STATE'
reset keeper
came "nor an administrator's"		'409 E_STATE'
reset rival
is 'others get one from the security administrator' "$status $(json .login)" '200 rival'
once=$(json .password)
user=rival
call GET $s/me
is 'who was logged in is out'		"$status" 401
enter rival "$new2"
came 'the old one is none'		'401 E_PASSWORD'
enter rival "$once"
is 'the new one has to be changed'	"$status $(pending)" '200 password'
call GET /api/engineering/my/projects
came 'before anything is done'		'403 E_PENDING'
change "$once" "$new2"
is 'not back to the one before'		"$status" 422
change "$once" Lhasa-3666x
is 'to another'				"$status" 200
enter rival "$once"
came 'and served once'			'401 E_PASSWORD'
once=$(ctl account reset --reason 忘记口令 keeper)
user=keeper
enter keeper "$once"
like "an administrator's is reset on the machine" "$status $(pending)" '^200 password'
like 'of somebody who is there'		"$(ctl account reset --reason 试验 nobody 2>&1)" E_NOTFOUND
like 'for a reason'			"$(ctl account reset keeper 2>&1)" '用法|--reason'
is 'both are in the log, without the password' "$(sql "SELECT COUNT(*),
	SUM(body LIKE '%忘记口令%'), SUM(body LIKE '%$once%') FROM ggzy_core.event
	WHERE verb = 'password-reset'")" '3	2	0'

# -- a certificate in place of codes
ca_begin "$tmp/ca"
ca_root root p256
leaf staff root p256 "$(sql 'SELECT platform_code FROM ggzy_core.installation')"
ctl ca add --name 试验CA --root "$tmp/ca/root.pem" >"$tmp/add" 2>&1 ||
	diag "$(cat "$tmp/add")"
proof() { # bind|login: what the certificate's key says of a fresh challenge
	call POST $s/challenge
	json . >"$tmp/challenge"
	jq -j ".$1_text" "$tmp/challenge" >"$tmp/text"
	ctl sign --key "$tmp/ca/staff.key" --cert "$tmp/ca/staff.pem" \
		--text "$tmp/text" >"$tmp/proof" 2>&1
	jq -c --rawfile p "$tmp/proof" '($p | split("\n")) as $l |
		{challenge, certificate: $l[0], signature: $l[1]}' "$tmp/challenge"
}
ctl account policy staff-factor on
account staff centre:540000
user=staff
enter staff "$password"
is 'who has no codes yet'		"$(pending)" factor
call POST $s/certificates "$(proof bind)"
is 'may bind a certificate instead'	"$status $(json .code)" "201 $(sql 'SELECT platform_code FROM ggzy_core.installation')"
as ''
for i in 2 3 4 5 6; do
	from=127.0.0.$i enter staff wrong-Pass-1
done
from=127.0.0.7 enter staff "$password"
came 'while the password is locked'	'429 E_THROTTLE'
user=staff
rm -f "$tmp/jar.staff"
send POST $s/login/certificate --interface 127.0.0.7 --data-binary "$(proof login)"
is 'the certificate lets its owner in'	"$status $(json .login)" '200 staff'
is 'with nothing to do first'		"$(pending)" ''
call GET $s/experts
is 'as if by password and code'		"$status" 200

# -- three administrators, whoever writes the row
account admin admin
like 'the database itself keeps roles apart' "$(sql "INSERT INTO ggzy_core.account_role
	(account, role, region, granted_at) VALUES ($(number admin), 'auditor', 0, 0)")" \
	"'role' cannot be null"
like 'and from changing'		"$(sql "UPDATE ggzy_core.account_role
	SET role = 'auditor' WHERE account = $(number admin)")" "'role' cannot be null"
is 'a region more is no other role' "$(sql "INSERT INTO ggzy_core.account_role
	(account, role, region, granted_at) VALUES ($(number admin), 'admin', 540100, 0)")" ''

# -- a production installation asks for all of it
sql "UPDATE ggzy_core.account_policy SET chosen = NULL;
	UPDATE ggzy_core.installation SET mode = 'production'"
account auditor auditor
user=auditor
enter auditor "$password"
is 'in production, without being told to' "$(pending)" 'password factor'
like 'where no rule is made weaker than its source' \
	"$(ctl account policy password-age 120 2>&1)" '1 到 90 之间'
