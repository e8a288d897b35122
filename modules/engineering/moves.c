/* The life cycle of a tender: 公开招标 (GC1) and 邀请招标 (GC2). */
#include "engineering.h"

#define OURS (OWNER | AGENCY)
/* public, and not ended */
#define RUNNING                                                                \
	(AT(S_NOTICE) | AT(S_OPENING) | AT(S_EVALUATION) | AT(S_PUBLICITY) |   \
	 AT(S_AWARD))

/* clang-format off */
const struct move engineering_moves[] = {
  /* verb	starts in		ends in		who	flags		guard			label */

  /* ---- draft to close ---- */
  { "edit",	AT(S_DRAFT),		STAY,		OURS,	M_SECRET,	terms_are_lawful,	"修改标段条件" },
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

  /* ---- panel to archive ---- */

  { .verb = NULL }
};
/* clang-format on */
