/* What was seen, and how long it took. */
#include <time.h>

#include "crowd.h"

#define LAST (sizeof(((struct tally *)0)->count) / sizeof(int64_t) - 1)

int64_t
clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void
tally_add(struct tally *t, int64_t us)
{
	size_t at = us < 0 ? 0 : (size_t)us / 100;

	t->count[at < LAST ? at : LAST]++;
	t->n++;
	if (us > t->most)
		t->most = us;
}

/* In ms; the end of the tenth that it is in. */
static double
part(const struct tally *t, int64_t percent)
{
	int64_t rest = (t->n * percent + 99) / 100;
	size_t i;

	for (i = 0; i < LAST && (rest -= t->count[i]) > 0; i++)
		;
	return (double)(i + 1) / 10;
}

void
tally_print(const struct tally *t, const char *name)
{
	if (!t->n)
		return;
	printf("\"%s_n\":%lld,\"%s_p50\":%.1f,\"%s_p99\":%.1f,"
	       "\"%s_max\":%.1f,",
	       name, (long long)t->n, name, part(t, 50), name, part(t, 99),
	       name, (double)t->most / 1000);
}

void
sighting_add(struct sightings *s, int who, int64_t seq, int64_t at)
{
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 65536;
		s->at = realloc(s->at, s->room * sizeof(*s->at));
		if (!s->at)
			exit(71);
	}
	s->at[s->n++] = (struct sighting){ seq, at, who };
}

static int
by_seq(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Who sees a seq knows all that happened until then. */
int64_t
sightings_delays(struct sightings *happened, struct sightings *seen, int people,
		 struct tally *t)
{
	size_t *next = calloc((size_t)people + 1, sizeof(*next)), *o, i;
	int64_t never = 0;
	int who;

	if (!next)
		exit(71);
	if (happened->n)
		qsort(happened->at, happened->n, sizeof(*happened->at), by_seq);
	for (i = 0; i < seen->n; i++) {
		o = &next[seen->at[i].who];
		while (*o < happened->n &&
		       happened->at[*o].seq <= seen->at[i].seq)
			tally_add(t, seen->at[i].at - happened->at[(*o)++].at);
	}
	for (who = 0; who < people; who++)
		never += (int64_t)(happened->n - next[who]);
	free(next);
	return never;
}
