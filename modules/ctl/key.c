/* ggzyctl key: a person's own key pair, kept by the person. */
#include <errno.h>
#include <sysexits.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "ctl.h"
#include "file.h"
#include "jose.h"

#define PEM "-----BEGIN "

char *
person_key_read(struct arena *mem, const char *path, size_t *len)
{
	char *text = ctl_key_read(path, len), *jwk = NULL;
	struct jwk_key k;

	if (!text || !memmem(text, *len, PEM, strlen(PEM)))
		return text;
	if (cert_private(text, *len, &k)) {
		jwk = jwk_print(mem, &k);
		*len = strlen(jwk);
	} else {
		ctl_fail(0, "%s: 不是 P-256 或 SM2 私钥（PEM，不带口令）",
			 path);
	}
	wipe_bytes(&k, sizeof(k));
	return jwk;
}

/* key new FILE [--suite p256|sm] -- a private JWK, mode 0600, never over
 * another file */
int
key_new(int argc, char **argv)
{
	static const char *word = "p256";
	static const struct option_of options[] = {
		{ "suite", &word, NULL, NULL }, { .name = NULL }
	};
	struct arena *mem = ctl_private();
	const struct suite *s;
	char *text;

	if (options_read(argc, argv, options) != 1)
		return ctl_usage();
	if (!(s = suite_of_word(word)))
		return ctl_fail(EX_USAGE, "--suite: 应是 p256 或者 sm");
	text = arena_printf(mem, "%s\n", jwk_make(mem, s));
	if (!file_new(argv[0], text, strlen(text)))
		return ctl_fail(EX_CANTCREAT, "%s: %s", argv[0],
				strerror(errno));
	printf("私钥已写入 %s，请妥善保管。公钥指纹 %s\n", argv[0],
	       jwk_thumbprint(mem, text, strlen(text)));
	return 0;
}

/* key public FILE -- what may be registered with the platform */
int
key_public(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	struct arena *mem = ctl_private();
	char *text, *public;
	size_t len;

	if (options_read(argc, argv, none) != 1)
		return ctl_usage();
	if (!(text = person_key_read(mem, argv[0], &len)))
		return EX_NOINPUT;
	if (!(public = jwk_public(mem, text, len)))
		return ctl_fail(EX_DATAERR, "%s: 不是 P-256 或 SM2 密钥",
				argv[0]);
	puts(public);
	return 0;
}
