/* Writing JSON. */
#include "body.h"
#include "json.h"
#include "tap.h"

static struct arena *mem;
static struct buf b;

static const char *
text(const char *s)
{
	buf_init(&b, mem);
	json_text(&b, s);
	return buf_text(&b);
}

static const char *
number(int64_t n)
{
	buf_init(&b, mem);
	json_int(&b, n);
	return buf_text(&b);
}

/* Every byte below 0x80 is written so that it reads the same. */
static void
round_trip(void)
{
	struct line {
		const char *s;
	};
	static const struct field line_field[] = {
		TEXT(struct line, s, 0, 1000, F_BOTH, NULL), FIELD_END
	};
	static const struct record line = { "line", sizeof(struct line),
					    line_field };
	struct line in, out;
	char s[128];
	int i, n = 0;

	s[n++] = '\t';
	s[n++] = '\n';
	s[n++] = '\r';
	for (i = ' '; i < 0x7f; i++)
		s[n++] = (char)i;
	s[n] = 0;
	in.s = arena_printf(mem, "%s é ཆུ 大桥 𠀀", s);
	buf_init(&b, mem);
	json_record(&b, &line, &in, F_OUT);
	{
		struct buf bad;

		buf_init(&bad, mem);
		ok(!record_read(mem, &line, b.at, b.len, &out, &bad),
		   "what we write we read");
	}
	is(out.s, in.s, "and it is the same");
}

static void
records(void)
{
	struct part {
		int64_t n, kind;
		bool yes;
		const char *s, *raw;
		struct part *in;
		struct list l, ints, texts;
	};
	static const char *const kinds[] = { "one", "two", NULL };
	static const struct field part_field[] = {
		INT(struct part, n, 0, 9, F_OUT, NULL),
		ENUM(struct part, kind, kinds, F_OUT, NULL),
		BOOL(struct part, yes, F_OUT, NULL),
		TEXT(struct part, s, 0, 9, F_ROW, NULL),
		RAW(struct part, raw, NULL),
		{ .name = NULL }
	};
	static const struct record part = { "part", sizeof(struct part),
					    part_field };
	struct part p = { .n = NONE, .kind = NONE, .s = "secret" };
	struct part two[2] = { p, p };
	struct list l = { 0, NULL };

	buf_init(&b, mem);
	json_record(&b, &part, &p, F_OUT);
	is(buf_text(&b),
	   "{\"n\":null,\"kind\":null,\"yes\":false,\"raw\":null}",
	   "what is absent is null, a row's own column does not show");
	two[1].kind = 1;
	two[1].raw = "{\"a\":[1]}";
	two[0].kind = 3;
	l = (struct list){ 2, two };
	buf_init(&b, mem);
	buf_str(&b, "{");
	json_key(&b, "items");
	json_list(&b, &part, &l, F_OUT);
	json_key(&b, "next");
	json_text(&b, NULL);
	buf_str(&b, "}");
	is(buf_text(&b),
	   "{\"items\":[{\"n\":null,\"kind\":null,\"yes\":false,\"raw\":null},"
	   "{\"n\":null,\"kind\":\"two\",\"yes\":false,\"raw\":{\"a\":[1]}}],"
	   "\"next\":null}",
	   "commas stand between, an unknown word is null");
}

int
main(void)
{
	mem = arena_new();
	plan(17);
	is(text("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"",
	   "quotes and backslashes are escaped");
	is(text("a\tb\nc\rd\b\f"), "\"a\\u0009b\\nc\\u000dd\\u0008\\u000c\"",
	   "so are controls");
	is(text("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"",
	   "and those nobody uses");
	is(text("</script>桥"), "\"</script>桥\"", "the rest stays");
	is(text(""), "\"\"", "an empty text is empty");
	is(text(NULL), "null", "none is null");
	is(number(0), "0", "nought");
	is(number(-7), "-7", "less");
	is(number(INT64_MAX), "9223372036854775807", "the most");
	is(number(INT64_MIN + 1), "-9223372036854775807", "the least");
	is(number(NONE), "null", "an absent number is null");
	buf_init(&b, mem);
	json_time(&b, 0);
	is(buf_text(&b), "\"1970-01-01T08:00:00.000+08:00\"",
	   "an instant is told as in Beijing");
	buf_init(&b, mem);
	json_date(&b, 0);
	is(buf_text(&b), "\"1970-01-01\"", "a day is a day");
	round_trip();
	records();
	arena_free(mem);
	return tap_bad != 0;
}
