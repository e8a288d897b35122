/* ggzyctl account policy: the numbers of 等保三级 for this installation. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "json.h"
#include "ctl_sql.h"

struct choice {
	const char *name, *value;
};

static bool
is_switch(const struct policy_line *p)
{
	return !strcmp(p->unit, "开关");
}

static const char *
shown(struct req *r, const struct policy_line *p, int64_t n)
{
	if (is_switch(p))
		return n ? "on" : "off";
	return arena_printf(r->mem, "%lld", (long long)n);
}

static enum err
list(struct req *r, void *at)
{
	const struct policy_line *p;
	struct list rows;
	enum err e;

	(void)at;
	if ((e = db_all(r->db, r->mem, SQL_POLICY_LIST, NOARGS, &rows)))
		return e;
	for (p = rows.at; rows.n--; p++)
		printf("%-18s %6s %s\t%s%s\t%s\n", p->name,
		       shown(r, p, p->value), is_switch(p) ? "" : p->unit,
		       p->title, p->chosen == NONE ? "" : "（已改）", p->basis);
	return OK;
}

/* "on", "off", "default" or a number; NONE is the default. */
static bool
value_read(const struct policy_line *p, const char *text, int64_t *n)
{
	char *end;

	if (!strcmp(text, "default")) {
		*n = NONE;
		return true;
	}
	if (is_switch(p) && (!strcmp(text, "on") || !strcmp(text, "off"))) {
		*n = !strcmp(text, "on");
		return true;
	}
	*n = strtoll(text, &end, 10);
	return *text && !*end && *n >= 0 && *n < 100000;
}

static enum err
policy_event(struct req *r, const struct choice *c)
{
	struct buf detail;

	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "name");
	json_text(&detail, c->name);
	json_key(&detail, "value");
	json_text(&detail, c->value);
	buf_char(&detail, '}');
	return ctl_event(r, "account-policy", true, buf_text(&detail));
}

static enum err
choose(struct req *r, void *at)
{
	const struct choice *c = at;
	struct policy_line p;
	int64_t n;
	enum err e;

	e = db_one(r->db, r->mem, SQL_POLICY_LINE, ARGS(STR(c->name)), &p);
	if (e == E_NOTFOUND)
		return req_say(r, e, "没有参数 %s", c->name);
	if (e)
		return e;
	if (!value_read(&p, c->value, &n))
		return req_say(r, E_FIELD, "%s: 值不对", c->value);
	if (!r->rehearsal && n != NONE && (n < p.least || n > p.most))
		return req_say(r, E_FIELD,
			       "正式环境应在 %lld 到 %lld 之间（%s）",
			       (long long)p.least, (long long)p.most, p.basis);
	if ((e = db_exec(r->db, SQL_POLICY_SET, ARGS(I64(n), STR(c->name)),
			 NULL)))
		return e;
	return policy_event(r, c);
}

/* account policy [NAME VALUE] -- what is in force; another value */
int
account_policy(int argc, char **argv)
{
	struct choice c = { NULL, NULL };

	if (argc == 1)
		return ctl_outcome(ctl_last(), ctl_change("ctl", list, NULL),
				   "account policy");
	if (argc != 3)
		return ctl_usage();
	c.name = argv[1];
	c.value = argv[2];
	return ctl_outcome(ctl_last(), ctl_change("ctl", choose, &c), c.name);
}
