-- Opening keys that stand in certificates.  A key may have more than one, since
-- a certificate is renewed; to whom shares are wrapped is said by the one that
-- was judged when the trustee was named, with its chain and the answer that it
-- was not revoked.
CREATE TABLE ggzy_core.key_certificate (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_key BIGINT NOT NULL, ca BIGINT NOT NULL, code CHAR(18) NOT NULL,
  fingerprint CHAR(64) NOT NULL UNIQUE, subject VARCHAR(1000) NOT NULL,
  authority CHAR(64) NOT NULL, serial VARCHAR(40) NOT NULL,
  valid_from BIGINT NOT NULL, valid_to BIGINT NOT NULL,
  der BLOB NOT NULL, at BIGINT NOT NULL, -- true time
  KEY (account_key),
  FOREIGN KEY (account_key) REFERENCES ggzy_core.account_key (id),
  FOREIGN KEY (ca) REFERENCES ggzy_core.ca (id)
);
ALTER TABLE ggzy_trade.trustee
  ADD certificate BIGINT,                -- NULL: a bare key
  ADD chain MEDIUMTEXT,                  -- JSON, base64 DER, leaf to root
  ADD crl BIGINT, ADD ocsp BIGINT, ADD judged_at BIGINT; -- true time
