/* Time-stamp tokens: of strangers, and of an authority that signs anything. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/cms.h>
#include <openssl/pem.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "issuer.h"
#include "stamp.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char text[] = "protected.payload.signature";
static unsigned char sum[HASH_LEN];
static EVP_PKEY *key;
static X509 *signer;
/* SigningCertificateV2 (RFC 5035) of one certificate by its SHA-256. */
static unsigned char ess[8 + HASH_LEN] = "\x30\x26\x30\x24\x30\x22\x04\x20";

static void
begin(void)
{
	BIO *k = BIO_new_mem_buf(tsa_key, -1),
	    *c = BIO_new_mem_buf(tsa_pem, -1);

	key = PEM_read_bio_PrivateKey(k, NULL, NULL, NULL);
	signer = PEM_read_bio_X509(c, NULL, NULL, NULL);
	BIO_free(k);
	BIO_free(c);
	if (!key || !signer ||
	    !X509_digest(signer, EVP_sha256(), ess + 8, NULL))
		abort();
	sha256(text, strlen(text), sum);
}

static enum stamp_verdict
take(struct arena *a, const void *token, size_t n)
{
	int64_t at;

	return stamp_check(a, base64(a, token, n), text, strlen(text), ca_pem,
			   &at);
}

/* A token that says what it likes, well signed. */
static void
sign(struct arena *a, const uint8_t *data, size_t n)
{
	BIO *in = BIO_new_mem_buf(n ? data : ess, (int)n);
	CMS_ContentInfo *cms =
	    CMS_sign(NULL, NULL, NULL, NULL, CMS_BINARY | CMS_PARTIAL);
	CMS_SignerInfo *one = NULL;
	unsigned char *out = NULL;
	int len;

	if (cms)
		one =
		    CMS_add1_signer(cms, signer, key, EVP_sha256(),
				    CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL);
	if (!in || !one ||
	    !CMS_set1_eContentType(cms, OBJ_nid2obj(NID_id_smime_ct_TSTInfo)) ||
	    !CMS_set_detached(cms, 0) ||
	    !CMS_signed_add1_attr_by_NID(one,
					 NID_id_smime_aa_signingCertificateV2,
					 V_ASN1_SEQUENCE, ess, sizeof(ess)) ||
	    !CMS_final(cms, in, NULL, CMS_BINARY) ||
	    (len = i2d_CMS_ContentInfo(cms, &out)) < 1)
		abort();
	/* of our text only what names its digest */
	if (take(a, out, (size_t)len) == STAMP_GOOD &&
	    !memmem(data, n, sum, sizeof(sum)))
		abort();
	OPENSSL_free(out);
	CMS_ContentInfo_free(cms);
	BIO_free(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();

	if (!key)
		begin();
	if (take(a, data, n) == STAMP_GOOD &&
	    !memmem(data, n, sum, sizeof(sum)))
		abort();
	sign(a, data, n);
	arena_free(a);
	return 0;
}
