noinst_LIBRARIES += %D%/libtrade.a
%C%_libtrade_a_SOURCES = \
	%D%/archive.c \
	%D%/award.c \
	%D%/candidate.c \
	%D%/contract.c \
	%D%/draw.c \
	%D%/draw.h \
	%D%/duty.c \
	%D%/end.c \
	%D%/evaluate.c \
	%D%/evaluate.h \
	%D%/expert.c \
	%D%/objection.c \
	%D%/panel.c \
	%D%/panel.h \
	%D%/performance.c \
	%D%/rank.c \
	%D%/rank.h \
	%D%/score.c \
	%D%/seat.c \
	%D%/sheet.c

check_PROGRAMS += tests/unit/draw.t tests/unit/rank.t
tests_unit_draw_t_SOURCES = tests/unit/draw.c tests/unit/tap.h
tests_unit_draw_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_draw_t_LDADD = $(LDADD_TRADE)
tests_unit_rank_t_SOURCES = tests/unit/rank.c tests/unit/tap.h
tests_unit_rank_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_rank_t_LDADD = $(LDADD_TRADE)
