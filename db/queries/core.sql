-- Statements of every worker.  Names are qualified: each worker has another
-- default database.

-- NOW : instant
SELECT now_ms, real_ms, mode = 'rehearsal' AS rehearsal FROM ggzy_core.instant;

-- EVENT_ADD
INSERT INTO ggzy_core.event
  (at, actor, subject, address, module, verb, project, trade, notice,
   before_stage, after_stage, public, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- EVENT_PENDING_ADD
INSERT INTO ggzy_core.event_pending (event) VALUES (?);

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
SELECT name, mode = 'rehearsal' AS rehearsal, speed, platform_code, platform_code11
  FROM ggzy_core.installation;
