-- after: load
-- Statements of `ggzyctl`, user ggzy_ctl.

-- INSTALLATION_ADD
INSERT INTO ggzy_core.installation
  (id, name, mode, platform_code, platform_code11, created_at)
VALUES (1, ?, ?, ?, ?, CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED));

-- INSTALLATION_LOCK : number
SELECT speed AS n FROM ggzy_core.installation WHERE id = 1 FOR UPDATE;

-- CLOCK_SET
UPDATE ggzy_core.installation SET real_base_ms = ?, base_ms = ?, speed = ?
 WHERE id = 1 AND mode = 'rehearsal';

-- ACCOUNT_ADD
INSERT INTO ggzy_core.account (login, password, name, subject, created_at)
VALUES (?, ?, ?, ?, ?);

-- ACCOUNT_ROLE_ADD
INSERT INTO ggzy_core.account_role (account, role, region, granted_at)
VALUES (?, ?, ?, ?);

-- ACCOUNT_FIND : account_line
SELECT id, login, name, status FROM ggzy_core.account WHERE login = ?;

-- ACCOUNT_LIST : account_line
SELECT a.id, a.login, a.name, a.status, s.credit_code, s.name AS subject_name,
       (SELECT GROUP_CONCAT(CONCAT(r.role, ':', r.region) ORDER BY 1 SEPARATOR ' ')
          FROM ggzy_core.account_role r WHERE r.account = a.id) AS roles
  FROM ggzy_core.account a LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 ORDER BY a.id;

-- SUBJECT_FIND : number
SELECT id AS n FROM ggzy_subject.subject WHERE credit_code = ? FOR UPDATE;

-- SUBJECT_ADD
INSERT INTO ggzy_subject.subject (credit_code, name, region, operator, created_at)
VALUES (?, ?, ?, ?, ?);

-- REGION_KNOWN : number
SELECT COUNT(*) AS n FROM ggzy_core.region WHERE code = ?;

-- EXPERT_ADD
INSERT INTO ggzy_expert.expert
  (account, name, resident_id, employer, region, title, years, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- EXPERT_CLASS_KNOWN : number
SELECT COUNT(*) AS n FROM ggzy_core.expert_class WHERE code = ?;

-- EXPERT_SPECIALTY_ADD
INSERT INTO ggzy_expert.expert_specialty (expert, class) VALUES (?, ?);
