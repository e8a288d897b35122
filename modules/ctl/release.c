/* ggzyctl release, unlock, unseal: with a private key that never leaves. */
#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "jose.h"
#include "json.h"
#include "unseal.h"

/* What GET /trades/:id/shares answers. */
struct wrapped {
	int64_t bid;
	const char *commitment;
	struct jwe *jwe;
};
struct wrapped_list {
	const char *trade;
	int64_t position;
	struct list shares; /* struct wrapped */
};

/* clang-format off */
static const struct field wrapped_field[] = {
	INT(struct wrapped, bid, 1, INT64_MAX, F_IN, "投标序号"),
	TEXT(struct wrapped, commitment, 64, 64, F_IN, "份额承诺"),
	NEST(struct wrapped, jwe, struct jwe, &jwe_record, F_IN, "包裹的份额"),
	FIELD_END
};
static const struct record wrapped_record = {
	"wrapped", sizeof(struct wrapped), wrapped_field
};
static const struct field wrapped_list_field[] = {
	TEXT(struct wrapped_list, trade, 40, 40, F_IN, "统一交易标识码"),
	INT(struct wrapped_list, position, 1, ENVELOPE_TRUSTEES, F_IN, "序位"),
	LIST(struct wrapped_list, shares, &wrapped_record, 0, LIST_MAX, F_IN, "份额"),
	FIELD_END
};
static const struct record wrapped_list_record = {
	"wrapped_list", sizeof(struct wrapped_list), wrapped_list_field
};
/* clang-format on */

static bool
unwrap(struct arena *mem, const char *key, size_t len, const struct jwe *j,
       unsigned char out[ENVELOPE_KEY])
{
	char *text = jwe_text(mem, j);

	return jwe_unwrap(key, len, text, strlen(text), out, ENVELOPE_KEY);
}

/*
 * A share that does not unwrap, or is not the one the bidder committed to, is
 * reported as such: {"bid":7}.
 */
static void
add(struct arena *mem, struct buf *b, const struct wrapped *w, int64_t position,
    const struct suite *s, const char *key, size_t len)
{
	unsigned char share[ENVELOPE_KEY];

	json_comma(b);
	buf_char(b, '{');
	json_key(b, "bid");
	json_int(b, w->bid);
	if (unwrap(mem, key, len, w->jwe, share) &&
	    !strcmp(share_commitment(mem, s, position, share), w->commitment)) {
		json_key(b, "share");
		json_text(b, hex(mem, share, sizeof(share)));
	} else {
		ctl_fail(0, "投标 %lld 的份额解不开", (long long)w->bid);
	}
	wipe_bytes(share, sizeof(share));
	buf_char(b, '}');
}

/* release --key K.jwk --shares S.json -- prints the body to POST */
int
release(int argc, char **argv)
{
	static const char *key_file, *shares_file;
	static const struct option_of options[] = {
		{ "key", &key_file, NULL, NULL },
		{ "shares", &shares_file, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = ctl_private();
	const struct wrapped *w;
	const struct suite *s;
	struct wrapped_list in;
	struct buf bad, out;
	size_t key_len, len, i;
	char *key, *text;

	if (options_read(argc, argv, options) || !key_file || !shares_file)
		return ctl_usage();
	if (!(key = person_key_read(mem, key_file, &key_len)) ||
	    !(text = file_read(mem, shares_file, &len)))
		return EX_NOINPUT;
	if (!(s = jwk_suite(key, key_len)))
		return ctl_fail(EX_DATAERR, "%s: 不是 P-256 或 SM2 密钥",
				key_file);
	buf_init(&bad, mem);
	if (record_read(mem, &wrapped_list_record, text, len, &in, &bad))
		return ctl_fail(EX_DATAERR, "%s: 不是份额清单 %s", shares_file,
				buf_text(&bad));
	buf_init(&out, mem);
	buf_str(&out, "{\"shares\":[");
	for (w = in.shares.at, i = 0; i < in.shares.n; i++)
		add(mem, &out, &w[i], in.position, s, key, key_len);
	buf_str(&out, "]}");
	puts(out.at);
	return 0;
}

/* Opens a bid with the bidder's own copy of its key; 0 or an exit status. */
static int
own_key(struct arena *mem, const char *key_file, const char *bid_file, int *fd,
	struct envelope *e, unsigned char secret[ENVELOPE_KEY])
{
	const char *why;
	size_t len;
	char *key;

	if (!(key = person_key_read(mem, key_file, &len)))
		return EX_NOINPUT;
	if ((*fd = open(bid_file, O_RDONLY | O_CLOEXEC)) < 0)
		return ctl_fail(EX_NOINPUT, "%s: 读不到", bid_file);
	if ((why = envelope_read(mem, *fd, e)))
		return ctl_fail(EX_DATAERR, "%s: %s", bid_file, why);
	if (!unwrap(mem, key, len, e->own->jwe, secret))
		return ctl_fail(EX_DATAERR, "这把私钥解不开 %s", bid_file);
	return 0;
}

/* unlock --key K.jwk --bid B.ggzy -- prints the body to POST */
int
unlock(int argc, char **argv)
{
	static const char *key_file, *bid_file;
	static const struct option_of options[] = {
		{ "key", &key_file, NULL, NULL },
		{ "bid", &bid_file, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = ctl_private();
	unsigned char secret[ENVELOPE_KEY];
	struct envelope e;
	int fd, status;

	if (options_read(argc, argv, options) || !key_file || !bid_file)
		return ctl_usage();
	if ((status = own_key(mem, key_file, bid_file, &fd, &e, secret)))
		return status;
	close(fd);
	printf("{\"key\":\"%s\"}\n", hex(mem, secret, sizeof(secret)));
	wipe_bytes(secret, sizeof(secret));
	return 0;
}

static const char *
copy(struct unseal *u, FILE *out, struct bid_sheet *sheet)
{
	const unsigned char *p;
	const char *why;
	size_t n;

	do {
		if ((why = unseal_next(u, &p, &n, sheet)))
			return why;
		if (fwrite(p, 1, n, out) != n)
			return "写不出文件";
	} while (n);
	return fflush(out) ? "写不出文件" : NULL;
}

/* unseal --key K.jwk --bid B.ggzy --out F -- prints the sheet */
int
unseal(int argc, char **argv)
{
	static const char *key_file, *bid_file, *out_file;
	static const struct option_of options[] = {
		{ "key", &key_file, NULL, NULL },
		{ "bid", &bid_file, NULL, NULL },
		{ "out", &out_file, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = ctl_private();
	unsigned char secret[ENVELOPE_KEY];
	struct bid_sheet sheet;
	struct envelope e;
	struct unseal *u;
	struct buf b;
	const char *why;
	FILE *out;
	int fd, status;

	if (options_read(argc, argv, options) || !key_file || !bid_file ||
	    !out_file)
		return ctl_usage();
	if ((status = own_key(mem, key_file, bid_file, &fd, &e, secret)))
		return status;
	u = unseal_begin(mem, fd, &e, secret);
	wipe_bytes(secret, sizeof(secret));
	if (!u)
		return ctl_fail(EX_DATAERR, "密钥与承诺不符");
	if (!(out = fopen(out_file, "wxe")))
		return ctl_fail(EX_CANTCREAT, "%s: 不能新建", out_file);
	why = copy(u, out, &sheet);
	fclose(out);
	close(fd);
	if (why) {
		unlink(out_file);
		return ctl_fail(EX_DATAERR, "%s: %s", bid_file, why);
	}
	buf_init(&b, mem);
	json_record(&b, &bid_sheet_record, &sheet, F_OUT);
	puts(b.at);
	return 0;
}
