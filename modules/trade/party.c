/* The parties of a draw: commitments, values, and who keeps his back. */
#include <inttypes.h>

#include "crypt.h"
#include "drawing.h"
#include "json.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field commitment_field[] = {
	TEXT(struct commitment, digest, 64, 64, F_IN, "承诺，64 位十六进制"),
	FIELD_END
};
static const struct field reveal_field[] = {
	TEXT(struct reveal, value, 64, 64, F_IN, "随机数，64 位十六进制"),
	FIELD_END
};
/* clang-format on */
RECORD(commitment, struct commitment);
RECORD(reveal, struct reveal);

/* Whose side the user is on; the moves let nobody else come here. */
static int64_t
my_party(struct req *r)
{
	unsigned roles = trade_roles(r);

	if (roles & (OWNER | AGENCY))
		return PARTY_OWNER;
	return roles & CENTRE ? PARTY_CENTRE : PARTY_SUPERVISION;
}

/* Draw :id of r->trade, which must be running. */
static enum err
running(struct req *r, struct list *draws, struct drawing **d)
{
	enum err e;

	if ((e = draws_read(r, draws)))
		return e;
	if (r->id2 < 1 || r->id2 > (int64_t)draws->n)
		return E_NOTFOUND;
	*d = draw_running(draws);
	if (!*d || (*d)->no != r->id2)
		return req_say(r, E_STATE,
			       "这次抽取已经结束，请看最后一次抽取");
	return OK;
}

/* The parties have so long for what is next. */
static enum err
limit_set(struct req *r, struct drawing *d, const char *key)
{
	enum err e;

	if ((e = period_end(r, key, r->now, &d->limit_at)) ||
	    (e = due_drop(r, r->trade.id, "draw-void")))
		return e;
	return due_add(r, "draw-void", r->trade.id, NONE, d->limit_at);
}

static enum err
reply_draw(struct req *r, const struct list *draws, struct drawing *d)
{
	draw_await(r, draws, d);
	draw_hide(r, d);
	return reply_record(r, &drawing_record, d);
}

static const char *
detail(struct req *r, const struct drawing *d, int64_t party, const char *name,
       const char *digits)
{
	return arena_printf(r->mem,
			    "{\"draw\":%" PRId64
			    ",\"party\":\"%s\",\"%s\":\"%s\"}",
			    d->no, party_words[party], name, digits);
}

/* 32 bytes from digits; they are written in one way only. */
static enum err
digits_read(struct req *r, const char *name, const char *text,
	    unsigned char out[SEED_LEN])
{
	if (unhex(text, out, SEED_LEN) &&
	    !strcmp(text, hex(r->mem, out, SEED_LEN)))
		return OK;
	return req_bad(r, name, "应当是 64 位小写十六进制数");
}

/* The last commitment closes the list: from now on nothing that makes the
 * seed can be chosen any more, and the log's next head becomes part of it. */
static enum err
seal(struct req *r, struct drawing *d)
{
	enum err e;

	d->state = DRAW_HEAD;
	if ((e = limit_set(r, d, "ex.draw.reveal_limit")) ||
	    (e = head_want(r, "draw")))
		return e;
	return draw_set(r, d);
}

/* POST /trades/:id/draws/:id/commit -- a party is bound to its value */
enum err
post_commit(struct req *r)
{
	const struct commitment *in = r->in;
	struct list draws = { 0, NULL };
	unsigned char digest[SEED_LEN];
	int64_t party = my_party(r);
	struct drawing *d;
	size_t before;
	enum err e;

	if ((e = running(r, &draws, &d)) ||
	    (e = digits_read(r, "digest", in->digest, digest)))
		return e;
	if (party_find(d, party))
		return req_say(r, E_EXISTS, "本方已经提交了承诺");
	if (d->state != DRAW_COMMIT)
		return req_say(r, E_STATE,
			       "各方的承诺已经齐备，请等日志头签名后公开随机"
			       "数");
	if (has_refused(&draws, r->user.id))
		return req_say(r, E_ROLE,
			       "你在前一次抽取中没有按时公开随机数，"
			       "请由本方其他人员参加");
	before = d->parties.n;
	e = db_exec(r->db, SQL_PARTY_ADD,
		    ARGS(STR(r->domain), I64(d->id), I64(party),
			 I64(r->user.id), STR(in->digest), I64(r->now)),
		    NULL);
	if (e ||
	    (e = trade_step(r, in,
			    detail(r, d, party, "digest", in->digest))) ||
	    (before + 1 == PARTIES && (e = seal(r, d))))
		return e;
	draws = (struct list){ 0, NULL };
	if ((e = draws_read(r, &draws)))
		return e;
	r->status = 201;
	return reply_draw(r, &draws, draw_running(&draws));
}

/* It is this party's turn, and its account that committed. */
static enum err
may_reveal(struct req *r, const struct list *draws, struct drawing *d,
	   int64_t party)
{
	const struct party *p = party_find(d, party);
	int64_t turn[PARTIES], i;
	enum err e;

	if (d->state == DRAW_COMMIT)
		return req_say(r, E_STATE,
			       "各方的承诺还没有齐备，齐备后才能公开随机数");
	if (p->value)
		return req_say(r, E_EXISTS, "本方已经公开了随机数");
	if (p->account != r->user.id)
		return req_say(r, E_ROLE, "由提交承诺的账号公开");
	if ((e = draw_head(r, d)) == E_NOTFOUND)
		return req_say(r, E_STATE,
			       "日志还没有签出覆盖承诺的日志头，请稍候再公开");
	if (e)
		return e;
	draw_turns(draws, turn);
	for (i = 0; turn[i] != party; i++)
		if (!party_find(d, turn[i])->value)
			return req_say(r, E_STATE, "请等“%s”方先公开",
				       party_words[turn[i]]);
	return OK;
}

/* POST /trades/:id/draws/:id/reveal -- a party gives its value; the last one
 * makes the draw */
enum err
post_reveal(struct req *r)
{
	const struct reveal *in = r->in;
	unsigned char value[SEED_LEN], digest[SEED_LEN];
	struct list draws = { 0, NULL };
	int64_t party = my_party(r);
	struct drawing *d;
	struct party *p;
	size_t i, left = 0;
	enum err e;

	if ((e = running(r, &draws, &d)) ||
	    (e = digits_read(r, "value", in->value, value)) ||
	    (e = may_reveal(r, &draws, d, party)))
		return e;
	draw_commitment(r->trade.deal_code, d->no, party_words[party], value,
			digest);
	p = d->parties.at;
	p += party_find(d, party) - p;
	if (strcmp(p->commitment, hex(r->mem, digest, sizeof(digest))) != 0)
		return req_bad(r, "value", "与本方的承诺不符");
	p->value = in->value;
	p->revealed_at = r->now;
	d->state = DRAW_REVEAL;
	e = db_exec(r->db, SQL_PARTY_SET,
		    ARGS(STR(p->value), I64(r->now), I64(d->id), I64(party)),
		    NULL);
	if (e ||
	    (e = trade_step(r, in, detail(r, d, party, "value", in->value))))
		return e;
	for (p = d->parties.at, i = 0; i < d->parties.n; i++)
		left += !p[i].value;
	if ((e = left ? draw_set(r, d) : draw_finish(r, d)))
		return e;
	return reply_draw(r, &draws, d);
}

static const char *
missing_list(struct req *r, const struct drawing *d)
{
	struct buf b;
	int64_t i;

	buf_init(&b, r->mem);
	for (i = 0; i < PARTIES; i++)
		if (!party_find(d, i))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   party_words[i]);
	return buf_text(&b);
}

/*
 * The step draw-void: a party let its time pass.  Before all have committed
 * nobody knows anything, and those who are missing are named; afterwards it
 * is the one whose turn it was.
 */
enum err
due_draw_void(struct req *r, const struct due *due)
{
	struct list draws = { 0, NULL };
	const char *phase = "commit";
	struct drawing *d;
	const char *word;
	struct buf b;
	size_t n;
	enum err e;

	if ((e = trade_enter(r, due->trade, "draw-void")) ||
	    (e = draws_read(r, &draws)))
		return e;
	if (!(d = draw_running(&draws)) || d->limit_at > r->now)
		return E_STAGE; /* obsolete */
	if (d->state == DRAW_COMMIT) {
		d->missing = missing_list(r, d);
	} else {
		if ((e = draw_head(r, d)) == E_NOTFOUND) {
			/* the log's fault, not a party's */
			r->move = NULL;
			e = limit_set(r, d, "ex.draw.reveal_limit");
			return e ? e : draw_set(r, d);
		}
		if (e)
			return e;
		phase = "reveal";
		draw_await(r, &draws, d);
		d->missing = ((const char *const *)d->awaited.at)[0];
	}
	d->state = DRAW_VOID;
	d->ended_at = r->now;
	d->limit_at = NONE;
	if ((e = draw_set(r, d)))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b, "{\"draw\":%" PRId64 ",\"phase\":\"%s\",\"missing\":[",
		   d->no, phase);
	for (word = d->missing; *word; word += n + (word[n] == ',')) {
		n = strcspn(word, ",");
		json_comma(&b);
		json_text(&b, arena_copy(r->mem, word, n));
	}
	buf_str(&b, "]}");
	return trade_step(r, NULL, buf_text(&b));
}
