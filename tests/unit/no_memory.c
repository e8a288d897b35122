/* An allocation fails: what judges keys, bids and signatures then ends or says
 * no, and never says yes to what is wrong. */
#include <sys/mman.h>

#include "combine.h"
#include "crypt.h"
#include "draw.h"
#include "envelope.h"
#include "jose.h"
#include "jws.h"
#include "merkle.h"
#include "no_memory.h"
#include "trade.h"

static const struct suite *suite;
static struct arena *mem;
static char *key, *other, *jwe, *bad_jwe, *beside, *signature, *bad_signature;
static const char *pem;
static char *line; /* of a header */
static unsigned char secret[64];
static struct envelope_trustee trustee = { 1, NULL };
static struct envelope_plan bid_plan = { .threshold = 1 };
static struct envelope bid;
static struct given given[2]; /* the share, the key */
static int plain;             /* a file to seal */

static bool
unwraps(void)
{
	unsigned char got[64];

	return jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 64) &&
	       !memcmp(got, secret, 64);
}

static bool
unwraps_changed(void)
{
	unsigned char got[64];

	return jwe_unwrap(key, strlen(key), bad_jwe, strlen(bad_jwe), got, 64);
}

static bool
unwraps_others(void)
{
	unsigned char got[64];

	return jwe_unwrap(other, strlen(other), jwe, strlen(jwe), got, 64);
}

static bool
is_key(void)
{
	return jwk_suite(key, strlen(key)) == suite;
}

static bool
is_key_beside(void)
{
	return jwk_suite(beside, strlen(beside)) != NULL;
}

static bool
verifies(void)
{
	return key_verify(pem, "bridge", 6, signature);
}

static bool
verifies_changed(void)
{
	return key_verify(pem, "bridge", 6, bad_signature) ||
	       key_verify(pem, "Bridge", 6, signature);
}

static bool
opens_of(bool change)
{
	unsigned char nonce[12] = { 0 }, aad[48] = { 0 }, text[100] = { 0 };
	unsigned char sealed[132], got[100] = { 1 };

	suite->seal(secret, nonce, aad, sizeof(aad), text, sizeof(text),
		    sealed);
	sealed[5] ^= change;
	return suite->open(secret, nonce, aad, sizeof(aad), sealed,
			   sizeof(text) + suite->tag, got) &&
	       !memcmp(got, text, sizeof(text));
}

static bool
opens(void)
{
	return opens_of(false);
}

static bool
opens_changed(void)
{
	return opens_of(true);
}

static bool
reads_of(const char *from)
{
	struct arena *a = arena_new();
	struct envelope e;
	struct buf bad;
	bool good;

	buf_init(&bad, a);
	good = !envelope_header(a, from, strlen(from), &e, &bad);
	arena_free(a);
	return good;
}

static bool
reads(void)
{
	return reads_of(line);
}

static bool
reads_changed(void)
{
	char *text = strdup(line);
	bool good;

	*strstr(text, "threshold") = 'T';
	good = reads_of(text);
	free(text);
	return good;
}

/* What is said to be sealed can be opened. */
static bool
seals(void)
{
	int out = memfd_create("bid", MFD_CLOEXEC);
	struct arena *a = arena_new();
	struct envelope e;
	bool good;

	lseek(plain, 0, SEEK_SET);
	good = !envelope_seal(a, &bid_plan, plain, out);
	if (good && failed && envelope_read(a, out, &e))
		abort();
	close(out);
	arena_free(a);
	return good;
}

static bool
combines_of(const struct given *g)
{
	struct arena *a = arena_new();
	unsigned char got[ENVELOPE_KEY];
	bool found = combine_key(a, &bid, g, 1, got, NULL) == KEY_FOUND;

	if (found && memcmp(got, given[1].bytes, sizeof(got)))
		abort();
	arena_free(a);
	return found;
}

static bool
combines(void)
{
	return combines_of(&given[0]);
}

static bool
combines_own(void)
{
	return combines_of(&given[1]);
}

static bool
combines_changed(void)
{
	struct given g[2] = { given[0], given[1] };

	g[0].bytes[7] ^= 1;
	g[1].bytes[7] ^= 1;
	return combines_of(&g[0]) || combines_of(&g[1]);
}

static bool
late_comes(void)
{
	struct req r = { .mem = arena_new(), .now = 5 };
	bool good;

	r.trade.deadline = 5;
	good = !deadline_is_ahead(&r, NULL);
	arena_free(r.mem);
	return good;
}

/* Another name under the code of an expert. */
static bool
draws_other(void)
{
	struct arena *a = arena_new();
	const char *salt = draw_person_salt(a, secret, 7);
	const char *code =
	    draw_person_code(a, salt, draw_person(a, 7, "Lhamo", "Bridges"));
	bool good =
	    !strcmp(code,
		    draw_person_code(a, salt,
				     draw_person(a, 7, "Lhamo", "Tunnels")));

	arena_free(a);
	return good;
}

static bool
proves_changed(void)
{
	unsigned char leaf[HASH_LEN], root[HASH_LEN], proof[1][HASH_LEN];

	merkle_leaf(suite, "a", 1, leaf);
	merkle_leaf(suite, "b", 1, proof[0]);
	merkle_node(suite, leaf, proof[0], root);
	root[3] ^= 1;
	return merkle_inclusion_ok(suite, 0, 2, leaf, root,
				   (const unsigned char(*)[HASH_LEN])proof, 1);
}

static char *
changed(const char *text, const char *after)
{
	char *copy = arena_strdup(mem, text);
	char *at = strstr(copy, after) + strlen(after) + 20;

	*at = *at == 'A' ? 'B' : 'A';
	return copy;
}

static void
prepare(void)
{
	char folder[] = "/tmp/ggzy-memory-XXXXXX", *file;
	const struct envelope_share *share;
	struct envelope_place place;
	struct key *k;
	int out;

	key = jwk_make(mem, suite);
	other = jwk_make(mem, suite);
	random_bytes(secret, sizeof(secret));
	jwe = jwe_wrap(mem, key, strlen(key), secret, sizeof(secret));
	bad_jwe = changed(jwe, "\"ciphertext\":\"");
	beside = changed(key, "\"x\":\"");
	if (!mkdtemp(folder))
		exit(1);
	file = arena_printf(mem, "%s/key.pem", folder);
	key_make(file, suite);
	k = key_load(file);
	pem = key_public_pem(mem, k);
	signature = key_sign(mem, k, "bridge", 6);
	bad_signature = changed(signature, "");
	key_free(k);
	/* a bid of the key itself, for its header */
	plain = open(file, O_RDONLY | O_CLOEXEC);
	file = arena_printf(mem, "%s/bid", folder);
	out = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	trustee.jwk = jwk_public(mem, key, strlen(key));
	bid_plan.trade = "A01-12540000000000027J-20260315-000001-O";
	bid_plan.bidder = "91540100MAYYTT015T";
	bid_plan.trustees = (struct list){ 1, &trustee };
	bid_plan.own = trustee.jwk;
	bid_plan.sheet = "{}";
	if (envelope_seal(mem, &bid_plan, plain, out) ||
	    envelope_read(mem, out, &bid))
		exit(1);
	line = arena_strdup(mem, bid.line);
	close(out);
	share = bid.shares.at;
	given[0].position = 1;
	given[1].position = OWN_KEY;
	place = envelope_place(&bid, 1);
	envelope_unwrap(mem, suite, &place, key, share->jwe, given[0].bytes);
	place = envelope_place(&bid, OWN_KEY);
	envelope_unwrap(mem, suite, &place, key, bid.own->jwe, given[1].bytes);
	unlink(file);
	unlink(arena_printf(mem, "%s/key.pem", folder));
	rmdir(folder);
}

int
main(void)
{
	static const struct suite *const all[] = { &suite_p256, &suite_sm };
	int i, sm = 0; /* is it the second? */

	plan(34);
	ok(openssl_asks, "OpenSSL asks us for its memory");
	mem = arena_new();
	for (i = 0; i < 2; i++) {
		suite = all[i];
		sm = i;
		diag("%s", suite->name);
		prepare();
		each("a secret unwraps", unwraps, true, sm);
		each("a changed one does not", unwraps_changed, false, 0);
		each("nor another's", unwraps_others, false, sm);
		each("a key is read", is_key, true, 0);
		each("a point beside the curve is not", is_key_beside, false,
		     0);
		each("a signature verifies", verifies, true, sm);
		each("another does not", verifies_changed, false, 2 * sm);
		each("a piece opens", opens, true, 0);
		each("a changed one does not", opens_changed, false, 0);
		each("a header is read", reads, true, 0);
		each("a changed one is not", reads_changed, false, 0);
		each("a bid is sealed", seals, true, 40 * sm);
		each("a share opens it", combines, true, 0);
		each("and its own key", combines_own, true, 0);
		each("changed ones do not", combines_changed, false, 0);
		close(plain);
	}
	each("what is late is refused", late_comes, false, 0);
	each("a code is of one expert", draws_other, false, 0);
	each("a wrong proof is not taken", proves_changed, false, 0);
	arena_free(mem);
	return tap_bad != 0;
}
