/* ggzyctl reference load: the tables of db/reference into the database. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "trade/csv.h"
#include "load_sql.h"

#define CELLS 40

/* A file and the statement that takes a row of it: its columns, in the order
 * in which the statement names them. */
static const struct source {
	const char *file;
	unsigned load, count;
} sources[] = {
	/* clang-format off */
  { "regions",		SQL_LOAD_REGION,	SQL_COUNT_REGION },
  { "provinces",	SQL_LOAD_REGION,	SQL_COUNT_REGION },
  { "catalogue",	SQL_LOAD_CATALOGUE,	SQL_COUNT_CATALOGUE },
  { "rules",		SQL_LOAD_RULE,		SQL_COUNT_RULE },
  { "methods",		SQL_LOAD_METHOD,	SQL_COUNT_METHOD },
  { "notice_types",	SQL_LOAD_NOTICE_TYPE,	SQL_COUNT_NOTICE_TYPE },
  { "deal_classes",	SQL_LOAD_DEAL_CLASS,	SQL_COUNT_DEAL_CLASS },
  { "deal_code_classes", SQL_LOAD_DEAL_CODE,	SQL_COUNT_DEAL_CODE },
  { "national_stages",	SQL_LOAD_STAGE,		SQL_COUNT_STAGE },
  { "expert_classes",	SQL_LOAD_EXPERT_CLASS,	SQL_COUNT_EXPERT_CLASS },
  { "code_sets",	SQL_LOAD_CODE_SET,	SQL_COUNT_CODE_SET },
  { "calendar",		SQL_LOAD_CALENDAR,	SQL_COUNT_CALENDAR },
  { "credit_sources",	SQL_LOAD_CREDIT_SOURCE,	SQL_COUNT_CREDIT_SOURCE },
  { "service_items",	SQL_LOAD_SERVICE_ITEM,	SQL_COUNT_SERVICE_ITEM },
  { "supervision_points", SQL_LOAD_POINT,	SQL_COUNT_POINT },
  { "account_policy",	SQL_LOAD_POLICY,	SQL_COUNT_POLICY },
  { "agreement_bases",	SQL_LOAD_BASIS,		SQL_COUNT_BASIS },
  { "region_extents",	SQL_LOAD_EXTENT,	SQL_COUNT_EXTENT },
  { NULL, 0, 0 }
	/* clang-format on */
};

struct load {
	const struct source *source;
	const char *path, *text;
	size_t len;
	int64_t added, changed, same, line;
	const char *bad;
};

/* Where each column of "INSERT INTO t (a, b, ...)" stands in the header.
 * Returns how many, 0 with the missing name in l->bad. */
static size_t
columns(struct req *r, struct load *l, char **header, size_t n,
	size_t at[CELLS])
{
	const char *s = strchr(ctl_text(l->source->load), '(') + 1;
	size_t k, len, found = 0;

	for (; *s && *s != ')' && found < CELLS; found++) {
		s += strspn(s, ", \n\t");
		len = strcspn(s, ", )\n\t");
		for (k = 0; k < n; k++)
			if (strlen(header[k]) == len &&
			    !strncmp(header[k], s, len))
				break;
		if (k == n) {
			l->bad =
			    arena_printf(r->mem, "缺少 %.*s 列", (int)len, s);
			return 0;
		}
		at[found] = k;
		s += len;
		s += strspn(s, " \n\t");
	}
	return found;
}

static enum err
count(struct req *r, const struct load *l, int64_t *n)
{
	struct number number;
	enum err e;

	e = db_one(r->db, r->mem, l->source->count, NOARGS, &number);
	*n = number.n;
	return e;
}

/* One file in one transaction. */
static enum err
load_rows(struct req *r, void *at)
{
	struct load *l = at;
	struct val v[CELLS];
	size_t col[CELLS], ncol, n, width, i;
	int64_t before, after, rows = 0;
	struct csv csv;
	char **cell;
	enum err e;
	int rc;

	l->changed = 0;
	csv_open(&csv, l->text, l->len);
	if (csv_row(&csv, r->mem, &cell, &width) != 1)
		return E_SYNTAX;
	if (!(ncol = columns(r, l, cell, width, col)))
		return E_FIELD;
	if ((e = count(r, l, &before)))
		return e;
	while ((rc = csv_row(&csv, r->mem, &cell, &n)) == 1 && n == width) {
		for (i = 0; i < ncol; i++)
			v[i] = STR(cell[col[i]]);
		l->line = csv.line;
		if ((e = db_exec(r->db, l->source->load, v, ncol, NULL)))
			return e;
		l->changed += db_rows(r->db) == 2;
		rows++;
	}
	l->line = csv.line;
	if (rc) {
		l->bad = csv.bad ? csv.bad : "列数与表头不同";
		return E_SYNTAX;
	}
	if ((e = count(r, l, &after)))
		return e;
	l->added = after - before;
	l->same = rows - l->added - l->changed;
	return OK;
}

static int
load_file(struct arena *mem, const char *folder, const struct source *s)
{
	struct load l = { .source = s };
	const char *charset;
	char *text;
	enum err e;

	l.path = arena_printf(mem, "%s/%s.csv", folder, s->file);
	if (!(text = file_read(mem, l.path, &l.len)))
		return EX_NOINPUT;
	l.text = text_decode(mem, text, &l.len, &charset);
	if (!l.text)
		return ctl_fail(EX_DATAERR, "%s: 不是 UTF-8 也不是 GB18030",
				l.path);
	if ((e = ctl_change("ctl", load_rows, &l)))
		return ctl_outcome(NULL, e,
				   arena_printf(mem, "%s:%lld: %s", l.path,
						(long long)l.line,
						l.bad ? l.bad : "没有载入"));
	printf("%-20s 新增 %lld  更新 %lld  不变 %lld\n", s->file,
	       (long long)l.added, (long long)l.changed, (long long)l.same);
	return 0;
}

int
reference_load(int argc, char **argv)
{
	struct arena *mem = ctl_mem();
	const struct source *s;
	const char *folder;
	int rc = 0;

	if (argc > 2)
		return ctl_usage();
	folder =
	    argc > 1 ? argv[1] : arena_printf(mem, "%s/reference", conf.data);
	for (s = sources; s->file && !rc; s++)
		rc = load_file(mem, folder, s);
	return rc;
}
