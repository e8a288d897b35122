/* Keys given by bidders, and what any key or share does to the opening. */
#include <inttypes.h>

#include "bid.h"
#include "crypt.h"

#include "bid_sql.h"

/* clang-format off */
static const struct field bid_key_field[] = {
	TEXT(struct bid_key, key, 64, 64, F_IN, "密钥"),
	FIELD_END
};
RECORD(bid_key, struct bid_key);

static const struct field waiting_field[] = {
	INT(struct waiting, bids, 0, INT64_MAX, F_ROW, NULL),
	INT(struct waiting, trustees, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
RECORD(waiting, struct waiting);
/* clang-format on */

enum err
share_add(struct req *r, int64_t bid, int64_t position, const char *share)
{
	return db_exec(r->db, SQL_SHARE_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), I64(bid),
			    I64(position), STR(share), I64(r->user.id),
			    I64(r->now)),
		       NULL);
}

enum err
opening_hurry(struct req *r)
{
	struct waiting w;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_OPENING_WAITS,
			ARGS(I64(r->trade.id), I64(r->trade.id)), &w)))
		return e;
	if (w.bids && (w.trustees || r->trade.opening_rule != OPEN_TRUSTEES))
		return OK;
	return db_exec(r->db, SQL_DUE_HURRY,
		       ARGS(I64(r->now), I64(r->trade.id), STR("open"),
			    I64(r->now)),
		       NULL);
}

/* The standing bid of the user, and its envelope. */
static enum err
mine(struct req *r, const struct list *l, const struct standing **mine,
     struct envelope *v)
{
	const struct standing *b;
	size_t i;

	for (b = l->at, i = 0; i < l->n; i++)
		if (b[i].subject == r->user.subject) {
			*mine = &b[i];
			return standing_header(r, &b[i], v);
		}
	return req_say(r, E_STATE,
		       "你没有在本标段投标，不用提交密钥，请核对标段");
}

/*
 * POST /trades/:id/bids/key -- a bidder opens its own bid (电子招标投标办法
 * 30), once, and with no other key than it committed to
 */
enum err
post_bid_key(struct req *r)
{
	const struct bid_key *in = r->in;
	struct given g = { .position = OWN_KEY };
	struct list l = { 0, NULL };
	const struct standing *b;
	struct envelope v;
	bool right;
	enum err e;

	if (r->trade.opening_rule == OPEN_TRUSTEES)
		return req_say(r, E_STATE,
			       "本标段由受托人解密，投标人不用提交密钥");
	if ((e = standing_list(r, &l)) || (e = box_check(r, l.n)) ||
	    (e = mine(r, &l, &b, &v)))
		return e;
	right = unhex(in->key, g.bytes, sizeof(g.bytes)) &&
		given_is_right(r->mem, &v, &g);
	wipe_bytes(&g, sizeof(g));
	if (!right)
		return req_bad(r, "key", "与投标文件中的承诺不符");
	if ((e = trade_step(r, in,
			    arena_printf(r->mem, "{\"bid\":%" PRId64 "}",
					 b->id))))
		return e;
	e = share_add(r, b->id, OWN_KEY, in->key);
	if (e == E_EXISTS)
		return req_say(r, e, "你已经提交了密钥，不用再办，请等待开标");
	if (e || (e = opening_hurry(r)))
		return e;
	buf_str(&r->out, "{\"accepted\":true}");
	return OK;
}
