/* Who asks what, and what is made of the answer. */
#include "crowd.h"

#define START 100000000 /* of tests/lots.sh */
#define STEP 1000000
#define DAY (86400 * SECOND)

struct crowd crowd = { .think = SECOND / 10 };
struct line line[LINES];
int64_t due[LINES];
static int64_t steps;

int64_t
chance(int64_t below)
{
	return below > 0 ? random() % below : 0;
}

static void
request(struct line *l, const char *method, const char *path, const char *more)
{
	snprintf(l->out, sizeof(l->out),
		 "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s", method, path,
		 crowd.port, more);
}

/* ---- who watches ---- */

static void
listen_to(int i)
{
	char path[128];

	snprintf(path, sizeof(path), "/api/land/trades/%s/watch", crowd.trade);
	request(&line[i], "GET", path, "Accept: text/event-stream\r\n\r\n");
	due[i] = line_ask(&line[i], i) ? 0 : crowd.now + SECOND;
}

static void
look(int i)
{
	struct line *l = &line[i];
	char path[256];

	snprintf(path, sizeof(path), "/api/land/trades/%s/state?since=%lld",
		 crowd.trade, (long long)l->seen);
	if (l->told > l->seen)
		snprintf(path + strlen(path), sizeof(path) - strlen(path),
			 "&seq=%lld", (long long)l->told);
	request(l, "GET", crowd.file ? crowd.file : path, "\r\n");
	due[i] = line_ask(l, i) ? 0 : crowd.now + SECOND;
}

static int64_t
items(const char *text)
{
	int64_t n = 0;

	while ((text = strstr(text, "\"no\":"))) {
		text++;
		n++;
	}
	return n;
}

/* As the page: takes a state that nothing is missing before, else reads; not
 * all in the same moment. */
static void
hear(int i, const char *text, int64_t seq)
{
	struct line *r = &line[crowd.watchers + i];
	int64_t at = clock_us(), offers = number_of(text, "offers");

	sighting_add(&crowd.told, i, seq, at);
	if (!crowd.reads || seq <= r->told)
		return;
	r->told = seq;
	if (offers >= 0 && offers - items(text) <= r->offers) {
		r->seen = seq;
		r->offers = offers;
		sighting_add(&crowd.had, i, seq, at);
		due[crowd.watchers + i] = 0;
	} else if (!r->busy && !due[crowd.watchers + i]) {
		due[crowd.watchers + i] = crowd.now + 1 + chance(SECOND / 5);
	}
}

/* Whole lines of a stream. */
static void
listened(int i)
{
	struct line *l = &line[i];
	char *at = l->in, *end;
	int64_t seq;

	if (!l->listens) {
		if (!(at = strstr(at, "\r\n\r\n")))
			return;
		l->listens = strtol(l->in + 9, NULL, 10) == 200;
		at += 4;
	}
	for (; (end = strchr(at, '\n')); at = end + 1) {
		*end = 0;
		if ((seq = number_of(at, "seq")) >= 0)
			hear(i, at, seq);
	}
	l->len -= (size_t)(at - l->in);
	memmove(l->in, at, l->len + 1);
}

static void
looked(int i, const char *body)
{
	struct line *l = &line[i];
	int64_t seq = number_of(body, "seq"), at = clock_us();

	tally_add(&crowd.asked, at - l->asked);
	if (seq > l->seen) {
		l->seen = seq;
		l->offers = number_of(body, "offers");
		sighting_add(crowd.reads ? &crowd.had : &crowd.told,
			     i % crowd.watchers, seq, at);
	}
	if (crowd.poll)
		due[i] = l->asked + crowd.poll;
	else if (l->seen < l->told)
		due[i] = crowd.now + SECOND / 4;
}

/* ---- who bids ---- */

/* A try that broke is made again with its key. */
static void
bid(int i)
{
	struct line *l = &line[i];
	char path[128], head[512], body[64];
	int who = i - 2 * crowd.watchers + 1;

	if (!l->tries++) {
		snprintf(body, sizeof(body), "{\"amount_fen\":%lld}",
			 (long long)(START + STEP * steps++));
		snprintf(head, sizeof(head),
			 "Cookie: ggzy=%s%07d\r\n"
			 "Origin: http://127.0.0.1:%d\r\n"
			 "Idempotency-Key: %.8s-%s-%lld\r\n"
			 "Content-Type: application/json\r\n"
			 "Content-Length: %zu\r\n\r\n%s",
			 crowd.stem, who, crowd.port, crowd.stem, crowd.trade,
			 (long long)steps, strlen(body), body);
		snprintf(path, sizeof(path), "/api/land/trades/%s/offers",
			 crowd.trade);
		request(l, "POST", path, head);
	}
	due[i] = line_ask(l, i) ? 0 : crowd.now + SECOND / 5;
}

/* "..T10:20:30.456+08:00" within half a day from crowd.now. */
static int64_t
instant_of(const char *body)
{
	const char *t = strstr(body, "\"at\":\"");
	int64_t here = clock_us() + crowd.ahead + DAY / 3, at;
	int h, m, s, ms;

	if (!t || sscanf(t + 17, "%2d:%2d:%2d.%3d", &h, &m, &s, &ms) != 4)
		exit(76);
	at = here - here % DAY + ((h * 60 + m) * 60 + s) * SECOND +
	     ms * (SECOND / 1000);
	if (at > here + DAY / 2)
		at -= DAY;
	return at - DAY / 3 - crowd.ahead;
}

static void
answered(int i, long status, const char *body)
{
	struct line *l = &line[i];

	if (status == 201) {
		crowd.accepted++;
		if (l->tries == 1)
			tally_add(&crowd.took, clock_us() - l->asked);
		sighting_add(&crowd.happened, 0, number_of(body, "seq"),
			     instant_of(body));
	} else {
		crowd.refused++;
	}
	l->tries = 0;
	due[i] = crowd.stop && crowd.now >= crowd.stop
		     ? 0
		     : crowd.now + 1 + chance(2 * crowd.think);
}

/* ---- who tells ---- */

static void
tell(int i)
{
	char path[64], more[128], body[64];

	snprintf(body, sizeof(body), "{\"seq\":%lld}",
		 (long long)++crowd.hints);
	snprintf(path, sizeof(path), "/%s", crowd.trade);
	snprintf(more, sizeof(more), "Content-Length: %zu\r\n\r\n%s",
		 strlen(body), body);
	request(&line[i], "POST", path, more);
	sighting_add(&crowd.happened, 0, crowd.hints, clock_us());
	due[i] = crowd.now + SECOND / 4;
	line_ask(&line[i], i);
}

/* ---- all of them ---- */

bool
is_bidder(int i)
{
	return i >= 2 * crowd.watchers &&
	       i < 2 * crowd.watchers + crowd.bidders;
}

void
line_act(int i)
{
	due[i] = 0;
	if (i < crowd.watchers && !crowd.poll)
		listen_to(i);
	else if (i < 2 * crowd.watchers)
		look(i);
	else if (is_bidder(i))
		bid(i);
	else
		tell(i);
}

static void
ended(int i)
{
	struct line *l = &line[i];

	crowd.broken += is_bidder(i) && l->busy;
	crowd.dropped += l->listens;
	if (l->busy || l->listens)
		due[i] = crowd.now + SECOND / 5 + chance(SECOND);
	line_close(l);
}

void
line_hear(int i)
{
	struct line *l = &line[i];
	bool is_there = line_take(l);
	char *body;
	long status;

	if (i < crowd.watchers && !crowd.poll) {
		if (l->len)
			listened(i);
	} else if (l->busy && (status = line_answer(l, &body))) {
		if (is_bidder(i) && status >= 500) {
			crowd.broken++;
			due[i] = crowd.now + SECOND / 5;
		} else if (is_bidder(i)) {
			answered(i, status, body);
		} else if (i < 2 * crowd.watchers && status == 200) {
			looked(i, body);
		} else if (i < 2 * crowd.watchers) {
			crowd.errors++;
			due[i] = crowd.now + SECOND;
		}
	}
	if (!is_there)
		ended(i);
}
