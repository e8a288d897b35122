worker_PROGRAMS += %D%/ggzy-push
%C%_ggzy_push_SOURCES = \
	%D%/main.c \
	%D%/post.c \
	%D%/push.h
