/*
 * The package of a trade: all it left behind, as a bag.  Everything is written
 * in one order from rows that do not change any more, and from the log up to
 * one signed head, so that making it again gives the same file.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "crypt.h"
#include "days.h"
#include "json.h"
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

static enum err
parts_add(struct pack *p)
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

/* The official documents made so far. */
static enum err
official_add(struct pack *p)
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

static enum err
contents(struct pack *p)
{
	size_t i;
	enum err e;

	for (i = 0; tables[i].path; i++)
		if ((e = rows_add(p, i)))
			return e;
	if ((e = parts_add(p)) || (e = pack_revocations(p)) ||
	    (e = official_add(p)) || (e = pack_log(p)) || (e = pack_keys(p)) ||
	    (e = pack_bundle(p)))
		return e;
	return package_list(p->k, p->bag, &p->trade, p->due);
}

static const char *
date_text(struct arena *mem, int64_t day)
{
	char text[11];

	return day_print(text, day) ? arena_strdup(mem, text) : "";
}

/* Lines of bag-info.txt, and the head of the index. */
static const char *
about(struct pack *p)
{
	struct arena *mem = p->k->mem;
	const struct doc_trade *t = &p->trade;
	const struct due_bag *u = p->due;
	const char *until = date_text(mem, u->keep_until);
	struct buf b;

	bag_info(p->bag, "Source-Organization", p->k->place.name);
	bag_info(p->bag, "Bagging-Date", date_text(mem, day_of(u->at)));
	bag_info(p->bag, "External-Description",
		 arena_printf(mem, "%s 交易档案", t->name));
	bag_info(p->bag, "External-Identifier", t->deal_code);
	bag_info(p->bag, "Internal-Sender-Identifier", t->code);
	bag_info(p->bag, "Bag-Group-Identifier", t->project_code);
	bag_info(p->bag, "Retention-Until", until);
	bag_info(p->bag, "Retention-Rule", u->keep_rule);
	bag_info(p->bag, "Log-Head-Size",
		 arena_printf(mem, "%" PRId64, p->head.size));
	bag_info(p->bag, "Log-Head-Root", p->head.root);
	buf_init(&b, mem);
	buf_str(&b, "\"format\":\"GGZY-ARCHIVE-1\"");
	json_key(&b, "title");
	json_text(&b, arena_printf(mem, "%s 交易档案", t->name));
	json_key(&b, "platform");
	json_text(&b, p->k->place.name);
	json_key(&b, "platform_code");
	json_text(&b, p->k->place.platform_code);
	json_key(&b, "trade");
	json_record(&b, &doc_trade_record, t, F_OUT);
	json_key(&b, "archived_at");
	json_time(&b, u->at);
	json_key(&b, "domain_index_sha256");
	json_text(&b, u->index_digest);
	json_key(&b, "keep_until");
	json_text(&b, until);
	json_key(&b, "keep_rule");
	json_text(&b, u->keep_rule);
	json_key(&b, "log_head_size");
	json_int(&b, p->head.size);
	json_key(&b, "log_head_root");
	json_text(&b, p->head.root);
	return buf_text(&b);
}

static bool
sink(void *to, const void *bytes, size_t n)
{
	return !blob_add(to, bytes, n);
}

/* The row and the event of a package that is on disk. */
static enum err
record(struct pack *p, const char *name, const char *digest, int64_t size)
{
	struct keeper *k = p->k;
	size_t files;
	enum err e, end;

	bag_files(p->bag, &files);
	if ((e = db_begin(k->db)))
		return e;
	e = db_exec(k->db, SQL_BAG_ADD,
		    ARGS(I64(p->due->trade), STR(p->due->domain), STR(name),
			 STR(digest), I64(size), I64((int64_t)files),
			 I64(p->head.size), I64(p->due->at)),
		    NULL);
	if (!e)
		e = keep_event(k, "package", p->due->trade, true,
			       arena_printf(k->mem,
					    "{\"package\":\"%s\",\"size\":"
					    "%" PRId64 ",\"head\":%" PRId64 "}",
					    digest, size, p->head.size));
	end = db_end(k->db, !e);
	return e ? e : end;
}

enum err
package_make(struct keeper *k, const struct due_bag *due, const char **digest)
{
	struct pack p = { .k = k, .due = due };
	struct blob_writer *w;
	const char *name;
	int64_t size;
	enum err e, end;

	if ((e = db_one(k->db, k->mem, SQL_DOC_TRADE, ARGS(I64(due->trade)),
			&p.trade)) ||
	    (e = db_one(k->db, k->mem, SQL_BAG_HEAD, ARGS(I64(due->head)),
			&p.head)))
		return e;
	name = arena_printf(k->mem, "ggzy-%s", p.trade.deal_code);
	w = blob_begin_in(k->mem, conf.archive);
	p.bag = bag_begin(k->mem, name, sink, w, due->at);
	e = contents(&p);
	end = bag_end(p.bag, about(&p));
	if (e || (e = end)) {
		blob_drop(w);
		return e;
	}
	if ((e = blob_end(w, digest, &size)))
		return e;
	if (due->made)
		return strcmp(due->made, *digest) ? E_EXISTS : OK;
	log_info("msg=package trade=%" PRId64 " digest=%s bytes=%" PRId64,
		 due->trade, *digest, size);
	return record(&p, name, *digest, size);
}
