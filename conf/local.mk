# What conf/ gives to an installed platform.  The samples for web server,
# database and supervisor go to $(pkgdatadir)/conf, ready to be included; the
# units of systemd are made of templates.

conf_samples = ggzy.conf witness.conf nginx/http.conf nginx/ggzy.conf nginx/headers.conf \
	nginx/fastcgi_params mariadb/ggzy.cnf apache/ggzy.conf \
	lighttpd/ggzy.conf systemd/sysusers.conf systemd/tmpfiles.conf

# pool:worker:seconds to stop, and daemon:title
conf_pools = engineering:engineering:45 engineering-upload:engineering:150 \
	service:service:45 service-read:service:45
conf_daemons = clock:time-driven_steps_and_the_log site:public_pages \
	tsa:time-stamp_authority stamp:time_stamps_of_receipts \
	archive:official_documents_and_packages
# what a timer starts
conf_jobs = ca-refresh
conf_run = /run/ggzy
conf_state = $(localstatedir)/lib/ggzy

conf_fill = $(SED) -e 's,@run@,$(conf_run),g' -e 's,@state@,$(conf_state),g' \
	-e 's,@public@,$(conf_state)/public,g' \
	-e 's,@share@,$(pkgdatadir),g' -e 's,@etc@,$(sysconfdir)/ggzy,g' \
	-e 's,@cache@,/var/cache/nginx/ggzy,g' \
	-e 's,@conf@,$(pkgdatadir)/conf/nginx,g' \
	-e 's,@witness@,$(localstatedir)/lib/ggzy-witness,g' \
	-e 's,@secrets@,$(sysconfdir)/ggzy/secrets,g' \
	-e 's,@database@,/run/mysqld/mysqld.sock,g' \
	-e 's,@url@,http://localhost,g' -e 's,@libexec@,$(workerdir),g' \
	-e 's,@bin@,$(bindir),g'

# An existing ggzy.conf is somebody's work and stays.
install-conf:
	@$(MKDIR_P) "$(DESTDIR)$(sysconfdir)/ggzy" \
		"$(DESTDIR)$(systemdsystemunitdir)"
	@for f in $(conf_samples); do \
		to="$(DESTDIR)$(pkgdatadir)/conf/$$f"; \
		$(MKDIR_P) "$${to%/*}" || exit 1; \
		$(conf_fill) "$(srcdir)/conf/$$f" >"$$to" || exit 1; \
	done
	@to="$(DESTDIR)$(sysconfdir)/ggzy/ggzy.conf"; \
	if test -e "$$to"; then :; else \
		cp "$(DESTDIR)$(pkgdatadir)/conf/ggzy.conf" "$$to" || exit 1; \
	fi
	@for p in $(conf_pools); do \
		pool=$${p%%:*} rest=$${p#*:}; \
		for f in .socket @.service; do \
			$(conf_fill) -e "s,@pool@,$$pool,g" \
				-e "s,@worker@,$${rest%:*},g" \
				-e "s,@stop@,$${rest#*:},g" \
				"$(srcdir)/conf/systemd/pool$$f" \
				>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$pool$$f" \
				|| exit 1; \
		done; \
	done
	@for d in $(conf_daemons); do \
		daemon=$${d%%:*}; title=$$(echo "$${d#*:}" | tr _ ' '); \
		$(conf_fill) -e "s,@daemon@,$$daemon,g" \
			-e "s,@title@,$$title,g" \
			"$(srcdir)/conf/systemd/daemon.service" \
			>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$daemon.service" \
			|| exit 1; \
	done
	@$(conf_fill) "$(srcdir)/conf/systemd/witness.service" \
		>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-witness.service"
	@for j in $(conf_jobs); do \
		for f in service timer; do \
			$(conf_fill) "$(srcdir)/conf/systemd/$$j.$$f" \
				>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$j.$$f" \
				|| exit 1; \
		done; \
	done

uninstall-conf:
	@to="$(DESTDIR)$(sysconfdir)/ggzy/ggzy.conf"; \
	if cmp -s "$$to" "$(DESTDIR)$(pkgdatadir)/conf/ggzy.conf"; then \
		rm -f "$$to"; \
	fi
	-@rmdir "$(DESTDIR)$(sysconfdir)/ggzy" 2>/dev/null
	@rm -rf "$(DESTDIR)$(pkgdatadir)/conf"
	@rm -f "$(DESTDIR)$(systemdsystemunitdir)"/ggzy-*.service \
		"$(DESTDIR)$(systemdsystemunitdir)"/ggzy-*.timer \
		"$(DESTDIR)$(systemdsystemunitdir)"/ggzy-*.socket
