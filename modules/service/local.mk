# Take the marks away with the first main.c; one line a file, sorted.
#worker_PROGRAMS += %D%/ggzy-service
#%C%_ggzy_service_SOURCES = \
#	%D%/main.c
