/* One request is one transaction: attempts, idempotency, problems. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "body.h"
#include "conf.h"
#include "crypt.h"
#include "deed.h"
#include "hash.h"
#include "json.h"
#include "log.h"
#include "route.h"
#include "rows.h"
#include "serve.h"
#include "session.h"
#include "core_sql.h"

#define ATTEMPTS 6
#define PATIENCE 12 /* seconds of attempts; the web server waits 30 */

static bool
writes(const struct req *r)
{
	return strcmp(r->method, "GET") && strcmp(r->method, "HEAD");
}

/* Is the reply kept under the request's Idempotency-Key? */
static bool
is_keyed(const struct req *r)
{
	return writes(r) && r->idem_key && r->user.id &&
	       !(r->route->flags & R_SECRET);
}

/* What one Idempotency-Key stands for. */
static char *
request_digest(struct req *r)
{
	unsigned char out[HASH_LEN];
	struct hash h;

	hash_init(&h);
	hash_add(&h, r->method, strlen(r->method) + 1);
	hash_add(&h, r->path, strlen(r->path) + 1);
	if (r->query)
		hash_add(&h, r->query, strlen(r->query) + 1);
	if (r->body)
		hash_add(&h, r->body, r->body_len);
	if (r->blob.digest)
		hash_add(&h, r->blob.digest, strlen(r->blob.digest));
	hash_end(&h, out);
	return arena_copy(r->mem, out, sizeof(out));
}

/* Reserves the key, or answers with the stored reply (*done). */
static enum err
idem_begin(struct req *r, bool *done)
{
	char *digest = request_digest(r);
	struct idem old;
	enum err e;

	*done = false;
	if (!*r->idem_key || strlen(r->idem_key) > 100 ||
	    !utf8_ok(r->idem_key, strlen(r->idem_key)))
		return req_bad(r, "Idempotency-Key", "应是 1 到 100 个字符");
	e = db_exec(r->db, SQL_IDEM_ADD,
		    ARGS(I64(r->user.id), STR(r->idem_key),
			 BIN(digest, HASH_LEN), I64(0), STR(""), I64(r->now)),
		    NULL);
	if (e != E_EXISTS)
		return e;
	e = db_one(r->db, r->mem, SQL_IDEM_GET,
		   ARGS(I64(r->user.id), STR(r->idem_key)), &old);
	if (e)
		return e == E_NOTFOUND ? E_CONFLICT : e;
	if (strcasecmp(old.request, hex(r->mem, digest, HASH_LEN)))
		return E_KEY;
	*done = true;
	buf_str(&r->out, old.reply);
	r->status = (int)old.status;
	if (r->status >= 400)
		r->media = "application/problem+json";
	return OK;
}

/* The account is the one that began: a log-in changes r->user. */
static enum err
idem_end(struct req *r, int64_t account)
{
	return db_exec(r->db, SQL_IDEM_SET,
		       ARGS(I64(r->status ? r->status : 200),
			    STR(buf_text(&r->out)), I64(account),
			    STR(r->idem_key)),
		       NULL);
}

/* The clock and the user; two questions less where nobody needs them. */
static enum err
who(struct req *r)
{
	if (!(r->route->flags & R_TIMELESS))
		return session_read(r);
	r->user = (struct user){ .subject = NONE, .roles = ANYONE };
	return OK;
}

/* When a request came, whatever it had to wait for. */
struct came {
	bool known;
	int64_t now, real;
};

/* The first attempt that got to know the time says when it came. */
static void
keep_time(struct req *r, struct came *c)
{
	if (r->route->flags & R_TIMELESS)
		return;
	if (!c->known)
		*c = (struct came){ true, r->now, r->real };
	r->now = c->now;
	r->real = c->real;
}

/* Who has something to do first is a stranger elsewhere. */
static enum err
first_things(struct req *r, unsigned who)
{
	unsigned pending = r->user.pending;

	if (!pending || (r->route->flags & R_PENDING))
		return OK;
	r->user = (struct user){ .subject = NONE, .roles = ANYONE };
	if (who & ANYONE)
		return OK;
	return req_say(r, E_PENDING,
		       pending & PENDING_PASSWORD
			   ? "口令已到期或由他人设定，请先修改口令"
			   : "按规定须登记动态口令，请先登记");
}

static enum err
allowed(struct req *r)
{
	const struct route *rt = r->route;
	unsigned who = rt->who;
	enum err e;

	if (rt->verb)
		who = move_find(r->worker->moves, rt->verb)->who;
	if ((e = first_things(r, who)))
		return e;
	if (!r->user.id && !(who & ANYONE))
		return E_LOGIN;
	/* the roles of a step are those at its trade */
	return rt->verb || (who & r->user.roles) ? OK : E_ROLE;
}

static enum err
read_in(struct req *r)
{
	const struct record *rec = r->route->in;
	bool query = !writes(r) || (r->route->flags & R_UPLOAD);
	static const struct field none_field[] = { FIELD_END };
	static const struct record none = { "none", 1, none_field };
	enum err e;

	if (!rec) {
		if (!query && !r->body_len)
			query = true;
		rec = &none; /* {} is fine, members are not */
	}
	r->in = arena_alloc(r->mem, rec->size);
	if (query)
		return query_read(r->mem, rec, r->query, r->in, &r->bad);
	/* what a form takes stands in its body alone */
	if (r->query &&
	    (e = query_read(r->mem, &none, r->query,
			    arena_alloc(r->mem, none.size), &r->bad)))
		return e;
	return record_read(r->mem, rec, r->body, r->body_len, r->in, &r->bad);
}

/* Must it be signed, and does nobody else ask? */
static bool
is_ours_to_ask(const struct route *rt)
{
	return (rt->flags & R_DEED) && !(rt->flags & R_ANSWERS);
}

static enum err
handle(struct req *r)
{
	enum err e;

	if ((e = read_in(r)))
		return e;
	if (is_ours_to_ask(r->route) && (e = deed_begin(r)))
		return e;
	if (r->route->verb && (e = trade_enter(r, r->id, r->route->verb)))
		return e;
	if ((e = r->route->run(r)))
		return e;
	if (r->move || ((r->route->flags & R_DEED) && !r->asked)) {
		log_error("msg=%s path=%s",
			  r->move ? "step-not-taken" : "signature-not-asked",
			  r->path);
		return E_BUG;
	}
	return OK;
}

static void
problem(struct req *r, enum err e)
{
	const struct refusal *w = &r->why;
	struct buf *b = &r->out;

	buf_init(b, r->mem);
	r->file = NULL;
	r->extra = e == E_METHOD ? route_methods(r) : NULL;
	r->media = "application/problem+json";
	r->status = err_status(e);
	buf_str(b, "{\"type\":\"about:blank\"");
	json_key(b, "title");
	json_text(b, err_text(e));
	json_key(b, "status");
	json_int(b, r->status);
	json_key(b, "code");
	json_text(b, err_name(e));
	if (r->detail) {
		json_key(b, "detail");
		json_text(b, r->detail);
	}
	if (r->reason) {
		json_key(b, "reason");
		json_text(b, r->reason);
	}
	if (r->bad.len)
		buf_printf(b, ",\"fields\":{%s}", buf_text(&r->bad));
	if (e == E_RULE && w->rule) {
		json_key(b, "rule");
		json_record(b, &rule_record, w->rule, F_OUT);
		b->len--; /* open the object again */
		json_key(b, "given");
		json_text(b, w->given);
		json_key(b, "required");
		json_text(b, w->needed);
		json_key(b, "hint");
		json_text(b, w->hint);
		buf_char(b, '}');
	}
	if (r->receipt) {
		json_key(b, "receipt");
		buf_str(b, r->receipt);
	}
	json_key(b, "request");
	json_text(b, r->rid);
	buf_char(b, '}');
}

/* Nothing was kept: what an outcome said besides holds no more. */
static void
unsay(struct req *r)
{
	buf_init(&r->bad, r->mem);
	memset(&r->why, 0, sizeof(r->why));
	r->detail = r->reason = r->receipt = NULL;
}

/* From an empty arena to a commit or a roll back. */
static enum err
attempt(struct req *r, struct came *c)
{
	bool write = writes(r), replay = false, reserved = false, kept;
	bool transaction = write || (r->route->flags & R_SNAPSHOT);
	enum err e, end;
	int64_t account;

	arena_reset(r->mem);
	buf_init(&r->out, r->mem);
	buf_init(&r->bad, r->mem);
	memset(&r->user, 0, sizeof(r->user));
	memset(&r->trade, 0, sizeof(r->trade));
	memset(&r->why, 0, sizeof(r->why));
	r->in = NULL;
	r->move = NULL;
	r->keep = false;
	r->media = r->extra = r->file = r->store = NULL;
	r->detail = r->reason = r->receipt = r->leaf = NULL;
	r->deed = NULL;
	r->asked = false;
	r->status = 0;
	route_find(r, &e); /* its words lived in the arena */

	if (transaction && (e = write ? db_begin(r->db) : db_snapshot(r->db)))
		return e;
	if (!(e = who(r))) {
		keep_time(r, c);
		e = allowed(r);
	}
	account = r->user.id;
	if (!e && is_keyed(r)) {
		e = idem_begin(r, &replay);
		/* only then is the row ours: others keep their reply */
		reserved = !e && !replay;
	}
	if (!e && !replay)
		e = handle(r);
	/* a refusal that the handler wants to leave its trace */
	kept = e && r->keep && err_status(e) < 500;
	if (r->deed && (!e || kept) && (end = deed_end(r))) {
		e = end;
		kept = false;
	}
	if (kept)
		problem(r, e);
	if (reserved && (!e || kept) && (end = idem_end(r, account)))
		e = end;
	if (transaction) {
		end = db_end(r->db, !e || (kept && err_status(e) < 500));
		if (end && err_status(e) < 500) {
			e = end;
			unsay(r);
		}
	}
	return e;
}

/* No file is kept for a trade that does not exist or is nobody's yet. */
static enum err
is_there(struct req *r)
{
	if (!r->worker->moves || strncmp(r->route->path, "/trades/:id", 11))
		return OK;
	return trade_exists(r, r->id);
}

/*
 * Session and role first, so that strangers cannot fill the disk.  Never
 * E_CONFLICT, after which an attempt would go on without the file.
 */
static enum err
upload(struct req *r, enum err (*take)(struct req *))
{
	enum err e = session_read(r);

	if (e == E_CONFLICT) /* the connection was lost: once more */
		e = session_read(r);
	if (!e && !(e = allowed(r)) && !(e = read_in(r)) &&
	    !(e = is_there(r)) && is_ours_to_ask(r->route))
		e = deed_wanted(r);
	if (!e)
		e = take(r);
	return e == E_CONFLICT ? E_DB : e;
}

static void
pause_before(int try)
{
	unsigned char noise;

	random_bytes(&noise, 1);
	usleep((useconds_t)((5u << try) * 1000u + noise * 40u));
}

static bool
too_long(const struct timespec *began)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - began->tv_sec >= PATIENCE;
}

void
serve(struct req *r, enum err (*take)(struct req *))
{
	struct came came = { .known = false };
	struct timespec began;
	bool unknown = false;
	enum err e;
	int i;

	clock_gettime(CLOCK_MONOTONIC, &began);
	buf_init(&r->out, r->mem);
	buf_init(&r->bad, r->mem);
	r->route = route_find(r, &e);
	if (r->route && writes(r) &&
	    (!r->origin || strcmp(r->origin, conf.url)))
		e = E_ORIGIN;
	if (!e)
		e = r->early;
	if (!e && r->route && (r->route->flags & R_UPLOAD))
		e = upload(r, take);
	for (i = 0; r->route && (!e || e == E_CONFLICT); i++) {
		e = attempt(r, &came);
		/* the next attempt finds the key if this one was committed */
		if (e == E_UNKNOWN && is_keyed(r)) {
			unknown = true;
			e = E_CONFLICT;
		}
		if (e != E_CONFLICT || i == ATTEMPTS || too_long(&began))
			break;
		log_info("msg=again path=%s try=%d", r->path, i + 1);
		pause_before(i);
	}
	if (unknown && e && err_status(e) >= 500)
		e = E_UNKNOWN;
	if (e && (r->media == NULL || r->status != err_status(e)))
		problem(r, e);
	if (e && err_status(e) >= 500)
		log_error("msg=failed code=%s path=%s", err_name(e), r->path);
}
