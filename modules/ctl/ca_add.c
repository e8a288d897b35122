/* ggzyctl ca add: from now on certificates of these roots are taken. */
#include <sysexits.h>

#include "ca.h"
#include "crypt.h"
#include "ctl.h"
#include "days.h"
#include "fetch.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

/* What `ca add` is told. */
struct wanted {
	const char *name, *root, *kind, *purpose, *policy, *code_at;
	const char *from, *to, *crl, *ocsp;
	struct words intermediates;
	struct der der[CERT_CHAIN_MAX];
	size_t n;
	int64_t recognised_from, recognised_to, id;
	bool login, sign, seal;
};

/* "login,sign,seal" */
static bool
read_purpose(struct wanted *w, const char *s)
{
	size_t n;

	for (; *s; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		if (n == 5 && !strncmp(s, "login", n))
			w->login = true;
		else if (n == 4 && !strncmp(s, "sign", n))
			w->sign = true;
		else if (n == 4 && !strncmp(s, "seal", n))
			w->seal = true;
		else
			return false;
	}
	return w->login || w->sign || w->seal;
}

/* A name people know, an OID, or ext:OID. */
static const char *
read_place(struct arena *mem, const char *s)
{
	static const char *const known[][2] = {
		{ "organizationIdentifier", "dn:2.5.4.97" },
		{ "serialNumber", "dn:2.5.4.5" },
		{ "OU", "dn:2.5.4.11" },
		{ NULL, NULL }
	};
	size_t i;

	for (i = 0; known[i][0]; i++)
		if (!strcmp(s, known[i][0]))
			return known[i][1];
	if (strncmp(s, "ext:", 4) && strncmp(s, "dn:", 3))
		s = arena_printf(mem, "dn:%s", s);
	return cert_place_ok(s) ? s : NULL;
}

/* A day (its beginning) or an instant. */
static bool
read_when(const char *s, int64_t *ms)
{
	int64_t day;

	if (!s)
		return true;
	if (day_parse(s, &day)) {
		*ms = day_start(day);
		return true;
	}
	return instant_parse(s, ms);
}

/* Root first; a file may hold many. */
static int
read_files(struct arena *mem, struct wanted *w)
{
	const char *path = w->root;
	size_t i, len, n;
	char *text;

	for (i = 0;; i++) {
		if (!(text = file_read(mem, path, &len)))
			return EX_NOINPUT;
		n = cert_file(mem, text, len, w->der + w->n,
			      CERT_CHAIN_MAX - w->n);
		if (!n)
			return ctl_fail(EX_DATAERR, "%s: %s", path,
					cert_text(CERT_SYNTAX));
		w->n += n;
		if (i == w->intermediates.n)
			return 0;
		path = w->intermediates.at[i];
	}
}

static enum err
add_certificates(struct req *r, const struct wanted *w)
{
	enum cert_why why;
	struct cert c;
	enum err e = OK;
	size_t i;

	for (i = 0; !e && i < w->n; i++) {
		why = cert_read(r->mem, w->der[i], &c);
		if (!why)
			why = i ? cert_ca_path(r->mem, w->der[i], w->der, w->n,
					       r->real)
				: cert_ca_path(r->mem, w->der[i], w->der, 1,
					       r->real);
		if (why)
			return req_say(r, E_CERT, "%s: %s (%s)",
				       c.subject ? c.subject : "?",
				       cert_text(why), cert_name(why));
		e = db_exec(r->db, SQL_CA_CERTIFICATE_ADD,
			    ARGS(I64(w->id), I64((int64_t)i),
				 STR(cert_name_digest(r->mem, w->der[i])),
				 STR(cert_authority(r->mem, w->der[i])),
				 STR(c.subject), I64(c.valid_from),
				 I64(c.valid_to), STR(c.fingerprint),
				 BIN(w->der[i].at, w->der[i].len)),
			    NULL);
	}
	return e;
}

static enum err
add(struct req *r, void *at)
{
	struct wanted *w = at;
	struct cert root;
	struct buf b;
	enum err e;

	cert_read(r->mem, w->der[0], &root);
	if (w->recognised_from == NONE)
		w->recognised_from = r->real;
	if (w->recognised_to == NONE)
		w->recognised_to = root.valid_to;
	if ((e = db_exec(r->db, SQL_CA_ADD,
			 ARGS(STR(w->name), STR(w->kind), I64(w->login),
			      I64(w->sign), I64(w->seal), STR(w->policy),
			      STR(w->code_at), I64(w->recognised_from),
			      I64(w->recognised_to), STR(w->crl), STR(w->ocsp),
			      I64(r->real)),
			 &w->id)) ||
	    (e = add_certificates(r, w)))
		return e;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "ca");
	json_int(&b, w->id);
	json_key(&b, "name");
	json_text(&b, w->name);
	json_key(&b, "root");
	json_text(&b, root.fingerprint);
	json_key(&b, "recognised_from");
	json_time(&b, w->recognised_from);
	json_key(&b, "recognised_to");
	json_time(&b, w->recognised_to);
	buf_char(&b, '}');
	return ctl_event(r, "ca-add", true, buf_text(&b));
}

static int
check_words(struct arena *mem, struct wanted *w)
{
	if (word_index(ca_kinds, w->kind) < 0)
		return ctl_fail(EX_DATAERR, "--kind: 应是 ukey 或 mobile");
	if (!read_purpose(w, w->purpose))
		return ctl_fail(EX_DATAERR, "--purpose: 应是 login、sign、seal "
					    "中的几个，用逗号分开");
	if (!(w->code_at = read_place(mem, w->code_at)))
		return ctl_fail(EX_DATAERR,
				"--code-at: 应是 organizationIdentifier、"
				"serialNumber、OU、OID 或 ext:OID");
	if (w->policy && !cert_oid_ok(w->policy))
		return ctl_fail(EX_DATAERR, "--policy: 不是 OID");
	if ((w->crl && !fetch_url_ok(w->crl)) ||
	    (w->ocsp && !fetch_url_ok(w->ocsp)))
		return ctl_fail(EX_DATAERR,
				"地址应以 http:// 或 https:// 开头");
	if (!read_when(w->from, &w->recognised_from) ||
	    !read_when(w->to, &w->recognised_to))
		return ctl_fail(EX_DATAERR, "--from、--to: 应是 2026-01-01 或 "
					    "2026-01-01T00:00:00+08:00");
	return 0;
}

/* ca add */
int
ca_add(int argc, char **argv)
{
	struct wanted w = { .kind = "ukey",
			    .purpose = "login,sign,seal",
			    .code_at = "organizationIdentifier",
			    .recognised_from = NONE,
			    .recognised_to = NONE };
	const struct option_of options[] = {
		{ .name = "name", .value = &w.name },
		{ .name = "root", .value = &w.root },
		{ .name = "intermediate", .many = &w.intermediates },
		{ .name = "kind", .value = &w.kind },
		{ .name = "purpose", .value = &w.purpose },
		{ .name = "policy", .value = &w.policy },
		{ .name = "code-at", .value = &w.code_at },
		{ .name = "from", .value = &w.from },
		{ .name = "to", .value = &w.to },
		{ .name = "crl", .value = &w.crl },
		{ .name = "ocsp", .value = &w.ocsp },
		{ .name = NULL }
	};
	enum err e;
	int rc;

	if (options_read(argc, argv, options) || !w.name || !w.root)
		return ctl_usage();
	if ((rc = check_words(ctl_mem(), &w)) ||
	    (rc = read_files(ctl_mem(), &w)))
		return rc;
	e = ctl_change("ctl", add, &w);
	if (!e)
		printf("CA %lld: %s\n", (long long)w.id, w.name);
	return ctl_outcome(ctl_last(), e, w.name);
}
