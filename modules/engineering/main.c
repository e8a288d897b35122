/* Worker of construction engineering: what may be asked of it. */
#include "bid.h"
#include "drawing.h"
#include "engineering.h"
#include "evaluate.h"
#include "panel.h"
#include "pool.h"
#include "routes.h"
#include "session_row.h"
#include "tender_rows.h"

#include "bid_sql.h"
#include "cert.h"
#include "core_sql.h"
#include "deed.h"
#include "ledger_sql.h"
#include "panel_sql.h"
#include "step_sql.h"
#include "tender_sql.h"

#define OURS (OWNER | AGENCY)

/* clang-format off */
static const struct route routes[] = {
  /* method path  who  step  handler  in  out  title  flags */

  /* ---- projects and trades ---- */
  { "POST", "/projects", OURS, NULL, post_project, &project_record, &project_record, "建立项目", 0 },
  { "POST", "/projects/:id", OURS, NULL, post_project_change, &project_record, &project_record, "修改项目", 0 },
  { "GET", "/projects/:id", SIGNED, NULL, get_project, NULL, &project_record, "查看项目", 0 },
  { "GET", "/my/projects", SIGNED, NULL, get_my_projects, &page_record, &project_record, "我的项目", R_LIST },
  { "POST", "/projects/:id/trades", OURS, NULL, post_trade, &conditions_record, &conditions_record, "划分标段", 0 },
  { "GET", "/projects/:id/trades", SIGNED, NULL, get_project_trades, NULL, &conditions_record, "项目的标段", R_LIST },
  { "GET", "/trades/:id", SIGNED, NULL, get_trade, NULL, &conditions_record, "查看标段", 0 },
  { "POST", "/trades/:id/conditions", 0, "edit", post_conditions, &conditions_record, &conditions_record, "修改标段条件", 0 },
  { "GET", "/trades/:id/rules", ANYONE, NULL, get_trade_rules, NULL, &rule_record, "标段适用的规则", R_LIST },
  { "POST", "/trades/:id/invitees", 0, "invite", post_invitees, &invitation_record, &subject_record, "邀请投标人", R_LIST },
  { "GET", "/trades/:id/invitees", SIGNED, NULL, get_invitees, NULL, &subject_record, "受邀的投标人", R_LIST },

  /* ---- notices ---- */
  { "POST", "/notices", OURS, NULL, post_notice, &notice_record, &notice_record, "排定公告", R_DEED },
  { "GET", "/notices/:id", SIGNED, NULL, get_notice, NULL, &notice_record, "查看公告", 0 },
  { "POST", "/notices/:id/cancel", OURS, NULL, post_notice_cancel, NULL, &notice_record, "撤回排定的公告", 0 },
  { "GET", "/projects/:id/notices", SIGNED, NULL, get_project_notices, &page_record, &notice_record, "项目的公告", R_LIST },
  { "POST", "/trades/:id/clarifications", 0, "clarify", post_clarification, &clarification_record, &clarification_record, "澄清或修改招标文件", R_DEED },
  { "POST", "/trades/:id/corrections", 0, "correct", post_correction, &clarification_record, &clarification_record, "更正公告", R_DEED },

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
  { "POST", "/trades/:id/deposits", 0, "deposit", post_deposit, &cash_record, &deposit_record, "登记现金保证金", 0 },
  { "POST", "/trades/:id/guarantees", 0, "guarantee", post_guarantee, &guarantee_record, &deposit_record, "提交电子保函", R_UPLOAD },
  TENDER_ROUTES,
  MONEY_ROUTES,

  /* ---- panel to archive ---- */
  { "POST", "/trades/:id/draws", 0, "pool", post_draw, &draw_call_record, &drawing_record, "发起专家抽取", R_DEED },
  { "GET", "/trades/:id/draws", ANYONE, NULL, get_draws, NULL, &drawing_record, "抽取记录", R_LIST },
  { "POST", "/trades/:id/draws/:id/commit", 0, "commit", post_commit, &commitment_record, &drawing_record, "提交抽取随机数的承诺", R_DEED },
  { "POST", "/trades/:id/draws/:id/reveal", 0, "reveal", post_reveal, &reveal_record, &drawing_record, "公开抽取随机数", R_DEED },
  { "POST", "/trades/:id/draws/:id/substitutes", 0, "substitute", post_substitutes, NULL, &drawing_record, "按次序递补专家", R_DEED },
  { "GET", "/trades/:id/panel", ANYONE, NULL, get_panel, NULL, &member_record, "评标委员会", R_LIST },
  { "GET", "/my/panels", SIGNED, NULL, get_calls, NULL, &call_record, "我参加的评标", R_LIST },
  { "POST", "/trades/:id/panel/delegates", 0, "delegate", post_delegates, &delegates_record, NULL, "确定招标人代表", 0 },
  { "POST", "/trades/:id/panel/attend", 0, "attend", post_attend, NULL, &member_record, "评委签到", 0 },
  { "POST", "/trades/:id/panel/avoid", 0, "avoid", post_avoid, &avoid_record, &member_record, "评委回避", 0 },
  { "POST", "/trades/:id/panel/absent", 0, "absent", post_absent, &absence_record, NULL, "登记评委缺席", 0 },
  { "GET", "/trades/:id/evaluation", SIGNED, NULL, get_evaluated, NULL, &score_item_record, "评分项和评审的投标", R_LIST },
  { "GET", "/trades/:id/evaluation/:id", SIGNED, NULL, get_evaluated_file, NULL, NULL, "评审的投标文件", R_FILE },
  { "POST", "/trades/:id/sheet", 0, "score", post_sheet, &sheet_record, &sheet_record, "保存评分表", 0 },
  { "GET", "/trades/:id/sheet", SIGNED, NULL, get_sheet, NULL, &own_sheet_record, "我的评分表", 0 },
  { "POST", "/trades/:id/sheet/lock", 0, "lock", post_sheet_lock, NULL, &member_record, "锁定评分表", R_DEED },
  { "GET", "/trades/:id/sheets", SIGNED, NULL, get_sheets, NULL, &own_sheet_record, "全部评分表", R_LIST },
  { "POST", "/trades/:id/report", 0, "report", post_report, &report_record, NULL, "提交评标报告", R_DEED },
  { "POST", "/trades/:id/reject-all", 0, "reject-all", post_reject_all, &reason_record, &trade_record, "否决全部投标", R_DEED },
  { "GET", "/trades/:id/candidates", ANYONE, NULL, get_candidates, NULL, &candidate_record, "中标候选人", R_LIST },
  { "POST", "/trades/:id/objections", 0, "object", post_objection, &objection_record, &objection_record, "提出异议", 0 },
  { "GET", "/trades/:id/objections", SIGNED, NULL, get_objections, NULL, &objection_record, "异议和答复", R_LIST },
  { "POST", "/trades/:id/objections/:id/answer", 0, "answer-objection", post_objection_answer, &objection_answer_record, &objection_record, "答复异议", R_DEED },
  { "POST", "/trades/:id/objections/:id/withdraw", 0, "withdraw-objection", post_objection_withdraw, NULL, &objection_record, "撤回异议", 0 },
  { "POST", "/trades/:id/award", 0, "award", post_award, &award_record, &award_record, "确定中标人", R_DEED },
  { "GET", "/trades/:id/award", ANYONE, NULL, get_award, NULL, &award_record, "中标结果", 0 },
  { "POST", "/trades/:id/written-report", 0, "written-report", post_written_report, &written_report_record, NULL, "提交书面报告", 0 },
  { "POST", "/trades/:id/contract", 0, "contract", post_contract, &contract_record, &contract_record, "登记合同", 0 },
  { "GET", "/trades/:id/contract", ANYONE, NULL, get_contract, NULL, &contract_record, "合同", 0 },
  { "POST", "/trades/:id/performance", 0, "perform", post_performance, &performance_record, &performance_record, "登记履约情况", 0 },
  { "GET", "/trades/:id/performance", ANYONE, NULL, get_performance, NULL, &performance_record, "履约情况", R_LIST },
  { "POST", "/trades/:id/changes", 0, "change", post_change, &change_record, &performance_record, "登记合同变更", 0 },
  { "POST", "/trades/:id/archive", 0, "archive", post_archive, NULL, &package_record, "归档", 0 },
  { "POST", "/trades/:id/archive-ended", 0, "archive-ended", post_archive, NULL, &package_record, "归档流标、终止的标段", 0 },
  { "GET", "/trades/:id/archive", SIGNED, NULL, get_archive, NULL, &package_record, "档案目录", 0 },
  { "GET", "/trades/:id/deeds", SIGNED, NULL, get_deeds, &page_record, &signed_deed_record, "签名办理的证据", R_LIST },
  { "GET", "/trades/:id/official", SIGNED, NULL, get_official, NULL, &official_record, "文书", R_LIST },
  { "GET", "/trades/:id/official/:word", SIGNED, NULL, get_official_file, NULL, NULL, "下载文书或归档包", R_FILE },
  { "GET", "/trades/:id/duties", SIGNED, NULL, get_duties, NULL, &duty_record, "法定期限事项", R_LIST },
  { "POST", "/trades/:id/fail", 0, "fail", post_fail, &reason_record, &trade_record, "招标失败", R_DEED },
  { "POST", "/trades/:id/terminate", 0, "terminate", post_terminate, &reason_record, &trade_record, "终止招标", R_DEED },
  { "POST", "/trades/:id/suspend", 0, "suspend", post_suspend, &pause_record, &trade_record, "暂停", 0 },
  { "POST", "/trades/:id/resume", 0, "resume", post_resume, &reason_record, &trade_record, "恢复", 0 },
  { "POST", "/trades/:id/retender", 0, "retender", post_retender, &retender_record, &conditions_record, "重新招标", 0 },

  /* ---- time ---- */
  { "POST", "/due/:id", SYSTEM, NULL, post_due, NULL, &due_record, "到期的步骤", 0 },
  { .method = NULL }
};

static const struct sql sql[] = {
	SQL_CORE_TABLE
	SQL_CERT_TABLE
	SQL_DEED_TABLE
	SQL_STEP_TABLE
	SQL_TENDER_TABLE
	SQL_BID_TABLE
	SQL_PANEL_TABLE
	SQL_LEDGER_TABLE
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
