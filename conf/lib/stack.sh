# One running copy of the platform under $var; sourced by conf/run, which is
# also how tests make their private copies.

sbin=/usr/sbin:/sbin
PATH=$PATH:$sbin

supervisor() {
	supervisorctl -c "$var/conf/supervisord.conf" "$@"
}

# The process id of our supervisord, if it runs.
stack_pid() {
	pid=$(cat "$var/run/supervisord.pid" 2>/dev/null) || return 1
	tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null |
		grep -qF "$var/conf/supervisord.conf" || return 1
	echo "$pid"
}

# Process ids of $1 and all below it.
descendants() {
	cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\([0-9]*\) (.*) . /\1 /' |
		awk -v root="$1" '
		{ parent[$1] = $2 }
		END {
			print root
			for (p in parent) {
				for (q = p; q in parent && q != root;)
					q = parent[q]
				if (q == root && p != root)
					print p
			}
		}'
}

stack_settings() {
	inst=$var/inst
	if test -n "${GGZY_BUILD-}"; then
		inst=$(sed -n 's/^prefix = //p' "$GGZY_BUILD/Makefile")
		test "$inst" != /usr/local ||
			die "$GGZY_BUILD needs a --prefix of its own"
	fi
	test -x "$inst/bin/ggzyctl" || die "nothing is built in $inst"
	# supervisord binds supervisor.sock.PID first
	longest=$var/run/supervisor.sock.1234567
	test ${#longest} -le 107 ||
		die "the path is too long for a socket (107 bytes): $longest" \
			"- move the checkout or set GGZY_VAR to a shorter one"
	# shellcheck disable=SC2086 # four numbers, up to six
	set -- ${GGZY_POOLS:-4 2 4 4}
	pools="-e s,@engineering@,$1,g -e s,@engineering_upload@,$2,g
	    -e s,@service@,$3,g -e s,@service_read@,$4,g -e s,@land@,${5:-2},g
	    -e s,@assets@,${6:-1},g"
	address=${listen:-$(cat "$var/address" 2>/dev/null || echo 127.0.0.1)}
	url=http://$address:$(cat "$var/port" 2>/dev/null || echo 0)
	export GGZY_CONF="$var/conf/ggzy.conf"
}

# FROM TO: fills in what stands between at signs.
fill() {
	user=
	test "$(id -u)" != 0 || user='user root;'
	# shellcheck disable=SC2086 # pools is a list of arguments
	sed $pools -e "s,@var@,$var,g" -e "s,@run@,$var/run,g" \
		-e "s,@public@,$var/public,g" -e "s,@cache@,$var/tmp/cache,g" \
		-e "s,@conf@,$var/conf/nginx,g" -e "s,@inst@,$inst,g" \
		-e "s,@share@,$inst/share/ggzy,g" -e "s,@owner@,$(id -un),g" \
		-e "s,@witness@,$var/witness,g" \
		-e "s,@state@,$var,g" -e "s,@secrets@,$var/secrets,g" -e "s,@database@,$var/mariadb/run/db.sock,g" \
		-e "s,@mariadbd@,$(command -v mariadbd),g" \
		-e "s,@nginx@,$(command -v nginx),g" -e "s,@user@,$user,g" \
		-e "s,@url@,$url,g" -e "s,@listen@,${url#http://},g" \
		"$1" >"$2"
}

stack_configure() {
	mkdir -p "$var/conf/nginx" "$var/mariadb/run" "$var/run" "$var/log" \
		"$var/tmp" "$var/keys" "$var/secrets" "$var/blobs" "$var/public" \
		"$var/tsa" "$var/run/tsa" "$var/run/push" "$var/archive"
	chmod 700 "$var/tsa" "$var/mariadb" "$var/keys" "$var/secrets" "$var/run" \
		"$var/blobs" "$var/log" "$var/tmp" "$var/archive"
	fill "$top/conf/ggzy.conf" "$var/conf/ggzy.conf"
	fill "$top/conf/supervisor/ggzy.conf" "$var/conf/supervisord.conf"
	for f in http.conf ggzy.conf headers.conf fastcgi_params quick.conf; do
		fill "$top/conf/nginx/$f" "$var/conf/nginx/$f"
	done
	push_configure
	cat >"$var/conf/my.cnf" <<END
!include $top/conf/mariadb/ggzy.cnf
[mysqld]
datadir = $var/mariadb/data
socket = $var/mariadb/run/db.sock
pid_file = $var/mariadb/run/db.pid
tmpdir = $var/tmp
user = $(id -un)
skip_networking = ON
innodb_buffer_pool_size = ${GGZY_DB_MEMORY:-256M}
innodb_log_file_size = 48M
performance_schema = OFF
END
	printf '[client]\nsocket=%s\nuser=root\n' "$var/mariadb/run/db.sock" \
		>"$var/conf/client.cnf"
}

# Watchers are told by nginx where its module nchan is, and ask where not.
push_configure() {
	rm -rf "$var/conf/nginx/nchan"
	test -e "${GGZY_NCHAN-/usr/lib/nginx/modules/ngx_nchan_module.so}" ||
		return 0
	mkdir "$var/conf/nginx/nchan"
	for f in module.conf http.conf server.conf; do
		fill "$top/conf/nginx/nchan/$f" "$var/conf/nginx/nchan/$f"
	done
}

# An empty MariaDB takes seconds to make and a quarter to copy.
database_create() {
	test ! -d "$var/mariadb/data" || return 0
	template=$inst/.mariadb
	if test ! -d "$template"; then
		say "preparing an empty MariaDB"
		rm -rf "$template.$$"
		mariadb-install-db --no-defaults --user="$(id -un)" \
			--auth-root-authentication-method=normal \
			--skip-test-db --datadir="$template.$$" \
			>"$var/log/mariadb-install.log" 2>&1 || {
			tail "$var/log/mariadb-install.log" >&2
			die "mariadb-install-db failed"
		}
		mv -T "$template.$$" "$template" 2>/dev/null ||
			rm -rf "$template.$$"
	fi
	rm -rf "$var/mariadb/new"
	cp -a "$template" "$var/mariadb/new"
	mv "$var/mariadb/new" "$var/mariadb/data"
}

database_query() {
	mariadb --defaults-file="$var/conf/client.cnf" -N -e "$1"
}

# WHAT LOG COMMAND..: repeat the command for up to 60 seconds.
await() {
	what=$1 log=$2
	shift 2
	until_s=$(($(date +%s) + 60))
	until "$@" >/dev/null 2>&1; do
		if test "$(date +%s)" -ge $until_s; then
			tail -n 30 "$log" >&2
			die "$what does not come up; see $var/log"
		fi
		stack_pid >/dev/null || {
			tail "$var/log/supervisord.log" >&2
			die "supervisord has left; see $var/log"
		}
		sleep 0.1
	done
}

port_is_free() {
	hex=$(printf ':%04X' "$1")
	! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
		awk -v p="$hex" '$4 == "0A" && substr($2, length($2) - 4) == p {
			found = 1 } END { exit !found }'
}

# nginx on the port of last time, or the first free one from 8080.  The file
# with its process id appears when it has the port.
web_start() {
	port=$(cat "$var/port" 2>/dev/null || echo "${GGZY_PORT:-8080}")
	while :; do
		test "$port" -lt 65000 || die "no free port from 8080 upward"
		if port_is_free "$port"; then
			echo "$port" >"$var/port"
			echo "$address" >"$var/address"
			url=http://$address:$port
			fill "$top/conf/nginx/quick.conf" \
				"$var/conf/nginx/quick.conf"
			rm -f "$var/run/nginx.pid"
			supervisor start nginx >/dev/null
			for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
				test ! -s "$var/run/nginx.pid" || return 0
				sleep 0.1
			done
			supervisor stop nginx >/dev/null
			nginx -t -p "$var/tmp" -e "$var/log/nginx.log" -c \
				"$var/conf/nginx/quick.conf" 2>&1 | grep -q \
				'Address already in use\|test is successful' || {
				tail "$var/log/nginx.log" >&2
				die "nginx does not start; see $var/log/nginx.log"
			}
		fi
		port=$((port + 1))
	done
}

# Options that a copy which runs would not take.
stack_refuse() {
	stack_pid >/dev/null || return 0
	kind_check
	test -z "$asked" || die "the copy in $var is running, nothing of" \
		"this is done:$asked. Stop it first ($0 stop)," \
		"or for its clock: ggzyctl clock speed N"
}

# An installation never changes its mode nor its suite.
kind_check() {
	is=$(database_query 'SELECT mode FROM ggzy_core.installation') || is=
	test -z "$asked_mode" || test -z "$is" || test "$asked_mode" = "$is" ||
		die "the installation in $var is a $is and stays one:" \
			"--$asked_mode needs another folder (GGZY_VAR) or" \
			"an end to this one ($0 reset)"
	test -z "$speed" || test "$is" != production ||
		die "--speed is for rehearsal: a production clock is never touched"
	test "$is" != production || demo=no
	is=$(database_query 'SELECT suite FROM ggzy_core.installation') || is=
	test -z "$asked_suite" || test -z "$is" || test "$asked_suite" = "$is" ||
		die "the suite of the installation in $var is $is and stays it"
	suite=${is:-$suite}
}

stack_start() {
	stack_settings
	if stack_pid >/dev/null; then
		say "already running"
		stack_summary
		return
	fi
	stack_configure
	database_create
	say "starting"
	supervisord -c "$var/conf/supervisord.conf"
	trap 'stack_kill' EXIT
	trap 'exit 1' HUP INT TERM
	await supervisord "$var/log/supervisord.log" supervisor pid
	web_start
	fill "$top/conf/ggzy.conf" "$var/conf/ggzy.conf"
	await MariaDB "$var/log/mariadb.log" database_query 'SELECT 1'
	database_fill
	supervisor start tsa >/dev/null
	await "the time-stamp authority" "$var/log/tsa.log" \
		test -S "$var/run/tsa/tsa.sock"
	supervisor start engineering:* engineering-upload:* land:* assets:* \
		service:* service-read:* clock site stamp archive push ca-refresh audit \
		>/dev/null
	for worker in engineering land assets service; do
		await "worker $worker" "$var/log/$worker.log" \
			curl -sf -m 5 "$url/api/$worker/readyz"
	done
	witness_start
	trap - EXIT HUP INT TERM
	stack_env >"$var/env"
	demo_load
	# only now: the demo is told by a clock that goes as usual
	test -z "$speed" || ctl clock speed "$speed"
	say "ready"
	stack_summary
}

# All of it leaves alone what is there.
database_fill() {
	say "schema and reference data"
	ctl migrate up
	if test "$(database_query 'SELECT COUNT(*) FROM ggzy_core.installation')" = 0; then
		set -- --name "西藏自治区公共资源交易平台" --suite "$suite"
		test "$mode" = production || set -- "$@" --rehearsal
		# the demo lives through weeks and ends today
		test "$demo" = no || set -- "$@" \
			--start "$(date -u -d '-120 days' +%FT01:00:00Z)"
		ctl init "$@"
	else
		kind_check
		ctl init --keys --suite "$suite"
	fi
	ctl reference load
}

# A witness on the side of the supervision, which knows the platform by its
# address and the key of its log alone.
witness_start() {
	test "$demo$witness" != nono || test -e "$var/witness/key.pem" ||
		return 0
	mkdir -p "$var/witness"
	chmod 700 "$var/witness"
	test -e "$var/witness/log.pub" ||
		cp "$var/keys/log.pub" "$var/witness/log.pub"
	fill "$top/conf/witness.conf" "$var/conf/witness.conf"
	if test ! -e "$var/witness/key.pem"; then
		"$inst/libexec/ggzy/ggzy-witness" -c "$var/conf/witness.conf" \
			key >"$var/witness/key.pub" ||
			die "the witness has no key; see $var/log"
		ctl witness add --name supervision --region 540000 \
			--title 自治区公共资源交易监督部门 \
			--public "$var/witness/key.pub"
	fi
	supervisor start witness >/dev/null
}

# (Under the sanitizers: a command ends at once and gives nothing back.)
ctl() {
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 \
		"$inst/bin/ggzyctl" "$@" >>"$var/log/ggzyctl.log" 2>&1 && return
	tail "$var/log/ggzyctl.log" >&2
	die "ggzyctl $* failed; see $var/log/ggzyctl.log"
}

demo_load() {
	test "$demo" = yes && test -x "$top/db/demo/load" || return 0
	test ! -e "$var/demo.loaded" || return 0
	say "loading demo data (log: $var/log/demo.log)"
	if (eval "$(stack_env)" && "$top/db/demo/load") \
		>"$var/log/demo.log" 2>&1; then
		touch "$var/demo.loaded"
		stack_env >"$var/env"
	else
		tail -n 20 "$var/log/demo.log" >&2
		die "the platform runs at $url, but the demo data is not whole"
	fi
}

stack_env() {
	stack_settings
	cat <<END
export GGZY_URL='$url'
export GGZY_VAR='$var'
export GGZY_CONF='$GGZY_CONF'
export GGZY_DB_SOCKET='$var/mariadb/run/db.sock'
export GGZY_ACCOUNTS_FILE='$var/accounts.env'
export PATH='$inst/bin:$inst/libexec/ggzy':"\$PATH"
END
	test ! -s "$var/accounts.env" || sed -n \
		's/^\(export \)\{0,1\}\([A-Za-z_0-9]*=\)/export \2/p' \
		"$var/accounts.env"
}

stack_summary() {
	echo
	echo "  $url"
	test ! -s "$var/accounts.env" || (
		. "$var/accounts.env"
		echo
		echo "  demo accounts: ${GGZY_DEMO_ACCOUNTS-}" |
			fold -s -w 76 | sed '2,$s/^/    /'
		echo "  password of each: ${GGZY_DEMO_PASSWORD-}"
	)
	echo
	echo "  stop with: $0 stop"
}

stack_status() {
	stack_settings
	if ! stack_pid >/dev/null; then
		echo "not running"
		exit 3
	fi
	supervisor status || true
	echo "$url"
}

# Ends every process of this copy, the database last, and looks twice.
stack_stop() {
	if ! pid=$(stack_pid); then
		say "not running"
		return
	fi
	all=$(descendants "$pid")
	kill "$pid"
	tries=900
	# shellcheck disable=SC2086 # process ids
	while left=$(still_there $all) && test -n "$left"; do
		tries=$((tries - 1))
		if test $tries -eq 0; then
			# shellcheck disable=SC2086 # process ids
			kill -9 $left
			die "had to kill after 90 seconds: $left"
		fi
		sleep 0.1
	done
	rm -f "$var/run"/*.sock "$var/run"/*.pid "$var/run"/*/*.sock
	say "stopped; no process is left"
}

still_there() {
	for p; do
		test ! -d "/proc/$p" ||
			grep -q '^State:.Z' "/proc/$p/status" 2>/dev/null ||
			printf '%s ' "$p"
	done
}

# A start that failed leaves nothing behind but its logs.
stack_kill() {
	trap - EXIT
	stack_stop >&2
	exit 1
}
