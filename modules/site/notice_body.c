/* The text of a notice: on its page, on further pages, and as a file. */
#include "site.h"

/* Bytes of plain text on the first page and on those that follow. */
#define FIRST 20000
#define MORE 24000

/* Where the reader is among the pages of a long text. */
static void
pages(struct buf *b, int64_t id, int page, int count)
{
	if (count < 2)
		return;
	html(b,
	     "<nav class=\"pager\" aria-label=\"正文翻页\"><span class=\""
	     "note\">正文第 %d 页，共 %d 页　<a href=\"/notices/%ld.txt\">"
	     "一次看全文（文本）</a></span><span class=\"acts\">",
	     page, count, id);
	if (page == 2)
		html(b,
		     "<a class=\"btn\" href=\"/notices/%ld.html\">上一页</a>",
		     id);
	else if (page > 2)
		html(b,
		     "<a class=\"btn\" href=\"/notices/%ld-%d.html\">上一页"
		     "</a>",
		     id, page - 1);
	if (page < count)
		html(b,
		     "<a class=\"btn\" href=\"/notices/%ld-%d.html\">下一页"
		     "</a>",
		     id, page + 1);
	buf_str(b, "</span></nav>\n");
}

/* How much of the text goes on a page: less if its marks take much room. */
static size_t
part_of(struct site *s, const char *text, size_t len, size_t room)
{
	size_t n = text_cut(text, len, room), html = room + room / 4;
	struct buf b;

	for (;;) {
		buf_init(&b, s->mem);
		html_body(&b, text, n);
		if (b.len <= html || room < 1000)
			return n;
		room -= room / 4;
		n = text_cut(text, len, room);
	}
}

static int
page_count(struct site *s, const char *text, size_t len)
{
	size_t at = part_of(s, text, len, FIRST);
	int n = 1;

	for (; at < len; n++)
		at += part_of(s, text + at, len - at, MORE);
	return n;
}

/* Pages 2 and on of a long text; those of an earlier, longer one go away. */
static enum err
continuation(struct site *s, const struct site_notice *n, int count)
{
	size_t len = strlen(n->body), at = part_of(s, n->body, len, FIRST);
	size_t part;
	const char *name;
	struct buf b;
	enum err e;
	int page;

	for (page = 2; page <= count; page++, at += part) {
		part = part_of(s, n->body + at, len - at, MORE);
		name = arena_printf(s->mem, "正文第 %d 页", page);
		buf_init(&b, s->mem);
		page_begin(s, &b,
			   arena_printf(s->mem, "%s（%s）", n->title, name),
			   n->title, NAV_LIST);
		notice_crumb(s, &b, n, name);
		html(&b,
		     "<div class=\"wrap\"><h1>%s</h1>\n<p class=\"lead\">"
		     "<a href=\"/notices/%ld.html\">回公告首页</a></p>\n",
		     n->title, n->id);
		html(&b, "<section class=\"sec prose\"><h2>%s</h2>\n", name);
		html_body(&b, n->body + at, part);
		buf_str(&b, "</section>\n");
		pages(&b, n->id, page, count);
		buf_str(&b, "</div>\n");
		page_end(s, &b);
		if ((e = file_write(s,
				    arena_printf(s->mem, "/notices/%ld-%d.html",
						 n->id, page),
				    &b)))
			return e;
	}
	return OK;
}

enum err
notice_body(struct site *s, struct buf *b, const struct site_notice *n)
{
	size_t len = strlen(n->body);
	int count = page_count(s, n->body, len);
	struct buf text;
	enum err e;

	buf_str(b, "<section class=\"sec prose\"><h2>公告正文</h2>\n");
	html_body(b, n->body, part_of(s, n->body, len, FIRST));
	buf_str(b, "</section>\n");
	pages(b, n->id, 1, count);
	if ((e = continuation(s, n, count)))
		return e;
	buf_init(&text, s->mem);
	buf_add(&text, n->body, len);
	return file_write(s, arena_printf(s->mem, "/notices/%ld.txt", n->id),
			  &text);
}

/* Takes the text of a notice away, and its further pages. */
enum err
notice_body_remove(struct site *s, const struct site_notice *n)
{
	int count = page_count(s, n->body, strlen(n->body)), page;
	enum err e;

	for (page = 2; page <= count; page++)
		if ((e = file_remove(s, arena_printf(s->mem,
						     "/notices/%ld-%d.html",
						     n->id, page))))
			return e;
	return file_remove(s, arena_printf(s->mem, "/notices/%ld.txt", n->id));
}
