/* Files stored under their digest: whole or not at all. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
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

	plan(12);
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
	rmdir(folder);
	arena_free(a);
	return tap_bad != 0;
}
