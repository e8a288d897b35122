-- after: deed
-- Beginning and ending sessions, in the workers where people log in.

-- SESSION_ADD
INSERT INTO ggzy_core.session
  (token, account, created_at, seen_at, expires_at, address)
VALUES (UNHEX(?), ?, ?, ?, ?, ?);

-- SESSION_END
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND token = UNHEX(?) AND revoked_at IS NULL;

-- SESSION_END_ALL
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND revoked_at IS NULL;
