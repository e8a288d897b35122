-- 矿业权.  Corner points are text of degrees, minutes and seconds with five
-- places, which is exact: it reads as whole hundred-thousandths of a second,
-- the unit of the boxes beside it.
CREATE TABLE ggzy_trade.mining (          -- what a trade grants
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  kind TINYINT NOT NULL,                 -- 0 exploration 1 mining
  mineral VARCHAR(60) NOT NULL, scale TINYINT, -- 0 large 1 medium 2 small
  years INT NOT NULL, area BIGINT NOT NULL, -- square metres, as declared
  lowest INT, highest INT,               -- elevation in centimetres; NULL: all
  reserves VARCHAR(500), survey VARCHAR(60), ecology VARCHAR(200) NOT NULL,
  corners TEXT NOT NULL, west BIGINT NOT NULL, south BIGINT NOT NULL,
  east BIGINT NOT NULL, north BIGINT NOT NULL,
  basis VARCHAR(10), approval VARCHAR(200), -- of an agreement; NULL: by offers
  grantee BIGINT, agreed_fen BIGINT,
  converts VARCHAR(60),                  -- licence of the exploration right
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
-- Rights that are in force: registered after a trade, or granted elsewhere.
-- Days as numbers since 1970-01-01.
CREATE TABLE ggzy_trade.mining_right (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT UNIQUE,
  licence VARCHAR(60) NOT NULL, kind TINYINT NOT NULL, name VARCHAR(200) NOT NULL,
  holder VARCHAR(200) NOT NULL, holder_code VARCHAR(18), region INT NOT NULL,
  mineral VARCHAR(60) NOT NULL, area BIGINT NOT NULL, lowest INT, highest INT,
  corners TEXT NOT NULL, west BIGINT NOT NULL, south BIGINT NOT NULL,
  east BIGINT NOT NULL, north BIGINT NOT NULL,
  valid_from BIGINT NOT NULL, valid_to BIGINT NOT NULL,
  account BIGINT NOT NULL, at BIGINT NOT NULL,
  ended_at BIGINT, ended_reason VARCHAR(500),
  INDEX (licence), INDEX (west, east),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
-- Why a right may be granted by agreement.
CREATE TABLE ggzy_core.agreement_basis (
  code VARCHAR(10) NOT NULL PRIMARY KEY, method VARCHAR(10) NOT NULL,
  name VARCHAR(200) NOT NULL, law VARCHAR(200) NOT NULL, article VARCHAR(60),
  conf VARCHAR(4) NOT NULL, src VARCHAR(200), note VARCHAR(500),
  valid_from DATE NOT NULL, valid_to DATE
);
-- Minutes of arc beyond which nothing is in a region any more.
CREATE TABLE ggzy_core.region_extent (
  region INT NOT NULL PRIMARY KEY, west INT NOT NULL, south INT NOT NULL,
  east INT NOT NULL, north INT NOT NULL, basis VARCHAR(300) NOT NULL,
  conf VARCHAR(4) NOT NULL, src VARCHAR(200), note VARCHAR(500)
);
