#ifndef PUSH_H
#define PUSH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * ggzy-push tells the web server which lots changed, and that tells who
 * watches them (nchan, Server-Sent Events).  It follows the log, so that no
 * offer waits for it.  What it says is the lot's state as everybody may read
 * it, with the offers since it last said something; where it cannot have that,
 * "look again, there is a change of this number".  Either may be lost: who
 * watches sees by the numbers that something is missing, and reads.
 *
 * Both speak HTTP over the web server's socket, within a few seconds, and are
 * false with errno when it gave or took nothing.
 */
struct changed {
	int64_t trade, seq;
	const char *domain;
};

/* The state with what came after `since`, as one line of JSON of less than
 * `room` bytes. */
bool push_ask(const char *socket, const struct changed *, int64_t since,
	      char *text, size_t room);

/* Gives one line of JSON to who watches the trade. */
bool push_post(const char *socket, int64_t trade, const char *text);

#endif
