-- clock: orders events, signs heads, calls workers when a step is due.
GRANT SELECT ON ggzy_core.installation TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.event TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.trail TO 'ggzy_clock'@'localhost';
GRANT SELECT, DELETE ON ggzy_core.event_pending TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.log_entry TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.log_node TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.log_head TO 'ggzy_clock'@'localhost';
GRANT SELECT, DELETE ON ggzy_core.head_wanted TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_core.policy TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_core.account TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.session TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_core.counter TO 'ggzy_clock'@'localhost';
GRANT SELECT, UPDATE (at, tries) ON ggzy_trade.due TO 'ggzy_clock'@'localhost';
GRANT SELECT, UPDATE (reported_at) ON ggzy_supervision.duty TO 'ggzy_clock'@'localhost';
-- what every program of the core's statements prepares
GRANT SELECT ON ggzy_core.account_role TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_core.rule TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_core.calendar_day TO 'ggzy_clock'@'localhost';
GRANT SELECT, INSERT, UPDATE (status, reply) ON ggzy_core.idempotency TO 'ggzy_clock'@'localhost';
GRANT SELECT ON ggzy_subject.subject TO 'ggzy_clock'@'localhost';
