/* Sealed bids: sealing, checking, opening, and everything that must fail. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "conf.h"
#include "crypt.h"
#include "hash.h"
#include "ids.h"
#include "jose.h"
#include "unseal.h"
#include "shamir.h"
#include "tap.h"

#define BIDDER "91540100MAYYTT015T"
#define MIB (1 << 20)

static char folder[] = "/tmp/ggzy-envelope-XXXXXX";
static char *key[4]; /* three trustees and the bidder */
static char deal[41];
static const struct suite *suite;

static const char sheet_text[] =
    "{\"price\":123456789,\"price_text\":\"壹佰贰拾叁万\","
    "\"duration_days\":300,\"quality\":\"合格\",\"manager\":\"扎西\","
    "\"name\":\"投标文件.pdf\",\"media\":\"application/pdf\"}";

static int
file(struct arena *a, const char *name, int flags)
{
	int fd = open(arena_printf(a, "%s/%s", folder, name), flags | O_CLOEXEC,
		      0600);

	if (fd < 0)
		exit(1);
	return fd;
}

static void
fill(struct arena *a, const char *name, size_t n)
{
	char *bytes = arena_alloc(a, n + 1);
	int fd = file(a, name, O_CREAT | O_TRUNC | O_WRONLY);
	size_t i;

	for (i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	if (write(fd, bytes, n) != (ssize_t)n)
		exit(1);
	close(fd);
}

static struct envelope_plan
plan_of(struct arena *a, const char *sheet)
{
	struct envelope_trustee *t = arena_alloc(a, 3 * sizeof(*t));
	int64_t i;

	for (i = 0; i < 3; i++)
		t[i] = (struct envelope_trustee){
			i + 1, jwk_public(a, key[i], strlen(key[i]))
		};
	return (struct envelope_plan){
		.trade = deal,
		.bidder = BIDDER,
		.threshold = 2,
		.trustees = { 3, t },
		.own = jwk_public(a, key[3], strlen(key[3])),
		.sheet = sheet,
	};
}

static const char *
seal(struct arena *a, const char *sheet, size_t n, const char *to)
{
	struct envelope_plan plan = plan_of(a, sheet);
	const char *why;
	int in, out;

	fill(a, "plain", n);
	in = file(a, "plain", O_RDONLY);
	out = file(a, to, O_CREAT | O_TRUNC | O_WRONLY);
	why = envelope_seal(a, &plan, in, out);
	close(in);
	close(out);
	return why;
}

/* The key by shares of trustees i and j. */
static bool
key_by(struct arena *a, const struct envelope *e, int i, int j,
       unsigned char secret[32])
{
	struct envelope_place p = { deal, BIDDER, 0 };
	const struct envelope_share *s = e->shares.at;
	struct shamir_share share[2];
	int at[2] = { i, j }, k;

	for (k = 0; k < 2; k++) {
		p.position = at[k] + 1;
		share[k].x = (unsigned char)(at[k] + 1);
		if (envelope_unwrap(a, suite, &p, key[at[k]], s[at[k]].jwe,
				    share[k].y) != SECRET_GIVEN ||
		    strcmp(envelope_commitment(a, suite, &p, share[k].y),
			   s[at[k]].commitment))
			return false;
	}
	return shamir_combine(share, 2, secret);
}

/* Opens a file with trustees i and j; NULL or the cause. */
static const char *
unseal(struct arena *a, const char *name, int i, int j, struct opened *o)
{
	int fd = file(a, name, O_RDONLY);
	unsigned char secret[32];
	const char *cause;
	struct envelope e;

	cause = envelope_read(a, fd, &e);
	if (!cause && !key_by(a, &e, i, j, secret))
		cause = "no key";
	if (!cause && envelope_unpack(a, fd, &e, secret, o, &cause))
		cause = "no disk";
	close(fd);
	return cause;
}

static char *
digest_of(struct arena *a, const char *name)
{
	int fd = file(a, name, O_RDONLY);
	static char bytes[4 * MIB];
	unsigned char sum[HASH_LEN];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	close(fd);
	sha256(bytes, (size_t)n, sum);
	return hex(a, sum, sizeof(sum));
}

static void
good(struct arena *a)
{
	static const size_t size[] = { 1, 1000, MIB - 300, MIB, 3 * MIB + 17 };
	static const int pair[3][2] = { { 0, 1 }, { 0, 2 }, { 2, 1 } };
	size_t i, wrong = 0, exact = MIB - 4 - strlen(sheet_text);
	struct opened o;

	for (i = 0; i < 15; i++) {
		wrong += seal(a, sheet_text, size[i / 3], "bid") != NULL ||
			 unseal(a, "bid", pair[i % 3][0], pair[i % 3][1], &o) !=
			     NULL ||
			 strcmp(o.digest, digest_of(a, "plain")) ||
			 o.size != (int64_t)size[i / 3];
	}
	ok(!wrong, "any two of three trustees open any size");
	ok(!seal(a, sheet_text, exact, "bid") && !unseal(a, "bid", 0, 1, &o) &&
	       o.size == (int64_t)exact,
	   "a plaintext that fills its last chunk");
	ok(o.sheet.price == 123456789 && o.sheet.duration_days == 300 &&
	       !strcmp(o.sheet.manager, "扎西") &&
	       !strcmp(o.sheet.name, "投标文件.pdf"),
	   "the sheet comes out");
}

static void
own_key(struct arena *a)
{
	int fd = file(a, "bid", O_RDONLY);
	unsigned char mine[32], ours[32];
	struct envelope_place p;
	struct envelope e;

	envelope_read(a, fd, &e);
	p = envelope_place(&e, OWN_KEY);
	ok(envelope_unwrap(a, suite, &p, key[3], e.own->jwe, mine) ==
		   SECRET_GIVEN &&
	       key_by(a, &e, 0, 1, ours) && !memcmp(mine, ours, 32),
	   "the bidder's own copy is the same key");
	mine[5] ^= 1;
	ok(!envelope_begin(a, fd, &e, mine), "another key is noticed at once");
	close(fd);
}

/* A wrapped share is for one trade, bidder and position, and says so. */
static void
places(struct arena *a)
{
	static const unsigned char zero[32];
	const struct envelope_place good = { deal, BIDDER, 2 };
	const struct envelope_place other[] = {
		{ "A01-12540000000000027J-20260315-000009-O", BIDDER, 2 },
		{ deal, "91540102MAYYTT023J", 2 },
		{ deal, BIDDER, 1 },
		{ deal, BIDDER, OWN_KEY },
		{ deal, BIDDER "\n2\n", 2 },
	};
	int fd = file(a, "bid", O_RDONLY);
	const struct envelope_share *s;
	unsigned char got[32], there[32];
	struct envelope e;
	struct jwe bare = { 0 };
	struct buf bad;
	char *text;
	size_t i, wrong = 0;

	envelope_read(a, fd, &e);
	close(fd);
	s = (const struct envelope_share *)e.shares.at + 1;
	ok(envelope_unwrap(a, suite, &good, key[1], s->jwe, got) ==
	       SECRET_GIVEN,
	   "a share comes out for whom it is");
	for (i = 0; i < sizeof(other) / sizeof(*other); i++) {
		wrong += envelope_unwrap(a, suite, &other[i], key[1], s->jwe,
					 there) != SECRET_FOREIGN ||
			 memcmp(there, zero, sizeof(zero));
		wrong += !strcmp(envelope_commitment(a, suite, &other[i], got),
				 s->commitment);
	}
	ok(!wrong, "for another trade, bidder or position it is foreign");
	ok(envelope_unwrap(a, suite, &good, key[0], s->jwe, there) ==
		   SECRET_SHUT &&
	       !memcmp(there, zero, sizeof(zero)),
	   "to another key it is shut");
	/* 32 bytes that say nothing of where they are for */
	buf_init(&bad, a);
	text = jwe_wrap(a, key[1], strlen(key[1]), got, sizeof(got));
	ok(text &&
	       (record_read(a, &jwe_record, text, strlen(text), &bare, &bad) ||
		!jwe_fits(suite, &bare)),
	   "a secret without its place has not the length");
	ok(!envelope_wrap(a, suite, &good, "{}", got),
	   "nor is it wrapped to none");
}

/* The same values by other programs: TRUST.md, section 4. */
static void
values(struct arena *a)
{
	static const struct envelope_place p = {
		"A01-12540000000000027J-20260315-000001-O", BIDDER, 3
	};
	unsigned char secret[32];
	size_t i;

	for (i = 0; i < sizeof(secret); i++)
		secret[i] = (unsigned char)i;
	ok(!strcmp(envelope_commitment(a, &suite_p256, &p, secret),
		   "91ff0ee605130862b2058ee547070ad38fb87ff5f6a2f53ae871e2392ba"
		   "38e03") &&
	       !strcmp(envelope_commitment(a, &suite_sm, &p, secret),
		       "29550ff98f8dedeb9dae81ab4d856caf3ae9999c033e09ba390e541"
		       "3d402b65b"),
	   "commitments are as they are described");
}

/* Writes a changed copy and says whether it is still taken and opened. */
static bool
opens(struct arena *a, const char *bytes, size_t n)
{
	int fd = file(a, "bad", O_CREAT | O_TRUNC | O_WRONLY);
	struct opened o;

	if (write(fd, bytes, n) != (ssize_t)n)
		exit(1);
	close(fd);
	return !unseal(a, "bad", 0, 1, &o);
}

static void
bad_files(struct arena *a)
{
	static char bytes[4 * MIB], copy[4 * MIB];
	struct envelope e;
	size_t n, i, start, wrong = 0, tag = suite->tag;
	char *line;
	int fd;

	seal(a, sheet_text, 2 * MIB + 5000, "bid");
	fd = file(a, "bid", O_RDONLY);
	n = (size_t)read(fd, bytes, sizeof(bytes));
	envelope_read(a, fd, &e);
	close(fd);
	start = (size_t)e.start;
	line = strchr(bytes, '\n') + 1;

	ok(opens(a, bytes, n), "the untouched copy opens");
	memcpy(copy, bytes, n);
	for (i = 0; i < start; i += 3) {
		/* xor 1 keeps a base64url letter or digit readable */
		copy[i] ^= 1;
		wrong += opens(a, copy, n);
		copy[i] ^= 1;
	}
	ok(!wrong, "no bit of the header can be changed (%zu)", wrong);
	for (i = start, wrong = 0; i < n; i += 99991) {
		copy[i] ^= 64;
		wrong += opens(a, copy, n);
		copy[i] ^= 64;
	}
	copy[n - 1] ^= 1;
	wrong += opens(a, copy, n);
	copy[n - 1] ^= 1;
	ok(!wrong, "no byte of the chunks can be changed");
	memcpy(copy + start, bytes + start + MIB + tag, MIB + tag);
	memcpy(copy + start + MIB + tag, bytes + start, MIB + tag);
	ok(!opens(a, copy, n), "chunks cannot change places");
	memcpy(copy + start + MIB + tag, bytes + start + MIB + tag, MIB + tag);
	ok(!opens(a, copy, n), "or stand twice");
	ok(!opens(a, bytes, n - 1) && !opens(a, bytes, n - 5000) &&
	       !opens(a, bytes, start) && !opens(a, bytes, start - 1) &&
	       !opens(a, bytes, 20) && !opens(a, bytes, 0),
	   "a file cut off is incomplete");
	memcpy(copy, bytes, n);
	copy[n] = 0;
	ok(!opens(a, copy, n + 1), "so is one with something behind it");
	memcpy(copy, "%PDF-1.7\nplain text\n", 20);
	ok(!opens(a, copy, n), "a plain file is not sealed");
	memcpy(copy, "GGZY-BID-1\n", 11);
	opens(a, copy, n);
	fd = file(a, "bad", O_RDONLY);
	ok(strstr(envelope_read(a, fd, &e), "GGZY-BID-2") != NULL,
	   "one of another format is told which is wanted");
	close(fd);
	memcpy(copy, bytes, n);
	line = strstr(copy, BIDDER);
	memcpy(line, "91540102MAYYTT023J", 18);
	ok(!opens(a, copy, n), "an envelope cannot be made another bidder's");
}

static void
bad_sheets(struct arena *a)
{
	static const char *const bad[] = {
		"",
		"{}",
		"[]",
		"{\"price\":1}",
		"{\"price\":-1,\"name\":\"a\",\"media\":\"a/b\"}",
		"{\"price\":1.5,\"name\":\"a\",\"media\":\"a/b\"}",
		"{\"price\":1,\"name\":\"../a\",\"media\":\"a/b\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b\\r\\nX: y\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"text\"}",
		"{\"price\":1,\"name\":\"a\\nb\",\"media\":\"a/b\"}",
		"{\"price\":1,\"price\":2,\"name\":\"a\",\"media\":\"a/b\"}",
		"{\"price\":1,\"name\":\"a\",\"media\":\"a/b\",\"more\":1}",
	};
	struct opened o;
	size_t i, wrong = 0;
	char *huge = arena_alloc(a, 100001);

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		wrong += seal(a, bad[i], 100, "bid") != NULL ||
			 !unseal(a, "bid", 0, 1, &o);
	ok(!wrong, "bad sheets are the envelope's own fault");
	memset(huge, ' ', 100000);
	ok(!seal(a, huge, 100, "bid") && unseal(a, "bid", 0, 1, &o),
	   "a sheet without end too");
}

static void
bad_plans(struct arena *a)
{
	struct envelope_plan p = plan_of(a, sheet_text);
	struct envelope_trustee *t = p.trustees.at;
	const char *self[] = { BIDDER };
	int in, out, wrong = 0;

	fill(a, "plain", 100);
	in = file(a, "plain", O_RDONLY);
	out = file(a, "bid", O_CREAT | O_TRUNC | O_WRONLY);
	p.threshold = 4;
	wrong += !envelope_seal(a, &p, in, out);
	p.threshold = 0;
	wrong += !envelope_seal(a, &p, in, out);
	p.threshold = 2;
	p.members = (struct list){ 1, self };
	wrong += !envelope_seal(a, &p, in, out);
	p.members.n = 0;
	p.trade = "A01";
	wrong += !envelope_seal(a, &p, in, out);
	p.trade = deal;
	t[1].jwk = "{}";
	wrong += !envelope_seal(a, &p, in, out);
	ok(!wrong, "a plan that cannot be right is not sealed");
	close(in);
	close(out);
}

static void
clean(struct arena *a, const char *path, int depth)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && depth < 5 && (e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			clean(a, arena_printf(a, "%s/%s", path, e->d_name),
			      depth + 1);
	if (d)
		closedir(d);
	remove(path);
}

/* Nothing of one suite passes for the other. */
static void
mixed(struct arena *a)
{
	struct envelope_plan p = plan_of(a, sheet_text);
	struct envelope_trustee *t = p.trustees.at;
	char *other = jwk_make(a, suite == &suite_sm ? &suite_p256 : &suite_sm);
	static char bytes[MIB];
	int in, out, fd, wrong = 0;
	const char *name = suite->name, *theirs;
	struct buf b;
	char *at;
	ssize_t n;

	other = jwk_public(a, other, strlen(other));
	fill(a, "plain", 100);
	in = file(a, "plain", O_RDONLY);
	out = file(a, "bid", O_CREAT | O_TRUNC | O_WRONLY);
	t[2].jwk = other;
	wrong += !envelope_seal(a, &p, in, out);
	p = plan_of(a, sheet_text);
	p.own = other;
	wrong += !envelope_seal(a, &p, in, out);
	close(in);
	close(out);
	ok(!wrong, "keys of two suites are not sealed for");
	seal(a, sheet_text, 1000, "bid");
	fd = file(a, "bid", O_RDONLY);
	n = read(fd, bytes, sizeof(bytes) - 1);
	close(fd);
	theirs = jwk_suite(other, strlen(other))->name;
	at = memmem(bytes, (size_t)n, name, strlen(name));
	buf_init(&b, a);
	buf_add(&b, bytes, (size_t)(at - bytes));
	buf_str(&b, theirs);
	buf_add(&b, at + strlen(name), (size_t)(bytes + n - at) - strlen(name));
	ok(!opens(a, b.at, b.len),
	   "an envelope cannot be said to be of another");
}

static void
all_of(struct arena *a)
{
	int i;

	diag("%s", suite->name);
	for (i = 0; i < 4; i++)
		key[i] = jwk_make(a, suite);
	good(a);
	own_key(a);
	places(a);
	bad_files(a);
	bad_sheets(a);
	bad_plans(a);
	mixed(a);
}

int
main(void)
{
	struct arena *a = arena_new();

	plan(51);
	if (!mkdtemp(folder))
		exit(1);
	conf.blobs = arena_printf(a, "%s/blobs", folder);
	if (mkdir(conf.blobs, 0700))
		exit(1);
	if (!deal_code_make(deal, "A01", "12540000000000027J", 20260603, 1))
		exit(1);
	values(a);
	suite = &suite_p256;
	all_of(a);
	suite = &suite_sm;
	all_of(a);
	clean(a, folder, 0);
	arena_free(a);
	return tap_bad != 0;
}
