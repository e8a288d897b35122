# What ggzyctl needs too: tar files and bags.
noinst_LIBRARIES += %D%/libbag.a
%C%_libbag_a_SOURCES = \
	%D%/bag.c \
	%D%/bag.h \
	%D%/bag_check.c \
	%D%/bag_log.c \
	%D%/bag_read.c \
	%D%/bag_read.h \
	%D%/tar.c \
	%D%/tar.h
%C%_libbag_a_CFLAGS = $(AM_CFLAGS) $(ARCHIVE_CFLAGS)
LDADD_BAG = %D%/libbag.a $(LDADD) $(ARCHIVE_LIBS)

noinst_LIBRARIES += %D%/libpaper.a
%C%_libpaper_a_SOURCES = \
	%D%/canvas.c \
	%D%/canvas.h \
	%D%/flow.c \
	%D%/flow.h \
	%D%/flow_impl.h \
	%D%/flow_page.c \
	%D%/flow_table.c \
	%D%/qr.c \
	%D%/qr.h \
	%D%/words.c \
	%D%/words.h
%C%_libpaper_a_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS) $(QRENCODE_CFLAGS)
LDADD_PAPER = %D%/libpaper.a $(LDADD) $(PANGO_LIBS) $(QRENCODE_LIBS)

worker_PROGRAMS += %D%/ggzy-archive
%C%_ggzy_archive_SOURCES = \
	%D%/archive.h \
	%D%/archive_rows.c \
	%D%/archive_rows.h \
	%D%/bundle.c \
	%D%/bundle.h \
	%D%/bundle_file.c \
	%D%/bundle_impl.h \
	%D%/bundle_log.c \
	%D%/bundle_public.c \
	%D%/bundle_rows.c \
	%D%/doc_award.c \
	%D%/doc_draw.c \
	%D%/doc_opening.c \
	%D%/doc_report.c \
	%D%/doc_report.h \
	%D%/doc_report_scores.c \
	%D%/document.c \
	%D%/follow.c \
	%D%/keep.c \
	%D%/main.c \
	%D%/package.c \
	%D%/package.h \
	%D%/package_deed.c \
	%D%/package_file.c \
	%D%/package_list.c \
	%D%/package_log.c \
	%D%/proof.c \
	%D%/waits.c \
	%D%/waits.h
%C%_ggzy_archive_LDADD = %D%/libbag.a $(LDADD_PAPER) $(ARCHIVE_LIBS)

check_PROGRAMS += tests/unit/words.t
tests_unit_words_t_SOURCES = tests/unit/words.c tests/unit/tap.h
tests_unit_words_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/archive
tests_unit_words_t_LDADD = $(LDADD_PAPER)

check_PROGRAMS += tests/unit/bag.t tests/unit/flow.t
tests_unit_bag_t_SOURCES = tests/unit/bag.c tests/unit/tap.h
tests_unit_bag_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/archive
tests_unit_bag_t_LDADD = $(LDADD_BAG)
check_PROGRAMS += tests/unit/bag_evil.t
tests_unit_bag_evil_t_SOURCES = tests/unit/bag_evil.c tests/unit/tap.h
tests_unit_bag_evil_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/archive
tests_unit_bag_evil_t_LDADD = $(LDADD_BAG)
check_PROGRAMS += tests/unit/waits.t
tests_unit_waits_t_SOURCES = tests/unit/waits.c tests/unit/tap.h %D%/waits.c
tests_unit_waits_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/archive
# on paper of its own
tests_unit_flow_t_SOURCES = tests/unit/flow.c tests/unit/tap.h \
	%D%/flow.c %D%/flow_page.c %D%/flow_table.c
tests_unit_flow_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/archive
