-- Heads on demand; draws of experts that anybody can do again; sheets that
-- stay what they were when they were locked.

-- Who waits for a signed head that covers what he just wrote adds a row in
-- the same transaction; `clock` signs at its next turn and takes it away.
CREATE TABLE ggzy_core.head_wanted (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  reason VARCHAR(100) NOT NULL, at BIGINT NOT NULL
);

-- Draws before this one had a seed of the server's: they count as drawn.
ALTER TABLE ggzy_expert.draw
  MODIFY seed CHAR(64),
  ADD state TINYINT NOT NULL DEFAULT 3,  -- 0 commits 1 head 2 reveals 3 drawn 4 void
  ADD reason VARCHAR(200),               -- of another draw
  ADD same_max INT NOT NULL DEFAULT 1,   -- experts of one employer
  ADD sitting MEDIUMTEXT,                -- codes of employers who sat already, by comma
  ADD secret CHAR(64) NOT NULL DEFAULT '', -- of the codes' salts
  ADD limit_at BIGINT,                   -- the next commits or reveals by then
  ADD head_size BIGINT, ADD head_root CHAR(64),
  ADD ended_at BIGINT, ADD missing VARCHAR(60); -- sides, of a void draw
-- The pool: who a code stands for.
CREATE TABLE ggzy_expert.draw_place (
  domain VARCHAR(16) NOT NULL, draw BIGINT NOT NULL, place INT NOT NULL,
  expert BIGINT NOT NULL, account BIGINT NOT NULL, name VARCHAR(60) NOT NULL,
  employer CHAR(18), code CHAR(64) NOT NULL, employer_code CHAR(64),
  why VARCHAR(200),                      -- excluded
  PRIMARY KEY (draw, place), FOREIGN KEY (draw) REFERENCES ggzy_expert.draw (id)
);
CREATE TABLE ggzy_expert.draw_party (
  domain VARCHAR(16) NOT NULL, draw BIGINT NOT NULL, party TINYINT NOT NULL,
  account BIGINT NOT NULL, commitment CHAR(64) NOT NULL, committed_at BIGINT NOT NULL,
  value CHAR(64), revealed_at BIGINT,
  PRIMARY KEY (draw, party), FOREIGN KEY (draw) REFERENCES ggzy_expert.draw (id)
);
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_expert.draw_stays
  BEFORE UPDATE ON ggzy_expert.draw FOR EACH ROW
  IF OLD.state > 2 OR NEW.trade <> OLD.trade OR NEW.no <> OLD.no
     OR NEW.pool <> OLD.pool OR NEW.pool_digest <> OLD.pool_digest
     OR NEW.secret <> OLD.secret OR NEW.wanted <> OLD.wanted
     OR NOT (NEW.head_root <=> COALESCE(OLD.head_root, NEW.head_root)) THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''a draw stays what it was'';
  END IF';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_expert.reveal_stays
  BEFORE UPDATE ON ggzy_expert.draw_party FOR EACH ROW
  IF OLD.value IS NOT NULL OR NEW.commitment <> OLD.commitment
     OR NEW.account <> OLD.account OR NEW.party <> OLD.party THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''a contribution stays what it was'';
  END IF';

-- Sheets: locked once and for all, for every user of the database but who
-- may drop a trigger; the event of the lock holds against that one.
ALTER TABLE ggzy_trade.panel_member
  ADD turn INT,                          -- in the order of the draw, from 1
  ADD salt CHAR(32);                     -- in the text of the locked sheet
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.seat_stays
  BEFORE UPDATE ON ggzy_trade.panel_member FOR EACH ROW
  IF NEW.trade <> OLD.trade OR NEW.seat <> OLD.seat OR NEW.side <> OLD.side
     OR NEW.account <> OLD.account OR NOT (NEW.expert <=> OLD.expert)
     OR NOT (NEW.draw <=> OLD.draw) OR NOT (NEW.turn <=> OLD.turn)
     OR OLD.locked_at IS NOT NULL AND (NOT (NEW.locked_at <=> OLD.locked_at)
        OR NOT (NEW.digest <=> OLD.digest) OR NOT (NEW.salt <=> OLD.salt)
        OR NEW.state <> OLD.state) THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''a seat and a locked sheet stay what they were'';
  END IF';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.score_comes_before_lock
  BEFORE INSERT ON ggzy_trade.score FOR EACH ROW
  IF (SELECT locked_at FROM ggzy_trade.panel_member WHERE id = NEW.member) IS NOT NULL THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the sheet is locked'';
  END IF';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.score_stays
  BEFORE UPDATE ON ggzy_trade.score FOR EACH ROW
  SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''scores are written anew, not changed''';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.score_is_kept
  BEFORE DELETE ON ggzy_trade.score FOR EACH ROW
  IF (SELECT locked_at FROM ggzy_trade.panel_member WHERE id = OLD.member) IS NOT NULL THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the sheet is locked'';
  END IF';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.vote_comes_before_lock
  BEFORE INSERT ON ggzy_trade.rejection FOR EACH ROW
  IF (SELECT locked_at FROM ggzy_trade.panel_member WHERE id = NEW.member) IS NOT NULL THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the sheet is locked'';
  END IF';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.vote_stays
  BEFORE UPDATE ON ggzy_trade.rejection FOR EACH ROW
  SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''votes are written anew, not changed''';
EXECUTE IMMEDIATE 'CREATE TRIGGER ggzy_trade.vote_is_kept
  BEFORE DELETE ON ggzy_trade.rejection FOR EACH ROW
  IF (SELECT locked_at FROM ggzy_trade.panel_member WHERE id = OLD.member) IS NOT NULL THEN
    SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the sheet is locked'';
  END IF';

-- Trades that are under way when this comes: the limits of a draw hold for
-- them too.  (A new installation gets these rules with all the others.)
INSERT IGNORE INTO ggzy_core.rule (class, domain, rule_key, title, op, value, num, den,
  unit, from_event, dir, level, law, basis, conf, valid_from)
SELECT 'EX', 'all', x.k, x.title, 'eq', '30', 30, 1, 'minute', x.since, 'after', 'P',
       '无法定值', '无法定值', 'I', '2000-01-01'
  FROM (SELECT 'ex.draw.commit_limit' AS k, '抽取专家时各方提交承诺的时限(平台参数)' AS title,
               '发起抽取' AS since
        UNION SELECT 'ex.draw.reveal_limit', '抽取专家时各方公开随机数的时限(平台参数)',
               '各方承诺齐备') x
 WHERE EXISTS (SELECT 1 FROM ggzy_trade.trade_rule);
INSERT IGNORE INTO ggzy_trade.trade_rule (domain, trade, rule, rule_key, frozen_at)
SELECT f.domain, f.trade, r.id, r.rule_key, MIN(f.frozen_at)
  FROM ggzy_trade.trade_rule f
  JOIN ggzy_core.rule r ON r.rule_key LIKE 'ex.draw.%' AND r.region = 0
 GROUP BY f.domain, f.trade, r.id, r.rule_key;
