/* The life cycle of a parcel and of a mining right: 招标 (TD1), 拍卖 (TD2),
 * 挂牌 (TD3), KQ1xx and KQ2xx alike, and of the latter also 协议出让 (KQ250,
 * KQ210). */
#include "land.h"
#include "panel.h"
#include "mining.h"

#define BIDDING (AT(S_LISTING) | AT(S_LIVE))
/* applications end before the live bidding */
#define ENTRY (AT(S_NOTICE) | AT(S_LISTING))
/* of a tender, until there is a deal */
#define TENDER (AT(S_OPENING) | AT(S_EVALUATION))
#define ENDED                                                                  \
	(AT(S_PUBLICITY) | AT(S_AWARD) | AT(S_CONTRACT) | AT(S_PERFORMANCE) |  \
	 AT(S_FAILED) | AT(S_TERMINATED))

#define EVERY (AT(S__MAX) - 1u)

/* clang-format off */
const struct move land_moves[] = {
  /* verb	starts in		ends in		who	flags		guard			label */
  { "edit",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	parcel_is_lawful,	"修改宗地条件" },
  { "schedule",	AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	notice_is_lawful,	"排定出让公告" },
  { "unschedule", AT(S_DRAFT),		STAY,		OWNER,	M_SECRET | M_PAUSED, NULL,		"撤回排定的公告" },
  { "publish",	AT(S_DRAFT),		S_NOTICE,	SYSTEM,	0,		notice_is_lawful,	"发布出让公告" },
  { "edit-right", AT(S_DRAFT),		STAY,		OWNER,	M_SECRET,	mining_is_lawful,	"修改矿业权条件" },
  { "agree",	AT(S_DRAFT),		S_PUBLICITY,	OWNER,	0,		agreement_is_lawful,	"公示协议出让" },
  { "apply",	ENTRY,			STAY,		BIDDER,	M_SECRET,	applications_are_open,	"申请竞买" },
  { "admit",	ENTRY,			STAY,		BIDDER,	M_SECRET,	NULL,			"准予参加，资格后审" },
  { "deposit",	ENTRY,			STAY,		CENTRE,	M_SECRET | M_PAUSED, applications_are_open, "登记竞买保证金" },
  { "guarantee", ENTRY,		STAY,		BIDDER,	M_SECRET,	applications_are_open,	"提交电子保函" },
  { "accept-guarantee", ENTRY | BIDDING, STAY,	CENTRE,	M_SECRET | M_PAUSED, NULL,		"核实电子保函" },
  { "credit",	ENTRY | BIDDING | TENDER | AT(S_PUBLICITY) | AT(S_AWARD) | AT(S_CONTRACT), STAY, CENTRE, M_SECRET | M_PAUSED, NULL, "来款入账" },
  { "judge",	ENTRY | BIDDING,	STAY,		OWNER,	M_SECRET | M_PAUSED, NULL,		"审查竞买资格" },
  { "list",	AT(S_NOTICE),		S_LISTING,	SYSTEM,	0,		NULL,			"挂牌开始" },
  { "offer",	BIDDING,		STAY,		BIDDER,	M_SECRET,	NULL,			"报价" },
  { "accept",	BIDDING,		STAY,		BIDDER,	M_SECRET,	NULL,			"接受最高限价" },
  { "live",	AT(S_NOTICE) | AT(S_LISTING), S_LIVE,		SYSTEM,	0,		NULL,			"进入限时竞价" },
  { "ask",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"叫价" },
  { "once",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布第一次" },
  { "twice",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布第二次" },
  { "knock",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"落槌" },
  { "pass",	AT(S_LIVE),		STAY,		CENTRE,	0,		NULL,			"宣布流拍" },
  { "extend",	BIDDING,		STAY,		CENTRE,	0,		NULL,			"延长竞价" },
  { "pause",	BIDDING,		STAY,		CENTRE,	0,		NULL,			"暂停竞价" },
  { "resume",	BIDDING,		STAY,		CENTRE,	M_PAUSED,	NULL,			"恢复竞价" },
  { "hammer",	AT(S_LIVE),		STAY,		SYSTEM,	0,		NULL,			"竞价结束" },
  { "pool",	AT(S_LIVE),		STAY,		OWNER | CENTRE, 0,	NULL,			"发起摇号" },
  { "commit",	AT(S_LIVE),		STAY,		OWNER | CENTRE | SUPERVISOR, M_PAUSED, NULL,	"提交摇号承诺" },
  { "reveal",	AT(S_LIVE),		STAY,		OWNER | CENTRE | SUPERVISOR, M_PAUSED, NULL,	"公开摇号随机数" },
  { "draw-void", AT(S_LIVE),		STAY,		SYSTEM,	M_PAUSED,	NULL,			"摇号作废" },
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

  { "reveal-reserve", AT(S_LIVE) | AT(S_EVALUATION), STAY,	OWNER,	0,		NULL,			"公开底价" },
  { "await-examine", AT(S_LIVE),	STAY,		SYSTEM,	0,		NULL,			"等待审查最高报价人的资格" },
  { "deal",	AT(S_LIVE) | AT(S_EVALUATION), S_PUBLICITY,	SYSTEM,	0,		NULL,			"成交" },
  { "unsold",	AT(S_LIVE) | AT(S_EVALUATION), S_FAILED,	SYSTEM,	0,		NULL,			"流拍" },
  { "confirm",	AT(S_PUBLICITY),	STAY,		OWNER | BIDDER, 0,	NULL,			"签订成交确认书" },
  { "confirmed", AT(S_PUBLICITY),	S_AWARD,	SYSTEM,	0,		NULL,			"成交确认" },
  { "publicized", AT(S_PUBLICITY),	S_AWARD,	SYSTEM,	0,		NULL,			"协议出让公示期满" },
  { "contract",	AT(S_AWARD),		S_CONTRACT,	OWNER,	0,		contract_is_due,	"登记出让合同" },
  { "register",	AT(S_CONTRACT),		S_PERFORMANCE,	OWNER,	0,		NULL,			"登记矿业权" },
  { "refund",	ENTRY | BIDDING | TENDER | ENDED, STAY,	CENTRE,	M_SECRET | M_PAUSED, NULL,		"退还保证金" },
  { "propose-forfeit", ENDED,		STAY,		OWNER,	M_SECRET,	NULL,			"提出保证金不予退还" },
  { "forfeit",	ENDED,			STAY,		CENTRE | SUPERVISOR, 0,	NULL,			"保证金不予退还" },
  { "reject-forfeit", ENDED,		STAY,		CENTRE | SUPERVISOR, M_SECRET, NULL,		"退回不予退还的提议" },
  { "deposit-to-price", AT(S_AWARD) | AT(S_CONTRACT), STAY, CENTRE, 0,	NULL,			"保证金转作价款" },
  { "schedule-payments", AT(S_AWARD) | AT(S_CONTRACT), STAY, OWNER, 0,	payments_are_lawful,		"登记付款计划" },
  { "report-duty", EVERY,		STAY,		SYSTEM,	M_PAUSED | M_SECRET, NULL,		"报告逾期事项" },
  { "archive",	AT(S_CONTRACT) | AT(S_PERFORMANCE), S_ARCHIVED, OWNER | CENTRE, 0, NULL,			"归档" },
  { "archive-ended", AT(S_FAILED) | AT(S_TERMINATED), STAY, OWNER | CENTRE, 0, NULL,	"归档流标、终止的标的" },
  { "terminate", AT(S_DRAFT) | ENTRY | AT(S_PUBLICITY), S_TERMINATED, OWNER, M_PAUSED, may_be_terminated, "终止出让" },
  { .verb = NULL }
};

const struct due_verb land_due[] = {
	{ "publish",	due_sale_publish },
	{ "list",	due_list },
	{ "live",	due_begin },
	{ "close",	due_close },
	{ "open",	due_open },
	{ "hammer",	due_hammer },
	{ "drawn",	due_drawn },
	{ "draw-void",	due_draw_void },
	{ "unrevealed",	due_unrevealed },
	{ "report-duty", due_report_duty },
	{ "publicized",	due_publicized },
	{ .verb = NULL }
};
/* clang-format on */

/* POST /due/:id -- by `clock` */
enum err
post_land_due(struct req *r)
{
	return due_run(r, land_due);
}
