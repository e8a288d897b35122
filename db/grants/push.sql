-- ggzy-push: sees that lots changed, not what.
CREATE USER IF NOT EXISTS 'ggzy_push'@'localhost' IDENTIFIED BY '@PASSWORD@';
ALTER USER 'ggzy_push'@'localhost' IDENTIFIED BY '@PASSWORD@';
GRANT SELECT (seq, event) ON ggzy_core.log_entry TO 'ggzy_push'@'localhost';
GRANT SELECT (id, trade) ON ggzy_core.event TO 'ggzy_push'@'localhost';
GRANT SELECT (trade, seq, domain) ON ggzy_trade.lot TO 'ggzy_push'@'localhost';
GRANT SELECT (id, stage) ON ggzy_trade.trade TO 'ggzy_push'@'localhost';
