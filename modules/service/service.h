#ifndef SERVICE_H
#define SERVICE_H
#include "crypt_cert.h"
#include "policy.h"
#include "req.h"

/*
 * The public service: accounts and who may do what; everything public as
 * resources.  It reads the trading databases through views that show public
 * columns of public trades, and takes no step in a trade.
 */

struct one_number {
	int64_t n;
};
extern const struct record one_number_record;

/* -- accounts: account.c, register.c, login.c, password.c, factor.c, me.c,
 *    key.c, role.c, expert.c, cert.c, cert_login.c */

struct account_secret {
	int64_t id, password_at;
	const char *password;
	bool active, must_change;
	bool factor; /* has enrolled one-time codes */
	bool staff;  /* works for the platform or the supervision */
};
struct account {
	int64_t id, subject, created_at;
	int64_t locked_until; /* by failures, true time */
	bool factor;
	const char *login, *name, *subject_name, *credit_code, *phone, *status;
	const char *roles; /* JSON */
};
struct account_query {
	const char *login, *status, *credit_code;
	int64_t role, after, limit;
};
struct register_in {
	const char *credit_code, *company, *address, *legal_person;
	const char *contact, *phone, *login, *password;
	int64_t region;
};
struct colleague_in {
	const char *name, *phone, *login, *password;
};
struct login_in {
	const char *login, *password, *code;
};
struct password_in {
	const char *old, *new;
};
struct password_old {
	const char *password;
};
struct password_new {
	const char *login, *password;
};
struct factor_row {
	const char *secret, *next_secret; /* sealed, hex, or NULL */
	int64_t hash, next_hash, step, confirmed_at;
};
struct factor {
	int64_t since;
	bool enrolled, required;
};
struct factor_in {
	const char *password, *code;
};
struct factor_new {
	const char *secret, *uri;
};
struct factor_code {
	const char *code;
};
struct me {
	int64_t id, subject;
	const char *login, *name, *subject_name, *credit_code;
	struct list roles;   /* of struct grant */
	struct list pending; /* "password", "factor": to be done first */
};
struct session_out {
	const char *id, *address;
	int64_t created_at, seen_at, expires_at;
	bool current;
};
struct key_in {
	const char *kty, *crv, *x, *y;
};
struct key_certificate_in {
	const char *certificate;
};
struct key_out {
	int64_t id, valid_to, created_at, revoked_at;
	const char *thumbprint, *jwk;
	const char *certificate, *subject; /* NULL: a bare key */
};
struct challenge_out {
	const char *challenge, *login_text, *bind_text;
	int64_t expires_at;
};
struct certificate_in {
	const char *challenge, *certificate, *signature;
};
struct certificate_out {
	int64_t id, valid_from, valid_to, bound_at, revoked_at;
	const char *fingerprint, *subject, *serial, *code, *ca;
};
struct one_code {
	const char *code;
};
struct reason_in {
	const char *reason;
};
struct avoid_in {
	const char *subject, *reason;
};
struct expert_in {
	const char *login, *password, *name, *resident_id, *employer, *title;
	const char *phone;
	int64_t region, years;
	struct list classes; /* of text */
	struct list avoid;   /* of struct avoid_in */
};
struct expert_query {
	const char *class;
	int64_t region, after, limit;
};
struct expert_out {
	int64_t id, account, region, years, created_at;
	const char *name, *resident_id, *employer, *title, *status;
	const char *classes; /* JSON */
};
extern const struct record account_secret_record, account_record,
    account_query_record, register_in_record, colleague_in_record,
    login_in_record, password_in_record, password_old_record,
    password_new_record, factor_row_record, factor_record, factor_in_record,
    factor_new_record, factor_code_record, me_record, session_out_record,
    challenge_out_record, certificate_in_record, certificate_out_record,
    one_code_record, key_in_record, key_certificate_in_record, key_out_record,
    reason_in_record, avoid_in_record, expert_in_record, expert_query_record,
    expert_out_record;

/* The event of something done to an account; detail as in event.h. */
enum err account_event(struct req *, const char *verb, const char *detail);
/* Checks login and password of a new account, making the login small. */
enum err account_check(struct req *, const char **login, const char *password);
/* The reply that shows the account of r->id. */
enum err account_reply(struct req *);
/* The account of the path, locked against others, whose log-in is to be reset;
 * E_STATE for one's own and an administrator's, E_ROLE unless all its roles
 * hold where the user is security administrator. */
enum err account_enter(struct req *);
/* The event of what was done to it for the reason that came in. */
enum err account_reason_event(struct req *, const char *verb);
/* Adds it; E_EXISTS says so of the login. */
enum err account_add(struct req *, const struct colleague_in *, int64_t subject,
		     int64_t *id);
/* E_FIELD unless the region is one of ours. */
enum err region_check(struct req *, const char *field, int64_t region);

/* The reply of /me for an account. */
enum err me_reply(struct req *, int64_t id);

struct judged;
/*
 * Takes the challenge out of the request and checks that the certificate's key
 * signed its text, and then that the certificate is good.  *why as in cert.h.
 * Nothing about any account is asked before.
 */
enum err cert_prove(struct req *, bool bind, struct judged *,
		    enum cert_why *why);
/* Waits like a log-in; the failure is counted, and the reason told. */
enum err cert_wait(struct req *);
enum err cert_fail(struct req *, enum cert_why, const char *verb);
/* CERT_OTHER_CODE unless its code is that of whom the account acts for. */
enum err cert_is_ours(struct req *, const struct judged *, enum cert_why *why);
/* The account policy (policy.h). */
enum err policy_get(struct req *, struct policy *);

/* Failed log-ins: E_THROTTLE while one must wait. */
enum err throttle_check(struct req *, const struct policy *, const char *login);
enum err throttle_fail(struct req *, const struct policy *, const char *login,
		       int64_t account);
enum err throttle_forget(struct req *, const char *login);

/* Is it the password of an account that may log in?  If not, the failure is
 * counted and kept, and the outcome E_PASSWORD. */
enum err login_judge(struct req *, const struct policy *, const char *login,
		     const char *password, struct account_secret *);
enum err login_refuse(struct req *, const struct policy *, const char *login,
		      const struct account_secret *);
/* Is it a code of the account, not used before?  Uses it. */
enum err factor_is_right(struct req *, int64_t account, const char *code,
			 bool *right);

enum err post_register(struct req *);
enum err post_account(struct req *);
enum err get_account(struct req *);
enum err list_accounts(struct req *);
enum err post_account_lock(struct req *);
enum err post_account_unlock(struct req *);
enum err post_login(struct req *);
enum err post_logout(struct req *);
enum err get_me(struct req *);
enum err post_password(struct req *);
enum err post_password_reset(struct req *);
enum err get_factor(struct req *);
enum err post_factor(struct req *);
enum err post_factor_confirm(struct req *);
enum err post_factor_reset(struct req *);
enum err list_sessions(struct req *);
enum err post_session_revoke(struct req *);
enum err post_sessions_revoke(struct req *);
enum err post_challenge(struct req *);
enum err post_login_certificate(struct req *);
enum err list_certificates(struct req *);
enum err post_certificate(struct req *);
enum err post_certificate_revoke(struct req *);
enum err list_keys(struct req *);
enum err post_key(struct req *);
enum err post_key_certificate(struct req *);
enum err post_key_revoke(struct req *);
enum err post_role(struct req *);
enum err post_role_revoke(struct req *);
enum err post_expert(struct req *);
enum err list_experts(struct req *);
enum err post_expert_suspend(struct req *);
enum err post_expert_resume(struct req *);

#endif
