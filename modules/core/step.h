#ifndef STEP_H
#define STEP_H
#include "err.h"
#include "field.h"

/*
 * The form of a life cycle.  The core knows the stages, because supervision
 * and exchange compare domains, and what a step is.  A domain owns its table.
 */
enum stage {
	S_DRAFT,
	S_NOTICE,
	S_LISTING,
	S_LIVE,
	S_OPENING,
	S_EVALUATION,
	S_PUBLICITY,
	S_AWARD,
	S_CONTRACT,
	S_PERFORMANCE,
	S_ARCHIVED,
	S_FAILED,
	S_TERMINATED,
	S__MAX
};
extern const char *const stage_words[]; /* "draft", "notice", ... NULL */
const char *stage_label(int64_t stage); /* 公告中 ... */

#define AT(s) (1u << (s))
#define STAY S__MAX /* the step is logged, the stage remains */

struct req;

/* One legal step of a trade.  The guard looks at r->trade and at the record
 * the step brings, says why not or OK, and writes nothing. */
struct move {
	const char *verb;
	unsigned from; /* AT() of each stage it may start in */
	enum stage to;
	unsigned who; /* roles that may take it */
	unsigned flags;
#define M_PAUSED 1u /* possible while the trade is paused */
#define M_SECRET 2u /* its event is not public (until the bundle) */
	enum err (*guard)(struct req *, const void *rec);
	const char *label; /* Chinese name of the step */
};

/* The row of a trade, as every worker sees it. */
struct trade {
	int64_t id, project;
	const char *domain, *code, *deal_code, *name, *method;
	int64_t stage;
	const char *paused; /* reason or NULL */
	int64_t region, owner, agency;
	int64_t content, evaluation, price_form;
	int64_t estimate_fen, ceiling, deposit_fen;
	bool consortium;
	int64_t documents_from, documents_to, deadline;
	int64_t threshold, decrypt_minutes;
	int64_t opening_rule; /* whose keys open: OPEN_ of bid.h */
	int64_t panel_size, panel_owners;
	const char *expert_classes;
	int64_t round, predecessor;
	const char *reason;
	bool state_funded;          /* of the project */
	const char *catalogue_item; /* of the project */
	const char *project_name;
	int64_t frozen; /* number of frozen rules */
};
extern const struct record trade_record;

/*
 * Locks trade `id` into r->trade (SELECT ... FOR UPDATE through the worker's
 * view: another domain's trade is E_NOTFOUND) and checks that the verb may be
 * taken: role (E_ROLE; a stranger to a draft gets E_NOTFOUND), pause
 * (E_PAUSED), stage (E_STAGE).  The dispatcher calls it for a route with a
 * verb; a handler with several trades calls it for each, by ascending id.
 */
enum err trade_enter(struct req *, int64_t id, const char *verb);
/* Without a lock: OK, or E_NOTFOUND for a trade that is not there or a draft.
 */
enum err trade_exists(struct req *, int64_t id);
/* Turns the entered step into another one of the table from the same stage
 * (close -> fail), whose roles are not asked again. */
enum err trade_switch(struct req *, const char *verb);
/*
 * Asks the guard, writes the new stage and the event.  Ends the step.
 * detail: canonical JSON object that goes into the event, or NULL.
 * The dispatcher answers E_BUG when a handler with a verb did not take it.
 */
enum err trade_step(struct req *, const void *rec, const char *detail);
/* Roles the user has at r->trade: OWNER, AGENCY, EXPERT, TRUSTEE, and the
 * granted ones whose region covers it. */
unsigned trade_roles(struct req *);

/* A signed head that covers what this request writes is wanted at once, not
 * at the full minute.  `clock` signs it in its next turn. */
enum err head_want(struct req *, const char *reason);

const struct move *move_find(const struct move *, const char *verb);

#endif
