/* ggzyctl init: the installation's one row, its keys, the daemon's account. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "ids.h"
#include "json.h"
#include "rows.h"
#include "secret.h"
#include "session_row.h"
#include "ctl_sql.h"

struct install {
	const char *name, *code18, *code11;
	const char *start; /* of a rehearsal, in the past */
	const char *word;
	const struct suite *suite;
	bool rehearsal;
};

/* `clock` takes the steps that time takes.  No password fits "!". */
static enum err
clock_account(struct req *r)
{
	int64_t id;
	enum err e;

	if ((e = db_exec(r->db, SQL_ACCOUNT_ADD,
			 ARGS(STR("clock"), STR("!"), STR("平台时钟"),
			      I64(NONE), I64(0), I64(r->now)),
			 &id)))
		return e;
	return db_exec(r->db, SQL_ACCOUNT_ROLE_ADD,
		       ARGS(I64(id), STR("system"), I64(0), I64(r->now)), NULL);
}

/* A rehearsal may begin in the past, so that a played life ends today. */
static enum err
start_back(struct req *r, const char *text)
{
	struct instant now;
	int64_t start;
	enum err e;

	if (!text)
		return OK;
	if ((e = db_one(r->db, r->mem, SQL_NOW, NOARGS, &now)))
		return e;
	if (!now.rehearsal)
		return req_say(r, E_STATE, "只有演练环境可以指定开始时间");
	if (!instant_parse(text, &start) || start > now.real_ms)
		return req_say(r, E_FIELD, "--start: 应是过去的时间");
	return db_exec(r->db, SQL_CLOCK_SET,
		       ARGS(I64(now.real_ms), I64(start), I64(1)), NULL);
}

static enum err
install(struct req *r, void *at)
{
	const struct install *in = at;
	struct buf detail;
	enum err e;

	if ((e = db_exec(r->db, SQL_INSTALLATION_ADD,
			 ARGS(STR(in->name),
			      STR(in->rehearsal ? "rehearsal" : "production"),
			      STR(in->code18), STR(in->code11),
			      STR(in->suite->word)),
			 NULL)) ||
	    (e = start_back(r, in->start)))
		return e;
	if ((e = req_now(r)) || (e = clock_account(r)))
		return e;
	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "name");
	json_text(&detail, in->name);
	json_key(&detail, "platform_code");
	json_text(&detail, in->code18);
	json_key(&detail, "suite");
	json_text(&detail, in->suite->name);
	buf_char(&detail, '}');
	return ctl_event(r, "init", true, buf_text(&detail));
}

/* The public half beside it, which `site` shows to whoever verifies. */
static int
publish_key(struct arena *mem, const char *path)
{
	const char *to =
	    arena_printf(mem, "%.*spub", (int)(strlen(path) - strlen("pem")),
			 path);
	struct key *key = key_load(path);
	FILE *f = fopen(to, "w");
	bool bad;

	/* anybody may read it, whatever the mask of the shell */
	bad = !f || fchmod(fileno(f), 0644) ||
	      fputs(key_public_pem(mem, key), f) == EOF;
	key_free(key);
	if (f && fclose(f))
		bad = true;
	return bad ? ctl_fail(EX_CANTCREAT, "%s: %s", to, strerror(errno)) : 0;
}

static int
is_of(const char *path, const struct suite *s)
{
	struct key *key = key_load(path);
	bool same = key_suite(key) == s;

	key_free(key);
	return same ? 0
		    : ctl_fail(EX_CONFIG, "%s: 密钥不是 %s 套件的", path,
			       s->word);
}

/* A key that is there stays: signatures made with it must go on to hold. */
static int
make_key(struct arena *mem, const char *name, const struct suite *s)
{
	const char *path = arena_printf(mem, "%s/%s", conf.keys, name);
	int rc;

	if (!access(path, F_OK)) {
		printf("%s 已存在\n", path);
		return (rc = is_of(path, s)) ? rc : owner_give(path);
	}
	if (!key_make(path, s))
		return ctl_fail(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	printf("%s 已生成\n", path);
	return (rc = publish_key(mem, path)) ? rc : owner_give(path);
}

/* The key that seals the secrets of one-time codes: `service` alone reads it.
 */
static int
make_secret(struct arena *mem, const char *name)
{
	const char *path = arena_printf(mem, "%s/%s", conf.keys, name);

	if (secret_make(path))
		printf("%s 已生成\n", path);
	else if (errno == EEXIST)
		printf("%s 已存在\n", path);
	else
		return ctl_fail(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	return owner_give(path);
}

static int
make_keys(struct arena *mem, const struct suite *suite)
{
	int rc;

	if ((rc = make_key(mem, "log.pem", suite)) ||
	    (rc = make_key(mem, "receipt.pem", suite)))
		return rc;
	return make_secret(mem, "factor.key");
}

int
init(int argc, char **argv)
{
	/* codes of the demonstration; they pass the checks of the standard */
	struct install in = { .code18 = "12540000MB0000019W",
			      .code11 = "X5400000001",
			      .word = "p256" };
	bool keys = false;
	const struct option_of options[] = {
		{ .name = "name", .value = &in.name },
		{ .name = "rehearsal", .flag = &in.rehearsal },
		{ .name = "keys", .flag = &keys },
		{ .name = "start", .value = &in.start },
		{ .name = "platform-code", .value = &in.code18 },
		{ .name = "platform-code11", .value = &in.code11 },
		{ .name = "suite", .value = &in.word },
		{ .name = NULL }
	};
	struct arena *mem = ctl_mem();
	const char *bad;
	enum err e;
	int rc;

	if (options_read(argc, argv, options) || !in.name == !keys)
		return ctl_usage();
	if (!(in.suite = suite_of_word(in.word)))
		return ctl_fail(EX_USAGE, "--suite: 应是 p256 或者 sm");
	if (keys)
		return make_keys(mem, in.suite);
	if ((bad = credit_code_bad(in.code18)))
		return ctl_fail(EX_DATAERR, "--platform-code: %s", bad);
	if (strlen(in.code11) != PLATFORM_CODE)
		return ctl_fail(EX_DATAERR, "--platform-code11: 应是 11 位");
	if ((rc = make_keys(mem, in.suite)))
		return rc;
	e = ctl_change("ctl", install, &in);
	if (e == E_EXISTS)
		return ctl_fail(EX_DATAERR, "这个安装已经初始化过了");
	if (e)
		return ctl_outcome(ctl_last(), e, "init");
	printf("%s: %s\n", in.name,
	       in.rehearsal ? "演练环境，时钟可以调整"
			    : "正式环境，时钟不可调整");
	return 0;
}
