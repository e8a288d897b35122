#ifndef LIST_H
#define LIST_H
#include "site.h"

/* A list of notices: which, where it is, and what it is called. */
struct target {
	uint32_t facet;
	const char *path;   /* "/list/all/" */
	const char *title;  /* 工程建设 */
	const char *domain; /* NULL: not by domain */
	int64_t region;     /* 0: not by region */
};

/* Writes a page of it (list_page.c): 0 is index.html, those from 1 to `full`
 * are full; n notices are in all of them. */
enum err list_page_write(struct site *, const struct target *,
			 const struct list *notices, int64_t page, int64_t full,
			 int64_t n);

#endif
