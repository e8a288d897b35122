/* What a notice is about, in a table of facts. */
#include <inttypes.h>

#include "body.h"
#include "log.h"
#include "site.h"

#define LONG 1500  /* bytes of a fact */
#define FACTS 8000 /* of all of them */

/* 2026-06-10, 2026-06-10 09:30: must not break at a hyphen. */
static bool
is_moment(const char *v)
{
	size_t n = strlen(v);

	return (n == 10 || n == 16) && strspn(v, "0123456789-: ") == n &&
	       v[4] == '-' && v[7] == '-';
}

/* A notice of several lots has their names before the labels, "一标段：工期":
 * bytes of the name and its colon, 0 without one. */
static size_t
lot_name(const char *label)
{
	static const char colon[] = "：";
	const char *at = label ? strstr(label, colon) : NULL;

	return at ? (size_t)(at - label) + sizeof(colon) - 1 : 0;
}

/* The facts before and from i are of different lots. */
static bool
lot_begins(const struct fact *f, size_t i, size_t n)
{
	size_t len = lot_name(f[i].label);
	bool more = len && i + 1 < n && f[i + 1].label &&
		    !strncmp(f[i].label, f[i + 1].label, len);

	return more && !(i && f[i - 1].label &&
			 !strncmp(f[i].label, f[i - 1].label, len));
}

/* A heading between two tables. */
static void
lot_heading(struct arena *mem, struct buf *b, const char *label, size_t len)
{
	html(b, "</dl>\n<h3>%s</h3><dl class=\"facts\">",
	     arena_printf(mem, "%.*s", (int)(len - strlen("：")), label));
}

/* One row; nothing without a value. */
static void
fact(struct buf *b, const char *label, const char *value, const char *note)
{
	bool code = strstr(label, "编号") || strstr(label, "码");

	if (!value || !*value)
		return;
	html(b,
	     code || strlen(value) > 90 ? "<div class=\"full\"><dt>%s</dt><dd>"
					: "<div><dt>%s</dt><dd>",
	     label);
	html(b,
	     code               ? "<code>%s</code>"
	     : is_moment(value) ? "<span class=\"nw\">%s</span>"
				: "%s",
	     value);
	if (note && *note)
		html(b, "<span class=\"note\">%s</span>", note);
	buf_str(b, "</dd></div>");
}

void
notice_key_facts(struct site *s, struct buf *b, const struct site_notice *n)
{
	struct facts all = { { 0, NULL } };
	const struct fact *f;
	const char *text;
	struct buf bad;
	const char *name = "";
	size_t i, start, lot = 0;

	buf_init(&bad, s->mem);
	if (n->facts && *n->facts) {
		text = arena_printf(s->mem, "{\"facts\":%s}", n->facts);
		if (record_read(s->mem, &facts_record, text, strlen(text), &all,
				&bad))
			log_warn("msg=bad-facts notice=%" PRId64 " why=\"%s\"",
				 n->id, buf_text(&bad));
	}
	buf_str(b, "<section class=\"sec\"><h2 class=\"vh\">关键信息</h2>"
		   "<dl class=\"facts\">");
	if (!all.facts.n) {
		fact(b, "项目单位", n->owner_name, NULL);
		fact(b, "地区", region_words(s, n->region, n->place), NULL);
		fact(b, "金额", say_money(s->mem, n->amount_fen),
		     n->amount_fen == NONE || n->amount_fen < 1000000
			 ? NULL
			 : say_yuan(s->mem, n->amount_fen));
		fact(b, "项目编号", n->project_code, NULL);
	}
	/* a value that is a text of its own stands in the body anyway */
	start = b->len;
	for (f = all.facts.at, i = 0; i < all.facts.n; i++) {
		if (!f[i].label || !f[i].value || strlen(f[i].value) >= LONG ||
		    b->len - start >= FACTS)
			continue;
		if (lot_begins(f, i, all.facts.n)) {
			lot = lot_name(f[i].label);
			lot_heading(s->mem, b, f[i].label, lot);
			name = f[i].label;
		} else if (lot && strncmp(f[i].label, name, lot))
			lot = 0;
		fact(b, f[i].label + lot, f[i].value, f[i].note);
	}
	buf_str(b, "</dl></section>\n");
}
