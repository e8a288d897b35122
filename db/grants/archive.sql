-- The archive reads what a trade has left behind, writes its own tables
-- and adds to the log that it did.  It sees no password, no share of a key
-- before the opening, nobody's resident id and nobody who asked a question.
CREATE USER IF NOT EXISTS 'ggzy_archive'@'localhost' IDENTIFIED BY '@PASSWORD@';
ALTER USER 'ggzy_archive'@'localhost' IDENTIFIED BY '@PASSWORD@';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'ggzy_archive'@'localhost';

GRANT SELECT ON ggzy_core.installation TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.rule TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.trade_method TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, name, login, subject, status) ON ggzy_core.account TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.account_key TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, fingerprint) ON ggzy_core.key_certificate TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.event TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trail TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.statement TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.log_node TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_archive'@'localhost';
-- what every program of the core's statements prepares
GRANT SELECT ON ggzy_core.account_role TO 'ggzy_archive'@'localhost';
GRANT SELECT, UPDATE (seen_at) ON ggzy_core.session TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.calendar_day TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.counter TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, UPDATE (status, reply) ON ggzy_core.idempotency TO 'ggzy_archive'@'localhost';

GRANT SELECT (id, credit_code, name) ON ggzy_subject.subject TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, account, name, employer, region, title, years)
  ON ggzy_expert.expert TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.deed TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, der) ON ggzy_core.crl TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, der) ON ggzy_core.ocsp_answer TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.receipt TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_expert.draw_place TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_expert.draw_party TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, domain, trade, no, kind, state, wanted, pool, pool_digest, seed, head_size,
  head_root, reason, missing, at, ended_at) ON ggzy_expert.draw TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_supervision.duty TO 'ggzy_archive'@'localhost';

GRANT SELECT ON ggzy_trade.project TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.trade TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.trade_rule TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.notice_trade TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.notice_document TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.document TO 'ggzy_archive'@'localhost';
GRANT SELECT (id, domain, trade, body, at, answer, answered_at)
  ON ggzy_trade.question TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.deposit TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.trustee TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.bid TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.bid_member TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.opening TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.score_item TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.panel_member TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.score TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.rejection TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.candidate TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.objection TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.award TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.contract TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_trade.performance TO 'ggzy_archive'@'localhost';

GRANT SELECT ON ggzy_service.notice TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_service.notice_trade TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_service.attachment TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_service.cursor_of TO 'ggzy_archive'@'localhost';

GRANT SELECT ON ggzy_archive.package TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT ON ggzy_archive.document TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT ON ggzy_archive.bag TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_archive.public_bundle TO 'ggzy_archive'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_archive.unmade TO 'ggzy_archive'@'localhost';
GRANT EXECUTE ON FUNCTION ggzy_archive.instant_text TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.witness TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.witness_policy TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_core.log_cosignature TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_archive.opened_share TO 'ggzy_archive'@'localhost';
GRANT SELECT ON ggzy_archive.draw_secret TO 'ggzy_archive'@'localhost';
