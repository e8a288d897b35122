noinst_LIBRARIES += %D%/libcore.a
%C%_libcore_a_SOURCES = \
	%D%/arena.c \
	%D%/arena.h \
	%D%/banned.h \
	%D%/body.h \
	%D%/buf.c \
	%D%/buf.h \
	%D%/db.h \
	%D%/err.c \
	%D%/err.def \
	%D%/err.h \
	%D%/field.c \
	%D%/field.h \
	%D%/json.h
