-- The suite of the installation: hash of the log, signatures of heads and
-- receipts.  `ggzyctl init` chooses it once; nobody may change it after.
USE ggzy_core;
ALTER TABLE installation
  ADD suite VARCHAR(8) NOT NULL DEFAULT 'p256' CHECK (suite IN ('p256', 'sm'));
CREATE OR REPLACE VIEW instant AS
  SELECT base_ms + (CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)
                    - real_base_ms) * speed AS now_ms,
         CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED) AS real_ms,
         mode, speed, suite
    FROM installation;
