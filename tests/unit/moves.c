/* The life cycle of a tender, as its table says it. */
#include "engineering.h"
#include "tap.h"

#define OURS (OWNER | AGENCY)

/* Stages that can be reached from `reached` by moves that are not in `skip`. */
static unsigned
closure(unsigned reached, const char *skip)
{
	const struct move *m;
	unsigned before;

	do {
		before = reached;
		for (m = engineering_moves; m->verb; m++)
			if (m->to != STAY && (m->from & reached) &&
			    (!skip || strcmp(m->verb, skip)))
				reached |= AT(m->to);
	} while (reached != before);
	return reached;
}

/* May `who` take the step from this stage? */
static bool
may(const char *verb, enum stage from, unsigned who)
{
	const struct move *m = move_find(engineering_moves, verb);

	return m && (m->from & AT(from)) && (m->who & who);
}

static void
table(void)
{
	unsigned all = closure(AT(S_DRAFT), NULL);
	const struct move *m;
	const char *never = NULL, *loose = NULL, *twice = NULL;

	for (m = engineering_moves; m->verb; m++) {
		if (!(m->from & all))
			never = m->verb;
		if (!m->who || !m->label || !*m->label)
			loose = m->verb;
		if (move_find(engineering_moves, m->verb) != m)
			twice = m->verb;
	}
	ok(!never, "every step can happen (%s)", never ? never : "-");
	ok(!loose, "each has an actor and a name (%s)", loose ? loose : "-");
	ok(!twice, "no verb stands twice (%s)", twice ? twice : "-");
}

static void
ways(void)
{
	static const char *const needed[] = { "publish", "close",   "open",
					      "report",  "award",   "contract",
					      "perform", "archive", NULL };
	unsigned end = AT(S_ARCHIVED) | AT(S_FAILED) | AT(S_TERMINATED);
	const struct move *m;
	const char *back = NULL, *out = NULL;
	size_t i;

	ok(closure(AT(S_DRAFT), NULL) & AT(S_ARCHIVED),
	   "a draft can come to its archive");
	for (i = 0; needed[i]; i++)
		if (closure(AT(S_DRAFT), needed[i]) & AT(S_ARCHIVED))
			break;
	ok(!needed[i], "but not around a step (%s)",
	   needed[i] ? needed[i] : "-");
	for (m = engineering_moves; m->verb; m++) {
		if (m->to == STAY)
			continue;
		if ((m->from & AT(m->to)) == 0 && m->from >= AT(m->to) * 2 &&
		    m->to < S_FAILED)
			back = m->verb;
		if (m->from & end)
			out = m->verb;
	}
	ok(!back, "no step goes back (%s)", back ? back : "-");
	ok(!out, "what has ended stays ended (%s)", out ? out : "-");
}

static void
people(void)
{
	static const char *const timed[] = { "publish", "close", "open",
					     "end-publicity", NULL };
	const struct move *m;
	const char *meddles = NULL;
	size_t i;

	for (i = 0; timed[i]; i++) {
		m = move_find(engineering_moves, timed[i]);
		if (!m || m->who != SYSTEM)
			break;
	}
	ok(!timed[i], "what time does nobody can do (%s)",
	   timed[i] ? timed[i] : "-");
	for (m = engineering_moves; m->verb; m++)
		if (m->to != STAY && (m->who & SUPERVISOR))
			meddles = m->verb;
	ok(!meddles, "supervision moves no trade (%s)",
	   meddles ? meddles : "-");
	ok(!may("bid", S_NOTICE, OURS) && may("bid", S_NOTICE, BIDDER),
	   "bidders bid, owners do not");
	ok(!may("score", S_EVALUATION, OURS | CENTRE | SUPERVISOR),
	   "only the panel scores");
	ok(!may("bid", S_OPENING, ~0u), "nobody bids when the box is closed");
	ok(!may("edit", S_NOTICE, ~0u), "nobody edits what is public");
	ok(may("take", S_NOTICE, SIGNED),
	   "whoever is signed in takes documents");
}

static void
secrets(void)
{
	static const char *const secret[] = { "take",     "ask",    "bid",
					      "withdraw", "score",  "invite",
					      "delegate", "attend", "avoid",
					      "lock",     NULL };
	const struct move *m;
	size_t i;

	for (i = 0; secret[i]; i++) {
		m = move_find(engineering_moves, secret[i]);
		if (!m || !(m->flags & M_SECRET))
			break;
	}
	ok(!secret[i], "the log tells no secret early (%s)",
	   secret[i] ? secret[i] : "-");
}

int
main(void)
{
	plan(15);
	table();
	ways();
	people();
	secrets();
	return tap_bad != 0;
}
