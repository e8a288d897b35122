/* Which system user each secret belongs to, or which group shares it. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl.h"

/* Those of conf/systemd/sysusers.conf; who is not there runs nothing. */
static const struct owner {
	const char *file;
	const char *user;  /* who alone reads it; NULL: root's, and */
	const char *group; /* these read it */
} owner[] = { { "ggzy_engineering.db", "ggzy-engineering", NULL },
	      { "ggzy_land.db", "ggzy-land", NULL },
	      { "ggzy_assets.db", "ggzy-assets", NULL },
	      { "ggzy_service.db", "ggzy-service", NULL },
	      { "ggzy_clock.db", "ggzy-clock", NULL },
	      { "ggzy_push.db", "ggzy-push", NULL },
	      { "ggzy_site.db", "ggzy-site", NULL },
	      { "ggzy_stamp.db", "ggzy-stamp", NULL },
	      { "ggzy_archive.db", "ggzy-archive", NULL },
	      { "ggzy_ca.db", "ggzy-ca", NULL },
	      { "ggzy_audit.db", "ggzy-audit", NULL },
	      { "log.pem", "ggzy-clock", NULL },
	      { "receipt.pem", NULL, "ggzy-receipt" },
	      { "factor.key", "ggzy-service", NULL },
	      { NULL, NULL, NULL } };

static const struct owner *
find(const char *path)
{
	const char *name = strrchr(path, '/');
	size_t i;

	for (i = 0; owner[i].file; i++)
		if (name && !strcmp(name + 1, owner[i].file))
			return &owner[i];
	return NULL;
}

/* What somebody gave to another user stays with him. */
static int
give_user(int fd, const struct stat *st, uid_t user)
{
	return st->st_uid ? 0 : fchown(fd, user, (gid_t)-1);
}

/* What another group was given stays so.  A user who had it alone before
 * loses it to the group, which he should be of. */
static int
give_group(int fd, const struct stat *st, gid_t group)
{
	if (st->st_gid)
		return 0;
	return fchown(fd, 0, group) ? -1 : fchmod(fd, 0640);
}

int
owner_give(const char *path)
{
	const struct owner *o = find(path);
	const struct passwd *user = NULL;
	const struct group *group = NULL;
	struct stat st;
	int fd, rc = 0;

	if (!o || geteuid() || (o->user && !(user = getpwnam(o->user))) ||
	    (o->group && !(group = getgrnam(o->group))))
		return 0;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) ||
	    (S_ISREG(st.st_mode) &&
	     (user ? give_user(fd, &st, user->pw_uid)
		   : give_group(fd, &st, group->gr_gid))))
		rc = ctl_fail(EX_CANTCREAT, "%s: 不能交给 %s: %s", path,
			      user ? o->user : o->group, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}
