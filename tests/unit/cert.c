/*
 * Certificates of test CAs that the openssl program makes (tests/certs.sh):
 * the good ones are taken, each of the others is refused with its own reason.
 */
#include <dirent.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "days.h"
#include "deed.h"
#include "jose.h"
#include "tap.h"

#define CODE "91540100100000016R"
#define OTHER "91540100200000013U"
#define DAY 86400000LL

static struct arena *mem;
static char dir[] = "/tmp/ggzy-cert.XXXXXX";

static int64_t
now(void)
{
	struct timespec t;

	/* when the test certificates were made: just now */
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + 1000;
}

/* Makes them all; false where there is no openssl program or it fails. */
static bool
make(void)
{
	const char *top = getenv("top_srcdir");
	char script[4096], *argv[] = { (char *)"sh", script,        dir,
				       (char *)CODE, (char *)OTHER, NULL };
	int status;
	pid_t pid;

	snprintf(script, sizeof(script), "%s/tests/certs.sh", top ? top : ".");
	return mkdtemp(dir) &&
	       !posix_spawnp(&pid, "sh", NULL, NULL, argv, environ) &&
	       waitpid(pid, &status, 0) == pid && !status;
}

static char *
file(const char *name, const char *end, size_t *len)
{
	FILE *in = fopen(arena_printf(mem, "%s/%s.%s", dir, name, end), "rb");
	char *text = arena_alloc(mem, 1 << 16);

	if (!in) {
		printf("Bail out! no %s.%s\n", name, end);
		exit(1);
	}
	*len = fread(text, 1, 1 << 16, in);
	fclose(in);
	return text;
}

static struct der
der(const char *name)
{
	struct der d;

	d.at = (unsigned char *)file(name, "der", &d.len);
	return d;
}

/* The chain of a kind: root, intermediate. */
static const struct der *
chain(const char *root, const char *below)
{
	struct der *d = arena_alloc(mem, 2 * sizeof(*d));

	d[0] = der(root);
	d[1] = der(below);
	return d;
}

static void
good(const char *kind)
{
	const char *below = arena_printf(mem, "below-%s", kind);
	const char *name = arena_printf(mem, "good-%s", kind);
	const struct der *ca = chain(arena_printf(mem, "root-%s", kind), below);
	struct cert_path path;
	struct cert c;
	const char *code;

	is(cert_name(cert_read(mem, der(name), &c)), "CERT_OK",
	   arena_printf(mem, "a good certificate of %s is read", kind));
	is(cert_name(cert_path(mem, der(name), ca, 2, CERT_SIGN, now(), &path)),
	   "CERT_OK", "and has a path");
	ok(path.n == 3 && !strcmp(path.link[0].serial, c.serial) &&
	       !strcmp(path.link[0].authority, cert_authority(mem, ca[1])) &&
	       !strcmp(path.link[1].authority, cert_authority(mem, ca[0])),
	   "by the intermediate to the root");
	is(cert_name(
	       cert_path(mem, der(name), ca, 2, CERT_LOGIN, now(), &path)),
	   "CERT_OK", "also to log in");
	is(cert_name(cert_code(mem, der(name), "dn:2.5.4.97", &code)),
	   "CERT_OK", "and a code");
	is(code, CODE, "which is the holder's");
}

/* NAME of which chain is refused, with what. */
static const struct {
	const char *name, *kind, *why, *what;
} bad[] = { { "expired", "p256", "CERT_EXPIRED", "expired" },
	    { "early", "p256", "CERT_NOT_YET", "not yet valid" },
	    { "unknown", "p256", "CERT_UNKNOWN", "of an unknown root" },
	    { "good-rsa", "p256", "CERT_UNKNOWN", "of another CA" },
	    { "root-unknown", "p256", "CERT_UNKNOWN", "self-made" },
	    { "below-p256", "p256", "CERT_USAGE", "a CA's own" },
	    { "encipher", "p256", "CERT_USAGE", "for encryption only" },
	    { "server", "p256", "CERT_USAGE", "for servers only" },
	    { "same-name", "p256", "CERT_FORGED",
	      "of the same name, other key" },
	    { "sha1", "rsa", "CERT_DIGEST", "signed with SHA-1" },
	    { "rsa1024", "rsa", "CERT_KEY", "of RSA-1024" },
	    { "p192", "p256", "CERT_KEY", "of a small curve" },
	    { "no-id", "sm2", "CERT_SM2_ID", "of SM2 without the identity" },
	    { NULL, NULL, NULL, NULL } };

static enum cert_why
judge(const char *name, const struct der *ca, size_t n, int64_t at)
{
	struct cert_path path;

	return cert_path(mem, der(name), ca, n, CERT_SIGN, at, &path);
}

static void
refused(void)
{
	const struct der *ca;
	struct der three[3];
	size_t i;

	for (i = 0; bad[i].name; i++) {
		ca = chain(arena_printf(mem, "root-%s", bad[i].kind),
			   arena_printf(mem, "below-%s", bad[i].kind));
		is(cert_name(judge(bad[i].name, ca, 2, now())), bad[i].why,
		   arena_printf(mem, "refused: %s", bad[i].what));
	}
	/* an issuer that is none, as if someone had added it */
	memcpy(three, chain("root-p256", "below-p256"), 2 * sizeof(*three));
	three[2] = der("false-ca");
	is(cert_name(judge("by-false-ca", three, 3, now())), "CERT_CA_FALSE",
	   "refused: by CA:false that may sign certificates");
	three[2] = der("person-ca");
	is(cert_name(judge("by-person", three, 3, now())), "CERT_CA_FALSE",
	   "refused: by a person's certificate");
	is(cert_name(judge("by-person", three, 2, now())), "CERT_UNKNOWN",
	   "refused: by one that nobody added");
	is(cert_name(judge("under-no-id", chain("root-sm2", "below-no-id"), 2,
			   now())),
	   "CERT_SM2_ID", "refused: under an SM2 issuer without the identity");
	ca = chain("root-p256", "below-p256");
	is(cert_name(judge("good-p256", ca, 2, now() + 900 * DAY)),
	   "CERT_EXPIRED", "the instant is the given one");
	is(cert_name(judge("early", ca, 2, now() + 24000 * DAY)),
	   "CERT_CA_TIME", "refused: of a CA whose time is over");
	is(cert_name(judge("good-p256", ca, 0, now())), "CERT_SYNTAX",
	   "no CA, no path");
	is(cert_name(cert_ca_path(mem, der("false-ca"), ca, 2, now())),
	   "CERT_CA_FALSE", "a CA:false is no CA");
	is(cert_name(cert_ca_path(mem, der("below-p256"), ca, 2, now())),
	   "CERT_OK", "an intermediate is");
	is(cert_name(cert_ca_path(mem, der("same-below"), ca, 2, now())),
	   "CERT_FORGED", "of the same name but another key is none");
}

/* Certificates to whose key shares are wrapped. */
static void
encryption(void)
{
	static const struct {
		const char *name, *kind, *why;
	} t[] = { { "encipher", "p256", "CERT_OK" },
		  { "encipher-sm2", "sm2", "CERT_OK" },
		  { "encipher-rsa", "rsa", "CERT_CURVE" },
		  { "good-p256", "p256", "CERT_USAGE" },
		  { "good-sm2", "sm2", "CERT_USAGE" },
		  { "server", "p256", "CERT_USAGE" },
		  { NULL, NULL, NULL } };
	unsigned char secret[64] = "sixty-four bytes of some secret", got[64];
	char *pem, *public, *private, *jwe;
	struct cert_path path;
	const struct der *ca;
	struct jwk_key k;
	size_t i, len;

	for (i = 0; t[i].name; i++) {
		ca = chain(arena_printf(mem, "root-%s", t[i].kind),
			   arena_printf(mem, "below-%s", t[i].kind));
		is(cert_name(cert_path(mem, der(t[i].name), ca, 2, CERT_ENCRYPT,
				       now(), &path)),
		   t[i].why, arena_printf(mem, "to encrypt: %s", t[i].name));
		if (strcmp(t[i].why, "CERT_OK"))
			continue;
		pem = file(t[i].name, "key", &len);
		ok(cert_public(der(t[i].name), &k) && !k.private,
		   "it has a key of a suite");
		public = jwk_print(mem, &k);
		ok(cert_private(pem, len, &k) && k.private,
		   "and its file the private half");
		private = jwk_print(mem, &k);
		jwe = jwe_wrap(mem, public, strlen(public), secret, 64);
		ok(jwe &&
		       jwe_unwrap(private, strlen(private), jwe, strlen(jwe),
				  got, 64) &&
		       !memcmp(secret, got, 64),
		   "which unwraps what was wrapped to the certificate");
	}
	ok(!cert_public(der("good-rsa"), &k), "a key of RSA is of no suite");
	pem = file("good-rsa", "key", &len);
	ok(!cert_private(pem, len, &k) && !cert_private("x", 1, &k),
	   "nor its private half");
}

static void
codes(void)
{
	const char *code;

	is(cert_name(cert_code(mem, der("no-code"), "dn:2.5.4.97", &code)),
	   "CERT_NO_CODE", "a code with a wrong check character is none");
	is(cert_name(cert_code(mem, der("good-p256"), "dn:2.5.4.3", &code)),
	   "CERT_NO_CODE", "nor is a common name");
	is(cert_name(cert_code(mem, der("good-p256"), "2.5.4.97", &code)),
	   "CERT_NO_CODE", "a place must be well said");
	is(cert_name(cert_code(mem, der("extension"), "ext:1.2.156.10260.4.1.4",
			       &code)),
	   "CERT_OK", "an extension may hold it");
	is(code, CODE, "as it is");
	is(cert_name(cert_policy(der("good-p256"), "1.2.3.4")), "CERT_OK",
	   "a policy is found");
	is(cert_name(cert_policy(der("good-p256"), "1.2.3")), "CERT_POLICY",
	   "another is not");
}

/* The test value of TRUST.md. */
static void
deeds(void)
{
	int64_t at;
	char *text;

	ok(instant_is("2026-03-16T09:00:00.000+08:00", &at), "an instant");
	text = deed_text(mem, "https://ggzy.example.cn", "POST",
			 "/api/engineering/trades/7/award",
			 "00112233445566778899aabbccddeeff", at,
			 hex_sha256(mem, "{}", 2));
	is(hex_sha256(mem, text, strlen(text)),
	   "ccdfa49efe34717066ff5e964578dba32c9b73c0105b99791a0a58eb84a62a7f",
	   "the text of a deed is as TRUST.md says");
}

static void
signatures(const char *kind)
{
	static const char text[] = "GGZY-DEED-2\nhttps://a.cn\n"
				   "POST /api/x\nkey\n00\n";
	const char *name = arena_printf(mem, "good-%s", kind);
	size_t len, n = sizeof(text) - 1, i;
	struct cert_key *k;
	unsigned char *sig;
	int kept = 0;
	char *pem = file(name, "key", &len);

	k = cert_key_read(pem, len);
	if (!ok(k != NULL, "the key of %s is read", name))
		return;
	sig = cert_sign(mem, k, text, n, &len);
	is(cert_name(cert_verify(der(name), text, n, sig, len)), "CERT_OK",
	   "and signs");
	is(cert_name(cert_verify(der(name), text, n - 1, sig, len)),
	   "CERT_SIGNATURE", "not another text");
	is(cert_name(cert_verify(der("expired"), text, n, sig, len)),
	   "CERT_SIGNATURE", "not for another certificate");
	for (i = 0; i < len; i++) {
		sig[i] ^= 0x40;
		kept += !cert_verify(der(name), text, n, sig, len);
		sig[i] ^= 0x40;
	}
	ok(!kept, "any byte of %zu changed is seen", len);
	ok(cert_verify(der(name), text, n, sig, 0) == CERT_SIGNATURE,
	   "none is none");
	cert_key_free(k);
}

static void
lists(void)
{
	static const struct {
		const char *name, *kind, *why, *what;
	} t[] = { { "below-rsa", "rsa", "CERT_OK", "a list of RSA" },
		  { "below-p256", "p256", "CERT_OK", "of P-256" },
		  { "below-sm2", "sm2", "CERT_OK", "of SM2" },
		  { "root-p256", "p256", "CERT_OK", "of a root" },
		  { "other", "p256", "CERT_CRL_ISSUER", "of another issuer" },
		  { "same-name", "p256", "CERT_FORGED", "of the same name" },
		  { "no-id", "sm2", "CERT_SM2_ID", "of SM2 without identity" },
		  { "sha1", "rsa", "CERT_DIGEST", "with SHA-1" },
		  { NULL, NULL, NULL, NULL } };
	const struct der *ca;
	struct der out;
	struct crl crl;
	struct cert c;
	size_t i, len;
	char *text;

	for (i = 0; t[i].name; i++) {
		text = file(t[i].name, "crl", &len);
		ca = chain(arena_printf(mem, "root-%s", t[i].kind),
			   arena_printf(mem, "below-%s", t[i].kind));
		is(cert_name(crl_read(mem, text, len, ca, 2, &crl, &out)),
		   t[i].why, t[i].what);
	}
	ca = chain("root-sm2", "below-sm2");
	text = file("below-sm2", "crl", &len);
	crl_read(mem, text, len, ca, 2, &crl, &out);
	cert_read(mem, der("gone-sm2"), &c);
	ok(crl.n == 1 && !strcmp(crl.at[0].serial, c.serial) &&
	       crl.next_update > crl.this_update &&
	       !strcmp(crl.authority, cert_authority(mem, ca[1])),
	   "a list says what is revoked, when it ends and whose it is");
	is(cert_name(crl_read(mem, "x", 1, ca, 2, &crl, &out)), "CERT_SYNTAX",
	   "no list");
}

static void
broken(void)
{
	struct der d = der("good-p256");
	struct der cut = d, out[2];
	unsigned char *longer;
	struct cert_path path;
	const struct der *ca = chain("root-p256", "below-p256");
	unsigned char *copy = arena_copy(mem, d.at, d.len);
	struct der changed = { copy, d.len };
	size_t i, taken = 0;
	struct cert c;

	for (cut.len = 0; cut.len < d.len; cut.len++)
		taken += !cert_read(mem, cut, &c);
	ok(!taken, "no certificate cut short is read");
	longer = arena_alloc(mem, d.len + 1);
	memcpy(longer, d.at, d.len);
	ok(cert_read(mem, (struct der){ longer, d.len + 1 }, &c) == CERT_SYNTAX,
	   "nor is one with something behind it");
	for (i = 0; i < d.len; i++) {
		copy[i] ^= 1;
		taken +=
		    !cert_path(mem, changed, ca, 2, CERT_SIGN, now(), &path);
		copy[i] ^= 1;
	}
	ok(!taken, "any byte of %zu changed is seen", d.len);
	ok(!cert_file(mem, "x", 1, out, 2), "a file of nothing has none");
	ok(!cert_key_read("x", 1), "nor a key");
}

/* Who sends a locked text must not make the machine ask for its password. */
static void
locked(void)
{
	static const char *const what[] = { "X509 CRL", "CERTIFICATE",
					    "PUBLIC KEY" };
	const struct der *ca = chain("root-p256", "below-p256");
	const char *asked = arena_printf(mem, "%s/asked", dir), *text;
	struct der out[2];
	struct crl crl;
	int taken = 0;
	size_t i;
	FILE *f = fopen(asked, "w");

	fputs("password\n", f);
	fclose(f);
	if (!freopen(asked, "r", stdin))
		exit(1);
	for (i = 0; i < 3; i++) {
		text = arena_printf(
		    mem,
		    "-----BEGIN %s-----\nProc-Type: 4,ENCRYPTED\n"
		    "DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n"
		    "\nAAAAAAAAAAAAAAAAAAAAAA==\n-----END %s-----\n",
		    what[i], what[i]);
		taken += !crl_read(mem, text, strlen(text), ca, 2, &crl, out);
		taken += cert_file(mem, text, strlen(text), out, 2) > 0;
		taken += key_suite_of(text) != NULL;
	}
	ok(!taken, "what is locked is nothing");
	ok(ftell(stdin) == 0, "and nobody is asked for its password");
}

static void
letters(void)
{
	size_t n;
	void *p = unbase64(mem, "YQ==", &n);

	ok(p && n == 1 && !memcmp(p, "a", 1), "base64 is read");
	ok(!unbase64(mem, "", &n) && !unbase64(mem, "YQ", &n) &&
	       !unbase64(mem, "YR==", &n) && !unbase64(mem, "Y===", &n) &&
	       !unbase64(mem, "YQ==YQ==", &n) && !unbase64(mem, "Y Q=", &n) &&
	       !unbase64(mem, "====", &n),
	   "in one form only");
}

int
main(void)
{
	static const char *const kinds[] = { "rsa", "p256", "sm2" };
	struct dirent *e;
	size_t i;
	DIR *d;

	mem = arena_new();
	plan(101);
	if (!make()) {
		puts("Bail out! the openssl program makes no certificates");
		return 1;
	}
	for (i = 0; i < 3; i++)
		good(kinds[i]);
	refused();
	encryption();
	codes();
	for (i = 0; i < 3; i++)
		signatures(kinds[i]);
	deeds();
	lists();
	broken();
	locked();
	letters();
	for (i = 0; i < 2; i++) {
		const char *p = i ? dir : arena_printf(mem, "%s/issued", dir);

		p = i ? arena_strdup(mem, dir) : p;
		for (d = opendir(p); d && (e = readdir(d));)
			unlink(arena_printf(mem, "%s/%s", p, e->d_name));
		closedir(d);
		rmdir(p);
	}
	arena_free(mem);
	return tap_bad != 0;
}
