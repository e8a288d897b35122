#ifndef TSA_H
#define TSA_H
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* clang-format off */
/*
 * Time stamps of receipts, by two small programs:
 *
 *	ggzy-tsa	a time-stamp authority of our own.  Alone reads its key;
 *			has neither the database nor a network, only the socket
 *			run/tsa/tsa.sock.
 *	ggzy-stamp	gets a token for every receipt that has none, from that
 *			socket or from the authority at tsa_url, checks and
 *			stores it.  A receipt never waits for it.
 *
 * One request a connection; either side sends a frame: four bytes, the length,
 * highest first, then so many bytes of DER.
 */
/* clang-format on */
#define FRAME_MAX 65536
/* A peer on the socket that is silent so long is gone. */
#define LOCAL_MS 2000

bool frame_send(int fd, const void *, size_t);
/* NULL if there is none, or it is longer than FRAME_MAX. */
void *frame_read(struct arena *, int fd, size_t *len);
/* Whoever is silent longer is left. */
void frame_limit(int fd);

/* The answer of an authority, or NULL with *why. */
void *ask_local(struct arena *, const void *request, size_t, size_t *len,
		const char **why);

/* A receipt that got no stamp is left alone for a while, so that it keeps none
 * from those behind it. */
void later_add(const char *number);
/* Those that are left alone now, as a list of JSON. */
const char *later_list(struct arena *);

#endif
