/*
 * Ranking, candidates, award of a bundle.  The ranking is computed
 * here a second time, by TRUST.md and not by trade/rank.c.
 */
#include <inttypes.h>

#include "crypt.h"
#include "json.h"
#include "verify.h"
#include "step.h"

/* A bid in the evaluation. */
struct place {
	int64_t bid, price, received, against, technical, total;
	bool out;
};

/* a / b rounded half up. */
static int64_t
rounded(__int128 a, int64_t b)
{
	return (int64_t)((2 * a + b) / (2 * (__int128)b));
}

static bool
add_item(const struct verify *v, const struct b_item *it, int64_t lowest,
	 struct place *p)
{
	const struct b_sheet *s = v->sheets.at;
	int64_t sum = 0, n = 0, got;
	size_t i;

	if (it->kind) {
		p->total += rounded((__int128)it->max_score * lowest, p->price);
		return true;
	}
	for (i = 0; i < v->sheets.n; i++)
		if ((got = v_sheet_score(&s[i], p->bid, it->no)) != NONE) {
			sum += got;
			n++;
		}
	if (!n)
		return false;
	got = rounded(sum, n);
	p->technical += got;
	p->total += got;
	return true;
}

static bool
stands_before(bool by_total, const struct place *a, const struct place *b)
{
	if (a->out != b->out)
		return b->out;
	if (!a->out) {
		if (by_total && a->total != b->total)
			return a->total > b->total;
		if (a->price != b->price)
			return a->price < b->price;
		if (a->technical != b->technical)
			return a->technical > b->technical;
		if (a->received != b->received)
			return a->received < b->received;
	}
	return a->bid < b->bid;
}

/* Those opened, and who is out. */
static size_t
gather(struct verify *v, struct place *p, int64_t *lowest)
{
	const struct b_receipt *const *c = v->standing.at;
	const struct b_opened *x = v->opening.lines.at;
	const struct b_sheet *s = v->sheets.at;
	size_t i, k, n = 0;

	*lowest = INT64_MAX;
	for (i = 0; i < v->opening.lines.n; i++) {
		if (!x[i].opened)
			continue;
		p[n] = (struct place){ .bid = x[i].bid,
				       .price = x[i].price,
				       .received = c[i]->received_at };
		for (k = 0; k < v->sheets.n; k++)
			p[n].against += v_sheet_rejects(&s[k], x[i].bid);
		p[n].out = p[n].against * 2 > (int64_t)v->sheets.n;
		if (!p[n].out && p[n].price < *lowest)
			*lowest = p[n].price;
		n++;
	}
	return n;
}

static bool
compute(struct verify *v, struct place *p, size_t n, int64_t lowest)
{
	const struct b_item *it = v->terms.score_items.at;
	struct place moved;
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (p[i].price < 1)
			return false;
		for (k = 0; k < v->terms.score_items.n && !p[i].out; k++)
			if (!add_item(v, &it[k], lowest, &p[i]))
				return false;
	}
	for (i = 1; i < n; i++) {
		moved = p[i];
		for (k = i; k && stands_before(!v->terms.evaluation, &moved,
					       &p[k - 1]);
		     k--)
			p[k] = p[k - 1];
		p[k] = moved;
	}
	return true;
}

/* The ranking as its statement. */
static const char *
ranking_text(struct verify *v, const struct place *p, size_t n)
{
	struct buf b;
	size_t i;

	buf_init(&b, v->mem);
	buf_char(&b, '[');
	for (i = 0; i < n; i++) {
		json_comma(&b);
		buf_printf(&b,
			   "{\"bid\":%" PRId64
			   ",\"rank\":%zu,\"total\":%" PRId64
			   ",\"price\":%" PRId64 ",\"against\":%" PRId64 "}",
			   p[i].bid, p[i].out ? 0 : i + 1, p[i].total,
			   p[i].price, p[i].against);
	}
	buf_char(&b, ']');
	return buf_text(&b);
}

/* The bids of a ranking in its order, from its text. */
static bool
same_order(struct verify *v, const char *text, const struct place *p, size_t n)
{
	char *want;
	size_t i;

	for (i = 0; i < n; i++) {
		want = arena_printf(v->mem, "{\"bid\":%" PRId64 ",", p[i].bid);
		if (!(text = strchr(text, '{')) ||
		    strncmp(text, want, strlen(want)))
			return false;
		text++;
	}
	return !strchr(text, '{');
}

static void
check_candidates(struct verify *v, const struct list *said,
		 const struct place *p, size_t n)
{
	int64_t most = v_rule(v, "gc.candidates.max");
	const int64_t *bid = said->at;
	size_t i;
	bool good = most != NONE;

	for (i = 0; i < n && !p[i].out && (int64_t)i < most; i++)
		good = good && i < said->n && bid[i] == p[i].bid;
	v_check(v, "candidate.list", good && said->n == i,
		"候选人不是排名在前的");
}

bool
v_ranking(struct verify *v)
{
	const struct v_event *e = v_one(v, V_REPORT);
	const struct d_report *d;
	const char *want;
	struct place *p;
	int64_t lowest;
	size_t len, n;
	char *text;

	if (!v->full || !v_need(v, "ranking.json", e != NULL))
		return !v->nfailed;
	if (!(text = v_file(v, "ranking.json", &len)))
		return false;
	d = e->detail;
	v_check(v, "ranking.digest",
		!strcmp(hex_sha256(v->mem, text, len), d->ranking),
		"与评标报告事件中的摘要不符");
	p = arena_alloc(v->mem, (v->opening.lines.n + 1) * sizeof(*p));
	n = gather(v, p, &lowest);
	if (!v_check(v, "ranking.total", compute(v, p, n, lowest),
		     "有的投标没有报价或者评分"))
		return false;
	want = ranking_text(v, p, n);
	v_check(v, "ranking.order", same_order(v, text, p, n), "应为 %s", want);
	v_check(v, "ranking.total",
		len == strlen(want) && !memcmp(text, want, len), "应为 %s",
		want);
	check_candidates(v, &d->candidates, p, n);
	return true;
}

/* The publicity ended between the report and the award. */
static bool
was_public(const struct verify *v, const struct v_event *report,
	   const struct v_event *award)
{
	(void)v;
	for (; report && report < award; report++)
		if (report->verb == V_END_PUBLICITY)
			return true;
	return false;
}

static void
check_award(struct verify *v, const struct v_event *e,
	    const struct v_event *report)
{
	const struct d_report *d = report ? report->detail : NULL;
	const struct d_award *a = e->detail;
	const struct b_opened *x = v_opened_line(v, a->bid);
	const int64_t *bid = d ? d->candidates.at : NULL;

	v_check(v, "award.candidate",
		d && a->rank <= (int64_t)d->candidates.n &&
		    bid[a->rank - 1] == a->bid && x && x->price == a->price,
		"投标 %" PRId64 " 不是第 %" PRId64 " 候选人或者价格不符",
		a->bid, a->rank);
	v_check(v, "award.time", was_public(v, report, e), "公示没有期满");
}

bool
v_award(struct verify *v)
{
	const struct v_event *e = v->events.at, *report = v_one(v, V_REPORT);
	const struct d_report *d = report ? report->detail : NULL;
	const int64_t *bid = d ? d->candidates.at : NULL;
	int64_t stage = v->manifest.stage;
	size_t i, j;

	if (stage >= S_AWARD && stage <= S_ARCHIVED && !v->lot)
		v_check(v, "award.candidate", v_one(v, V_AWARD) != NULL,
			"没有定标事件");
	v_check(v, "candidate.list",
		!d ||
		    (int64_t)d->candidates.n <= v_rule(v, "gc.candidates.max"),
		"候选人过多");
	for (i = 0; d && i < d->candidates.n; i++) {
		v_check(v, "candidate.list", v_is_evaluated(v, bid[i]),
			"投标 %" PRId64 " 没有开出", bid[i]);
		for (j = 0; j < i; j++)
			v_check(v, "candidate.list", bid[i] != bid[j],
				"投标 %" PRId64 " 两次", bid[i]);
	}
	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == V_AWARD)
			check_award(v, &e[i], report);
	return true;
}
