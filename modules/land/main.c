/* Worker of land use rights and mining rights: what may be asked of it. */
#include "cert.h"
#include "drawing.h"
#include "evaluate.h"
#include "land.h"
#include "mining.h"
#include "pool.h"
#include "routes.h"
#include "session_row.h"
#include "tender_rows.h"

#include "land_sql.h"
#include "mining_sql.h"
#include "sale_sql.h"

/* clang-format off */
static const struct route routes[] = {
  /* method, path	who	step	handler	in	out	title	flags */
  SALE_ROUTES,
  TENDER_ROUTES,

  /* ---- projects and parcels ---- */
  { "POST", "/projects", OWNER, NULL, post_land_project, &project_record, &project_record, "建立出让项目", 0 },
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

  /* ---- at the ceiling ---- */
  { "POST", "/trades/:id/acceptances", 0, "accept", post_acceptance, NULL, &acceptance_record, "接受最高限价，参加摇号", R_DEED },
  { "POST", "/trades/:id/draws", 0, "pool", post_lot_draw, NULL, &drawing_record, "作废以后再次摇号", R_DEED },
  { "GET", "/trades/:id/draws", ANYONE, NULL, get_draws, NULL, &drawing_record, "摇号记录", R_LIST },
  { "POST", "/trades/:id/draws/:id/commit", 0, "commit", post_commit, &commitment_record, &drawing_record, "提交摇号随机数的承诺", R_DEED },
  { "POST", "/trades/:id/draws/:id/reveal", 0, "reveal", post_reveal, &reveal_record, &drawing_record, "公开摇号随机数", R_DEED },

  /* ---- afterwards ---- */
  { "GET", "/trades/:id/deal", ANYONE, NULL, get_parcel_deal, NULL, &parcel_deal_record, "成交结果", 0 },
  { "POST", "/trades/:id/contract", 0, "contract", post_sale_contract, &contract_record, &contract_record, "登记出让合同", R_DEED },
  { "POST", "/trades/:id/archive", 0, "archive", post_land_archive, NULL, &package_record, "归档", 0 },
  { "POST", "/trades/:id/archive-ended", 0, "archive-ended", post_land_archive, NULL, &package_record, "归档流标、终止的标的", 0 },
  { "GET", "/trades/:id/archive", SIGNED, NULL, get_archive, NULL, &package_record, "档案目录", 0 },
  { "GET", "/trades/:id/official", SIGNED, NULL, get_official, NULL, &official_record, "文书", R_LIST },
  { "GET", "/trades/:id/official/:word", SIGNED, NULL, get_official_file, NULL, NULL, "下载文书或归档包", R_FILE },

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
