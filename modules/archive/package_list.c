/* 移交清单: every file that is handed over, as CSV and as PDF. */
#include <inttypes.h>

#include "archive.h"
#include "bag.h"
#include "days.h"
#include "words.h"

/* A CSV field, RFC 4180; never a formula for a spreadsheet. */
static void
field(struct buf *b, const char *text, char end)
{
	const char *p;

	buf_char(b, '"');
	if (text && strchr("=+-@\t", *text) && *text)
		buf_char(b, '\'');
	for (p = text ? text : ""; *p; p++) {
		if (*p == '"')
			buf_char(b, '"');
		buf_char(b, *p);
	}
	buf_str(b, "\"");
	if (end == '\n')
		buf_char(b, '\r');
	buf_char(b, end);
}

static enum err
csv(struct keeper *k, struct bag *bag, struct bag_file *f)
{
	static const char *const head[] = { "序号",   "类别",     "题名",
					    "责任者", "形成时间", "路径",
					    "格式",   "字节",     "SHA-256",
					    "SM3" };
	const struct bag_file *x;
	struct buf b;
	size_t i, n;

	x = bag_files(bag, &n);
	buf_init(&b, k->mem);
	buf_str(&b, "\xef\xbb\xbf"); /* for spreadsheets */
	for (i = 0; i < 10; i++)
		field(&b, head[i], i < 9 ? ',' : '\n');
	for (i = 0; i < n; i++, x++) {
		field(&b, arena_printf(k->mem, "%zu", i + 1), ',');
		field(&b, x->category, ',');
		field(&b, x->title, ',');
		field(&b, x->author, ',');
		field(&b, words_minute(k->mem, x->at), ',');
		field(&b, x->path, ',');
		field(&b, x->media, ',');
		field(&b, arena_printf(k->mem, "%" PRId64, x->size), ',');
		field(&b, x->sha256, ',');
		field(&b, x->sm3, '\n');
	}
	f->path = "data/transfer.csv";
	f->media = "text/csv";
	return bag_text(bag, f, buf_text(&b), b.len);
}

static void
head_facts(struct keeper *k, struct flow *f, const struct doc_trade *t,
	   const struct due_bag *due, const struct bag_file *x, size_t n)
{
	int64_t bytes = 0;
	size_t i;

	for (i = 0; i < n; i++)
		bytes += x[i].size;
	flow_fact(f, "项目名称", t->project_name);
	flow_fact(f, "标段名称", t->name);
	flow_fact(f, "标段编号", t->code);
	flow_fact(f, "统一交易标识码", t->deal_code);
	flow_fact(f, "招标人", t->owner_name);
	flow_fact(f, "归档时间", words_minute(k->mem, due->at));
	flow_fact(f, "保存到", words_day(k->mem, day_start(due->keep_until)));
	flow_fact(f, "件数",
		  arena_printf(k->mem, "%zu 件，%" PRId64 " 字节", n, bytes));
}

static void
hand_over(struct flow *f)
{
	static const struct column sides[] = {
		{ "移交单位（盖章）", 1, A_LEFT },
		{ "接收单位（盖章）", 1, A_LEFT }
	};

	flow_gap(f, 6);
	flow_table(f, sides, 2);
	flow_cell(f, "移交人：\n\n日期：\n");
	flow_cell(f, "接收人：\n\n日期：\n");
	flow_note(f, "各件的 SHA-256 和 SM3 见同在包内的 transfer.csv；本清单、"
		     "transfer.csv 和目录 index.json 由归档包的 "
		     "manifest-sha256.txt 和 manifest-sm3.txt 证明。");
}

static enum err
pdf(struct keeper *k, struct bag *bag, struct bag_file *f,
    const struct doc_trade *t, const struct due_bag *due)
{
	static const struct column columns[] = {
		{ "序号", 4, A_MIDDLE },
		{ "类别", 8, A_LEFT },
		{ "题名", 22, A_LEFT },
		{ "责任者", 14, A_LEFT },
		{ "形成日期", 9, A_MIDDLE },
		{ "字节", 8, A_RIGHT },
		{ "SHA-256（前十六位）", 11, A_MIDDLE },
	};
	struct letterhead head = {
		.paper = { arena_printf(k->mem, "%s 移交清单", t->name),
			   k->place.name, t->deal_code, due->at, true },
		.over = k->place.name,
		.title = "电子档案移交清单",
		.number = t->code,
		.warning =
		    k->place.rehearsal ? "演练环境生成，没有法律效力" : NULL
	};
	const struct bag_file *x;
	struct flow flow;
	struct buf out;
	size_t i, n;

	x = bag_files(bag, &n);
	flow_begin(&flow, k->mem, &head);
	head_facts(k, &flow, t, due, x, n);
	flow_table(&flow, columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < n; i++, x++) {
		flow_cell(&flow, arena_printf(k->mem, "%zu", i + 1));
		flow_cell(&flow, x->category);
		flow_cell(&flow, words_or_dash(x->title));
		flow_cell(&flow, words_or_dash(x->author));
		flow_cell(&flow, words_day(k->mem, x->at));
		flow_cell(&flow, arena_printf(k->mem, "%" PRId64, x->size));
		flow_cell(&flow, arena_printf(k->mem, "%.16s", x->sha256));
	}
	hand_over(&flow);
	buf_init(&out, k->mem);
	if (!flow_write(&flow, &out, NULL))
		return E_BUG;
	f->path = "data/transfer.pdf";
	f->media = "application/pdf";
	return bag_text(bag, f, buf_text(&out), out.len);
}

enum err
package_list(struct keeper *k, struct bag *bag, const struct doc_trade *t,
	     const struct due_bag *due)
{
	struct bag_file f = { .category = "移交",
			      .title = "移交清单",
			      .author = k->place.name,
			      .at = due->at };
	enum err e;

	if ((e = csv(k, bag, &f)))
		return e;
	return pdf(k, bag, &f, t, due);
}
