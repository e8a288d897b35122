/* Draws of experts as rows, and as they are shown. */
#include <inttypes.h>

#include "crypt.h"
#include "drawing.h"
#include "json.h"
#include "panel_sql.h"

const char *const draw_words[] = { "committing", "sealing", "revealing",
				   "drawn",      "void",    NULL };
const char *const party_words[] = { "owner", "centre", "supervision", NULL };

/* clang-format off */
static const struct field party_field[] = {
	INT(struct party, draw, 1, INT64_MAX, F_ROW, NULL),
	ENUM(struct party, party, party_words, F_OUT, "方"),
	INT(struct party, account, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct party, commitment, 64, 64, F_OUT, "承诺"),
	TIME(struct party, committed_at, F_OUT, "承诺时间"),
	TEXT(struct party, value, 64, 64, F_OUT, "随机数"),
	TIME(struct party, revealed_at, F_OUT, "公开时间"),
	FIELD_END
};
static const struct field place_field[] = {
	INT(struct place, place, 0, INT64_MAX, F_OUT, "名单位置，从 0 起"),
	INT(struct place, expert, 1, INT64_MAX, F_OUT, "专家编号"),
	INT(struct place, account, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct place, name, 1, 60, F_OUT, "姓名"),
	TEXT(struct place, employer, 18, 18, F_OUT, "工作单位"),
	TEXT(struct place, salt, 64, 64, F_OUT, "代号的盐"),
	TEXT(struct place, employer_salt, 64, 64, F_OUT, "单位代号的盐"),
	TEXT(struct place, code, 64, 64, F_ROW, NULL),
	TEXT(struct place, employer_code, 64, 64, F_ROW, NULL),
	TEXT(struct place, why, 0, 200, F_ROW, NULL),
	FIELD_END
};
static const struct field drawn_seat_field[] = {
	INT(struct drawn_seat, seat, 1, 99, F_OUT, "席位"),
	INT(struct drawn_seat, turn, 1, INT64_MAX, F_OUT, "抽中次序"),
	INT(struct drawn_seat, place, 0, INT64_MAX, F_OUT, "名单位置，从 0 起"),
	FIELD_END
};
static const struct field drawing_field[] = {
	INT(struct drawing, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct drawing, no, 1, 999, F_OUT, "次序"),
	INT(struct drawing, kind, 0, 1, F_ROW, NULL),
	ENUM(struct drawing, state, draw_words, F_OUT, "状态"),
	TEXT(struct drawing, reason, 0, 200, F_OUT, "再次抽取的原因"),
	INT(struct drawing, wanted, 1, 99, F_OUT, "应抽人数"),
	INT(struct drawing, same_max, 1, 99, F_ROW, NULL),
	TIME(struct drawing, at, F_OUT, "发起时间"),
	TIME(struct drawing, limit_at, F_OUT, "各方本步骤的时限"),
	TEXT(struct drawing, pool_digest, 64, 64, F_OUT, "名单摘要"),
	LIST(struct drawing, parties, &party_record, 0, PARTIES, F_OUT, "各方"),
	TEXTS(struct drawing, awaited, 1, 20, F_OUT, "等待的各方，按次序"),
	INT(struct drawing, head_size, 1, INT64_MAX, F_OUT, "日志头的长度"),
	TEXT(struct drawing, head_root, 64, 64, F_OUT, "日志头的根"),
	TEXT(struct drawing, seed, 64, 64, F_OUT, "随机种子"),
	LIST(struct drawing, seats, &drawn_seat_record, 0, 999, F_OUT, "席位"),
	TIME(struct drawing, ended_at, F_OUT, "结束时间"),
	TEXT(struct drawing, missing, 0, 60, F_OUT, "使抽取作废的方"),
	RAW(struct drawing, pool, "备选名单"),
	LIST(struct drawing, opened, &place_record, 0, 99999, F_OUT, "代号对应的专家"),
	TEXT(struct drawing, sitting, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct drawing, secret, 0, 64, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(party, struct party);
RECORD(place, struct place);
RECORD(drawn_seat, struct drawn_seat);
RECORD(drawing, struct drawing);

enum err
draws_read(struct req *r, struct list *draws)
{
	struct list parties = { 0, NULL };
	const struct val *id = (struct val[]){ I64(r->trade.id) };
	struct drawing *d;
	struct party *p;
	size_t i, k;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_DRAW_LIST, id, 1, draws)) ||
	    (e = db_all(r->db, r->mem, SQL_PARTY_LIST, id, 1, &parties)))
		return e;
	/* both by draw: its parties are a slice of all of them */
	for (d = draws->at, p = parties.at, i = k = 0; i < draws->n; i++) {
		d[i].parties.at = &p[k];
		for (; k < parties.n && p[k].draw == d[i].id; k++)
			d[i].parties.n++;
	}
	return OK;
}

struct drawing *
draw_running(const struct list *draws)
{
	struct drawing *d = draws->at;

	if (!draws->n || d[draws->n - 1].state >= DRAW_DONE)
		return NULL;
	return &d[draws->n - 1];
}

const struct party *
party_find(const struct drawing *d, int64_t party)
{
	const struct party *p = d->parties.at;
	size_t i;

	for (i = 0; i < d->parties.n; i++)
		if (p[i].party == party)
			return &p[i];
	return NULL;
}

enum err
draw_head(struct req *r, struct drawing *d)
{
	struct drawing head;
	enum err e;

	if (d->head_root)
		return OK;
	e = db_one(r->db, r->mem, SQL_DRAW_HEAD, ARGS(I64(r->trade.id)), &head);
	if (e)
		return e;
	d->head_size = head.head_size;
	d->head_root = head.head_root;
	return OK;
}

/* The party that made a draw void by keeping its value back, or -1. */
static int64_t
refuser(const struct drawing *d)
{
	if (d->state != DRAW_VOID || d->parties.n < PARTIES || !d->missing)
		return -1;
	return word_index(party_words, d->missing);
}

void
draw_turns(const struct list *draws, int64_t turn[PARTIES])
{
	const struct drawing *d = draws->at;
	int times[PARTIES] = { 0 };
	int64_t who, i, k;
	size_t n;

	for (n = 0; n < draws->n; n++)
		if ((who = refuser(&d[n])) >= 0)
			times[who]++;
	for (i = 0; i < PARTIES; i++) {
		for (k = i; k > 0 && times[turn[k - 1]] < times[i]; k--)
			turn[k] = turn[k - 1];
		turn[k] = i;
	}
}

bool
has_refused(const struct list *draws, int64_t account)
{
	const struct drawing *d = draws->at;
	int64_t who;
	size_t i;

	for (i = 0; i < draws->n; i++)
		if ((who = refuser(&d[i])) >= 0 &&
		    party_find(&d[i], who)->account == account)
			return true;
	return false;
}

void
draw_await(struct req *r, const struct list *draws, struct drawing *d)
{
	const char **word = arena_alloc(r->mem, PARTIES * sizeof(*word));
	const struct party *p;
	int64_t turn[PARTIES];
	size_t i;

	draw_turns(draws, turn);
	d->awaited = (struct list){ 0, word };
	for (i = 0; i < PARTIES && d->state < DRAW_DONE; i++) {
		p = party_find(d, turn[i]);
		if (!p || (d->state != DRAW_COMMIT && !p->value))
			word[d->awaited.n++] = party_words[turn[i]];
	}
}

enum err
draw_set(struct req *r, const struct drawing *d)
{
	return db_exec(r->db, SQL_DRAW_SET,
		       ARGS(I64(d->state), I64(d->limit_at), I64(d->head_size),
			    STR(d->head_root), STR(d->seed), I64(d->ended_at),
			    STR(d->missing), I64(d->id)),
		       NULL);
}

void
draw_hide(const struct req *r, struct drawing *d)
{
	if (!names_are_public(&r->trade))
		d->pool = NULL;
}

/* The drawn by name, or, for the supervision, the whole pool, with the salts
 * that show that the codes stand for them. */
static enum err
open_codes(struct req *r, struct drawing *d, bool all)
{
	const struct drawn_seat *s = d->seats.at;
	unsigned char secret[SEED_LEN];
	struct place *p;
	size_t i, k, n = 0;
	enum err e;

	if (!unhex(d->secret, secret, sizeof(secret)))
		return OK; /* an old draw, of a time without codes */
	if ((e = db_all(r->db, r->mem, SQL_PLACE_LIST, ARGS(I64(d->id)),
			&d->opened)))
		return e;
	for (p = d->opened.at, i = 0; i < d->opened.n; i++) {
		for (k = 0; k < d->seats.n && s[k].place != p[i].place; k++)
			;
		if (k == d->seats.n && !all)
			continue;
		p[n] = p[i];
		p[n].salt = draw_person_salt(r->mem, secret, p[n].expert);
		if (p[n].employer)
			p[n].employer_salt =
			    draw_employer_salt(r->mem, secret, p[n].employer);
		n++;
	}
	d->opened.n = n;
	return OK;
}

/* GET /trades/:id/draws -- what is public of them; after the award all that
 * is needed to draw again */
enum err
get_draws(struct req *r)
{
	struct list draws = { 0, NULL };
	struct drawing *d;
	unsigned roles;
	size_t i;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) || (e = draws_read(r, &draws)))
		return e;
	for (d = draws.at, i = 0; i < draws.n; i++) {
		e = db_all(r->db, r->mem, SQL_DRAWN_LIST,
			   ARGS(I64(d[i].id), I64(d[i].id)), &d[i].seats);
		if (!e && d[i].state == DRAW_HEAD && !(e = draw_head(r, &d[i])))
			d[i].state = DRAW_REVEAL;
		if (e && e != E_NOTFOUND)
			return e;
		draw_await(r, &draws, &d[i]);
		draw_hide(r, &d[i]);
		if (names_are_public(&r->trade) &&
		    (e = open_codes(r, &d[i], roles & SUPERVISOR)))
			return e;
	}
	return reply_items(r, &drawing_record, &draws, NULL);
}
