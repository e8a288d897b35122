# Sourced by tests that want npm modules; $top is set.  web_modules installs
# those of package.json once, into $web; false if the network is away.
web=$top/var/web-test

web_modules() {
	command -v node npm >/dev/null || return 1
	mkdir -p "$web"
	cmp -s "$top/tests/web/package.json" "$web/package.json" &&
		test -d "$web/node_modules/axe-core" || {
		cp "$top/tests/web/package.json" "$web" &&
			(cd "$web" && npm install --no-audit --no-fund) \
				>"$web/npm.log" 2>&1
	}
}
