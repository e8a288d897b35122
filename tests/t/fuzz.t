#!/bin/sh
# Every fuzz target runs under libFuzzer for a while ($FUZZ_SECONDS, 60 each)
# and finds nothing.  What it finds is kept in var/fuzz-found.

top=$(cd "$(dirname "$0")/../.." && pwd -P)
build=$top/var/fuzz-build
found=$top/var/fuzz-found
targets=$(cd "$top/tests/fuzz" && grep -l LLVMFuzzerTestOneInput -- *.c |
	sed '/^replay/d; s/\.c$//')
if ! command -v clang >/dev/null || test -z "$targets"; then
	echo '1..0 # SKIP no clang, or no targets'
	exit 0
fi
mkdir -p "$build" "$found"
(
	cd "$build" || exit
	test -e Makefile || CC=clang "$top/configure" --enable-fuzzing || exit
	# what `make all` would make first
	# shellcheck disable=SC2046 # one word a file
	make -s $(cd "$top" && ls db/queries/*.sql |
		sed 's/\.sql$/_sql.h/') || exit
	# shellcheck disable=SC2046 # one word a target
	make -j2 $(echo "$targets" | sed 's,.*,tests/fuzz/&.t,')
) >"$found/build.log" 2>&1 || {
	tail -n 30 "$found/build.log" | sed 's/^/# /'
	echo 'Bail out! the fuzz targets do not build'
	exit 1
}

echo "1..$(echo "$targets" | wc -l)"
failed=0 n=0
for t in $targets; do
	n=$((n + 1))
	mkdir -p "$found/$t"
	if (cd "$found/$t" && "$build/tests/fuzz/$t.t" -timeout=10 \
		-rss_limit_mb=2048 -max_total_time="${FUZZ_SECONDS:-60}" \
		-print_final_stats=1 . "$top/tests/fuzz/seeds/$t") \
		>"$found/$t.log" 2>&1; then
		echo "ok $n - $t stands" \
			"$(sed -n 's/^stat::number_of_executed_units: //p' \
				"$found/$t.log") inputs"
	else
		failed=1
		echo "not ok $n - $t"
		tail -n 40 "$found/$t.log" | sed 's/^/# /'
	fi
done
exit $failed
