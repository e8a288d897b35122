/* Rows and stored files of a trade, into its package. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "log.h"
#include "package.h"
#include "archive_sql.h"

/* Rows as JSON, one file each. */
static const struct {
	const char *path, *category, *title;
	unsigned stmt;
	bool public;
} tables[] = {
	/* clang-format off */
  { "data/trade.json",		"项目和标段", "标段",		SQL_BAG_TRADE,		true },
  { "data/project.json",	"项目和标段", "项目",		SQL_BAG_PROJECT,	true },
  { "data/rules.json",		"项目和标段", "适用的规则",	SQL_BAG_RULES,		true },
  { "data/questions.json",	"澄清答疑",   "提问和答复",	SQL_BAG_QUESTIONS,	true },
  { "data/bids/bids.json",	"投标文件",   "投标登记",	SQL_BAG_BID_ROWS,	false },
  { "data/deposits/deposits.json", "保证金",  "保证金登记",	SQL_BAG_DEPOSITS,	false },
  { "data/opening/trustees.json", "开标",     "密钥份额受托人",	SQL_BAG_TRUSTEES,	true },
  { "data/opening/opening.json", "开标",      "开标记录",	SQL_BAG_OPENING,	true },
  { "data/panel/draws.json",	"评标委员会", "专家抽取",	SQL_BAG_DRAWS,		false },
  { "data/receipts.json",	"签名和回执", "回执和时间戳",	SQL_BAG_RECEIPTS,	false },
  { "data/deeds.json",		"签名和回执", "证书签名",	SQL_BAG_DEEDS,		false },
  { "data/panel/panel.json",	"评标委员会", "评标委员会",	SQL_BAG_PANEL,		false },
  { "data/evaluation/items.json", "评标",     "评分项",		SQL_BAG_ITEMS,		true },
  { "data/evaluation/sheets.json", "评标",    "评分表",		SQL_BAG_SHEETS,		false },
  { "data/evaluation/candidates.json", "评标", "评标结果",	SQL_BAG_CANDIDATES,	false },
  { "data/objections.json",	"异议",       "异议和答复",	SQL_BAG_OBJECTIONS,	false },
  { "data/award.json",		"定标",       "中标",		SQL_BAG_AWARD,		true },
  { "data/contract.json",	"合同和履约", "合同",		SQL_BAG_CONTRACT,	true },
  { "data/performance.json",	"合同和履约", "履约和变更",	SQL_BAG_PERFORMANCE,	true },
  { "data/duties.json",		"法定期限",   "法定期限事项",	SQL_BAG_DUTIES,		false },
  { NULL, NULL, NULL, 0, false }
	/* clang-format on */
};

static enum err
rows_add(struct pack *p, size_t i)
{
	struct bag_file f = { .path = tables[i].path,
			      .category = tables[i].category,
			      .title = tables[i].title,
			      .author = p->k->place.name,
			      .media = "application/json",
			      .at = p->due->at,
			      .public = tables[i].public };
	const struct row_json *row;
	struct list rows;
	struct buf b;
	size_t n;
	enum err e;

	if ((e = db_all(p->k->db, p->k->mem, tables[i].stmt,
			ARGS(I64(p->due->trade)), &rows)) ||
	    !rows.n)
		return e;
	buf_init(&b, p->k->mem);
	for (row = rows.at, n = 0; n < rows.n; n++)
		buf_printf(&b, "%s%s", n ? ",\n" : "[\n", row[n].json);
	buf_str(&b, "\n]\n");
	return pack_text(p, &f, &b);
}

enum err
pack_rows(struct pack *p)
{
	size_t i;
	enum err e;

	for (i = 0; tables[i].path; i++)
		if ((e = rows_add(p, i)))
			return e;
	return OK;
}

/* What a name ends in, if it is short and plain: ".pdf". */
static const char *
ending(struct arena *mem, const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	char *copy, *c;

	if (!dot || strlen(dot) < 2 || strlen(dot) > 6)
		return "";
	copy = arena_strdup(mem, dot);
	for (c = copy + 1; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')))
			return "";
	}
	return copy;
}

enum err
pack_stored(struct pack *p, const struct bag_file *f, const char *root,
	    const char *digest)
{
	int fd = blob_open_in(root, digest);
	enum err e;

	if (fd < 0) {
		log_error("msg=package-file-missing trade=%" PRId64
			  " path=%s digest=%s",
			  p->due->trade, f->path, digest);
		return E_BUG;
	}
	e = bag_copy(p->bag, f, fd, digest);
	close(fd);
	return e;
}

/* Files of one sort.  `folder/id` with the ending of the name, or `tail`. */
struct sort {
	unsigned stmt;
	const char *folder, *tail, *category, *title;
	bool public;
};

static enum err
part_add(struct pack *p, const struct sort *q, const struct part *x)
{
	struct arena *mem = p->k->mem;
	struct bag_file f = { .category = q->category,
			      .author = x->author ? x->author : "",
			      .at = x->at,
			      .public = q->public };
	enum err e = OK;

	f.title = arena_printf(mem, "%s%s%s", q->title ? q->title : "",
			       x->name ? x->name : "",
			       q->title && x->kind ? x->kind : "");
	if (x->digest) {
		f.media = x->media;
		f.path =
		    arena_printf(mem, "data/%s/%" PRId64 "%s", q->folder, x->id,
				 q->tail ? q->tail : ending(mem, x->name));
		e = pack_stored(p, &f, conf.blobs, x->digest);
	}
	if (e || !x->json || !*x->json)
		return e;
	f.media = "application/json";
	f.path = arena_printf(mem, "data/%s/%" PRId64 "%s.json", q->folder,
			      x->id, q->tail ? "-receipt" : "");
	if (q->tail)
		f.title = arena_printf(mem, "回执：%s", f.title);
	return bag_text(p->bag, &f, x->json, strlen(x->json));
}

enum err
pack_files(struct pack *p)
{
	/* clang-format off */
	static const struct sort sorts[] = {
	  { SQL_BAG_NOTICES,	"notices",	NULL,	   "公告",     NULL,		true },
	  { SQL_BAG_DOCUMENTS,	"documents",	NULL,	   "招标文件", NULL,		true },
	  { SQL_BAG_BIDS,	"bids",		".sealed", "投标文件", "加密投标文件：", false },
	  { SQL_BAG_OPENED,	"opened",	NULL,	   "投标文件", "开启的投标文件：", false },
	  { SQL_BAG_CONTRACT_FILE, "contract",	".pdf",	   "合同和履约", "合同：",	true },
	  { SQL_BAG_STATEMENTS, "statements", NULL, "留痕", NULL, false },
	  { SQL_BAG_GUARANTEES,	"deposits",	".pdf",	   "保证金",   "保函：",	false },
	};
	/* clang-format on */
	const struct part *x;
	struct list parts;
	size_t i, n;
	enum err e;

	for (i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
		if ((e = db_all(p->k->db, p->k->mem, sorts[i].stmt,
				ARGS(I64(p->due->trade)), &parts)))
			return e;
		for (x = parts.at, n = 0; n < parts.n; n++)
			if ((e = part_add(p, &sorts[i], &x[n])))
				return e;
	}
	return OK;
}

enum err
pack_official(struct pack *p)
{
	struct arena *mem = p->k->mem;
	const struct document *d;
	struct list all;
	size_t i;
	enum err e;

	if ((e = db_all(p->k->db, mem, SQL_DOC_LIST,
			ARGS(I64(p->due->trade), I64(p->due->seq)), &all)))
		return e;
	for (d = all.at, i = 0; i < all.n; i++, d++) {
		struct bag_file f = { .category = "文书",
				      .author = p->k->place.name,
				      .at = d->at,
				      .public = d->access == SEEN_BY_ALL };

		f.title = d->title;
		f.media = "application/pdf";
		f.path = arena_printf(mem, "data/official/%s-%" PRId64 ".pdf",
				      d->kind, d->seq);
		if ((e = pack_stored(p, &f, conf.archive, d->pdf)))
			return e;
		f.title = arena_printf(mem, "%s（机器可读）", d->title);
		f.media = "application/json";
		f.path = arena_printf(mem, "data/official/%s-%" PRId64 ".json",
				      d->kind, d->seq);
		if ((e = pack_stored(p, &f, conf.archive, d->json)))
			return e;
	}
	return OK;
}
