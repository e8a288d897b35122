/* Opening a bid with its key, piece by piece. */
#include <errno.h>
#include <unistd.h>

#include "crypt.h"
#include "envelope.h"

struct envelope_reader {
	const struct envelope *e;
	unsigned char key[ENVELOPE_KEY];
	unsigned char *sealed, *plain;
	int64_t next; /* chunk */
	int fd;
};

struct envelope_reader *
envelope_begin(struct arena *a, int fd, const struct envelope *e,
	       const unsigned char key[ENVELOPE_KEY])
{
	struct envelope_place mine = envelope_place(e, OWN_KEY);
	struct envelope_reader *r;
	size_t most =
	    e->size < e->chunk_size ? (size_t)e->size : (size_t)e->chunk_size;

	if (!same_bytes(envelope_commitment(a, e->algorithms, &mine, key),
			e->commitment, 2 * ENVELOPE_KEY))
		return NULL;
	r = arena_alloc(a, sizeof(*r));
	r->e = e;
	r->fd = fd;
	r->plain = arena_alloc(a, most);
	r->sealed = arena_alloc(a, most + e->algorithms->tag);
	memcpy(r->key, key, sizeof(r->key));
	return r;
}

static bool
get(int fd, unsigned char *at, size_t n, int64_t from)
{
	ssize_t got;

	while (n) {
		got = pread(fd, at, n, from);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		from += got;
		n -= (size_t)got;
	}
	return true;
}

bool
envelope_next(struct envelope_reader *r, const unsigned char **p, size_t *n)
{
	const struct envelope *e = r->e;
	const struct suite *s = e->algorithms;
	unsigned char nonce[SUITE_NONCE], aad[ENVELOPE_AAD];
	int64_t done = r->next * e->chunk_size, left = e->size - done;
	size_t len;

	*p = r->plain;
	*n = 0;
	if (r->next == e->chunks) {
		wipe_bytes(r->key, sizeof(r->key));
		return true;
	}
	len = left < e->chunk_size ? (size_t)left : (size_t)e->chunk_size;
	envelope_chunk(e, r->next, nonce, aad);
	if (!get(r->fd, r->sealed, len + s->tag,
		 e->start + done + r->next * (int64_t)s->tag) ||
	    !s->open(r->key, nonce, aad, sizeof(aad), r->sealed, len + s->tag,
		     r->plain)) {
		wipe_bytes(r->key, sizeof(r->key));
		return false;
	}
	r->next++;
	*n = len;
	return true;
}
