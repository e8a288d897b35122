/* Worker of construction engineering: what may be asked of it. */
#include "engineering.h"
#include "rows.h"
#include "session_row.h"
#include "tender_rows.h"

#include "core_sql.h"
#include "step_sql.h"
#include "tender_sql.h"

#define OURS (OWNER | AGENCY)

/* clang-format off */
static const struct route routes[] = {
  /* method path  who  step  handler  in  out  title  flags */

  /* ---- projects and trades ---- */
  { "POST", "/projects", OURS, NULL, post_project, &project_record, &project_record, "建立项目", 0 },
  { "GET", "/projects/:id", SIGNED, NULL, get_project, NULL, &project_record, "查看项目", 0 },
  { "GET", "/my/projects", SIGNED, NULL, get_my_projects, &page_record, &project_record, "我的项目", R_LIST },
  { "POST", "/projects/:id/trades", OURS, NULL, post_trade, &terms_record, &terms_record, "划分标段", 0 },
  { "GET", "/projects/:id/trades", SIGNED, NULL, get_project_trades, NULL, &terms_record, "项目的标段", R_LIST },
  { "GET", "/trades/:id", SIGNED, NULL, get_trade, NULL, &terms_record, "查看标段", 0 },
  { "POST", "/trades/:id/terms", 0, "edit", post_terms, &terms_record, &terms_record, "修改标段条件", 0 },
  { "GET", "/trades/:id/rules", ANYONE, NULL, get_trade_rules, NULL, &rule_record, "标段适用的规则", R_LIST },
  { "POST", "/trades/:id/invitees", 0, "invite", post_invitees, &invitation_record, &subject_record, "邀请投标人", R_LIST },
  { "GET", "/trades/:id/invitees", SIGNED, NULL, get_invitees, NULL, &subject_record, "受邀的投标人", R_LIST },

  /* ---- notices ---- */
  { "POST", "/notices", OURS, NULL, post_notice, &notice_record, &notice_record, "排定公告", 0 },
  { "GET", "/notices/:id", SIGNED, NULL, get_notice, NULL, &notice_record, "查看公告", 0 },
  { "POST", "/notices/:id/cancel", OURS, NULL, post_notice_cancel, NULL, &notice_record, "撤回排定的公告", 0 },
  { "GET", "/projects/:id/notices", SIGNED, NULL, get_project_notices, &page_record, &notice_record, "项目的公告", R_LIST },
  { "POST", "/trades/:id/clarifications", 0, "clarify", post_clarification, &clarification_record, &clarification_record, "澄清或修改招标文件", 0 },
  { "POST", "/trades/:id/corrections", 0, "correct", post_correction, &clarification_record, &clarification_record, "更正公告", 0 },

  /* ---- documents and questions ---- */
  { "POST", "/projects/:id/documents", OURS, NULL, post_document, &upload_record, &document_record, "上传文件", R_UPLOAD },
  { "GET", "/projects/:id/documents", SIGNED, NULL, get_project_documents, NULL, &document_record, "项目的文件", R_LIST },
  { "GET", "/trades/:id/documents", SIGNED, NULL, get_trade_documents, NULL, &document_record, "标段的文件", R_LIST },
  { "POST", "/trades/:id/documents/:id/take", 0, "take", post_take, NULL, &document_record, "领取文件", 0 },
  { "GET", "/trades/:id/documents/:id", SIGNED, NULL, get_document, NULL, NULL, "下载文件", R_FILE },
  { "GET", "/trades/:id/takers", SIGNED, NULL, get_takers, NULL, &taker_record, "领取文件的单位", R_LIST },
  { "POST", "/trades/:id/questions", 0, "ask", post_question, &question_record, &question_record, "提问", 0 },
  { "GET", "/trades/:id/questions", ANYONE, NULL, get_questions, &page_record, &question_record, "提问和答复", R_LIST },
  { "POST", "/trades/:id/questions/:id/answer", 0, "answer", post_answer, &answer_record, &question_record, "答复提问", 0 },

  /* ---- sealed bids ---- */

  /* ---- panel to archive ---- */

  /* ---- time ---- */
  { "POST", "/due/:id", SYSTEM, NULL, post_due, NULL, &due_record, "到期的步骤", 0 },
  { .method = NULL }
};

static const struct sql sql[] = {
	SQL_CORE_TABLE
	SQL_STEP_TABLE
	SQL_TENDER_TABLE
};
/* clang-format on */

static const struct worker engineering = {
	.name = "engineering",
	.schema = "ggzy_engineering",
	.class = "GC",
	.title = "工程建设",
	.routes = routes,
	.moves = engineering_moves,
	.sql = sql,
	.nsql = sizeof(sql) / sizeof(*sql),
};

int
main(int argc, char **argv)
{
	return worker_run(&engineering, argc, argv);
}
