/* How a worker is, for whoever watches over it. */
#include <unistd.h>

#include "conf.h"
#include "db.h"
#include "health.h"
#include "instant.h"
#include "json.h"
#include "rows.h"
#include "worker.h"

/* The store is nothing to other workers, which do not even see it. */
static bool
takes_uploads(const struct worker *w)
{
	const struct route *rt;

	for (rt = w->routes; rt->method; rt++)
		if (rt->flags & R_UPLOAD)
			return true;
	return false;
}

bool
health_answer(struct req *r)
{
	bool ready = !strcmp(r->path, "/readyz");
	struct instant now = { .skew = 0 };
	enum err e = OK;

	if (!ready && strcmp(r->path, "/healthz"))
		return false;
	buf_init(&r->out, r->mem);
	if (ready) {
		e = instant_read(r->db, r->mem, &now);
		if (e == E_CONFLICT) /* the connection was lost: once more */
			e = instant_read(r->db, r->mem, &now);
		if (!e && now.skew)
			e = E_CLOCK;
		if (!e && takes_uploads(r->worker) && access(conf.blobs, W_OK))
			e = E_DISK;
	}
	r->status = e ? 503 : 0;
	buf_str(&r->out, "{\"ok\":");
	buf_str(&r->out, e ? "false" : "true");
	buf_str(&r->out, ",\"worker\":");
	json_text(&r->out, r->worker->name);
	if (now.skew) {
		json_key(&r->out, "skew_ms");
		json_int(&r->out, now.skew);
	}
	buf_char(&r->out, '}');
	return true;
}
