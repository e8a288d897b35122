/*
 * What an administrator may do to a database at night, one thing a round:
 * log-mutations ROUNDS SEED WITNESS.conf.  Changes rows or stored files as
 * root, asks the verifier of the database (modules/ctl/log_audit.c) and the
 * witness (modules/witness) what they see, and changes them back.  A round is
 * good if the change was detected and its place named.  The clock must not
 * run.  Prints a line for each kind.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blob.h"
#include "ca.h"
#include "conf.h"
#include "crypt.h"
#include "db.h"
#include "head.h"
#include "log.h"
#include "log-mutations.h"
#include "log_audit.h"
#include "policy.h"
#include "rows.h"
#include "session_row.h"
#include "worker.h"
#include "ctl_sql.h"

#define BLOBS 64

static const struct sql sql[] = {
	SQL_CORE_TABLE SQL_CERT_TABLE SQL_LOAD_TABLE SQL_CTL_TABLE
};

struct stored {
	int64_t seq;
	char digest[65];
};

static struct lab {
	struct req r;
	struct audit *a;
	struct arena *mem;   /* of the laboratory */
	struct list entries; /* as they should be */
	struct list heads;
	struct list bids;
	struct stored blob[BLOBS];
	size_t nblobs;
	int64_t n;
	struct key *key;
	uint64_t dice;
	/* of a round: where the change is */
	int64_t seq, event, size, bid;
	const char *digest;
	int64_t kind;    /* of a fault; NONE: any */
	bool by_witness; /* the database alone cannot know */
	struct buf undo;
} lab;

static uint64_t
dice(uint64_t n)
{
	lab.dice ^= lab.dice << 13;
	lab.dice ^= lab.dice >> 7;
	lab.dice ^= lab.dice << 17;
	return lab.dice % n;
}

static void
die(const char *why)
{
	fprintf(stderr, "log-mutations: %s\n", why);
	exit(1);
}

static void script(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void
script(const char *fmt, ...)
{
	struct arena *mem = arena_new();
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(mem, fmt, ap);
	va_end(ap);
	if (db_script(conf.db_socket, conf.admin_user, conf.admin_password,
		      arena_printf(mem,
				   "SET FOREIGN_KEY_CHECKS = 0;"
				   "START TRANSACTION; %s; COMMIT",
				   text)))
		die(text);
	arena_free(mem);
}

static const struct entry *
entry(int64_t seq)
{
	return (const struct entry *)lab.entries.at + seq;
}

/* -- putting back what was there */

static void
undo_table(const char *table)
{
	buf_printf(&lab.undo,
		   "DELETE FROM ggzy_core.%s; INSERT INTO ggzy_core.%s "
		   "SELECT * FROM mutant.%s;",
		   table, table, table);
}

static void
undo_events(void)
{
	undo_table("event");
	buf_str(&lab.undo, "DELETE FROM ggzy_core.event_pending;");
}

static void
undo_event(int64_t id)
{
	buf_printf(
	    &lab.undo,
	    "UPDATE ggzy_core.event e JOIN mutant.event m USING (id) "
	    "SET e.at = m.at, e.actor = m.actor, e.subject = m.subject, "
	    "e.address = m.address, e.module = m.module, e.verb = m.verb, "
	    "e.project = m.project, e.trade = m.trade, e.notice = m.notice, "
	    "e.before_stage = m.before_stage, e.after_stage = m.after_stage, "
	    "e.public = m.public, e.body = m.body WHERE e.id = %" PRId64 ";",
	    id);
}

static void
undo_log(void)
{
	undo_table("log_entry");
	undo_table("log_node");
	undo_table("log_head");
	undo_table("log_cosignature");
}

/* -- an entry and its event */

static const struct entry *
any_entry(void)
{
	lab.seq = (int64_t)dice((uint64_t)lab.n);
	lab.event = entry(lab.seq)->event;
	lab.kind = FAULT_ENTRY;
	return entry(lab.seq);
}

static void
body_byte(void)
{
	const struct entry *e = any_entry();
	size_t at = 1 + (size_t)dice(strlen(e->body) / 3);

	undo_event(e->event);
	script("UPDATE ggzy_core.event SET body = INSERT(body, %zu, 1, "
	       "IF(SUBSTR(body, %zu, 1) = 'x', 'y', 'x')) WHERE id = %" PRId64,
	       at, at, e->event);
}

static void
body_and_leaf(void)
{
	const struct entry *e = any_entry();

	lab.kind = NONE;
	undo_event(e->event);
	undo_table("log_entry");
	script("UPDATE ggzy_core.event SET body = REPLACE(body, '\"salt\":\"', "
	       "'\"salt\":\"0') WHERE id = %" PRId64 "; "
	       "UPDATE ggzy_core.log_entry l JOIN ggzy_core.event e "
	       "ON e.id = l.event SET l.leaf = UNHEX(SHA2(CONCAT(CHAR(0), "
	       "e.body), 256)) WHERE e.id = %" PRId64,
	       e->event, e->event);
}

static void
event_column(void)
{
	static const char *const set[] = {
		"at = at + 1",
		"at = at - 86400000",
		"actor = COALESCE(actor, 0) + 1",
		"subject = COALESCE(subject, 0) + 1",
		"address = CONCAT(COALESCE(address, ''), '1')",
		"module = CONCAT(LEFT(module, 15), 'x')",
		"verb = CONCAT(LEFT(verb, 39), 'x')",
		"project = COALESCE(project, 0) + 1",
		"trade = COALESCE(trade, 0) + 1",
		"notice = COALESCE(notice, 0) + 1",
		"before_stage = (COALESCE(before_stage, 0) + 1) MOD 12",
		"after_stage = (COALESCE(after_stage, 0) + 1) MOD 12",
	};
	const struct entry *e = any_entry();

	undo_event(e->event);
	script("UPDATE ggzy_core.event SET %s WHERE id = %" PRId64,
	       set[dice(sizeof(set) / sizeof(*set))], e->event);
}

static void
event_gone(void)
{
	const struct entry *e = any_entry();

	undo_events();
	script("DELETE FROM ggzy_core.event WHERE id = %" PRId64, e->event);
}

static void
leaf_changed(void)
{
	const struct entry *e = any_entry();

	undo_table("log_entry");
	script("UPDATE ggzy_core.log_entry SET leaf = UNHEX(SHA2(leaf, 256)) "
	       "WHERE event = %" PRId64,
	       e->event);
}

static void
entry_gone(void)
{
	const struct entry *e = any_entry();

	/* the last one leaves no gap, but its event is nowhere */
	if (lab.seq == lab.n - 1) {
		lab.kind = FAULT_LOST;
		lab.seq = NONE;
	}
	undo_table("log_entry");
	script("DELETE FROM ggzy_core.log_entry WHERE event = %" PRId64,
	       e->event);
}

/* Of two entries that change places, either may be named. */
static void
swap(bool leaf)
{
	const struct entry *a = any_entry(), *b;
	int64_t other =
	    ((a - entry(0)) + 1 + (int64_t)dice((uint64_t)lab.n - 1)) % lab.n;

	lab.kind = NONE;
	b = entry(other);
	undo_table("log_entry");
	script("UPDATE ggzy_core.log_entry SET event = -1 WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = %" PRId64
	       "%s%s%s WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = %" PRId64
	       "%s%s%s WHERE seq = %" PRId64,
	       a->seq, a->event, leaf ? ", leaf = UNHEX('" : "",
	       leaf ? a->leaf : "", leaf ? "')" : "", b->seq, b->event,
	       leaf ? ", leaf = UNHEX('" : "", leaf ? b->leaf : "",
	       leaf ? "')" : "", a->seq);
}

static void
swap_events(void)
{
	swap(false);
}

static void
swap_entries(void)
{
	swap(true);
}

static void
tail_gone(void)
{
	int64_t k = 1 + (int64_t)dice(20), i;

	lab.kind = FAULT_LOST;
	for (i = lab.n - k, lab.event = INT64_MAX; i < lab.n; i++)
		if (entry(i)->event < lab.event)
			lab.event = entry(i)->event;
	undo_table("log_entry");
	script("DELETE FROM ggzy_core.log_entry WHERE seq >= %" PRId64,
	       lab.n - k);
}

static void
forged_between(void)
{
	lab.seq = (int64_t)dice((uint64_t)lab.n);
	undo_events();
	undo_table("log_entry");
	script("INSERT INTO ggzy_core.event (at, module, verb, public, body) "
	       "SELECT at, module, verb, public, REPLACE(body, '\"salt\":\"', "
	       "'\"salt\":\"f') FROM ggzy_core.event WHERE id = %" PRId64
	       "; DELETE FROM ggzy_core.event_pending; "
	       "UPDATE ggzy_core.log_entry SET seq = seq + 1 WHERE seq >= "
	       "%" PRId64 " ORDER BY seq DESC; "
	       "INSERT INTO ggzy_core.log_entry (seq, event, leaf) SELECT "
	       "%" PRId64 ", id, UNHEX(SHA2(CONCAT(CHAR(0), body), 256)) FROM "
	       "ggzy_core.event ORDER BY id DESC LIMIT 1",
	       entry(lab.seq)->event, lab.seq, lab.seq);
}

/* Written, and taken from the queue before the clock came by. */
static void
withheld(void)
{
	const struct entry *e = any_entry();

	lab.kind = FAULT_LOST;
	lab.seq = NONE;
	undo_events();
	lab.event = entry(lab.n - 1)->event + 1000000 + (int64_t)dice(1000000);
	script("INSERT INTO ggzy_core.event (id, at, module, verb, public, "
	       "body) "
	       "SELECT %" PRId64 ", at, module, verb, public, body FROM "
	       "ggzy_core.event WHERE id = %" PRId64
	       "; DELETE FROM ggzy_core.event_pending",
	       lab.event, e->event);
}

/* -- nodes, heads, co-signatures */

static void
node(bool gone)
{
	unsigned level = 0;
	int64_t idx;

	while (lab.n >> (level + 1) > 0 && dice(2))
		level++;
	idx = (int64_t)dice((uint64_t)(lab.n >> level));
	lab.kind = FAULT_NODE;
	lab.seq = ((idx + 1) << level) - 1;
	undo_table("log_node");
	if (gone)
		script("DELETE FROM ggzy_core.log_node WHERE level = %u AND "
		       "idx = %" PRId64,
		       level, idx);
	else
		script("UPDATE ggzy_core.log_node SET hash = UNHEX(SHA2(hash, "
		       "256)) WHERE level = %u AND idx = %" PRId64,
		       level, idx);
}

static void
node_changed(void)
{
	node(false);
}

static void
node_gone(void)
{
	node(true);
}

static const struct head *
any_head(void)
{
	const struct head *h = lab.heads.at;

	h += dice(lab.heads.n);
	lab.size = h->size;
	return h;
}

static void
head_changed(void)
{
	static const char *const set[] = {
		"root = UNHEX(SHA2(root, 256))",
		"at = at + 1",
		"body = REPLACE(body, '\"size\":', '\"size\":1')",
		"body = CONCAT(body, ' ')",
		"signature = CONCAT(IF(LEFT(signature, 1) = 'A', 'B', 'A'), "
		"SUBSTR(signature, 2))",
	};
	const struct head *h = any_head();

	undo_table("log_head");
	script("UPDATE ggzy_core.log_head SET %s WHERE size = %" PRId64,
	       set[dice(sizeof(set) / sizeof(*set))], h->size);
}

static void
head_gone(void)
{
	const struct head *h = any_head();

	lab.kind = FAULT_COSIGNATURE;
	undo_table("log_head");
	script("DELETE FROM ggzy_core.log_head WHERE size = %" PRId64, h->size);
}

static void
cosignature_changed(void)
{
	static const char *const set[] = {
		"signature = CONCAT(IF(LEFT(signature, 1) = 'A', 'B', 'A'), "
		"SUBSTR(signature, 2))",
		"body = REPLACE(body, '\"size\":', '\"size\":1')",
		"size = size + 1000000",
	};
	const struct head *h = any_head();
	size_t i = (size_t)dice(sizeof(set) / sizeof(*set));

	lab.kind = FAULT_COSIGNATURE;
	lab.size += i == 2 ? 1000000 : 0;
	undo_table("log_cosignature");
	script("UPDATE ggzy_core.log_cosignature SET %s WHERE size = %" PRId64,
	       set[i], h->size);
}

/* -- stored files */

static void
file_copy(const char *from, const char *to)
{
	char piece[65536];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	if (!in || !out)
		die(from);
	while ((n = fread(piece, 1, sizeof(piece), in)))
		fwrite(piece, 1, n, out);
	fclose(in);
	if (fclose(out))
		die(to);
}

static char *
stored(void)
{
	const struct stored *s = &lab.blob[dice(lab.nblobs)];

	lab.kind = FAULT_BLOB;
	lab.seq = s->seq;
	lab.digest = s->digest;
	return blob_path(lab.mem, s->digest);
}

static char *
aside(void)
{
	return arena_printf(lab.mem, "%s/mutant.file", conf.blobs);
}

static void
file_changed(void)
{
	char *path = stored();
	struct stat st;
	unsigned char c;
	FILE *f;
	long at;

	file_copy(path, aside());
	chmod(path, 0600);
	if (!(f = fopen(path, "r+b")) || stat(path, &st))
		die(path);
	at = (long)dice((uint64_t)st.st_size);
	if (dice(4)) {
		fseek(f, at, SEEK_SET);
		c = (unsigned char)(fgetc(f) ^ (1 << dice(8)));
		fseek(f, at, SEEK_SET);
		fputc(c, f);
	} else if (ftruncate(fileno(f), at)) {
		die(path);
	}
	fclose(f);
}

static void
file_gone(void)
{
	char *path = stored();

	file_copy(path, aside());
	unlink(path);
}

static void
file_back(void)
{
	char *path = blob_path(lab.mem, lab.digest);

	unlink(path);
	file_copy(aside(), path);
	unlink(aside());
}

/* -- closed boxes */

static const struct boxed_bid *
any_bid(void)
{
	const struct boxed_bid *b = lab.bids.at;

	b += dice(lab.bids.n);
	lab.kind = FAULT_BOX;
	lab.bid = b->id;
	buf_str(&lab.undo,
		"UPDATE ggzy_trade.bid b JOIN mutant.bid m USING "
		"(id) SET b.state = m.state, b.digest = m.digest, "
		"b.received_at = m.received_at, b.subject = m.subject;");
	return b;
}

static void
bid_changed(void)
{
	static const char *const set[] = { "digest = SHA2(digest, 256)",
					   "received_at = received_at - 1",
					   "subject = subject + 1000000",
					   "state = 2 - state" };
	const struct boxed_bid *b = any_bid();
	size_t i = (size_t)dice(4);

	/* a bid of nobody is not shown: its leaf is missed */
	if (i == 2)
		lab.bid = NONE;
	script("UPDATE ggzy_trade.bid SET %s WHERE id = %" PRId64, set[i],
	       b->id);
}

static void
bid_added(void)
{
	const struct boxed_bid *b = any_bid();

	lab.bid = 900000 + (int64_t)dice(1000);
	buf_str(&lab.undo, "DELETE FROM ggzy_trade.opening WHERE bid >= 900000;"
			   "DELETE FROM ggzy_trade.bid WHERE id >= 900000;");
	script(
	    "INSERT INTO ggzy_trade.bid (id, domain, trade, subject, account, "
	    "state, digest, size, header, received_at, receipt) SELECT "
	    "%" PRId64 ", domain, trade, subject, account, 0, digest, size, "
	    "header, received_at, receipt FROM ggzy_trade.bid WHERE id = "
	    "%" PRId64 "; INSERT INTO ggzy_trade.opening (domain, trade, bid, "
	    "subject, bidder, opened, at) SELECT domain, trade, id, subject, "
	    "'x', 1, received_at FROM ggzy_trade.bid WHERE id = %" PRId64,
	    lab.bid, b->id, lab.bid);
}

static void
opening_gone(void)
{
	const struct boxed_bid *b = any_bid();

	buf_str(&lab.undo, "DELETE FROM ggzy_trade.opening; INSERT INTO "
			   "ggzy_trade.opening SELECT * FROM mutant.opening;");
	script("DELETE FROM ggzy_trade.opening WHERE bid = %" PRId64, b->id);
}

/* -- the strongest insider: all that the platform holds, made anew */

/* Leaves, nodes, roots and signatures over the events as they are now. */
static void
remake(bool forget_witness)
{
	struct merkle_done done[MERKLE_LEVELS];
	struct merkle m = { .suite = &suite_p256 };
	const struct head *h = lab.heads.at, *end = h + lab.heads.n;
	unsigned char leaf[HASH_LEN], root[HASH_LEN];
	const struct entry *e;
	char text[2 * HASH_LEN + 1];
	struct buf nodes, heads;
	struct list now;
	size_t i, k, n;
	char *body;

	arena_reset(lab.r.mem);
	script(
	    "UPDATE ggzy_core.log_entry l JOIN ggzy_core.event e ON e.id = "
	    "l.event SET l.leaf = UNHEX(SHA2(CONCAT(CHAR(0), e.body), 256))");
	if (db_all(lab.r.db, lab.r.mem, SQL_VERIFY_ENTRIES,
		   ARGS(I64(0), I64(INT64_MAX)), &now))
		die("cannot read");
	buf_init(&nodes, lab.r.mem);
	buf_init(&heads, lab.r.mem);
	for (e = now.at, i = 0; i < now.n; i++) {
		merkle_leaf(m.suite, e[i].body, strlen(e[i].body), leaf);
		n = merkle_append(&m, leaf, done);
		for (k = 0; k < n; k++)
			buf_printf(&nodes, "%s(%u,%llu,UNHEX('%s'))",
				   nodes.len ? "," : "", done[k].level,
				   (unsigned long long)done[k].index,
				   hash_hex(done[k].hash, text));
		if (h == end || (uint64_t)h->size != m.size)
			continue;
		merkle_root(&m, root);
		hash_hex(root, text);
		body = arena_strdup(lab.r.mem, h->body);
		memcpy(strstr(body, "\"root\":\"") + 8, text, 64);
		buf_printf(&heads,
			   "%s(%" PRId64 ",UNHEX('%s'),%" PRId64 ",'%s','%s')",
			   heads.len ? "," : "", h->size, text, h->at, body,
			   key_sign(lab.r.mem, lab.key, body, strlen(body)));
		h++;
	}
	script(
	    "DELETE FROM ggzy_core.log_node; INSERT INTO ggzy_core.log_node "
	    "(level, idx, hash) VALUES %s; DELETE FROM ggzy_core.log_head; "
	    "INSERT INTO ggzy_core.log_head (size, root, at, body, signature) "
	    "VALUES %s; %s",
	    nodes.at, heads.at,
	    forget_witness ? "DELETE FROM ggzy_core.log_cosignature" : "DO 0");
}

/* With the witness's signatures left, the database itself gives it away. */
static void
insider(void)
{
	const struct head *h = lab.heads.at;
	bool forget = dice(4) > 0;
	size_t i;

	lab.kind = NONE;
	lab.by_witness = forget;
	if (!forget) {
		for (i = 0; h[i].size <= lab.seq; i++)
			;
		lab.kind = FAULT_COSIGNATURE;
		lab.size = h[i].size;
		lab.seq = NONE;
	}
	undo_log();
	remake(forget);
}

static int64_t
last_size(void)
{
	return ((const struct head *)lab.heads.at)[lab.heads.n - 1].size;
}

static const struct entry *
signed_entry(void)
{
	lab.seq = (int64_t)dice((uint64_t)last_size());
	return entry(lab.seq);
}

static void
insider_body(void)
{
	const struct entry *e = signed_entry();

	undo_event(e->event);
	script("UPDATE ggzy_core.event SET body = REPLACE(body, "
	       "'\"salt\":\"%.1s', "
	       "'\"salt\":\"%.1s') WHERE id = %" PRId64,
	       strstr(e->body, "\"salt\":\"") + 8,
	       strstr(e->body, "\"salt\":\"")[8] == 'a' ? "b" : "a", e->event);
	insider();
}

static void
insider_order(void)
{
	const struct entry *a = signed_entry();
	int64_t other =
	    (lab.seq + 1 + (int64_t)dice((uint64_t)last_size() - 1)) %
	    last_size();
	const struct entry *b = entry(other);

	if (other < lab.seq)
		lab.seq = other;
	script("UPDATE ggzy_core.log_entry SET event = -1 WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = %" PRId64
	       " WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = "
	       "%" PRId64 " WHERE seq = %" PRId64,
	       a->seq, a->event, b->seq, b->event, a->seq);
	insider();
}

static void
insider_forgery(void)
{
	do {
		buf_init(&lab.undo, lab.mem);
		lab.seq = (int64_t)dice((uint64_t)lab.n);
	} while (lab.seq >= last_size());
	undo_events();
	script(
	    "INSERT INTO ggzy_core.event (at, actor, subject, address, module, "
	    "verb, project, trade, notice, before_stage, after_stage, public, "
	    "body) SELECT at, actor, subject, address, module, verb, project, "
	    "trade, notice, before_stage, after_stage, public, body FROM "
	    "ggzy_core.event WHERE id = %" PRId64
	    "; DELETE FROM ggzy_core.event_pending; "
	    "UPDATE ggzy_core.log_entry SET seq = seq + 1 WHERE seq >= "
	    "%" PRId64 " ORDER BY seq DESC; "
	    "INSERT INTO ggzy_core.log_entry (seq, event, leaf) SELECT "
	    "%" PRId64 ", MAX(id), '' FROM ggzy_core.event",
	    entry((lab.seq + lab.n / 2) % lab.n)->event, lab.seq, lab.seq);
	insider();
}

/* Cut back to an earlier head, whole: the dump of yesterday. */
static void
restored(void)
{
	const struct head *h = lab.heads.at;
	size_t i = (size_t)dice(lab.heads.n - 1);

	lab.seq = h[i].size;
	lab.by_witness = true;
	undo_events();
	undo_log();
	script("DELETE FROM ggzy_core.event WHERE id IN (SELECT event FROM "
	       "ggzy_core.log_entry WHERE seq >= %" PRId64 ")"
	       "; DELETE FROM ggzy_core.log_entry WHERE seq >= %" PRId64
	       "; DELETE FROM ggzy_core.log_node WHERE ((idx + 1) << level) > "
	       "%" PRId64
	       "; DELETE FROM ggzy_core.log_head WHERE size > %" PRId64
	       "; DELETE FROM ggzy_core.log_cosignature WHERE size > %" PRId64,
	       h[i].size, h[i].size, h[i].size, h[i].size, h[i].size);
}

/* The same, and then other events up to the old length. */
static void
forked(void)
{
	const struct entry *e = signed_entry();

	undo_events();
	script("UPDATE ggzy_core.event v JOIN ggzy_core.log_entry l ON l.event "
	       "= "
	       "v.id SET v.body = REPLACE(v.body, '\"by\":\"', '\"by\":\"0') "
	       "WHERE l.seq >= %" PRId64,
	       lab.seq);
	(void)e;
	undo_log();
	lab.by_witness = true;
	remake(true);
}

static void
hidden_body(void)
{
	const struct entry *e;

	do
		e = signed_entry();
	while (!look_public(lab.seq));
	lab.by_witness = true;
	undo_event(e->event);
	script("UPDATE ggzy_core.event SET public = 0 WHERE id = %" PRId64,
	       e->event);
}

static void
witness_key(void)
{
	buf_str(&lab.undo, "UPDATE ggzy_core.witness w JOIN mutant.witness m "
			   "USING (id) SET w.public_key = m.public_key;");
	lab.kind = FAULT_WITNESS;
	script("UPDATE ggzy_core.witness SET public_key = '%s'",
	       key_public_pem(lab.mem, lab.key));
}

static const struct change {
	const char *name;
	void (*apply)(void);
	int weight;
} kinds[] = {
	/* clang-format off */
  { "a byte of a body",                         body_byte, 100 },
  { "a body and its leaf",                      body_and_leaf, 60 },
  { "a column of an event",                     event_column, 120 },
  { "an event deleted",                         event_gone, 30 },
  { "a leaf",                                   leaf_changed, 50 },
  { "an entry deleted",                         entry_gone, 40 },
  { "two events change places",                 swap_events, 50 },
  { "two entries change places",                swap_entries, 50 },
  { "the end cut off",                          tail_gone, 30 },
  { "an event forged in between",               forged_between, 40 },
  { "an event withheld",                        withheld, 30 },
  { "a node",                                   node_changed, 60 },
  { "a node deleted",                           node_gone, 30 },
  { "a head",                                   head_changed, 50 },
  { "a head deleted",                           head_gone, 20 },
  { "a co-signature",                           cosignature_changed, 30 },
  { "the key of a witness",                     witness_key, 5 },
  { "a stored file changed",                    file_changed, 40 },
  { "a stored file deleted",                    file_gone, 20 },
  { "a bid of a closed box",                    bid_changed, 25 },
  { "a bid added to a closed box",              bid_added, 15 },
  { "a line of the opening deleted",            opening_gone, 10 },
  { "all made anew: a body",                    insider_body, 30 },
  { "all made anew: the order",                 insider_order, 25 },
  { "all made anew: an event more",             insider_forgery, 20 },
  { "all made anew: another end",               forked, 15 },
  { "restored to an earlier state",             restored, 15 },
  { "a public body hidden",                     hidden_body, 10 },
  { NULL, NULL, 0 }
	/* clang-format on */
};

static bool
matches(const struct fault *f)
{
	if (lab.kind != NONE && f->kind != lab.kind)
		return false;
	if (lab.kind == FAULT_WITNESS)
		return true;
	if (lab.digest && (!f->blob || strcmp(f->blob, lab.digest)))
		return false;
	if (lab.bid != NONE)
		return f->bid == lab.bid;
	if (lab.seq != NONE)
		return f->seq == lab.seq;
	if (lab.size != NONE)
		return f->size == lab.size;
	if (lab.event != NONE)
		return f->event == lab.event;
	return true;
}

static void
audit(void)
{
	struct req *r = &lab.r;

	arena_reset(r->mem);
	if (db_begin(r->db) || log_audit(r, lab.a))
		die("the audit fails");
	db_end(r->db, false);
}

static bool
is_found(bool *located)
{
	int64_t seq;
	size_t i;

	*located = false;
	if (lab.by_witness) {
		if (!look(&seq))
			return false;
		*located = seq == lab.seq;
		return true;
	}
	audit();
	for (i = 0; i < lab.a->nfaults && i < FAULTS; i++)
		if (matches(&lab.a->fault[i]))
			*located = true;
	return lab.a->nfaults > 0;
}

static void
round_begin(void)
{
	lab.seq = lab.event = lab.size = lab.bid = lab.kind = NONE;
	lab.digest = NULL;
	lab.by_witness = false;
	arena_reset(lab.mem);
	buf_init(&lab.undo, lab.mem);
}

static void
round_end(void)
{
	if (lab.undo.len)
		script("%s DO 0", lab.undo.at);
	if (lab.digest)
		file_back();
}

/* -- the laboratory */

static void
read_all(struct arena *keep)
{
	const struct entry *e;
	const char *at;
	size_t i;

	if (db_all(lab.r.db, keep, SQL_VERIFY_ENTRIES,
		   ARGS(I64(0), I64(INT64_MAX)), &lab.entries) ||
	    db_all(lab.r.db, keep, SQL_VERIFY_HEADS, NOARGS, &lab.heads))
		die("cannot read");
	lab.n = (int64_t)lab.entries.n;
	for (e = lab.entries.at, i = 0; i < lab.entries.n; i++) {
		if (!strcmp(e[i].verb, "box-closed") &&
		    db_all(lab.r.db, keep, SQL_VERIFY_BOX_BIDS,
			   ARGS(I64(e[i].trade)), &lab.bids))
			die("cannot read");
		if (strcmp(e[i].verb, "bid") && strcmp(e[i].verb, "document"))
			continue;
		at = strstr(e[i].body, "\"digest\":\"");
		if (!at || lab.nblobs == BLOBS)
			continue;
		lab.blob[lab.nblobs].seq = e[i].seq;
		memcpy(lab.blob[lab.nblobs].digest, at + 10, 64);
		lab.nblobs++;
	}
	if (lab.heads.n < 3 || !lab.nblobs || !lab.bids.n)
		die("too little to work on");
}

static void
copies(void)
{
	static const char *const core[] = {
		"event",           "log_entry", "log_node", "log_head",
		"log_cosignature", "witness",   NULL
	};
	int i;

	script("DROP DATABASE IF EXISTS mutant; CREATE DATABASE mutant");
	for (i = 0; core[i]; i++)
		script("CREATE TABLE mutant.%s LIKE ggzy_core.%s; INSERT INTO "
		       "mutant.%s SELECT * FROM ggzy_core.%s",
		       core[i], core[i], core[i], core[i]);
	script("CREATE TABLE mutant.bid LIKE ggzy_trade.bid; INSERT INTO "
	       "mutant.bid SELECT * FROM ggzy_trade.bid; CREATE TABLE "
	       "mutant.opening LIKE ggzy_trade.opening; INSERT INTO "
	       "mutant.opening SELECT * FROM ggzy_trade.opening");
}

static bool
is_clean(void)
{
	int64_t seq;

	audit();
	if (lab.a->nfaults)
		fprintf(stderr, "not clean: %s\n", lab.a->fault[0].what);
	return !lab.a->nfaults && !look(&seq);
}

int
main(int argc, char **argv)
{
	static struct worker worker = { .name = "ctl" };
	int rounds, sum = 0, detected = 0, located = 0, i, n;
	const struct change *k;
	bool where;

	if (argc != 4)
		return 64;
	log_open("log-mutations");
	conf_read(NULL);
	rounds = (int)strtol(argv[1], NULL, 10);
	lab.dice =
	    strtoull(argv[2], NULL, 10) * 2654435761u + 88172645463325252u;
	lab.mem = arena_new();
	lab.r = (struct req){ .mem = arena_new(), .worker = &worker };
	lab.r.suite = &suite_p256;
	lab.r.db =
	    db_open(conf.db_socket, "ggzy_ctl", conf_db_password("ggzy_ctl"),
		    "ggzy_core", sql, sizeof(sql) / sizeof(*sql));
	lab.key = key_load(arena_printf(lab.mem, "%s/log.pem", conf.keys));
	if (!(lab.a = calloc(1, sizeof(*lab.a))))
		return 70;
	lab.a->mem = arena_new();
	lab.a->public_pem = key_public_pem(arena_new(), lab.key);
	look_open(argv[3]);
	copies();
	read_all(arena_new());
	if (!is_clean())
		die("there is something wrong before anything was changed");
	for (k = kinds; k->name; k++)
		sum += k->weight;
	for (k = kinds; k->name; k++) {
		int good = 0, seen = 0;

		n = (rounds * k->weight + sum - 1) / sum;
		for (i = 0; i < n; i++) {
			round_begin();
			k->apply();
			seen += is_found(&where);
			good += where;
			if (!where)
				printf("# %s: round %d seq=%" PRId64
				       " event=%" PRId64 " size=%" PRId64
				       " bid=%" PRId64 " faults=%zu\n",
				       k->name, i, lab.seq, lab.event, lab.size,
				       lab.bid, lab.a->nfaults);
			round_end();
		}
		printf("%s: %d, detected %d, located %d\n", k->name, n, seen,
		       good);
		detected += seen;
		located += good;
	}
	for (n = 0, k = kinds; k->name; k++)
		n += (rounds * k->weight + sum - 1) / sum;
	printf("all: %d, detected %d, located %d\n", n, detected, located);
	return is_clean() && detected == n && located == n ? 0 : 1;
}
