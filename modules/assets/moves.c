/* The life cycle of a sale of state-owned property. */
#include "assets.h"
#include "panel.h"

#define BIDDING (AT(S_LISTING) | AT(S_LIVE))
/* of a tender, until there is a deal */
#define TENDER (AT(S_OPENING) | AT(S_EVALUATION))
#define ENDED                                                                  \
	(AT(S_PUBLICITY) | AT(S_AWARD) | AT(S_CONTRACT) | AT(S_FAILED) |       \
	 AT(S_TERMINATED))
#define EVERY (AT(S__MAX) - 1u)

/* clang-format off */
const struct move assets_moves[] = {
  /* verb	starts in		ends in		who	flags		guard			label */
  { "edit",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	asset_is_lawful,	"修改标的条件" },
  { "hold",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	NULL,			"登记优先购买权人" },
  { "predisclose", AT(S_DRAFT),		STAY,		OWNER,	0,		predisclosure_is_due,	"预披露" },
  { "schedule",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	disclosure_is_lawful,	"排定正式披露" },
  { "unschedule", AT(S_DRAFT),		STAY,		OWNER,	M_SECRET | M_PAUSED, NULL,		"撤回排定的公告" },
  { "publish",	AT(S_DRAFT),		S_NOTICE,	SYSTEM,	0,		disclosure_is_lawful,	"正式披露" },
  { "apply",	AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET,	applications_are_open,	"受让登记" },
  { "deposit",	AT(S_NOTICE),		STAY,		CENTRE,	M_SECRET | M_PAUSED, applications_are_open, "登记交易保证金" },
  { "guarantee", AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET,	applications_are_open,	"提交电子保函" },
  { "accept-guarantee", AT(S_NOTICE) | BIDDING, STAY, CENTRE, M_SECRET | M_PAUSED, NULL,	"核实电子保函" },
  { "credit",	AT(S_NOTICE) | BIDDING | TENDER | AT(S_PUBLICITY) | AT(S_AWARD) | AT(S_CONTRACT), STAY, CENTRE, M_SECRET | M_PAUSED, NULL, "来款入账" },
  { "judge",	AT(S_NOTICE) | BIDDING,	STAY,		OWNER,	M_SECRET | M_PAUSED, NULL,		"审查受让资格" },
  { "prolong",	AT(S_NOTICE),		STAY,		OWNER,	0,		NULL,			"延长信息披露" },
  { "list",	AT(S_NOTICE),		S_LISTING,	SYSTEM,	0,		NULL,			"自由报价开始" },
  { "single",	AT(S_NOTICE),		S_LISTING,	SYSTEM,	0,		NULL,			"只有一家，转为协议" },
  { "agree",	AT(S_LISTING),		STAY,		OWNER,	0,		NULL,			"协议定价" },
  { "offer",	BIDDING,		STAY,		BIDDER,	M_SECRET,	NULL,			"报价" },
  { "points",	AT(S_NOTICE) | AT(S_LISTING), STAY,	OWNER,	M_SECRET,	NULL,			"价格以外的评分" },
  { "seal",	AT(S_LISTING),		STAY,		BIDDER,	M_SECRET,	NULL,			"一次报价" },
  { "unseal",	AT(S_LIVE),		STAY,		BIDDER,	M_SECRET,	NULL,			"公开一次报价" },
  { "claim",	BIDDING | AT(S_EVALUATION), STAY,		BIDDER,	M_SECRET,	NULL,			"行使或放弃优先购买权" },
  { "live",	AT(S_NOTICE) | AT(S_LISTING), S_LIVE,	SYSTEM,	0,		NULL,			"进入限时竞价" },
  { "ask",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"叫价" },
  { "once",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布第一次" },
  { "twice",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布第二次" },
  { "knock",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"落槌" },
  { "pass",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布流拍" },
  { "extend",	BIDDING,		STAY,		CENTRE,	0,		NULL,			"延长竞价" },
  { "pause",	BIDDING,		STAY,		CENTRE,	0,		NULL,			"暂停竞价" },
  { "resume",	BIDDING,		STAY,		CENTRE,	M_PAUSED,	NULL,			"恢复竞价" },
  { "hammer",	AT(S_LIVE),		STAY,		SYSTEM,	0,		NULL,			"竞价结束" },
  /* ---- by sealed bids ---- */
  { "trustees",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	NULL,			"确定受托人" },
  { "bid",	AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET | M_PAUSED, deadline_is_ahead,	"投标" },
  { "withdraw",	AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET | M_PAUSED, deadline_is_ahead,	"撤回投标" },
  { "close",	AT(S_NOTICE),		S_OPENING,	SYSTEM,	0,		NULL,			"投标截止" },
  { "release",	AT(S_OPENING),		STAY,		TRUSTEE, M_PAUSED,	NULL,			"释放密钥份额" },
  { "unlock",	AT(S_OPENING),		STAY,		BIDDER,	M_SECRET | M_PAUSED, NULL,		"投标人解密" },
  { "open",	AT(S_OPENING),		S_EVALUATION,	SYSTEM,	0,		NULL,			"开标" },
  { "rank",	AT(S_EVALUATION),	STAY,		SYSTEM,	0,		NULL,			"按报价排名" },
  { "fail",	AT(S_NOTICE) | AT(S_OPENING), S_FAILED, SYSTEM,	0,		NULL,			"招标终止" },

  { "reveal-reserve", AT(S_LIVE) | AT(S_EVALUATION), STAY,		OWNER,	0,		NULL,			"公开保留价" },
  { "await-priority", AT(S_LIVE) | AT(S_EVALUATION), STAY,		SYSTEM,	0,		NULL,			"等待行使优先购买权" },
  { "deal",	BIDDING | AT(S_EVALUATION), S_PUBLICITY,	SYSTEM,	0,		NULL,			"成交" },
  { "unsold",	AT(S_NOTICE) | BIDDING | AT(S_EVALUATION), S_FAILED,	SYSTEM,	0,		NULL,			"终结" },
  { "confirm",	AT(S_PUBLICITY),	STAY,		OWNER | BIDDER, 0,	NULL,			"签订成交确认书" },
  { "confirm-part", AT(S_PUBLICITY),	STAY,		BIDDER,	0,		NULL,			"共同受让方之一签订成交确认书" },
  { "confirmed", AT(S_PUBLICITY),	S_AWARD,	SYSTEM,	0,		NULL,			"成交确认" },
  { "contract",	AT(S_AWARD),		S_CONTRACT,	OWNER,	0,		NULL,			"登记产权交易合同" },
  { "settle",	AT(S_CONTRACT),		STAY,		CENTRE,	M_SECRET,	NULL,			"登记价款到账" },
  { "certify",	AT(S_CONTRACT),		STAY,		CENTRE,	0,		NULL,			"出具交易凭证" },
  { "refund",	AT(S_NOTICE) | BIDDING | TENDER | ENDED, STAY, CENTRE, M_SECRET | M_PAUSED, NULL,	"退还保证金" },
  { "propose-forfeit", ENDED,		STAY,		OWNER,	M_SECRET,	NULL,			"提出保证金不予退还" },
  { "forfeit",	ENDED,			STAY,		CENTRE | SUPERVISOR, 0,	NULL,			"保证金不予退还" },
  { "reject-forfeit", ENDED,		STAY,		CENTRE | SUPERVISOR, M_SECRET, NULL,		"退回不予退还的提议" },
  { "deposit-to-price", AT(S_AWARD) | AT(S_CONTRACT), STAY, CENTRE, 0,	NULL,			"保证金转作价款" },
  { "schedule-payments", AT(S_AWARD) | AT(S_CONTRACT), STAY, OWNER, 0,	NULL,			"登记付款计划" },
  { "report-duty", EVERY,		STAY,		SYSTEM,	M_PAUSED | M_SECRET, NULL,		"报告逾期事项" },
  { "archive",	AT(S_CONTRACT), S_ARCHIVED, OWNER | CENTRE, 0, NULL,			"归档" },
  { "archive-ended", AT(S_FAILED) | AT(S_TERMINATED), STAY, OWNER | CENTRE, 0, NULL,	"归档流标、终止的标的" },
  { "terminate", AT(S_DRAFT) | AT(S_NOTICE) | AT(S_LISTING), S_TERMINATED, OWNER, M_PAUSED, NULL,	"终结交易" },
  { "relist",	AT(S_FAILED) | AT(S_TERMINATED), STAY,	OWNER,	0,		asset_is_lawful,	"重新披露" },
  { .verb = NULL }
};

const struct due_verb assets_due[] = {
	{ "publish",	due_asset_publish },
	{ "list",	due_asset_list },
	{ "live",	due_asset_live },
	{ "hammer",	due_hammer },
	{ "close",	due_close },
	{ "open",	due_open },
	{ "unrevealed",	due_unrevealed },
	{ "priority",	due_priority },
	{ "report-duty", due_report_duty },
	{ .verb = NULL }
};
/* clang-format on */

/* POST /due/:id -- by `clock` */
enum err
post_asset_due(struct req *r)
{
	return due_run(r, assets_due);
}
