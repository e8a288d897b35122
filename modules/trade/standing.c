/* A bid of the closed box: its row against the file that was taken. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "bid.h"
#include "blob.h"
#include "file.h"
#include "log.h"

static bool
is_intact(int fd, const char *digest)
{
	char sum[2 * HASH_LEN + 1];

	return fd_digest(fd, sum, NULL) && !strcmp(sum, digest);
}

bool
standing_is_intact(const struct standing *b)
{
	int fd = blob_open(b->digest);
	bool intact = fd >= 0 && is_intact(fd, b->digest);

	if (fd >= 0)
		close(fd);
	return intact;
}

/*
 * The row is easier to change than the file, whose digest the box commits to.
 * A file that is not as it was taken says nothing of its row: the whole of it
 * is read only when they differ.
 */
static bool
differs(struct req *r, const struct standing *b)
{
	int fd = blob_open(b->digest);
	struct envelope file;
	bool other;

	if (fd < 0)
		return false;
	other = (envelope_read(r->mem, fd, &file) ||
		 strcmp(file.line, b->header)) &&
		is_intact(fd, b->digest);
	close(fd);
	return other;
}

enum err
standing_header(struct req *r, const struct standing *b, struct envelope *v)
{
	struct buf bad;

	if (differs(r, b)) {
		log_error("msg=header-differs trade=%" PRId64 " bid=%" PRId64
			  " digest=%s",
			  r->trade.id, b->id, b->digest);
		return req_say(r, E_STATE,
			       "投标 %" PRId64 " 的文件头与收到的文件不符，"
			       "不能解密，请报监督部门",
			       b->id);
	}
	buf_init(&bad, r->mem);
	if (envelope_header(r->mem, b->header, strlen(b->header), v, &bad)) {
		log_error("msg=bad-header bid=%" PRId64, b->id);
		return E_BUG;
	}
	/* its shares and key are for whom it names */
	if (!strcmp(v->trade, r->trade.deal_code) &&
	    !strcmp(v->bidder, b->credit_code))
		return OK;
	log_error("msg=header-foreign trade=%" PRId64 " bid=%" PRId64,
		  r->trade.id, b->id);
	return req_say(r, E_STATE,
		       "投标 %" PRId64 " 的文件头是另一标段或投标人的，"
		       "不能解密，请报监督部门",
		       b->id);
}
