/* Judging test vectors of the log, all in a folder. */
#include <sys/types.h>
#include <sys/stat.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "file.h"
#include "log_vectors.h"
#include "vector.h"

#define FILE_MAX 1000000

static bool
inclusion(const struct vector *v)
{
	return v->leaf_idx.good && v->tree_size.good && v->root.good &&
	       v->leaf_hash.good && v->proof_good &&
	       merkle_inclusion_ok(&suite_p256, v->leaf_idx.v, v->tree_size.v,
				   v->leaf_hash.hash, v->root.hash,
				   v->proof.hash, v->proof.n);
}

static bool
consistency(const struct vector *v)
{
	if (!v->size1.good || !v->size2.good || !v->root1.text ||
	    !v->root2.text || !v->proof_good)
		return false;
	/* of one tree it is asked only that the roots are the same text */
	if (v->size1.v && v->size1.v == v->size2.v)
		return !v->proof.n && !strcmp(v->root1.text, v->root2.text);
	return v->root1.good && v->root2.good &&
	       merkle_consistency_ok(&suite_p256, v->size1.v, v->size2.v,
				     v->root1.hash, v->root2.hash,
				     v->proof.hash, v->proof.n);
}

/* What is wrong with the file, or NULL if it agrees. */
static const char *
judge(struct arena *mem, const char *path)
{
	struct vector v = { .proof_good = true };
	size_t n;
	char *file = file_text(mem, path, FILE_MAX, &n);
	bool good;

	if (!file)
		return "cannot be read";
	if (strlen(file) != n || !vector_read(file, &v))
		return "is not a JSON object of this form";
	if (v.leaf_idx.given == v.size1.given || !v.want_err_given)
		return "is not a vector";
	good = v.leaf_idx.given ? inclusion(&v) : consistency(&v);
	if (good && v.want_err)
		return "is taken, and should be refused";
	if (!good && !v.want_err)
		return "is refused, and should be taken";
	return NULL;
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int
log_vectors_to(const char *dir, FILE *out)
{
	char *path = strdup(dir), *const paths[] = { path, NULL };
	FTS *tree =
	    path ? fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name) : NULL;
	struct arena *mem = arena_new();
	int n = 0, bad = 0;
	const char *why;
	FTSENT *e;

	while (tree && (e = fts_read(tree))) {
		const char *end = strrchr(e->fts_name, '.');

		if (e->fts_info == FTS_D || e->fts_info == FTS_DP)
			continue;
		why = NULL;
		if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR ||
		    e->fts_info == FTS_NS || e->fts_info == FTS_DC)
			why = "cannot be read";
		else if (!end || strcmp(end, ".json") != 0)
			continue;
		else
			why = judge(mem, e->fts_path);
		n++;
		if (why) {
			bad++;
			fprintf(out, "%s: %s\n", e->fts_path, why);
		}
	}
	if (tree)
		fts_close(tree);
	free(path);
	arena_free(mem);
	fprintf(out, "%d vectors, %d disagree\n", n, bad);
	return n && !bad ? 0 : 1;
}

int
log_vectors(const char *dir)
{
	return log_vectors_to(dir, stdout);
}
