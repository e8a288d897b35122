/* What is wrong is kept with all that was said, and ends the signing. */
#include <inttypes.h>

#include "evidence.h"
#include "json.h"
#include "log.h"

#define PROOF_MAX ((size_t)4 << 20) /* bytes of an answer that are kept */

/* Silence, growth and missing proofs count from now on: evidence was kept of
 * them, or the platform was not asked. */
void
count_anew(struct witness *w)
{
	w->heard_at = machine_ms();
	w->grown_at = 0;
	w->unproven = 0;
}

/* Where entries differ from what was seen first, if they do. */
static int64_t
locate(struct witness *w)
{
	int64_t swept = w->swept;
	struct finding f;

	w->swept = 0;
	f = witness_sweep(w, -1);
	w->swept = swept;
	return f.outcome == W_BAD ? f.seq : NONE;
}

/* What the platform said; of more than a disk may be filled with the beginning,
 * and the digest of all. */
static void
proof_json(struct witness *w, struct buf *b, const char *proof)
{
	size_t len = proof ? strlen(proof) : 0, n = PROOF_MAX;
	unsigned char sum[HASH_LEN];

	json_key(b, "proof");
	if (len <= PROOF_MAX) {
		json_text(b, proof);
		return;
	}
	while ((proof[n] & 0xc0) == 0x80) /* within a character */
		n--;
	json_text(b, arena_printf(w->mem, "%.*s", (int)n, proof));
	sha256(proof, len, sum);
	json_key(b, "proof_length");
	json_int(b, (int64_t)len);
	json_key(b, "proof_sha256");
	json_text(b, hex(w->mem, sum, HASH_LEN));
}

/* Keeps all that was said; from now on nothing is signed. */
struct finding
evidence(struct witness *w, struct finding f, const struct head *h,
	 const char *proof)
{
	struct buf b;

	if (f.seq == NONE && strcmp(f.kind, "stalled"))
		f.seq = locate(w);
	if (w->looking)
		return f;
	buf_init(&b, w->mem);
	buf_char(&b, '{');
	json_key(&b, "what");
	json_text(&b, f.what);
	json_key(&b, "seq");
	json_int(&b, f.seq);
	json_key(&b, "head");
	json_text(&b, h ? h->body : NULL);
	json_key(&b, "head_signature");
	json_text(&b, h ? h->signature : NULL);
	proof_json(w, &b, proof);
	log_error("msg=inconsistent kind=%s seq=%" PRId64 " what=\"%s\"",
		  f.kind, f.seq == NONE ? -1 : f.seq, f.what);
	store_evidence(&w->store, f.kind, b.at + 1);
	count_anew(w);
	return f;
}

struct finding
bad(struct witness *w, const char *kind, const struct head *h,
    const char *proof, const char *what)
{
	return evidence(w, found(W_BAD, kind, NONE, what), h, proof);
}
