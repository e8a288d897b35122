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
	CPPFLAGS='$(CPPFLAGS) $(LIB_CPPFLAGS)'; export CPPFLAGS;

TESTS += %D%/lint/built.t %D%/lint/format.t %D%/lint/headers.t \
	%D%/lint/layers.t %D%/lint/reference.t %D%/lint/sql.t

# All that looks at the source without running it.
CLEANFILES += compile_flags.txt
lint: $(BUILT_SOURCES)
	@code=0; for t in '$(srcdir)'/%D%/lint/*.t; do \
		echo "$$t"; \
		top_builddir='$(abs_top_builddir)' CC='$(CC)' \
		CPPFLAGS='$(CPPFLAGS) $(LIB_CPPFLAGS)' sh "$$t" || code=1; \
	done; \
	echo cppcheck; \
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
		--error-exitcode=1 --inline-suppr --suppress=missingInclude \
		--suppressions-list='$(srcdir)/%D%/lint/cppcheck.txt' \
		-j 2 -I'$(srcdir)/modules/core' -I'$(srcdir)/modules' \
		'$(srcdir)/modules' || code=1; \
	echo clang-tidy; \
	printf '%s\n' -std=gnu11 $(DEFS) $(CPPFLAGS_TRADE) $(LIB_CPPFLAGS) \
		$(PANGO_CFLAGS) $(QRENCODE_CFLAGS) \
		>compile_flags.txt; \
	ls '$(srcdir)'/modules/*/*.c | xargs -P 2 -n 1 \
		clang-tidy -p . --quiet 2>/dev/null || code=1; \
	exit $$code

# Branches of the files of tests/coverage.txt.
coverage:
	sh '$(srcdir)'/%D%/t/coverage.t

# A fuzz target is a check program with the seeds of tests/fuzz/seeds/NAME,
# replayed by `make check`; configured with --enable-fuzzing the same program
# is a libFuzzer.  For a target NAME:
#
#   check_PROGRAMS += tests/fuzz/NAME.t
#   tests_fuzz_NAME_t_SOURCES = tests/fuzz/NAME.c $(MAIN_FUZZ)
#   tests_fuzz_NAME_t_LDFLAGS = $(LDFLAGS_FUZZ)
if FUZZING
MAIN_FUZZ =
LDFLAGS_FUZZ = $(AM_LDFLAGS) -fsanitize=fuzzer
else
MAIN_FUZZ = tests/fuzz/replay.c tests/unit/tap.h
LDFLAGS_FUZZ = $(AM_LDFLAGS)
endif

check_PROGRAMS += tests/unit/body.t tests/fuzz/body.t tests/fuzz/query.t
tests_unit_body_t_SOURCES = tests/unit/body.c tests/unit/tap.h
tests_fuzz_body_t_SOURCES = tests/fuzz/body.c tests/fuzz/sample.h $(MAIN_FUZZ)
tests_fuzz_body_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_query_t_SOURCES = tests/fuzz/query.c tests/fuzz/sample.h $(MAIN_FUZZ)
tests_fuzz_query_t_LDFLAGS = $(LDFLAGS_FUZZ)

check_PROGRAMS += tests/fuzz/codes.t tests/fuzz/cookie.t tests/fuzz/sheet.t \
	tests/fuzz/words.t
tests_fuzz_codes_t_SOURCES = tests/fuzz/codes.c $(MAIN_FUZZ)
tests_fuzz_codes_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_cookie_t_SOURCES = tests/fuzz/cookie.c $(MAIN_FUZZ)
tests_fuzz_cookie_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_sheet_t_SOURCES = tests/fuzz/sheet.c $(MAIN_FUZZ)
tests_fuzz_sheet_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_words_t_SOURCES = tests/fuzz/words.c $(MAIN_FUZZ)
tests_fuzz_words_t_LDFLAGS = $(LDFLAGS_FUZZ)

# the core without a database
check_PROGRAMS += tests/unit/arena.t tests/unit/json.t tests/unit/route.t
tests_unit_arena_t_SOURCES = tests/unit/arena.c tests/unit/tap.h
tests_unit_json_t_SOURCES = tests/unit/json.c tests/unit/tap.h
tests_unit_route_t_SOURCES = tests/unit/route.c tests/unit/tap.h

# probes of `make bench`
EXTRA_PROGRAMS = tests/bench/crowd tests/bench/fan tests/bench/hello \
	tests/bench/receipt tests/bench/rows
tests_bench_crowd_SOURCES = tests/bench/crowd.c tests/bench/crowd.h \
	tests/bench/crowd_act.c tests/bench/crowd_line.c \
	tests/bench/crowd_tally.c
tests_bench_fan_SOURCES = tests/bench/fan.c
tests_bench_hello_SOURCES = tests/bench/hello.c
tests_bench_receipt_SOURCES = tests/bench/receipt.c
tests_bench_rows_SOURCES = tests/bench/rows.c

# sixteen writers for tests/t/log.t, made when it runs
EXTRA_PROGRAMS += tests/t/log-writers
tests_t_log_writers_SOURCES = tests/t/log-writers.c

# random evaluations for tests/t/rank-twice.t, made when it runs
EXTRA_PROGRAMS += tests/t/rank-lots
tests_t_rank_lots_SOURCES = tests/t/rank-lots.c
tests_t_rank_lots_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_t_rank_lots_LDADD = $(LDADD_TRADE)

# a thousand ways to change a log, for tests/t/mutations.t, made when it runs
EXTRA_PROGRAMS += tests/t/log-mutations
tests_t_log_mutations_SOURCES = tests/t/log-mutations.c \
	tests/t/log-mutations-lab.c tests/t/log-mutations-row.c \
	tests/t/log-mutations-file.c tests/t/log-mutations-all.c \
	tests/t/log-mutations-look.c tests/t/log-mutations-lab.h \
	tests/t/log-mutations.h \
	modules/ctl/ca_rows.c modules/ctl/ctl_rows.c \
	modules/ctl/log_audit.c modules/ctl/log_blob.c \
	modules/ctl/log_box.c modules/ctl/log_entry.c \
	modules/ctl/log_head.c modules/ctl/log_seen.c \
	modules/ctl/log_text.c \
	modules/witness/evidence.c \
	modules/witness/follow.c modules/witness/http.c \
	modules/witness/journal.c \
	modules/witness/platform.c modules/witness/settings.c \
	modules/witness/store.c modules/witness/store_leaf.c \
	modules/witness/sweep.c
tests_t_log_mutations_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/ctl \
	-I$(top_srcdir)/modules/witness $(CURL_CFLAGS)
tests_t_log_mutations_LDADD = $(LDADD) $(CURL_LIBS)
