/* ggzyctl log: is the log what it was? */
#include <stdio.h>
#include <sysexits.h>

#include "crypt.h"
#include "ctl.h"
#include "json.h"
#include "log_audit.h"
#include "log_vectors.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

static enum err
verify(struct req *r, void *at)
{
	return log_audit(r, at);
}

static void
print_text(const struct audit *a, const char *root)
{
	size_t i;

	for (i = 0; i < a->nfaults && i < FAULTS; i++)
		ctl_fail(0, "日志不对: %s", a->fault[i].what);
	if (a->nfaults > FAULTS)
		ctl_fail(0, "还有 %zu 处", a->nfaults - FAULTS);
	if (a->nfaults)
		return;
	printf("日志一致: %lld 条，%lld 个签名头\n根 %s\n",
	       (long long)a->entries, (long long)a->heads, root);
	printf("共同签署 %lld 个，缺见证的签名头 %lld 个；文件 %lld 个，文本 "
	       "%lld 个，封箱 %lld 次\n",
	       (long long)a->cosignatures, (long long)a->unwitnessed,
	       (long long)a->blobs, (long long)a->texts, (long long)a->boxes);
}

static void
member(struct buf *b, const char *name, int64_t n)
{
	json_key(b, name);
	json_int(b, n);
}

static void
print_json(const struct audit *a, const char *root)
{
	size_t i, n = a->nfaults < FAULTS ? a->nfaults : FAULTS;
	struct buf b;

	buf_init(&b, ctl_mem());
	buf_printf(&b, "{\"ok\":%s", a->nfaults ? "false" : "true");
	member(&b, "entries", a->entries);
	member(&b, "heads", a->heads);
	member(&b, "cosignatures", a->cosignatures);
	member(&b, "unwitnessed", a->unwitnessed);
	member(&b, "blobs", a->blobs);
	member(&b, "texts", a->texts);
	member(&b, "boxes", a->boxes);
	json_key(&b, "root");
	json_text(&b, root);
	member(&b, "faults_total", (int64_t)a->nfaults);
	json_key(&b, "faults");
	buf_char(&b, '[');
	for (i = 0; i < n; i++) {
		json_comma(&b);
		json_record(&b, &fault_record, &a->fault[i], F_OUT);
	}
	buf_str(&b, "]}");
	puts(b.at);
}

int
log_verify(int argc, char **argv)
{
	struct audit *a = arena_alloc(ctl_mem(), sizeof(*a));
	const char *every = NULL;
	bool json = false;
	const struct option_of options[] = {
		{ .name = "json", .flag = &json },
		{ .name = "no-files", .flag = &a->skip_blobs },
		{ .name = "every", .value = &every },
		{ .name = NULL }
	};
	struct arena *mem = ctl_mem();
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct key *key;
	enum err e;

	if (options_read(argc, argv, options))
		return ctl_usage();
	if (every)
		return json ? ctl_usage() : log_watch(every, a->skip_blobs);
	a->mem = arena_new();
	key = key_load(arena_printf(mem, "%s/log.pem", conf.keys));
	a->public_pem = key_public_pem(mem, key);
	key_free(key);
	e = ctl_change("ctl", verify, a);
	arena_free(a->mem);
	if (e)
		return ctl_outcome(ctl_last(), e, "log verify");
	merkle_root(&a->tree, root);
	hash_hex(root, text);
	if (json)
		print_json(a, text);
	else
		print_text(a, text);
	return a->nfaults ? EX_DATAERR : 0;
}

static enum err
show_head(struct req *r, void *at)
{
	struct head h;
	enum err e;

	(void)at;
	if ((e = db_one(r->db, r->mem, SQL_HEAD_GET, NOARGS, &h)))
		return e;
	printf("%s\n%s\n", h.body, h.signature);
	return OK;
}

int
log_show_head(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", show_head, NULL),
			   "log head");
}

int
log_judge(int argc, char **argv)
{
	if (argc != 2)
		return ctl_usage();
	return log_vectors(argv[1]) ? EX_DATAERR : 0;
}
