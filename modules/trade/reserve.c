/* A reserve nobody knows until it is revealed. */
#include <inttypes.h>

#include "auction.h"
#include "crypt.h"
#include "json.h"

#include "auction_sql.h"

/* clang-format off */
static const struct field reserve_field[] = {
	MONEY(struct reserve, reserve_fen, 1, MONEY_MAX, F_IN, "底价"),
	TEXT(struct reserve, salt, 32, 200, F_IN, "随机数"),
	FIELD_END
};
/* clang-format on */
RECORD(reserve, struct reserve);

enum err
reserve_reveal(struct req *r, const struct lot *l, const struct reserve *v)
{
	const char *text =
	    arena_printf(r->mem, "GGZY-RESERVE-1\n%s\n%" PRId64 "\n%s\n",
			 r->trade.deal_code, v->reserve_fen, v->salt);
	const struct move *step = r->move;
	struct due by;
	struct buf b;
	enum err e;

	if (!l->reserve_hash)
		return req_say(r, E_STATE, "这个标的没有设底价，不用公开");
	if (l->closed_at == NONE || lot_awaits_draw(l))
		return req_say(r, E_EARLY, "竞价还没有结束，结束后再公开底价");
	if (strcmp(hex_sha256(r->mem, text, strlen(text)), l->reserve_hash))
		return req_bad(r, "reserve_fen", "与公告前的底价承诺不符");
	/* the clock may not have come to it yet */
	if ((e = db_one(r->db, r->mem, SQL_LOT_REVEAL_BY, ARGS(I64(l->trade)),
			&by)) &&
	    e != E_NOTFOUND)
		return e;
	if (e || r->now >= by.at)
		return req_say(r, E_LATE,
			       "公告规定的公开底价时限已过，视为没有底价");
	if ((e = db_exec(r->db, SQL_LOT_REVEAL,
			 ARGS(I64(v->reserve_fen), I64(l->trade)), NULL)))
		return e;
	buf_init(&b, r->mem);
	json_record(&b, &reserve_record, v, F_IN);
	e = trade_step(r, v, buf_text(&b));
	r->move = step;
	return e;
}
