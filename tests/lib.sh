# Sourced by every test that wants a running platform.  Speaks TAP.
#
#   plan 4			how many checks follow
#   start [--production]	a rehearsal copy; the one of $GGZY_STACK if set
#   start_private [..]		always a copy of its own (faults, modes)
#   login USER PASSWORD		as people do; USER stays the current one
#   as USER			who sends the next requests ("" for nobody)
#   call METHOD PATH [JSON]	sets $status and $body; $key is its
#				Idempotency-Key, a fresh one when empty
#   upload PATH FILE [TYPE]	POST a file as it is
#   sign_with FILE		what the current user calls and uploads is
#				signed by FILE.key, FILE.pem; '' ends it; at
#				$sign_at if that is set
#   json FILTER			jq on $body
#   header NAME			a header of the last answer
#   code / rule / field	its status with the code of the refusal, the
#				code and rule, the first field that is bad
#   is NAME GOT WANT		one check
#   like NAME GOT PATTERN	grep -E finds it
#   ok NAME COMMAND..		the command succeeds
#   eventually NAME COMMAND..	it does within 80 seconds: a head is signed every 60
#   skip NAME WHY / skip_all WHY
#   sql 'SELECT ...'		ask the database as root
#   ctl ARGS..			ggzyctl
#   pids_of ggzy-land		its processes in this copy
#   program NAME..		makes programs that tests alone use; one maker at
#				a time
#   now / later 20d		an instant for JSON, by the platform's clock
#   shift_time 21d		time passes; returns when all it causes is done
#
# A check is a sentence that is true when it passes.

set -u
top=$(cd "$(dirname "$0")/../.." && pwd -P)
tmp=$(mktemp -d /tmp/ggzy-t.XXXXXX) || exit 99
: "${GGZY_BUILD:=$top/var/test-build}"
export GGZY_BUILD
. "$top/tests/stack.sh"
n=0 failed=0 planned=0 private= user= key= sign_at= status= body=
trap 'finish' EXIT
trap 'exit 1' HUP INT TERM

plan() {
	planned=$1
	echo "1..$1"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

pass() {
	n=$((n + 1))
	echo "ok $n - $1"
}

fail() {
	n=$((n + 1)) failed=$((failed + 1))
	echo "not ok $n - $1"
}

skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

diag() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

is() {
	if test "$2" = "$3"; then
		pass "$1"
	else
		fail "$1"
		diag " got: $2"
		diag "want: $3"
	fi
}

like() {
	if printf '%s\n' "$2" | grep -qE -e "$3"; then
		pass "$1"
	else
		fail "$1"
		diag "    got: $2"
		diag "pattern: $3"
	fi
}

ok() {
	name=$1
	shift
	if "$@" >"$tmp/ok" 2>&1; then
		pass "$name"
	else
		fail "$name"
		diag "$* failed:"
		tail -n 20 "$tmp/ok" | sed 's/^/# /'
	fi
}

# Bounded polling; what takes no step within 80 seconds never will.
within() {
	tries=800
	until "$@" >"$tmp/ok" 2>&1; do
		tries=$((tries - 1))
		test "$tries" -gt 0 || return 1
		sleep 0.1
	done
}

eventually() {
	name=$1
	shift
	if within "$@"; then
		pass "$name"
	else
		fail "$name"
		diag "$* fails for 80 seconds:"
		tail -n 20 "$tmp/ok" | sed 's/^/# /'
	fi
}

# -- the running copy

bail() {
	echo "Bail out! $1"
	exit 99
}

start() {
	if test -n "${GGZY_STACK-}"; then
		stack_use "$GGZY_STACK"
	else
		start_private "$@"
	fi
}

start_private() {
	private=$(mktemp -d /tmp/ggzy-s.XXXXXX) || exit 99
	stack_begin "$private" "$@" >"$tmp/start" 2>&1 || {
		sed 's/^/# /' "$tmp/start"
		bail "the platform did not start"
	}
	stack_use "$private"
}

stack_use() {
	GGZY_VAR=$1
	export GGZY_VAR
	eval "$("$top/conf/run" env)" || bail "no platform at $1"
	ASAN_OPTIONS=abort_on_error=1:detect_leaks=0:log_path=$GGZY_VAR/log/asan
	UBSAN_OPTIONS=print_stacktrace=1:log_path=$GGZY_VAR/log/ubsan
	export ASAN_OPTIONS UBSAN_OPTIONS
}

# PROGRAM: its processes in this copy.
pids_of() {
	grep -laF "$GGZY_VAR/conf/ggzy.conf" /proc/[0-9]*/cmdline 2>/dev/null |
		xargs grep -laF "/$1" 2>/dev/null | cut -d/ -f3
}

# Whatever a test did, no fen was made or lost.  A test may leave no database.
ledger_adds_up() {
	ctl ledger check >"$tmp/ledger" 2>&1 || test $? -ne 65 || {
		sed 's/^/# /' "$tmp/ledger"
		return 1
	}
}

finish() {
	code=$?
	trap - EXIT
	if test -n "$private${GGZY_STACK-}"; then
		ledger_adds_up || failed=$((failed + 1))
	fi
	if test -n "$private"; then
		if test "$failed" -gt 0 || test "$code" -ne 0; then
			stack_logs "$private"
		fi
		stack_end "$private" || {
			failed=$((failed + 1))
			echo "# the platform did not end clean"
		}
		rm -rf "$private"
	fi
	rm -rf "$tmp"
	if test "$code" -eq 0 && test "$n" -ne "$planned" &&
		test "$planned" -gt 0; then
		echo "# planned $planned checks, ran $n"
		code=1
	fi
	test "$failed" -eq 0 || code=1
	exit "$code"
}

sql() {
	mariadb --defaults-file="$GGZY_VAR/conf/client.cnf" \
		--default-character-set=utf8mb4 -N -B -e "$1" 2>&1
}

ctl() {
	ggzyctl "$@"
}

program() {
	flock "$GGZY_BUILD/config.status" make -s -C "$GGZY_BUILD" "$@" \
		>"$tmp/make" 2>&1 ||
		bail "$* cannot be made: $(tail -n 3 "$tmp/make")"
}

# -- requests

login() {
	user=$1
	printf '%s\n' "$2" >"$tmp/password.$user"
	rm -f "$tmp/jar.$user" "$tmp/stranger.$user"
	send POST /api/service/login --data-binary "$(jq -nc \
		--arg login "$1" --arg password "$2" '$ARGS.named')"
	test "$status" = 200 || diag "log-in of $user: $status $body"
}

as() {
	user=$1
}

call() {
	fresh_session
	if test $# -gt 2; then
		printf '%s' "$3" >"$tmp/in"
		send_signed "$tmp/in" "$1" "$2" --data-binary "@$tmp/in"
	else
		send_signed /dev/null "$1" "$2"
	fi
}

upload() {
	fresh_session
	type=${3:-application/octet-stream}
	send_signed "$2" POST "$1" --data-binary "@$2" -H "Content-Type: $type"
}

sign_with() {
	echo "$1" >"$tmp/signer.$user"
}

# BODY-FILE and what send() takes
send_signed() {
	signed_body=$1
	shift
	signer=
	test ! -e "$tmp/signer.$user" || read -r signer <"$tmp/signer.$user"
	case $1$signer in
	GET* | HEAD* | POST)
		send "$@"
		return
		;;
	esac
	signed_key=$key key=${key:-$(fresh_key)}
	ggzyctl sign --key "$signer.key" --cert "$signer.pem" "$1" "${2%%\?*}" \
		--address "$GGZY_URL" \
		--idempotency-key "$key" --body "$signed_body" \
		${sign_at:+--at "$sign_at"} >"$tmp/signed" ||
		diag "cannot sign with $signer"
	send "$@" -H "@$tmp/signed"
	key=$signed_key
}

# Who has a password logs in before the first request.  The session goes on
# while time is shifted: it lasts as long as its time is real.
fresh_session() {
	test ! -e "$tmp/stranger.$user" ||
		login "$user" "$(cat "$tmp/password.$user")"
}

send() {
	method=$1 path=$2
	shift 2
	case $method in
	GET | HEAD) ;;
	*)
		set -- -H "Origin: $GGZY_URL" \
			-H "Idempotency-Key: ${key:-$(fresh_key)}" "$@"
		case "$*" in
		*Content-Type:*) ;;
		*) set -- -H 'Content-Type: application/json' "$@" ;;
		esac
		;;
	esac
	test -z "$user" || set -- -b "$tmp/jar.$user" -c "$tmp/jar.$user" "$@"
	test "$method" != HEAD || set -- -I "$@"
	: >"$tmp/body"
	: >>"$tmp/jar.$user"
	status=$(curl -s -m 60 -o "$tmp/body" -D "$tmp/head" \
		-w '%{http_code}' -X "$method" "$@" "$GGZY_URL$path")
	body=$(tr -d '\0' <"$tmp/body")
}

# 32 hexadecimal digits.
fresh_key() {
	read -r uuid </proc/sys/kernel/random/uuid
	while test "${uuid#*-}" != "$uuid"; do
		uuid=${uuid%%-*}${uuid#*-}
	done
	echo "$uuid"
}

json() {
	printf '%s' "$body" | jq -r "$1" 2>&1
}

header() {
	tr -d '\r' <"$tmp/head" | sed -n "s/^$1: //Ip" | tail -n 1
}

code() {
	echo "$status $(json .code)"
}

rule() {
	echo "$status $(json '.code + " " + .rule.rule_key')"
}

field() {
	echo "$status $(json '.fields|keys[0]')"
}

# -- time

now() {
	later 0s
}

# 20d, 3h, 10m or 5s from now; -20d before it.
later() {
	unit=${1##*[0-9]} number=${1%?}
	case $unit in
	d) number=$((number * 86400)) ;;
	h) number=$((number * 3600)) ;;
	m) number=$((number * 60)) ;;
	esac
	sql "SELECT DATE_FORMAT(FROM_UNIXTIME(0) + INTERVAL
		(now_ms DIV 1000 + 8 * 3600 + $number) SECOND,
		'%Y-%m-%dT%H:%i:%s.000+08:00') FROM ggzy_core.instant"
}

shift_time() {
	ctl clock shift "$1" >"$tmp/shift" 2>&1 || {
		sed 's/^/# /' "$tmp/shift"
		bail "time cannot be shifted"
	}
	settle
}

# All steps that are due are taken, and their events are in the log.
settle() {
	within nothing_is_due || diag "the clock does not catch up:" \
		"$(sql 'SELECT * FROM ggzy_trade.due ORDER BY at LIMIT 5')"
}

# What waits for a paused trade may wait on.
nothing_is_due() {
	test "$(sql 'SELECT (SELECT COUNT(*) FROM ggzy_core.instant i
		JOIN ggzy_trade.due d ON d.at <= i.now_ms
		LEFT JOIN ggzy_trade.trade t ON t.id = d.trade
		WHERE t.paused IS NULL) + (SELECT COUNT(*)
		FROM ggzy_core.event_pending)')" = 0
}
