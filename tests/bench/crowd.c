/*
 * Many who watch a lot and some who bid on it, over loopback.
 *
 *	crowd [-w N] [-r] [-p MS [-g PATH]] [-b N] [-t MS] [-u SOCKET]
 *	      [-s SECONDS] [-o MS] PORT STEM TRADE
 *
 *	-w	watchers, who hold a stream of events; with -r each reads the
 *		state when told, as the page does; with -p they ask for it, or
 *		for PATH, every so many ms instead
 *	-b	bidders 1.. of tests/lots.sh with the sessions STEM.., one offer
 *		at a time and about MS (-t) between two
 *	-u	the publisher at SOCKET is given four hints a second
 *	-o	what the platform's clock is ahead of ours
 *
 * When all watchers are there it goes on for SECONDS; then one line of JSON
 * says what was seen, times in ms: from asking to the answer of an accepted
 * offer, from its instant by the platform to when each watcher was told and
 * had read it.
 */
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "crowd.h"

static int lines;
static int64_t span = 10 * SECOND;

static void
turn(void)
{
	struct epoll_event e[256];
	static int64_t looked_at;
	int i, n = epoll_wait(line_epoll, e, 256, 1);

	crowd.now = clock_us();
	for (i = 0; i < n; i++)
		if (line[e[i].data.fd].fd >= 0)
			line_hear(e[i].data.fd);
	if (crowd.now < looked_at + SECOND / 1000)
		return;
	looked_at = crowd.now;
	for (i = 0; i < lines; i++)
		if (due[i] && due[i] <= crowd.now &&
		    (!crowd.stop || crowd.now < crowd.stop ||
		     (i < 2 * crowd.watchers && !crowd.poll) || line[i].tries))
			line_act(i);
}

static int
listening(void)
{
	int i, n = 0;

	for (i = 0; i < crowd.watchers; i++)
		n += crowd.poll ? 1 : line[i].listens;
	return n;
}

/* All come first, one after the other. */
static void
gather(void)
{
	int64_t given = clock_us() + 60 * SECOND;
	int i;

	crowd.now = clock_us();
	for (i = 0; i < crowd.watchers && !crowd.poll; i++)
		due[i] = crowd.now + i * (SECOND / 2000);
	while (listening() < crowd.watchers && crowd.now < given)
		turn();
}

static void
perform(void)
{
	int i;

	crowd.now = clock_us();
	crowd.stop = crowd.now + span;
	for (i = 0; i < crowd.watchers && crowd.poll; i++)
		due[i] = crowd.now + chance(crowd.poll);
	for (i = 2 * crowd.watchers; i < lines; i++)
		due[i] = crowd.now + 1 + chance(2 * crowd.think);
	while (crowd.now < crowd.stop + 2 * SECOND)
		turn();
}

static void
number(const char *name, int64_t n)
{
	printf("\"%s\":%lld,", name, (long long)n);
}

static void
report(int came)
{
	static struct tally waited, after;
	int i;

	for (i = 2 * crowd.watchers; i < lines; i++)
		crowd.errors += line[i].busy;
	putchar('{');
	number("watchers", came);
	number("dropped", crowd.dropped);
	number("accepted", crowd.accepted);
	number("refused", crowd.refused);
	number("broken", crowd.broken);
	number("errors", crowd.errors);
	number("never_told", sightings_delays(&crowd.happened, &crowd.told,
					      crowd.watchers, &waited));
	if (crowd.reads)
		number("never_read",
		       sightings_delays(&crowd.happened, &crowd.had,
					crowd.watchers, &after));
	tally_print(&crowd.took, "offer");
	tally_print(&waited, "told");
	tally_print(&after, "read");
	tally_print(&crowd.asked, "ask");
	number("happened", (int64_t)crowd.happened.n);
	puts("\"end\":true}");
}

static int64_t
arg(const char *text, int64_t most)
{
	int64_t n = strtoll(text, NULL, 10);

	return n < most ? n : most;
}

static void
options(int argc, char **argv)
{
	int o;

	while ((o = getopt(argc, argv, "b:g:o:p:rs:t:u:w:")) != -1) {
		switch (o) {
		case 'b':
			crowd.bidders = (int)arg(optarg, BIDDERS);
			break;
		case 'g':
			crowd.file = optarg;
			break;
		case 'o':
			crowd.ahead = arg(optarg, INT64_MAX / 1000) * 1000;
			break;
		case 'p':
			crowd.poll = arg(optarg, 60000) * 1000;
			break;
		case 'r':
			crowd.reads = true;
			break;
		case 's':
			span = arg(optarg, 300) * SECOND;
			break;
		case 't':
			crowd.think = arg(optarg, 60000) * 1000;
			break;
		case 'u':
			crowd.publisher = optarg;
			break;
		case 'w':
			crowd.watchers = (int)arg(optarg, WATCHERS);
			break;
		default:
			exit(64);
		}
	}
	if (argc - optind != 3)
		exit(64);
	crowd.port = (int)arg(argv[optind], 65535);
	crowd.stem = argv[optind + 1];
	crowd.trade = argv[optind + 2];
}

int
main(int argc, char **argv)
{
	struct rlimit most;
	int i, came;

	options(argc, argv);
	/* as many connections as there may be */
	if (!getrlimit(RLIMIT_NOFILE, &most)) {
		most.rlim_cur = most.rlim_max;
		setrlimit(RLIMIT_NOFILE, &most);
	}
	signal(SIGPIPE, SIG_IGN);
	lines = 2 * crowd.watchers + crowd.bidders + (crowd.publisher ? 1 : 0);
	for (i = 0; i < lines; i++)
		line[i].fd = -1, line[i].port = crowd.port;
	if (crowd.publisher)
		line[lines - 1].path = crowd.publisher;
	if ((line_epoll = epoll_create1(0)) < 0)
		return 71;
	gather();
	came = listening();
	perform();
	report(came);
	return 0;
}
