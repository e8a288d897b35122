-- When a deed was signed, by the signer's clock: GGZY-DEED-2 has it in its text.
-- What was signed before had no time and no other deed has that text.
ALTER TABLE ggzy_core.deed ADD signed_at BIGINT AFTER idem_key;
