/* What a sale of mining rights says of itself. */
#include <inttypes.h>

#include "json.h"
#include "land.h"
#include "mining.h"

#include "mining_sql.h"

static const char *
metres(struct req *r, int64_t cm)
{
	int64_t n = cm < 0 ? -cm : cm;

	return arena_printf(r->mem, "%s%" PRId64 ".%02d 米", cm < 0 ? "-" : "+",
			    n / 100, (int)(n % 100));
}

void
mining_facts(struct req *r, const struct mining *m, struct buf *b)
{
	fact_add(b, "标的编号", m->code);
	fact_add(b, "统一交易标识码", m->deal_code);
	fact_add(b, "矿业权", mining_kinds[m->kind]);
	fact_add(b, "矿种", m->mineral);
	fact_add(b, "出让年限",
		 arena_printf(r->mem, "%" PRId64 " 年", m->years));
	if (m->scale != NONE)
		fact_add(b, "生产规模", mining_scales[m->scale]);
	fact_add(b, "面积",
		 arena_printf(r->mem, "%" PRId64 ".%06d 平方公里",
			      m->area / 1000000, (int)(m->area % 1000000)));
	fact_add(b, "拐点坐标（CGCS2000）", m->corners);
	if (m->lowest != NONE)
		fact_add(b, "标高",
			 arena_printf(r->mem, "%s 至 %s", metres(r, m->lowest),
				      metres(r, m->highest)));
	fact_add(b, "储量", m->reserves);
	fact_add(b, "勘查程度", m->survey);
	fact_add(b, "生态核查", m->ecology);
	fact_add(b, "竞买人资格", m->qualification);
}

static enum err
describe(struct req *r, struct notice *n, struct buf *b)
{
	struct mining m;
	enum err e;

	(void)n;
	if ((e = mining_get(r, r->trade.id, &m)))
		return e;
	fact_add(b, "出让方式", method_labels[m.method]);
	mining_facts(r, &m, b);
	return OK;
}

static enum err
terms(struct req *r, struct buf *b)
{
	struct mining m;
	enum err e = mining_get(r, r->trade.id, &m);

	if (!e)
		json_record(b, &mining_record, &m, F_OUT);
	return e;
}

#define WORDS                                                                  \
	.failed = "KQ03", .bidders = "kq.bidders.min", .seller = "出让人",     \
	.buyer = "竞得人", .unsold = "流拍", .deposit = "竞买保证金",          \
	.describe = describe, .terms = terms

const struct sale exploration_sale = { .listing = "KQ01",
				       .result = "KQ04",
				       WORDS };
const struct sale mining_sale = { .listing = "KQ02", .result = "KQ05", WORDS };
