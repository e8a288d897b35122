/* What everybody can check of a notice: digests of its files and of its text,
 * its place in the log, and who signed that. */
#include <inttypes.h>

#include "site.h"
#include "site_sql.h"

enum err
notice_files(struct site *s, struct buf *b, const struct site_notice *n)
{
	const struct site_attachment *a;
	struct list list;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_NOTICE_ATTACHMENTS, ARGS(I64(n->id)),
			&list)) ||
	    !list.n)
		return e;
	buf_str(b, "<section class=\"sec\"><h2>附件</h2>"
		   "<ul class=\"files\">");
	for (a = list.at, i = 0; i < list.n; i++, a++)
		html(b,
		     "<li><span>%s</span><span>%s</span><span class=\"note\">"
		     "文件摘要（SHA-256） <code>%s</code></span></li>",
		     a->name, say_bytes(s->mem, a->size), a->digest);
	buf_str(b, "</ul><p class=\"note\">文件本身不在网页上：登录后在交易系统"
		   "领取，领到后算一次摘要，与这里的相同才是原件。<a "
		   "href=\"/guide.html#bid\">怎样领取</a></p></section>\n");
	return OK;
}

/* Did others sign this head, or one that continues it? */
static const char *
witnesses(struct site *s, int64_t size)
{
	bool good = size <= s->state.witnessed;

	if (!s->state.required)
		return good ? "已有见证人共同签署" : "还没有见证人共同签署";
	return arena_printf(s->mem,
			    good ? "要求的 %" PRId64 " 个见证人已共同签署"
				 : "未见证：缺要求的 %" PRId64
				   " 个见证人的共同签署",
			    s->state.required);
}

enum err
notice_proof(struct site *s, struct buf *b, const struct site_notice *n)
{
	struct cut seq;
	struct head head;
	enum err e;

	if ((e = db_one(s->db, s->mem, SQL_ENTRY_OF_NOTICE, ARGS(I64(n->id)),
			&seq)))
		return e;
	html(b,
	     "<section class=\"sec\" aria-labelledby=\"ver\"><h2 id=\"ver\">"
	     "核验</h2><div class=\"verify\"><dl><dt>正文摘要（SHA-256）</dt>"
	     "<dd><code>%s</code></dd>",
	     n->digest);
	if (seq.n == NONE) {
		buf_str(b, "<dt>公开日志位置</dt><dd>尚未记入</dd>");
	} else {
		html(b,
		     "<dt>公开日志位置</dt><dd>第 %ld 条（从第 0 条数起）"
		     "</dd><dt>签名树头</dt><dd>",
		     seq.n);
		e = db_one(s->db, s->mem, SQL_HEAD_FOR, ARGS(I64(seq.n)),
			   &head);
		if (e && e != E_NOTFOUND)
			return e;
		if (e)
			buf_str(b, "尚未签名，签名后本页会写明");
		else
			html(b,
			     "前 %ld 条，%s 签名，根 <code>%s</code></dd>"
			     "<dt>见证</dt><dd>%s　<a "
			     "href=\"/api/service/log/head"
			     "?size=%ld\">签名</a>",
			     head.size, say_seconds(s->mem, head.at), head.root,
			     witnesses(s, head.size), head.size);
		buf_str(b, "</dd>");
	}
	html(b,
	     "</dl></div><p class=\"note\">正文有一字改动，摘要就会不同。"
	     "<a href=\"/notices/%ld.txt\">下载正文原文</a>　<a href=\""
	     "/verify.html\">怎样自己核验</a></p></section>\n",
	     n->id);
	return OK;
}
