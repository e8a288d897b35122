-- ggzyctl, the administrator's commands but for migrations: fills reference
-- tables, adds accounts, imports notices, reads the log.  Like everybody it
-- cannot change or delete an event or a published notice.

GRANT SELECT, INSERT, UPDATE (real_base_ms, base_ms, speed) ON ggzy_core.installation TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_ctl'@'localhost';

GRANT SELECT, INSERT, UPDATE ON ggzy_core.region TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.catalogue_item TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.rule TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trade_method TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.notice_type TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.deal_class TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.deal_code_class TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.national_stage TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.expert_class TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.code_set TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.calendar_day TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.credit_source TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.service_item TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.supervision_point TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.agreement_basis TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.region_extent TO 'ggzy_ctl'@'localhost';

GRANT SELECT, INSERT, UPDATE ON ggzy_core.account_policy TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.policy TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE (password, password_at, must_change) ON ggzy_core.account TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.password_old TO 'ggzy_ctl'@'localhost';
GRANT SELECT, DELETE ON ggzy_core.throttle TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_core.account_role TO 'ggzy_ctl'@'localhost';
GRANT SELECT (account), DELETE ON ggzy_core.account_factor TO 'ggzy_ctl'@'localhost';
GRANT SELECT, UPDATE (seen_at, revoked_at) ON ggzy_core.session TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.idempotency TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.counter TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_subject.subject TO 'ggzy_ctl'@'localhost';
GRANT INSERT ON ggzy_expert.expert TO 'ggzy_ctl'@'localhost';
GRANT INSERT ON ggzy_expert.expert_specialty TO 'ggzy_ctl'@'localhost';

GRANT SELECT, INSERT ON ggzy_core.event TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trail TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.event_pending TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.log_node TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.log_cosignature TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE (to_at, epoch) ON ggzy_core.witness TO 'ggzy_ctl'@'localhost';
GRANT SELECT, UPDATE (required, wait_ms) ON ggzy_core.witness_policy TO 'ggzy_ctl'@'localhost';
-- bids of boxes that are closed, for `log verify`
GRANT SELECT ON ggzy_trade.boxed_bid TO 'ggzy_ctl'@'localhost';
-- digests of texts, for the same
GRANT SELECT ON ggzy_trade.stated TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_trade.pooled TO 'ggzy_ctl'@'localhost';

GRANT SELECT, INSERT ON ggzy_service.notice TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_service.notice_hidden TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, UPDATE (undone_at) ON ggzy_exchange.import_batch TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_exchange.import_row TO 'ggzy_ctl'@'localhost';

-- which files are referred to
GRANT SELECT (digest) ON ggzy_trade.document TO 'ggzy_ctl'@'localhost';
GRANT SELECT (digest) ON ggzy_trade.bid TO 'ggzy_ctl'@'localhost';
GRANT SELECT (digest) ON ggzy_trade.deposit TO 'ggzy_ctl'@'localhost';
GRANT SELECT (digest) ON ggzy_trade.opening TO 'ggzy_ctl'@'localhost';
GRANT SELECT (digest) ON ggzy_trade.contract TO 'ggzy_ctl'@'localhost';
GRANT SELECT (digest) ON ggzy_service.attachment TO 'ggzy_ctl'@'localhost';

-- certificates: recognises and ends CAs, loads what they say
GRANT SELECT, INSERT, UPDATE (ended_at, end_reason) ON ggzy_core.ca TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.ca_certificate TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.crl TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_core.crl_entry TO 'ggzy_ctl'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.ocsp_answer TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.account_certificate TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_core.key_certificate TO 'ggzy_ctl'@'localhost';
GRANT SELECT (id, revoked_at) ON ggzy_core.account_key TO 'ggzy_ctl'@'localhost';
GRANT SELECT, UPDATE (required) ON ggzy_core.deed_policy TO 'ggzy_ctl'@'localhost';

GRANT SELECT ON ggzy_archive.package TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_archive.document TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_archive.bag TO 'ggzy_ctl'@'localhost';
GRANT SELECT (id, code, deal_code, name) ON ggzy_trade.trade TO 'ggzy_ctl'@'localhost';

-- `ledger check`
GRANT SELECT ON ggzy_trade.ledger_tx TO 'ggzy_ctl'@'localhost';
GRANT SELECT ON ggzy_trade.ledger_entry TO 'ggzy_ctl'@'localhost';
GRANT SELECT (trade, subject, kind, amount_fen, used_fen, returned_at)
  ON ggzy_trade.deposit TO 'ggzy_ctl'@'localhost';
GRANT SELECT (id, state, amount_fen) ON ggzy_trade.remittance TO 'ggzy_ctl'@'localhost';
GRANT SELECT (trade, subject, remittance, state, amount_fen, interest_fen)
  ON ggzy_trade.refund TO 'ggzy_ctl'@'localhost';
