/* The witness of tests/t/log-mutations.c: looks, and signs nothing. */
#include "log-mutations.h"
#include "pem.h"
#include "witness.h"

static struct witness w;

void
look_open(const char *conf)
{
	settings_read(conf, &w.set);
	w.looking = true;
	w.forever = arena_new();
	w.mem = arena_new();
	w.page = arena_new();
	if (!(w.log_pem = pem_read(w.forever, w.set.log_key)))
		exit(78);
	w.suite = key_suite_of(w.log_pem);
	store_open(&w.store, w.set.store, w.suite, TO_LOOK);
	w.platform = (struct platform){ &w.set, http_open(&w.set) };
	w.heard_at = machine_ms();
}

bool
look(int64_t *seq)
{
	struct finding f = witness_round(&w);

	if (f.outcome == W_AWAY || f.outcome == W_OURS) {
		fprintf(stderr, "no look was had: %s\n", f.what);
		exit(1);
	}
	*seq = f.seq;
	return f.outcome == W_BAD;
}

bool
look_public(int64_t seq)
{
	unsigned char leaf[HASH_LEN];
	bool public;

	return leaves_read(&w.store, seq, &public, leaf) && public;
}
