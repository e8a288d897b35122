/* One event a change, in the change's transaction. */
#include "crypt.h"
#include "deed.h"
#include "event.h"
#include "hash.h"
#include "json.h"
#include "merkle.h"
#include "rows.h"
#include "worker.h"
#include "core_sql.h"

/* A member, unless it is absent. */
static void
number(struct buf *b, const char *name, int64_t n)
{
	if (n == NONE)
		return;
	json_key(b, name);
	json_int(b, n);
}

/*
 * Who did it is for the supervision, not for the feed: the body holds the
 * digest of "blind account subject address", so that the columns of the row
 * cannot be changed unseen.  The blind is one of them: accounts and addresses
 * are few, and who knew it could try them all.
 */
static const char *
who(struct req *r, const char *blind)
{
	const char *text =
	    arena_printf(r->mem, "%s %lld %lld %s", blind,
			 (long long)r->user.id,
			 (long long)(r->user.subject == NONE ? 0
							     : r->user.subject),
			 r->address);
	unsigned char sum[HASH_LEN];

	hash_of(r->suite, text, strlen(text), sum);
	return hex(r->mem, sum, sizeof(sum));
}

/* A signed deed: which signature, and a mark of the certificate. */
static void
signed_by(const struct req *r, struct buf *b)
{
	if (!r->deed)
		return;
	json_key(b, "signed");
	buf_char(b, '{');
	json_key(b, "certificate");
	json_text(b, r->deed->mark);
	json_key(b, "signature");
	json_text(b, r->deed->signature_digest);
	buf_char(b, '}');
}

/* The evidence refers to the first event of the deed. */
static void
refer(struct deed *d, const struct event *ev, int64_t id)
{
	if (!d || d->event != NONE)
		return;
	d->event = id;
	d->project = ev->project;
	d->trade = ev->trade;
	d->notice = ev->notice;
}

/*
 * Events of a trade are a chain: each says H(... H(H(0 || leaf 1) || leaf 2)
 * ...) of those before it, so that none can be left out unseen, not even one
 * whose body is secret.
 */
static enum err
trail_read(struct req *r, int64_t trade, struct trail *t)
{
	static const unsigned char none[HASH_LEN];
	enum err e = db_one(r->db, r->mem, SQL_TRAIL_GET, ARGS(I64(trade)), t);

	if (e != E_NOTFOUND)
		return e;
	t->hash = hex(r->mem, none, sizeof(none));
	return OK;
}

static enum err
trail_add(struct req *r, int64_t trade, const struct trail *t,
	  const unsigned char leaf[HASH_LEN])
{
	unsigned char both[2 * HASH_LEN], sum[HASH_LEN];

	if (!unhex(t->hash, both, HASH_LEN))
		return E_BUG;
	memcpy(both + HASH_LEN, leaf, HASH_LEN);
	hash_of(r->suite, both, sizeof(both), sum);
	return db_exec(r->db, SQL_TRAIL_SET,
		       ARGS(I64(trade), STR(hex(r->mem, sum, sizeof(sum)))),
		       NULL);
}

static const char *
body_of(struct req *r, const struct event *ev, const struct trail *t,
	const char *blind)
{
	unsigned char salt[16];
	struct buf b;

	random_bytes(salt, sizeof(salt));
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "at");
	json_time(&b, r->now);
	json_key(&b, "module");
	json_text(&b, r->worker->name);
	json_key(&b, "verb");
	json_text(&b, ev->verb);
	number(&b, "project", ev->project);
	number(&b, "trade", ev->trade);
	if (t->hash) {
		json_key(&b, "trail");
		json_text(&b, t->hash);
	}
	number(&b, "notice", ev->notice);
	if (ev->before != NONE) {
		json_key(&b, "before");
		json_text(&b, stage_words[ev->before]);
	}
	if (ev->after != NONE) {
		json_key(&b, "after");
		json_text(&b, stage_words[ev->after]);
	}
	if (r->rehearsal) {
		json_key(&b, "rehearsal");
		buf_str(&b, "true");
	}
	json_key(&b, "by");
	json_text(&b, who(r, blind));
	if (ev->detail) {
		json_key(&b, "detail");
		buf_str(&b, ev->detail);
	}
	signed_by(r, &b);
	json_key(&b, "salt");
	json_text(&b, hex(r->mem, salt, sizeof(salt)));
	buf_char(&b, '}');
	return buf_text(&b);
}

struct event
event_of(const char *verb, const char *detail)
{
	return (struct event){ .verb = verb,
			       .project = NONE,
			       .trade = NONE,
			       .notice = NONE,
			       .before = NONE,
			       .after = NONE,
			       .detail = detail };
}

enum err
event_add(struct req *r, const struct event *ev)
{
	struct trail t = { NULL };
	unsigned char leaf[HASH_LEN], secret[16];
	const char *body, *blind;
	int64_t id;
	enum err e;

	if (ev->trade != NONE && (e = trail_read(r, ev->trade, &t)))
		return e;
	random_bytes(secret, sizeof(secret));
	blind = hex(r->mem, secret, sizeof(secret));
	body = body_of(r, ev, &t, blind);
	merkle_leaf(r->suite, body, strlen(body), leaf);
	r->leaf = hex(r->mem, leaf, sizeof(leaf));
	if (ev->trade != NONE && (e = trail_add(r, ev->trade, &t, leaf)))
		return e;
	e = db_exec(r->db, SQL_EVENT_ADD,
		    ARGS(I64(r->now), I64(r->user.id ? r->user.id : NONE),
			 I64(r->user.id ? r->user.subject : NONE),
			 STR(r->address), STR(blind), STR(r->worker->name),
			 STR(ev->verb), I64(ev->project), I64(ev->trade),
			 I64(ev->notice), I64(ev->before), I64(ev->after),
			 I64(ev->public), STR(body)),
		    &id);
	r->event = id;
	if (!e)
		refer(r->deed, ev, id);
	return e;
}
