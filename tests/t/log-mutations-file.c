/* Changes of stored files, of texts and of closed boxes. */
#include <sys/stat.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "log-mutations-lab.h"

static void
file_copy(const char *from, const char *to)
{
	char piece[65536];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	if (!in || !out)
		die(from);
	while ((n = fread(piece, 1, sizeof(piece), in)))
		fwrite(piece, 1, n, out);
	fclose(in);
	if (fclose(out))
		die(to);
}

static char *
stored(void)
{
	const struct stored *s = &lab.blob[dice(lab.nblobs)];

	lab.at.kind = FAULT_BLOB;
	lab.at.seq = s->seq;
	lab.at.digest = s->digest;
	return blob_path(lab.mem, s->digest);
}

static char *
aside(void)
{
	return arena_printf(lab.mem, "%s/mutant.file", conf.blobs);
}

void
file_changed(void)
{
	char *path = stored();
	struct stat st;
	unsigned char c;
	FILE *f;
	long at;

	file_copy(path, aside());
	chmod(path, 0600);
	if (!(f = fopen(path, "r+b")) || stat(path, &st))
		die(path);
	at = (long)dice((uint64_t)st.st_size);
	if (dice(4)) {
		fseek(f, at, SEEK_SET);
		c = (unsigned char)(fgetc(f) ^ (1 << dice(8)));
		fseek(f, at, SEEK_SET);
		fputc(c, f);
	} else if (ftruncate(fileno(f), at)) {
		die(path);
	}
	fclose(f);
}

void
file_gone(void)
{
	char *path = stored();

	file_copy(path, aside());
	unlink(path);
}

void
file_back(void)
{
	char *path = blob_path(lab.mem, lab.at.digest);

	unlink(path);
	file_copy(aside(), path);
	unlink(aside());
}

/* -- notices and statements */

void
text_changed(void)
{
	static const char *const set[] = { "body = CONCAT(body, 'x')",
					   "body = SUBSTR(body, 2)",
					   "title = CONCAT(title, ' ')",
					   "digest = SHA2(digest, 256)" };
	const struct logged *t = &lab.text[dice(lab.ntexts)];

	lab.at.kind = FAULT_TEXT;
	lab.at.seq = t->seq;
	if (t->notice != NONE) {
		buf_str(&lab.undo,
			"UPDATE ggzy_service.notice n JOIN mutant.notice m "
			"USING (id) SET n.body = m.body, n.title = m.title, "
			"n.digest = m.digest;");
		script("UPDATE ggzy_service.notice SET %s WHERE id = %" PRId64,
		       set[turn(4)], t->notice);
		return;
	}
	buf_str(&lab.undo, "DELETE FROM ggzy_trade.statement; INSERT INTO "
			   "ggzy_trade.statement SELECT * FROM "
			   "mutant.statement;");
	if (dice(4))
		script("UPDATE ggzy_trade.statement SET text = REPLACE(text, "
		       "'1', '2') WHERE digest = '%s'",
		       t->digest);
	else
		script("DELETE FROM ggzy_trade.statement WHERE digest = '%s'",
		       t->digest);
}

/* -- closed boxes */

static const struct boxed_bid *
any_bid(void)
{
	const struct boxed_bid *b = lab.bids.at;

	b += dice(lab.bids.n);
	lab.at.kind = FAULT_BOX;
	lab.at.bid = b->id;
	buf_str(&lab.undo,
		"UPDATE ggzy_trade.bid b JOIN mutant.bid m USING "
		"(id) SET b.state = m.state, b.digest = m.digest, "
		"b.received_at = m.received_at, b.subject = m.subject;");
	return b;
}

void
bid_changed(void)
{
	static const char *const set[] = { "digest = SHA2(digest, 256)",
					   "received_at = received_at - 1",
					   "subject = subject + 1000000",
					   "state = 2 - state" };
	const struct boxed_bid *b = any_bid();
	size_t i = turn(4);

	/* a bid of nobody is not shown: its leaf is missed */
	if (i == 2)
		lab.at.bid = NONE;
	script("UPDATE ggzy_trade.bid SET %s WHERE id = %" PRId64, set[i],
	       b->id);
}

void
bid_added(void)
{
	const struct boxed_bid *b = any_bid();

	lab.at.bid = 900000 + (int64_t)dice(1000);
	buf_str(&lab.undo, "DELETE FROM ggzy_trade.opening WHERE bid >= 900000;"
			   "DELETE FROM ggzy_trade.bid WHERE id >= 900000;");
	script(
	    "INSERT INTO ggzy_trade.bid (id, domain, trade, subject, account, "
	    "state, digest, size, header, received_at, receipt) SELECT "
	    "%" PRId64 ", domain, trade, subject, account, 0, digest, size, "
	    "header, received_at, receipt FROM ggzy_trade.bid WHERE id = "
	    "%" PRId64 "; INSERT INTO ggzy_trade.opening (domain, trade, bid, "
	    "subject, bidder, opened, at) SELECT domain, trade, id, subject, "
	    "'x', 1, received_at FROM ggzy_trade.bid WHERE id = %" PRId64,
	    lab.at.bid, b->id, lab.at.bid);
}

void
opening_gone(void)
{
	const struct boxed_bid *b = any_bid();

	buf_str(&lab.undo, "DELETE FROM ggzy_trade.opening; INSERT INTO "
			   "ggzy_trade.opening SELECT * FROM mutant.opening;");
	script("DELETE FROM ggzy_trade.opening WHERE bid = %" PRId64, b->id);
}
