# A private copy of the platform for tests, made by conf/run.  Sourced by
# lib.sh and run, which set $top.

# DIR [ARGS of conf/run start]: a rehearsal copy without demo data in DIR.
# Findings of the sanitizers go into files that stack_end() wants to be absent.
stack_begin() {
	dir=$1
	shift
	mkdir -p "$dir/log"
	ASAN_OPTIONS=abort_on_error=1:detect_leaks=1:log_path=$dir/log/asan${GGZY_ASAN:+:$GGZY_ASAN} \
	UBSAN_OPTIONS=abort_on_error=1:print_stacktrace=1:log_path=$dir/log/ubsan \
	GGZY_VAR=$dir GGZY_POOLS=${GGZY_POOLS:-2 1 2 2} GGZY_DB_MEMORY=128M \
	GGZY_PORT=${GGZY_PORT:-$((20000 + $$ % 20000))} \
		"$top/conf/run" start --no-build --no-demo "$@"
}

# Stops the copy in $1; fails if a sanitizer had something to say.
stack_end() {
	GGZY_VAR=$1 "$top/conf/run" stop >"$1/stop.log" 2>&1 || {
		sed 's/^/# /' "$1/stop.log"
		return 1
	}
	findings=$(ls "$1"/log/asan* "$1"/log/ubsan* 2>/dev/null) || return 0
	# shellcheck disable=SC2086 # file names of ours
	head -n 60 $findings | sed 's/^/# /'
	return 1
}

# The end of every log, for whoever reads the report of a failure.
stack_logs() {
	for log in "$1"/log/*.log; do
		case $log in */access.log | */mariadb-install.log) continue ;; esac
		echo "# ---- ${log##*/}"
		tail -n 15 "$log" | cut -c1-400 | sed 's/^/# /'
	done
}
