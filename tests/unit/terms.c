/* Folding, terms and questions. */
#include "fold.h"
#include "tap.h"
#include "terms.h"

/* All at once: distinct and sorted in out.  How many, or -1. */
static ptrdiff_t
terms_of_text(const char *s, size_t len, uint32_t *out, size_t cap)
{
	struct terms t = { .g = out, .cap = cap };

	if (!terms_add_text(&t, s, len))
		return -1;
	return (ptrdiff_t)terms_sort(&t);
}

/* Folded text as UTF-8; NULL if it is broken. */
static const char *
folded(const char *s)
{
	static char out[2][4000];
	static int turn;
	char *to = out[turn = !turn];
	struct fold f;
	uint32_t c;
	size_t n = 0;

	fold_init(&f, s, strlen(s));
	while ((c = fold_next(&f)) && n + 4 < sizeof(out[0]))
		n += utf8_write(to + n, c);
	to[n] = '\0';
	return f.broken ? NULL : to;
}

static void
folding(void)
{
	static const struct {
		const char *in, *out, *what;
	} t[] = {
		{ "", "", "nothing" },
		{ "公开招标公告", "公开招标公告", "Chinese" },
		{ "ＡＢＣ－１２３　ｘ", "abc 123 x", "full-width forms" },
		{ " ,, a  b！？c。", "a b c", "runs of separators" },
		{ "《工程》（一标段）：", "工程 一标段",
		  "Chinese punctuation" },
		{ "二〇二六 々", "二〇二六 々", "the circle zero is a digit" },
		{ "ÀÉÖØÞß×÷ÿ", "àéöøþß ÿ", "Latin-1" },
		{ "ŁódŹ İĸŸ", "łódź iĸÿ", "Latin Extended-A" },
		{ "ΑΒΓΩ Άς", "αβγω άσ", "Greek" },
		{ "ЁЖЯ Ӏӂ Ѡ", "ёжя ӏӂ ѡ", "Cyrillic" },
		{ "120㎡ 5㎜ m² ₂⁵", "120m2 5mm m2 25", "units, superscripts" },
		{ "第Ⅱ标段 ⅷ", "第ii标段 viii", "Roman numerals" },
		{ "招\u200b标\ufeff so\u00adft", "招标 soft", "unseen" },
		{ "a\tb\nc\x7f\xc2\x85"
		  "d",
		  "a b c d", "control characters" },
		{ "བོད་ལྗོངས། རྒྱ༌", "བོད་ལྗོངས རྒྱ་", "Tibetan" },
		{ "①②℃№", "①②℃№", "letter-like signs stay" },
		{ "¥￥€→■□√", "", "symbols" },
		{ "𠮷野家 𝄞", "𠮷野家 𝄞", "beyond the basic plane" },
		{ "ﾃｽﾄ・テスト", "ﾃｽﾄ テスト", "Japanese as it is" },
		{ "\uffff\ufffd x", "x", "no characters" },
	};
	char one[5];
	size_t i, n, bad = 0;
	uint32_t c, back;

	for (i = 0; i < sizeof(t) / sizeof(*t); i++)
		is(folded(t[i].in), t[i].out, t[i].what);

	for (c = 1; c <= 0x10ffff; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		n = utf8_write(one, c);
		one[n] = '\0';
		bad += utf8_read(one, n, &back) != n || back != c ||
		       utf8_read(one, n - 1, &back) != 0;
		bad += strcmp(folded(folded(one)), folded(one)) != 0;
	}
	ok(bad == 0, "every character is read back, and folds once for all");
}

static bool
is_utf8(const char *s, size_t n)
{
	uint32_t c;
	size_t len;

	for (; n; s += len, n -= len)
		if (!(len = utf8_read(s, n, &c)))
			return false;
	return true;
}

static void
broken(void)
{
	static const char *const t[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xe0\x9f\xbf",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xc3",
		"\xe4\xb8",
		"\xf0\x9f\x98",
		"\xc3(",
		"\xe4(\xad",
		"ok \xe4\xb8\x2d",
	};
	uint32_t out[100];
	struct query q;
	size_t i, bad = 0;

	for (i = 0; i < sizeof(t) / sizeof(*t); i++)
		bad += is_utf8(t[i], strlen(t[i])) || folded(t[i]) ||
		       terms_of_text(t[i], strlen(t[i]), out, 100) != -1 ||
		       query_parse(t[i], &q) != QUERY_UTF8;
	ok(bad == 0, "what is not UTF-8 is refused everywhere");
	ok(is_utf8("a\xc2\x80\xef\xbf\xbf\xf4\x8f\xbf\xbf", 10) &&
	       is_utf8("", 0),
	   "what is, is not");
}

/* Are the terms of a text these? */
static bool
has_terms(const char *s, const uint32_t *want, ptrdiff_t n)
{
	uint32_t out[100];
	ptrdiff_t i, got = terms_of_text(s, strlen(s), out, 100);

	for (i = 0; i < got && got != n; i++)
		diag("%08x", out[i]);
	return got == n && (!n || !memcmp(out, want, (size_t)n * sizeof(*out)));
}

static int
ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

#define TERMS(...)                                                             \
	(const uint32_t[]){ __VA_ARGS__ },                                     \
	    sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t)

static void
terms(void)
{
	static uint32_t all[200000], few[200000];
	static char text[60000];
	struct terms t = { .g = all, .cap = 200000 };
	ptrdiff_t n;
	size_t i, len = 0;
	uint32_t c = 12345;

	ok(has_terms("水利", TERMS(0x52290000, 0x6c340000, 0x6c345229)),
	   "two characters: two unigrams, one bigram");
	ok(has_terms("A b", TERMS('a' << 16, 'b' << 16)),
	   "no bigram reaches over a separator");
	ok(has_terms("水水水", TERMS(0x6c340000, 0x6c346c34)),
	   "doubles count once");
	ok(has_terms("，。！ ", NULL, 0), "punctuation has no terms");
	ok(has_terms("ཀ་ཁ",
		     TERMS(0x0f0b0f41, 0x0f400000, 0x0f400f0b, 0x0f410000)),
	   "the tsheg joins syllables and stands for nothing");
	ok(has_terms("𠮷", TERMS((0xe000u + 0x20bb7 % 6400) << 16)),
	   "beyond the basic plane there is a stand-in");

	while (len < sizeof(text) - 8) { /* much variety */
		c = c * 1103515245 + 12345;
		len += utf8_write(text + len, 0x4e00 + (c >> 16) % 2000);
	}
	ok(terms_add_text(&t, text, len) && t.n < TERMS_CAP(len),
	   "the advertised room is enough");
	n = (ptrdiff_t)terms_sort(&t);
	for (i = 1; i < t.n && all[i - 1] < all[i]; i++)
		continue;
	ok(i == t.n, "terms are sorted and distinct (%td)", n);
	ok(terms_of_text(text, len, few, (size_t)n) == n &&
	       !memcmp(few, all, (size_t)n * sizeof(*all)),
	   "they fit into exactly their number");
	ok(terms_of_text(text, len, few, (size_t)n - 1) == -1,
	   "and into no less");
	ok(terms_of_text("", 0, few, 0) == 0, "nothing fits into nothing");
}

static void
facets(void)
{
	uint32_t r[3];

	ok(term_domain(2) == 0xd8000002u && term_type(17) == 0xd8010011u,
	   "domain and notice type");
	ok(term_region(540102) == (0xd818u << 16 | (540102 & 0xffff)) &&
	       term_region(110000) == (0xd811u << 16 | (110000 & 0xffff)),
	   "region");
	ok(terms_of_region(540102, r) == 3 && r[0] == term_region(540102) &&
	       r[1] == term_region(540100) && r[2] == term_region(540000),
	   "a county is in its city and province");
	ok(terms_of_region(542500, r) == 2 && r[1] == term_region(540000),
	   "a prefecture in its province");
	ok(terms_of_region(540000, r) == 1, "a province in itself");
	ok(posting_pos(1773655200123, 7) == (INT64_C(1773655200) << 28 | 7) &&
	       posting_pos(1773655201000, 1) >
		   posting_pos(1773655200999, 0xfffffff),
	   "a later second is always higher");
}

/* The words of a question, in brackets those that need no second look. */
static const char *
words(const char *s)
{
	static char out[3000];
	struct query q;
	enum query_err e = query_parse(s, &q);
	size_t i, n = 0;

	if (e)
		return query_err_text(e);
	for (i = 0; i < q.n; i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n,
				      q.word[i].exact ? "[%s]" : "(%s)",
				      q.word[i].text);
	return out;
}

static void
questions(void)
{
	char at_most[3 * WORD_MAX + 4] = "";
	struct query q;
	uint32_t all[QUERY_WORDS * WORD_MAX];
	int i;

	is(words("水利 工程"), "[水利][工程]", "two words");
	is(words("　水利，工程。"), "[水利][工程]", "with Chinese punctuation");
	is(words("水利、水利 水利"), "[水利]", "asked thrice, once");
	is(words("桥"), "[桥]", "one character");
	is(words("采矿权"), "(采矿权)", "three characters want a second look");
	is(words("，。！？ ---"), "请输入要搜索的文字", "punctuation only");
	is(words(""), "请输入要搜索的文字", "nothing");
	is(words("ＥＰＣ　Ａ３"), "(epc)[a3]", "full-width forms");
	is(words("Lhasa Bridge"), "(lhasa)(bridge)", "English");
	is(words("EPC总承包 C语言"), "(epc总承包)(c语言)", "mixed");
	is(words("2503-411481-04 GB/T 24,959.00"),
	   "(2503 411481 04)(gb t)(24 959 00)", "codes and numbers hold");
	is(words("２０２６－０３"), "(2026 03)", "full-width codes too");
	is(words("road,bridge a - b -c d-"), "(road)(bridge)[a][b][c][d]",
	   "other separators separate");
	is(words("2026年03月-项目"), "(2026年03月)[项目]",
	   "a hyphen holds nothing but ASCII");
	is(words("་བོད་ལྗོངས་ །"), "(བོད་ལྗོངས)", "a tsheg at the ends is dropped");
	is(words("་ ་་"), "请输入要搜索的文字", "tshegs only");
	is(words("𠮷"), "(𠮷)", "a stand-in wants a second look");
	is(words("一 二 三 四 五 六 七 八"), "[一][二][三][四][五][六][七][八]",
	   "eight words");
	is(words("一 二 三 四 五 六 七 八 九"), "搜索词太多，最多8个",
	   "not nine");
	for (i = 0; i < WORD_MAX; i++)
		memcpy(at_most + 3 * i, "长", 4);
	ok(query_parse(at_most, &q) == QUERY_OK && q.word[0].terms == 1 &&
	       q.word[0].len == WORD_MAX,
	   "a long word");
	memcpy(at_most + 3 * i, "长", 4);
	is(words(at_most), "搜索词太长，每个最多64个字", "not a longer one");

	ok(query_parse("水利 水工 gb/t", &q) == QUERY_OK &&
	       q.word[0].terms == 1 && q.word[0].term[0] == 0x6c345229 &&
	       q.word[2].terms == 2 && q.word[2].term[0] == ('g' << 16 | 'b') &&
	       q.word[2].term[1] == 't' << 16,
	   "the terms of words");
	ok(query_terms(&q, all) == 4 && all[0] < all[1] && all[2] < all[3],
	   "the terms of all");
}

static bool
finds(const char *text, const char *question)
{
	struct query q;
	size_t i;

	if (query_parse(question, &q))
		return false;
	for (i = 0; i < q.n; i++)
		if (!text_has_word(text, strlen(text), &q.word[i]))
			return false;
	return true;
}

/*
 * A question about any piece of a text finds it, and all its terms are among
 * those of the text: postings never lose a match.
 */
static void
pieces(void)
{
	static const char text[] =
	    "永城市Ｃ区小学建设项目（EPC）第Ⅱ标段，项目代码："
	    "2503-411481-04-01-225421；建筑面积120㎡，𠮷野家𠮷野家。"
	    "བོད་ལྗོངས་ལྷ་ས། 总价24,959,500.00元 No.7 ababac";
	uint32_t have[1000], all[QUERY_WORDS * WORD_MAX], c;
	ptrdiff_t n = terms_of_text(text, strlen(text), have, 1000);
	size_t at, len, i, k, asked = 0, lost = 0, missing = 0, chars;
	char piece[200];
	struct query q;

	for (at = 0; at < sizeof(text) - 1; at++) {
		if ((text[at] & 0xc0) == 0x80)
			continue;
		for (len = chars = 0; chars < 12 && at + len < sizeof(text) - 1;
		     chars++) {
			len += utf8_read(text + at + len, 4, &c);
			memcpy(piece, text + at, len);
			piece[len] = '\0';
			if (query_parse(piece, &q))
				continue;
			asked++;
			lost += !finds(text, piece);
			k = query_terms(&q, all);
			for (i = 0; i < k; i++)
				missing += !bsearch(&all[i], have, (size_t)n,
						    sizeof(*have), ascending);
		}
	}
	ok(asked > 1000 && lost == 0, "%zu pieces of a text find it", asked);
	ok(missing == 0, "and their terms are its terms");
}

static void
verification(void)
{
	char long_text[5000];

	ok(finds("西藏自治区水利工程招标", "水利工程") &&
	       !finds("水利建设工程", "水利工程"),
	   "all characters next to each other");
	ok(finds("GB T 50500", "gb/t") && finds("GB/T", "ＧＢ－Ｔ") &&
	       !finds("GBT", "gb/t"),
	   "parts of a code with any separators between");
	ok(finds("aabaabaaab", "aabaaab") && !finds("aabaabaab", "aabaaab"),
	   "words that repeat themselves");
	ok(!finds("水", "水利") && !finds("", "水"), "text too short");
	ok(!finds("𠮷", "𠮸") && finds("a𠮸", "𠮸"),
	   "stand-ins are told apart");
	ok(!finds("水\xff利工程", "利工"), "broken text ends where it breaks");
	memset(long_text, 'a', sizeof(long_text));
	memcpy(long_text + sizeof(long_text) - 5, "bcde", 5);
	ok(finds(long_text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaabcde"),
	   "at the end of a long text");
}

int
main(void)
{
	plan(72);
	folding();
	broken();
	terms();
	facets();
	questions();
	pieces();
	verification();
	return tap_bad != 0;
}
