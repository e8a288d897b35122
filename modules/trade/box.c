/* The closed box: what was in it, committed before anybody can open it. */
#include <inttypes.h>

#include "bid.h"
#include "box.h"
#include "crypt.h"
#include "event.h"
#include "json.h"
#include "log.h"
#include "merkle.h"

#include "bid_sql.h"

/* A bid that stands, with the number in its event. */
struct boxed {
	const char *digest, *credit_code, *receipt;
	int64_t received_at, events; /* more than one: it is here as often */
};
/* How far the commitment has come: see the view box_seal. */
struct seal {
	const char *root;
	int64_t at, seq, head, cosignatures, required, wait_ms;
};
/* Leaves in their order. */
struct box_made {
	size_t n;
	bool twice;                /* a bid has more than one */
	struct buf leaves, hashes; /* JSON lists */
	const char *root;
};

/* clang-format off */
static const struct field boxed_field[] = {
	TEXT(struct boxed, digest, 64, 64, F_ROW, NULL),
	TEXT(struct boxed, credit_code, 18, 18, F_ROW, NULL),
	TEXT(struct boxed, receipt, 1, 60, F_ROW, NULL),
	TIME(struct boxed, received_at, F_ROW, NULL),
	INT(struct boxed, events, 1, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field seal_field[] = {
	TEXT(struct seal, root, 64, 64, F_ROW, NULL),
	TIME(struct seal, at, F_ROW, NULL),
	INT(struct seal, seq, 0, INT64_MAX, F_ROW, NULL),
	INT(struct seal, head, 0, INT64_MAX, F_ROW, NULL),
	INT(struct seal, cosignatures, 0, INT64_MAX, F_ROW, NULL),
	INT(struct seal, required, 0, INT64_MAX, F_ROW, NULL),
	INT(struct seal, wait_ms, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field closed_box_field[] = {
	TEXT(struct closed_box, trade, 40, 40, F_OUT, "统一交易标识码"),
	INT(struct closed_box, count, 0, INT64_MAX, F_OUT, "投标份数"),
	TEXT(struct closed_box, root, 64, 64, F_OUT, "封箱承诺的根"),
	TIME(struct closed_box, at, F_OUT, "封箱时间"),
	INT(struct closed_box, seq, 0, INT64_MAX, F_OUT, "在日志中的序号"),
	INT(struct closed_box, head, 0, INT64_MAX, F_OUT, "覆盖它的签名头"),
	INT(struct closed_box, cosignatures, 0, INT64_MAX, F_OUT, "共同签署的见证人数"),
	INT(struct closed_box, required, 0, INT64_MAX, F_OUT, "要求的见证人数"),
	BOOL(struct closed_box, witnessed, F_OUT, "已见证"),
	RAW(struct closed_box, hashes, "叶子散列，按顺序"),
	RAW(struct closed_box, leaves, "叶子原文（开标后公布）"),
	FIELD_END
};
/* clang-format on */
RECORD(boxed, struct boxed);
RECORD(seal, struct seal);
RECORD(closed_box, struct closed_box);

/* The leaves of the bids that stand, from their rows and events. */
static enum err
make(struct req *r, struct box_made *m)
{
	unsigned char(*leaf)[HASH_LEN], root[HASH_LEN];
	struct list l = { 0, NULL };
	const struct boxed *b;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, r->mem, SQL_BOX_BIDS, ARGS(I64(r->trade.id)),
			&l)))
		return e;
	m->n = l.n;
	m->twice = false;
	buf_init(&m->leaves, r->mem);
	buf_init(&m->hashes, r->mem);
	buf_char(&m->leaves, '[');
	buf_char(&m->hashes, '[');
	leaf = arena_alloc(r->mem, (l.n + 1) * sizeof(*leaf));
	for (b = l.at, i = 0; i < l.n; i++) {
		struct box_leaf x = { .digest = b[i].digest,
				      .receipt = b[i].receipt,
				      .received_at = b[i].received_at };
		const char *text;

		m->twice |= b[i].events > 1;
		x.bidder = box_bidder(r->mem, r->suite, r->trade.deal_code,
				      b[i].credit_code, x.receipt);
		text = box_leaf_text(r->mem, &x);
		merkle_leaf(r->suite, text, strlen(text), leaf[i]);
		json_comma(&m->leaves);
		buf_str(&m->leaves, text);
		json_comma(&m->hashes);
		json_text(&m->hashes, hex(r->mem, leaf[i], HASH_LEN));
	}
	buf_char(&m->leaves, ']');
	buf_char(&m->hashes, ']');
	box_root(r->suite, (const unsigned char(*)[HASH_LEN])leaf, l.n, root);
	m->root = hex(r->mem, root, sizeof(root));
	return OK;
}

static const char *
detail(struct req *r, const struct box_made *m)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "trade");
	json_text(&b, r->trade.deal_code);
	json_key(&b, "count");
	json_int(&b, (int64_t)m->n);
	json_key(&b, "root");
	json_text(&b, m->root);
	json_key(&b, "leaves");
	buf_str(&b, buf_text(&m->hashes));
	buf_char(&b, '}');
	return b.at;
}

enum err
box_close(struct req *r, size_t standing)
{
	struct box_made m;
	enum err e;

	if ((e = make(r, &m)))
		return e;
	/* a box that no opening would agree with stays open: of a bid with two
	 * events, and of a row without one, which may be a bid whose receipt
	 * was touched and not one that somebody wrote */
	if (m.twice || m.n != standing) {
		log_error("msg=%s trade=%" PRId64 " rows=%zu events=%zu",
			  m.twice ? "bid-with-two-events" : "bid-without-event",
			  r->trade.id, standing, m.n);
		return req_say(r, E_STATE, "%s，不能封箱",
			       m.twice ? "同一份投标有两个回执"
				       : "有的投标没有回执或留痕");
	}
	if ((e = db_exec(r->db, SQL_BOX_ADD,
			 ARGS(STR(r->domain), I64(r->trade.id),
			      I64((int64_t)m.n), STR(m.root),
			      STR(buf_text(&m.leaves)),
			      STR(buf_text(&m.hashes)), I64(r->now)),
			 NULL)))
		return e;
	return event_add(r, &(struct event){ .verb = "box-closed",
					     .project = r->trade.project,
					     .trade = r->trade.id,
					     .notice = NONE,
					     .before = NONE,
					     .after = NONE,
					     .public = true,
					     .detail = detail(r, &m) });
}

static bool
is_witnessed(const struct seal *s, int64_t least)
{
	return s->head != NONE && s->cosignatures >= s->required &&
	       s->cosignatures >= least;
}

/* A box that the log knows nothing of is one that nobody can be held to. */
static enum err
seal_get(struct req *r, struct seal *s)
{
	enum err e;

	e = db_one(r->db, r->mem, SQL_BOX_SEAL, ARGS(I64(r->trade.id)), s);
	if (e != E_NOTFOUND)
		return e;
	log_error("msg=box-without-event trade=%" PRId64, r->trade.id);
	return req_say(r, E_STATE,
		       "日志里没有本标段的封箱承诺，不能解密和开标");
}

/* Keys are asked for only once the commitment is under a signed head, which
 * the required witnesses signed too; an absent witness is waited for only so
 * long. */
static enum err
is_sealed(struct req *r, const struct seal *s)
{
	if (s->head == NONE)
		return req_say(r, E_EARLY,
			       "封箱承诺还没有写进已签名的日志，请稍候再试");
	if (is_witnessed(s, 0))
		return OK;
	if (r->now < s->at + s->wait_ms)
		return req_say(r, E_EARLY,
			       "封箱承诺还缺见证人的共同签署，至迟等到 %s",
			       when_text(r->mem, s->at + s->wait_ms));
	log_warn("msg=box-unwitnessed trade=%" PRId64 " cosignatures=%" PRId64
		 " required=%" PRId64,
		 r->trade.id, s->cosignatures, s->required);
	return OK;
}

enum err
box_check(struct req *r, size_t standing)
{
	struct box_made m;
	struct seal s;
	enum err e;

	if ((e = seal_get(r, &s)) || (e = is_sealed(r, &s)) ||
	    (e = make(r, &m)))
		return e;
	if (!m.twice && m.n == standing && s.root && !strcmp(m.root, s.root))
		return OK;
	log_error("msg=box-differs trade=%" PRId64 " rows=%zu root=%s "
		  "committed=%s",
		  r->trade.id, standing, m.root, s.root ? s.root : "-");
	return req_say(r, E_STATE,
		       "投标与截止时的封箱承诺不符，不能解密和开标");
}

/* GET /trades/:id/box -- what was committed to; its texts once it is open */
enum err
get_box(struct req *r)
{
	struct closed_box c;
	struct seal s;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	e = db_one(r->db, r->mem, SQL_BOX_GET, ARGS(I64(r->trade.id)), &c);
	if (e == E_NOTFOUND)
		return req_say(r, E_EARLY, "投标截止时封箱，现在还没有");
	if (e || (e = db_one(r->db, r->mem, SQL_BOX_SEAL,
			     ARGS(I64(r->trade.id)), &s)))
		return e;
	c.trade = r->trade.deal_code;
	c.seq = s.seq;
	c.head = s.head;
	c.cosignatures = s.cosignatures;
	c.required = s.required;
	c.witnessed = is_witnessed(&s, 1);
	if (r->trade.stage <= S_OPENING || r->trade.stage > S_ARCHIVED)
		c.leaves = NULL;
	return reply_record(r, &closed_box_record, &c);
}
