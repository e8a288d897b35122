/* What the bundle has of the log: keys, heads, events. */
#include <inttypes.h>
#include <string.h>

#include "archive_sql.h"
#include "bundle_impl.h"
#include "conf.h"
#include "json.h"

/* Open to everybody from the opening, from the award on. */
static const char *const after_opening[] = {
	"bid", "withdraw", "unlock", "refuse-bid", "refuse-withdraw", NULL
};
static const char *const after_award[] = { "delegate", "attend", "avoid",
					   "absent",   "lock",   NULL };

/* `epoch` stands there if it is not the first. */
static void
put_witnesses(struct buf *b, const struct list *l)
{
	const struct bundle_witness *w = l->at;
	size_t i;

	buf_char(b, '[');
	for (i = 0; i < l->n; i++) {
		json_comma(b);
		json_record(b, &bundle_witness_record, &w[i], F_OUT);
		if (!w[i].epoch)
			continue;
		b->len--; /* the bracket */
		json_key(b, "epoch");
		json_int(b, w[i].epoch);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static enum err
put_keys(struct bundle *u)
{
	const char *log = public_key(u->k->mem, "log");
	const char *receipt = public_key(u->k->mem, "receipt");
	struct list witnesses = { 0, NULL };
	struct count need = { 0 };
	struct buf b;
	enum err e;

	if (!log || !receipt)
		return E_BUG;
	if (u->to->witnessed &&
	    ((e = db_one(u->k->db, u->k->mem, SQL_BUNDLE_NEED, NOARGS,
			 &need)) ||
	     (e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_WITNESSES, NOARGS,
			 &witnesses))))
		return e;
	buf_init(&b, u->k->mem);
	buf_char(&b, '{');
	json_key(&b, "address");
	json_text(&b, conf.url);
	json_key(&b, "log");
	json_text(&b, log);
	json_key(&b, "receipt");
	json_text(&b, receipt);
	json_key(&b, "need");
	json_int(&b, need.n);
	json_key(&b, "witnesses");
	put_witnesses(&b, &witnesses);
	buf_char(&b, '}');
	return bundle_put(u, "keys.json", &b);
}

static enum err
add_head(struct bundle *u, struct buf *b, const struct head *before,
	 const struct head *h)
{
	struct merkle_proof proof = { .n = 0 };
	struct list cosigned = { 0, NULL };
	enum err e;

	if (u->to->witnessed &&
	    (e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_COSIGNATURES,
			ARGS(I64(h->size)), &cosigned)))
		return e;
	if (before &&
	    (e = proof_of_growth(u->k, before->size, h->size, &proof)))
		return e;
	json_comma(b);
	buf_char(b, '{');
	json_key(b, "body");
	json_text(b, h->body);
	json_key(b, "signature");
	json_text(b, h->signature);
	json_key(b, "cosignatures");
	json_list(b, &bundle_cosignature_record, &cosigned, F_OUT);
	buf_str(b, ",\"consistency\":");
	proof_text(b, &proof);
	buf_char(b, '}');
	return OK;
}

static enum err
put_heads(struct bundle *u)
{
	const struct head *h, *before = NULL;
	struct list heads;
	struct buf b;
	size_t i;
	enum err e;

	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_HEADS,
			ARGS(I64(u->trade), I64(u->trade), I64(u->head->size)),
			&heads)))
		return e;
	buf_init(&b, u->k->mem);
	buf_str(&b, "{\"heads\":[");
	for (h = heads.at, i = 0; i < heads.n; before = &h[i++])
		if ((e = add_head(u, &b, before, &h[i])))
			return e;
	if ((e = add_head(u, &b, before, u->head)))
		return e;
	buf_str(&b, "]}");
	return bundle_put(u, "log.json", &b);
}

/* Open to everybody when the bidding is over. */
static const char *const after_end[] = { "offer", "seal", "unseal", "accept",
					 NULL };

/* Secret now, or for ever? */
static bool
is_hidden(const struct bundle *u, const struct bundle_event *x)
{
	if (u->full || x->public)
		return false;
	return !(u->opened && word_index(after_opening, x->verb) >= 0) &&
	       !(u->awarded && word_index(after_award, x->verb) >= 0) &&
	       !(u->ended && word_index(after_end, x->verb) >= 0);
}

static enum err
put_events(struct bundle *u)
{
	const struct bundle_event *x = u->events.at;
	struct merkle_proof proof;
	struct buf b;
	size_t i;
	enum err e;

	buf_init(&b, u->k->mem);
	for (i = 0; i < u->events.n; i++) {
		if ((e = proof_of_entry(u->k, x[i].seq, u->head->size, &proof)))
			return e;
		buf_printf(&b, "{\"seq\":%" PRId64 ",\"leaf\":\"%s\",\"body\":",
			   x[i].seq, x[i].leaf);
		json_text(&b, is_hidden(u, &x[i]) ? NULL : x[i].body);
		buf_str(&b, ",\"proof\":");
		proof_text(&b, &proof);
		buf_str(&b, "}\n");
	}
	return bundle_put(u, "events.jsonl", &b);
}

enum err
bundle_log(struct bundle *u)
{
	enum err e;

	if ((e = put_keys(u)) || (e = put_heads(u)))
		return e;
	return put_events(u);
}
