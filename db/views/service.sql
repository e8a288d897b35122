-- What the public service may see of the trading databases: columns that are
-- public, of trades that are.  A draft has no row here, a bid none before the
-- opening, a candidate none before the notice that names it.

CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_trade AS
  SELECT t.id, t.domain, t.project, t.code, t.deal_code, t.name, t.method, t.stage,
         t.paused, t.region, t.content, t.evaluation, t.price_form, t.ceiling,
         t.deposit_fen, t.consortium, t.documents_from, t.documents_to, t.deadline,
         t.threshold, t.round, t.predecessor, t.reason,
         p.name AS project_name, p.code AS project_code, p.catalogue_item,
         o.name AS owner_name, o.credit_code AS owner_code,
         a.name AS agency_name, a.credit_code AS agency_code
    FROM ggzy_trade.trade t
    JOIN ggzy_trade.project p ON p.id = t.project
    JOIN ggzy_subject.subject o ON o.id = t.owner
    LEFT JOIN ggzy_subject.subject a ON a.id = t.agency
   WHERE t.stage > 0;

CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_project AS
  SELECT p.id, p.domain, p.code, p.tender_code, p.name, p.catalogue_item, p.region,
         p.entry_kind, p.state_funded, p.investment_fen, p.approval_no,
         p.fund_source, p.place, p.summary, p.supervisor,
         o.name AS owner_name, o.credit_code AS owner_code,
         a.name AS agency_name, a.credit_code AS agency_code
    FROM ggzy_trade.project p
    JOIN ggzy_subject.subject o ON o.id = p.owner
    LEFT JOIN ggzy_subject.subject a ON a.id = p.agency
   WHERE EXISTS (SELECT 1 FROM ggzy_trade.trade t
                  WHERE t.project = p.id AND t.stage > 0);

CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_trade_rule AS
  SELECT r.trade, r.rule, r.rule_key, r.frozen_at
    FROM ggzy_trade.trade_rule r JOIN ggzy_trade.trade t ON t.id = r.trade
   WHERE t.stage > 0;

-- Whose administrators an account has: one row for each role, with the region
-- where all of it lies.  Who trades everywhere, and who has no role yet, belongs
-- to where his subject sits; `everywhere`: to the whole province as well.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.account_place AS
  SELECT a.id AS account,
         IF(g.region <> 0 OR g.role NOT IN ('owner', 'agency', 'bidder'),
            g.region, COALESCE(s.region, 0)) AS region,
         g.role IS NULL OR (g.region = 0 AND g.role IN ('owner', 'agency', 'bidder'))
           AS everywhere
    FROM ggzy_core.account a
    LEFT JOIN ggzy_core.account_role g ON g.account = a.id
    LEFT JOIN ggzy_subject.subject s ON s.id = a.subject;

-- Rows are written at the opening, for all bids at once.
CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_opening AS
  SELECT o.trade, o.bid, o.bidder, o.opened, o.cause, o.price, o.price_text,
         o.duration_days, o.quality, o.manager
    FROM ggzy_trade.opening o JOIN ggzy_trade.trade t ON t.id = o.trade
   WHERE t.stage > 4;

CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_candidate AS
  SELECT c.trade, o.bidder, c.rejected, c.ground, c.reason, c.score, c.price, c.rank
    FROM ggzy_trade.candidate c JOIN ggzy_trade.trade t ON t.id = c.trade
    JOIN ggzy_trade.opening o ON o.bid = c.bid
   WHERE t.stage > 6
      OR EXISTS (SELECT 1 FROM ggzy_service.notice_trade x
                   JOIN ggzy_service.notice n ON n.id = x.notice
                  WHERE x.trade = c.trade AND n.type = 'GC09');

CREATE OR REPLACE SQL SECURITY DEFINER VIEW ggzy_service.public_award AS
  SELECT w.trade,
         COALESCE(o.bidder,
                  (SELECT GROUP_CONCAT(j.name ORDER BY b.weight DESC, b.subject
                                       SEPARATOR '、')
                     FROM ggzy_trade.joint_buyer b
                     JOIN ggzy_subject.subject j ON j.id = b.subject
                    WHERE b.trade = w.trade), s.name) AS bidder, w.price, w.at,
         k.number AS contract_number, k.amount_fen AS contract_fen, k.signed_on
    FROM ggzy_trade.award w JOIN ggzy_trade.trade t ON t.id = w.trade
    JOIN ggzy_subject.subject s ON s.id = w.subject
    LEFT JOIN ggzy_trade.opening o ON o.bid = w.bid
    LEFT JOIN ggzy_trade.contract k ON k.trade = w.trade
   WHERE t.stage > 6;
