worker_PROGRAMS += %D%/ggzy-service
%C%_ggzy_service_SOURCES = \
	%D%/account.c \
	%D%/account_admin.c \
	%D%/cert.c \
	%D%/cert_login.c \
	%D%/expert.c \
	%D%/factor.c \
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
	%D%/password.c \
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
	%D%/trade.c \
	%D%/witness.c

# The interface of all workers as one document, by the workers themselves.
openapidir = $(pkgdatadir)/www
nodist_openapi_DATA = www/openapi.json
CLEANFILES += www/openapi.json www/openapi.json.*
EXTRA_DIST += modules/core/openapi.awk
www/openapi.json: modules/engineering/ggzy-engineering$(EXEEXT) \
		modules/land/ggzy-land$(EXEEXT) \
		modules/assets/ggzy-assets$(EXEEXT) \
		modules/service/ggzy-service$(EXEEXT) modules/core/openapi.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	    modules/service/ggzy-service$(EXEEXT) -a >$@.1 && \
	    modules/engineering/ggzy-engineering$(EXEEXT) -a >$@.2 && \
	    modules/land/ggzy-land$(EXEEXT) -a >$@.3 && \
	    modules/assets/ggzy-assets$(EXEEXT) -a >$@.4 && \
	    $(AWK) -f $(srcdir)/modules/core/openapi.awk $@.1 $@.2 $@.3 $@.4 >$@.tmp && \
	    rm -f $@.1 $@.2 $@.3 $@.4 && mv $@.tmp $@
