/* The key of a trustee: of which certificate, and whether that is good. */
#include <inttypes.h>

#include "bid.h"
#include "cert.h"
#include "crypt.h"

#include "bid_sql.h"

static enum err
judge(struct req *r, struct trustee_choice *c, bool fresh)
{
	size_t len = strlen(c->der) / 2;
	unsigned char *der = arena_alloc(r->mem, len + 1);
	enum cert_why why;
	struct judged j;
	enum err e;

	if (!unhex(c->der, der, len))
		return E_BUG;
	if ((e = cert_judge(r, (struct der){ der, len }, CERT_ENCRYPT, &j,
			    &why)))
		return e;
	if (why == CERT_STALE && !fresh)
		why = CERT_OK;
	if (!why && strcmp(j.code, c->code))
		why = CERT_OTHER_CODE;
	if (why)
		return cert_refuse(r, why);
	c->chain = cert_chain_text(r->mem, &j.path);
	c->crl = j.crl;
	c->ocsp = j.ocsp;
	return OK;
}

enum err
trustee_judge(struct req *r, struct trustee_choice *c, bool fresh)
{
	c->chain = NULL;
	c->crl = c->ocsp = NONE;
	if (c->given_up)
		return req_say(r, E_STATE, "公钥已停用，请重新选定");
	if (c->certificate != NONE)
		return judge(r, c, fresh);
	return c->certified
		   ? req_say(r, E_STATE, "开标密钥须是加密证书的，请先登记")
		   : OK;
}

enum err
trustee_keys_hold(struct req *r)
{
	bool fresh = !(r->user.roles & SYSTEM);
	struct trustee_choice *c;
	struct list l = { 0, NULL };
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_TRUSTEE_KEYS, ARGS(I64(r->trade.id)),
			&l)))
		return e;
	for (c = l.at; l.n--; c++) {
		if (!(e = trustee_judge(r, c, fresh)))
			continue;
		if (r->detail)
			r->detail =
			    arena_printf(r->mem, "第 %" PRId64 " 位受托人：%s",
					 c->position, r->detail);
		return e;
	}
	return OK;
}
