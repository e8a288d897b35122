#ifndef COMBINE_H
#define COMBINE_H
#include "envelope.h"

/*
 * From what trustees and bidder gave for one bid to its key.  Nothing is taken
 * on faith: a share counts only if it is the one the bidder committed to, and
 * a key only if it is the one; so a wrong share never leads to a wrong
 * plaintext, at worst to none.
 */
struct given {
	int64_t position; /* of the trustee; OWN_KEY: the whole key */
	unsigned char bytes[ENVELOPE_KEY];
};

enum combined {
	KEY_FOUND,
	KEY_LACKS, /* too few of what was given is right */
	KEY_SPLIT  /* enough is, but the bidder split another key */
};

/*
 * key is zero unless found.  *wrong (may be NULL) gets how many of those given
 * are not what the bidder committed to.
 */
enum combined combine_key(struct arena *, const struct envelope *,
			  const struct given *, size_t n,
			  unsigned char key[ENVELOPE_KEY], size_t *wrong);
/* Is it the one the bidder committed to? */
bool given_is_right(struct arena *, const struct envelope *,
		    const struct given *);

#endif
