/* Rules as pages quote them. */
#include "site.h"
#include "site_sql.h"

enum err
rule_of(struct site *s, int64_t trade, const char *key,
	const struct rule **rule)
{
	struct rule *r = arena_alloc(s->mem, sizeof(*r));
	enum err e = E_NOTFOUND;

	*rule = NULL;
	if (trade != NONE && trade != 0)
		e = db_one(s->db, s->mem, SQL_TRADE_RULE,
			   ARGS(I64(trade), STR(key)), r);
	if (e == E_NOTFOUND)
		e = db_one(s->db, s->mem, SQL_TODAY_RULE, ARGS(STR(key)), r);
	if (!e)
		*rule = r;
	return e == E_NOTFOUND ? OK : e;
}
