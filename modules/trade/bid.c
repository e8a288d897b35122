/* Taking bids: the one moment that counts. */
#include <unistd.h>

#include "bid.h"
#include "blob.h"
#include "deadline.h"
#include "deed.h"
#include "jose.h"
#include "json.h"
#include "log.h"

#include "bid_sql.h"

const char *const bid_states[] = { "stands", "superseded", "withdrawn", NULL };

/* clang-format off */
static const struct field bid_field[] = {
	ENUM(struct bid, state, bid_states, F_OUT, "状态"),
	TEXT(struct bid, digest, 64, 64, F_OUT, "SHA-256 摘要"),
	INT(struct bid, size, 1, INT64_MAX, F_OUT, "字节数"),
	TIME(struct bid, received_at, F_OUT, "收到时间"),
	TIME(struct bid, ended_at, F_OUT, "被替换或撤回的时间"),
	RAW(struct bid, receipt, "签名回执"),
	FIELD_END
};
/* clang-format on */
RECORD(bid, struct bid);

/* The envelope is for this trade, its bidder and its trustees. */
static enum err
is_ours(struct req *r, const struct envelope *v)
{
	const struct envelope_share *s = v->shares.at;
	struct list trustees = { 0, NULL };
	const struct trustee *t;
	enum err e;
	size_t i;

	if (strcmp(v->trade, r->trade.deal_code))
		return req_say(r, E_SEAL,
			       "这份投标文件是给另一个标段的，请选对文件，或者"
			       "为本标段重新加密");
	if (strcmp(v->bidder, r->user.credit_code))
		return req_say(r, E_SEAL,
			       "这份投标文件是另一个投标人的，请用本单位的身份"
			       "重新加密");
	if ((e = trustee_list(r, &trustees)))
		return e;
	t = trustees.at;
	if (v->shares.n != trustees.n || v->threshold != r->trade.threshold)
		return req_say(r, E_SEAL,
			       "份额与本标段的受托人不符，请重新取得受托人的公"
			       "钥再加密");
	if (v->algorithms != jwk_suite(t->jwk, strlen(t->jwk)))
		return req_say(r, E_SEAL,
			       "算法套件与受托人的公钥不符，请重新取得受托人的"
			       "公钥再加密");
	for (i = 0; i < trustees.n; i++)
		if (strcmp(s[i].thumbprint, t[i].thumbprint))
			return req_say(r, E_SEAL,
				       "第 %zu "
				       "份不是加密给受托人的公钥，请重新取得受"
				       "托人的公钥再加密",
				       i + 1);
	return OK;
}

/* A complete envelope in the store. */
static enum err
is_sealed(struct req *r, struct envelope *v)
{
	int fd = blob_open(r->blob.digest);
	const char *why;

	if (fd < 0) {
		log_error("msg=blob-missing digest=%s", r->blob.digest);
		return E_DB;
	}
	why = envelope_read(r->mem, fd, v);
	close(fd);
	return why ? req_say(r, E_SEAL, "%s", why) : is_ours(r, v);
}

/*
 * Signed by who does it, on a trade that lets him.  Of a trade that he may see
 * he gets a receipt as well when his signature is refused.
 */
static enum err
enter(struct req *r, const char *verb)
{
	enum err e = deed_begin(r), seen;

	if (!e)
		return trade_enter(r, r->id, verb);
	if (e != E_SIGN && e != E_SIGNTIME && e != E_CERT)
		return e;
	seen = trade_read(r, r->id, NULL);
	return seen ? seen : e;
}

/*
 * Asks everything and writes nothing.  A trade whose box was closed while the
 * file was on its way is late like any other.
 */
static enum err
may_take(struct req *r, struct envelope *v, struct list *bidders)
{
	enum err e;

	if (r->skew)
		return E_CLOCK;
	e = enter(r, "bid");
	if (e == E_STAGE && !in_time(r->now, r->trade.deadline))
		return req_say(r, E_LATE, "投标截止时间是 %s，已经不能提交",
			       when_text(r->mem, r->trade.deadline));
	if (e)
		return e;
	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	if ((e = deadline_is_ahead(r, NULL)) || (e = is_sealed(r, v)))
		return e;
	return tender_of(r)->may_bid(r, v, bidders);
}

static enum err
add_members(struct req *r, int64_t bid, const struct list *bidders)
{
	const struct bidder *b = bidders->at;
	enum err e = OK;
	size_t i;

	if (bidders->n == 1)
		return OK;
	for (i = 0; !e && i < bidders->n; i++)
		e = db_exec(r->db, SQL_BID_MEMBER_ADD,
			    ARGS(STR(r->domain), I64(bid), I64(b[i].id),
				 I64(!i)),
			    NULL);
	return e;
}

static enum err
end_standing(struct req *r, int64_t state)
{
	return db_exec(r->db, SQL_BID_END,
		       ARGS(I64(state), I64(r->now), I64(r->trade.id),
			    I64(r->user.subject)),
		       NULL);
}

static enum err
take(struct req *r, const struct envelope *v, const struct list *bidders,
     const struct receipt *c, const char **receipt)
{
	int64_t id;
	enum err e;

	if ((e = trade_step(r, v, receipt_detail(r, c))))
		return e;
	if ((e = receipt_add(r, c, receipt)) ||
	    (e = end_standing(r, BID_SUPERSEDED)) ||
	    (e = db_exec(r->db, SQL_BID_ADD,
			 ARGS(STR(r->domain), I64(r->trade.id),
			      I64(r->user.subject), I64(r->user.id),
			      STR(r->blob.digest), I64(r->blob.size),
			      STR(v->line), I64(r->now), STR(*receipt)),
			 &id)))
		return e;
	return add_members(r, id, bidders);
}

/* POST /trades/:id/bids -- a sealed bid; a later one takes its place */
enum err
post_bid(struct req *r)
{
	struct receipt c = { .number = receipt_number(r),
			     .kind = "received",
			     .digest = r->blob.digest,
			     .size = r->blob.size };
	struct bid b = { .state = BID_STANDS,
			 .digest = r->blob.digest,
			 .size = r->blob.size,
			 .received_at = r->now,
			 .ended_at = NONE };
	struct list bidders;
	struct envelope v;
	enum err e = may_take(r, &v, &bidders);

	if (!e)
		e = take(r, &v, &bidders, &c, &b.receipt);
	if (e) {
		c.kind = "refused";
		return receipt_refuse(r, &c, "refuse-bid", e);
	}
	r->status = 201;
	return reply_record(r, &bid_record, &b);
}

/* The bid that stands into *b, and everything asked. */
static enum err
may_withdraw(struct req *r, struct receipt *c, struct bid **b)
{
	struct list l = { 0, NULL };
	enum err e = enter(r, "withdraw");

	if (e)
		return e;
	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	if ((e = db_all(r->db, r->mem, SQL_BID_MINE,
			ARGS(I64(r->trade.id), I64(r->user.subject)), &l)))
		return e;
	*b = l.at;
	if (!l.n || (*b)->state != BID_STANDS)
		return req_say(r, E_STATE,
			       "没有可以撤回的投标，请核对标段；已经撤回的不用"
			       "再办");
	c->digest = (*b)->digest;
	c->size = (*b)->size;
	return deadline_is_ahead(r, NULL);
}

/* POST /trades/:id/bids/withdraw -- possible until the deadline */
enum err
post_withdraw(struct req *r)
{
	struct receipt c = { .number = receipt_number(r), .kind = "withdrawn" };
	struct bid *b;
	enum err e = may_withdraw(r, &c, &b);

	if (e) {
		c.kind = "withdraw-refused";
		return receipt_refuse(r, &c, "refuse-withdraw", e);
	}
	if ((e = trade_step(r, b, receipt_detail(r, &c))) ||
	    (e = receipt_add(r, &c, &b->receipt)) ||
	    (e = end_standing(r, BID_WITHDRAWN)))
		return e;
	b->state = BID_WITHDRAWN;
	b->ended_at = r->now;
	return reply_record(r, &bid_record, b);
}

/* GET /trades/:id/bids -- the user's own, newest first; nobody sees others' */
enum err
get_bids(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	if (r->user.subject != NONE &&
	    (e = db_all(r->db, r->mem, SQL_BID_MINE,
			ARGS(I64(r->trade.id), I64(r->user.subject)), &l)))
		return e;
	return reply_items(r, &bid_record, &l, NULL);
}
