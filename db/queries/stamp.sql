-- Statements of `ggzy-stamp`.

-- But those that have to wait, whose numbers are the argument.
-- STAMP_LIST : bare
SELECT number, receipt FROM ggzy_trade.receipt
 WHERE stamped_at IS NULL
   AND number NOT IN (SELECT f.number FROM JSON_TABLE(?, '$[*]'
                        COLUMNS (number VARCHAR(40) PATH '$')) f)
 ORDER BY at LIMIT 100;

-- STAMP_SET
UPDATE ggzy_trade.receipt SET token = ?, stamped_at = ?
 WHERE number = ? AND stamped_at IS NULL;

