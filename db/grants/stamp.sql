-- ggzy-stamp: reads receipts without a token and writes their token, nothing
-- else.  It sees what was signed, not who may know it.
CREATE USER IF NOT EXISTS 'ggzy_stamp'@'localhost' IDENTIFIED BY '@PASSWORD@';
ALTER USER 'ggzy_stamp'@'localhost' IDENTIFIED BY '@PASSWORD@';
GRANT SELECT (number, receipt, at, stamped_at), UPDATE (token, stamped_at)
  ON ggzy_trade.receipt TO 'ggzy_stamp'@'localhost';
