worker_PROGRAMS += %D%/ggzy-service
%C%_ggzy_service_SOURCES = \
	%D%/account.c \
	%D%/expert.c \
	%D%/feed.c \
	%D%/find.c \
	%D%/find.h \
	%D%/find_read.c \
	%D%/key.c \
	%D%/login.c \
	%D%/main.c \
	%D%/me.c \
	%D%/notice.c \
	%D%/page.c \
	%D%/project.c \
	%D%/proof.c \
	%D%/public.h \
	%D%/reference.c \
	%D%/register.c \
	%D%/role.c \
	%D%/rules.c \
	%D%/search.c \
	%D%/service.h \
	%D%/stats.c \
	%D%/throttle.c \
	%D%/timeline.c \
	%D%/trade.c
