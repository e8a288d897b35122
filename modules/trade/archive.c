/* The archive of a trade: an index of everything with its digest. */
#include <inttypes.h>

#include "crypt.h"
#include "days.h"
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/*
 * NEEDSWORK: no rule of the table says how long construction archives are
 * kept; 15 years is what 政府采购法 42 wants of procurement.
 */
#define KEEP_YEARS 15

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
	TIME(struct package, at, F_OUT, "归档时间"),
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
years_later(int64_t day, int years)
{
	int64_t end = day;
	int y, m, d;

	if (day_to_civil(day, &y, &m, &d) &&
	    !day_from_civil(y + years, m, d, &end))
		day_from_civil(y + years, m, 28, &end); /* 29 February */
	return end;
}

/* POST /trades/:id/archive */
enum err
post_archive(struct req *r)
{
	struct package p = { 0 };
	struct buf index;
	size_t open, n;
	enum err e;

	if ((e = objections_open(r, 0, &open)) ||
	    (e = objections_open(r, OBJECT_OPENING, &n)))
		return e;
	if (open + n)
		return req_say(r, E_STATE, "还有异议没有答复，不能归档");
	if ((e = write_index(r, &index)))
		return e;
	p.trade = r->trade.id;
	p.at = r->now;
	p.keep_until = years_later(day_of(r->now), KEEP_YEARS);
	p.index_json = buf_text(&index);
	p.digest = hex_sha256(r->mem, p.index_json, index.len);
	e = db_exec(r->db, SQL_PACKAGE_ADD,
		    ARGS(I64(p.trade), STR(r->domain), STR(p.index_json),
			 STR(p.digest), I64(p.keep_until), I64(p.at)),
		    NULL);
	if (e || (e = trade_step(r, NULL,
				 arena_printf(r->mem, "{\"index\":\"%s\"}",
					      p.digest))))
		return e;
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
	if (!(roles & INSIDERS))
		return E_ROLE;
	e = db_one(r->db, r->mem, SQL_PACKAGE_GET,
		   ARGS(I64(r->id), STR(r->domain)), &p);
	return e ? e : reply_record(r, &package_record, &p);
}
