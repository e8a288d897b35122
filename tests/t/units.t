#!/bin/sh
# What the units of systemd let each program reach: sealed bids are open to the
# workers that take and archive them alone, by rights of files, tried as each
# of the users, and once more by the unit.
top=$(cd "$(dirname "$0")/../.." && pwd -P)
: "${GGZY_BUILD:=$top/var/test-build}"
n=0 bad=0
is() { # SENTENCE GOT WANT
	n=$((n + 1))
	if test "$2" = "$3"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf ' got: %s\nwant: %s\n' "$2" "$3" | sed 's/^/# /'
		bad=$((bad + 1))
	fi
}
skip() { # HOW-MANY WHY
	for _ in $(seq "$1"); do
		n=$((n + 1))
		echo "ok $n # SKIP $2"
	done
}
tmp=$(mktemp -d /tmp/ggzy-t.XXXXXX) || exit 99
chmod 755 "$tmp"
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
echo 1..44

state=/var/lib/ggzy
make -s -C "$GGZY_BUILD" install-conf DESTDIR="$tmp" sysconfdir=/etc \
	localstatedir=/var pkgdatadir=/share systemdsystemunitdir=/units \
	>"$tmp/make" 2>&1 || {
	sed 's/^/# /' "$tmp/make"
	echo 'Bail out! no units'
	exit 99
}
cd "$tmp/units" || exit 99
of() { # UNIT NAME: what the unit says of it
	sed -n "s/^$2=//p" "$1" | tr ' ' '\n'
}
hides() { of "$1" InaccessiblePaths | grep -qx -e "-*$2"; }

# -- what the units say
is 'nothing is left to fill in'		"$(grep -l '@[a-z]*@' ./*.service ./*.socket ./*.timer)" ''
is 'every service keeps the system from being written' \
	"$(grep -L '^ProtectSystem=strict$' ./*.service)" ''
is 'and runs as a user of its own program' "$(grep -L '^User=ggzy-' ./*.service) $(cat ./*.service | sed -n 's/^User=//p' | sort -u | wc -l)" ' 13'
sees() { # FOLDER: which units do
	for u in *.service; do
		hides "$u" "$1" || hides "$u" "$state" || echo "$u"
	done | tr '\n' ' '
}
takers='ggzy-assets@.service ggzy-engineering-upload@.service ggzy-engineering@.service ggzy-land@.service '
is 'who sees blobs'		"$(sees $state/blobs)" "ggzy-archive.service $(printf '%s\n' $takers ggzy-audit.service | sort | tr '\n' ' ')"
is 'who sees the archive'	"$(sees $state/archive)" "ggzy-archive.service $takers"
writers() { # FOLDER: which units may write there, by what they name
	for u in *.service; do
		for p in $(of "$u" ReadWritePaths); do
			case $1/ in
			"${p#-}"/*)
				echo "$u"
				break
				;;
			esac
		done
	done | tr '\n' ' '
}
is 'who writes blobs'		"$(writers $state/blobs)" "$takers"
is 'who writes the archive'	"$(writers $state/archive)" 'ggzy-archive.service '
is 'who writes public pages'	"$(writers $state/public)" 'ggzy-site.service '
is 'who audits writes nothing'	"$(of ggzy-audit.service ReadWritePaths)" ''
is 'nobody writes keys'		"$(writers $state/keys)" ''
is 'who asks servers of others is not the administrator' "$(of ggzy-ca-refresh.service User) $(hides ggzy-ca-refresh.service /etc/ggzy/secrets/ggzy_ctl.db && echo hidden)" 'ggzy-ca hidden'
members() { # GROUP
	sed -n "s/^m ggzy-\(.*\) $1$/\1/p" "$tmp/share/conf/systemd/sysusers.conf" | sort
}
is 'users of the store are the archive and the workers that take files' "$(members ggzy-store)" \
	"$( (echo archive; echo audit; cd "$top/modules" && for d in $(members ggzy); do
		test -e "$d/main.c" && grep -q 'R_UPLOAD\|MONEY_ROUTES\|SALE_ROUTES' "$d/main.c" && echo "$d"
	done) | sort)"
is 'who else reads the archive'	"$(members ggzy-archive)" \
	"$(grep -l get_official_file "$top"/modules/*/main.c | sed 's,.*/\([a-z]*\)/main.c,\1,' | sort)"
is 'those of the key of receipts are the workers that take bids' \
	"$(sed -n 's/^m ggzy-\(.*\) ggzy-receipt$/\1/p' "$tmp/share/conf/systemd/sysusers.conf" | sort)" \
	"$(grep -l TENDER_ROUTES "$top"/modules/*/main.c | sed 's,.*/\([a-z]*\)/main.c,\1,' | sort)"
is 'whatever comes again does so without end' \
	"$(grep -l '^Restart=' ./*.service | xargs grep -L '^StartLimitIntervalSec=0$')" ''
if command -v systemd-analyze >/dev/null; then
	# (the programs may be installed elsewhere, or not yet)
	systemd-analyze verify --man=no --recursive-errors=no \
		"$tmp"/units/*.service "$tmp"/units/*.socket \
		"$tmp"/units/*.timer 2>&1 |
		grep '^/\|ggzy' | grep -v 'is not executable' >"$tmp/verify"
	is 'systemd takes them'		"$(cat "$tmp/verify")" ''
else
	skip 1 'no systemd-analyze'
fi

# -- what the users may: made and tried as on a server
if test "$(id -u)" != 0 || ! command -v setpriv >/dev/null ||
	! command -v systemd-sysusers >/dev/null ||
	! command -v systemd-tmpfiles >/dev/null; then
	skip 26 'needs root, setpriv, systemd-sysusers and systemd-tmpfiles'
	exit $((bad != 0))
fi
root=$tmp/root
mkdir -p "$root/etc" "$root/usr/lib/sysusers.d" "$root/usr/lib/tmpfiles.d"
cp "$tmp/share/conf/systemd/sysusers.conf" "$root/usr/lib/sysusers.d/ggzy.conf"
cp "$tmp/share/conf/systemd/tmpfiles.conf" "$root/usr/lib/tmpfiles.d/ggzy.conf"
printf 'root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\n' >"$root/etc/passwd"
printf 'root:x:0:\nwww-data:x:33:\n' >"$root/etc/group"
systemd-sysusers --root="$root" ggzy.conf >"$tmp/users" 2>&1
systemd-tmpfiles --root="$root" --create ggzy.conf >"$tmp/folders" 2>&1
is 'there are such users and folders' "$(grep -v '^Creat' "$tmp/users" "$tmp/folders")" ''
is 'nginx has its folder, a witness its own' \
	"$(cd "$root/var" && stat -c '%a %u' cache/ggzy lib/ggzy-witness | tr '\n' ' ')" \
	"700 33 700 $(awk -F: '$1 == "ggzy-witness" { print $3 }' "$root/etc/passwd") "
id_of() { awk -F: -v n="$2" '$1 == n { print $3 }' "$root/etc/$1"; }
groups_of() { # USER: all of them, as systemd gives them to it
	awk -F: -v u="$1" '$4 ~ "(^|,)" u "(,|$)" { print $3 }' \
		"$root/etc/group" | paste -sd, -
}
may() { # UNIT COMMAND..: as its user
	who=$(of "$1.service" User) g=$(of "$1.service" Group)
	shift
	more=$(groups_of "$who")
	more=${more:+--groups=$more}
	LC_ALL=C setpriv --reuid "$(id_of passwd "$who")" \
		--regid "$(id_of group "$g")" "${more:---clear-groups}" \
		--inh-caps=-all --bounding-set=-all "$@" >"$tmp/out" 2>&1
}
store=$root$state/blobs file=ab/cd/abcd
keep() { # UNIT FILE: as core/blob.c does it
	may "$1" sh -c "umask 007; cd '$store' && mkdir -p ab/cd tmp &&
		echo sealed >tmp/x && chmod 440 tmp/x && mv -f tmp/x ab/cd/$2"
}
keep ggzy-land@ other
keep ggzy-engineering@ abcd
is 'a bid is stored by who takes bids'	"$(cat "$store/$file" 2>&1) $(stat -c %a "$store/$file" 2>&1)" 'sealed 440'
for u in ggzy-assets@ ggzy-land@ ggzy-engineering-upload@; do
	keep "$u" other
	is "$u stores beside it, and again" \
		"$(cat "$tmp/out") $(cd "$store/ab/cd" && stat -c '%u %a %g' other)" \
		" $(id_of passwd "$(of "$u.service" User)") 440 $(id_of group ggzy-store)"
done
may ggzy-archive sh -c "umask 027; cd '$root$state/archive' && echo package >one"
is 'a package by who makes it'	"$(cat "$root$state/archive/one" 2>&1)" package
for u in ggzy-engineering@ ggzy-engineering-upload@ ggzy-land@ ggzy-assets@ ggzy-archive; do
	may "$u" cat "$store/$file" "$root$state/archive/one"
	is "$u reads both"		"$(cat "$tmp/out")" "$(printf 'sealed\npackage')"
done
may ggzy-audit sh -c "cat '$store/$file' && ! cat '$root$state/archive/one' 2>/dev/null"
is 'who audits reads what bids are made of alone' "$(cat "$tmp/out")" sealed
for u in ggzy-service@ ggzy-clock ggzy-site ggzy-tsa ggzy-stamp ggzy-push ggzy-ca-refresh ggzy-witness; do
	may "$u" sh -c "cat '$store/$file' '$root$state/archive/one'; ls '$store' '$root$state/archive'
		mv '$store/ab' '$store/ac'; mv '$store' '$store.away'; echo x >'$store/new'"
	is "$u neither reads, lists nor renames" "$(grep -vc 'Permission denied' "$tmp/out") $(cd "$store" && find . -type f | sort | tr '\n' ' ')" "0 ./$file ./ab/cd/other "
done
is 'secrets go to users and groups that there are' "$(sed -n 's/.*{ "[a-z_.]*", \(.*\) },.*/\1/p' \
	"$top/modules/ctl/owner.c" | tr -d '",' | while read -r u g; do
	test "$u" = NULL || test -n "$(id_of passwd "$u")" || echo "$u"
	test "$g" = NULL || test -n "$(id_of group "$g")" || echo "$g"
done)" ''
is 'and each worker has its password' "$(for d in "$top"/modules/*/main.c; do
	d=$(basename "$(dirname "$d")")
	case $d in tsa | witness) continue ;; esac # no database
	grep -q "^u ggzy-$d " "$tmp/share/conf/systemd/sysusers.conf" || continue
	grep -q "\"ggzy_$d.db\", \"ggzy-$d\"" "$top/modules/ctl/owner.c" || echo "$d"
done)" ''
# as on a server where these are the users
mkdir "$tmp/keys"
echo "keys = $tmp/keys" >"$tmp/ggzy.conf"
init_keys() {
	GGZY_CONF=$tmp/ggzy.conf ASAN_OPTIONS=detect_leaks=0 unshare -m sh -c '
		mount --bind "$1/passwd" /etc/passwd &&
		mount --bind "$1/group" /etc/group && exec "$2" init --keys' - \
		"$root/etc" "$GGZY_BUILD/modules/ctl/ggzyctl" >"$tmp/init" 2>&1
}
receipt_key() { (cd "$tmp/keys" && stat -c '%a %u %g' receipt.pem); }
if unshare -m true 2>/dev/null; then
	init_keys
	is 'a new key belongs to the user whose program reads it' \
		"$(cd "$tmp/keys" && stat -c '%n %a %u' log.pem factor.key)" \
		"log.pem 600 $(id_of passwd ggzy-clock)
factor.key 600 $(id_of passwd ggzy-service)"
	want="640 0 $(id_of group ggzy-receipt)"
	is 'that of receipts to the group of who signs them' "$(receipt_key)" "$want"
	chown "$(id_of passwd ggzy-engineering):0" "$tmp/keys/receipt.pem"
	chmod 600 "$tmp/keys/receipt.pem"
	init_keys
	is 'also one that a release before gave to one user' "$(receipt_key)" "$want"
	chgrp 4711 "$tmp/keys/receipt.pem"
	init_keys
	is 'but none that people gave to another group' "$(receipt_key)" '640 0 4711'
	chgrp "$(id_of group ggzy-receipt)" "$tmp/keys/receipt.pem"
	is 'who takes bids reads it, and nobody else' "$(for u in "$tmp"/units/*.service; do
		u=$(basename "$u" .service)
		may "$u" cat "$tmp/keys/receipt.pem" && echo "$u"
	done | tr '\n' ' ')" 'ggzy-assets@ ggzy-engineering-upload@ ggzy-engineering@ ggzy-land@ '
else
	skip 5 'no folders of its own here (unshare)'
fi
exit $((bad != 0))
