-- after: core
-- Statements of `ggzy-archive`.

-- CURSOR_GET : count
SELECT seq AS n FROM ggzy_service.cursor_of WHERE name = ?;

-- CURSOR_SET
INSERT INTO ggzy_service.cursor_of (name, seq) VALUES (?, ?)
  ON DUPLICATE KEY UPDATE seq = VALUE(seq);

-- ENTRY_LIST : entry
SELECT l.seq, e.id AS event, e.at, e.trade, e.verb, LOWER(HEX(l.leaf)) AS leaf
  FROM ggzy_core.log_entry l JOIN ggzy_core.event e ON e.id = l.event
 WHERE l.seq >= ? ORDER BY l.seq LIMIT 500;

-- Entries whose document could not be made.

-- UNMADE_ADD
INSERT INTO unmade (seq, trade) VALUES (?, ?);

-- UNMADE_DROP
DELETE FROM unmade WHERE seq = ?;

-- UNMADE_LIST : entry
SELECT l.seq, e.id AS event, e.at, e.trade, e.verb, LOWER(HEX(l.leaf)) AS leaf
  FROM unmade u JOIN ggzy_core.log_entry l ON l.seq = u.seq
  JOIN ggzy_core.event e ON e.id = l.event
 ORDER BY l.seq;

-- What every document says of its trade.

-- DOC_TRADE : doc_trade
SELECT t.id, t.domain, t.name, t.code, t.deal_code, t.stage, t.price_form,
       t.evaluation, t.ceiling, t.deadline, t.panel_size, t.reason,
       p.name AS project_name, p.code AS project_code, p.supervisor,
       COALESCE(m.name, t.method) AS method_name,
       o.name AS owner_name, o.credit_code AS owner_code,
       a.name AS agency_name
  FROM ggzy_trade.trade t
  JOIN ggzy_trade.project p ON p.id = t.project
  JOIN ggzy_subject.subject o ON o.id = t.owner
  LEFT JOIN ggzy_subject.subject a ON a.id = t.agency
  LEFT JOIN ggzy_core.trade_method m ON m.method_code = t.method
 WHERE t.id = ?;

-- DOC_OPENING : doc_bid
SELECT o.bid, o.bidder, s.credit_code, o.opened, o.cause, o.withdrawal, o.price,
       o.price_text, o.duration_days, o.quality, o.manager, o.digest,
       b.received_at, b.digest AS sealed, o.at, d.kind AS deposit
  FROM ggzy_trade.opening o
  JOIN ggzy_trade.bid b ON b.id = o.bid
  JOIN ggzy_trade.trade t ON t.id = o.trade
  JOIN ggzy_subject.subject s ON s.id = o.subject
  LEFT JOIN ggzy_trade.deposit d ON d.trade = o.trade AND d.subject = o.subject
       AND d.received_at < t.deadline AND d.cancelled_at IS NULL
 WHERE o.trade = ? ORDER BY o.bid;

-- DOC_TRUSTEES : doc_trustee
SELECT t.position, t.side, a.name, t.released_at
  FROM ggzy_trade.trustee t JOIN ggzy_core.account a ON a.id = t.account
 WHERE t.trade = ? ORDER BY t.position;

-- DOC_MEMBERS : doc_member
SELECT m.id, m.seat, m.side, m.state, m.leader, m.locked_at, m.digest, m.reason,
       a.name, e.employer, u.name AS employer_name, e.title
  FROM ggzy_trade.panel_member m
  JOIN ggzy_core.account a ON a.id = m.account
  LEFT JOIN ggzy_expert.expert e ON e.id = m.expert
  LEFT JOIN ggzy_subject.subject u ON u.credit_code = e.employer
 WHERE m.trade = ? ORDER BY m.seat;

-- DOC_ITEMS : doc_item
SELECT no, name, kind, max_score FROM ggzy_trade.score_item
 WHERE trade = ? ORDER BY no;

-- DOC_SCORES : doc_score
SELECT s.bid, s.item, m.seat, s.score
  FROM ggzy_trade.score s JOIN ggzy_trade.panel_member m ON m.id = s.member
 WHERE s.trade = ? AND m.state = 1 ORDER BY s.bid, s.item, m.seat;

-- DOC_VOTES : doc_vote
SELECT v.bid, m.seat, v.ground, v.reason
  FROM ggzy_trade.rejection v JOIN ggzy_trade.panel_member m ON m.id = v.member
 WHERE v.trade = ? AND m.state = 1 ORDER BY v.bid, m.seat;

-- DOC_CANDIDATES : doc_candidate
SELECT c.bid, o.bidder, c.rejected, c.ground, c.reason, c.score, c.price, c.`rank`,
       o.duration_days, o.quality, o.manager
  FROM ggzy_trade.candidate c JOIN ggzy_trade.opening o ON o.bid = c.bid
 WHERE c.trade = ? ORDER BY c.rejected, c.`rank`, c.bid;

-- What the panel said, in the notice of the candidates.
-- DOC_REPORT_TEXT : text
SELECT n.body AS text FROM ggzy_service.notice n
  JOIN ggzy_service.notice_trade x ON x.notice = n.id
 WHERE x.trade = ? AND n.type = 'GC09' ORDER BY n.id DESC LIMIT 1;

-- The award as its event has it; another may have followed.
-- DOC_AWARD : doc_award
SELECT o.bid, o.bidder, s.credit_code, o.duration_days, o.quality, o.manager,
       CAST(JSON_VALUE(e.body, '$.detail.price') AS SIGNED) AS price,
       CAST(JSON_VALUE(e.body, '$.detail.rank') AS SIGNED) AS place,
       (SELECT COUNT(*) FROM ggzy_core.event b
         WHERE b.trade = e.trade AND b.verb = 'award' AND b.id <= e.id) AS no,
       (SELECT r.num FROM ggzy_trade.trade_rule f
          JOIN ggzy_core.rule r ON r.id = f.rule
         WHERE f.trade = e.trade AND f.rule_key LIKE '%.contract.sign'
         LIMIT 1) AS contract_days
  FROM ggzy_core.event e
  JOIN ggzy_trade.opening o
    ON o.bid = CAST(JSON_VALUE(e.body, '$.detail.bid') AS SIGNED)
  JOIN ggzy_subject.subject s ON s.id = o.subject
 WHERE e.id = ?;

-- The draw an event tells of.
-- DOC_DRAW : doc_draw
SELECT d.id, d.no, d.wanted, d.reason, d.pool_digest, d.seed, d.head_size,
       d.head_root, d.at, e.at AS ended_at,
       (SELECT COUNT(*) FROM ggzy_expert.draw_place p
         WHERE p.draw = d.id AND p.why IS NULL) AS pool_size,
       (SELECT COUNT(*) FROM ggzy_expert.draw_place p
         WHERE p.draw = d.id AND p.why IS NOT NULL) AS excluded_size,
       JSON_VALUE(d.pool, '$.classes') AS classes
  FROM ggzy_core.event e
  JOIN ggzy_expert.draw d ON d.trade = e.trade
   AND d.no = CAST(JSON_VALUE(e.body, '$.detail.draw') AS SIGNED)
 WHERE e.id = ?;

-- DOC_EXCLUDED : doc_excluded
SELECT why, COUNT(*) AS n FROM ggzy_expert.draw_place
 WHERE draw = ? AND why IS NOT NULL GROUP BY why ORDER BY why;

-- DOC_PARTIES : doc_party
SELECT p.party, a.name, p.commitment, p.committed_at, p.value, p.revealed_at
  FROM ggzy_expert.draw_party p JOIN ggzy_core.account a ON a.id = p.account
 WHERE p.draw = ? ORDER BY p.party;

-- Whom an event seats.
-- DOC_DRAWN : doc_member
SELECT m.id, m.seat, m.side, m.turn, a.name, x.employer,
       u.name AS employer_name, x.title
  FROM ggzy_core.event e,
       JSON_TABLE(e.body, '$.detail.seats[*]' COLUMNS (seat INT PATH '$.seat')) j,
       ggzy_trade.panel_member m
  JOIN ggzy_core.account a ON a.id = m.account
  LEFT JOIN ggzy_expert.expert x ON x.id = m.expert
  LEFT JOIN ggzy_subject.subject u ON u.credit_code = x.employer
 WHERE e.id = ? AND m.trade = e.trade AND m.seat = j.seat ORDER BY m.seat;

-- DOC_ADD
INSERT INTO document (domain, trade, kind, event, seq, access, title, pages, pdf,
                      pdf_size, json, json_size, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- DOC_LIST : document
SELECT id, kind, seq, access, title, pages, pdf, pdf_size, json, json_size, at
  FROM document WHERE trade = ? AND seq < ? ORDER BY seq, id;

-- DOC_PUBLIC : document
SELECT pdf, json FROM document WHERE access = 0 ORDER BY id;

-- A trade that is archived, documents of all that went before made, and has no package, the first signed head its last
-- event is in, and what the domain wrote when it archived.

-- BAG_NEXT : due_bag
SELECT p.trade, p.domain, p.at, p.digest AS index_digest,
       TO_DAYS(p.keep_until) - 719528 AS keep_until, p.keep_rule, l.seq,
       (SELECT MIN(h.size) FROM ggzy_core.log_head h WHERE h.size > l.seq) AS head
  FROM package p
  JOIN ggzy_core.event e ON e.trade = p.trade
       AND e.verb IN ('archive', 'archive-ended')
  JOIN ggzy_core.log_entry l ON l.event = e.id
  LEFT JOIN bag b ON b.trade = p.trade
 WHERE b.trade IS NULL AND p.trade > ? AND l.seq < ?
   AND NOT EXISTS (SELECT 1 FROM unmade u
                    WHERE u.trade = p.trade AND u.seq < l.seq)
 ORDER BY p.trade LIMIT 1;

-- BAG_OF : due_bag
SELECT p.trade, p.domain, p.at, p.digest AS index_digest,
       TO_DAYS(p.keep_until) - 719528 AS keep_until, p.keep_rule, l.seq,
       COALESCE(b.head_size, IF(EXISTS (SELECT 1 FROM unmade u
                                         WHERE u.trade = p.trade AND u.seq < l.seq),
         NULL, (SELECT MIN(h.size) FROM ggzy_core.log_head h
                 WHERE h.size > l.seq))) AS head,
       b.digest AS made
  FROM package p
  JOIN ggzy_core.event e ON e.trade = p.trade
       AND e.verb IN ('archive', 'archive-ended')
  JOIN ggzy_core.log_entry l ON l.event = e.id
  LEFT JOIN bag b ON b.trade = p.trade
 WHERE p.trade = ?;

-- BAG_ADD
INSERT INTO bag (trade, domain, name, digest, size, files, head_size, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- BAG_HEAD : head
SELECT size, LOWER(HEX(root)) AS root, at, body, signature
  FROM ggzy_core.log_head WHERE size = ?;

-- Events of a trade and of its notices below a head.
-- BAG_EVENTS : event_row
SELECT l.seq, LOWER(HEX(l.leaf)) AS leaf, e.body, e.public
  FROM (SELECT id FROM ggzy_core.event WHERE trade = ?
        UNION
        SELECT v.id FROM ggzy_core.event v
          JOIN ggzy_service.notice_trade x ON x.notice = v.notice
         WHERE x.trade = ?) u
  JOIN ggzy_core.event e ON e.id = u.id
  JOIN ggzy_core.log_entry l ON l.event = e.id
 WHERE l.seq < ? ORDER BY l.seq;

-- Files of a trade: what they are, and where.

-- BAG_NOTICES : part
SELECT n.id, n.type AS kind, n.title AS name, n.publish_at AS at, NULL AS digest,
       n.owner_name AS author, NULL AS media,
       JSON_OBJECT('id', n.id, 'type', n.type, 'title', n.title, 'body', n.body,
         'facts', JSON_COMPACT(COALESCE(n.facts, 'null')),
         'published_at', instant_text(n.publish_at), 'owner', n.owner_name,
         'duty_person', n.duty_person, 'examiner', n.examiner,
         'sha256', n.digest, 'attachments',
         (SELECT JSON_ARRAYAGG(JSON_OBJECT('name', a.name, 'size', a.size,
                 'sha256', a.digest) ORDER BY a.no)
            FROM ggzy_service.attachment a WHERE a.notice = n.id)) AS json
  FROM ggzy_service.notice n JOIN ggzy_service.notice_trade x ON x.notice = n.id
 WHERE x.trade = ? ORDER BY n.id;

-- BAG_DOCUMENTS : part
SELECT DISTINCT d.id, d.kind, d.name, d.created_at AS at, d.digest,
       o.name AS author, d.media, NULL AS json
  FROM ggzy_trade.document d
  JOIN ggzy_trade.notice_document y ON y.document = d.id
  JOIN ggzy_trade.notice_trade x ON x.notice = y.notice
  JOIN ggzy_trade.trade t ON t.id = x.trade
  JOIN ggzy_subject.subject o ON o.id = t.owner
 WHERE x.trade = ? ORDER BY d.id;

-- Those of the box are in the bundle.
-- BAG_BIDS : part
SELECT b.id, CASE b.state WHEN 0 THEN '' WHEN 1 THEN '（已替换）'
             ELSE '（已撤回）' END AS kind,
       s.name, b.received_at AS at,
       CASE WHEN o.bid IS NULL THEN b.digest END AS digest, s.name AS author,
       'application/octet-stream' AS media, b.receipt AS json
  FROM ggzy_trade.bid b JOIN ggzy_subject.subject s ON s.id = b.subject
  LEFT JOIN ggzy_trade.opening o ON o.bid = b.id
 WHERE b.trade = ? ORDER BY b.id;

-- BAG_OPENED : part
SELECT o.bid AS id, '' AS kind, COALESCE(o.name, o.bidder) AS name, o.at,
       o.digest, o.bidder AS author, o.media, NULL AS json
  FROM ggzy_trade.opening o WHERE o.trade = ? AND o.digest IS NOT NULL
 ORDER BY o.bid;

-- BAG_CONTRACT_FILE : part
SELECT c.trade AS id, '' AS kind, c.number AS name, c.at, c.digest,
       o.name AS author, 'application/pdf' AS media, NULL AS json
  FROM ggzy_trade.contract c JOIN ggzy_trade.trade t ON t.id = c.trade
  JOIN ggzy_subject.subject o ON o.id = t.owner
 WHERE c.trade = ? AND c.digest IS NOT NULL;

-- BAG_GUARANTEES : part
SELECT d.id, '' AS kind, s.name, d.received_at AS at, d.digest,
       COALESCE(d.issuer, s.name) AS author, 'application/pdf' AS media,
       NULL AS json
  FROM ggzy_trade.deposit d JOIN ggzy_subject.subject s ON s.id = d.subject
 WHERE d.trade = ? AND d.digest IS NOT NULL ORDER BY d.id;

-- The exact texts of which the log has the digests.
-- BAG_STATEMENTS : part
SELECT id, kind, CONCAT(kind, ' ', digest) AS name, at, NULL AS digest,
       NULL AS author, 'application/json' AS media, text AS json
  FROM ggzy_trade.statement WHERE trade = ? ORDER BY id;

-- Rows of a trade as JSON.

-- BAG_TRADE : row_json
SELECT JSON_OBJECT('id', t.id, 'domain', t.domain, 'code', t.code,
       'deal_code', t.deal_code, 'name', t.name, 'method', t.method,
       'region', t.region, 'owner', o.credit_code, 'owner_name', o.name,
       'agency', a.credit_code, 'agency_name', a.name, 'content', t.content,
       'evaluation', t.evaluation, 'price_form', t.price_form,
       'estimate_fen', t.estimate_fen, 'ceiling', t.ceiling,
       'deposit_fen', t.deposit_fen, 'consortium', t.consortium,
       'duration_days', t.duration_days, 'quality', t.quality,
       'qualification', t.qualification, 'expert_classes', t.expert_classes,
       'panel_size', t.panel_size, 'panel_owners', t.panel_owners,
       'documents_from', instant_text(t.documents_from),
       'documents_to', instant_text(t.documents_to),
       'deadline', instant_text(t.deadline), 'threshold', t.threshold,
       'decrypt_minutes', t.decrypt_minutes, 'round', t.round,
       'predecessor', t.predecessor, 'created_at', instant_text(t.created_at))
       AS json
  FROM ggzy_trade.trade t JOIN ggzy_subject.subject o ON o.id = t.owner
  LEFT JOIN ggzy_subject.subject a ON a.id = t.agency WHERE t.id = ?;

-- BAG_PROJECT : row_json
SELECT JSON_OBJECT('id', p.id, 'code', p.code, 'tender_code', p.tender_code,
       'name', p.name, 'catalogue_item', p.catalogue_item, 'region', p.region,
       'entry_kind', p.entry_kind, 'state_funded', p.state_funded,
       'investment_fen', p.investment_fen, 'approval_no', p.approval_no,
       'fund_source', p.fund_source, 'place', p.place, 'summary', p.summary,
       'supervisor', p.supervisor, 'created_at', instant_text(p.created_at))
       AS json
  FROM ggzy_trade.project p JOIN ggzy_trade.trade t ON t.project = p.id
 WHERE t.id = ?;

-- BAG_RULES : row_json
SELECT JSON_OBJECT('rule_key', r.rule_key, 'title', r.title, 'op', r.op,
       'value', r.value, 'unit', r.unit, 'law', r.law, 'article', r.article,
       'conf', r.conf, 'frozen_at', instant_text(f.frozen_at)) AS json
  FROM ggzy_trade.trade_rule f JOIN ggzy_core.rule r ON r.id = f.rule
 WHERE f.trade = ? ORDER BY f.rule_key;

-- BAG_QUESTIONS : row_json
SELECT JSON_OBJECT('id', id, 'question', body, 'at', instant_text(at),
       'answer', answer, 'answered_at', instant_text(answered_at)) AS json
  FROM ggzy_trade.question WHERE trade = ? ORDER BY id;

-- BAG_BID_ROWS : row_json
SELECT JSON_OBJECT('id', b.id, 'bidder', s.credit_code, 'bidder_name', s.name,
       'state', b.state, 'sha256', b.digest, 'size', b.size,
       'received_at', instant_text(b.received_at),
       'ended_at', instant_text(b.ended_at)) AS json
  FROM ggzy_trade.bid b JOIN ggzy_subject.subject s ON s.id = b.subject
 WHERE b.trade = ? ORDER BY b.id;

-- BAG_DEPOSITS : row_json
SELECT JSON_OBJECT('id', d.id, 'bidder', s.credit_code, 'kind', d.kind,
       'amount_fen', d.amount_fen, 'issuer', d.issuer,
       'guarantee_no', d.guarantee_no, 'sha256', d.digest,
       'received_at', instant_text(d.received_at),
       'returned_at', instant_text(d.returned_at)) AS json
  FROM ggzy_trade.deposit d JOIN ggzy_subject.subject s ON s.id = d.subject
 WHERE d.trade = ? AND d.cancelled_at IS NULL ORDER BY d.id;

-- BAG_TRUSTEES : row_json
SELECT JSON_OBJECT('position', t.position, 'side', t.side, 'name', a.name,
       'thumbprint', k.thumbprint, 'certificate', c.fingerprint,
       'chain', JSON_EXTRACT(t.chain, '$'),
       'released_at', instant_text(t.released_at)) AS json
  FROM ggzy_trade.trustee t JOIN ggzy_core.account a ON a.id = t.account
  JOIN ggzy_core.account_key k ON k.id = t.account_key
  LEFT JOIN ggzy_core.key_certificate c ON c.id = t.certificate
 WHERE t.trade = ? ORDER BY t.position;

-- BAG_OPENING : row_json
SELECT JSON_OBJECT('bid', o.bid, 'bidder', o.bidder, 'opened', o.opened,
       'cause', o.cause, 'withdrawal', o.withdrawal, 'price', o.price,
       'price_text', o.price_text, 'duration_days', o.duration_days,
       'quality', o.quality, 'manager', o.manager, 'sha256', o.digest,
       'name', o.name, 'at', instant_text(o.at)) AS json
  FROM ggzy_trade.opening o WHERE o.trade = ? ORDER BY o.bid;

-- BAG_RECEIPTS : row_json
SELECT JSON_OBJECT('number', r.number, 'kind', r.kind, 'reason', r.reason,
       'bidder', s.credit_code, 'sha256', r.digest, 'at', instant_text(r.at),
       'receipt', r.receipt, 'token', r.token,
       'stamped_at', instant_text(r.stamped_at)) AS json
  FROM ggzy_trade.receipt r LEFT JOIN ggzy_subject.subject s ON s.id = r.subject
 WHERE r.trade = ? ORDER BY r.at, r.number;

-- What was signed by certificate: the text's parts, the signature, the chain;
-- also of notices, which are the project's.
-- BAG_DEEDS : row_json
SELECT JSON_OBJECT('id', d.id, 'at', instant_text(d.at), 'account', a.name,
       'subject', s.credit_code, 'event', d.event, 'method', d.method,
       'path', d.path, 'idempotency_key', d.idem_key,
       'signed_at', instant_text(d.signed_at), 'address', d.address,
       'body_sha256', d.body_digest, 'text_sha256', d.text_digest,
       'fingerprint', d.fingerprint, 'signature', d.signature,
       'chain', JSON_COMPACT(d.chain),
       'crl', CONCAT('data/revocation/', d.crl, '.crl'),
       'ocsp', CONCAT('data/revocation/', d.ocsp, '.ocsp')) AS json
  FROM package p JOIN ggzy_trade.trade t ON t.id = p.trade
  JOIN ggzy_core.deed d
    ON d.trade = t.id OR (d.trade IS NULL AND d.project = t.project)
  JOIN ggzy_core.account a ON a.id = d.account
  LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 WHERE p.trade = ? AND d.at <= p.at ORDER BY d.id;

-- The revocation answers those go by: each once, and one at a time.
-- BAG_REVOCATIONS : part
SELECT DISTINCT CASE k.kind WHEN 'crl' THEN d.crl ELSE d.ocsp END AS id, k.kind
  FROM package p JOIN ggzy_trade.trade t ON t.id = p.trade
  JOIN ggzy_core.deed d
    ON d.trade = t.id OR (d.trade IS NULL AND d.project = t.project)
  JOIN (SELECT 'crl' AS kind UNION SELECT 'ocsp') k
    ON CASE k.kind WHEN 'crl' THEN d.crl ELSE d.ocsp END IS NOT NULL
 WHERE p.trade = ? AND d.at <= p.at ORDER BY kind, id;

-- BAG_CRL : text
SELECT HEX(der) AS text FROM ggzy_core.crl WHERE id = ?;

-- BAG_OCSP : text
SELECT HEX(der) AS text FROM ggzy_core.ocsp_answer WHERE id = ?;

-- BAG_DRAWS : row_json
SELECT JSON_OBJECT('no', d.no, 'state', d.state, 'reason', d.reason,
       'wanted', d.wanted, 'pool', d.pool, 'pool_sha256', d.pool_digest,
       'seed', d.seed, 'head_size', d.head_size, 'head_root', d.head_root,
       'missing', d.missing, 'at', instant_text(d.at),
       'ended_at', instant_text(d.ended_at), 'parties',
       (SELECT JSON_ARRAYAGG(JSON_OBJECT('party', p.party, 'name', a.name,
               'commitment', p.commitment, 'value', p.value) ORDER BY p.party)
          FROM ggzy_expert.draw_party p JOIN ggzy_core.account a ON a.id = p.account
         WHERE p.draw = d.id)) AS json
  FROM ggzy_expert.draw d WHERE d.trade = ? ORDER BY d.no;

-- BAG_PANEL : row_json
SELECT JSON_OBJECT('seat', m.seat, 'side', m.side, 'name', a.name,
       'employer', e.employer, 'title', e.title, 'state', m.state,
       'reason', m.reason, 'leader', m.leader,
       'locked_at', instant_text(m.locked_at), 'sheet_sha256', m.digest) AS json
  FROM ggzy_trade.panel_member m JOIN ggzy_core.account a ON a.id = m.account
  LEFT JOIN ggzy_expert.expert e ON e.id = m.expert
 WHERE m.trade = ? ORDER BY m.seat;

-- BAG_ITEMS : row_json
SELECT JSON_OBJECT('no', no, 'name', name, 'kind', kind, 'max_score', max_score)
       AS json
  FROM ggzy_trade.score_item WHERE trade = ? ORDER BY no;

-- BAG_SHEETS : row_json
SELECT JSON_OBJECT('seat', m.seat, 'locked_at', instant_text(m.locked_at),
       'sha256', m.digest, 'scores',
       (SELECT JSON_ARRAYAGG(JSON_OBJECT('bid', s.bid, 'item', s.item,
               'score', s.score) ORDER BY s.bid, s.item)
          FROM ggzy_trade.score s WHERE s.member = m.id), 'rejections',
       (SELECT JSON_ARRAYAGG(JSON_OBJECT('bid', v.bid, 'ground', v.ground,
               'reason', v.reason) ORDER BY v.bid)
          FROM ggzy_trade.rejection v WHERE v.member = m.id)) AS json
  FROM ggzy_trade.panel_member m
 WHERE m.trade = ? AND m.locked_at IS NOT NULL ORDER BY m.seat;

-- BAG_CANDIDATES : row_json
SELECT JSON_OBJECT('bid', c.bid, 'bidder', o.bidder, 'rejected', c.rejected,
       'ground', c.ground, 'reason', c.reason, 'score', c.score,
       'price', c.price, 'rank', c.`rank`) AS json
  FROM ggzy_trade.candidate c JOIN ggzy_trade.opening o ON o.bid = c.bid
 WHERE c.trade = ? ORDER BY c.rejected, c.`rank`, c.bid;

-- BAG_OBJECTIONS : row_json
SELECT JSON_OBJECT('id', b.id, 'subject', s.credit_code, 'name', s.name,
       'kind', b.kind, 'body', b.body, 'at', instant_text(b.at),
       'reply_by', instant_text(b.reply_by), 'answer', b.answer,
       'answered_at', instant_text(b.answered_at), 'state', b.state) AS json
  FROM ggzy_trade.objection b JOIN ggzy_subject.subject s ON s.id = b.subject
 WHERE b.trade = ? ORDER BY b.id;

-- BAG_AWARD : row_json
SELECT JSON_OBJECT('bid', w.bid, 'bidder', o.bidder, 'price', w.price,
       'at', instant_text(w.at), 'reason', w.reason) AS json
  FROM ggzy_trade.award w JOIN ggzy_trade.opening o ON o.bid = w.bid
 WHERE w.trade = ?;

-- BAG_CONTRACT : row_json
SELECT JSON_OBJECT('number', number, 'amount_fen', amount_fen,
       'signed_on', instant_text(signed_on), 'period_days', period_days,
       'bond_fen', bond_fen, 'sha256', digest, 'late_reason', late_reason,
       'at', instant_text(at)) AS json
  FROM ggzy_trade.contract WHERE trade = ?;

-- BAG_PERFORMANCE : row_json
SELECT JSON_OBJECT('id', id, 'kind', kind, 'body', body,
       'amount_fen', amount_fen, 'at', instant_text(at)) AS json
  FROM ggzy_trade.performance WHERE trade = ? ORDER BY id;

-- BAG_DUTIES : row_json
SELECT JSON_OBJECT('rule_key', rule_key, 'what', what,
       'due_at', instant_text(due_at), 'done_at', instant_text(done_at)) AS json
  FROM ggzy_supervision.duty WHERE trade = ? ORDER BY due_at, id;

-- What the bundle of a trade is made of (trade/TRUST.md, section 1).

-- The digests of statements that an event names, and what it changed.
-- BUNDLE_EVENTS : bundle_event
SELECT l.seq, LOWER(HEX(l.leaf)) AS leaf, e.body, e.public, e.verb,
       e.after_stage AS stage,
       CASE WHEN e.verb IN ('publish', 'prolong', 'close', 'fail', 'agree')
            THEN JSON_VALUE(e.body, '$.detail.terms') END AS terms,
       CASE WHEN e.verb IN ('open', 'fail')
            THEN JSON_VALUE(e.body, '$.detail.record') END AS record,
       CASE e.verb WHEN 'lock' THEN JSON_VALUE(e.body, '$.detail.sheet')
       END AS sheet,
       CASE e.verb WHEN 'report' THEN JSON_VALUE(e.body, '$.detail.ranking')
       END AS ranking,
       CASE e.verb WHEN 'pool' THEN JSON_VALUE(e.body, '$.detail.pool_digest')
       END AS pool
  FROM ggzy_core.event e JOIN ggzy_core.log_entry l ON l.event = e.id
 WHERE e.trade = ? AND l.seq < ? ORDER BY l.seq;

-- The newest head that has the co-signatures it shall have, or the newest.
-- BUNDLE_HEAD : head
SELECT h.size, LOWER(HEX(h.root)) AS root, h.at, h.body, h.signature
  FROM ggzy_core.log_head h
  JOIN ggzy_core.witness_policy p ON p.id = 1
 WHERE h.size = COALESCE(
       IF(p.required = 0, NULL,
          (SELECT MAX(x.size)
             FROM (SELECT c.size, COUNT(*) AS n FROM ggzy_core.log_cosignature c
                     JOIN ggzy_core.witness w ON w.id = c.witness
                          AND w.epoch = c.epoch
                    GROUP BY c.size) x
            WHERE x.n >= p.required)),
       (SELECT MAX(g.size) FROM ggzy_core.log_head g));

-- PUBLIC_BUNDLE_WANT
INSERT INTO public_bundle (trade, wanted)
SELECT t.id, s.seq FROM (SELECT CAST(? AS SIGNED) AS seq) s JOIN ggzy_trade.trade t
 WHERE t.id = ? AND t.stage > ?
   AND EXISTS (SELECT 1 FROM ggzy_service.notice_trade n WHERE n.trade = t.id)
    ON DUPLICATE KEY UPDATE wanted = s.seq;

-- PUBLIC_BUNDLE_NEXT : due_bundle
SELECT p.trade, t.deal_code
  FROM public_bundle p JOIN ggzy_trade.trade t ON t.id = p.trade
 WHERE p.trade > ? AND p.wanted > p.made AND p.wanted < ?
 ORDER BY p.trade LIMIT 1;

-- PUBLIC_BUNDLE_MADE
UPDATE public_bundle SET made = ? WHERE trade = ?;

-- PUBLIC_BUNDLE_LIST : due_bundle
SELECT p.trade, t.deal_code
  FROM public_bundle p JOIN ggzy_trade.trade t ON t.id = p.trade
 WHERE p.made >= 0;

-- BUNDLE_NEED : count
SELECT required AS n FROM ggzy_core.witness_policy WHERE id = 1;

-- BUNDLE_WITNESSES : bundle_witness
SELECT name, public_key AS `key`, epoch FROM ggzy_core.witness ORDER BY name;

-- BUNDLE_COSIGNATURES : bundle_cosignature
SELECT w.name AS witness, c.signature
  FROM ggzy_core.log_cosignature c
  JOIN ggzy_core.witness w ON w.id = c.witness AND w.epoch = c.epoch
 WHERE c.size = ? ORDER BY w.name;

-- Heads that draws refer to, and those that show what was not there yet.
-- BUNDLE_HEADS : head
SELECT h.size, LOWER(HEX(h.root)) AS root, h.at, h.body, h.signature
  FROM (SELECT d.head_size AS size FROM ggzy_expert.draw d WHERE d.trade = ?
         UNION
        SELECT (SELECT MAX(g.size) FROM ggzy_core.log_head g
                 WHERE g.size <= l.seq)
          FROM ggzy_core.event e JOIN ggzy_core.log_entry l ON l.event = e.id
         WHERE e.trade = ?
           AND e.verb IN ('bid', 'offer', 'close', 'hammer')) x
  JOIN ggzy_core.log_head h ON h.size = x.size
 WHERE h.size < ? ORDER BY h.size;

-- BUNDLE_STATEMENT : text
SELECT text FROM ggzy_trade.statement WHERE trade = ? AND kind = ? AND digest = ?;

-- BUNDLE_POOL : text
SELECT pool AS text FROM ggzy_expert.draw
 WHERE trade = ? AND pool_digest = ? ORDER BY id DESC LIMIT 1;

-- `boxed`: its bid was in the box when that was opened.
-- BUNDLE_RECEIPTS : bundle_receipt
SELECT r.receipt, EXISTS (SELECT 1 FROM ggzy_trade.bid b
                            JOIN ggzy_trade.opening o ON o.bid = b.id
                           WHERE b.trade = r.trade AND b.receipt = r.receipt)
       AS boxed
  FROM ggzy_trade.receipt r JOIN ggzy_core.log_entry l ON l.event = r.event
 WHERE r.trade = ? AND l.seq < ? ORDER BY l.seq;

-- BUNDLE_BIDS : bundle_bid
SELECT b.digest, b.size
  FROM ggzy_trade.opening o JOIN ggzy_trade.bid b ON b.id = o.bid
 WHERE o.trade = ? ORDER BY b.digest;

-- BUNDLE_SHARES : bundle_share
SELECT bid, position, share FROM opened_share WHERE trade = ?
 ORDER BY bid, position;

-- Those who were seated, by name; of the bidders for a lot all, once the draw is
-- over.
-- BUNDLE_NAMES : bundle_name
SELECT d.no AS draw, p.place, p.expert, p.name, p.employer, s.secret
  FROM ggzy_core.event e
  JOIN ggzy_core.log_entry l ON l.event = e.id,
       ggzy_expert.draw d
  JOIN ggzy_expert.draw_place p ON p.draw = d.id
  JOIN draw_secret s ON s.draw = d.id
 WHERE e.trade = ? AND l.seq < ? AND d.trade = e.trade
   AND d.no = CAST(JSON_VALUE(e.body, '$.detail.draw') AS SIGNED)
   AND IF(d.kind = 1, e.verb IN ('draw', 'draw-void'),
          e.verb IN ('draw', 'substitute') AND EXISTS
          (SELECT 1 FROM JSON_TABLE(e.body, '$.detail.seats[*]'
                         COLUMNS (place INT PATH '$.place')) j
            WHERE j.place = p.place))
 ORDER BY d.no, p.place;

-- The evidence of what events say was signed; `event`: the first of a deed.
-- BUNDLE_DEEDS : bundle_deed
SELECT LOWER(HEX(l.leaf)) AS event, d.real_at AS at, d.address, d.method, d.path,
       d.idem_key AS `key`, d.signed_at, d.body_digest AS body, d.chain, d.signature
  FROM (SELECT MIN(l.seq) AS seq, MIN(e.project) AS project,
               JSON_VALUE(e.body, '$.signed.certificate') AS certificate,
               JSON_VALUE(e.body, '$.signed.signature') AS signature
          FROM ggzy_core.event e JOIN ggzy_core.log_entry l ON l.event = e.id
         WHERE e.trade = ? AND l.seq < ?
         GROUP BY certificate, signature) x
  JOIN ggzy_core.log_entry l ON l.seq = x.seq
  JOIN ggzy_core.deed d ON d.project = x.project
   AND SHA2(FROM_BASE64(d.signature), 256) = x.signature
   AND SHA2(CONCAT_WS(CHAR(10), 'GGZY-SIGNED-1', d.signature, d.fingerprint, ''),
            256) = x.certificate
 ORDER BY l.seq;
