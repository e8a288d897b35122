# Debian packages by name; sourced by conf/run.  A package is asked for when
# the file it brings is not there.

packages() {
	cat <<'END'
/usr/bin/gcc			gcc
/usr/include/stdlib.h		libc6-dev
/usr/bin/make			make
/usr/bin/autoconf		autoconf
/usr/bin/automake		automake
/usr/bin/pkg-config		pkg-config
/usr/include/fcgiapp.h		libfcgi-dev
/usr/include/mariadb/mysql.h	libmariadb-dev
/usr/include/jansson.h		libjansson-dev
/usr/include/openssl/evp.h	libssl-dev
/usr/bin/curl-config		libcurl4-openssl-dev
/usr/include/sodium.h		libsodium-dev
/usr/include/jose/jose.h	libjose-dev
/usr/include/pango-1.0/pango/pangocairo.h	libpango1.0-dev
/usr/include/cairo/cairo-pdf.h	libcairo2-dev
/usr/include/qrencode.h		libqrencode-dev
/usr/include/archive.h		libarchive-dev
/usr/share/fonts/truetype/wqy/wqy-microhei.ttc	fonts-wqy-microhei
/usr/sbin/mariadbd		mariadb-server-core
/usr/bin/mariadb		mariadb-client-core
/usr/sbin/nginx			nginx-light
/usr/lib/nginx/modules/ngx_nchan_module.so	libnginx-mod-nchan
/usr/bin/supervisord		supervisor
/usr/bin/cgi-fcgi		libfcgi-bin
/usr/bin/openssl		openssl
/usr/bin/curl			curl
/usr/bin/jq			jq
END
}

packages_missing() {
	packages | while read -r file name; do
		test -e "$file" || echo "$name"
	done
}

# No service starts while we install, and none that we brought starts at boot:
# conf/run runs its own copies.
packages_install() (
	missing=$(packages_missing | sort -u | tr '\n' ' ')
	test -n "$missing" || exit 0
	say "installing packages: $missing"
	policy=/usr/sbin/policy-rc.d
	if ! test -e "$policy"; then
		trap 'rm -f "$policy"' EXIT
		trap 'exit 1' HUP INT TERM
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod 755 "$policy"
	fi
	export DEBIAN_FRONTEND=noninteractive
	log=$(mktemp)
	# shellcheck disable=SC2086 # names are words
	if ! { apt-get -q update &&
		apt-get -q -y --no-install-recommends install $missing; } \
		>"$log" 2>&1; then
		tail -n 20 "$log" >&2
		rm -f "$log"
		die "apt-get could not install: $missing"
	fi
	rm -f "$log"
	for service in nginx supervisor; do
		case " $missing" in
		*" $service"[\ -]*)
			update-rc.d "$service" disable
			;;
		esac
	done >/dev/null 2>&1
)

# Root goes on as the owner of the checkout: the same script, same arguments.
# A checkout that belongs to root goes on as root.
as_owner() {
	owner=$(stat -c %U "$top")
	test "$owner" != root && id "$owner" >/dev/null 2>&1 || return 0
	test ! -d "$var" || test "$(stat -c %U "$var")" != root ||
		chown -R "$owner:" "$var"
	exec setpriv --reuid "$owner" --regid "$(id -g "$owner")" \
		--init-groups env HOME="$var" USER="$owner" "$0" "$@"
}
