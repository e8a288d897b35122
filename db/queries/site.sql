-- Statements of the writer of public pages.  The default database holds the
-- views of trades it may see.

-- STATE : state
SELECT i.name, i.platform_code, n.mode = 'rehearsal' AS rehearsal, n.speed,
       n.now_ms AS now,
       (SELECT COALESCE(MAX(seq) + 1, 0) FROM ggzy_core.log_entry) AS entries,
       (SELECT COALESCE(MAX(size), 0) FROM ggzy_core.log_head) AS head,
       v.size AS witnessed, v.required,
       (SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', r.id, r.title, r.value, r.law,
               r.article, r.level, r.conf, r.valid_to))), 0)
          FROM ggzy_core.rule r)
       + (SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', c.code, c.name,
                 c.entry_rule, c.supervisor, c.conf))), 0)
            FROM ggzy_core.catalogue_item c) AS reference
  FROM ggzy_core.installation i, ggzy_core.instant n, witnessed v;

-- REGION_LIST : region
SELECT code, COALESCE(parent, 0) AS parent, level, name
  FROM ggzy_core.region ORDER BY code;

-- CURSOR_GET : cut
SELECT seq AS n FROM ggzy_service.cursor_of WHERE name = ?;

-- CURSOR_SET
INSERT INTO ggzy_service.cursor_of (name, seq) VALUES (?, ?)
  ON DUPLICATE KEY UPDATE seq = VALUE(seq);

-- ENTRY_LIST : entry
SELECT seq, at, module, verb, project, trade, notice, before_stage, after_stage,
       public
  FROM entry WHERE seq >= ? ORDER BY seq LIMIT 1000;

-- ENTRY_LAST : cut
SELECT COALESCE(MAX(seq) + 1, 0) AS n FROM ggzy_core.log_entry;

-- ENTRY_OF_NOTICE : cut
SELECT MIN(seq) AS n FROM entry WHERE notice = ? AND public = 1;

-- ENTRY_OF_TRADE : entry
SELECT seq, at, module, verb, project, trade, notice, before_stage, after_stage,
       public
  FROM entry
 WHERE trade = ? AND (public = 1 OR before_stage <> after_stage) ORDER BY seq;

-- HEAD_FOR : head
SELECT size, at, LOWER(HEX(root)) AS root
  FROM ggzy_core.log_head WHERE size > ? ORDER BY size LIMIT 1;

-- HEAD_LAST : head
SELECT size, at, LOWER(HEX(root)) AS root
  FROM ggzy_core.log_head ORDER BY size DESC LIMIT 1;

-- TRADE_BOX : site_box
SELECT count, root, at FROM box WHERE trade = ?;

-- HEAD_NOTICES : cut
SELECT DISTINCT notice AS n FROM entry
 WHERE seq >= ? AND seq < ? AND notice IS NOT NULL;

-- SITE_NOTICE : site_notice
SELECT n.id, n.pos, n.region, n.publish_at, n.project, n.trade, n.due_at,
       n.amount_fen, n.version, n.domain, n.class, n.type, t.name AS type_name,
       s.name AS stage_name, n.title, n.body, n.place, n.project_code,
       n.owner_name, n.facts, n.duty_person, n.examiner, n.source,
       n.source_name, n.source_id, n.source_url, n.digest, h.reason AS hidden
  FROM ggzy_service.notice n
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_core.national_stage s ON s.code = n.national_stage
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE n.id = ?;

-- NOTICE_IDS : cut
SELECT id AS n FROM ggzy_service.notice WHERE id > ? ORDER BY id LIMIT 1000;

-- NOTICE_LAST : cut
SELECT COALESCE(MAX(id), 0) AS n FROM ggzy_service.notice;

-- NOTICE_SITEMAP : site_notice
SELECT n.id, n.publish_at FROM ggzy_service.notice n
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE n.id >= ? AND n.id < ? AND h.notice IS NULL ORDER BY n.id;

-- NOTICE_OF_TRADE : site_notice
SELECT n.id, n.pos, n.type, t.name AS type_name, n.title, n.publish_at, n.region,
       n.trade, n.domain
  FROM ggzy_service.notice_trade x
  JOIN ggzy_service.notice n ON n.id = x.notice
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE x.trade = ? AND h.notice IS NULL ORDER BY n.pos;

-- NOTICE_OF_PROJECT : site_notice
SELECT n.id, n.pos, n.type, t.name AS type_name, n.title, n.publish_at
  FROM ggzy_service.notice n
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_service.notice_hidden h ON h.notice = n.id
 WHERE n.project = ? AND n.id <> ? AND h.notice IS NULL
 ORDER BY n.pos DESC LIMIT 30;

-- NOTICE_TRADES : cut
SELECT trade AS n FROM ggzy_service.notice_trade WHERE notice = ?;

-- NOTICE_ATTACHMENTS : site_attachment
SELECT no, document, size, name, media, digest
  FROM ggzy_service.attachment WHERE notice = ? ORDER BY no;

-- NOTICE_INDEXED : cut
SELECT COUNT(*) AS n FROM ggzy_service.posting WHERE g = ? AND pos = ?;

-- NOTICE_HIDDEN : cut
SELECT h.notice AS n FROM ggzy_service.notice_hidden h
  JOIN ggzy_service.notice n ON n.id = h.notice
  JOIN ggzy_service.posting p ON p.g = ? AND p.pos = n.pos;

-- NOTICE_NEWEST : site_notice
SELECT n.id, n.pos, n.region, n.publish_at, n.trade, n.due_at, n.amount_fen,
       n.domain, n.type, t.name AS type_name, s.name AS stage_name, n.title,
       n.place, n.owner_name, n.source
  FROM (SELECT pos FROM ggzy_service.posting WHERE g = ?
         ORDER BY pos DESC LIMIT ?) p
  JOIN ggzy_service.notice n ON n.pos = p.pos
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_core.national_stage s ON s.code = n.national_stage
 ORDER BY n.pos DESC;

-- NOTICE_FROM : site_notice
SELECT n.id, n.pos, n.region, n.publish_at, n.trade, n.due_at, n.amount_fen,
       n.domain, n.type, t.name AS type_name, s.name AS stage_name, n.title,
       n.place, n.owner_name, n.source
  FROM (SELECT pos FROM ggzy_service.posting WHERE g = ? AND pos >= ?
         ORDER BY pos LIMIT ?) p
  JOIN ggzy_service.notice n ON n.pos = p.pos
  LEFT JOIN ggzy_core.notice_type t ON t.code = n.type
  LEFT JOIN ggzy_core.national_stage s ON s.code = n.national_stage
 ORDER BY n.pos DESC;

-- FACET_COUNT : cut
SELECT n FROM ggzy_service.gram_count WHERE g = ?;

-- FACET_BACK : cut
SELECT pos FROM ggzy_service.posting WHERE g = ? AND pos < ?
 ORDER BY pos DESC LIMIT 1 OFFSET ?;

-- FACET_SINCE : cut
SELECT COUNT(*) AS n FROM ggzy_service.posting WHERE g = ? AND pos >= ?;

-- POSTING_ADD
INSERT INTO ggzy_service.posting (g, pos) VALUES (?, ?);

-- POSTING_ADD_32
INSERT INTO ggzy_service.posting (g, pos) VALUES
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?);

-- POSTING_DROP
DELETE FROM ggzy_service.posting WHERE g = ? AND pos = ?;

-- GRAM_ADD
INSERT INTO ggzy_service.gram_count (g, n) VALUES (?, ?)
  ON DUPLICATE KEY UPDATE n = n + VALUE(n);

-- GRAM_ADD_32
INSERT INTO ggzy_service.gram_count (g, n) VALUES
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),
 (?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?)
  ON DUPLICATE KEY UPDATE n = n + VALUE(n);

-- SITE_TRADE : site_trade
SELECT t.id, t.project, t.stage, t.region, t.content, t.evaluation, t.price_form,
       t.ceiling, t.deposit_fen, t.duration_days, t.documents_from,
       t.documents_to, t.deadline, t.round, t.predecessor, t.created_at,
       u.at AS publicity_ends, t.consortium, t.domain, t.code, t.deal_code,
       t.name, t.method_name, t.paused, t.owner_name, t.agency_name, t.quality,
       t.qualification, t.reason, t.project_name, t.project_code, t.tender_code,
       t.fund_source, t.approval_no, t.place, t.summary, t.supervisor
  FROM trade t LEFT JOIN publicity u ON u.trade = t.id WHERE t.id = ?;

-- TRADE_IDS : cut
SELECT id AS n FROM trade WHERE id > ? ORDER BY id LIMIT 1000;

-- TRADE_STAGES : cut
SELECT t.stage AS pos, COUNT(*) AS n,
       IF(t.stage = 6 AND t.domain = 'engineering' AND u.trade IS NULL, 'over',
          '') AS word
  FROM trade t LEFT JOIN publicity u ON u.trade = t.id
 GROUP BY t.stage, word ORDER BY t.stage;

-- TRADE_OPEN : site_trade
SELECT t.id, t.stage, t.region, t.domain, t.name, t.paused, t.owner_name,
       t.ceiling, t.price_form, t.deadline, t.method_name, t.place,
       u.at AS publicity_ends, t.deal_code
  FROM trade t LEFT JOIN publicity u ON u.trade = t.id
 WHERE t.stage BETWEEN 1 AND 6
 ORDER BY COALESCE(u.at, t.deadline), t.id LIMIT ?;

-- TRADE_ENDED : site_trade
SELECT t.id, t.stage, t.region, t.domain, t.name, t.paused, t.owner_name,
       t.ceiling, t.price_form, t.deadline, t.method_name, t.place, t.deal_code
  FROM trade t WHERE t.stage > 6 ORDER BY t.id DESC LIMIT ?;

-- TRADE_BIDS : site_bid
SELECT bidder, cause, price_text, quality, manager, reason, opened,
       COALESCE(rejected, 0) AS rejected, price, duration_days, score, `rank`,
       received_at, awarded
  FROM bid WHERE trade = ? ORDER BY `rank` IS NULL, `rank`, score DESC, bid;

-- TRADE_PANEL : panel_size
SELECT seats, experts FROM panel WHERE trade = ?;

-- TRADE_CONTRACT : site_contract
SELECT award_at, award_price, winner, number, amount_fen, signed_on, period_days
  FROM contract WHERE trade = ?;

-- TRADE_OFFICIAL : site_official
SELECT pages, at, title, pdf, json FROM document WHERE trade = ? ORDER BY id;

-- TRADE_RULE : rule
SELECT id, class, domain, rule_key, title, op, value, num, den, unit, from_event,
       dir, level, law, article, basis, conf, src, note, method, region
  FROM trade_rule WHERE trade = ? AND rule_key = ? ORDER BY region DESC LIMIT 1;

-- TODAY_RULE : rule
SELECT id, class, domain, rule_key, title, op, value, num, den, unit, from_event,
       dir, level, law, article, basis, conf, src, note, method, region
  FROM ggzy_core.rule
 WHERE rule_key = ? AND region = 0 AND (valid_to IS NULL OR valid_to > CURDATE())
 ORDER BY valid_from DESC LIMIT 1;

-- SITE_RULES : rule
SELECT id, class, domain, rule_key, title, op, value, num, den, unit, from_event,
       dir, level, law, article, basis, conf, src, note, method, region,
       TO_DAYS(valid_from) - 719528 AS valid_from,
       TO_DAYS(valid_to) - 719528 AS valid_to
  FROM ggzy_core.rule
 ORDER BY FIELD(class, 'ALL', 'GC', 'ZC', 'TD', 'KQ', 'CQ', 'EX'), rule_key,
          region, valid_from;

-- SITE_CATALOGUE : site_item
SELECT code, name, class, domain, parent, entry_rule, supervisor, conf, level
  FROM ggzy_core.catalogue_item ORDER BY code;
