-- after: cert
-- Reference data: a row of a CSV file each, in the order of the columns named
-- first; an empty cell is NULL where the column may be.

-- LOAD_REGION
INSERT INTO ggzy_core.region
  (code, name, parent, level, kind, valid_from, valid_to, superseded_by, conf,
   note)
VALUES (?, ?, NULLIF(?, ''), ?, ?, NULLIF(?, ''), NULLIF(?, ''), NULLIF(?,
        ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), parent = VALUE(parent), level = VALUE(level), kind =
  VALUE(kind), valid_from = VALUE(valid_from), valid_to = VALUE(valid_to),
  superseded_by = VALUE(superseded_by), conf = VALUE(conf), note = VALUE(note);

-- COUNT_REGION : number
SELECT COUNT(*) AS n FROM ggzy_core.region;

-- LOAD_CATALOGUE
INSERT INTO ggzy_core.catalogue_item
  (code, name, class, domain, parent, level, national_stage, entry_rule,
   supervisor, conf, note, valid_from, valid_to, deal_class)
VALUES (?, ?, ?, ?, NULLIF(?, ''), ?, NULLIF(?, ''), NULLIF(?, ''), NULLIF(?,
        ''), ?, NULLIF(?, ''), NULLIF(?, ''), NULLIF(?, ''), NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), class = VALUE(class), domain = VALUE(domain), parent =
  VALUE(parent), level = VALUE(level), national_stage = VALUE(national_stage),
  entry_rule = VALUE(entry_rule), supervisor = VALUE(supervisor), conf =
  VALUE(conf), note = VALUE(note), valid_from = VALUE(valid_from), valid_to =
  VALUE(valid_to), deal_class = VALUE(deal_class);

-- COUNT_CATALOGUE : number
SELECT COUNT(*) AS n FROM ggzy_core.catalogue_item;

-- LOAD_RULE
INSERT INTO ggzy_core.rule
  (class, domain, rule_key, title, op, value, num, den, unit, from_event, dir,
   level, law, article, basis, conf, src, note, method, region, count_mode,
   valid_from, valid_to)
VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, COALESCE(NULLIF(?, ''), 0), ?, ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  domain = VALUE(domain), title = VALUE(title), op = VALUE(op), value =
  VALUE(value), num = VALUE(num), den = VALUE(den), unit = VALUE(unit),
  from_event = VALUE(from_event), dir = VALUE(dir), level = VALUE(level), law
  = VALUE(law), article = VALUE(article), basis = VALUE(basis), conf =
  VALUE(conf), src = VALUE(src), note = VALUE(note), count_mode =
  VALUE(count_mode), valid_to = VALUE(valid_to);

-- COUNT_RULE : number
SELECT COUNT(*) AS n FROM ggzy_core.rule;

-- LOAD_METHOD
INSERT INTO ggzy_core.trade_method
  (method_code, class, domain, name, spec_code, min_participants, conf, src,
   note)
VALUES (?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, NULLIF(?, ''), NULLIF(?,
        ''))
  ON DUPLICATE KEY UPDATE
  class = VALUE(class), domain = VALUE(domain), name = VALUE(name), spec_code
  = VALUE(spec_code), min_participants = VALUE(min_participants), conf =
  VALUE(conf), src = VALUE(src), note = VALUE(note);

-- COUNT_METHOD : number
SELECT COUNT(*) AS n FROM ggzy_core.trade_method;

-- LOAD_NOTICE_TYPE
INSERT INTO ggzy_core.notice_type
  (code, class, domain, name, national_stage, data_no, min_period, basis, conf)
VALUES (?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), NULLIF(?, ''), NULLIF(?,
        ''), ?)
  ON DUPLICATE KEY UPDATE
  class = VALUE(class), domain = VALUE(domain), name = VALUE(name),
  national_stage = VALUE(national_stage), data_no = VALUE(data_no), min_period
  = VALUE(min_period), basis = VALUE(basis), conf = VALUE(conf);

-- COUNT_NOTICE_TYPE : number
SELECT COUNT(*) AS n FROM ggzy_core.notice_type;

-- LOAD_DEAL_CLASS
INSERT INTO ggzy_core.deal_class
  (code, name, class, conf, src)
VALUES (?, ?, NULLIF(?, ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), class = VALUE(class), conf = VALUE(conf), src =
  VALUE(src);

-- COUNT_DEAL_CLASS : number
SELECT COUNT(*) AS n FROM ggzy_core.deal_class;

-- LOAD_DEAL_CODE
INSERT INTO ggzy_core.deal_code_class
  (code, name, src, conf)
VALUES (?, ?, NULLIF(?, ''), ?)
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), src = VALUE(src), conf = VALUE(conf);

-- COUNT_DEAL_CODE : number
SELECT COUNT(*) AS n FROM ggzy_core.deal_code_class;

-- LOAD_STAGE
INSERT INTO ggzy_core.national_stage
  (code, name, class, conf, src)
VALUES (?, ?, NULLIF(?, ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), class = VALUE(class), conf = VALUE(conf), src =
  VALUE(src);

-- COUNT_STAGE : number
SELECT COUNT(*) AS n FROM ggzy_core.national_stage;

-- LOAD_EXPERT_CLASS
INSERT INTO ggzy_core.expert_class
  (code, parent, name, level, conf, src)
VALUES (?, NULLIF(?, ''), ?, ?, ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  parent = VALUE(parent), name = VALUE(name), level = VALUE(level), conf =
  VALUE(conf), src = VALUE(src);

-- COUNT_EXPERT_CLASS : number
SELECT COUNT(*) AS n FROM ggzy_core.expert_class;

-- LOAD_CODE_SET
INSERT INTO ggzy_core.code_set
  (set_code, set_name, code, name, conf, src, note)
VALUES (?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  set_name = VALUE(set_name), name = VALUE(name), conf = VALUE(conf), src =
  VALUE(src), note = VALUE(note);

-- COUNT_CODE_SET : number
SELECT COUNT(*) AS n FROM ggzy_core.code_set;

-- LOAD_CALENDAR
INSERT INTO ggzy_core.calendar_day
  (day, kind, region, name, conf, source)
VALUES (?, ?, COALESCE(NULLIF(?, ''), 0), NULLIF(?, ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  kind = VALUE(kind), name = VALUE(name), conf = VALUE(conf), source =
  VALUE(source);

-- COUNT_CALENDAR : number
SELECT COUNT(*) AS n FROM ggzy_core.calendar_day;

-- LOAD_CREDIT_SOURCE
INSERT INTO ggzy_core.credit_source
  (code, name, class, effect, conf, src)
VALUES (?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), class = VALUE(class), effect = VALUE(effect), conf =
  VALUE(conf), src = VALUE(src);

-- COUNT_CREDIT_SOURCE : number
SELECT COUNT(*) AS n FROM ggzy_core.credit_source;

-- LOAD_SERVICE_ITEM
INSERT INTO ggzy_core.service_item
  (id, hook, build, conf)
VALUES (?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE
  hook = VALUE(hook), build = VALUE(build), conf = VALUE(conf);

-- COUNT_SERVICE_ITEM : number
SELECT COUNT(*) AS n FROM ggzy_core.service_item;

-- LOAD_POINT
INSERT INTO ggzy_core.supervision_point
  (code, name, logic, class, conf, basis)
VALUES (?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  name = VALUE(name), logic = VALUE(logic), class = VALUE(class), conf =
  VALUE(conf), basis = VALUE(basis);

-- COUNT_POINT : number
SELECT COUNT(*) AS n FROM ggzy_core.supervision_point;

-- LOAD_BASIS
INSERT INTO ggzy_core.agreement_basis
  (code, method, name, law, article, conf, src, note, valid_from, valid_to)
VALUES (?, ?, ?, ?, NULLIF(?, ''), ?, NULLIF(?, ''), NULLIF(?, ''), ?,
        NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  method = VALUE(method), name = VALUE(name), law = VALUE(law), article =
  VALUE(article), conf = VALUE(conf), src = VALUE(src), note = VALUE(note),
  valid_from = VALUE(valid_from), valid_to = VALUE(valid_to);

-- COUNT_BASIS : number
SELECT COUNT(*) AS n FROM ggzy_core.agreement_basis;

-- LOAD_EXTENT
INSERT INTO ggzy_core.region_extent
  (region, west, south, east, north, basis, conf, src, note)
VALUES (?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  west = VALUE(west), south = VALUE(south), east = VALUE(east), north =
  VALUE(north), basis = VALUE(basis), conf = VALUE(conf), src = VALUE(src),
  note = VALUE(note);

-- COUNT_EXTENT : number
SELECT COUNT(*) AS n FROM ggzy_core.region_extent;

-- LOAD_POLICY
INSERT INTO ggzy_core.account_policy
  (name, title, unit, production, rehearsal, least, most, basis, note)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''))
  ON DUPLICATE KEY UPDATE
  title = VALUE(title), unit = VALUE(unit), production = VALUE(production),
  rehearsal = VALUE(rehearsal), least = VALUE(least), most = VALUE(most),
  basis = VALUE(basis), note = VALUE(note);

-- COUNT_POLICY : number
SELECT COUNT(*) AS n FROM ggzy_core.account_policy;

