# One header of statements for each file of queries.
BUILT_SOURCES += \
	%D%/queries/account_sql.h \
	%D%/queries/archive_sql.h \
	%D%/queries/assets_sql.h \
	%D%/queries/auction_sql.h \
	%D%/queries/bid_sql.h \
	%D%/queries/cert_sql.h \
	%D%/queries/clock_sql.h \
	%D%/queries/core_sql.h \
	%D%/queries/ctl_sql.h \
	%D%/queries/deed_sql.h \
	%D%/queries/land_sql.h \
	%D%/queries/ledger_sql.h \
	%D%/queries/load_sql.h \
	%D%/queries/migrate_sql.h \
	%D%/queries/mining_sql.h \
	%D%/queries/panel_sql.h \
	%D%/queries/push_sql.h \
	%D%/queries/sale_sql.h \
	%D%/queries/service_sql.h \
	%D%/queries/session_sql.h \
	%D%/queries/site_sql.h \
	%D%/queries/stamp_sql.h \
	%D%/queries/step_sql.h \
	%D%/queries/tender_sql.h

INSTALL_TREES += %D%/schema %D%/views %D%/grants %D%/migrate %D%/reference \
	%D%/demo

SUFFIXES = .sql _sql.h
.sql_sql.h:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	    $(AWK) -f $(srcdir)/db/sqlgen.awk $< >$@.tmp && mv $@.tmp $@
$(BUILT_SOURCES): db/sqlgen.awk
