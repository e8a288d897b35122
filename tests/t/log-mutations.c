/*
 * What an administrator may do to a database at night: log-mutations CHANGES
 * SEED WITNESS.conf [BATCH].  Changes rows or stored files as root, asks the
 * verifier of the database (modules/ctl/log_audit.c) or the witness
 * (modules/witness) what they see, and changes them back.  Good is a change
 * that was detected and whose place was named.
 *
 * Changes of one entry or node that leave the rest as it is are made BATCH
 * (8) at a time, each at a place of its own: then each must be named by a
 * fault of its kind at just that place.  All others are made alone.  The clock
 * must not run.  Prints a line for each kind.
 */
#include "ca.h"
#include "conf.h"
#include "crypt.h"
#include "db.h"
#include "log-mutations-lab.h"
#include "log-mutations.h"
#include "log.h"
#include "policy.h"
#include "rows.h"
#include "session_row.h"
#include "worker.h"
#include "ctl_sql.h"

static const struct sql sql[] = {
	SQL_CORE_TABLE SQL_CERT_TABLE SQL_LOAD_TABLE SQL_CTL_TABLE
};

static const struct change {
	const char *name;
	void (*apply)(void);
	int weight;
	bool batched;
} kinds[] = {
	/* clang-format off */
  { "a byte of a body",                         body_byte, 180, true },
  { "a body and its leaf",                      body_and_leaf, 18, false },
  { "a column of an event",                     event_column, 180, true },
  { "an event deleted",                         event_gone, 50, true },
  { "a leaf",                                   leaf_changed, 90, true },
  { "an entry deleted",                         entry_gone, 60, true },
  { "two events change places",                 swap_events, 60, true },
  { "two entries change places",                swap_entries, 18, false },
  { "the end cut off",                          tail_gone, 9, false },
  { "an event forged in between",               forged_between, 12, false },
  { "an event withheld",                        withheld, 9, false },
  { "a node",                                   node_changed, 80, true },
  { "a node deleted",                           node_gone, 40, true },
  { "a head",                                   head_changed, 18, false },
  { "a head deleted",                           head_gone, 6, false },
  { "a co-signature",                           cosignature_changed, 9, false },
  { "a witness, key or epoch",                  witness_key, 3, false },
  { "a stored file changed",                    file_changed, 15, false },
  { "a stored file deleted",                    file_gone, 6, false },
  { "a notice or statement",                    text_changed, 12, false },
  { "a bid of a closed box",                    bid_changed, 9, false },
  { "a bid added to a closed box",              bid_added, 5, false },
  { "a line of the opening deleted",            opening_gone, 3, false },
  { "all made anew: a body",                    insider_body, 9, false },
  { "all made anew: the order",                 insider_order, 8, false },
  { "all made anew: an event more",             insider_forgery, 6, false },
  { "all made anew: another end",               forked, 5, false },
  { "restored to an earlier state",             restored, 5, false },
  { "a public body hidden",                     hidden_body, 4, false },
  { NULL, NULL, 0, false }
	/* clang-format on */
};

static bool
matches(const struct fault *f, const struct place *p)
{
	if (p->kind != NONE && f->kind != p->kind)
		return false;
	if (p->kind == FAULT_WITNESS)
		return true;
	if (p->digest && (!f->blob || strcmp(f->blob, p->digest)))
		return false;
	if (p->bid != NONE)
		return f->bid == p->bid;
	if (p->seq != NONE)
		return f->seq == p->seq;
	if (p->size != NONE)
		return f->size == p->size;
	if (p->event != NONE)
		return f->event == p->event;
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
is_named(const struct place *p)
{
	size_t i;

	for (i = 0; i < lab.a->nfaults && i < FAULTS; i++)
		if (matches(&lab.a->fault[i], p))
			return true;
	return false;
}

/* How many of the round's changes were found, and how many named. */
static void
judge(const struct change *k, int *found, int *named)
{
	const struct place *p = lab.made;
	int64_t seq = NONE;
	bool bad, good;
	size_t i;

	if (lab.by_witness) {
		bad = look(&seq);
	} else {
		audit();
		bad = lab.a->nfaults > 0;
	}
	for (i = 0; i < lab.nmade; i++, p++) {
		good = lab.by_witness ? bad && seq == p->seq : is_named(p);
		*found += lab.nmade > 1 ? good : bad;
		*named += good;
		if (!good)
			printf("# %s: seq=%" PRId64 " event=%" PRId64
			       " size=%" PRId64 " bid=%" PRId64 " faults=%zu\n",
			       k->name, p->seq, p->event, p->size, p->bid,
			       lab.a->nfaults);
	}
}

static void
round_begin(void)
{
	lab.nmade = 0;
	lab.by_witness = false;
	arena_reset(lab.mem);
	buf_init(&lab.undo, lab.mem);
}

static void
make_change(const struct change *k)
{
	lab.at = (struct place){ NONE, NONE, NONE, NONE, NONE, NULL, NONE };
	k->apply();
	lab.made[lab.nmade++] = lab.at;
}

static void
round_end(void)
{
	if (lab.undo.len)
		script("%s DO 0", lab.undo.at);
	if (lab.at.digest)
		file_back();
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

/* All were found and named. */
static bool
trials(int changes, int batch)
{
	int sum = 0, all = 0, found = 0, named = 0, looks = 0, n, left, f, g;
	const struct change *k;

	for (k = kinds; k->name; k++)
		sum += k->weight;
	for (k = kinds; k->name; k++) {
		n = (changes * k->weight + sum - 1) / sum;
		all += n;
		lab.turn = 0;
		for (f = g = 0, left = n; left > 0; looks++) {
			round_begin();
			do
				make_change(k);
			while (--left > 0 && k->batched &&
			       lab.nmade < (size_t)batch);
			judge(k, &f, &g);
			round_end();
		}
		printf("%s: %d, detected %d, located %d\n", k->name, n, f, g);
		found += f;
		named += g;
	}
	printf("all: %d in %d looks, detected %d, located %d\n", all, looks,
	       found, named);
	return found == all && named == all;
}

int
main(int argc, char **argv)
{
	static struct worker worker = { .name = "ctl" };
	int changes, batch;

	if (argc != 4 && argc != 5)
		return 64;
	log_open("log-mutations");
	conf_read(NULL);
	changes = (int)strtol(argv[1], NULL, 10);
	batch = argc == 5 ? (int)strtol(argv[4], NULL, 10) : 8;
	if (batch < 1 || batch > BATCH_MAX)
		return 64;
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
	lab.a->page = 2;
	lab.a->public_pem = key_public_pem(arena_new(), lab.key);
	look_open(argv[3]);
	lab_fill();
	if (!is_clean())
		die("there is something wrong before anything was changed");
	return trials(changes, batch) && is_clean() ? 0 : 1;
}
