#ifndef UNSEAL_H
#define UNSEAL_H
#include "blob.h"
#include "envelope.h"

/*
 * The opening sheet: what is read aloud of a bid, sealed before its file.
 * JSON of at most 16384 bytes with these members; the bidder wrote it, so it
 * is hostile input even after every tag was right.
 *
 *	price		whole number in the unit of the trade's price form:
 *			1 amount, fen; 2 rate, 1/10000; 3 unit price, fen
 *	price_text	the same in words, up to 200 characters, may lack
 *	duration_days	1 to 36500, may lack
 *	quality		up to 100 characters, may lack
 *	manager		up to 60 characters, may lack
 *	name		of the bid's file, without / \ "
 *	media		its type, such as application/pdf
 */
#define SHEET_MAX 16384

struct bid_sheet {
	int64_t price, duration_days;
	const char *price_text, *quality, *manager, *name, *media;
};
extern const struct record bid_sheet_record;

/* NULL, or why this is no sheet, in Chinese. */
const char *bid_sheet_read(struct arena *, const char *text, size_t len,
			   struct bid_sheet *);

/*
 * The bid's file out of an envelope, piece by piece; unseal_begin() gives NULL
 * if the key is another.  unseal_next() returns NULL with a piece, or n 0 and
 * the sheet at the end; otherwise why the envelope is bad, in Chinese.  What
 * came before is worth nothing then.
 */
struct unseal;
struct unseal *unseal_begin(struct arena *, int fd, const struct envelope *,
			    const unsigned char key[ENVELOPE_KEY]);
const char *unseal_next(struct unseal *, const unsigned char **p, size_t *n,
			struct bid_sheet *);

/* What came out of an envelope. */
struct opened {
	struct bid_sheet sheet;
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
