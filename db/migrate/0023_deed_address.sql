-- For which installation a deed was signed: its address is in the signed text.
-- What was signed before named none.
ALTER TABLE ggzy_core.deed ADD address VARCHAR(300) AFTER signed_at;
