-- Heads on demand.

-- Who waits for a signed head that covers what he just wrote adds a row in
-- the same transaction; `clock` signs at its next turn and takes it away.
CREATE TABLE ggzy_core.head_wanted (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  reason VARCHAR(100) NOT NULL, at BIGINT NOT NULL
);

