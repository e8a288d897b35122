-- ggzy_core: what every process reads: installation, reference data, rules,
-- accounts and sessions, the event log.  Instants are BIGINT milliseconds UTC,
-- days are DATE, money is BIGINT fen.
CREATE DATABASE IF NOT EXISTS ggzy_core CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE ggzy_core;

-- One row.  Only a rehearsal may differ from the true clock.
CREATE TABLE installation (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  name VARCHAR(100) NOT NULL,
  mode VARCHAR(16) NOT NULL CHECK (mode IN ('production', 'rehearsal')),
  real_base_ms BIGINT NOT NULL DEFAULT 0,
  base_ms BIGINT NOT NULL DEFAULT 0,
  speed BIGINT NOT NULL DEFAULT 1 CHECK (speed BETWEEN 1 AND 100000),
  platform_code CHAR(18) NOT NULL,   -- credit code of the operator
  platform_code11 CHAR(11) NOT NULL, -- older code, inside project numbers
  created_at BIGINT NOT NULL,
  CHECK (mode = 'rehearsal' OR (real_base_ms = base_ms AND speed = 1))
);
-- The one clock: now_ms moves at `speed` from base_ms on.
CREATE VIEW instant AS
  SELECT base_ms + (CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)
                    - real_base_ms) * speed AS now_ms,
         CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED) AS real_ms,
         mode, speed
    FROM installation;

CREATE TABLE region (
  code INT NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL, parent INT,
  level TINYINT NOT NULL, kind VARCHAR(20) NOT NULL,
  valid_from DATE, valid_to DATE, superseded_by INT,
  conf VARCHAR(20) NOT NULL, note VARCHAR(200)
);
CREATE TABLE catalogue_item (
  code VARCHAR(10) NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL,
  class VARCHAR(4) NOT NULL, domain VARCHAR(16) NOT NULL,
  parent VARCHAR(10), level TINYINT NOT NULL,
  national_stage VARCHAR(20), entry_rule VARCHAR(100), supervisor VARCHAR(100),
  conf VARCHAR(20) NOT NULL, note VARCHAR(200), valid_from DATE, valid_to DATE
);
CREATE TABLE rule (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  class VARCHAR(4) NOT NULL,             -- GC ZC TD KQ CQ EX ALL
  domain VARCHAR(16) NOT NULL,
  rule_key VARCHAR(80) NOT NULL,
  title VARCHAR(200) NOT NULL,
  op VARCHAR(8) NOT NULL,                -- ge le gt lt eq flag enum range
  value VARCHAR(200) NOT NULL,
  num BIGINT, den BIGINT,                -- value as num/den
  unit VARCHAR(16) NOT NULL DEFAULT '',
  from_event VARCHAR(100) NOT NULL DEFAULT '', dir VARCHAR(8) NOT NULL DEFAULT '',
  level CHAR(1) NOT NULL,                -- B block W warn P parameter N note
  law VARCHAR(200) NOT NULL, article VARCHAR(60) NOT NULL DEFAULT '',
  basis VARCHAR(300) NOT NULL, conf VARCHAR(20) NOT NULL,
  src VARCHAR(100) NOT NULL DEFAULT '', note VARCHAR(1000) NOT NULL DEFAULT '',
  method VARCHAR(10) NOT NULL DEFAULT '',
  region INT NOT NULL DEFAULT 0,         -- 0 everywhere
  count_mode VARCHAR(16) NOT NULL DEFAULT 'civil_code',
  valid_from DATE NOT NULL, valid_to DATE,
  UNIQUE (rule_key, class, method, region, valid_from)
);
CREATE TABLE trade_method (
  method_code VARCHAR(10) NOT NULL PRIMARY KEY, class VARCHAR(4) NOT NULL,
  domain VARCHAR(16) NOT NULL, name VARCHAR(60) NOT NULL, spec_code VARCHAR(10),
  min_participants INT, conf VARCHAR(20) NOT NULL, src VARCHAR(60), note VARCHAR(300)
);
CREATE TABLE notice_type (
  code VARCHAR(10) NOT NULL PRIMARY KEY, class VARCHAR(4) NOT NULL,
  domain VARCHAR(16) NOT NULL, name VARCHAR(60) NOT NULL,
  national_stage VARCHAR(10), data_no VARCHAR(20), min_period VARCHAR(100),
  basis VARCHAR(100), conf VARCHAR(20) NOT NULL
);
CREATE TABLE deal_class (
  code VARCHAR(4) NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL,
  class VARCHAR(4), conf VARCHAR(20) NOT NULL, src VARCHAR(60)
);
CREATE TABLE national_stage (
  code VARCHAR(4) NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL,
  class VARCHAR(4), conf VARCHAR(20) NOT NULL, src VARCHAR(60)
);
CREATE TABLE expert_class (
  code VARCHAR(10) NOT NULL PRIMARY KEY, parent VARCHAR(10),
  name VARCHAR(100) NOT NULL, level TINYINT NOT NULL, conf VARCHAR(20) NOT NULL,
  src VARCHAR(60)
);
CREATE TABLE code_set (
  set_code VARCHAR(40) NOT NULL, set_name VARCHAR(100) NOT NULL,
  code VARCHAR(20) NOT NULL, name VARCHAR(100) NOT NULL,
  conf VARCHAR(20) NOT NULL, src VARCHAR(60), note VARCHAR(300),
  PRIMARY KEY (set_code, code)
);
CREATE TABLE deal_code_class (
  code VARCHAR(4) NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL,
  src VARCHAR(60), conf VARCHAR(20) NOT NULL
);
CREATE TABLE calendar_day (
  day DATE NOT NULL, region INT NOT NULL DEFAULT 0,
  kind VARCHAR(8) NOT NULL CHECK (kind IN ('work', 'weekend', 'holiday', 'makeup')),
  name VARCHAR(60), conf VARCHAR(20) NOT NULL, source VARCHAR(200),
  PRIMARY KEY (region, day)
);
CREATE TABLE credit_source (
  code VARCHAR(10) NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL,
  class VARCHAR(4), effect VARCHAR(100), conf VARCHAR(20) NOT NULL, src VARCHAR(60)
);
CREATE TABLE service_item (
  id VARCHAR(10) NOT NULL PRIMARY KEY, hook VARCHAR(200) NOT NULL,
  build VARCHAR(300), conf VARCHAR(20) NOT NULL
);
CREATE TABLE supervision_point (
  code VARCHAR(10) NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL,
  logic VARCHAR(300), class VARCHAR(20), conf VARCHAR(20) NOT NULL, basis VARCHAR(100)
);

CREATE TABLE account (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login VARCHAR(60) NOT NULL UNIQUE,
  password VARCHAR(200) NOT NULL,        -- argon2id string
  name VARCHAR(60) NOT NULL,             -- the person
  subject BIGINT,                        -- whom the person acts for
  phone VARCHAR(40),
  status VARCHAR(10) NOT NULL DEFAULT 'active'
    CHECK (status IN ('active', 'locked', 'closed')),
  created_at BIGINT NOT NULL
);
-- A role holds in a region and below.
CREATE TABLE account_role (
  account BIGINT NOT NULL, role VARCHAR(16) NOT NULL, region INT NOT NULL,
  granted_by BIGINT, granted_at BIGINT NOT NULL,
  PRIMARY KEY (account, role, region),
  FOREIGN KEY (account) REFERENCES account (id)
);
-- Public keys (P-256, JWK) to which bids and shares are wrapped.
CREATE TABLE account_key (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT NOT NULL, thumbprint CHAR(43) NOT NULL UNIQUE,
  jwk VARCHAR(1000) NOT NULL, created_at BIGINT NOT NULL, revoked_at BIGINT,
  FOREIGN KEY (account) REFERENCES account (id)
);
CREATE TABLE session (
  token BINARY(32) NOT NULL PRIMARY KEY, -- SHA-256 of the cookie's value
  account BIGINT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL, revoked_at BIGINT,
  address VARCHAR(45) NOT NULL DEFAULT '',
  KEY (account), FOREIGN KEY (account) REFERENCES account (id)
);
-- Failed log-ins by login name and by address.
CREATE TABLE throttle (
  name VARCHAR(120) NOT NULL PRIMARY KEY, fails INT NOT NULL, until_ms BIGINT NOT NULL,
  KEY (until_ms)
);
CREATE TABLE idempotency (
  account BIGINT NOT NULL, idem_key VARCHAR(100) NOT NULL,
  request BINARY(32) NOT NULL, status INT NOT NULL, reply MEDIUMTEXT NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (account, idem_key)
);
-- Gap-free serials of official numbers.
CREATE TABLE counter (
  name VARCHAR(80) NOT NULL PRIMARY KEY, value BIGINT NOT NULL
);

-- The log.  body is the canonical text whose digest is the leaf.
CREATE TABLE event (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL, actor BIGINT, subject BIGINT, address VARCHAR(45),
  module VARCHAR(16) NOT NULL, verb VARCHAR(40) NOT NULL,
  project BIGINT, trade BIGINT, notice BIGINT,
  before_stage TINYINT, after_stage TINYINT,
  public TINYINT NOT NULL,               -- may the feed show the body?
  body MEDIUMTEXT NOT NULL,
  KEY (trade, id), KEY (actor, id), KEY (notice, id)
);
-- Committed events that have no place in the log yet; `clock` empties it.  A
-- trigger fills it: no event can be forgotten, and a worker cannot withhold one.
CREATE TABLE event_pending (event BIGINT NOT NULL PRIMARY KEY);
CREATE TRIGGER event_is_pending AFTER INSERT ON event
  FOR EACH ROW INSERT INTO event_pending (event) VALUES (NEW.id);
CREATE TABLE log_entry (
  seq BIGINT NOT NULL PRIMARY KEY, event BIGINT NOT NULL UNIQUE,
  leaf BINARY(32) NOT NULL
);
CREATE TABLE log_node (
  level TINYINT NOT NULL, idx BIGINT NOT NULL, hash BINARY(32) NOT NULL,
  PRIMARY KEY (level, idx)
);
CREATE TABLE log_head (
  size BIGINT NOT NULL PRIMARY KEY, root BINARY(32) NOT NULL, at BIGINT NOT NULL,
  body VARCHAR(1000) NOT NULL, signature VARCHAR(200) NOT NULL
);
