-- after: bid
-- The second half of a tender: panel, scores, candidates, objections, award,
-- contract, performance, archive; on the views of the default database.

-- TRADE_PAUSE
UPDATE trade SET paused = ? WHERE id = ?;

-- TRADE_REASON
UPDATE trade SET reason = ?, paused = NULL WHERE id = ?;

-- DUTY_ADD
INSERT INTO duty (domain, trade, rule_key, what, due_at)
VALUES (?, ?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE what = VALUES(what), done_at = NULL, reported_at = NULL;

-- DUTY_DONE
UPDATE duty SET done_at = ?
 WHERE trade = ? AND rule_key = ? AND done_at IS NULL;

-- DUTY_LIST : duty
SELECT id, rule_key, what, due_at, done_at, reported_at
  FROM duty WHERE trade = ? AND domain = ? ORDER BY due_at, id;

-- DUTY_OVERDUE : duty
SELECT id, rule_key, what, due_at, done_at, reported_at
  FROM duty
 WHERE trade = ? AND due_at <= ? AND done_at IS NULL AND reported_at IS NULL
 ORDER BY due_at, id;

-- DUTY_REPORTED
UPDATE duty SET reported_at = ? WHERE id = ?;

-- INTEREST_LIST : interest
SELECT s.credit_code, x.why
  FROM (SELECT owner AS subject, '招标人' AS why FROM trade WHERE id = ?
        UNION SELECT agency, '招标代理机构' FROM trade WHERE id = ?
        UNION SELECT subject, '投标人' FROM bid WHERE trade = ? AND state = 0
        UNION SELECT m.subject, '投标联合体成员'
                FROM bid_member m JOIN bid b ON b.id = m.bid
               WHERE b.trade = ? AND b.state = 0
        UNION SELECT c.controller, '投标人的控股单位'
                FROM bid b JOIN ggzy_subject.subject c ON c.id = b.subject
               WHERE b.trade = ? AND b.state = 0) x
  JOIN ggzy_subject.subject s ON s.id = x.subject ORDER BY s.credit_code;

-- EXPERT_POOL : pool_expert
SELECT e.id, e.account, e.name, e.employer,
       (SELECT GROUP_CONCAT(p.class ORDER BY p.class)
          FROM ggzy_expert.expert_specialty p WHERE p.expert = e.id) AS classes,
       (SELECT GROUP_CONCAT(v.subject ORDER BY v.subject)
          FROM ggzy_expert.avoidance v WHERE v.expert = e.id) AS avoids,
       s.credit_code AS acts_for,
       (SELECT m.state FROM panel_member m
         WHERE m.trade = ? AND m.account = e.account) AS seat_state
  FROM ggzy_expert.expert e
  JOIN ggzy_core.account a ON a.id = e.account AND a.status = 'active'
  LEFT JOIN ggzy_subject.subject s ON s.id = a.subject
 WHERE e.status = 'active' ORDER BY e.id;

-- DRAW_ADD
INSERT INTO draw (domain, trade, no, kind, state, wanted, same_max, sitting, pool,
                  pool_digest, secret, reason, account, at, limit_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- DRAW_LIST : drawing
SELECT id, no, kind, state, wanted, same_max, sitting, pool, pool_digest, secret,
       reason, seed, head_size, head_root, missing, at, limit_at, ended_at
  FROM draw WHERE trade = ? ORDER BY no;

-- DRAW_SET
UPDATE draw SET state = ?, limit_at = ?, head_size = ?, head_root = ?, seed = ?,
       ended_at = ?, missing = ? WHERE id = ?;

-- The smallest signed head that covers the last commitment of a trade.
-- DRAW_HEAD : drawing
SELECT h.size AS head_size, LOWER(HEX(h.root)) AS head_root
  FROM ggzy_core.log_head h
 WHERE h.size > (SELECT l.seq FROM ggzy_core.log_entry l
                  WHERE l.event = (SELECT MAX(v.id) FROM event v
                                    WHERE v.trade = ? AND v.verb = 'commit'))
 ORDER BY h.size LIMIT 1;

-- PLACE_ADD
INSERT INTO draw_place (domain, draw, place, expert, account, name, employer,
                        code, employer_code, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- PLACE_LIST : place
SELECT place, expert, account, name, employer, code, employer_code, why
  FROM draw_place WHERE draw = ? ORDER BY place;

-- PARTY_ADD
INSERT INTO draw_party (domain, draw, party, account, commitment, committed_at)
VALUES (?, ?, ?, ?, ?, ?);

-- PARTY_SET
UPDATE draw_party SET value = ?, revealed_at = ? WHERE draw = ? AND party = ?;

-- PARTY_LIST : party
SELECT p.draw, p.party, p.account, p.commitment, p.committed_at, p.value,
       p.revealed_at
  FROM draw d JOIN draw_party p ON p.draw = d.id
 WHERE d.trade = ? ORDER BY d.no, p.party;

-- The seats of a draw, by turn, or the one bidder.
-- DRAWN_LIST : drawn_seat
SELECT m.seat, m.turn, p.place
  FROM panel_member m
  JOIN draw_place p ON p.draw = m.draw AND p.expert = m.expert
 WHERE m.draw = ?
UNION ALL
SELECT 1, 1, p.place
  FROM draw d JOIN lot l ON l.trade = d.trade
  JOIN draw_place p ON p.draw = d.id AND p.expert = l.drawn
 WHERE d.id = ? AND d.kind = 1 AND d.state = 3
 ORDER BY turn;

-- MEMBER_LIST : member
SELECT m.id, m.seat, m.side, m.expert, m.account, m.draw, m.state, m.reason,
       m.leader, m.locked_at, m.digest, m.salt, a.name, e.employer, e.title
  FROM panel_member m JOIN ggzy_core.account a ON a.id = m.account
  LEFT JOIN ggzy_expert.expert e ON e.id = m.expert
 WHERE m.trade = ? ORDER BY m.seat;

-- MEMBER_ADD
INSERT INTO panel_member (domain, trade, seat, side, expert, account, draw, turn)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- MEMBER_STATE
UPDATE panel_member SET state = ?, reason = ?, leader = ? WHERE id = ?;

-- MEMBER_LOCK
UPDATE panel_member SET locked_at = ?, digest = ?, salt = ? WHERE id = ?;

-- LOGIN_FIND : named
SELECT id, name, subject FROM ggzy_core.account
 WHERE login = ? AND status = 'active';

-- CALL_LIST : call
SELECT m.trade, t.name, t.code, t.stage, m.seat, m.side, m.state, m.locked_at
  FROM panel_member m JOIN trade t ON t.id = m.trade
 WHERE m.account = ? ORDER BY m.id DESC LIMIT 200;

-- EVALUATED : evaluated
SELECT o.bid, o.subject, o.bidder, o.price, o.price_text, o.duration_days,
       o.quality, o.manager, o.digest, o.name, b.received_at
  FROM opening o JOIN bid b ON b.id = o.bid
 WHERE o.trade = ? AND o.opened = 1 ORDER BY o.bid;

-- SCORE_CLEAR
DELETE FROM score WHERE member = ?;

-- SCORE_ADD
INSERT INTO score (domain, trade, member, bid, item, score)
VALUES (?, ?, ?, ?, ?, ?);

-- SCORE_LIST : score
SELECT member, bid, item, score FROM score WHERE trade = ?
 ORDER BY member, bid, item;

-- VOTE_CLEAR
DELETE FROM rejection WHERE member = ?;

-- VOTE_ADD
INSERT INTO rejection (domain, trade, member, bid, ground, reason)
VALUES (?, ?, ?, ?, ?, ?);

-- VOTE_LIST : vote
SELECT member, bid, ground, reason FROM rejection WHERE trade = ?
 ORDER BY member, bid;

-- The ranking once more, from the rows, by the database alone: what rank.h
-- describes in words, written a second time.  Right for many trades at once,
-- so that a test can compare thousands.
-- RANKING_AGAIN : ranked_again
WITH standing AS (
  SELECT o.trade, o.bid, o.price, b.received_at, t.evaluation,
         (SELECT COUNT(*) FROM panel_member m
            JOIN rejection v ON v.member = m.id AND v.bid = o.bid
           WHERE m.trade = o.trade AND m.state = 1) AS against,
         (SELECT COUNT(*) FROM panel_member m
           WHERE m.trade = o.trade AND m.state = 1) AS present
    FROM opening o JOIN bid b ON b.id = o.bid JOIN trade t ON t.id = o.trade
   WHERE o.opened = 1 AND o.trade = ?),
priced AS (
  SELECT s.*, 2 * against > present AS rejected,
         MIN(CASE WHEN 2 * against <= present THEN price END)
           OVER (PARTITION BY trade) AS lowest
    FROM standing s),
points AS (
  SELECT p.bid, i.kind,
         CASE WHEN i.kind = 1
           THEN (2 * CAST(i.max_score AS DECIMAL(65)) * p.lowest + p.price)
                DIV (2 * p.price)
           ELSE (SELECT (2 * SUM(c.score) + COUNT(*)) DIV (2 * COUNT(*))
                   FROM panel_member m
                   JOIN score c ON c.member = m.id AND c.bid = p.bid
                        AND c.item = i.no
                  WHERE m.trade = p.trade AND m.state = 1) END AS points
    FROM priced p JOIN score_item i ON i.trade = p.trade
   WHERE NOT p.rejected),
total AS (
  SELECT bid, CAST(SUM(points) AS SIGNED) AS total,
         CAST(SUM(CASE WHEN kind = 0 THEN points ELSE 0 END) AS SIGNED) AS technical
    FROM points GROUP BY bid)
SELECT p.bid, p.price, p.against, p.rejected,
       COALESCE(t.total, 0) AS total, COALESCE(t.technical, 0) AS technical,
       CASE WHEN p.rejected THEN 0 ELSE
         ROW_NUMBER() OVER (PARTITION BY p.trade, p.rejected ORDER BY
           CASE WHEN p.evaluation = 1 THEN t.total END DESC, p.price,
           t.technical DESC, p.received_at, p.bid) END AS `rank`
  FROM priced p LEFT JOIN total t ON t.bid = p.bid
 ORDER BY p.bid;

-- CANDIDATE_ADD
INSERT INTO candidate (domain, trade, bid, subject, rejected, ground, reason,
                       score, price, `rank`)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CANDIDATE_LIST : candidate
SELECT c.bid, c.subject, o.bidder, c.rejected, c.ground, c.reason, c.score,
       c.price, c.`rank`, o.duration_days, o.quality, o.manager
  FROM candidate c JOIN opening o ON o.bid = c.bid
 WHERE c.trade = ? ORDER BY c.rejected, c.`rank`, c.bid;

-- OBJECTION_ADD
INSERT INTO objection (domain, trade, subject, account, kind, body, at, reply_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- OBJECTION_LIST : objection
SELECT id, subject, kind, body, at, reply_by, answer, answered_at, state
  FROM objection WHERE trade = ? ORDER BY id;

-- OBJECTION_STATE
UPDATE objection SET state = ?, answer = ?, answered_at = ? WHERE id = ?;

-- OBJECTION_DUTY_DONE
UPDATE duty SET done_at = ?
 WHERE trade = ? AND rule_key = ? AND done_at IS NULL
   AND due_at NOT IN (SELECT reply_by FROM objection
                       WHERE trade = ? AND state = 0);

-- OPENED_AT : moment
SELECT MIN(at) AS at FROM opening WHERE trade = ?;

-- NOTICE_AT : moment
SELECT MAX(n.publish_at) AS at FROM public_notice n
  JOIN public_notice_trade t ON t.notice = n.id
 WHERE t.trade = ? AND n.type = ?;

-- BIDDER_OF : evaluated
SELECT id AS bid, subject FROM bid WHERE trade = ? AND subject = ? AND state = 0;

-- BID_BIDDERS : evaluated
SELECT id AS bid, subject FROM bid WHERE trade = ? AND state = 0 ORDER BY id;

-- AWARD_ADD
INSERT INTO award (domain, trade, bid, subject, price, at, reason, account)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE bid = VALUES(bid), subject = VALUES(subject),
     price = VALUES(price), at = VALUES(at), reason = VALUES(reason),
     account = VALUES(account);

-- AWARD_GET : award
SELECT a.trade, a.bid, a.subject, o.bidder, a.price, a.at, a.reason
  FROM award a JOIN opening o ON o.bid = a.bid WHERE a.trade = ?;

-- CONTRACT_ADD
INSERT INTO contract (domain, trade, number, amount_fen, signed_on, period_days,
                      bond_fen, digest, late_reason, account, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- CONTRACT_GET : contract
SELECT trade, number, amount_fen, signed_on, period_days, bond_fen, digest,
       late_reason, at FROM contract WHERE trade = ?;

-- PERFORMANCE_ADD
INSERT INTO performance (domain, trade, kind, body, amount_fen, account, at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- PERFORMANCE_LIST : performance
SELECT id, kind, body, amount_fen, at FROM performance WHERE trade = ?
 ORDER BY id;

-- DEPOSIT_OPEN : moment
SELECT COUNT(*) AS at FROM deposit
 WHERE trade = ? AND returned_at IS NULL AND used_fen < amount_fen;

-- SUCCESSOR_GET : named
SELECT id, name FROM trade WHERE predecessor = ?;

-- INVITEE_COPY
INSERT INTO invitee (domain, trade, subject)
SELECT domain, ?, subject FROM invitee WHERE trade = ?;

-- PACKAGE_ADD
INSERT INTO archive_package (trade, domain, index_json, digest, keep_until,
                             keep_rule, at)
VALUES (?, ?, ?, ?, FROM_DAYS(? + 719528), ?, ?);

-- PACKAGE_GET : package
SELECT p.trade, p.index_json, p.digest,
       TO_DAYS(p.keep_until) - 719528 AS keep_until, p.keep_rule, p.at,
       b.name AS package_name, b.digest AS package, b.size AS package_size
  FROM archive_package p LEFT JOIN archive_bag b ON b.trade = p.trade
 WHERE p.trade = ? AND p.domain = ?;

-- OFFICIAL_LIST : official
SELECT kind, title, seq, access, pages, pdf, pdf_size, json, json_size, at
  FROM archive_document WHERE trade = ? ORDER BY id;

-- ARCHIVE_DOCUMENT : archived
SELECT d.id, d.kind AS what, d.name, d.digest, d.size, d.created_at AS at
  FROM document d WHERE d.project = ? ORDER BY d.id;

-- ARCHIVE_NOTICE : archived
SELECT n.id, n.type AS what, n.title AS name, n.digest,
       LENGTH(n.body) AS size, n.publish_at AS at
  FROM public_notice n JOIN public_notice_trade t ON t.notice = n.id
 WHERE t.trade = ? ORDER BY n.id;

-- ARCHIVE_BID : archived
SELECT b.id, CASE b.state WHEN 0 THEN 'bid' WHEN 1 THEN 'superseded'
       ELSE 'withdrawn' END AS what, NULL AS name, b.digest, b.size,
       b.received_at AS at
  FROM bid b WHERE b.trade = ? ORDER BY b.id;

-- ARCHIVE_OPENED : archived
SELECT o.bid AS id, IF(o.opened, 'opened', 'unopened') AS what,
       o.bidder AS name, o.digest, NULL AS size, o.at
  FROM opening o WHERE o.trade = ? ORDER BY o.bid;

-- ARCHIVE_SHEET : archived
SELECT m.id, 'sheet' AS what, CONCAT('席位 ', m.seat) AS name, m.digest,
       NULL AS size, m.locked_at AS at
  FROM panel_member m WHERE m.trade = ? AND m.locked_at IS NOT NULL
 ORDER BY m.seat;

-- ARCHIVE_DRAW : archived
SELECT d.no AS id, 'draw' AS what, d.seed AS name, d.pool_digest AS digest,
       LENGTH(d.pool) AS size, d.at
  FROM draw d WHERE d.trade = ? ORDER BY d.no;

-- ARCHIVE_EVENT : archived
SELECT e.id, e.verb AS what, NULL AS name, SHA2(CONCAT(CHAR(0), e.body), 256) AS digest,
       LENGTH(e.body) AS size, e.at
  FROM event e WHERE e.trade = ? ORDER BY e.id;
