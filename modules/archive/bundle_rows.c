/* What was handed in, opened, drawn and signed: rows of the database. */

#include "archive_sql.h"
#include "bundle_impl.h"
#include "crypt.h"
#include "draw.h"
#include "json.h"

/* One line for each row of a statement of the database. */
static enum err
put_rows(struct bundle *u, const char *name, const struct record *rec,
	 const struct list *rows)
{
	const char *at = rows->at;
	struct buf b;
	size_t i;

	buf_init(&b, u->k->mem);
	for (i = 0; i < rows->n; i++) {
		json_record(&b, rec, at + i * rec->size, F_OUT);
		buf_char(&b, '\n');
	}
	return bundle_put(u, name, &b);
}

enum err
bundle_receipts(struct bundle *u)
{
	const struct bundle_receipt *x;
	struct list rows;
	struct buf b;
	size_t i;
	enum err e;

	if (!u->bid || (!u->full && !u->opened))
		return OK;
	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_RECEIPTS,
			ARGS(I64(u->trade), I64(u->head->size)), &rows)))
		return e;
	buf_init(&b, u->k->mem);
	for (x = rows.at, i = 0; i < rows.n; i++)
		if (u->full || x[i].boxed)
			buf_printf(&b, "%s\n", x[i].receipt);
	return bundle_put(u, "receipts.jsonl", &b);
}

enum err
bundle_bids(struct bundle *u)
{
	const struct bundle_bid *x;
	struct list rows;
	const char *name;
	size_t i;
	enum err e;

	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_BIDS,
			ARGS(I64(u->trade)), &rows)))
		return e;
	for (x = rows.at, i = 0; i < rows.n; i++) {
		name = arena_printf(u->k->mem, "bids/%s", x[i].digest);
		bundle_note(u, name, x[i].digest, x[i].size);
		if ((e = u->to->file(u->to->ctx, name, NULL, 0)))
			return e;
	}
	return OK;
}

enum err
bundle_shares(struct bundle *u)
{
	struct list rows;
	enum err e;

	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_SHARES,
			ARGS(I64(u->trade)), &rows)))
		return e;
	return put_rows(u, "shares.jsonl", &bundle_share_record, &rows);
}

enum err
bundle_names(struct bundle *u)
{
	unsigned char secret[SEED_LEN];
	struct bundle_name *x;
	struct list rows;
	size_t i;
	enum err e;

	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_NAMES,
			ARGS(I64(u->trade), I64(u->head->size)), &rows)))
		return e;
	for (x = rows.at, i = 0; i < rows.n; i++) {
		if (!unhex(x[i].secret, secret, sizeof(secret)))
			return E_BUG;
		x[i].salt = draw_person_salt(u->k->mem, secret, x[i].expert);
		if (x[i].employer)
			x[i].employer_salt =
			    draw_employer_salt(u->k->mem, secret,
					       x[i].employer);
	}
	return put_rows(u, "names.jsonl", &bundle_name_record, &rows);
}

enum err
bundle_deeds(struct bundle *u)
{
	struct list rows;
	enum err e;

	if ((e = db_all(u->k->db, u->k->mem, SQL_BUNDLE_DEEDS,
			ARGS(I64(u->trade), I64(u->head->size)), &rows)))
		return e;
	return put_rows(u, "deeds.jsonl", &bundle_deed_record, &rows);
}
