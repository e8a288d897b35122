-- ggzyctl ca refresh, which asks servers of others: keeps what a CA says of its
-- certificates, and the event of it.  It recognises no CA and knows no account.
GRANT SELECT ON ggzy_core.instant TO 'ggzy_ca'@'localhost';
GRANT SELECT ON ggzy_core.ca TO 'ggzy_ca'@'localhost';
GRANT SELECT ON ggzy_core.ca_certificate TO 'ggzy_ca'@'localhost';
GRANT SELECT, INSERT ON ggzy_core.crl TO 'ggzy_ca'@'localhost';
GRANT SELECT (crl), INSERT, DELETE ON ggzy_core.crl_entry TO 'ggzy_ca'@'localhost';
GRANT INSERT ON ggzy_core.ocsp_answer TO 'ggzy_ca'@'localhost';
GRANT INSERT ON ggzy_core.event TO 'ggzy_ca'@'localhost';
-- which certificates a responder is asked about
GRANT SELECT (ca, bound, authority, serial, der) ON ggzy_core.account_certificate TO 'ggzy_ca'@'localhost';
GRANT SELECT (ca, account_key, authority, serial, der) ON ggzy_core.key_certificate TO 'ggzy_ca'@'localhost';
GRANT SELECT (id, revoked_at) ON ggzy_core.account_key TO 'ggzy_ca'@'localhost';
