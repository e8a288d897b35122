-- Statements of `ggzy-stamp`.

-- STAMP_LIST : bare
SELECT number, receipt FROM ggzy_trade.receipt
 WHERE stamped_at IS NULL ORDER BY at LIMIT 100;

-- STAMP_SET
UPDATE ggzy_trade.receipt SET token = ?, stamped_at = ?
 WHERE number = ? AND stamped_at IS NULL;

