#!/bin/sh
# What nobody builds nobody runs: each C file is named in a makefile, and each
# unit test and fuzz target is a program of `make check`.  And what nobody calls
# nobody keeps right.
cd "$(dirname "$0")/../.." || exit 99
n=0 failed=0

check() { # NAME FOUND
	n=$((n + 1))
	if test -z "$2"; then
		echo "ok $n - $1"
	else
		failed=1
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

made=$(cat Makefile.am ./*/local.mk ./*/*/local.mk)

echo 1..4
check 'each source is built' "$(for f in modules/*/*.c modules/*/*.h; do
	dir=${f%/*} file=${f##*/}
	case $made in
	*"$f"*) ;;
	*) grep -q "%D%/$file" "$dir/local.mk" || echo "$f" ;;
	esac
done)"
check 'each unit test and fuzz target is a program of make check' \
	"$(for f in tests/unit/*.c tests/fuzz/*.c; do
		test "$f" != tests/fuzz/replay.c || continue
		case $made in
		*"${f%.c}.t"*) ;;
		*) echo "$f" ;;
		esac
	done)"
# NAME_3 is found by counting from NAME
check 'each statement is asked by somebody' "$(cat modules/*/*.[ch] |
	tr -cs 'A-Z0-9_' '\n' | sort -u | awk '
		NR == FNR { asked[$0]; next }
		/^-- [A-Z][A-Z0-9_]*( :|$)/ && $2 !~ /_[0-9]$/ &&
		    !("SQL_" $2 in asked) { print $2 }' - db/queries/*.sql)"
# a definition and a prototype are two; tests spoil what lies at blob_path()
check 'each function is called by somebody' "$(cat modules/*/*.[ch] |
	tr -cs 'A-Za-z0-9_' '\n' | sort | uniq -c | awk '
		NR == FNR { n[$2] = $1; next }
		match($0, /^[a-z_0-9]+\(/) {
			f = substr($0, 1, RLENGTH - 1)
			if (before !~ /^static/ && f !~ /^(main|blob_path)$/ && n[f] < 3)
				print f
		}
		{ before = $0 }' - modules/*/*.c)"
exit $failed
