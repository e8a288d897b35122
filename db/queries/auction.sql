-- after: ledger
-- Rising offers for a lot; on the views of the default database.

-- LOT_ADD
INSERT INTO lot (domain, trade, start_fen, step_fen, ceiling_fen, countdown_ms,
                 apply_to, listing_at, live_at, ends_at, reserve_hash, bidding,
                 at_ceiling, build_step, build_max, examine_basis)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE(?, 0), COALESCE(?, 0), ?, ?, ?);

-- LOT_SET
UPDATE lot
   SET start_fen = ?, step_fen = ?, ceiling_fen = ?, countdown_ms = ?,
       apply_to = ?, listing_at = ?, live_at = ?, ends_at = ?, reserve_hash = ?,
       bidding = COALESCE(?, 0), at_ceiling = COALESCE(?, 0), build_step = ?,
       build_max = ?, examine_basis = ?
 WHERE trade = ?;

-- LOT_GET : lot
SELECT l.trade, t.stage, t.paused, l.start_fen, l.step_fen, l.ceiling_fen,
       l.countdown_ms, l.apply_to, l.listing_at, l.live_at, l.ends_at,
       l.reserve_hash, l.reserve_fen, l.paused_at, l.closed_at, l.seq, l.offers,
       l.price_fen, l.bidder, l.owner_confirmed, l.winner_confirmed,
       l.bidding, l.called, l.asked_fen, l.at_ceiling, l.build_step,
       l.build_max, l.build, l.drawn, l.examine_basis
  FROM lot l JOIN trade t ON t.id = l.trade WHERE l.trade = ?;

-- The one statement that accepts an offer: who is qualified and paid in time
-- offers at an instant (?1) an amount and, where the ceiling is reached and
-- built area decides, more of that.  It holds the row of the lot, and what it
-- does not match stays as it was.  Amount and area rise together as a pair.
-- OFFER_TAKE
UPDATE lot l
   SET l.ends_at = IF(? >= l.live_at, GREATEST(l.ends_at, ? + l.countdown_ms),
                      l.ends_at),
       l.offers = l.offers + 1, l.seq = l.seq + 1, l.price_fen = ?,
       l.build = ?, l.bidder = ?, l.called = LEAST(l.called, 1)
 WHERE l.trade = ? AND l.paused_at IS NULL AND l.closed_at IS NULL
   AND ? >= l.listing_at AND ? < l.ends_at AND NOT (l.bidder <=> ?)
   AND (l.bidding = 0 OR l.bidding = 1 AND l.called > 0 AND ? >= l.asked_fen)
   AND IF(? IS NULL,
       ? > COALESCE(l.price_fen, 0)
       AND ? >= LEAST(COALESCE(l.price_fen + l.step_fen, l.start_fen),
                      COALESCE(l.ceiling_fen, 9223372036854775807))
       AND ? <= COALESCE(l.ceiling_fen, 9223372036854775807)
       AND ((? - l.start_fen) % l.step_fen = 0 OR ? <=> l.ceiling_fen),
       l.at_ceiling = 1 AND ? = l.ceiling_fen AND l.price_fen <=> l.ceiling_fen
       AND ? >= COALESCE(l.build, 0) + l.build_step AND ? % l.build_step = 0
       AND ? <= COALESCE(l.build_max, 9223372036854775807));

-- OFFER_ADD
INSERT INTO offer (domain, trade, no, bidder, amount_fen, build, at, live,
                   ends_at, seq, account)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Those of a span of the lot's sequence numbers, the newest first.
-- OFFER_SINCE : offer
SELECT no, bidder, amount_fen, build, at, live, ends_at, seq
  FROM offer WHERE trade = ? AND seq > ? AND seq <= ?
 ORDER BY no DESC LIMIT ?;

-- OFFER_LIST : offer
SELECT no, bidder, amount_fen, build, at, live, ends_at, seq
  FROM offer WHERE trade = ? AND no < ? ORDER BY no DESC LIMIT ?;

-- LOT_PAUSE
UPDATE lot SET paused_at = ?, seq = seq + 1
 WHERE trade = ? AND paused_at IS NULL AND closed_at IS NULL AND ? < ends_at;

-- What was to come is as far away as when the pause began; what an auctioneer
-- has called has to be called again.
-- LOT_RESUME
UPDATE lot
   SET live_at = live_at + (? - paused_at), ends_at = ends_at + (? - paused_at),
       paused_at = NULL, called = LEAST(called, 1), seq = seq + 1
 WHERE trade = ? AND paused_at IS NOT NULL;

-- Later by so much, while it is open; what has begun (?2) has begun.
-- LOT_EXTEND
UPDATE lot
   SET ends_at = ends_at + ?, live_at = IF(? < live_at, live_at + ?, live_at),
       seq = seq + 1
 WHERE trade = ? AND paused_at IS NULL AND closed_at IS NULL AND ? < ends_at;

-- Lists and pages go by it.
-- LOT_DEADLINE
UPDATE trade SET deadline = ? WHERE id = ?;

-- The auctioneer asks: an amount that could be offered next.
-- LOT_ASK
UPDATE lot
   SET asked_fen = ?, called = 1, seq = seq + 1,
       ends_at = GREATEST(ends_at, ? + countdown_ms)
 WHERE trade = ? AND bidding = 1 AND paused_at IS NULL AND closed_at IS NULL
   AND ? >= live_at AND ? < ends_at AND ? > COALESCE(price_fen, 0)
   AND ? >= LEAST(COALESCE(price_fen + step_fen, start_fen),
                  COALESCE(ceiling_fen, 9223372036854775807))
   AND ? <= COALESCE(ceiling_fen, 9223372036854775807)
   AND ((? - start_fen) % step_fen = 0 OR ? <=> ceiling_fen);

-- Going once, twice: from one state to the next, and only if the lot is what
-- the auctioneer saw.  An offer that came in between has another seq.
-- LOT_CALL
UPDATE lot
   SET called = called + 1, seq = seq + 1,
       ends_at = GREATEST(ends_at, ? + countdown_ms)
 WHERE trade = ? AND bidding = 1 AND paused_at IS NULL AND closed_at IS NULL
   AND ? < ends_at AND price_fen IS NOT NULL AND called = ? AND seq = ?;

-- LOT_KNOCK
UPDATE lot SET called = 4, closed_at = ?, seq = seq + 1
 WHERE trade = ? AND bidding = 1 AND paused_at IS NULL AND closed_at IS NULL
   AND ? < ends_at AND price_fen IS NOT NULL AND called = 3 AND seq = ?;

-- LOT_PASS
UPDATE lot SET called = 5, closed_at = ?, seq = seq + 1
 WHERE trade = ? AND bidding = 1 AND paused_at IS NULL AND closed_at IS NULL
   AND ? < ends_at AND price_fen IS NULL AND seq = ?;

-- LOT_CLOSE
UPDATE lot SET closed_at = ?, seq = seq + 1 WHERE trade = ? AND closed_at IS NULL;

-- What else time has to do to a lot that has closed.
-- LOT_STEPS_DUE : number
SELECT COUNT(*) AS number FROM due
 WHERE trade = ? AND verb IN ('hammer', 'drawn', 'unrevealed');

-- LOT_SEEN
UPDATE lot SET seq = seq + 1 WHERE trade = ?;

-- LOT_REVEAL_BY : due
SELECT id, trade, notice, verb, at FROM due
 WHERE trade = ? AND verb = 'unrevealed';

-- LOT_REVEAL
UPDATE lot SET reserve_fen = ?, seq = seq + 1 WHERE trade = ?;

-- LOT_CONFIRM
UPDATE lot
   SET owner_confirmed = COALESCE(owner_confirmed, ?),
       winner_confirmed = COALESCE(winner_confirmed, ?)
 WHERE trade = ?;

-- Who takes the ceiling price while the lot is open, beside who offered it.
-- LOT_ACCEPT
UPDATE lot SET seq = seq + 1, called = LEAST(called, 1)
 WHERE trade = ? AND at_ceiling = 2 AND price_fen <=> ceiling_fen
   AND paused_at IS NULL AND closed_at IS NULL AND ? < ends_at
   AND NOT (bidder <=> ?);

-- ACCEPTANCE_ADD
INSERT INTO acceptance (domain, trade, bidder, at, account) VALUES (?, ?, ?, ?, ?);

-- Of these who is qualified still.
-- ACCEPTED_LIST : accepted
SELECT t.bidder, t.account
  FROM (SELECT o.trade, o.bidder, o.account
          FROM lot l JOIN offer o ON o.trade = l.trade AND o.no = l.offers
         WHERE l.trade = ?
        UNION SELECT a.trade, a.bidder, a.account FROM acceptance a
         WHERE a.trade = ?) t
  JOIN entrant e ON e.trade = t.trade AND e.bidder = t.bidder AND e.state = 1
 ORDER BY t.bidder;

-- LOT_DRAWN
UPDATE lot SET drawn = ?, seq = seq + 1
 WHERE trade = ? AND drawn IS NULL AND closed_at IS NOT NULL;

-- One sealed offer of a bidder, while they are taken (from listing_at to
-- live_at); the numbers have no gap, the trade is locked.
-- SEALED_ADD
INSERT INTO sealed_offer (domain, trade, bidder, commitment, at, account, no)
SELECT l.domain, l.trade, ?, ?, ?, ?,
       1 + (SELECT COUNT(*) FROM sealed_offer s WHERE s.trade = l.trade)
  FROM lot l
 WHERE l.trade = ? AND l.bidding = 2 AND l.paused_at IS NULL
   AND l.closed_at IS NULL AND ? >= l.listing_at AND ? < l.live_at;

-- What opens its commitment, while that is taken (from live_at to ends_at).
-- SEALED_REVEAL
UPDATE sealed_offer
   SET amount_fen = ?, revealed_at = ?
 WHERE trade = ? AND bidder = ? AND commitment = ? AND revealed_at IS NULL
   AND EXISTS (SELECT 1 FROM lot l
                WHERE l.trade = ? AND l.bidding = 2 AND l.paused_at IS NULL
                  AND l.closed_at IS NULL AND ? >= l.live_at AND ? < l.ends_at);

-- SEALED_OF : sealed_offer
SELECT no, bidder, commitment, at, account, amount_fen, revealed_at
  FROM sealed_offer WHERE trade = ? AND bidder = ?;

-- SEALED_POINTS : number
SELECT COALESCE(SUM(p.score), 0) AS number
  FROM entrant e JOIN entrant_point p ON p.entrant = e.id
 WHERE e.trade = ? AND e.bidder = ?;

-- SEALED_LIST : sealed_offer
SELECT s.no, s.bidder, s.commitment, s.at, s.account, s.amount_fen, s.revealed_at,
       (SELECT COALESCE(SUM(p.score), 0)
          FROM entrant e JOIN entrant_point p ON p.entrant = e.id
         WHERE e.trade = s.trade AND e.bidder = s.bidder) AS points,
       EXISTS (SELECT 1 FROM entrant e
                WHERE e.trade = s.trade AND e.bidder = s.bidder
                  AND e.state = 1) AS fit
  FROM sealed_offer s WHERE s.trade = ? ORDER BY s.no;

-- The best of what was offered in secret becomes the one offer of the closed
-- lot.
-- LOT_TAKE
UPDATE lot SET offers = 1, seq = seq + 1, price_fen = ?, bidder = ?
 WHERE trade = ? AND bidding IN (2, 3) AND offers = 0 AND closed_at IS NOT NULL;

-- POINT_ADD
INSERT INTO entrant_point (domain, trade, entrant, item, score)
VALUES (?, ?, ?, ?, ?);

-- ENTRANT_ADD
INSERT INTO entrant (domain, trade, subject, account, contact, phone, applied_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- paid: a deposit in full (a guarantee only if accepted) that came before the end of applications
-- ENTRANT_OF : entrant
SELECT e.id, e.subject, e.state, e.bidder, e.contact, e.phone, e.applied_at,
       e.judged_at, e.reason, s.credit_code, s.name,
       t.deposit_fen = 0 OR EXISTS
         (SELECT 1 FROM deposit d
           WHERE d.trade = e.trade AND d.subject = e.subject
             AND d.returned_at IS NULL
             AND (d.kind = 0 OR d.accepted_at IS NOT NULL)
             AND d.amount_fen - d.used_fen >= t.deposit_fen
             AND d.received_at < l.apply_to
             AND (d.valid_to IS NULL
                  OR d.valid_to > (l.live_at + 28800000) DIV 86400000)
             AND NOT EXISTS (SELECT 1 FROM refund f
                              WHERE f.trade = d.trade AND f.subject = d.subject
                                AND f.remittance IS NULL AND f.state = 0)) AS paid
  FROM entrant e
  JOIN trade t ON t.id = e.trade JOIN lot l ON l.trade = e.trade
  JOIN ggzy_subject.subject s ON s.id = e.subject
 WHERE e.trade = ? AND e.subject = ?;

-- ENTRANT_GET : entrant
SELECT e.id, e.subject, e.state, e.bidder, e.contact, e.phone, e.applied_at,
       e.judged_at, e.reason, s.credit_code, s.name
  FROM entrant e JOIN ggzy_subject.subject s ON s.id = e.subject
 WHERE e.id = ? AND e.trade = ?;

-- Of a subject (0: all); the number only where it may be known.
-- ENTRANT_LIST : entrant
SELECT e.id, e.subject, e.state, IF(?, e.bidder, NULL) AS bidder, e.contact,
       e.phone, e.applied_at, e.judged_at, e.reason, s.credit_code, s.name
  FROM entrant e JOIN ggzy_subject.subject s ON s.id = e.subject
 WHERE e.trade = ? AND (? = 0 OR e.subject = ?) ORDER BY e.id;

-- ENTRANT_JUDGE
UPDATE entrant SET state = ?, bidder = COALESCE(bidder, ?), judged_at = ?, reason = ?
 WHERE id = ?;

-- WINNER_GET : entrant
SELECT e.id, e.subject, e.state, e.bidder, e.judged_at, e.reason, s.credit_code,
       s.name
  FROM lot l
  JOIN entrant e ON e.trade = l.trade AND e.bidder = COALESCE(l.drawn, l.bidder)
  JOIN ggzy_subject.subject s ON s.id = e.subject
 WHERE l.trade = ?;

-- ENTRANT_MEMBER_ADD
INSERT INTO entrant_member (domain, trade, leader, subject)
SELECT ?, ?, ?, id FROM ggzy_subject.subject WHERE credit_code = ?;

-- ENTRANT_MEMBERS : named
SELECT s.id, s.credit_code, s.name
  FROM entrant_member m JOIN ggzy_subject.subject s ON s.id = m.subject
 WHERE m.trade = ? AND m.leader = ? ORDER BY s.credit_code;

-- Who leads or is a member of another application that is qualified, and of this
-- one.
-- ENTRANT_ENTANGLED : named
SELECT s.id, s.credit_code, s.name
  FROM (SELECT e.subject FROM entrant e
         WHERE e.trade = ? AND e.state = 1 AND e.subject <> ?
         UNION SELECT m.subject FROM entrant_member m
          JOIN entrant e ON e.trade = m.trade AND e.subject = m.leader
         WHERE m.trade = ? AND e.state = 1 AND m.leader <> ?) other
  JOIN ggzy_subject.subject s ON s.id = other.subject
 WHERE s.id = ? OR s.id IN (SELECT subject FROM entrant_member
                             WHERE trade = ? AND leader = ?)
 ORDER BY s.credit_code LIMIT 1;
