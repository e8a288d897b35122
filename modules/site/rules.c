/* 规则目录: every rule with law, article and how sure we are of it. */
#include "days.h"
#include "site.h"
#include "site_sql.h"

#define ROOM 30000 /* bytes of rows on a page */

/* The classes of rules; each has pages of its own. */
static const struct group {
	const char *class, *name, *path;
} group[] = {
	/* clang-format off */
  { "GC",  "工程建设",   "engineering" },
  { "ZC",  "政府采购",   "procurement" },
  { "TD",  "土地使用权", "land" },
  { "KQ",  "矿业权",     "mining" },
  { "CQ",  "国有产权",   "assets" },
  { "ALL", "各领域",     "all" },
  { "EX",  "评标专家",   "expert" },
  { NULL, NULL, NULL }
	/* clang-format on */
};

static const char *
unit(const struct rule *r)
{
	static const char *const word[] = {
		"day",  "日",   "wday", "个工作日", "month", "个月",   "year",
		"年",   "hour", "小时", "minute",   "分钟",  "second", "秒",
		"yuan", "元",   "pct",  "%",        NULL
	};
	size_t i;

	for (i = 0; word[i]; i += 2)
		if (!strcmp(word[i], r->unit))
			return word[i + 1];
	return "";
}

/* 2/3 as it is, numbers with commas, ranges with 至. */
static const char *
number(struct site *s, const struct rule *r)
{
	const char *dots = strstr(r->value, "..");
	char *end;
	int64_t n;

	if (dots)
		return arena_printf(s->mem, "%.*s 至 %s",
				    (int)(dots - r->value), r->value, dots + 2);
	n = strtoll(r->value, &end, 10);
	return *end || end == r->value ? r->value : say_count(s->mem, n);
}

static const char *
value(struct site *s, const struct rule *r)
{
	static const char *const sign[] = { "ge", "≥ ", "le", "≤ ", "gt",
					    "> ", "lt", "< ", NULL };
	const char *op = "";
	size_t i;

	if (!strcmp(r->op, "flag"))
		return "必须";
	if (!strcmp(r->op, "enum"))
		return r->value;
	for (i = 0; sign[i]; i += 2)
		if (!strcmp(sign[i], r->op))
			op = sign[i + 1];
	return arena_printf(s->mem, "%s%s%s%s", op, number(s, r),
			    *unit(r) == '%' ? "" : " ", unit(r));
}

static const char *
level(const struct rule *r)
{
	switch (*r->level) {
	case 'B':
		return "拦截";
	case 'W':
		return "提示";
	case 'P':
		return "参数";
	}
	return "说明";
}

static void
rule_row(struct site *s, struct buf *b, const struct rule *r)
{
	bool sure = !strcmp(r->conf, "C");

	html(b, "<tr><th scope=\"row\">%s", r->title);
	if (*r->from_event)
		html(b,
		     !strcmp(r->dir, "after")
			 ? "<span class=\"note\">自%s起算</span>"
		     : !strcmp(r->dir, "before")
			 ? "<span class=\"note\">%s之前</span>"
			 : "<span class=\"note\">%s</span>",
		     r->from_event);
	html(b, "</th><td data-h=\"数值\"><b>%s</b></td><td data-h=\"依据\">%s",
	     value(s, r), say_law(s->mem, r->law, r->article));
	html(b,
	     sure
		 ? "</td><td data-h=\"用法\">%s</td><td data-h=\"核对\">已核"
		   "原文</td></tr>\n"
		 : "</td><td data-h=\"用法\">%s</td><td data-h=\"核对\"><b>待核"
		   "原文</b></td></tr>\n",
	     level(r));
}

static void
table_begin(struct buf *b, const char *name)
{
	html(b,
	     "<div class=\"sec tw\" tabindex=\"0\" role=\"region\" "
	     "aria-label=\"%s规则\"><table class=\"cards rules\"><thead><tr>",
	     name);
	buf_str(b,
		"<th scope=\"col\">事项</th><th scope=\"col\">数值</th>"
		"<th scope=\"col\">依据（法律、条）</th><th scope=\"col\">用法"
		"</th><th scope=\"col\">核对</th></tr></thead><tbody>\n");
}

static const char *
page_path(struct site *s, const struct group *g, int page)
{
	if (page == 1)
		return arena_printf(s->mem, "/rules/%s.html", g->path);
	return arena_printf(s->mem, "/rules/%s-%d.html", g->path, page);
}

/* One page of a class: rows that were made before. */
static enum err
group_page(struct site *s, const struct group *g, const struct buf *rows,
	   int page, bool more)
{
	const char *pairs[] = { "/rules.html", "规则目录", NULL, g->name };
	const struct group *o;
	struct buf b;

	buf_init(&b, s->mem);
	page_begin(s, &b,
		   arena_printf(s->mem, "%s规则（第 %d 页）", g->name, page),
		   arena_printf(s->mem, "%s的期限、比例和限额，写明法律和条文",
				g->name),
		   NAV_RULES);
	page_crumb(&b, pairs);
	html(&b,
	     "<div class=\"wrap\"><h1>%s规则</h1>\n<nav class=\"sec chips\" "
	     "aria-label=\"领域\">",
	     g->name);
	for (o = group; o->class; o++)
		html(&b,
		     o == g ? "<a href=\"/rules/%s.html\" aria-current=\"true\""
			      ">%s</a>"
			    : "<a href=\"/rules/%s.html\">%s</a>",
		     o->path, o->name);
	buf_str(&b, "</nav>\n");
	table_begin(&b, g->name);
	buf_add(&b, rows->at, rows->len);
	buf_str(&b, "</tbody></table></div>\n<nav class=\"pager\" aria-label=\""
		    "翻页\"><span class=\"note\">");
	html(&b, "第 %d 页</span><span class=\"acts\">", page);
	if (page > 1)
		html(&b, "<a class=\"btn\" href=\"%s\">上一页</a>",
		     page_path(s, g, page - 1));
	if (more)
		html(&b, "<a class=\"btn\" href=\"%s\">下一页</a>",
		     page_path(s, g, page + 1));
	buf_str(&b, "</span></nav></div>\n");
	page_end_fixed(s, &b);
	return file_write(s, page_path(s, g, page), &b);
}

static enum err
group_write(struct site *s, const struct group *g, const struct list *rules,
	    int64_t *n)
{
	const struct rule *r = rules->at;
	struct buf rows, row;
	int page = 1;
	size_t i;
	enum err e;

	*n = 0;
	buf_init(&rows, s->mem);
	for (i = 0; i < rules->n; i++, r++) {
		if (strcmp(r->class, g->class))
			continue;
		++*n;
		buf_init(&row, s->mem);
		rule_row(s, &row, r);
		if (rows.len + row.len > ROOM) {
			if ((e = group_page(s, g, &rows, page++, true)))
				return e;
			buf_init(&rows, s->mem);
		}
		buf_add(&rows, row.at, row.len);
	}
	buf_str(&rows, "");
	return group_page(s, g, &rows, page, false);
}

static const char *const how =
    "<section class=\"sec prose\"><h2>读表说明</h2><p><b>拦截</b>：不符合就不能"
    "提交，系统会指出是多少、应多少、依据哪一条。<b>提示</"
    "b>：可以继续，但要写明"
    "理由。<b>参数</b>：由自治区设定，改动有生效日期。<b>说明</b>：供查阅。</p>"
    "<p><b>待核原文</"
    "b>：数值来自二手资料或通行做法，尚未与公布的法律文本逐字核对，"
    "正式上线前必须核对。</p><p>“以上”“不少于”“以内”包括本数。期间开始的当日不"
    "计入；最后一日是法定休假日的，顺延至次日（民法典第二百零一条、第二百零三条"
    "）。"
    "</"
    "p><p>公告发布当天有效的规则，管这一宗交易到结束；以后规则改了，不影响它。<"
    "/p>"
    "<p><a "
    "href=\"/api/service/rules\">机器可读的规则</a>，可以查任何一天的。</p>"
    "</section>\n";

enum err
rules_write(struct site *s)
{
	const char *pairs[] = { NULL, "规则目录" };
	const struct group *g;
	struct list rules;
	struct buf b;
	int64_t n;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_SITE_RULES, NOARGS, &rules)))
		return e;
	buf_init(&b, s->mem);
	page_begin(s, &b, "规则目录：六统一与依据",
		   "平台用到的每一个期限、比例、限额，各写明法律和条文",
		   NAV_RULES);
	page_crumb(&b, pairs);
	html(&b,
	     "<div class=\"wrap\"><h1>规则目录：六统一与依据</h1>\n<p class=\""
	     "lead prose\">平台用到的每一个期限、比例、限额都在这里，共 %ld "
	     "条，"
	     "各写明出自哪部法律哪一条。</p>\n<ul class=\"sec short cols\">",
	     (long)rules.n);
	for (g = group; g->class; g++) {
		if ((e = group_write(s, g, &rules, &n)))
			return e;
		html(&b,
		     "<li><a href=\"/rules/%s.html\">%s</a><span class=\""
		     "note\">%ld 条</span></li>",
		     g->path, g->name, n);
	}
	buf_str(&b, "</ul>\n");
	buf_str(&b, how);
	buf_str(&b, "</div>\n");
	page_end_fixed(s, &b);
	return file_write(s, "/rules.html", &b);
}
