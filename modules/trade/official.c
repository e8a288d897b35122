/* What ggzy-archive made of a trade: official documents, and its package. */
#include "conf.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field official_field[] = {
	TEXT(struct official, kind, 1, 20, F_OUT, "文书种类"),
	TEXT(struct official, title, 1, 300, F_OUT, "文书名称"),
	INT(struct official, seq, 0, INT64_MAX, F_OUT, "留痕序号"),
	INT(struct official, access, 0, 1, F_ROW, NULL),
	INT(struct official, pages, 1, INT64_MAX, F_OUT, "页数"),
	TEXT(struct official, pdf, 64, 64, F_OUT, "PDF 摘要"),
	INT(struct official, pdf_size, 0, INT64_MAX, F_OUT, "PDF 字节"),
	TEXT(struct official, json, 64, 64, F_OUT, "机器可读文件的摘要"),
	INT(struct official, json_size, 0, INT64_MAX, F_OUT, "机器可读文件的字节"),
	TIME(struct official, at, F_OUT, "形成时间"),
	FIELD_END
};
/* clang-format on */
RECORD(official, struct official);

static enum err
official_list(struct req *r, unsigned *roles, struct list *all)
{
	struct official *o;
	size_t i, n = 0;
	enum err e;

	if ((e = trade_read(r, r->id, roles)))
		return e;
	if (!(*roles & INSIDERS))
		return E_ROLE;
	e = db_all(r->db, r->mem, SQL_OFFICIAL_LIST, ARGS(I64(r->id)), all);
	if (e)
		return e;
	for (o = all->at, i = 0; i < all->n; i++)
		if (!o[i].access || secrets_are_shown(&r->trade, *roles))
			o[n++] = o[i];
	all->n = n;
	return OK;
}

/* GET /trades/:id/official -- the documents that ggzy-archive has made */
enum err
get_official(struct req *r)
{
	struct list all = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = official_list(r, &roles, &all)))
		return e;
	return reply_items(r, &official_record, &all, NULL);
}

static enum err
send_kept(struct req *r, const char *name, const char *media)
{
	r->file = r->word;
	r->store = conf.archive;
	r->media = media;
	r->extra = download_header(r->mem, name);
	return OK;
}

static const char *
name_of(struct req *r, const struct official *o, const char *end)
{
	return arena_printf(r->mem, "%s-%s%s", r->trade.code, o->title, end);
}

/* GET /trades/:id/official/:word -- a file of one, or the package, by digest */
enum err
get_official_file(struct req *r)
{
	struct list all = { 0, NULL };
	const struct official *o;
	struct package p;
	unsigned roles;
	size_t i;
	enum err e;

	if ((e = official_list(r, &roles, &all)))
		return e;
	for (o = all.at, i = 0; i < all.n; i++) {
		if (!strcmp(o[i].pdf, r->word))
			return send_kept(r, name_of(r, &o[i], ".pdf"),
					 "application/pdf");
		if (!strcmp(o[i].json, r->word))
			return send_kept(r, name_of(r, &o[i], ".json"),
					 "application/json");
	}
	e = db_one(r->db, r->mem, SQL_PACKAGE_GET,
		   ARGS(I64(r->id), STR(r->domain)), &p);
	if (e)
		return e;
	if (!p.package || strcmp(p.package, r->word) ||
	    !secrets_are_shown(&r->trade, roles))
		return E_NOTFOUND;
	/* named as the folder in it: RFC 8493, 4 */
	return send_kept(r, arena_printf(r->mem, "%s.tar", p.package_name),
			 "application/x-tar");
}
