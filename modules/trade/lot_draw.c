/* Drawing lots among those who take the ceiling price. */
#include <inttypes.h>

#include "auction.h"
#include "crypt.h"
#include "drawing.h"
#include "json.h"

#include "auction_sql.h"

/* clang-format off */
static const struct field accepted_field[] = {
	INT(struct accepted, bidder, 1, 9999, F_ROW, NULL),
	INT(struct accepted, account, 1, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field acceptance_field[] = {
	INT(struct acceptance, bidder, 1, 9999, F_OUT, "竞买号"),
	MONEY(struct acceptance, price_fen, 1, MONEY_MAX, F_OUT, "接受的价格"),
	TIME(struct acceptance, at, F_OUT, "时间"),
	FIELD_END
};
/* clang-format on */
RECORD(accepted, struct accepted);
RECORD(acceptance, struct acceptance);

static enum err
why_not(struct req *r, const struct lot *l)
{
	if (l->at_ceiling != CEILING_DRAW)
		return req_say(r, E_STATE, "这个标的不摇号，请直接报价");
	if (r->now >= l->ends_at || l->closed_at != NONE)
		return req_say(r, E_LATE, "报价已经截止，请查看结果");
	if (l->paused_at != NONE)
		return E_PAUSED;
	if (!lot_is_full(l))
		return req_say(r, E_STATE, "还没有人报到最高限价，请继续报价");
	return req_say(r, E_STATE,
		       "最高限价就是你报的，已经参加摇号，请等待结果");
}

/* POST /trades/:id/acceptances */
enum err
post_acceptance(struct req *r)
{
	struct acceptance a;
	struct buf detail;
	struct entrant x;
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	if (r->skew)
		return E_CLOCK;
	if ((e = may_offer_now(r, &x)) ||
	    (e = db_exec(r->db, SQL_LOT_ACCEPT,
			 ARGS(I64(r->trade.id), I64(r->now), I64(x.bidder)),
			 NULL)))
		return e;
	if (!db_rows(r->db)) {
		e = lot_get(r, r->trade.id, &l);
		return e ? e : why_not(r, &l);
	}
	e = db_exec(r->db, SQL_ACCEPTANCE_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(x.bidder),
			 I64(r->now), I64(r->user.id)),
		    NULL);
	if (e == E_EXISTS)
		return req_say(r, e, "已经接受，不用再办，请等待摇号");
	if (e || (e = lot_get(r, r->trade.id, &l)))
		return e;
	a.bidder = x.bidder;
	a.price_fen = l.price_fen;
	a.at = r->now;
	buf_init(&detail, r->mem);
	json_record(&detail, &acceptance_record, &a, F_OUT);
	if ((e = trade_step(r, &a, buf_text(&detail))))
		return e;
	r->status = 201;
	return reply_record(r, &acceptance_record, &a);
}

/* Each under a code of its own, as experts are. */
static void
places_make(struct req *r, const struct list *accepted,
	    const unsigned char secret[SEED_LEN], struct list *places)
{
	const struct accepted *a = accepted->at;
	struct place *p;
	const char *salt;
	size_t i;

	p = arena_alloc(r->mem, accepted->n * sizeof(*p));
	*places = (struct list){ accepted->n, p };
	for (i = 0; i < accepted->n; i++) {
		p[i].expert = a[i].bidder;
		p[i].account = a[i].account;
		p[i].name =
		    arena_printf(r->mem, "竞买号 %" PRId64, a[i].bidder);
		salt = draw_person_salt(r->mem, secret, p[i].expert);
		p[i].code = draw_person_code(r->mem, salt,
					     draw_person(r->mem, p[i].expert,
							 p[i].name, NULL));
	}
	places_sort(places);
}

/* One of them is to be drawn; the entered step is `pool`. */
static enum err
begin(struct req *r, const struct list *draws, const struct list *accepted,
      struct drawing *d)
{
	unsigned char secret[SEED_LEN];
	struct list places;

	record_clear(&drawing_record, d);
	random_bytes(secret, sizeof(secret));
	d->kind = DRAW_BIDDERS;
	d->wanted = 1;
	d->same_max = 1;
	d->sitting = "";
	if (draws->n)
		d->reason = arena_printf(r->mem, "第 %zu 次抽取作废", draws->n);
	places_make(r, accepted, secret, &places);
	return draw_begin(r, draws, d, secret, &places);
}

static enum err
accepted_list(struct req *r, int64_t trade, struct list *l)
{
	return db_all(r->db, r->mem, SQL_ACCEPTED_LIST,
		      ARGS(I64(trade), I64(trade)), l);
}

enum err
lot_draw_begin(struct req *r, const struct lot *l, bool *waits)
{
	struct list accepted = { 0, NULL }, draws = { 0, NULL };
	const struct accepted *one;
	struct drawing d;
	enum err e;

	*waits = false;
	if (!lot_awaits_draw(l))
		return OK;
	if ((e = accepted_list(r, l->trade, &accepted)))
		return e;
	if (accepted.n <= 1) { /* nobody: it fails when it is decided */
		one = accepted.at;
		return db_exec(r->db, SQL_LOT_DRAWN,
			       ARGS(I64(one ? one->bidder : l->bidder),
				    I64(l->trade)),
			       NULL);
	}
	*waits = true;
	if ((e = trade_switch(r, "pool")))
		return e;
	return begin(r, &draws, &accepted, &d);
}

/* POST /trades/:id/draws -- once more, after a void one */
enum err
post_lot_draw(struct req *r)
{
	struct list accepted = { 0, NULL }, draws = { 0, NULL };
	struct drawing d;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) || (e = draws_read(r, &draws)))
		return e;
	if (l.closed_at == NONE || !lot_awaits_draw(&l))
		return req_say(r, E_STATE,
			       "这个标的现在不等待摇号，请查看竞价状态");
	if (draw_running(&draws))
		return req_say(r, E_STATE,
			       "第 %zu 次抽取还没有结束，结束后才能再抽",
			       draws.n);
	if ((e = accepted_list(r, l.trade, &accepted)))
		return e;
	if (!accepted.n)
		return req_say(r, E_STATE,
			       "接受最高限价的竞买人的资格都已经取消，请先审查"
			       "资格");
	if ((e = begin(r, &draws, &accepted, &d)))
		return e;
	draw_await(r, &draws, &d);
	draw_hide(r, &d);
	r->status = 201;
	return reply_record(r, &drawing_record, &d);
}

enum err
lot_drawn(struct req *r, int64_t bidder)
{
	enum err e = db_exec(r->db, SQL_LOT_DRAWN,
			     ARGS(I64(bidder), I64(r->trade.id)), NULL);

	if (e)
		return e;
	if (!db_rows(r->db))
		return E_BUG;
	return due_add(r, "drawn", r->trade.id, NONE, r->now);
}
