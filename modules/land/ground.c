/* The area of a mining right: where it may lie. */
#include <inttypes.h>

#include "days.h"
#include "mining.h"

#include "mining_sql.h"

struct near {
	const char *what, *name, *corners;
};
struct extent {
	int64_t west, south, east, north; /* minutes of arc */
	const char *name;
};
/* clang-format off */
static const struct field near_field[] = {
	TEXT(struct near, what, 1, 60, F_ROW, NULL),
	TEXT(struct near, name, 1, 200, F_ROW, NULL),
	TEXT(struct near, corners, 1, 60000, F_ROW, NULL),
	FIELD_END
};
static const struct field extent_field[] = {
	INT(struct extent, west, 0, 10800, F_ROW, NULL),
	INT(struct extent, south, 0, 5400, F_ROW, NULL),
	INT(struct extent, east, 0, 10800, F_ROW, NULL),
	INT(struct extent, north, 0, 5400, F_ROW, NULL),
	TEXT(struct extent, name, 1, 60, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(near, struct near);
RECORD(extent, struct extent);

static enum err
say(struct req *r, const struct ring_fault *f)
{
	size_t a = f->a, b = f->b;

	switch (f->err) {
	case RING_MANY:
		return req_bad(r, "corners", "拐点不能多于 %d 个", RING_MAX);
	case RING_FEW:
		return req_bad(r, "corners", "至少要有三个不同的拐点");
	case RING_TWICE:
		return req_bad(r, "corners", "第 %zu 点和第 %zu 点相同", a, b);
	case RING_BACK:
		return req_bad(r, "corners", "边界在第 %zu 点原路折回", a);
	case RING_CROSSES:
		return req_bad(r, "corners",
			       "第 %zu 点和第 %zu 点后的两条边相交，"
			       "请核对拐点的顺序",
			       a, b);
	default:
		return req_bad(r, "corners",
			       "第 %zu 点不是“经度 纬度”，应如 "
			       "91.1234567 29.6512345 或 91°07′24.44″ "
			       "29°39′04.44″，各点用分号或换行隔开",
			       a);
	}
}

enum err
ground_read(struct req *r, int64_t region, const char *corners,
	    struct ground *g)
{
	struct ring_fault f;
	struct extent x;
	struct box box;
	enum err e;

	if (!ring_read(r->mem, corners, &g->ring, &f) ||
	    !ring_is_simple(&g->ring, &f))
		return say(r, &f);
	g->box = ring_box(&g->ring);
	g->corners = ring_text(r->mem, &g->ring);
	if ((e = db_one(r->db, r->mem, SQL_MINING_EXTENT,
			ARGS(I64(region), I64(region), I64(region)), &x)))
		return e;
	box = (struct box){ x.west * ARC_MINUTE, x.south * ARC_MINUTE,
			    x.east * ARC_MINUTE, x.north * ARC_MINUTE };
	if (!box_holds(&box, &g->box))
		return req_bad(r, "corners", "有拐点不在%s范围内，请核对",
			       x.name);
	return OK;
}

static bool
meet(struct req *r, const struct ground *g, const struct near *n)
{
	struct ring_fault f;
	struct ring ring;

	return ring_read(r->mem, n->corners, &ring, &f) &&
	       rings_overlap(&g->ring, &ring);
}

static enum err
is_apart(struct req *r, const struct ground *g, const struct list *l,
	 const char *of)
{
	const struct near *n = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (meet(r, g, &n[i]))
			return req_bad(r, "corners", "与%s“%s”（%s）重叠", of,
				       n[i].name, n[i].what);
	return OK;
}

enum err
ground_lock(struct req *r)
{
	int64_t n;

	return counter_next(r, "mining-right", &n);
}

enum err
ground_is_free(struct req *r, const struct ground *g, const char *licence)
{
	const struct box *b = &g->box;
	struct list rights = { 0, NULL }, trades = { 0, NULL };
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_RIGHT_NEAR,
			ARGS(I64(day_of(r->now)), STR(licence), I64(b->east),
			     I64(b->west), I64(b->north), I64(b->south),
			     I64(g->highest), I64(g->lowest)),
			&rights)) ||
	    (e = is_apart(r, g, &rights, "已设矿业权")))
		return e;
	if ((e = db_all(r->db, r->mem, SQL_MINING_NEAR,
			ARGS(I64(S_NOTICE), I64(S_CONTRACT), I64(r->trade.id),
			     I64(b->east), I64(b->west), I64(b->north),
			     I64(b->south), I64(g->highest), I64(g->lowest)),
			&trades)))
		return e;
	return is_apart(r, g, &trades, "正在出让的矿业权");
}
