worker_PROGRAMS += %D%/ggzy-witness
%C%_ggzy_witness_SOURCES = \
	%D%/evidence.c \
	%D%/evidence.h \
	%D%/follow.c \
	%D%/http.c \
	%D%/journal.c \
	%D%/journal.h \
	%D%/key.c \
	%D%/main.c \
	%D%/platform.c \
	%D%/settings.c \
	%D%/store.c \
	%D%/store_leaf.c \
	%D%/sweep.c \
	%D%/witness.h
%C%_ggzy_witness_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
%C%_ggzy_witness_LDADD = $(LDADD) $(CURL_LIBS)

check_PROGRAMS += tests/unit/witness.t
tests_unit_witness_t_SOURCES = tests/unit/witness.c tests/unit/tap.h \
	%D%/evidence.c %D%/follow.c %D%/journal.c %D%/settings.c %D%/store.c \
	%D%/store_leaf.c %D%/sweep.c
tests_unit_witness_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/witness
