worker_PROGRAMS += %D%/ggzy-site
%C%_ggzy_site_SOURCES = \
	%D%/catalogue.c \
	%D%/feed.c \
	%D%/file.c \
	%D%/fixed.c \
	%D%/follow.c \
	%D%/home.c \
	%D%/html.c \
	%D%/html.h \
	%D%/index.c \
	%D%/list.c \
	%D%/main.c \
	%D%/notice.c \
	%D%/page.c \
	%D%/region.c \
	%D%/rule_of.c \
	%D%/rules.c \
	%D%/site.h \
	%D%/site_rows.c \
	%D%/site_rows.h \
	%D%/text.c \
	%D%/timeline.c \
	%D%/trade.c \
	%D%/words.c \
	%D%/words.h
