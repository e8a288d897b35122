#ifndef DRAW_ANSWER_H
#define DRAW_ANSWER_H
#include "field.h"

/* What GET /trades/:id/draws answers, as `draw check` reads it (draw_answer.c).
 */
#define PARTIES 3
extern const char *const party_words[], *const draw_states[];
enum { DRAWN = 3, VOID = 4 };

struct entry { /* of the pool, or excluded */
	const char *expert, *employer, *why;
};
struct pool {
	const char *trade, *classes, *salt;
	int64_t draw, wanted, same_employer_max;
	struct list sitting, pool, excluded;
};
struct party {
	int64_t party, committed_at, revealed_at;
	const char *commitment, *value;
};
struct seat {
	int64_t seat, turn, place;
};
struct person {
	int64_t place, expert;
	const char *name, *employer, *salt, *employer_salt;
};
struct drawing {
	int64_t no, state, wanted, at, limit_at, head_size, ended_at;
	const char *reason, *pool_digest, *head_root, *seed, *missing;
	struct pool *pool;
	struct list parties, awaited, seats, opened;
};
struct drawings {
	struct list items;
	const char *next;
};

extern const struct record pool_record, drawings_record;

#endif
