/* The database's clock, held against ours. */

#include "core_sql.h"
#include "instant.h"
#include "log.h"
#include "machine.h"
#include "rows.h"

int64_t
instant_skew(int64_t theirs, int64_t before, int64_t after)
{
	if (theirs < before - SKEW_MS)
		return theirs - before;
	if (theirs > after + SKEW_MS)
		return theirs - after;
	return 0;
}

/* Once when they part, once when they agree again. */
static void
tell(int64_t skew)
{
	static bool told;

	if (told == (skew != 0))
		return;
	told = skew != 0;
	if (told)
		log_error("msg=clock-skew skew_ms=%lld limit_ms=%d",
			  (long long)skew, SKEW_MS);
	else
		log_info("msg=clock-agrees limit_ms=%d", SKEW_MS);
}

enum err
instant_read(struct db *db, struct arena *mem, struct instant *now)
{
	int64_t before = machine_ms();
	enum err e;

	if ((e = db_one(db, mem, SQL_NOW, NOARGS, now)))
		return e;
	now->skew = instant_skew(now->real_ms, before, machine_ms());
	tell(now->skew);
	return OK;
}
