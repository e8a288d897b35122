-- after: session
-- Accounts, roles, keys, experts: the statements of people's own affairs.

-- SUBJECT_BY_CODE : one_number
SELECT id AS n FROM ggzy_subject.subject WHERE credit_code = ?;

-- SUBJECT_ADD
INSERT INTO ggzy_subject.subject
  (credit_code, name, region, address, legal_person, phone, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- REGION_BY_CODE : one_number
SELECT code AS n FROM ggzy_core.region WHERE code = ?;

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

-- ACCOUNT_ADD
INSERT INTO ggzy_core.account
  (login, password, name, subject, phone, must_change, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- ACCOUNT_SECRET : account_secret
SELECT a.id, a.password, a.status = 'active' AS active, a.must_change,
       a.password_at, f.confirmed_at IS NOT NULL AS factor,
       EXISTS (SELECT 1 FROM ggzy_core.account_role g
                WHERE g.account = a.id
                  AND g.role IN ('centre', 'supervisor', 'admin', 'security',
                                 'auditor')) AS staff
  FROM ggzy_core.account a
  LEFT JOIN ggzy_core.account_factor f ON f.account = a.id
 WHERE a.login = ?;

-- ACCOUNT_PASSWORD
UPDATE ggzy_core.account SET password = ?, password_at = ?, must_change = 0
 WHERE id = ?;

-- Set by another, who gives it to its owner.

-- ACCOUNT_PASSWORD_RESET
UPDATE ggzy_core.account SET password = ?, password_at = ?, must_change = 1
 WHERE id = ?;

-- IS_ADMINISTRATOR : one_number
SELECT COUNT(*) AS n FROM ggzy_core.account_role
 WHERE account = ? AND role IN ('admin', 'security', 'auditor');

-- The newest of the passwords an account had before.

-- PASSWORD_OLD_LIST : password_old
SELECT password FROM ggzy_core.password_old
 WHERE account = ? ORDER BY at DESC LIMIT ?;

-- PASSWORD_OLD_ADD
INSERT INTO ggzy_core.password_old (account, at, password)
SELECT a.id, GREATEST(?, (SELECT COALESCE(MAX(o.at) + 1, 0)
                            FROM ggzy_core.password_old o WHERE o.account = a.id)),
       a.password
  FROM ggzy_core.account a WHERE a.id = ?;

-- FACTOR_GET : factor_row
SELECT HEX(secret) AS secret, hash, HEX(next_secret) AS next_secret, next_hash,
       step, confirmed_at
  FROM ggzy_core.account_factor WHERE account = ? FOR UPDATE;

-- FACTOR_BEGIN
INSERT INTO ggzy_core.account_factor (account, next_secret, next_hash)
VALUES (?, UNHEX(?), ?)
  ON DUPLICATE KEY UPDATE next_secret = VALUE(next_secret),
                          next_hash = VALUE(next_hash);

-- FACTOR_CONFIRM
UPDATE ggzy_core.account_factor
   SET secret = next_secret, hash = next_hash, next_secret = NULL, step = ?,
       confirmed_at = ?
 WHERE account = ? AND next_secret IS NOT NULL;

-- A step once used is used, for two requests at the same time as well.

-- FACTOR_USE
UPDATE ggzy_core.account_factor SET step = ? WHERE account = ? AND step < ?;

-- FACTOR_DEL
DELETE FROM ggzy_core.account_factor WHERE account = ?;

-- ACCOUNT_STATUS
UPDATE ggzy_core.account SET status = ? WHERE id = ?;

-- `clock`, whose role people cannot hold, is nobody's to manage: the next three
-- do not find it.

-- ACCOUNT_LOCK : account
SELECT a.id, a.login, a.name, a.subject, a.status
  FROM ggzy_core.account a
 WHERE a.id = ?
   AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role x
                    WHERE x.account = a.id AND x.role = 'system')
   FOR UPDATE;

-- Does a role of it hold where the security administrator has no say?
-- ACCOUNT_OUTSIDE : one_number
SELECT EXISTS (SELECT 1 FROM ggzy_service.account_place p
               WHERE p.account = a.id
                 AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role m
                                  WHERE m.account = ? AND m.role = 'security'
                                    AND (m.region IN (0, p.region,
                                                      p.region DIV 100 * 100,
                                                      p.region DIV 10000 * 10000)
                                         OR (p.everywhere AND m.region % 10000 = 0)))) AS n
  FROM ggzy_core.account a
 WHERE a.id = ?
   AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role x
                    WHERE x.account = a.id AND x.role = 'system');

-- ACCOUNT_LIST : account
SELECT a.id, a.login, a.name, a.subject, s.name AS subject_name, s.credit_code,
       a.phone, a.status, a.created_at,
       (SELECT MAX(t.until_ms) FROM ggzy_core.throttle t, ggzy_core.instant i
         WHERE t.until_ms > i.real_ms
           AND t.name = CONCAT('all:', a.login)) AS locked_until,
       EXISTS (SELECT 1 FROM ggzy_core.account_factor f
                WHERE f.account = a.id AND f.confirmed_at IS NOT NULL) AS factor,
       (SELECT JSON_ARRAYAGG(JSON_OBJECT('role', g.role, 'region', g.region)
                             ORDER BY g.role, g.region)
          FROM ggzy_core.account_role g WHERE g.account = a.id) AS roles
  FROM ggzy_core.account a LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 WHERE a.id > ?
   AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role x
                    WHERE x.account = a.id AND x.role = 'system')
   AND NOT EXISTS (SELECT 1 FROM ggzy_service.account_place p
                   WHERE p.account = a.id
                     AND NOT EXISTS (SELECT 1 FROM ggzy_core.account_role m
                                      WHERE m.account = ? AND m.role = 'security'
                                        AND (m.region IN (0, p.region,
                                                          p.region DIV 100 * 100,
                                                          p.region DIV 10000 * 10000)
                                             OR (p.everywhere AND m.region % 10000 = 0))))
   AND (? = '' OR a.login = ?)
   AND (? = '' OR a.status = ?)
   AND (? = '' OR s.credit_code = ?)
   AND (? = '' OR EXISTS (SELECT 1 FROM ggzy_core.account_role x
                           WHERE x.account = a.id AND x.role = ?))
 ORDER BY a.id LIMIT ?;

-- ACCOUNT_GET : account
SELECT a.id, a.login, a.name, a.subject, s.name AS subject_name, s.credit_code,
       a.phone, a.status, a.created_at,
       (SELECT MAX(t.until_ms) FROM ggzy_core.throttle t, ggzy_core.instant i
         WHERE t.until_ms > i.real_ms
           AND (t.name = CONCAT('all:', a.login)
                OR (t.name LIKE 'at:%'
                    AND SUBSTRING_INDEX(t.name, ' ', -1) = a.login))) AS locked_until,
       EXISTS (SELECT 1 FROM ggzy_core.account_factor f
                WHERE f.account = a.id AND f.confirmed_at IS NOT NULL) AS factor,
       (SELECT JSON_ARRAYAGG(JSON_OBJECT('role', g.role, 'region', g.region)
                             ORDER BY g.role, g.region)
          FROM ggzy_core.account_role g WHERE g.account = a.id) AS roles
  FROM ggzy_core.account a LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 WHERE a.id = ?;

-- ROLE_ADD
INSERT INTO ggzy_core.account_role (account, role, region, granted_by, granted_at)
VALUES (?, ?, ?, ?, ?);

-- ROLE_DEL
DELETE FROM ggzy_core.account_role WHERE account = ? AND role = ? AND region = ?;

-- SESSION_LIST : session_out
SELECT LOWER(HEX(LEFT(token, 8))) AS id, created_at, seen_at, expires_at, address,
       token = UNHEX(?) AS current
  FROM ggzy_core.session
 WHERE account = ? AND revoked_at IS NULL AND expires_at > ?
   AND seen_at > ? - COALESCE(idle_ms, ?)
 ORDER BY created_at DESC;

-- SESSION_END_ONE
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND LEFT(token, 8) = UNHEX(?) AND revoked_at IS NULL;

-- SESSION_END_OTHERS
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND token <> UNHEX(?) AND revoked_at IS NULL;

-- THROTTLE_GET : one_number
SELECT COALESCE(MAX(until_ms), 0) AS n FROM ggzy_core.throttle WHERE name IN (?, ?, ?);

-- One more failure of an address.  The wait doubles from 30 s to a quarter of an
-- hour; who fails no more for an hour starts anew.  Given: name, now, now - 1 h,
-- now, free failures, free failures.

-- THROTTLE_ADD
INSERT INTO ggzy_core.throttle (name, fails, until_ms) VALUES (?, 1, ?)
  ON DUPLICATE KEY UPDATE
    fails = IF(until_ms < ?, 1, LEAST(fails + 1, 1000)),
    until_ms = ? + IF(fails < ?, 0, LEAST(900000, 30000 * (1 << LEAST(fails - ?, 10))));

-- One more failure of a name.  So many lock it; a lock that has passed and
-- failures long ago are forgotten.  Given: name, now, now - window, failures,
-- now, now, failures, lock.

-- LOCK_ADD
INSERT INTO ggzy_core.throttle (name, fails, until_ms) VALUES (?, 1, ?)
  ON DUPLICATE KEY UPDATE
    fails = IF(until_ms < ? OR (fails >= ? AND until_ms <= ?), 1,
               LEAST(fails + 1, 1000)),
    until_ms = ? + IF(fails < ?, 0, ?);

-- LOCK_FAILS : one_number
SELECT fails AS n FROM ggzy_core.throttle WHERE name = ?;

-- An address from which the account has logged in is one of its own.

-- ADDRESS_KNOWN : one_number
SELECT EXISTS (SELECT 1 FROM ggzy_core.session s
                 JOIN ggzy_core.account a ON a.id = s.account
                WHERE a.login = ? AND s.address = ? AND s.created_at > ?) AS n;

-- UNLOCK
DELETE FROM ggzy_core.throttle
 WHERE name = CONCAT('all:', ?)
    OR (name LIKE 'at:%' AND SUBSTRING_INDEX(name, ' ', -1) = ?);

-- THROTTLE_DEL
DELETE FROM ggzy_core.throttle WHERE name = ?;

-- THROTTLE_SWEEP
DELETE FROM ggzy_core.throttle WHERE until_ms < ? LIMIT 10;

-- KEY_ADD
INSERT INTO ggzy_core.account_key (account, thumbprint, jwk, created_at)
VALUES (?, ?, ?, ?);

-- KEY_MINE : key_out
SELECT id, thumbprint, jwk, created_at, revoked_at
  FROM ggzy_core.account_key WHERE account = ? AND thumbprint = ?;

-- KEY_CERTIFICATE_ADD
INSERT INTO ggzy_core.key_certificate
  (account_key, ca, code, fingerprint, subject, authority, serial, valid_from,
   valid_to, der, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- KEY_LIST : key_out
SELECT k.id, k.thumbprint, k.jwk, c.fingerprint AS certificate, c.subject,
       c.valid_to, k.created_at, k.revoked_at
  FROM ggzy_core.account_key k
  LEFT JOIN ggzy_core.key_certificate c
    ON c.id = (SELECT MAX(x.id) FROM ggzy_core.key_certificate x
                WHERE x.account_key = k.id)
 WHERE k.account = ? ORDER BY k.id;

-- KEY_NAMES : key_out
SELECT k.thumbprint, c.fingerprint AS certificate
  FROM ggzy_core.account_key k
  LEFT JOIN ggzy_core.key_certificate c
    ON c.id = (SELECT MAX(x.id) FROM ggzy_core.key_certificate x
                WHERE x.account_key = k.id)
 WHERE k.id = ?;

-- KEY_REVOKE
UPDATE ggzy_core.account_key SET revoked_at = ?
 WHERE id = ? AND account = ? AND revoked_at IS NULL;

-- EXPERT_CLASS_GET : one_number
SELECT level AS n FROM ggzy_core.expert_class WHERE code = ?;

-- EXPERT_ADD
INSERT INTO ggzy_expert.expert
  (account, name, resident_id, employer, region, title, years, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- EXPERT_SPECIALTY_ADD
INSERT INTO ggzy_expert.expert_specialty (expert, class) VALUES (?, ?);

-- EXPERT_AVOIDANCE_ADD
INSERT INTO ggzy_expert.avoidance (expert, subject, reason) VALUES (?, ?, ?);

-- EXPERT_LIST : expert_out
SELECT e.id, e.account, e.name, CONCAT(LEFT(e.resident_id, 6), '********',
       RIGHT(e.resident_id, 4)) AS resident_id, e.employer, e.region, e.title,
       e.years, e.status, e.created_at,
       (SELECT JSON_ARRAYAGG(s.class ORDER BY s.class)
          FROM ggzy_expert.expert_specialty s WHERE s.expert = e.id) AS classes
  FROM ggzy_expert.expert e
 WHERE e.id > ?
   AND (? = 0 OR e.region BETWEEN ? AND ?)
   AND (? = '' OR EXISTS (SELECT 1 FROM ggzy_expert.expert_specialty x
                           WHERE x.expert = e.id AND x.class = ?))
 ORDER BY e.id LIMIT ?;

-- EXPERT_STATUS
UPDATE ggzy_expert.expert SET status = ? WHERE id = ?;

-- Certificates and what must be signed to use one.

-- CHALLENGE_COUNT : one_number
SELECT COUNT(*) AS n FROM ggzy_core.challenge WHERE address = ? AND expires_at > ?;

-- CHALLENGE_ADD
INSERT INTO ggzy_core.challenge (digest, address, expires_at) VALUES (?, ?, ?);

-- CHALLENGE_TAKE
DELETE FROM ggzy_core.challenge WHERE digest = ? AND expires_at > ?;

-- CHALLENGE_SWEEP
DELETE FROM ggzy_core.challenge WHERE expires_at <= ? LIMIT 20;

-- Whose number a certificate of the account must have: an expert's own, else
-- that of whom he acts for, else the operator's.

-- CERTIFICATE_CODE : one_code
SELECT COALESCE(e.resident_id, s.credit_code, i.platform_code) AS code
  FROM ggzy_core.account a
  JOIN ggzy_core.installation i ON i.id = 1
  LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
  LEFT JOIN ggzy_expert.expert e ON e.account = a.id
 WHERE a.id = ?;

-- CERTIFICATE_ADD
INSERT INTO ggzy_core.account_certificate
  (account, ca, issuer, serial, code, fingerprint, subject, valid_from, valid_to,
   authority, der, bound_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CERTIFICATE_LIST : certificate_out
SELECT c.id, c.fingerprint, c.subject, c.serial, c.code, c.valid_from, c.valid_to,
       c.bound_at, c.revoked_at, a.name AS ca
  FROM ggzy_core.account_certificate c JOIN ggzy_core.ca a ON a.id = c.ca
 WHERE c.account = ? ORDER BY c.id;

-- CERTIFICATE_REVOKE
UPDATE ggzy_core.account_certificate SET bound = NULL, revoked_at = ?
 WHERE id = ? AND account = ? AND bound = 1;

-- ACCOUNT_ACTIVE : one_number
SELECT COUNT(*) AS n FROM ggzy_core.account WHERE id = ? AND status = 'active';
