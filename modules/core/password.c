/* Passwords: argon2id by libsodium. */
#include <sodium.h>

#include "crypt.h"
#include "log.h"
#include "password.h"

#define ROUNDS 2
#define MEMORY ((size_t)64 << 20)
#define LENGTH_MAX 128
#define MADE 19 /* letters: 16 by chance, 92 bits */

static void
start(void)
{
	if (sodium_init() < 0) {
		log_error("msg=sodium-init");
		exit(70);
	}
}

static void
make(char out[crypto_pwhash_STRBYTES], const char *password)
{
	start();
	if (crypto_pwhash_str_alg(out, password, strlen(password), ROUNDS,
				  MEMORY, crypto_pwhash_ALG_ARGON2ID13)) {
		log_error("msg=out-of-memory what=argon2id");
		exit(70);
	}
}

char *
password_hash(struct arena *mem, const char *password)
{
	char out[crypto_pwhash_STRBYTES];

	make(out, password);
	return arena_strdup(mem, out);
}

/* The hash of a password nobody knows, for accounts that do not exist. */
static const char *
nobody(void)
{
	static char hash[crypto_pwhash_STRBYTES];
	unsigned char secret[24];
	char text[sizeof(secret) * 2 + 1];

	if (*hash)
		return hash;
	random_bytes(secret, sizeof(secret));
	sodium_bin2hex(text, sizeof(text), secret, sizeof(secret));
	make(hash, text);
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(text, sizeof(text));
	return hash;
}

bool
password_ok(const char *hash, const char *password)
{
	const char *other;

	start();
	/* made even if not needed, so that the first log-in after a start
	 * takes the same time for an account that is there */
	other = nobody();
	return crypto_pwhash_str_verify(hash ? hash : other, password,
					strlen(password)) == 0 &&
	       hash;
}

const char *
password_weak(struct arena *mem, const struct password_rule *rule,
	      const char *password, const char *login)
{
	bool lower = false, upper = false, digit = false, other = false;
	size_t n = strlen(password);
	const char *p;

	if ((int64_t)n < rule->min)
		return arena_printf(mem, "口令至少 %lld 位",
				    (long long)rule->min);
	if (n > LENGTH_MAX)
		return "口令不能超过 128 个字节";
	for (p = password; *p; p++) {
		if (*p >= 'a' && *p <= 'z')
			lower = true;
		else if (*p >= 'A' && *p <= 'Z')
			upper = true;
		else if (*p >= '0' && *p <= '9')
			digit = true;
		else
			other = true;
	}
	if (lower + upper + digit + other < rule->classes)
		return arena_printf(mem,
				    "口令须含大写字母、小写字母、数字、"
				    "其他符号中的至少 %lld 类",
				    (long long)rule->classes);
	if (login && strlen(login) >= 4 && strcasestr(password, login))
		return "口令不能包含账号";
	return NULL;
}

char *
password_make(struct arena *mem, const struct password_rule *rule)
{
	/* none that is taken for another; groups of four */
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz"
				      "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	size_t i, n = rule->min > MADE ? (size_t)rule->min : MADE;
	char *text = arena_alloc(mem, n + 1);

	start();
	do {
		for (i = 0; i < n; i++)
			text[i] = i % 5 == 4 ? '-'
					     : letters[randombytes_uniform(
						   sizeof(letters) - 1)];
		text[n] = 0;
	} while (password_weak(mem, rule, text, NULL));
	return text;
}
