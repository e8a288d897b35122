/* What the certificates of signed deeds were checked against. */
#include <inttypes.h>
#include <string.h>

#include "crypt.h"
#include "package.h"
#include "archive_sql.h"

/* They can be long, so that one at a time is in memory. */
static enum err
revocation_add(struct pack *p, struct arena *mem, const struct part *x)
{
	bool crl = !strcmp(x->kind, "crl");
	struct bag_file f = { .category = "签名和回执",
			      .title = crl ? "证书吊销列表" : "OCSP 答复",
			      .author = p->k->place.name,
			      .media = crl ? "application/pkix-crl"
					   : "application/ocsp-response",
			      .at = p->due->at };
	struct text t;
	void *der;
	size_t n;
	enum err e;

	if ((e = db_one(p->k->db, mem, crl ? SQL_BAG_CRL : SQL_BAG_OCSP,
			ARGS(I64(x->id)), &t)))
		return e;
	n = strlen(t.text) / 2;
	der = arena_alloc(mem, n + 1);
	if (!unhex(t.text, der, n))
		return E_BUG;
	f.path = arena_printf(p->k->mem, "data/revocation/%" PRId64 ".%s",
			      x->id, x->kind);
	return bag_text(p->bag, &f, der, n);
}

enum err
pack_revocations(struct pack *p)
{
	struct arena *mem;
	const struct part *x;
	struct list all;
	size_t i;
	enum err e;

	if ((e = db_all(p->k->db, p->k->mem, SQL_BAG_REVOCATIONS,
			ARGS(I64(p->due->trade)), &all)))
		return e;
	mem = arena_new();
	for (x = all.at, i = 0; i < all.n && !e; i++) {
		e = revocation_add(p, mem, &x[i]);
		arena_reset(mem);
	}
	arena_free(mem);
	return e;
}
