#ifndef QR_H
#define QR_H
#include "arena.h"

/* A text as QR code: cells * cells bytes, 1 where dark.  NULL if the text is
 * too long.  Only qr.c knows libqrencode. */
struct qr {
	int cells;
	unsigned char *dark;
};
struct qr *qr_make(struct arena *, const char *text);

#endif
