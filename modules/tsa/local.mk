worker_PROGRAMS += %D%/ggzy-tsa %D%/ggzy-stamp
%C%_ggzy_tsa_SOURCES = \
	%D%/frame.c \
	%D%/main.c \
	%D%/tsa.h
%C%_ggzy_stamp_SOURCES = \
	%D%/frame.c \
	%D%/later.c \
	%D%/stamp.c \
	%D%/tsa.h
%C%_ggzy_stamp_LDADD = $(LDADD) $(CURL_LIBS)
