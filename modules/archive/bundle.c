/* The bundle of a trade, from its rows; TRUST.md, section 1. */
#include <inttypes.h>
#include <string.h>

#include "archive_sql.h"
#include "bundle_impl.h"
#include "crypt.h"
#include "hash.h"
#include "json.h"
#include "step.h"

void
bundle_note(struct bundle *u, const char *name, const char *sha256,
	    int64_t size)
{
	struct list *l = &u->files;
	struct named_file *at = l->at;

	/* room for one more, doubled at every power of two */
	if (!l->n || !(l->n & (l->n - 1))) {
		at = arena_alloc(u->k->mem, 2 * (l->n + 1) * sizeof(*at));
		if (l->n)
			memcpy(at, l->at, l->n * sizeof(*at));
		l->at = at;
	}
	at[l->n++] = (struct named_file){ name, sha256, size };
}

enum err
bundle_put(struct bundle *u, const char *name, const struct buf *b)
{
	if (!b->len)
		return OK;
	bundle_note(u, name, hex_sha256(u->k->mem, b->at, b->len),
		    (int64_t)b->len);
	return u->to->file(u->to->ctx, name, b->at, b->len);
}

/* The text of a digest that an event names, into b. */
static enum err
add_statement(struct bundle *u, struct buf *b, const char *kind,
	      const char *digest)
{
	struct text t;
	enum err e;

	if (strcmp(kind, "pool"))
		e = db_one(u->k->db, u->k->mem, SQL_BUNDLE_STATEMENT,
			   ARGS(I64(u->trade), STR(kind), STR(digest)), &t);
	else
		e = db_one(u->k->db, u->k->mem, SQL_BUNDLE_POOL,
			   ARGS(I64(u->trade), STR(digest)), &t);
	if (!e)
		buf_str(b, t.text);
	return e == E_NOTFOUND ? E_BUG : e;
}

/* The last statement of a kind. */
static enum err
put_statement(struct bundle *u, const char *name, const char *kind,
	      const char *digest)
{
	struct buf b;
	enum err e;

	buf_init(&b, u->k->mem);
	if (digest && (e = add_statement(u, &b, kind, digest)))
		return e;
	return bundle_put(u, name, &b);
}

/* All that events name, one a line; `of` gives the digest. */
static enum err
put_statements(struct bundle *u, const char *name, const char *kind,
	       const char *(*of)(const struct bundle_event *))
{
	const struct bundle_event *x = u->events.at;
	const char *digest;
	struct buf b;
	size_t i;
	enum err e;

	buf_init(&b, u->k->mem);
	for (i = 0; i < u->events.n; i++) {
		if (!(digest = of(&x[i])))
			continue;
		if ((e = add_statement(u, &b, kind, digest)))
			return e;
		buf_char(&b, '\n');
	}
	return bundle_put(u, name, &b);
}

static const char *
sheet_of(const struct bundle_event *x)
{
	return x->sheet;
}

static const char *
pool_of(const struct bundle_event *x)
{
	return x->pool;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct named_file *)a)->name,
		      ((const struct named_file *)b)->name);
}

static enum err
put_manifest(struct bundle *u)
{
	struct named_file *f = u->files.at;
	struct buf b;
	size_t i;

	qsort(f, u->files.n, sizeof(*f), by_name);
	buf_init(&b, u->k->mem);
	buf_printf(&b,
		   "{\"format\":\"GGZY-BUNDLE-1\",\"scope\":\"%s\","
		   "\"suite\":\"%s\",\"trade\":\"%s\",\"stage\":\"%s\","
		   "\"files\":[",
		   u->full ? "full" : "public", u->k->place.suite, u->deal_code,
		   stage_words[u->stage]);
	for (i = 0; i < u->files.n; i++) {
		json_comma(&b);
		buf_char(&b, '{');
		json_key(&b, "name");
		json_text(&b, f[i].name);
		json_key(&b, "size");
		json_int(&b, f[i].size);
		json_key(&b, "sha256");
		json_text(&b, f[i].sha256);
		buf_char(&b, '}');
	}
	buf_str(&b, "]}");
	return u->to->file(u->to->ctx, "manifest.json", b.at, b.len);
}

/* The log and what it names. */
static enum err
put_public(struct bundle *u)
{
	const struct bundle_event *x = u->events.at;
	const char *terms = NULL, *record = NULL;
	size_t i;
	enum err e;

	for (i = 0; i < u->events.n; i++) {
		if (x[i].terms)
			terms = x[i].terms;
		if (x[i].record)
			record = x[i].record;
	}
	if ((e = bundle_log(u)) ||
	    (e = put_statement(u, "terms.json", "terms", terms)) ||
	    (e = bundle_receipts(u)) ||
	    (e = put_statement(u, "opening.json", "opening", record)))
		return e;
	if (!u->full && !u->awarded)
		return OK;
	if ((e = put_statements(u, "pools.jsonl", "pool", pool_of)))
		return e;
	return bundle_names(u);
}

static enum err
put_full(struct bundle *u)
{
	const struct bundle_event *x = u->events.at;
	const char *ranking = NULL;
	size_t i;
	enum err e;

	for (i = 0; i < u->events.n; i++)
		if (x[i].ranking)
			ranking = x[i].ranking;
	if (u->opened && ((e = bundle_shares(u)) || (e = bundle_bids(u))))
		return e;
	if ((e = put_statements(u, "sheets.jsonl", "sheet", sheet_of)) ||
	    (e = put_statement(u, "ranking.json", "ranking", ranking)))
		return e;
	return bundle_deeds(u);
}

/* From when on those who were drawn have names. */
static const char *const awards[] = { "award", "deal", "unsold", NULL };

/* How the bidding for a lot ends. */
static const char *const ends[] = { "deal", "unsold", "terminate", NULL };

enum err
bundle_make(struct keeper *k, int64_t trade, const struct head *head, bool full,
	    const struct bundle_to *to)
{
	struct bundle u = {
		.k = k, .trade = trade, .head = head, .full = full, .to = to
	};
	const struct bundle_event *x;
	struct doc_trade t;
	size_t i;
	enum err e;

	if ((e = db_one(k->db, k->mem, SQL_DOC_TRADE, ARGS(I64(trade)), &t)) ||
	    (e = db_all(k->db, k->mem, SQL_BUNDLE_EVENTS,
			ARGS(I64(trade), I64(head->size)), &u.events)))
		return e;
	if (!u.events.n)
		return E_EARLY;
	u.deal_code = t.deal_code;
	u.stage = S_DRAFT;
	for (x = u.events.at, i = 0; i < u.events.n; i++) {
		if (x[i].stage != NONE)
			u.stage = x[i].stage;
		u.bid |= !strcmp(x[i].verb, "bid");
		u.opened |= x[i].record != NULL;
		u.awarded |= word_index(awards, x[i].verb) >= 0;
		u.ended |= word_index(ends, x[i].verb) >= 0;
	}
	if ((e = put_public(&u)) || (full && (e = put_full(&u))))
		return e;
	return put_manifest(&u);
}
