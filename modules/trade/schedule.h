#ifndef SCHEDULE_H
#define SCHEDULE_H
#include "refund.h"

/*
 * The price of a contract by instalments: due days and amounts that make it
 * up, what was paid of them (statements of the bank, the winner's deposit), in
 * their order, and what is late, with the penalty by the day.
 */
struct instalment {
	int64_t no, due_on, amount_fen;
	const char *reason; /* for it not to be as is usual, or NULL */
	/* computed */
	int64_t paid_fen, paid_on, days_late, penalty_fen;
};
struct price_part {
	int64_t day, amount_fen;
};
/*
 * Pure: parts, by day, pay instalments in their order; what is paid after its
 * day, or is not paid by today, costs a percentage of itself a day (rate NULL:
 * nothing), rounded once an instalment.
 */
void schedule_fill(struct instalment *, size_t n, const struct price_part *,
		   size_t parts, int64_t today, const struct rate *);

struct schedule {
	struct list instalments;
	int64_t trade, price_fen, paid_fen, arrears_fen, penalty_fen;
	const char *deal_code, *name, *payer;
	int64_t region, owner;
};
extern const struct record instalment_record, price_part_record,
    schedule_record;
enum err post_schedule(struct req *); /* ../schedule: schedule-payments */
enum err get_schedule(struct req *);  /* GET ../schedule */
enum err get_arrears(struct req *);   /* GET /arrears */

#endif
