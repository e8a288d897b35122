/*
 * Steps that are due are asked of the workers of their domains, several at a
 * time: an opening of many bids takes long, and neither an auction that ends
 * meanwhile nor the log waits for it.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>

#include "clock.h"
#include "clock_rows.h"
#include "conf.h"
#include "fcgi.h"
#include "json.h"
#include "log.h"
#include "machine.h"
#include "clock_sql.h"

#define FLIGHTS 16     /* under way at most, */
#define BESIDE 2       /* of one domain */
#define LOST_MS 600000 /* until a step that nobody answers is asked anew */
#define STEPS_MS 250   /* of a turn */
#define LOOK_MS 20

/* A step that was asked for and is not answered. */
struct flight {
	int64_t id, trade, tries;
	int64_t until;   /* of steady time */
	int64_t session; /* of the clock, that it is asked in */
	char domain[17], verb[33];
	struct fcgi_call *call; /* NULL: free */
};

static enum err
failed(struct clock *c, const struct flight *f, int status, const char *reply)
{
	const char *code = reply ? strstr(reply, "\"code\":\"") : NULL;
	bool paused;

	code = code ? code + 8 : reply ? "" : strerror(errno);
	paused = !strncmp(code, "E_PAUSED", 8);
	if (!paused)
		log_warn("msg=step-failed verb=%s domain=%s trade=%lld "
			 "due=%lld tries=%lld status=%d code=%.*s",
			 f->verb, f->domain,
			 (long long)(f->trade == NONE ? 0 : f->trade),
			 (long long)f->id, (long long)f->tries + 1, status,
			 (int)strcspn(code, "\""), code);
	wait_longer(c, f->id, paused);
	return db_exec(c->r.db, SQL_DUE_FAILED, ARGS(I64(f->id)), NULL);
}

static struct fcgi_call *
ask(struct clock *c, const struct due_step *d)
{
	struct arena *mem = c->r.mem;
	const char *path =
	    arena_printf(mem, "/api/%s/due/%lld", d->domain, (long long)d->id);
	const char *key = arena_printf(mem, "due-%lld", (long long)d->id);
	/* clang-format off */
	const char *const params[] = {
		"REQUEST_METHOD", "POST",
		"REQUEST_URI", path,
		"SCRIPT_NAME", path,
		"QUERY_STRING", "",
		"CONTENT_TYPE", "application/json",
		"CONTENT_LENGTH", "2",
		"REMOTE_ADDR", "clock",
		"GGZY_REQUEST_ID", key,
		"HTTP_COOKIE", c->cookie,
		"HTTP_ORIGIN", conf.url,
		"HTTP_IDEMPOTENCY_KEY", key,
		NULL
	};
	/* clang-format on */

	return fcgi_begin(arena_printf(mem, "%s/%s.sock", conf.run, d->domain),
			  params, "{}");
}

/*
 * A free place for a step, or NULL.  Of a trade one thing happens after the
 * other; what is of several trades is waited for and waits for nobody; no
 * domain gets more than its share, so that its workers have time for people.
 */
static struct flight *
place(struct clock *c, const struct due_step *d)
{
	struct flight *f, *room = NULL;
	int beside = 0;

	if (!c->flights && !(c->flights = calloc(FLIGHTS, sizeof(*f))))
		exit(70);
	for (f = c->flights; f < c->flights + FLIGHTS; f++) {
		if (!f->call) {
			room = f;
			continue;
		}
		if (strcmp(f->domain, d->domain))
			continue;
		if (f->id == d->id || f->trade == NONE ||
		    f->trade == d->trade || ++beside == BESIDE)
			return NULL;
	}
	return room;
}

/* *begun if the step is under way. */
static enum err
begin(struct clock *c, const struct due_step *d, bool *begun)
{
	struct flight *f = place(c, d);
	enum err e;

	*begun = false;
	if (!f)
		return OK;
	if (!c->cookie && (e = door_open(c)))
		return e;
	*f = (struct flight){ .id = d->id,
			      .trade = d->trade,
			      .tries = d->tries,
			      .session = c->sessions,
			      .until = steady_ms() + LOST_MS };
	snprintf(f->domain, sizeof(f->domain), "%s", d->domain);
	snprintf(f->verb, sizeof(f->verb), "%s", d->verb);
	if (!(f->call = ask(c, d)))
		return failed(c, f, -1, NULL);
	*begun = true;
	return OK;
}

static enum err
answered(struct clock *c, struct flight *f, int status, const char *reply)
{
	/* its session has ended: the next turn opens another, unless one that
	 * was asked beside it had that done */
	if (status == 401) {
		if (f->session == c->sessions)
			door_close(c);
		return OK;
	}
	if (status != 200 && status != 201)
		return failed(c, f, status, reply);
	log_info("msg=step verb=%s domain=%s trade=%lld due=%lld", f->verb,
		 f->domain, (long long)(f->trade == NONE ? 0 : f->trade),
		 (long long)f->id);
	return OK;
}

/* 0 while it is under way. */
static int
look(struct flight *f, const char **reply)
{
	int status = fcgi_go_on(f->call, reply);

	if (!status && steady_ms() >= f->until) {
		errno = ETIMEDOUT;
		status = -1;
	}
	return status;
}

/* Takes what comes within LOOK_MS; *under_way: how many are left. */
static enum err
hear(struct clock *c, size_t *under_way)
{
	struct pollfd fds[FLIGHTS];
	const char *reply = NULL;
	struct flight *f;
	enum err e = OK, e2;
	nfds_t n = 0;
	int status;

	*under_way = 0;
	if (!c->flights)
		return OK;
	for (f = c->flights; f < c->flights + FLIGHTS; f++)
		if (f->call)
			fds[n++] =
			    (struct pollfd){ fcgi_fd(f->call), POLLIN, 0 };
	if (n)
		poll(fds, n, LOOK_MS);
	for (f = c->flights; f < c->flights + FLIGHTS; f++) {
		if (!f->call)
			continue;
		if (!(status = look(f, &reply))) {
			++*under_way;
			continue;
		}
		e2 = answered(c, f, status, status < 0 ? NULL : reply);
		fcgi_end(f->call);
		f->call = NULL;
		if (!e)
			e = e2;
	}
	return e;
}

/* Begins what can be; what has been begun is left out of the list. */
static enum err
begin_some(struct clock *c, struct list *due)
{
	struct due_step *d = due->at;
	size_t i, left = 0;
	enum err e = OK;
	bool begun;

	for (i = 0; i < due->n; i++) {
		if (must_wait(c, d[i].id))
			continue;
		if (!e)
			e = begin(c, &d[i], &begun);
		if (e || !begun)
			d[left++] = d[i];
	}
	due->n = left;
	return e;
}

/* What is under way, as a list of JSON. */
static const char *
begun_ids(struct clock *c)
{
	const struct flight *f;
	struct buf b;

	buf_init(&b, c->r.mem);
	buf_char(&b, '[');
	for (f = c->flights; f && f < c->flights + FLIGHTS; f++) {
		if (!f->call)
			continue;
		json_comma(&b);
		json_int(&b, f->id);
	}
	buf_char(&b, ']');
	return buf_text(&b);
}

enum err
clock_steps(struct clock *c)
{
	int64_t until = steady_ms() + STEPS_MS;
	struct list due;
	size_t under_way;
	enum err e;

	arena_reset(c->r.mem);
	if ((e = db_all(c->r.db, c->r.mem, SQL_DUE_LIST,
			ARGS(I64(c->r.now), STR(begun_ids(c))), &due)))
		return e;
	do {
		if ((e = begin_some(c, &due)) || (e = hear(c, &under_way)))
			return e;
	} while ((due.n || under_way) && steady_ms() < until);
	return OK;
}

void
clock_steps_leave(struct clock *c)
{
	struct flight *f;

	for (f = c->flights; f && f < c->flights + FLIGHTS; f++)
		if (f->call)
			fcgi_end(f->call);
	free(c->flights);
}
