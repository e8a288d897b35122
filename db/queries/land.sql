-- after: sale
-- 土地使用权: parcels, on the views of the default database.

-- PARCEL_ADD
INSERT INTO parcel (domain, trade, number, area, land_use, years, ratio_min,
                    ratio_max, density_max, green_min, height_max, ecology,
                    corners, deposit_reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- PARCEL_SET
UPDATE parcel
   SET number = ?, area = ?, land_use = ?, years = ?, ratio_min = ?,
       ratio_max = ?, density_max = ?, green_min = ?, height_max = ?,
       ecology = ?, corners = ?, deposit_reason = ?
 WHERE trade = ?;

-- PARCEL_USE_CLEAR
DELETE FROM parcel_use WHERE trade = ?;

-- PARCEL_USE_ADD
INSERT INTO parcel_use (domain, trade, no, land_use, area, years)
VALUES (?, ?, ?, ?, ?, ?);

-- PARCEL_USE_LIST : parcel_use
SELECT land_use, area, years FROM parcel_use WHERE trade = ? ORDER BY no;

-- PARCEL_GET : parcel
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, FIELD(t.method, 'TD2', 'TD3', 'TD1') - 1 AS method, t.name, t.deposit_fen, t.consortium, t.qualification,
       p.number, p.area, p.land_use, p.years, p.ratio_min, p.ratio_max,
       p.density_max, p.green_min, p.height_max, p.ecology, p.corners,
       p.deposit_reason, l.start_fen, l.step_fen, l.ceiling_fen,
       l.at_ceiling, l.build_step, l.build_max, l.examine_basis,
       l.countdown_ms DIV 1000 AS countdown, l.apply_to, l.listing_at,
       l.live_at, l.reserve_hash, l.reserve_fen, l.price_fen
  FROM trade t JOIN parcel p ON p.trade = t.id JOIN lot l ON l.trade = t.id
 WHERE t.id = ?;

-- Those of a project that somebody may see: all, or those begun.
-- PARCEL_LIST : parcel
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, FIELD(t.method, 'TD2', 'TD3', 'TD1') - 1 AS method, t.name, t.deposit_fen, t.consortium, t.qualification,
       p.number, p.area, p.land_use, p.years, p.ratio_min, p.ratio_max,
       p.density_max, p.green_min, p.height_max, p.ecology, p.corners,
       p.deposit_reason, l.start_fen, l.step_fen, l.ceiling_fen,
       l.at_ceiling, l.build_step, l.build_max, l.examine_basis,
       l.countdown_ms DIV 1000 AS countdown, l.apply_to, l.listing_at,
       l.live_at, l.reserve_hash, l.reserve_fen, l.price_fen
  FROM trade t JOIN parcel p ON p.trade = t.id JOIN lot l ON l.trade = t.id
 WHERE t.project = ? AND (? OR t.stage > 0) ORDER BY t.id;

-- PARCEL_DEAL : parcel_deal
SELECT a.trade, e.bidder, s.name, a.price, a.at, p.area
  FROM award a LEFT JOIN parcel p ON p.trade = a.trade
  LEFT JOIN entrant e ON e.trade = a.trade AND e.subject = a.subject
  JOIN ggzy_subject.subject s ON s.id = a.subject WHERE a.trade = ?;
