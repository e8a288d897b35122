#!/bin/sh
# Every branch of the files named in tests/coverage.txt is taken by the unit
# tests, and allocations fail in them from everywhere; a branch that is not
# taken is named there with its reason.  A build of its own, in
# var/coverage-build; `make coverage`.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
build=$top/var/coverage-build
list=$top/tests/coverage.txt
tests='envelope envelope_edges shamir merkle draw rank opening deadline
	cert cert_edges path_edges no_memory no_memory_cert'
command -v gcovr >/dev/null || {
	echo '1..0 # SKIP no gcovr'
	exit 0
}

mkdir -p "$build"
(
	cd "$build" || exit
	test -x "$top/configure" || (cd "$top" && autoreconf -fi) || exit
	test -e Makefile || "$top/configure" -q --disable-hardening \
		CFLAGS='-O0 -g --coverage' \
		LDFLAGS=-Wl,-u,__gcov_dump || exit
	# what `make all` would make first
	# shellcheck disable=SC2046 # one word a file
	make -s $(cd "$top" && printf '%s\n' db/queries/*.sql |
		sed 's/\.sql$/_sql.h/') || exit
	# shellcheck disable=SC2046,SC2086 # one word a test
	make -s -j2 $(printf 'tests/unit/%s.t ' $tests) || exit
) >"$build/build.log" 2>&1 || {
	tail -n 30 "$build/build.log" | sed 's/^/# /'
	echo 'Bail out! the unit tests do not build'
	exit 1
}

cd "$build" || exit 99
find . -name '*.gcda' -exec rm -f {} +
# shellcheck disable=SC2086 # one word a test
printf '%s\n' $tests | top_srcdir=$top xargs -P 2 -I '{}' sh -c \
	'"tests/unit/{}.t" >"{}.log" 2>&1 || echo "{}"' >failed
files=$(grep '^modules/' "$list")
# shellcheck disable=SC2046 # one word a file
gcovr --root "$top" --object-directory . $(echo "$files" |
	sed "s,^,--filter $top/,") --json all.json --branches \
	--txt table . >gcovr.log 2>&1 || {
	sed 's/^/# /' gcovr.log
	echo 'Bail out! gcovr fails'
	exit 1
}
sed 's/^/# /' table
jq -r '.files[] | .file as $f | .lines[] | select(.branches | length > 0) |
	[$f, .line_number, (.branches | length),
	([.branches[] | select(.count == 0)] | length)] | @tsv' all.json >branches

# Of every file: how many branches, which are missed without a reason.
awk -F '\t' -v top="$top" -v failed="$(xargs <failed)" '
function report(good, what) {
	printf "%sok %d - %s\n", good ? "" : "not ", ++n, what
	bad += !good
}
FILENAME == ARGV[1] {
	if (/^modules\//) {
		file[++nfile] = $0
	} else if (/^\t/) {
		split(substr($0, 2), part, " -- ")
		reason[file[nfile], part[1]] = part[2]
	}
	next
}
{
	all[$1] += $3
	missed[$1] += $4
	if (!$4)
		next
	for (i = 1; i <= $2; i++)
		getline text <(top "/" $1)
	close(top "/" $1)
	sub(/^[ \t]+/, "", text)
	if (($1, text) in reason) {
		named[$1] += $4
		used[$1, text] = 1
	} else {
		why[$1] = why[$1] "# " $1 ":" $2 ": " text "\n"
	}
}
END {
	print "1.." nfile + 2
	report(failed == "", "the unit tests pass, with allocations " \
		"failing" (failed == "" ? "" : ": not " failed))
	for (i = 1; i <= nfile; i++) {
		f = file[i]
		report(all[f] > 0 && missed[f] == named[f], f ": " \
			all[f] - missed[f] " of " all[f] + 0 " branches" \
			(named[f] ? ", " named[f] " named" : ""))
		printf "%s", why[f]
	}
	for (r in reason)
		if (!(r in used)) {
			split(r, part, SUBSEP)
			stale = stale "# " part[1] ": " part[2] "\n"
		}
	report(stale == "", "and no line is excused in vain")
	printf "%s", stale
	exit bad > 0
}' "$list" branches
