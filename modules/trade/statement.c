/* Texts of which the log has the digest; TRUST.md describes them. */
#include "bid.h"
#include "crypt.h"
#include "json.h"
#include "rank.h"
#include "statement.h"
#include "trade.h"

#include "step_sql.h"

enum err
statement_add(struct req *r, const char *kind, const char *text,
	      const char **digest)
{
	*digest = hex_sha256(r->mem, text, strlen(text));
	return db_exec(r->db, SQL_STATEMENT_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), STR(kind),
			    STR(*digest), STR(text), I64(r->now)),
		       NULL);
}

static void
text(struct buf *b, const char *name, const char *s)
{
	json_key(b, name);
	json_text(b, s);
}

static void
number(struct buf *b, const char *name, int64_t n)
{
	json_key(b, name);
	json_int(b, n);
}

/* An ENUM of the conditions as its word. */
static void
word(struct buf *b, const char *name, int64_t n)
{
	const struct field *f = field_find(&conditions_record, name);

	text(b, name, word_at(f->of, n));
}

static void
rule(struct buf *b, const struct rule *x)
{
	json_comma(b);
	buf_char(b, '{');
	text(b, "rule_key", x->rule_key);
	text(b, "op", x->op);
	text(b, "value", x->value);
	number(b, "num", x->num);
	number(b, "den", x->den);
	text(b, "unit", x->unit);
	text(b, "law", x->law);
	text(b, "article", x->article);
	buf_char(b, '}');
}

static void
holder(struct buf *b, const struct trustee *t)
{
	json_comma(b);
	buf_char(b, '{');
	number(b, "position", t->position);
	text(b, "side", trustee_sides[t->side]);
	text(b, "thumbprint", t->thumbprint);
	if (t->certificate) {
		text(b, "certificate", t->certificate);
		json_key(b, "chain");
		buf_str(b, t->chain);
	}
	buf_char(b, '}');
}

static void
conditions(struct buf *b, const struct conditions *c)
{
	/* no condition that people write, as the others are */
	bool highest = c->evaluation == EVAL_HIGHEST - 1;

	text(b, "deal_code", c->deal_code);
	text(b, "name", c->name);
	text(b, "method", c->method);
	if (highest) {
		text(b, "content", "sale");
		text(b, "evaluation", "highest");
	} else {
		word(b, "content", c->content);
		word(b, "evaluation", c->evaluation);
	}
	word(b, "price_form", c->price_form);
	number(b, "ceiling", c->ceiling);
	number(b, "deposit_fen", c->deposit_fen);
	json_key(b, "consortium");
	buf_str(b, c->consortium ? "true" : "false");
	text(b, "expert_classes", c->expert_classes);
	number(b, "panel_size", c->panel_size);
	number(b, "panel_owners", c->panel_owners);
	json_key(b, "deadline");
	json_time(b, c->deadline);
	number(b, "threshold", c->threshold);
	number(b, "decrypt_minutes", c->decrypt_minutes);
	word(b, "opening_rule", c->opening_rule);
	json_key(b, "score_items");
	json_list(b, &score_item_record, &c->score_items, F_OUT);
}

enum err
terms_begin(struct req *r, struct buf *b)
{
	struct list rules = { 0, NULL }, trustees = { 0, NULL };
	struct conditions c;
	enum err e;
	size_t i;

	if ((e = conditions_get(r, r->trade.id, &c)) ||
	    (e = db_all(r->db, r->mem, SQL_RULE_FROZEN_LIST,
			ARGS(I64(r->trade.id)), &rules)) ||
	    (e = trustee_list(r, &trustees)))
		return e;
	buf_init(b, r->mem);
	buf_char(b, '{');
	conditions(b, &c);
	json_key(b, "rules");
	buf_char(b, '[');
	for (i = 0; i < rules.n; i++)
		rule(b, (const struct rule *)rules.at + i);
	buf_char(b, ']');
	json_key(b, "trustees");
	buf_char(b, '[');
	for (i = 0; i < trustees.n; i++)
		holder(b, (const struct trustee *)trustees.at + i);
	buf_char(b, ']');
	return OK;
}

enum err
terms_state(struct req *r, const char **digest)
{
	struct buf b;
	enum err e;

	if ((e = terms_begin(r, &b)))
		return e;
	buf_char(&b, '}');
	return statement_add(r, "terms", buf_text(&b), digest);
}
