-- after: sale
-- 国有产权: assets, priority rights, settlements; on the views of the default
-- database.

-- ASSET_ADD
INSERT INTO asset (domain, trade, kind, target, description, share,
                   control_passes, lease_months, approval_body, approval_no,
                   approved_on, appraisal_no, appraised_fen, cut_approval,
                   instalments, priority_minutes, predisclosed_at, disclosed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- ASSET_SET
UPDATE asset
   SET kind = ?, target = ?, description = ?, share = ?, control_passes = ?,
       lease_months = ?, approval_body = ?, approval_no = ?, approved_on = ?,
       appraisal_no = ?, appraised_fen = ?, cut_approval = ?,
       instalments = ?, priority_minutes = ?, disclosed_at = ?
 WHERE trade = ?;

-- ASSET_GET : asset
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, t.name, t.method, t.round, t.predecessor,
       t.deposit_fen, t.qualification, a.kind, a.target, a.description,
       a.share, a.control_passes, a.lease_months, a.approval_body,
       a.approval_no, a.approved_on, a.appraisal_no, a.appraised_fen,
       a.cut_approval, l.bidding, a.instalments, a.priority_minutes,
       a.predisclosed_at, a.disclosed_at, a.result_until, a.certificate,
       l.start_fen, l.step_fen, l.countdown_ms DIV 1000 AS countdown,
       l.apply_to, l.listing_at, l.live_at, l.reserve_hash, l.reserve_fen,
       l.price_fen
  FROM trade t JOIN asset a ON a.trade = t.id JOIN lot l ON l.trade = t.id
 WHERE t.id = ?;

-- Those of a project that somebody may see: all, or those begun.
-- ASSET_LIST : asset
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, t.name, t.method, t.round, t.predecessor,
       t.deposit_fen, t.qualification, a.kind, a.target, a.description,
       a.share, a.control_passes, a.lease_months, a.approval_body,
       a.approval_no, a.approved_on, a.appraisal_no, a.appraised_fen,
       a.cut_approval, l.bidding, a.instalments, a.priority_minutes,
       a.predisclosed_at, a.disclosed_at, a.result_until, a.certificate,
       l.start_fen, l.step_fen, l.countdown_ms DIV 1000 AS countdown,
       l.apply_to, l.listing_at, l.live_at, l.reserve_hash, l.reserve_fen,
       l.price_fen
  FROM trade t JOIN asset a ON a.trade = t.id JOIN lot l ON l.trade = t.id
 WHERE t.project = ? AND (? OR t.stage > 0) ORDER BY t.id;

-- A new round of a trade that failed.
-- ASSET_ROUND
UPDATE trade SET predecessor = ?, round = ? WHERE id = ?;

-- ASSET_METHOD
UPDATE trade SET method = ? WHERE id = ?;

-- ASSET_PREDISCLOSED
UPDATE asset SET predisclosed_at = ? WHERE trade = ?;

-- ASSET_DISCLOSED
UPDATE asset SET disclosed_at = COALESCE(disclosed_at, ?) WHERE trade = ?;

-- ASSET_RESULT
UPDATE asset SET result_until = ? WHERE trade = ?;

-- Who applied and was not refused.
-- ASSET_APPLICANTS : number
SELECT COUNT(*) AS number FROM entrant WHERE trade = ? AND state <> 2;

-- HOLDER_ADD
INSERT INTO priority_claim (domain, trade, subject, share, notified_on)
VALUES (?, ?, ?, ?, ?);

-- HOLDER_COPY
INSERT INTO priority_claim (domain, trade, subject, share, notified_on)
SELECT domain, ?, subject, share, notified_on
  FROM priority_claim WHERE trade = ?;

-- All, or one subject's own.
-- HOLDER_LIST : holder
SELECT p.id, p.subject, s.credit_code, s.name, p.share, p.notified_on, p.until,
       p.waived_at, p.offer, p.part, p.claimed_at
  FROM priority_claim p JOIN ggzy_subject.subject s ON s.id = p.subject
 WHERE p.trade = ? AND (? OR p.subject = ?)
 ORDER BY p.share DESC, p.claimed_at, p.id;

-- HOLDER_UNTIL
UPDATE priority_claim SET until = ? WHERE trade = ?;

-- HOLDER_CLAIM
UPDATE priority_claim SET offer = ?, part = ?, claimed_at = ?, waived_at = ?
 WHERE id = ?;

-- SETTLEMENT_ADD
INSERT INTO settlement (domain, trade, amount_fen, paid_on, voucher, guarantee,
                        late_reason, account, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- SETTLEMENT_LIST : settlement
SELECT id, amount_fen, paid_on, voucher, guarantee, late_reason, at
  FROM settlement WHERE trade = ? ORDER BY id;

-- CERTIFICATE_SET
UPDATE asset SET certificate = ?, certified_at = ? WHERE trade = ?;

-- CERTIFICATE_GET : certificate
SELECT a.certificate AS number, a.certified_at AS at, t.deal_code, t.name,
       t.method, o.name AS seller, a.appraised_fen, l.start_fen,
       COALESCE((SELECT GROUP_CONCAT(j.name ORDER BY b.weight DESC, b.subject
                                     SEPARATOR '、')
                   FROM joint_buyer b
                   JOIN ggzy_subject.subject j ON j.id = b.subject
                  WHERE b.trade = a.trade), s.name) AS buyer,
       w.price AS price_fen, c.number AS contract
  FROM asset a JOIN trade t ON t.id = a.trade JOIN lot l ON l.trade = a.trade
  JOIN award w ON w.trade = a.trade JOIN contract c ON c.trade = a.trade
  JOIN ggzy_subject.subject o ON o.id = t.owner
  JOIN ggzy_subject.subject s ON s.id = w.subject
 WHERE a.trade = ? AND a.certificate IS NOT NULL;
