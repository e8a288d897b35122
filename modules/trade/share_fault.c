/* Shares that were wrong or could not be unwrapped: who, and of which bid. */
#include "bid.h"

#include "bid_sql.h"

static const char *const kind_words[] = { "wrong", "unusable", "foreign",
					  NULL };

/* clang-format off */
static const struct field share_fault_field[] = {
	INT(struct share_fault, bid, 1, INT64_MAX, F_OUT, "投标序号"),
	INT(struct share_fault, position, 1, ENVELOPE_TRUSTEES, F_OUT, "受托人序位"),
	ENUM(struct share_fault, side, trustee_sides, F_OUT, "方"),
	TEXT(struct share_fault, name, 1, 60, F_OUT, "姓名"),
	ENUM(struct share_fault, kind, kind_words, F_OUT, "与承诺不符，解不开，或者是给别处的"),
	TIME(struct share_fault, at, F_OUT, "时间"),
	FIELD_END
};
RECORD(share_fault, struct share_fault);
/* clang-format on */

/* Once a kind is enough: a trustee who tries on and on adds no row. */
enum err
share_fault_add(struct req *r, int64_t bid, int64_t position, int64_t kind)
{
	return db_exec(r->db, SQL_SHARE_FAULT_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), I64(bid),
			    I64(position), I64(kind), I64(r->user.id),
			    I64(r->now), I64(bid), I64(position), I64(kind)),
		       NULL);
}

enum err
share_fault_list(struct req *r, struct list *l)
{
	return db_all(r->db, r->mem, SQL_SHARE_FAULT_LIST,
		      ARGS(I64(r->trade.id)), l);
}

/* GET /trades/:id/shares/faults -- for everybody */
enum err
get_share_faults(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = share_fault_list(r, &l)))
		return e;
	return reply_items(r, &share_fault_record, &l, NULL);
}
