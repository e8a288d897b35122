bin_PROGRAMS += %D%/ggzyctl
%C%_ggzyctl_SOURCES = \
	%D%/access.c \
	%D%/account.c \
	%D%/account_reset.c \
	%D%/account_role.c \
	%D%/args.c \
	%D%/blob.c \
	%D%/ca.c \
	%D%/ca.h \
	%D%/ca_add.c \
	%D%/ca_crl.c \
	%D%/ca_refresh.c \
	%D%/ca_rows.c \
	%D%/change.c \
	%D%/ctl.h \
	%D%/ctl_rows.c \
	%D%/ctl_rows.h \
	%D%/draw.c \
	%D%/draw_answer.c \
	%D%/draw_answer.h \
	%D%/draw_check.c \
	%D%/import.c \
	%D%/import.h \
	%D%/import_check.c \
	%D%/import_complain.c \
	%D%/import_commit.c \
	%D%/import_facts.c \
	%D%/import_inspect.c \
	%D%/import_read.c \
	%D%/install.c \
	%D%/ledger.c \
	%D%/log_audit.c \
	%D%/log_audit.h \
	%D%/log_blob.c \
	%D%/log_box.c \
	%D%/log_entry.c \
	%D%/log_head.c \
	%D%/log_seen.c \
	%D%/log_text.c \
	%D%/log_vectors.c \
	%D%/log_vectors.h \
	%D%/log_verify.c \
	%D%/log_watch.c \
	%D%/main.c \
	%D%/migrate.c \
	%D%/migrate.h \
	%D%/migrate_script.c \
	%D%/owner.c \
	%D%/policy.c \
	%D%/profile.c \
	%D%/profile_fact.c \
	%D%/profile.h \
	%D%/progress.c \
	%D%/reference.c \
	%D%/sign.c \
	%D%/statement.c \
	%D%/subject.c \
	%D%/time.c \
	%D%/vector.h \
	%D%/vector_read.c \
	%D%/witness.c
%C%_ggzyctl_LDADD = $(LDADD_BAG) $(CURL_LIBS)

# tables as text
%C%_ggzyctl_SOURCES += \
	modules/trade/csv.c \
	modules/trade/csv.h \
	modules/trade/decode.c

# the archive
%C%_ggzyctl_SOURCES += %D%/archive.c

# sealed bids, for bidders and trustees
%C%_ggzyctl_SOURCES += \
	%D%/key.c \
	%D%/receipt.c \
	%D%/receipt.h \
	%D%/receipt_judge.c \
	%D%/release.c \
	%D%/seal.c \
	%D%/secret.c

# bundles, for anybody
%C%_ggzyctl_SOURCES += \
	%D%/verify.c \
	%D%/verify.h \
	%D%/verify_box.c \
	%D%/verify_call.c \
	%D%/verify_deal.c \
	%D%/verify_deeds.c \
	%D%/verify_details.c \
	%D%/verify_draw.c \
	%D%/verify_examine.c \
	%D%/verify_files.c \
	%D%/verify_log.c \
	%D%/verify_lot.c \
	%D%/verify_lot.h \
	%D%/verify_lot_rows.c \
	%D%/verify_lot_say.c \
	%D%/verify_names.c \
	%D%/verify_offer.c \
	%D%/verify_opening.c \
	%D%/verify_pools.c \
	%D%/verify_priority.c \
	%D%/verify_rank.c \
	%D%/verify_receipts.c \
	%D%/verify_release.c \
	%D%/verify_rows.c \
	%D%/verify_rows.h \
	%D%/verify_sale.c \
	%D%/verify_seal.c \
	%D%/verify_sealed.c \
	%D%/verify_seats.c \
	%D%/verify_sheets.c \
	%D%/verify_takers.c \
	%D%/verify_tender.c \
	%D%/verify_terms.c \
	%D%/verify_who.c

check_PROGRAMS += tests/fuzz/csv.t
tests_fuzz_csv_t_SOURCES = tests/fuzz/csv.c $(MAIN_FUZZ) \
	modules/trade/csv.c modules/trade/csv.h modules/trade/decode.c \
	%D%/statement.c
tests_fuzz_csv_t_LDFLAGS = $(LDFLAGS_FUZZ)

check_PROGRAMS += tests/unit/log_vectors.t
tests_unit_log_vectors_t_SOURCES = tests/unit/log_vectors.c tests/unit/tap.h \
	%D%/log_vectors.c %D%/log_vectors.h %D%/vector.h %D%/vector_read.c
