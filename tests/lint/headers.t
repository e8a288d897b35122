#!/bin/sh
# A header says all it needs: each compiles alone.
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${top_builddir-${GGZY_BUILD-$top}}
# make says where the libraries are; by hand the test asks for itself
: "${CPPFLAGS=$(pkg-config --cflags libmariadb)}"
cd "$top" || exit 99
echo 1..1
bad=$(for h in modules/*/*.h; do
	# shellcheck disable=SC2086 # flags are words
	${CC:-cc} -fsyntax-only -x c -std=gnu11 -D_GNU_SOURCE -Wall -Wextra \
		-Werror -Wno-unused-function $CPPFLAGS \
		-include modules/core/banned.h -Imodules/core -Imodules \
		-Imodules/trade -I"$build/db/queries" "$h" 2>&1 |
		grep -v 'pragma once in main file'
done)
if test -z "$bad"; then
	echo 'ok 1 - every header compiles alone'
else
	echo 'not ok 1 - every header compiles alone'
	echo "$bad" | sed 's/^/# /'
	exit 1
fi
