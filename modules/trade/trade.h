#ifndef TRADE_H
#define TRADE_H
#include "req.h"
#include "worker.h"

/*
 * The vocabulary of a trade, used by every domain and knowing none: periods,
 * projects, conditions, notices, documents, questions, due steps.  Sections by
 * topic.  Functions whose names end in a topic's act (project_add) are called
 * by handlers; those declared as handlers (get_x, post_x) stand in the route
 * table of a domain as they are.
 */

/* ---- Words: texts for people ---- */

const char *when_text(struct arena *, int64_t ms); /* 2026-06-10 09:30 */
/* An end, as the pages say it: 2026年6月10日 24:00, not 00:00 of the 11th. */
const char *until_text(struct arena *, int64_t ms);
const char *money_text(struct arena *, int64_t fen); /* 86,000.50 元 */
/* An amount in the unit of a price form: 1 fen, 2 1/10000, 3 fen. */
const char *price_text(struct arena *, int64_t price_form, int64_t price);
/* The header line that saves a reply as a file; the name as in RFC 8187. */
const char *download_header(struct arena *, const char *name);

/* ---- Periods: the rules' numbers as instants (period.c) ---- */

/* The number, unit and count mode of a rule as a period, holidays rolling if
 * `roll`; E_BUG if the rule is none. */
struct period;
enum err rule_period(struct req *, const char *key, bool roll, struct period *,
		     const struct rule **);
/* "个工作日" of an enum unit. */
const char *unit_text(int unit);
/* When the period of the rule has ended that began at `from`.  A deadline
 * (rule "le") rolls over holidays, a shortest time does not. */
enum err period_end(struct req *, const char *key, int64_t from, int64_t *end);
/* The last instant that is a whole period of the rule before `event`. */
enum err period_latest(struct req *, const char *key, int64_t event,
		       int64_t *latest);
/* Refuses by the rule if from..to is shorter; the hint names the earliest
 * `to`, at the hour of the one given. */
enum err period_check(struct req *, const char *key, int64_t from, int64_t to);

/* ---- Reading (read.c) ---- */

/* Those whose business a trade is, whether it is public or not. */
#define INSIDERS (OWNER | AGENCY | CENTRE | SUPERVISOR)

/* Fills r->trade without a lock, for GET.  A draft is E_NOTFOUND to all but
 * its own people; *roles (may be NULL) gets trade_roles(). */
enum err trade_read(struct req *, int64_t id, unsigned *roles);
/* The same for a project; strangers see it once one of its trades is public. */
struct project;
enum err project_read(struct req *, int64_t id, struct project *,
		      unsigned *roles);

/* `after` and `limit` of a list: rows come by descending id. */
struct page {
	int64_t after, limit;
};
extern const struct record page_record;
/* Fills what is absent; asks for one row more than limit. */
struct page page_of(const struct req *);
/* Cuts the row too many; path of the next page, or NULL.  at: offset of the
 * rows' int64_t id. */
const char *page_next(struct req *, const struct page *, struct list *,
		      size_t row_size, size_t at);

/* ---- Projects (project.c) ---- */

struct project {
	int64_t id;
	const char *code, *tender_code, *name, *catalogue_item;
	int64_t region, owner, agency;        /* subjects */
	const char *owner_code, *agency_code; /* their credit codes */
	const char *owner_name, *agency_name;
	int64_t entry_kind; /* ENTRY_ */
	bool state_funded;
	int64_t investment_fen;
	const char *approval_no, *fund_source, *place, *summary, *supervisor;
	int64_t created_at;
	bool begun; /* one of its trades was public */
};
enum { ENTRY_MUST, ENTRY_VOLUNTARY };
extern const struct record project_record;

/* A subject by credit code. */
struct subject {
	int64_t id, region;
	const char *credit_code, *name;
	bool operator; /* runs the platform, or belongs to who does */
	bool active;
};
extern const struct record subject_record;
enum err subject_find(struct req *, const char *credit_code, struct subject *);

/* Finds owner and agency, checks region rights and neutrality, mints the
 * codes and writes the project of r's user.  r->in is a struct project. */
enum err project_add(struct req *, struct project *);
/* Describes a project anew, while no notice of it was written. */
enum err project_set(struct req *, int64_t id, struct project *);
enum err get_project(struct req *);        /* /projects/:id */
enum err get_project_trades(struct req *); /* /projects/:id/trades */
enum err get_my_projects(struct req *);    /* /my/projects */

/* ---- Drafts (draft.c) ---- */

enum err post_project(struct req *);     /* POST /projects */
enum err post_own_project(struct req *); /* ... of who needs no agency */
/* Project :id, for those of its people who are in `who`. */
enum err draft_project(struct req *, struct project *, unsigned who);
/* The event of a new trade, of what its people brought in. */
enum err draft_added(struct req *, int64_t project, int64_t trade,
		     const struct record *, const void *);
/* Takes the entered step, which brings what is written in a draft anew;
 * refuses while a notice of it waits. */
enum err draft_changed(struct req *, const struct record *, const void *);

/* ---- Conditions of a trade (conditions.c) ---- */

struct score_item {
	int64_t no;
	const char *name;
	int64_t kind;      /* 0 experts, 1 price */
	int64_t max_score; /* hundredths */
};
extern const struct record score_item_record;

struct conditions {
	int64_t id, project, stage, round, predecessor, region;
	const char *code, *deal_code, *paused, *reason;
	int64_t created_at;

	const char *name, *method;
	int64_t content; /* CONTENT_ */
	int64_t evaluation; /* 0 综合评估法 1 经评审的最低投标价法 */
	int64_t price_form; /* 0 amount 1 rate 2 unit price */
	int64_t estimate_fen;
	int64_t ceiling;   /* fen, or 1/10000 of a rate; NONE: none set */
	int64_t min_price; /* refused by law; here so that it can be said */
	bool ceiling_secret;
	int64_t deposit_fen;
	const char *deposit_reason; /* why more than is usual */
	bool consortium;
	int64_t duration_days;
	const char *quality, *qualification, *expert_classes;
	int64_t panel_size, panel_owners;
	int64_t documents_from; /* NONE: from the notice on */
	int64_t documents_to;   /* NONE: until the deadline */
	int64_t deadline, opening_at;
	int64_t threshold, decrypt_minutes;
	int64_t opening_rule;    /* OPEN_ of bid.h; either if left out */
	struct list score_items; /* struct score_item */
};
/* Row and JSON count evaluation and price_form from 0; struct trade, as the
 * database does, from 1. */
enum { CONTENT_WORKS, CONTENT_GOODS, CONTENT_SERVICES };
extern const struct record conditions_record;

/* 标段编号 below the project's chain, 统一交易标识码 of the day. */
enum err trade_mint(struct req *, const struct project *, const char **code,
		    const char **deal_code);
/* Writes a new draft trade of the project; its catalogue item says the first
 * part of the 统一交易标识码.  r->trade is the new trade, locked. */
enum err conditions_add(struct req *, const struct project *,
			struct conditions *);
/* Writes the conditions of r->trade anew. */
enum err conditions_set(struct req *, struct conditions *);
/* The score items of a trade anew; their numbers are their places. */
enum err score_items_set(struct req *, int64_t trade, const struct list *);
enum err conditions_get(struct req *, int64_t trade, struct conditions *);
/* What the other trades of a project are estimated at, of one content. */
enum err conditions_sum(struct req *, int64_t project, int64_t content,
			int64_t except, int64_t *fen);
enum err get_trade(struct req *);       /* /trades/:id */
enum err get_trade_rules(struct req *); /* /trades/:id/rules */

/* ---- Notices (notice.c, publish.c) ---- */

struct notice {
	int64_t id, project;
	const char *type;
	int64_t nature; /* 1 normal 2 correction 3 again 9 other */
	const char *title, *body;
	const char *facts; /* JSON list, see fact_add() */
	const char *duty_person, *examiner;
	int64_t state; /* NOTICE_ */
	int64_t publish_at;
	int64_t public; /* its number on the public side, NONE before */
	int64_t corrects;
	struct list trades, documents; /* int64_t */
};
enum { NOTICE_SCHEDULED, NOTICE_PUBLISHED, NOTICE_CANCELLED };
extern const struct record notice_record;

/* Writes a scheduled notice with its trades and documents; *id is its own. */
enum err notice_add(struct req *, struct notice *);
/* With its trades and documents, locked. */
enum err notice_get(struct req *, int64_t id, struct notice *);
/* Is a notice that is yet to come about r->trade? */
enum err notice_is_pending(struct req *, bool *yes);
/*
 * Makes a notice public: the one way to the public side.  Its trades have
 * taken their step already; adds the event `publish-notice` the site follows.
 */
enum err notice_publish(struct req *, int64_t id);

/*
 * A notice about r->trade that is public at once, in this transaction: the
 * opening record (GC08), candidates (GC09), result (GC10), failure (GC11),
 * contract (GC12) ...  The text may come from the user or be made by us.
 */
struct announce {
	const char *type;
	int64_t nature; /* 0: normal */
	const char *title, *body;
	const char *facts; /* JSON list, or NULL */
	const char *duty_person,
	    *examiner;         /* NULL: those of its first notice */
	struct list documents; /* int64_t: attached */
	int64_t corrects;      /* 0: none */
	int64_t due_at;        /* 0: none; shown in lists */
	int64_t amount_fen;    /* 0: none; shown in lists */
};
/* *public (may be NULL): its number on the public side. */
enum err notice_announce(struct req *, const struct announce *,
			 int64_t *public);

/* One more of the key facts, a JSON list of {"label", "value"} in reading
 * order: b is empty or what fact_add() made.  value NULL adds nothing. */
void fact_add(struct buf *b, const char *label, const char *value);

/* What was lawful when it was scheduled is not at its hour: cancels it, says
 * why in an event.  Ends the step that was entered. */
enum err notice_give_up(struct req *, const struct notice *, enum err why);
enum err post_notice_cancel(struct req *);  /* /notices/:id/cancel */
enum err get_notice(struct req *);          /* /notices/:id */
enum err get_project_notices(struct req *); /* /projects/:id/notices */

/* ---- Documents (document.c) ---- */

struct document {
	int64_t id, project;
	const char *name, *media, *digest;
	int64_t kind; /* index in document_kinds */
	int64_t size, created_at;
};
extern const char *const document_kinds[]; /* "tender", "bill", ... */
extern const struct record document_record, upload_record, taker_record;

enum err post_document(struct req *); /* /projects/:id/documents, R_UPLOAD */
enum err get_project_documents(struct req *);
enum err get_trade_documents(struct req *); /* /trades/:id/documents */
enum err post_take(struct req *);           /* /trades/:id/documents/:id/take */
enum err get_document(struct req *); /* /trades/:id/documents/:id, R_FILE */
/* Guard of taking: within the hours, and invited if it is by invitation. */
enum err documents_are_given_out(struct req *, const void *);
enum err get_takers(struct req *); /* /trades/:id/takers */

/* ---- Invitations (invitee.c) ---- */

struct invitation {
	struct list credit_codes; /* const char * */
};
extern const struct record invitation_record;
enum err post_invitees(struct req *); /* /trades/:id/invitees */
enum err get_invitees(struct req *);
enum err invitee_count(struct req *, int64_t *n);
/* 邀请招标 and its like, by the trade's method. */
bool is_by_invitation(const struct trade *);
/* Is the user's subject invited to r->trade, or is everybody? */
enum err is_invited(struct req *, bool *yes);

/* ---- The deadline (deadline.c) ---- */

/* Guard: it is still time by a clock that can be believed; E_LATE, E_CLOCK. */
enum err deadline_is_ahead(struct req *, const void *);

/* ---- Questions (question.c) ---- */

struct question {
	int64_t id;
	const char *body, *answer;
	int64_t at, answered_at;
	bool mine;
};
struct answer {
	const char *answer;
};
extern const struct record question_record, answer_record;
enum err post_question(struct req *); /* /trades/:id/questions */
enum err post_answer(struct req *);   /* /trades/:id/questions/:id/answer */
enum err get_questions(struct req *);

/* ---- Clarifications and corrections (clarify.c) ---- */

struct clarification {
	const char *title, *body;
	bool affects_bids; /* may it change how bids are made? */
	int64_t deadline;  /* NONE: kept, or moved as far as the rule wants */
	struct list documents;
	int64_t corrects; /* notice, of a correction */
	const char *duty_person, *examiner;
	int64_t notice; /* out: number on the public side */
};
extern const struct record clarification_record;
/*
 * Publishes it as a notice of `type` and moves the deadline of r->trade if
 * the rule `key` (15 days) wants it to.  Takes the entered step.
 */
enum err clarify(struct req *, struct clarification *, const char *type,
		 int64_t nature, const char *key);

/* ---- Steps that time takes (due.c) ---- */

struct due {
	int64_t id, trade, notice;
	const char *verb;
	int64_t at;
};
extern const struct record due_record;

/* One table a domain: what to do when a step is due.  run() enters the trade
 * itself; E_STAGE from it means the step is obsolete, but while the trade has
 * not come to the stages where it begins. */
struct due_verb {
	const char *verb;
	enum err (*run)(struct req *, const struct due *);
};
/* trade or notice may be NONE. */
enum err due_add(struct req *, const char *verb, int64_t trade, int64_t notice,
		 int64_t at);
/* Closing waits two real seconds for uploads that came in time. */
enum err due_add_close(struct req *);
/* Drops what waits for a trade: one verb, or all if NULL. */
enum err due_drop(struct req *, int64_t trade, const char *verb);
enum err due_drop_notice(struct req *, int64_t notice);
/* Takes step :id; the row goes in the same transaction. */
enum err due_run(struct req *, const struct due_verb *);

#endif
