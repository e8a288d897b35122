/* Identifiers: known vectors, then every single slip of the pen. */
#include "ids.h"
#include "tap.h"

#define CAPITALS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool
vector_holds(const char *kind, const char *in, const char *want)
{
	if (!strcmp(kind, "mod37-2"))
		return mod37_2(in, strlen(in)) == want[0];
	if (!strncmp(kind, "uscc-", 5))
		return credit_code_ok(in) == !strncmp(kind + 5, "valid", 5);
	if (!strncmp(kind, "id18-", 5))
		return resident_id_ok(in) == !strncmp(kind + 5, "valid", 5);
	return !strcmp(kind, "deal-code") && deal_code_ok(in);
}

static void
vectors(void)
{
	FILE *f = fopen(data_path("vectors.csv"), "r");
	char line[200], kind[40], in[60], want[60];
	int n = 0, bad = 0;

	if (!f || !fgets(line, sizeof(line), f)) {
		ok(false, "tests/data/vectors.csv can be read");
		exit(1);
	}
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%39[^,],%59[^,],%59[^\n]", kind, in, want) ==
			3 &&
		    vector_holds(kind, in, want)) {
			n++;
			continue;
		}
		diag("%s", line);
		bad++;
	}
	fclose(f);
	ok(n >= 25 && !bad, "%d known vectors hold", n);
}

/* How many texts one character away from a good one are taken as good. */
static int
slips(const char *good, const char *(*why)(const char *))
{
	char s[64];
	size_t i, n = strlen(good);
	const char *c;
	int taken = 0;

	memcpy(s, good, n + 1);
	for (i = 0; i < n; i++) {
		for (c = CAPITALS "*-azx IO\x80"; *c; c++) {
			s[i] = *c;
			if (*c != good[i])
				taken += !why(s);
		}
		s[i] = good[i];
	}
	for (i = 0; i <= n; i++) { /* cut short, then one too long */
		s[i] = '\0';
		taken += i < n && !why(s);
		s[i] = good[i];
	}
	s[n] = '0';
	s[n + 1] = '\0';
	return taken + !why(s);
}

static void
made_codes(void)
{
	static const char org[] = "12540000000000027J";
	char out[DEAL_CODE + 1];
	int64_t i, bad = 0;

	ok(deal_code_make(out, "A01", org, 20260315, 1), "a deal code is made");
	is(out, "A01-12540000000000027J-20260315-000001-O", "as the vector");
	for (i = 1; i <= 999999; i += 37)
		bad += !deal_code_make(out, "G99", org, 20240229, i) ||
		       !deal_code_ok(out);
	ok(bad == 0, "what is made is good");
	ok(!deal_code_make(out, "A1", org, 20260315, 1) && !*out &&
	       !deal_code_make(out, "a01", org, 20260315, 1) &&
	       !deal_code_make(out, "A01", "12540000000000027K", 20260315, 1) &&
	       !deal_code_make(out, "A01", org, 20260229, 1) &&
	       !deal_code_make(out, "A01", org, 0, 1) &&
	       !deal_code_make(out, "A01", org, -20260301, 1) &&
	       !deal_code_make(out, "A01", org, INT64_MAX, 1) &&
	       !deal_code_make(out, "A01", org, 20260315, 0) &&
	       !deal_code_make(out, "A01", org, 20260315, 1000000) &&
	       !deal_code_make(out, NULL, NULL, 20260315, 1),
	   "bad parts make no deal code");
}

static void
chain(void)
{
	char a[SECTION_CODE + 1], b[SECTION_CODE + 1];

	ok(project_code_make(a, "S1407003401", 15434), "platform to project");
	is(a, "S1407003401015434", "17 characters");
	ok(project_code_make(b, a, 1), "project to tender project");
	is(b, "S1407003401015434001", "20 characters, as seen in Naqu");
	ok(project_code_make(a, b, 1), "tender project to section");
	is(a, "S1407003401015434001001", "23 characters");
	ok(!project_code_make(b, a, 1), "below a section there is nothing");
	ok(!project_code_make(b, "S1407003401", 1000000) &&
	       !project_code_make(b, "S1407003401015434", 1000) &&
	       !project_code_make(b, "S1407003401015434", 0) &&
	       !project_code_make(b, "S140700340101543", 1) &&
	       !project_code_make(b, "s1407003401", 1) &&
	       !project_code_make(b, "", 1) && !project_code_make(b, NULL, 1),
	   "bad parts make no code");
	ok(project_code_ok("A1504012026031001001001", SECTION_CODE) &&
	       !project_code_ok("GC530100202600193001001", SECTION_CODE) &&
	       !project_code_ok("A1504012026031001001001", TENDER_CODE) &&
	       !project_code_ok("A15", 3),
	   "the form is judged by its length");
}

int
main(void)
{
	plan(27);
	vectors();
	ok(slips("91350000MA347WHE48", credit_code_bad) == 0,
	   "no slip in a credit code passes");
	ok(slips("11010519491231002X", resident_id_bad) == 0,
	   "no slip in a resident id passes");
	ok(slips("A01-12540000000000027J-20260315-000001-O", deal_code_bad) ==
	       0,
	   "no slip in a deal code passes");

	is(credit_code_bad("91540100MAYYTT015U"), "统一社会信用代码校验码不符",
	   "the outer check is named");
	is(credit_code_bad("9135000AMA347WHE48"),
	   "统一社会信用代码第3至8位应为数字",
	   "letters in the region are named");
	is(credit_code_bad("91540100MAYYTT016X"),
	   "统一社会信用代码中的组织机构代码校验码不符",
	   "the inner check is named");
	ok(credit_code_bad(NULL) && credit_code_bad(""),
	   "nothing is no credit code");
	ok(resident_id_ok("542421197802290013") == false &&
	       !strcmp(resident_id_bad("542421197802290013"),
		       "公民身份号码中的出生日期不存在"),
	   "29 February 1978 is nobody's birthday");
	ok(!resident_id_ok("110105179912310028") &&
	       !resident_id_ok("11010519491231002x") && !resident_id_ok(NULL),
	   "too old, a small x and nothing are refused");
	ok(mod37_2("a", 1) == '\0' && mod37_2("", 0) == '1',
	   "the check character is for capitals and digits");
	is(deal_code_bad("A01-12540000000000027J-20260230-000001-O"),
	   "统一交易标识码中的日期不存在", "a date that is none is named");
	is(deal_code_bad("A01-12540000000000027J-20260315-000001-P"),
	   "统一交易标识码校验码不符", "the check is named");
	ok(!deal_code_ok(NULL) && !project_code_ok(NULL, PROJECT_CODE),
	   "nothing is no code");
	made_codes();
	chain();
	return tap_bad != 0;
}
