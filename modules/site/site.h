#ifndef SITE_H
#define SITE_H
#include <stdbool.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "field.h"
#include "html.h"
#include "rule.h"
#include "site_rows.h"
#include "step.h"
#include "words.h"

/*
 * The writer of the public pages.  It follows the log, and each page is a file
 * under conf.public, written aside and renamed.  Writing one again from the
 * same rows gives the same page: after a crash whatever was not finished is
 * simply written again.
 */
struct site {
	struct db *db;
	struct arena *mem; /* of the round */
	struct state state;
	struct list regions; /* of struct region, by code; outlive the round */
};

/* page.c: the frame of every page. */
enum {
	NAV_NONE,
	NAV_LIST,
	NAV_TRADES,
	NAV_RULES,
	NAV_CATALOGUE,
	NAV_GUIDE,
	NAV_VERIFY,
	NAV_SEARCH
};
bool templates_read(void); /* false after a message */
uint32_t templates_digest(void);
/* Head, up to and without the breadcrumb. */
void page_begin(struct site *, struct buf *, const char *title,
		const char *description, int nav);
/* Breadcrumb: pairs of address and words, the last address NULL; NULL ends. */
void page_crumb(struct buf *, const char *const *pairs);
void page_end(struct site *, struct buf *);
/* The same without a time, for pages that change with the rules alone. */
void page_end_fixed(struct site *, struct buf *);
/* A page that is a file of www/page with the hole {{words}}. */
void page_file(struct site *, struct buf *, const char *name);

/* file.c */
enum err file_write(struct site *, const char *path, const struct buf *);
enum err file_remove(struct site *, const char *path);

/* region.c */
enum err regions_load(struct site *);
void regions_free(void);
/* "昌都市 卡若区"; `place` where the code is unknown. */
const char *region_words(struct site *, int64_t code, const char *place);

/* notice.c, trade.c, timeline.c */
enum err notice_write(struct site *, int64_t id);
void notice_crumb(struct site *, struct buf *, const struct site_notice *,
		  const char *last);
/* notice_facts.c: a table; one of our own making when nobody gave facts. */
void notice_key_facts(struct site *, struct buf *, const struct site_notice *);
/* notice_proof.c: sections; a notice without files has none of them. */
enum err notice_files(struct site *, struct buf *, const struct site_notice *);
enum err notice_proof(struct site *, struct buf *, const struct site_notice *);
/* notice_body.c: the text; what does not fit goes on further pages. */
enum err notice_body(struct site *, struct buf *, const struct site_notice *);
enum err notice_body_remove(struct site *, const struct site_notice *);
/* notice_law.c; the trade may be NULL. */
enum err notice_objections(struct site *, struct buf *,
			   const struct site_notice *,
			   const struct site_trade *);
enum err trade_write(struct site *, int64_t id);
/* trade_list.c */
enum err trades_write(struct site *); /* the page that lists them */
/* How the page groups them: an anchor each. */
struct trade_group {
	int64_t from, to; /* stages */
	bool over;        /* of those in publicity: where it is over */
	const char *id, *label;
};
extern const struct trade_group trade_group[]; /* ends with id NULL */
bool trade_group_has(const struct trade_group *, int64_t stage, bool over);
void trade_rows(struct site *, struct buf *, const struct list *trades);
const char *stage_tag(const struct site_trade *);  /* "tag-open" ... */
const char *stage_said(const struct site_trade *); /* 公示中 ... */
/* The candidates were public long enough; nothing is awarded yet. */
bool publicity_is_over(const struct site_trade *);
/* trade.c: of land and assets; by sealed bids; by an auctioneer */
bool is_auction(const struct site_trade *);
bool is_sealed_sale(const struct site_trade *);
bool is_called(const struct site_trade *);
/* trade_bids.c: a section, nothing before the opening */
enum err trade_box(struct site *, struct buf *, const struct site_trade *);
enum err trade_bids(struct site *, struct buf *, const struct site_trade *);
/* In 万元 where that is exact. */
const char *trade_money(struct site *, int64_t fen);
/* In the words of its price form: an amount or a rate; "" if NONE. */
const char *trade_price(struct site *, const struct site_trade *,
			int64_t value);
/* ol.tl of a trade with its notices; `here`: the notice it stands on. */
enum err timeline(struct site *, struct buf *, const struct site_trade *,
		  const struct list *notices, int64_t here);
/* The rule that holds for a trade (0: everywhere, today), or NULL. */
enum err rule_of(struct site *, int64_t trade, const char *key,
		 const struct rule **);
const char *notice_type(const struct site_notice *); /* 招标公告 */

/* list.c: pages of notices, numbered from the oldest; facets as in index.c */
enum err list_write(struct site *, uint32_t facet, int64_t from_pos);
enum err list_all_write(struct site *);     /* every list, anew */
enum err list_regions_write(struct site *); /* list_region.c */
enum err list_count(struct site *, uint32_t facet, int64_t *n);

/* home.c, rules.c, catalogue.c, feed.c */
enum err home_write(struct site *);
enum err rules_write(struct site *);
enum err catalogue_write(struct site *);
enum err feed_write(struct site *);
enum err sitemap_write(struct site *, int64_t notice); /* NONE: all */
enum err fixed_write(struct site *);

/* index.c: the search index; facets are terms like any other. */
uint32_t facet_all(void);
uint32_t facet_domain(const char *domain);
uint32_t facet_region(int64_t code);
uint32_t facet_only(int64_t code); /* this region, nothing below it */
#define FACETS 8
/* The facets a notice is found under; returns how many. */
size_t notice_facets(const char *domain, int64_t region, const char *type,
		     uint32_t facet[FACETS]);
/* Adds what is missing, takes out what is hidden; one transaction each. */
enum err index_notice(struct site *, int64_t id);

/* follow.c */
enum err site_round(struct site *, bool *busy); /* one step along the log */
enum err site_rebuild(struct site *);

#endif
