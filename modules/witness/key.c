/* The key of the log, and a key of our own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "pem.h"
#include "witness.h"

/* The suite of the log's key is that of its tree. */
void
read_log_key(struct witness *w)
{
	w->forever = arena_new();
	if ((w->log_pem = pem_read(w->forever, w->set.log_key)) &&
	    (w->suite = key_suite_of(w->log_pem)))
		return;
	fprintf(stderr, "ggzy-witness: %s: %s\n", w->set.log_key,
		access(w->set.log_key, F_OK) && errno == ENOENT
		    ? "没有这个文件，请先从平台取来日志的公钥"
		: w->log_pem ? "不是日志的公钥"
			     : "日志的公钥读不出来");
	exit(78);
}

const char *
key_digest(struct arena *mem, const struct key *key)
{
	const char *pem = key_public_pem(mem, key);

	return hex_sha256(mem, pem, strlen(pem));
}

/* On disk with its name: a key that a crash takes back may have signed. */
static bool
new_key(struct arena *mem, const char *file, const struct suite *suite)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) + 1 : 0;
	int why;

	if (!key_make(file, suite))
		return false;
	if (folder_sync(n ? arena_copy(mem, file, n) : "."))
		return true;
	why = errno;
	unlink(file);
	errno = why;
	return false;
}

int
make_key(struct witness *w)
{
	const struct settings *set = &w->set;
	struct arena *mem = arena_new();
	bool new = access(set->key, F_OK) != 0;
	struct key *key;

	read_log_key(w);
	if (new && !new_key(mem, set->key, w->suite)) {
		fprintf(stderr, "ggzy-witness: %s: %s\n", set->key,
			strerror(errno));
		return 73;
	}
	key = key_load(set->key);
	/* of a key that was there no store is begun */
	if (new && !store_make(set->store, w->suite, key_digest(mem, key))) {
		fprintf(stderr, "ggzy-witness: %s: %s\n", set->store,
			errno == EEXIST ? "已经有留底，是另一个密钥的: 移走它"
					: strerror(errno));
		unlink(set->key);
		return 73;
	}
	if (fputs(key_public_pem(mem, key), stdout) < 0 || fflush(stdout)) {
		fprintf(stderr,
			"ggzy-witness: 公钥没有全部写出: %s；密钥已在 %s，"
			"再运行一次就会显示\n",
			strerror(errno), set->key);
		return 74;
	}
	key_free(key);
	arena_free(mem);
	return 0;
}
