-- Entries of the log whose document could not be made, to be tried again.
CREATE TABLE ggzy_archive.unmade (
  seq BIGINT NOT NULL PRIMARY KEY, trade BIGINT NOT NULL, KEY (trade)
);
