/* ggzyctl clock: the time of a rehearsal, which only ever goes forward. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define SPEED_MAX 100000

/* What to do: NONE where nothing changes. */
struct turn {
	int64_t shift, to, speed;
};

static enum err
turn(struct req *r, void *at)
{
	const struct turn *t = at;
	struct number speed;
	struct instant now;
	struct buf detail;
	int64_t to;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_INSTALLATION_LOCK, NOARGS, &speed)))
		return e;
	if ((e = db_one(r->db, r->mem, SQL_NOW, NOARGS, &now)))
		return e;
	if (!now.rehearsal)
		return req_say(r, E_STATE, "正式环境的时钟不能调整");
	to = t->to != NONE ? t->to : now.now_ms;
	if (t->shift != NONE)
		to += t->shift;
	if (to < now.now_ms)
		return req_say(r, E_STATE, "时钟只能向后拨，不能回拨");
	if (t->speed != NONE)
		speed.n = t->speed;
	if ((e = db_exec(r->db, SQL_CLOCK_SET,
			 ARGS(I64(now.real_ms), I64(to), I64(speed.n)), NULL)))
		return e;
	r->now = to;
	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "from");
	json_time(&detail, now.now_ms);
	json_key(&detail, "to");
	json_time(&detail, to);
	json_key(&detail, "speed");
	json_int(&detail, speed.n);
	buf_char(&detail, '}');
	return ctl_event(r, "clock", true, buf_text(&detail));
}

static enum err
show(struct req *r, void *at)
{
	struct number speed;
	char when[30], real[30];
	enum err e;

	(void)at;
	if ((e = db_one(r->db, r->mem, SQL_INSTALLATION_LOCK, NOARGS, &speed)))
		return e;
	instant_print(when, r->now);
	instant_print(real, r->real);
	printf("%s\n", when);
	if (r->rehearsal)
		printf("演练环境，实际时间 %s，%lld 倍速\n", real,
		       (long long)speed.n);
	else
		printf("正式环境\n");
	return OK;
}

static int
run(enum err (*change)(struct req *, void *), void *at)
{
	enum err e = ctl_change("ctl", change, at);

	if (e == E_NOTFOUND)
		return ctl_fail(EX_CONFIG,
				"还没有初始化，请先执行 ggzyctl init");
	if (e == E_STATE)
		return ctl_fail(EX_NOPERM, "%s", ctl_last()->detail);
	return ctl_outcome(ctl_last(), e, "clock");
}

static int
run_and_show(struct turn *t)
{
	int rc = run(turn, t);

	return rc ? rc : run(show, NULL);
}

int
clock_show(int argc, char **argv)
{
	(void)argv;
	return argc > 1 ? ctl_usage() : run(show, NULL);
}

/* "21d", "5h", "30m", "10s". */
static bool
span_parse(const char *s, int64_t *ms)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = { { "d", DAY_MS },
		      { "h", HOUR_MS },
		      { "m", MINUTE_MS },
		      { "s", 1000 } };
	char *end;
	long n = strtol(s, &end, 10);

	if (end == s || n < 0 || n > 1000000)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (!strcmp(end, units[i].unit)) {
			*ms = n * units[i].ms;
			return true;
		}
	return false;
}

int
clock_shift(int argc, char **argv)
{
	struct turn t = { NONE, NONE, NONE };

	if (argc == 2 && *argv[1] == '-')
		return ctl_fail(EX_NOPERM, "时钟只能向后拨，不能回拨");
	if (argc != 2 || !span_parse(argv[1], &t.shift))
		return ctl_usage();
	return run_and_show(&t);
}

int
clock_set(int argc, char **argv)
{
	struct turn t = { NONE, NONE, NONE };

	if (argc != 2 || !instant_parse(argv[1], &t.to))
		return ctl_usage();
	return run_and_show(&t);
}

int
clock_speed(int argc, char **argv)
{
	struct turn t = { NONE, NONE, NONE };
	char *end;

	if (argc != 2)
		return ctl_usage();
	t.speed = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end || t.speed < 1 || t.speed > SPEED_MAX)
		return ctl_usage();
	return run_and_show(&t);
}
