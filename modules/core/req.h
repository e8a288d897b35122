#ifndef REQ_H
#define REQ_H
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "field.h"
#include "rule.h"
#include "step.h"
#include "suite.h"

/*
 * One request: one arena, one transaction, one reply.  A handler reads `in`,
 * asks and writes the database through `db`, fills `out` and returns an
 * outcome.  It never prints, commits, frees or looks at headers.
 */

/* Roles.  The first row is granted in a region; the second is computed. */
enum {
	OWNER =
	    1u << 0, /* granted: may bring projects; at a trade: its owner */
	AGENCY = 1u << 1,
	BIDDER = 1u << 2,
	EXPERT =
	    1u << 3, /* granted: in the library; at a trade: on its panel */
	CENTRE = 1u << 4,
	SUPERVISOR = 1u << 5,
	ADMIN =
	    1u << 6, /* system administrator; the three exclude one another */
	SECURITY = 1u << 7, /* security administrator: accounts and roles */
	AUDITOR = 1u << 8,  /* audit administrator: reads the log */

	ANYONE = 1u << 16, /* no log-in needed */
	SIGNED = 1u << 17, /* whoever is logged in */
	TRUSTEE = 1u << 18,
	SYSTEM = 1u << 19 /* `clock`, for steps that time takes */
};
/* All of them by name, in the order of their bits; NULL where there is none,
 * and after those that are granted. */
#define WHO_BITS 20
extern const char *const who_words[WHO_BITS];

struct grant {
	int64_t role; /* index in who_words */
	int64_t region;
};
extern const struct record grant_record;

struct user {
	int64_t id;      /* account; 0: not logged in */
	int64_t subject; /* NONE: acts for nobody */
	const char *name, *login;
	const char *subject_name, *credit_code;
	unsigned roles;     /* bits; ANYONE always, SIGNED when logged in */
	unsigned pending;   /* what this session has to do first */
#define PENDING_PASSWORD 1u /* a new password */
#define PENDING_FACTOR 2u   /* enrol one-time codes */
	struct list grant;  /* of struct grant */
};

struct worker;
struct route;
struct deed;

struct req {
	struct arena *mem;
	struct db *db;
	const struct worker *worker;
	const struct route *route;
	const char *domain; /* of the worker: "engineering" */
	const char *method, *path, *query;
	const char *body; /* NULL for an upload */
	size_t body_len;
	const char *address; /* of the client */
	const char *rid;     /* request id of the web server */
	const char *cookie, *origin, *idem_key;
	const char *uri; /* as it was sent, without the query */
	const char *certificate, *signature; /* of a signed deed, base64 */
	const char *signed_at;               /* and its time */
	int64_t now;  /* the database's clock when it came (serve.h); ms UTC */
	int64_t real; /* the same without rehearsal */
	int64_t skew; /* not 0: our clock and the database's differ */
	bool rehearsal;
	const struct suite *suite; /* of the installation: log and receipts */
	struct user user;
	int64_t id, id2;  /* numbers in the path: /trades/:id/bids/:id */
	const char *word; /* a :word in the path */
	void *in;         /* the route's `in` record, read and checked */
	struct {          /* an upload, stored under its digest */
		const char *digest; /* 64 hex digits */
		int64_t size;
	} blob;
	struct trade trade; /* the trade of a step, locked */
	bool keep; /* set by a handler that refuses: commit its trace */
	const struct move *move; /* the step that was entered, until taken */
	struct buf out;          /* the reply */
	const char *media;       /* its type; NULL: application/json */
	const char *extra;       /* further header lines, each ending in \r\n */
	const char *file;        /* blob to send instead of out */
	const char *store;       /* where it lies; NULL: conf.blobs */
	struct buf bad;          /* `"field":"reason"` of E_FIELD */
	struct refusal why;      /* the rule of E_RULE */
	const char *detail;      /* one more sentence for the reply */
	const char *reason;      /* code of E_CERT */
	const char *receipt;     /* JSON, added to a refusal as it is */
	const char *leaf;        /* of the event added last, 64 hex digits */
	struct deed *deed;       /* the signature of this request, or NULL */
	bool asked;              /* for it, by deed_begin() */
	int64_t event;           /* its number */
	enum err early;          /* what was wrong with the body already */
	int status; /* 0: of the outcome; 201 ... if set by the handler */
};

/* Reads the database's clock and the suite of the installation into r;
 * E_NOTFOUND before `ggzyctl init`. */
enum err req_now(struct req *);
/* Adds a field's reason; returns E_FIELD. */
enum err req_bad(struct req *, const char *field, const char *why, ...)
    __attribute__((format(printf, 3, 4)));
/* Says more about an outcome: return req_say(r, E_STATE, "...", ...). */
enum err req_say(struct req *, enum err, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));
/* Does the user hold the role in this region or above? */
bool user_has(const struct req *, unsigned role, int64_t region);
/*
 * May one account hold these granted roles together?  Those of the trading
 * sides may be; any other stands alone: the three administrators exclude one
 * another and everything else, supervision never operates, the centre and the
 * experts take no side.
 */
bool roles_agree(unsigned roles);
#define TRADING (OWNER | AGENCY | BIDDER)
/* Region a lies in b: 540102 in 540100 in 540000 in 0. */
bool region_in(int64_t a, int64_t b);

/* Replies. */
enum err reply_record(struct req *, const struct record *, const void *);
/* {"items":[...],"next":...}: next is a path or NULL. */
enum err reply_items(struct req *, const struct record *, const struct list *,
		     const char *next);

/* The next number of a gap-free series; holds its row to the commit. */
enum err counter_next(struct req *, const char *name, int64_t *value);

#endif
