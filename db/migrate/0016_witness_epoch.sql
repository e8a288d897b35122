-- A witness that takes the log up anew begins a new epoch, the first being 0.
-- Its co-signatures count when the platform has recognised that epoch.
ALTER TABLE ggzy_core.witness ADD epoch BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ggzy_core.log_cosignature
  ADD epoch BIGINT NOT NULL DEFAULT 0,
  DROP PRIMARY KEY, ADD PRIMARY KEY (size, witness, epoch);
