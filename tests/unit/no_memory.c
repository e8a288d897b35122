/* An allocation fails: what judges keys, bids and signatures then ends or says
 * no, and never says yes to what is wrong.  Many allocations are tried, with
 * GGZY_EVERY in the environment each. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "crypt.h"
#include "envelope.h"
#include "jose.h"
#include "jws.h"
#include "merkle.h"
#include "tap.h"

void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
const char *__asan_default_options(void);

static long left; /* allocations until one fails; 0: none does */
static bool failed;

static bool
may(void)
{
	if (!left || --left)
		return true;
	failed = true;
	errno = ENOMEM;
	return false;
}

/* ours, libjose's by jansson: the linker puts these in the place of malloc */
void *
__wrap_malloc(size_t n)
{
	return may() ? __real_malloc(n) : NULL;
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return may() ? __real_calloc(n, size) : NULL;
}

void *
__wrap_realloc(void *p, size_t n)
{
	return may() ? __real_realloc(p, n) : NULL;
}

/* OpenSSL's */
static void *
take(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return may() ? __real_malloc(n) : NULL;
}

static void *
retake(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return may() ? __real_realloc(p, n) : NULL;
}

static void
give(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* Before the constructors of libraries, which take some. */
static bool openssl_asks;

static void
ask_us(void)
{
	openssl_asks = CRYPTO_set_mem_functions(take, retake, give) == 1;
}
__attribute__((used, section(".preinit_array"))) static void (*const first)(
    void) = ask_us;

/* A child that ends in the middle leaves what it had. */
const char *
__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1";
}

static const struct suite *suite;
static struct arena *mem;
static char *key, *other, *jwe, *bad_jwe, *beside, *signature, *bad_signature;
static const char *pem;
static char *line; /* of a header */
static unsigned char secret[32];

static bool
unwraps(void)
{
	unsigned char got[32];

	return jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 32) &&
	       !memcmp(got, secret, 32);
}

static bool
unwraps_changed(void)
{
	unsigned char got[32];

	return jwe_unwrap(key, strlen(key), bad_jwe, strlen(bad_jwe), got, 32);
}

static bool
unwraps_others(void)
{
	unsigned char got[32];

	return jwe_unwrap(other, strlen(other), jwe, strlen(jwe), got, 32);
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

/* What became of it in a child whose n-th allocation failed; to end with a
 * message is to say no. */
enum { YES, NO, NO_SUCH, CRASHED };

static int
run(bool (*what)(void), long n)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		if (dup2(open("/dev/null", O_WRONLY), 2) < 0)
			_exit(NO);
		failed = false;
		left = n;
		status = what() ? YES : NO;
		left = 0;
		_exit(failed ? status : NO_SUCH);
	}
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status))
		return CRASHED;
	return WEXITSTATUS(status) <= NO_SUCH ? WEXITSTATUS(status) : NO;
}

/*
 * OpenSSL 3.0 has places where it crashes for want of memory; a process that
 * crashes says yes to nothing.  `theirs` is how many are known:
 *	EVP_KDF_CTX_new()	while SM2 decrypts
 *	BN_CTX_end(NULL)	while an SM2 signature is verified
 */
static void
each(const char *name, bool (*what)(void), bool want, long theirs)
{
	long n, crashed = 0, wrong = 0, said = 0;
	bool every = getenv("GGZY_EVERY") != NULL;
	int got = YES;

	for (n = 1; got != NO_SUCH; n += n > 40 && !every ? 41 : 1, said++) {
		got = run(what, n);
		crashed += got == CRASHED;
		wrong += got == YES && !want;
	}
	ok(what() == want && crashed <= theirs && !wrong,
	   "%s: %ld trials, %ld crashed, %ld said yes wrongly", name, said,
	   crashed, wrong);
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
	struct envelope_trustee t[1] = { { 1, NULL } };
	struct envelope_plan plan = { .threshold = 1 };
	struct envelope e;
	struct key *k;
	int in, out;

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
	in = open(file, O_RDONLY | O_CLOEXEC);
	file = arena_printf(mem, "%s/bid", folder);
	out = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	t[0].jwk = jwk_public(mem, key, strlen(key));
	plan.trade = "A01-12540000000000027J-20260315-000001-O";
	plan.bidder = "91540100MAYYTT015T";
	plan.trustees = (struct list){ 1, t };
	plan.own = t[0].jwk;
	plan.sheet = "{}";
	if (envelope_seal(mem, &plan, in, out) || envelope_read(mem, out, &e))
		exit(1);
	line = arena_strdup(mem, e.line);
	close(in);
	close(out);
	unlink(file);
	unlink(arena_printf(mem, "%s/key.pem", folder));
	rmdir(folder);
}

int
main(void)
{
	static const struct suite *const all[] = { &suite_p256, &suite_sm };
	int i, sm = 0; /* is it the second? */

	plan(24);
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
	}
	each("a wrong proof is not taken", proves_changed, false, 0);
	arena_free(mem);
	return tap_bad != 0;
}
