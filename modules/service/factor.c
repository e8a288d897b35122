/* The second factor: one-time codes by RFC 6238. */
#include <inttypes.h>

#include "account_sql.h"
#include "conf.h"
#include "json.h"
#include "log.h"
#include "rows.h"
#include "secret.h"
#include "service.h"
#include "session.h"
#include "totp.h"
#include "core_sql.h"

/* clang-format off */
static const struct field factor_row_field[] = {
	TEXT(struct factor_row, secret, 0, 400, F_ROW, NULL),
	TEXT(struct factor_row, next_secret, 0, 400, F_ROW, NULL),
	INT(struct factor_row, hash, 0, 2, F_ROW, NULL),
	INT(struct factor_row, next_hash, 0, 2, F_ROW, NULL),
	INT(struct factor_row, step, 0, INT64_MAX, F_ROW, NULL),
	INT(struct factor_row, confirmed_at, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field factor_field[] = {
	BOOL(struct factor, enrolled, F_OUT, "已登记动态口令"),
	TIME(struct factor, since, F_OUT, "登记时间"),
	BOOL(struct factor, required, F_OUT, "按规定须登记"),
	FIELD_END
};
static const struct field factor_in_field[] = {
	TEXT(struct factor_in, password, 1, 128, F_IN, "口令"),
	TEXT(struct factor_in, code, 1, 9, F_IN | F_OPT, "现在的动态口令（更换时）"),
	FIELD_END
};
static const struct field factor_new_field[] = {
	TEXT(struct factor_new, secret, 16, 200, F_OUT, "密钥（base32）"),
	TEXT(struct factor_new, uri, 16, 500, F_OUT, "otpauth 地址，可生成二维码"),
	FIELD_END
};
static const struct field factor_code_field[] = {
	TEXT(struct factor_code, code, 1, 9, F_IN, "动态口令"),
	FIELD_END
};
/* clang-format on */
RECORD(factor_row, struct factor_row);
RECORD(factor, struct factor);
RECORD(factor_in, struct factor_in);
RECORD(factor_new, struct factor_new);
RECORD(factor_code, struct factor_code);

/* The key that seals secrets, loaded when it is first needed. */
static const unsigned char *
sealing_key(struct req *r)
{
	static unsigned char key[GCM_KEY];
	static bool there;
	const char *file = arena_printf(r->mem, "%s/factor.key", conf.keys);

	if (!there && !(there = secret_load(file, key)))
		log_error("msg=no-key file=%s", file);
	return there ? key : NULL;
}

static const char *
about(struct req *r, int64_t account)
{
	return arena_printf(r->mem, "GGZY-FACTOR-1 %" PRId64, account);
}

/* E_BUG, logged, if the secret was not sealed by us for this account. */
static enum err
unseal(struct req *r, int64_t account, const char *sealed, int64_t hash,
       struct totp *t)
{
	const unsigned char *key = sealing_key(r);

	*t = (struct totp){ .hash = (enum hmac)hash, .digits = TOTP_DIGITS };
	if (!key)
		return E_BUG;
	t->key = secret_open(r->mem, key, about(r, account), sealed, &t->len);
	if (t->key)
		return OK;
	log_error("msg=factor-does-not-open account=%" PRId64, account);
	return E_BUG;
}

static enum err
row_get(struct req *r, int64_t account, struct factor_row *f)
{
	enum err e =
	    db_one(r->db, r->mem, SQL_FACTOR_GET, ARGS(I64(account)), f);

	return e == E_NOTFOUND ? OK : e;
}

enum err
factor_is_right(struct req *r, int64_t account, const char *code, bool *right)
{
	struct factor_row f = { .secret = NULL };
	struct totp t;
	int64_t step;
	enum err e;

	*right = false;
	if ((e = row_get(r, account, &f)) || !f.secret)
		return e;
	if ((e = unseal(r, account, f.secret, f.hash, &t)))
		return e;
	if ((step = totp_find(&t, r->real / 1000, f.step, code)) < 0)
		return OK;
	e = db_exec(r->db, SQL_FACTOR_USE,
		    ARGS(I64(step), I64(account), I64(step)), NULL);
	*right = !e && db_rows(r->db) == 1;
	return e;
}

/* GET /factor -- have I enrolled, do I have to? */
enum err
get_factor(struct req *r)
{
	const unsigned staff = CENTRE | SUPERVISOR | ADMIN | SECURITY | AUDITOR;
	struct factor_row row = { .confirmed_at = NONE };
	struct factor f;
	struct policy p;
	enum err e;

	if ((e = policy_get(r, &p)) || (e = row_get(r, r->user.id, &row)))
		return e;
	f.enrolled = row.secret;
	f.since = row.secret ? row.confirmed_at : NONE;
	f.required = p.staff_factor && (r->user.roles & staff);
	return reply_record(r, &factor_record, &f);
}

static enum err
reply_secret(struct req *r, const struct totp *t)
{
	struct installation i;
	struct factor_new f;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_INSTALLATION_GET, NOARGS, &i)))
		return e;
	f.secret = base32(r->mem, t->key, t->len);
	f.uri = totp_uri(r->mem, t, i.name, r->user.login);
	return reply_record(r, &factor_new_record, &f);
}

/* A secret that counts from its first right code on. */
static enum err
begin(struct req *r, const struct policy *p)
{
	unsigned char secret[TOTP_KEY];
	const unsigned char *key = sealing_key(r);
	struct totp t = { .key = secret,
			  .len = sizeof(secret),
			  .hash = p->factor_hash == 256   ? HMAC_SHA256
				  : p->factor_hash == 512 ? HMAC_SHA512
							  : HMAC_SHA1,
			  .digits = TOTP_DIGITS };
	enum err e;

	if (!key)
		return E_BUG;
	random_bytes(secret, sizeof(secret));
	e = db_exec(r->db, SQL_FACTOR_BEGIN,
		    ARGS(I64(r->user.id),
			 STR(secret_seal(r->mem, key, about(r, r->user.id),
					 secret, sizeof(secret))),
			 I64((int64_t)t.hash)),
		    NULL);
	if (!e)
		e = reply_secret(r, &t);
	wipe_bytes(secret, sizeof(secret));
	return e;
}

/* POST /factor -- a new secret; who has one shows a code of it */
enum err
post_factor(struct req *r)
{
	const struct factor_in *in = r->in;
	struct account_secret a = { .active = false };
	bool right = false;
	struct policy p;
	enum err e;

	if ((e = policy_get(r, &p)) ||
	    (e = login_judge(r, &p, r->user.login, in->password, &a)))
		return e;
	if (a.factor && !in->code)
		return E_FACTOR;
	if (a.factor && (e = factor_is_right(r, a.id, in->code, &right)))
		return e;
	if (a.factor && !right)
		return login_refuse(r, &p, r->user.login, &a);
	if ((e = throttle_forget(r, r->user.login)) ||
	    (e = account_event(r, "factor-begin", NULL)))
		return e;
	return begin(r, &p);
}

/* POST /factor/confirm -- its first code; every other session ends */
enum err
post_factor_confirm(struct req *r)
{
	const struct factor_code *in = r->in;
	struct factor_row f = { .secret = NULL };
	struct totp t;
	int64_t step;
	enum err e;

	if ((e = row_get(r, r->user.id, &f)))
		return e;
	if (!f.next_secret)
		return req_say(r, E_STATE, "没有待确认的密钥，请先申请");
	if ((e = unseal(r, r->user.id, f.next_secret, f.next_hash, &t)))
		return e;
	if ((step = totp_find(&t, r->real / 1000, 0, in->code)) < 0)
		return req_bad(r, "code", "动态口令不对，请核对手机的时间");
	if ((e = db_exec(r->db, SQL_FACTOR_CONFIRM,
			 ARGS(I64(step), I64(r->real), I64(r->user.id)),
			 NULL)) ||
	    (e = session_close_all(r, r->user.id)) ||
	    (e = session_open_for(r, r->user.id,
				  r->user.pending & ~PENDING_FACTOR, NULL)) ||
	    (e = account_event(r, "factor", NULL)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}

/* POST /accounts/:id/factor/reset -- who lost the telephone enrols anew */
enum err
post_factor_reset(struct req *r)
{
	enum err e;

	if ((e = account_enter(r)) ||
	    (e = db_exec(r->db, SQL_FACTOR_DEL, ARGS(I64(r->id)), NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_STATE,
			       "这个账号没有登记动态口令，不用重设");
	if ((e = session_close_all(r, r->id)) ||
	    (e = account_reason_event(r, "factor-reset")))
		return e;
	return account_reply(r);
}
