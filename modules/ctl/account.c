/* ggzyctl account, expert: people and their roles. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "ids.h"
#include "json.h"
#include "password.h"
#include "policy.h"
#include "rows.h"
#include "ctl_sql.h"

struct person {
	const char *login, *name, *password_file, *subject, *subject_name;
	const char *region, *password, *hash;
	bool from_stdin, operator, must_change;
	struct words role;
};

struct specialist {
	const char *login, *resident_id, *employer, *region, *title, *years;
	const char *classes;
	int64_t years_n;
};

static enum err
add_event(struct req *r, const char *verb, const char *login)
{
	struct buf detail;

	buf_init(&detail, r->mem);
	buf_str(&detail, "{\"login\":");
	json_text(&detail, login);
	buf_char(&detail, '}');
	return ctl_event(r, verb, false, buf_text(&detail));
}

/* The subject of that code, made when it is new. */
static enum err
subject_get(struct req *r, const struct person *p, int64_t *id)
{
	struct number found;
	const char *bad;
	int64_t region;
	enum err e;

	*id = NONE;
	if (!p->subject)
		return OK;
	if ((bad = credit_code_bad(p->subject)))
		return req_say(r, E_FIELD, "--subject: %s", bad);
	e = db_one(r->db, r->mem, SQL_SUBJECT_FIND, ARGS(STR(p->subject)),
		   &found);
	if (e != E_NOTFOUND) {
		*id = found.n;
		return e;
	}
	if (!p->subject_name)
		return req_say(r, E_FIELD, "新主体要有 --subject-name");
	if ((e = region_read(r, p->region, &region)))
		return e;
	e = db_exec(r->db, SQL_SUBJECT_ADD,
		    ARGS(STR(p->subject), STR(p->subject_name), I64(region),
			 I64(p->operator), I64(r->now)),
		    id);
	return e ? e : add_event(r, "subject-add", p->subject);
}

static enum err
roles_add(struct req *r, const struct person *p, int64_t account)
{
	unsigned roles = 0;
	const char *role;
	int64_t region;
	enum err e;

	for (size_t i = 0; i < p->role.n; i++) {
		if ((e = role_read(r, p->role.at[i], &role, &region, &roles)))
			return e;
		if ((e = db_exec(r->db, SQL_ACCOUNT_ROLE_ADD,
				 ARGS(I64(account), STR(role), I64(region),
				      I64(r->now)),
				 NULL)))
			return e;
	}
	if (!roles_agree(roles))
		return req_say(r, E_FIELD, "这些角色不能由同一账号担任");
	return OK;
}

static enum err
policy_get(struct req *r, struct policy *p)
{
	enum err e = db_one(r->db, r->mem, SQL_POLICY_GET, NOARGS, p);

	if (e || policy_whole(p))
		return e;
	return req_say(r, E_STATE,
		       "没有账号规则，请先执行 ggzyctl reference load");
}

static enum err
add(struct req *r, void *at)
{
	const struct person *p = at;
	int64_t subject, account;
	struct password_rule rule;
	struct policy policy;
	const char *weak;
	enum err e;

	if (!r->now)
		return req_say(r, E_STATE,
			       "还没有初始化，请先执行 ggzyctl init");
	if ((e = policy_get(r, &policy)))
		return e;
	rule = policy_password(&policy);
	if ((weak = password_weak(r->mem, &rule, p->password, p->login)))
		return req_say(r, E_FIELD, "%s", weak);
	if ((e = subject_get(r, p, &subject)))
		return e;
	e = db_exec(r->db, SQL_ACCOUNT_ADD,
		    ARGS(STR(p->login), STR(p->hash), STR(p->name),
			 I64(subject),
			 I64(p->must_change || policy.first_change),
			 I64(r->now)),
		    &account);
	if (e == E_EXISTS)
		return req_say(r, e, "登录名 %s", p->login);
	if (e || (e = roles_add(r, p, account)))
		return e;
	return add_event(r, "account-add", p->login);
}

int
account_add(int argc, char **argv)
{
	struct person p = { .region = REGION_ALL };
	const struct option_of options[] = {
		{ .name = "login", .value = &p.login },
		{ .name = "name", .value = &p.name },
		{ .name = "password-file", .value = &p.password_file },
		{ .name = "password-stdin", .flag = &p.from_stdin },
		{ .name = "subject", .value = &p.subject },
		{ .name = "subject-name", .value = &p.subject_name },
		{ .name = "must-change", .flag = &p.must_change },
		{ .name = "operator", .flag = &p.operator},
		  { .name = "region", .value = &p.region },
		  { .name = "role", .many = &p.role },
		  { .name = NULL } };
	struct arena *mem = ctl_mem();
	char *password;
	size_t len;

	if (options_read(argc, argv, options) || !p.login || !p.name ||
	    (!p.from_stdin && !p.password_file))
		return ctl_usage();
	password = file_read(mem, p.from_stdin ? "-" : p.password_file, &len);
	if (!password)
		return EX_NOINPUT;
	password[strcspn(password, "\r\n")] = 0;
	p.password = password;
	p.hash = password_hash(mem, password);
	return ctl_outcome(ctl_last(), ctl_change("ctl", add, &p), p.login);
}

static enum err
list(struct req *r, void *at)
{
	const struct account_line *a;
	struct list rows;
	enum err e;

	(void)at;
	if ((e = db_all(r->db, r->mem, SQL_ACCOUNT_LIST, NOARGS, &rows)))
		return e;
	for (a = rows.at; rows.n--; a++)
		printf("%lld\t%s\t%s\t%s\t%s\t%s\t%s\n", (long long)a->id,
		       a->login, a->name, a->status, a->roles ? a->roles : "",
		       a->credit_code ? a->credit_code : "",
		       a->subject_name ? a->subject_name : "");
	return OK;
}

int
account_list(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", list, NULL),
			   "account list");
}

/* "A010101,A010102" */
static enum err
classes_add(struct req *r, const char *classes, int64_t expert)
{
	struct number known;
	const char *class;
	size_t n;
	enum err e;

	for (; *classes; classes += n + (classes[n] == ',')) {
		n = strcspn(classes, ",");
		class = arena_copy(r->mem, classes, n);
		if ((e = db_one(r->db, r->mem, SQL_EXPERT_CLASS_KNOWN,
				ARGS(STR(class)), &known)))
			return e;
		if (!known.n)
			return req_say(r, E_FIELD, "没有专业 %s", class);
		if ((e = db_exec(r->db, SQL_EXPERT_SPECIALTY_ADD,
				 ARGS(I64(expert), STR(class)), NULL)))
			return e;
	}
	return OK;
}

static enum err
enrol(struct req *r, void *at)
{
	const struct specialist *s = at;
	struct account_line account;
	int64_t id, region;
	enum err e;

	if ((e = region_read(r, s->region, &region)))
		return e;
	e = db_one(r->db, r->mem, SQL_ACCOUNT_FIND, ARGS(STR(s->login)),
		   &account);
	if (e == E_NOTFOUND)
		return req_say(r, e, "登录名 %s", s->login);
	if (e)
		return e;
	if ((e = db_exec(r->db, SQL_EXPERT_ADD,
			 ARGS(I64(account.id), STR(account.name),
			      STR(s->resident_id), STR(s->employer),
			      I64(region), STR(s->title), I64(s->years_n),
			      I64(r->now)),
			 &id)))
		return e;
	if ((e = classes_add(r, s->classes, id)))
		return e;
	return add_event(r, "expert-add", s->login);
}

int
expert_add(int argc, char **argv)
{
	struct specialist s = { .region = REGION_ALL };
	const struct option_of options[] = {
		{ .name = "login", .value = &s.login },
		{ .name = "resident-id", .value = &s.resident_id },
		{ .name = "employer", .value = &s.employer },
		{ .name = "region", .value = &s.region },
		{ .name = "title", .value = &s.title },
		{ .name = "years", .value = &s.years },
		{ .name = "class", .value = &s.classes },
		{ .name = NULL }
	};
	const char *bad;
	char *end;

	if (options_read(argc, argv, options) || !s.login || !s.resident_id ||
	    !s.title || !s.years || !s.classes)
		return ctl_usage();
	s.years_n = strtol(s.years, &end, 10);
	if (*end || s.years_n < 0 || s.years_n > 80)
		return ctl_fail(EX_DATAERR, "--years: 应是 0 到 80 的整数");
	if ((bad = resident_id_bad(s.resident_id)))
		return ctl_fail(EX_DATAERR, "--resident-id: %s", bad);
	if (s.employer && (bad = credit_code_bad(s.employer)))
		return ctl_fail(EX_DATAERR, "--employer: %s", bad);
	return ctl_outcome(ctl_last(), ctl_change("ctl", enrol, &s), s.login);
}
