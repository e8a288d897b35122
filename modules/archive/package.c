/*
 * The package of a trade: all it left behind, as a bag.  Everything is written
 * in one order from rows that do not change any more, and from the log up to
 * one signed head, so that making it again gives the same file.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "crypt.h"
#include "days.h"
#include "json.h"
#include "log.h"
#include "package.h"
#include "archive_sql.h"

static enum err
contents(struct pack *p)
{
	enum err e;

	if ((e = pack_rows(p)) || (e = pack_files(p)) ||
	    (e = pack_revocations(p)) || (e = pack_official(p)) ||
	    (e = pack_log(p)) || (e = pack_keys(p)) || (e = pack_bundle(p)))
		return e;
	return package_list(p->k, p->bag, &p->trade, p->due);
}

static const char *
date_text(struct arena *mem, int64_t day)
{
	char text[11];

	return day_print(text, day) ? arena_strdup(mem, text) : "";
}

/* Lines of bag-info.txt, and the head of the index. */
static const char *
about(struct pack *p)
{
	struct arena *mem = p->k->mem;
	const struct doc_trade *t = &p->trade;
	const struct due_bag *u = p->due;
	const char *until = date_text(mem, u->keep_until);
	struct buf b;

	bag_info(p->bag, "Source-Organization", p->k->place.name);
	bag_info(p->bag, "Bagging-Date", date_text(mem, day_of(u->at)));
	bag_info(p->bag, "External-Description",
		 arena_printf(mem, "%s 交易档案", t->name));
	bag_info(p->bag, "External-Identifier", t->deal_code);
	bag_info(p->bag, "Internal-Sender-Identifier", t->code);
	bag_info(p->bag, "Bag-Group-Identifier", t->project_code);
	bag_info(p->bag, "Retention-Until", until);
	bag_info(p->bag, "Retention-Rule", u->keep_rule);
	bag_info(p->bag, "Log-Head-Size",
		 arena_printf(mem, "%" PRId64, p->head.size));
	bag_info(p->bag, "Log-Head-Root", p->head.root);
	buf_init(&b, mem);
	buf_str(&b, "\"format\":\"GGZY-ARCHIVE-1\"");
	json_key(&b, "title");
	json_text(&b, arena_printf(mem, "%s 交易档案", t->name));
	json_key(&b, "platform");
	json_text(&b, p->k->place.name);
	json_key(&b, "platform_code");
	json_text(&b, p->k->place.platform_code);
	json_key(&b, "trade");
	json_record(&b, &doc_trade_record, t, F_OUT);
	json_key(&b, "archived_at");
	json_time(&b, u->at);
	json_key(&b, "domain_index_sha256");
	json_text(&b, u->index_digest);
	json_key(&b, "keep_until");
	json_text(&b, until);
	json_key(&b, "keep_rule");
	json_text(&b, u->keep_rule);
	json_key(&b, "log_head_size");
	json_int(&b, p->head.size);
	json_key(&b, "log_head_root");
	json_text(&b, p->head.root);
	return buf_text(&b);
}

static bool
sink(void *to, const void *bytes, size_t n)
{
	return !blob_add(to, bytes, n);
}

/* The row and the event of a package that is on disk. */
static enum err
record(struct pack *p, const char *name, const char *digest, int64_t size)
{
	struct keeper *k = p->k;
	size_t files;
	enum err e, end;

	bag_files(p->bag, &files);
	if ((e = db_begin(k->db)))
		return e;
	e = db_exec(k->db, SQL_BAG_ADD,
		    ARGS(I64(p->due->trade), STR(p->due->domain), STR(name),
			 STR(digest), I64(size), I64((int64_t)files),
			 I64(p->head.size), I64(p->due->at)),
		    NULL);
	if (!e)
		e = keep_event(k, "package", p->due->trade, true,
			       arena_printf(k->mem,
					    "{\"package\":\"%s\",\"size\":"
					    "%" PRId64 ",\"head\":%" PRId64 "}",
					    digest, size, p->head.size));
	end = db_end(k->db, !e);
	return e ? e : end;
}

enum err
package_make(struct keeper *k, const struct due_bag *due, const char **digest)
{
	struct pack p = { .k = k, .due = due };
	struct blob_writer *w;
	const char *name;
	int64_t size;
	enum err e, end;

	if ((e = db_one(k->db, k->mem, SQL_DOC_TRADE, ARGS(I64(due->trade)),
			&p.trade)) ||
	    (e = db_one(k->db, k->mem, SQL_BAG_HEAD, ARGS(I64(due->head)),
			&p.head)))
		return e;
	name = arena_printf(k->mem, "ggzy-%s", p.trade.deal_code);
	w = blob_begin_in(k->mem, conf.archive);
	p.bag = bag_begin(k->mem, name, sink, w, due->at);
	e = contents(&p);
	end = bag_end(p.bag, about(&p));
	if (e || (e = end)) {
		blob_drop(w);
		return e;
	}
	if ((e = blob_end(w, digest, &size)))
		return e;
	if (due->made)
		return strcmp(due->made, *digest) ? E_EXISTS : OK;
	log_info("msg=package trade=%" PRId64 " digest=%s bytes=%" PRId64,
		 due->trade, *digest, size);
	return record(&p, name, *digest, size);
}
