/* What a package has of the log: events with proofs, the head, the keys. */
#include <inttypes.h>
#include <string.h>

#include "archive_sql.h"
#include "bundle.h"
#include "conf.h"
#include "json.h"
#include "package.h"

enum err
pack_text(struct pack *p, const struct bag_file *f, const struct buf *b)
{
	return bag_text(p->bag, f, buf_text(b), b->len);
}

static enum err
event_line(struct pack *p, struct buf *b, const struct event_row *x)
{
	struct merkle_proof proof;
	enum err e;

	if ((e = proof_of_entry(p->k, x->seq, p->head.size, &proof)))
		return e;
	buf_printf(b,
		   "{\"seq\":%" PRId64 ",\"leaf\":\"%s\",\"public\":%s,"
		   "\"body\":",
		   x->seq, x->leaf, x->public ? "true" : "false");
	json_text(b, x->body);
	buf_str(b, ",\"proof\":");
	proof_text(b, &proof);
	buf_str(b, "}\n");
	return OK;
}

enum err
pack_log(struct pack *p)
{
	struct bag_file f = { .path = "data/log/events.jsonl",
			      .category = "留痕",
			      .title = "交易留痕和在日志中的证明",
			      .author = p->k->place.name,
			      .media = "application/jsonl",
			      .at = p->due->at };
	const struct event_row *x;
	struct list rows;
	struct buf b;
	size_t i;
	enum err e;

	if ((e = db_all(p->k->db, p->k->mem, SQL_BAG_EVENTS,
			ARGS(I64(p->due->trade), I64(p->due->trade),
			     I64(p->head.size)),
			&rows)))
		return e;
	buf_init(&b, p->k->mem);
	for (x = rows.at, i = 0; i < rows.n; i++)
		if ((e = event_line(p, &b, &x[i])))
			return e;
	if ((e = pack_text(p, &f, &b)))
		return e;
	buf_init(&b, p->k->mem);
	buf_printf(&b, "{\"size\":%" PRId64 ",\"root\":\"%s\",\"body\":",
		   p->head.size, p->head.root);
	json_text(&b, p->head.body);
	buf_str(&b, ",\"signature\":");
	json_text(&b, p->head.signature);
	buf_str(&b, "}\n");
	f.path = "data/log/head.json";
	f.title = "签名的日志树头";
	f.media = "application/json";
	f.at = p->head.at;
	f.public = true;
	return pack_text(p, &f, &b);
}

/* The public keys that heads and receipts are checked with. */
enum err
pack_keys(struct pack *p)
{
	static const char *const name[] = { "log", "receipt" };
	const char *text;
	size_t i;
	enum err e;

	for (i = 0; i < 2; i++) {
		struct bag_file f = { .category = "签名",
				      .title = i ? "回执公钥" : "日志树头公钥",
				      .author = p->k->place.name,
				      .media = "application/x-pem-file",
				      .at = NONE,
				      .public = true };

		if (!(text = public_key(p->k->mem, name[i])))
			continue;
		f.path = arena_printf(p->k->mem, "data/log/%s.pem", name[i]);
		if ((e = bag_text(p->bag, &f, text, strlen(text))))
			return e;
	}
	return OK;
}

/* A file of the bundle, as data/bundle/NAME. */
static enum err
bundle_file(void *ctx, const char *name, const char *text, size_t len)
{
	struct pack *p = ctx;
	struct bag_file f = { .category = "核验",
			      .title = text ? "证据包" : "加密投标文件",
			      .author = p->k->place.name,
			      .media = text ? "application/json"
					    : "application/octet-stream",
			      .at = p->head.at };

	f.path = arena_printf(p->k->mem, "data/bundle/%s", name);
	if (text)
		return bag_text(p->bag, &f, text, len);
	return pack_stored(p, &f, conf.blobs, name + strlen(name) - 64);
}

/* What `ggzyctl verify` takes. */
enum err
pack_bundle(struct pack *p)
{
	struct bundle_to to = { bundle_file, p, false };

	return bundle_make(p->k, p->due->trade, &p->head, true, &to);
}
