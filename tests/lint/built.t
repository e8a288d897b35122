#!/bin/sh
# What nobody builds nobody runs: each C file is named in a makefile, and each
# unit test and fuzz target is a program of `make check`.
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

echo 1..2
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
exit $failed
