/*
 * What everybody may have of a trade, as one file among the public ones, from
 * its opening on.  It is wanted when the log has an entry of the trade, and
 * made when a signed head, with its co-signatures, covers that entry.
 */
#include <inttypes.h>
#include <unistd.h>

#include "archive_sql.h"
#include "bundle.h"
#include "conf.h"
#include "log.h"
#include "step.h"
#include "tar.h"
#include "waits.h"

struct packing {
	struct tar *tar;
	struct arena *mem;
	const char *deal_code;
};

static struct waits not_made;

static bool
sink(void *to, const void *bytes, size_t n)
{
	buf_add(to, bytes, n);
	return true;
}

static enum err
file(void *ctx, const char *name, const char *text, size_t len)
{
	const struct packing *p = ctx;

	if (!text) /* no stored file is public as it is */
		return E_BUG;
	return tar_entry(p->tar,
			 arena_printf(p->mem, "%s/%s", p->deal_code, name),
			 (int64_t)len) &&
		       tar_add(p->tar, text, len)
		   ? OK
		   : E_BUG;
}

static const char *
name_of(struct keeper *k, const struct due_bundle *u)
{
	return arena_printf(k->mem, "%s.tar", u->deal_code);
}

enum err
public_bundle_want(struct keeper *k, const struct entry *x)
{
	return db_exec(k->db, SQL_PUBLIC_BUNDLE_WANT,
		       ARGS(I64(x->seq), I64(x->trade), I64(S_OPENING)), NULL);
}

/* Of one trade; the same head makes the same bytes. */
static enum err
make(struct keeper *k, const struct due_bundle *u, const struct head *h)
{
	struct packing p = { .mem = k->mem, .deal_code = u->deal_code };
	struct bundle_to to = { file, &p, true };
	struct buf all;
	enum err e;

	buf_init(&all, k->mem);
	p.tar = tar_write(k->mem, sink, &all, h->at);
	e = bundle_make(k, u->trade, h, false, &to);
	if (!tar_finish(p.tar) && !e)
		e = E_BUG;
	if (e || (e = keep_public(k, name_of(k, u), all.at, all.len)))
		return e;
	return db_exec(k->db, SQL_PUBLIC_BUNDLE_MADE,
		       ARGS(I64(h->size - 1), I64(u->trade)), NULL);
}

enum err
public_bundles(struct keeper *k)
{
	struct due_bundle due = { .trade = 0 };
	struct arena *round = k->mem;
	struct head head;
	enum err e;

	if ((e = db_one(k->db, k->mem, SQL_BUNDLE_HEAD, NOARGS, &head)))
		return e == E_NOTFOUND ? OK : e;
	for (;;) {
		e = db_one(k->db, k->mem, SQL_PUBLIC_BUNDLE_NEXT,
			   ARGS(I64(due.trade), I64(head.size)), &due);
		if (e)
			return e == E_NOTFOUND ? OK : e;
		if (waits_hold(&not_made, due.trade))
			continue;
		k->mem = arena_new();
		e = make(k, &due, &head);
		arena_free(k->mem);
		k->mem = round;
		if (!e) {
			waits_drop(&not_made, due.trade);
			continue;
		}
		if (e != E_BUG && e != E_NOTFOUND && e != E_EARLY)
			return e;
		log_error("msg=public-bundle-not-made trade=%" PRId64
			  " outcome=%s",
			  due.trade, err_name(e));
		waits_add(&not_made, due.trade);
	}
}

enum err
public_bundles_missing(struct keeper *k)
{
	const struct due_bundle *u;
	struct list all;
	size_t i;
	enum err e;

	if ((e = db_all(k->db, k->mem, SQL_PUBLIC_BUNDLE_LIST, NOARGS, &all)))
		return e;
	for (u = all.at, i = 0; i < all.n && !e; i++, u++)
		if (access(arena_printf(k->mem, "%s/documents/%s", conf.public,
					name_of(k, u)),
			   R_OK))
			e = db_exec(k->db, SQL_PUBLIC_BUNDLE_MADE,
				    ARGS(I64(-1), I64(u->trade)), NULL);
	return e;
}
