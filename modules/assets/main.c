/* Worker of state-owned property: what may be asked of it. */
#include "assets.h"
#include "cert.h"
#include "drawing.h"
#include "evaluate.h"
#include "pool.h"
#include "routes.h"
#include "session_row.h"
#include "tender_rows.h"

#include "assets_sql.h"
#include "sale_sql.h"

/* clang-format off */
static const struct route routes[] = {
  /* method, path	who	step	handler	in	out	title	flags */
  SALE_ROUTES,
  TENDER_ROUTES,

  /* ---- projects and what is sold ---- */
  { "POST", "/projects", OWNER, NULL, post_own_project, &project_record, &project_record, "建立产权交易项目", 0 },
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
  { "POST", "/trades/:id/prolong", 0, "prolong", post_prolong, &prolong_record, &asset_record, "延长信息披露", R_DEED },

  /* ---- bidding, or agreeing ---- */
  { "POST", "/trades/:id/agreement", 0, "agree", post_agreement, &agreement_record, &lot_state_record, "协议定价", R_DEED },
  { "POST", "/trades/:id/sealed", 0, "seal", post_seal, &sealed_offer_record, &sealed_offer_record, "一次报价：提交承诺", R_DEED },
  { "POST", "/trades/:id/sealed/reveal", 0, "unseal", post_unseal, &unseal_record, &sealed_offer_record, "公开一次报价", R_DEED },
  { "GET", "/trades/:id/sealed", ANYONE, NULL, get_sealed, NULL, &sealed_offer_record, "一次报价的结果", R_LIST },
  { "POST", "/trades/:id/applications/:id/points", 0, "points", post_points, &points_record, &points_record, "价格以外的评分", R_DEED },
  { "POST", "/trades/:id/claims", 0, "claim", post_claim, &claim_record, &holder_record, "行使或放弃优先购买权", R_DEED },

  /* ---- afterwards ---- */
  { "GET", "/trades/:id/deal", ANYONE, NULL, get_deal, NULL, &deal_record, "成交结果", 0 },
  { "POST", "/trades/:id/contract", 0, "contract", post_asset_contract, &contract_record, &contract_record, "登记产权交易合同", R_DEED },
  { "POST", "/trades/:id/settlements", 0, "settle", post_settlement, &settlement_record, &settlement_record, "登记价款到账", 0 },
  { "GET", "/trades/:id/settlements", SIGNED, NULL, get_settlements, NULL, &settlement_record, "价款结算", R_LIST },
  { "POST", "/trades/:id/certificate", 0, "certify", post_certificate, NULL, &certificate_record, "出具交易凭证", R_DEED },
  { "GET", "/trades/:id/certificate", ANYONE, NULL, get_certificate, NULL, &certificate_record, "交易凭证", 0 },
  { "POST", "/trades/:id/archive", 0, "archive", post_archive, NULL, &package_record, "归档", 0 },
  { "POST", "/trades/:id/archive-ended", 0, "archive-ended", post_archive, NULL, &package_record, "归档流标、终止的标的", 0 },
  { "GET", "/trades/:id/archive", SIGNED, NULL, get_archive, NULL, &package_record, "档案目录", 0 },
  { "GET", "/trades/:id/official", SIGNED, NULL, get_official, NULL, &official_record, "文书", R_LIST },
  { "GET", "/trades/:id/official/:word", SIGNED, NULL, get_official_file, NULL, NULL, "下载文书或归档包", R_FILE },

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
