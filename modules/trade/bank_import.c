/* Statements of the bank: taking one in, and what is left open. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bank.h"
#include "blob.h"
#include "csv.h"
#include "event.h"
#include "file.h"

#include "ledger_sql.h"

#define FILE_MAX (2 * 1024 * 1024)

/* clang-format off */
static const struct field bank_import_field[] = {
	INT(struct bank_import, statement, 1, INT64_MAX, F_OUT, "对账单"),
	INT(struct bank_import, lines, 0, BANK_LINES, F_OUT, "来款笔数"),
	INT(struct bank_import, skipped, 0, INT64_MAX, F_OUT, "付出的，不计"),
	INT(struct bank_import, elsewhere, 0, BANK_LINES, F_OUT, "属于其他业务"),
	INT(struct bank_import, known, 0, BANK_LINES, F_OUT, "此前已导入"),
	INT(struct bank_import, matched, 0, BANK_LINES, F_OUT, "对上"),
	INT(struct bank_import, open, 0, BANK_LINES, F_OUT, "没有对上"),
	LIST(struct bank_import, items, &remittance_record, 0, BANK_LINES, F_OUT, "没有对上的来款"),
	FIELD_END
};
/* clang-format on */
RECORD(bank_import, struct bank_import);

/* The statement that was uploaded, every line of it good. */
static enum err
take_file(struct req *r, struct list *lines, int64_t *skipped)
{
	int fd = blob_open(r->blob.digest);
	const char *charset;
	const struct remittance *m;
	char *text;
	size_t len, i;

	if (fd < 0)
		return E_DISK;
	text = fd_text(r->mem, fd, FILE_MAX, &len);
	close(fd);
	if (!text)
		return r->blob.size > FILE_MAX ? E_TOOBIG : E_DISK;
	if (!(text = text_decode(r->mem, text, &len, &charset)))
		return E_UTF8;
	bank_read(r->mem, text, len, lines, skipped, &r->bad);
	for (m = lines->at, i = 0; i < lines->n; i++)
		if (m[i].paid_at > r->now)
			req_bad(r,
				arena_printf(r->mem, "第 %" PRId64 " 行",
					     m[i].line),
				"交易时间在将来");
	return r->bad.len ? E_FIELD : OK;
}

static bool
is_same(const struct remittance *a, const struct remittance *b)
{
	return a->amount_fen == b->amount_fen && a->paid_at == b->paid_at &&
	       !strcmp(a->payer, b->payer) &&
	       !strcmp(a->payer_account, b->payer_account) &&
	       !strcmp(a->memo, b->memo);
}

/* What was written by hand knew the amount, and perhaps the account. */
static bool
is_what_came(const struct remittance *hand, const struct remittance *m)
{
	return hand->amount_fen == m->amount_fen &&
	       (!*hand->payer_account ||
		!strcmp(hand->payer_account, m->payer_account));
}

/* A line that is here already says the same, or the statement is refused. */
static enum err
is_known(struct req *r, int64_t statement, const struct remittance *m)
{
	struct remittance old;
	enum err e;

	e = db_one(r->db, r->mem, SQL_REMITTANCE_BY_SERIAL,
		   ARGS(STR(m->serial)), &old);
	if (e)
		return e == E_NOTFOUND ? E_CONFLICT : e;
	if (old.statement == NONE && is_what_came(&old, m))
		return db_exec(r->db, SQL_REMITTANCE_SEEN,
			       ARGS(I64(statement), I64(m->paid_at),
				    STR(m->payer), STR(m->payer_account),
				    STR(m->memo), STR(m->serial)),
			       NULL);
	if (old.statement != NONE && is_same(&old, m))
		return OK;
	return req_bad(r, arena_printf(r->mem, "第 %" PRId64 " 行", m->line),
		       "流水号 %s 已经导入或者登记过，内容不同", m->serial);
}

/* Writes a line that is new; m->id NONE: it is not. */
static enum err
take_line(struct req *r, int64_t statement, struct remittance *m)
{
	const char *why = NULL;
	enum err e;

	e = db_exec(r->db, SQL_REMITTANCE_ADD,
		    ARGS(STR(r->domain), I64(statement), STR(m->serial),
			 I64(m->paid_at), STR(m->payer), STR(m->payer_account),
			 I64(m->amount_fen), STR(m->memo), I64(NONE)),
		    &m->id);
	if (e == E_EXISTS) {
		m->id = NONE;
		return is_known(r, statement, m);
	}
	if (e)
		return e;
	m->statement = statement;
	m->state = REMITTANCE_OPEN;
	if ((e = ledger_post(r, &(struct posting){ .kind = TX_ARRIVE,
						   .debit = L_BANK,
						   .credit = L_OPEN,
						   .trade = NONE,
						   .subject = NONE,
						   .remittance = m->id,
						   .amount_fen =
						       m->amount_fen })) ||
	    (e = remittance_find(r, m, &why)))
		return e;
	m->reason = why;
	return OK;
}

/* By trade, so that two uploads lock in the same order; then as they came. */
static int
by_trade(const void *a, const void *b)
{
	const struct remittance *x = a, *y = b;

	if (x->trade != y->trade)
		return x->trade < y->trade ? -1 : 1;
	if (x->paid_at != y->paid_at)
		return x->paid_at < y->paid_at ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static int
by_line(const void *a, const void *b)
{
	const struct remittance *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/* What names a trade of another domain is for that one to take. */
static enum err
leave_others(struct req *r, struct list *lines)
{
	struct remittance *m = lines->at;
	size_t i, n = 0;
	bool other;
	enum err e;

	for (i = 0; i < lines->n; i++) {
		if ((e = remittance_is_elsewhere(r, &m[i], &other)))
			return e;
		if (!other)
			m[n++] = m[i];
	}
	lines->n = n;
	return OK;
}

static enum err
settle_all(struct req *r, struct list *l, struct bank_import *out)
{
	struct remittance *m = l->at, *open;
	size_t i;
	enum err e;

	qsort(m, l->n, sizeof(*m), by_trade);
	out->items.at = open = arena_alloc(r->mem, (l->n + 1) * sizeof(*open));
	for (i = 0; i < l->n; i++) {
		if (m[i].id == NONE) {
			out->known++;
			continue;
		}
		if ((e = remittance_settle(r, &m[i])))
			return e;
	}
	/* what came later may have filled up what came first */
	qsort(m, l->n, sizeof(*m), by_line);
	for (i = 0; i < l->n; i++) {
		if (m[i].id == NONE)
			continue;
		if ((e = db_one(r->db, r->mem, SQL_REMITTANCE_GET,
				ARGS(I64(m[i].id)), &open[out->items.n])))
			return e;
		if (open[out->items.n].state == REMITTANCE_OPEN)
			out->items.n++;
		else
			out->matched++;
	}
	out->open = (int64_t)out->items.n;
	return OK;
}

/* POST /remittances -- a statement of the bank, CSV in UTF-8 or GB18030 */
enum err
post_remittances(struct req *r)
{
	struct bank_import out = { 0 };
	struct list lines = { 0, NULL };
	struct remittance *m;
	size_t i;
	enum err e;

	if ((e = take_file(r, &lines, &out.skipped)))
		return e;
	e = db_exec(r->db, SQL_BANK_STATEMENT_ADD,
		    ARGS(STR(r->domain), STR(r->blob.digest),
			 I64((int64_t)lines.n), I64(r->user.id), I64(r->now)),
		    &out.statement);
	if (e)
		return e;
	out.lines = (int64_t)lines.n;
	if ((e = leave_others(r, &lines)))
		return e;
	out.elsewhere = out.lines - (int64_t)lines.n;
	for (m = lines.at, i = 0; i < lines.n; i++)
		if ((e = take_line(r, out.statement, &m[i])))
			return e;
	if ((e = settle_all(r, &lines, &out)))
		return e;
	r->trade.id = 0;
	e = event_add(r,
		      &(struct event){
			  .verb = "import-remittances",
			  .project = NONE,
			  .trade = NONE,
			  .notice = NONE,
			  .before = NONE,
			  .after = NONE,
			  .detail =
			      arena_printf(r->mem,
					   "{\"digest\":\"%s\",\"lines\":%zu}",
					   r->blob.digest, lines.n) });
	if (e)
		return e;
	r->status = 201;
	return reply_record(r, &bank_import_record, &out);
}
