/* The archive of a trade: an index of everything with its digest. */
#include <inttypes.h>

#include "crypt.h"
#include "days.h"
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field archived_field[] = {
	INT(struct archived, id, 0, INT64_MAX, F_OUT, "序号"),
	TEXT(struct archived, what, 1, 60, F_OUT, "类别"),
	TEXT(struct archived, name, 0, 500, F_OUT, "名称"),
	TEXT(struct archived, digest, 64, 64, F_OUT, "摘要"),
	INT(struct archived, size, 0, INT64_MAX, F_OUT, "字节"),
	TIME(struct archived, at, F_OUT, "时间"),
	FIELD_END
};
static const struct field package_field[] = {
	INT(struct package, trade, 1, INT64_MAX, F_OUT, "标段序号"),
	RAW(struct package, index_json, "目录"),
	TEXT(struct package, digest, 64, 64, F_OUT, "目录摘要"),
	DATE(struct package, keep_until, F_OUT, "保存到"),
	TEXT(struct package, keep_rule, 0, 80, F_OUT, "保存年限依据的规则"),
	TIME(struct package, at, F_OUT, "归档时间"),
	TEXT(struct package, package, 64, 64, F_OUT, "归档包摘要"),
	TEXT(struct package, package_name, 0, 100, F_ROW, NULL),
	INT(struct package, package_size, 0, INT64_MAX, F_OUT, "归档包字节"),
	FIELD_END
};
/* clang-format on */
RECORD(archived, struct archived);
RECORD(package, struct package);

static enum err
add_part(struct req *r, struct buf *b, const char *name, unsigned stmt,
	 int64_t id)
{
	struct list rows = { 0, NULL };
	enum err e;

	if ((e = db_all(r->db, r->mem, stmt, ARGS(I64(id)), &rows)))
		return e;
	json_key(b, name);
	json_list(b, &archived_record, &rows, F_OUT);
	return OK;
}

static enum err
add_rows(struct req *r, struct buf *b, const char *name, unsigned stmt,
	 const struct record *rec)
{
	struct list rows = { 0, NULL };
	enum err e;

	e = db_all(r->db, r->mem, stmt, ARGS(I64(r->trade.id)), &rows);
	if (e)
		return e;
	json_key(b, name);
	json_list(b, rec, &rows, F_OUT);
	return OK;
}

/* Everything, in the order it came to be. */
static enum err
write_index(struct req *r, struct buf *b)
{
	const struct trade *t = &r->trade;
	int64_t id = t->id;
	enum err e;

	buf_init(b, r->mem);
	buf_char(b, '{');
	json_key(b, "trade");
	json_record(b, &trade_record, t, F_OUT);
	if ((e = add_part(r, b, "documents", SQL_ARCHIVE_DOCUMENT,
			  t->project)) ||
	    (e = add_part(r, b, "notices", SQL_ARCHIVE_NOTICE, id)) ||
	    (e = add_part(r, b, "bids", SQL_ARCHIVE_BID, id)) ||
	    (e = add_part(r, b, "opening", SQL_ARCHIVE_OPENED, id)) ||
	    (e = add_part(r, b, "draws", SQL_ARCHIVE_DRAW, id)) ||
	    (e = add_rows(r, b, "panel", SQL_MEMBER_LIST, &member_record)) ||
	    (e = add_part(r, b, "sheets", SQL_ARCHIVE_SHEET, id)) ||
	    (e = add_rows(r, b, "candidates", SQL_CANDIDATE_LIST,
			  &candidate_record)) ||
	    (e = add_rows(r, b, "objections", SQL_OBJECTION_LIST,
			  &objection_record)) ||
	    (e = add_rows(r, b, "award", SQL_AWARD_GET, &award_record)) ||
	    (e = add_rows(r, b, "contract", SQL_CONTRACT_GET,
			  &contract_record)) ||
	    (e = add_rows(r, b, "performance", SQL_PERFORMANCE_LIST,
			  &performance_record)) ||
	    (e = add_part(r, b, "events", SQL_ARCHIVE_EVENT, id)))
		return e;
	buf_char(b, '}');
	return OK;
}

static int64_t
years_later(int64_t day, int64_t years)
{
	int64_t end = day;
	int y, m, d;

	if (day_to_civil(day, &y, &m, &d) &&
	    !day_from_civil(y + (int)years, m, d, &end))
		day_from_civil(y + (int)years, m, 28, &end); /* 29 February */
	return end;
}

/* How long it is kept: by the law of this day, not of the day of the notice. */
static enum err
retention(struct req *r, struct package *p)
{
	char *key = arena_printf(r->mem, "%s.archive.years", r->worker->class);
	int64_t frozen = r->trade.frozen, years;
	enum err e;
	char *c;

	for (c = key; *c >= 'A' && *c <= 'Z'; c++)
		*c = (char)(*c - 'A' + 'a');
	r->trade.frozen = 0;
	e = rule_int(r, key, &years);
	r->trade.frozen = frozen;
	if (e)
		return e;
	p->keep_rule = key;
	p->keep_until = years_later(day_of(r->now), years);
	return OK;
}

/* Nothing is left to be done that the archive would have to tell.  Of a trade
 * that failed nobody can answer an objection any more. */
static enum err
is_over(struct req *r)
{
	struct moment deposits;
	size_t open, n;
	enum err e;

	if ((e = objections_open(r, 0, &open)) ||
	    (e = objections_open(r, OBJECT_OPENING, &n)) ||
	    (e = db_one(r->db, r->mem, SQL_DEPOSIT_OPEN, ARGS(I64(r->trade.id)),
			&deposits)))
		return e;
	if (open + n && r->trade.stage < S_ARCHIVED)
		return req_say(r, E_STATE,
			       "还有异议没有答复，请答复以后再归档");
	if (deposits.at)
		return req_say(r, E_STATE,
			       "还有保证金没有退还，请退还以后再归档");
	return OK;
}

bool
secrets_are_shown(const struct trade *t, unsigned roles)
{
	if (names_are_public(t))
		return roles & INSIDERS;
	return t->stage > S_ARCHIVED && (roles & SUPERVISOR);
}

/*
 * POST /trades/:id/archive -- the trade is over
 * POST /trades/:id/archive-ended -- it failed or was terminated, and stays so
 */
enum err
post_archive(struct req *r)
{
	struct package p = { 0 };
	struct buf index;
	enum err e;

	if ((e = is_over(r)) || (e = write_index(r, &index)) ||
	    (e = retention(r, &p)))
		return e;
	p.trade = r->trade.id;
	p.at = r->now;
	p.index_json = buf_text(&index);
	p.digest = hex_sha256(r->mem, p.index_json, index.len);
	e = db_exec(r->db, SQL_PACKAGE_ADD,
		    ARGS(I64(p.trade), STR(r->domain), STR(p.index_json),
			 STR(p.digest), I64(p.keep_until), STR(p.keep_rule),
			 I64(p.at)),
		    NULL);
	if (e || (e = trade_step(r, NULL,
				 arena_printf(r->mem, "{\"index\":\"%s\"}",
					      p.digest))))
		return e;
	/* the package is made when a head is signed that covers this */
	if ((e = head_want(r, "archive")))
		return e;
	p.package_size = NONE;
	if (!names_are_public(&r->trade))
		p.index_json = NULL;
	r->status = 201;
	return reply_record(r, &package_record, &p);
}

/* GET /trades/:id/archive */
enum err
get_archive(struct req *r)
{
	struct package p;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!secrets_are_shown(&r->trade, roles))
		return E_ROLE;
	e = db_one(r->db, r->mem, SQL_PACKAGE_GET,
		   ARGS(I64(r->id), STR(r->domain)), &p);
	return e ? e : reply_record(r, &package_record, &p);
}
