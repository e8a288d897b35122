/* Changes of rows: entries, events, nodes, heads, co-signatures. */
#include "log-mutations-lab.h"

static const struct entry *
any_entry(void)
{
	do
		lab.at.seq = (int64_t)dice((uint64_t)lab.n);
	while (is_taken(lab.at.seq));
	lab.at.event = entry(lab.at.seq)->event;
	lab.at.kind = FAULT_ENTRY;
	return entry(lab.at.seq);
}

void
body_byte(void)
{
	const struct entry *e = any_entry();
	size_t at = 1 + (size_t)dice(strlen(e->body) / 3);

	undo_event(e->event);
	script("UPDATE ggzy_core.event SET body = INSERT(body, %zu, 1, "
	       "IF(SUBSTR(body, %zu, 1) = 'x', 'y', 'x')) WHERE id = %" PRId64,
	       at, at, e->event);
}

void
body_and_leaf(void)
{
	const struct entry *e = any_entry();

	lab.at.kind = NONE;
	undo_event(e->event);
	undo_table("log_entry");
	script("UPDATE ggzy_core.event SET body = REPLACE(body, '\"salt\":\"', "
	       "'\"salt\":\"0') WHERE id = %" PRId64 "; "
	       "UPDATE ggzy_core.log_entry l JOIN ggzy_core.event e "
	       "ON e.id = l.event SET l.leaf = UNHEX(SHA2(CONCAT(CHAR(0), "
	       "e.body), 256)) WHERE e.id = %" PRId64,
	       e->event, e->event);
}

void
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
	       set[turn(sizeof(set) / sizeof(*set))], e->event);
}

void
event_gone(void)
{
	const struct entry *e = any_entry();

	undo_events();
	script("DELETE FROM ggzy_core.event WHERE id = %" PRId64, e->event);
}

void
leaf_changed(void)
{
	const struct entry *e = any_entry();

	undo_table("log_entry");
	script("UPDATE ggzy_core.log_entry SET leaf = UNHEX(SHA2(leaf, 256)) "
	       "WHERE event = %" PRId64,
	       e->event);
}

void
entry_gone(void)
{
	const struct entry *e;

	/* the last one leaves no gap: see tail_gone() */
	do
		e = any_entry();
	while (e->seq == lab.n - 1);
	undo_table("log_entry");
	script("DELETE FROM ggzy_core.log_entry WHERE event = %" PRId64,
	       e->event);
}

static void
swap(bool leaf)
{
	const struct entry *a = any_entry(), *b;

	do
		b = entry((int64_t)dice((uint64_t)lab.n));
	while (b == a || is_taken(b->seq));
	lab.at.other = b->seq;
	lab.at.kind = leaf ? NONE : FAULT_ENTRY;
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

void
swap_events(void)
{
	swap(false);
}

void
swap_entries(void)
{
	swap(true);
}

void
tail_gone(void)
{
	int64_t k = 1 + (int64_t)dice(20), i;

	lab.at.kind = FAULT_LOST;
	for (i = lab.n - k, lab.at.event = INT64_MAX; i < lab.n; i++)
		if (entry(i)->event < lab.at.event)
			lab.at.event = entry(i)->event;
	undo_table("log_entry");
	script("DELETE FROM ggzy_core.log_entry WHERE seq >= %" PRId64,
	       lab.n - k);
}

void
forged_between(void)
{
	lab.at.seq = (int64_t)dice((uint64_t)lab.n);
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
	       entry(lab.at.seq)->event, lab.at.seq, lab.at.seq);
}

/* Written, and taken from the queue before the clock came by. */
void
withheld(void)
{
	const struct entry *e = any_entry();

	lab.at.kind = FAULT_LOST;
	lab.at.seq = NONE;
	undo_events();
	lab.at.event =
	    entry(lab.n - 1)->event + 1000000 + (int64_t)dice(1000000);
	script("INSERT INTO ggzy_core.event (id, at, module, verb, public, "
	       "body) "
	       "SELECT %" PRId64 ", at, module, verb, public, body FROM "
	       "ggzy_core.event WHERE id = %" PRId64
	       "; DELETE FROM ggzy_core.event_pending",
	       lab.at.event, e->event);
}

/* -- nodes, heads, co-signatures */

static void
node(bool gone)
{
	unsigned level;
	int64_t idx;

	do {
		for (level = 0; lab.n >> (level + 1) > 0 && dice(2);)
			level++;
		idx = (int64_t)dice((uint64_t)(lab.n >> level));
		lab.at.seq = ((idx + 1) << level) - 1;
	} while (is_taken(lab.at.seq));
	lab.at.kind = FAULT_NODE;
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

void
node_changed(void)
{
	node(false);
}

void
node_gone(void)
{
	node(true);
}

const struct head *
any_head(void)
{
	const struct head *h = lab.heads.at;

	h += dice(lab.heads.n);
	lab.at.size = h->size;
	return h;
}

void
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
	       set[turn(sizeof(set) / sizeof(*set))], h->size);
}

void
head_gone(void)
{
	const struct head *h = any_head();

	lab.at.kind = FAULT_COSIGNATURE;
	undo_table("log_head");
	script("DELETE FROM ggzy_core.log_head WHERE size = %" PRId64, h->size);
}

void
cosignature_changed(void)
{
	static const char *const set[] = {
		"signature = CONCAT(IF(LEFT(signature, 1) = 'A', 'B', 'A'), "
		"SUBSTR(signature, 2))",
		"body = REPLACE(body, '\"size\":', '\"size\":1')",
		"size = size + 1000000",
		"epoch = epoch + 1",
	};
	const struct head *h = any_head();
	size_t i = turn(sizeof(set) / sizeof(*set));

	lab.at.kind = FAULT_COSIGNATURE;
	lab.at.size += i == 2 ? 1000000 : 0;
	undo_table("log_cosignature");
	script("UPDATE ggzy_core.log_cosignature SET %s WHERE size = %" PRId64,
	       set[i], h->size);
}
