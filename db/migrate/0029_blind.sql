-- What hides who did something from whoever would try all accounts: it stands in
-- the digest `by` of an event's body, and nowhere in public.
ALTER TABLE ggzy_core.event ADD blind CHAR(32) AFTER address;
