/* Signed receipts of bids taken, withdrawn and refused. */
#include "bid.h"
#include "conf.h"
#include "crypt.h"
#include "days.h"
#include "json.h"
#include "jws.h"

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

char *
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
