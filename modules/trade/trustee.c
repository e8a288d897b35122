/* Those who hold the shares of an opening. */
#include <inttypes.h>

#include "bid.h"
#include "crypt_cert.h"
#include "jose.h"
#include "json.h"

#include "bid_sql.h"

const char *const trustee_sides[] = { "owner", "centre", "supervision", NULL };

/* Else one alone could keep every bid shut, by not coming. */
#define ONE_MAY_FAIL "开启所需人数须少于受托人：缺了任何一位也要能够开启"

const char *const trustee_labels[] = { "招标人", "交易中心", "监督部门", NULL };

/* clang-format off */
static const struct field trustee_field[] = {
	INT(struct trustee, position, 1, ENVELOPE_TRUSTEES, F_OUT, "序位"),
	ENUM(struct trustee, side, trustee_sides, F_OUT, "方"),
	TEXT(struct trustee, name, 1, 60, F_OUT, "姓名"),
	TEXT(struct trustee, thumbprint, 43, 43, F_OUT, "公钥指纹"),
	{ "jwk", K_RAW, offsetof(struct trustee, jwk), 0, 0, F_OUT, NULL, "公钥" },
	TEXT(struct trustee, certificate, 64, 64, F_OUT, "加密证书（SHA-256）"),
	RAW(struct trustee, chain, "证书链（base64 的 DER，加密证书在前）"),
	INT(struct trustee, account, 1, INT64_MAX, F_ROW, NULL),
	TIME(struct trustee, released_at, F_OUT, "释放份额的时间"),
	FIELD_END
};
RECORD(trustee, struct trustee);

static const struct field pick_field[] = {
	ENUM(struct trustee_pick, side, trustee_sides, F_IN, "方"),
	TEXT(struct trustee_pick, login, 1, 60, F_IN, "账号"),
	FIELD_END
};
static const struct record pick_record = {
	"trustee_pick", sizeof(struct trustee_pick), pick_field
};

static const struct field trustee_form_field[] = {
	INT(struct trustee_form, threshold, 2, ENVELOPE_TRUSTEES, F_IN, "开启所需人数"),
	TEXT(struct trustee_form, suite, 1, 40, F_IN | F_OPT, "算法套件"),
	LIST(struct trustee_form, trustees, &pick_record, TRUSTEE_SIDES, ENVELOPE_TRUSTEES, F_IN, "受托人"),
	FIELD_END
};
RECORD(trustee_form, struct trustee_form);

static const struct field trustee_sheet_field[] = {
	TEXT(struct trustee_sheet, trade, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct trustee_sheet, suite, 1, 40, F_OUT, "算法套件"),
	INT(struct trustee_sheet, threshold, 2, ENVELOPE_TRUSTEES, F_OUT, "开启所需人数"),
	ENUM(struct trustee_sheet, opening_rule, opening_rules, F_OUT, "由谁解密"),
	TIME(struct trustee_sheet, deadline, F_OUT, "投标截止"),
	LIST(struct trustee_sheet, trustees, &trustee_record, 0, ENVELOPE_TRUSTEES, F_OUT, "受托人"),
	FIELD_END
};
RECORD(trustee_sheet, struct trustee_sheet);

static const struct field trustee_choice_field[] = {
	INT(struct trustee_choice, position, 1, ENVELOPE_TRUSTEES, F_ROW, NULL),
	INT(struct trustee_choice, account, 1, INT64_MAX, F_ROW, NULL),
	INT(struct trustee_choice, subject, 0, INT64_MAX, F_ROW, NULL),
	INT(struct trustee_choice, account_key, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct trustee_choice, thumbprint, 43, 43, F_ROW, NULL),
	TEXT(struct trustee_choice, jwk, 0, 1000, F_ROW, NULL),
	INT(struct trustee_choice, certificate, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct trustee_choice, code, 18, 18, F_ROW, NULL),
	TEXT(struct trustee_choice, der, 0, 2 * CERT_DER_MAX, F_ROW, NULL),
	BOOL(struct trustee_choice, holds, F_ROW, NULL),
	BOOL(struct trustee_choice, certified, F_ROW, NULL),
	BOOL(struct trustee_choice, given_up, F_ROW, NULL),
	FIELD_END
};
RECORD(trustee_choice, struct trustee_choice);
/* clang-format on */

enum err
trustee_list(struct req *r, struct list *l)
{
	return db_all(r->db, r->mem, SQL_TRUSTEE_LIST, ARGS(I64(r->trade.id)),
		      l);
}

/* Asks a rule for a least number; E_RULE if there are fewer. */
static enum err
at_least(struct req *r, const char *key, int64_t n, const char *what)
{
	const struct rule *rule;
	int64_t min;
	enum err e;

	if ((e = rule_get(r, key, &rule)) || (e = rule_int(r, key, &min)) ||
	    n >= min)
		return e;
	return rule_refuse(r, rule, arena_printf(r->mem, "%" PRId64 " 人", n),
			   arena_printf(r->mem, "不少于 %" PRId64 " 人", min),
			   what);
}

static enum err
numbers_are_lawful(struct req *r, int64_t n, int64_t threshold)
{
	enum err e = at_least(r, "ebid.trustee.count", n, "请增加受托人");

	return e ? e
		 : at_least(r, "ebid.trustee.threshold", threshold,
			    "请提高开启所需人数");
}

/* Each side has somebody, and none has enough to open alone. */
static enum err
sides_are_lawful(struct req *r, const struct trustee_form *in)
{
	const struct trustee_pick *p = in->trustees.at;
	int64_t n[TRUSTEE_SIDES] = { 0 };
	size_t i;

	for (i = 0; i < in->trustees.n; i++)
		n[p[i].side]++;
	for (i = 0; i < TRUSTEE_SIDES; i++) {
		if (!n[i])
			return req_bad(r, "trustees",
				       "招标人、交易中心、监督部门各至少一人");
		if (n[i] >= in->threshold)
			return req_bad(r, "trustees",
				       "%s的人数不能达到开启所需人数",
				       trustee_labels[i]);
	}
	if (in->threshold >= (int64_t)in->trustees.n)
		return req_bad(r, "threshold", "%s", ONE_MAY_FAIL);
	return OK;
}

/* Positions follow the order in which they were given. */
static enum err
store(struct req *r, const struct trustee_form *in,
      const struct trustee_choice *c)
{
	const struct trustee_pick *p = in->trustees.at;
	size_t i;
	enum err e;

	if ((e = db_exec(r->db, SQL_TRUSTEE_CLEAR, ARGS(I64(r->trade.id)),
			 NULL)))
		return e;
	for (i = 0; i < in->trustees.n; i++)
		if ((e = db_exec(r->db, SQL_TRUSTEE_ADD,
				 ARGS(STR(r->domain), I64(r->trade.id),
				      I64((int64_t)i + 1),
				      STR(trustee_sides[p[i].side]),
				      I64(c[i].account), I64(c[i].account_key),
				      I64(c[i].certificate), STR(c[i].chain),
				      I64(c[i].crl), I64(c[i].ocsp),
				      I64(r->real)),
				 NULL)))
			return e;
	r->trade.threshold = in->threshold;
	return db_exec(r->db, SQL_TRUSTEE_THRESHOLD,
		       ARGS(I64(in->threshold), I64(r->trade.id)), NULL);
}

static const char *
detail(struct req *r, const struct trustee_form *in,
       const struct trustee_choice *c)
{
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_printf(&b, "{\"threshold\":%" PRId64 ",\"accounts\":[",
		   in->threshold);
	for (i = 0; i < in->trustees.n; i++) {
		json_comma(&b);
		json_int(&b, c[i].account);
	}
	buf_str(&b, "]}");
	return buf_text(&b);
}

static enum err
reply(struct req *r)
{
	struct trustee_sheet sheet = { .trade = r->trade.deal_code,
				       .threshold = r->trade.threshold,
				       .opening_rule = r->trade.opening_rule,
				       .deadline = r->trade.deadline };
	const struct trustee *first;
	const struct suite *s = NULL;
	enum err e;

	if ((e = trustee_list(r, &sheet.trustees)))
		return e;
	first = sheet.trustees.at;
	if (sheet.trustees.n)
		s = jwk_suite(first->jwk, strlen(first->jwk));
	sheet.suite = s ? s->name : NULL;
	return reply_record(r, &trustee_sheet_record, &sheet);
}

/* POST /trades/:id/trustees -- who opens the bids; again to replace them */
enum err
post_trustees(struct req *r)
{
	const struct trustee_form *in = r->in;
	struct trustee_choice c[ENVELOPE_TRUSTEES];
	enum err e;

	if ((e = sides_are_lawful(r, in)) || (e = trustees_choose(r, in, c)) ||
	    (e = numbers_are_lawful(r, (int64_t)in->trustees.n,
				    in->threshold)) ||
	    (e = trade_step(r, in, detail(r, in, c))) || (e = store(r, in, c)))
		return e;
	return reply(r);
}

/* GET /trades/:id/trustees -- the keys to seal for */
enum err
get_trustees(struct req *r)
{
	enum err e = trade_read(r, r->id, NULL);

	return e ? e : reply(r);
}

enum err
trustees_are_set(struct req *r)
{
	struct list l = { 0, NULL };
	const struct rule *rule;
	enum err e;

	if ((e = trustee_list(r, &l)))
		return e;
	if (l.n && r->trade.threshold != NONE) {
		if (r->trade.threshold >= (int64_t)l.n)
			return req_say(r, E_STATE, "%s", ONE_MAY_FAIL);
		e = numbers_are_lawful(r, (int64_t)l.n, r->trade.threshold);
		return e ? e : trustee_keys_hold(r);
	}
	if ((e = rule_get(r, "ebid.no_decrypt_before", &rule)))
		return e;
	return rule_refuse(r, rule, NULL,
			   "先确定开标密钥的保管人，没有人能单独开启",
			   "请在招标人、交易中心、监督部门中选定保管人");
}
