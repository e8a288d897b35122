-- Statements of every worker.  Names are qualified: each worker has another
-- default database.

-- NOW : instant
SELECT now_ms, real_ms, mode = 'rehearsal' AS rehearsal, suite
  FROM ggzy_core.instant;

-- EVENT_ADD
INSERT INTO ggzy_core.event
  (at, actor, subject, address, blind, module, verb, project, trade, notice,
   before_stage, after_stage, public, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- TRAIL_GET : trail
SELECT LOWER(HEX(hash)) AS hash FROM ggzy_core.trail WHERE trade = ? FOR UPDATE;

-- TRAIL_SET
INSERT INTO ggzy_core.trail (trade, hash) VALUES (?, UNHEX(?))
  ON DUPLICATE KEY UPDATE hash = VALUES(hash);

-- LOG_NODE_GET : log_node
SELECT LOWER(HEX(hash)) AS hash FROM ggzy_core.log_node WHERE level = ? AND idx = ?;

-- COUNTER_NEXT
INSERT INTO ggzy_core.counter (name, value) VALUES (?, LAST_INSERT_ID(1))
  ON DUPLICATE KEY UPDATE value = LAST_INSERT_ID(value + 1);

-- IDEM_GET : idem
SELECT HEX(request) AS request, status, reply
  FROM ggzy_core.idempotency WHERE account = ? AND idem_key = ?;

-- IDEM_ADD
INSERT INTO ggzy_core.idempotency (account, idem_key, request, status, reply, at)
VALUES (?, ?, ?, ?, ?, ?);

-- INSTALLATION_GET : installation
SELECT name, mode = 'rehearsal' AS rehearsal, speed, platform_code, platform_code11,
       suite
  FROM ggzy_core.installation;

-- Sessions: reading them, in every worker.  Their instants are real time: a
-- rehearsal that lets a day pass in a minute logs nobody out.

-- SESSION_GET : session_row
SELECT a.id AS account, a.subject, a.name, a.login, s.seen_at, s.pending,
       b.name AS subject_name, b.credit_code
  FROM ggzy_core.session s
  JOIN ggzy_core.account a ON a.id = s.account AND a.status = 'active'
  LEFT JOIN ggzy_subject.subject b ON b.id = a.subject
 WHERE s.token = UNHEX(?) AND s.revoked_at IS NULL
   AND s.expires_at > ? AND s.seen_at > ? - COALESCE(s.idle_ms, ?);

-- SESSION_SEEN
UPDATE ggzy_core.session SET seen_at = ? WHERE token = UNHEX(?);

-- USER_GRANTS : grant
SELECT FIELD(role, 'owner', 'agency', 'bidder', 'expert', 'centre', 'supervisor',
             'admin', 'security', 'auditor', 'system') - 1 AS role, region
  FROM ggzy_core.account_role WHERE account = ? ORDER BY 1, 2;

-- CALENDAR_LIST : calendar_day
SELECT TO_DAYS(day) - 719528 AS day, region,
       FIELD(kind, 'work', 'weekend', 'holiday', 'makeup') - 1 AS kind
  FROM ggzy_core.calendar_day ORDER BY day, region;

-- Rules for a class and a domain that are valid on a day: of one key, or of all
-- keys if it is empty.
-- RULE_LIST : rule
SELECT id, class, domain, rule_key, title, op, value, num, den, unit, from_event,
       dir, level, law, article, basis, conf, src, note, method, count_mode,
       region, TO_DAYS(valid_from) - 719528 AS valid_from,
       TO_DAYS(valid_to) - 719528 AS valid_to
  FROM ggzy_core.rule
 WHERE class IN (?, 'ALL', 'EX') AND domain IN (?, 'all')
   AND (? = '' OR rule_key = ?)
   AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)
 ORDER BY rule_key, region, valid_from, id;

-- IDEM_SET
UPDATE ggzy_core.idempotency SET status = ?, reply = ?
 WHERE account = ? AND idem_key = ?;
