/* ggzyctl receipt: is it the platform that signed this? */
#include <sysexits.h>

#include "ctl.h"
#include "jws.h"

/*
 * A reply of the platform holds the receipt as a member; cut it out.  Of the
 * three members of a JWS none holds a brace.
 */
static const char *
cut(struct arena *mem, const char *text, size_t *len)
{
	const char *from = strstr(text, "{\"payload\""), *to;

	if (!from || !(to = strchr(from, '}')))
		return text;
	*len = (size_t)(to - from) + 1;
	return arena_copy(mem, from, *len);
}

/* receipt check FILE --public receipt.pem -- prints what was signed */
int
receipt_check(int argc, char **argv)
{
	static const char *pem_file;
	static const struct option_of options[] = {
		{ "public", &pem_file, NULL, NULL }, { .name = NULL }
	};
	struct arena *mem = arena_new();
	char *text, *pem, *payload;
	const char *jws;
	size_t len, n;

	if (options_read(argc, argv, options) != 1 || !pem_file)
		return ctl_usage();
	if (!(text = file_read(mem, argv[0], &len)) ||
	    !(pem = file_read(mem, pem_file, &n)))
		return EX_NOINPUT;
	jws = cut(mem, text, &len);
	if (!(payload = jws_check(mem, pem, jws, len)))
		return ctl_fail(EX_DATAERR, "%s: 签名不对，或者不是回执",
				argv[0]);
	puts(payload);
	arena_free(mem);
	return 0;
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
