-- after: deed
-- Statements of every domain worker, on the views of its default database.

-- TRADE_LOCK : trade
SELECT t.id, t.project, t.domain, t.code, t.deal_code, t.name, t.method, t.stage,
       t.paused, t.region, t.owner, t.agency, t.content, t.evaluation,
       t.price_form, t.estimate_fen, t.ceiling, t.deposit_fen, t.consortium,
       t.documents_from, t.documents_to, t.deadline, t.threshold,
       t.decrypt_minutes, t.opening_rule, t.panel_size, t.panel_owners, t.expert_classes,
       t.round, t.predecessor, t.reason
  FROM trade t WHERE t.id = ? FOR UPDATE;

-- TRADE_PROJECT : trade
SELECT p.state_funded, p.catalogue_item, p.name AS project_name,
       (SELECT COUNT(*) FROM trade_rule r WHERE r.trade = t.id) AS frozen
  FROM trade t JOIN project p ON p.id = t.project WHERE t.id = ?;

-- TRADE_STAGE
UPDATE trade SET stage = ? WHERE id = ?;

-- TRADE_ROLES : trade_role
SELECT EXISTS (SELECT 1 FROM panel_member m
                WHERE m.trade = ? AND m.account = ? AND m.state < 2) AS expert,
       EXISTS (SELECT 1 FROM trustee s
                WHERE s.trade = ? AND s.account = ?) AS trustee;

-- RULE_FROZEN : rule
SELECT r.id, r.class, r.domain, r.rule_key, r.title, r.op, r.value, r.num, r.den,
       r.unit, r.from_event, r.dir, r.level, r.law, r.article, r.basis, r.conf,
       r.src, r.note, r.method, r.count_mode, r.region,
       TO_DAYS(r.valid_from) - 719528 AS valid_from,
       TO_DAYS(r.valid_to) - 719528 AS valid_to
  FROM trade_rule f JOIN ggzy_core.rule r ON r.id = f.rule
 WHERE f.trade = ? AND f.rule_key = ?;

-- RULE_FROZEN_LIST : rule
SELECT r.id, r.class, r.domain, r.rule_key, r.title, r.op, r.value, r.num, r.den,
       r.unit, r.from_event, r.dir, r.level, r.law, r.article, r.basis, r.conf,
       r.src, r.note, r.method, r.count_mode, r.region,
       TO_DAYS(r.valid_from) - 719528 AS valid_from,
       TO_DAYS(r.valid_to) - 719528 AS valid_to
  FROM trade_rule f JOIN ggzy_core.rule r ON r.id = f.rule
 WHERE f.trade = ? ORDER BY f.rule_key;

-- RULE_FREEZE
INSERT INTO trade_rule (domain, trade, rule, rule_key, frozen_at)
SELECT ?, ?, id, rule_key, ? FROM ggzy_core.rule WHERE FIND_IN_SET(id, ?);

-- The same text again is the same statement.
-- STATEMENT_ADD
INSERT IGNORE INTO statement (domain, trade, kind, digest, text, at)
VALUES (?, ?, ?, ?, ?, ?);

-- TRADE_IS : trade
SELECT stage FROM trade WHERE id = ?;

-- HEAD_WANT
INSERT INTO ggzy_core.head_wanted (reason, at) VALUES (?, ?);
