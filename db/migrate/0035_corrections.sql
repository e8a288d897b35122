-- What a person wrote down by mistake is taken back by two; what is to be kept
-- may be refused.
ALTER TABLE ggzy_trade.remittance
  ADD entered_by BIGINT,                 -- by hand; NULL: a statement brought it
  MODIFY reason VARCHAR(500);            -- why it is open, in a person's words
UPDATE ggzy_trade.remittance SET entered_by = matched_by WHERE statement IS NULL;
-- A deposit that never was: the row waits for the one that is.
ALTER TABLE ggzy_trade.deposit ADD cancelled_at BIGINT;
ALTER TABLE ggzy_trade.forfeit ADD note VARCHAR(500); -- why it was rejected
