-- The wall of a domain: a schema of views that show its own rows only and
-- refuse to write another's.  Applied once for each domain by
-- `ggzyctl migrate up`; @DOMAIN@ is replaced.
CREATE DATABASE IF NOT EXISTS ggzy_@DOMAIN@ CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE ggzy_@DOMAIN@;

CREATE OR REPLACE ALGORITHM=MERGE VIEW project AS
  SELECT * FROM ggzy_trade.project WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW trade AS
  SELECT * FROM ggzy_trade.trade WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW trade_rule AS
  SELECT * FROM ggzy_trade.trade_rule WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW notice AS
  SELECT * FROM ggzy_trade.notice WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW notice_trade AS
  SELECT * FROM ggzy_trade.notice_trade WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW document AS
  SELECT * FROM ggzy_trade.document WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW notice_document AS
  SELECT * FROM ggzy_trade.notice_document WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW document_taken AS
  SELECT * FROM ggzy_trade.document_taken WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW invitee AS
  SELECT * FROM ggzy_trade.invitee WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW question AS
  SELECT * FROM ggzy_trade.question WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW deposit AS
  SELECT * FROM ggzy_trade.deposit WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW trustee AS
  SELECT * FROM ggzy_trade.trustee WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW bid AS
  SELECT * FROM ggzy_trade.bid WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW receipt AS
  SELECT * FROM ggzy_trade.receipt WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW bid_member AS
  SELECT * FROM ggzy_trade.bid_member WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW share AS
  SELECT * FROM ggzy_trade.share WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW share_fault AS
  SELECT * FROM ggzy_trade.share_fault WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW box AS
  SELECT * FROM ggzy_trade.box WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW opening AS
  SELECT * FROM ggzy_trade.opening WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW score_item AS
  SELECT * FROM ggzy_trade.score_item WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW panel_member AS
  SELECT * FROM ggzy_trade.panel_member WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW score AS
  SELECT * FROM ggzy_trade.score WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW rejection AS
  SELECT * FROM ggzy_trade.rejection WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW candidate AS
  SELECT * FROM ggzy_trade.candidate WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW objection AS
  SELECT * FROM ggzy_trade.objection WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW award AS
  SELECT * FROM ggzy_trade.award WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW contract AS
  SELECT * FROM ggzy_trade.contract WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW performance AS
  SELECT * FROM ggzy_trade.performance WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW statement AS
  SELECT * FROM ggzy_trade.statement WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW due AS
  SELECT * FROM ggzy_trade.due WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW lot AS
  SELECT * FROM ggzy_trade.lot WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW entrant AS
  SELECT * FROM ggzy_trade.entrant WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW offer AS
  SELECT * FROM ggzy_trade.offer WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW acceptance AS
  SELECT * FROM ggzy_trade.acceptance WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW sealed_offer AS
  SELECT * FROM ggzy_trade.sealed_offer WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW entrant_point AS
  SELECT * FROM ggzy_trade.entrant_point WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW parcel AS
  SELECT * FROM ggzy_trade.parcel WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW parcel_use AS
  SELECT * FROM ggzy_trade.parcel_use WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW ledger_tx AS
  SELECT * FROM ggzy_trade.ledger_tx WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW ledger_entry AS
  SELECT * FROM ggzy_trade.ledger_entry WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW bank_statement AS
  SELECT * FROM ggzy_trade.bank_statement WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW remittance AS
  SELECT * FROM ggzy_trade.remittance WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
-- Payments and codes of all domains: the bank's account is one.
CREATE OR REPLACE ALGORITHM=MERGE VIEW bank_line AS
  SELECT serial, statement, paid_at, amount_fen, payer, payer_account, memo
    FROM ggzy_trade.remittance;
CREATE OR REPLACE ALGORITHM=MERGE VIEW trade_code AS
  SELECT domain, code, deal_code FROM ggzy_trade.trade WHERE stage > 0;
CREATE OR REPLACE ALGORITHM=MERGE VIEW forfeit AS
  SELECT * FROM ggzy_trade.forfeit WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW refund AS
  SELECT * FROM ggzy_trade.refund WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW instalment AS
  SELECT * FROM ggzy_trade.instalment WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW entrant_member AS
  SELECT * FROM ggzy_trade.entrant_member WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW mining AS
  SELECT * FROM ggzy_trade.mining WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW mining_right AS
  SELECT * FROM ggzy_trade.mining_right WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW asset AS
  SELECT * FROM ggzy_trade.asset WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW priority_claim AS
  SELECT * FROM ggzy_trade.priority_claim WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW joint_buyer AS
  SELECT * FROM ggzy_trade.joint_buyer WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW settlement AS
  SELECT * FROM ggzy_trade.settlement WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;

-- What of the other libraries belongs to the domain's trades.
CREATE OR REPLACE ALGORITHM=MERGE VIEW public_notice AS
  SELECT * FROM ggzy_service.notice WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW public_notice_trade AS
  SELECT * FROM ggzy_service.notice_trade WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW public_attachment AS
  SELECT * FROM ggzy_service.attachment WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW draw AS
  SELECT * FROM ggzy_expert.draw WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW draw_place AS
  SELECT * FROM ggzy_expert.draw_place WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW draw_party AS
  SELECT * FROM ggzy_expert.draw_party WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW duty AS
  SELECT * FROM ggzy_supervision.duty WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW archive_package AS
  SELECT * FROM ggzy_archive.package WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW event AS
  SELECT id, at, verb, trade, body FROM ggzy_core.event WHERE module = '@DOMAIN@';
CREATE OR REPLACE ALGORITHM=MERGE VIEW deed AS
  SELECT * FROM ggzy_core.deed WHERE module = '@DOMAIN@';
CREATE OR REPLACE ALGORITHM=MERGE VIEW archive_document AS
  SELECT * FROM ggzy_archive.document WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;
CREATE OR REPLACE ALGORITHM=MERGE VIEW archive_bag AS
  SELECT * FROM ggzy_archive.bag WHERE domain = '@DOMAIN@' WITH CASCADED CHECK OPTION;

-- How far the commitment to a closed box has come: its place in the log, the
-- first signed head that covers it, and how many recognised witnesses signed
-- that head or one that continues it.
CREATE OR REPLACE VIEW box_seal AS
  SELECT v.id AS event, v.trade, v.at, l.seq,
         JSON_VALUE(v.body, '$.detail.root') AS root,
         (SELECT MIN(h.size) FROM ggzy_core.log_head h WHERE h.size > l.seq) AS head,
         (SELECT COUNT(DISTINCT c.witness)
            FROM ggzy_core.log_cosignature c
            JOIN ggzy_core.witness w ON w.id = c.witness AND w.epoch = c.epoch
                 AND (w.to_at IS NULL OR c.received_at < w.to_at)
           WHERE c.size > l.seq) AS cosignatures,
         p.required, p.wait_ms
    FROM ggzy_core.event v
    JOIN ggzy_core.witness_policy p ON p.id = 1
    LEFT JOIN ggzy_core.log_entry l ON l.event = v.id
   WHERE v.module = '@DOMAIN@' AND v.verb = 'box-closed';
