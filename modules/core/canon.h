#ifndef CANON_H
#define CANON_H
#include <stdbool.h>
#include <stddef.h>

#include "field.h"

/*
 * Canonical JSON (trade/TRUST.md, section 0): one text for one value.  Reading
 * it is record_read()'s; this judges the form of the text along a record: no
 * blanks, numbers and escapes in their one form, the members in the order of
 * the table and each of them there.
 *
 * In the table F_IN alone means there and not null, F_IN | F_OPT there and
 * perhaps null, F_IN | F_OPT | F_ABSENT there and not null, or left out.  A
 * TEXT of exactly 64 characters is a digest: lower-case hexadecimal digits.
 */
#define F_ABSENT 0x8u

bool canon_ok(const struct record *, const char *text, size_t len);
/* Any canonical value. */
bool canon_any(const char *text, size_t len);
/* The text of a member of an object that canon_ok() found good, or NULL. */
const char *canon_member(const char *object, size_t len, const char *name,
			 size_t *n);

#endif
