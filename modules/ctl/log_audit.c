/* The log recomputed from the bodies of the events. */
#include "crypt.h"
#include "log_audit.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define BATCH 1024
#define HEADS 1000

/* clang-format off */
const char *const fault_kinds[] = { "entry", "node", "head", "cosignature",
				    "witness", "lost", "blob", "text", "box", NULL };
static const struct field fault_field[] = {
	ENUM(struct fault, kind, fault_kinds, F_OUT, NULL),
	INT(struct fault, seq, 0, INT64_MAX, F_OUT, NULL),
	INT(struct fault, event, 0, INT64_MAX, F_OUT, NULL),
	INT(struct fault, size, 0, INT64_MAX, F_OUT, NULL),
	INT(struct fault, trade, 0, INT64_MAX, F_OUT, NULL),
	INT(struct fault, bid, 0, INT64_MAX, F_OUT, NULL),
	TEXT(struct fault, blob, 0, 64, F_OUT, NULL),
	TEXT(struct fault, what, 0, 1000, F_OUT, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(fault, struct fault);

struct fault
fault_at(enum fault_kind kind, int64_t seq, int64_t event)
{
	return (struct fault){ .kind = kind,
			       .seq = seq,
			       .event = event,
			       .size = NONE,
			       .trade = NONE,
			       .bid = NONE };
}

void
fault_add(struct req *r, struct audit *a, struct fault f, const char *fmt, ...)
{
	va_list ap;

	if (a->nfaults++ >= FAULTS)
		return;
	va_start(ap, fmt);
	f.what = arena_vprintf(r->mem, fmt, ap);
	va_end(ap);
	if (f.blob)
		f.blob = arena_strdup(r->mem, f.blob);
	a->fault[a->nfaults - 1] = f;
}

static enum err
batch_check(struct req *r, struct audit *a, int64_t from, int64_t to)
{
	struct list levels[MERKLE_LEVELS] = { { 0, NULL } }, entries;
	const struct entry *en;
	int64_t seq;
	enum err e;
	unsigned k;
	size_t i;

	for (k = 0; k < 63 && from >> k < to >> k; k++)
		if ((e = db_all(r->db, a->mem, SQL_VERIFY_NODES,
				ARGS(I64(k), I64(from >> k), I64(to >> k)),
				&levels[k])))
			return e;
	if ((e = db_all(r->db, a->mem, SQL_VERIFY_ENTRIES,
			ARGS(I64(from), I64(to)), &entries)))
		return e;
	for (en = entries.at, i = 0, seq = from, e = OK; seq < to && !e; seq++)
		if (i < entries.n && en[i].seq == seq)
			e = audit_entry(r, a, &en[i++], levels);
		else
			e = audit_gap(r, a, seq, levels);
	return e;
}

static enum err
lost_check(struct req *r, struct audit *a)
{
	struct number lost;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_VERIFY_LOST, NOARGS, &lost)))
		return e;
	if (lost.n != NONE)
		fault_add(r, a, fault_at(FAULT_LOST, NONE, lost.n),
			  "事件 %lld 不在日志里，也不在等待",
			  (long long)lost.n);
	return OK;
}

static void
begin(struct audit *a, const struct suite *suite)
{
	if (!a->page)
		a->page = HEADS;
	a->head = a->heads_end = NULL;
	a->cosigned = a->cosigned_end = NULL;
	a->loaded = -1;
	a->all_loaded = false;
	a->heads = a->cosignatures = a->unwitnessed = 0;
	a->blobs = a->texts = a->boxes = 0;
	a->nfaults = 0;
	a->facts = NULL;
	memset(&a->tree, 0, sizeof(a->tree));
	a->tree.suite = suite;
}

static enum err
numbers(struct req *r, struct audit *a)
{
	/* clang-format off */
	const struct {
		unsigned sql;
		int64_t *n;
	} ask[] = { /* what is signed first: the log only grows */
		{ SQL_VERIFY_COSIGNED_END, &a->cosigned_to },
		{ SQL_VERIFY_HEADS_END, &a->heads_to },
		{ SQL_WITNESS_REQUIRED, &a->required },
		{ SQL_VERIFY_SIZE, &a->entries }
	};
	/* clang-format on */
	struct number n;
	enum err e;
	size_t i;

	for (i = 0; i < sizeof(ask) / sizeof(*ask); i++) {
		if ((e = db_one(r->db, r->mem, ask[i].sql, NOARGS, &n)))
			return e;
		*ask[i].n = n.n;
	}
	return db_all(r->db, r->mem, SQL_WITNESS_LINES, NOARGS, &a->witnesses);
}

static enum err
audit_all(struct req *r, struct audit *a)
{
	int64_t from, to;
	enum err e;

	if ((e = audit_heads(r, a)))
		return e;
	for (from = 0; from < a->entries; from = to) {
		to = from + BATCH < a->entries ? from + BATCH : a->entries;
		arena_reset(a->mem);
		if ((e = batch_check(r, a, from, to)))
			return e;
	}
	arena_reset(a->mem);
	if ((e = lost_check(r, a)) || (e = audit_heads_end(r, a)) ||
	    (e = audit_witnesses(r, a)))
		return e;
	return audit_boxes(r, a);
}

enum err
log_audit(struct req *r, struct audit *a)
{
	enum err e;

	begin(a, r->suite);
	a->signed_mem = arena_new();
	if (!(e = numbers(r, a)))
		e = audit_all(r, a);
	arena_free(a->signed_mem);
	return e;
}
