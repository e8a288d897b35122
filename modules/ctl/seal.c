/* ggzyctl seal: the bidder's end of a sealed bid.  Needs no network. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "body.h"
#include "crypt.h"
#include "crypt_cert.h"
#include "ctl.h"
#include "ids.h"
#include "jose.h"
#include "unseal.h"

/* What GET /trades/:id/trustees answers. */
struct holder {
	int64_t position;
	const char *side, *name, *thumbprint, *jwk, *released_at;
	const char *certificate; /* SHA-256, or NULL: a bare key */
	struct list chain;       /* of text */
};
struct holders {
	const char *trade, *deadline, *suite, *opening_rule;
	int64_t threshold;
	struct list trustees; /* struct holder */
};

/* clang-format off */
static const struct field holder_field[] = {
	INT(struct holder, position, 1, ENVELOPE_TRUSTEES, F_IN, "序位"),
	TEXT(struct holder, side, 1, 40, F_IN | F_OPT, "方"),
	TEXT(struct holder, name, 1, 60, F_IN | F_OPT, "姓名"),
	TEXT(struct holder, thumbprint, 43, 43, F_IN, "公钥指纹"),
	{ "jwk", K_RAW, offsetof(struct holder, jwk), 0, 0, F_IN, NULL, "公钥" },
	TEXT(struct holder, certificate, 64, 64, F_IN | F_OPT, "加密证书"),
	TEXTS(struct holder, chain, 1, 4 * CERT_DER_MAX / 3 + 4, F_IN | F_OPT, "证书链"),
	TEXT(struct holder, released_at, 0, 40, F_IN | F_OPT, "释放时间"),
	FIELD_END
};
static const struct record holder_record = {
	"holder", sizeof(struct holder), holder_field
};
static const struct field holders_field[] = {
	TEXT(struct holders, trade, 40, 40, F_IN, "统一交易标识码"),
	TEXT(struct holders, deadline, 0, 40, F_IN | F_OPT, "投标截止"),
	TEXT(struct holders, suite, 1, 40, F_IN | F_OPT, "算法套件"),
	TEXT(struct holders, opening_rule, 0, 20, F_IN | F_OPT, "由谁解密"),
	INT(struct holders, threshold, 1, ENVELOPE_TRUSTEES, F_IN, "所需人数"),
	LIST(struct holders, trustees, &holder_record, 1, ENVELOPE_TRUSTEES, F_IN, "受托人"),
	FIELD_END
};
static const struct record holders_record = {
	"holders", sizeof(struct holders), holders_field
};
/* clang-format on */

/* The options of a seal. */
struct wanted {
	const char *trustees, *trade, *bidder, *key, *sheet, *file, *out;
	struct words members;
	const struct suite *suite; /* of the trustees' keys */
};

/* Where a certificate is named, the key is its own. */
static bool
is_certified(struct arena *mem, const struct holder *h, const char *thumb)
{
	const char *const *chain = h->chain.at;
	struct jwk_key k;
	struct der leaf;
	size_t len;
	char *jwk;

	if (!h->certificate)
		return true;
	if (!h->chain.n || !(leaf.at = unbase64(mem, chain[0], &len)))
		return false;
	leaf.len = len;
	if (strcmp(hex_sha256(mem, leaf.at, len), h->certificate) ||
	    !cert_public(leaf, &k))
		return false;
	jwk = jwk_print(mem, &k);
	return !strcmp(jwk_thumbprint(mem, jwk, strlen(jwk)), thumb);
}

static int
read_trustees(struct arena *mem, struct wanted *w, struct envelope_plan *plan)
{
	const char *path = w->trustees;
	const struct suite *s;
	struct envelope_trustee *t;
	const struct holder *h;
	struct holders in;
	struct buf bad;
	size_t i, len;
	char *text, *thumb;

	if (!(text = file_read(mem, path, &len)))
		return EX_NOINPUT;
	buf_init(&bad, mem);
	if (record_read(mem, &holders_record, text, len, &in, &bad))
		return ctl_fail(EX_DATAERR, "%s: 不是受托人清单 %s", path,
				buf_text(&bad));
	h = in.trustees.at;
	t = arena_alloc(mem, in.trustees.n * sizeof(*t));
	for (i = 0; i < in.trustees.n; i++) {
		thumb = jwk_thumbprint(mem, h[i].jwk, strlen(h[i].jwk));
		if (!thumb || strcmp(thumb, h[i].thumbprint))
			return ctl_fail(EX_DATAERR,
					"%s: 第 %zu 位受托人的公钥与指纹不符",
					path, i + 1);
		if (!is_certified(mem, &h[i], thumb))
			return ctl_fail(EX_DATAERR,
					"%s: 第 %zu 位受托人的公钥不是所列加密"
					"证书的",
					path, i + 1);
		t[i].position = h[i].position;
		t[i].jwk = h[i].jwk;
		s = jwk_suite(h[i].jwk, strlen(h[i].jwk));
		if (i && s != w->suite)
			return ctl_fail(EX_DATAERR,
					"%s: 受托人的公钥不是同一套件的", path);
		w->suite = s;
	}
	if (in.suite && strcmp(in.suite, w->suite->name))
		return ctl_fail(EX_DATAERR, "%s: 清单写的套件与公钥不符", path);
	plan->trade = in.trade;
	plan->threshold = in.threshold;
	plan->trustees = (struct list){ in.trustees.n, t };
	return 0;
}

/* A sheet the platform would refuse at the opening is refused here. */
static int
read_sheet(struct arena *mem, const char *path, struct envelope_plan *plan)
{
	struct bid_sheet sheet;
	const char *why;
	size_t len;
	char *text;

	if (!(text = file_read(mem, path, &len)))
		return EX_NOINPUT;
	if (len > SHEET_MAX)
		return ctl_fail(EX_DATAERR, "%s: 开标一览表过长", path);
	if ((why = bid_sheet_read(mem, text, len, &sheet)))
		return ctl_fail(EX_DATAERR, "%s: %s", path, why);
	plan->sheet = text;
	return 0;
}

static int
make_plan(struct arena *mem, struct wanted *w, struct envelope_plan *plan)
{
	const char *bad = credit_code_bad(w->bidder);
	size_t len;
	char *text;
	int status;

	if (bad)
		return ctl_fail(EX_USAGE, "--bidder: %s", bad);
	plan->bidder = w->bidder;
	plan->members.n = w->members.n;
	plan->members.at =
	    arena_copy(mem, w->members.at, w->members.n * sizeof(char *));
	if ((status = read_trustees(mem, w, plan)) ||
	    (status = read_sheet(mem, w->sheet, plan)))
		return status;
	if (w->trade && strcmp(w->trade, plan->trade))
		return ctl_fail(EX_USAGE, "受托人清单是另一个标段的：%s",
				plan->trade);
	if (!(text = person_key_read(mem, w->key, &len)))
		return EX_NOINPUT;
	if (!(plan->own = jwk_public(mem, text, len)))
		return ctl_fail(EX_DATAERR, "%s: 不是 P-256 或 SM2 密钥",
				w->key);
	if (jwk_suite(text, len) != w->suite)
		return ctl_fail(EX_DATAERR,
				"%s: 受托人用的是 %s 套件，请用 ggzyctl key "
				"new --suite %s 另生成一把密钥",
				w->key, w->suite->word, w->suite->word);
	return 0;
}

static int
write_out(struct arena *mem, const struct wanted *w,
	  const struct envelope_plan *plan)
{
	int in = open(w->file, O_RDONLY | O_CLOEXEC), out;
	const char *why;

	if (in < 0)
		return ctl_fail(EX_NOINPUT, "%s: %s", w->file, strerror(errno));
	out = open(w->out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (out < 0)
		return ctl_fail(EX_CANTCREAT, "%s: %s", w->out,
				strerror(errno));
	why = envelope_seal(mem, plan, in, out);
	if (!why && (fsync(out) || close(out)))
		why = "写不出加密文件";
	close(in);
	if (!why)
		return 0;
	unlink(w->out);
	return ctl_fail(EX_DATAERR, "%s: %s", w->file, why);
}

/* seal --trustees T.json --bidder C18 --key K.jwk --sheet S.json --file F
 * --out O [--trade CODE] [--member C18]... */
int
seal(int argc, char **argv)
{
	static struct wanted w;
	static const struct option_of options[] = {
		{ "trustees", &w.trustees, NULL, NULL },
		{ "trade", &w.trade, NULL, NULL },
		{ "bidder", &w.bidder, NULL, NULL },
		{ "member", NULL, NULL, &w.members },
		{ "key", &w.key, NULL, NULL },
		{ "sheet", &w.sheet, NULL, NULL },
		{ "file", &w.file, NULL, NULL },
		{ "out", &w.out, NULL, NULL },
		{ .name = NULL }
	};
	struct envelope_plan plan = { .threshold = 0 };
	struct arena *mem = ctl_private();
	int status;

	if (options_read(argc, argv, options) || !w.trustees || !w.bidder ||
	    !w.key || !w.sheet || !w.file || !w.out)
		return ctl_usage();
	if ((status = make_plan(mem, &w, &plan)) ||
	    (status = write_out(mem, &w, &plan)))
		return status;
	printf("%s\n", w.out);
	return 0;
}
