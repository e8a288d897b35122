# Sourced after lib.sh and tender.sh by tests in which workers die at a given
# step of what they do.
#
#   crash_begin			a private copy whose workers of engineering can
#				be told to die at their n-th message to MariaDB
#   fewer_people		those of one tender: owner centre supervisor
#				expert1..6 bidder1..3, all who need one with keys
#   every_step WHEN STRIDE ACT UNHARMED
#				ACT (a function that sets $status, always with
#				the same Idempotency-Key) dies before or after
#				(WHEN) its 1st, 2nd .. message, until it has
#				fewer; after each death UNHARMED must print
#				nothing.  Adds up $rounds, puts the number of
#				messages into $steps, complaints into $harm
#   random_steps N ACT UNHARMED	the same at random steps short of the last of
#				$most, until there were N deaths in all
#   random_deaths N ACT UNHARMED  the same, N times at any moment; ends early
#				when ACT was done
#   as_clock			the next requests are those of the clock

rounds=0 steps=0 harm=

crash_begin() {
	GGZY_POOLS="${1:-3 1 2 2}" start_private
	cc -shared -fPIC -O1 -D_GNU_SOURCE -o "$tmp/preload.so" \
		"$top/tests/fault/preload.c" -ldl || bail 'no preload.so'
	fault=$GGZY_VAR/fault
	printf 'before 000000000' >"$fault"
	preload engineering "$tmp/preload.so" "GGZY_FAULT=\"$fault\""
	preloaded engineering || bail 'nothing is preloaded'
}

# POOL LIBRARY [NAME="VALUE",..]: its workers start again with a library.
preload() {
	conf=$GGZY_VAR/conf/supervisord.conf
	sed "/^\[.*program:$1\]/a environment = LD_PRELOAD=\"$2\",ASAN_OPTIONS=\"abort_on_error=1:detect_leaks=0:verify_asan_link_order=0:log_path=$GGZY_VAR/log/asan\"${3:+,$3}" \
		"$conf" >"$conf.new" && mv "$conf.new" "$conf"
	supervisorctl -c "$conf" update "$1" >"$tmp/update" 2>&1 ||
		bail "$(cat "$tmp/update")"
	# those that are started by hand at first
	supervisorctl -c "$conf" start "$1:*" >"$tmp/update" 2>&1
	within curl -sf -m 5 "$GGZY_URL/api/service/readyz"
}

preloaded() { # POOL: the library is really there
	for p in $(pids_of "ggzy-$1"); do
		grep -q "preload.so\|faketime" "/proc/$p/maps" || continue
		return 0
	done
	return 1
}

program() { # start|stop NAME
	supervisorctl -c "$GGZY_VAR/conf/supervisord.conf" "$1" "$2" >/dev/null
}

fewer_people() {
	owner_code=$(credit_code 10000001)
	person owner 业主 --role owner:540000 --subject "$owner_code" \
		--subject-name 拉萨市水利局 --region 540100
	person centre 中心 --role centre:540000
	person supervisor 监督 --role supervisor:540000
	for i in 1 2 3; do
		person bidder$i "投标$i" --role bidder:540000 \
			--subject "$(credit_code 2000000$i)" \
			--subject-name "第${i}建筑有限公司" --region 540100
	done
	for who in owner centre supervisor bidder1 bidder2 bidder3; do
		has_key $who
	done
}

set_fault() { # WHEN N
	printf '%-6s %09d' "$1" "$2" 1<>"$fault"
}

every_step() {
	when=$1 stride=$2 act=$3 unharmed=$4 at=1
	while :; do
		set_fault "$when" "$at"
		$act
		left=$(tail -c 9 "$fault")
		# it had fewer messages than that: nobody died
		test "$left" = 000000000 || break
		rounds=$((rounds + 1))
		complaint=$($unharmed)
		test -z "$complaint" ||
			harm="$harm$when $at of $act: $complaint; "
		at=$((at + stride))
		test $at -lt 400 || bail "$act never ends: $status $body"
	done
	set_fault before 0
	steps=$((at - 1))
}

# At a random one of the $most messages, short of the last (the commit).
random_steps() {
	act=$2 unharmed=$3
	while test "$rounds" -lt "$1"; do
		dice=$(od -An -N4 -tu4 /dev/urandom)
		test $((dice % 2)) = 0 && when=before || when=after
		set_fault $when $((1 + dice / 2 % (most - 1)))
		$act
		rounds=$((rounds + 1))
		complaint=$($unharmed)
		test -z "$complaint" ||
			harm="${harm}death at random in $act: $complaint; "
	done
	set_fault before 0
}

random_deaths() {
	left=$1 act=$2 unharmed=$3
	while test "$left" -gt 0; do
		victims=$(pids_of ggzy-engineering)
		delay=$(($(od -An -N2 -tu2 /dev/urandom) % 30))
		# shellcheck disable=SC2086 # process ids
		(sleep "0.0$(printf %02d $delay)"; kill -9 $victims) 2>/dev/null &
		killer=$!
		$act
		wait $killer
		rounds=$((rounds + 1)) left=$((left - 1))
		complaint=$($unharmed)
		test -z "$complaint" ||
			harm="${harm}death at random in $act: $complaint; "
		case $status in 2??) break ;; esac
	done
}

# A session of its own account, as ggzy-clock has one.
as_clock() {
	token=$(fresh_key)
	sql "INSERT INTO ggzy_core.session (token, account, created_at, seen_at,
		expires_at, address)
		SELECT UNHEX(SHA2('$token', 256)), id, real_ms, real_ms,
		real_ms + 3600000, 'test' FROM ggzy_core.account,
		ggzy_core.instant WHERE login = 'clock'"
	host=${GGZY_URL#http://}
	printf '%s\tFALSE\t/\tFALSE\t0\tggzy\t%s\n' "${host%:*}" "$token" \
		>"$tmp/jar.clock"
	as clock
}
