-- What `ggzyctl log verify` may see of sealed bids: those of closed boxes, and
-- whether the opening record lists them.  `event` is the one that the bid's
-- receipt names.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_trade.boxed_bid AS
  SELECT b.trade, b.id, b.state = 0 AS stands, b.digest, b.received_at,
         s.credit_code, t.deal_code, o.bid IS NOT NULL AS listed,
         (SELECT MIN(c.event) FROM ggzy_trade.receipt c
           WHERE c.trade = b.trade AND c.subject = b.subject
             AND c.kind = 'received' AND c.receipt = b.receipt) AS event
    FROM ggzy_trade.bid b
    JOIN ggzy_trade.box x ON x.trade = b.trade
    JOIN ggzy_trade.trade t ON t.id = b.trade
    JOIN ggzy_subject.subject s ON s.id = b.subject
    LEFT JOIN ggzy_trade.opening o ON o.bid = b.id;

-- What events that name a text by its digest are checked with: the digests of
-- the texts as they are now, and not the texts, which may be secret.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_trade.stated AS
  SELECT trade, SHA2(text, 256) AS sum FROM ggzy_trade.statement;
CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_trade.pooled AS
  SELECT trade, SHA2(pool, 256) AS sum FROM ggzy_expert.draw;
