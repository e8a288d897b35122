/* The sheets of the experts, as they were locked. */
#include "crypt.h"
#include "verify.h"

static const struct b_item *
expert_item(const struct verify *v, int64_t no)
{
	const struct b_item *it = v->terms.score_items.at;
	size_t i;

	for (i = 0; i < v->terms.score_items.n; i++)
		if (it[i].no == no && !it[i].kind)
			return &it[i];
	return NULL;
}

static bool
sheet_ok(const struct verify *v, const struct b_sheet *s)
{
	const struct b_score *x = s->scores.at;
	const struct b_vote *n = s->rejections.at;
	const struct b_item *it;
	size_t i;

	for (i = 0; i < s->scores.n; i++) {
		it = expert_item(v, x[i].item);
		if (!it || x[i].score > it->max_score ||
		    !v_is_evaluated(v, x[i].bid))
			return false;
		if (i &&
		    (x[i - 1].bid > x[i].bid ||
		     (x[i - 1].bid == x[i].bid && x[i - 1].item >= x[i].item)))
			return false;
	}
	for (i = 0; i < s->rejections.n; i++)
		if (!v_is_evaluated(v, n[i].bid) ||
		    (i && n[i - 1].bid >= n[i].bid))
			return false;
	return !strcmp(s->trade, v->manifest.trade);
}

bool
v_sheet_rejects(const struct b_sheet *s, int64_t bid)
{
	const struct b_vote *n = s->rejections.at;
	size_t i;

	for (i = 0; i < s->rejections.n; i++)
		if (n[i].bid == bid)
			return true;
	return false;
}

int64_t
v_sheet_score(const struct b_sheet *s, int64_t bid, int64_t item)
{
	const struct b_score *x = s->scores.at;
	size_t i;

	for (i = 0; i < s->scores.n; i++)
		if (x[i].bid == bid && x[i].item == item)
			return x[i].score;
	return NONE;
}

/* Each bid is rejected or scored in every item of the experts. */
static bool
is_complete(const struct verify *v, const struct b_sheet *s)
{
	const struct b_opened *x = v->opening.lines.at;
	const struct b_item *it = v->terms.score_items.at;
	size_t i, k;

	for (i = 0; i < v->opening.lines.n; i++)
		for (k = 0; k < v->terms.score_items.n; k++)
			if (x[i].opened && !it[k].kind &&
			    !v_sheet_rejects(s, x[i].bid) &&
			    v_sheet_score(s, x[i].bid, it[k].no) == NONE)
				return false;
	return true;
}

/* The next lock from e on. */
static const struct v_event *
next_lock(const struct verify *v, const struct v_event *e)
{
	const struct v_event *end =
	    (const struct v_event *)v->events.at + v->events.n;

	while (e < end && e->verb != V_LOCK)
		e++;
	return e < end ? e : NULL;
}

static bool
read_sheet(struct verify *v, const char *line, size_t len,
	   const struct v_event *lock)
{
	struct b_sheet *s = v_list_room(v, &v->sheets, v->sheets.n, sizeof(*s));
	const struct d_lock *d = lock ? lock->detail : NULL;
	size_t n = v->sheets.n;

	if (!v_check(v, "sheet.digest",
		     d && !strcmp(hex_sha256(v->mem, line, len), d->sheet),
		     "第 %zu 份不是锁定的评分表", n + 1) ||
	    !v_read(v, "sheet.form", &b_sheet_record, line, len, &s[n]))
		return false;
	v_check(v, "sheet.form",
		sheet_ok(v, &s[n]) && s[n].seat == d->seat &&
		    !strcmp(s[n].member, d->member),
		"第 %zu 份", n + 1);
	v_check(v, "sheet.complete", is_complete(v, &s[n]), "第 %zu 份", n + 1);
	v->sheets.n++;
	return true;
}

bool
v_sheets(struct verify *v)
{
	const struct v_event *lock = v->events.at;
	size_t locks = v_count(v, V_LOCK), len;
	const char *at, *end, *line;
	char *text;

	if (!v->full || !v_need(v, "sheets.jsonl", locks > 0))
		return !v->nfailed;
	if (!(text = v_file(v, "sheets.jsonl", &len)))
		return false;
	for (at = text, end = text + len;
	     v_line(v, "sheet.form", &at, end, &line, &len); lock++)
		if (!read_sheet(v, line, len, lock = next_lock(v, lock)))
			return false;
	v_check(v, "sheet.digest", v->sheets.n == locks,
		"锁定 %zu 份，只有 %zu 份", locks, v->sheets.n);
	return !v->nfailed;
}
