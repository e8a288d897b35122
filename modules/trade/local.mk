noinst_LIBRARIES += %D%/libtrade.a
EXTRA_DIST += %D%/TRUST.md
%C%_libtrade_a_SOURCES = \
	%D%/archive.c \
	%D%/auction.h \
	%D%/auctioneer.c \
	%D%/award.c \
	%D%/candidate.c \
	%D%/clarify.c \
	%D%/conditions.c \
	%D%/contract.c \
	%D%/deed.c \
	%D%/document.c \
	%D%/draft.c \
	%D%/drawing.c \
	%D%/drawing.h \
	%D%/drawing_pool.c \
	%D%/drawn.c \
	%D%/due.c \
	%D%/duty.c \
	%D%/end.c \
	%D%/entrant.c \
	%D%/entrant_pay.c \
	%D%/evaluate.c \
	%D%/evaluate.h \
	%D%/expert.c \
	%D%/invitee.c \
	%D%/joint.c \
	%D%/lot.c \
	%D%/lot_draw.c \
	%D%/lot_state.c \
	%D%/lot_time.c \
	%D%/notice.c \
	%D%/objection.c \
	%D%/objection_window.c \
	%D%/offer.c \
	%D%/official.c \
	%D%/panel.c \
	%D%/panel.h \
	%D%/party.c \
	%D%/performance.c \
	%D%/period.c \
	%D%/points.c \
	%D%/pool.c \
	%D%/pool.h \
	%D%/project.c \
	%D%/project_get.c \
	%D%/publish.c \
	%D%/question.c \
	%D%/rank.c \
	%D%/rank.h \
	%D%/read.c \
	%D%/reserve.c \
	%D%/sale.c \
	%D%/sale.h \
	%D%/sale_end.c \
	%D%/sale_notice.c \
	%D%/sale_tender.c \
	%D%/score.c \
	%D%/sealed.c \
	%D%/sealed_best.c \
	%D%/seat.c \
	%D%/sheet.c \
	%D%/statement.c \
	%D%/statement.h \
	%D%/tender_rows.h \
	%D%/text.c \
	%D%/trade.h \
	%D%/weigh.c \
	%D%/weigh.h

check_PROGRAMS += tests/unit/draw.t tests/unit/rank.t tests/unit/text.t \
	tests/unit/weigh.t
tests_unit_weigh_t_SOURCES = tests/unit/weigh.c tests/unit/tap.h
tests_unit_weigh_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_weigh_t_LDADD = $(LDADD_TRADE)
tests_unit_draw_t_SOURCES = tests/unit/draw.c tests/unit/tap.h
tests_unit_draw_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_draw_t_LDADD = $(LDADD_TRADE)
tests_unit_rank_t_SOURCES = tests/unit/rank.c tests/unit/tap.h
tests_unit_rank_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_rank_t_LDADD = $(LDADD_TRADE)
tests_unit_text_t_SOURCES = tests/unit/text.c tests/unit/tap.h
tests_unit_text_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_text_t_LDADD = $(LDADD_TRADE)

# money
%C%_libtrade_a_SOURCES += \
	%D%/bank.c \
	%D%/bank.h \
	%D%/bank_cancel.c \
	%D%/bank_claim.c \
	%D%/bank_hand.c \
	%D%/bank_import.c \
	%D%/bank_payer.c \
	%D%/bank_read.c \
	%D%/bank_settle.c \
	%D%/consortium.c \
	%D%/csv.c \
	%D%/csv.h \
	%D%/decode.c \
	%D%/forfeit.c \
	%D%/interest.c \
	%D%/ledger.c \
	%D%/ledger.h \
	%D%/refund.c \
	%D%/refund.h \
	%D%/refund_decide.c \
	%D%/refund_due.c \
	%D%/refund_list.c \
	%D%/refund_propose.c \
	%D%/refund_return.c \
	%D%/schedule.c \
	%D%/routes.h \
	%D%/schedule.h \
	%D%/winner.c

check_PROGRAMS += tests/unit/money.t tests/fuzz/bank.t
tests_unit_money_t_SOURCES = tests/unit/money.c tests/unit/tap.h
tests_unit_money_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_money_t_LDADD = $(LDADD_TRADE)
tests_fuzz_bank_t_SOURCES = tests/fuzz/bank.c $(MAIN_FUZZ)
tests_fuzz_bank_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_fuzz_bank_t_LDADD = $(LDADD_TRADE)
tests_fuzz_bank_t_LDFLAGS = $(LDFLAGS_FUZZ)

# sealed bids
%C%_libtrade_a_SOURCES += \
	%D%/bid.c \
	%D%/bid.h \
	%D%/bidder.c \
	%D%/box.c \
	%D%/close.c \
	%D%/combine.c \
	%D%/combine.h \
	%D%/deadline.c \
	%D%/deadline.h \
	%D%/deposit.c \
	%D%/open.c \
	%D%/open_impl.h \
	%D%/open_words.c \
	%D%/opening.c \
	%D%/receipt.c \
	%D%/share_fault.c \
	%D%/standing.c \
	%D%/receipt_read.c \
	%D%/release.c \
	%D%/trustee.c \
	%D%/trustee_choose.c \
	%D%/trustee_key.c \
	%D%/unlock.c

check_PROGRAMS += tests/unit/deadline.t tests/unit/no_memory.t \
	tests/unit/opening.t
tests_unit_deadline_t_SOURCES = tests/unit/deadline.c tests/unit/tap.h
tests_unit_deadline_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_deadline_t_LDADD = $(LDADD_TRADE)
tests_unit_deadline_t_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=db_one
tests_unit_no_memory_t_SOURCES = tests/unit/no_memory.c \
	tests/unit/no_memory.h tests/unit/tap.h
tests_unit_no_memory_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_no_memory_t_LDADD = $(LDADD_TRADE)
tests_unit_no_memory_t_LDFLAGS = $(LDFLAGS_NO_MEMORY)
tests_unit_opening_t_SOURCES = tests/unit/opening.c tests/unit/tap.h
tests_unit_opening_t_CPPFLAGS = $(CPPFLAGS_TRADE)
tests_unit_opening_t_LDADD = $(LDADD_TRADE)
