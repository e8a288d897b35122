/* Signed receipts of bids taken, withdrawn and refused. */
#include "bid.h"
#include "conf.h"
#include "crypt.h"
#include "days.h"
#include "event.h"
#include "json.h"
#include "jws.h"

#include "bid_sql.h"

/* Loaded at the first receipt, kept for the life of the process. */
static const struct key *key;

char *
receipt_number(struct req *r)
{
	unsigned char noise[8];

	random_bytes(noise, sizeof(noise));
	return arena_printf(r->mem, "HZ%lld-%s",
			    (long long)day_compact(day_of(r->now)),
			    hex(r->mem, noise, sizeof(noise)));
}

static void
member(struct buf *b, const char *name, const char *text)
{
	if (!text)
		return;
	json_key(b, name);
	json_text(b, text);
}

static void
about(struct buf *b, const struct receipt *c)
{
	member(b, "receipt", c->number);
	member(b, "kind", c->kind);
	member(b, "digest", c->digest);
	json_key(b, "size");
	json_int(b, c->size);
	member(b, "reason", c->reason);
}

char *
receipt_detail(struct req *r, const struct receipt *c)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	about(&b, c);
	buf_char(&b, '}');
	return b.at;
}

static char *
receipt_sign(struct req *r, const struct receipt *c)
{
	struct buf b;

	if (!key)
		key =
		    key_load(arena_printf(r->mem, "%s/receipt.pem", conf.keys));
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	about(&b, c);
	member(&b, "trade", r->trade.deal_code);
	member(&b, "subject", r->user.credit_code);
	json_key(&b, "received_at");
	json_time(&b, r->now);
	member(&b, "event", r->leaf);
	if (r->rehearsal) {
		json_key(&b, "rehearsal");
		buf_str(&b, "true");
	}
	buf_char(&b, '}');
	return jws_sign(r->mem, key, b.at);
}

enum err
receipt_add(struct req *r, const struct receipt *c, const char **jws)
{
	*jws = receipt_sign(r, c);
	return db_exec(r->db, SQL_RECEIPT_ADD,
		       ARGS(STR(c->number), STR(r->domain), I64(r->trade.id),
			    I64(r->user.subject), I64(r->user.id), STR(c->kind),
			    STR(c->reason), STR(c->digest), I64(r->now),
			    I64(r->event), STR(*jws)),
		       NULL);
}

/* Is it an answer to the attempt, and not a fault of ours or of its form? */
static bool
is_answer(enum err why)
{
	return why == E_LATE || why == E_SEAL || why == E_RULE ||
	       why == E_STATE || why == E_STAGE || why == E_ROLE ||
	       why == E_PAUSED || why == E_SIGN || why == E_SIGNTIME ||
	       why == E_CERT;
}

enum err
receipt_refuse(struct req *r, struct receipt *c, const char *verb, enum err why)
{
	enum err e;

	/* of a trade that is not there or nobody's yet there is nothing to
	 * say, least of all signed */
	if (!is_answer(why) || !r->trade.id)
		return why;
	r->move = NULL;
	c->reason = err_name(why);
	e = event_add(r, &(struct event){ .verb = verb,
					  .project = r->trade.project,
					  .trade = r->trade.id,
					  .notice = NONE,
					  .before = NONE,
					  .after = NONE,
					  .detail = receipt_detail(r, c) });
	if (e || (e = receipt_add(r, c, &r->receipt)))
		return e;
	r->keep = true;
	return why;
}
