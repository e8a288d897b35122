/* The frame of every page, from the files of www/page. */
#include <errno.h>
#include <inttypes.h>

#include "conf.h"
#include "days.h"
#include "file.h"
#include "log.h"
#include "site.h"

static const struct {
	int nav;
	const char *path, *label;
} nav[] = {
	/* clang-format off */
  { NAV_LIST,      "/list/all/",      "交易信息" },
  { NAV_TRADES,    "/trades/",        "全流程" },
  { NAV_RULES,     "/rules.html",     "规则目录" },
  { NAV_CATALOGUE, "/catalogue.html", "交易目录" },
  { NAV_GUIDE,     "/guide.html",     "办事指南" },
  { NAV_VERIFY,    "/verify.html",    "核验" },
  { NAV_NONE, NULL, NULL }
	/* clang-format on */
};

#define TEMPLATE_MAX 65535

/* The files of www/page; read once, they live as long as the process. */
static struct file {
	const char *name;
	char *text;
} file[] = { { "head", NULL },   { "foot", NULL }, { "guide", NULL },
	     { "verify", NULL }, { "404", NULL },  { "50x", NULL },
	     { "search", NULL }, { "lot", NULL },  { NULL, NULL } };

bool
templates_read(void)
{
	static struct arena *mem;
	char path[4096];
	struct file *t;
	size_t n;

	if (!mem)
		mem = arena_new();
	for (t = file; t->name; t++) {
		snprintf(path, sizeof(path), "%s/page/%s.html", conf.www,
			 t->name);
		t->text = file_text(mem, path, TEMPLATE_MAX, &n);
		if (!t->text || !n) {
			log_error("msg=no-template path=%s why=\"%s\"", path,
				  t->text ? "empty" : strerror(errno));
			return false;
		}
	}
	return true;
}

uint32_t
templates_digest(void)
{
	uint32_t h = 2166136261u; /* FNV-1a */
	const struct file *t;
	const char *p;

	for (t = file; t->name; t++)
		for (p = t->text; *p; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
	return h;
}

static const char *
text_of(const char *name)
{
	const struct file *t;

	for (t = file; strcmp(t->name, name); t++)
		;
	return t->text;
}

/* A value of a hole; raw ones are marks that were made here. */
struct hole {
	const char *name, *value;
	bool raw;
};

/* Every {{name}} replaced; an unknown one is a mistake of ours and stays. */
static void
fill(struct buf *b, const char *t, const struct hole *hole)
{
	const struct hole *h;
	const char *open, *end;

	for (; (open = strstr(t, "{{")) && (end = strstr(open, "}}"));
	     t = end + 2) {
		buf_add(b, t, (size_t)(open - t));
		for (h = hole; h->name; h++)
			if (strlen(h->name) == (size_t)(end - open - 2) &&
			    !strncmp(h->name, open + 2, strlen(h->name)))
				break;
		if (!h->name)
			buf_add(b, open, (size_t)(end + 2 - open));
		else if (h->raw)
			buf_str(b, h->value);
		else
			html_text(b, h->value);
	}
	buf_str(b, t);
}

static const char *
nav_items(struct site *s, int current)
{
	struct buf b;
	size_t i;

	buf_init(&b, s->mem);
	for (i = 0; nav[i].path; i++)
		html(&b,
		     nav[i].nav == current
			 ? "<li><a href=\"%s\" aria-current=\"page\">%s</a>"
			   "</li>"
			 : "<li><a href=\"%s\">%s</a></li>",
		     nav[i].path, nav[i].label);
	return buf_text(&b);
}

static const char *
banner(struct site *s)
{
	const struct state *st = &s->state;
	struct buf b;

	if (!st->rehearsal)
		return "";
	buf_init(&b, s->mem);
	buf_str(&b,
		"<p class=\"demo\">演练系统：在这里办理的交易均为虚构，不产生"
		"法律效力；转载的公告以原文为准。");
	if (st->speed > 1)
		html(&b, "演练时钟的速度是平常的 %s 倍。",
		     say_count(s->mem, st->speed));
	buf_str(&b, "</p>\n");
	return buf_text(&b);
}

/* When the page was written; a page that nothing makes anew has no such line,
 * it would look forgotten. */
static const char *
written(struct site *s)
{
	const struct state *st = &s->state;
	struct buf b;

	buf_init(&b, s->mem);
	html(&b,
	     "本页写于 <time datetime=\"%s\">%s</time>，公开日志当时有 %s 条。",
	     say_iso(s->mem, st->now), say_seconds(s->mem, st->now),
	     say_count(s->mem, st->entries));
	return buf_text(&b);
}

static void
fill_file(struct site *s, struct buf *b, const char *name, const char *title,
	  const char *description, int current, const char *when)
{
	const struct state *st = &s->state;
	const struct hole hole[] = { { "title", title, false },
				     { "description", description, false },
				     { "platform", st->name, false },
				     { "code", st->platform_code, false },
				     { "url", conf.url, false },
				     { "banner", banner(s), true },
				     { "mode", st->rehearsal ? "（演练）" : "",
				       false },
				     { "nav", nav_items(s, current), true },
				     { "written", when, true },
				     { NULL, NULL, false } };

	fill(b, text_of(name), hole);
}

void
page_begin(struct site *s, struct buf *b, const char *title,
	   const char *description, int current)
{
	fill_file(s, b, "head", title, description, current, "");
}

void
page_crumb(struct buf *b, const char *const *pairs)
{
	buf_str(b, "<div class=\"wrap\"><nav class=\"crumb\" aria-label=\"当前"
		   "位置\"><ol><li><a href=\"/\">首页</a></li>");
	for (; pairs[0]; pairs += 2)
		html(b, "<li><a href=\"%s\">%s</a></li>", pairs[0], pairs[1]);
	html(b, "<li aria-current=\"page\">%s</li></ol></nav></div>\n",
	     pairs[1]);
}

void
page_end(struct site *s, struct buf *b)
{
	fill_file(s, b, "foot", "", "", NAV_NONE, written(s));
}

void
page_end_fixed(struct site *s, struct buf *b)
{
	fill_file(s, b, "foot", "", "", NAV_NONE, "");
}

void
page_file(struct site *s, struct buf *b, const char *name)
{
	fill_file(s, b, name, "", "", NAV_NONE, "");
}
