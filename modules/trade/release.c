/* Shares given by trustees. */
#include <inttypes.h>

#include "bid.h"
#include "crypt.h"
#include "event.h"
#include "json.h"
#include "log.h"

#include "bid_sql.h"

/* clang-format off */
static const struct field share_in_field[] = {
	INT(struct share_in, bid, 1, INT64_MAX, F_IN, "投标序号"),
	TEXT(struct share_in, share, 64, 64, F_IN | F_OPT, "份额"),
	BOOL(struct share_in, foreign, F_IN | F_OPT, "份额是给别处的"),
	FIELD_END
};
static const struct record share_in_record = {
	"share_in", sizeof(struct share_in), share_in_field
};
static const struct field release_field[] = {
	LIST(struct release, shares, &share_in_record, 1, LIST_MAX, F_IN, "份额"),
	FIELD_END
};
RECORD(release, struct release);

static const struct field share_row_field[] = {
	INT(struct share_row, bid, 1, INT64_MAX, F_ROW, NULL),
	INT(struct share_row, position, 0, 255, F_ROW, NULL),
	TEXT(struct share_row, share, 64, 64, F_ROW, NULL),
	FIELD_END
};
RECORD(share_row, struct share_row);
/* clang-format on */

/* The user among the trustees of r->trade. */
static enum err
my_seat(struct req *r, struct list *trustees, const struct trustee **me)
{
	const struct trustee *t;
	enum err e;
	size_t i;

	if ((e = trustee_list(r, trustees)))
		return e;
	for (t = trustees->at, i = 0; i < trustees->n; i++)
		if (t[i].account == r->user.id) {
			*me = &t[i];
			return OK;
		}
	return E_ROLE;
}

static enum err
add_wrapped(struct req *r, const struct standing *b, int64_t position)
{
	const struct envelope_share *s;
	struct envelope v;
	enum err e;

	if ((e = standing_header(r, b, &v)))
		return e;
	s = (const struct envelope_share *)v.shares.at + position - 1;
	json_comma(&r->out);
	buf_printf(&r->out, "{\"bid\":%" PRId64 ",\"bidder\":", b->id);
	json_text(&r->out, b->credit_code);
	json_key(&r->out, "commitment");
	json_text(&r->out, s->commitment);
	buf_printf(&r->out, ",\"jwe\":%s}", jwe_text(r->mem, s->jwe));
	return OK;
}

/* GET /trades/:id/shares -- what a trustee unwraps, once the box is closed */
enum err
get_shares(struct req *r)
{
	struct list trustees = { 0, NULL }, l = { 0, NULL };
	const struct standing *b;
	const struct trustee *me;
	enum err e;
	size_t i;

	if ((e = trade_read(r, r->id, NULL)) ||
	    (e = my_seat(r, &trustees, &me)))
		return e;
	if (r->trade.stage < S_OPENING)
		return req_say(r, E_EARLY,
			       "投标截止前任何人不得解密，请在截止以后办理");
	if (r->trade.opening_rule == OPEN_BIDDER)
		return req_say(r, E_STATE,
			       "本标段由投标人自己解密，受托人不用释放份额");
	if (r->trade.stage > S_OPENING)
		return E_STAGE;
	if ((e = standing_list(r, &l)) || (e = box_check(r, l.n)))
		return e;
	buf_str(&r->out, "{\"trade\":");
	json_text(&r->out, r->trade.deal_code);
	buf_printf(&r->out, ",\"position\":%" PRId64 ",\"shares\":[",
		   me->position);
	for (b = l.at, i = 0; i < l.n; i++)
		if ((e = add_wrapped(r, &b[i], me->position)))
			return e;
	buf_str(&r->out, "]}");
	return OK;
}

static const struct share_in *
find(const struct release *in, int64_t bid, size_t *at)
{
	const struct share_in *s = in->shares.at;

	for (*at = 0; *at < in->shares.n; ++*at)
		if (s[*at].bid == bid)
			return &s[*at];
	return NULL;
}

/* What a release does for each bid, and what it gets wrong. */
struct outcome {
	struct buf given, unusable, foreign, wrong; /* 7,9: numbers of bids */
};

static void
note(struct buf *b, int64_t bid)
{
	buf_printf(b, "%s%" PRId64, b->len ? "," : "", bid);
}

/* A share that is not the one the bidder committed to is named. */
static enum err
check(struct req *r, const struct release *in, const struct standing *b,
      int64_t position, struct outcome *o)
{
	struct given g = { .position = position };
	const struct share_in *s;
	struct envelope v;
	bool right;
	size_t at;
	enum err e;

	if (!(s = find(in, b->id, &at)))
		return req_bad(r, "shares", "缺少投标 %" PRId64 " 的份额",
			       b->id);
	if (s->share && s->foreign)
		return req_bad(r,
			       arena_printf(r->mem, "shares[%zu].foreign", at),
			       "给别处的份额不能释放");
	if (!s->share) {
		note(s->foreign ? &o->foreign : &o->unusable, b->id);
		return OK;
	}
	if ((e = standing_header(r, b, &v)))
		return e;
	right = unhex(s->share, g.bytes, sizeof(g.bytes)) &&
		given_is_right(r->mem, &v, &g);
	wipe_bytes(&g, sizeof(g));
	note(right ? &o->given : &o->wrong, b->id);
	if (right)
		return OK;
	if ((e = share_fault_add(r, b->id, position, FAULT_WRONG)))
		return e;
	return req_bad(r, arena_printf(r->mem, "shares[%zu].share", at),
		       "第 %" PRId64 " 位受托人的份额与投标 %" PRId64
		       " 中的承诺不符",
		       position, b->id);
}

static enum err
check_all(struct req *r, const struct release *in, const struct list *l,
	  int64_t position, struct outcome *o)
{
	const struct standing *b = l->at;
	enum err e, bad = OK;
	size_t i;

	buf_init(&o->given, r->mem);
	buf_init(&o->unusable, r->mem);
	buf_init(&o->foreign, r->mem);
	buf_init(&o->wrong, r->mem);
	for (i = 0; i < l->n; i++) {
		e = check(r, in, &b[i], position, o);
		if (e && e != E_FIELD)
			return e;
		bad = e ? e : bad;
	}
	if (!bad && in->shares.n != l->n)
		return req_bad(r, "shares", "有重复的或者不在本标段的投标");
	return bad;
}

/* The wrong share stays on record, without the share. */
static enum err
refuse(struct req *r, int64_t position, const struct outcome *o)
{
	enum err e;

	r->move = NULL;
	log_warn("msg=wrong-share trade=%" PRId64 " position=%" PRId64
		 " bids=%s",
		 r->trade.id, position, buf_text(&o->wrong));
	e = event_add(r, &(struct event){
			     .verb = "refuse-share",
			     .project = r->trade.project,
			     .trade = r->trade.id,
			     .notice = NONE,
			     .before = NONE,
			     .after = NONE,
			     .detail =
				 arena_printf(r->mem,
					      "{\"position\":%" PRId64
					      ",\"bids\":[%s]}",
					      position, buf_text(&o->wrong)) });
	r->keep = true;
	return e ? e : E_FIELD;
}

static enum err
store(struct req *r, const struct release *in, int64_t position)
{
	const struct share_in *s = in->shares.at;
	enum err e = OK;
	size_t i;

	for (i = 0; !e && i < in->shares.n; i++)
		e = s[i].share ? share_add(r, s[i].bid, position, s[i].share)
			       : share_fault_add(r, s[i].bid, position,
						 s[i].foreign ? FAULT_FOREIGN
							      : FAULT_UNUSABLE);
	return e ? e
		 : db_exec(r->db, SQL_TRUSTEE_RELEASED,
			   ARGS(I64(r->now), I64(r->trade.id), I64(position)),
			   NULL);
}

/* Trustees who have done their part, me among them. */
static int64_t
released(const struct list *trustees)
{
	const struct trustee *t = trustees->at;
	int64_t n = 1;
	size_t i;

	for (i = 0; i < trustees->n; i++)
		n += t[i].released_at != NONE;
	return n;
}

static const char *
detail(struct req *r, int64_t position, const struct outcome *o)
{
	return arena_printf(r->mem,
			    "{\"position\":%" PRId64
			    ",\"bids\":[%s],\"unusable\":[%s],"
			    "\"foreign\":[%s]}",
			    position, buf_text(&o->given),
			    buf_text(&o->unusable), buf_text(&o->foreign));
}

/*
 * POST /trades/:id/shares -- one act of a trustee for the whole trade, once:
 * all bids or none, and never a share beside another.
 */
enum err
post_shares(struct req *r)
{
	const struct release *in = r->in;
	struct list trustees = { 0, NULL }, l = { 0, NULL };
	const struct trustee *me;
	struct outcome o;
	enum err e;

	if ((e = my_seat(r, &trustees, &me)))
		return e;
	if (r->trade.opening_rule == OPEN_BIDDER)
		return req_say(r, E_STATE,
			       "本标段由投标人自己解密，受托人不用释放份额");
	if (me->released_at != NONE)
		return req_say(r, E_EXISTS,
			       "你已经释放了份额，不用再办，请等待开标");
	if ((e = standing_list(r, &l)) || (e = box_check(r, l.n)))
		return e;
	e = check_all(r, in, &l, me->position, &o);
	if (e == E_FIELD)
		return refuse(r, me->position, &o);
	if (e || (e = trade_step(r, in, detail(r, me->position, &o))) ||
	    (e = store(r, in, me->position)) || (e = opening_hurry(r)))
		return e;
	buf_printf(&r->out,
		   "{\"released\":%" PRId64 ",\"threshold\":%" PRId64 "}",
		   released(&trustees), r->trade.threshold);
	return OK;
}
