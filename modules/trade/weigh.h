#ifndef WEIGH_H
#define WEIGH_H
#include <stddef.h>
#include <stdint.h>

/*
 * Weighing offers (权重报价), in hundredths of a point and integers alone.
 *
 *	price points = price_max * amount / highest amount, rounded down
 *	total        = price points + points for all that is not the price
 *
 * The highest total wins; of equal ones the higher amount, then the earlier
 * commitment.  price_max 0 and no points: the highest amount wins.
 */
struct weighed {
	int64_t no; /* in the order they were committed to */
	int64_t amount_fen;
	int64_t points;              /* for what is not the price */
	int64_t price_points, total; /* come out */
};

/* Fills price_points and total of n offers; the winner's index, n if none. */
size_t weigh(struct weighed *, size_t n, int64_t price_max);

#endif
