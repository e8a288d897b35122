# Builds the checkout in var/build and installs it into var/inst; sourced by
# conf/run.  Nothing is done when no source is newer than the last time.

build() {
	stamp=$var/inst/.built
	mkdir -p "$var/build" "$var/log"
	if test -e "$stamp" && test -z "$(find "$top/configure.ac" \
		"$top/Makefile.am" "$top/modules" "$top/db" "$top/www" \
		"$top/conf" "$top/tests/local.mk" -newer "$stamp" \
		-print -quit)"; then
		return
	fi
	test ! -e "$top/config.status" ||
		die "the checkout itself is configured; run 'make distclean' in it"
	missing=$(packages_missing | sort -u | tr '\n' ' ')
	test -z "$missing" || die "run as root, or install: $missing"
	say "building (log: $var/log/build.log)"
	touch "$var/build/.begun"
	if ! build_steps >"$var/log/build.log" 2>&1; then
		tail -n 30 "$var/log/build.log" >&2
		die "the build failed"
	fi
	touch -r "$var/build/.begun" "$stamp"
}

build_steps() {
	test -x "$top/configure" || (cd "$top" && autoreconf -fi) || return
	cd "$var/build" || return
	test -e Makefile ||
		"$top/configure" --prefix="$var/inst" || return
	make -j"$(nproc)" && make install
}
