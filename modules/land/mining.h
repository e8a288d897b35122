#ifndef MINING_H
#define MINING_H
#include "geometry.h"
#include "sale.h"

/*
 * Mining rights (矿业权): exploration rights (探矿权) and mining rights proper
 * (采矿权), granted by listing or auction or, where a row of agreement_basis
 * allows it, by agreement.  What all sales have in common is sale.h's; here
 * is the area that is granted, what must be true of it, the agreement, and
 * the rights that are in force.
 */

/* Is it a trade of these, by its method? */
bool is_mining(const struct trade *);
/* From here on the rules of class KQ hold for the request. */
void mining_rules(struct req *);
/* POST /projects -- of either class, by the catalogue */
enum err post_land_project(struct req *);
/* GET /trades/:id/rules -- of its class */
enum err get_land_rules(struct req *);
/* POST /trades/:id/archive, /trades/:id/archive-ended -- kept by its class */
enum err post_land_archive(struct req *);

/* ---- The area (ground.c) ---- */

struct ground {
	struct ring ring;
	struct box box;
	const char *corners;     /* in our writing */
	int64_t lowest, highest; /* centimetres; NONE: no limit */
};
/* Reads the corners, names what is wrong with them: no area, or one that is
 * not within the extent of the region. */
enum err ground_read(struct req *, int64_t region, const char *corners,
		     struct ground *);
/* To the commit nobody else finds a place free, writes or ends a right.  Taken
 * before the first look, so that no two who overlap both find it free. */
enum err ground_lock(struct req *);
/* Is it apart from every right in force, but the one of a licence (or NULL),
 * and from the other trades that are on their way? */
enum err ground_is_free(struct req *, const struct ground *,
			const char *licence);

/* ---- What a trade grants (mining.c) ---- */

enum { EXPLORATION, MINING };

struct mining {
	int64_t id, project, stage, region; /* of the trade */
	const char *code, *deal_code, *paused, *reason;
	int64_t created_at;

	const char *name, *mineral;
	int64_t kind;  /* EXPLORATION, MINING; fixed with the draft */
	int64_t scale; /* 0 large 1 medium 2 small; NONE: not said */
	int64_t years;
	int64_t area, computed;  /* square metres: declared, by the corners */
	int64_t lowest, highest; /* centimetres; NONE: all there is */
	const char *reserves, *survey, *ecology, *corners;

	/* by listing or auction; absent from an agreement */
	int64_t method; /* METHOD_ of land.h; NONE from people: listing */
	const char *qualification, *reserve_hash;
	int64_t start_fen, step_fen, ceiling_fen, deposit_fen;
	int64_t countdown; /* seconds */
	int64_t apply_to, listing_at, live_at, price_fen;

	/* by agreement; basis NULL: by offers */
	const char *basis, *approval, *grantee_code, *grantee;
	int64_t agreed_fen;
	const char *converts; /* licence of the exploration right it follows */
};
extern const struct record mining_record;
extern const char *const mining_kinds[], *const mining_scales[];

struct mining_basis {
	const char *code, *method, *name, *law, *article;
};
extern const struct record mining_basis_record;
/* The basis of an agreement, E_FIELD if there is none today. */
enum err basis_get(struct req *, const char *code, struct mining_basis *);
enum err get_bases(struct req *); /* GET /agreement-bases */

enum err mining_get(struct req *, int64_t trade, struct mining *);
enum err post_mining_trade(struct req *); /* POST /projects/:id/rights */
enum err post_mining(struct req *); /* POST /trades/:id/right: edit-right */
enum err get_mining(struct req *);  /* GET /trades/:id/right */
enum err get_minings(struct req *); /* GET /projects/:id/rights */

/* ---- Guards (mining_guards.c); rec: struct mining, notice, contract ---- */

enum err mining_is_lawful(struct req *, const void *rec);
enum err mining_notice_is_lawful(struct req *, const void *rec);
enum err agreement_is_lawful(struct req *, const void *rec);
/* Not before the result was public long enough; any time for a parcel. */
enum err contract_is_due(struct req *, const void *rec);
/* Before it is sold, or an agreement whose publicity is not over. */
enum err may_be_terminated(struct req *, const void *rec);

/* ---- What its notices say (mining_sale.c) ---- */

extern const struct sale exploration_sale, mining_sale;
/* Its facts, for notices. */
void mining_facts(struct req *, const struct mining *, struct buf *);

/* ---- By agreement (agreement.c) ---- */

enum err post_agreement(struct req *); /* POST /trades/:id/agreement: agree */
enum err due_publicized(struct req *, const struct due *);

/* ---- Rights in force (right.c) ---- */

struct mining_right {
	int64_t id, trade; /* NONE: granted elsewhere */
	const char *licence, *name, *holder, *holder_code, *mineral, *corners;
	int64_t kind, region, area, lowest, highest;
	int64_t valid_from, valid_to; /* days, both included */
	int64_t at, ended_at;
	const char *ended_reason;
};
struct registration {
	const char *licence;
	int64_t valid_from;
};
extern const struct record mining_right_record, registration_record;
extern const struct record near_record, extent_record;

/* The right of a licence in force today. */
enum err right_of(struct req *, const char *licence, struct mining_right *);
/* POST /trades/:id/registration: register -- from now on it is in force */
enum err post_registration(struct req *);
enum err post_right(struct req *);     /* POST /rights -- granted elsewhere */
enum err post_right_end(struct req *); /* POST /rights/:id/end */
enum err get_right(struct req *);      /* GET /rights/:id */
enum err get_rights(struct req *);     /* GET /rights */

#endif
