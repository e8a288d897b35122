/* Rounds, rests, and the end of a daemon. */
#include <signal.h>
#include <time.h>

#include "daemon.h"

static volatile sig_atomic_t leaves;

static void
leave(int sig)
{
	(void)sig;
	leaves = 1;
}

void
daemon_begin(void)
{
	/* no SA_RESTART: who waits looks up */
	struct sigaction sa = { .sa_handler = leave };

	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

bool
daemon_leaves(void)
{
	return leaves;
}

void
daemon_rest(int ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	if (!leaves)
		nanosleep(&t, NULL);
}
