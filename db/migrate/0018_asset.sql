-- 国有产权: what an asset trade sells.
CREATE TABLE ggzy_trade.asset (
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL PRIMARY KEY,
  kind TINYINT NOT NULL,                 -- 0 equity 1 increase 2 physical 3 lease
  target VARCHAR(200) NOT NULL,          -- 标的企业, or what the asset is
  description TEXT NOT NULL,
  share INT,                             -- hundredths of a percent
  control_passes TINYINT NOT NULL, lease_months INT,
  approval_body VARCHAR(100) NOT NULL, approval_no VARCHAR(100) NOT NULL,
  approved_on INT NOT NULL,              -- 行为批准, a day
  appraisal_no VARCHAR(100) NOT NULL,    -- 评估备案
  appraised_fen BIGINT NOT NULL,
  cut_approval VARCHAR(100),             -- 低于评估结果的一定比例时的书面同意
  instalments TINYINT NOT NULL,          -- may be paid by instalments
  priority_minutes INT,                  -- from the hammer on, for who has priority
  predisclosed_at BIGINT,
  disclosed_at BIGINT,                   -- of the first round
  result_until BIGINT,                   -- 结果公告 until then
  certificate VARCHAR(60), certified_at BIGINT, -- 交易凭证
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
-- 优先购买权: who has it, and what they said of an offer.
CREATE TABLE ggzy_trade.priority_claim (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL, subject BIGINT NOT NULL,
  share INT NOT NULL,                    -- of the company, hundredths of a percent
  notified_on INT NOT NULL,              -- had the written notice that day
  until BIGINT,                          -- set by the hammer: to be used before
  waived_at BIGINT,
  offer INT, claimed_at BIGINT,          -- takes the lot at this offer
  UNIQUE (trade, subject),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
-- What was paid of the price, through the platform's account.
CREATE TABLE ggzy_trade.settlement (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  domain VARCHAR(16) NOT NULL, trade BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL CHECK (amount_fen > 0), paid_on INT NOT NULL,
  voucher VARCHAR(100) NOT NULL, guarantee VARCHAR(500), late_reason VARCHAR(500),
  account BIGINT NOT NULL, at BIGINT NOT NULL,
  UNIQUE (trade, voucher),
  FOREIGN KEY (trade, domain) REFERENCES ggzy_trade.trade (id, domain)
);
