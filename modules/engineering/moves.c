/* The life cycle of a tender: 公开招标 (GC1) and 邀请招标 (GC2). */
#include "engineering.h"

#define OURS (OWNER | AGENCY)
/* public, and not ended */
#define RUNNING                                                                \
	(AT(S_NOTICE) | AT(S_OPENING) | AT(S_EVALUATION) | AT(S_PUBLICITY) |   \
	 AT(S_AWARD))
/* what the panel does can begin while the box is being opened */
#define PANEL (AT(S_OPENING) | AT(S_EVALUATION))
#define OBJECTION (AT(S_NOTICE) | PANEL | AT(S_PUBLICITY))
#define AFTERWARDS (AT(S_AWARD) | AT(S_CONTRACT) | AT(S_PERFORMANCE))
#define ENDABLE (AT(S_DRAFT) | OBJECTION)
#define EVERY (AT(S__MAX) - 1u)

/* clang-format off */
const struct move engineering_moves[] = {
  /* verb	starts in		ends in		who	flags		guard			label */

  /* ---- draft to close ---- */
  { "edit",	AT(S_DRAFT),		STAY,		OURS,	M_SECRET,	conditions_are_lawful,	"修改标段条件" },
  { "invite",	AT(S_DRAFT),		STAY,		OURS,	M_SECRET,	NULL,			"邀请投标人" },
  { "schedule",	AT(S_DRAFT),		STAY,		OURS,	M_SECRET,	notice_is_lawful,	"排定公告" },
  { "unschedule", AT(S_DRAFT),		STAY,		OURS,	M_SECRET | M_PAUSED, NULL,		"撤回排定的公告" },
  { "publish",	AT(S_DRAFT),		S_NOTICE,	SYSTEM,	0,		notice_is_lawful,	"发布公告" },
  { "take",	AT(S_NOTICE),		STAY,		SIGNED,	M_SECRET | M_PAUSED, documents_are_given_out, "领取招标文件" },
  { "ask",	AT(S_NOTICE),		STAY,		SIGNED,	M_SECRET | M_PAUSED, deadline_is_ahead,	"提问" },
  { "answer",	AT(S_NOTICE),		STAY,		OURS,	M_PAUSED,	NULL,			"答复提问" },
  { "clarify",	AT(S_NOTICE),		STAY,		OURS,	M_PAUSED,	deadline_is_ahead,	"澄清或修改招标文件" },
  { "correct",	RUNNING,		STAY,		OURS,	M_PAUSED,	NULL,			"更正公告" },

  /* ---- sealed bids ---- */
  { "trustees",	AT(S_DRAFT),		STAY,		OURS,	M_SECRET,	NULL,			"确定受托人" },
  { "deposit",	AT(S_NOTICE),		STAY,		CENTRE,	M_SECRET | M_PAUSED, deadline_is_ahead,	"登记保证金" },
  { "credit",	AT(S_NOTICE) | AT(S_OPENING), STAY,	CENTRE,	M_SECRET | M_PAUSED, NULL,		"来款入账" },
  { "guarantee", AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET | M_PAUSED, deadline_is_ahead,	"提交电子保函" },
  { "bid",	AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET | M_PAUSED, deadline_is_ahead,	"投标" },
  { "withdraw",	AT(S_NOTICE),		STAY,		BIDDER,	M_SECRET | M_PAUSED, deadline_is_ahead,	"撤回投标" },
  { "close",	AT(S_NOTICE),		S_OPENING,	SYSTEM,	0,		NULL,			"投标截止" },
  { "release",	AT(S_OPENING),		STAY,		TRUSTEE, M_PAUSED,	NULL,			"释放密钥份额" },
  { "unlock",	AT(S_OPENING),		STAY,		BIDDER,	M_SECRET | M_PAUSED, NULL,		"投标人解密" },
  { "open",	AT(S_OPENING),		S_EVALUATION,	SYSTEM,	0,		NULL,			"开标" },

  /* ---- panel to archive ---- */
  { "pool",	PANEL,			STAY,		OURS | CENTRE,	0,	NULL,			"发起专家抽取" },
  { "commit",	PANEL,			STAY,		OURS | CENTRE | SUPERVISOR, M_PAUSED, NULL, "提交抽取承诺" },
  { "reveal",	PANEL,			STAY,		OURS | CENTRE | SUPERVISOR, M_PAUSED, NULL, "公开抽取随机数" },
  { "draw-void", PANEL,			STAY,		SYSTEM,	M_PAUSED,	NULL,			"抽取作废" },
  { "substitute", PANEL,		STAY,		OURS | CENTRE,	0,	NULL,			"递补专家" },
  { "delegate",	PANEL,			STAY,		OURS,	M_SECRET,	NULL,			"确定招标人代表" },
  { "attend",	PANEL,			STAY,		EXPERT,	M_SECRET,	NULL,			"评委签到" },
  { "avoid",	PANEL,			STAY,		EXPERT,	M_SECRET | M_PAUSED, NULL,		"评委回避" },
  { "absent",	PANEL,			STAY,		OURS | CENTRE,	M_SECRET, NULL,			"登记评委缺席" },
  { "score",	AT(S_EVALUATION),	STAY,		EXPERT,	M_SECRET,	NULL,			"评分" },
  { "lock",	AT(S_EVALUATION),	STAY,		EXPERT,	M_SECRET,	NULL,			"锁定评分表" },
  { "report",	AT(S_EVALUATION),	S_PUBLICITY,	OURS | EXPERT,	0,	NULL,			"提交评标报告" },
  { "reject-all", AT(S_EVALUATION),	S_FAILED,	OURS | EXPERT,	0,	NULL,			"否决全部投标" },
  { "object",	OBJECTION,		STAY,		SIGNED,	M_PAUSED,	NULL,			"提出异议" },
  { "answer-objection", OBJECTION,	STAY,		OURS,	M_PAUSED,	NULL,			"答复异议" },
  { "withdraw-objection", OBJECTION,	STAY,		SIGNED,	M_PAUSED,	NULL,			"撤回异议" },
  { "end-publicity", AT(S_PUBLICITY),	STAY,		SYSTEM,	0,		NULL,			"公示期满" },
  { "award",	AT(S_PUBLICITY) | AT(S_AWARD), S_AWARD,	OURS,	0,		NULL,			"确定中标人" },
  { "written-report", AFTERWARDS,	STAY,		OURS,	M_SECRET,	NULL,			"提交书面报告" },
  { "contract",	AT(S_AWARD),		S_CONTRACT,	OURS,	0,		NULL,			"登记合同" },
  { "refund",	AT(S_NOTICE) | AT(S_OPENING) | AT(S_EVALUATION) | AT(S_PUBLICITY) | AFTERWARDS | AT(S_FAILED) | AT(S_TERMINATED), STAY, CENTRE, M_SECRET | M_PAUSED, NULL, "提出、复核退款" },
  { "propose-forfeit", AFTERWARDS | AT(S_PUBLICITY) | AT(S_FAILED), STAY, OURS, M_SECRET, NULL,	"提出保证金不予退还" },
  { "forfeit",	AFTERWARDS | AT(S_PUBLICITY) | AT(S_FAILED), STAY, CENTRE | SUPERVISOR, 0, NULL,	"保证金不予退还" },
  { "reject-forfeit", AFTERWARDS | AT(S_PUBLICITY) | AT(S_FAILED), STAY, CENTRE | SUPERVISOR, M_SECRET, NULL, "退回不予退还的提议" },
  { "perform",	AT(S_CONTRACT) | AT(S_PERFORMANCE), S_PERFORMANCE, OURS, 0,	NULL,			"登记履约情况" },
  { "change",	AT(S_CONTRACT) | AT(S_PERFORMANCE), STAY, OURS,	0,		NULL,			"登记合同变更" },
  { "archive",	AT(S_PERFORMANCE),	S_ARCHIVED,	OURS | CENTRE,	0,	NULL,			"归档" },
  { "archive-ended", AT(S_FAILED) | AT(S_TERMINATED), STAY, OURS | CENTRE, 0,	NULL,			"归档流标、终止的标段" },
  { "fail",	RUNNING,		S_FAILED,	OURS | SYSTEM,	0,	NULL,			"招标失败" },
  { "terminate", ENDABLE,		S_TERMINATED,	OURS,	M_PAUSED,	NULL,			"终止招标" },
  { "suspend",	RUNNING,		STAY,		SUPERVISOR, M_PAUSED,	NULL,			"暂停" },
  { "resume",	RUNNING,		STAY,		SUPERVISOR, M_PAUSED,	NULL,			"恢复" },
  { "retender",	AT(S_FAILED),		STAY,		OURS,	0,		NULL,			"重新招标" },
  { "report-duty", EVERY,		STAY,		SYSTEM,	M_PAUSED | M_SECRET, NULL,		"报告逾期事项" },

  { .verb = NULL }
};
/* clang-format on */
