/* ggzyctl ca: whose certificates this installation takes; to add one is in
 * ca_add.c. */

#include "ca.h"
#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

static void
print_ca(const struct ca *c)
{
	char from[30], to[30];

	instant_print(from, c->recognised_from);
	instant_print(to, c->recognised_to);
	printf("%lld\t%s\t%s\t%s%s%s\t%.10s\t%.10s\t%s\n", (long long)c->id,
	       c->name, ca_kinds[c->kind], c->login ? "登录 " : "",
	       c->sign ? "签名 " : "", c->seal ? "签章" : "", from, to,
	       c->ended_at == NONE ? "认可" : "已停止");
}

static enum err
list(struct req *r, void *at)
{
	struct list l;
	const struct ca *c;
	enum err e;

	(void)at;
	if ((e = db_all(r->db, r->mem, SQL_CA_LIST, NOARGS, &l)))
		return e;
	for (c = l.at; l.n--; c++)
		print_ca(c);
	return OK;
}

int
ca_list(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", list, NULL), "ca");
}

static enum err
show(struct req *r, void *at)
{
	const int64_t *id = at;
	struct der der[CERT_CHAIN_MAX];
	const struct ca_certificate *c;
	struct crl_line crl;
	char from[30], to[30];
	struct list rows;
	struct ca ca;
	size_t i, n;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_CA_GET, ARGS(I64(*id)), &ca)) ||
	    (e = ca_read(r, *id, &rows, der, CERT_CHAIN_MAX, &n)))
		return e;
	print_ca(&ca);
	printf("代码位置 %s\n证书策略 %s\nCRL %s\nOCSP %s\n", ca.code_at,
	       ca.policy ? ca.policy : "不要求", ca.crl_url ? ca.crl_url : "-",
	       ca.ocsp_url ? ca.ocsp_url : "-");
	for (c = rows.at, i = 0; i < n; i++) {
		instant_print(from, c[i].valid_from);
		instant_print(to, c[i].valid_to);
		printf("%s %s %.10s..%.10s\n  SHA-256 %s\n", i ? "中级" : "根",
		       c[i].subject, from, to, c[i].fingerprint);
		e = db_one(r->db, r->mem, SQL_CRL_SHOW,
			   ARGS(STR(c[i].authority)), &crl);
		if (e && e != E_NOTFOUND)
			return e;
		if (e) {
			printf("  没有吊销列表\n");
			continue;
		}
		instant_print(to, crl.next_update);
		printf("  吊销列表 %s，下次更新 %s%s\n", crl.number, to,
		       crl.next_update > r->real ? "" : "（已过期）");
	}
	return OK;
}

static bool
read_id(const char *s, int64_t *id)
{
	char *end;

	*id = strtoll(s, &end, 10);
	return *s && !*end && *id > 0;
}

int
ca_show(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	int64_t id;

	if (options_read(argc, argv, none) != 1 || !read_id(argv[0], &id))
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", show, &id), "ca show");
}

struct ending {
	int64_t id;
	const char *reason;
};

static enum err
end(struct req *r, void *at)
{
	const struct ending *x = at;
	struct buf b;
	enum err e;

	e = db_exec(r->db, SQL_CA_END,
		    ARGS(I64(r->real), STR(x->reason), I64(x->id)), NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "ca");
	json_int(&b, x->id);
	json_key(&b, "reason");
	json_text(&b, x->reason);
	buf_char(&b, '}');
	return ctl_event(r, "ca-end", true, buf_text(&b));
}

int
ca_end(int argc, char **argv)
{
	struct ending x = { .reason = NULL };
	const struct option_of options[] = {
		{ .name = "reason", .value = &x.reason }, { .name = NULL }
	};

	if (options_read(argc, argv, options) != 1 || !x.reason ||
	    !read_id(argv[0], &x.id))
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", end, &x), "ca end");
}

static enum err
require(struct req *r, void *at)
{
	const bool *on = at;
	enum err e = db_exec(r->db, SQL_DEED_REQUIRE, ARGS(I64(*on)), NULL);

	if (e)
		return e;
	return ctl_event(r, "ca-require", true,
			 *on ? "{\"required\":true}" : "{\"required\":false}");
}

/* ca require on|off -- must everybody sign? */
int
ca_require(int argc, char **argv)
{
	bool on;

	if (argc != 2 || (strcmp(argv[1], "on") && strcmp(argv[1], "off")))
		return ctl_usage();
	on = !strcmp(argv[1], "on");
	return ctl_outcome(ctl_last(), ctl_change("ctl", require, &on),
			   "ca require");
}
