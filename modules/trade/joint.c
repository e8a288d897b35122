/* Who take a lot together: their parts, their confirmations. */
#include "sale.h"

#include "sale_sql.h"

/* clang-format off */
static const struct field buyer_field[] = {
	INT(struct buyer, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct buyer, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct buyer, name, 1, 200, F_OUT, "受让方"),
	INT(struct buyer, weight, 1, 10000, F_OUT, "所占的份数"),
	MONEY(struct buyer, amount_fen, 0, MONEY_MAX, F_OUT, "应付的价款"),
	TIME(struct buyer, confirmed_at, F_OUT, "签订成交确认书的时间"),
	FIELD_END
};
/* clang-format on */
RECORD(buyer, struct buyer);

static int64_t
weight_of(const struct buyer *b, size_t n)
{
	int64_t sum = 0;

	while (n--)
		sum += b[n].weight;
	return sum;
}

void
buyers_share(struct buyer *b, size_t n, int64_t price)
{
	int64_t sum = weight_of(b, n), left = price;
	size_t i, most;

	for (i = 0; i < n; i++) {
		b[i].amount_fen =
		    (int64_t)((__int128)price * b[i].weight / sum);
		left -= b[i].amount_fen;
	}
	/* fewer fen than buyers are left: to those who were cut most */
	for (; left > 0; left--) {
		for (most = 0, i = 1; i < n; i++)
			if ((__int128)price * b[i].weight -
				(__int128)b[i].amount_fen * sum >
			    (__int128)price * b[most].weight -
				(__int128)b[most].amount_fen * sum)
				most = i;
		b[most].amount_fen++;
	}
}

enum err
buyers_add(struct req *r, const struct list *l)
{
	const struct buyer *b = l->at;
	size_t i;
	enum err e = OK;

	for (i = 0; !e && i < l->n; i++)
		e = db_exec(r->db, SQL_BUYER_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id),
				 I64(b[i].subject), I64(b[i].weight),
				 I64(b[i].amount_fen)),
			    NULL);
	return e;
}

/* All that together bought are named where one would be. */
enum err
deal_get(struct req *r, int64_t trade, struct deal *d)
{
	const struct buyer *b;
	struct buf names;
	size_t i;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_DEAL_GET, ARGS(I64(trade)), d)) ||
	    (e = db_all(r->db, r->mem, SQL_BUYER_LIST, ARGS(I64(trade)),
			&d->buyers)) ||
	    !d->buyers.n)
		return e;
	buf_init(&names, r->mem);
	for (b = d->buyers.at, i = 0; i < d->buyers.n; i++)
		buf_printf(&names, "%s%s", i ? "、" : "", b[i].name);
	d->name = buf_text(&names);
	return OK;
}

bool
deal_is_with(const struct deal *d, int64_t subject)
{
	const struct buyer *b = d->buyers.at;
	size_t i;

	if (subject == NONE || subject == d->subject)
		return subject != NONE;
	for (i = 0; i < d->buyers.n; i++)
		if (b[i].subject == subject)
			return true;
	return false;
}

enum err
buyer_confirm(struct req *r, struct deal *d, bool *all)
{
	const struct buyer *b;
	size_t i;
	enum err e;

	e = db_exec(r->db, SQL_BUYER_CONFIRM,
		    ARGS(I64(r->now), I64(d->trade), I64(r->user.subject)),
		    NULL);
	if (e)
		return e;
	if (d->buyers.n && !db_rows(r->db))
		return req_say(r, E_STATE,
			       "你方已经确认过了，不用再办，请等待其他受让方");
	if ((e = deal_get(r, d->trade, d)))
		return e;
	*all = true;
	for (b = d->buyers.at, i = 0; i < d->buyers.n; i++)
		*all &= b[i].confirmed_at != NONE;
	return OK;
}
