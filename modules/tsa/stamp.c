/* ggzy-stamp: a time-stamp token for every receipt. */
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "conf.h"
#include "daemon.h"
#include "db.h"
#include "fetch.h"
#include "file.h"
#include "jws.h"
#include "log.h"
#include "stamp.h"
#include "tsa.h"
#include "stamp_sql.h"

#define TURN_MS 100
#define SICK 3      /* failures one after the other: it is not the receipts' */
#define SICK_MS 500 /* the first wait after a failure; doubles */
#define SICKEST_MS 30000
#define CA_MAX 1000000 /* bytes of certificates */
#define FAR_S 8        /* seconds for an authority elsewhere */

struct bare {
	const char *number, *receipt;
};

/* clang-format off */
static const struct field bare_field[] = {
	TEXT(struct bare, number, 1, 40, F_ROW, NULL),
	TEXT(struct bare, receipt, 1, 65535, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record bare_record = { "bare", sizeof(struct bare),
					   bare_field };
static const struct sql sql[] = { SQL_STAMP_TABLE };

/* The certificates above the authority; ours when no other is configured. */
static const char *
authorities(struct arena *mem)
{
	const char *path = *conf.tsa_ca
			       ? conf.tsa_ca
			       : arena_printf(mem, "%s/ca.pem", conf.tsa);
	size_t n;

	return file_text(mem, path, CA_MAX, &n);
}

/* The authority that is configured. */
static void *
ask(struct arena *mem, const void *request, size_t n, size_t *len,
    const char **why)
{
	const struct fetch f = { .url = conf.tsa_url,
				 .body = request,
				 .body_len = n,
				 .type = "application/timestamp-query",
				 .max = FRAME_MAX,
				 .seconds = FAR_S };
	void *answer;

	if (!*conf.tsa_url)
		return ask_local(mem, request, n, len, why);
	*why = fetch(mem, &f, &answer, len);
	return *why ? NULL : answer;
}

/* The token, judged as anybody would; NULL with *why. */
static const char *
token_get(struct arena *mem, const char *text, const char **why, int64_t *at)
{
	const char *ca = authorities(mem), *token;
	size_t n, len;
	void *request, *answer;

	request = stamp_request(mem, text, strlen(text), &n);
	answer = ask(mem, request, n, &len, why);
	if (!answer ||
	    !(token = stamp_answer(mem, request, n, answer, len, why)))
		return NULL;
	*why = ca ? "时间戳机构的证书不可信" : "没有时间戳机构的根证书";
	return ca && stamp_check(mem, token, text, strlen(text), ca, at) ==
			   STAMP_GOOD
		   ? token
		   : NULL;
}

static enum err
stamp(struct db *db, struct arena *mem, const struct bare *b)
{
	const char *text = jws_compact(mem, b->receipt, strlen(b->receipt));
	const char *why = "回执不是 JWS", *token = NULL;
	int64_t at;

	if (text)
		token = token_get(mem, text, &why, &at);
	if (!token) {
		log_warn("msg=no-token receipt=%s why=\"%s\"", b->number, why);
		return E_STATE;
	}
	return db_exec(db, SQL_STAMP_SET,
		       ARGS(STR(token), I64(at), STR(b->number)), NULL);
}

/* A batch.  What fails alone is told and left for later. */
static enum err
turn(struct db *db, struct arena *mem)
{
	struct list l;
	const struct bare *b;
	size_t i;
	enum err e;
	int failed = 0;

	if ((e = db_all(db, mem, SQL_STAMP_LIST, ARGS(STR(later_list(mem))),
			&l)))
		return e;
	for (b = l.at, i = 0; !daemon_leaves() && i < l.n && failed < SICK;
	     i++) {
		e = stamp(db, mem, &b[i]);
		if (e == E_DB || e == E_CONFLICT)
			return e;
		failed = e ? failed + 1 : 0;
		if (e)
			later_add(b[i].number);
	}
	return failed < SICK ? OK : E_STATE;
}

static void
loop(struct db *db)
{
	struct arena *mem = arena_new();
	int wait = SICK_MS;

	while (!daemon_leaves()) {
		if (!turn(db, mem)) {
			wait = SICK_MS;
			daemon_rest(TURN_MS);
		} else {
			daemon_rest(wait);
			wait = wait < SICKEST_MS ? 2 * wait : SICKEST_MS;
		}
		arena_reset(mem);
	}
	arena_free(mem);
}

/* At boot the database may come after us. */
static struct db *
connect_patiently(void)
{
	struct db *db = NULL;

	while (!daemon_leaves() &&
	       !(db = db_try_open(conf.db_socket, "ggzy_stamp",
				  conf_db_password("ggzy_stamp"), "ggzy_trade",
				  sql, sizeof(sql) / sizeof(*sql))))
		daemon_rest(1000);
	return db;
}

/* As every start, but it says at once what is wrong. */
static int
check(void)
{
	struct arena *mem = arena_new();
	bool known = authorities(mem) != NULL;

	arena_free(mem);
	db_close(db_open(conf.db_socket, "ggzy_stamp",
			 conf_db_password("ggzy_stamp"), "ggzy_trade", sql,
			 sizeof(sql) / sizeof(*sql)));
	if (!known) {
		fprintf(stderr, "ggzy-stamp: 读不到时间戳机构的根证书 %s%s\n",
			*conf.tsa_ca ? conf.tsa_ca : conf.tsa,
			*conf.tsa_ca ? "" : "/ca.pem");
		return EX_CONFIG;
	}
	puts("ggzy-stamp: 根证书、语句、授权都正确");
	return 0;
}

int
main(int argc, char **argv)
{
	const struct rlimit none = { 0, 0 };
	const char *file = NULL;
	bool test = false;
	struct db *db;
	int o;

	while ((o = getopt(argc, argv, "c:tV")) != -1) {
		if (o == 'V') {
			printf("ggzy-stamp %s\nconfigure %s\n", PACKAGE_VERSION,
			       GGZY_CONFIGURE);
			return 0;
		}
		if (o == '?')
			return EX_USAGE;
		if (o == 't')
			test = true;
		else
			file = optarg;
	}
	log_open("stamp");
	conf_read(file);
	if (test)
		return check();
	setrlimit(RLIMIT_CORE, &none);
	umask(027);
	daemon_begin();
	if (!(db = connect_patiently()))
		return 0;
	log_info("msg=ready");
	loop(db);
	db_close(db);
	log_info("msg=left");
	return 0;
}
