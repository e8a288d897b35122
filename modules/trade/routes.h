#ifndef ROUTES_H
#define ROUTES_H
#include "bank.h"
#include "bid.h"
#include "deed.h"
#include "panel.h"
#include "refund.h"
#include "rows.h"
#include "sale.h"
#include "schedule.h"

/*
 * Rows of route tables that several workers have, so that what one of them can
 * do the others can.  A worker whose moves lack a step of them does not start.
 * What is one domain's alone stands in its own table.
 */

/* clang-format off */

/* Money of trades, in every domain. */
#define MONEY_ROUTES \
  { "GET", "/trades/:id/deposits", SIGNED, NULL, get_deposits, NULL, &deposit_record, "保证金", R_LIST }, \
  { "GET", "/trades/:id/ledger", SIGNED, NULL, get_ledger, NULL, &ledger_line_record, "资金台账", R_LIST }, \
  { "POST", "/remittances", CENTRE, NULL, post_remittances, NULL, &bank_import_record, "导入银行对账单", R_UPLOAD }, \
  { "GET", "/remittances", CENTRE, NULL, get_remittances, &remittance_query_record, &remittance_record, "来款", R_LIST }, \
  { "POST", "/remittances/:id/match", CENTRE, NULL, post_remittance_match, &remittance_match_record, &remittance_record, "人工核对来款", 0 }, \
  { "POST", "/remittances/:id/return", CENTRE, NULL, post_remittance_return, &reason_record, &refund_record, "退回来款", 0 }, \
  { "POST", "/remittances/:id/cancel", CENTRE, NULL, post_remittance_cancel, &reason_record, &remittance_record, "撤销手工登记的来款", 0 }, \
  { "POST", "/trades/:id/refunds", 0, "refund", post_refunds, &refund_form_record, &refund_record, "提出退还保证金", R_LIST }, \
  { "POST", "/refunds/confirm", CENTRE, NULL, post_refunds_confirm, &refund_choice_record, &refund_record, "复核退款", R_LIST }, \
  { "POST", "/refunds/:id/reject", CENTRE, NULL, post_refund_reject, &reason_record, &refund_record, "退回退款申请", 0 }, \
  { "GET", "/refunds", CENTRE | SUPERVISOR, NULL, get_refunds, &refund_query_record, &refund_record, "退款", R_LIST }, \
  { "GET", "/refunds/bank-list", CENTRE, NULL, get_refunds_csv, &refund_query_record, NULL, "退款清单（CSV，交银行）", 0 }, \
  { "POST", "/trades/:id/forfeit", 0, "propose-forfeit", post_forfeit, &forfeit_record, &forfeit_record, "提出保证金不予退还", R_DEED }, \
  { "GET", "/trades/:id/forfeits", SIGNED, NULL, get_forfeits, NULL, &forfeit_record, "提出和确认的不予退还", R_LIST }, \
  { "POST", "/trades/:id/forfeits/:id/confirm", 0, "forfeit", post_forfeit_confirm, NULL, &forfeit_record, "确认保证金不予退还", R_DEED }, \
  { "POST", "/trades/:id/forfeits/:id/reject", 0, "reject-forfeit", post_forfeit_reject, &reason_record, &forfeit_record, "退回不予退还的提议", 0 }

/* Sealed bids (bid.h), in every domain. */
#define TENDER_ROUTES \
  { "POST", "/trades/:id/trustees", 0, "trustees", post_trustees, &trustee_form_record, &trustee_sheet_record, "确定受托人", 0 }, \
  { "GET", "/trades/:id/trustees", ANYONE, NULL, get_trustees, NULL, &trustee_sheet_record, "受托人和公钥", 0 }, \
  { "POST", "/trades/:id/bids", SIGNED, NULL, post_bid, NULL, &bid_record, "递交加密投标文件", R_UPLOAD | R_DEED | R_ANSWERS }, \
  { "POST", "/trades/:id/bids/withdraw", SIGNED, NULL, post_withdraw, NULL, &bid_record, "撤回投标", R_DEED | R_ANSWERS }, \
  { "POST", "/trades/:id/bids/key", 0, "unlock", post_bid_key, &bid_key_record, NULL, "投标人自己解密", R_DEED }, \
  { "GET", "/trades/:id/bids", SIGNED, NULL, get_bids, NULL, &bid_record, "我的投标", R_LIST }, \
  { "GET", "/trades/:id/receipts", SIGNED, NULL, get_receipts, NULL, &receipt_item_record, "我的回执", R_LIST }, \
  { "GET", "/receipts/:word", SIGNED, NULL, get_receipt, NULL, &receipt_file_record, "一份回执和它的时间戳、证明", 0 }, \
  { "GET", "/trades/:id/box", ANYONE, NULL, get_box, NULL, &closed_box_record, "封箱承诺", 0 }, \
  { "GET", "/trades/:id/shares", SIGNED, NULL, get_shares, NULL, NULL, "受托人待解的份额", 0 }, \
  { "POST", "/trades/:id/shares", 0, "release", post_shares, &release_record, NULL, "释放密钥份额", R_DEED }, \
  { "GET", "/trades/:id/shares/faults", ANYONE, NULL, get_share_faults, NULL, &share_fault_record, "不符、解不开或给别处的份额", R_LIST }, \
  { "GET", "/trades/:id/opening", ANYONE, NULL, get_opening, NULL, &opening_record, "开标记录", R_LIST }, \
  { "GET", "/trades/:id/opening/:id/file", SIGNED, NULL, get_opening_file, NULL, NULL, "开标后的投标文件", R_FILE }

/* What is sold by offers (sale.h, auction.h): notices, who takes part, money,
 * the bidding, what follows. */
#define SALE_ROUTES \
  { "GET", "/projects/:id", SIGNED, NULL, get_project, NULL, &project_record, "查看项目", 0 }, \
  { "GET", "/my/projects", SIGNED, NULL, get_my_projects, &page_record, &project_record, "我的项目", R_LIST }, \
  { "POST", "/trades/:id/notice", 0, "schedule", post_sale_notice, &notice_form_record, &notice_record, "排定公告", R_DEED }, \
  { "POST", "/notices/:id/cancel", OWNER, NULL, post_notice_cancel, NULL, &notice_record, "撤回排定的公告", 0 }, \
  { "GET", "/notices/:id", SIGNED, NULL, get_notice, NULL, &notice_record, "查看公告", 0 }, \
  { "GET", "/projects/:id/notices", SIGNED, NULL, get_project_notices, &page_record, &notice_record, "项目的公告", R_LIST }, \
  { "POST", "/trades/:id/applications", 0, "apply", post_application, &entrant_record, &entrant_record, "申请参加", R_DEED }, \
  { "GET", "/trades/:id/applications", SIGNED, NULL, get_applications, NULL, &entrant_record, "参加的申请", R_LIST }, \
  { "POST", "/trades/:id/applications/:id/judge", 0, "judge", post_judge, &verdict_record, &entrant_record, "审查资格", R_DEED }, \
  { "POST", "/trades/:id/deposits", 0, "deposit", post_payment, &payment_record, &deposit_record, "登记保证金", 0 }, \
  { "POST", "/trades/:id/guarantees", 0, "guarantee", post_lot_guarantee, &guarantee_record, &deposit_record, "提交电子保函", R_UPLOAD }, \
  { "POST", "/trades/:id/guarantees/accept", 0, "accept-guarantee", post_guarantee_accept, &guarantee_seen_record, &deposit_record, "核实电子保函", 0 }, \
  MONEY_ROUTES, \
  { "POST", "/trades/:id/deposits/price", 0, "deposit-to-price", post_deposit_to_price, NULL, &forfeit_record, "保证金转作价款", 0 }, \
  { "POST", "/trades/:id/schedule", 0, "schedule-payments", post_schedule, &schedule_record, &schedule_record, "登记付款计划", R_DEED }, \
  { "GET", "/trades/:id/schedule", SIGNED, NULL, get_schedule, NULL, &schedule_record, "付款计划和欠款", 0 }, \
  { "GET", "/arrears", OWNER | CENTRE | SUPERVISOR, NULL, get_arrears, NULL, &schedule_record, "欠款", R_LIST }, \
  { "POST", "/trades/:id/offers", 0, "offer", post_offer, &offer_record, &offer_record, "报价", R_DEED }, \
  { "GET", "/trades/:id/offers", ANYONE, NULL, get_offers, &page_record, &offer_record, "全部报价", R_LIST }, \
  { "GET", "/trades/:id/state", ANYONE, NULL, get_lot_state, &since_record, &lot_state_record, "竞价状态", R_TIMELESS }, \
  { "POST", "/trades/:id/ask", 0, "ask", post_ask, &ask_record, &lot_state_record, "叫价", R_DEED }, \
  { "POST", "/trades/:id/once", 0, "once", post_once, &call_seen_record, &lot_state_record, "宣布第一次", R_DEED }, \
  { "POST", "/trades/:id/twice", 0, "twice", post_twice, &call_seen_record, &lot_state_record, "宣布第二次", R_DEED }, \
  { "POST", "/trades/:id/hammer", 0, "knock", post_knock, &call_seen_record, &lot_state_record, "落槌", R_DEED }, \
  { "POST", "/trades/:id/pass", 0, "pass", post_pass, &pass_record, &lot_state_record, "宣布流拍", R_DEED }, \
  { "POST", "/trades/:id/extend", 0, "extend", post_lot_extend, &extension_record, &lot_state_record, "平台故障时延长竞价", R_DEED }, \
  { "POST", "/trades/:id/pause", 0, "pause", post_lot_pause, &pause_record, &lot_state_record, "暂停竞价", R_DEED }, \
  { "POST", "/trades/:id/resume", 0, "resume", post_lot_resume, &reason_record, &lot_state_record, "恢复竞价", R_DEED }, \
  { "POST", "/trades/:id/reserve", 0, "reveal-reserve", post_reserve, &reserve_record, &lot_state_record, "公开底价", R_DEED }, \
  { "POST", "/trades/:id/confirm", 0, "confirm", post_confirm, NULL, &deal_record, "签订成交确认书", R_DEED }, \
  { "GET", "/trades/:id/contract", ANYONE, NULL, get_contract, NULL, &contract_record, "合同", 0 }, \
  { "POST", "/trades/:id/terminate", 0, "terminate", post_sale_terminate, &reason_record, &trade_record, "终止交易", R_DEED }, \
  { "GET", "/trades/:id/duties", SIGNED, NULL, get_duties, NULL, &duty_record, "法定期限事项", R_LIST }, \
  { "GET", "/trades/:id/deeds", SIGNED, NULL, get_deeds, &page_record, &signed_deed_record, "签名办理的证据", R_LIST }
/* clang-format on */

#endif
