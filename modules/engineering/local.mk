# Take the marks away with the first main.c; one line a file, sorted.
#worker_PROGRAMS += %D%/ggzy-engineering
#%C%_ggzy_engineering_SOURCES = \
#	%D%/main.c
#%C%_ggzy_engineering_CPPFLAGS = $(CPPFLAGS_TRADE)
#%C%_ggzy_engineering_LDADD = $(LDADD_TRADE)
