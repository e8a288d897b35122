/* How far a long command is. */
#include <unistd.h>

#include "import.h"
#include "machine.h"

#define BAR 30
#define TERMINAL_MS 100
#define PLAIN_MS 5000

struct progress {
	const char *what;
	size_t total, done;
	int64_t start, last;
	bool terminal;
};

struct progress *
progress_begin(struct arena *mem, const char *what, size_t total)
{
	struct progress *p = arena_alloc(mem, sizeof(*p));

	p->what = what;
	p->total = total ? total : 1;
	p->start = p->last = steady_ms();
	p->terminal = isatty(2);
	return p;
}

static void
show(const struct progress *p, int64_t rows, int64_t now)
{
	int64_t spent = now - p->start, left;
	int percent = (int)(p->done * 100 / p->total), i;

	left = p->done
		   ? spent * (int64_t)(p->total - p->done) / (int64_t)p->done
		   : 0;
	if (p->terminal) {
		fputs("\r[", stderr);
		for (i = 0; i < BAR; i++)
			fputc(i * 100 < percent * BAR ? '#' : ' ', stderr);
		fputs("] ", stderr);
	}
	fprintf(stderr, "%s %3d%% %lld 行 %lld 行/秒 剩余 %lld 秒%s", p->what,
		percent, (long long)rows,
		(long long)(spent ? rows * 1000 / spent : rows),
		(long long)((left + 999) / 1000), p->terminal ? "  " : "\n");
	fflush(stderr);
}

void
progress_show(struct progress *p, size_t done, int64_t rows)
{
	int64_t now = steady_ms();

	p->done = done;
	if (now - p->last < (p->terminal ? TERMINAL_MS : PLAIN_MS))
		return;
	p->last = now;
	show(p, rows, now);
}

void
progress_end(struct progress *p, int64_t rows)
{
	p->done = p->total;
	if (!p->terminal)
		return;
	show(p, rows, steady_ms());
	fputc('\n', stderr);
}
