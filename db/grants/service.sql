-- The least the public service needs: it keeps accounts, roles, keys and
-- sessions, reads what is public through views, and has no word in a trade.

GRANT SELECT ON ggzy_core.installation TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.region TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.catalogue_item TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.rule TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.trade_method TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.notice_type TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.expert_class TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.calendar_day TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.log_node TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.witness TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.witness_policy TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.log_cosignature TO 'ggzy_service'@'localhost';

GRANT SELECT ON ggzy_core.policy TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.password_old TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ggzy_core.account_factor TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE (password, password_at, must_change, status) ON ggzy_core.account TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_core.account_role TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE (revoked_at) ON ggzy_core.account_key TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.key_certificate TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE (seen_at, revoked_at) ON ggzy_core.session TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ggzy_core.throttle TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.counter TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE (status, reply) ON ggzy_core.idempotency TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.event TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trail TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_subject.subject TO 'ggzy_service'@'localhost';

GRANT SELECT, INSERT, UPDATE (status) ON ggzy_expert.expert TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT ON ggzy_expert.expert_specialty TO 'ggzy_service'@'localhost';
GRANT INSERT ON ggzy_expert.avoidance TO 'ggzy_service'@'localhost';

GRANT SELECT ON ggzy_service.notice TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.notice_hidden TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.notice_trade TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.attachment TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.posting TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.gram_count TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.account_place TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_trade TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_project TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_trade_rule TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_opening TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_candidate TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_service.public_award TO 'ggzy_service'@'localhost';

-- judging certificates
GRANT SELECT ON ggzy_core.ca TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.ca_certificate TO 'ggzy_service'@'localhost';
GRANT SELECT (id, authority, number, this_update, next_update, digest) ON ggzy_core.crl TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.crl_entry TO 'ggzy_service'@'localhost';
GRANT SELECT ON ggzy_core.ocsp_answer TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, UPDATE (bound, revoked_at) ON ggzy_core.account_certificate TO 'ggzy_service'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_core.challenge TO 'ggzy_service'@'localhost';
