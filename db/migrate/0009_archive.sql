-- The archive: official documents, made when what they tell of is in the log,
-- and the package of a trade that has ended.  Files lie under their SHA-256.
CREATE TABLE ggzy_archive.document (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL,
  event BIGINT NOT NULL, seq BIGINT NOT NULL, -- of what it tells
  access TINYINT NOT NULL,               -- 0 public 1 insiders, after the award
  title VARCHAR(300) NOT NULL, pages INT NOT NULL,
  pdf CHAR(64) NOT NULL, pdf_size BIGINT NOT NULL,
  json CHAR(64) NOT NULL, json_size BIGINT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (event, kind), KEY (trade, id)
);
CREATE TABLE ggzy_archive.bag (
  trade BIGINT NOT NULL PRIMARY KEY, domain VARCHAR(16) NOT NULL,
  name VARCHAR(100) NOT NULL, digest CHAR(64) NOT NULL,
  size BIGINT NOT NULL, files BIGINT NOT NULL,
  head_size BIGINT NOT NULL,             -- the signed head its events are in
  at BIGINT NOT NULL, KEY (digest)
);
ALTER TABLE ggzy_archive.package ADD COLUMN keep_rule VARCHAR(80);
