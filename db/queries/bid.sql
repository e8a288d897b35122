-- after: tender
-- Sealed bids: trustees, deposits, bids, shares, the opening.

-- A person who may be trustee in a role that holds in a region, with the key of
-- the newest certificate, or else the newest key; and whether it may be a bare one.
-- TRUSTEE_PICK : trustee_choice
SELECT a.id AS account, COALESCE(a.subject, 0) AS subject, k.id AS account_key,
       k.thumbprint, k.jwk, c.id AS certificate, c.code, HEX(c.der) AS der,
       (SELECT required FROM ggzy_core.deed_policy WHERE id = 1)
         OR EXISTS (SELECT 1 FROM ggzy_core.account_certificate b
                     WHERE b.account = a.id) AS certified,
       EXISTS (SELECT 1 FROM ggzy_core.account_role g
                WHERE g.account = a.id AND FIND_IN_SET(g.role, ?)
                  AND (g.region = 0 OR g.region = ?
                       OR (g.region % 10000 = 0 AND g.region DIV 10000 = ? DIV 10000)
                       OR (g.region % 100 = 0 AND g.region DIV 100 = ? DIV 100)))
         AS holds
  FROM ggzy_core.account a
  LEFT JOIN ggzy_core.account_key k
    ON k.account = a.id AND k.revoked_at IS NULL
   AND (? IS NULL OR k.jwk LIKE CONCAT('{"crv":"', ?, '",%'))
  LEFT JOIN ggzy_core.key_certificate c ON c.account_key = k.id
 WHERE a.login = ? AND a.status = 'active'
 ORDER BY c.id DESC, k.id DESC LIMIT 1;

-- The keys of those who were named, to be judged again.
-- TRUSTEE_KEYS : trustee_choice
SELECT t.position, t.account, c.id AS certificate, c.code, HEX(c.der) AS der,
       k.revoked_at IS NOT NULL AS given_up,
       (SELECT required FROM ggzy_core.deed_policy WHERE id = 1)
         OR EXISTS (SELECT 1 FROM ggzy_core.account_certificate b
                     WHERE b.account = t.account) AS certified
  FROM trustee t
  JOIN ggzy_core.account_key k ON k.id = t.account_key
  LEFT JOIN ggzy_core.key_certificate c ON c.id = t.certificate
 WHERE t.trade = ? ORDER BY t.position;

-- TRUSTEE_CLEAR
DELETE FROM trustee WHERE trade = ?;

-- TRUSTEE_ADD
INSERT INTO trustee (domain, trade, position, side, account, account_key,
                     certificate, chain, crl, ocsp, judged_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- TRUSTEE_THRESHOLD
UPDATE trade SET threshold = ? WHERE id = ?;

-- TRUSTEE_LIST : trustee
SELECT t.position,
       CAST(FIELD(t.side, 'owner', 'centre', 'supervision') - 1 AS SIGNED) AS side,
       a.name, k.thumbprint, k.jwk, c.fingerprint AS certificate,
       t.chain, t.account, t.released_at
  FROM trustee t
  JOIN ggzy_core.account a ON a.id = t.account
  JOIN ggzy_core.account_key k ON k.id = t.account_key
  LEFT JOIN ggzy_core.key_certificate c ON c.id = t.certificate
 WHERE t.trade = ? ORDER BY t.position;

-- TRUSTEE_RELEASED
UPDATE trustee SET released_at = ? WHERE trade = ? AND position = ?;

-- BIDDER_GET : bidder
SELECT s.id, s.controller, s.credit_code, s.name, s.bank_account,
       s.status = 'active' AS active,
       s.operator OR COALESCE(c.operator, 0) AS operator,
       s.id = t.owner OR s.id = COALESCE(t.agency, 0) AS owns,
       EXISTS (SELECT 1 FROM invitee i
                WHERE i.trade = t.id AND i.subject = s.id) AS invited,
       (SELECT x.basis FROM ggzy_subject.restriction x
         WHERE x.subject = s.id AND x.repaired_at IS NULL
           AND x.from_day <= ? AND x.to_day >= ?
         ORDER BY x.to_day DESC LIMIT 1) AS restricted
  FROM ggzy_subject.subject s
  LEFT JOIN ggzy_subject.subject c ON c.id = s.controller
  JOIN trade t ON t.id = ?
 WHERE s.credit_code = ?;

-- DEPOSIT_ADD
INSERT INTO deposit (domain, trade, subject, kind, amount_fen, payer_account,
                     issuer, guarantee_no, valid_to, digest, received_at, account)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- In the place of one that was cancelled.
-- DEPOSIT_AGAIN
UPDATE deposit
   SET kind = ?, amount_fen = ?, payer_account = ?, issuer = ?, guarantee_no = ?,
       valid_to = ?, digest = ?, received_at = ?, account = ?, used_fen = 0,
       returned_at = NULL, accepted_at = NULL, accepted_by = NULL,
       cancelled_at = NULL
 WHERE trade = ? AND subject = ? AND cancelled_at IS NOT NULL;

-- DEPOSIT_ACCEPT
UPDATE deposit SET accepted_at = ?, accepted_by = ? WHERE id = ?;

-- Those of a subject (0: all) or of a kind (NULL: neither; of a lot both).
-- DEPOSIT_LIST : deposit
SELECT d.id, d.subject, d.kind, d.amount_fen, d.valid_to, d.received_at,
       d.returned_at, d.accepted_at, s.credit_code, s.name, d.payer_account,
       d.issuer, d.guarantee_no, d.digest
  FROM deposit d JOIN ggzy_subject.subject s ON s.id = d.subject
 WHERE d.trade = ? AND d.cancelled_at IS NULL
   AND (? = 0 OR d.subject = ? OR d.kind = ?
   OR (? IS NOT NULL AND EXISTS (SELECT 1 FROM lot l WHERE l.trade = d.trade)))
 ORDER BY d.id;

-- Standing bids that others lead who have one controller with a subject, or are
-- it or under it.  Members do not count: anybody can name anybody.
-- BID_RELATED : number
SELECT COUNT(*) AS number FROM bid b JOIN ggzy_subject.subject s ON s.id = b.subject
 WHERE b.trade = ? AND b.state = 0 AND b.subject <> ?
   AND (s.controller = ? OR s.id = ? OR s.controller = ?);

-- Who takes part in two standing bids, or in one beside a relative's.
-- BID_ENTANGLED : named
WITH part AS
  (SELECT id AS bid, subject FROM bid WHERE trade = ? AND state = 0
   UNION SELECT m.bid, m.subject FROM bid_member m JOIN bid b ON b.id = m.bid
          WHERE b.trade = ? AND b.state = 0)
SELECT DISTINCT s.id, s.name, s.credit_code
  FROM part x JOIN part y ON y.bid <> x.bid
  JOIN ggzy_subject.subject s ON s.id = x.subject
  JOIN ggzy_subject.subject o ON o.id = y.subject
 WHERE s.id = o.id OR s.controller = o.id OR o.controller = s.id
    OR s.controller = o.controller
 ORDER BY s.credit_code;

-- BID_END
UPDATE bid SET state = ?, ended_at = ?
 WHERE trade = ? AND subject = ? AND state = 0;

-- BID_ADD
INSERT INTO bid (domain, trade, subject, account, digest, size, header,
                 received_at, receipt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- RECEIPT_ADD
INSERT INTO receipt (number, domain, trade, subject, account, kind, reason,
                     digest, at, event, receipt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Those of a subject or, of who stands for none, an account.

-- RECEIPT_LIST : receipt_item
SELECT number, kind, reason, digest, at, stamped_at
  FROM receipt WHERE trade = ? AND (subject = ? OR account = ?)
 ORDER BY at DESC, number;

-- RECEIPT_GET : receipt_file
SELECT c.number, c.receipt, c.token, e.body AS event, l.seq,
       (SELECT MIN(h.size) FROM ggzy_core.log_head h WHERE h.size > l.seq) AS size
  FROM receipt c
  JOIN event e ON e.id = c.event
  LEFT JOIN ggzy_core.log_entry l ON l.event = c.event
 WHERE c.number = ? AND (c.subject = ? OR c.account = ?);

-- SIGNED_HEAD_GET : signed_head
SELECT body, signature FROM ggzy_core.log_head WHERE size = ?;

-- BID_MEMBER_ADD
INSERT INTO bid_member (domain, bid, subject, leader) VALUES (?, ?, ?, ?);

-- BID_MINE : bid
SELECT state, digest, size, received_at, ended_at, receipt
  FROM bid WHERE trade = ? AND subject = ? ORDER BY id DESC;

-- BID_STANDING : standing
SELECT b.id, b.subject, b.received_at, b.digest, b.header, o.credit_code,
       LEFT(COALESCE((SELECT GROUP_CONCAT(s.name ORDER BY m.leader DESC, s.id
                                          SEPARATOR ';')
                        FROM bid_member m JOIN ggzy_subject.subject s
                             ON s.id = m.subject
                       WHERE m.bid = b.id), o.name), 500) AS bidder
  FROM bid b JOIN ggzy_subject.subject o ON o.id = b.subject
 WHERE b.trade = ? AND b.state = 0 ORDER BY b.id;

-- The event of a bid is the one its receipt names: one file handed in twice in
-- a millisecond has two that look alike.  The order of a trade's bid events is
-- that of the log: its row is locked.
-- BOX_BIDS : boxed
SELECT b.digest, s.credit_code, b.received_at,
       JSON_VALUE(v.body, '$.detail.receipt') AS receipt,
       COUNT(*) OVER (PARTITION BY b.id) AS events
  FROM bid b
  JOIN ggzy_subject.subject s ON s.id = b.subject
  JOIN receipt c ON c.trade = b.trade AND c.subject = b.subject
       AND c.kind = 'received' AND c.receipt = b.receipt
  JOIN event v ON v.id = c.event AND v.trade = b.trade AND v.verb = 'bid'
       AND v.at = b.received_at
       AND JSON_VALUE(v.body, '$.detail.digest') = b.digest
 WHERE b.trade = ? AND b.state = 0 ORDER BY v.id;

-- BOX_ADD
INSERT INTO box (domain, trade, count, root, leaves, hashes, at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- BOX_GET : closed_box
SELECT count, root, leaves, hashes, at FROM box WHERE trade = ?;

-- BOX_SEAL : seal
SELECT root, at, seq, head, cosignatures, required, wait_ms
  FROM box_seal WHERE trade = ? ORDER BY event LIMIT 1;

-- SHARE_ADD
INSERT INTO share (domain, trade, bid, position, share, account, at)
VALUES (?, ?, ?, ?, UNHEX(?), ?, ?);

-- SHARE_LIST : share_row
SELECT bid, position, LOWER(HEX(share)) AS share
  FROM share WHERE trade = ? ORDER BY bid, position;

-- Standing bids that nothing given so far opens, and trustees that have not
-- given theirs.
-- OPENING_WAITS : waiting
SELECT (SELECT COUNT(*) FROM bid b JOIN trade t ON t.id = b.trade
         WHERE b.trade = ? AND b.state = 0
           AND NOT EXISTS (SELECT 1 FROM share o
                            WHERE o.bid = b.id AND o.position = 0)
           AND (SELECT COUNT(*) FROM share s
                 WHERE s.bid = b.id AND s.position > 0) < t.threshold) AS bids,
       (SELECT COUNT(*) FROM trustee x
         WHERE x.trade = ? AND x.released_at IS NULL) AS trustees;

-- SHARE_FAULT_ADD
INSERT INTO share_fault (domain, trade, bid, position, kind, account, at)
SELECT ?, ?, ?, ?, ?, ?, ? FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM share_fault f
                    WHERE f.bid = ? AND f.position = ? AND f.kind = ?);

-- SHARE_FAULT_LIST : share_fault
SELECT f.bid, f.position, f.kind, f.at, a.name,
       CAST(FIELD(t.side, 'owner', 'centre', 'supervision') - 1 AS SIGNED) AS side
  FROM share_fault f
  JOIN trustee t ON t.trade = f.trade AND t.position = f.position
  JOIN ggzy_core.account a ON a.id = t.account
 WHERE f.trade = ? ORDER BY f.at, f.position, f.bid, f.kind;

-- DUE_HURRY
UPDATE due SET at = ? WHERE trade = ? AND verb = ? AND at > ?;

-- OPENING_ADD
INSERT INTO opening (domain, trade, bid, subject, bidder, opened, cause,
                     withdrawal, price, price_text, duration_days, quality,
                     manager, digest, media, name, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- OPENING_LIST : opening
SELECT o.bid, o.subject, o.withdrawal, o.price, o.duration_days, o.at,
       b.received_at, d.kind AS deposit, o.opened, o.bidder, s.credit_code,
       o.cause, o.price_text, o.quality, o.manager, o.digest, o.media, o.name,
       b.digest AS envelope
  FROM opening o
  JOIN bid b ON b.id = o.bid
  JOIN trade t ON t.id = o.trade
  JOIN ggzy_subject.subject s ON s.id = o.subject
  LEFT JOIN deposit d ON d.trade = o.trade AND d.subject = o.subject
       AND d.received_at < t.deadline AND d.cancelled_at IS NULL
 WHERE o.trade = ? AND (? = 0 OR o.bid = ?) ORDER BY o.bid;
