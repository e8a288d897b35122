/* Challenges, and logging in by signing one. */
#include "account_sql.h"
#include "cert.h"
#include "conf.h"
#include "crypt.h"
#include "json.h"
#include "service.h"
#include "session.h"

#define CHALLENGE 32       /* bytes */
#define LIVES_MS 300000    /* a UKey's password has to be typed */
#define MAX_OF_ADDRESS 200 /* challenges open at a time */

/* clang-format off */
static const struct field challenge_out_field[] = {
	TEXT(struct challenge_out, challenge, 43, 43, F_OUT, "口令串"),
	TEXT(struct challenge_out, login_text, 1, 400, F_OUT, "登录时签名的文字"),
	TEXT(struct challenge_out, bind_text, 1, 400, F_OUT, "绑定证书时签名的文字"),
	TIME(struct challenge_out, expires_at, F_OUT, "有效期至"),
	FIELD_END
};
static const struct field certificate_in_field[] = {
	TEXT(struct certificate_in, challenge, 43, 43, F_IN, "口令串"),
	TEXT(struct certificate_in, certificate, 1, 8000, F_IN, "证书（base64 的 DER）"),
	TEXT(struct certificate_in, signature, 1, 3000, F_IN, "签名（base64）"),
	FIELD_END
};
/* clang-format on */
RECORD(challenge_out, struct challenge_out);
RECORD(certificate_in, struct certificate_in);

/* Each purpose has a text of its own, and each installation its address. */
static char *
login_text(struct req *r, const char *challenge)
{
	return arena_printf(r->mem, "GGZY-LOGIN-1\n%s\n%s\n", conf.url,
			    challenge);
}

static char *
bind_text(struct req *r, const char *challenge)
{
	return arena_printf(r->mem, "GGZY-BIND-1\n%s\n%s\n%s\n", conf.url,
			    r->user.login, challenge);
}

/* POST /challenge -- something to sign, once, within minutes */
enum err
post_challenge(struct req *r)
{
	unsigned char secret[CHALLENGE];
	struct challenge_out c = { .expires_at = r->real + LIVES_MS };
	const char *address = r->address ? r->address : "";
	struct one_number open;
	enum err e;

	if ((e = db_exec(r->db, SQL_CHALLENGE_SWEEP, ARGS(I64(r->real)),
			 NULL)) ||
	    (e = db_one(r->db, r->mem, SQL_CHALLENGE_COUNT,
			ARGS(STR(address), I64(r->real)), &open)))
		return e;
	if (open.n >= MAX_OF_ADDRESS)
		return E_THROTTLE;
	random_bytes(secret, sizeof(secret));
	c.challenge = base64url(r->mem, secret, sizeof(secret));
	c.login_text = login_text(r, c.challenge);
	if (r->user.id)
		c.bind_text = bind_text(r, c.challenge);
	e = db_exec(r->db, SQL_CHALLENGE_ADD,
		    ARGS(STR(hex_sha256(r->mem, c.challenge,
					strlen(c.challenge))),
			 STR(address), I64(c.expires_at)),
		    NULL);
	if (e)
		return e;
	r->status = 201;
	return reply_record(r, &challenge_out_record, &c);
}

/* A challenge serves once, whatever comes of it. */
static enum err
take(struct req *r, const char *challenge, enum cert_why *why)
{
	const char *digest = hex_sha256(r->mem, challenge, strlen(challenge));
	enum err e = db_exec(r->db, SQL_CHALLENGE_TAKE,
			     ARGS(STR(digest), I64(r->real)), NULL);

	*why = !e && db_rows(r->db) == 1 ? CERT_OK : CERT_CHALLENGE;
	return e;
}

static enum cert_why
possession(struct req *r, bool bind, struct der der)
{
	const struct certificate_in *in = r->in;
	const char *text =
	    bind ? bind_text(r, in->challenge) : login_text(r, in->challenge);
	size_t len;
	void *sig = unbase64(r->mem, in->signature, &len);

	return sig ? cert_verify(der, text, strlen(text), sig, len)
		   : CERT_SIGNATURE;
}

enum err
cert_prove(struct req *r, bool bind, struct judged *j, enum cert_why *why)
{
	const struct certificate_in *in = r->in;
	struct der der;
	enum err e;

	if ((e = take(r, in->challenge, why)) || *why)
		return e;
	*why = CERT_SYNTAX;
	if (!cert_header(r->mem, in->certificate, &der))
		return OK;
	if ((*why = possession(r, bind, der)))
		return OK;
	e = cert_judge(r, der, CERT_LOGIN, j, why);
	/* who may only sign with it, may bind it for that */
	if (!e && bind && *why == CERT_PURPOSE)
		e = cert_judge(r, der, CERT_SIGN, j, why);
	return e;
}

/* What is counted: the certificate, as a password's log-in name is. */
static const char *
counted(struct req *r)
{
	const struct certificate_in *in = r->in;

	return hex_sha256(r->mem, in->certificate, strlen(in->certificate));
}

enum err
cert_wait(struct req *r)
{
	struct policy p;
	enum err e = policy_get(r, &p);

	return e ? e : throttle_check(r, &p, counted(r));
}

enum err
cert_fail(struct req *r, enum cert_why why, const char *verb)
{
	struct policy p;
	struct buf b;
	enum err e;

	if ((e = policy_get(r, &p)))
		return e;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "reason");
	json_text(&b, cert_name(why));
	buf_char(&b, '}');
	if ((e = throttle_fail(r, &p, counted(r), NONE)) ||
	    (e = account_event(r, verb, buf_text(&b))))
		return e;
	r->keep = true;
	return cert_refuse(r, why);
}

/* Whose it is; an account that is closed is nobody's. */
static enum err
account_of(struct req *r, const struct judged *j, int64_t *id,
	   enum cert_why *why)
{
	struct bound_certificate b;
	struct one_number active;
	enum err e;

	if ((e = cert_bound(r, j, &b, why)) || *why)
		return e;
	if ((e = db_one(r->db, r->mem, SQL_ACCOUNT_ACTIVE, ARGS(I64(b.account)),
			&active)))
		return e;
	*why = active.n ? CERT_OK : CERT_UNBOUND;
	*id = b.account;
	return OK;
}

/* POST /login/certificate -- begin a session */
enum err
post_login_certificate(struct req *r)
{
	enum cert_why why;
	struct judged j;
	int64_t id;
	enum err e;

	if ((e = cert_wait(r)) || (e = cert_prove(r, false, &j, &why)))
		return e;
	if (!why && (e = account_of(r, &j, &id, &why)))
		return e;
	if (why)
		return cert_fail(r, why, "login-refused");
	if (r->user.id) { /* whoever used this browser before */
		if ((e = session_close(r)))
			return e;
		r->extra = NULL;
	}
	if ((e = throttle_forget(r, counted(r))) ||
	    (e = session_open(r, id, NULL)))
		return e;
	r->user.id = id;
	r->user.subject = NONE;
	e = account_event(r, "login-certificate",
			  arena_printf(r->mem, "{\"certificate\":\"%s\"}",
				       j.cert.fingerprint));
	return e ? e : me_reply(r, id);
}
