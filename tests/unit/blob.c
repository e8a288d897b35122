/* Files stored under their digest: whole or not at all. */
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "tap.h"

static int
files_in(struct arena *a, const char *folder)
{
	DIR *d = opendir(arena_printf(a, "%s/%s", conf.blobs, folder));
	struct dirent *e;
	int n = 0;

	while (d && (e = readdir(d)))
		n += e->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

/* Two texts whose digests begin alike lie in one folder. */
#define BESIDE "c7/5d"

static bool
store(struct arena *a, const char *text)
{
	struct blob_writer *w = blob_begin(a);
	const char *digest;
	int64_t size;

	return !blob_add(w, text, strlen(text)) && !blob_end(w, &digest, &size);
}

/* As another user of the group GROUP, as workers are. */
static bool
store_as(struct arena *a, uid_t user, gid_t group, const char *text)
{
	int status = 1;
	pid_t pid = fork();

	if (!pid) {
		umask(007);
		_exit(setgroups(1, &group) || setgid(user) || setuid(user) ||
		      !store(a, text));
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && !status;
}

static int
mode_of(struct arena *a, const char *name)
{
	struct stat st;

	if (stat(arena_printf(a, "%s/%s", conf.blobs, name), &st))
		return -1;
	return st.st_mode & 07777;
}

static void
clear(struct arena *a)
{
	const char *const dirs[] = { BESIDE, "c7", "tmp" };
	struct dirent *e;
	DIR *d;
	size_t i;

	d = opendir(arena_printf(a, "%s/" BESIDE, conf.blobs));
	while (d && (e = readdir(d)))
		unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		closedir(d);
	for (i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		rmdir(arena_printf(a, "%s/%s", conf.blobs, dirs[i]));
}

/* What several users may do in one store, by the rights of its folder. */
static void
together(struct arena *a)
{
	static const gid_t group = 64001;
	mode_t before = umask(007);

	ok(!chmod(conf.blobs, 02750) && store(a, "157") &&
	       mode_of(a, "c7") == 02750 && mode_of(a, BESIDE) == 02750 &&
	       mode_of(a, "tmp") == 02750,
	   "a store that its group reads has folders like it");
	clear(a);
	ok(!chmod(conf.blobs, 02770) && store(a, "157") &&
	       mode_of(a, "c7") == 02770 && mode_of(a, BESIDE) == 02770 &&
	       mode_of(a, "tmp") == 02770,
	   "so has one that it writes");
	clear(a);
	umask(before);
	if (geteuid()) {
		ok(true, "users beside each other # SKIP needs root");
		ok(true, "nobody else # SKIP needs root");
		return;
	}
	ok(!chown(conf.blobs, 64002, group) && !chmod(conf.blobs, 02770) &&
	       store_as(a, 64002, group, "157") &&
	       store_as(a, 64003, group, "251") &&
	       store_as(a, 64003, group, "157") &&
	       store_as(a, 64002, group, "251"),
	   "users of one group store beside each other, and what is there");
	ok(!store_as(a, 64004, 64004, "157"), "nobody else does");
	clear(a);
}

int
main(void)
{
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223"
				  "b00361a396177a9cb410ff61f20015ad";
	struct arena *a = arena_new();
	char folder[] = "/tmp/ggzy-blob-XXXXXX", text[8] = "";
	struct blob_writer *w;
	const char *digest = "";
	struct stat st;
	int64_t size = 0;
	int fd, round;

	plan(16);
	if (!mkdtemp(folder))
		exit(1);
	conf.blobs = folder;
	for (round = 0; round < 2; round++) {
		w = blob_begin(a);
		ok(!blob_add(w, "a", 1) && !blob_add(w, "bc", 2) &&
		       !blob_end(w, &digest, &size),
		   "a file is stored, a second time too");
		is(digest, abc, "under its digest");
		ok(size == 3, "with its size");
	}
	ok(!stat(blob_path(a, abc), &st) && st.st_size == 3 &&
	       st.st_nlink == 1 && (st.st_mode & 0777) == 0440,
	   "it is one file that nobody writes to");
	fd = blob_open(abc);
	ok(fd >= 0 && read(fd, text, sizeof(text)) == 3 &&
	       !memcmp(text, "abc", 3),
	   "and can be read");
	close(fd);
	w = blob_begin(a);
	ok(!blob_add(w, "xyz", 3) && files_in(a, "tmp") == 1,
	   "what is being written is elsewhere");
	blob_drop(w);
	ok(!files_in(a, "tmp"), "and gone when given up");
	ok(!blob_path(a, "../../etc/passwd") && blob_open("x") < 0 &&
	       !blob_path(a, "BA7816BF8F01CFEA414140DE5DAE2223"
			     "B00361A396177A9CB410FF61F20015AD"),
	   "only digests are names");
	conf.blobs = "/nowhere/at/all";
	w = blob_begin(a);
	ok(blob_add(w, "abc", 3) == E_DB && blob_end(w, &digest, &size) == E_DB,
	   "a volume that is not there is a failure, not a file");
	conf.blobs = folder;
	unlink(blob_path(a, abc));
	rmdir(arena_printf(a, "%s/ba/78", folder));
	rmdir(arena_printf(a, "%s/ba", folder));
	rmdir(arena_printf(a, "%s/tmp", folder));
	together(a);
	rmdir(folder);
	arena_free(a);
	return tap_bad != 0;
}
