worker_PROGRAMS += %D%/ggzy-witness
%C%_ggzy_witness_SOURCES = \
	%D%/follow.c \
	%D%/http.c \
	%D%/main.c \
	%D%/platform.c \
	%D%/settings.c \
	%D%/store.c \
	%D%/store_leaf.c \
	%D%/sweep.c \
	%D%/witness.h
%C%_ggzy_witness_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
%C%_ggzy_witness_LDADD = $(LDADD) $(CURL_LIBS)
