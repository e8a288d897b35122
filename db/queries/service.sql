-- after: account
-- The public service.  Everything here may be seen by anybody.

-- The newest notices.  pos runs with the time of publication, so that it is
-- order and page key at once; the number counts the terms that all must hold,
-- the rarest first (see modules/core/terms.h).

-- NOTICE_BY_0 : notice_item
SELECT n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.notice n
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE n.pos < ? AND n.pos >= ?
   AND h.notice IS NULL
 ORDER BY n.pos DESC LIMIT ?;

-- NOTICE_BY_1 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.posting p0
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- NOTICE_BY_2 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- NOTICE_BY_3 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- The same with the text, to look for the very words in it.

-- SEARCH_BY_1 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_2 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_3 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_4 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.posting p3 ON p3.g = ? AND p3.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_5 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.posting p3 ON p3.g = ? AND p3.pos = p0.pos
  JOIN ggzy_service.posting p4 ON p4.g = ? AND p4.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_6 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.posting p3 ON p3.g = ? AND p3.pos = p0.pos
  JOIN ggzy_service.posting p4 ON p4.g = ? AND p4.pos = p0.pos
  JOIN ggzy_service.posting p5 ON p5.g = ? AND p5.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_7 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.posting p3 ON p3.g = ? AND p3.pos = p0.pos
  JOIN ggzy_service.posting p4 ON p4.g = ? AND p4.pos = p0.pos
  JOIN ggzy_service.posting p5 ON p5.g = ? AND p5.pos = p0.pos
  JOIN ggzy_service.posting p6 ON p6.g = ? AND p6.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- SEARCH_BY_8 : notice_item
SELECT STRAIGHT_JOIN n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version, n.body
  FROM ggzy_service.posting p0
  JOIN ggzy_service.posting p1 ON p1.g = ? AND p1.pos = p0.pos
  JOIN ggzy_service.posting p2 ON p2.g = ? AND p2.pos = p0.pos
  JOIN ggzy_service.posting p3 ON p3.g = ? AND p3.pos = p0.pos
  JOIN ggzy_service.posting p4 ON p4.g = ? AND p4.pos = p0.pos
  JOIN ggzy_service.posting p5 ON p5.g = ? AND p5.pos = p0.pos
  JOIN ggzy_service.posting p6 ON p6.g = ? AND p6.pos = p0.pos
  JOIN ggzy_service.posting p7 ON p7.g = ? AND p7.pos = p0.pos
  JOIN ggzy_service.notice n ON n.pos = p0.pos
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE p0.g = ? AND p0.pos < ? AND p0.pos >= ?
   AND h.notice IS NULL
 ORDER BY p0.pos DESC LIMIT ?;

-- GRAM_COUNTS : gram_count
SELECT g, n FROM ggzy_service.gram_count
 WHERE g IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
             ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- GRAM_RANGE : gram_count
SELECT g, n FROM ggzy_service.gram_count WHERE g >= ? AND g < ? AND n > 0;

-- One row, by keys alone: the answer asked for most.

-- NOTICE_GET : notice_full
SELECT n.id, n.domain, n.class, n.type, t.name AS type_name, n.national_stage,
       n.title, n.body, n.region, g.name AS region_name, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.facts, n.duty_person, n.examiner, n.source, n.source_name, n.source_id,
       n.source_url, n.version, n.digest, h.reason AS hidden, l.seq
  FROM ggzy_service.notice n
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_core.region g ON g.code = n.region
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
  LEFT JOIN ggzy_core.event v ON v.notice = n.id AND v.public = 1
        AND v.verb IN ('publish-notice', 'import')
  LEFT JOIN ggzy_core.log_entry l ON l.event = v.id
 WHERE n.id = ? LIMIT 1;

-- NOTICE_TRADES : one_number
SELECT trade AS n FROM ggzy_service.notice_trade WHERE notice = ? ORDER BY trade;

-- NOTICE_SIBLINGS : notice_item
SELECT n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.notice n
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE n.project = ? AND n.id <> ?
   AND h.notice IS NULL
 ORDER BY n.pos;

-- NOTICE_OF_TRADE : notice_item
SELECT n.id, n.pos, n.domain, n.type, n.title, n.region, n.place, n.publish_at,
       n.project, n.trade, n.project_code, n.owner_name, n.due_at, n.amount_fen,
       n.source, n.source_name, n.version
  FROM ggzy_service.notice_trade x JOIN ggzy_service.notice n ON n.id = x.notice
 WHERE x.trade = ? ORDER BY n.pos;

-- ATTACHMENT_LIST : attachment
SELECT no, name, media, size, digest, document
  FROM ggzy_service.attachment WHERE notice = ? ORDER BY no;

-- ATTACHMENT_GET : attachment
SELECT no, name, media, size, digest, document
  FROM ggzy_service.attachment WHERE notice = ? AND no = ?;

-- TRADE_GET : public_trade
SELECT t.id, t.domain, t.project, t.code, t.deal_code, t.name, t.method,
       m.name AS method_name, t.stage, t.paused, t.region, g.name AS region_name,
       t.content, t.evaluation, t.price_form, t.ceiling, t.deposit_fen,
       t.consortium, t.documents_from, t.documents_to, t.deadline, t.threshold,
       t.round, t.predecessor, t.reason, t.project_name, t.project_code,
       t.catalogue_item, t.owner_name, t.owner_code, t.agency_name, t.agency_code
  FROM ggzy_service.public_trade t
  LEFT JOIN ggzy_core.trade_method m ON m.method_code = t.method
  LEFT JOIN ggzy_core.region g ON g.code = t.region
 WHERE t.id = ?;

-- TRADE_EVENTS : timeline_row
SELECT v.at, v.verb, v.notice, v.before_stage AS `before`, v.after_stage AS `after`,
       l.seq
  FROM ggzy_core.event v LEFT JOIN ggzy_core.log_entry l ON l.event = v.id
 WHERE v.trade = ? AND v.public = 1 ORDER BY v.id;

-- TRADE_RULES : rule
SELECT r.id, r.class, r.domain, r.rule_key, r.title, r.op, r.value, r.num, r.den,
       r.unit, r.from_event, r.dir, r.level, r.law, r.article, r.basis, r.conf,
       r.src, r.note, r.method, r.region, r.count_mode,
       DATEDIFF(r.valid_from, '1970-01-01') AS valid_from,
       DATEDIFF(r.valid_to, '1970-01-01') AS valid_to
  FROM ggzy_service.public_trade_rule f JOIN ggzy_core.rule r ON r.id = f.rule
 WHERE f.trade = ? ORDER BY r.rule_key;

-- TRADE_OPENINGS : public_opening
SELECT bidder, opened, cause, price, price_text, duration_days, quality, manager
  FROM ggzy_service.public_opening WHERE trade = ? ORDER BY bid;

-- TRADE_CANDIDATES : public_candidate
SELECT bidder, rejected, ground, reason, score, price, rank
  FROM ggzy_service.public_candidate
 WHERE trade = ? ORDER BY rejected, rank IS NULL, rank, bidder;

-- TRADE_AWARD : public_award
SELECT bidder, price, at, contract_number, contract_fen, signed_on
  FROM ggzy_service.public_award WHERE trade = ?;

-- PROJECT_GET : public_project
SELECT p.id, p.domain, p.code, p.tender_code, p.name, p.catalogue_item,
       c.name AS catalogue_name, p.region, g.name AS region_name, p.entry_kind,
       p.state_funded, p.investment_fen, p.approval_no, p.fund_source, p.place,
       p.summary, p.supervisor, p.owner_name, p.owner_code, p.agency_name,
       p.agency_code
  FROM ggzy_service.public_project p
  LEFT JOIN ggzy_core.catalogue_item c ON c.code = p.catalogue_item
  LEFT JOIN ggzy_core.region g ON g.code = p.region
 WHERE p.id = ?;

-- PROJECT_TRADES : trade_item
SELECT id, code, deal_code, name, method, stage, paused, deadline, round, predecessor
  FROM ggzy_service.public_trade WHERE project = ? ORDER BY id;

-- CATALOGUE_LIST : catalogue_item
SELECT code, name, class, domain, parent, level, national_stage, entry_rule,
       supervisor, conf, note, DATEDIFF(valid_from, '1970-01-01') AS valid_from,
       DATEDIFF(valid_to, '1970-01-01') AS valid_to
  FROM ggzy_core.catalogue_item
 WHERE (? = '' OR domain = ?) AND (? = '' OR class = ?) ORDER BY code;

-- REGION_LIST : region
SELECT code, name, parent, level, kind,
       DATEDIFF(valid_from, '1970-01-01') AS valid_from,
       DATEDIFF(valid_to, '1970-01-01') AS valid_to, superseded_by, conf, note
  FROM ggzy_core.region
 WHERE (? IS NULL OR code = ? OR parent = ?) AND (? IS NULL OR level = ?)
 ORDER BY code;

-- NOTICE_TYPE_LIST : notice_type
SELECT code, class, domain, name, national_stage, data_no, min_period, basis, conf
  FROM ggzy_core.notice_type WHERE (? = '' OR domain = ?) ORDER BY code;

-- METHOD_LIST : trade_method
SELECT method_code AS code, class, domain, name, spec_code, min_participants,
       conf, note
  FROM ggzy_core.trade_method WHERE (? = '' OR domain = ?) ORDER BY method_code;

-- CALENDAR_YEAR : calendar_row
SELECT DATEDIFF(day, '1970-01-01') AS day, region, kind, name, conf, source
  FROM ggzy_core.calendar_day
 WHERE day >= ? AND day < ? AND (? IS NULL OR region IN (0, ?))
 ORDER BY day, region;

-- RULES_AT : rule_item
SELECT id, class, domain, rule_key, title, op, value, num, den, unit, from_event,
       dir, level, law, article, basis, conf, src, note, method, region,
       count_mode, DATEDIFF(valid_from, '1970-01-01') AS valid_from,
       DATEDIFF(valid_to, '1970-01-01') AS valid_to
  FROM ggzy_core.rule
 WHERE id > ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)
   AND (? = '' OR domain IN (?, 'all')) AND (? = '' OR class IN (?, 'ALL'))
   AND (? = '' OR rule_key = ?) AND (? IS NULL OR region IN (0, ?, ?, ?))
 ORDER BY id LIMIT ?;

-- FEED : feed_item
SELECT l.seq, LOWER(HEX(l.leaf)) AS leaf, v.public,
       IF(v.public, v.at, NULL) AS at, IF(v.public, v.module, NULL) AS module,
       IF(v.public, v.verb, NULL) AS verb, IF(v.public, v.project, NULL) AS project,
       IF(v.public, v.trade, NULL) AS trade, IF(v.public, v.notice, NULL) AS notice,
       IF(v.public, v.body, NULL) AS body
  FROM ggzy_core.log_entry l JOIN ggzy_core.event v ON v.id = l.event
 WHERE l.seq > ? ORDER BY l.seq LIMIT ?;

-- LOG_HEAD_GET : log_head
SELECT size, LOWER(HEX(root)) AS root, at, body, signature
  FROM ggzy_core.log_head WHERE (? IS NULL OR size = ?) ORDER BY size DESC LIMIT 1;

-- WITNESS_REQUIRED : one_number
SELECT required AS n FROM ggzy_core.witness_policy WHERE id = 1;

-- WITNESS_GET : witness
SELECT id, name, title, region, public_key, from_at, to_at, epoch
  FROM ggzy_core.witness
 WHERE name = ? AND from_at <= ? AND (to_at IS NULL OR to_at > ?);

-- WITNESS_LIST : witness
SELECT w.id, w.name, w.title, w.region, w.public_key, w.from_at, w.to_at, w.epoch,
       (SELECT MAX(c.size) FROM ggzy_core.log_cosignature c
         WHERE c.witness = w.id AND c.epoch = w.epoch) AS last_size
  FROM ggzy_core.witness w ORDER BY w.id;

-- COSIGNATURE_LIST : cosignature
SELECT w.name AS witness, w.title, w.region, c.size, c.body, c.signature,
       c.received_at, c.epoch, c.epoch = w.epoch AS counts
  FROM ggzy_core.log_cosignature c
  JOIN ggzy_core.witness w ON w.id = c.witness
 WHERE c.size = ? ORDER BY w.id, c.epoch;

-- COSIGNATURE_ADD
INSERT INTO ggzy_core.log_cosignature (size, witness, epoch, body, signature, received_at)
VALUES (?, ?, ?, ?, ?, ?);

-- LOG_SIZE : one_number
SELECT COALESCE(MAX(seq) + 1, 0) AS n FROM ggzy_core.log_entry;

-- LOG_LEAF_GET : log_node
SELECT LOWER(HEX(leaf)) AS hash FROM ggzy_core.log_entry WHERE seq = ?;
