/* One sealed offer each: commitments, and what opens them. */
#include <inttypes.h>

#include "auction.h"
#include "crypt.h"
#include "json.h"

#include "auction_sql.h"

/* clang-format off */
static const struct field sealed_offer_field[] = {
	INT(struct sealed_offer, no, 1, INT64_MAX, F_OUT, "次序"),
	INT(struct sealed_offer, bidder, 1, 9999, F_OUT, "竞买号"),
	TEXT(struct sealed_offer, commitment, 64, 64, F_BOTH, "报价的承诺"),
	TIME(struct sealed_offer, at, F_OUT, "承诺时间"),
	MONEY(struct sealed_offer, amount_fen, 1, MONEY_MAX, F_OUT, "公开的报价"),
	TIME(struct sealed_offer, revealed_at, F_OUT, "公开时间"),
	INT(struct sealed_offer, points, 0, 10000, F_OUT, "价格以外的得分，百分之一分"),
	INT(struct sealed_offer, price_points, 0, 10000, F_OUT, "价格得分，百分之一分"),
	INT(struct sealed_offer, total, 0, 10000, F_OUT, "总分，百分之一分"),
	INT(struct sealed_offer, account, 1, INT64_MAX, F_ROW, NULL),
	BOOL(struct sealed_offer, fit, F_ROW, NULL),
	FIELD_END
};
static const struct field unseal_field[] = {
	MONEY(struct unseal, amount_fen, 1, MONEY_MAX, F_IN, "报价"),
	TEXT(struct unseal, salt, 32, 200, F_IN, "随机数"),
	FIELD_END
};
/* clang-format on */
static const struct field unsealed_field[] = {
	INT(struct unsealed, no, 1, INT64_MAX, F_OUT, NULL),
	INT(struct unsealed, bidder, 1, 9999, F_OUT, NULL),
	MONEY(struct unsealed, amount_fen, 1, MONEY_MAX, F_OUT, NULL),
	TEXT(struct unsealed, salt, 32, 200, F_OUT, NULL),
	INT(struct unsealed, points, 0, 10000, F_OUT, NULL),
	FIELD_END
};
static const struct record unsealed_record = { "unsealed",
					       sizeof(struct unsealed),
					       unsealed_field };
RECORD(sealed_offer, struct sealed_offer);
RECORD(unseal, struct unseal);

static const char *
detail_of(struct req *r, const struct record *rec, const void *it)
{
	struct buf b;

	buf_init(&b, r->mem);
	json_record(&b, rec, it, F_OUT);
	return buf_text(&b);
}

static enum err
is_open(struct req *r, const struct lot *l, int64_t from, int64_t to,
	const char *what)
{
	if (l->bidding != LOT_SEALED)
		return req_say(r, E_STATE,
			       "这个标的不是一次报价，请按公告的方式报价");
	if (l->paused_at != NONE)
		return E_PAUSED;
	if (r->now < from)
		return req_say(r, E_EARLY, "%s 开始%s", when_text(r->mem, from),
			       what);
	if (r->now >= to || l->closed_at != NONE)
		return req_say(r, E_LATE, "%s已于 %s 截止", what,
			       when_text(r->mem, to));
	return OK;
}

/* POST /trades/:id/sealed -- what nobody can read yet */
enum err
post_seal(struct req *r)
{
	struct sealed_offer *in = r->in;
	struct entrant x;
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	if (r->skew)
		return E_CLOCK;
	if (strspn(in->commitment, "0123456789abcdef") != 64)
		return req_bad(r, "commitment", "应是 64 位小写十六进制数字");
	if ((e = may_offer_now(r, &x)))
		return e;
	e = db_exec(r->db, SQL_SEALED_ADD,
		    ARGS(I64(x.bidder), STR(in->commitment), I64(r->now),
			 I64(r->user.id), I64(r->trade.id), I64(r->now),
			 I64(r->now)),
		    NULL);
	if (e == E_EXISTS)
		return req_say(
		    r, e, "已经报过价，每个竞买人只报一次，请到时公开报价");
	if (e)
		return e;
	if (!db_rows(r->db)) {
		if ((e = lot_get(r, r->trade.id, &l)) ||
		    (e = is_open(r, &l, l.listing_at, l.live_at, "报价")))
			return e;
		return E_BUG;
	}
	e = db_one(r->db, r->mem, SQL_SEALED_OF,
		   ARGS(I64(r->trade.id), I64(x.bidder)), in);
	if (e ||
	    (e = trade_step(r, in, detail_of(r, &sealed_offer_record, in))))
		return e;
	r->status = 201;
	return reply_record(r, &sealed_offer_record, in);
}

static enum err
is_an_offer(struct req *r, const struct lot *l, int64_t fen)
{
	if (fen < l->start_fen)
		return req_bad(r, "amount_fen", "不能少于起始价 %s",
			       money_text(r->mem, l->start_fen));
	if (l->ceiling_fen != NONE && fen > l->ceiling_fen)
		return req_bad(r, "amount_fen", "不能超过最高限价 %s",
			       money_text(r->mem, l->ceiling_fen));
	return OK;
}

/* POST /trades/:id/sealed/reveal */
enum err
post_unseal(struct req *r)
{
	const struct unseal *in = r->in;
	struct unsealed u = { .amount_fen = in->amount_fen, .salt = in->salt };
	struct sealed_offer s;
	const char *text, *digest;
	struct entrant x;
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	if (r->skew)
		return E_CLOCK;
	if ((e = may_offer(r, &x)) || (e = lot_get(r, r->trade.id, &l)) ||
	    (e = is_open(r, &l, l.live_at, l.ends_at, "公开报价")) ||
	    (e = is_an_offer(r, &l, in->amount_fen)))
		return e;
	text = arena_printf(r->mem,
			    "GGZY-OFFER-1\n%s\n%" PRId64 "\n%" PRId64 "\n%s\n",
			    r->trade.deal_code, x.bidder, in->amount_fen,
			    in->salt);
	digest = hex_sha256(r->mem, text, strlen(text));
	e = db_exec(r->db, SQL_SEALED_REVEAL,
		    ARGS(I64(in->amount_fen), I64(r->now), I64(r->trade.id),
			 I64(x.bidder), STR(digest), I64(r->trade.id),
			 I64(r->now), I64(r->now)),
		    NULL);
	if (e)
		return e;
	if (!db_rows(r->db)) {
		e = db_one(r->db, r->mem, SQL_SEALED_OF,
			   ARGS(I64(r->trade.id), I64(x.bidder)), &s);
		if (e == E_NOTFOUND)
			return req_say(r, E_STATE,
				       "没有按时报价，没有可以公开的报价");
		if (e)
			return e;
		if (s.revealed_at != NONE)
			return req_say(r, E_EXISTS,
				       "已经公开过，不用再办，请等待结果");
		return req_bad(r, "amount_fen", "与报价的承诺不符");
	}
	if ((e = db_one(r->db, r->mem, SQL_SEALED_OF,
			ARGS(I64(r->trade.id), I64(x.bidder)), &s)) ||
	    (e = sealed_points(r, x.bidder, &u.points)))
		return e;
	u.no = s.no;
	u.bidder = x.bidder;
	if ((e = trade_step(r, in, detail_of(r, &unsealed_record, &u))))
		return e;
	r->status = 201;
	return reply_record(r, &sealed_offer_record, &s);
}
