/* The duty to give deposits back: when it begins, when it is done. */
#include "panel.h"
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

enum err
refunds_fall_due(struct req *r)
{
	int64_t left;
	enum err e;

	/* a domain without that step reports no duties */
	if (!move_find(r->worker->moves, "report-duty"))
		return OK;
	e = NUMBER(r, SQL_REFUNDS_LEFT, &left, I64(r->trade.id),
		   I64(r->trade.id));
	if (e || !left)
		return e;
	return duty_add(r, rule_of_method(r, "deposit.return"),
			"退还未成交人的保证金");
}

/* All that was to go back has gone: the duty is done. */
enum err
refunds_done(struct req *r)
{
	int64_t left;
	enum err e;

	e = NUMBER(r, SQL_REFUNDS_LEFT, &left, I64(r->trade.id),
		   I64(r->trade.id));
	if (e || left)
		return e;
	if ((e = duty_done(r, rule_of_method(r, "deposit.return"))))
		return e;
	return duty_done(r, "gc.terminate.refund");
}
