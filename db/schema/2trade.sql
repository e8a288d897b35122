-- ggzy_trade 交易信息库: one set of tables for all domains.  Every table carries
-- the domain, so that each worker sees its own rows only, through views.
CREATE DATABASE IF NOT EXISTS ggzy_trade CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE ggzy_trade;

CREATE TABLE project (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL,
  code VARCHAR(50) NOT NULL UNIQUE,      -- 项目编号 C17
  tender_code VARCHAR(50) NOT NULL,      -- 招标项目编号 C20
  name VARCHAR(200) NOT NULL,
  catalogue_item VARCHAR(10) NOT NULL, region INT NOT NULL,
  owner BIGINT NOT NULL, agency BIGINT,  -- subjects
  entry_kind TINYINT NOT NULL,           -- 0 must, 1 voluntary
  state_funded TINYINT NOT NULL, investment_fen BIGINT NOT NULL,
  approval_no VARCHAR(100), fund_source VARCHAR(200), place VARCHAR(200),
  summary TEXT, supervisor VARCHAR(100),
  account BIGINT NOT NULL, created_at BIGINT NOT NULL,
  UNIQUE (id, domain), KEY (domain, owner, id)
);
CREATE TABLE trade (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, project BIGINT NOT NULL,
  code VARCHAR(50) NOT NULL UNIQUE,      -- 标段编号 C23
  deal_code CHAR(40) NOT NULL UNIQUE,    -- 统一交易标识码
  name VARCHAR(200) NOT NULL,
  method VARCHAR(10) NOT NULL,           -- trade_method
  stage TINYINT NOT NULL DEFAULT 0,
  paused VARCHAR(200),                   -- reason; NULL: not paused
  region INT NOT NULL, owner BIGINT NOT NULL, agency BIGINT,
  content TINYINT NOT NULL,              -- 0 works 1 goods 2 services
  evaluation TINYINT NOT NULL,           -- 1 综合评估法 2 经评审的最低投标价法
  price_form TINYINT NOT NULL,           -- 1 amount 2 rate 3 unit price
  estimate_fen BIGINT NOT NULL, ceiling BIGINT, -- in the unit of the price form
  deposit_fen BIGINT NOT NULL DEFAULT 0,
  consortium TINYINT NOT NULL DEFAULT 0, -- joint bids allowed
  duration_days BIGINT, quality VARCHAR(100), qualification TEXT,
  expert_classes VARCHAR(200),           -- comma separated
  panel_size INT, panel_owners INT,      -- seats, of them owner's delegates
  documents_from BIGINT, documents_to BIGINT, deadline BIGINT,
  threshold INT, decrypt_minutes INT,    -- trustees needed; opening window
  round INT NOT NULL DEFAULT 1, predecessor BIGINT,
  reason VARCHAR(500),                   -- of failure or termination
  created_at BIGINT NOT NULL,
  UNIQUE (id, domain),
  FOREIGN KEY (project, domain) REFERENCES project (id, domain),
  KEY (domain, stage, id), KEY (project)
);
-- The rules that hold for a trade since its first notice.
CREATE TABLE trade_rule (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, rule INT NOT NULL,
  rule_key VARCHAR(80) NOT NULL, frozen_at BIGINT NOT NULL,
  PRIMARY KEY (trade, rule_key),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
-- A notice before it is public; published text lives in ggzy_service.notice.
CREATE TABLE notice (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, project BIGINT NOT NULL,
  type VARCHAR(10) NOT NULL, nature TINYINT NOT NULL DEFAULT 1, -- 公告性质
  title VARCHAR(200) NOT NULL, body MEDIUMTEXT NOT NULL,
  facts TEXT,                            -- JSON of the key facts
  duty_person VARCHAR(60) NOT NULL, examiner VARCHAR(60) NOT NULL,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 scheduled 1 published 2 cancelled
  publish_at BIGINT NOT NULL, public BIGINT, -- ggzy_service.notice
  corrects BIGINT,                       -- an earlier notice
  account BIGINT NOT NULL, created_at BIGINT NOT NULL,
  UNIQUE (id, domain), FOREIGN KEY (project, domain) REFERENCES project (id, domain)
);
CREATE TABLE notice_trade (
  domain VARCHAR(16) NOT NULL, notice BIGINT NOT NULL, trade BIGINT NOT NULL,
  PRIMARY KEY (notice, trade), KEY (trade),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain),
  FOREIGN KEY (notice, domain) REFERENCES notice (id, domain)
);
CREATE TABLE document (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, project BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL, kind VARCHAR(20) NOT NULL, media VARCHAR(100) NOT NULL,
  digest CHAR(64) NOT NULL, size BIGINT NOT NULL,
  account BIGINT NOT NULL, created_at BIGINT NOT NULL,
  UNIQUE (id, domain), FOREIGN KEY (project, domain) REFERENCES project (id, domain)
);
CREATE TABLE notice_document (
  domain VARCHAR(16) NOT NULL, notice BIGINT NOT NULL, document BIGINT NOT NULL,
  PRIMARY KEY (notice, document),
  FOREIGN KEY (document, domain) REFERENCES document (id, domain)
);
-- Who took the documents: secret until the deadline, from the owner too.
CREATE TABLE document_taken (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, document BIGINT NOT NULL,
  subject BIGINT NOT NULL, account BIGINT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (trade, document, account),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE invitee (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, subject BIGINT NOT NULL,
  PRIMARY KEY (trade, subject),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE question (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  subject BIGINT NOT NULL, account BIGINT NOT NULL, -- never shown
  body TEXT NOT NULL, at BIGINT NOT NULL, answer TEXT, answered_at BIGINT,
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE deposit (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, subject BIGINT NOT NULL,
  kind TINYINT NOT NULL,                 -- 0 cash 1 e-guarantee
  amount_fen BIGINT NOT NULL, payer_account VARCHAR(40), issuer VARCHAR(200),
  guarantee_no VARCHAR(60), valid_to BIGINT, digest CHAR(64),
  received_at BIGINT NOT NULL, returned_at BIGINT, account BIGINT NOT NULL,
  UNIQUE (trade, subject),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
-- Those who hold the shares of the opening: owner, centre, supervision.
CREATE TABLE trustee (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, position INT NOT NULL,
  side VARCHAR(12) NOT NULL, account BIGINT NOT NULL, account_key BIGINT NOT NULL,
  released_at BIGINT,
  PRIMARY KEY (trade, position), UNIQUE (trade, account),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE bid (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  subject BIGINT NOT NULL, account BIGINT NOT NULL,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 stands 1 superseded 2 withdrawn
  digest CHAR(64) NOT NULL, size BIGINT NOT NULL, header MEDIUMTEXT NOT NULL,
  received_at BIGINT NOT NULL, receipt TEXT NOT NULL,
  ended_at BIGINT,
  UNIQUE (id, domain), KEY (trade, subject, id), KEY (digest),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE bid_member (
  domain VARCHAR(16) NOT NULL, bid BIGINT NOT NULL, subject BIGINT NOT NULL,
  leader TINYINT NOT NULL, PRIMARY KEY (bid, subject),
  FOREIGN KEY (bid, domain) REFERENCES bid (id, domain)
);
CREATE TABLE share (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bid BIGINT NOT NULL,
  position INT NOT NULL, share BINARY(32) NOT NULL, account BIGINT NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (bid, position),
  FOREIGN KEY (bid, domain) REFERENCES bid (id, domain)
);
-- One line a bid of the opening record.
CREATE TABLE opening (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bid BIGINT NOT NULL,
  subject BIGINT NOT NULL, bidder VARCHAR(500) NOT NULL, -- members by ;
  opened TINYINT NOT NULL, cause VARCHAR(200),
  withdrawal TINYINT,                    -- 0 撤销 bidder's cause 1 撤回 other
  price BIGINT, price_text VARCHAR(200), duration_days BIGINT, quality VARCHAR(100),
  manager VARCHAR(60), digest CHAR(64),  -- of the opened file, a blob
  media VARCHAR(100), name VARCHAR(200), at BIGINT NOT NULL,
  PRIMARY KEY (bid), KEY (trade),
  FOREIGN KEY (bid, domain) REFERENCES bid (id, domain)
);
CREATE TABLE score_item (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, no INT NOT NULL,
  name VARCHAR(100) NOT NULL, kind TINYINT NOT NULL, -- 0 by experts 1 price
  max_score BIGINT NOT NULL,             -- hundredths
  PRIMARY KEY (trade, no), FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE panel_member (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, seat INT NOT NULL,
  side TINYINT NOT NULL,                 -- 0 expert drawn 1 owner's delegate
  expert BIGINT, account BIGINT NOT NULL, draw BIGINT,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 called 1 present 2 avoided 3 absent
  reason VARCHAR(200), leader TINYINT NOT NULL DEFAULT 0,
  locked_at BIGINT, digest CHAR(64),     -- of the locked sheet
  UNIQUE (trade, account), UNIQUE (id, domain),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE score (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, member BIGINT NOT NULL,
  bid BIGINT NOT NULL, item INT NOT NULL, score BIGINT NOT NULL,
  PRIMARY KEY (member, bid, item),
  FOREIGN KEY (member, domain) REFERENCES panel_member (id, domain)
);
-- A member's vote that a bid be rejected, on one of the seven grounds.
CREATE TABLE rejection (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, member BIGINT NOT NULL,
  bid BIGINT NOT NULL, ground TINYINT NOT NULL, reason VARCHAR(500) NOT NULL,
  PRIMARY KEY (member, bid),
  FOREIGN KEY (member, domain) REFERENCES panel_member (id, domain)
);
CREATE TABLE candidate (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bid BIGINT NOT NULL,
  subject BIGINT NOT NULL, rejected TINYINT NOT NULL, ground TINYINT,
  reason VARCHAR(500), score BIGINT, price BIGINT, rank INT, -- 1..3 candidates
  PRIMARY KEY (bid), KEY (trade, rank),
  FOREIGN KEY (bid, domain) REFERENCES bid (id, domain)
);
CREATE TABLE objection (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  subject BIGINT NOT NULL, account BIGINT NOT NULL,
  kind TINYINT NOT NULL,                 -- 1 documents 2 opening 3 result
  body TEXT NOT NULL, at BIGINT NOT NULL, reply_by BIGINT NOT NULL,
  answer TEXT, answered_at BIGINT, state TINYINT NOT NULL DEFAULT 0, -- 0 open 1 answered 2 withdrawn
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE award (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  bid BIGINT NOT NULL, subject BIGINT NOT NULL, price BIGINT NOT NULL,
  at BIGINT NOT NULL, reason VARCHAR(500), account BIGINT NOT NULL,
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
CREATE TABLE contract (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  number VARCHAR(60) NOT NULL, amount_fen BIGINT NOT NULL, signed_on BIGINT NOT NULL,
  period_days BIGINT, bond_fen BIGINT NOT NULL DEFAULT 0, digest CHAR(64),
  late_reason VARCHAR(500), account BIGINT NOT NULL, at BIGINT NOT NULL,
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
-- Performance records and contract changes.
CREATE TABLE performance (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  kind TINYINT NOT NULL,                 -- 0 progress 1 payment 2 change 3 acceptance 4 evaluation
  body TEXT NOT NULL, amount_fen BIGINT, account BIGINT NOT NULL, at BIGINT NOT NULL,
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
-- Steps that time takes; `clock` calls the worker when one is due.
CREATE TABLE due (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT, notice BIGINT,
  verb VARCHAR(40) NOT NULL, at BIGINT NOT NULL,
  tries INT NOT NULL DEFAULT 0, KEY (at), KEY (trade, verb)
);
