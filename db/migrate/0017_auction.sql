-- What is sold by rising offers: a lot is the auction of a trade.  Instants in
-- ms; all of them move with the pauses of the lot.
CREATE TABLE ggzy_trade.lot (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  start_fen BIGINT NOT NULL, step_fen BIGINT NOT NULL, ceiling_fen BIGINT,
  countdown_ms BIGINT NOT NULL,          -- what each live offer restores
  apply_to BIGINT NOT NULL,              -- applications and deposits until then
  listing_at BIGINT NOT NULL,            -- quotes from here on
  live_at BIGINT NOT NULL,               -- from here on each offer moves the end
  ends_at BIGINT NOT NULL,
  reserve_hash CHAR(64),                 -- committed to before; NULL: none
  reserve_fen BIGINT,                    -- revealed after
  paused_at BIGINT, closed_at BIGINT,
  seq BIGINT NOT NULL DEFAULT 0,         -- goes up whenever watchers see a change
  offers INT NOT NULL DEFAULT 0,         -- number of the last offer
  price_fen BIGINT, bidder INT,          -- of the last offer
  owner_confirmed BIGINT, winner_confirmed BIGINT,
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  CHECK (step_fen > 0 AND start_fen > 0 AND countdown_ms > 0
         AND apply_to < live_at AND listing_at < live_at AND live_at < ends_at)
);
-- Who applied to take part; others know the number alone, until the end.
CREATE TABLE ggzy_trade.entrant (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  subject BIGINT NOT NULL, account BIGINT NOT NULL,
  state TINYINT NOT NULL DEFAULT 0,      -- 0 applied 1 qualified 2 refused
  bidder INT,                            -- drawn when qualified, kept for ever
  contact VARCHAR(60) NOT NULL, phone VARCHAR(30) NOT NULL,
  applied_at BIGINT NOT NULL, judged_at BIGINT, reason VARCHAR(500),
  UNIQUE (trade, subject), UNIQUE (trade, bidder),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
-- Accepted offers.  Nothing changes or deletes one.
CREATE TABLE ggzy_trade.offer (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, no INT NOT NULL,
  bidder INT NOT NULL, amount_fen BIGINT NOT NULL, at BIGINT NOT NULL,
  live TINYINT NOT NULL, ends_at BIGINT NOT NULL, -- as this offer left it
  seq BIGINT NOT NULL, account BIGINT NOT NULL,
  PRIMARY KEY (trade, no),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  FOREIGN KEY (trade, bidder) REFERENCES ggzy_trade.entrant (trade, bidder)
);
-- 宗地: what a land trade sells.
CREATE TABLE ggzy_trade.parcel (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  number VARCHAR(60) NOT NULL, area BIGINT NOT NULL, -- hundredths of a square metre
  land_use TINYINT NOT NULL, years INT NOT NULL,
  ratio_min INT, ratio_max INT,          -- plot ratio, hundredths
  density_max INT, green_min INT,        -- hundredths of a percent
  height_max INT,                        -- centimetres
  ecology VARCHAR(200) NOT NULL,         -- outcome of the ecological-zone check
  corners TEXT, deposit_reason VARCHAR(500),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
