-- Certificates: which issuers are recognised, what they say of revocation,
-- whose certificates are bound to which account, and the signatures of deeds.
-- Instants of this file are real ones, also in a rehearsal, but for deed.at.
USE ggzy_core;

-- An issuer that is recognised from a day to a day.  A row is never changed
-- but to end it; new terms are a new row.
CREATE TABLE ca (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  kind VARCHAR(8) NOT NULL CHECK (kind IN ('ukey', 'mobile')),
  login TINYINT NOT NULL, sign TINYINT NOT NULL, seal TINYINT NOT NULL,
  policy VARCHAR(64),                    -- OID its certificates must assert
  code_at VARCHAR(80) NOT NULL,          -- where the holder's code stands
  recognised_from BIGINT NOT NULL, recognised_to BIGINT NOT NULL,
  crl_url VARCHAR(300), ocsp_url VARCHAR(300),
  created_at BIGINT NOT NULL, ended_at BIGINT, end_reason VARCHAR(200)
);
-- Position 0 is the root, the others its intermediates.
CREATE TABLE ca_certificate (
  ca BIGINT NOT NULL, position TINYINT NOT NULL,
  name CHAR(64) NOT NULL,                -- SHA-256 of its subject's DER
  authority CHAR(64) NOT NULL,           -- SHA-256 of that and its public key
  subject VARCHAR(1000) NOT NULL,
  valid_from BIGINT NOT NULL, valid_to BIGINT NOT NULL,
  fingerprint CHAR(64) NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (ca, position), KEY (name), KEY (authority),
  FOREIGN KEY (ca) REFERENCES ca (id)
);

-- Lists whose issuer and signature were checked when they came.  All are kept
-- as evidence; the numbers of the last one alone.
CREATE TABLE crl (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  authority CHAR(64) NOT NULL, number VARCHAR(40) NOT NULL,
  this_update BIGINT NOT NULL, next_update BIGINT NOT NULL,
  digest CHAR(64) NOT NULL, der LONGBLOB NOT NULL, loaded_at BIGINT NOT NULL,
  UNIQUE (authority, this_update, digest)
);
CREATE TABLE crl_entry (
  crl BIGINT NOT NULL, serial VARCHAR(40) NOT NULL, revoked_at BIGINT NOT NULL,
  PRIMARY KEY (crl, serial), FOREIGN KEY (crl) REFERENCES crl (id)
);
CREATE TABLE ocsp_answer (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  authority CHAR(64) NOT NULL, serial VARCHAR(40) NOT NULL,
  status TINYINT NOT NULL,               -- 0 good, 1 revoked, 2 unknown
  this_update BIGINT NOT NULL, next_update BIGINT NOT NULL,
  revoked_at BIGINT, digest CHAR(64) NOT NULL, der BLOB NOT NULL,
  loaded_at BIGINT NOT NULL, KEY (authority, serial, this_update)
);

-- Who once bound a certificate signs for ever: a row stays, `bound` goes.
CREATE TABLE account_certificate (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account BIGINT NOT NULL, ca BIGINT NOT NULL,
  issuer CHAR(64) NOT NULL,              -- SHA-256 of the issuer's name
  serial VARCHAR(40) NOT NULL, code CHAR(18) NOT NULL,
  fingerprint CHAR(64) NOT NULL, subject VARCHAR(1000) NOT NULL,
  valid_from BIGINT NOT NULL, valid_to BIGINT NOT NULL,
  authority CHAR(64) NOT NULL, der BLOB NOT NULL,
  bound TINYINT DEFAULT 1,               -- NULL: no longer
  bound_at BIGINT NOT NULL, revoked_at BIGINT,
  UNIQUE (issuer, serial, code, bound), KEY (account),
  FOREIGN KEY (account) REFERENCES account (id),
  FOREIGN KEY (ca) REFERENCES ca (id)
);
-- What has to be signed to log in or to bind; gone when used.
CREATE TABLE challenge (
  digest CHAR(64) NOT NULL PRIMARY KEY,  -- SHA-256 of what was given out
  address VARCHAR(45) NOT NULL, expires_at BIGINT NOT NULL,
  KEY (address, expires_at), KEY (expires_at)
);

-- The evidence of a signed deed.  The signature is over
--   GGZY-DEED-1 LF method SP path LF idempotency key LF hex SHA-256 of body LF
-- and the revocation answer is the row of crl or ocsp_answer relied upon.
CREATE TABLE deed (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL, real_at BIGINT NOT NULL,
  module VARCHAR(16) NOT NULL, account BIGINT NOT NULL,
  event BIGINT, project BIGINT, trade BIGINT, notice BIGINT,
  method VARCHAR(8) NOT NULL, path VARCHAR(200) NOT NULL,
  idem_key VARCHAR(100) NOT NULL, body_digest CHAR(64) NOT NULL,
  text_digest CHAR(64) NOT NULL, ca BIGINT NOT NULL,
  fingerprint CHAR(64) NOT NULL,
  chain MEDIUMTEXT NOT NULL,             -- JSON, base64 DER, leaf to root
  crl BIGINT, ocsp BIGINT, signature VARCHAR(3000) NOT NULL, -- base64
  UNIQUE (account, idem_key), KEY (trade), KEY (project),
  FOREIGN KEY (account) REFERENCES account (id),
  FOREIGN KEY (ca) REFERENCES ca (id),
  FOREIGN KEY (crl) REFERENCES crl (id),
  FOREIGN KEY (ocsp) REFERENCES ocsp_answer (id)
);
-- Must everybody sign, or only who bound a certificate?
CREATE TABLE deed_policy (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1), required TINYINT NOT NULL
);
INSERT IGNORE INTO deed_policy (id, required) VALUES (1, 0);
