#ifndef JOURNAL_H
#define JOURNAL_H
#include "witness.h"

/*
 * The journal of a witness, one JSON object a line: what it signed, found and
 * was told.  Who reads a line knows that those before it are as they must be:
 * journal_replay() stops at the first that is not, and nothing is written that
 * it would stop at.  Half a line at the end was never acted on.
 *
 *	begin		the first: for which key, by the digest of its public
 *			PEM; of old there was none
 *	head		a head about to be co-signed; longer than all before it
 *			in its epoch, while no evidence is open
 *	evidence	something does not fit; it is open until one of the next
 *	acknowledge	a person knows why; the last head goes on to bind
 *	anew		a person lets the log be taken up from its beginning in
 *			a new epoch; `body` is the head that binds no more
 */
struct line {
	const char *kind;
	int64_t written_at;
	int64_t epoch; /* of a head; that an anew begins; NONE: of old */
	const char *body, *signature, *cosign, *cosign_signature;
	const char *what, *file, *reason; /* what: kind of the evidence */
	const char *key;                  /* of begin */
	bool anew; /* of old, in an acknowledgement: it was one for both */
};

/* Reads on from s->read; false: it cannot be read, or a line cannot be. */
bool journal_replay(struct store *);
/* On disk when it returns true, and read again.  Ends the process if the disk
 * does not say what it holds. */
bool journal_append(struct store *, struct line *);

/* What is at the path cannot be had, as errno says; ends the process. */
void store_die(const char *path);

#endif
