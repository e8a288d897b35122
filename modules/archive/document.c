/* What all official documents have: head, foot, JSON, and how they are kept. */
#include <inttypes.h>

#include "archive.h"
#include "conf.h"
#include "crypt.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

static void
fact(struct doc *d, const char *label, const char *value)
{
	if (value && *value)
		flow_fact(&d->flow, label, value);
}

enum err
doc_begin(struct doc *d, struct keeper *k, const struct entry *x)
{
	const struct doc_trade *t = &d->trade;
	enum err e;

	d->k = k;
	d->entry = x;
	if ((e = db_one(k->db, k->mem, SQL_DOC_TRADE, ARGS(I64(x->trade)),
			&d->trade)))
		return e;
	d->head.paper.title = arena_printf(k->mem, "%s %s", t->name, d->title);
	d->head.paper.author = k->place.name;
	d->head.paper.subject = t->deal_code;
	d->head.paper.at = x->at;
	d->head.over = k->place.name;
	d->head.title = d->title;
	d->head.number = arena_printf(k->mem, "%s　留痕序号 %" PRId64 "　%.16s",
				      t->code, x->seq, x->leaf);
	if (k->place.rehearsal)
		d->head.warning = "演练环境生成，没有法律效力";
	flow_begin(&d->flow, k->mem, &d->head);
	buf_init(&d->json, k->mem);
	fact(d, "项目名称", t->project_name);
	fact(d, "标段名称", t->name);
	fact(d, "项目编号", t->project_code);
	fact(d, "标段编号", t->code);
	fact(d, "统一交易标识码", t->deal_code);
	fact(d, "招标人", t->owner_name);
	fact(d, "代理机构", t->agency_name);
	fact(d, "招标方式", t->method_name);
	return OK;
}

/* {"kind":..,"trade":{..},"event":{..},"facts":{..}} */
static const char *
json_whole(struct doc *d, size_t *n)
{
	struct keeper *k = d->k;
	struct buf b;

	buf_init(&b, k->mem);
	buf_char(&b, '{');
	json_key(&b, "kind");
	json_text(&b, d->kind);
	json_key(&b, "title");
	json_text(&b, d->title);
	json_key(&b, "platform");
	json_text(&b, k->place.name);
	json_key(&b, "platform_code");
	json_text(&b, k->place.platform_code);
	if (k->place.rehearsal) {
		json_key(&b, "rehearsal");
		buf_str(&b, "true");
	}
	json_key(&b, "trade");
	json_record(&b, &doc_trade_record, &d->trade, F_OUT);
	json_key(&b, "event");
	buf_str(&b, "{");
	json_key(&b, "seq");
	json_int(&b, d->entry->seq);
	json_key(&b, "verb");
	json_text(&b, d->entry->verb);
	json_key(&b, "at");
	json_time(&b, d->entry->at);
	json_key(&b, "leaf");
	json_text(&b, d->entry->leaf);
	buf_str(&b, "}");
	json_key(&b, "facts");
	buf_printf(&b, "{%s}}\n", buf_text(&d->json));
	*n = b.len;
	return buf_text(&b);
}

struct made {
	const char *pdf, *json;
	int64_t pdf_size, json_size, pages;
};

static enum err
store(struct doc *d, const char *json, size_t len, struct made *m)
{
	struct keeper *k = d->k;
	struct buf pdf;
	enum err e;

	if ((e = keep_file(k, json, len, &m->json)))
		return e;
	d->head.code =
	    arena_printf(k->mem,
			 "%s/verify.html#log=%" PRId64 "&leaf=%s&json=%s",
			 conf.url, d->entry->seq, d->entry->leaf, m->json);
	flow_gap(&d->flow, 8);
	flow_note(
	    &d->flow,
	    arena_printf(k->mem,
			 "本文书由平台依据交易留痕自动生成，所述事项记录于"
			 "公开日志第 %" PRId64 " 条，摘要 %s。机器可读版本"
			 "的 SHA-256 为 %s。%s",
			 d->entry->seq, d->entry->leaf, m->json,
			 d->access == SEEN_BY_ALL
			     ? "扫描右上角二维码，与平台显示的内容逐项对照。"
			     : "本文书不公开，由招标人、代理机构、交易中心和"
			       "监督部门登录平台核对。"));
	buf_init(&pdf, k->mem);
	if (!flow_write(&d->flow, &pdf, &m->pages))
		return E_BUG;
	m->json_size = (int64_t)len;
	m->pdf_size = (int64_t)pdf.len;
	if ((e = keep_file(k, buf_text(&pdf), pdf.len, &m->pdf)) ||
	    d->access != SEEN_BY_ALL)
		return e;
	if ((e = keep_public(k, arena_printf(k->mem, "%s.pdf", m->pdf),
			     buf_text(&pdf), pdf.len)))
		return e;
	return keep_public(k, arena_printf(k->mem, "%s.json", m->json), json,
			   len);
}

static enum err
record(struct doc *d, const struct made *m)
{
	struct keeper *k = d->k;
	const struct entry *x = d->entry;
	enum err e;

	e = db_exec(k->db, SQL_DOC_ADD,
		    ARGS(STR(d->trade.domain), I64(x->trade), STR(d->kind),
			 I64(x->event), I64(x->seq), I64(d->access),
			 STR(d->title), I64(m->pages), STR(m->pdf),
			 I64(m->pdf_size), STR(m->json), I64(m->json_size),
			 I64(x->at)),
		    NULL);
	return e ? e
		 : keep_event(k, "official", x->trade, d->access == SEEN_BY_ALL,
			      arena_printf(k->mem,
					   "{\"kind\":\"%s\",\"of\":%" PRId64
					   ",\"pdf\":\"%s\",\"json\":\"%s\"}",
					   d->kind, x->seq, m->pdf, m->json));
}

enum err
doc_end(struct doc *d)
{
	struct made m = { NULL, NULL, 0, 0, 0 };
	const char *json;
	size_t len;
	enum err e, end;

	json = json_whole(d, &len);
	if ((e = store(d, json, len, &m)) || (e = db_begin(d->k->db)))
		return e;
	e = record(d, &m);
	end = db_end(d->k->db, !e);
	return e ? e : end;
}
