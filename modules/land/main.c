/* Worker of land use rights and mining rights: what may be asked of it. */
#include "bid.h"
#include "cert.h"
#include "drawing.h"
#include "evaluate.h"
#include "land.h"
#include "bank.h"
#include "mining.h"
#include "panel.h"
#include "pool.h"
#include "refund.h"
#include "rows.h"
#include "schedule.h"
#include "session_row.h"
#include "tender_rows.h"

#include "deed.h"
#include "land_sql.h"
#include "mining_sql.h"
#include "sale_sql.h"

/* clang-format off */
static const struct route routes[] = {
  /* method, path	who	step	handler	in	out	title	flags */

  /* ---- projects and parcels ---- */
  { "POST", "/projects", OWNER, NULL, post_land_project, &project_record, &project_record, "建立出让项目", 0 },
  { "GET", "/projects/:id", SIGNED, NULL, get_project, NULL, &project_record, "查看项目", 0 },
  { "GET", "/my/projects", SIGNED, NULL, get_my_projects, &page_record, &project_record, "我的项目", R_LIST },
  { "POST", "/projects/:id/trades", OWNER, NULL, post_land_trade, &parcel_record, &parcel_record, "拟定宗地", 0 },
  { "GET", "/projects/:id/trades", SIGNED, NULL, get_parcels, NULL, &parcel_record, "项目的宗地", R_LIST },
  { "GET", "/trades/:id", ANYONE, NULL, get_parcel, NULL, &parcel_record, "查看宗地", 0 },
  { "POST", "/trades/:id/conditions", 0, "edit", post_parcel, &parcel_record, &parcel_record, "修改宗地条件", 0 },
  { "GET", "/trades/:id/rules", ANYONE, NULL, get_land_rules, NULL, &rule_record, "宗地适用的规则", R_LIST },

  /* ---- mining rights ---- */
  { "POST", "/projects/:id/rights", OWNER, NULL, post_mining_trade, &mining_record, &mining_record, "拟定矿业权", 0 },
  { "GET", "/projects/:id/rights", SIGNED, NULL, get_minings, NULL, &mining_record, "项目的矿业权", R_LIST },
  { "GET", "/trades/:id/right", ANYONE, NULL, get_mining, NULL, &mining_record, "查看矿业权", 0 },
  { "POST", "/trades/:id/right", 0, "edit-right", post_mining, &mining_record, &mining_record, "修改矿业权条件", 0 },
  { "GET", "/agreement-bases", ANYONE, NULL, get_bases, NULL, &mining_basis_record, "协议出让的依据", R_LIST },
  { "POST", "/trades/:id/agreement", 0, "agree", post_agreement, &notice_form_record, &mining_record, "公示协议出让", R_DEED },
  { "POST", "/trades/:id/registration", 0, "register", post_registration, &registration_record, &mining_right_record, "登记矿业权", R_DEED },
  { "POST", "/rights", OWNER, NULL, post_right, &mining_right_record, &mining_right_record, "录入已设矿业权", R_DEED },
  { "GET", "/rights", ANYONE, NULL, get_rights, &page_record, &mining_right_record, "已设矿业权", R_LIST },
  { "GET", "/rights/:id", ANYONE, NULL, get_right, NULL, &mining_right_record, "查看已设矿业权", 0 },
  { "POST", "/rights/:id/end", OWNER, NULL, post_right_end, &reason_record, &mining_right_record, "注销矿业权", R_DEED },

  /* ---- notices ---- */
  { "POST", "/trades/:id/notice", 0, "schedule", post_sale_notice, &notice_form_record, &notice_record, "排定出让公告", R_DEED },
  { "POST", "/notices/:id/cancel", OWNER, NULL, post_notice_cancel, NULL, &notice_record, "撤回排定的公告", 0 },
  { "GET", "/notices/:id", SIGNED, NULL, get_notice, NULL, &notice_record, "查看公告", 0 },
  { "GET", "/projects/:id/notices", SIGNED, NULL, get_project_notices, &page_record, &notice_record, "项目的公告", R_LIST },

  /* ---- who takes part ---- */
  { "POST", "/trades/:id/applications", 0, "apply", post_application, &entrant_record, &entrant_record, "申请竞买", R_DEED },
  { "GET", "/trades/:id/applications", SIGNED, NULL, get_applications, NULL, &entrant_record, "竞买申请", R_LIST },
  { "POST", "/trades/:id/applications/:id/judge", 0, "judge", post_judge, &verdict_record, &entrant_record, "审查竞买资格", R_DEED },
  { "POST", "/trades/:id/deposits", 0, "deposit", post_payment, &payment_record, &deposit_record, "登记竞买保证金", 0 },
  { "POST", "/trades/:id/guarantees", 0, "guarantee", post_lot_guarantee, &guarantee_record, &deposit_record, "提交电子保函", R_UPLOAD },
  { "GET", "/trades/:id/deposits", SIGNED, NULL, get_deposits, NULL, &deposit_record, "竞买保证金", R_LIST },
  { "GET", "/trades/:id/ledger", SIGNED, NULL, get_ledger, NULL, &ledger_line_record, "资金台账", R_LIST },

  /* ---- money ---- */
  { "POST", "/remittances", CENTRE, NULL, post_remittances, NULL, &bank_import_record, "导入银行对账单", R_UPLOAD },
  { "GET", "/remittances", CENTRE, NULL, get_remittances, &remittance_query_record, &remittance_record, "来款", R_LIST },
  { "POST", "/remittances/:id/match", CENTRE, NULL, post_remittance_match, &remittance_match_record, &remittance_record, "人工核对来款", 0 },
  { "POST", "/remittances/:id/return", CENTRE, NULL, post_remittance_return, &reason_record, &refund_record, "退回来款", 0 },
  { "POST", "/trades/:id/refunds", 0, "refund", post_refunds, &refund_form_record, &refund_record, "提出退还保证金", R_LIST },
  { "POST", "/refunds/confirm", CENTRE, NULL, post_refunds_confirm, &refund_choice_record, &refund_record, "复核退款", R_LIST },
  { "POST", "/refunds/:id/reject", CENTRE, NULL, post_refund_reject, &reason_record, &refund_record, "退回退款申请", 0 },
  { "GET", "/refunds", CENTRE | SUPERVISOR, NULL, get_refunds, &refund_query_record, &refund_record, "退款", R_LIST },
  { "GET", "/refunds/bank-list", CENTRE, NULL, get_refunds_csv, &refund_query_record, NULL, "退款清单（CSV，交银行）", 0 },
  { "POST", "/trades/:id/forfeit", 0, "forfeit", post_forfeit, &forfeit_record, &forfeit_record, "保证金不予退还", R_DEED },
  { "POST", "/trades/:id/deposits/price", 0, "deposit-to-price", post_deposit_to_price, NULL, &forfeit_record, "保证金转作价款", 0 },
  { "POST", "/trades/:id/schedule", 0, "schedule-payments", post_schedule, &schedule_record, &schedule_record, "登记付款计划", R_DEED },
  { "GET", "/trades/:id/schedule", SIGNED, NULL, get_schedule, NULL, &schedule_record, "付款计划和欠款", 0 },
  { "GET", "/arrears", OWNER | CENTRE | SUPERVISOR, NULL, get_arrears, NULL, &schedule_record, "欠款", R_LIST },

  /* ---- bidding ---- */
  { "POST", "/trades/:id/offers", 0, "offer", post_offer, &offer_record, &offer_record, "报价", R_DEED },
  { "POST", "/trades/:id/acceptances", 0, "accept", post_acceptance, NULL, &acceptance_record, "接受最高限价，参加摇号", R_DEED },
  { "GET", "/trades/:id/offers", ANYONE, NULL, get_offers, &page_record, &offer_record, "全部报价", R_LIST },
  { "GET", "/trades/:id/state", ANYONE, NULL, get_lot_state, &since_record, &lot_state_record, "竞价状态", R_TIMELESS },
  { "POST", "/trades/:id/ask", 0, "ask", post_ask, &ask_record, &lot_state_record, "叫价", R_DEED },
  { "POST", "/trades/:id/once", 0, "once", post_once, &call_seen_record, &lot_state_record, "宣布第一次", R_DEED },
  { "POST", "/trades/:id/twice", 0, "twice", post_twice, &call_seen_record, &lot_state_record, "宣布第二次", R_DEED },
  { "POST", "/trades/:id/hammer", 0, "knock", post_knock, &call_seen_record, &lot_state_record, "落槌", R_DEED },
  { "POST", "/trades/:id/pass", 0, "pass", post_pass, &pass_record, &lot_state_record, "宣布流拍", R_DEED },
  { "POST", "/trades/:id/extend", 0, "extend", post_lot_extend, &extension_record, &lot_state_record, "平台故障时延长竞价", R_DEED },
  { "POST", "/trades/:id/pause", 0, "pause", post_lot_pause, &pause_record, &lot_state_record, "暂停竞价", R_DEED },
  { "POST", "/trades/:id/resume", 0, "resume", post_lot_resume, &reason_record, &lot_state_record, "恢复竞价", R_DEED },
  { "POST", "/trades/:id/draws", 0, "pool", post_lot_draw, NULL, &drawing_record, "作废以后再次摇号", R_DEED },
  { "GET", "/trades/:id/draws", ANYONE, NULL, get_draws, NULL, &drawing_record, "摇号记录", R_LIST },
  { "POST", "/trades/:id/draws/:id/commit", 0, "commit", post_commit, &commitment_record, &drawing_record, "提交摇号随机数的承诺", R_DEED },
  { "POST", "/trades/:id/draws/:id/reveal", 0, "reveal", post_reveal, &reveal_record, &drawing_record, "公开摇号随机数", R_DEED },
  { "POST", "/trades/:id/reserve", 0, "reveal-reserve", post_reserve, &reserve_record, &lot_state_record, "公开底价", R_DEED },

  /* ---- afterwards ---- */
  { "GET", "/trades/:id/deal", ANYONE, NULL, get_parcel_deal, NULL, &parcel_deal_record, "成交结果", 0 },
  { "POST", "/trades/:id/confirm", 0, "confirm", post_confirm, NULL, &deal_record, "签订成交确认书", R_DEED },
  { "POST", "/trades/:id/contract", 0, "contract", post_sale_contract, &contract_record, &contract_record, "登记出让合同", R_DEED },
  { "GET", "/trades/:id/contract", ANYONE, NULL, get_contract, NULL, &contract_record, "出让合同", 0 },
  { "POST", "/trades/:id/deposits/return", 0, "return-deposits", post_sale_return, NULL, NULL, "退还未竞得者的保证金", 0 },
  { "POST", "/trades/:id/terminate", 0, "terminate", post_sale_terminate, &reason_record, &trade_record, "终止出让", R_DEED },
  { "GET", "/trades/:id/duties", SIGNED, NULL, get_duties, NULL, &duty_record, "法定期限事项", R_LIST },
  { "GET", "/trades/:id/deeds", SIGNED, NULL, get_deeds, &page_record, &signed_deed_record, "签名办理的证据", R_LIST },

  /* ---- time ---- */
  { "POST", "/due/:id", SYSTEM, NULL, post_land_due, NULL, &due_record, "到期的步骤", 0 },
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
	SQL_AUCTION_TABLE
	SQL_SALE_TABLE
	SQL_LAND_TABLE
	SQL_MINING_TABLE
};
/* clang-format on */

static const struct worker land = {
	.name = "land",
	.schema = "ggzy_land",
	.class = "TD",
	.title = "土地使用权",
	.routes = routes,
	.moves = land_moves,
	.sql = sql,
	.nsql = sizeof(sql) / sizeof(*sql),
};

int
main(int argc, char **argv)
{
	return worker_run(&land, argc, argv);
}
