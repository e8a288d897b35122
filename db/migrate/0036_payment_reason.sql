-- Why an instalment is later, or the first smaller, than is usual.
ALTER TABLE ggzy_trade.instalment ADD reason VARCHAR(500);
