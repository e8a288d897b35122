#ifndef TERMS_H
#define TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Search: which postings a text has, and which a question asks for.
 *
 * Text is folded first (fold.h).  A run of characters between separators has
 *
 *	for each character	the unigram (unit << 16)
 *	for each neighbouring	the bigram  (unit1 << 16 | unit2)
 *
 * where the unit of a character is its UTF-16 unit, and one in the private
 * area (0xe000 + code % 6400) for those that have none of their own.  The
 * tsheg has no unigram.  Units are never surrogates, so terms that begin with
 * one are free for facets:
 *
 *	0xd800 domain, 0xd801 notice type, 0xd810 + (code >> 16) region
 *
 * A question is asked word by word: all terms of a word, rarest first, find
 * candidates; unless the word is `exact` these still have to contain it
 * (text_has_word).
 */

/* Terms under way; the caller brings the array. */
struct terms {
	uint32_t *g;
	size_t cap, n;
};

/* Room enough for any text of that many bytes. */
#define TERMS_CAP(bytes) (2 * (size_t)(bytes) + 64)

/*
 * Add the terms of a text, or one term.  Doubles are dropped on the way when
 * the array gets full.  False, with the array in a state fit only to be thrown
 * away, if the text is not UTF-8 or more different terms than cap are found.
 */
bool terms_add_text(struct terms *, const char *, size_t);
bool terms_add(struct terms *, uint32_t);
/* Sort and drop doubles.  Returns how many are left. */
size_t terms_sort(struct terms *);

/* Of characters out of fold_next(), not ' '. */
uint32_t term_unigram(uint32_t c);
uint32_t term_bigram(uint32_t c1, uint32_t c2);

/* Facets.  Codes of domains and notice types are small numbers. */
uint32_t term_domain(unsigned code);
uint32_t term_type(unsigned code);
uint32_t term_region(int64_t code);
/* The region, its prefecture and its province, those that differ: 1 to 3. */
size_t terms_of_region(int64_t code, uint32_t out[3]);

/*
 * Where a notice stands: newest first is highest first.  Seconds of
 * publication above the low 28 bits of its number.
 */
int64_t posting_pos(int64_t publish_at_ms, int64_t notice);

/*
 * A question.  Words are what separators leave, but for codes and numbers
 * written in one piece: the parts of 2503-411481-04, GB/T or 24,959.00 stay one
 * word, and are looked for as neighbours with any separators between them.
 * A word asked twice counts once.
 */
#define QUERY_WORDS 8
#define WORD_MAX 64 /* characters */

struct word {
	char text[4 * WORD_MAX + 1]; /* folded, UTF-8 */
	size_t len;                  /* characters */
	uint32_t at[WORD_MAX];
	unsigned char back[WORD_MAX]; /* for text_has_word() */
	uint32_t term[WORD_MAX];      /* distinct, sorted, one at least */
	size_t terms;
	bool exact; /* who has the terms has the word */
};

struct query {
	size_t n;
	struct word word[QUERY_WORDS];
};

enum query_err {
	QUERY_OK,
	QUERY_UTF8, /* not UTF-8 */
	QUERY_NONE, /* nothing but separators */
	QUERY_MANY, /* more than QUERY_WORDS words */
	QUERY_LONG  /* a word longer than WORD_MAX characters */
};

/* Never shortens a question: what is too long is refused. */
enum query_err query_parse(const char *, struct query *);
/* In Chinese, for the asker. */
const char *query_err_text(enum query_err);
/* The terms of all words, distinct and sorted.  Returns how many. */
size_t query_terms(const struct query *, uint32_t out[QUERY_WORDS * WORD_MAX]);

/* Does the text, folded, contain the word?  Text ends where it is broken. */
bool text_has_word(const char *, size_t, const struct word *);

#endif
