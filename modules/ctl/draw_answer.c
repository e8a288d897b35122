/* The rows of an answer about draws. */
#include "draw_answer.h"
#include "req.h"

#define MANY 100000

const char *const party_words[] = { "owner", "centre", "supervision", NULL };
const char *const draw_states[] = { "committing", "sealing", "revealing",
				    "drawn",      "void",    NULL };

/* clang-format off */
#define OPT (F_BOTH | F_OPT)
#define HEX(T, m) TEXT(T, m, 64, 64, OPT, NULL)
static const struct field candidate_field[] = {
	TEXT(struct entry, expert, 64, 64, F_BOTH, NULL),
	HEX(struct entry, employer),
	FIELD_END
};
static const struct field excluded_field[] = {
	TEXT(struct entry, expert, 64, 64, F_BOTH, NULL),
	TEXT(struct entry, why, 1, 200, F_BOTH, NULL),
	FIELD_END
};
static const struct record candidate_record = { "entry", sizeof(struct entry), candidate_field };
static const struct record excluded_record = { "excluded", sizeof(struct entry), excluded_field };
/* in the order of the canonical text */
static const struct field pool_field[] = {
	TEXT(struct pool, trade, 40, 40, F_BOTH, NULL),
	INT(struct pool, draw, 1, 999, F_BOTH, NULL),
	TEXT(struct pool, classes, 0, 200, F_BOTH, NULL),
	INT(struct pool, wanted, 1, 99, F_BOTH, NULL),
	INT(struct pool, same_employer_max, 0, 99, F_BOTH, NULL),
	TEXTS(struct pool, sitting, 64, 64, F_BOTH, NULL),
	LIST(struct pool, pool, &candidate_record, 0, MANY, F_BOTH, NULL),
	LIST(struct pool, excluded, &excluded_record, 0, MANY, F_BOTH, NULL),
	TEXT(struct pool, salt, 32, 32, F_BOTH, NULL),
	FIELD_END
};
const struct record pool_record = { "pool", sizeof(struct pool), pool_field };
static const struct field party_field[] = {
	ENUM(struct party, party, party_words, F_IN, NULL),
	TEXT(struct party, commitment, 64, 64, F_IN, NULL),
	TIME(struct party, committed_at, F_IN, NULL),
	HEX(struct party, value),
	TIME(struct party, revealed_at, OPT, NULL),
	FIELD_END
};
static const struct record party_record = { "party", sizeof(struct party), party_field };
static const struct field seat_field[] = {
	INT(struct seat, seat, 1, 99, F_IN, NULL),
	INT(struct seat, turn, 1, MANY, F_IN, NULL),
	INT(struct seat, place, 0, MANY, F_IN, NULL),
	FIELD_END
};
static const struct record seat_record = { "seat", sizeof(struct seat), seat_field };
static const struct field person_field[] = {
	INT(struct person, place, 0, MANY, F_IN, NULL),
	INT(struct person, expert, 1, INT64_MAX, F_IN, NULL),
	TEXT(struct person, name, 1, 60, F_IN, NULL),
	TEXT(struct person, employer, 18, 18, OPT, NULL),
	HEX(struct person, salt),
	HEX(struct person, employer_salt),
	FIELD_END
};
static const struct record person_record = { "person", sizeof(struct person), person_field };
static const struct field drawing_field[] = {
	INT(struct drawing, no, 1, 999, F_IN, NULL),
	ENUM(struct drawing, state, draw_states, F_IN, NULL),
	TEXT(struct drawing, reason, 0, 200, OPT, NULL),
	INT(struct drawing, wanted, 1, 99, F_IN, NULL),
	TIME(struct drawing, at, F_IN, NULL),
	TIME(struct drawing, limit_at, OPT, NULL),
	HEX(struct drawing, pool_digest),
	LIST(struct drawing, parties, &party_record, 0, PARTIES, F_IN, NULL),
	TEXTS(struct drawing, awaited, 1, 20, F_IN, NULL),
	INT(struct drawing, head_size, 1, INT64_MAX, OPT, NULL),
	HEX(struct drawing, head_root),
	HEX(struct drawing, seed),
	LIST(struct drawing, seats, &seat_record, 0, 999, F_IN, NULL),
	TIME(struct drawing, ended_at, OPT, NULL),
	TEXT(struct drawing, missing, 0, 60, OPT, NULL),
	NEST(struct drawing, pool, struct pool, &pool_record, OPT, NULL),
	LIST(struct drawing, opened, &person_record, 0, MANY, F_IN, NULL),
	FIELD_END
};
static const struct record drawing_record = { "drawing", sizeof(struct drawing), drawing_field };
static const struct field drawings_field[] = {
	LIST(struct drawings, items, &drawing_record, 0, 999, F_IN, NULL),
	TEXT(struct drawings, next, 0, 200, OPT, NULL),
	FIELD_END
};
const struct record drawings_record = { "drawings", sizeof(struct drawings), drawings_field };
/* clang-format on */
