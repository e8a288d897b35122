worker_PROGRAMS += %D%/ggzy-clock
%C%_ggzy_clock_SOURCES = \
	%D%/clock.h \
	%D%/clock_rows.c \
	%D%/clock_rows.h \
	%D%/door.c \
	%D%/duty.c \
	%D%/fcgi.c \
	%D%/fcgi.h \
	%D%/main.c \
	%D%/order.c \
	%D%/steps.c \
	%D%/wait.c

check_PROGRAMS += tests/unit/fcgi.t
tests_unit_fcgi_t_SOURCES = tests/unit/fcgi.c tests/unit/tap.h %D%/fcgi.c
tests_unit_fcgi_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/clock
