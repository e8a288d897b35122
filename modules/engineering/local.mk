worker_PROGRAMS += %D%/ggzy-engineering
%C%_ggzy_engineering_SOURCES = \
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

check_PROGRAMS += tests/unit/moves.t
tests_unit_moves_t_SOURCES = tests/unit/moves.c tests/unit/tap.h \
	%D%/facts.c \
	%D%/guards.c \
	%D%/limits.c \
	%D%/moves.c \
	%D%/notice.c \
	%D%/project.c
tests_unit_moves_t_CPPFLAGS = $(CPPFLAGS_TRADE) -I$(top_srcdir)/modules/engineering
tests_unit_moves_t_LDADD = $(LDADD_TRADE)
