worker_PROGRAMS += %D%/ggzy-site
%C%_ggzy_site_SOURCES = \
	%D%/catalogue.c \
	%D%/dirty.c \
	%D%/dirty.h \
	%D%/feed.c \
	%D%/file.c \
	%D%/fixed.c \
	%D%/follow.c \
	%D%/home.c \
	%D%/html.c \
	%D%/html.h \
	%D%/index.c \
	%D%/list.c \
	%D%/list.h \
	%D%/list_page.c \
	%D%/list_region.c \
	%D%/main.c \
	%D%/notice.c \
	%D%/notice_body.c \
	%D%/notice_facts.c \
	%D%/notice_law.c \
	%D%/notice_proof.c \
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
	%D%/trade_bids.c \
	%D%/trade_list.c \
	%D%/words.c \
	%D%/words.h

check_PROGRAMS += tests/unit/html.t
tests_unit_html_t_SOURCES = tests/unit/html.c tests/unit/tap.h \
	%D%/html.c %D%/html.h %D%/text.c
tests_unit_html_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/modules/site
