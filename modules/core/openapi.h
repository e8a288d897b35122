#ifndef OPENAPI_H
#define OPENAPI_H
#include "buf.h"
#include "field.h"

/*
 * The interface described as OpenAPI 3.1, from the tables that run it.  What
 * one worker prints is a whole document; each tag, path and schema stands on
 * a line of its own, so that modules/core/openapi.awk can make one of many.
 */
struct worker;

void openapi_print(const struct worker *);

/* openapi_schema.c: schemas met on the way, each once. */
struct schemas;

struct schemas *schemas_new(struct arena *, const char *worker);
/* The reference to a record as requests (F_IN) or replies (F_OUT) have it. */
void schema_ref(struct schemas *, struct buf *, const struct record *,
		unsigned flag);
/* The schema of one field. */
void schema_field(struct schemas *, struct buf *, const struct field *,
		  unsigned flag);
/* `"name":{...}` of all that were referred to, a line each. */
void schemas_print(struct schemas *, struct buf *);

#endif
