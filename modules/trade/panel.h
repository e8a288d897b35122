#ifndef PANEL_H
#define PANEL_H
#include "trade.h"

/*
 * The second half of a trade: panel, scores, candidates, objections, award,
 * contract, performance, archive, and the ways a trade ends early.  Handlers
 * stand in a domain's route table as they are; below each its route and step.
 */

/* ---- Duties: what the law wants done by a day (duty.c) ---- */

struct duty {
	int64_t id;
	const char *rule_key, *what;
	int64_t due_at, done_at, reported_at;
};
extern const struct record duty_record;

/* From now on `what` must be done within the period of the rule; when it is
 * over and nothing was done, the step report-duty tells the supervision. */
enum err duty_add(struct req *, const char *rule_key, const char *what);
/* The same with a period of another rule, for duties that law calls prompt. */
enum err duty_add_until(struct req *, const char *rule_key, const char *what,
			int64_t due_at);
enum err duty_done(struct req *, const char *rule_key);
enum err due_report_duty(struct req *, const struct due *);
enum err get_duties(struct req *); /* GET /trades/:id/duties */

/* ---- Panel (panel.c, expert.c, seat.c) ---- */

enum { SIDE_EXPERT, SIDE_OWNER };
enum { SEAT_CALLED, SEAT_PRESENT, SEAT_AVOIDED, SEAT_ABSENT };
extern const char *const side_words[], *const seat_words[];

struct member {
	int64_t id, seat, side, expert, account, draw, state;
	const char *reason;
	bool leader;
	int64_t locked_at;
	const char *digest, *salt; /* of the locked sheet */
	const char *name, *employer, *title;
};
extern const struct record member_record;

/* Seats of r->trade, of them the owner's; refused if the law forbids them. */
enum err panel_seats(struct req *, int64_t *size, int64_t *owners);
/* All who were ever called to r->trade, by seat. */
enum err panel_list(struct req *, struct list *members);
/* r's user as a member of the list, in a seat still held; NULL: none. */
struct member *panel_me(const struct req *, const struct list *);
/* Names are secret until the award (gc.committee.names_secret). */
bool names_are_public(const struct trade *);
/* 专家1, 招标人代表2 */
const char *code_name(struct arena *, const struct member *);

/* Draws have a header of their own: drawing.h */
struct draw_call {
	const char *reason; /* of another draw */
};
struct commitment {
	const char *digest;
};
struct reveal {
	const char *value;
};
struct call {
	int64_t trade, stage, seat, side, state, locked_at;
	const char *name, *code;
};
extern const struct record draw_call_record, commitment_record, reveal_record,
    drawing_record, call_record;

struct delegates {
	struct list logins; /* const char * */
};
struct seat_reason {
	int64_t seat; /* only of an absence */
	const char *reason;
};
extern const struct record delegates_record, avoid_record, absence_record;

enum err post_draw(struct req *);        /* POST /trades/:id/draws: pool */
enum err post_commit(struct req *);      /* POST ../draws/:id/commit: commit */
enum err post_reveal(struct req *);      /* POST ../draws/:id/reveal: reveal */
enum err post_substitutes(struct req *); /* ../draws/:id/substitutes */
enum err get_draws(struct req *);        /* GET /trades/:id/draws */
enum err due_draw_void(struct req *, const struct due *);
enum err get_panel(struct req *);      /* GET /trades/:id/panel */
enum err get_calls(struct req *);      /* GET /my/panels */
enum err post_delegates(struct req *); /* POST ../panel/delegates: delegate */
enum err post_attend(struct req *);    /* POST ../panel/attend: attend */
enum err post_avoid(struct req *);     /* POST ../panel/avoid: avoid */
enum err post_absent(struct req *);    /* POST ../panel/absent: absent */

/* ---- Scores (score.c, sheet.c) ---- */

/* The seven grounds of 实施条例 51. */
#define GROUNDS 7
extern const char *const ground_words[], *const ground_labels[];

/* A bid that was opened, as the panel sees it. */
struct evaluated {
	int64_t bid, subject, price, duration_days, received_at;
	const char *bidder, *price_text, *quality, *manager, *digest, *name;
};
struct score {
	int64_t member, bid, item, score;
};
struct vote {
	int64_t member, bid, ground;
	const char *reason;
};
struct sheet {
	struct list scores;     /* struct score */
	struct list rejections; /* struct vote */
};
/* A sheet as it is shown: whose, and the text its digest is of. */
struct own_sheet {
	int64_t seat, locked_at;
	const char *member, *digest, *sheet;
};
extern const struct record evaluated_record, score_record, vote_record,
    sheet_record, own_sheet_record;

/* What an evaluation has on its table. */
struct table {
	struct list items;   /* struct score_item */
	struct list bids;    /* struct evaluated */
	struct list members; /* struct member */
	struct list scores;  /* struct score */
	struct list votes;   /* struct vote */
};
enum err table_read(struct req *, struct table *);
/* The sheet of a member as canonical JSON: what its digest is of.  The salt
 * of a locked one is in it, so that the digest can be public while the scores
 * are secret. */
const char *sheet_text(struct req *, const struct table *,
		       const struct member *);

enum err get_evaluated(struct req *);      /* GET /trades/:id/evaluation */
enum err get_evaluated_file(struct req *); /* GET ../evaluation/:id, R_FILE */
enum err post_sheet(struct req *);         /* POST /trades/:id/sheet: score */
enum err get_sheet(struct req *);          /* GET: the user's own */
enum err post_sheet_lock(struct req *);    /* POST ../sheet/lock: lock */
enum err get_sheets(struct req *);         /* GET ../sheets: after the report */

/* ---- Candidates (candidate.c) ---- */

struct candidate {
	int64_t bid, subject, ground, score, price, rank, duration_days;
	const char *bidder, *reason, *quality, *manager;
	bool rejected;
};
struct report {
	const char *text;
};
extern const struct record candidate_record, report_record;

enum err candidates_list(struct req *, struct list *);
/* When the publicity of r->trade's candidates ends, by the frozen rule;
 * E_STATE if there was none. */
enum err publicity_end(struct req *, int64_t *end);
enum err post_report(struct req *);     /* POST /trades/:id/report: report */
enum err post_reject_all(struct req *); /* POST ../reject-all: reject-all */
enum err get_candidates(struct req *);  /* GET ../candidates */
enum err due_end_publicity(struct req *, const struct due *);

/* ---- Objections (objection.c) ---- */

enum { OBJECT_DOCUMENTS = 1, OBJECT_OPENING, OBJECT_RESULT };
enum { OBJECTION_OPEN, OBJECTION_ANSWERED, OBJECTION_WITHDRAWN };
struct objection {
	int64_t id, subject, kind, at, reply_by, answered_at, state;
	const char *body, *answer;
	bool mine;
};
extern const struct record objection_record, objection_answer_record;
/* The reason of a pause by objections. */
extern const char objection_pause[];
/* Pauses r->trade, or (NULL) lets it go on. */
enum err trade_pause(struct req *, const char *reason);

/* How many are open, of one kind or (kind 0) of those that pause. */
enum err objections_open(struct req *, int64_t kind, size_t *n);
/* Is an objection of this kind in time, and from who may make it (OBJECT_)?  By
 * 实施条例 22, 44 and 54; objection_window.c. */
enum err objection_window(struct req *, int64_t kind);
enum err post_objection(struct req *); /* POST ../objections: object */
enum err
post_objection_answer(struct req *); /* POST ../objections/:id/answer */
enum err post_objection_withdraw(struct req *); /* .. /:id/withdraw */
enum err get_objections(struct req *);

/* ---- Signed deeds (deed.c) ---- */

struct signed_deed {
	int64_t id, at, real_at, signed_at, event;
	const char *verb, *signer, *method, *path, *idem_key;
	const char *address, *body_digest, *text_digest, *fingerprint,
	    *signature;
	const char *chain, *ca, *crl_number, *crl_digest, *ocsp_digest;
};
extern const struct record signed_deed_record;

enum err get_deeds(struct req *); /* GET /trades/:id/deeds */

/* ---- Award, contract, performance, archive ---- */

struct award {
	int64_t trade, bid, subject, price, at, exception;
	const char *bidder, *reason;
};
struct contract {
	int64_t trade, amount_fen, signed_on, period_days, bond_fen, at;
	const char *number, *digest, *late_reason;
};
struct performance {
	int64_t id, kind, amount_fen, at;
	const char *body;
};
struct package {
	int64_t trade, keep_until, at;
	const char *index_json, *digest, *keep_rule;
	const char *package; /* SHA-256 of the package; NULL: not made yet */
	const char *package_name; /* of the folder in it */
	int64_t package_size;
};
/* An official document that ggzy-archive made; digests of its two files. */
struct official {
	int64_t seq, access, pages, pdf_size, json_size, at;
	const char *kind, *title, *pdf, *json;
};
struct archived {
	int64_t id, size, at;
	const char *what, *name, *digest;
};
extern const struct record award_record, written_report_record, contract_record,
    performance_record, change_record, package_record, archived_record,
    official_record;

enum err award_get(struct req *, struct award *);
enum err post_award(struct req *); /* POST /trades/:id/award: award */
enum err get_award(struct req *);
enum err post_written_report(struct req *); /* ../written-report */
/* Signed on a day from `from`, the day of `what`, to today; later than the rule
 * (or NULL) allows only with a reason. */
enum err contract_is_in_time(struct req *, const struct contract *,
			     const char *key, const char *what, int64_t from);
/* Writes it and takes the entered step. */
enum err contract_add(struct req *, struct contract *);
enum err post_contract(struct req *); /* POST /trades/:id/contract */
enum err get_contract(struct req *);
enum err post_performance(struct req *); /* POST /trades/:id/performance */
enum err post_change(struct req *);      /* POST /trades/:id/changes */
enum err get_performance(struct req *);
/* Reports and the archive name the experts: these are secret until the award,
 * and of a trade that ended without one they are for the supervision. */
bool secrets_are_shown(const struct trade *, unsigned roles);

/* POST /trades/:id/archive, and /trades/:id/archive-ended */
enum err post_archive(struct req *);
enum err get_archive(struct req *);
enum err get_official(struct req *);      /* GET /trades/:id/official */
enum err get_official_file(struct req *); /* GET ../official/:word, R_FILE */

/* ---- Other ends and pauses (end.c) ---- */

extern const struct record reason_record, pause_record, retender_record;
enum err post_fail(struct req *);      /* POST /trades/:id/fail */
enum err post_terminate(struct req *); /* POST /trades/:id/terminate */
enum err post_suspend(struct req *);   /* POST /trades/:id/suspend */
enum err post_resume(struct req *);    /* POST /trades/:id/resume */
enum err post_retender(struct req *);  /* POST /trades/:id/retender */
/*
 * What every early end brings: the reason in the row, the notice GC11 if the
 * trade was public, the duty to give deposits back; nothing that was due comes
 * any more.  After the trade_step() to S_FAILED or S_TERMINATED.
 */
enum err trade_end(struct req *, const char *what, const char *reason);
/* Of that, what holds in every domain: the reason, and that nothing is due. */
enum err trade_over(struct req *, const char *reason);

/* ---- Rows shared by the files above ---- */

struct named {
	int64_t id, subject;
	const char *name, *credit_code;
};
struct moment {
	int64_t at;
};
extern const struct record named_record, moment_record;

#endif
