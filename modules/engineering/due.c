/* What time does to a tender. */
#include "bid.h"
#include "engineering.h"
#include "panel.h"
#include "statement.h"

static enum err
failed(struct req *r, const char *reason)
{
	return trade_end(r, "招标失败", reason);
}

const struct tender *
tender_of(const struct req *r)
{
	static const struct tender tender = { .bidders = "gc.bidders.min",
					      .record = "GC08",
					      .may_bid = bidders_may_bid,
					      .terms = terms_state,
					      .failed = failed };

	(void)r;
	return &tender;
}

/* clang-format off */
const struct due_verb engineering_due[] = {
	/* the front half */
	{ "publish",		due_publish },
	/* sealed bids */
	{ "close",		due_close },
	{ "open",		due_open },
	/* panel to contract */
	{ "draw-void",		due_draw_void },
	{ "end-publicity",	due_end_publicity },
	{ "report-duty",	due_report_duty },
	{ .verb = NULL }
};
/* clang-format on */

/* POST /due/:id -- by `clock` */
enum err
post_due(struct req *r)
{
	return due_run(r, engineering_due);
}
