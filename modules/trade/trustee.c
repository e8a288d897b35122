/* Those who hold the shares of an opening. */
#include <inttypes.h>

#include "bid.h"
#include "jose.h"
#include "json.h"

#include "bid_sql.h"

const char *const trustee_sides[] = { "owner", "centre", "supervision", NULL };

/* Roles, one of which a trustee of the side holds in the trade's region. */
static const char *const side_roles[] = { "owner,agency", "centre",
					  "supervisor" };
static const char *const side_labels[] = { "招标人", "交易中心", "监督部门" };

struct trustee_choice {
	int64_t account, subject, account_key;
	const char *jwk;
	bool holds;
};

/* clang-format off */
static const struct field trustee_field[] = {
	INT(struct trustee, position, 1, TRUSTEES, F_OUT, "序位"),
	ENUM(struct trustee, side, trustee_sides, F_OUT, "方"),
	TEXT(struct trustee, name, 1, 60, F_OUT, "姓名"),
	TEXT(struct trustee, thumbprint, 43, 43, F_OUT, "公钥指纹"),
	{ "jwk", K_RAW, offsetof(struct trustee, jwk), 0, 0, F_OUT, NULL, "公钥" },
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
	INT(struct trustee_form, threshold, 2, TRUSTEES, F_IN, "开启所需人数"),
	TEXT(struct trustee_form, suite, 1, 40, F_IN | F_OPT, "算法套件"),
	LIST(struct trustee_form, trustees, &pick_record, TRUSTEES, TRUSTEES, F_IN, "受托人"),
	FIELD_END
};
RECORD(trustee_form, struct trustee_form);

static const struct field trustee_sheet_field[] = {
	TEXT(struct trustee_sheet, trade, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct trustee_sheet, suite, 1, 40, F_OUT, "算法套件"),
	INT(struct trustee_sheet, threshold, 2, TRUSTEES, F_OUT, "开启所需人数"),
	TIME(struct trustee_sheet, deadline, F_OUT, "投标截止"),
	LIST(struct trustee_sheet, trustees, &trustee_record, 0, TRUSTEES, F_OUT, "受托人"),
	FIELD_END
};
RECORD(trustee_sheet, struct trustee_sheet);

static const struct field trustee_choice_field[] = {
	INT(struct trustee_choice, account, 1, INT64_MAX, F_ROW, NULL),
	INT(struct trustee_choice, subject, 0, INT64_MAX, F_ROW, NULL),
	INT(struct trustee_choice, account_key, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct trustee_choice, jwk, 0, 1000, F_ROW, NULL),
	BOOL(struct trustee_choice, holds, F_ROW, NULL),
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

static const struct suite *
suite_of_key(const char *jwk)
{
	return jwk_suite(jwk, strlen(jwk));
}

/* The account of a pick, or a reason on its field. */
static enum err
choose(struct req *r, size_t i, const struct trustee_pick *p,
       const struct suite *s, struct trustee_choice *c)
{
	const struct trade *t = &r->trade;
	const char *field = arena_printf(r->mem, "trustees[%zu].login", i);
	enum err e;

	e = db_one(r->db, r->mem, SQL_TRUSTEE_PICK,
		   ARGS(STR(side_roles[p->side]), I64(t->region),
			I64(t->region), I64(t->region),
			STR(s ? s->curve : NULL), STR(s ? s->curve : NULL),
			STR(p->login)),
		   c);
	if (e == E_NOTFOUND)
		return req_bad(r, field, "没有这个账号");
	if (e)
		return e;
	if (!c->holds || (p->side == TRUSTEE_OWNER && c->subject != t->owner &&
			  c->subject != t->agency))
		return req_bad(r, field, "账号不能代表%s",
			       side_labels[p->side]);
	if (c->account_key == NONE)
		return req_bad(r, field, "账号还没有登记%s公钥",
			       s ? arena_printf(r->mem, " %s ", s->curve) : "");
	return OK;
}

/* One of each side, in the order of the sides. */
static enum err
choose_all(struct req *r, const struct trustee_form *in,
	   struct trustee_choice c[TRUSTEES])
{
	const struct suite *s = in->suite ? suite_of_name(in->suite) : NULL;
	const struct trustee_pick *p = in->trustees.at;
	bool seen[TRUSTEES] = { false };
	enum err e = OK, bad = OK;
	size_t i;

	if (in->suite && !s)
		return req_bad(r, "suite", "没有这种算法套件");
	for (i = 0; i < TRUSTEES; i++) {
		if (seen[p[i].side])
			return req_bad(r, "trustees",
				       "招标人、交易中心、监督部门各一人");
		seen[p[i].side] = true;
		e = choose(r, i, &p[i], s, &c[p[i].side]);
		if (e && e != E_FIELD)
			return e;
		bad = e ? e : bad;
	}
	if (bad)
		return bad;
	if (c[0].account == c[1].account || c[0].account == c[2].account ||
	    c[1].account == c[2].account)
		return req_bad(r, "trustees", "须是三个不同的人");
	/* a share wrapped the weaker way would be the way in */
	for (i = 1; i < TRUSTEES; i++)
		if (suite_of_key(c[i].jwk) != suite_of_key(c[0].jwk))
			return req_bad(r, "suite",
				       "三人的公钥不是同一算法套件的，"
				       "请写明用哪一套");
	return OK;
}

static enum err
store(struct req *r, const struct trustee_choice c[TRUSTEES], int64_t threshold)
{
	int64_t i;
	enum err e;

	if ((e = db_exec(r->db, SQL_TRUSTEE_CLEAR, ARGS(I64(r->trade.id)),
			 NULL)))
		return e;
	for (i = 0; i < TRUSTEES; i++)
		if ((e = db_exec(r->db, SQL_TRUSTEE_ADD,
				 ARGS(STR(r->domain), I64(r->trade.id),
				      I64(i + 1), STR(trustee_sides[i]),
				      I64(c[i].account), I64(c[i].account_key)),
				 NULL)))
			return e;
	r->trade.threshold = threshold;
	return db_exec(r->db, SQL_TRUSTEE_THRESHOLD,
		       ARGS(I64(threshold), I64(r->trade.id)), NULL);
}

static enum err
reply(struct req *r)
{
	struct trustee_sheet sheet = { .trade = r->trade.deal_code,
				       .threshold = r->trade.threshold,
				       .deadline = r->trade.deadline };
	const struct trustee *first;
	const struct suite *s = NULL;
	enum err e;

	if ((e = trustee_list(r, &sheet.trustees)))
		return e;
	first = sheet.trustees.at;
	if (sheet.trustees.n)
		s = suite_of_key(first->jwk);
	sheet.suite = s ? s->name : NULL;
	return reply_record(r, &trustee_sheet_record, &sheet);
}

/* POST /trades/:id/trustees -- who opens the bids; again to replace them */
enum err
post_trustees(struct req *r)
{
	const struct trustee_form *in = r->in;
	struct trustee_choice c[TRUSTEES];
	enum err e;

	if ((e = choose_all(r, in, c)) ||
	    (e = trade_step(r, in,
			    arena_printf(r->mem,
					 "{\"threshold\":%" PRId64
					 ",\"accounts\":[%" PRId64 ",%" PRId64
					 ",%" PRId64 "]}",
					 in->threshold, c[0].account,
					 c[1].account, c[2].account))) ||
	    (e = store(r, c, in->threshold)))
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
