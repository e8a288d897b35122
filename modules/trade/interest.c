/* Interest and penalties by the day: integers, rounded once. */
#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "log.h"
#include "refund.h"

#include "ledger_sql.h"

/* clang-format off */
static const struct field rate_field[] = {
	INT(struct rate, num, 0, INT64_MAX, F_ROW, NULL),
	INT(struct rate, den, 1, INT64_MAX, F_ROW, NULL),
	INT(struct rate, valid_from, INT64_MIN, INT64_MAX, F_ROW, NULL),
	INT(struct rate, valid_to, INT64_MIN, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(rate, struct rate);

static int64_t
common(int64_t a, int64_t b)
{
	int64_t x = a, y = b, t;

	assert(a > 0 && b > 0); /* rate_list() sees to it */
	while (y) {
		t = x % y;
		x = y;
		y = t;
	}
	return a / x * b;
}

int64_t
interest_of(int64_t fen, int64_t from, int64_t to, const struct rate *rate,
	    size_t n, int64_t year)
{
	__int128 sum = 0, down;
	int64_t den = 1, first, last;
	size_t i;

	for (i = 0; i < n; i++)
		den = common(den, rate[i].den);
	for (i = 0; i < n; i++) {
		assert(rate[i].den > 0);
		first = rate[i].valid_from;
		if (first < from + 1)
			first = from + 1;
		last = to;
		if (rate[i].valid_to != NONE && rate[i].valid_to < to)
			last = rate[i].valid_to;
		if (first <= last)
			sum += (__int128)fen * (last - first + 1) *
			       (rate[i].num * (den / rate[i].den));
	}
	down = (__int128)den * 100 * year;
	assert(down > 0);
	return (int64_t)((sum * 2 + down) / (down * 2));
}

const struct rate *
rate_on(const struct list *rates, int64_t day)
{
	const struct rate *rate = rates->at, *found = NULL;
	size_t i;

	for (i = 0; i < rates->n; i++)
		if (rate[i].valid_from <= day &&
		    (rate[i].valid_to == NONE || rate[i].valid_to >= day))
			found = &rate[i];
	return found;
}

enum err
rate_list(struct req *r, const char *key, struct list *l)
{
	const struct rate *rate;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, r->mem, SQL_RATE_LIST, ARGS(STR(key)), l)))
		return e;
	for (rate = l->at, i = 0; i < l->n; i++)
		if (rate[i].den < 1) {
			log_error("msg=rule-number-bad key=%s", key);
			return E_BUG;
		}
	return OK;
}

const char *
rule_of_method(struct req *r, const char *key)
{
	const char *m = r->trade.method;

	return arena_printf(r->mem, "%c%c.%s", tolower((unsigned char)m[0]),
			    tolower((unsigned char)m[1]), key);
}
