/* ggzyctl sign: the signer's end of a signed deed.  Needs no network. */
#include <sysexits.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "ctl.h"
#include "days.h"
#include "deed.h"
#include "machine.h"

struct signer {
	const char *key, *cert, *address, *idem_key, *body, *text, *at;
	struct cert_key *pkey;
	struct der der;
};

static int
read_signer(struct arena *mem, struct signer *s)
{
	size_t len;
	char *text;

	if (!(text = file_read(mem, s->cert, &len)))
		return EX_NOINPUT;
	if (!cert_file(mem, text, len, &s->der, 1))
		return ctl_fail(EX_DATAERR, "%s: %s", s->cert,
				cert_text(CERT_SYNTAX));
	if (!(text = file_read(mem, s->key, &len)))
		return EX_NOINPUT;
	s->pkey = cert_key_read(text, len);
	wipe_bytes(text, len);
	return s->pkey ? 0
		       : ctl_fail(EX_DATAERR,
				  "%s: 不是 RSA-2048、P-256 或 SM2 私钥（PEM，"
				  "不带口令）",
				  s->key);
}

/* Signs; NULL after a message when key and certificate are no pair. */
static const char *
sign(struct arena *mem, const struct signer *s, const char *text, size_t n)
{
	size_t len;
	void *sig = cert_sign(mem, s->pkey, text, n, &len);

	if (!sig || cert_verify(s->der, text, n, sig, len)) {
		ctl_fail(0, "%s 不是 %s 的私钥", s->key, s->cert);
		return NULL;
	}
	return base64(mem, sig, len);
}

/* The text as it is: of a challenge. */
static int
sign_text(struct arena *mem, struct signer *s)
{
	const char *sig;
	size_t len;
	char *text = file_read(mem, s->text, &len);

	if (!text)
		return EX_NOINPUT;
	if (!(sig = sign(mem, s, text, len)))
		return EX_DATAERR;
	printf("%s\n%s\n", base64(mem, s->der.at, s->der.len), sig);
	return 0;
}

static int
sign_deed(struct arena *mem, struct signer *s, const char *method,
	  const char *path)
{
	const char *text, *sig, *body = "";
	int64_t signed_at = machine_ms();
	char at[30];
	size_t len = 0;

	if (strncmp(path, "/api/", 5) || strchr(path, '?'))
		return ctl_fail(EX_DATAERR,
				"%s: 路径从 /api/ 开始，不带问号后的部分",
				path);
	if (s->at && !instant_is(s->at, &signed_at))
		return ctl_fail(EX_DATAERR,
				"%s: 时间写作 2026-06-03T10:00:00.000+08:00",
				s->at);
	if (s->body && !(body = file_read(mem, s->body, &len)))
		return EX_NOINPUT;
	text = deed_text(mem, s->address, method, path, s->idem_key, signed_at,
			 hex_sha256(mem, body, len));
	if (!(sig = sign(mem, s, text, strlen(text))))
		return EX_DATAERR;
	instant_print(at, signed_at);
	printf("GGZY-Certificate: %s\nGGZY-Signed-At: %s\n"
	       "GGZY-Signature: %s\n",
	       base64(mem, s->der.at, s->der.len), at, sig);
	return 0;
}

/* sign METHOD PATH, or sign --text FILE */
int
sign_command(int argc, char **argv)
{
	struct signer s = { .key = NULL };
	const struct option_of options[] = {
		{ .name = "key", .value = &s.key },
		{ .name = "cert", .value = &s.cert },
		{ .name = "address", .value = &s.address },
		{ .name = "idempotency-key", .value = &s.idem_key },
		{ .name = "body", .value = &s.body },
		{ .name = "text", .value = &s.text },
		{ .name = "at", .value = &s.at },
		{ .name = NULL }
	};
	struct arena *mem = arena_new();
	int n = options_read(argc, argv, options), rc;

	if (!s.key || !s.cert || n != (s.text ? 0 : 2) ||
	    (!s.text && (!s.idem_key || !s.address)))
		return ctl_usage();
	if (!(rc = read_signer(mem, &s)))
		rc = s.text ? sign_text(mem, &s)
			    : sign_deed(mem, &s, argv[0], argv[1]);
	cert_key_free(s.pkey);
	arena_free(mem);
	return rc;
}
