noinst_LIBRARIES += %D%/libcore.a
%C%_libcore_a_SOURCES = \
	%D%/arena.c \
	%D%/arena.h \
	%D%/banned.h \
	%D%/blob.c \
	%D%/blob.h \
	%D%/body.c \
	%D%/form.c \
	%D%/utf8.c \
	%D%/value.c \
	%D%/value.h \
	%D%/body.h \
	%D%/box.c \
	%D%/box.h \
	%D%/buf.c \
	%D%/buf.h \
	%D%/calendar.c \
	%D%/canon.c \
	%D%/canon.h \
	%D%/cert.c \
	%D%/cert.def \
	%D%/cert.h \
	%D%/conf.c \
	%D%/conf.h \
	%D%/crypt.c \
	%D%/crypt.h \
	%D%/crypt_cert.c \
	%D%/crypt_cert.h \
	%D%/crypt_cert_code.c \
	%D%/crypt_cert_crl.c \
	%D%/crypt_cert_impl.h \
	%D%/crypt_cert_ocsp.c \
	%D%/crypt_cert_path.c \
	%D%/crypt_cert_sign.c \
	%D%/crypt_curve.c \
	%D%/crypt_gcm.c \
	%D%/crypt_hash.c \
	%D%/crypt_hmac.c \
	%D%/crypt_key.c \
	%D%/crypt_pem.h \
	%D%/crypt_sm4.c \
	%D%/crypt_stamp.c \
	%D%/crypt_tsa.c \
	%D%/crypt_tsa_make.c \
	%D%/daemon.c \
	%D%/daemon.h \
	%D%/days.c \
	%D%/days.h \
	%D%/days_period.c \
	%D%/days_text.c \
	%D%/days_work.c \
	%D%/db.c \
	%D%/db_impl.h \
	%D%/db_run.c \
	%D%/db.h \
	%D%/deed.c \
	%D%/deed.h \
	%D%/draw.c \
	%D%/draw.h \
	%D%/envelope.c \
	%D%/envelope.h \
	%D%/envelope_open.c \
	%D%/envelope_seal.c \
	%D%/envelope_secret.c \
	%D%/err.c \
	%D%/file.c \
	%D%/file.h \
	%D%/err.def \
	%D%/err.h \
	%D%/event.c \
	%D%/event.h \
	%D%/facet.c \
	%D%/facet.h \
	%D%/fastcgi.c \
	%D%/fastcgi.h \
	%D%/fetch.c \
	%D%/fetch.h \
	%D%/field.c \
	%D%/field.h \
	%D%/fold.c \
	%D%/fold.h \
	%D%/hash.h \
	%D%/head.c \
	%D%/head.h \
	%D%/health.c \
	%D%/health.h \
	%D%/ids.c \
	%D%/ids.h \
	%D%/instant.c \
	%D%/instant.h \
	%D%/jose.c \
	%D%/jose.h \
	%D%/jose_impl.h \
	%D%/jose_p256.c \
	%D%/jose_sm2.c \
	%D%/json.c \
	%D%/json.h \
	%D%/jwe.c \
	%D%/jws.c \
	%D%/jws.h \
	%D%/log.c \
	%D%/log.h \
	%D%/log_tree.c \
	%D%/log_tree.h \
	%D%/machine.c \
	%D%/machine.h \
	%D%/merkle.c \
	%D%/merkle.h \
	%D%/merkle_proof.c \
	%D%/openapi.c \
	%D%/openapi.h \
	%D%/openapi_schema.c \
	%D%/password.c \
	%D%/password.h \
	%D%/pem.c \
	%D%/pem.h \
	%D%/private.c \
	%D%/private.h \
	%D%/policy.c \
	%D%/policy.h \
	%D%/query.c \
	%D%/report.c \
	%D%/report.h \
	%D%/req.c \
	%D%/req.h \
	%D%/route.c \
	%D%/route.h \
	%D%/rows.c \
	%D%/rows.h \
	%D%/rule.c \
	%D%/rule.h \
	%D%/rule_choose.c \
	%D%/serve.c \
	%D%/secret.c \
	%D%/secret.h \
	%D%/serve.h \
	%D%/session.c \
	%D%/session.h \
	%D%/session_open.c \
	%D%/session_row.h \
	%D%/shamir.c \
	%D%/shamir.h \
	%D%/stamp.h \
	%D%/step.c \
	%D%/step.h \
	%D%/suite.c \
	%D%/suite.h \
	%D%/terms.c \
	%D%/terms.h \
	%D%/totp.c \
	%D%/totp.h \
	%D%/unseal.c \
	%D%/unseal.h \
	%D%/worker.c \
	%D%/worker.h

check_PROGRAMS += \
	tests/fuzz/cert.t \
	tests/fuzz/crl.t \
	tests/fuzz/envelope.t \
	tests/fuzz/ocsp.t \
	tests/fuzz/stamp.t \
	tests/fuzz/token.t \
	tests/unit/blob.t \
	tests/unit/cert.t \
	tests/unit/cert_edges.t \
	tests/unit/crypt.t \
	tests/unit/days.t \
	tests/unit/envelope.t \
	tests/unit/envelope_edges.t \
	tests/unit/facet.t \
	tests/unit/file.t \
	tests/unit/box.t \
	tests/unit/hash.t \
	tests/unit/ids.t \
	tests/unit/jose.t \
	tests/unit/merkle.t \
	tests/unit/no_memory_cert.t \
	tests/unit/password.t \
	tests/unit/path_edges.t \
	tests/unit/rule.t \
	tests/unit/shamir.t \
	tests/unit/sm.t \
	tests/unit/terms.t \
	tests/unit/pem.t \
	tests/unit/stamp.t \
	tests/unit/totp.t
tests_fuzz_cert_t_SOURCES = tests/fuzz/cert.c $(MAIN_FUZZ)
tests_fuzz_cert_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_stamp_t_SOURCES = tests/fuzz/stamp.c $(MAIN_FUZZ)
tests_fuzz_stamp_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_unit_file_t_SOURCES = tests/unit/file.c tests/unit/tap.h
tests_fuzz_crl_t_SOURCES = tests/fuzz/crl.c tests/fuzz/issuer.h $(MAIN_FUZZ)
tests_fuzz_crl_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_ocsp_t_SOURCES = tests/fuzz/ocsp.c tests/fuzz/issuer.h $(MAIN_FUZZ)
tests_fuzz_ocsp_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_fuzz_token_t_SOURCES = tests/fuzz/token.c tests/fuzz/issuer.h \
	$(MAIN_FUZZ)
tests_fuzz_token_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_unit_pem_t_SOURCES = tests/unit/pem.c tests/unit/tap.h
tests_unit_stamp_t_SOURCES = tests/unit/stamp.c tests/unit/tap.h
tests_unit_totp_t_SOURCES = tests/unit/totp.c tests/unit/tap.h
tests_fuzz_envelope_t_SOURCES = tests/fuzz/envelope.c $(MAIN_FUZZ)
tests_fuzz_envelope_t_LDFLAGS = $(LDFLAGS_FUZZ)
tests_unit_blob_t_SOURCES = tests/unit/blob.c tests/unit/tap.h
tests_unit_cert_t_SOURCES = tests/unit/cert.c tests/unit/tap.h
tests_unit_cert_edges_t_SOURCES = \
	tests/unit/cert_edges.c tests/unit/cert_made.h tests/unit/tap.h
tests_unit_path_edges_t_SOURCES = \
	tests/unit/path_edges.c tests/unit/cert_made.h tests/unit/tap.h
tests_unit_crypt_t_SOURCES = tests/unit/crypt.c tests/unit/tap.h
tests_unit_days_t_SOURCES = tests/unit/days.c tests/unit/tap.h
tests_unit_envelope_t_SOURCES = tests/unit/envelope.c tests/unit/tap.h
tests_unit_envelope_edges_t_SOURCES = \
	tests/unit/envelope_edges.c tests/unit/tap.h
tests_unit_envelope_edges_t_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=read \
	-Wl,--wrap=pread -Wl,--wrap=write -Wl,--wrap=fstat
tests_unit_box_t_SOURCES = tests/unit/box.c tests/unit/tap.h
tests_unit_hash_t_SOURCES = tests/unit/hash.c tests/unit/tap.h
tests_unit_ids_t_SOURCES = tests/unit/ids.c tests/unit/tap.h
tests_unit_jose_t_SOURCES = tests/unit/jose.c tests/unit/tap.h
tests_unit_merkle_t_SOURCES = tests/unit/merkle.c tests/unit/tap.h
LDFLAGS_NO_MEMORY = $(AM_LDFLAGS) -Wl,--wrap=malloc -Wl,--wrap=calloc \
	-Wl,--wrap=realloc
tests_unit_no_memory_cert_t_SOURCES = tests/unit/no_memory_cert.c \
	tests/unit/no_memory.h tests/unit/cert_made.h tests/unit/tap.h
tests_unit_no_memory_cert_t_LDFLAGS = $(LDFLAGS_NO_MEMORY)
tests_unit_rule_t_SOURCES = tests/unit/rule.c tests/unit/tap.h
tests_unit_shamir_t_SOURCES = tests/unit/shamir.c tests/unit/tap.h
tests_unit_sm_t_SOURCES = tests/unit/sm.c tests/unit/tap.h
tests_unit_terms_t_SOURCES = tests/unit/terms.c tests/unit/tap.h
tests_unit_facet_t_SOURCES = tests/unit/facet.c tests/unit/tap.h
tests_unit_password_t_SOURCES = tests/unit/password.c tests/unit/tap.h
