-- after: panel
-- Money of trades, on the views of the default database: the ledger, what came
-- by the bank, what goes back, what a contract owes.

-- LEDGER_TX_ADD
INSERT INTO ledger_tx (domain, kind, trade, subject, remittance, basis, account, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- Both legs at once.
-- LEDGER_ENTRY_ADD
INSERT INTO ledger_entry (domain, tx, leg, ledger, amount_fen)
VALUES (?, ?, 0, ?, ?), (?, ?, 1, ?, ?);

-- LEDGER_LIST : ledger_line
SELECT x.id, x.kind, d.ledger AS debit, c.ledger AS credit, d.amount_fen, x.at,
       s.credit_code, s.name, x.basis, m.serial
  FROM ledger_tx x
  JOIN ledger_entry d ON d.tx = x.id AND d.leg = 0
  JOIN ledger_entry c ON c.tx = x.id AND c.leg = 1
  LEFT JOIN ggzy_subject.subject s ON s.id = x.subject
  LEFT JOIN remittance m ON m.id = x.remittance
 WHERE x.trade = ? ORDER BY x.id LIMIT 5000;

-- DEPOSIT_HELD : held
SELECT d.id, d.subject, d.kind, d.amount_fen, d.used_fen, d.received_at,
       s.credit_code, s.name, d.payer_account
  FROM deposit d JOIN ggzy_subject.subject s ON s.id = d.subject
 WHERE d.trade = ? AND d.returned_at IS NULL AND d.used_fen < d.amount_fen
   AND NOT (d.subject <=> ?)
   AND NOT EXISTS (SELECT 1 FROM refund f
                    WHERE f.trade = d.trade AND f.subject = d.subject
                      AND f.remittance IS NULL AND f.state = 0)
 ORDER BY d.id;

-- DEPOSIT_RETURNED
UPDATE deposit SET returned_at = ? WHERE id = ?;

-- ---- What came by the bank ----

-- BANK_STATEMENT_ADD
INSERT INTO bank_statement (domain, digest, line_count, account, at)
VALUES (?, ?, ?, ?, ?);

-- REMITTANCE_ADD
INSERT INTO remittance (domain, statement, serial, paid_at, payer, payer_account,
                        amount_fen, memo)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- Locked: another upload may have brought it a moment ago.
-- REMITTANCE_BY_SERIAL : remittance
SELECT id, paid_at, amount_fen, payer, payer_account, memo
  FROM remittance WHERE serial = ? LOCK IN SHARE MODE;

-- REMITTANCE_GET : remittance
SELECT m.id, m.statement, m.paid_at, m.amount_fen, m.state, m.purpose, m.trade,
       m.subject, m.serial, m.payer, m.payer_account, m.memo, m.reason, m.note,
       m.matched_at, t.region, t.deal_code, s.credit_code, s.name
  FROM remittance m
  LEFT JOIN trade t ON t.id = m.trade
  LEFT JOIN ggzy_subject.subject s ON s.id = m.subject
 WHERE m.id = ?;

-- REMITTANCE_LOCK : remittance
SELECT id, statement, paid_at, amount_fen, state, purpose, trade, subject,
       serial, payer, payer_account, memo, reason, note, matched_at
  FROM remittance WHERE id = ? FOR UPDATE;

-- REMITTANCE_NAMED : remittance
SELECT t.id AS trade, s.id AS subject
  FROM trade t JOIN ggzy_subject.subject s
 WHERE t.deal_code = ? AND s.credit_code = ? AND t.stage > 0;

-- REMITTANCE_LIST : remittance
SELECT m.id, m.statement, m.paid_at, m.amount_fen, m.state, m.purpose, m.trade,
       m.subject, m.serial, m.payer, m.payer_account, m.memo, m.reason, m.note,
       m.matched_at, t.region, t.deal_code, s.credit_code, s.name
  FROM remittance m
  LEFT JOIN trade t ON t.id = m.trade
  LEFT JOIN ggzy_subject.subject s ON s.id = m.subject
 WHERE m.id < ? AND (? IS NULL OR m.state = ?) ORDER BY m.id DESC LIMIT ?;

-- In time, of one subject, and not this one.
-- REMITTANCE_WAITING : remittance
SELECT id, statement, paid_at, amount_fen, state, serial, payer, payer_account,
       memo, note
  FROM remittance
 WHERE trade = ? AND subject = ? AND state = 0 AND paid_at < ? AND id <> ?
 ORDER BY id FOR UPDATE;

-- REMITTANCE_SET
UPDATE remittance
   SET state = ?, reason = ?, trade = ?, subject = ?, purpose = ?, note = ?,
       matched_by = ?, matched_at = ?
 WHERE id = ?;

-- PAYEE_BY_CODE : payee
SELECT id FROM trade WHERE (deal_code = ? OR code = ?) AND stage > 0;

-- PAYEE_GET : payee
SELECT t.id, t.deposit_fen, COALESCE(l.apply_to, t.deadline) AS until,
       l.trade IS NOT NULL AS lot
  FROM trade t LEFT JOIN lot l ON l.trade = t.id WHERE t.id = ?;

-- Who applied, by what the bank says of the payer; a member pays for its leader.
-- PAYER_ENTRANT : named
SELECT DISTINCT e.subject FROM entrant e
  LEFT JOIN entrant_member m ON m.trade = e.trade AND m.leader = e.subject
  JOIN ggzy_subject.subject s ON s.id IN (e.subject, m.subject)
 WHERE e.trade = ?
   AND (s.name IN (?, ?) OR s.bank_account = ? OR s.credit_code = ?);

-- PAYER_SUBJECT : named
SELECT s.id AS subject FROM ggzy_subject.subject s
 WHERE ? IS NOT NULL
   AND (s.name IN (?, ?) OR s.bank_account = ? OR s.credit_code = ?);

-- PAYER_BASIC : number
SELECT COUNT(*) AS number FROM ggzy_subject.subject
 WHERE id = ? AND bank_account = ?;

-- DEPOSIT_COUNT : number
SELECT COUNT(*) AS number FROM deposit WHERE trade = ? AND subject = ?;

-- PRICE_OWED : number
SELECT COUNT(*) AS number FROM award WHERE trade = ? AND subject = ?;
