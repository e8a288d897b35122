/* QR codes by libqrencode. */
#include <qrencode.h>

#include "qr.h"

struct qr *
qr_make(struct arena *mem, const char *text)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct qr *q;
	int i;

	if (!code)
		return NULL;
	q = arena_alloc(mem, sizeof(*q));
	q->cells = code->width;
	q->dark = arena_alloc(mem, (size_t)q->cells * (size_t)q->cells);
	for (i = 0; i < q->cells * q->cells; i++)
		q->dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return q;
}
