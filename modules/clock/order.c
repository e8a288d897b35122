/* Events get their place in the log; the log gets its signed heads. */
#include "clock.h"
#include "clock_rows.h"
#include "json.h"
#include "log.h"
#include "log_tree.h"
#include "rows.h"
#include "clock_sql.h"

#define BATCH 1000 /* as in PENDING_LIST */
#define HEAD_MS 60000

enum err
clock_begin(struct clock *c)
{
	struct clock_number one;
	enum err e;

	arena_reset(c->r.mem);
	if ((e = db_begin(c->r.db)))
		return e;
	e = db_one(c->r.db, c->r.mem, SQL_CLOCK_LOCK, NOARGS, &one);
	if (e == E_NOTFOUND)
		e = db_exec(c->r.db, SQL_CLOCK_LOCK_MAKE, NOARGS, NULL);
	if (e)
		db_end(c->r.db, false);
	return e;
}

enum err
clock_end(struct clock *c, enum err e)
{
	if (e) {
		db_end(c->r.db, false);
		c->known = false;
		return e;
	}
	/* of a commit that failed nobody knows the outcome: read again */
	if ((e = db_end(c->r.db, true)))
		c->known = false;
	return e;
}

/* The tree as it stands in the table. */
static enum err
tree_load(struct clock *c)
{
	struct clock_number size;
	struct log_tree stored;
	enum err e;

	if ((e = db_one(c->r.db, c->r.mem, SQL_LOG_SIZE, NOARGS, &size)))
		return e;
	if (c->known && c->tree.size == (uint64_t)size.n)
		return OK;
	stored = (struct log_tree){ c->r.db, c->r.mem, c->r.suite };
	if ((e = log_tree_load(&stored, size.n, &c->tree)))
		return e;
	c->known = true;
	return OK;
}

/* [a,b,"hex"] */
static void
add(struct buf *b, uint64_t x, uint64_t y, const unsigned char hash[HASH_LEN])
{
	char text[2 * HASH_LEN + 1];

	buf_printf(b, "%s[%llu,%llu,\"%s\"]", b->len > 1 ? "," : "",
		   (unsigned long long)x, (unsigned long long)y,
		   hash_hex(hash, text));
}

static enum err
append(struct clock *c, const struct list *events)
{
	struct merkle_done done[MERKLE_LEVELS];
	uint64_t first = c->tree.size;
	const struct pending *p = events->at;
	struct buf entries, nodes;
	size_t i, k, n;
	enum err e;

	buf_init(&entries, c->r.mem);
	buf_init(&nodes, c->r.mem);
	buf_char(&entries, '[');
	buf_char(&nodes, '[');
	for (i = 0; i < events->n; i++, p++) {
		unsigned char leaf[HASH_LEN];

		merkle_leaf(c->r.suite, p->body, strlen(p->body), leaf);
		add(&entries, c->tree.size, (uint64_t)p->event, leaf);
		n = merkle_append(&c->tree, leaf, done);
		for (k = 0; k < n; k++)
			add(&nodes, done[k].level, done[k].index, done[k].hash);
	}
	buf_char(&entries, ']');
	buf_char(&nodes, ']');
	if ((e = db_exec(c->r.db, SQL_LOG_ENTRY_ADD,
			 ARGS(STR(buf_text(&entries))), NULL)) ||
	    (e = db_exec(c->r.db, SQL_LOG_NODE_ADD, ARGS(STR(buf_text(&nodes))),
			 NULL)))
		return e;
	return db_exec(c->r.db, SQL_PENDING_DONE, ARGS(I64((int64_t)first)),
		       NULL);
}

/* The body of a head: what is signed, and what a verifier reads. */
static const char *
head_body(struct clock *c, const char *root, int64_t at)
{
	struct buf b;

	buf_init(&b, c->r.mem);
	buf_char(&b, '{');
	json_key(&b, "size");
	json_int(&b, (int64_t)c->tree.size);
	json_key(&b, "root");
	json_text(&b, root);
	json_key(&b, "at");
	json_time(&b, at);
	json_key(&b, "suite");
	json_text(&b, c->r.suite->name);
	if (c->r.rehearsal) {
		json_key(&b, "rehearsal");
		buf_str(&b, "true");
	}
	buf_char(&b, '}');
	return b.at;
}

/* The time is read again: events were committed since the turn began. */
static enum err
sign(struct clock *c)
{
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct clock_number last;
	struct instant now;
	const char *body;
	enum err e;

	if ((e = tree_load(c)) ||
	    (e = db_one(c->r.db, c->r.mem, SQL_HEAD_LAST, NOARGS, &last)))
		return e;
	if ((uint64_t)last.n == c->tree.size)
		return OK;
	if (key_suite(c->key) != c->r.suite) {
		log_error("msg=log-key-of-another-suite wanted=%s",
			  c->r.suite->word);
		return E_BUG;
	}
	if ((e = db_one(c->r.db, c->r.mem, SQL_NOW, NOARGS, &now)))
		return e;
	merkle_root(&c->tree, root);
	hash_hex(root, text);
	body = head_body(c, text, now.now_ms);
	return db_exec(c->r.db, SQL_HEAD_ADD,
		       ARGS(I64((int64_t)c->tree.size), STR(text),
			    I64(now.now_ms), STR(body),
			    STR(key_sign(c->r.mem, c->key, body,
					 strlen(body)))),
		       NULL);
}

static bool
closes_a_box(const struct list *events)
{
	const struct pending *p = events->at;
	size_t i;

	for (i = 0; i < events->n; i++)
		if (!strcmp(p[i].verb, "box-closed"))
			return true;
	return false;
}

/*
 * A box is committed to by a signed head at once: whoever sees its event in
 * the log sees the head too.
 */
static enum err
order(struct clock *c, bool *more)
{
	struct list events;
	enum err e;

	if ((e = tree_load(c)))
		return e;
	if ((e = db_all(c->r.db, c->r.mem, SQL_PENDING_LIST, NOARGS, &events)))
		return e;
	*more = events.n == BATCH;
	if (!events.n || (e = append(c, &events)) || !closes_a_box(&events))
		return events.n ? e : OK;
	return sign(c);
}

/* The next events into the log; *more: there may be others. */
enum err
clock_order(struct clock *c, bool *more)
{
	enum err e;

	*more = false;
	if ((e = clock_begin(c)))
		return e;
	e = clock_end(c, order(c, more));
	/* another's entry at our place: the next turn sees it */
	return e == E_EXISTS ? E_CONFLICT : e;
}

/*
 * A head that somebody waits for covers what he wrote: his wish is read first,
 * then all that is committed by then gets its place, then the head is signed,
 * in one transaction.
 */
static enum err
sign_wanted(struct clock *c)
{
	struct list wanted = { 0, NULL };
	const struct clock_number *id;
	bool more = true;
	size_t i;
	enum err e;

	if ((e = db_all(c->r.db, c->r.mem, SQL_HEAD_WANTED_LIST, NOARGS,
			&wanted)))
		return e;
	while (more)
		if ((e = order(c, &more)))
			return e;
	if ((e = sign(c)))
		return e;
	for (id = wanted.at, i = 0; i < wanted.n; i++)
		if ((e = db_exec(c->r.db, SQL_HEAD_WANTED_DONE,
				 ARGS(I64(id[i].n)), NULL)))
			return e;
	return OK;
}

/* A signed head, when it is time for one or somebody wants it, and the log
 * has grown. */
enum err
clock_head(struct clock *c)
{
	struct list wanted = { 0, NULL };
	enum err e;

	arena_reset(c->r.mem);
	if ((e = db_all(c->r.db, c->r.mem, SQL_HEAD_WANTED_LIST, NOARGS,
			&wanted)))
		return e;
	if (!wanted.n && c->r.real - c->signed_at < HEAD_MS)
		return OK;
	if ((e = clock_begin(c)) || (e = clock_end(c, sign_wanted(c))))
		return e == E_EXISTS ? E_CONFLICT : e;
	c->signed_at = c->r.real;
	return OK;
}
