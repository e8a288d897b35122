/* How and until when one may object to a notice, with the law. */
#include "days.h"
#include "site.h"
#include "site_sql.h"

#define OBJECT_FILE "gc.objection.bid_doc_window"
#define OBJECT_REPLY "gc.objection.reply"
#define OBJECT_RESULT "gc.objection.candidate_window"
#define COMPLAIN "gc.complaint.file"

static void
objection_row(struct site *s, struct buf *b, const char *what, const char *when,
	      const char *note, const char *whom, const struct rule *r)
{
	html(b, "<tr><th scope=\"row\">%s</th><td data-h=\"期限\">%s", what,
	     when);
	if (note)
		html(b, "<span class=\"note\">%s</span>", note);
	html(b,
	     "</td><td data-h=\"向谁提出\">%s</td><td data-h=\"依据\">%s"
	     "</td></tr>\n",
	     whom, say_law(s->mem, r->law, r->article));
}

/* How long one may object to the documents: counted back from the deadline. */
static const char *
object_until(struct site *s, const struct site_trade *t, const struct rule *r)
{
	struct period p = { .n = r->num, .unit = UNIT_DAY };
	int64_t ms;

	if (!t || t->deadline == NONE ||
	    latest_before(NULL, 0, t->deadline, &p, &ms))
		return arena_printf(s->mem, "投标截止 %ld 日前", r->num);
	return arena_printf(s->mem, "%s 前",
			    say_until(s->mem, day_end(day_of(ms))));
}

static const char *const object_head =
    "<section class=\"sec\"><h2>有异议怎么办</h2><div class=\"tw\" "
    "tabindex=\"0\" role=\"region\" aria-label=\"异议与投诉渠道\">"
    "<table class=\"cards\"><thead><tr><th scope=\"col\">事项</th>"
    "<th scope=\"col\">期限</th><th scope=\"col\">向谁提出</th>"
    "<th scope=\"col\">依据</th></tr></thead><tbody>\n";

/* The channels of construction tenders, with the law. */
enum err
notice_objections(struct site *s, struct buf *b, const struct site_notice *n,
		  const struct site_trade *t)
{
	bool result = !strcmp(n->type, "GC09");
	const struct rule *file, *reply, *window, *complain;
	int64_t trade = t ? t->id : 0;
	const char *owner, *until = "候选人公示期内";
	enum err e;

	if (!t ||
	    (!result && strcmp(n->type, "GC02") && strcmp(n->type, "GC05")))
		return OK;
	if ((e = rule_of(s, trade, OBJECT_FILE, &file)) ||
	    (e = rule_of(s, trade, OBJECT_REPLY, &reply)) ||
	    (e = rule_of(s, trade, OBJECT_RESULT, &window)) ||
	    (e = rule_of(s, trade, COMPLAIN, &complain)))
		return e;
	if (!file || !reply || !window || !complain)
		return OK;
	owner = arena_printf(s->mem, "招标人：%s", t->owner_name);
	if (result && n->due_at != NONE)
		until =
		    arena_printf(s->mem, "%s 前", say_until(s->mem, n->due_at));
	buf_str(b, object_head);
	if (result)
		objection_row(s, b, "对评标结果的异议", until, NULL, owner,
			      window);
	else
		objection_row(s, b, "对招标文件的异议",
			      object_until(s, t, file),
			      arena_printf(s->mem, "截止前 %ld 日", file->num),
			      owner, file);
	objection_row(s, b, "异议的答复",
		      arena_printf(s->mem, "收到后 %ld 日内", reply->num),
		      "答复前暂停招标投标活动", "招标人答复，平台公开", reply);
	objection_row(s, b, "投诉",
		      arena_printf(s->mem, "知道或应当知道之日起 %ld 日内",
				   complain->num),
		      NULL,
		      t->supervisor && *t->supervisor ? t->supervisor
						      : "行政监督部门",
		      complain);
	buf_str(b, "</tbody></table></div>\n<p class=\"acts\"><a class=\"btn\" "
		   "href=\"/guide.html#objection\">怎样提出异议</a></p>"
		   "</section>\n");
	return OK;
}
