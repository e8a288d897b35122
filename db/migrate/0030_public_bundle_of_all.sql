-- What everybody may have of a trade that ended, in every domain: that of a sale
-- as that of a tender.
INSERT IGNORE INTO ggzy_archive.public_bundle (trade, wanted)
SELECT t.id, 0 FROM ggzy_trade.trade t
 WHERE t.stage > 4
   AND EXISTS (SELECT 1 FROM ggzy_service.notice_trade n WHERE n.trade = t.id);
