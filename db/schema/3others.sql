-- ggzy_expert 专家库, ggzy_supervision 监管信息库, ggzy_archive 电子档案库,
-- ggzy_service (public service) and ggzy_exchange (partners).
CREATE DATABASE IF NOT EXISTS ggzy_expert CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS ggzy_supervision CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS ggzy_archive CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS ggzy_service CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS ggzy_exchange CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE ggzy_expert.expert (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT NOT NULL UNIQUE, name VARCHAR(60) NOT NULL,
  resident_id CHAR(18) NOT NULL UNIQUE, employer CHAR(18), -- credit code
  region INT NOT NULL, title VARCHAR(60) NOT NULL, years INT NOT NULL,
  status VARCHAR(10) NOT NULL DEFAULT 'active', created_at BIGINT NOT NULL
);
CREATE TABLE ggzy_expert.expert_specialty (
  expert BIGINT NOT NULL, class VARCHAR(10) NOT NULL, PRIMARY KEY (expert, class),
  FOREIGN KEY (expert) REFERENCES ggzy_expert.expert (id)
);
-- Subjects an expert must avoid: former employer, relatives, own shares.
CREATE TABLE ggzy_expert.avoidance (
  expert BIGINT NOT NULL, subject CHAR(18) NOT NULL, reason VARCHAR(200) NOT NULL,
  PRIMARY KEY (expert, subject),
  FOREIGN KEY (expert) REFERENCES ggzy_expert.expert (id)
);
CREATE TABLE ggzy_expert.draw (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, no INT NOT NULL,
  wanted INT NOT NULL, pool MEDIUMTEXT NOT NULL, -- JSON: each expert, or why excluded
  pool_digest CHAR(64) NOT NULL, seed CHAR(64) NOT NULL,
  account BIGINT NOT NULL, at BIGINT NOT NULL, UNIQUE (trade, no)
);

CREATE TABLE ggzy_supervision.duty (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, rule_key VARCHAR(80) NOT NULL,
  what VARCHAR(200) NOT NULL, due_at BIGINT NOT NULL, done_at BIGINT, reported_at BIGINT,
  UNIQUE (trade, rule_key, due_at), KEY (due_at)
);
CREATE TABLE ggzy_archive.package (
  trade BIGINT NOT NULL PRIMARY KEY, domain VARCHAR(16) NOT NULL,
  index_json MEDIUMTEXT NOT NULL, digest CHAR(64) NOT NULL, keep_until DATE NOT NULL,
  at BIGINT NOT NULL
);

-- Everything public, append-only.  pos = publish second << 28 | id.
CREATE TABLE ggzy_service.notice (
  id BIGINT NOT NULL PRIMARY KEY,        -- from counter 'notice'
  pos BIGINT NOT NULL UNIQUE,
  domain VARCHAR(16) NOT NULL, class VARCHAR(4) NOT NULL,
  type VARCHAR(10) NOT NULL, national_stage VARCHAR(10) NOT NULL DEFAULT '',
  title VARCHAR(300) NOT NULL, body LONGTEXT NOT NULL,
  region INT NOT NULL, place VARCHAR(100) NOT NULL DEFAULT '',
  publish_at BIGINT NOT NULL,
  project BIGINT, trade BIGINT,          -- first trade of the notice
  project_code VARCHAR(60) NOT NULL DEFAULT '',
  owner_name VARCHAR(200) NOT NULL DEFAULT '',
  due_at BIGINT, amount_fen BIGINT,      -- shown in lists
  facts MEDIUMTEXT,                      -- JSON of the key facts
  duty_person VARCHAR(60) NOT NULL DEFAULT '', examiner VARCHAR(60) NOT NULL DEFAULT '',
  source VARCHAR(40) NOT NULL,           -- 'ggzy' or an import source
  source_name VARCHAR(100) NOT NULL DEFAULT '',
  source_id VARCHAR(80) NOT NULL, source_url VARCHAR(300) NOT NULL DEFAULT '',
  version INT NOT NULL DEFAULT 1,        -- of the same source id
  digest CHAR(64) NOT NULL,              -- SHA-256 of the body
  created_at BIGINT NOT NULL,
  UNIQUE (source, source_id, version), KEY (trade), KEY (project)
);
-- An import batch that was undone hides its notices; they are never deleted.
CREATE TABLE ggzy_service.notice_hidden (
  notice BIGINT NOT NULL PRIMARY KEY, reason VARCHAR(200) NOT NULL, at BIGINT NOT NULL
);
CREATE TABLE ggzy_service.notice_trade (
  notice BIGINT NOT NULL, trade BIGINT NOT NULL, domain VARCHAR(16) NOT NULL,
  PRIMARY KEY (notice, trade), KEY (trade)
);
CREATE TABLE ggzy_service.attachment (
  notice BIGINT NOT NULL, no INT NOT NULL, domain VARCHAR(16) NOT NULL,
  document BIGINT, name VARCHAR(200) NOT NULL, media VARCHAR(100) NOT NULL,
  size BIGINT NOT NULL, digest CHAR(64) NOT NULL, PRIMARY KEY (notice, no)
);
CREATE TABLE ggzy_service.posting (
  g INT UNSIGNED NOT NULL, pos BIGINT NOT NULL, PRIMARY KEY (g, pos)
);
CREATE TABLE ggzy_service.gram_count (g INT UNSIGNED NOT NULL PRIMARY KEY, n BIGINT NOT NULL);
-- How far a follower of the log has come.
CREATE TABLE ggzy_service.cursor_of (
  name VARCHAR(20) NOT NULL PRIMARY KEY, seq BIGINT NOT NULL
);
CREATE TABLE ggzy_exchange.import_batch (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source VARCHAR(40) NOT NULL, profile VARCHAR(40) NOT NULL, file VARCHAR(300) NOT NULL,
  digest CHAR(64) NOT NULL, rows_new BIGINT NOT NULL, rows_changed BIGINT NOT NULL,
  rows_same BIGINT NOT NULL, at BIGINT NOT NULL, undone_at BIGINT
);
CREATE TABLE ggzy_exchange.import_row (
  batch BIGINT NOT NULL, line BIGINT NOT NULL, source_id VARCHAR(80) NOT NULL,
  content_hash CHAR(64) NOT NULL, notice BIGINT NOT NULL,
  PRIMARY KEY (batch, line), KEY (notice)
);
