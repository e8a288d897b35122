#ifndef ENVELOPE_H
#define ENVELOPE_H
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "field.h"
#include "suite.h"

/*
 * A sealed bid.  This is the whole description of the file; other programs
 * may make and open it.
 *
 *	GGZY-BID-2\n
 *	{...}\n			header: one line of JSON, at most 65536 bytes
 *	chunk chunk ... chunk	binary, to the end of the file
 *
 * The header has these members and no others:
 *
 *	suite		"P256-AES256GCM-SHA256" or "SM2-SM4CTR-HMACSM3": the
 *			algorithms of everything below (suite.h); below, H
 *			is SHA-256 in the first and SM3 in the second
 *	trade		deal code of the trade, 40 characters
 *	bidder		credit code of the bidder; of a consortium its leader
 *	members		credit codes of the consortium's other members, or []
 *	threshold	how many shares give the key
 *	chunk_size	bytes of each piece of plaintext but the last, which
 *			has 1 to chunk_size; 65536 to 4194304
 *	chunks		how many pieces
 *	size		bytes of the plaintext
 *	commitment	of the key, see below
 *	shares		[{position, thumbprint, commitment, jwe}, ...]: one for
 *			each trustee of the trade, positions 1, 2, 3 ...
 *	own		{thumbprint, jwe}: the key itself, wrapped to the bidder
 *
 * The key is 32 random bytes, made for this one file, and split into as many
 * shares of 32 bytes as there are trustees (Shamir, shamir.h; the share of
 * position p is the value at x = p).  All receivers, the bidder too, have keys
 * on the curve of the suite.  thumbprint is that of the receiver's public key,
 * jwe the secret (share or key) and its binding, 64 bytes, wrapped to it
 * (jose.h for both): with P-256 an object {protected, encrypted_key, iv,
 * ciphertext, tag[, header: {epk}]}, with SM2 {ciphertext, protected}.
 *
 * The binding says for whom the secret is, a key being of position 0:
 *	binding		H("GGZY-BID-2 for\n" || trade || "\n" || bidder ||
 *			"\n" || position in decimal || "\n")
 *	commitment	64 hexadecimal digits of
 *			H("GGZY-BID-2 secret" || binding || secret)
 * Who unwraps a share makes the binding from what he was told, and keeps the
 * share to himself if it is another: otherwise a wrapped share could be copied
 * into the bid of a trade that closes earlier, and be given away there.
 *
 * Chunk i, from 0, is its piece encrypted, as long as the piece, followed by
 * the tag: AES-256-GCM with a tag of 16 bytes, or SM4-CTR and HMAC-SM3 with a
 * tag of 32 (crypt.h), under the key and with
 *	nonce	four zero bytes || i, 8 bytes big endian
 *	AAD	H(header line without its \n) || i || chunks, 8 bytes big
 *		endian each
 * The header is part of every tag: an envelope cannot be moved to another
 * trade or bidder, shortened, or put in another order.
 *
 * The plaintext is the length of the sheet (4 bytes big endian), the sheet
 * (unseal.h), and the bid's file to the end.
 */
#define ENVELOPE_FAMILY "GGZY-BID-"
#define ENVELOPE_MAGIC ENVELOPE_FAMILY "2\n"
#define ENVELOPE_KEY 32
#define ENVELOPE_HEADER_MAX 65536
#define ENVELOPE_TRUSTEES 16
#define ENVELOPE_CHUNK (1 << 20) /* what envelope_seal() takes */

/* A public key as JWK; what else a JWK may hold is not for us. */
struct jwk {
	const char *kty, *crv, *x, *y;
};
extern const struct record jwk_record;

struct jwe_header {
	struct jwk *epk;
};
/* A wrapped secret, flattened JWE; with SM2 only two members are there. */
struct jwe {
	const char *protected, *encrypted_key, *iv, *ciphertext, *tag;
	struct jwe_header *header; /* or NULL: epk is in protected */
};
extern const struct record jwe_record;
/* Its text, for jwe_unwrap(). */
char *jwe_text(struct arena *, const struct jwe *);
/* Has it the members, as long as they must be, that the suite wants? */
bool jwe_fits(const struct suite *, const struct jwe *);

struct envelope_share {
	int64_t position;
	const char *thumbprint, *commitment;
	struct jwe *jwe;
};
struct envelope_own {
	const char *thumbprint;
	struct jwe *jwe;
};

struct envelope {
	const char *suite, *trade, *bidder;
	struct list members; /* of const char * */
	int64_t threshold, chunk_size, chunks, size;
	const char *commitment;
	struct list shares; /* of struct envelope_share, by position */
	struct envelope_own *own;
	/* not in the header: */
	const struct suite *algorithms;
	const char *line;            /* the header, without \n */
	unsigned char line_hash[32]; /* H of it */
	int64_t start;               /* of the first chunk in the file */
};
extern const struct record envelope_record;

/*
 * Reads a header line, hostile input.  OK, or E_SYNTAX, E_UTF8, E_FIELD with
 * reasons as record_read() gives them.
 */
enum err envelope_header(struct arena *, const char *line, size_t len,
			 struct envelope *, struct buf *bad);
/*
 * Reads the head of a file and checks that the file is as long as it says.
 * NULL, or why this is no complete sealed bid, in Chinese.  No chunk is read.
 */
const char *envelope_read(struct arena *, int fd, struct envelope *);

/* For whom a secret is (envelope_secret.c). */
#define OWN_KEY 0
struct envelope_place {
	const char *trade, *bidder;
	int64_t position; /* of the trustee; OWN_KEY: the key, the bidder's */
};
/* What the header says; who gives a share asks others. */
struct envelope_place envelope_place(const struct envelope *, int64_t position);
/* The text of its commitment. */
char *envelope_commitment(struct arena *, const struct suite *,
			  const struct envelope_place *,
			  const unsigned char secret[ENVELOPE_KEY]);
/* A JWE of secret and binding; NULL: the key is bad. */
char *envelope_wrap(struct arena *, const struct suite *,
		    const struct envelope_place *, const char *jwk,
		    const unsigned char secret[ENVELOPE_KEY]);
/* The secret if the key opens it and it is for that place, or zero. */
enum unwrapped {
	SECRET_GIVEN,
	SECRET_SHUT,   /* the key does not open it */
	SECRET_FOREIGN /* of another trade, bidder or position */
};
enum unwrapped envelope_unwrap(struct arena *, const struct suite *,
			       const struct envelope_place *, const char *jwk,
			       const struct jwe *,
			       unsigned char secret[ENVELOPE_KEY]);
/* Nonce and associated data of a chunk. */
#define ENVELOPE_AAD 48
void envelope_chunk(const struct envelope *, int64_t i, unsigned char nonce[12],
		    unsigned char aad[ENVELOPE_AAD]);

/* To whom a share is given. */
struct envelope_trustee {
	int64_t position;
	const char *jwk; /* public */
};
struct envelope_plan {
	const char *trade, *bidder;
	struct list members; /* of const char * */
	int64_t threshold;
	struct list
	    trustees;      /* of struct envelope_trustee, positions 1, 2 .. */
	const char *own;   /* public JWK of the bidder */
	const char *sheet; /* JSON */
};
/*
 * Seals the regular file `in` into `out`, piece by piece, in the suite of the
 * keys, which must be of one.  NULL, or why not; what is in `out` then is to
 * be thrown away.
 */
const char *envelope_seal(struct arena *, const struct envelope_plan *, int in,
			  int out);

/*
 * Opens piece by piece.  envelope_begin() checks the key's commitment: NULL
 * if the key is another.  envelope_next() gives the next piece, or n 0 after
 * the last; false if the file is not what was sealed.
 */
struct envelope_reader;
struct envelope_reader *envelope_begin(struct arena *, int fd,
				       const struct envelope *,
				       const unsigned char key[ENVELOPE_KEY]);
bool envelope_next(struct envelope_reader *, const unsigned char **p,
		   size_t *n);

#endif
