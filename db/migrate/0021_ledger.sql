-- 保证金台账: money in two accounts at once, what came by the bank, what goes
-- back, what a contract still owes.
ALTER TABLE ggzy_trade.deposit
  ADD used_fen BIGINT NOT NULL DEFAULT 0; -- of it forfeited or turned into price
-- payers are looked for by what their bank calls them
ALTER TABLE ggzy_subject.subject ADD KEY (name), ADD KEY (bank_account);

-- A transaction; its number is its id.  Nothing changes or deletes one.
CREATE TABLE ggzy_trade.ledger_tx (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL,
  kind TINYINT NOT NULL,                 -- ledger_kinds of trade/ledger.c
  trade BIGINT, subject BIGINT,          -- NULL: not known yet whose it is
  remittance BIGINT, basis VARCHAR(500),
  account BIGINT NOT NULL, at BIGINT NOT NULL,
  UNIQUE (id, domain), KEY (trade, subject), KEY (remittance)
);
-- Its legs: what an account is owed more (debit, above zero) or less.
CREATE TABLE ggzy_trade.ledger_entry (
  domain VARCHAR(16) NOT NULL, tx BIGINT NOT NULL, leg TINYINT NOT NULL,
  ledger TINYINT NOT NULL,               -- ledger_accounts of trade/ledger.c
  amount_fen BIGINT NOT NULL,
  PRIMARY KEY (tx, leg), KEY (domain, ledger),
  FOREIGN KEY (tx, domain) REFERENCES ggzy_trade.ledger_tx (id, domain),
  CHECK (amount_fen <> 0)
);
-- A statement of the bank as it was uploaded, and its lines: 来款.
CREATE TABLE ggzy_trade.bank_statement (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, digest CHAR(64) NOT NULL,
  line_count INT NOT NULL, account BIGINT NOT NULL, at BIGINT NOT NULL,
  UNIQUE (id, domain)
);
CREATE TABLE ggzy_trade.remittance (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, statement BIGINT NOT NULL,
  serial VARCHAR(60) NOT NULL, paid_at BIGINT NOT NULL,
  payer VARCHAR(200) NOT NULL, payer_account VARCHAR(40) NOT NULL,
  amount_fen BIGINT NOT NULL, memo VARCHAR(500) NOT NULL,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 open 1 matched 2 sent back
  reason VARCHAR(300),                   -- why it is open
  trade BIGINT, subject BIGINT,          -- whose it is, as far as is known
  purpose TINYINT,                       -- 0 deposit 1 price
  note VARCHAR(500), matched_by BIGINT, matched_at BIGINT,
  UNIQUE (domain, serial), UNIQUE (id, domain),
  KEY (domain, state, id), KEY (trade, subject),
  FOREIGN KEY (statement, domain) REFERENCES ggzy_trade.bank_statement (id, domain)
);
-- What goes back to who paid: one proposes it, another confirms.
CREATE TABLE ggzy_trade.refund (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT, subject BIGINT, remittance BIGINT,
  amount_fen BIGINT NOT NULL, interest_fen BIGINT NOT NULL,
  payee VARCHAR(200) NOT NULL, payee_account VARCHAR(40) NOT NULL,
  pay_on BIGINT NOT NULL,                -- interest runs to this day
  state TINYINT NOT NULL DEFAULT 0,      -- 0 proposed 1 confirmed 2 rejected
  proposed_by BIGINT NOT NULL, proposed_at BIGINT NOT NULL,
  decided_by BIGINT, decided_at BIGINT, note VARCHAR(500),
  UNIQUE (id, domain), KEY (domain, state, id), KEY (trade, subject)
);
-- Parts of a contract's price and their last days.
CREATE TABLE ggzy_trade.instalment (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, no INT NOT NULL,
  due_on BIGINT NOT NULL, amount_fen BIGINT NOT NULL,
  PRIMARY KEY (trade, no),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  CHECK (amount_fen > 0)
);
-- 联合体: who applies together with an entrant, its leader.
CREATE TABLE ggzy_trade.entrant_member (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  leader BIGINT NOT NULL, subject BIGINT NOT NULL,
  PRIMARY KEY (trade, leader, subject), KEY (trade, subject),
  FOREIGN KEY (trade, leader) REFERENCES ggzy_trade.entrant (trade, subject)
);

-- Money that is here already: received by the bank, held; and given back.
INSERT INTO ggzy_trade.ledger_tx (domain, kind, trade, subject, account, at)
SELECT domain, 0, trade, subject, account, received_at
  FROM ggzy_trade.deposit WHERE kind = 0;
INSERT INTO ggzy_trade.ledger_tx (domain, kind, trade, subject, account, at)
SELECT domain, 1, trade, subject, account, returned_at
  FROM ggzy_trade.deposit WHERE kind = 0 AND returned_at IS NOT NULL;
INSERT INTO ggzy_trade.ledger_entry (domain, tx, leg, ledger, amount_fen)
SELECT x.domain, x.id, l.leg, l.leg, d.amount_fen * IF(l.leg = x.kind, 1, -1)
  FROM ggzy_trade.ledger_tx x
  JOIN ggzy_trade.deposit d ON d.trade = x.trade AND d.subject = x.subject
  JOIN (SELECT 0 AS leg UNION SELECT 1) l;
