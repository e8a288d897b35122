/* A row of texts as a notice, or what is wrong with it. */
#include "ctl.h"
#include "ctl_rows.h"
#include "import.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

static const char *
name_of(const struct import *im, enum slot k)
{
	return im->profile->from[k];
}

static enum err
type_check(struct req *r, struct import *im, struct imported *n)
{
	const char *value = n->slot[SLOT_TYPE];
	struct type_line line;
	enum err e;

	n->type = profile_type(im->profile, value, n->slot[SLOT_TITLE]);
	if (!n->type) {
		import_complain(im, name_of(im, SLOT_TYPE),
				arena_printf(r->mem, "没有与 %s 对应的公告类型",
					     value));
		return OK;
	}
	e = db_one(r->db, r->mem, SQL_NOTICE_TYPE_GET, ARGS(STR(n->type)),
		   &line);
	if (e == E_NOTFOUND) {
		import_complain(im, name_of(im, SLOT_TYPE),
				arena_printf(r->mem,
					     "公告类型 %s 不在基础数据里",
					     n->type));
		return OK;
	}
	n->class = line.class;
	n->domain = line.domain;
	n->stage = line.national_stage;
	return e;
}

static enum err
region_check(struct req *r, struct import *im, struct imported *n)
{
	struct number known;
	size_t i;
	enum err e;

	n->region = profile_region(im->profile, n->slot[SLOT_REGION]);
	if (n->region == NONE) {
		e = db_one(r->db, r->mem, SQL_REGION_NAMED,
			   ARGS(STR(n->slot[SLOT_REGION])), &known);
		if (e && e != E_NOTFOUND)
			return e;
		if (!e)
			n->region = known.n;
	}
	for (i = 0; i < im->regions; i++)
		if (im->region[i].region == n->region)
			break;
	if (i == im->regions) {
		i %= sizeof(im->region) / sizeof(*im->region);
		if ((e = db_one(r->db, r->mem, SQL_REGION_KNOWN,
				ARGS(I64(n->region)), &known)))
			return e;
		im->region[i] = (struct known){ n->region, known.n > 0 };
		im->regions = i + 1;
	}
	if (!im->region[i].there)
		import_complain(im, name_of(im, SLOT_REGION),
				arena_printf(r->mem, "没有区划 %s",
					     n->slot[SLOT_REGION]));
	return OK;
}

static void
times_check(struct req *r, struct import *im, struct imported *n)
{
	const char *form = profile_time_example(r->mem, im->profile);

	n->due_at = NONE;
	n->publish_at = profile_time(im->profile, n->slot[SLOT_PUBLISH]);
	if (n->publish_at == NONE)
		import_complain(im, name_of(im, SLOT_PUBLISH),
				arena_printf(r->mem, "时间应写成 %s 的样子",
					     form));
	else if (n->publish_at > r->now || n->publish_at < 0)
		import_complain(im, name_of(im, SLOT_PUBLISH),
				"发布时间在将来或太早");
	if (!n->slot[SLOT_DUE])
		return;
	n->due_at = profile_time(im->profile, n->slot[SLOT_DUE]);
	if (n->due_at == NONE)
		import_complain(im, name_of(im, SLOT_DUE),
				arena_printf(r->mem, "时间应写成 %s 的样子",
					     form));
	else if (n->publish_at != NONE && n->due_at < n->publish_at)
		import_complain(im, name_of(im, SLOT_DUE),
				"截止时间早于发布时间");
}

/* The digest of all that the notice will say, each part with its length. */
static void
hash_row(struct arena *mem, struct imported *n)
{
	const char *parts[SLOT__MAX + 2];
	unsigned char out[HASH_LEN];
	struct hash h;
	size_t i;
	char *size;

	memcpy(parts, n->slot, SLOT__MAX * sizeof(*parts));
	parts[SLOT_URL] = n->url;
	parts[SLOT__MAX] = n->type;
	parts[SLOT__MAX + 1] =
	    arena_printf(mem, "%lld %lld", (long long)n->region,
			 (long long)n->publish_at);
	hash_init(&h);
	for (i = 0; i < SLOT__MAX + 2; i++) {
		size = parts[i] ? arena_printf(mem, "%zu:", strlen(parts[i]))
				: arena_strdup(mem, "-");
		hash_add(&h, size, strlen(size));
		if (parts[i])
			hash_add(&h, parts[i], strlen(parts[i]));
	}
	hash_end(&h, out);
	hash_hex(out, n->hash);
	sha256(n->slot[SLOT_BODY], strlen(n->slot[SLOT_BODY]), out);
	hash_hex(out, n->digest);
}

/* Which version it will be: 0 if the last one says the same. */
static enum err
version_of(struct req *r, struct import *im, struct imported *n)
{
	struct latest last;
	enum err e;

	e = db_one(r->db, r->mem, SQL_NOTICE_LATEST,
		   ARGS(STR(im->profile->source), STR(n->slot[SLOT_ID])),
		   &last);
	if (e && e != E_NOTFOUND)
		return e;
	if (e == E_NOTFOUND)
		n->version = 1;
	else if (!last.hidden && !strcmp(last.content_hash, n->hash))
		n->version = 0;
	else
		n->version = last.version + 1;
	return OK;
}

enum err
import_check(struct req *r, struct import *im, struct imported *n)
{
	int64_t before = im->complaints;
	const char *url = n->slot[SLOT_URL];
	enum err e;

	if ((e = type_check(r, im, n)) || (e = region_check(r, im, n)))
		return e;
	times_check(r, im, n);
	import_columns(im, r->mem, n);
	n->url = url ? arena_printf(r->mem, "%s%s", im->profile->url, url) : "";
	if (strlen(n->url) > 300)
		import_complain(im, name_of(im, SLOT_URL), "地址太长");
	if (im->complaints > before)
		return E_FIELD;
	hash_row(r->mem, n);
	return version_of(r, im, n);
}

static void
grow(struct import *im)
{
	size_t room = im->seen_room ? 2 * im->seen_room : 4096, i, k;
	struct seen *seen = calloc(room, sizeof(*seen));

	if (!seen)
		exit(70);
	for (i = 0; i < im->seen_room; i++) {
		if (!im->seen[i].line)
			continue;
		for (k = im->seen[i].id % room; seen[k].line;
		     k = (k + 1) % room)
			;
		seen[k] = im->seen[i];
	}
	free(im->seen);
	im->seen = seen;
	im->seen_room = room;
}

void
import_see(struct import *im, const struct imported *n)
{
	unsigned char out[HASH_LEN];
	struct seen *s;
	uint64_t id;
	char why[80];

	if ((size_t)im->rows * 2 >= im->seen_room)
		grow(im);
	sha256(n->slot[SLOT_ID], strlen(n->slot[SLOT_ID]), out);
	memcpy(&id, out, sizeof(id));
	for (s = im->seen + id % im->seen_room; s->line && s->id != id;)
		if (++s == im->seen + im->seen_room)
			s = im->seen;
	if (s->line) {
		snprintf(why, sizeof(why), "与第 %lld 行重复",
			 (long long)s->line);
		import_complain(im, name_of(im, SLOT_ID), why);
		return;
	}
	*s = (struct seen){ id, im->line };
}
