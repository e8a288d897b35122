/* Heads of the log and what witnesses signed about them. */
#include "body.h"
#include "crypt.h"
#include "head.h"
#include "log_audit.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

/* The detail of the event `witness-add`. */
struct added {
	const char *witness, *title, *public_key;
	int64_t region;
};
/* That of `witness-anew`. */
struct begun {
	const char *witness;
	int64_t epoch;
};
/* clang-format off */
static const struct field begun_field[] = {
	TEXT(struct begun, witness, 1, 40, F_IN, NULL),
	INT(struct begun, epoch, 1, INT64_MAX, F_IN, NULL),
	FIELD_END
};
static const struct field added_field[] = {
	TEXT(struct added, witness, 1, 40, F_IN, NULL),
	TEXT(struct added, title, 1, 100, F_IN, NULL),
	INT(struct added, region, 0, 999999, F_IN, NULL),
	TEXT(struct added, public_key, 1, 2000, F_IN, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record begun_record = { "begun", sizeof(struct begun),
					    begun_field };
static const struct record added_record = { "added", sizeof(struct added),
					    added_field };

static struct fault
at_size(enum fault_kind kind, int64_t size)
{
	struct fault f = fault_at(kind, NONE, NONE);

	f.size = size;
	return f;
}

static const struct witness_line *
witness_of(const struct audit *a, int64_t id)
{
	const struct witness_line *w = a->witnesses.at;
	size_t i;

	for (i = 0; i < a->witnesses.n; i++)
		if (w[i].id == id)
			return &w[i];
	return NULL;
}

/* Of that head, in an epoch that was recognised. */
static bool
is_cosigned(struct audit *a, const struct head *h, const struct head_body *b,
	    const struct witness_line *w, const struct cosigned *c)
{
	return c->size == h->size && w && b && c->epoch <= w->epoch &&
	       cosign_ok(a->mem, w->public_key, c->body, c->signature, b,
			 h->body, c->epoch);
}

/* Co-signatures come in the order of the heads; some have none any more.  Of a
 * witness that took the log up anew those since count alone. */
static void
cosigned_check(struct req *r, struct audit *a, const struct head *h,
	       const struct head_body *b)
{
	const struct witness_line *w;
	const struct cosigned *c;
	int64_t good = 0;

	for (; a->cosigned < a->cosigned_end && a->cosigned->size <= h->size;
	     a->cosigned++) {
		c = a->cosigned;
		w = witness_of(a, c->witness);
		if (is_cosigned(a, h, b, w, c))
			good += c->epoch == w->epoch;
		else
			fault_add(r, a, at_size(FAULT_COSIGNATURE, c->size),
				  "签名头 %lld: 见证人 %s 签署的不是这个头",
				  (long long)c->size, w ? w->name : "?");
	}
	a->cosignatures += good;
	a->unwitnessed += good < (a->required > 1 ? a->required : 1);
}

static void
head_check(struct req *r, struct audit *a, const struct head *h)
{
	struct fault f = at_size(FAULT_HEAD, h->size);
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct head_body b;
	bool readable;

	merkle_root(&a->tree, root);
	hash_hex(root, text);
	readable = head_read(a->mem, h->body, &b);
	if (strcasecmp(h->root, text))
		fault_add(r, a, f, "签名头 %lld: 根与日志不符",
			  (long long)h->size);
	else if (!readable || b.size != h->size || b.at != h->at ||
		 strcmp(b.root, text) ||
		 (b.suite && strcmp(b.suite, r->suite->name)))
		fault_add(r, a, f, "签名头 %lld: 内容与各栏不符",
			  (long long)h->size);
	else if (!key_verify(a->public_pem, h->body, strlen(h->body),
			     h->signature))
		fault_add(r, a, f, "签名头 %lld: 签名不对", (long long)h->size);
	cosigned_check(r, a, h, readable ? &b : NULL);
	a->heads++;
}

/* The next heads, and all that was signed up to the last of them. */
static enum err
load(struct req *r, struct audit *a)
{
	struct list heads, cosigned;
	int64_t from = a->loaded;
	enum err e;

	arena_reset(a->signed_mem);
	if ((e = db_all(r->db, a->signed_mem, SQL_VERIFY_HEADS,
			ARGS(I64(from), I64(a->heads_to), I64(a->page)),
			&heads)))
		return e;
	a->head = heads.at;
	a->heads_end = a->head + heads.n;
	a->all_loaded = (int64_t)heads.n < a->page;
	a->loaded = a->all_loaded ? a->cosigned_to : a->heads_end[-1].size;
	if ((e = db_all(r->db, a->signed_mem, SQL_VERIFY_COSIGNED,
			ARGS(I64(from), I64(a->loaded)), &cosigned)))
		return e;
	a->cosigned = cosigned.at;
	a->cosigned_end = a->cosigned + cosigned.n;
	return OK;
}

/* A log that was made anew from within, key and all, agrees with itself. */
static void
known_check(struct req *r, struct audit *a)
{
	unsigned char root[HASH_LEN];

	merkle_root(&a->tree, root);
	if (memcmp(root, a->known_root, HASH_LEN))
		fault_add(r, a, at_size(FAULT_HEAD, (int64_t)a->known_size),
			  "前 %lld 条与上一次核对时不同",
			  (long long)a->known_size);
}

/* The heads of the tree as it is now. */
enum err
audit_heads(struct req *r, struct audit *a)
{
	enum err e = OK;

	if (a->known_size && a->tree.size == a->known_size)
		known_check(r, a);
	while (!e) {
		for (; a->head < a->heads_end &&
		       (uint64_t)a->head->size == a->tree.size;
		     a->head++)
			head_check(r, a, a->head);
		if (a->head < a->heads_end || a->all_loaded)
			return OK;
		e = load(r, a);
	}
	return e;
}

/* What is signed and is of no head of this log. */
enum err
audit_heads_end(struct req *r, struct audit *a)
{
	enum err e;

	if (a->tree.size < a->known_size)
		fault_add(r, a, at_size(FAULT_HEAD, (int64_t)a->known_size),
			  "日志只剩 %lld 条，上一次核对时有 %lld 条",
			  (long long)a->tree.size, (long long)a->known_size);
	for (;;) {
		for (; a->head < a->heads_end; a->head++)
			fault_add(r, a, at_size(FAULT_HEAD, a->head->size),
				  "签名头 %lld 比日志还长",
				  (long long)a->head->size);
		for (; a->cosigned < a->cosigned_end; a->cosigned++)
			fault_add(r, a,
				  at_size(FAULT_COSIGNATURE, a->cosigned->size),
				  "签名头 %lld 不见了，见证人签署过它",
				  (long long)a->cosigned->size);
		if (a->all_loaded)
			return OK;
		if ((e = load(r, a)))
			return e;
	}
}

/* Is the key the one that the log says was recognised? */
static bool
is_logged(struct audit *a, const struct witness_line *w)
{
	const struct log_fact *f;
	struct added said;
	struct buf bad;

	for (f = a->facts; f; f = f->next) {
		if (strcmp(f->verb, "witness-add"))
			continue;
		buf_init(&bad, a->mem);
		if (!record_read(a->mem, &added_record, f->detail,
				 strlen(f->detail), &said, &bad) &&
		    !strcmp(said.witness, w->name) &&
		    !strcmp(said.public_key, w->public_key))
			return true;
	}
	return false;
}

/* The last epoch that the log says was recognised. */
static int64_t
epoch_logged(struct audit *a, const struct witness_line *w)
{
	const struct log_fact *f;
	struct begun said;
	struct buf bad;
	int64_t n = 0;

	for (f = a->facts; f; f = f->next) {
		if (strcmp(f->verb, "witness-anew"))
			continue;
		buf_init(&bad, a->mem);
		if (!record_read(a->mem, &begun_record, f->detail,
				 strlen(f->detail), &said, &bad) &&
		    !strcmp(said.witness, w->name) && said.epoch > n)
			n = said.epoch;
	}
	return n;
}

enum err
audit_witnesses(struct req *r, struct audit *a)
{
	const struct witness_line *w = a->witnesses.at;
	size_t i;

	/* one added in this moment is not in the log yet */
	for (i = 0; i < a->witnesses.n; i++) {
		if (w[i].last_size != NONE && !is_logged(a, &w[i]))
			fault_add(r, a, at_size(FAULT_WITNESS, NONE),
				  "见证人 %s 的公钥与日志不符", w[i].name);
		if (w[i].epoch != epoch_logged(a, &w[i]))
			fault_add(r, a, at_size(FAULT_WITNESS, NONE),
				  "见证人 %s 的期号与日志不符", w[i].name);
	}
	return OK;
}
