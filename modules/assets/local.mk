worker_PROGRAMS += %D%/ggzy-assets
%C%_ggzy_assets_SOURCES = \
	%D%/asset.c \
	%D%/assets.h \
	%D%/disclose.c \
	%D%/guards.c \
	%D%/holders.c \
	%D%/main.c \
	%D%/moves.c \
	%D%/priority.c \
	%D%/settle.c \
	%D%/together.c
%C%_ggzy_assets_CPPFLAGS = $(CPPFLAGS_TRADE)
%C%_ggzy_assets_LDADD = $(LDADD_TRADE)
