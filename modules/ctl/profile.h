#ifndef PROFILE_H
#define PROFILE_H
#include "arena.h"
#include "field.h"

/* clang-format off */
/*
 * How the rows of a source become notices: db/reference/profiles/NAME.ini.
 *
 *	source = national		name of the source, part of the key
 *	name = 全国公共资源交易平台	shown with the notice
 *	time = %Y-%m-%d %H:%M		form of times, China's; empty: RFC 3339
 *	url = https://www.ggzy.gov.cn	before every `url`
 *	[field]				field of a notice = field of the source
 *	title = bodyTitle
 *	[type]				value of `type` [words in the title] = our type
 *	0104 候选人 = GC09
 *	0104 = GC10
 *	[region]			value of `region` = code, where it is none
 *	[fact]				a fact of the notice = field of the source,
 *					form, unit, types that must have it
 *	起始价 = 起始价, positive, 万元, TD01
 *	用途 = 用途, one 居住|工业,, *
 *	[ignore]			fields of the source nobody needs
 *	provinceText =
 *
 * Forms of facts: text, number, decimal, positive, time, one A|B|C.  They make
 * the text of the notice as well; what `body` brings stands behind them.
 * Regions that [region] does not name are codes or names of our own.
 *
 * Lines beginning with # are remarks.  The first line that fits counts.
 */
/* clang-format on */

/* Fields of a notice that a source may bring. */
enum slot {
	SLOT_ID,
	SLOT_TITLE,
	SLOT_BODY,
	SLOT_PUBLISH,
	SLOT_TYPE,
	SLOT_REGION,
	SLOT_PLACE,
	SLOT_PROJECT,
	SLOT_OWNER,
	SLOT_DUE,
	SLOT_FACTS,
	SLOT_URL,
	SLOT__MAX, /* what is ignored */
	SLOT_FACT, /* the first fact */
};
#define PROFILE_FACTS 60
#define FACT_CHARACTERS 4000 /* of one */
#define SLOTS (SLOT_FACT + PROFILE_FACTS)
struct slot_rule {
	const char *name;
	int64_t min, max; /* characters; 0: may be absent */
	enum kind kind;
};
extern const struct slot_rule slot_rules[SLOT__MAX];

struct type_rule {
	const char *value, *word, *type;
};
struct region_rule {
	const char *value;
	int64_t code;
};

enum fact_form {
	FACT_TEXT,
	FACT_NUMBER,
	FACT_DECIMAL,
	FACT_POSITIVE,
	FACT_TIME,
	FACT_ONE
};
struct fact_rule {
	const char *label, *from, *unit;
	enum fact_form form;
	const char *words; /* of FACT_ONE */
	const char *types; /* that must have it; "*": all */
};

#define PROFILE_MAX 200 /* lines of a section */

struct profile {
	const char *name;
	const char *source, *title, *time, *url;
	const char *from[SLOT__MAX]; /* fields of the source */
	const char *ignore[PROFILE_MAX];
	struct type_rule type[PROFILE_MAX];
	struct region_rule region[PROFILE_MAX];
	struct fact_rule fact[PROFILE_FACTS];
	size_t nignore, ntype, nregion, nfact;
	struct record record; /* of a row: an array of texts, by slot */
};

/* NULL after a message. */
struct profile *profile_read(struct arena *, const char *name);
/* Must every row bring it? */
bool profile_needs(const struct profile *, int slot);
/* A line of [fact]; value is cut up.  False if it is none. */
bool fact_read(struct fact_rule *, const char *label, char *value);
/* Our type of notice, or NULL. */
const char *profile_type(const struct profile *, const char *value,
			 const char *title);
/* A region's code, or NONE. */
int64_t profile_region(const struct profile *, const char *value);
/* An instant; NONE if it is not of the profile's form. */
int64_t profile_time(const struct profile *, const char *value);

const char *profile_time_example(struct arena *, const struct profile *);

#endif
