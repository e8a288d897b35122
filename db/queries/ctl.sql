-- after: load
-- Statements of `ggzyctl`, user ggzy_ctl.

-- INSTALLATION_ADD
INSERT INTO ggzy_core.installation
  (id, name, mode, platform_code, platform_code11, suite, created_at)
VALUES (1, ?, ?, ?, ?, ?, CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED));

-- INSTALLATION_LOCK : number
SELECT speed AS n FROM ggzy_core.installation WHERE id = 1 FOR UPDATE;

-- CLOCK_SET
UPDATE ggzy_core.installation SET real_base_ms = ?, base_ms = ?, speed = ?
 WHERE id = 1 AND mode = 'rehearsal';

-- ACCOUNT_ADD
INSERT INTO ggzy_core.account (login, password, name, subject, must_change, created_at)
VALUES (?, ?, ?, ?, ?, ?);

-- POLICY_GET : policy
SELECT MAX(IF(name = 'password-min', value, NULL)) AS password_min,
       MAX(IF(name = 'password-classes', value, NULL)) AS password_classes,
       MAX(IF(name = 'password-age', value, NULL)) AS password_age,
       MAX(IF(name = 'password-history', value, NULL)) AS password_history,
       MAX(IF(name = 'first-change', value, NULL)) AS first_change,
       MAX(IF(name = 'login-failures', value, NULL)) AS login_failures,
       MAX(IF(name = 'lock-minutes', value, NULL)) AS lock_minutes,
       MAX(IF(name = 'failure-window', value, NULL)) AS failure_window,
       MAX(IF(name = 'known-days', value, NULL)) AS known_days,
       MAX(IF(name = 'staff-factor', value, NULL)) AS staff_factor,
       MAX(IF(name = 'factor-hash', value, NULL)) AS factor_hash
  FROM ggzy_core.policy;

-- POLICY_LIST : policy_line
SELECT p.name, p.title, p.unit, v.value, p.chosen, p.least, p.most, p.basis
  FROM ggzy_core.account_policy p JOIN ggzy_core.policy v ON v.name = p.name
 ORDER BY p.name;

-- POLICY_LINE : policy_line
SELECT p.name, p.title, p.unit, v.value, p.chosen, p.least, p.most, p.basis
  FROM ggzy_core.account_policy p JOIN ggzy_core.policy v ON v.name = p.name
 WHERE p.name = ?;

-- POLICY_SET
UPDATE ggzy_core.account_policy SET chosen = ? WHERE name = ?;

-- ACCOUNT_ROLE_ADD
INSERT INTO ggzy_core.account_role (account, role, region, granted_at)
VALUES (?, ?, ?, ?);

-- ACCOUNT_ROLE_DEL
DELETE FROM ggzy_core.account_role WHERE account = ? AND role = ? AND region = ?;

-- But the platform's own account, which is nobody's.

-- ACCOUNT_FIND : account_line
SELECT a.id, a.login, a.name, a.status FROM ggzy_core.account a
 WHERE a.login = ?
   AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role x
                    WHERE x.account = a.id AND x.role = 'system');

-- FACTOR_DEL
DELETE FROM ggzy_core.account_factor WHERE account = ?;

-- ACCOUNT_PASSWORD_RESET
UPDATE ggzy_core.account SET password = ?, password_at = ?, must_change = 1
 WHERE id = ?;

-- PASSWORD_OLD_ADD
INSERT INTO ggzy_core.password_old (account, at, password)
SELECT a.id, GREATEST(?, (SELECT COALESCE(MAX(o.at) + 1, 0)
                            FROM ggzy_core.password_old o WHERE o.account = a.id)),
       a.password
  FROM ggzy_core.account a WHERE a.id = ?;

-- SESSION_END_ALL
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND revoked_at IS NULL;

-- UNLOCK
DELETE FROM ggzy_core.throttle
 WHERE name = CONCAT('all:', ?)
    OR (name LIKE 'at:%' AND SUBSTRING_INDEX(name, ' ', -1) = ?);

-- ACCOUNT_LIST : account_line
SELECT a.id, a.login, a.name, a.status, s.credit_code, s.name AS subject_name,
       (SELECT GROUP_CONCAT(CONCAT(r.role, ':', r.region) ORDER BY 1 SEPARATOR ' ')
          FROM ggzy_core.account_role r WHERE r.account = a.id) AS roles
  FROM ggzy_core.account a LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 ORDER BY a.id;

-- SUBJECT_FIND : number
SELECT id AS n FROM ggzy_subject.subject WHERE credit_code = ? FOR UPDATE;

-- SUBJECT_ACCOUNT
UPDATE ggzy_subject.subject SET bank_account = ? WHERE id = ?;

-- SUBJECT_ADD
INSERT INTO ggzy_subject.subject (credit_code, name, region, operator, created_at)
VALUES (?, ?, ?, ?, ?);

-- REGION_KNOWN : number
SELECT COUNT(*) AS n FROM ggzy_core.region WHERE code = ?;

-- REGION_NAMED : number
SELECT MIN(code) AS n FROM ggzy_core.region WHERE name = ? HAVING COUNT(*) = 1;

-- EXPERT_ADD
INSERT INTO ggzy_expert.expert
  (account, name, resident_id, employer, region, title, years, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- EXPERT_CLASS_KNOWN : number
SELECT COUNT(*) AS n FROM ggzy_core.expert_class WHERE code = ?;

-- EXPERT_SPECIALTY_ADD
INSERT INTO ggzy_expert.expert_specialty (expert, class) VALUES (?, ?);

-- The log, read again from its beginning.

-- VERIFY_SIZE : number
SELECT COALESCE(MAX(seq) + 1, 0) AS n FROM ggzy_core.log_entry;

-- VERIFY_ENTRIES : entry
SELECT l.seq, l.event, HEX(l.leaf) AS leaf, e.body, e.at, e.actor, e.subject,
       e.address, e.blind, e.module, e.verb, e.project, e.trade, e.notice,
       e.before_stage, e.after_stage
  FROM ggzy_core.log_entry l LEFT JOIN ggzy_core.event e ON e.id = l.event
 WHERE l.seq >= ? AND l.seq < ? ORDER BY l.seq;

-- VERIFY_NODES : node
SELECT idx, HEX(hash) AS hash FROM ggzy_core.log_node
 WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx;

-- VERIFY_HEADS : head
SELECT size, HEX(root) AS root, at, body, signature
  FROM ggzy_core.log_head WHERE size > ? AND size <= ? ORDER BY size LIMIT ?;

-- VERIFY_HEADS_END : number
SELECT COALESCE(MAX(size), 0) AS n FROM ggzy_core.log_head;

-- VERIFY_LOST : number
SELECT MIN(e.id) AS n
  FROM ggzy_core.event e
  LEFT JOIN ggzy_core.log_entry l ON l.event = e.id
  LEFT JOIN ggzy_core.event_pending p ON p.event = e.id
 WHERE l.event IS NULL AND p.event IS NULL;

-- Co-signatures of the heads, and who made them.

-- VERIFY_COSIGNED : cosigned
SELECT size, witness, epoch, received_at, body, signature
  FROM ggzy_core.log_cosignature WHERE size > ? AND size <= ?
 ORDER BY size, witness, epoch;

-- VERIFY_COSIGNED_END : number
SELECT COALESCE(MAX(size), 0) AS n FROM ggzy_core.log_cosignature;

-- WITNESS_LINES : witness_line
SELECT w.id, w.name, w.title, w.region, w.public_key, w.from_at, w.to_at, w.epoch,
       (SELECT MAX(c.size) FROM ggzy_core.log_cosignature c
         WHERE c.witness = w.id) AS last_size
  FROM ggzy_core.witness w ORDER BY w.id;

-- WITNESS_ADD
INSERT INTO ggzy_core.witness (name, title, region, public_key, from_at)
VALUES (?, ?, ?, ?, ?);

-- WITNESS_END
UPDATE ggzy_core.witness SET to_at = ? WHERE name = ? AND to_at IS NULL;

-- WITNESS_ANEW
UPDATE ggzy_core.witness SET epoch = ?
 WHERE name = ? AND to_at IS NULL AND epoch < ?;

-- WITNESS_REQUIRED : number
SELECT required AS n FROM ggzy_core.witness_policy WHERE id = 1;

-- WITNESS_REQUIRE
UPDATE ggzy_core.witness_policy SET required = ?, wait_ms = ? WHERE id = 1;

-- Bids of a closed box and the event of each; seq NULL: it has none.

-- VERIFY_BOX_BIDS : boxed_bid
SELECT b.id, b.received_at, b.digest, b.credit_code, b.deal_code, b.stands,
       b.listed, l.seq, JSON_VALUE(v.body, '$.detail.receipt') AS receipt
  FROM ggzy_trade.boxed_bid b
  LEFT JOIN ggzy_core.event v ON v.id = b.event AND v.trade = b.trade
       AND v.verb = 'bid' AND v.at = b.received_at
       AND JSON_VALUE(v.body, '$.detail.digest') = b.digest
  LEFT JOIN ggzy_core.log_entry l ON l.event = v.id
 WHERE b.trade = ? ORDER BY b.id;

-- Texts that events name by digest.

-- VERIFY_NOTICE : number
SELECT EXISTS (SELECT 1 FROM ggzy_service.notice
                WHERE id = ? AND title = BINARY ? AND digest = ?
                  AND SHA2(body, 256) = ?) AS n;

-- VERIFY_TEXT : number
SELECT EXISTS (SELECT 1 FROM ggzy_trade.stated WHERE trade = ? AND sum = ?)
       OR EXISTS (SELECT 1 FROM ggzy_trade.pooled WHERE trade = ? AND sum = ?) AS n;

-- HEAD_GET : head
SELECT size, HEX(root) AS root, at, body, signature
  FROM ggzy_core.log_head ORDER BY size DESC LIMIT 1;

-- Notices from elsewhere.

-- NOTICE_TYPE_GET : type_line
SELECT class, domain, COALESCE(national_stage, '') AS national_stage
  FROM ggzy_core.notice_type WHERE code = ?;

-- NOTICE_LATEST : latest
SELECT n.id, n.version, r.content_hash,
       EXISTS (SELECT 1 FROM ggzy_service.notice_hidden h WHERE h.notice = n.id) AS hidden
  FROM ggzy_service.notice n
  JOIN ggzy_exchange.import_row r ON r.notice = n.id
 WHERE n.source = ? AND n.source_id = ?
 ORDER BY n.version DESC LIMIT 1;

-- NUMBERS_TAKE
INSERT INTO ggzy_core.counter (name, value) VALUES (?, LAST_INSERT_ID(?))
  ON DUPLICATE KEY UPDATE value = LAST_INSERT_ID(value + VALUE(value));

-- IMPORT_NOTICE_ADD
INSERT INTO ggzy_service.notice
  (id, pos, domain, class, type, national_stage, title, body, region, place,
   publish_at, project_code, owner_name, due_at, facts, source, source_name,
   source_id, source_url, version, digest, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- BATCH_ADD
INSERT INTO ggzy_exchange.import_batch
  (source, profile, file, digest, rows_new, rows_changed, rows_same, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- BATCH_ROW_ADD
INSERT INTO ggzy_exchange.import_row (batch, line, source_id, content_hash, notice)
VALUES (?, ?, ?, ?, ?);

-- BATCH_LOCK : batch
SELECT id, source, profile, file, rows_new, rows_changed, rows_same, at, undone_at
  FROM ggzy_exchange.import_batch WHERE id = ? FOR UPDATE;

-- BATCH_LIST : batch
SELECT id, source, profile, file, rows_new, rows_changed, rows_same, at, undone_at
  FROM ggzy_exchange.import_batch ORDER BY id;

-- BATCH_NOTICES : number
SELECT notice AS n FROM ggzy_exchange.import_row WHERE batch = ? ORDER BY line;

-- BATCH_UNDONE
UPDATE ggzy_exchange.import_batch SET undone_at = ? WHERE id = ?;

-- NOTICE_HIDE
INSERT IGNORE INTO ggzy_service.notice_hidden (notice, reason, at) VALUES (?, ?, ?);

-- REAL_NOW : number
SELECT real_ms AS n FROM ggzy_core.instant;

-- BLOBS_WANTED : referred
-- Every column that names a stored file; `ggzyctl blob sweep` takes the others.
SELECT digest FROM ggzy_trade.document UNION
SELECT digest FROM ggzy_trade.bid UNION
SELECT digest FROM ggzy_trade.deposit WHERE digest IS NOT NULL UNION
SELECT digest FROM ggzy_trade.opening WHERE digest IS NOT NULL UNION
SELECT digest FROM ggzy_trade.contract WHERE digest IS NOT NULL UNION
SELECT digest FROM ggzy_service.attachment
 ORDER BY digest;

-- Recognised CAs, what they say of revocation, and who must sign.

-- CA_ADD
INSERT INTO ggzy_core.ca
  (name, kind, login, sign, seal, policy, code_at, recognised_from,
   recognised_to, crl_url, ocsp_url, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CA_CERTIFICATE_ADD
INSERT INTO ggzy_core.ca_certificate
  (ca, position, name, authority, subject, valid_from, valid_to, fingerprint, der)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CA_LIST : ca
SELECT id, name, FIELD(kind, 'ukey', 'mobile') - 1 AS kind, login, sign, seal,
       policy, code_at, recognised_from, recognised_to, crl_url, ocsp_url,
       ended_at, end_reason
  FROM ggzy_core.ca ORDER BY id;

-- CA_GET : ca
SELECT id, name, FIELD(kind, 'ukey', 'mobile') - 1 AS kind, login, sign, seal,
       policy, code_at, recognised_from, recognised_to, crl_url, ocsp_url,
       ended_at, end_reason
  FROM ggzy_core.ca WHERE id = ?;

-- CA_END
UPDATE ggzy_core.ca SET ended_at = ?, end_reason = ?
 WHERE id = ? AND ended_at IS NULL;

-- CRL_SHOW : crl_line
SELECT id, number, digest, this_update, next_update FROM ggzy_core.crl
 WHERE authority = ? ORDER BY this_update DESC, id DESC LIMIT 1;

-- CRL_ADD
INSERT INTO ggzy_core.crl
  (authority, number, this_update, next_update, digest, der, loaded_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- CRL_ENTRY_ADD
INSERT IGNORE INTO ggzy_core.crl_entry (crl, serial, revoked_at) VALUES (?, ?, ?);

-- Numbers of lists before the last one are in their DER.

-- CRL_ENTRY_FORGET
DELETE FROM ggzy_core.crl_entry WHERE crl IN
  (SELECT id FROM ggzy_core.crl WHERE authority = ?) AND crl <> ?;

-- OCSP_ADD
INSERT INTO ggzy_core.ocsp_answer
  (authority, serial, status, this_update, next_update, revoked_at, digest, der,
   loaded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CERTIFICATES_BOUND : bound_line
SELECT authority, serial, HEX(der) AS der FROM ggzy_core.account_certificate
 WHERE ca = ? AND bound = 1
 UNION ALL
SELECT c.authority, c.serial, HEX(c.der) AS der FROM ggzy_core.key_certificate c
  JOIN ggzy_core.account_key k ON k.id = c.account_key AND k.revoked_at IS NULL
 WHERE c.ca = ?;

-- DEED_REQUIRE
UPDATE ggzy_core.deed_policy SET required = ? WHERE id = 1;

-- The archive.

-- ARCHIVE_LIST : archive_line
SELECT p.trade, t.code, t.name, p.at, DATE_FORMAT(p.keep_until, '%Y-%m-%d') AS keep_until,
       b.digest, b.size, b.files
  FROM ggzy_archive.package p JOIN ggzy_trade.trade t ON t.id = p.trade
  LEFT JOIN ggzy_archive.bag b ON b.trade = p.trade ORDER BY p.at, p.trade;

-- ARCHIVE_DOCUMENTS : archive_document
SELECT seq, title, pages, access = 0 AS public, at, pdf, json
  FROM ggzy_archive.document WHERE trade = ? ORDER BY id;

-- The package of that digest, or of that name, and where the log has its digest.
-- ARCHIVE_FIND : archive_found
SELECT b.digest, (SELECT MIN(l.seq) FROM ggzy_core.event e
                    JOIN ggzy_core.log_entry l ON l.event = e.id
                   WHERE e.trade = b.trade AND e.verb = 'package'
                     AND JSON_VALUE(e.body, '$.detail.package') = b.digest) AS seq
  FROM ggzy_archive.bag b WHERE b.digest = ? OR b.name = ?
 ORDER BY b.digest = ? DESC LIMIT 1;

-- Transactions that give more than they take, or are not whole.
-- LEDGER_UNBALANCED : ledger_fault
SELECT x.id AS tx, x.trade, x.subject, COALESCE(SUM(e.amount_fen), 0) AS fen
  FROM ggzy_trade.ledger_tx x LEFT JOIN ggzy_trade.ledger_entry e ON e.tx = x.id
 GROUP BY x.id, x.trade, x.subject
HAVING COUNT(e.tx) <> 2 OR SUM(e.amount_fen) <> 0;

-- What the ledger holds for a trade and subject beyond its deposit; what it
-- owes beyond the refunds that are proposed; what it has open of a remittance
-- beyond its amount.
-- LEDGER_DISAGREES : ledger_fault
SELECT NULL AS tx, trade, subject, -SUM(fen) AS fen FROM (
  SELECT x.trade, x.subject, e.amount_fen AS fen
    FROM ggzy_trade.ledger_entry e JOIN ggzy_trade.ledger_tx x ON x.id = e.tx
   WHERE e.ledger = 1
   UNION ALL
  SELECT trade, subject, amount_fen - used_fen FROM ggzy_trade.deposit
   WHERE kind = 0 AND returned_at IS NULL
   UNION ALL
  SELECT trade, subject, -amount_fen FROM ggzy_trade.refund
   WHERE state = 0 AND remittance IS NULL) held
 GROUP BY trade, subject HAVING SUM(fen) <> 0
 UNION ALL
SELECT NULL AS tx, trade, subject, -SUM(fen) AS fen FROM (
  SELECT x.trade, x.subject, e.amount_fen AS fen
    FROM ggzy_trade.ledger_entry e JOIN ggzy_trade.ledger_tx x ON x.id = e.tx
   WHERE e.ledger = 3
   UNION ALL
  SELECT trade, subject, amount_fen + interest_fen FROM ggzy_trade.refund
   WHERE state = 0) payable
 GROUP BY trade, subject HAVING SUM(fen) <> 0
 UNION ALL
SELECT NULL AS tx, NULL AS trade, NULL AS subject, -SUM(fen) AS fen FROM (
  SELECT x.remittance, e.amount_fen AS fen
    FROM ggzy_trade.ledger_entry e JOIN ggzy_trade.ledger_tx x ON x.id = e.tx
   WHERE e.ledger = 2
   UNION ALL
  SELECT id, amount_fen FROM ggzy_trade.remittance WHERE state = 0) open
 GROUP BY remittance HAVING SUM(fen) <> 0;
