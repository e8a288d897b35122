-- Witnesses of the log, what they signed, and the boxes of sealed bids.

-- Who may co-sign heads.  A witness is never deleted: it ends.
CREATE TABLE ggzy_core.witness (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(40) NOT NULL UNIQUE,      -- in what it signs
  title VARCHAR(100) NOT NULL, region INT NOT NULL,
  public_key VARCHAR(2000) NOT NULL,     -- PEM
  from_at BIGINT NOT NULL, to_at BIGINT
);
-- One row: how many a head needs, and how long an opening waits for them.
CREATE TABLE ggzy_core.witness_policy (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  required INT NOT NULL CHECK (required BETWEEN 0 AND 100),
  wait_ms BIGINT NOT NULL CHECK (wait_ms BETWEEN 0 AND 86400000)
);
INSERT IGNORE INTO ggzy_core.witness_policy (id, required, wait_ms)
VALUES (1, 0, 600000);
-- body is what was signed, after the line "GGZY-COSIGN-1".
CREATE TABLE ggzy_core.log_cosignature (
  size BIGINT NOT NULL, witness BIGINT NOT NULL,
  body VARCHAR(1000) NOT NULL, signature VARCHAR(400) NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (size, witness), KEY (witness, size),
  FOREIGN KEY (witness) REFERENCES ggzy_core.witness (id)
);

-- What was in the box at the deadline.  The event `box-closed` commits to it;
-- leaves are the hashed texts, and no longer secret once the box is open.
CREATE TABLE ggzy_trade.box (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  count BIGINT NOT NULL, root CHAR(64) NOT NULL,
  leaves MEDIUMTEXT NOT NULL,            -- JSON list of objects
  hashes MEDIUMTEXT NOT NULL,            -- JSON list of their hashes
  at BIGINT NOT NULL,
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
