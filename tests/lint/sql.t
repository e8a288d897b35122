#!/bin/sh
# What our kind of program gets wrong: SQL outside db/queries, money in
# floating point, clocks read here and there, secrets in a log line.
cd "$(dirname "$0")/../.." || exit 99
n=0 failed=0

check() { # NAME FORBIDDEN-MATCHES
	n=$((n + 1))
	if test -z "$2"; then
		echo "ok $n - $1"
	else
		failed=1
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

# Matches outside comments.
find_c() { # PATTERN
	grep -nE "$1" modules/*/*.[ch] /dev/null |
		grep -vE '^[^:]*:[0-9]*:[[:space:]]*(/\*| \*)' |
		sed 's,/\*.*,,' | grep -E "$1"
}

echo 1..5
# The command line runs migrations as administrator and says so there.
check 'no SQL in C' "$(find_c \
	'"[[:space:]]*(SELECT|INSERT|REPLACE|UPDATE|DELETE FROM|CREATE|ALTER|DROP|GRANT|TRUNCATE|CALL) ' |
	grep -vE '^modules/(core/db|ctl/(migrate|access))[a-z_]*\.c:')"
check 'only core/db.c speaks to the database library' \
	"$(find_c '\<mysql_[a-z_]+ *\(' | grep -vE '^modules/core/db[a-z_]*\.c:')"
check 'no floating point' "$(find_c \
	'\<(double|float)\>|\<(strtod|strtof|strtold|floor|ceil|l?l?round|pow|fabs) *\(')"
# The instant of a request is r->now, the database's.  Log lines carry the
# machine's clock, two files compare it with the database's, a witness
# has no database and a signer none either; how long something took is no instant
# (steady_ms).
check 'no clock but the database' "$(find_c \
	'\<(time|gettimeofday|timespec_get) *\(|CLOCK_REALTIME|machine_ms *\(' |
	grep -vE '^modules/(core/(log|instant|machine)|clock/main|ctl/sign|witness/[a-z_]*)\.c:|^modules/core/machine\.h:')"
check 'no secret in a log line' "$(find_c \
	'log_(info|warn|error)\(.*(password|token|secret|share)[a-z_]*[,)]')"
exit $failed
