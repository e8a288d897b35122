/* Columns that become facts: their rules, their forms, what the notice says. */
#include "ctl.h"
#include "import.h"
#include "json.h"

#define WHOLE 14 /* digits before the point, and after it */
#define PART 6

static const struct {
	const char *name;
	enum fact_form form;
	const char *bad;
} forms[] = {
	/* clang-format off */
	{ "text",	FACT_TEXT,	NULL },
	{ "number",	FACT_NUMBER,	"应是整数，不带单位和逗号" },
	{ "decimal",	FACT_DECIMAL,	"应是数字，最多六位小数，不带单位和逗号" },
	{ "positive",	FACT_POSITIVE,	"应是大于零的数字，最多六位小数，不带单位和逗号" },
	{ "time",	FACT_TIME,	NULL },
	{ "one",	FACT_ONE,	NULL },
	{ .name = NULL }
	/* clang-format on */
};

static const char *
bad_of(enum fact_form form)
{
	size_t i;

	for (i = 0; forms[i].form != form; i++)
		;
	return forms[i].bad;
}

/* What stands before the next comma. */
static char *
part(char **s)
{
	char *at = *s + strspn(*s, " \t"), *end = at + strcspn(at, ",");

	*s = *end ? end + 1 : end;
	while (end > at && strchr(" \t,", end[-1]))
		end--;
	*end = 0;
	return at;
}

/* "column, form [words], unit, types" */
bool
fact_read(struct fact_rule *f, const char *label, char *value)
{
	char *form;
	size_t i, n;

	f->label = label;
	f->from = part(&value);
	form = part(&value);
	f->unit = part(&value);
	f->types = part(&value);
	n = strcspn(form, " \t");
	f->words = form + n + strspn(form + n, " \t");
	form[n] = 0;
	for (i = 0; forms[i].name; i++)
		if (!strcmp(forms[i].name, form)) {
			f->form = forms[i].form;
			return *label && *f->from &&
			       (f->form == FACT_ONE) == (*f->words != 0);
		}
	return false;
}

/* Is `word` one of those that stand in the text? */
static bool
among(const char *text, const char *between, const char *word)
{
	size_t n, len = strlen(word);

	for (; *text; text += n) {
		text += strspn(text, between);
		n = strcspn(text, between);
		if (n && n == len && !memcmp(text, word, n))
			return true;
	}
	return false;
}

static bool
is_needed(const struct fact_rule *f, const char *type)
{
	return !strcmp(f->types, "*") || among(f->types, " \t", type);
}

static bool
is_number(const char *s, bool decimal, bool positive)
{
	size_t whole = strspn(s, "0123456789"), n = 0;
	bool some = strpbrk(s, "123456789") != NULL;

	if (decimal && s[whole] == '.') {
		n = strspn(s + whole + 1, "0123456789");
		if (!n || n > PART)
			return false;
		n++;
	}
	return whole && whole <= WHOLE && !s[whole + n] && (some || !positive);
}

static const char *
form_bad(struct arena *mem, const struct profile *p, const struct fact_rule *f,
	 const char *s)
{
	switch (f->form) {
	case FACT_NUMBER:
		return is_number(s, false, false) ? NULL : bad_of(f->form);
	case FACT_DECIMAL:
		return is_number(s, true, false) ? NULL : bad_of(f->form);
	case FACT_POSITIVE:
		return is_number(s, true, true) ? NULL : bad_of(f->form);
	case FACT_TIME:
		return profile_time(p, s) != NONE
			   ? NULL
			   : arena_printf(mem, "时间应写成 %s 的样子",
					  profile_time_example(mem, p));
	case FACT_ONE:
		return among(f->words, "|", s)
			   ? NULL
			   : arena_printf(mem, "应是 %s 之一", f->words);
	default:
		return NULL;
	}
}

static bool
are_good(struct import *im, struct arena *mem, const struct imported *n)
{
	const struct profile *p = im->profile;
	int64_t before = im->complaints;
	const struct fact_rule *f;
	const char *s, *why;
	size_t i;

	for (i = 0; i < p->nfact; i++) {
		f = &p->fact[i];
		s = n->slot[SLOT_FACT + i];
		why = NULL;
		if (s && *s)
			why = form_bad(mem, p, f, s);
		else if (is_needed(f, n->type))
			why = arena_printf(mem, "公告类型 %s 不能没有它",
					   n->type);
		if (why)
			import_complain(im, f->from, why);
	}
	return im->complaints == before;
}

void
import_columns(struct import *im, struct arena *mem, struct imported *n)
{
	const struct fact_rule *f = im->profile->fact;
	const char *s, *own = n->slot[SLOT_BODY];
	struct buf facts, body;
	size_t i;

	if (!im->profile->nfact || !n->type || !are_good(im, mem, n))
		return;
	buf_init(&facts, mem);
	buf_init(&body, mem);
	buf_char(&facts, '[');
	for (i = 0; i < im->profile->nfact; i++, f++) {
		s = n->slot[SLOT_FACT + i];
		if (!s || !*s)
			continue;
		s = arena_printf(mem, "%s%s", s, f->unit);
		json_comma(&facts);
		buf_char(&facts, '{');
		json_key(&facts, "label");
		json_text(&facts, f->label);
		json_key(&facts, "value");
		json_text(&facts, s);
		buf_char(&facts, '}');
		buf_printf(&body, "%s：%s\n", f->label, s);
	}
	buf_char(&facts, ']');
	if (own)
		buf_printf(&body, "\n%s", own);
	n->slot[SLOT_FACTS] = facts.at;
	n->slot[SLOT_BODY] = buf_text(&body);
}
