-- Instants as RFC 3339 in the JSON of the archive.
CREATE DATABASE IF NOT EXISTS ggzy_archive CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE OR REPLACE FUNCTION ggzy_archive.instant_text(ms BIGINT)
  RETURNS VARCHAR(30) CHARSET utf8mb4 DETERMINISTIC NO SQL
  RETURN CONCAT(DATE_FORMAT(TIMESTAMP '1970-01-01 08:00:00'
                + INTERVAL (ms DIV 1000) SECOND, '%Y-%m-%dT%H:%i:%s.'),
                LPAD(ms MOD 1000, 3, '0'), '+08:00');
