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
       s.credit_code, s.name, d.payer_account, d.issuer, d.guarantee_no
  FROM deposit d JOIN ggzy_subject.subject s ON s.id = d.subject
 WHERE d.trade = ? AND d.returned_at IS NULL AND d.used_fen < d.amount_fen
   AND NOT (d.subject <=> ?)
   AND NOT EXISTS (SELECT 1 FROM refund f
                    WHERE f.trade = d.trade AND f.subject = d.subject
                      AND f.remittance IS NULL AND f.state = 0)
 ORDER BY d.id;

-- DEPOSIT_CANCEL
UPDATE deposit SET cancelled_at = ?, returned_at = ? WHERE id = ?;

-- DEPOSIT_RETURNED
UPDATE deposit SET returned_at = ? WHERE id = ?;

-- ---- What came by the bank ----

-- BANK_STATEMENT_ADD
INSERT INTO bank_statement (domain, digest, line_count, account, at)
VALUES (?, ?, ?, ?, ?);

-- REMITTANCE_ADD
INSERT INTO remittance (domain, statement, serial, paid_at, payer, payer_account,
                        amount_fen, memo, entered_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Of whatever domain.  Locked: another upload may have brought it a moment ago.
-- REMITTANCE_BY_SERIAL : remittance
SELECT statement, paid_at, amount_fen, payer, payer_account, memo
  FROM bank_line WHERE serial = ? LOCK IN SHARE MODE;

-- What a person wrote down has come.
-- REMITTANCE_SEEN
UPDATE remittance
   SET statement = ?, paid_at = ?, payer = ?, payer_account = ?, memo = ?
 WHERE serial = ? AND statement IS NULL;

-- Booked by hand, and no statement has shown it.
-- REMITTANCE_UNSEEN : number
SELECT COUNT(*) AS number FROM remittance
 WHERE trade = ? AND subject = ? AND state = 1 AND statement IS NULL;

-- REMITTANCE_GET : remittance
SELECT m.id, m.statement, m.paid_at, m.amount_fen, m.state, m.purpose, m.trade,
       m.subject, m.serial, m.payer, m.payer_account, m.memo, m.reason, m.note,
       m.matched_at, m.entered_by, t.region, t.deal_code, s.credit_code, s.name
  FROM remittance m
  LEFT JOIN trade t ON t.id = m.trade
  LEFT JOIN ggzy_subject.subject s ON s.id = m.subject
 WHERE m.id = ?;

-- REMITTANCE_LOCK : remittance
SELECT id, statement, paid_at, amount_fen, state, purpose, trade, subject,
       serial, payer, payer_account, memo, reason, note, matched_at,
       claim_trade, claim_subject, claim_by, entered_by
  FROM remittance WHERE id = ? FOR UPDATE;

-- REMITTANCE_NAMED : remittance
SELECT t.id AS trade, s.id AS subject, t.region, s.name
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

-- In time, from an account that may pay, of one subject, and not this one.
-- REMITTANCE_WAITING : remittance
SELECT id, statement, paid_at, amount_fen, state, serial, payer, payer_account,
       memo, note
  FROM remittance
 WHERE trade = ? AND subject = ? AND state = 0 AND purpose = 0
   AND paid_at < ? AND id <> ?
 ORDER BY id FOR UPDATE;

-- REMITTANCE_SET
UPDATE remittance
   SET state = ?, reason = ?, trade = ?, subject = ?, purpose = ?, note = ?,
       matched_by = ?, matched_at = ?
 WHERE id = ?;

-- REMITTANCE_CLAIM
UPDATE remittance
   SET claim_trade = ?, claim_subject = ?, claim_by = ?, note = ?, reason = ?
 WHERE id = ?;

-- REMITTANCE_CANCEL
UPDATE remittance
   SET state = 3, reason = NULL, serial = CONCAT(LEFT(serial, 39), '#', id)
 WHERE id = ?;

-- Is the bank's payer this subject, or of those it leads?
-- PAYER_IS : number
SELECT COUNT(*) AS number FROM ggzy_subject.subject s
 WHERE (s.id = ? OR s.id IN (SELECT m.subject FROM entrant_member m
                              WHERE m.trade = ? AND m.leader = ?))
   AND (s.name IN (?, ?) OR s.bank_account = ?);

-- PAYEE_BY_CODE : payee
SELECT id FROM trade WHERE (deal_code = ? OR code = ?) AND stage > 0;

-- 2: a trade of the domain has this code, 1: another's has.
-- PAYEE_WHERE : number
SELECT COALESCE(MAX(IF(domain = ?, 2, 1)), 0) AS number FROM trade_code
 WHERE deal_code = ? OR code = ?;

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

-- PAYER_GET : bidder
SELECT id, credit_code, name FROM ggzy_subject.subject WHERE id = ?;

-- PAYER_BASIC : number
SELECT COUNT(*) AS number FROM ggzy_subject.subject
 WHERE id = ? AND bank_account = ?;

-- DEPOSIT_COUNT : number
SELECT COUNT(*) AS number FROM deposit
 WHERE trade = ? AND subject = ? AND cancelled_at IS NULL;

-- PRICE_OWED : number
SELECT COUNT(*) AS number FROM award a
 WHERE a.trade = ? AND (a.subject = ? OR EXISTS
   (SELECT 1 FROM joint_buyer b WHERE b.trade = a.trade AND b.subject = ?));

-- Of the price, what the ledger has not.
-- PRICE_LEFT : number
SELECT GREATEST(0, a.price + COALESCE((SELECT SUM(e.amount_fen)
   FROM ledger_tx x JOIN ledger_entry e ON e.tx = x.id
  WHERE x.trade = a.trade AND e.ledger = 5), 0)) AS number
  FROM award a WHERE a.trade = ?;

-- ---- What goes back, is kept, becomes price ----

-- RATE_LIST : rate
SELECT num, den, TO_DAYS(valid_from) - 719528 AS valid_from,
       TO_DAYS(valid_to) - 719528 AS valid_to
  FROM ggzy_core.rule WHERE rule_key = ? AND num IS NOT NULL
 ORDER BY valid_from, id;

-- FORFEIT_LAW : one_word
SELECT CONCAT(law, COALESCE(article, '')) AS word FROM ggzy_core.rule
 WHERE rule_key = ? AND rule_key LIKE '%.deposit.forfeit%'
   AND domain IN ('all', ?) ORDER BY valid_from DESC, id DESC LIMIT 1;

-- FORFEIT_ADD
INSERT INTO forfeit (domain, trade, subject, amount_fen, rule_key, basis, reason,
                     proposed_by, proposed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- FORFEIT_GET : forfeit
SELECT f.id, f.subject, f.amount_fen, f.state, f.proposed_by, f.proposed_at,
       f.decided_at, s.credit_code, s.name, f.rule_key, f.basis, f.reason, f.note
  FROM forfeit f JOIN ggzy_subject.subject s ON s.id = f.subject
 WHERE f.id = ? AND f.trade = ?;

-- All, or what was decided of one subject.
-- FORFEIT_LIST : forfeit
SELECT f.id, f.subject, f.amount_fen, f.state, f.proposed_at, f.decided_at,
       s.credit_code, s.name, f.rule_key, f.basis, f.reason, f.note
  FROM forfeit f JOIN ggzy_subject.subject s ON s.id = f.subject
 WHERE f.trade = ? AND (? OR (f.subject = ? AND f.state > 0)) ORDER BY f.id;

-- FORFEIT_DECIDE
UPDATE forfeit SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ?;

-- REFUND_ADD
INSERT INTO refund (domain, trade, subject, remittance, origin, amount_fen,
                    interest_fen, payee, payee_account, pay_on, proposed_by,
                    proposed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- What a deposit was paid with and has not gone back.
-- DEPOSIT_PARTS : remittance
SELECT p.id, p.payer, p.payer_account, p.paid_at, p.amount_fen FROM (
  SELECT m.id, m.payer, m.payer_account, m.paid_at, m.amount_fen - COALESCE(
           (SELECT SUM(f.amount_fen) FROM refund f
             WHERE f.origin = m.id AND f.state < 2), 0) AS amount_fen
    FROM remittance m
   WHERE m.trade = ? AND m.subject = ? AND m.state = 1 AND m.purpose = 0) p
 WHERE p.amount_fen > 0 ORDER BY p.paid_at, p.id;

-- REFUND_GET : refund
SELECT id, trade, remittance FROM refund WHERE id = ?;

-- REFUND_LOCK : refund
SELECT f.id, f.trade, f.subject, f.remittance, f.amount_fen, f.interest_fen,
       f.pay_on, f.state, f.proposed_by, f.proposed_at, f.payee,
       f.payee_account, f.note, f.origin
  FROM refund f WHERE f.id = ? FOR UPDATE;

-- REFUND_LIST : refund
SELECT f.id, f.trade, f.subject, f.remittance, f.amount_fen, f.interest_fen,
       f.pay_on, f.state, f.proposed_by, f.proposed_at, f.decided_by,
       f.decided_at, t.region, f.origin, f.payee, f.payee_account, t.deal_code,
       a.name AS proposer, b.name AS decider, f.note
  FROM refund f
  JOIN ggzy_core.account a ON a.id = f.proposed_by
  LEFT JOIN ggzy_core.account b ON b.id = f.decided_by
  LEFT JOIN trade t ON t.id = f.trade
 WHERE f.id < ? AND (? IS NULL OR f.state = ?) ORDER BY f.id DESC LIMIT ?;

-- REFUND_DECIDE
UPDATE refund SET state = ?, decided_by = ?, decided_at = ?, note = ?
 WHERE id = ? AND state = 0;

-- REMITTANCE_STATE
UPDATE remittance SET state = ?, reason = ? WHERE id = ?;

-- The last part of it: the deposit has gone back.
-- DEPOSIT_RETURNED_OF
UPDATE deposit
   SET returned_at = IF(amount_fen - used_fen = ?, ?, NULL),
       used_fen = used_fen + IF(amount_fen - used_fen = ?, 0, ?)
 WHERE trade = ? AND subject = ? AND returned_at IS NULL;

-- DEPOSIT_USE
UPDATE deposit SET used_fen = used_fen + ? WHERE id = ?;

-- Deposits that still have to go back: not the winner's of a lot.
-- REFUNDS_LEFT : number
SELECT COUNT(*) AS number FROM deposit d
 WHERE d.trade = ? AND d.returned_at IS NULL AND d.used_fen < d.amount_fen
   AND NOT EXISTS (SELECT 1 FROM award a JOIN lot l ON l.trade = a.trade
                    WHERE a.trade = ? AND a.subject = d.subject)
   AND NOT EXISTS (SELECT 1 FROM joint_buyer b
                    WHERE b.trade = d.trade AND b.subject = d.subject);

-- Whose money has to stay while it is bid for: who has a right to offer, and
-- whose bid stands.  While bids are taken (the fifth argument) nobody learns here
-- who has one: who has not withdrawn gets the same answer.
-- STAKE : number
SELECT EXISTS (SELECT 1 FROM entrant e
                WHERE e.trade = ? AND e.subject = ? AND e.state <> 2)
    OR EXISTS (SELECT 1 FROM bid b
                WHERE b.trade = ? AND b.subject = ? AND b.state = 0)
    OR (? AND NOT EXISTS (SELECT 1 FROM lot l WHERE l.trade = ?)
          AND NOT EXISTS (SELECT 1 FROM bid w
                           WHERE w.trade = ? AND w.subject = ? AND w.state = 2))
    AS number;

-- Whose deal it is: one, or several together.
-- LOT_WINNERS : named
SELECT a.subject, s.credit_code, s.name
  FROM award a JOIN lot l ON l.trade = a.trade
  JOIN ggzy_subject.subject s ON s.id = a.subject WHERE a.trade = ?
UNION SELECT b.subject, s.credit_code, s.name
  FROM joint_buyer b JOIN ggzy_subject.subject s ON s.id = b.subject
 WHERE b.trade = ?;

-- ---- Instalments of a price ----

-- INSTALMENT_ADD
INSERT INTO instalment (domain, trade, no, due_on, amount_fen, reason)
VALUES (?, ?, ?, ?, ?, ?);

-- INSTALMENT_LIST : instalment
SELECT no, due_on, amount_fen, reason FROM instalment
 WHERE trade = ? ORDER BY no;

-- SCHEDULE_GET : schedule
SELECT a.trade, a.price AS price_fen, t.deal_code, t.name, s.name AS payer,
       t.region, t.owner
  FROM award a JOIN trade t ON t.id = a.trade
  JOIN ggzy_subject.subject s ON s.id = a.subject WHERE a.trade = ?;

-- When the bank had it; a deposit when it became price.  Days in China.
-- PRICE_PARTS : price_part
SELECT (COALESCE(m.paid_at, x.at) + 28800000) DIV 86400000 AS day,
       -e.amount_fen AS amount_fen
  FROM ledger_tx x
  JOIN ledger_entry e ON e.tx = x.id AND e.ledger = 5
  LEFT JOIN remittance m ON m.id = x.remittance
 WHERE x.trade = ? ORDER BY COALESCE(m.paid_at, x.at), x.id;

-- Of which more is due before a day than was paid.
-- ARREARS : schedule
SELECT a.trade, a.price AS price_fen, t.deal_code, t.name, t.region, t.owner
  FROM award a JOIN trade t ON t.id = a.trade
 WHERE (SELECT SUM(i.amount_fen) FROM instalment i
         WHERE i.trade = a.trade AND i.due_on < ?)
     > COALESCE((SELECT -SUM(e.amount_fen)
                   FROM ledger_tx x JOIN ledger_entry e ON e.tx = x.id
                  WHERE x.trade = a.trade AND e.ledger = 5), 0)
 ORDER BY a.trade DESC LIMIT 200;
