/* Mining rights by agreement (协议出让): made public before it is signed. */
#include <inttypes.h>

#include "json.h"
#include "land.h"
#include "mining.h"
#include "statement.h"

#include "mining_sql.h"
#include "sale_sql.h"

static enum err
announce(struct req *r, const struct notice_form *in, const struct mining *m,
	 int64_t end)
{
	struct mining_basis basis;
	struct buf facts;
	enum err e;

	if ((e = basis_get(r, m->basis, &basis)))
		return e;
	buf_init(&facts, r->mem);
	fact_add(&facts, "出让方式",
		 m->converts ? "探矿权转采矿权" : "协议出让");
	fact_add(&facts, "情形", basis.name);
	fact_add(&facts, "依据",
		 arena_printf(r->mem, "%s%s", basis.law,
			      basis.article ? basis.article : ""));
	fact_add(&facts, "批准文号", m->approval);
	fact_add(&facts, "受让人", m->grantee);
	fact_add(&facts, "协议价", money_text(r->mem, m->agreed_fen));
	fact_add(&facts, "所转探矿权", m->converts);
	mining_facts(r, m, &facts);
	fact_add(&facts, "公示期满", until_text(r->mem, end));
	return notice_announce(r,
			       &(struct announce){
				   .type = "KQ06",
				   .title = in->title,
				   .body = in->body,
				   .facts = buf_text(&facts),
				   .duty_person = in->duty_person,
				   .examiner = in->examiner,
				   .due_at = end,
				   .amount_fen = m->agreed_fen },
			       NULL);
}

/* What is agreed, and until when it is public, as a statement in the log. */
static enum err
terms(struct req *r, const struct mining *m, int64_t end, const char **detail)
{
	const char *digest;
	struct buf b;
	enum err e;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "deal_code");
	json_text(&b, m->deal_code);
	buf_str(&b, ",\"agreement\":{");
	json_key(&b, "price_fen");
	json_int(&b, m->agreed_fen);
	json_key(&b, "public_to");
	json_time(&b, end);
	buf_char(&b, '}');
	json_key(&b, "goods");
	json_record(&b, &mining_record, m, F_OUT);
	buf_char(&b, '}');
	e = statement_add(r, "terms", buf_text(&b), &digest);
	*detail = arena_printf(r->mem, "{\"terms\":\"%s\"}", digest);
	return e;
}

/* POST /trades/:id/agreement -- public from now on, for as long as a result */
enum err
post_agreement(struct req *r)
{
	const struct notice_form *in = r->in;
	struct subject grantee;
	const char *detail;
	struct mining m;
	int64_t end;
	enum err e;

	mining_rules(r);
	if (in->publish_at != NONE)
		return req_bad(r, "publish_at", "协议出让的公示立即发布");
	if ((e = agreement_is_lawful(r, NULL)) ||
	    (e = mining_get(r, r->trade.id, &m)) ||
	    (e = subject_find(r, m.grantee_code, &grantee)) ||
	    (e = rule_freeze(r)) ||
	    (e = period_end(r, "kq.result.publicity", r->now, &end)) ||
	    (e = terms(r, &m, end, &detail)) ||
	    (e = trade_step(r, in, detail)) ||
	    (e = db_exec(r->db, SQL_DEAL_ADD,
			 ARGS(STR(r->domain), I64(m.id), I64(m.id),
			      I64(grantee.id), I64(m.agreed_fen),
			      I64(grantee.id), I64(m.agreed_fen), I64(r->now),
			      I64(r->user.id)),
			 NULL)) ||
	    (e = due_add(r, "publicized", m.id, NONE, end)) ||
	    (e = announce(r, in, &m, end)) || (e = mining_get(r, m.id, &m)))
		return e;
	r->status = 201;
	return reply_record(r, &mining_record, &m);
}

enum err
due_publicized(struct req *r, const struct due *d)
{
	enum err e = trade_enter(r, d->trade, "publicized");

	return e ? e : trade_step(r, NULL, NULL);
}
