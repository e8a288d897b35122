#ifndef LAND_H
#define LAND_H
#include "sale.h"

/*
 * Land use rights (国有建设用地使用权) by listing (挂牌), auction (拍卖) or
 * tender (招标): the life cycle, its guards, and the parcel.  The bidding is
 * auction.h's, the rest of a sale sale.h's.
 */
extern const struct move land_moves[];
extern const struct due_verb land_due[];

/* ---- parcel.c ---- */

/* A share of a parcel of several uses. */
struct parcel_use {
	int64_t land_use, area, years;
};
struct parcel {
	int64_t id, project, stage, region; /* of the trade */
	const char *code, *deal_code, *paused, *reason;
	int64_t created_at;

	int64_t method;                 /* METHOD_ */
	const char *name, *number;      /* 宗地编号 */
	int64_t area;                   /* hundredths of a square metre */
	int64_t land_use, years;        /* the first of its uses */
	struct list uses;               /* struct parcel_use; empty: one */
	int64_t ratio_min, ratio_max;   /* hundredths; NONE: no limit */
	int64_t density_max, green_min; /* hundredths of a percent */
	int64_t height_max;             /* centimetres */
	const char *ecology, *corners, *qualification;
	int64_t start_fen, step_fen, ceiling_fen, deposit_fen;
	const char *deposit_reason; /* why less than is usual */
	const char *examine_basis;  /* 资格后审; NULL: before */
	bool consortium;            /* joint applications are taken */
	int64_t countdown;          /* seconds */
	int64_t at_ceiling, build_step, build_max; /* as of a lot */
	int64_t apply_to;
	int64_t listing_at; /* or, of an auction, from when it is shown; of a
			       tender, from when bids are taken */
	int64_t live_at;    /* end of the listing, start of the auction, end of
			       the bids */
	const char *reserve_hash;
	int64_t reserve_fen, price_fen;
	int64_t square_metre_fen, mu_fen; /* of the price, or else the start */
};
enum { METHOD_AUCTION, METHOD_LISTING, METHOD_TENDER };
extern const struct record parcel_record, parcel_use_record;
extern const char *const land_use_labels[];
extern const char *const method_labels[]; /* 拍卖 ..., by METHOD_ */

enum err parcel_get(struct req *, int64_t trade, struct parcel *);
/* Fen per square metre, and per mu of 10000/15 square metres, to the nearest
 * fen; area in hundredths of a square metre. */
int64_t per_square_metre(int64_t fen, int64_t area);
int64_t per_mu(int64_t fen, int64_t area);

enum err post_land_trade(struct req *); /* POST /projects/:id/trades */
enum err post_parcel(struct req *);     /* POST /trades/:id/conditions: edit */
enum err get_parcel(struct req *);      /* GET /trades/:id */
enum err get_parcels(struct req *);     /* GET /projects/:id/trades */

/* ---- guards.c: rec is a struct parcel, a struct notice ---- */

/* Step, ceiling (or NONE) and reserve (or NULL) fit the start. */
enum err offers_are_sound(struct req *, int64_t start, int64_t step,
			  int64_t ceiling, const char *reserve_hash);
/* ... of a tender, which has neither step nor ceiling. */
enum err bids_are_sound(struct req *, int64_t step, int64_t ceiling,
			const char *reserve_hash);
enum err parcel_is_lawful(struct req *, const void *rec);
enum err notice_is_lawful(struct req *, const void *rec);

/* ---- payment.c: rec is a struct schedule ---- */

enum err payments_are_lawful(struct req *, const void *rec);

/* ---- deal.c: what a sale of land says ---- */

/* The area as people write it. */
const char *area_text(struct arena *, int64_t area);

struct parcel_deal {
	int64_t trade, bidder, price, at, area;
	const char *name;
	int64_t square_metre_fen, mu_fen;
};
extern const struct record parcel_deal_record;
enum err get_parcel_deal(struct req *); /* GET /trades/:id/deal */

enum err post_land_due(struct req *); /* POST /due/:id */

#endif
