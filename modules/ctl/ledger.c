/* ggzyctl ledger: does the money add up? */
#include <inttypes.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "ctl_sql.h"

static void
number(const char *what, int64_t n)
{
	if (n != NONE)
		printf(" %s %" PRId64, what, n);
}

/* How many faults; -1 after a message. */
static int
faults(const char *what, unsigned stmt)
{
	const struct ledger_fault *f;
	struct list l = { 0, NULL };
	size_t i;
	enum err e;

	if ((e = db_all(ctl_db(), ctl_mem(), stmt, NOARGS, &l))) {
		ctl_outcome(NULL, e, "ledger check");
		return -1;
	}
	for (f = l.at, i = 0; i < l.n; i++, f++) {
		printf("%s:", what);
		number("交易", f->tx);
		number("标的", f->trade);
		number("主体", f->subject);
		printf(" 多出 %" PRId64 " 分\n", f->fen);
	}
	return (int)l.n;
}

/* ledger check */
int
ledger_check(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	int unbalanced, disagree;

	if (options_read(argc, argv, none))
		return ctl_usage();
	unbalanced = faults("借贷不等", SQL_LEDGER_UNBALANCED);
	disagree = faults("账实不符", SQL_LEDGER_DISAGREES);
	if (unbalanced < 0 || disagree < 0)
		return EX_UNAVAILABLE;
	if (unbalanced || disagree)
		return EX_DATAERR;
	puts("资金台账一致");
	return 0;
}
