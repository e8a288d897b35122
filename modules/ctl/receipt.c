/* ggzyctl receipt: is it the platform that signed this? */
#include <sysexits.h>

#include "ctl.h"
#include "jws.h"
#include "receipt.h"

/* A file of the command line, if it was named; false after a message. */
static bool
pem_read(struct arena *mem, const char *path, const char **pem)
{
	size_t n;

	return !path || (*pem = file_read(mem, path, &n));
}

/* What was signed, as it is; for programs. */
static int
show(struct arena *mem, const char *name, const char *text, size_t len,
     const char *pem)
{
	const char *jws = receipt_jws(mem, text, &len);
	char *payload = jws ? jws_check(mem, pem, jws, len) : NULL;

	if (!payload) {
		ctl_fail(0, "%s: 签名不对，或者不是回执", name);
		return 1;
	}
	puts(payload);
	return 0;
}

/*
 * receipt check FILE --receipt-key receipt.pem [--tsa-ca ca.pem]
 * [--log-key log.pem] -- with the first alone prints what was signed
 */
int
receipt_check(int argc, char **argv)
{
	static const char *public, *receipt_key, *tsa_ca, *log_key;
	static const struct option_of options[] = {
		{ "public", &public, NULL, NULL },
		{ "receipt-key", &receipt_key, NULL, NULL },
		{ "tsa-ca", &tsa_ca, NULL, NULL },
		{ "log-key", &log_key, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = arena_new();
	struct receipt_keys keys = { NULL, NULL, NULL };
	char *text;
	size_t len;
	int rc;

	if (options_read(argc, argv, options) != 1 || !public == !receipt_key)
		return ctl_usage();
	if (!(text = file_read(mem, argv[0], &len)) ||
	    !pem_read(mem, public ? public : receipt_key, &keys.receipt) ||
	    !pem_read(mem, tsa_ca, &keys.ca) ||
	    !pem_read(mem, log_key, &keys.log))
		return EX_NOINPUT;
	if (keys.ca || keys.log)
		rc = !receipt_judge(mem, text, len, &keys);
	else
		rc = show(mem, argv[0], text, len, keys.receipt);
	arena_free(mem);
	return rc;
}

/* receipt public -- the key with which anybody checks receipts, as PEM */
int
receipt_public(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	struct arena *mem = arena_new();
	struct key *key;

	if (options_read(argc, argv, none))
		return ctl_usage();
	key = key_load(arena_printf(mem, "%s/receipt.pem", conf.keys));
	fputs(key_public_pem(mem, key), stdout);
	key_free(key);
	arena_free(mem);
	return 0;
}
