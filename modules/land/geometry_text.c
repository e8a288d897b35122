/* Corner points as people write them. */
#include <inttypes.h>
#include <string.h>

#include "buf.h"
#include "geometry.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One of the words, which are separated by single blanks. */
static bool
take(const char **at, const char *words)
{
	size_t n;

	for (; *words; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (!strncmp(*at, words, n)) {
			*at += n;
			return true;
		}
	}
	return false;
}

static void
skip_blanks(const char **at)
{
	while (**at == ' ' || **at == '\t' || **at == '\r')
		++*at;
}

/* Up to three digits, below a limit. */
static bool
whole(const char **at, int64_t limit, int64_t *n)
{
	const char *begin = *at;

	for (*n = 0; is_digit(**at) && *at - begin < 3; ++*at)
		*n = *n * 10 + (**at - '0');
	return *at > begin && !is_digit(**at) && *n < limit;
}

/* Digits after a point, as parts of `of`, of so many places at most. */
static bool
places(const char **at, int64_t of, int most, int64_t *n)
{
	int64_t ten = 1;
	int i;

	*n = 0;
	if (**at != '.')
		return true;
	++*at;
	for (i = 0; is_digit(**at) && i < most; i++, ++*at) {
		*n = *n * 10 + (**at - '0');
		ten *= 10;
	}
	*n = *n * of / ten;
	return i && !is_digit(**at);
}

/* Degrees with decimals, or degrees, minutes and perhaps seconds. */
static bool
angle(const char **at, int64_t limit, int64_t *out)
{
	int64_t n, part;

	if (!whole(at, limit, &n))
		return false;
	*out = n * ARC_DEGREE;
	if (**at == '.') {
		if (!places(at, ARC_DEGREE, 7, &part))
			return false;
		*out += part;
		take(at, "° 度");
		return true;
	}
	if (!take(at, "° 度") || !is_digit(**at))
		return true;
	if (!whole(at, 60, &n) || !take(at, "′ ' 分"))
		return false;
	*out += n * ARC_MINUTE;
	if (!is_digit(**at))
		return true;
	if (!whole(at, 60, &n) || !places(at, ARC_SECOND, 5, &part) ||
	    !take(at, "″ \" 秒"))
		return false;
	*out += n * ARC_SECOND + part;
	return true;
}

static bool
point(const char **at, struct corner *p)
{
	const char *begin;

	if (!angle(at, 180, &p->x))
		return false;
	begin = *at;
	skip_blanks(at);
	if (take(at, ", ，"))
		skip_blanks(at);
	return *at > begin && angle(at, 90, &p->y);
}

bool
ring_read(struct arena *mem, const char *s, struct ring *r,
	  struct ring_fault *f)
{
	struct corner p;

	r->n = 0;
	r->at = arena_alloc(mem, (RING_MAX + 1) * sizeof(*r->at));
	*f = (struct ring_fault){ RING_SYNTAX, 1, 0 };
	for (;;) {
		do
			skip_blanks(&s);
		while (take(&s, "; ； \n"));
		if (!*s)
			break;
		f->a = r->n + 1;
		if (!point(&s, &p))
			return false;
		skip_blanks(&s);
		if (*s && !take(&s, "; ； \n"))
			return false;
		if (r->n > RING_MAX)
			break;
		r->at[r->n++] = p;
	}
	if (r->n > 1 && r->at[r->n - 1].x == r->at->x &&
	    r->at[r->n - 1].y == r->at->y)
		r->n--;
	f->err = r->n < 3 ? RING_FEW : r->n > RING_MAX ? RING_MANY : RING_OK;
	return !f->err;
}

static const char *
angle_text(struct arena *mem, int64_t n)
{
	return arena_printf(mem,
			    "%" PRId64 "°%02" PRId64 "′%02" PRId64 ".%05" PRId64
			    "″",
			    n / ARC_DEGREE, n / ARC_MINUTE % 60,
			    n / ARC_SECOND % 60, n % ARC_SECOND);
}

const char *
ring_text(struct arena *mem, const struct ring *r)
{
	struct buf b;
	size_t i;

	buf_init(&b, mem);
	for (i = 0; i < r->n; i++) {
		if (i)
			buf_str(&b, "; ");
		buf_str(&b, angle_text(mem, r->at[i].x));
		buf_str(&b, ", ");
		buf_str(&b, angle_text(mem, r->at[i].y));
	}
	return buf_text(&b);
}
