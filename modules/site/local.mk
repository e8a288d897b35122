# Take the marks away with the first main.c; one line a file, sorted.
#worker_PROGRAMS += %D%/ggzy-site
#%C%_ggzy_site_SOURCES = \
#	%D%/main.c
