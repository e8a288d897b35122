/* ggzyctl verify: bundles checked by anybody, see verify.h. */
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "json.h"
#include "verify.h"

static bool (*const parts[])(struct verify *) = {
	v_manifest, v_keys,  v_log, v_events,    v_story,
	v_deeds,    v_terms, v_lot, v_agreement, NULL,
};
static bool (*const tender_parts[])(struct verify *) = {
	v_receipts, v_box,    v_opening, v_releases, v_sealed, v_draws,
	v_seats,    v_sheets, v_ranking, v_award,    v_tender, NULL,
};

static bool
run(struct verify *v, bool (*const *p)(struct verify *))
{
	for (; *p; p++)
		if (!(*p)(v))
			return false;
	return true;
}

static void
print_text(const struct verify *v)
{
	const char *const *left = v->left.at;
	size_t i;

	printf("%s: %s，检查 %" PRId64 " 项\n", v->folder,
	       v->nfailed ? "不对" : "全部正确", v->checks);
	for (i = 0; i < v->nfailed; i++)
		printf("  不对 %s %s\n", v->failed[i].name, v->failed[i].why);
	for (i = 0; i < v->left.n; i++)
		printf("  未查 %s\n", left[i]);
}

static void
print_json(const struct verify *v)
{
	const char *const *left = v->left.at;
	struct buf b;
	size_t i;

	buf_init(&b, v->mem);
	buf_char(&b, '{');
	json_key(&b, "bundle");
	json_text(&b, v->folder);
	json_key(&b, "good");
	buf_str(&b, v->nfailed ? "false" : "true");
	json_key(&b, "checks");
	json_int(&b, v->checks);
	json_key(&b, "failed");
	buf_char(&b, '[');
	for (i = 0; i < v->nfailed; i++) {
		json_comma(&b);
		buf_char(&b, '{');
		json_key(&b, "name");
		json_text(&b, v->failed[i].name);
		json_key(&b, "why");
		json_text(&b, v->failed[i].why);
		buf_char(&b, '}');
	}
	buf_char(&b, ']');
	json_key(&b, "left");
	buf_char(&b, '[');
	for (i = 0; i < v->left.n; i++) {
		json_comma(&b);
		json_text(&b, left[i]);
	}
	buf_str(&b, "]}");
	puts(b.at);
}

static bool
verify_one(struct arena *mem, const char *folder, const char *trust,
	   bool as_json)
{
	struct verify v = { .mem = mem, .folder = folder, .trust = trust };

	/* what stopped it must have been said */
	if (!run(&v, parts) || ((v.has_terms || !(v.lot || v.agreement)) &&
				!run(&v, tender_parts)))
		v_check(&v, "manifest.files", v.nfailed, "文件不能读取");
	if (as_json)
		print_json(&v);
	else
		print_text(&v);
	return !v.nfailed;
}

/* verify DIR... [--trust keys.json] [--json] */
int
bundle_verify(int argc, char **argv)
{
	static const char *trust;
	static bool as_json;
	static const struct option_of options[] = {
		{ "trust", &trust, NULL, NULL },
		{ "json", NULL, &as_json, NULL },
		{ .name = NULL }
	};
	struct arena *mem = arena_new();
	const char *keys = NULL;
	int n = options_read(argc, argv, options), i, bad = 0;
	size_t len;

	if (n < 1)
		return ctl_usage();
	if (trust && !(keys = file_read(ctl_mem(), trust, &len)))
		return EX_NOINPUT;
	for (i = 0; i < n; i++) {
		arena_reset(mem);
		bad |= !verify_one(mem, argv[i], keys, as_json);
	}
	arena_free(mem);
	return bad;
}
