/* 交易目录: what must and what may be traded here. */
#include "site.h"
#include "site_sql.h"

static void
item(struct buf *b, const struct site_item *i)
{
	html(b, "<tr><th scope=\"row\"%s", "");
	html(b, i->level > 1 ? " class=\"in%d\">" : ">", (int)i->level);
	html(b, "%s</th><td data-h=\"编号\"><code>%s</code></td>", i->name,
	     i->code);
	html(b,
	     "<td data-h=\"进平台\">%s</td><td data-h=\"监督部门\">%s</td>"
	     "<td data-h=\"核对\">",
	     i->entry_rule ? i->entry_rule : "—",
	     i->supervisor ? i->supervisor : "—");
	if (!strcmp(i->conf, "C"))
		buf_str(b, "已核原文");
	else if (!strcmp(i->conf, "S"))
		buf_str(b, "政策文件");
	else
		buf_str(b, "<b>待核原文</b>");
	buf_str(b, "</td></tr>\n");
}

enum err
catalogue_write(struct site *s)
{
	const char *pairs[] = { NULL, "交易目录" };
	const struct site_item *i;
	struct list list;
	struct buf b;
	size_t k;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_SITE_CATALOGUE, NOARGS, &list)))
		return e;
	buf_init(&b, s->mem);
	page_begin(s, &b, "交易目录", "哪些交易应当进平台，由谁监督",
		   NAV_CATALOGUE);
	page_crumb(&b, pairs);
	html(&b,
	     "<div class=\"wrap\"><h1>交易目录</h1>\n<p class=\"lead prose\">"
	     "共 %ld 项。目录里的公共资源交易进平台，目录外的不得在平台外另立"
	     "名目；民间投资的非必招项目自主决定。</p>\n",
	     (long)list.n);
	buf_str(&b,
		"<div class=\"sec tw\" tabindex=\"0\" role=\"region\" "
		"aria-label=\"交易目录\"><table class=\"cards\"><thead><tr>"
		"<th scope=\"col\">项目</th><th scope=\"col\">编号</th>"
		"<th scope=\"col\">进平台</th><th scope=\"col\">监督部门</th>"
		"<th scope=\"col\">核对</th></tr></thead><tbody>\n");
	for (i = list.at, k = 0; k < list.n; k++, i++)
		item(&b, i);
	buf_str(&b, "</tbody></table></div>\n<p class=\"note\">待核原文的项来自"
		    "本平台拟稿，以自治区公布的目录为准。</p></div>\n");
	page_end_fixed(s, &b);
	return file_write(s, "/catalogue.html", &b);
}
