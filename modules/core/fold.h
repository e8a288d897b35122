#ifndef FOLD_H
#define FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Text as search sees it: one character after another, made alike.
 *
 *	full-width ASCII becomes ASCII, capitals small (Latin, Greek,
 *	Cyrillic), super- and subscript digits digits, Roman numerals and
 *	square units letters (Ⅱ ii, ㎡ m2)
 *	spaces, punctuation, symbols and control characters separate: any run
 *	of them is one space, none at the beginning and the end
 *	what is never seen (soft hyphen, zero-width characters) is left out
 *	the Tibetan tsheg is a character like others, so that a run of
 *	syllables is one word; the shad separates
 *
 * Folding what is folded changes nothing.  Nothing is allocated.
 */
struct fold {
	const unsigned char *p, *end;
	uint32_t queue[4]; /* folded, not yet given out */
	unsigned have, given;
	bool begun, gap; /* a character was given out; separators followed */
	bool broken;     /* not UTF-8: the text ends here */
};

#define FOLD_TSHEG 0x0f0b

/*
 * One character by itself, up to four out: 0 for one that is left out, a
 * single ' ' for one that separates.
 */
unsigned fold_char(uint32_t, uint32_t out[4]);

void fold_init(struct fold *, const char *, size_t);
/* The next character, ' ' between words, 0 at the end. */
uint32_t fold_next(struct fold *);

/*
 * One character of UTF-8 (RFC 3629: shortest form, no surrogates, at most
 * U+10FFFF).  Returns its bytes, 0 if there is none or it is broken.
 */
size_t utf8_read(const char *, size_t, uint32_t *);
/* Bytes written; the character must be one utf8_read() can give. */
size_t utf8_write(char out[4], uint32_t);

#endif
