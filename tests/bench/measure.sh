# Measuring, and a line of the table for each goal.

probe_url=http://127.0.0.1:$probe_port
our_url=http://127.0.0.1:30100

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# URL [CONNECTIONS]: requests a second.
rate() {
	wrk -t1 -c"${2:-32}" -d"${BENCH_SECONDS}s" "$1" |
		awk '/^Requests\/sec/ { print $2 }
		/Non-2xx/ { print "# " $0 > "/dev/stderr" }'
}

# Interleaved rounds of the URLs given: medians in $m1 $m2 $m3 ..
rates() {
	for round in $(seq "$BENCH_ROUNDS"); do
		i=0
		for url; do
			i=$((i + 1))
			rate "$url" >>"$dir/rate.$i"
		done
	done
	for i in $(seq $#); do
		eval "m$i=\$(median <\"$dir/rate.$i\")"
		rm "$dir/rate.$i"
	done
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'; }

# NUMBER GOAL BOUND RATIO TEXT
line() { printf '| %s | %s | %s | %s | %s |\n' "$@"; }

# Milliseconds of one query, the best of 5 (the caches are warm for both).
query_ms() {
	for _ in 1 2 3 4 5; do
		query "SET profiling = 1; $1; SELECT SUM(duration) * 1000 FROM
		  information_schema.profiling WHERE query_id = 1" | tail -n 1
	done | sort -n | head -n 1
}

# A search through its worker, ms, the best of 5.
search_ms() {
	for _ in 1 2 3 4 5; do
		curl -s -o /dev/null -w '%{time_total}\n' -G \
			"$probe_url/api/service/search" --data-urlencode "q=$1"
	done | sort -n | head -n 1 | awk '{ print $1 * 1000 }'
}

goals() {
	page=$var/public/notices/1.html
	test -f "$page" || { mkdir -p "${page%/*}"; head -c 12000 /dev/zero | tr '\0' 'x' >"$page"; }
	cp "$page" "$probe/www/static.html"
	rates "$our_url/notices/1.html" "$probe_url/static.html"
	line 1 "public page >= 0.95" "nginx static file" "$(ratio "$m1" "$m2")" "$m1 / $m2 a second"

	id=$((BENCH_ROWS / 2))
	rates "$probe_url/api/service/notices/$id" "$probe_url/hello" \
		"$probe_url/php/$id" "$probe_url/api/service/notices?limit=20" \
		"$probe_url/api/service/notices?limit=20&after=$(query "SELECT pos FROM ggzy_service.notice WHERE id = 40")"
	one=$m1
	line 2 "notice by id >= 0.50" "libfcgi hello" "$(ratio "$m1" "$m2")" "$m1 / $m2 a second"
	line 2 "notice by id >= 3.0" "php-fpm + mysqli" "$(ratio "$m1" "$m3")" "$m1 / $m3 a second"
	line 3 "20-row list >= 0.75" "notice by id" "$(ratio "$m4" "$one")" "$m4 / $one a second"
	line 3 "deepest page <= 1.2 of the first" "first page" "$(ratio "$m4" "$m5")" "time; $m4 / $m5 a second"

	wrk -t1 -c16 -d"$((BENCH_SECONDS * 3))s" --latency "$probe_url/api/service/notices/$id" >"$dir/lat"
	p50=$(awk '$1 == "50%" { print $2 }' "$dir/lat")
	p99=$(awk '$1 == "99%" { print $2 }' "$dir/lat")
	max=$(awk '$1 == "Latency" { print $4 }' "$dir/lat")
	line 4 "p99 <= 4 x p50 at 4 x processes, none over 100 ms" "p50" \
		"$(ratio "$(ms "$p99")" "$(ms "$p50")")" "p50 $p50, p99 $p99, max $max"

	for round in $(seq "$BENCH_ROUNDS"); do
		"$GGZY_BUILD/tests/bench/receipt" "$sock" "$BENCH_SECONDS" 16 ours >>"$dir/rate.o"
		"$GGZY_BUILD/tests/bench/receipt" "$sock" "$BENCH_SECONDS" 16 bare >>"$dir/rate.b"
	done
	o=$(median <"$dir/rate.o") b=$(median <"$dir/rate.b")
	line 5 "bid receipt >= 0.75 at 16 connections" "bare two inserts" "$(ratio "$o" "$b")" "$o / $b a second"

	for words in '公开 招标' '水利 工程' '水库 采矿权' '钒钛磁铁矿 挂牌' '无人机 光伏储能'; do
		ours=$(search_ms "$words")
		theirs=$(query_ms "SELECT id FROM bench.m WHERE MATCH(title, body)
		  AGAINST ('+${words% *} +${words#* }' IN BOOLEAN MODE)
		  ORDER BY pos DESC LIMIT 20" 2>/dev/null || echo 0)
		line 8 "$words, newest 20, <= 2 (common words <= 0.02)" "Mroonga" \
			"$(ratio "$ours" "$theirs")" "$ours ms through HTTP / $theirs ms in the database"
	done
}

# 1.23ms, 456us or 1.2s as milliseconds.
ms() { awk -v t="$1" 'BEGIN { n = t + 0; if (t ~ /us$/) n /= 1000; else if (t !~ /ms$/) n *= 1000; print n }'; }
