EXTRA_DIST += %D%/ggzy.conf

install-conf:
	@$(MKDIR_P) "$(DESTDIR)$(sysconfdir)/ggzy"
uninstall-conf:
