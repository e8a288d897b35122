/* The one way to the public side. */
#include <inttypes.h>

#include "crypt.h"
#include "event.h"
#include "json.h"
#include "tender_rows.h"
#include "terms.h"
#include "trade.h"

#include "tender_sql.h"

/* What lists show beside the title. */
struct shown {
	int64_t due_at, amount_fen;
};

/* Of the first deadline to come and the sum of its trades. */
static enum err
shown_of(struct req *r, const struct notice *n, struct shown *s)
{
	const int64_t *trade = n->trades.at;
	struct conditions t;
	enum err e;
	size_t i;

	s->due_at = s->amount_fen = NONE;
	for (i = 0; i < n->trades.n; i++) {
		if ((e = db_one(r->db, r->mem, SQL_CONDITIONS_GET,
				ARGS(I64(trade[i])), &t)))
			return e;
		if (s->due_at == NONE || t.deadline < s->due_at)
			s->due_at = t.deadline;
		s->amount_fen = (s->amount_fen == NONE ? 0 : s->amount_fen) +
				t.estimate_fen;
	}
	return OK;
}

static enum err
add_event(struct req *r, const struct notice *n, const char *body_digest)
{
	const int64_t *trade = n->trades.at;
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "type");
	json_text(&b, n->type);
	json_key(&b, "title");
	json_text(&b, n->title);
	json_key(&b, "digest");
	json_text(&b, body_digest);
	json_key(&b, "trades");
	buf_char(&b, '[');
	for (i = 0; i < n->trades.n; i++) {
		json_comma(&b);
		json_int(&b, trade[i]);
	}
	buf_str(&b, "]}");
	return event_add(r, &(struct event){ .verb = "publish-notice",
					     .project = n->project,
					     .trade = i ? trade[0] : NONE,
					     .notice = n->public,
					     .before = NONE,
					     .after = NONE,
					     .public = true,
					     .detail = buf_text(&b) });
}

static enum err
publish(struct req *r, struct notice *n, const struct shown *s)
{
	const int64_t *trade = n->trades.at, *document = n->documents.at;
	const char *sum = hex_sha256(r->mem, n->body, strlen(n->body));
	struct notice_type type;
	struct project p;
	enum err e;
	size_t i;

	if ((e = db_one(r->db, r->mem, SQL_NOTICE_TYPE,
			ARGS(STR(n->type), STR(r->domain)), &type)) ||
	    (e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(n->project)),
			&p)) ||
	    (e = counter_next(r, "notice", &n->public)))
		return e;
	e = db_exec(r->db, SQL_PUBLIC_NOTICE_ADD,
		    ARGS(I64(n->public), I64(posting_pos(r->now, n->public)),
			 STR(r->domain), STR(type.class), STR(n->type),
			 STR(type.national_stage), STR(n->title), STR(n->body),
			 I64(p.region), STR(p.place ? p.place : ""),
			 I64(r->now), I64(n->project),
			 I64(n->trades.n ? trade[0] : NONE), STR(p.code),
			 STR(p.owner_name), I64(s->due_at), I64(s->amount_fen),
			 STR(n->facts), STR(n->duty_person), STR(n->examiner),
			 STR(p.agency_name ? p.agency_name : ""),
			 STR(arena_printf(r->mem, "%s-%" PRId64, r->domain,
					  n->id)),
			 STR(sum), I64(r->now)),
		    NULL);
	for (i = 0; !e && i < n->trades.n; i++)
		e = db_exec(r->db, SQL_PUBLIC_NOTICE_TRADE_ADD,
			    ARGS(I64(n->public), I64(trade[i]), STR(r->domain)),
			    NULL);
	for (i = 0; !e && i < n->documents.n; i++)
		e = db_exec(r->db, SQL_PUBLIC_ATTACHMENT_ADD,
			    ARGS(I64(n->public), I64((int64_t)i + 1),
				 STR(r->domain), I64(document[i])),
			    NULL);
	if (!e)
		e = db_exec(r->db, SQL_NOTICE_STATE,
			    ARGS(I64(NOTICE_PUBLISHED), I64(n->public),
				 I64(n->id)),
			    NULL);
	return e ? e : add_event(r, n, sum);
}

enum err
notice_publish(struct req *r, int64_t id)
{
	struct notice n;
	struct shown s;
	enum err e;

	if ((e = notice_get(r, id, &n)) || (e = shown_of(r, &n, &s)))
		return e;
	if (n.state != NOTICE_SCHEDULED)
		return req_say(r, E_STATE, "公告已经发布或者已经撤回");
	return publish(r, &n, &s);
}

enum err
notice_announce(struct req *r, const struct announce *a, int64_t *public)
{
	int64_t *trade = arena_copy(r->mem, &r->trade.id, sizeof(*trade));
	struct shown s = { a->due_at ? a->due_at : NONE,
			   a->amount_fen ? a->amount_fen : NONE };
	struct notice n, first;
	enum err e;

	e = db_one(r->db, r->mem, SQL_NOTICE_FIRST, ARGS(I64(r->trade.id)),
		   &first);
	if (e && e != E_NOTFOUND)
		return e;
	record_clear(&notice_record, &n);
	if (e)
		first = n;
	n.project = r->trade.project;
	n.type = a->type;
	n.nature = a->nature ? a->nature : 1;
	n.title = a->title;
	n.body = a->body;
	n.facts = a->facts;
	n.duty_person = a->duty_person ? a->duty_person : first.duty_person;
	n.examiner = a->examiner ? a->examiner : first.examiner;
	if (!n.duty_person)
		n.duty_person = r->user.name;
	if (!n.examiner)
		n.examiner = n.duty_person;
	n.publish_at = r->now;
	n.corrects = a->corrects ? a->corrects : NONE;
	n.trades = (struct list){ 1, trade };
	n.documents = a->documents;
	if ((e = notice_add(r, &n)) || (e = publish(r, &n, &s)))
		return e;
	if (public)
		*public = n.public;
	return OK;
}
