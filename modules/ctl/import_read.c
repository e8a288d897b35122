/* Rows of JSON Lines and CSV. */
#include "body.h"
#include "ctl.h"
#include "import.h"

static const char *
line_end(const char *s, const char *end)
{
	const char *at = memchr(s, '\n', (size_t)(end - s));

	return at ? at : end;
}

/*
 * One broken line does not make the whole file another encoding: it is UTF-8
 * if most of the lines that could tell are.
 */
static bool
is_mostly_utf8(const char *s, size_t len)
{
	const char *end = s + len, *next, *p;
	size_t good = 0, bad = 0;

	for (; s < end; s = next + 1) {
		next = line_end(s, end);
		for (p = s; p < next && !(*p & 0x80); p++)
			;
		if (p == next)
			continue;
		if (utf8_ok(s, (size_t)(next - s)))
			good++;
		else
			bad++;
	}
	return good >= bad;
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && !strcasecmp(s + n - k, end);
}

bool
import_open(struct import *im, struct arena *mem, const char *file)
{
	const char *s;

	im->file = file;
	if (!(im->text = file_read(mem, file, &im->len)))
		return false;
	im->charset = "UTF-8";
	if (!is_mostly_utf8(im->text, im->len)) {
		im->text = text_decode(mem, im->text, &im->len, &im->charset);
		if (!im->text) {
			ctl_fail(0, "%s: 不是 UTF-8 也不是 GB18030", file);
			return false;
		}
	} else if (im->len >= 3 && !memcmp(im->text, "\xef\xbb\xbf", 3)) {
		im->text += 3;
		im->len -= 3;
	}
	s = im->text + strspn(im->text, " \t\r\n");
	im->is_csv = ends_with(file, ".csv") || *s != '{';
	return true;
}

static int
slot_of(const struct profile *p, const char *name)
{
	size_t i;

	for (i = 0; i < SLOT__MAX; i++)
		if (p->from[i] && !strcmp(p->from[i], name))
			return (int)i;
	for (i = 0; i < p->nfact; i++)
		if (!strcmp(p->fact[i].from, name))
			return SLOT_FACT + (int)i;
	for (i = 0; i < p->nignore; i++)
		if (!strcmp(p->ignore[i], name))
			return SLOT__MAX;
	return -1;
}

static void
column_wanted(struct import *im, int slot, const char *name)
{
	size_t i;

	for (i = 0; i < im->columns; i++)
		if (im->column[i] == slot)
			return;
	import_complain(im, name, "缺少这一列");
}

static bool
header_read(struct import *im, struct arena *mem)
{
	int64_t before = im->complaints;
	char **cell;
	size_t i;
	int k;

	if (csv_row(&im->csv, mem, &cell, &im->columns) != 1) {
		im->line = 1;
		import_complain(im, "", im->csv.bad ? im->csv.bad : "空文件");
		return false;
	}
	im->line = im->csv.line;
	for (i = 0; i < im->columns; i++) {
		im->column[i] = slot_of(im->profile, cell[i]);
		if (im->column[i] < 0)
			import_complain(im, cell[i], "导入配置里没有这个字段");
	}
	for (k = 0; k < SLOT__MAX; k++)
		if (profile_needs(im->profile, k))
			column_wanted(im, k, im->profile->from[k]);
	for (i = 0; i < im->profile->nfact; i++)
		if (!strcmp(im->profile->fact[i].types, "*"))
			column_wanted(im, SLOT_FACT + (int)i,
				      im->profile->fact[i].from);
	return im->complaints == before;
}

bool
import_rewind(struct import *im, struct arena *mem)
{
	im->at = im->text;
	im->line = 0;
	im->rows = im->bad_rows = im->added = im->changed = im->same = 0;
	if (!im->is_csv)
		return true;
	csv_open(&im->csv, im->text, im->len);
	return header_read(im, mem);
}

/* A cell by the rule of its slot; raw JSON is read as such. */
static bool
cell_read(struct import *im, struct arena *mem, int k, const char *cell,
	  const char **slot)
{
	static const struct slot_rule fact = { "fact", 0, FACT_CHARACTERS,
					       K_TEXT };
	bool is_fact = k >= SLOT_FACT;
	const struct slot_rule *s = is_fact ? &fact : &slot_rules[k];
	const char *name = is_fact ? im->profile->fact[k - SLOT_FACT].from
				   : im->profile->from[k];
	struct field f = { .name = "v",
			   .kind = s->kind,
			   .min = s->min,
			   .max = s->max,
			   .flags = F_IN };
	struct field fields[2] = { f, { .name = NULL } };
	const struct record rec = { "cell", sizeof(char *), fields };
	const char *why = NULL, *value = NULL, *json;
	struct buf bad;

	if (!*cell && (is_fact || !profile_needs(im->profile, k)))
		return true;
	if (s->kind == K_RAW) {
		json = arena_printf(mem, "{\"v\":%s}", cell);
		buf_init(&bad, mem);
		if (record_read(mem, &rec, json, strlen(json), &value, &bad))
			why = "不是合法的 JSON";
	} else {
		why = field_read(mem, &f, cell, &value);
	}
	if (why) {
		import_complain(im, name, why);
		return false;
	}
	slot[k] = value;
	return true;
}

static int
next_csv(struct import *im, struct arena *mem, const char **slot)
{
	bool good = true;
	char **cell;
	size_t n, i;
	int rc;

	rc = csv_row(&im->csv, mem, &cell, &n);
	im->line = im->csv.line;
	im->at = im->csv.at;
	if (rc <= 0) {
		if (rc < 0)
			import_complain(im, "", im->csv.bad);
		return rc;
	}
	if (n != im->columns) {
		import_complain(im, "", "列数与表头不同");
		return -1;
	}
	for (i = 0; i < n; i++)
		if (im->column[i] != SLOT__MAX)
			good &=
			    cell_read(im, mem, im->column[i], cell[i], slot);
	return good ? 1 : -1;
}

static int
next_json(struct import *im, struct arena *mem, const char **slot)
{
	const char *end = im->text + im->len, *from, *to;
	struct buf bad;
	enum err e;

	do {
		if (im->at >= end)
			return 0;
		from = im->at;
		to = line_end(from, end);
		im->at = to + 1;
		im->line++;
		if (to > from && to[-1] == '\r')
			to--;
	} while (strspn(from, " \t") >= (size_t)(to - from));
	buf_init(&bad, mem);
	e = record_read(mem, &im->profile->record, from, (size_t)(to - from),
			slot, &bad);
	if (e == E_FIELD)
		import_complain_all(im, mem, buf_text(&bad));
	else if (e)
		import_complain(im, "",
				e == E_UTF8 ? "不是合法的 UTF-8 文字"
					    : "不是合法的 JSON 对象");
	return e ? -1 : 1;
}

int
import_next(struct import *im, struct arena *mem, const char **slot)
{
	int rc;

	memset(slot, 0, SLOTS * sizeof(*slot));
	rc = im->is_csv ? next_csv(im, mem, slot) : next_json(im, mem, slot);
	if (rc)
		im->rows++;
	if (im->progress)
		progress_show(im->progress, (size_t)(im->at - im->text),
			      im->rows);
	return rc;
}
