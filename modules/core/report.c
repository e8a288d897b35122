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

static const char *const who_words[] = {
	"owner",      "agency", "bidder",   "expert",  "centre",
	"supervisor", "admin",  "security", "auditor", NULL,
	NULL,         NULL,     NULL,       NULL,      NULL,
	NULL,         "anyone", "signed",   "trustee", "system"
};

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
		print_bits(m->who, who_words,
			   sizeof(who_words) / sizeof(*who_words));
		printf("\t%s%s%s\n", m->guard ? "guard" : "",
		       m->flags & M_PAUSED ? " paused" : "",
		       m->flags & M_SECRET ? " secret" : "");
	}
}

static void
routes(const struct worker *w)
{
	const struct route *rt;
	const struct move *m;

	for (rt = w->routes; rt->method; rt++) {
		m = rt->verb ? move_find(w->moves, rt->verb) : NULL;
		printf("%s\t/api/%s%s\t", rt->method, w->name, rt->path);
		print_bits(m ? m->who : rt->who, who_words,
			   sizeof(who_words) / sizeof(*who_words));
		printf("\t%s\t%s\n", rt->verb ? rt->verb : "-", rt->title);
	}
}

static void
fields(const struct worker *w)
{
	static const char *const kind[] = { "int",  "money", "time", "date",
					    "enum", "bool",  "text", "raw",
					    "nest", "list",  "ints", "texts" };
	const struct route *rt;
	const struct field *f;

	for (rt = w->routes; rt->method; rt++) {
		if (!rt->in)
			continue;
		for (f = rt->in->field; f->name; f++)
			if (f->flags & F_IN)
				printf("%s %s\t%s\t%s\t%lld\t%lld\t%s\t%s\n",
				       rt->method, rt->path, f->name,
				       kind[f->kind], (long long)f->min,
				       (long long)f->max,
				       f->flags & F_OPT ? "optional"
							: "required",
				       f->label ? f->label : "");
	}
}

int
report(const struct worker *w, int what)
{
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
		fields(w);
		break;
	case 'a':
		openapi_print(w);
		break;
	default:
		return 64;
	}
	return 0;
}
