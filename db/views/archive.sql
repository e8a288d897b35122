-- Instants as RFC 3339 in the JSON of the archive.
CREATE DATABASE IF NOT EXISTS ggzy_archive CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE OR REPLACE FUNCTION ggzy_archive.instant_text(ms BIGINT)
  RETURNS VARCHAR(30) CHARSET utf8mb4 DETERMINISTIC NO SQL
  RETURN CONCAT(DATE_FORMAT(TIMESTAMP '1970-01-01 08:00:00'
                + INTERVAL (ms DIV 1000) SECOND, '%Y-%m-%dT%H:%i:%s.'),
                LPAD(ms MOD 1000, 3, '0'), '+08:00');
-- What the bundle shows of a trade that is over the opening: the shares its bids
-- were opened with; of draws that are over: what their codes are salted with.
CREATE OR REPLACE VIEW ggzy_archive.opened_share AS
  SELECT s.trade, s.bid, s.position, LOWER(HEX(s.share)) AS share
    FROM ggzy_trade.share s JOIN ggzy_trade.opening o ON o.bid = s.bid;
CREATE OR REPLACE VIEW ggzy_archive.draw_secret AS
  SELECT d.id AS draw, d.secret FROM ggzy_expert.draw d WHERE d.state >= 3;
