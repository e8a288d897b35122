-- ggzyctl log verify --every, which reads the log and all that it vouches for,
-- and changes nothing.
GRANT SELECT ON ggzy_core.instant TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.event TO 'ggzy_audit'@'localhost';
GRANT SELECT (event) ON ggzy_core.event_pending TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.log_node TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.log_cosignature TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_core.witness TO 'ggzy_audit'@'localhost';
GRANT SELECT (id, required) ON ggzy_core.witness_policy TO 'ggzy_audit'@'localhost';
-- what digests of the log are of
GRANT SELECT (id, title, digest, body) ON ggzy_service.notice TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_trade.boxed_bid TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_trade.stated TO 'ggzy_audit'@'localhost';
GRANT SELECT ON ggzy_trade.pooled TO 'ggzy_audit'@'localhost';
