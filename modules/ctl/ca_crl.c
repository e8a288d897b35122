/* ggzyctl ca crl, check: what a CA says of its certificates. */
#include <sysexits.h>

#include "ca.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

/* The CA that made it: its certificates tell. */
static enum err
find(struct req *r, const char *text, size_t len, enum cert_why *why,
     struct crl *crl, struct der *der)
{
	struct der ca[CERT_CHAIN_MAX];
	struct list all, rows;
	const struct ca *c;
	enum cert_why one;
	enum err e;
	size_t i, n;

	*why = CERT_CRL_ISSUER;
	if ((e = db_all(r->db, r->mem, SQL_CA_LIST, NOARGS, &all)))
		return e;
	for (c = all.at, i = 0; i < all.n && *why; i++) {
		if ((e = ca_read(r, c[i].id, &rows, ca, CERT_CHAIN_MAX, &n)))
			return e;
		one = crl_read(r->mem, text, len, ca, n, crl, der);
		if (one != CERT_CRL_ISSUER)
			*why = one;
	}
	return OK;
}

static enum err
store(struct req *r, const struct crl *crl, const struct der *der)
{
	struct buf b;
	int64_t id;
	enum err e;
	size_t i;

	e = db_exec(r->db, SQL_CRL_ADD,
		    ARGS(STR(crl->authority), STR(crl->number),
			 I64(crl->this_update), I64(crl->next_update),
			 STR(crl->digest), BIN(der->at, der->len),
			 I64(r->real)),
		    &id);
	for (i = 0; !e && i < crl->n; i++)
		e = db_exec(r->db, SQL_CRL_ENTRY_ADD,
			    ARGS(I64(id), STR(crl->at[i].serial),
				 I64(crl->at[i].revoked_at)),
			    NULL);
	if (e || (e = db_exec(r->db, SQL_CRL_ENTRY_FORGET,
			      ARGS(STR(crl->authority), I64(id)), NULL)))
		return e;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "number");
	json_text(&b, crl->number);
	json_key(&b, "digest");
	json_text(&b, crl->digest);
	json_key(&b, "revoked");
	json_int(&b, (int64_t)crl->n);
	buf_char(&b, '}');
	return ctl_event(r, "ca-crl", true, buf_text(&b));
}

enum err
ca_crl_keep(struct req *r, const char *text, size_t len, enum cert_why *why,
	    bool *added, struct crl *crl)
{
	struct crl_line last;
	struct der der;
	enum err e;

	*added = false;
	if ((e = find(r, text, len, why, crl, &der)) || *why)
		return e;
	e = db_one(r->db, r->mem, SQL_CRL_SHOW, ARGS(STR(crl->authority)),
		   &last);
	if (e && e != E_NOTFOUND)
		return e;
	if (!e && !strcmp(last.digest, crl->digest))
		return OK;
	if (!e && crl->this_update <= last.this_update) {
		*why = CERT_CRL_OLD;
		return OK;
	}
	*added = true;
	return store(r, crl, &der);
}

struct file {
	const char *path, *text;
	size_t len;
};

static enum err
keep(struct req *r, void *at)
{
	const struct file *f = at;
	enum cert_why why;
	struct crl crl;
	char next[30];
	bool added;
	enum err e;

	if ((e = ca_crl_keep(r, f->text, f->len, &why, &added, &crl)))
		return e;
	if (why)
		return req_say(r, E_CERT, "%s (%s)", cert_text(why),
			       cert_name(why));
	instant_print(next, crl.next_update);
	printf("%s: %s，吊销 %zu 张，下次更新 %s\n", f->path,
	       added ? "已载入" : "已是最新", crl.n, next);
	if (crl.next_update <= r->real)
		printf("%s: 注意：已经过期，须签名的事项仍不能办理\n", f->path);
	return OK;
}

/* ca crl FILE.. -- PEM or DER */
int
ca_crl(int argc, char **argv)
{
	struct file f;
	int i, rc = 0;
	enum err e;

	if (argc < 2)
		return ctl_usage();
	for (i = 1; i < argc; i++) {
		f.path = argv[i];
		if (!(f.text = file_read(ctl_mem(), f.path, &f.len)))
			return EX_NOINPUT;
		if ((e = ctl_change("ctl", keep, &f)))
			rc = ctl_outcome(ctl_last(), e, f.path);
	}
	return rc;
}

struct question {
	const char *path;
	struct der der;
	enum cert_use use;
	enum cert_why why;
};

static enum err
check(struct req *r, void *at)
{
	struct question *q = at;
	struct judged j;
	char to[30];
	enum err e;

	if ((e = cert_judge(r, q->der, q->use, &j, &q->why)))
		return e;
	if (j.cert.subject && instant_print(to, j.cert.valid_to))
		printf("主题 %s\n签发者 %s\n序列号 %s\n密钥 %s\n有效期至 %s\n"
		       "指纹 %s\n",
		       j.cert.subject, j.cert.issuer_name, j.cert.serial,
		       j.cert.key ? j.cert.key : "?", to, j.cert.fingerprint);
	if (j.ca.id)
		printf("CA %lld %s\n代码 %s\n", (long long)j.ca.id, j.ca.name,
		       j.code ? j.code : "-");
	printf("%s: %s (%s)%s%s\n", q->path, cert_text(q->why),
	       cert_name(q->why), j.path.more ? ": " : "",
	       j.path.more ? j.path.more : "");
	return OK;
}

/* ca check FILE -- would this certificate be taken now? */
int
ca_check(int argc, char **argv)
{
	static const char *const uses[] = { "login", "sign", "seal", "encrypt",
					    NULL };
	const char *purpose = "sign";
	const struct option_of options[] = {
		{ .name = "purpose", .value = &purpose }, { .name = NULL }
	};
	struct question q = { .why = CERT_SYNTAX };
	size_t len;
	char *text;
	int rc;

	if (options_read(argc, argv, options) != 1 ||
	    word_index(uses, purpose) < 0)
		return ctl_usage();
	q.path = argv[0];
	q.use = (enum cert_use)word_index(uses, purpose);
	if (!(text = file_read(ctl_mem(), q.path, &len)))
		return EX_NOINPUT;
	if (cert_file(ctl_mem(), text, len, &q.der, 1) != 1)
		return ctl_fail(EX_DATAERR, "%s: %s (%s)", q.path,
				cert_text(CERT_SYNTAX), cert_name(CERT_SYNTAX));
	rc = ctl_outcome(ctl_last(), ctl_change("ctl", check, &q), q.path);
	return rc ? rc : q.why ? EX_DATAERR : 0;
}
