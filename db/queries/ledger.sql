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
