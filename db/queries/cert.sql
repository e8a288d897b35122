-- after: core
-- Judging certificates: in the workers and ggzyctl.

-- Issuers one of whose certificates has the name; all their certificates.

-- CA_FIND : ca
SELECT id, name, FIELD(kind, 'ukey', 'mobile') - 1 AS kind, login, sign, seal, policy, code_at, recognised_from,
       recognised_to, crl_url, ocsp_url, ended_at, end_reason
  FROM ggzy_core.ca
 WHERE id IN (SELECT ca FROM ggzy_core.ca_certificate WHERE name = ?)
 ORDER BY id;

-- CA_CERTIFICATES : ca_certificate
SELECT position, subject, authority, fingerprint, valid_from, valid_to,
       HEX(der) AS der
  FROM ggzy_core.ca_certificate WHERE ca = ? ORDER BY position;

-- The last word of a list and of a responder about a certificate.

-- CRL_LAST : revocation
SELECT id, this_update, next_update,
       (SELECT COUNT(*) FROM ggzy_core.crl_entry e
         WHERE e.crl = c.id AND e.serial = ?) AS revoked
  FROM ggzy_core.crl c
 WHERE authority = ? ORDER BY this_update DESC, id DESC LIMIT 1;

-- OCSP_LAST : revocation
SELECT id, this_update, next_update, status AS revoked
  FROM ggzy_core.ocsp_answer
 WHERE authority = ? AND serial = ? ORDER BY this_update DESC, id DESC LIMIT 1;

-- Issuer and serial say which; the digest that it is the very same.

-- CERTIFICATE_BOUND : bound_certificate
SELECT id, account, fingerprint, code FROM ggzy_core.account_certificate
 WHERE issuer = ? AND serial = ? AND code = ? AND bound = 1;
