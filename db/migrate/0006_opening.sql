-- How the bids of a trade are opened, and shares that were not what the bidder
-- committed to, or did not come out of their wrapping.
ALTER TABLE ggzy_trade.trade
  ADD COLUMN opening_rule TINYINT NOT NULL DEFAULT 2; -- 0 trustees 1 bidder 2 either
CREATE TABLE ggzy_trade.share_fault (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bid BIGINT NOT NULL,
  position INT NOT NULL,                 -- of the trustee
  kind TINYINT NOT NULL,                 -- 0 wrong share 1 did not unwrap
  account BIGINT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (bid, position, kind), KEY (trade),
  FOREIGN KEY (bid, domain) REFERENCES ggzy_trade.bid (id, domain)
);
