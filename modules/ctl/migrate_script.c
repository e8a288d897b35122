/* The numbered scripts of db/migrate, and whether they still say what was
 * applied. */
#include <ctype.h>

#include "ctl.h"
#include "migrate.h"

#define INCLUDE "-- include: "

/* Puts the file of an include line in its place. */
static char *
expand(struct arena *mem, const char *text)
{
	const char *line, *end;
	struct buf b;
	char *path, *part;
	size_t len;

	buf_init(&b, mem);
	buf_add(&b, "", 0);
	for (line = text; *line; line = end) {
		end = strchr(line, '\n');
		end = end ? end + 1 : line + strlen(line);
		len = (size_t)(end - line);
		if (strncmp(line, INCLUDE, strlen(INCLUDE))) {
			buf_add(&b, line, len);
			continue;
		}
		path = arena_copy(mem, line + strlen(INCLUDE),
				  len - strlen(INCLUDE));
		path[strcspn(path, " \t\r\n")] = 0;
		path = arena_printf(mem, "%s/%s", conf.data, path);
		if (!(part = file_read(mem, path, &len)))
			return NULL;
		buf_add(&b, part, len);
	}
	return b.at;
}

static bool
is_migration(const char *name)
{
	int i;

	for (i = 0; i < 4; i++)
		if (!isdigit((unsigned char)name[i]))
			return false;
	return name[4] == '_';
}

static bool
script_read(struct arena *mem, const char *path, struct script *s)
{
	const char *at;
	unsigned char sum[HASH_LEN];
	size_t len;
	int line;

	s->name = arena_strdup(mem, strrchr(path, '/') + 1);
	s->version = strtol(s->name, NULL, 10);
	if (!(s->text = file_read(mem, path, &len)) ||
	    !(s->text = expand(mem, s->text)))
		return false;
	sha256(s->text, strlen(s->text), sum);
	hash_hex(sum, s->sha256);
	for (at = s->text; statement_cut(mem, s->text, &at, &line);)
		s->total++;
	return true;
}

/* All scripts in order; false after a message. */
bool
scripts_read(struct arena *mem, struct list *scripts)
{
	struct list files =
	    folder_list(mem, arena_printf(mem, "%s/migrate", conf.data),
			".sql");
	const char **path = files.at;
	struct script *s;
	size_t i;

	scripts->n = 0;
	scripts->at = s = arena_alloc(mem, (files.n + 1) * sizeof(*s));
	for (i = 0; i < files.n; i++) {
		if (!is_migration(strrchr(path[i], '/') + 1))
			continue;
		if (!script_read(mem, path[i], s))
			return false;
		if (scripts->n && s[-1].version == s->version) {
			ctl_fail(0, "迁移编号重复: %s, %s", s[-1].name,
				 s->name);
			return false;
		}
		scripts->n++;
		s++;
	}
	if (!scripts->n)
		ctl_fail(0, "%s/migrate 里没有迁移文件", conf.data);
	return scripts->n;
}

/* Do the files still say what was applied?  Prints each that does not. */
int
scripts_compare(const struct list *scripts, const struct list *rows)
{
	const struct script *s = scripts->at;
	const struct migration *m = rows->at;
	size_t i, k;
	int bad = 0;

	for (i = 0; i < rows->n; i++, m++) {
		for (k = 0; k < scripts->n; k++)
			if (s[k].version == m->version)
				break;
		if (k == scripts->n)
			bad += ctl_fail(1, "%s: 已执行，但文件不见了", m->name);
		else if (strcmp(s[k].sha256, m->sha256))
			bad += ctl_fail(1,
					"%s: 已执行，但文件后来被改动"
					"（执行时 %.12s，现在 %.12s）",
					m->name, m->sha256, s[k].sha256);
	}
	return bad;
}
