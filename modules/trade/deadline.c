/* The one place that decides whether something came in time. */
#include "deadline.h"
#include "trade.h"

bool
in_time(int64_t came, int64_t deadline)
{
	return came < deadline;
}

enum err
deadline_is_ahead(struct req *r, const void *rec)
{
	(void)rec;
	if (r->skew)
		return E_CLOCK;
	if (!in_time(r->now, r->trade.deadline))
		return req_say(r, E_LATE, "投标已于 %s 截止",
			       when_text(r->mem, r->trade.deadline));
	return OK;
}
