-- 共同行使优先购买权: holders who take a lot together, each a part of it.
ALTER TABLE ggzy_trade.priority_claim
  ADD part INT;                          -- as they agreed, hundredths of a percent
CREATE TABLE ggzy_trade.joint_buyer (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, subject BIGINT NOT NULL,
  weight INT NOT NULL,                   -- among those of all its buyers
  amount_fen BIGINT NOT NULL,            -- of the price
  confirmed_at BIGINT,
  PRIMARY KEY (trade, subject),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  CHECK (weight > 0 AND amount_fen >= 0)
);
-- 资格后审: who wins is examined when the bidding is over; by what rule.
ALTER TABLE ggzy_trade.lot ADD examine_basis VARCHAR(300);

-- What was paid of prices through the platform's account is in the ledger, too.
INSERT INTO ggzy_trade.ledger_tx (domain, kind, trade, subject, basis, account, at)
SELECT s.domain, 2, s.trade, a.subject, s.voucher, s.account, s.at
  FROM ggzy_trade.settlement s JOIN ggzy_trade.award a ON a.trade = s.trade
 ORDER BY s.id;
INSERT INTO ggzy_trade.ledger_entry (domain, tx, leg, ledger, amount_fen)
SELECT x.domain, x.id, l.leg, IF(l.leg, 5, 0), s.amount_fen * IF(l.leg, -1, 1)
  FROM ggzy_trade.ledger_tx x
  JOIN ggzy_trade.settlement s ON s.trade = x.trade AND s.voucher = x.basis
  JOIN (SELECT 0 AS leg UNION SELECT 1) l
 WHERE x.kind = 2 AND x.remittance IS NULL;
