/* Worker of state-owned property: what may be asked of it. */
#include "assets.h"
#include "bank.h"
#include "bid.h"
#include "cert.h"
#include "drawing.h"
#include "evaluate.h"
#include "panel.h"
#include "pool.h"
#include "refund.h"
#include "rows.h"
#include "schedule.h"
#include "session_row.h"
#include "tender_rows.h"

#include "assets_sql.h"
#include "deed.h"
#include "sale_sql.h"

/* clang-format off */
static const struct route routes[] = {
  /* method, path	who	step	handler	in	out	title	flags */

  /* ---- projects and what is sold ---- */
  { "POST", "/projects", OWNER, NULL, post_own_project, &project_record, &project_record, "建立产权交易项目", 0 },
  { "GET", "/projects/:id", SIGNED, NULL, get_project, NULL, &project_record, "查看项目", 0 },
  { "GET", "/my/projects", SIGNED, NULL, get_my_projects, &page_record, &project_record, "我的项目", R_LIST },
  { "POST", "/projects/:id/trades", OWNER, NULL, post_asset_trade, &asset_record, &asset_record, "拟定标的", 0 },
  { "GET", "/projects/:id/trades", SIGNED, NULL, get_assets, NULL, &asset_record, "项目的标的", R_LIST },
  { "GET", "/trades/:id", ANYONE, NULL, get_asset, NULL, &asset_record, "查看标的", 0 },
  { "POST", "/trades/:id/conditions", 0, "edit", post_asset, &asset_record, &asset_record, "修改标的条件", 0 },
  { "POST", "/trades/:id/relist", 0, "relist", post_relist, &asset_record, &asset_record, "重新披露", 0 },
  { "GET", "/trades/:id/rules", ANYONE, NULL, get_trade_rules, NULL, &rule_record, "标的适用的规则", R_LIST },

  /* ---- disclosures ---- */
  { "POST", "/trades/:id/holders", 0, "hold", post_holder, &holder_record, &holder_record, "登记优先购买权人", 0 },
  { "GET", "/trades/:id/holders", SIGNED, NULL, get_holders, NULL, &holder_record, "优先购买权人", R_LIST },
  { "POST", "/trades/:id/predisclosure", 0, "predisclose", post_predisclosure, &predisclosure_record, &asset_record, "预披露", R_DEED },
  { "POST", "/trades/:id/notice", 0, "schedule", post_sale_notice, &notice_form_record, &notice_record, "排定正式披露", R_DEED },
  { "POST", "/trades/:id/prolong", 0, "prolong", post_prolong, &prolong_record, &asset_record, "延长信息披露", R_DEED },
  { "POST", "/notices/:id/cancel", OWNER, NULL, post_notice_cancel, NULL, &notice_record, "撤回排定的公告", 0 },
  { "GET", "/notices/:id", SIGNED, NULL, get_notice, NULL, &notice_record, "查看公告", 0 },
  { "GET", "/projects/:id/notices", SIGNED, NULL, get_project_notices, &page_record, &notice_record, "项目的公告", R_LIST },

  /* ---- who takes part ---- */
  { "POST", "/trades/:id/applications", 0, "apply", post_application, &entrant_record, &entrant_record, "受让登记", R_DEED },
  { "GET", "/trades/:id/applications", SIGNED, NULL, get_applications, NULL, &entrant_record, "受让登记的主体", R_LIST },
  { "POST", "/trades/:id/applications/:id/judge", 0, "judge", post_judge, &verdict_record, &entrant_record, "审查受让资格", R_DEED },
  { "POST", "/trades/:id/deposits", 0, "deposit", post_payment, &payment_record, &deposit_record, "登记交易保证金", 0 },
  { "GET", "/trades/:id/deposits", SIGNED, NULL, get_deposits, NULL, &deposit_record, "交易保证金", R_LIST },
  { "GET", "/trades/:id/ledger", SIGNED, NULL, get_ledger, NULL, &ledger_line_record, "资金台账", R_LIST },

  /* ---- money ---- */
  { "POST", "/remittances", CENTRE, NULL, post_remittances, NULL, &bank_import_record, "导入银行对账单", R_UPLOAD },
  { "GET", "/remittances", CENTRE, NULL, get_remittances, &remittance_query_record, &remittance_record, "来款", R_LIST },
  { "POST", "/remittances/:id/match", CENTRE, NULL, post_remittance_match, &remittance_match_record, &remittance_record, "人工核对来款", 0 },

  /* ---- bidding, or agreeing ---- */
  { "POST", "/trades/:id/agreement", 0, "agree", post_agreement, &agreement_record, &lot_state_record, "协议定价", R_DEED },
  { "POST", "/trades/:id/offers", 0, "offer", post_offer, &offer_record, &offer_record, "报价", R_DEED },
  { "GET", "/trades/:id/offers", ANYONE, NULL, get_offers, &page_record, &offer_record, "全部报价", R_LIST },
  { "POST", "/trades/:id/sealed", 0, "seal", post_seal, &sealed_offer_record, &sealed_offer_record, "一次报价：提交承诺", R_DEED },
  { "POST", "/trades/:id/sealed/reveal", 0, "unseal", post_unseal, &unseal_record, &sealed_offer_record, "公开一次报价", R_DEED },
  { "GET", "/trades/:id/sealed", ANYONE, NULL, get_sealed, NULL, &sealed_offer_record, "一次报价的结果", R_LIST },
  { "POST", "/trades/:id/applications/:id/points", 0, "points", post_points, &points_record, &points_record, "价格以外的评分", R_DEED },
  { "POST", "/trades/:id/claims", 0, "claim", post_claim, &claim_record, &holder_record, "行使或放弃优先购买权", R_DEED },
  { "GET", "/trades/:id/state", ANYONE, NULL, get_lot_state, &since_record, &lot_state_record, "竞价状态", R_TIMELESS },
  { "POST", "/trades/:id/ask", 0, "ask", post_ask, &ask_record, &lot_state_record, "叫价", R_DEED },
  { "POST", "/trades/:id/once", 0, "once", post_once, &call_seen_record, &lot_state_record, "宣布第一次", R_DEED },
  { "POST", "/trades/:id/twice", 0, "twice", post_twice, &call_seen_record, &lot_state_record, "宣布第二次", R_DEED },
  { "POST", "/trades/:id/hammer", 0, "knock", post_knock, &call_seen_record, &lot_state_record, "落槌", R_DEED },
  { "POST", "/trades/:id/pass", 0, "pass", post_pass, &pass_record, &lot_state_record, "宣布流拍", R_DEED },
  { "POST", "/trades/:id/extend", 0, "extend", post_lot_extend, &extension_record, &lot_state_record, "平台故障时延长竞价", R_DEED },
  { "POST", "/trades/:id/pause", 0, "pause", post_lot_pause, &pause_record, &lot_state_record, "暂停竞价", R_DEED },
  { "POST", "/trades/:id/resume", 0, "resume", post_lot_resume, &reason_record, &lot_state_record, "恢复竞价", R_DEED },
  { "POST", "/trades/:id/reserve", 0, "reveal-reserve", post_reserve, &reserve_record, &lot_state_record, "公开保留价", R_DEED },

  /* ---- afterwards ---- */
  { "GET", "/trades/:id/deal", ANYONE, NULL, get_deal, NULL, &deal_record, "成交结果", 0 },
  { "POST", "/trades/:id/confirm", 0, "confirm", post_confirm, NULL, &deal_record, "签订成交确认书", R_DEED },
  { "POST", "/trades/:id/contract", 0, "contract", post_asset_contract, &contract_record, &contract_record, "登记产权交易合同", R_DEED },
  { "GET", "/trades/:id/contract", ANYONE, NULL, get_contract, NULL, &contract_record, "产权交易合同", 0 },
  { "POST", "/trades/:id/settlements", 0, "settle", post_settlement, &settlement_record, &settlement_record, "登记价款到账", 0 },
  { "GET", "/trades/:id/settlements", SIGNED, NULL, get_settlements, NULL, &settlement_record, "价款结算", R_LIST },
  { "POST", "/trades/:id/certificate", 0, "certify", post_certificate, NULL, &certificate_record, "出具交易凭证", R_DEED },
  { "GET", "/trades/:id/certificate", ANYONE, NULL, get_certificate, NULL, &certificate_record, "交易凭证", 0 },
  { "POST", "/trades/:id/deposits/return", 0, "return-deposits", post_sale_return, NULL, NULL, "退还未成交者的保证金", 0 },
  { "POST", "/trades/:id/terminate", 0, "terminate", post_sale_terminate, &reason_record, &trade_record, "终结交易", R_DEED },
  { "GET", "/trades/:id/deeds", SIGNED, NULL, get_deeds, &page_record, &signed_deed_record, "签名办理的证据", R_LIST },

  /* ---- time ---- */
  { "POST", "/due/:id", SYSTEM, NULL, post_asset_due, NULL, &due_record, "到期的步骤", 0 },
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
	SQL_ASSETS_TABLE
};
/* clang-format on */

static const struct worker assets = {
	.name = "assets",
	.schema = "ggzy_assets",
	.class = "CQ",
	.title = "国有产权",
	.routes = routes,
	.moves = assets_moves,
	.sql = sql,
	.nsql = sizeof(sql) / sizeof(*sql),
};

int
main(int argc, char **argv)
{
	return worker_run(&assets, argc, argv);
}
