-- after: auction
-- Sales by offers, in any domain; on the views of the default database.

-- SALE_TRADE_ADD
INSERT INTO trade
  (domain, project, code, deal_code, name, method, region, owner, content,
   evaluation, price_form, estimate_fen, ceiling, deposit_fen, consortium,
   qualification, deadline, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 1, ?, ?, ?, ?, ?, ?, ?);

-- SALE_TRADE_SET
UPDATE trade
   SET name = ?, method = ?, evaluation = ?, estimate_fen = ?, ceiling = ?, deposit_fen = ?,
       consortium = ?, qualification = ?, deadline = ?
 WHERE id = ?;

-- With the sealed bid that won; there is none of number 0.
-- DEAL_ADD
INSERT INTO award (domain, trade, bid, subject, price, at, account)
SELECT ?, ?, COALESCE((SELECT MAX(o.bid) FROM opening o
                        WHERE o.trade = ? AND o.subject = ? AND o.price = ?), 0),
       ?, ?, ?, ?;

-- BUYER_ADD
INSERT INTO joint_buyer (domain, trade, subject, weight, amount_fen)
VALUES (?, ?, ?, ?, ?);

-- BUYER_LIST : buyer
SELECT b.subject, s.credit_code, s.name, b.weight, b.amount_fen, b.confirmed_at
  FROM joint_buyer b JOIN ggzy_subject.subject s ON s.id = b.subject
 WHERE b.trade = ? ORDER BY b.weight DESC, b.subject;

-- BUYER_CONFIRM
UPDATE joint_buyer SET confirmed_at = ?
 WHERE trade = ? AND subject = ? AND confirmed_at IS NULL;

-- DEAL_GET : deal
SELECT a.trade, a.subject, e.bidder, s.name, a.price, a.at
  FROM award a LEFT JOIN entrant e ON e.trade = a.trade AND e.subject = a.subject
  JOIN ggzy_subject.subject s ON s.id = a.subject WHERE a.trade = ?;

-- BID_ACCOUNT : number
SELECT account AS number FROM bid WHERE id = ?;

-- The newest one of a kind.
-- STATEMENT_LAST : one_word
SELECT digest AS word FROM statement WHERE trade = ? AND kind = ?
 ORDER BY id DESC LIMIT 1;
