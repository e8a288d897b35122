-- The least a domain worker needs.  @DOMAIN@ is replaced by
-- `ggzyctl migrate up`.  No worker may change or delete an event, a published
-- notice, a taken document or a score once locked.

GRANT SELECT ON ggzy_core.installation TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.region TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.catalogue_item TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.rule TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.trade_method TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.notice_type TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.agreement_basis TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.region_extent TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.calendar_day TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.expert_class TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT (id, login, name, subject, status) ON ggzy_core.account TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.account_role TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.account_key TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.key_certificate TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, UPDATE (seen_at) ON ggzy_core.session TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT (seq, event) ON ggzy_core.log_entry TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_@DOMAIN@'@'localhost';
GRANT INSERT ON ggzy_core.head_wanted TO 'ggzy_@DOMAIN@'@'localhost';
GRANT INSERT ON ggzy_core.event TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trail TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.counter TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (status, reply) ON ggzy_core.idempotency TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_subject.subject TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_subject.restriction TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT (id, account, name, employer, region, title, years, status)
  ON ggzy_expert.expert TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_expert.expert_specialty TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_expert.avoidance TO 'ggzy_@DOMAIN@'@'localhost';

GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.project TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.trade TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.trade_rule TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.notice TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.notice_trade TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.document TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.notice_document TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.document_taken TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_@DOMAIN@.invitee TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.question TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.deposit TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (released_at), DELETE ON ggzy_@DOMAIN@.trustee TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, ended_at) ON ggzy_@DOMAIN@.bid TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.receipt TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.log_node TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.bid_member TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.share TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.share_fault TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.box TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.box_seal TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.opening TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_@DOMAIN@.score_item TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, reason, leader, locked_at, digest, salt)
  ON ggzy_@DOMAIN@.panel_member TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_@DOMAIN@.score TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_@DOMAIN@.rejection TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.candidate TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.objection TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.award TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.contract TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.performance TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.statement TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.lot TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, bidder, judged_at, reason)
  ON ggzy_@DOMAIN@.entrant TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.offer TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.acceptance TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (amount_fen, revealed_at)
  ON ggzy_@DOMAIN@.sealed_offer TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.entrant_point TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.parcel TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_@DOMAIN@.parcel_use TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.ledger_tx TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.ledger_entry TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.bank_statement TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.bank_line TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.trade_code TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, note)
  ON ggzy_@DOMAIN@.forfeit TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (statement, serial, paid_at, payer, payer_account, memo,
  state, reason, trade, subject, purpose, note, matched_by, matched_at,
  claim_trade, claim_subject, claim_by)
  ON ggzy_@DOMAIN@.remittance TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, note)
  ON ggzy_@DOMAIN@.refund TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.instalment TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.entrant_member TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.mining TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (ended_at, ended_reason)
  ON ggzy_@DOMAIN@.mining_right TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.asset TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.priority_claim TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.joint_buyer TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.settlement TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ggzy_@DOMAIN@.due TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.public_notice TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.public_notice_trade TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.public_attachment TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, limit_at, head_size, head_root, seed, ended_at, missing)
  ON ggzy_@DOMAIN@.draw TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.draw_place TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE (value, revealed_at) ON ggzy_@DOMAIN@.draw_party TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT ON ggzy_@DOMAIN@.archive_package TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.archive_document TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.archive_bag TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_@DOMAIN@.duty TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.event TO 'ggzy_@DOMAIN@'@'localhost';

-- judging certificates
GRANT SELECT ON ggzy_core.ca TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.ca_certificate TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT (id, authority, number, this_update, next_update, digest) ON ggzy_core.crl TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.crl_entry TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.ocsp_answer TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT (id, account, issuer, serial, code, fingerprint, bound)
  ON ggzy_core.account_certificate TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_core.deed_policy TO 'ggzy_@DOMAIN@'@'localhost';
GRANT INSERT ON ggzy_core.deed TO 'ggzy_@DOMAIN@'@'localhost';
GRANT SELECT ON ggzy_@DOMAIN@.deed TO 'ggzy_@DOMAIN@'@'localhost';
