/*
 * ggzyctl ca refresh: fetches lists and asks responders; run by a timer, or
 * all the time by a supervisor.
 */
#include <sysexits.h>
#include <unistd.h>

#include "ca.h"
#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "fetch.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define CRL_MAX (12 << 20) /* one row of the database takes 16 MiB */
#define CRL_SECONDS 60
#define OCSP_MAX 20000
#define OCSP_SECONDS 10

/* What is known before the network is asked: no transaction waits for it. */
struct plan {
	struct arena *mem;
	struct list cas;
	int64_t ca;
	struct list bound; /* of that CA */
	struct der der[CERT_CHAIN_MAX];
	size_t n;
};

static enum err
read_cas(struct req *r, void *at)
{
	struct plan *p = at;

	return db_all(r->db, p->mem, SQL_CA_LIST, NOARGS, &p->cas);
}

static enum err
read_bound(struct req *r, void *at)
{
	struct plan *p = at;
	struct list rows;
	struct arena *own = r->mem;
	enum err e;

	r->mem = p->mem;
	e = ca_read(r, p->ca, &rows, p->der, CERT_CHAIN_MAX, &p->n);
	r->mem = own;
	return e ? e
		 : db_all(r->db, p->mem, SQL_CERTIFICATES_BOUND,
			  ARGS(I64(p->ca), I64(p->ca)), &p->bound);
}

struct reply {
	const char *text;
	size_t len;
	struct der leaf, issuer;
	const struct bound_line *bound;
};

static enum err
keep_crl(struct req *r, void *at)
{
	const struct reply *x = at;
	enum cert_why why;
	struct crl crl;
	bool added;
	enum err e;

	if ((e = ca_crl_keep(r, x->text, x->len, &why, &added, &crl)))
		return e;
	if (why)
		return req_say(r, E_CERT, "%s (%s)", cert_text(why),
			       cert_name(why));
	printf("%s，吊销 %zu 张\n", added ? "新的吊销列表" : "吊销列表没有变化",
	       crl.n);
	return OK;
}

static enum err
keep_ocsp(struct req *r, void *at)
{
	const struct reply *x = at;
	struct der answer = { (const unsigned char *)x->text, x->len };
	enum cert_why why;
	struct ocsp o;

	why = ocsp_read(r->mem, answer, x->leaf, x->issuer, r->real, &o);
	if (why)
		return req_say(r, E_CERT, "%s (%s)", cert_text(why),
			       cert_name(why));
	return db_exec(r->db, SQL_OCSP_ADD,
		       ARGS(STR(x->bound->authority), STR(x->bound->serial),
			    I64(o.status), I64(o.this_update),
			    I64(o.next_update),
			    I64(o.status == OCSP_REVOKED ? o.revoked_at : NONE),
			    STR(o.digest), BIN(answer.at, answer.len),
			    I64(r->real)),
		       NULL);
}

static int
refresh_crl(struct arena *mem, const struct ca *ca)
{
	const struct fetch f = { .url = ca->crl_url,
				 .max = CRL_MAX,
				 .seconds = CRL_SECONDS };
	struct reply x = { .len = 0 };
	const char *why;
	void *text;

	if ((why = fetch(mem, &f, &text, &x.len)))
		return ctl_fail(EX_TEMPFAIL, "%s: %s: %s", ca->name, f.url,
				why);
	x.text = text;
	return ctl_outcome(ctl_last(), ctl_change("ctl", keep_crl, &x),
			   ca->crl_url);
}

/* The issuer of a bound certificate among the CA's. */
static bool
find_issuer(const struct plan *p, const char *authority, struct der *out)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!strcmp(cert_authority(p->mem, p->der[i]), authority)) {
			*out = p->der[i];
			return true;
		}
	return false;
}

static int
ask(const struct plan *p, const struct ca *ca, struct reply *x)
{
	struct fetch f = { .url = ca->ocsp_url,
			   .type = "application/ocsp-request",
			   .max = OCSP_MAX,
			   .seconds = OCSP_SECONDS };
	size_t len = strlen(x->bound->der) / 2;
	unsigned char *leaf = arena_alloc(p->mem, len + 1);
	struct der question;
	const char *why;
	void *text;

	x->leaf = (struct der){ leaf, len };
	if (!unhex(x->bound->der, leaf, len) ||
	    !find_issuer(p, x->bound->authority, &x->issuer) ||
	    !ocsp_request(p->mem, x->leaf, x->issuer, &question))
		return ctl_fail(EX_DATAERR, "%s: 证书 %s 不能询问", ca->name,
				x->bound->serial);
	f.body = question.at;
	f.body_len = question.len;
	if ((why = fetch(p->mem, &f, &text, &x->len)))
		return ctl_fail(EX_TEMPFAIL, "%s: %s: %s", ca->name, f.url,
				why);
	x->text = text;
	return ctl_outcome(ctl_last(), ctl_change("ctl", keep_ocsp, x),
			   x->bound->serial);
}

static int
refresh_ocsp(struct plan *p, const struct ca *ca)
{
	struct reply x = { .len = 0 };
	const struct bound_line *b;
	int rc = 0, one;
	size_t i;
	enum err e;

	p->ca = ca->id;
	if ((e = ctl_change("ctl", read_bound, p)))
		return ctl_outcome(ctl_last(), e, ca->name);
	for (b = p->bound.at, i = 0; i < p->bound.n; i++) {
		x.bound = &b[i];
		if ((one = ask(p, ca, &x)))
			rc = one;
		/* a responder that does not answer is asked once */
		if (one == EX_TEMPFAIL)
			break;
	}
	printf("%s: 询问了 %zu 张证书\n", ca->name, i);
	return rc;
}

/* Goes on where one CA fails, and says so at the end. */
static int
refresh(struct arena *mem)
{
	struct plan p = { .mem = mem };
	const struct ca *ca;
	int rc = 0, one;
	enum err e;
	size_t i;

	if ((e = ctl_change("ctl", read_cas, &p)))
		return ctl_outcome(ctl_last(), e, "ca refresh");
	for (ca = p.cas.at, i = 0; i < p.cas.n; i++) {
		if (ca[i].ended_at != NONE)
			continue;
		if (ca[i].crl_url && (one = refresh_crl(p.mem, &ca[i])))
			rc = one;
		if (ca[i].ocsp_url && (one = refresh_ocsp(&p, &ca[i])))
			rc = one;
	}
	return rc;
}

static _Noreturn void
refresh_for_ever(unsigned seconds)
{
	struct arena *mem = arena_new();

	for (;;) {
		refresh(mem);
		fflush(stdout);
		arena_reset(mem);
		sleep(seconds);
	}
}

/* Who talks to servers of others is not who appoints administrators. */
static void
be_modest(void)
{
	static const unsigned stmt[] = {
		SQL_NOW,           SQL_EVENT_ADD,
		SQL_CA_LIST,       SQL_CA_CERTIFICATES,
		SQL_CRL_SHOW,      SQL_CRL_ADD,
		SQL_CRL_ENTRY_ADD, SQL_CRL_ENTRY_FORGET,
		SQL_OCSP_ADD,      SQL_CERTIFICATES_BOUND
	};

	ctl_db_as("ggzy_ca", stmt, sizeof(stmt) / sizeof(*stmt));
}

/* ca refresh [--every SECONDS] -- once, or from now on */
int
ca_refresh(int argc, char **argv)
{
	const char *every = NULL;
	const struct option_of options[] = {
		{ .name = "every", .value = &every }, { .name = NULL }
	};
	unsigned seconds;

	if (options_read(argc, argv, options))
		return ctl_usage();
	be_modest();
	if (!every)
		return refresh(ctl_mem());
	if (!every_read(every, &seconds))
		return EX_USAGE;
	refresh_for_ever(seconds);
}
