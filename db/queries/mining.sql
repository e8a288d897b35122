-- after: land
-- 矿业权: what trades grant and the rights in force, on the views of the
-- default database.

-- MINING_ADD
INSERT INTO mining
  (domain, trade, kind, mineral, scale, years, area, lowest, highest, reserves,
   survey, ecology, corners, west, south, east, north, basis, approval, grantee,
   agreed_fen, converts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- MINING_SET
UPDATE mining
   SET mineral = ?, scale = ?, years = ?, area = ?, lowest = ?, highest = ?,
       reserves = ?, survey = ?, ecology = ?, corners = ?, west = ?, south = ?,
       east = ?, north = ?, basis = ?, approval = ?, grantee = ?,
       agreed_fen = ?, converts = ?
 WHERE trade = ?;

-- An agreement has no lot.
-- MINING_TRADE_SET
UPDATE trade SET name = ?, method = ?, estimate_fen = ? WHERE id = ?;

-- MINING_GET : mining
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, t.name, t.deposit_fen, t.qualification,
       IF(m.basis IS NULL, (FIELD(RIGHT(t.method, 2), '32', '33', '31', '30', '40', '20')
          - 1) MOD 3, NULL) AS method,
       m.kind,
       m.mineral, m.scale, m.years, m.area, m.lowest, m.highest, m.reserves,
       m.survey, m.ecology, m.corners, m.basis, m.approval, m.agreed_fen,
       m.converts, g.credit_code AS grantee_code, g.name AS grantee,
       l.start_fen, l.step_fen, l.ceiling_fen,
       l.countdown_ms DIV 1000 AS countdown, l.apply_to, l.listing_at,
       l.live_at, l.reserve_hash, l.price_fen
  FROM trade t JOIN mining m ON m.trade = t.id
  LEFT JOIN lot l ON l.trade = t.id
  LEFT JOIN ggzy_subject.subject g ON g.id = m.grantee
 WHERE t.id = ?;

-- MINING_LIST : mining
SELECT t.id, t.project, t.stage, t.region, t.code, t.deal_code, t.paused,
       t.reason, t.created_at, t.name, t.deposit_fen, t.qualification,
       IF(m.basis IS NULL, (FIELD(RIGHT(t.method, 2), '32', '33', '31', '30', '40', '20')
          - 1) MOD 3, NULL) AS method,
       m.kind,
       m.mineral, m.scale, m.years, m.area, m.lowest, m.highest, m.reserves,
       m.survey, m.ecology, m.corners, m.basis, m.approval, m.agreed_fen,
       m.converts, g.credit_code AS grantee_code, g.name AS grantee,
       l.start_fen, l.step_fen, l.ceiling_fen,
       l.countdown_ms DIV 1000 AS countdown, l.apply_to, l.listing_at,
       l.live_at, l.reserve_hash, l.price_fen
  FROM trade t JOIN mining m ON m.trade = t.id
  LEFT JOIN lot l ON l.trade = t.id
  LEFT JOIN ggzy_subject.subject g ON g.id = m.grantee
 WHERE t.project = ? AND (? OR t.stage > 0) ORDER BY t.id;

-- MINING_BASIS : mining_basis
SELECT code, method, name, law, article FROM ggzy_core.agreement_basis
 WHERE code = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?);

-- MINING_BASES : mining_basis
SELECT code, method, name, law, article FROM ggzy_core.agreement_basis
 WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY code;

-- Of the nearest region that has one: itself, its prefecture, its province.
-- MINING_EXTENT : extent
SELECT e.west, e.south, e.east, e.north, r.name
  FROM ggzy_core.region_extent e JOIN ggzy_core.region r ON r.code = e.region
 WHERE e.region IN (?, ? DIV 100 * 100, ? DIV 10000 * 10000)
 ORDER BY e.region DESC LIMIT 1;

-- Rights in force on a day whose box and elevations are not apart from these,
-- but the one of a licence: west, east, south, north, lowest, highest.
-- RIGHT_NEAR : near
SELECT licence AS what, name, corners FROM mining_right
 WHERE ended_at IS NULL AND valid_to >= ? AND NOT licence <=> ?
   AND west < ? AND east > ? AND south < ? AND north > ?
   AND COALESCE(lowest < ?, TRUE) AND COALESCE(highest > ?, TRUE);

-- The same of other trades that are on their way.
-- MINING_NEAR : near
SELECT t.code AS what, t.name, m.corners
  FROM mining m JOIN trade t ON t.id = m.trade
 WHERE t.stage BETWEEN ? AND ? AND t.id <> ?
   AND m.west < ? AND m.east > ? AND m.south < ? AND m.north > ?
   AND COALESCE(m.lowest < ?, TRUE) AND COALESCE(m.highest > ?, TRUE);

-- RIGHT_ADD
INSERT INTO mining_right
  (domain, trade, licence, kind, name, holder, holder_code, region, mineral,
   area, lowest, highest, corners, west, south, east, north, valid_from,
   valid_to, account, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- RIGHT_GET : mining_right
SELECT id, trade, licence, kind, name, holder, holder_code, region, mineral,
       area, lowest, highest, corners, valid_from, valid_to, at, ended_at,
       ended_reason
  FROM mining_right WHERE id = ?;

-- RIGHT_OF : mining_right
SELECT id, trade, licence, kind, name, holder, holder_code, region, mineral,
       area, lowest, highest, corners, valid_from, valid_to, at, ended_at,
       ended_reason
  FROM mining_right WHERE licence = ? AND ended_at IS NULL AND valid_to >= ?;

-- RIGHT_LIST : mining_right
SELECT id, trade, licence, kind, name, holder, holder_code, region, mineral,
       area, lowest, highest, corners, valid_from, valid_to, at, ended_at,
       ended_reason
  FROM mining_right WHERE id < ? ORDER BY id DESC LIMIT ?;

-- RIGHT_END
UPDATE mining_right SET ended_at = ?, ended_reason = ?
 WHERE id = ? AND ended_at IS NULL;

-- RIGHT_HOLDER : one_word
SELECT credit_code AS word FROM ggzy_subject.subject WHERE id = ?;
