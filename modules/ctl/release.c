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
	const char *bidder, *commitment;
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
	TEXT(struct wrapped, bidder, 18, 18, F_IN, "投标人统一社会信用代码"),
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

/*
 * A share that does not unwrap, or is not the one the bidder committed to, is
 * reported as such: {"bid":7}; one that is for another trade, bidder or
 * position than the trustee was told: {"bid":7,"foreign":true}.
 */
static void
add(struct arena *mem, struct buf *b, const struct wrapped *w,
    const struct envelope_place *p, const struct suite *s, const char *key)
{
	unsigned char share[ENVELOPE_KEY];
	enum unwrapped how = envelope_unwrap(mem, s, p, key, w->jwe, share);

	json_comma(b);
	buf_char(b, '{');
	json_key(b, "bid");
	json_int(b, w->bid);
	if (how == SECRET_FOREIGN) {
		buf_str(b, ",\"foreign\":true");
		ctl_fail(0,
			 "投标 %lld 的份额是给另一标段、投标人或序位的，"
			 "不释放",
			 (long long)w->bid);
	} else if (how == SECRET_GIVEN &&
		   !strcmp(envelope_commitment(mem, s, p, share),
			   w->commitment)) {
		json_key(b, "share");
		json_text(b, hex(mem, share, sizeof(share)));
	} else {
		ctl_fail(0, "投标 %lld 的份额解不开", (long long)w->bid);
	}
	wipe_bytes(share, sizeof(share));
	buf_char(b, '}');
}

/* release --trade CODE --key K --shares S.json -- prints the body to POST */
int
release(int argc, char **argv)
{
	static const char *trade, *key_file, *shares_file;
	static const struct option_of options[] = {
		{ "trade", &trade, NULL, NULL },
		{ "key", &key_file, NULL, NULL },
		{ "shares", &shares_file, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = ctl_private();
	struct envelope_place place;
	const struct wrapped *w;
	const struct suite *s;
	struct wrapped_list in;
	struct buf bad, out;
	size_t key_len, len, i;
	char *key, *text;

	if (options_read(argc, argv, options) || !trade || !key_file ||
	    !shares_file)
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
	if (strcmp(in.trade, trade))
		return ctl_fail(EX_DATAERR, "%s: 份额清单是另一个标段的：%s",
				shares_file, in.trade);
	buf_init(&out, mem);
	buf_str(&out, "{\"shares\":[");
	for (w = in.shares.at, i = 0; i < in.shares.n; i++) {
		place =
		    (struct envelope_place){ trade, w[i].bidder, in.position };
		add(mem, &out, &w[i], &place, s, key);
	}
	buf_str(&out, "]}");
	puts(out.at);
	return 0;
}

/*
 * Opens a bid for `trade` (NULL: whatever it says) with the bidder's own copy
 * of its key; 0 or an exit status.
 */
static int
own_key(struct arena *mem, const char *trade, const char *key_file,
	const char *bid_file, int *fd, struct envelope *e,
	unsigned char secret[ENVELOPE_KEY])
{
	struct envelope_place p;
	enum unwrapped how;
	const char *why;
	size_t len;
	char *key;

	if (!(key = person_key_read(mem, key_file, &len)))
		return EX_NOINPUT;
	if ((*fd = open(bid_file, O_RDONLY | O_CLOEXEC)) < 0)
		return ctl_fail(EX_NOINPUT, "%s: 读不到", bid_file);
	if ((why = envelope_read(mem, *fd, e)))
		return ctl_fail(EX_DATAERR, "%s: %s", bid_file, why);
	if (trade && strcmp(e->trade, trade))
		return ctl_fail(EX_DATAERR, "%s: 是另一个标段的：%s", bid_file,
				e->trade);
	p = envelope_place(e, OWN_KEY);
	how = envelope_unwrap(mem, e->algorithms, &p, key, e->own->jwe, secret);
	if (how == SECRET_FOREIGN)
		return ctl_fail(EX_DATAERR,
				"%s: 其中的密钥是另一标段或投标人的", bid_file);
	if (how != SECRET_GIVEN)
		return ctl_fail(EX_DATAERR, "这把私钥解不开 %s", bid_file);
	return 0;
}

/* unlock --trade CODE --key K.jwk --bid B.ggzy -- prints the body to POST */
int
unlock(int argc, char **argv)
{
	static const char *trade, *key_file, *bid_file;
	static const struct option_of options[] = {
		{ "trade", &trade, NULL, NULL },
		{ "key", &key_file, NULL, NULL },
		{ "bid", &bid_file, NULL, NULL },
		{ .name = NULL }
	};
	struct arena *mem = ctl_private();
	unsigned char secret[ENVELOPE_KEY];
	struct envelope e;
	int fd, status;

	if (options_read(argc, argv, options) || !trade || !key_file ||
	    !bid_file)
		return ctl_usage();
	if ((status = own_key(mem, trade, key_file, bid_file, &fd, &e, secret)))
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
	if ((status = own_key(mem, NULL, key_file, bid_file, &fd, &e, secret)))
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
