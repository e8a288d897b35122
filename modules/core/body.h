#ifndef BODY_H
#define BODY_H
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "field.h"

/*
 * Reads JSON into a struct.  Unknown names, duplicate keys, wrong types,
 * values out of range, broken UTF-8 and deep nesting are refused; every bad
 * field is named.  Members not marked F_IN are never touched.
 *
 * bad: receives `"name":"reason"` pairs, comma separated (JSON members); of
 * text that is no JSON object "body" says where it breaks.
 * Returns OK, E_SYNTAX, E_UTF8 or E_FIELD.
 */
enum err record_read(struct arena *, const struct record *, const char *text,
		     size_t len, void *at, struct buf *bad);
/* The same from what another system says: names that are not in the record are
 * passed over. */
enum err record_pick(struct arena *, const struct record *, const char *text,
		     size_t len, void *at, struct buf *bad);
/* The same from a query string a=1&b=%E5%B1%B1. */
enum err query_read(struct arena *, const struct record *, const char *query,
		    void *at, struct buf *bad);
/* One field from its text form, as in a query string or a CSV cell.
 * Returns NULL, or the Chinese reason. */
const char *field_read(struct arena *, const struct field *, const char *text,
		       void *at);
/* Is it well-formed UTF-8 without NUL and control characters but \t \n \r? */
bool utf8_ok(const char *, size_t);
size_t utf8_length(const char *); /* characters */

#endif
