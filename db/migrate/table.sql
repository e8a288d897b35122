-- What `ggzyctl migrate` knows about the scripts beside this one.
CREATE DATABASE IF NOT EXISTS ggzy_core CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS ggzy_core.schema_migration (
  version INT NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  done INT NOT NULL, total INT NOT NULL, -- statements
  applied_at BIGINT,                     -- NULL: broke off
  ms BIGINT NOT NULL DEFAULT 0
);
-- Who migrates holds the row of this table till all is done.  Only where there
-- is none may its insertion wait for another's, as long as that takes.
CREATE TABLE IF NOT EXISTS ggzy_core.migration_lock (id TINYINT NOT NULL PRIMARY KEY);
SET innodb_lock_wait_timeout = 590;
INSERT IGNORE INTO ggzy_core.migration_lock (id)
SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ggzy_core.migration_lock);
