/* Certificates, lists, answers and headers: read or refused, never believed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crypt_cert.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* A header has one text for its bytes. */
static void
header(struct arena *a, const char *text)
{
	size_t n;
	void *p = unbase64(a, text, &n);

	if (p && strcmp(base64(a, p, n), text))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char place[] = "dn:2.5.4.97";
	static const char other[] = "ext:1.2.156.10260.4.1.4";
	struct arena *a = arena_new();
	struct der d = { data, n }, two[2] = { d, d }, out[3];
	struct cert_path path;
	const char *code;
	struct cert c;
	struct crl crl;
	struct ocsp answer;

	if (!cert_read(a, d, &c) &&
	    (!c.subject || !c.serial || !c.key || strlen(c.fingerprint) != 64))
		abort();
	if ((!cert_code(a, d, place, &code) ||
	     !cert_code(a, d, other, &code)) &&
	    strlen(code) != 18)
		abort();
	cert_policy(d, "1.2.3.4");
	/* nobody is his own leaf and root */
	if (!cert_path(a, d, two, 2, CERT_SIGN, 1800000000000, &path) ||
	    !cert_verify(d, "x", 1, data, n))
		abort();
	cert_ca_path(a, d, two, 2, 1800000000000);
	if (cert_file(a, (const char *)data, n, out, 3) > 3)
		abort();
	crl_read(a, (const char *)data, n, two, 2, &crl, out);
	ocsp_read(a, d, d, d, 1800000000000, &answer);
	header(a, arena_copy(a, data, n));
	arena_free(a);
	return 0;
}
