-- A public key and a certificate are public: that somebody registered one must
-- not keep its holder from it.  One account has each of them once.
ALTER TABLE ggzy_core.account_key
  ADD UNIQUE own_key (account, thumbprint), DROP KEY thumbprint;
ALTER TABLE ggzy_core.key_certificate
  ADD UNIQUE own_certificate (account_key, fingerprint), DROP KEY fingerprint,
  DROP KEY account_key;
