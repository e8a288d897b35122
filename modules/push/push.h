#ifndef PUSH_H
#define PUSH_H
#include <stdbool.h>
#include <stdint.h>

/*
 * ggzy-push tells the web server which lots changed, and that tells who
 * watches them (nchan, Server-Sent Events): "look again, there is a change of
 * this number".  It follows the log, so that no offer waits for it; what it
 * says is a hint that may be lost.  Who watches reads the lot itself, by
 * number, and does so now and then unasked.
 */

/* Posts the hint to the web server's socket, within a few seconds; false with
 * errno when it was not taken. */
bool push_post(const char *socket, int64_t trade, int64_t seq);

#endif
