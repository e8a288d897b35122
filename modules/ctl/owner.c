/* Which system user each secret belongs to. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl.h"

/* The users of conf/systemd/sysusers.conf; who is not there runs nothing. */
static const struct {
	const char *file, *user;
} owner[] = { { "ggzy_engineering.db", "ggzy-engineering" },
	      { "ggzy_land.db", "ggzy-land" },
	      { "ggzy_service.db", "ggzy-service" },
	      { "ggzy_clock.db", "ggzy-clock" },
	      { "ggzy_site.db", "ggzy-site" },
	      { "ggzy_stamp.db", "ggzy-stamp" },
	      { "ggzy_archive.db", "ggzy-archive" },
	      { "ggzy_ca.db", "ggzy-ca" },
	      { "log.pem", "ggzy-clock" },
	      { "receipt.pem", "ggzy-engineering" },
	      { "factor.key", "ggzy-service" },
	      { NULL, NULL } };

static const char *
user_of(const char *path)
{
	const char *name = strrchr(path, '/');
	size_t i;

	for (i = 0; owner[i].file; i++)
		if (name && !strcmp(name + 1, owner[i].file))
			return owner[i].user;
	return NULL;
}

int
owner_give(const char *path)
{
	const char *user = user_of(path);
	const struct passwd *who;
	struct stat st;
	int fd, rc = 0;

	if (!user || geteuid() || !(who = getpwnam(user)))
		return 0;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	/* what somebody gave to another user stays with him */
	if (fd < 0 || fstat(fd, &st) ||
	    (S_ISREG(st.st_mode) && !st.st_uid &&
	     fchown(fd, who->pw_uid, (gid_t)-1)))
		rc = ctl_fail(EX_CANTCREAT, "%s: 不能交给用户 %s: %s", path,
			      user, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}
