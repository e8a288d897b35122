-- after: session
-- Statements of `ggzy-clock`.

-- Only one clock at a time: whoever holds this row orders events, reports
-- duties, signs.  Let go at the end of the transaction.

-- CLOCK_LOCK_MAKE
INSERT IGNORE INTO ggzy_core.counter (name, value) VALUES ('clock', 0);

-- CLOCK_LOCK : clock_number
SELECT value AS n FROM ggzy_core.counter WHERE name = 'clock' FOR UPDATE;

-- CLOCK_ACCOUNT : clock_number
SELECT id AS n FROM ggzy_core.account WHERE login = 'clock' AND status = 'active';

-- CLOCK_SPEED : clock_number
SELECT speed AS n FROM ggzy_core.installation;

-- LOG_SIZE : clock_number
SELECT COALESCE(MAX(seq) + 1, 0) AS n FROM ggzy_core.log_entry;

-- Committed events only, in the order of their ids; those still being written
-- come after, whatever their id.

-- PENDING_LIST : pending
SELECT p.event, e.verb, e.body
  FROM ggzy_core.event_pending p JOIN ggzy_core.event e ON e.id = p.event
 ORDER BY p.event LIMIT 1000;

-- One statement a batch: [[seq, event, "hex"], ...] and [[level, idx, "hex"]].

-- LOG_ENTRY_ADD
INSERT INTO ggzy_core.log_entry (seq, event, leaf)
SELECT seq, event, UNHEX(leaf)
  FROM JSON_TABLE(?, '$[*]' COLUMNS (seq BIGINT PATH '$[0]',
       event BIGINT PATH '$[1]', leaf CHAR(64) PATH '$[2]')) t;

-- LOG_NODE_ADD
INSERT INTO ggzy_core.log_node (level, idx, hash)
SELECT level, idx, UNHEX(hash)
  FROM JSON_TABLE(?, '$[*]' COLUMNS (level INT PATH '$[0]',
       idx BIGINT PATH '$[1]', hash CHAR(64) PATH '$[2]')) t;

-- PENDING_DONE
DELETE p FROM ggzy_core.log_entry l STRAIGHT_JOIN ggzy_core.event_pending p
 WHERE l.seq >= ? AND p.event = l.event;

-- HEAD_LAST : clock_number
SELECT COALESCE(MAX(size), 0) AS n FROM ggzy_core.log_head;

-- Read before the events: whoever asks for a head wrote his event with it.

-- HEAD_WANTED_LIST : clock_number
SELECT id AS n FROM ggzy_core.head_wanted ORDER BY id LIMIT 1000;

-- HEAD_WANTED_DONE
DELETE FROM ggzy_core.head_wanted WHERE id = ?;

-- HEAD_ADD
INSERT INTO ggzy_core.log_head (size, root, at, body, signature)
VALUES (?, UNHEX(?), ?, ?, ?);

-- Of each domain the first ones, so that none that is behind fills the list, and
-- none that is under way: their numbers are the argument.

-- DUE_LIST : due_step
SELECT l.id, l.domain, l.trade, l.verb, l.at, l.tries
  FROM (SELECT d.id, d.domain, d.trade, d.verb, d.at, d.tries,
               ROW_NUMBER() OVER (PARTITION BY d.domain
                                  ORDER BY d.tries, d.at, d.id) AS place
          FROM ggzy_trade.due d
         WHERE d.at <= ?
           AND d.id NOT IN (SELECT f.id FROM JSON_TABLE(?, '$[*]'
                              COLUMNS (id BIGINT PATH '$')) f)) l
 WHERE l.place <= 50 ORDER BY l.tries, l.at, l.id;

-- DUE_FAILED
UPDATE ggzy_trade.due SET tries = tries + 1 WHERE id = ?;

-- DUTY_LIST : overdue
SELECT id, domain, trade, rule_key, what, due_at
  FROM ggzy_supervision.duty
 WHERE done_at IS NULL AND reported_at IS NULL AND due_at < ?
 ORDER BY due_at LIMIT 100;

-- DUTY_REPORTED
UPDATE ggzy_supervision.duty SET reported_at = ? WHERE id = ?;
