# A unit test stands in the local.mk of the folder it tests, like this:
#
#   check_PROGRAMS += tests/unit/arena.t
#   tests_unit_arena_t_SOURCES = tests/unit/arena.c tests/unit/tap.h
#
# and with these two lines more where it looks into modules/trade:
#
#   tests_unit_moves_t_CPPFLAGS = $(CPPFLAGS_TRADE)
#   tests_unit_moves_t_LDADD = $(LDADD_TRADE)

TEST_EXTENSIONS = .t
T_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(T_LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	CC='$(CC)'; export CC; \
	CPPFLAGS='$(CPPFLAGS) $(FCGI_CFLAGS) $(MARIADB_CFLAGS) $(JANSSON_CFLAGS) $(OPENSSL_CFLAGS) $(SODIUM_CFLAGS) $(JOSE_CFLAGS)'; export CPPFLAGS;

EXTRA_DIST += %D%/lib.sh %D%/run %D%/t %D%/lint %D%/data %D%/fault %D%/bench \
	%D%/web
