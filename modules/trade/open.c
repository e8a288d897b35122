/* The opening: every bid of the closed box, in one transaction. */
#include <inttypes.h>
#include <unistd.h>

#include "bid.h"
#include "blob.h"
#include "crypt.h"
#include "hash.h"
#include "json.h"
#include "log.h"
#include "panel.h"
#include "shamir.h"
#include "unseal.h"

#include "bid_sql.h"

/* Whose fault it is that a bid does not open (电子招标投标办法 31). */
enum { BIDDERS_FAULT, OTHERS_FAULT };

struct session {
	struct list bids, shares; /* struct standing, struct share_row */
	int64_t released;         /* trustees who did their part */
	size_t opened;
	struct buf body, facts, detail;
};

static enum err
read_all(struct req *r, struct session *s)
{
	struct list trustees = { 0, NULL };
	const struct trustee *t;
	enum err e;
	size_t i;

	if ((e = standing_list(r, &s->bids)) ||
	    (e = db_all(r->db, r->mem, SQL_SHARE_LIST, ARGS(I64(r->trade.id)),
			&s->shares)) ||
	    (e = trustee_list(r, &trustees)))
		return e;
	for (t = trustees.at, i = 0; i < trustees.n; i++)
		s->released += t[i].released_at != NONE;
	return OK;
}

/* The bidder's own key, or that of the first shares that are enough. */
static bool
find_key(const struct session *s, const struct standing *b, int64_t threshold,
	 unsigned char key[ENVELOPE_KEY])
{
	const struct share_row *row = s->shares.at;
	struct shamir_share share[ENVELOPE_TRUSTEES];
	int64_t n = 0;
	size_t i;

	for (i = 0; i < s->shares.n && n < threshold; i++) {
		if (row[i].bid != b->id)
			continue;
		if (row[i].position == OWN_KEY)
			return unhex(row[i].share, key, ENVELOPE_KEY);
		share[n].x = (unsigned char)row[i].position;
		if (!unhex(row[i].share, share[n].y, SHAMIR_LEN))
			return false;
		n++;
	}
	return n == threshold && shamir_combine(share, (size_t)n, key);
}

/* Is the stored file still the one that was taken? */
static bool
is_intact(int fd, const char *digest)
{
	unsigned char sum[HASH_LEN], piece[65536];
	char text[2 * HASH_LEN + 1];
	struct hash h;
	off_t at = 0;
	ssize_t n;

	hash_init(&h);
	while ((n = pread(fd, piece, sizeof(piece), at)) > 0) {
		hash_add(&h, piece, (size_t)n);
		at += n;
	}
	hash_end(&h, sum);
	return !n && !strcmp(hash_hex(sum, text), digest);
}

static enum err
decrypt(struct req *r, const struct standing *b, const struct envelope *v,
	const unsigned char *key, struct opened *o, struct opening *line)
{
	int fd = blob_open(b->digest);
	enum err e = OK;

	line->withdrawal = BIDDERS_FAULT;
	if (fd >= 0)
		e = envelope_unpack(r->mem, fd, v, key, o, &line->cause);
	if (fd < 0 || (!e && line->cause && !is_intact(fd, b->digest))) {
		log_error("msg=bid-damaged bid=%" PRId64 " digest=%s", b->id,
			  b->digest);
		line->cause = "平台保存的投标文件已损坏";
		line->withdrawal = OTHERS_FAULT;
	}
	if (fd >= 0)
		close(fd);
	return e;
}

/*
 * One line of the record.  Trustees who did their part but could not unwrap
 * a bid's shares show that the bidder wrapped them wrongly.
 */
static enum err
open_one(struct req *r, const struct session *s, const struct standing *b,
	 struct opening *line)
{
	unsigned char key[ENVELOPE_KEY];
	struct opened o;
	struct envelope v;
	enum err e;

	if ((e = standing_header(r, b, &v)))
		return e;
	if (find_key(s, b, v.threshold, key)) {
		e = decrypt(r, b, &v, key, &o, line);
		wipe_bytes(key, sizeof(key));
	} else if (s->released >= v.threshold) {
		line->cause = "密钥份额没有按要求加密给受托人";
		line->withdrawal = BIDDERS_FAULT;
	} else {
		line->cause = "受托人没有在规定时间内释放份额";
		line->withdrawal = OTHERS_FAULT;
	}
	if (e || line->cause)
		return e;
	line->opened = true;
	line->withdrawal = NONE;
	line->price = o.sheet.price;
	line->price_text = o.sheet.price_text;
	line->duration_days = o.sheet.duration_days;
	line->quality = o.sheet.quality;
	line->manager = o.sheet.manager;
	line->name = o.sheet.name;
	line->media = o.sheet.media;
	line->digest = o.digest;
	return OK;
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

/* What is read aloud, for the notice, and what the event holds. */
static void
describe(struct req *r, struct session *s, const struct opening *o)
{
	struct buf *b = &s->body;
	const char *price;

	json_comma(&s->detail);
	buf_printf(&s->detail, "{\"bid\":%" PRId64 ",\"opened\":%s", o->bid,
		   o->opened ? "true" : "false");
	if (o->opened)
		buf_printf(&s->detail,
			   ",\"price\":%" PRId64 ",\"digest\":\"%s\"", o->price,
			   o->digest);
	buf_char(&s->detail, '}');
	buf_printf(b, "\n投标人：%s\n", o->bidder);
	if (!o->opened) {
		buf_printf(b, "未能解密，%s：%s\n",
			   o->withdrawal ? "视为撤回其投标文件"
					 : "视为撤销其投标文件",
			   o->cause);
		fact_add(&s->facts, o->bidder, "未能解密");
		return;
	}
	price = price_text(r->mem, r->trade.price_form, o->price);
	buf_printf(b, "投标报价：%s\n", price);
	if (o->price_text)
		buf_printf(b, "报价说明：%s\n", o->price_text);
	if (o->duration_days != NONE)
		buf_printf(b, "工期：%" PRId64 " 日\n", o->duration_days);
	if (o->quality)
		buf_printf(b, "质量：%s\n", o->quality);
	if (o->manager)
		buf_printf(b, "项目负责人：%s\n", o->manager);
	fact_add(&s->facts, o->bidder, price);
}

/* Who is in two bids or beside a relative's, for the panel to judge. */
static enum err
warn(struct req *r, struct session *s)
{
	struct list l = { 0, NULL };
	const struct named *n;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, r->mem, SQL_BID_ENTANGLED,
			ARGS(I64(r->trade.id), I64(r->trade.id)), &l)) ||
	    !l.n)
		return e;
	buf_str(&s->body, "\n以下单位出现在两份投标中，或者与另一份投标的单位有"
			  "控股、管理关系，由评标委员会依照实施条例第三十四条、"
			  "第三十七条审查：\n");
	for (n = l.at, i = 0; i < l.n; i++)
		buf_printf(&s->body, "%s\n", n[i].name);
	return OK;
}

static enum err
open_all(struct req *r, struct session *s)
{
	const struct standing *b = s->bids.at;
	enum err e;
	size_t i;

	buf_init(&s->body, r->mem);
	buf_init(&s->facts, r->mem);
	buf_init(&s->detail, r->mem);
	/* the opening is at the deadline (招标投标法 34); opening takes time */
	buf_printf(&s->body, "开标时间：%s\n解密完成：%s\n投标人：%zu 个\n",
		   when_text(r->mem, r->trade.deadline),
		   when_text(r->mem, r->now), s->bids.n);
	fact_add(&s->facts, "标段编号", r->trade.code);
	buf_str(&s->detail, "{\"bids\":[");
	for (i = 0; i < s->bids.n; i++) {
		struct opening line = { .bid = b[i].id,
					.subject = b[i].subject,
					.bidder = b[i].bidder,
					.withdrawal = NONE,
					.price = NONE,
					.duration_days = NONE };

		if ((e = open_one(r, s, &b[i], &line)) || (e = store(r, &line)))
			return e;
		s->opened += line.opened;
		describe(r, s, &line);
	}
	buf_str(&s->detail, "]}");
	return warn(r, s);
}

static enum err
announce(struct req *r, struct session *s)
{
	return notice_announce(r,
			       &(struct announce){
				   .type = "GC08",
				   .title = arena_printf(r->mem, "%s开标记录",
							 r->trade.name),
				   .body = buf_text(&s->body),
				   .facts = buf_text(&s->facts) },
			       NULL);
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
	struct session s = { .released = 0 };
	enum err e;

	if ((e = trade_enter(r, d->trade, "open")) || (e = read_all(r, &s)) ||
	    (e = open_all(r, &s)))
		return e;
	if (!s.opened && (e = trade_switch(r, "fail")))
		return e;
	if ((e = trade_step(r, NULL, buf_text(&s.detail))) ||
	    (e = announce(r, &s)) || s.opened)
		return e;
	return trade_end(r, "招标失败", "没有能够解密的投标文件");
}
