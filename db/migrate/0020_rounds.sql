-- Other ways to sell a lot than by rising offers alone.
ALTER TABLE ggzy_trade.lot
  ADD bidding TINYINT NOT NULL DEFAULT 0, -- 0 rising 1 called by an auctioneer 2 sealed
  ADD called TINYINT NOT NULL DEFAULT 0,  -- 0 nothing 1 asked 2 once 3 twice 4 knocked 5 passed
  ADD asked_fen BIGINT,                   -- what the auctioneer asks
  ADD at_ceiling TINYINT NOT NULL DEFAULT 0, -- 0 the first wins 1 built area 2 lots are drawn
  ADD build_step BIGINT, ADD build_max BIGINT, -- whole square metres
  ADD build BIGINT,                       -- of the last offer
  ADD drawn INT,                          -- the bidder that was drawn
  ADD CHECK (called = 0 OR bidding = 1),
  ADD CHECK (at_ceiling = 0 OR ceiling_fen IS NOT NULL),
  ADD CHECK (at_ceiling <> 1 OR COALESCE(build_step, 0) > 0),
  ADD CHECK (build IS NULL OR at_ceiling = 1);
ALTER TABLE ggzy_trade.offer ADD build BIGINT; -- above the ceiling price
-- Who takes the ceiling price and waits for the drawing of lots.
CREATE TABLE ggzy_trade.acceptance (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bidder INT NOT NULL,
  at BIGINT NOT NULL, account BIGINT NOT NULL,
  PRIMARY KEY (trade, bidder),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  FOREIGN KEY (trade, bidder) REFERENCES ggzy_trade.entrant (trade, bidder)
);
-- Whom a draw draws: 0 experts, 1 bidders.
ALTER TABLE ggzy_expert.draw ADD kind TINYINT NOT NULL DEFAULT 0;
-- One offer each, committed to and then revealed; NULL: not revealed.
CREATE TABLE ggzy_trade.sealed_offer (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, bidder INT NOT NULL,
  commitment CHAR(64) NOT NULL, at BIGINT NOT NULL, account BIGINT NOT NULL,
  amount_fen BIGINT, revealed_at BIGINT,
  no INT NOT NULL,                       -- in the order they came
  PRIMARY KEY (trade, bidder), UNIQUE (trade, no), UNIQUE (trade, commitment),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  FOREIGN KEY (trade, bidder) REFERENCES ggzy_trade.entrant (trade, bidder)
);
-- Points of an entrant for what is not the price, in hundredths.
CREATE TABLE ggzy_trade.entrant_point (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, entrant BIGINT NOT NULL,
  item INT NOT NULL, score BIGINT NOT NULL,
  PRIMARY KEY (trade, entrant, item),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain),
  FOREIGN KEY (entrant) REFERENCES ggzy_trade.entrant (id)
);
-- A parcel of several uses, each with its share of the area and its years.
CREATE TABLE ggzy_trade.parcel_use (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, no INT NOT NULL,
  land_use TINYINT NOT NULL, area BIGINT NOT NULL, years INT NOT NULL,
  PRIMARY KEY (trade, no),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
