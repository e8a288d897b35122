-- Statements of `ggzyctl migrate`: the tables of db/migrate/table.sql alone.

-- MIGRATION_LOCK : number
SELECT id AS n FROM ggzy_core.migration_lock WHERE id = 1 FOR UPDATE;

-- MIGRATION_LIST : migration
SELECT version, name, sha256, done, total, applied_at, ms
  FROM ggzy_core.schema_migration ORDER BY version;

-- MIGRATION_ADD
INSERT INTO ggzy_core.schema_migration (version, name, sha256, done, total)
VALUES (?, ?, ?, 0, ?)
  ON DUPLICATE KEY UPDATE name = VALUE(name), sha256 = VALUE(sha256),
                          total = VALUE(total);

-- MIGRATION_DONE
UPDATE ggzy_core.schema_migration
   SET done = ?, ms = ms + ?,
       applied_at = IF(done < total, NULL,
                       CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED))
 WHERE version = ?;
