/* The suites there are. */
#include "crypt.h"
#include "jose_impl.h"
#include "suite.h"

const struct suite suite_p256 = {
	.name = "P256-AES256GCM-SHA256",
	.word = "p256",
	.hash = HASH_SHA256,
	.curve = "P-256",
	.alg = "ES256",
	.tag = GCM_TAG,
	.seal = gcm_seal,
	.open = gcm_open,
	.wrap = p256_wrap,
	.unwrap = p256_unwrap,
};

const struct suite suite_sm = {
	.name = "SM2-SM4CTR-HMACSM3",
	.word = "sm",
	.hash = HASH_SM3,
	.curve = "SM2",
	.alg = "SM2SM3",
	.tag = SM4_TAG,
	.seal = sm4_seal,
	.open = sm4_open,
	.wrap = sm2_wrap,
	.unwrap = sm2_unwrap,
};

static const struct suite *const all[] = { &suite_p256, &suite_sm, NULL };

const struct suite *
suite_of_name(const char *name)
{
	int i;

	for (i = 0; all[i] && strcmp(name, all[i]->name); i++)
		;
	return all[i];
}

const struct suite *
suite_of_word(const char *word)
{
	int i;

	for (i = 0; all[i] && strcmp(word, all[i]->word); i++)
		;
	return all[i];
}

const struct suite *
suite_of_curve(const char *curve)
{
	int i;

	for (i = 0; all[i] && strcmp(curve, all[i]->curve); i++)
		;
	return all[i];
}
