# Take the marks away with the first main.c; one line a file, sorted.
#bin_PROGRAMS += %D%/ggzyctl
#%C%_ggzyctl_SOURCES = \
#	%D%/main.c
