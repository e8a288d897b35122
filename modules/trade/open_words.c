/* What an opening says: its notice, and what its event holds. */
#include <inttypes.h>

#include "json.h"
#include "open_impl.h"

#include "bid_sql.h"

void
session_describe(struct req *r, struct session *s, const struct opening *o)
{
	struct buf *b = &s->body;
	const char *price;

	json_comma(&s->detail);
	buf_printf(&s->detail,
		   "{\"bid\":%" PRId64 ",\"envelope\":\"%s\",\"opened\":%s",
		   o->bid, o->envelope, o->opened ? "true" : "false");
	if (o->opened)
		buf_printf(&s->detail,
			   ",\"price\":%" PRId64 ",\"digest\":\"%s\"", o->price,
			   o->digest);
	buf_char(&s->detail, '}');
	buf_printf(b, "\n投标人：%s\n", o->bidder);
	if (!o->opened) {
		buf_printf(b, "未能解密，依照%s%s：%s\n", s->law,
			   o->withdrawal == OTHERS_FAULT
			       ? "视为撤回其投标文件"
			       : "因投标人原因，视为撤销其投标文件",
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

enum err
session_warn(struct req *r, struct session *s)
{
	struct list l = { 0, NULL };
	const struct named *n;
	enum err e;
	size_t i;

	if (tender_of(r)->opened) /* no panel */
		return OK;
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

void
session_blame(struct session *s)
{
	static const char *const say[] = {
		[FAULT_WRONG] = "提交过与承诺不符的份额",
		[FAULT_UNUSABLE] = "称份额解不开",
		[FAULT_FOREIGN] = "称份额是给另一标段、投标人或序位的",
	};
	const struct share_fault *f = s->faults.at;
	size_t i;

	if (s->faults.n)
		buf_str(&s->body, "\n份额有误：\n");
	for (i = 0; i < s->faults.n; i++)
		buf_printf(&s->body,
			   "第 %" PRId64 " 位受托人（%s）对投标 %" PRId64
			   "：%s\n",
			   f[i].position, trustee_labels[f[i].side], f[i].bid,
			   say[f[i].kind]);
}

enum err
session_announce(struct req *r, struct session *s)
{
	return notice_announce(r,
			       &(struct announce){
				   .type = tender_of(r)->record,
				   .title = arena_printf(r->mem, "%s开标记录",
							 r->trade.name),
				   .body = buf_text(&s->body),
				   .facts = buf_text(&s->facts) },
			       NULL);
}
