/* Sealed bids of the full scope: shares, keys, what came out. */
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "crypt.h"
#include "shamir.h"
#include "unseal.h"
#include "verify.h"

/* One bid: its receipt, its line, its envelope. */
struct sealed {
	const struct b_receipt *c;
	const struct b_opened *x;
	struct envelope v;
	int fd;
};

static bool
was_given(const struct list *bids, int64_t bid)
{
	const int64_t *at = bids->at;
	size_t i;

	for (i = 0; i < bids->n; i++)
		if (at[i] == bid)
			return true;
	return false;
}

/* Is there an event with which the share was given? */
static bool
is_released(const struct verify *v, const struct b_share *s)
{
	const struct v_event *e = v->events.at;
	const struct d_release *d;
	size_t i;

	for (i = 0; i < v->events.n; i++) {
		if (e[i].verb == V_UNLOCK && !s->position &&
		    ((const struct d_unlock *)e[i].detail)->bid == s->bid)
			return true;
		d = e[i].detail;
		if (e[i].verb == V_RELEASE && d->position == s->position &&
		    was_given(&d->bids, s->bid))
			return true;
	}
	return false;
}

static size_t
count_given(const struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++) {
		n += e[i].verb == V_UNLOCK;
		if (e[i].verb == V_RELEASE)
			n += ((const struct d_release *)e[i].detail)->bids.n;
	}
	return n;
}

static bool
read_shares(struct verify *v)
{
	size_t given = count_given(v), len;
	const char *at, *end, *line;
	struct b_share *s;
	char *text;

	if (!v_need(v, "shares.jsonl", given > 0))
		return !v->nfailed;
	if (!(text = v_file(v, "shares.jsonl", &len)))
		return false;
	for (at = text, end = text + len;
	     v_line(v, "share.form", &at, end, &line, &len);) {
		s = v_list_room(v, &v->shares, v->shares.n, sizeof(*s));
		s += v->shares.n;
		if (!v_read(v, "share.form", &b_share_record, line, len, s))
			return false;
		v_check(v, "share.event",
			is_released(v, s) &&
			    (!v->shares.n || s[-1].bid < s->bid ||
			     (s[-1].bid == s->bid &&
			      s[-1].position < s->position)),
			"投标 %" PRId64 " 第 %" PRId64 " 份", s->bid,
			s->position);
		v->shares.n++;
	}
	return v_check(v, "share.event", v->shares.n == given,
		       "释放 %zu 份，只有 %zu 份", given, v->shares.n);
}

static bool
same_trustees(const struct verify *v, const struct envelope *e)
{
	const struct b_trustee *t = v->terms.trustees.at;
	const struct envelope_share *s = e->shares.at;
	size_t i;

	if (e->threshold != v->terms.threshold ||
	    e->shares.n != v->terms.trustees.n)
		return false;
	for (i = 0; i < e->shares.n; i++)
		if (strcmp(s[i].thumbprint, t[i].thumbprint))
			return false;
	return true;
}

/* For this trade and its bidder, whatever the envelope says. */
static void
check_share(struct verify *v, const struct sealed *b, const struct b_share *s,
	    const unsigned char *bytes)
{
	const struct envelope_place place = { v->manifest.trade, b->c->subject,
					      s->position };
	const struct envelope_share *of = b->v.shares.at;
	const char *want = NULL;

	if (s->position == OWN_KEY)
		want = b->v.commitment;
	else if (s->position <= (int64_t)b->v.shares.n)
		want = of[s->position - 1].commitment;
	v_check(v, "share.commitment",
		want && !strcmp(envelope_commitment(v->mem, b->v.algorithms,
						    &place, bytes),
				want),
		"投标 %" PRId64 " 第 %" PRId64 " 份", s->bid, s->position);
}

/* The bidder's own key, or that of the first shares that are enough. */
static bool
find_key(struct verify *v, const struct sealed *b,
	 unsigned char key[ENVELOPE_KEY])
{
	const struct b_share *s = v->shares.at;
	struct shamir_share part[ENVELOPE_TRUSTEES];
	unsigned char bytes[ENVELOPE_KEY];
	size_t i, n = 0;
	bool own = false;

	for (i = 0; i < v->shares.n; i++) {
		if (s[i].bid != b->x->bid)
			continue;
		unhex(s[i].share, bytes, sizeof(bytes));
		check_share(v, b, &s[i], bytes);
		if (!s[i].position) {
			if (v->terms.opening_rule == BY_TRUSTEES)
				continue;
			own = true;
			memcpy(key, bytes, ENVELOPE_KEY);
		} else if (v->terms.opening_rule != BY_BIDDER &&
			   (int64_t)n < b->v.threshold) {
			part[n].x = (unsigned char)s[i].position;
			memcpy(part[n++].y, bytes, sizeof(bytes));
		}
	}
	return own ||
	       ((int64_t)n == b->v.threshold && shamir_combine(part, n, key));
}

static bool
same_line(const struct b_opened *x, const struct bid_sheet *s,
	  const char *digest)
{
	return x->opened && x->price == s->price &&
	       v_same(x->price_text, s->price_text) &&
	       x->duration_days == s->duration_days &&
	       v_same(x->quality, s->quality) &&
	       v_same(x->manager, s->manager) && v_same(x->name, s->name) &&
	       v_same(x->media, s->media) && v_same(x->digest, digest);
}

/* Opens it again and compares with what the record says. */
static void
open_again(struct verify *v, const struct sealed *b, const unsigned char *key)
{
	struct unseal *u = unseal_begin(v->mem, b->fd, &b->v, key);
	unsigned char sum[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	const unsigned char *p;
	const char *why = NULL;
	struct bid_sheet s;
	struct hash h;
	size_t n = 1;

	hash_init(&h);
	while (u && n && !(why = unseal_next(u, &p, &n, &s)))
		hash_add(&h, p, n);
	hash_end(&h, sum);
	if (u && !why) {
		v_check(v, "opening.line",
			same_line(b->x, &s, hash_hex(sum, text)),
			"投标 %" PRId64 " 打开的内容与记录不符", b->x->bid);
		return;
	}
	v_check(v, u ? "bid.open" : "bid.key", !b->x->opened,
		"投标 %" PRId64 ": %s", b->x->bid, why ? why : "密钥不对");
	v_check(v, "opening.line", b->x->withdrawal == BIDDERS_FAULT,
		"投标 %" PRId64 " 未解密的归因", b->x->bid);
}

/* Whose fault it is that there is no key: fewer than open blame nobody. */
static int64_t
fault_of(const struct verify *v, const struct sealed *b)
{
	const struct v_event *e = v->events.at;
	int64_t useful, useless = 0;
	const struct d_release *d;
	size_t i;

	for (i = 0; i < v->events.n; i++) {
		d = e[i].detail;
		if (e[i].verb == V_RELEASE &&
		    (was_given(&d->unusable, b->x->bid) ||
		     was_given(&d->foreign, b->x->bid)))
			useless++;
	}
	useful = (int64_t)b->v.shares.n - useless;
	return v->terms.opening_rule == BY_BIDDER ||
		       (useful < b->v.threshold && useless >= b->v.threshold)
		   ? BIDDERS_FAULT
		   : OTHERS_FAULT;
}

static void
check_sealed(struct verify *v, struct sealed *b)
{
	unsigned char key[ENVELOPE_KEY];
	const char *why = envelope_read(v->mem, b->fd, &b->v);

	if (!v_check(v, "bid.form", !why, "投标 %" PRId64 ": %s", b->x->bid,
		     why ? why : ""))
		return;
	v_check(v, "bid.trade",
		!strcmp(b->v.trade, v->manifest.trade) &&
		    !strcmp(b->v.bidder, b->c->subject),
		"投标 %" PRId64, b->x->bid);
	v_check(v, "bid.trustees", same_trustees(v, &b->v), "投标 %" PRId64,
		b->x->bid);
	if (find_key(v, b, key))
		open_again(v, b, key);
	else
		v_check(v, "opening.line",
			!b->x->opened && b->x->withdrawal == fault_of(v, b),
			"投标 %" PRId64 " 没有足够的份额", b->x->bid);
}

/* Sealed bids the manifest names. */
static size_t
count_sealed(const struct verify *v)
{
	const struct b_file *f = v->manifest.files.at;
	size_t i, n = 0;

	for (i = 0; i < v->manifest.files.n; i++)
		n += !strncmp(f[i].name, "bids/", 5);
	return n;
}

bool
v_sealed(struct verify *v)
{
	const struct b_receipt *const *c = v->standing.at;
	const struct b_opened *x = v->opening.lines.at;
	bool opened = v_one(v, V_OPEN) != NULL;
	struct sealed b;
	size_t i;

	if (!v->full)
		return true;
	if (!v_check(v, "manifest.files",
		     count_sealed(v) == (opened ? v->standing.n : 0),
		     "投标文件不是箱中的"))
		return false;
	if (!opened)
		return v_need(v, "shares.jsonl", false) || !v->nfailed;
	if (!read_shares(v))
		return false;
	for (i = 0; i < v->standing.n; i++) {
		b = (struct sealed){ .c = c[i], .x = &x[i] };
		char *name = arena_printf(v->mem, "bids/%s", c[i]->digest);
		const struct b_file *f = v->manifest.files.at;

		while (f < (const struct b_file *)v->manifest.files.at +
			       v->manifest.files.n &&
		       strcmp(f->name, name))
			f++;
		if (!v_check(v, "bid.digest",
			     v_has(v, name) &&
				 !strcmp(f->sha256, c[i]->digest) &&
				 f->size == c[i]->size,
			     "投标 %" PRId64, x[i].bid))
			continue;
		b.fd = open(arena_printf(v->mem, "%s/%s", v->folder, name),
			    O_RDONLY | O_CLOEXEC);
		if (v_check(v, "bid.digest", b.fd >= 0, "投标 %" PRId64,
			    x[i].bid)) {
			check_sealed(v, &b);
			close(b.fd);
		}
	}
	return true;
}
