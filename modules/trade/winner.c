/* Whose deal a lot is: one, or several together. */
#include "panel.h"
#include "refund.h"

#include "ledger_sql.h"

enum err
winners_get(struct req *r, int64_t trade, struct list *l)
{
	*l = (struct list){ 0, NULL };
	return db_all(r->db, r->mem, SQL_LOT_WINNERS,
		      ARGS(I64(trade), I64(trade)), l);
}

bool
winners_have(const struct list *l, int64_t subject)
{
	const struct named *w = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (w[i].subject == subject)
			return true;
	return false;
}
