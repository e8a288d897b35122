/* The opening: every bid of the closed box, in one transaction. */
#include <inttypes.h>
#include <unistd.h>

#include "blob.h"
#include "crypt.h"
#include "json.h"
#include "log.h"
#include "open_impl.h"
#include "statement.h"
#include "unseal.h"

#include "bid_sql.h"

static enum err
read_all(struct req *r, struct session *s)
{
	enum err e;

	if ((e = standing_list(r, &s->bids)) ||
	    (e = db_all(r->db, r->mem, SQL_SHARE_LIST, ARGS(I64(r->trade.id)),
			&s->shares)) ||
	    (e = trustee_list(r, &s->trustees)) ||
	    (e = share_fault_list(r, &s->faults)))
		return e;
	s->lines.at =
	    arena_alloc(r->mem, (s->bids.n + 1) * sizeof(struct opening));
	return OK;
}

/* What was given for a bid, as far as the opening rule lets it count. */
static size_t
given_for(const struct req *r, const struct session *s, int64_t bid,
	  struct given g[ENVELOPE_TRUSTEES + 1])
{
	const struct share_row *row = s->shares.at;
	int64_t rule = r->trade.opening_rule;
	size_t i, n = 0;

	for (i = 0; i < s->shares.n && n <= ENVELOPE_TRUSTEES; i++) {
		if (row[i].bid != bid ||
		    rule == (row[i].position == OWN_KEY ? OPEN_TRUSTEES
							: OPEN_BIDDER) ||
		    !unhex(row[i].share, g[n].bytes, ENVELOPE_KEY))
			continue;
		g[n++].position = row[i].position;
	}
	return n;
}

/* Trustees who say so of the bid's share. */
static int64_t
faults_of(const struct session *s, int64_t bid, int64_t kind)
{
	const struct share_fault *f = s->faults.at;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < s->faults.n; i++)
		n += f[i].bid == bid && f[i].kind == kind;
	return n;
}

/*
 * Why there is no key, and whose fault that is.  Only so many trustees that
 * the others could not open without them, and that they could have opened the
 * bid themselves, show that the bidder wrapped the shares wrongly: fewer, whom
 * nobody has to believe, must not be able to spoil a bid in its bidder's name.
 */
static void
no_key(const struct req *r, const struct session *s, const struct envelope *v,
       enum combined how, size_t wrong, struct opening *line)
{
	int64_t foreign = faults_of(s, line->bid, FAULT_FOREIGN);
	int64_t useless = foreign + faults_of(s, line->bid, FAULT_UNUSABLE);
	bool spoilt = (int64_t)s->trustees.n - useless < v->threshold;

	line->withdrawal = BIDDERS_FAULT;
	if (how == KEY_SPLIT) {
		line->cause = "份额合成的密钥与投标文件中的承诺不符";
	} else if (wrong) {
		log_error("msg=share-damaged bid=%" PRId64, line->bid);
		line->cause = "平台保存的密钥份额已损坏";
		line->withdrawal = OTHERS_FAULT;
	} else if (r->trade.opening_rule == OPEN_BIDDER) {
		line->cause = "投标人没有在规定时间内解密";
	} else if (spoilt && useless >= v->threshold) {
		line->cause = foreign ? "密钥份额是给另一标段、投标人或序位的"
				      : "密钥份额没有按要求加密给受托人";
	} else {
		line->cause = spoilt ? "部分受托人称份额不能用，其余的份额不够"
				     : "受托人没有在规定时间内释放足够的份额";
		line->withdrawal = OTHERS_FAULT;
	}
}

static void
damaged(const struct standing *b, struct opening *line)
{
	log_error("msg=bid-damaged bid=%" PRId64 " digest=%s", b->id,
		  b->digest);
	line->cause = "平台保存的投标文件已损坏";
	line->withdrawal = OTHERS_FAULT;
}

static const char *
kept(struct req *r, const char *text)
{
	return text ? arena_strdup(r->mem, text) : NULL;
}

static void
fill(struct req *r, const struct opened *o, struct opening *line)
{
	const struct bid_sheet *s = &o->sheet;

	line->opened = true;
	line->withdrawal = NONE;
	line->price = s->price;
	line->price_text = kept(r, s->price_text);
	line->duration_days = s->duration_days;
	line->quality = kept(r, s->quality);
	line->manager = kept(r, s->manager);
	line->name = kept(r, s->name);
	line->media = kept(r, s->media);
	line->digest = kept(r, o->digest);
}

/* Pieces of bids are large and bids are many: none stays in memory. */
static enum err
decrypt(struct req *r, struct session *s, const struct standing *b,
	const struct envelope *v, const unsigned char *key,
	struct opening *line)
{
	int fd = blob_open(b->digest);
	struct opened o;
	enum err e = OK;

	line->withdrawal = BIDDERS_FAULT;
	if (fd >= 0)
		e = envelope_unpack(s->bid, fd, v, key, &o, &line->cause);
	if (fd < 0 || (!e && line->cause && !standing_is_intact(b)))
		damaged(b, line);
	if (fd >= 0)
		close(fd);
	if (!e && fd >= 0 && !line->cause)
		fill(r, &o, line);
	line->cause = kept(r, line->cause);
	arena_reset(s->bid);
	return e;
}

/* One line of the record. */
static enum err
open_one(struct req *r, struct session *s, const struct standing *b,
	 struct opening *line)
{
	struct given given[ENVELOPE_TRUSTEES + 1];
	unsigned char key[ENVELOPE_KEY];
	enum combined how;
	struct envelope v;
	size_t wrong;
	enum err e;

	if ((e = standing_header(r, b, &v)))
		return e;
	how = combine_key(r->mem, &v, given, given_for(r, s, b->id, given), key,
			  &wrong);
	wipe_bytes(given, sizeof(given));
	if (how == KEY_FOUND) {
		e = decrypt(r, s, b, &v, key, line);
	} else {
		no_key(r, s, &v, how, wrong, line);
		if (line->withdrawal == BIDDERS_FAULT && !standing_is_intact(b))
			damaged(b, line);
	}
	wipe_bytes(key, sizeof(key));
	return e;
}

static enum err
store(struct req *r, const struct opening *o)
{
	return db_exec(r->db, SQL_OPENING_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), I64(o->bid),
			    I64(o->subject), STR(o->bidder), I64(o->opened),
			    STR(o->cause), I64(o->withdrawal), I64(o->price),
			    STR(o->price_text), I64(o->duration_days),
			    STR(o->quality), STR(o->manager), STR(o->digest),
			    STR(o->media), STR(o->name), I64(r->now)),
		       NULL);
}

static enum err
open_all(struct req *r, struct session *s)
{
	const struct standing *b = s->bids.at;
	struct opening *line = s->lines.at;
	const struct rule *rule;
	const char *digest;
	enum err e;
	size_t i;

	if ((e = rule_get(r, "ebid.undecrypt", &rule)))
		return e;
	s->law = rule_cite(r, rule);

	buf_init(&s->body, r->mem);
	buf_init(&s->facts, r->mem);
	buf_init(&s->detail, r->mem);
	/* the opening is at the deadline (招标投标法 34); opening takes time */
	buf_printf(&s->body, "开标时间：%s\n解密完成：%s\n投标人：%zu 个\n",
		   when_text(r->mem, r->trade.deadline),
		   when_text(r->mem, r->now), s->bids.n);
	fact_add(&s->facts, "标段编号", r->trade.code);
	buf_str(&s->detail, "{\"bids\":[");
	for (i = 0; i < s->bids.n; i++, s->lines.n++) {
		line[i] = (struct opening){ .bid = b[i].id,
					    .subject = b[i].subject,
					    .bidder = b[i].bidder,
					    .credit_code = b[i].credit_code,
					    .envelope = b[i].digest,
					    .withdrawal = NONE,
					    .price = NONE,
					    .duration_days = NONE };
		if ((e = open_one(r, s, &b[i], &line[i])) ||
		    (e = store(r, &line[i])))
			return e;
		s->opened += line[i].opened;
		session_describe(r, s, &line[i]);
	}
	if ((e = statement_add(r, "opening", opening_text(r, &s->lines),
			       &digest)))
		return e;
	buf_printf(&s->detail, "],\"record\":\"%s\"}", digest);
	session_blame(s);
	return session_warn(r, s);
}

/*
 * When the trustees have released, or their time is over.  The law stops a
 * trade with fewer than three bidders (招标投标法 28), which closing did; that
 * some of three bids do not open does not stop the others (电子招标投标办法
 * 31).  Whether too few are left to compete is for the panel to say (12号令
 * 27).  Only if none opens there is nothing to evaluate, and the trade fails.
 * A trade that is paused waits: trustees who could not act in time are helped
 * by an order of the supervision, given before the time is over.
 */
enum err
due_open(struct req *r, const struct due *d)
{
	struct session s = { .opened = 0 };
	const struct tender *t;
	enum err e;

	if ((e = trade_enter(r, d->trade, "open")) || (e = read_all(r, &s)) ||
	    (e = box_check(r, s.bids.n)))
		return e;
	t = tender_of(r);
	s.bid = arena_new();
	e = open_all(r, &s);
	arena_free(s.bid);
	if (e)
		return e;
	if (!s.opened && (e = trade_switch(r, "fail")))
		return e;
	if ((e = trade_step(r, NULL, buf_text(&s.detail))) ||
	    (e = session_announce(r, &s)))
		return e;
	if (!s.opened)
		return t->failed(r, "没有能够解密的投标文件");
	return t->opened ? t->opened(r, &s.lines) : OK;
}
