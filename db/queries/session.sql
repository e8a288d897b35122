-- after: deed
-- Beginning and ending sessions, in the workers where people log in.

-- The idle end of staff is that of the policy; roles change with all sessions
-- of an account ended, so that it holds as long as the session.

-- SESSION_ADD
INSERT INTO ggzy_core.session
  (token, account, created_at, seen_at, expires_at, address, pending, idle_ms)
VALUES (UNHEX(?), ?, ?, ?, ?, ?, ?,
        (SELECT p.value * 60000 FROM ggzy_core.policy p
          WHERE p.name = 'staff-idle'
            AND EXISTS (SELECT 1 FROM ggzy_core.account_role g
                         WHERE g.account = ?
                           AND g.role IN ('centre', 'supervisor', 'admin',
                                          'security', 'auditor'))));

-- SESSION_END
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND token = UNHEX(?) AND revoked_at IS NULL;

-- SESSION_END_ALL
UPDATE ggzy_core.session SET revoked_at = ?
 WHERE account = ? AND revoked_at IS NULL;
