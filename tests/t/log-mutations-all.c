/*
 * Changes by the strongest insider: all that the platform holds, made anew.
 * Most of them only a witness can know.
 */
#include "crypt.h"
#include "db.h"
#include "log-mutations-lab.h"
#include "log-mutations.h"
#include "ctl_sql.h"

static void
undo_log(void)
{
	undo_table("log_entry");
	undo_table("log_node");
	undo_table("log_head");
	undo_table("log_cosignature");
}

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

	lab.at.kind = NONE;
	lab.by_witness = forget;
	if (!forget) {
		for (i = 0; h[i].size <= lab.at.seq; i++)
			;
		lab.at.kind = FAULT_COSIGNATURE;
		lab.at.size = h[i].size;
		lab.at.seq = NONE;
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
	lab.at.seq = (int64_t)dice((uint64_t)last_size());
	return entry(lab.at.seq);
}

void
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

void
insider_order(void)
{
	const struct entry *a = signed_entry();
	int64_t other =
	    (lab.at.seq + 1 + (int64_t)dice((uint64_t)last_size() - 1)) %
	    last_size();
	const struct entry *b = entry(other);

	if (other < lab.at.seq)
		lab.at.seq = other;
	script("UPDATE ggzy_core.log_entry SET event = -1 WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = %" PRId64
	       " WHERE seq = %" PRId64
	       "; UPDATE ggzy_core.log_entry SET event = "
	       "%" PRId64 " WHERE seq = %" PRId64,
	       a->seq, a->event, b->seq, b->event, a->seq);
	insider();
}

void
insider_forgery(void)
{
	do {
		buf_init(&lab.undo, lab.mem);
		lab.at.seq = (int64_t)dice((uint64_t)lab.n);
	} while (lab.at.seq >= last_size());
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
	    entry((lab.at.seq + lab.n / 2) % lab.n)->event, lab.at.seq,
	    lab.at.seq);
	insider();
}

/* Cut back to an earlier head, whole: the dump of yesterday. */
void
restored(void)
{
	const struct head *h = lab.heads.at;
	size_t i = (size_t)dice(lab.heads.n - 1);

	lab.at.seq = h[i].size;
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
void
forked(void)
{
	const struct entry *e = signed_entry();

	undo_events();
	script("UPDATE ggzy_core.event v JOIN ggzy_core.log_entry l ON l.event "
	       "= "
	       "v.id SET v.body = REPLACE(v.body, '\"by\":\"', '\"by\":\"0') "
	       "WHERE l.seq >= %" PRId64,
	       lab.at.seq);
	(void)e;
	undo_log();
	lab.by_witness = true;
	remake(true);
}

void
hidden_body(void)
{
	const struct entry *e;

	do
		e = signed_entry();
	while (!look_public(lab.at.seq));
	lab.by_witness = true;
	undo_event(e->event);
	script("UPDATE ggzy_core.event SET public = 0 WHERE id = %" PRId64,
	       e->event);
}

void
witness_key(void)
{
	buf_str(&lab.undo, "UPDATE ggzy_core.witness w JOIN mutant.witness m "
			   "USING (id) SET w.public_key = m.public_key, "
			   "w.epoch = m.epoch;");
	lab.at.kind = FAULT_WITNESS;
	if (turn(3))
		script("UPDATE ggzy_core.witness SET public_key = '%s'",
		       key_public_pem(lab.mem, lab.key));
	else
		script("UPDATE ggzy_core.witness SET epoch = epoch + 1");
}
