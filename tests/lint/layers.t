#!/bin/sh
# Who may include whom: the core nobody, trade the core, a domain both, every
# other program the core alone; and one file knows each foreign library.
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

# Each module's own headers, by name: MODULE HEADER
headers=$(ls modules/*/*.h | sed 's,^modules/\([a-z]*\)/,\1 ,')

# MODULE ALLOWED..: lines that include a header of another module
strangers() {
	module=$1
	allowed=" $* "
	echo "$headers" | while read -r owner header; do
		case $allowed in *" $owner "*) continue ;; esac
		# a header of the same name nearer by is the one that is meant
		near=
		for m in $allowed; do
			test ! -e "modules/$m/$header" || near=yes
		done
		test -z "$near" || continue
		grep -nE "#include \"([a-z./]*/)?$header\"" \
			modules/"$module"/*.[ch] /dev/null 2>/dev/null
	done
}

modules=$(ls -d modules/*/ | sed 's,modules/\([a-z]*\)/,\1,')
libraries='fcgi(app|os|io|_stdio|_config|misc)?\.h:fastcgi.c
mysql(/.*)?\.h:db.c db_impl.h
mariadb(/.*)?\.h:db.c db_impl.h
jansson\.h:body.c jose.c jose_p256.c
jose/.*\.h:jose_p256.c
openssl/.*\.h:crypt
curl/.*\.h:fetch.c witness/http.c
sodium\.h:password.c
(cairo|pango/|fontconfig/).*\.h:archive/canvas.c
qrencode\.h:archive/qr.c
archive(_entry)?\.h:archive/tar.c'
echo "1..$(($(echo "$modules" | wc -l) + $(echo "$libraries" | wc -l)))"

for m in $modules; do
	case $m in
	core) allowed= ;;
	trade | push | service | clock | site | archive | tsa | witness) allowed=core ;;
	ctl) allowed='core archive trade' ;;
	*) allowed='core trade' ;;
	esac
	# shellcheck disable=SC2086 # words
	check "$m includes only itself${allowed:+ and} $allowed" \
		"$(strangers "$m" $allowed)"
done

IFS='
'
for library in $libraries; do
	header=${library%%:*} files=${library#*:}
	wrong=$(grep -lE "#include <$header>" modules/*/*.[ch] |
		while read -r file; do
			base=${file#modules/}
			base=${base#core/}
			case " $files " in
			*" $base "*) continue ;;
			' crypt ')
				case $base in crypt*.c) continue ;; esac
				;;
			esac
			echo "$file"
		done)
	check "<$header> is known to $files alone" "$wrong"
done
exit $failed
