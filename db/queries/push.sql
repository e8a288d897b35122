-- Statements of `ggzy-push`.

-- PUSH_END : mark
SELECT COALESCE(MAX(seq) + 1, 0) AS n FROM log_entry;

-- The lots, but of drafts, that events of a span of the log are about.
-- PUSH_LIST : changed
SELECT DISTINCT l.trade, l.seq, l.domain
  FROM log_entry n JOIN event v ON v.id = n.event
  JOIN ggzy_trade.lot l ON l.trade = v.trade
  JOIN ggzy_trade.trade t ON t.id = l.trade
 WHERE n.seq >= ? AND n.seq < ? AND t.stage > 0;
