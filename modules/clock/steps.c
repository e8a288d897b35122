/* Steps that are due are asked of the worker of their domain. */
#include <errno.h>

#include "clock.h"
#include "clock_rows.h"
#include "conf.h"
#include "fcgi.h"
#include "log.h"
#include "clock_sql.h"

#define WAITS 256
#define FIRST_MS 250 /* back-off of a step that failed */
#define LONGEST_MS 60000
#define PAUSED_MS 5000 /* look again at a paused trade */
#define CLOSE_MS 2000  /* true time between deadline and closing */

/* A step that failed: not before. */
struct wait {
	int64_t id, until, last;
};

static struct wait *
wait_find(struct clock *c, int64_t id)
{
	struct wait *w, *oldest;

	if (!c->waits && !(c->waits = calloc(WAITS, sizeof(*w))))
		exit(70);
	for (oldest = w = c->waits; w < c->waits + WAITS; w++) {
		if (w->id == id)
			return w;
		if (w->until < oldest->until)
			oldest = w;
	}
	return oldest;
}

/* Real milliseconds; a rehearsal that runs fast is not kept waiting. */
static void
wait_longer(struct clock *c, int64_t id, bool paused)
{
	struct wait *w = wait_find(c, id);
	int64_t longest = c->speed > 1 ? 2000 : LONGEST_MS;

	if (w->id != id)
		*w = (struct wait){ .id = id };
	w->last = w->last ? 2 * w->last : FIRST_MS;
	if (paused)
		w->last = c->speed > 1 ? 500 : PAUSED_MS;
	if (w->last > longest)
		w->last = longest;
	w->until = c->r.real + w->last;
}

static bool
must_wait(struct clock *c, int64_t id)
{
	const struct wait *w = wait_find(c, id);

	return w->id == id && w->until > c->r.real;
}

static int
ask(struct clock *c, const struct due_step *d, struct buf *reply)
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

	buf_init(reply, mem);
	return fcgi_ask(arena_printf(mem, "%s/%s.sock", conf.run, d->domain),
			params, "{}", reply);
}

/* With a session, and with a new one if the old has ended. */
static int
ask_signed(struct clock *c, const struct due_step *d, struct buf *reply)
{
	int status;

	if (!c->cookie && door_open(c))
		return -1;
	status = ask(c, d, reply);
	if (status != 401)
		return status;
	door_close(c);
	return door_open(c) ? -1 : ask(c, d, reply);
}

static enum err
take(struct clock *c, const struct due_step *d)
{
	const char *code;
	struct buf reply;
	bool paused;
	int status;

	status = ask_signed(c, d, &reply);
	if (status == 200 || status == 201) {
		log_info("msg=step verb=%s domain=%s trade=%lld due=%lld",
			 d->verb, d->domain,
			 (long long)(d->trade == NONE ? 0 : d->trade),
			 (long long)d->id);
		return OK;
	}
	code = status < 0 ? NULL : strstr(buf_text(&reply), "\"code\":\"");
	code = code ? code + 8 : status < 0 ? strerror(errno) : "";
	paused = !strncmp(code, "E_PAUSED", 8);
	if (!paused)
		log_warn("msg=step-failed verb=%s domain=%s trade=%lld "
			 "due=%lld tries=%lld status=%d code=%.*s",
			 d->verb, d->domain,
			 (long long)(d->trade == NONE ? 0 : d->trade),
			 (long long)d->id, (long long)d->tries + 1, status,
			 (int)strcspn(code, "\""), code);
	wait_longer(c, d->id, paused);
	return db_exec(c->r.db, SQL_DUE_FAILED, ARGS(I64(d->id)), NULL);
}

enum err
clock_steps(struct clock *c)
{
	const struct due_step *d;
	struct list due;
	enum err e;

	arena_reset(c->r.mem);
	if ((e = db_all(c->r.db, c->r.mem, SQL_DUE_LIST,
			ARGS(I64(c->r.now),
			     I64(c->r.now - CLOSE_MS * c->speed)),
			&due)))
		return e;
	for (d = due.at; due.n--; d++)
		if (!must_wait(c, d->id) && (e = take(c, d)))
			return e;
	return OK;
}
