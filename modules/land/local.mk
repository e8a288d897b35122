LAND_SOURCES = \
	%D%/agreement.c \
	%D%/deal.c \
	%D%/geometry.c \
	%D%/geometry.h \
	%D%/geometry_text.c \
	%D%/ground.c \
	%D%/guards.c \
	%D%/land.h \
	%D%/mining.c \
	%D%/mining.h \
	%D%/mining_guards.c \
	%D%/mining_sale.c \
	%D%/moves.c \
	%D%/parcel.c \
	%D%/payment.c \
	%D%/right.c

worker_PROGRAMS += %D%/ggzy-land
%C%_ggzy_land_SOURCES = $(LAND_SOURCES) %D%/main.c
%C%_ggzy_land_CPPFLAGS = $(CPPFLAGS_TRADE)
%C%_ggzy_land_LDADD = $(LDADD_TRADE)

check_PROGRAMS += tests/unit/land.t
tests_unit_land_t_SOURCES = tests/unit/land.c tests/unit/tap.h $(LAND_SOURCES)
tests_unit_land_t_CPPFLAGS = $(CPPFLAGS_TRADE) -I$(top_srcdir)/modules/land
tests_unit_land_t_LDADD = $(LDADD_TRADE)

check_PROGRAMS += tests/unit/geometry.t tests/fuzz/corners.t
tests_unit_geometry_t_SOURCES = tests/unit/geometry.c tests/unit/tap.h \
	%D%/geometry.c \
	%D%/geometry_text.c
tests_unit_geometry_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/land
tests_fuzz_corners_t_SOURCES = tests/fuzz/corners.c $(MAIN_FUZZ) \
	%D%/geometry.c \
	%D%/geometry_text.c
tests_fuzz_corners_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/land
tests_fuzz_corners_t_LDFLAGS = $(LDFLAGS_FUZZ)
