/* Options of a command, and the files it reads. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "file.h"

static const struct option_of *
find(const struct option_of *o, const char *name)
{
	for (; o->name; o++)
		if (!strcmp(o->name, name))
			return o;
	return NULL;
}

int
options_read(int argc, char **argv, const struct option_of *options)
{
	const struct option_of *o;
	int i, left = 0;

	for (i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2)) {
			argv[left++] = argv[i];
			continue;
		}
		if (!(o = find(options, argv[i] + 2))) {
			ctl_fail(0, "没有选项 %s", argv[i]);
			return -1;
		}
		if (o->flag) {
			*o->flag = true;
			continue;
		}
		if (++i == argc ||
		    (o->many && o->many->n == sizeof(o->many->at) /
						  sizeof(*o->many->at))) {
			ctl_fail(0, "选项 %s 缺少值或次数太多", argv[i - 1]);
			return -1;
		}
		if (o->many)
			o->many->at[o->many->n++] = argv[i];
		else
			*o->value = argv[i];
	}
	return left;
}

char *
file_read(struct arena *mem, const char *path, size_t *len)
{
	char *text = strcmp(path, "-") ? file_text(mem, path, SIZE_MAX, len)
				       : fd_text(mem, 0, SIZE_MAX, len);

	if (!text)
		ctl_fail(EX_NOINPUT, "%s: %s", path, strerror(errno));
	return text;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct list
folder_list(struct arena *mem, const char *folder, const char *end)
{
	struct list list = { 0, NULL };
	const char **at = NULL;
	struct dirent *d;
	size_t room = 0, len;
	DIR *dir;

	if (!(dir = opendir(folder))) {
		ctl_fail(EX_NOINPUT, "%s: %s", folder, strerror(errno));
		return list;
	}
	while ((d = readdir(dir))) {
		len = strlen(d->d_name);
		if (len <= strlen(end) ||
		    strcmp(d->d_name + len - strlen(end), end))
			continue;
		if (list.n == room) {
			room = room ? 2 * room : 32;
			list.at = arena_alloc(mem, room * sizeof(*at));
			if (list.n)
				memcpy(list.at, at, list.n * sizeof(*at));
			at = list.at;
		}
		at[list.n++] = arena_printf(mem, "%s/%s", folder, d->d_name);
	}
	closedir(dir);
	if (list.n)
		qsort(at, list.n, sizeof(*at), by_name);
	return list;
}

bool
every_read(const char *text, unsigned *seconds)
{
	char *end;
	long n = strtol(text, &end, 10);

	*seconds = (unsigned)n;
	if (*text && !*end && n >= 1 && n <= 86400)
		return true;
	ctl_fail(0, "--every: 应是 1 到 86400 秒");
	return false;
}
