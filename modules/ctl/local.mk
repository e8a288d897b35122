bin_PROGRAMS += %D%/ggzyctl
%C%_ggzyctl_SOURCES = \
	%D%/access.c \
	%D%/account.c \
	%D%/args.c \
	%D%/change.c \
	%D%/csv.c \
	%D%/csv.h \
	%D%/ctl.h \
	%D%/ctl_rows.c \
	%D%/ctl_rows.h \
	%D%/decode.c \
	%D%/install.c \
	%D%/main.c \
	%D%/migrate.c \
	%D%/reference.c \
	%D%/statement.c \
	%D%/time.c

check_PROGRAMS += tests/unit/log_vectors.t
tests_unit_log_vectors_t_SOURCES = tests/unit/log_vectors.c tests/unit/tap.h \
	%D%/log_vectors.c %D%/log_vectors.h
