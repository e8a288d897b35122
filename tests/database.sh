# Sourced after lib.sh by tests that need the database and ggzyctl only:
#
#   database_begin	a private MariaDB without any schema, $GGZY_CONF for it
#   database_end	stops it; done at the end of the test anyway

. "$top/conf/lib/stack.sh"
database_pid=

database_begin() {
	var=$(mktemp -d /tmp/ggzy-d.XXXXXX) || exit 99
	GGZY_VAR=$var
	trap 'code=$?; database_end; (exit $code); finish' EXIT
	stack_settings
	stack_configure
	PATH=$inst/bin:$inst/libexec/ggzy:$PATH
	database_create
	"$(command -v mariadbd)" --defaults-file="$var/conf/my.cnf" \
		>"$var/log/mariadb.log" 2>&1 &
	database_pid=$!
	within sql 'SELECT 1' || bail "MariaDB does not start"
	sql 'SELECT 1' >/dev/null
}

database_end() {
	test -n "$database_pid" || return 0
	kill "$database_pid"
	wait "$database_pid" 2>/dev/null
	database_pid=
	rm -rf "$var"
}

# ours again, or said by conf/lib/stack.sh while it works
ctl() { ggzyctl "$@"; }
say() { :; }
die() { bail "$*"; }
