-- Every receipt of a bid, taken or not, with its time stamp once there is one.
USE ggzy_trade;
CREATE TABLE receipt (
  number VARCHAR(40) NOT NULL PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  subject BIGINT, account BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL, reason VARCHAR(20), -- code of the refusal
  digest CHAR(64), at BIGINT NOT NULL,
  event BIGINT NOT NULL,                 -- of the log
  receipt TEXT NOT NULL,                 -- JWS
  token MEDIUMTEXT, stamped_at BIGINT,   -- RFC 3161, base64; its time
  KEY (trade, subject), KEY (trade, account), KEY (stamped_at, at),
  FOREIGN KEY (trade, domain) REFERENCES trade (id, domain)
);
