-- What the writer of public pages may see of the trades: no drafts, no event
-- bodies, no bids before their opening, no scores before the publicity.
CREATE DATABASE IF NOT EXISTS ggzy_site CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE OR REPLACE VIEW ggzy_site.trade AS
  SELECT t.id, t.project, t.domain, t.code, t.deal_code, t.name,
         COALESCE(m.name, t.method) AS method_name, t.stage, t.paused, t.region,
         t.content, t.evaluation, t.price_form, t.ceiling, t.deposit_fen,
         t.consortium, t.duration_days, t.quality, t.qualification,
         t.documents_from, t.documents_to, t.deadline, t.round, t.predecessor,
         t.reason, t.created_at, o.name AS owner_name, a.name AS agency_name,
         p.name AS project_name, p.code AS project_code, p.tender_code,
         p.fund_source, p.approval_no, p.place, p.summary, p.supervisor
    FROM ggzy_trade.trade t
    JOIN ggzy_trade.project p ON p.id = t.project
    JOIN ggzy_subject.subject o ON o.id = t.owner
    LEFT JOIN ggzy_subject.subject a ON a.id = t.agency
    LEFT JOIN ggzy_core.trade_method m ON m.method_code = t.method
   WHERE t.stage > 0;

CREATE OR REPLACE VIEW ggzy_site.trade_rule AS
  SELECT f.trade, r.* FROM ggzy_trade.trade_rule f
    JOIN ggzy_core.rule r ON r.id = f.rule;

CREATE OR REPLACE VIEW ggzy_site.publicity AS
  SELECT trade, at FROM ggzy_trade.due WHERE verb = 'end-publicity';

-- The opening record, once the trade has left the opening; results from the
-- publicity on.
CREATE OR REPLACE VIEW ggzy_site.bid AS
  SELECT o.trade, o.bid, o.bidder, o.opened, o.cause, o.price, o.price_text,
         o.duration_days, o.quality, o.manager, b.received_at,
         CASE WHEN t.stage BETWEEN 6 AND 10 THEN c.rejected END AS rejected,
         CASE WHEN t.stage BETWEEN 6 AND 10 THEN c.reason END AS reason,
         CASE WHEN t.stage BETWEEN 6 AND 10 THEN c.score END AS score,
         CASE WHEN t.stage BETWEEN 6 AND 10 THEN c.`rank` END AS `rank`,
         CASE WHEN t.stage BETWEEN 7 AND 10 THEN w.bid = o.bid END AS awarded
    FROM ggzy_trade.opening o
    JOIN ggzy_trade.trade t ON t.id = o.trade AND t.stage > 4
    JOIN ggzy_trade.bid b ON b.id = o.bid
    LEFT JOIN ggzy_trade.candidate c ON c.bid = o.bid
    LEFT JOIN ggzy_trade.award w ON w.trade = o.trade;

-- A closed box is committed to before it is opened: number and root alone.
CREATE OR REPLACE VIEW ggzy_site.box AS
  SELECT trade, count, root, at FROM ggzy_trade.box;

-- The largest size up to which as many witnesses signed as a head needs, one at
-- least; a signature of a longer head is one of all shorter ones, but not across
-- an epoch of its witness.
CREATE OR REPLACE VIEW ggzy_site.witness_size AS
  SELECT c.witness, MAX(c.size) AS size
    FROM ggzy_core.log_cosignature c
    JOIN ggzy_core.witness w ON w.id = c.witness AND w.epoch = c.epoch
   GROUP BY c.witness;
CREATE OR REPLACE VIEW ggzy_site.witnessed AS
  SELECT p.required,
         COALESCE((SELECT MAX(a.size) FROM ggzy_site.witness_size a
                    WHERE (SELECT COUNT(*) FROM ggzy_site.witness_size b
                            WHERE b.size >= a.size)
                          >= GREATEST(p.required, 1)), 0) AS size
    FROM ggzy_core.witness_policy p WHERE p.id = 1;

CREATE OR REPLACE VIEW ggzy_site.panel AS
  SELECT m.trade, COUNT(*) AS seats, CAST(SUM(m.side = 0) AS SIGNED) AS experts
    FROM ggzy_trade.panel_member m
    JOIN ggzy_trade.trade t ON t.id = m.trade AND t.stage BETWEEN 6 AND 12
   WHERE m.state = 1 GROUP BY m.trade;

CREATE OR REPLACE VIEW ggzy_site.contract AS
  SELECT t.id AS trade, w.at AS award_at, w.price AS award_price,
         COALESCE((SELECT GROUP_CONCAT(j.name ORDER BY b.weight DESC, b.subject
                                       SEPARATOR '、')
                     FROM ggzy_trade.joint_buyer b
                     JOIN ggzy_subject.subject j ON j.id = b.subject
                    WHERE b.trade = t.id), s.name) AS winner,
         c.number, c.amount_fen,
         c.signed_on, c.period_days
    FROM ggzy_trade.trade t
    JOIN ggzy_trade.award w ON w.trade = t.id
    JOIN ggzy_subject.subject s ON s.id = w.subject
    LEFT JOIN ggzy_trade.contract c ON c.trade = t.id
   WHERE t.stage BETWEEN 7 AND 10;

-- The log without bodies and actors; of what is not public only that there is
-- an entry, so that bids cannot be counted.
CREATE OR REPLACE VIEW ggzy_site.entry AS
  SELECT l.seq, e.at, e.module, e.verb, e.project, e.trade, e.notice,
         e.before_stage, e.after_stage, COALESCE(e.public, 0) AS public
    FROM ggzy_core.log_entry l
    LEFT JOIN ggzy_core.event e ON e.id = l.event
         AND (e.public OR e.before_stage <> e.after_stage);

CREATE OR REPLACE VIEW ggzy_site.document AS
  SELECT id, trade, kind, title, pages, pdf, pdf_size, json, seq, at
    FROM ggzy_archive.document WHERE access = 0;
