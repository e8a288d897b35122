-- The writer of public pages reads what is public and writes the search index.
GRANT SELECT ON ggzy_site.* TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.installation TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.instant TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.region TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.catalogue_item TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.rule TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.notice_type TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.national_stage TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.log_entry TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_core.log_head TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_service.notice TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_service.notice_hidden TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_service.notice_trade TO 'ggzy_site'@'localhost';
GRANT SELECT ON ggzy_service.attachment TO 'ggzy_site'@'localhost';
GRANT SELECT, INSERT, DELETE ON ggzy_service.posting TO 'ggzy_site'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_service.gram_count TO 'ggzy_site'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ggzy_service.cursor_of TO 'ggzy_site'@'localhost';
