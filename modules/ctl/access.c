/* Views, users and their rights: made anew after every migration. */
#include <errno.h>
#include <stdio.h>
#include <sysexits.h>

#include "crypt.h"
#include "ctl.h"
#include "file.h"

static const char *const domains[] = { "engineering", "procurement", "land",
				       "assets", NULL };

/* The text with each `word` replaced. */
static const char *
replace(struct arena *mem, const char *text, const char *word, const char *by)
{
	const char *hit;
	struct buf b;

	buf_init(&b, mem);
	while ((hit = strstr(text, word))) {
		buf_add(&b, text, (size_t)(hit - text));
		buf_str(&b, by);
		text = hit + strlen(word);
	}
	buf_str(&b, text);
	return buf_text(&b);
}

/* ".../NAME.sql" */
static char *
stem(struct arena *mem, const char *path)
{
	const char *name = strrchr(path, '/') + 1;

	return arena_copy(mem, name, strlen(name) - strlen(".sql"));
}

/* A user without a password file gets one of its own. */
static int
secret_make(struct arena *mem, const char *user)
{
	char *path, *text;
	unsigned char r[24];

	if (!conf.secrets || !*conf.secrets)
		return 0;
	path = arena_printf(mem, "%s/%s.db", conf.secrets, user);
	random_bytes(r, sizeof(r));
	text = arena_printf(mem, "%s\n", hex(mem, r, sizeof(r)));
	if (!file_new(path, text, strlen(text)) && errno != EEXIST)
		return ctl_fail(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	return owner_give(path);
}

/* As it stands between quotes in a script. */
static bool
is_plain(const char *password)
{
	return !password[strcspn(password, "'\\\"`@")];
}

/* What a release no longer grants is taken away. */
static const char user_begin[] =
    "CREATE USER IF NOT EXISTS '@USER@'@'localhost';\n"
    "ALTER USER '@USER@'@'localhost' IDENTIFIED BY '@PASSWORD@';\n"
    "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '@USER@'@'localhost';\n";

static int
grants_apply(struct arena *mem, const char *name, const char *text)
{
	const char *password;
	char *user = arena_printf(mem, "ggzy_%s", name);
	int rc;

	if ((rc = secret_make(mem, user)))
		return rc;
	if (!(password = conf_db_password(user)))
		return EX_NOINPUT;
	if (!is_plain(password))
		return ctl_fail(EX_CONFIG,
				"%s 的数据库口令含有引号、@ 或反斜杠", user);
	text = replace(mem, arena_printf(mem, "%s%s", user_begin, text),
		       "@USER@", user);
	text = replace(mem, text, "@PASSWORD@", password);
	if (admin_script(text))
		return ctl_fail(EX_UNAVAILABLE, "%s 的授权没有执行成功", user);
	return 0;
}

static int
views_apply(struct arena *mem, const char *name, const char *text)
{
	(void)mem;
	if (admin_script(text))
		return ctl_fail(EX_UNAVAILABLE, "%s 的视图没有执行成功", name);
	return 0;
}

/* Once, or for each domain where the text asks for one. */
static int
apply_all(struct arena *mem, const char *name, const char *text,
	  int (*apply)(struct arena *, const char *, const char *))
{
	const char *const *d;
	int rc;

	if (!strstr(text, "@DOMAIN@"))
		return apply(mem, name, text);
	for (d = domains; *d; d++)
		if ((rc = apply(mem, *d, replace(mem, text, "@DOMAIN@", *d))))
			return rc;
	return 0;
}

static int
each(struct arena *mem, const char *folder,
     int (*apply)(struct arena *, const char *, const char *))
{
	struct list files =
	    folder_list(mem, arena_printf(mem, "%s/%s", conf.data, folder),
			".sql");
	char *text;
	size_t i, len;
	int rc;

	for (i = 0; i < files.n; i++) {
		const char *path = ((const char **)files.at)[i];

		if (!(text = file_read(mem, path, &len)))
			return EX_NOINPUT;
		if ((rc = apply_all(mem, stem(mem, path), text, apply)))
			return rc;
	}
	return 0;
}

int
access_apply(struct arena *mem)
{
	int rc;

	if ((rc = each(mem, "views", views_apply)))
		return rc;
	return each(mem, "grants", grants_apply);
}
