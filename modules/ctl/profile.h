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
 *	[ignore]			fields of the source nobody needs
 *	provinceText =
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
	SLOT__MAX
};
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

#define PROFILE_MAX 200 /* lines of a section */

struct profile {
	const char *name;
	const char *source, *title, *time, *url;
	const char *from[SLOT__MAX]; /* fields of the source */
	const char *ignore[PROFILE_MAX];
	struct type_rule type[PROFILE_MAX];
	struct region_rule region[PROFILE_MAX];
	size_t nignore, ntype, nregion;
	struct record record; /* of a row: an array of texts, by slot */
};

/* NULL after a message. */
struct profile *profile_read(struct arena *, const char *name);
/* Our type of notice, or NULL. */
const char *profile_type(const struct profile *, const char *value,
			 const char *title);
/* A region's code, or NONE. */
int64_t profile_region(const struct profile *, const char *value);
/* An instant; NONE if it is not of the profile's form. */
int64_t profile_time(const struct profile *, const char *value);

const char *profile_time_example(struct arena *, const struct profile *);

#endif
