-- What the bundle of a trade needs: the trail that chains its events, and the
-- texts of which the log has the digest (modules/trade/TRUST.md).
USE ggzy_core;
CREATE TABLE trail (
  trade BIGINT NOT NULL PRIMARY KEY,
  hash BINARY(32) NOT NULL               -- after its last event
);
USE ggzy_trade;
CREATE TABLE statement (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL,             -- terms opening sheet ranking ...
  digest CHAR(64) NOT NULL, text MEDIUMTEXT NOT NULL, at BIGINT NOT NULL,
  UNIQUE (trade, kind, digest),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
