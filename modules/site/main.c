/* ggzy-site: follows the log and writes the public pages. */
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "conf.h"
#include "daemon.h"
#include "log.h"
#include "site.h"
#include "site_sql.h"

#define POLL_MS 200

static const struct sql sql[] = { SQL_SITE_TABLE };

/* Rounds until told to stop, or with `once` until there is nothing to do. */
static int
follow(struct site *s, bool once)
{
	int wait = POLL_MS;
	bool busy;
	enum err e;

	while (!daemon_leaves()) {
		arena_reset(s->mem);
		e = site_round(s, &busy);
		if (e && once)
			return EX_TEMPFAIL;
		if (e) {
			/* the database is away, or new: wait, longer and longer
			 */
			wait = wait < 5000 ? 2 * wait : 5000;
			log_warn("msg=round-failed outcome=%s again_ms=%d",
				 err_name(e), wait);
		} else {
			wait = POLL_MS;
		}
		if (busy && !e)
			continue;
		if (once)
			return 0;
		daemon_rest(wait);
	}
	return 0;
}

static int
usage(void)
{
	fputs("usage: ggzy-site [-V] [-t] [-c FILE] [--once | --rebuild]\n"
	      "  -V         version and configuration\n"
	      "  -t         check statements, grants and templates, then exit\n"
	      "  -c FILE    configuration\n"
	      "  --once     catch up with the log, then exit\n"
	      "  --rebuild  write every page anew, then exit\n",
	      stderr);
	return EX_USAGE;
}

static int
rebuild(struct site *s)
{
	enum err e;

	if ((e = db_one(s->db, s->mem, SQL_STATE, NOARGS, &s->state)) ||
	    (e = site_rebuild(s))) {
		log_error("msg=rebuild-failed outcome=%s", err_name(e));
		return EX_TEMPFAIL;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	bool once = false, all = false, test = false;
	const char *file = NULL;
	struct site s = { .db = NULL };
	int i, rc;

	log_open("ggzy-site");
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-V"))
			return printf("ggzy-site %s\nconfigure %s\n",
				      PACKAGE_VERSION, GGZY_CONFIGURE) < 0;
		if (!strcmp(argv[i], "-c") && i + 1 < argc)
			file = argv[++i];
		else if (!strcmp(argv[i], "-t"))
			test = true;
		else if (!strcmp(argv[i], "--once"))
			once = true;
		else if (!strcmp(argv[i], "--rebuild"))
			all = true;
		else
			return usage();
	}
	conf_read(file);
	umask(022); /* the web server, another user, reads what we write */
	if (!templates_read())
		return EX_CONFIG;
	daemon_begin();
	s.db =
	    db_open(conf.db_socket, "ggzy_site", conf_db_password("ggzy_site"),
		    "ggzy_site", sql, sizeof(sql) / sizeof(*sql));
	s.mem = arena_new();
	log_info("msg=started public=%s", conf.public);
	rc = test ? 0 : all ? rebuild(&s) : follow(&s, once);
	regions_free();
	arena_free(s.mem);
	db_close(s.db);
	return rc;
}
