# Take the marks away with the first main.c; one line a file, sorted.
#worker_PROGRAMS += %D%/ggzy-clock
#%C%_ggzy_clock_SOURCES = \
#	%D%/main.c
