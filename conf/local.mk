# What conf/ gives to an installed platform.  The samples for web server,
# database and supervisor go to $(pkgdatadir)/conf, ready to be included; the
# units of systemd are made of templates.

conf_samples = ggzy.conf witness.conf nginx/http.conf nginx/ggzy.conf nginx/headers.conf \
	nginx/fastcgi_params nginx/nchan/http.conf \
	nginx/nchan/server.conf mariadb/ggzy.cnf apache/ggzy.conf \
	lighttpd/ggzy.conf systemd/sysusers.conf systemd/tmpfiles.conf

# where sealed bids and packages lie, hidden from whoever does not need them
conf_store = -$(conf_state)/blobs+-$(conf_state)/archive
# pool:worker:seconds to stop:what it writes:what it does not see
conf_pools = engineering:engineering:45:$(conf_state)/blobs: \
	engineering-upload:engineering:150:$(conf_state)/blobs: \
	land:land:45:$(conf_state)/blobs: \
	assets:assets:45:$(conf_state)/blobs: \
	service:service:45::$(conf_store) \
	service-read:service:45::$(conf_store)
# daemon:title:what it writes:what it does not see
conf_daemons = clock:time-driven_steps_and_the_log::$(conf_store) \
	site:public_pages:$(conf_state)/public:$(conf_store) \
	push:hints_to_watchers_of_auctions::$(conf_store) \
	tsa:time-stamp_authority:$(conf_state)/tsa+$(conf_run)/tsa:$(conf_store) \
	stamp:time_stamps_of_receipts::$(conf_store) \
	archive:official_documents_and_packages:$(conf_state)/archive+$(conf_state)/public/documents:
# what a timer starts
conf_jobs = ca-refresh
conf_run = /run/ggzy
conf_state = $(localstatedir)/lib/ggzy

conf_fill = $(SED) -e 's,@run@,$(conf_run),g' -e 's,@state@,$(conf_state),g' \
	-e 's,@public@,$(conf_state)/public,g' \
	-e 's,@share@,$(pkgdatadir),g' -e 's,@etc@,$(sysconfdir)/ggzy,g' \
	-e 's,@cache@,$(localstatedir)/cache/ggzy,g' \
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
		field() { echo "$$p" | cut -d: -f"$$1" | tr + ' '; }; \
		pool=$$(field 1); \
		for f in .socket @.service; do \
			$(conf_fill) -e "s,@pool@,$$pool,g" \
				-e "s,@worker@,$$(field 2),g" \
				-e "s,@stop@,$$(field 3),g" \
				-e "s,@writes@,$$(field 4),g" \
				-e "s,@hidden@,$$(field 5),g" \
				"$(srcdir)/conf/systemd/pool$$f" \
				>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$pool$$f" \
				|| exit 1; \
		done; \
	done
	@for d in $(conf_daemons); do \
		field() { echo "$$d" | cut -d: -f"$$1" | tr + ' '; }; \
		daemon=$$(field 1); \
		$(conf_fill) -e "s,@daemon@,$$daemon,g" \
			-e "s,@title@,$$(field 2 | tr _ ' '),g" \
			-e "s,@writes@,$$(field 3),g" \
			-e "s,@hidden@,$$(field 4),g" \
			"$(srcdir)/conf/systemd/daemon.service" \
			>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$daemon.service" \
			|| exit 1; \
	done
	@for s in witness audit; do \
		$(conf_fill) "$(srcdir)/conf/systemd/$$s.service" \
			>"$(DESTDIR)$(systemdsystemunitdir)/ggzy-$$s.service" \
			|| exit 1; \
	done
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
