/* Pages whose words are files of www/page. */
#include "conf.h"
#include "pem.h"
#include "site.h"

static const struct fixed {
	const char *file, *path, *title, *description;
	int nav;
} fixed[] = {
	/* clang-format off */
  { "guide",  "/guide.html",  "办事指南", "登记、投标、异议和投诉怎样办，多久办完", NAV_GUIDE },
  { "verify", "/verify.html", "核验",     "怎样自己核验公告没有被改动",             NAV_VERIFY },
  { "search", "/search.html", "搜索",     "按字词、领域和地区找公告",               NAV_SEARCH },
  { "lot",    "/lot.html",    "看竞价",   "一宗标的的最高报价、倒计时和报价记录",   NAV_TRADES },
  { "404",    "/404.html",    "没有这一页", "没有这一页",                           NAV_NONE },
  { "50x",    "/50x.html",    "暂时不能办理", "暂时不能办理",                       NAV_NONE },
  { NULL, NULL, NULL, NULL, 0 }
	/* clang-format on */
};

/* A key or certificate as it lies in a file, at /keys/NAME.pem; what cannot be
 * read is logged, and what is published stays. */
static enum err
key_write(struct site *s, const char *name, const char *path)
{
	const char *text = pem_read(s->mem, path);
	struct buf b;

	if (!text)
		return OK;
	buf_init(&b, s->mem);
	buf_str(&b, text);
	return file_write(s, arena_printf(s->mem, "/keys/%s.pem", name), &b);
}

/* The public halves of the platform's keys: to verify heads and receipts, and
 * whom the time stamps of receipts go back to. */
static enum err
keys_write(struct site *s)
{
	static const char *const name[] = { "log", "receipt", NULL };
	enum err e;
	int i;

	for (i = 0; name[i]; i++)
		if ((e = key_write(s, name[i],
				   arena_printf(s->mem, "%s/%s.pub", conf.keys,
						name[i]))))
			return e;
	return key_write(s, "tsa-ca",
			 *conf.tsa_ca
			     ? conf.tsa_ca
			     : arena_printf(s->mem, "%s/ca.pem", conf.tsa));
}

enum err
fixed_write(struct site *s)
{
	const char *lot[] = { "/trades/", "全流程", NULL, NULL };
	const char *pairs[] = { NULL, NULL };
	const struct fixed *f;
	struct buf b;
	enum err e;

	for (f = fixed; f->file; f++) {
		buf_init(&b, s->mem);
		page_begin(s, &b, f->title, f->description, f->nav);
		lot[3] = pairs[1] = f->title;
		page_crumb(&b, f->nav == NAV_TRADES ? lot : pairs);
		page_file(s, &b, f->file);
		page_end_fixed(s, &b);
		if ((e = file_write(s, f->path, &b)))
			return e;
	}
	buf_init(&b, s->mem);
	buf_printf(&b,
		   "User-agent: *\nDisallow: /api/\nSitemap: %s/sitemap.xml\n",
		   conf.url);
	if ((e = file_write(s, "/robots.txt", &b)))
		return e;
	return keys_write(s);
}
