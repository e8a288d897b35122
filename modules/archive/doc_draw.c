/* 专家抽取记录: pool, exclusions, seed and the experts drawn. */
#include <inttypes.h>

#include "archive.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

static void
pool(struct doc *d, const struct doc_draw *w, const struct list *excluded)
{
	static const struct column columns[] = {
		{ "不能参加抽取的原因", 4, A_LEFT }, { "人数", 1, A_MIDDLE }
	};
	const struct doc_excluded *x = excluded->at;
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;
	size_t i;

	flow_fact(f, "抽取次序",
		  arena_printf(mem, "第 %" PRId64 " 次%s%s", w->no,
			       w->reason ? "：" : "",
			       w->reason ? w->reason : ""));
	flow_fact(f, "名单形成", words_second(mem, w->at));
	flow_fact(f, "抽取时间", words_second(mem, w->ended_at));
	flow_fact(f, "抽取人数",
		  arena_printf(mem, "%" PRId64 " 人", w->wanted));
	flow_fact(f, "专业", words_or_dash(w->classes));
	flow_fact(f, "备选、排除",
		  arena_printf(mem, "备选 %" PRId64 " 人，排除 %" PRId64 " 人",
			       w->pool_size, w->excluded_size));
	flow_fact(f, "备选名单摘要", w->pool_digest);
	flow_fact(f, "日志树头",
		  arena_printf(mem, "长度 %" PRId64 "，%s", w->head_size,
			       words_or_dash(w->head_root)));
	flow_fact(f, "抽取种子", words_or_dash(w->seed));
	if (!excluded->n)
		return;
	flow_heading(f, "回避和排除");
	flow_table(f, columns, 2);
	for (i = 0; i < excluded->n; i++) {
		flow_cell(f, x[i].why);
		flow_cell(f, arena_printf(mem, "%" PRId64, x[i].n));
	}
}

/* What each side gave to the seed. */
static void
parties(struct doc *d, const struct list *all)
{
	static const char *const side[] = { "招标人", "交易中心", "监督部门" };
	static const struct column columns[] = { { "参与方", 3, A_MIDDLE },
						 { "经办人", 3, A_MIDDLE },
						 { "承诺", 10, A_LEFT },
						 { "揭示的数", 10, A_LEFT } };
	const struct doc_party *p = all->at;
	struct flow *f = &d->flow;
	size_t i;

	if (!all->n)
		return;
	flow_heading(f, "各方对种子的贡献（先承诺、后揭示）");
	flow_table(f, columns, 4);
	for (i = 0; i < all->n; i++) {
		flow_cell(f, p[i].party >= 0 && p[i].party < 3
				 ? side[p[i].party]
				 : "—");
		flow_cell(f, p[i].name);
		flow_cell(f, p[i].commitment);
		flow_cell(f, words_or_dash(p[i].value));
	}
}

static void
drawn(struct doc *d, const struct list *members)
{
	static const struct column columns[] = { { "席位", 2, A_MIDDLE },
						 { "抽中次序", 3, A_MIDDLE },
						 { "姓名", 4, A_MIDDLE },
						 { "工作单位", 10, A_LEFT },
						 { "职称", 4, A_MIDDLE } };
	const struct doc_member *m = members->at;
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;
	size_t i;

	flow_heading(f, "抽取结果");
	flow_table(f, columns, 5);
	for (i = 0; i < members->n; i++) {
		flow_cell(f, arena_printf(mem, "%" PRId64, m[i].seat));
		flow_cell(f, m[i].turn == NONE
				 ? "—"
				 : arena_printf(mem, "%" PRId64, m[i].turn));
		flow_cell(f, m[i].name);
		flow_cell(f,
			  words_or_dash(m[i].employer_name ? m[i].employer_name
							   : m[i].employer));
		flow_cell(f, words_or_dash(m[i].title));
	}
	flow_text(f, "次序由程序依种子对备选名单排出，任何人可以用名单、树头和"
		     "各方揭示的数重新计算。评标委员会成员名单在中标结果确定前"
		     "保密（招标投标法第三十七条）。");
}

/* Who was drawn, not what became of them: that comes later. */
static void
members_json(struct buf *b, const struct list *members)
{
	const struct doc_member *m = members->at;
	size_t i;

	json_key(b, "drawn");
	buf_char(b, '[');
	for (i = 0; i < members->n; i++) {
		json_comma(b);
		buf_char(b, '{');
		json_key(b, "seat");
		json_int(b, m[i].seat);
		json_key(b, "turn");
		json_int(b, m[i].turn);
		json_key(b, "name");
		json_text(b, m[i].name);
		json_key(b, "employer");
		json_text(b, m[i].employer);
		json_key(b, "title");
		json_text(b, m[i].title);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

enum err
doc_draw(struct keeper *k, const struct entry *x)
{
	struct doc d = { .kind = "draw-record",
			 .title = "评标专家抽取记录",
			 .access = SEEN_AFTER_AWARD };
	struct list members, excluded, sides;
	struct doc_draw w;
	enum err e;

	if (!strcmp(x->verb, "substitute"))
		d.title = "评标专家递补记录";
	if ((e = doc_begin(&d, k, x)) ||
	    (e = db_one(k->db, k->mem, SQL_DOC_DRAW, ARGS(I64(x->event)),
			&w)) ||
	    (e = db_all(k->db, k->mem, SQL_DOC_DRAWN, ARGS(I64(x->event)),
			&members)) ||
	    (e = db_all(k->db, k->mem, SQL_DOC_PARTIES, ARGS(I64(w.id)),
			&sides)) ||
	    (e = db_all(k->db, k->mem, SQL_DOC_EXCLUDED, ARGS(I64(w.id)),
			&excluded)))
		return e;
	pool(&d, &w, &excluded);
	parties(&d, &sides);
	drawn(&d, &members);
	json_key(&d.json, "draw");
	json_record(&d.json, &doc_draw_record, &w, F_OUT);
	json_key(&d.json, "parties");
	json_list(&d.json, &doc_party_record, &sides, F_OUT);
	members_json(&d.json, &members);
	return doc_end(&d);
}
