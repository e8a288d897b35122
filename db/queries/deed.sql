-- after: cert
-- Signed deeds, in the workers of domains.

-- DEED_POLICY : deed_policy
SELECT (SELECT required FROM ggzy_core.deed_policy WHERE id = 1) AS required,
       EXISTS (SELECT 1 FROM ggzy_core.account_certificate
                WHERE account = ?) AS bound;

-- DEED_ADD
INSERT INTO ggzy_core.deed
  (at, real_at, module, account, event, project, trade, notice, method, path,
   idem_key, signed_at, address, body_digest, text_digest, ca, fingerprint, chain, crl, ocsp,
   signature)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
