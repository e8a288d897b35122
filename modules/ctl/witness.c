/* ggzyctl witness: who co-signs the log, and how many a head needs. */
#include <stdio.h>
#include <sysexits.h>

#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "event.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define WAIT_MAX 1440 /* minutes */

struct change {
	const char *name, *title, *region, *file, *pem;
	int64_t region_n, required, minutes, epoch;
};

static const char *
about(struct req *r, const struct change *c)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "witness");
	json_text(&b, c->name);
	if (c->pem) {
		json_key(&b, "title");
		json_text(&b, c->title);
		json_key(&b, "region");
		json_int(&b, c->region_n);
		json_key(&b, "public_key");
		json_text(&b, c->pem);
	}
	if (c->epoch) {
		json_key(&b, "epoch");
		json_int(&b, c->epoch);
	}
	buf_char(&b, '}');
	return b.at;
}

static enum err
add(struct req *r, void *at)
{
	struct change *c = at;
	struct number known;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REGION_KNOWN, ARGS(I64(c->region_n)),
			&known)))
		return e;
	if (!known.n)
		return req_say(r, E_FIELD, "没有区划 %s", c->region);
	e = db_exec(r->db, SQL_WITNESS_ADD,
		    ARGS(STR(c->name), STR(c->title), I64(c->region_n),
			 STR(c->pem), I64(r->now)),
		    NULL);
	if (e == E_EXISTS)
		return req_say(r, e, "见证人 %s", c->name);
	return e ? e : ctl_event(r, "witness-add", true, about(r, c));
}

/* A name goes into JSON, addresses and file names. */
static bool
is_word(const char *s)
{
	return *s && strlen(s) <= 40 &&
	       !s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

int
witness_add(int argc, char **argv)
{
	struct change c = { .region = "540000" };
	const struct option_of options[] = {
		{ .name = "name", .value = &c.name },
		{ .name = "title", .value = &c.title },
		{ .name = "region", .value = &c.region },
		{ .name = "public", .value = &c.file },
		{ .name = NULL }
	};
	size_t len;

	if (options_read(argc, argv, options) || !c.name || !c.title || !c.file)
		return ctl_usage();
	if (!is_word(c.name))
		return ctl_fail(EX_DATAERR,
				"--name: 应是小写字母、数字和连字符，至多 40 "
				"个");
	if (!(c.pem = file_read(ctl_mem(), c.file, &len)))
		return EX_NOINPUT;
	if (!key_suite_of(c.pem))
		return ctl_fail(EX_DATAERR, "%s: 不是 P-256 或 SM2 公钥（PEM）",
				c.file);
	c.region_n = strtol(c.region, NULL, 10);
	return ctl_outcome(ctl_last(), ctl_change("ctl", add, &c), c.name);
}

static enum err
list(struct req *r, void *at)
{
	const struct witness_line *w;
	struct number required;
	struct list l;
	enum err e;
	size_t i;

	(void)at;
	if ((e = db_one(r->db, r->mem, SQL_WITNESS_REQUIRED, NOARGS,
			&required)) ||
	    (e = db_all(r->db, r->mem, SQL_WITNESS_LINES, NOARGS, &l)))
		return e;
	printf("每个签名头要求 %lld 个见证人\n", (long long)required.n);
	for (w = l.at, i = 0; i < l.n; i++) {
		printf("%s\t%s\t%lld\t%s\t最近签署 %lld", w[i].name, w[i].title,
		       (long long)w[i].region,
		       w[i].to_at == NONE ? "认可" : "已终止",
		       (long long)(w[i].last_size == NONE ? 0
							  : w[i].last_size));
		if (w[i].epoch)
			printf("\t第 %lld 期", (long long)w[i].epoch);
		putchar('\n');
	}
	return OK;
}

int
witness_list(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", list, NULL),
			   "witness list");
}

static enum err
end(struct req *r, void *at)
{
	const struct change *c = at;
	enum err e;

	if ((e = db_exec(r->db, SQL_WITNESS_END,
			 ARGS(I64(r->now), STR(c->name)), NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_NOTFOUND, "没有在认可的见证人 %s", c->name);
	return ctl_event(r, "witness-end", true, about(r, c));
}

int
witness_end(int argc, char **argv)
{
	struct change c = { .name = NULL };
	const struct option_of options[] = {
		{ .name = "name", .value = &c.name }, { .name = NULL }
	};

	if (options_read(argc, argv, options) || !c.name)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", end, &c), c.name);
}

static enum err
anew(struct req *r, void *at)
{
	const struct change *c = at;
	enum err e;

	if ((e = db_exec(r->db, SQL_WITNESS_ANEW,
			 ARGS(I64(c->epoch), STR(c->name), I64(c->epoch)),
			 NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_NOTFOUND,
			       "没有在认可的见证人 %s，或者已是这一期以后",
			       c->name);
	return ctl_event(r, "witness-anew", true, about(r, c));
}

/* A number of digits alone, at most `max`; -1: it is none. */
static int64_t
small(const char *s, int64_t max)
{
	int64_t n;

	if (!*s || strlen(s) > 6 || s[strspn(s, "0123456789")])
		return -1;
	n = strtol(s, NULL, 10);
	return n > max ? -1 : n;
}

int
witness_anew(int argc, char **argv)
{
	const char *epoch = "";
	struct change c = { .name = NULL };
	const struct option_of options[] = {
		{ .name = "name", .value = &c.name },
		{ .name = "epoch", .value = &epoch },
		{ .name = NULL }
	};

	if (options_read(argc, argv, options) || !c.name)
		return ctl_usage();
	if ((c.epoch = small(epoch, 999999)) < 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", anew, &c), c.name);
}

static enum err
require(struct req *r, void *at)
{
	const struct change *c = at;
	enum err e;

	if ((e = db_exec(r->db, SQL_WITNESS_REQUIRE,
			 ARGS(I64(c->required), I64(c->minutes * MINUTE_MS)),
			 NULL)))
		return e;
	return ctl_event(
	    r, "witness-require", true,
	    arena_printf(r->mem, "{\"required\":%lld,\"wait_minutes\":%lld}",
			 (long long)c->required, (long long)c->minutes));
}

int
witness_require(int argc, char **argv)
{
	const char *minutes = "10";
	struct change c = { .name = NULL };
	const struct option_of options[] = {
		{ .name = "wait", .value = &minutes }, { .name = NULL }
	};

	if (options_read(argc, argv, options) != 1)
		return ctl_usage();
	c.required = small(argv[0], 100);
	c.minutes = small(minutes, WAIT_MAX);
	if (c.required < 0 || c.minutes < 0)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", require, &c),
			   "witness require");
}
