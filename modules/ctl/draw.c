/* ggzyctl draw: a party's commitment and value, and a draw done again. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "draw.h"
#include "file.h"
#include "json.h"

static const char *const party_words[] = { "owner", "centre", "supervision",
					   NULL };

/* What a party keeps between commitment and reveal. */
struct draw_secret {
	const char *trade;
	int64_t draw, party;
	const char *value;
};

/* clang-format off */
static const struct field draw_secret_field[] = {
	TEXT(struct draw_secret, trade, 40, 40, F_BOTH, "统一交易标识码"),
	INT(struct draw_secret, draw, 1, 999, F_BOTH, "抽取次序"),
	ENUM(struct draw_secret, party, party_words, F_BOTH, "方"),
	TEXT(struct draw_secret, value, 64, 64, F_BOTH, "随机数"),
	FIELD_END
};
/* clang-format on */
static const struct record draw_secret_record = { "draw_secret",
						  sizeof(struct draw_secret),
						  draw_secret_field };

/* A new file that only its owner reads; 0 or an exit status. */
static int
keep(const char *path, const struct buf *b)
{
	if (file_new(path, b->at, b->len))
		return 0;
	return ctl_fail(EX_CANTCREAT, "%s: 不能新建：%s", path,
			strerror(errno));
}

/* draw commit --trade CODE --draw N --party P --secret F -- prints the body
 * to POST */
int
draw_commit(int argc, char **argv)
{
	static const char *trade, *no, *party, *file;
	static const struct option_of options[] = {
		{ "trade", &trade, NULL, NULL },
		{ "draw", &no, NULL, NULL },
		{ "party", &party, NULL, NULL },
		{ "secret", &file, NULL, NULL },
		{ .name = NULL }
	};
	unsigned char value[SEED_LEN], digest[SEED_LEN];
	struct arena *mem = arena_new();
	struct draw_secret s = { 0 };
	struct buf b;
	char *end;
	int status;

	if (options_read(argc, argv, options) || !trade || !no || !party ||
	    !file)
		return ctl_usage();
	s.trade = trade;
	s.draw = strtoll(no, &end, 10);
	s.party = word_index(party_words, party);
	if (strlen(trade) != 40 || *end || s.draw < 1 || s.draw > 999 ||
	    s.party < 0)
		return ctl_usage();
	random_bytes(value, sizeof(value));
	s.value = hex(mem, value, sizeof(value));
	draw_commitment(trade, s.draw, party, value, digest);
	buf_init(&b, mem);
	json_record(&b, &draw_secret_record, &s, F_OUT);
	buf_char(&b, '\n');
	if ((status = keep(file, &b)))
		return status;
	printf("{\"digest\":\"%s\"}\n", hex(mem, digest, sizeof(digest)));
	wipe_bytes(value, sizeof(value));
	arena_free(mem);
	return 0;
}

/* draw reveal --secret F -- prints the body to POST */
int
draw_reveal(int argc, char **argv)
{
	static const char *file;
	static const struct option_of options[] = {
		{ "secret", &file, NULL, NULL }, { .name = NULL }
	};
	struct arena *mem = arena_new();
	struct draw_secret s;
	struct buf bad;
	size_t len;
	char *text;

	if (options_read(argc, argv, options) || !file)
		return ctl_usage();
	if (!(text = file_read(mem, file, &len)))
		return EX_NOINPUT;
	buf_init(&bad, mem);
	if (record_read(mem, &draw_secret_record, text, len, &s, &bad))
		return ctl_fail(EX_DATAERR, "%s: 不是抽取随机数 %s", file,
				buf_text(&bad));
	printf("{\"value\":\"%s\"}\n", s.value);
	arena_free(mem);
	return 0;
}
