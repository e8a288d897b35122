/* Profiles of sources of notices. */
#include <stdio.h>
#include <time.h>

#include "ctl.h"
#include "days.h"
#include "profile.h"

const struct slot_rule slot_rules[SLOT__MAX] = {
	/* clang-format off */
	/*		  name		min max		kind */
	[SLOT_ID] =	{ "source_id",	1, 80,		K_TEXT },
	[SLOT_TITLE] =	{ "title",	1, 300,		K_TEXT },
	[SLOT_BODY] =	{ "body",	1, 4000000,	K_TEXT },
	[SLOT_PUBLISH] = { "publish_at", 1, 40,		K_TEXT },
	[SLOT_TYPE] =	{ "type",	1, 60,		K_TEXT },
	[SLOT_REGION] =	{ "region",	1, 60,		K_TEXT },
	[SLOT_PLACE] =	{ "place",	0, 100,		K_TEXT },
	[SLOT_PROJECT] = { "project_code", 0, 60,	K_TEXT },
	[SLOT_OWNER] =	{ "owner_name",	0, 200,		K_TEXT },
	[SLOT_DUE] =	{ "due_at",	0, 40,		K_TEXT },
	[SLOT_FACTS] =	{ "facts",	0, 4000000,	K_RAW },
	[SLOT_URL] =	{ "url",	0, 300,		K_TEXT },
	/* clang-format on */
};

static bool
set_option(struct profile *p, const char *name, const char *value)
{
	if (!strcmp(name, "source"))
		p->source = value;
	else if (!strcmp(name, "name"))
		p->title = value;
	else if (!strcmp(name, "time"))
		p->time = value;
	else if (!strcmp(name, "url"))
		p->url = value;
	else
		return false;
	return true;
}

static bool
set_field(struct profile *p, const char *name, const char *value)
{
	int i;

	for (i = 0; i < SLOT__MAX; i++)
		if (!strcmp(slot_rules[i].name, name)) {
			p->from[i] = value;
			return *value;
		}
	return false;
}

/* "0104 候选人 = GC09" */
static bool
set_type(struct profile *p, char *name, const char *value)
{
	size_t n = strcspn(name, " \t");
	char *word = name[n] ? conf_trim(name + n) : name + n;

	if (p->ntype == PROFILE_MAX)
		return false;
	name[n] = 0;
	p->type[p->ntype++] = (struct type_rule){ name, word, value };
	return *value;
}

static bool
set_region(struct profile *p, const char *name, const char *value)
{
	if (p->nregion == PROFILE_MAX)
		return false;
	p->region[p->nregion++] =
	    (struct region_rule){ name, strtol(value, NULL, 10) };
	return *value;
}

static bool
set_ignore(struct profile *p, const char *name)
{
	if (p->nignore == PROFILE_MAX)
		return false;
	p->ignore[p->nignore++] = name;
	return true;
}

static bool
set_fact(struct profile *p, const char *name, char *value)
{
	return p->nfact < PROFILE_FACTS &&
	       fact_read(&p->fact[p->nfact++], name, value);
}

static bool
set(struct profile *p, const char *section, char *name, char *value)
{
	if (!*section)
		return set_option(p, name, value);
	if (!strcmp(section, "field"))
		return set_field(p, name, value);
	if (!strcmp(section, "type"))
		return set_type(p, name, value);
	if (!strcmp(section, "region"))
		return set_region(p, name, value);
	if (!strcmp(section, "fact"))
		return set_fact(p, name, value);
	return !strcmp(section, "ignore") && set_ignore(p, name);
}

bool
profile_needs(const struct profile *p, int k)
{
	return slot_rules[k].min && !(k == SLOT_BODY && p->nfact);
}

/* One record of what stands in a row: each slot's text, and what is ignored. */
static void
make_record(struct arena *mem, struct profile *p)
{
	struct field *f;
	size_t i;

	p->record.name = p->name;
	p->record.size = SLOTS * sizeof(char *);
	p->record.field = f =
	    arena_alloc(mem, (SLOTS + p->nignore) * sizeof(*f));
	for (i = 0; i < SLOT__MAX; i++) {
		const struct slot_rule *s = &slot_rules[i];

		if (!p->from[i])
			continue;
		*f++ = (struct field){
			.name = p->from[i],
			.kind = s->kind,
			.off = i * sizeof(char *),
			.min = s->min,
			.max = s->max,
			.flags = F_IN | (profile_needs(p, (int)i) ? 0 : F_OPT)
		};
	}
	for (i = 0; i < p->nfact; i++)
		*f++ = (struct field){ .name = p->fact[i].from,
				       .kind = K_TEXT,
				       .off = (SLOT_FACT + i) * sizeof(char *),
				       .max = FACT_CHARACTERS,
				       .flags = F_IN | F_OPT };
	for (i = 0; i < p->nignore; i++)
		*f++ = (struct field){ .name = p->ignore[i],
				       .kind = K_RAW,
				       .off = SLOT__MAX * sizeof(char *),
				       .flags = F_IN | F_OPT };
}

/* Is everything there that a notice needs? */
static bool
is_complete(const struct profile *p, const char *path)
{
	int i;

	if (!p->source || !p->title) {
		ctl_fail(0, "%s: 缺少 source 或 name", path);
		return false;
	}
	for (i = 0; i < SLOT__MAX; i++)
		if (profile_needs(p, i) && !p->from[i]) {
			ctl_fail(0, "%s: [field] 缺少 %s", path,
				 slot_rules[i].name);
			return false;
		}
	if (p->nfact && p->from[SLOT_FACTS]) {
		ctl_fail(0, "%s: facts 和 [fact] 只能有一个", path);
		return false;
	}
	return true;
}

struct profile *
profile_read(struct arena *mem, const char *name)
{
	struct profile *p = arena_alloc(mem, sizeof(*p));
	char *path, *text, *line, *next, *value;
	const char *section = "";
	size_t len;
	int n = 0;

	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
					"0123456789-_")]) {
		ctl_fail(0, "没有导入配置 %s", name);
		return NULL;
	}
	path =
	    arena_printf(mem, "%s/reference/profiles/%s.ini", conf.data, name);
	p->name = arena_strdup(mem, name);
	p->time = p->url = "";
	if (!(text = file_read(mem, path, &len)))
		return NULL;
	for (line = text; *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = 0;
		n++;
		line = conf_trim(line);
		if (!*line || *line == '#')
			continue;
		if (*line == '[') {
			line[strcspn(line, "]")] = 0;
			section = line + 1;
			continue;
		}
		value = strchr(line, '=');
		if (value)
			*value++ = 0;
		if (!value ||
		    !set(p, section, conf_trim(line), conf_trim(value))) {
			ctl_fail(0, "%s:%d: 这一行不对", path, n);
			return NULL;
		}
	}
	if (!is_complete(p, path))
		return NULL;
	make_record(mem, p);
	return p;
}

const char *
profile_type(const struct profile *p, const char *value, const char *title)
{
	size_t i;

	for (i = 0; i < p->ntype; i++)
		if (!strcmp(p->type[i].value, value) &&
		    strstr(title, p->type[i].word))
			return p->type[i].type;
	return NULL;
}

int64_t
profile_region(const struct profile *p, const char *value)
{
	size_t i;

	for (i = 0; i < p->nregion; i++)
		if (!strcmp(p->region[i].value, value))
			return p->region[i].code;
	if (strlen(value) == 6 && strspn(value, "0123456789") == 6)
		return strtol(value, NULL, 10);
	return NONE;
}

int64_t
profile_time(const struct profile *p, const char *value)
{
	struct tm tm = { 0 };
	int64_t day, ms;
	char *end;

	if (!*p->time)
		return instant_parse(value, &ms) ? ms : NONE;
	end = strptime(value, p->time, &tm);
	if (!end || *end ||
	    !day_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &day))
		return NONE;
	return day_start(day) + tm.tm_hour * HOUR_MS + tm.tm_min * MINUTE_MS +
	       tm.tm_sec * 1000;
}

const char *
profile_time_example(struct arena *mem, const struct profile *p)
{
	const struct tm tm = { .tm_year = 126,
			       .tm_mon = 2,
			       .tm_mday = 16,
			       .tm_hour = 10,
			       .tm_wday = 1,
			       .tm_yday = 74 };
	char *text = arena_alloc(mem, 100);

	/* the form is the administrator's own, from a file */
	_Pragma("GCC diagnostic push");
	_Pragma("GCC diagnostic ignored \"-Wformat-nonliteral\"");
	if (!*p->time || !strftime(text, 100, p->time, &tm))
		return "2026-03-16T10:00:00+08:00";
	_Pragma("GCC diagnostic pop");
	return text;
}
