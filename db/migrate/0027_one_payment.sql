-- One payment is booked once: in whatever domain, by hand or from a statement.
ALTER TABLE ggzy_trade.remittance
  MODIFY statement BIGINT,               -- NULL: by hand, no statement had it yet
  -- whose it is as one person says; another has to say the same
  ADD claim_trade BIGINT, ADD claim_subject BIGINT, ADD claim_by BIGINT;
-- What was booked twice stays, told apart; it is for people to put right.
UPDATE ggzy_trade.remittance b
  JOIN ggzy_trade.remittance a ON a.serial = b.serial AND a.id < b.id
   SET b.serial = CONCAT(LEFT(b.serial, 30), '#', b.id);
ALTER TABLE ggzy_trade.remittance ADD UNIQUE (serial), DROP KEY domain;
-- What was settled by hand so far.
INSERT IGNORE INTO ggzy_trade.remittance
  (domain, serial, paid_at, payer, payer_account, amount_fen, memo, state, trade,
   subject, purpose, matched_by, matched_at)
SELECT s.domain, LEFT(s.voucher, 60), s.paid_on * 86400000 - 28800000, '', '',
       s.amount_fen, '', 1, s.trade, a.subject, 1, s.account, s.at
  FROM ggzy_trade.settlement s JOIN ggzy_trade.award a ON a.trade = s.trade
 ORDER BY s.id;

-- Each remittance goes back to the account it came from.
ALTER TABLE ggzy_trade.refund ADD origin BIGINT; -- of a deposit: whose part it is
-- A guarantee counts when the centre has asked who issued it.
ALTER TABLE ggzy_trade.deposit ADD accepted_at BIGINT, ADD accepted_by BIGINT;
UPDATE ggzy_trade.deposit SET accepted_at = received_at WHERE kind = 1;
-- What is to be kept: one proposes it, another confirms.
CREATE TABLE ggzy_trade.forfeit (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, subject BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
  rule_key VARCHAR(80) NOT NULL, basis VARCHAR(500) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 proposed 1 confirmed 2 rejected
  proposed_by BIGINT NOT NULL, proposed_at BIGINT NOT NULL,
  decided_by BIGINT, decided_at BIGINT,
  KEY (trade, state),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
