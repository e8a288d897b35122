/* What a package has of the log: events with proofs, the head, the keys. */
#include <inttypes.h>
#include <string.h>

#include "conf.h"
#include "crypt.h"
#include "json.h"
#include "log.h"
#include "merkle.h"
#include "package.h"
#include "suite.h"
#include "archive_sql.h"

enum err
pack_text(struct pack *p, const struct bag_file *f, const struct buf *b)
{
	return bag_text(p->bag, f, buf_text(b), b->len);
}

static bool
fetch(void *ctx, unsigned level, uint64_t idx, unsigned char hash[HASH_LEN])
{
	struct pack *p = ctx;
	struct node n;

	p->e = db_one(p->k->db, p->k->mem, SQL_LOG_NODE_GET,
		      ARGS(I64(level), I64((int64_t)idx)), &n);
	return !p->e && unhex(n.hash, hash, HASH_LEN);
}

static enum err
event_line(struct pack *p, struct buf *b, const struct event_row *x)
{
	struct merkle_proof proof;
	char text[2 * HASH_LEN + 1];
	size_t i;

	if (!merkle_inclusion(suite_of_word(p->k->place.suite),
			      (uint64_t)x->seq, (uint64_t)p->head.size, fetch,
			      p, &proof))
		return p->e && p->e != E_NOTFOUND ? p->e : E_BUG;
	buf_printf(b,
		   "{\"seq\":%" PRId64 ",\"leaf\":\"%s\",\"public\":%s,"
		   "\"body\":",
		   x->seq, x->leaf, x->public ? "true" : "false");
	json_text(b, x->body);
	buf_str(b, ",\"proof\":[");
	for (i = 0; i < proof.n; i++)
		buf_printf(b, "%s\"%s\"", i ? "," : "",
			   hash_hex(proof.hash[i], text));
	buf_str(b, "]}\n");
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
	char text[4000];
	size_t i, n;
	FILE *in;
	enum err e;

	for (i = 0; i < 2; i++) {
		struct bag_file f = { .category = "签名",
				      .title = i ? "回执公钥" : "日志树头公钥",
				      .author = p->k->place.name,
				      .media = "application/x-pem-file",
				      .at = NONE,
				      .public = true };

		in = fopen(arena_printf(p->k->mem, "%s/%s.pub", conf.keys,
					name[i]),
			   "r");
		if (!in) {
			log_warn("msg=no-public-key name=%s", name[i]);
			continue;
		}
		n = fread(text, 1, sizeof(text), in);
		fclose(in);
		f.path = arena_printf(p->k->mem, "data/log/%s.pem", name[i]);
		if ((e = bag_text(p->bag, &f, text, n)))
			return e;
	}
	return OK;
}
