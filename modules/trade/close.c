/* The box is closed: how many bids are in it is known from now on. */
#include <inttypes.h>

#include "bid.h"
#include "days.h"
#include "deadline.h"
#include "hash.h"
#include "json.h"
#include "panel.h"
#include "statement.h"

#include "bid_sql.h"

/* clang-format off */
static const struct field standing_field[] = {
	INT(struct standing, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct standing, subject, 1, INT64_MAX, F_ROW, NULL),
	TIME(struct standing, received_at, F_ROW, NULL),
	TEXT(struct standing, digest, 64, 64, F_ROW, NULL),
	TEXT(struct standing, header, 1, 65536, F_ROW, NULL),
	TEXT(struct standing, bidder, 1, 500, F_ROW, NULL),
	TEXT(struct standing, credit_code, 18, 18, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(standing, struct standing);

enum err
standing_list(struct req *r, struct list *l)
{
	return db_all(r->db, r->mem, SQL_BID_STANDING, ARGS(I64(r->trade.id)),
		      l);
}

/*
 * What is made public of a closed box: how many bids, and SHA-256 over the
 * digests of their files in the order they came, each followed by \n; and the
 * terms under which they are opened.
 */
static char *
box(struct req *r, const struct list *l, const char *terms)
{
	const struct standing *b = l->at;
	unsigned char sum[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct hash h;
	size_t i;

	hash_init(&h);
	for (i = 0; i < l->n; i++) {
		hash_add(&h, b[i].digest, strlen(b[i].digest));
		hash_add(&h, "\n", 1);
	}
	hash_end(&h, sum);
	return arena_printf(r->mem,
			    "{\"bids\":%zu,\"box\":\"%s\",\"terms\":\"%s\"}",
			    l->n, hash_hex(sum, text), terms);
}

/* With fewer bidders nothing is opened (招标投标法 28). */
static enum err
fail(struct req *r, const struct list *l, int64_t min)
{
	const char *reason =
	    arena_printf(r->mem, "到投标截止时间，投标人少于 %" PRId64 " 个",
			 min);
	const char *terms;
	enum err e;

	if ((e = trade_switch(r, "fail")) ||
	    (e = tender_of(r)->terms(r, &terms)) ||
	    (e = trade_step(r, NULL, box(r, l, terms))))
		return e;
	return tender_of(r)->failed(r, reason);
}

enum err
decrypt_window(struct req *r, int64_t *ms)
{
	int64_t minutes = r->trade.decrypt_minutes;
	enum err e;

	if (minutes == NONE &&
	    (e = rule_int(r, "ebid.decrypt_window_min", &minutes)))
		return e;
	*ms = minutes * MINUTE_MS;
	return OK;
}

/*
 * A bidder has at most one bid that stands, so bids count bidders; a
 * consortium is one.
 */
enum err
due_close(struct req *r, const struct due *d)
{
	struct list l = { 0, NULL };
	const char *terms;
	int64_t min, ms;
	enum err e;

	if ((e = trade_enter(r, d->trade, "close")))
		return e;
	if (in_time(r->now, r->trade.deadline))
		return E_EARLY;
	if ((e = standing_list(r, &l)) || (e = box_close(r, l.n)) ||
	    (e = rule_int(r, tender_of(r)->bidders, &min)))
		return e;
	if ((int64_t)l.n < min)
		return fail(r, &l, min);
	if ((e = decrypt_window(r, &ms)) ||
	    (e = tender_of(r)->terms(r, &terms)) ||
	    (e = trade_step(r, NULL, box(r, &l, terms))))
		return e;
	return due_add(r, "open", r->trade.id, NONE, r->now + ms);
}
