#ifndef SHEET_H
#define SHEET_H
#include "blob.h"
#include "envelope.h"

/*
 * The opening sheet: what is read aloud of a bid, sealed before its file.
 * JSON of at most 16384 bytes with these members; the bidder wrote it, so it
 * is hostile input even after every tag was right.
 *
 *	price		whole number in the unit of the trade's price form:
 *			1 amount, fen; 2 rate, thousandths of a per cent;
 *			3 unit price, fen a unit
 *	price_text	the same in words, up to 200 characters, may lack
 *	duration_days	1 to 36500, may lack
 *	quality		up to 100 characters, may lack
 *	manager		up to 60 characters, may lack
 *	name		of the bid's file, without / \ "
 *	media		its type, such as application/pdf
 */
#define SHEET_MAX 16384

struct sheet {
	int64_t price, duration_days;
	const char *price_text, *quality, *manager, *name, *media;
};
extern const struct record sheet_record;

/* NULL, or why this is no sheet, in Chinese. */
const char *sheet_read(struct arena *, const char *text, size_t len,
		       struct sheet *);

/* What came out of an envelope. */
struct opened {
	struct sheet sheet;
	const char *digest; /* of the bid's file, stored as a blob */
	int64_t size;
};
/*
 * Opens an envelope with its key and stores the file.  OK with *cause NULL;
 * OK with *cause in Chinese if it is the envelope's own fault and nothing is
 * stored; otherwise the platform's failure (E_DISK, E_DB).
 */
enum err envelope_unpack(struct arena *, int fd, const struct envelope *,
			 const unsigned char key[ENVELOPE_KEY], struct opened *,
			 const char **cause);

#endif
