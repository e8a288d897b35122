/* What a worker says about itself. */
#include "json.h"
#include "openapi.h"
#include "report.h"

#ifndef GGZY_CONFIGURE
#define GGZY_CONFIGURE ""
#endif
#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

static void
print_bits(unsigned bits, const char *const *words, size_t n)
{
	const char *sep = "";
	size_t i;

	for (i = 0; i < n; i++)
		if ((bits & 1u << i) && words[i]) {
			printf("%s%s", sep, words[i]);
			sep = ",";
		}
}

static void
moves(const struct worker *w)
{
	const struct move *m;

	for (m = w->moves; m && m->verb; m++) {
		printf("%s\t%s\t", m->verb, m->label);
		print_bits(m->from, stage_words, S__MAX);
		printf("\t%s\t", m->to == STAY ? "-" : stage_words[m->to]);
		print_bits(m->who, who_words, WHO_BITS);
		printf("\t%s%s%s\n", m->guard ? "guard" : "",
		       m->flags & M_PAUSED ? " paused" : "",
		       m->flags & M_SECRET ? " secret" : "");
	}
}

static void
print_flags(unsigned flags)
{
	static const char *const words[] = { "upload",   "list",     "file",
					     "cache",    "snapshot", "audit",
					     "timeless", "secret",   "deed",
					     "pending",  "answers" };

	print_bits(flags, words, sizeof(words) / sizeof(*words));
}

/* method, path, roles, step, title, flags */
static void
routes(const struct worker *w)
{
	const struct route *rt;
	const struct move *m;

	for (rt = w->routes; rt->method; rt++) {
		m = rt->verb ? move_find(w->moves, rt->verb) : NULL;
		printf("%s\t/api/%s%s\t", rt->method, w->name, rt->path);
		print_bits(m ? m->who : rt->who, who_words, WHO_BITS);
		printf("\t%s\t%s\t", rt->verb ? rt->verb : "-", rt->title);
		print_flags(rt->flags);
		putchar('\n');
	}
}

static void
print_words(const struct field *f)
{
	const char *const *word = f->kind == K_ENUM ? f->of : NULL;

	for (; word && *word; word++)
		printf("%s%s", word == f->of ? "" : " ", *word);
}

/* The fields that come in; those of a part as "lead.name", "members[].name". */
static void
fields(const struct route *rt, const struct worker *w, const struct record *rec,
       const char *up)
{
	static const char *const kind[] = { "int",  "money", "time", "date",
					    "enum", "bool",  "text", "raw",
					    "nest", "list",  "ints", "texts" };
	const struct field *f;
	char name[200];

	for (f = rec->field; f->name; f++) {
		if (!(f->flags & F_IN))
			continue;
		printf("%s /api/%s%s\t%s%s\t%s\t%lld\t%lld\t%s\t%s\t",
		       rt->method, w->name, rt->path, up, f->name,
		       kind[f->kind], (long long)f->min, (long long)f->max,
		       f->flags & F_OPT ? "optional" : "required",
		       f->label ? f->label : "");
		print_words(f);
		putchar('\n');
		if (f->kind != K_NEST && f->kind != K_LIST)
			continue;
		snprintf(name, sizeof(name), "%s%s%s.", up, f->name,
			 f->kind == K_LIST ? "[]" : "");
		fields(rt, w, f->of, name);
	}
}

int
report(const struct worker *w, int what)
{
	const struct route *rt;

	switch (what) {
	case 'V':
		printf("ggzy-%s %s\nconfigure: %s\n", w->name, PACKAGE_VERSION,
		       GGZY_CONFIGURE);
		break;
	case 'm':
		moves(w);
		break;
	case 'r':
		routes(w);
		break;
	case 'f':
		for (rt = w->routes; rt->method; rt++)
			if (rt->in)
				fields(rt, w, rt->in, "");
		break;
	case 'a':
		openapi_print(w);
		break;
	default:
		return 64;
	}
	return 0;
}
