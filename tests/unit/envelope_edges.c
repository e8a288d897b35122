/* The head of a sealed bid, changed in every way that a reader must notice, and
 * files that are not what they were. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypt.h"
#include "ids.h"
#include "jose.h"
#include "tap.h"
#include "unseal.h"

#define BIDDER "91540100MAYYTT015T"
#define MEMBER "91540102MAYYTT023J"
#define DEAL "A01-12540000000000027J-20260315-000001-O"

/*
 * The linker puts these in the place of the system's: the n-th call of one
 * kind is interrupted, fails, finds the end of the file, or something there.
 */
enum { READ, PREAD, WRITE, FSTAT, KINDS };
static struct {
	int n;          /* calls until it happens; 0: never */
	ssize_t answer; /* -1 with this errno, or what is returned */
	int error;
} fault[KINDS];

static bool
faulty(int kind)
{
	if (!fault[kind].n || --fault[kind].n)
		return false;
	errno = fault[kind].error;
	return true;
}

ssize_t __wrap_read(int, void *, size_t);
ssize_t __wrap_pread(int, void *, size_t, off_t);
ssize_t __wrap_write(int, const void *, size_t);
int __wrap_fstat(int, struct stat *);
ssize_t __real_read(int, void *, size_t);
ssize_t __real_pread(int, void *, size_t, off_t);
ssize_t __real_write(int, const void *, size_t);
int __real_fstat(int, struct stat *);

ssize_t
__wrap_read(int fd, void *p, size_t n)
{
	return faulty(READ) ? fault[READ].answer : __real_read(fd, p, n);
}

ssize_t
__wrap_pread(int fd, void *p, size_t n, off_t at)
{
	return faulty(PREAD) ? fault[PREAD].answer : __real_pread(fd, p, n, at);
}

ssize_t
__wrap_write(int fd, const void *p, size_t n)
{
	return faulty(WRITE) ? fault[WRITE].answer : __real_write(fd, p, n);
}

int
__wrap_fstat(int fd, struct stat *st)
{
	return faulty(FSTAT) ? -1 : __real_fstat(fd, st);
}

/* The n-th call from now answers -1 with the error, or that it did nothing. */
static void
at_call(int kind, int n, ssize_t answer, int error)
{
	fault[kind].n = n;
	fault[kind].answer = answer;
	fault[kind].error = error;
}

static char folder[] = "/tmp/ggzy-edges-XXXXXX";
static const struct suite *suite;
static char *key[3], *pub[3]; /* two trustees, the bidder */

static char *
path(struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name);
}

static void
put(struct arena *a, const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(path(a, name), "we");

	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f))
		exit(1);
}

static struct envelope_plan
plan_of(struct arena *a, const char *sheet)
{
	struct envelope_trustee *t = arena_alloc(a, 2 * sizeof(*t));

	t[0] = (struct envelope_trustee){ 1, pub[0] };
	t[1] = (struct envelope_trustee){ 2, pub[1] };
	return (struct envelope_plan){
		.trade = DEAL,
		.bidder = BIDDER,
		.threshold = 2,
		.trustees = { 2, t },
		.own = pub[2],
		.sheet = sheet,
	};
}

static const char *
seal(struct arena *a, const char *sheet, const char *in, const char *out)
{
	struct envelope_plan p = plan_of(a, sheet);
	int from = open(path(a, in), O_RDONLY | O_CLOEXEC);
	int to = open(*out == '/' ? out : path(a, out),
		      O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	const char *why = envelope_seal(a, &p, from, to);

	close(from);
	close(to);
	return why;
}

/* The header of a good bid, as text. */
static char *
good_header(struct arena *a)
{
	int fd;
	struct envelope e;
	char *line = NULL;

	put(a, "plain", "a file", 6);
	seal(a, "{\"price\":1,\"name\":\"a\",\"media\":\"a/b\"}", "plain",
	     "bid");
	fd = open(path(a, "bid"), O_RDONLY | O_CLOEXEC);
	if (!envelope_read(a, fd, &e))
		line = arena_strdup(a, e.line);
	close(fd);
	return line;
}

/* The header with the first `from` made `to`; the field that is refused, "" if
 * none is named, NULL if it is taken. */
static const char *
refused(struct arena *a, const char *line, const char *from, const char *to)
{
	const char *at = strstr(line, from), *end;
	struct envelope e;
	struct buf b, bad;

	if (!at)
		return "not found";
	buf_init(&b, a);
	buf_add(&b, line, (size_t)(at - line));
	buf_str(&b, to);
	buf_str(&b, at + strlen(from));
	buf_init(&bad, a);
	if (!envelope_header(a, b.at, b.len, &e, &bad))
		return NULL;
	if (!bad.len)
		return "";
	end = strchr(bad.at + 1, '"');
	return arena_copy(a, bad.at + 1, (size_t)(end - bad.at - 1));
}

/* One member of the first wrapped share taken out, put in or made null. */
static const char *
without(struct arena *a, const char *line, const char *member)
{
	const char *at = strstr(line, arena_printf(a, "\"%s\":", member)), *end;
	char *text;

	if (!at)
		return "not found";
	end = at + strcspn(at, ",}");
	text = arena_copy(a, at, (size_t)(end - at) + (*end == ','));
	if (*end == '}') /* the last: take the comma before it */
		text = arena_printf(a, ",%s", text);
	return refused(a, line, text, "");
}

static void
headers(struct arena *a)
{
	const char *line = good_header(a), *name = suite->name;
	char many[2000] = "\"members\":[\"" MEMBER "\"";
	const char *const change[][3] = {
		{ name, "P256-AES256GCM-SM3", "suite" },
		{ name, "", "suite" },
		{ DEAL, "A01-12540000000000027J-20260315-000001-P", "trade" },
		{ BIDDER, "91540100MAYYTT0150", "bidder" },
		{ "\"members\":[]", "\"members\":[\"91540102MAYYTT0230\"]",
		  "members" },
		{ "\"members\":[]", "\"members\":[\"" BIDDER "\"]", "members" },
		{ "\"members\":[]",
		  "\"members\":[\"" MEMBER "\",\"" MEMBER "\"]", "members" },
		{ "\"members\":[]", many, "members" },
		{ "\"threshold\":2", "\"threshold\":3", "threshold" },
		{ "\"threshold\":2", "\"threshold\":0", "threshold" },
		{ "\"chunks\":1", "\"chunks\":2", "chunks" },
		{ "\"chunk_size\":1048576", "\"chunk_size\":65535",
		  "chunk_size" },
		{ "\"position\":1", "\"position\":2", "shares" },
		{ "\"position\":2", "\"position\":3", "shares" },
		{ "\"suite\"", "\"sweet\"", "suite" },
		{ "{\"suite\"", "[\"suite\"", "body" },
	};
	const char *got, *at;
	char *text;
	size_t i, wrong = 0;

	for (i = 0; i < 20; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many),
			 ",\"" MEMBER "\"");
	snprintf(many + strlen(many), sizeof(many) - strlen(many), "]");
	for (i = 0; i < sizeof(change) / sizeof(*change); i++) {
		got = refused(a, line, change[i][0], change[i][1]);
		if (!got || strcmp(got, change[i][2])) {
			diag("%s: %s", change[i][1], got ? got : "taken");
			wrong++;
		}
	}
	ok(!wrong, "what cannot be is refused, and named");
	ok(refused(a, line, "\"members\":[]",
		   "\"members\":[\"" MEMBER "\",\"" BIDDER "\"]") != NULL,
	   "also in the last place");
	ok(!refused(a, line, "\"members\":[]",
		    "\"members\":[\"" MEMBER "\","
		    "\"12540000000000027J\"]"),
	   "a consortium is taken");
	/* the commitments are small hexadecimal digits */
	at = strstr(line, "\"commitment\":\"") + 14;
	text = arena_copy(a, at, 63);
	ok(!strcmp(refused(a, line, text, arena_printf(a, "G%s", text + 1)),
		   "commitment"),
	   "the commitment of the key is digits");
	at = strstr(at, "\"commitment\":\"") + 14;
	text = arena_copy(a, at, 63);
	ok(!strcmp(refused(a, line, text, arena_printf(a, "A%s", text + 1)),
		   "shares"),
	   "those of shares too");
	ok(!strcmp(refused(a, line, "\"threshold\":2,\"chunk_size\":1048576",
			   "\"threshold\":99,\"chunk_size\":1"),
		   "threshold"),
	   "several reasons are told together");
}

/* The wrapped secrets have what the suite wants, and nothing of the other. */
static void
wrapped(struct arena *a)
{
	static const char *const p256[] = { "encrypted_key", "iv", "tag",
					    "ciphertext", "protected" };
	static const char *const sm[] = { "ciphertext", "protected" };
	const char *line = good_header(a), *got;
	const char *const *all = suite == &suite_sm ? sm : p256;
	size_t i, wrong = 0, n = suite == &suite_sm ? 2 : 5;
	struct jwe j = { .protected = JWE_SM2, .ciphertext = NULL };
	struct jwe_header h = { NULL };

	for (i = 0; i < n; i++) {
		got = without(a, line, all[i]);
		wrong += !got || strncmp(got, "shares", 6);
	}
	ok(!wrong, "no member of a wrapped share may lack");
	/* each on its own, as a reader that asks no field table would */
	j.ciphertext = arena_printf(a, "%0190d", 0);
	wrong = !jwe_fits(&suite_sm, &j) || jwe_fits(&suite_p256, &j);
	j.iv = "x";
	wrong += jwe_fits(&suite_sm, &j) || jwe_fits(&suite_p256, &j);
	j.encrypted_key = "x";
	wrong += jwe_fits(&suite_sm, &j) || jwe_fits(&suite_p256, &j);
	j.iv = NULL;
	wrong += jwe_fits(&suite_sm, &j) || jwe_fits(&suite_p256, &j);
	j.iv = j.tag = "x";
	wrong += jwe_fits(&suite_p256, &j);
	j.ciphertext = arena_printf(a, "%086d", 0);
	wrong += !jwe_fits(&suite_p256, &j) || jwe_fits(&suite_sm, &j);
	j.iv = j.encrypted_key = NULL;
	wrong += jwe_fits(&suite_sm, &j);
	j.tag = NULL;
	wrong += jwe_fits(&suite_sm, &j);
	j.ciphertext = arena_printf(a, "%0190d", 0);
	j.header = &h;
	wrong += jwe_fits(&suite_sm, &j);
	j.header = NULL;
	j.protected = "e30";
	wrong += jwe_fits(&suite_sm, &j);
	ok(!wrong, "nor stand where another suite is");
}

static void
sheets(struct arena *a)
{
	static const char *const bad[] = {
		"{\"price\":1,\"name\":\"a\",\"media\":\"/ab\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"ab/\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b;c\"}",
		"{\"price\":1,\"name\":\"a\\tb\",\"media\":\"a/b\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b\","
		"\"price_text\":\"a\\nb\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b\","
		"\"quality\":\"a\\nb\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b\","
		"\"manager\":\"a\\nb\"}",
		"nothing",
		"\xff",
	};
	struct bid_sheet s;
	size_t i, wrong = 0;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		wrong += !bid_sheet_read(a, bad[i], strlen(bad[i]), &s);
	ok(!wrong, "sheets that break lines or types are refused");
}

/* Opens "bid" with the bidder's key; why it does not. */
static const char *
opened(struct arena *a, const char *name)
{
	int fd = open(path(a, name), O_RDONLY | O_CLOEXEC);
	unsigned char secret[ENVELOPE_KEY];
	struct envelope_place place;
	const unsigned char *p;
	const char *why = NULL;
	struct bid_sheet s;
	struct envelope e;
	struct unseal *u;
	size_t n = 1;

	if (envelope_read(a, fd, &e))
		return "no envelope";
	place = envelope_place(&e, OWN_KEY);
	if (envelope_unwrap(a, suite, &place, key[2], e.own->jwe, secret) !=
	    SECRET_GIVEN)
		return "no key";
	if (!strcmp(name, "shrinks") && truncate(path(a, name), e.start + 3))
		exit(1);
	u = unseal_begin(a, fd, &e, secret);
	while (!why && n)
		why = unseal_next(u, &p, &n, &s);
	close(fd);
	return why;
}

/* Bids whose plaintext is not a sheet and a file, sealed by hand. */
static const char *
sealed_by_hand(struct arena *a, const void *plain, size_t n)
{
	unsigned char secret[ENVELOPE_KEY], nonce[12], aad[ENVELOPE_AAD];
	unsigned char *out = arena_alloc(a, n + suite->tag);
	const char *line = good_header(a);
	const char *at = strstr(line, "\"size\":");
	int fd = open(path(a, "bid"), O_RDONLY | O_CLOEXEC);
	struct envelope_place place;
	struct envelope e;
	struct buf b, bad;

	buf_init(&b, a);
	buf_init(&bad, a);
	envelope_read(a, fd, &e);
	close(fd);
	place = envelope_place(&e, OWN_KEY);
	envelope_unwrap(a, suite, &place, key[2], e.own->jwe, secret);
	buf_add(&b, line, (size_t)(at - line));
	buf_printf(&b, "\"size\":%zu%s", n, at + strcspn(at, ","));
	if (envelope_header(a, b.at, b.len, &e, &bad))
		return "bad header";
	envelope_chunk(&e, 0, nonce, aad);
	suite->seal(secret, nonce, aad, sizeof(aad), plain, n, out);
	line = arena_printf(a, ENVELOPE_MAGIC "%s\n", b.at);
	b.len = 0;
	buf_str(&b, line);
	buf_add(&b, (char *)out, n + suite->tag);
	put(a, "hand", b.at, b.len);
	return opened(a, "hand");
}

static void
plaintexts(struct arena *a)
{
	static const char sheet[] =
	    "\0\0\0\44{\"price\":1,\"name\":\"a\",\"media\":\"a/b\"}x";

	ok(!sealed_by_hand(a, sheet, sizeof(sheet) - 1),
	   "a bid sealed by hand opens");
	ok(sealed_by_hand(a, sheet, sizeof(sheet) - 2) != NULL,
	   "a sheet without a file is no bid");
	ok(sealed_by_hand(a, "\0\0\0\1{", 5) != NULL &&
	       sealed_by_hand(a, "\0\0\0\1{x", 6) != NULL,
	   "nor is half a sheet");
	ok(sealed_by_hand(a, "\1\0\0\1{x", 6) != NULL &&
	       sealed_by_hand(a, "\0\1\0\1{x", 6) != NULL &&
	       sealed_by_hand(a, "\0\0\100\1{x", 6) != NULL,
	   "or one without end");
	ok(sealed_by_hand(a, "\0\0\0\0\0\0\0", 7) != NULL &&
	       sealed_by_hand(a, "\0\0\0\377{}{}", 8) != NULL,
	   "or an empty one, or one longer than all");
}

static void
files(struct arena *a)
{
	static const char sheet[] =
	    "{\"price\":1,\"name\":\"a\",\"media\":\"a/b\"}";
	char *bytes = arena_alloc(a, 3 << 20);

	put(a, "plain", bytes, 3 << 20);
	ok(!seal(a, sheet, "plain", "shrinks"), "a file is sealed");
	ok(opened(a, "shrinks") != NULL,
	   "cut while it is read it does not open");
	ok(seal(a, sheet, "plain", "/dev/full") != NULL,
	   "a full disk is told at the head");
	put(a, "empty", "", 0);
	ok(seal(a, sheet, "empty", "bid") && seal(a, sheet, ".", "bid") &&
	       seal(a, sheet, "nothing", "bid"),
	   "what is empty, no file or not there is not sealed");
	ok(opened(a, "nothing") != NULL, "or read");
}

/* More trustees than there may be. */
static void
crowd(struct arena *a)
{
	struct envelope_trustee t[ENVELOPE_TRUSTEES + 1];
	struct envelope_plan p = plan_of(a, "{}");
	int in, out, i;

	for (i = 0; i <= ENVELOPE_TRUSTEES; i++)
		t[i] = (struct envelope_trustee){ i + 1, pub[0] };
	p.trustees = (struct list){ ENVELOPE_TRUSTEES + 1, t };
	put(a, "plain", "a file", 6);
	in = open(path(a, "plain"), O_RDONLY | O_CLOEXEC);
	out = open(path(a, "bid"), O_WRONLY | O_CLOEXEC);
	ok(envelope_seal(a, &p, in, out) != NULL, "a crowd opens nothing");
	p.trustees.n--;
	ok(!envelope_seal(a, &p, in, out), "16 do");
	close(in);
	close(out);
}

/* What the system may answer while a bid is sealed and read. */
static void
faults(struct arena *a)
{
	static const char sheet[] =
	    "{\"price\":1,\"name\":\"a\",\"media\":\"a/b\"}";
	char *bytes = arena_alloc(a, 2 << 20);
	int i, wrong = 0;

	put(a, "plain", bytes, 2 << 20);
	at_call(READ, 2, -1, EINTR);
	at_call(WRITE, 3, -1, EINTR);
	ok(!seal(a, sheet, "plain", "bid") && !opened(a, "bid"),
	   "to be interrupted is no fault");
	for (i = 1; i <= 6; i++) {
		at_call(WRITE, i, -1, ENOSPC);
		wrong += !seal(a, sheet, "plain", "bid");
	}
	ok(!wrong, "a disk that is full is, wherever it is");
	at_call(READ, 2, 0, 0);
	wrong = !seal(a, sheet, "plain", "bid");
	at_call(READ, 2, -1, EIO);
	wrong += !seal(a, sheet, "plain", "bid");
	ok(!wrong, "a file that ends early or cannot be read is not sealed");
	at_call(READ, 4, 1, 0);
	ok(seal(a, sheet, "plain", "bid") != NULL, "nor one that has grown");
	at_call(FSTAT, 1, -1, EIO);
	wrong = !seal(a, sheet, "plain", "bid");
	at_call(READ, 0, 0, 0);
	seal(a, sheet, "plain", "bid");
	at_call(FSTAT, 1, -1, EIO);
	wrong += !opened(a, "bid");
	ok(!wrong, "or whose size is not to be had");
	at_call(PREAD, 3, -1, EINTR);
	ok(!opened(a, "bid"), "reading goes on when it was interrupted");
	for (i = 1, wrong = 0; i <= 4; i++) {
		at_call(PREAD, i, -1, EIO);
		wrong += i != 2 && !opened(a, "bid");
	}
	at_call(PREAD, 0, 0, 0);
	ok(!wrong, "and says so when it cannot");
}

static void
key_texts(struct arena *a)
{
	char *long_one = arena_printf(a, "%1001d", 0);
	char *bad_d = arena_printf(a, "{\"d\":\"x\",%s", pub[0] + 1);

	ok(!jwk_public(a, long_one, strlen(long_one)) &&
	       !jwk_suite(bad_d, strlen(bad_d)) &&
	       !jwk_thumbprint(a, "{}", 2) && !jwe_wrap(a, "{}", 2, "a", 1),
	   "keys too long or with half a secret are none");
	long_one = arena_printf(a, "%2001d", 0);
	ok(!jwe_unwrap(key[0], strlen(key[0]), long_one, strlen(long_one),
		       bad_d, 32) &&
	       !jwe_unwrap(key[0], strlen(key[0]), "[]", 2, bad_d, 32) &&
	       !jwe_unwrap("{}", 2, "{}", 2, bad_d, 32),
	   "so are wrappings");
}

int
main(void)
{
	static const struct suite *const all[] = { &suite_p256, &suite_sm };
	static const char *const made[] = { "plain", "bid", "hand", "shrinks",
					    "empty" };
	struct arena *a = arena_new();
	size_t i, k;

	plan(60);
	if (!mkdtemp(folder))
		exit(1);
	for (i = 0; i < 2; i++) {
		suite = all[i];
		diag("%s", suite->name);
		for (k = 0; k < 3; k++) {
			key[k] = jwk_make(a, suite);
			pub[k] = jwk_public(a, key[k], strlen(key[k]));
		}
		headers(a);
		wrapped(a);
		sheets(a);
		plaintexts(a);
		files(a);
		crowd(a);
		faults(a);
		key_texts(a);
	}
	for (i = 0; i < sizeof(made) / sizeof(*made); i++)
		unlink(path(a, made[i]));
	rmdir(folder);
	arena_free(a);
	return tap_bad != 0;
}
