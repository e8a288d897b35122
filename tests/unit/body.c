/* Reading JSON and query strings into a struct, and writing it out again. */
#include "body.h"
#include "json.h"
#include "tap.h"

struct part {
	const char *name;
	int64_t share;
};
struct sample {
	int64_t id, price, at, day, colour;
	bool public;
	const char *title, *note;
	struct part *lead;
	struct list parts, ids, names;
};

static const char *const colours[] = { "red", "blue", NULL };
/* clang-format off */
static const struct field part_field[] = {
	TEXT(struct part, name, 1, 10, F_BOTH, "名称"),
	INT(struct part, share, 1, 100, F_BOTH | F_OPT, "份额"),
	FIELD_END
};
static RECORD(part, struct part);
static const struct field sample_field[] = {
	INT(struct sample, id, 1, INT64_MAX, F_OUT, "序号"),
	MONEY(struct sample, price, 0, MONEY_MAX, F_BOTH, "价格"),
	TIME(struct sample, at, F_BOTH | F_OPT, "时间"),
	DATE(struct sample, day, F_BOTH | F_OPT, "日期"),
	ENUM(struct sample, colour, colours, F_BOTH | F_OPT, "颜色"),
	BOOL(struct sample, public, F_BOTH | F_OPT, "公开"),
	TEXT(struct sample, title, 2, 4, F_BOTH, "标题"),
	TEXT(struct sample, note, 0, 500, F_BOTH | F_OPT, "备注"),
	NEST(struct sample, lead, struct part, &part_record, F_BOTH | F_OPT, "牵头"),
	LIST(struct sample, parts, &part_record, 0, 2, F_BOTH | F_OPT, "成员"),
	INTS(struct sample, ids, 1, 9, F_BOTH | F_OPT, "序号"),
	TEXTS(struct sample, names, 1, 3, F_BOTH | F_OPT, "名称"),
	FIELD_END
};
static RECORD(sample, struct sample);
/* clang-format on */

static struct arena *mem;
static struct buf bad;
static struct sample got;

static enum err
body(const char *text)
{
	buf_init(&bad, mem);
	return record_read(mem, &sample_record, text, strlen(text), &got, &bad);
}

static enum err
query(const char *text)
{
	buf_init(&bad, mem);
	return query_read(mem, &sample_record, text, &got, &bad);
}

static void
whole(void)
{
	const char *text =
	    "{\"price\":12,\"at\":\"2026-06-03T10:00:00.000+08:00\","
	    "\"day\":\"2026-06-03\",\"colour\":\"blue\",\"public\":true,"
	    "\"title\":\"大桥\",\"note\":\"a\\\"\\\\\\n<b>\","
	    "\"lead\":{\"name\":\"甲\",\"share\":null},"
	    "\"parts\":[{\"name\":\"乙\",\"share\":50}],\"ids\":[1,9],"
	    "\"names\":[\"丙\"]}";
	struct buf out;

	ok(body(text) == OK, "a good body is read");
	ok(got.id == NONE, "a member that is not F_IN stays absent");
	ok(got.lead && got.lead->share == NONE, "null is absent");
	buf_init(&out, mem);
	json_record(&out, &sample_record, &got, F_IN);
	is(buf_text(&out), text, "and written the same");
}

static void
each_bad_field(void)
{
	ok(body("{\"price\":-1,\"title\":\"桥\",\"colour\":\"green\",\"id\":3,"
		"\"parts\":[{\"name\":\"\"},{\"share\":0}],\"ids\":[10,\"x\"],"
		"\"day\":\"2026-02-30\",\"hat\":1}") == E_FIELD,
	   "bad fields are refused");
	is(buf_text(&bad),
	   "\"price\":\"太小，不能小于 0\","
	   "\"day\":\"应是日期，例如 2026-06-03\","
	   "\"colour\":\"应是其中之一：red blue\","
	   "\"title\":\"太短，不能少于 2 个字\","
	   "\"parts[0].name\":\"不能为空\","
	   "\"parts[1].name\":\"必须填写\","
	   "\"parts[1].share\":\"太小，不能小于 1\","
	   "\"ids[0]\":\"太大，不能大于 9\",\"ids[1]\":\"应是整数\","
	   "\"id\":\"没有这个字段\",\"hat\":\"没有这个字段\"",
	   "and every one is named");
}

static void
broken_text(void)
{
	char deep[200];

	ok(body("{\"price\":1,\"price\":2,\"title\":\"大桥\"}") == E_FIELD,
	   "a key twice is refused");
	is(buf_text(&bad), "\"price\":\"重复了\"", "and named");
	ok(body("[]") == E_SYNTAX, "a list is no object");
	ok(body("{\"price\":1") == E_SYNTAX, "half of it is refused");
	ok(body("{\"price\":1,\"title\":\"\xe5\xa4\"}") == E_UTF8,
	   "broken UTF-8 is refused");
	ok(body("{\"title\":\"\xed\xa0\x80\"}") == E_UTF8,
	   "a surrogate in UTF-8 is refused");
	memset(deep, '[', 199);
	deep[199] = 0;
	ok(body(deep) == E_SYNTAX, "deep nesting is refused");
	ok(body("{\"price\":1,\"title\":\"a\\u0000b\"}") != OK,
	   "a NUL is refused");
	ok(body("{\"price\":1.5,\"title\":\"大桥\"}") == E_FIELD,
	   "a fraction of a fen is refused");
	ok(body("{\"price\":99999999999999999999,\"title\":\"大桥\"}") != OK,
	   "a number too large is refused");
}

static void
queries(void)
{
	ok(query("price=5&title=%E5%A4%A7%E6%A1%A5&public=true&colour=") == OK,
	   "a query is read");
	is(got.title, "大桥", "and unescaped");
	ok(got.price == 5 && got.public && got.colour == NONE,
	   "an empty optional box is absent");
	ok(query("price=5&price=6&title=ab") == E_FIELD, "twice is refused");
	ok(query("price=x&title=ab&hat=1") == E_FIELD, "so is what is bad");
	is(buf_text(&bad), "\"price\":\"应是整数\",\"hat\":\"没有这个参数\"",
	   "and named");
	ok(query("price=5&title=%E5%A4") == E_UTF8, "broken UTF-8 is refused");
	ok(query("price=5&title=a%") == E_UTF8, "half an escape is refused");
	ok(query("price=5&title=a%00b") == E_UTF8, "a NUL is refused");
}

int
main(void)
{
	mem = arena_new();
	plan(25);
	whole();
	each_bad_field();
	broken_text();
	queries();
	arena_free(mem);
	return tap_bad != 0;
}
