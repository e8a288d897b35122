worker_PROGRAMS += %D%/ggzy-engineering
%C%_ggzy_engineering_SOURCES = \
	%D%/codes.c \
	%D%/due.c \
	%D%/engineering.h \
	%D%/facts.c \
	%D%/guards.c \
	%D%/limits.c \
	%D%/main.c \
	%D%/moves.c \
	%D%/notice.c \
	%D%/project.c
%C%_ggzy_engineering_CPPFLAGS = $(CPPFLAGS_TRADE)
%C%_ggzy_engineering_LDADD = $(LDADD_TRADE)
