#ifndef DRAWING_H
#define DRAWING_H
#include "draw.h"
#include "panel.h"

/*
 * A verifiable draw, step by step; each step is one request, one transaction
 * and one event of the log.  It draws experts for a panel, or one of the
 * bidders who took the ceiling price of a lot (lot_draw.c): their places have
 * the bidder's number for an expert's, and the form of all texts is the same.
 *
 *	pool	The owner or the centre calls for a draw: the pool is made,
 *		each exclusion with its reason, and the digest of its text
 *		goes into the log.
 *	commit	Each party commits to a random value: owner's side, centre,
 *		supervision.
 *	(head)	`clock` signs a head that covers the last commit.  Its root is
 *		part of the seed; no value is taken before it is there.
 *	reveal	Each party gives its value, in the order of draw_turns().
 *	draw	With the last value the seed is known and the seats are taken.
 *
 * A party that lets its time pass makes the draw void: event draw-void names
 * it.  A value that was not given is never left out or replaced, which would
 * let the last one choose between two results.  The next draw begins anew with
 * other values of all; the account that refused takes no part in it, and its
 * side gives its value first, before it can know a result.
 *
 * A seat that becomes free is taken by the next of the same order (event
 * `substitute`); another draw of the same trade is possible only after a void
 * one or when the order is used up.
 */
enum { DRAW_COMMIT, DRAW_HEAD, DRAW_REVEAL, DRAW_DONE, DRAW_VOID };
enum { PARTY_OWNER, PARTY_CENTRE, PARTY_SUPERVISION, PARTIES };
extern const char *const draw_words[], *const party_words[];

struct party {
	int64_t draw, party, account, committed_at, revealed_at;
	const char *commitment, *value;
};
/* Who a code of the pool stands for; `why`: excluded. */
struct place {
	int64_t place, expert, account;
	const char *name, *employer, *code, *employer_code, *why;
	const char *salt, *employer_salt; /* made for replies */
};
struct drawn_seat {
	int64_t seat, turn, place;
};
enum { DRAW_EXPERTS, DRAW_BIDDERS };
struct drawing {
	int64_t id, no, kind, state, wanted, same_max, at, limit_at, head_size,
	    ended_at;
	const char *reason, *pool, *pool_digest, *sitting, *secret, *head_root,
	    *seed, *missing;
	struct list parties; /* struct party, by party */
	struct list awaited; /* words of the parties, in turn */
	struct list seats;   /* struct drawn_seat */
	struct list opened;  /* struct place, when names are public */
};
extern const struct record party_record, place_record, drawn_seat_record;

/* All draws of r->trade with their parties, by number. */
enum err draws_read(struct req *, struct list *draws);
/* The last one if it is not over, or NULL. */
struct drawing *draw_running(const struct list *draws);
/* The party's row, NULL before it committed. */
const struct party *party_find(const struct drawing *, int64_t party);
/* The root that all values of the draw had to wait for: the smallest head
 * that covers the last commit.  E_NOTFOUND while there is none. */
enum err draw_head(struct req *, struct drawing *);
/*
 * In which order values are given: sides that refused to give theirs in
 * earlier draws of the trade first, the most often first, then by party.  So
 * who refused once never again knows the result before he speaks.
 */
void draw_turns(const struct list *draws, int64_t turn[PARTIES]);
/* Did this account refuse in an earlier draw of the trade? */
bool has_refused(const struct list *draws, int64_t account);
/* Who is to speak next, into d->awaited; in turn once values are given. */
void draw_await(struct req *, const struct list *draws, struct drawing *);
/*
 * Writes a new draw of d->kind, wanted, same_max, sitting and reason with its
 * pool, whose digest goes into the log; takes the entered step.  The codes of
 * the places were made with `secret`.
 */
enum err draw_begin(struct req *, const struct list *draws, struct drawing *,
		    const unsigned char secret[SEED_LEN], struct list *places);
/* drawing_pool.c: all experts of the trade's classes, sorted; whom something
 * keeps from being drawn has a reason.  Codes are made with the secret. */
enum err draw_places(struct req *, const unsigned char secret[SEED_LEN],
		     struct list *places);
/* Codes of these employers, comma separated. */
const char *draw_sitting(struct req *, const unsigned char secret[SEED_LEN],
			 const struct list *employers);
/* The text of the pool, whose digest goes into the log; see TRUST.md. */
const char *draw_pool_text(struct req *, const struct drawing *,
			   const struct list *places);
/* By code, so that an order tells nothing about persons; who may be drawn
 * comes first. */
void places_sort(struct list *places);
/* Writes what may change of a draw. */
enum err draw_set(struct req *, const struct drawing *);
/* Only what everybody may see goes into a reply. */
void draw_hide(const struct req *, struct drawing *);

/* ---- drawn.c ---- */

/* Experts' seats to fill, and the employers of those who sit already. */
enum err draw_vacancies(struct req *, int64_t *wanted, struct list *employers);
/*
 * The pool by turn: turn[0] is the place (index in places) taken first.
 * Whoever may ever be taken is in it; the seats get the first ones.
 */
size_t draw_walk(struct req *, const struct drawing *,
		 const struct list *places, const unsigned char seed[SEED_LEN],
		 size_t *turn);
/* Those of the order (struct drawn_seat without a seat) who are next, and
 * those who would be but may not serve any more. */
enum err draw_substitutes(struct req *, const struct drawing *,
			  struct list *places, struct list *next,
			  struct list *skipped);
/* All values are there: seed, order, seats, event. */
enum err draw_finish(struct req *, struct drawing *);

#endif
