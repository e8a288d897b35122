-- What everybody may have of a trade that was opened, written again when the
-- log has more of it: `wanted` and `made` are places in the log.
CREATE TABLE ggzy_archive.public_bundle (
  trade BIGINT NOT NULL PRIMARY KEY,
  wanted BIGINT NOT NULL, made BIGINT NOT NULL DEFAULT -1
);
INSERT INTO ggzy_archive.public_bundle (trade, wanted)
SELECT t.id, 0 FROM ggzy_trade.trade t
 WHERE t.domain = 'engineering' AND t.stage > 4
   AND EXISTS (SELECT 1 FROM ggzy_service.notice_trade n WHERE n.trade = t.id);
