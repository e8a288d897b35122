/* Escaping, and plain text as paragraphs and pages. */
#include "html.h"
#include "tap.h"

static struct arena *mem;

static const char *
escaped(const char *s)
{
	struct buf b;

	buf_init(&b, mem);
	html_text(&b, s);
	return buf_text(&b);
}

static const char *
body(const char *s)
{
	struct buf b;

	buf_init(&b, mem);
	html_body(&b, s, strlen(s));
	return buf_text(&b);
}

static void
escapes(void)
{
	struct buf b;

	is(escaped("<script>alert('1' & \"2\")</script>"),
	   "&lt;script&gt;alert(&#39;1&#39; &amp; "
	   "&quot;2&quot;)&lt;/script&gt;",
	   "marks and quotes are escaped");
	is(escaped("西藏བོད"), "西藏བོད", "other letters stay");
	is(escaped("a\x01\x1b\x7f\tb\n"), "a\tb\n",
	   "control characters HTML cannot hold are left out");
	is(escaped(NULL), "", "NULL is nothing");
	buf_init(&b, mem);
	html(&b, "<a href=\"/%s\">%d %ld%%</a>", "\"><b>", 7, 8L);
	is(buf_text(&b), "<a href=\"/&quot;&gt;&lt;b&gt;\">7 8%</a>",
	   "html() escapes its %s and nothing else");
}

static void
paragraphs(void)
{
	is(body(""), "", "no text is no paragraph");
	is(body("\n \n　　\n"), "", "blank lines neither");
	is(body("本项目已具备招标条件，现对施工进行公开招标，特此公告，欢迎参加"
		"投标。\r\n"),
	   "<p>"
	   "本项目已具备招标条件，现对施工进行公开招标，特此公告，欢迎参加投标"
	   "。</p>\n",
	   "a long line is a paragraph");
	is(body("一、招标条件\n二十一．其他\n（三）地点\n(四)范围"),
	   "<h3>一、招标条件</h3>\n<h3>二十一．其他</h3>\n"
	   "<h4>（三）地点</h4>\n<h4>(四)范围</h4>\n",
	   "numbered lines are headings");
	is(body("一、本项目已经批准。"), "<p>一、本项目已经批准。</p>\n",
	   "but not a sentence");
	is(body("一般项目\n（见附件）"), "<p>一般项目<br>（见附件）</p>\n",
	   "nor a line that only begins like one");
	is(body("采购人\n　演示中心 \n合同金额\n28.38万元"),
	   "<p>采购人<br>演示中心<br>合同金额<br>28.38万元</p>\n",
	   "short lines stay together, without the blanks around them");
	is(body("工期\n\n质量"), "<p>工期</p>\n<p>质量</p>\n",
	   "but an empty line parts them");
	is(body("日期\n202\n6\n年\n03\n月\n9\n日"),
	   "<p>日期<br>2026年03月9日</p>\n", "a date that came apart is whole");
	is(body("序号\n1\n2\n202\n6"), "<p>序号<br>1<br>2<br>202<br>6</p>\n",
	   "numbers in cells stay apart");
	is(body("<b>\n"), "<p>&lt;b&gt;</p>\n", "text of a body is escaped");
}

/* Cut as site does, and put together again. */
static bool
survives(const char *text, size_t room)
{
	size_t len = strlen(text), at = 0, n;

	while (at < len) {
		n = text_cut(text + at, len - at, room);
		if (!n || n > room ||
		    (at + n < len &&
		     ((unsigned char)text[at + n] & 0xc0) == 0x80))
			return false;
		at += n;
	}
	return at == len;
}

static void
cuts(void)
{
	static const char two[] = "甲乙丙。丁戊己";
	struct buf b;
	bool good = true;
	size_t room;
	int i;

	ok(text_cut("abc", 3, 3) == 3, "what fits is not cut");
	ok(text_cut("ab\ncdef", 7, 5) == 3, "a text is cut behind a line");
	ok(text_cut(two, strlen(two), 17) == 12, "else behind a sentence");
	ok(text_cut("甲乙丙", 9, 8) == 6, "else behind a character");
	buf_init(&b, mem);
	for (i = 0; i < 500; i++)
		buf_str(&b, i % 7 ? "解密成功" : i % 3 ? "，" : "\n");
	for (room = 4; room < 200; room++)
		good = good && survives(b.at, room);
	ok(good, "nothing is lost and no character is broken at any size");
}

int
main(void)
{
	plan(21);
	mem = arena_new();
	escapes();
	paragraphs();
	cuts();
	arena_free(mem);
	return tap_bad != 0;
}
