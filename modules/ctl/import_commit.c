/* Notices into the database, all of a file or none. */
#include <sysexits.h>

#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "event.h"
#include "import.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "terms.h"
#include "ctl_sql.h"

/* Every row judged; the counts say what a commit would do. */
enum err
import_judge(struct req *r, void *at)
{
	struct import *im = at;
	struct arena *whole = r->mem, *mem = arena_new();
	struct imported n = { .version = 0 };
	int64_t before;
	enum err e = OK;
	int rc = 0;

	im->complaints = 0;
	if (!im->seen)
		im->seen_room = 0;
	else
		memset(im->seen, 0, im->seen_room * sizeof(*im->seen));
	r->mem = mem;
	if (import_rewind(im, whole))
		for (;;) {
			arena_reset(mem);
			before = im->complaints;
			if (!(rc = import_next(im, mem, n.slot)))
				break;
			if (rc > 0 && (e = import_check(r, im, &n)) &&
			    e != E_FIELD)
				break;
			if (rc > 0 && !e)
				import_see(im, &n);
			if (im->complaints > before)
				im->bad_rows++;
			else if (!n.version)
				im->same++;
			else if (n.version == 1)
				im->added++;
			else
				im->changed++;
		}
	r->mem = whole;
	arena_free(mem);
	return e && e != E_FIELD ? e : OK;
}

static enum err
notice_event(struct req *r, const struct import *im, const struct imported *n,
	     int64_t id)
{
	struct event ev = event_of("import", NULL);
	struct buf detail;

	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "source");
	json_text(&detail, im->profile->source);
	json_key(&detail, "source_id");
	json_text(&detail, n->slot[SLOT_ID]);
	json_key(&detail, "version");
	json_int(&detail, n->version);
	json_key(&detail, "type");
	json_text(&detail, n->type);
	json_key(&detail, "title");
	json_text(&detail, n->slot[SLOT_TITLE]);
	json_key(&detail, "digest");
	json_text(&detail, n->digest);
	buf_char(&detail, '}');
	ev.notice = id;
	ev.public = true;
	ev.detail = buf_text(&detail);
	return event_add(r, &ev);
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

static enum err
notice_write(struct req *r, const struct import *im, const struct imported *n,
	     int64_t id, int64_t batch)
{
	int64_t pos = posting_pos(n->publish_at, id);
	enum err e;

	e = db_exec(r->db, SQL_IMPORT_NOTICE_ADD,
		    ARGS(I64(id), I64(pos), STR(n->domain), STR(n->class),
			 STR(n->type), STR(n->stage), STR(n->slot[SLOT_TITLE]),
			 STR(n->slot[SLOT_BODY]), I64(n->region),
			 STR(or_empty(n->slot[SLOT_PLACE])), I64(n->publish_at),
			 STR(or_empty(n->slot[SLOT_PROJECT])),
			 STR(or_empty(n->slot[SLOT_OWNER])), I64(n->due_at),
			 STR(import_facts(r->mem, n->slot[SLOT_FACTS])),
			 STR(im->profile->source), STR(im->profile->title),
			 STR(n->slot[SLOT_ID]), STR(n->url), I64(n->version),
			 STR(n->digest), I64(r->now)),
		    NULL);
	if (e)
		return e;
	e = db_exec(r->db, SQL_BATCH_ROW_ADD,
		    ARGS(I64(batch), I64(im->line), STR(n->slot[SLOT_ID]),
			 STR(n->hash), I64(id)),
		    NULL);
	return e ? e : notice_event(r, im, n, id);
}

static enum err
write_rows(struct req *r, struct import *im, int64_t id, int64_t batch)
{
	struct arena *whole = r->mem, *mem = arena_new();
	struct imported n = { .version = 0 };
	enum err e = OK;
	int rc;

	r->mem = mem;
	while (!e) {
		arena_reset(mem);
		if ((rc = import_next(im, mem, n.slot)) <= 0) {
			e = rc ? E_BUG : OK; /* it was good a moment ago */
			break;
		}
		if ((e = import_check(r, im, &n)) || !n.version)
			continue;
		e = notice_write(r, im, &n, id++, batch);
	}
	r->mem = whole;
	arena_free(mem);
	return e;
}

static enum err
batch_add(struct req *r, const struct import *im, int64_t *batch)
{
	const char *file = strrchr(im->file, '/');

	return db_exec(r->db, SQL_BATCH_ADD,
		       ARGS(STR(im->profile->source), STR(im->profile->name),
			    STR(file ? file + 1 : im->file),
			    STR(hex_sha256(r->mem, im->text, im->len)),
			    I64(im->added), I64(im->changed), I64(im->same),
			    I64(r->now)),
		       batch);
}

/*
 * One transaction for the whole file.  Its numbers are taken in an own one
 * before, so that other publishing does not wait for this; those of an import
 * that fails are lost, which harms nobody.
 */
enum err
import_write(struct req *r, void *at)
{
	struct import *im = at;
	struct import counts = *im;
	int64_t n = im->added + im->changed, last, batch;
	enum err e;

	if ((e = db_exec(r->db, SQL_NUMBERS_TAKE, ARGS(STR("notice"), I64(n)),
			 &last)) ||
	    (e = db_end(r->db, true)) || (e = db_begin(r->db)))
		return e;
	if ((e = batch_add(r, im, &batch)))
		return e;
	import_rewind(im, r->mem);
	e = write_rows(r, im, last - n + 1, batch);
	im->added = counts.added;
	im->changed = counts.changed;
	im->same = counts.same;
	if (!e)
		printf("批次 %lld\n", (long long)batch);
	return e;
}
