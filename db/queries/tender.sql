-- after: step
-- The front half of a tender: projects, terms, notices, documents, questions.

-- SUBJECT_BY_CODE : subject
SELECT s.id, s.credit_code, s.name, s.region, s.status = 'active' AS active,
       s.operator OR COALESCE(c.operator, 0) AS operator
  FROM ggzy_subject.subject s
  LEFT JOIN ggzy_subject.subject c ON c.id = s.controller
 WHERE s.credit_code = ?;

-- CATALOGUE_DOMAIN : one_word
SELECT domain AS word FROM ggzy_core.catalogue_item
 WHERE code = ? AND class = ?
   AND (valid_from IS NULL OR valid_from <= ?)
   AND (valid_to IS NULL OR valid_to >= ?);

-- CATALOGUE_CLASS : one_word
SELECT deal_class AS word FROM ggzy_core.catalogue_item WHERE code = ?;

-- REGION_NAME : one_word
SELECT name AS word FROM ggzy_core.region WHERE code = ?;

-- METHOD_NAME : one_word
SELECT name AS word FROM ggzy_core.trade_method
 WHERE method_code = ? AND domain = ?;

-- EXPERT_CLASS_UNKNOWN : one_word
SELECT ? AS word FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM ggzy_core.expert_class WHERE code = ?);

-- PROJECT_ADD
INSERT INTO project
  (domain, code, tender_code, name, catalogue_item, region, owner, agency,
   entry_kind, state_funded, investment_fen, approval_no, fund_source, place,
   summary, supervisor, account, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- PROJECT_GET : project
SELECT p.id, p.code, p.tender_code, p.name, p.catalogue_item, p.region, p.owner,
       p.agency, o.credit_code AS owner_code, a.credit_code AS agency_code,
       o.name AS owner_name, a.name AS agency_name, p.entry_kind, p.state_funded,
       p.investment_fen, p.approval_no, p.fund_source, p.place, p.summary,
       p.supervisor, p.created_at,
       EXISTS (SELECT 1 FROM trade t
                WHERE t.project = p.id AND t.stage > 0) AS begun
  FROM project p
  JOIN ggzy_subject.subject o ON o.id = p.owner
  LEFT JOIN ggzy_subject.subject a ON a.id = p.agency
 WHERE p.id = ?;

-- PROJECT_LIST : project
SELECT p.id, p.code, p.tender_code, p.name, p.catalogue_item, p.region, p.owner,
       p.agency, o.credit_code AS owner_code, a.credit_code AS agency_code,
       o.name AS owner_name, a.name AS agency_name, p.entry_kind, p.state_funded,
       p.investment_fen, p.approval_no, p.fund_source, p.place, p.summary,
       p.supervisor, p.created_at
  FROM project p
  JOIN ggzy_subject.subject o ON o.id = p.owner
  LEFT JOIN ggzy_subject.subject a ON a.id = p.agency
 WHERE (p.owner = ? OR p.agency = ?) AND p.id < ?
 ORDER BY p.id DESC LIMIT ?;

-- PROJECT_SET
UPDATE project
   SET name = ?, entry_kind = ?, state_funded = ?, investment_fen = ?,
       approval_no = ?, fund_source = ?, place = ?, summary = ?, supervisor = ?
 WHERE id = ?;

-- Notices of a project that are to come.
-- PROJECT_PENDING : number
SELECT COUNT(*) AS number FROM notice WHERE project = ? AND state = 0;

-- TRADE_READ : trade
SELECT t.id, t.project, t.domain, t.code, t.deal_code, t.name, t.method, t.stage,
       t.paused, t.region, t.owner, t.agency, t.content, t.evaluation,
       t.price_form, t.estimate_fen, t.ceiling, t.deposit_fen, t.consortium,
       t.documents_from, t.documents_to, t.deadline, t.threshold,
       t.decrypt_minutes, t.opening_rule, t.panel_size, t.panel_owners,
       t.expert_classes, t.round, t.predecessor, t.reason, p.state_funded, p.catalogue_item,
       p.name AS project_name,
       (SELECT COUNT(*) FROM trade_rule r WHERE r.trade = t.id) AS frozen
  FROM trade t JOIN project p ON p.id = t.project WHERE t.id = ?;

-- CONDITIONS_ADD
INSERT INTO trade
  (domain, project, code, deal_code, name, method, region, owner, agency,
   content, evaluation, price_form, estimate_fen, ceiling, deposit_fen,
   consortium, duration_days, quality, qualification, expert_classes,
   panel_size, panel_owners, documents_from, documents_to, deadline,
   decrypt_minutes, opening_rule, round, predecessor, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ? + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?);

-- CONDITIONS_SET
UPDATE trade
   SET name = ?, method = ?, content = ?, evaluation = ? + 1, price_form = ? + 1,
       estimate_fen = ?, ceiling = ?, deposit_fen = ?, consortium = ?,
       duration_days = ?, quality = ?, qualification = ?, expert_classes = ?,
       panel_size = ?, panel_owners = ?, documents_from = ?, documents_to = ?,
       deadline = ?, decrypt_minutes = ?, opening_rule = ?
 WHERE id = ?;

-- CONDITIONS_GET : conditions
SELECT id, project, stage, round, predecessor, region, code, deal_code, paused,
       reason, created_at, name, method, content, evaluation - 1 AS evaluation,
       price_form - 1 AS price_form, estimate_fen, ceiling, deposit_fen,
       consortium, duration_days, quality, qualification, expert_classes,
       panel_size, panel_owners, documents_from, documents_to, deadline,
       threshold, decrypt_minutes, opening_rule
  FROM trade WHERE id = ?;

-- The trades of a project that somebody may see: all, or those begun.
-- CONDITIONS_LIST : conditions
SELECT id, project, stage, round, predecessor, region, code, deal_code, paused,
       reason, created_at, name, method, content, evaluation - 1 AS evaluation,
       price_form - 1 AS price_form, estimate_fen, ceiling, deposit_fen,
       consortium, duration_days, quality, qualification, expert_classes,
       panel_size, panel_owners, documents_from, documents_to, deadline,
       threshold, decrypt_minutes, opening_rule
  FROM trade WHERE project = ? AND (? OR stage > 0) ORDER BY id;

-- CONDITIONS_SUM : number
SELECT CAST(COALESCE(SUM(estimate_fen), 0) AS SIGNED) AS number FROM trade
 WHERE project = ? AND content = ? AND id <> ? AND stage < 11;

-- SCORE_ITEM_CLEAR
DELETE FROM score_item WHERE trade = ?;

-- SCORE_ITEM_ADD
INSERT INTO score_item (domain, trade, no, name, kind, max_score)
VALUES (?, ?, ?, ?, ?, ?);

-- SCORE_ITEM_LIST : score_item
SELECT no, name, kind, max_score FROM score_item WHERE trade = ? ORDER BY no;

-- TRADE_TIMES
UPDATE trade SET documents_from = ?, documents_to = ?, deadline = ? WHERE id = ?;

-- NOTICE_TYPE : notice_type
SELECT name, class, COALESCE(national_stage, '') AS national_stage
  FROM ggzy_core.notice_type WHERE code = ? AND domain = ?;

-- NOTICE_ADD
INSERT INTO notice
  (domain, project, type, nature, title, body, facts, duty_person, examiner,
   publish_at, corrects, account, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- NOTICE_TRADE_ADD
INSERT INTO notice_trade (domain, notice, trade) VALUES (?, ?, ?);

-- Only documents of the notice's own project.
-- NOTICE_DOCUMENT_ADD
INSERT INTO notice_document (domain, notice, document)
SELECT ?, ?, d.id FROM document d WHERE d.id = ? AND d.project = ?;

-- NOTICE_LOCK : notice
SELECT id, project, type, nature, title, body, facts, duty_person, examiner,
       state, publish_at, public, corrects
  FROM notice WHERE id = ? FOR UPDATE;

-- NOTICE_READ : notice
SELECT id, project, type, nature, title, body, facts, duty_person, examiner,
       state, publish_at, public, corrects
  FROM notice WHERE id = ?;

-- NOTICE_LIST : notice
SELECT id, project, type, nature, title, body, facts, duty_person, examiner,
       state, publish_at, public, corrects
  FROM notice
 WHERE project = ? AND (? OR state = 1) AND id < ? ORDER BY id DESC LIMIT ?;

-- NOTICE_TRADES : number
SELECT trade AS number FROM notice_trade WHERE notice = ? ORDER BY trade;

-- NOTICE_DOCUMENTS : number
SELECT document AS number FROM notice_document WHERE notice = ? ORDER BY document;

-- NOTICE_KINDS : number
SELECT COUNT(*) AS number FROM notice_document n JOIN document d ON d.id = n.document
 WHERE n.notice = ? AND d.kind = 'tender';

-- NOTICE_PENDING : number
SELECT COUNT(*) AS number FROM notice n JOIN notice_trade t ON t.notice = n.id
 WHERE t.trade = ? AND n.state = 0;

-- NOTICE_FIRST : notice
SELECT n.duty_person, n.examiner, n.id, n.public
  FROM notice n JOIN notice_trade t ON t.notice = n.id
 WHERE t.trade = ? AND n.state = 1 ORDER BY n.id LIMIT 1;

-- NOTICE_OF_TRADE : number
SELECT n.id AS number FROM notice n JOIN notice_trade t ON t.notice = n.id
 WHERE t.trade = ? AND n.id = ? AND n.state = 1;

-- NOTICE_STATE
UPDATE notice SET state = ?, public = ? WHERE id = ?;

-- PUBLIC_NOTICE_ADD
INSERT INTO public_notice
  (id, pos, domain, class, type, national_stage, title, body, region, place,
   publish_at, project, trade, project_code, owner_name, due_at, amount_fen,
   facts, duty_person, examiner, source, source_name, source_id, digest,
   created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ggzy', ?, ?, ?,
        ?);

-- PUBLIC_NOTICE_TRADE_ADD
INSERT INTO public_notice_trade (notice, trade, domain) VALUES (?, ?, ?);

-- PUBLIC_ATTACHMENT_ADD
INSERT INTO public_attachment
  (notice, no, domain, document, name, media, size, digest)
SELECT ?, ?, ?, d.id, d.name, d.media, d.size, d.digest
  FROM document d WHERE d.id = ?;

-- DOCUMENT_ADD
INSERT INTO document
  (domain, project, name, kind, media, digest, size, account, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- DOCUMENT_LIST : document
SELECT id, project, name, media, digest, size, created_at,
       FIELD(kind, 'tender', 'bill', 'drawing', 'addendum', 'other') - 1 AS kind
  FROM document WHERE project = ? ORDER BY id;

-- DOCUMENT_OF_TRADE : document
SELECT d.id, d.project, d.name, d.media, d.digest, d.size, d.created_at,
       FIELD(d.kind, 'tender', 'bill', 'drawing', 'addendum', 'other') - 1 AS kind
  FROM document d
 WHERE d.id = ? AND EXISTS
       (SELECT 1 FROM notice_document x
          JOIN notice_trade y ON y.notice = x.notice
          JOIN notice n ON n.id = x.notice
         WHERE x.document = d.id AND y.trade = ? AND (n.state = 1 OR ?));

-- DOCUMENT_LIST_OF_TRADE : document
SELECT d.id, d.project, d.name, d.media, d.digest, d.size, d.created_at,
       FIELD(d.kind, 'tender', 'bill', 'drawing', 'addendum', 'other') - 1 AS kind
  FROM document d
 WHERE EXISTS
       (SELECT 1 FROM notice_document x
          JOIN notice_trade y ON y.notice = x.notice
          JOIN notice n ON n.id = x.notice
         WHERE x.document = d.id AND y.trade = ? AND (n.state = 1 OR ?))
 ORDER BY d.id;

-- TAKEN_ADD
INSERT IGNORE INTO document_taken (domain, trade, document, subject, account, at)
VALUES (?, ?, ?, ?, ?, ?);

-- TAKEN_BY : number
SELECT COUNT(*) AS number FROM document_taken
 WHERE trade = ? AND document = ? AND account = ?;

-- TAKER_LIST : taker
SELECT k.document, d.name AS document_name, s.name AS subject_name, s.credit_code,
       k.at
  FROM document_taken k
  JOIN document d ON d.id = k.document
  LEFT JOIN ggzy_subject.subject s ON s.id = k.subject
 WHERE k.trade = ? ORDER BY k.at, k.account;

-- INVITEE_ADD
INSERT IGNORE INTO invitee (domain, trade, subject) VALUES (?, ?, ?);

-- INVITEE_CLEAR
DELETE FROM invitee WHERE trade = ?;

-- INVITEE_COUNT : number
SELECT COUNT(*) AS number FROM invitee WHERE trade = ?;

-- INVITEE_LIST : subject
SELECT s.id, s.credit_code, s.name, s.region, s.status = 'active' AS active
  FROM invitee i JOIN ggzy_subject.subject s ON s.id = i.subject
 WHERE i.trade = ? ORDER BY s.credit_code;

-- INVITEE_IS : number
SELECT COUNT(*) AS number FROM invitee WHERE trade = ? AND subject = ?;

-- QUESTION_ADD
INSERT INTO question (domain, trade, subject, account, body, at)
VALUES (?, ?, ?, ?, ?, ?);

-- QUESTION_ANSWER
UPDATE question SET answer = ?, answered_at = ?
 WHERE id = ? AND trade = ? AND answered_at IS NULL;

-- QUESTION_GET : question
SELECT id, body, answer, at, answered_at FROM question WHERE id = ? AND trade = ?;

-- Answered ones; others only to who asked, and to the owner's side.
-- QUESTION_LIST : question
SELECT id, body, answer, at, answered_at, COALESCE(account = ?, 0) AS mine
  FROM question
 WHERE trade = ? AND (answered_at IS NOT NULL OR account = ? OR ?) AND id < ?
 ORDER BY id DESC LIMIT ?;

-- DUE_ADD
INSERT INTO due (domain, trade, notice, verb, at) VALUES (?, ?, ?, ?, ?);

-- So many milliseconds of true time after the deadline.
-- DUE_ADD_CLOSE
INSERT INTO due (domain, trade, verb, at)
SELECT ?, ?, 'close', ? + ? * speed FROM ggzy_core.installation;

-- DUE_GET : due
SELECT id, trade, notice, verb, at FROM due WHERE id = ?;

-- DUE_DROP
DELETE FROM due WHERE id = ?;

-- DUE_DROP_TRADE
DELETE FROM due WHERE trade = ? AND (? IS NULL OR verb = ?);

-- DUE_DROP_NOTICE
DELETE FROM due WHERE notice = ?;

-- Evidence of signed deeds at a trade and at the notices of its project: all of
-- it, or the account's own.

-- DEED_LIST : signed_deed
SELECT d.id, d.at, d.real_at, d.event, e.verb, a.name AS signer, d.method, d.path,
       d.idem_key, d.signed_at, d.address, d.body_digest, d.text_digest, d.fingerprint, d.signature,
       d.chain, c.name AS ca, l.number AS crl_number, l.digest AS crl_digest,
       o.digest AS ocsp_digest
  FROM deed d
  JOIN ggzy_core.account a ON a.id = d.account
  JOIN ggzy_core.ca c ON c.id = d.ca
  LEFT JOIN event e ON e.id = d.event
  LEFT JOIN ggzy_core.crl l ON l.id = d.crl
  LEFT JOIN ggzy_core.ocsp_answer o ON o.id = d.ocsp
 WHERE (d.trade = ? OR (d.trade IS NULL AND d.project = ?))
   AND (? OR d.account = ?) AND d.id < ?
 ORDER BY d.id DESC LIMIT ?;
