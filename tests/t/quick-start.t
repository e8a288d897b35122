#!/bin/sh
# conf/run: start, start again, two side by side, stop; what nginx answers.
. "$(dirname "$0")/../lib.sh"
plan 34

# Processes that have the folder in their command line.
processes() { # DIR
	for p in /proc/[0-9]*; do
		cat "$p/cmdline" 2>/dev/null | tr '\0' ' ' | grep -qF "$1/" &&
			echo "${p#/proc/}"
	done
}

second=$(mktemp -d /tmp/ggzy-s.XXXXXX)
start_private
first=$private
first_url=$GGZY_URL
is 'a request finds the service'	"$(send GET /api/service/readyz; echo "$status")" 200
is 'and the domain worker'		"$(send GET /api/engineering/readyz; echo "$status")" 200
ok 'the platform runs as installed'	ggzyctl -V
like 'every program says its version'	"$(ggzy-clock -V 2>&1)" 'ggzy-clock [0-9]'

is 'also without a configuration'	"$(GGZY_CONF=$tmp/none ggzy-service -V >"$tmp/version"; echo $?)" 0
like 'a command that there is not is named' \
	"$(ggzyctl nosuch 2>&1 | head -n 1)" 'nosuch'
like 'a secret that is not read too'	"$(sed "s,^secrets = .*,secrets = $tmp/none," \
	"$GGZY_CONF" >"$tmp/conf"; ggzy-service -c "$tmp/conf" -t 2>&1)" \
	"path=$tmp/none/ggzy_service.db why=\"No such file"
like 'a second start finds it running' \
	"$(GGZY_VAR=$first "$top/conf/run" start --no-build --no-demo)" 'already running'
refuses() { # ARGS: of another start
	GGZY_VAR=$GGZY_VAR "$top/conf/run" start --no-build --no-demo "$@" \
		>"$tmp/refused" 2>&1 && return 1
	grep -q -e "$refusal" "$tmp/refused"
}
refusal='--speed'
ok 'which takes no option of a start'	refuses --speed 60
refusal='is a rehearsal'
ok 'nor becomes production'		refuses --production
refusal='suite of the installation'
ok 'nor another suite'			refuses --suite sm
ok 'another copy runs beside it'	stack_begin "$second" --witness
stack_use "$second"
ok 'on a port of its own'		test "$GGZY_URL" != "$first_url"
is 'and answers'			"$(send GET /api/service/readyz; echo "$status")" 200
is_witnessed() {
	send GET /api/service/log/head
	test "$(json .witnessed)" = true
}
eventually 'its log has a witness'	is_witnessed
ok 'it stops'				stack_end "$second"
is 'and leaves no process'		"$(processes "$second")" ''
began=$(date +%s)
ok 'it starts as no other kind'	sh -c '! "$@"' - env GGZY_VAR="$second" \
	"$top/conf/run" start --no-build --production
ok 'it starts again on its data'	stack_begin "$second"
# nothing is built or filled anew; the sanitizers double the time
if test "$(cut -d. -f1 /proc/loadavg)" -gt "$(nproc)"; then
	skip 'within ten seconds' 'others keep this machine busy'
else
	ok 'within ten seconds'		test $(($(date +%s) - began)) -le 20
fi
stack_use "$second"
sql 'CREATE TABLE ggzy_core.kept (a INT)' >/dev/null
ok 'and stops again'			stack_end "$second"
stack_begin "$second" >/dev/null 2>&1
is 'what it stored is there'		"$(sql 'SELECT COUNT(*) FROM ggzy_core.kept')" 0
like 'reset stops it'	"$(GGZY_VAR=$second "$top/conf/run" reset --yes)" 'builds anew'
is 'and leaves no file'			"$(ls -d "$second" 2>/dev/null)" ''
is 'nor a process'			"$(processes "$second")" ''

stack_use "$first"
send GET /api/nothing
is 'an unknown interface is not found'	"$status" 404
like 'as a problem'			"$(header Content-Type)" 'application/problem\+json'
send GET /no-such-page
is 'an unknown page is not found'	"$status" 404
like 'every answer forbids scripts of others' \
	"$(header Content-Security-Policy)" "default-src 'none'"
send GET /.hidden
is 'hidden files are not served'	"$status" 404
head -c 1100000 /dev/zero | tr '\0' ' ' >"$tmp/large"
send POST /api/service/login --data-binary "@$tmp/large"
is 'a body over a megabyte is refused'	"$status" 413
# both as README and conf/README have it
printf '%s\n' 'A-first-Passw0rd' | ggzyctl account add --login security \
	--name 安全管理员 --role security --password-stdin >"$tmp/added" 2>&1
curl -s -o "$tmp/answer" -c "$tmp/jar" -H "Origin: $GGZY_URL" \
	-H 'Content-Type: application/json' \
	-d '{"login":"security","password":"A-first-Passw0rd"}' \
	"$GGZY_URL/api/service/login"
is 'the first account logs in'	"$(curl -s -b "$tmp/jar" \
	"$GGZY_URL/api/service/me" | jq -r .login)" security

rm -rf "$second"
mkdir "$second"
ok 'a production copy starts'		stack_begin "$second" --production
stack_use "$second"
ok 'and refuses to shift its time'	sh -c '! ggzyctl clock shift 1d'
stack_end "$second"
rm -rf "$second"
