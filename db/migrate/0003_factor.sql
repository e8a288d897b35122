-- Accounts by 等保三级, GB/T 22239-2019 8.1.4.1: the numbers of the rule as
-- rows, second factors, old passwords, what an account has to do first.
USE ggzy_core;

-- `chosen` is what the administrator set; NULL: as the kind of installation.
CREATE TABLE account_policy (
  name VARCHAR(40) NOT NULL PRIMARY KEY, title VARCHAR(100) NOT NULL,
  unit VARCHAR(16) NOT NULL DEFAULT '',
  production BIGINT NOT NULL, rehearsal BIGINT NOT NULL, chosen BIGINT,
  least BIGINT NOT NULL, most BIGINT NOT NULL, -- in a production installation
  basis VARCHAR(200) NOT NULL, note VARCHAR(300)
);
CREATE VIEW policy AS
  SELECT p.name, COALESCE(p.chosen, IF(i.mode = 'production', p.production,
                                       p.rehearsal)) AS value
    FROM account_policy p JOIN installation i;

-- Instants of accounts and sessions are true time, whatever a rehearsal shows.
ALTER TABLE account
  ADD must_change TINYINT NOT NULL DEFAULT 0, -- set by another than its owner
  ADD password_at BIGINT NOT NULL
    DEFAULT (CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED));
CREATE TABLE password_old (
  account BIGINT NOT NULL, at BIGINT NOT NULL, password VARCHAR(200) NOT NULL,
  PRIMARY KEY (account, at), FOREIGN KEY (account) REFERENCES account (id)
);

-- One-time codes: secrets are sealed with keys/factor.key.  `step` is the last
-- one whose code was taken; `next_secret` waits for its first code.
CREATE TABLE account_factor (
  account BIGINT NOT NULL PRIMARY KEY,
  secret VARBINARY(200), hash TINYINT NOT NULL DEFAULT 0,
  next_secret VARBINARY(200), next_hash TINYINT NOT NULL DEFAULT 0,
  step BIGINT NOT NULL DEFAULT 0, confirmed_at BIGINT,
  FOREIGN KEY (account) REFERENCES account (id)
);

-- What has to be done before anything else (bits of req.h), and after how many
-- idle milliseconds this session ends; NULL: as configured.
ALTER TABLE session
  ADD pending TINYINT NOT NULL DEFAULT 0, ADD idle_ms BIGINT;

-- The three administrators exclude one another and everything else, whoever
-- writes the row: what may not be becomes NULL, which the column refuses.
CREATE TRIGGER role_stands_alone BEFORE INSERT ON account_role FOR EACH ROW
  SET NEW.role = IF(EXISTS (SELECT 1 FROM account_role r
     WHERE r.account = NEW.account AND r.role <> NEW.role
       AND NOT (r.role IN ('owner', 'agency', 'bidder')
                AND NEW.role IN ('owner', 'agency', 'bidder'))), NULL, NEW.role);
CREATE TRIGGER role_stays BEFORE UPDATE ON account_role FOR EACH ROW
  SET NEW.role = IF(NEW.role = OLD.role AND NEW.account = OLD.account,
                    NEW.role, NULL);
