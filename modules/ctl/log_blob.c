/* Stored files that events of the log name by their digest. */
#include <unistd.h>

#include "blob.h"
#include "crypt.h"
#include "file.h"
#include "log_audit.h"

#define DIGITS (2 * HASH_LEN)

/* Events whose digests are those of stored files. */
static const char *const verbs[] = { "bid", "document", "guarantee", "open",
				     NULL };

static const char *
blob_bad(const struct req *r, struct audit *a, const char *digest)
{
	unsigned char want[HASH_LEN];
	char sum[2 * HASH_LEN + 1];
	int fd = blob_open(digest);
	bool good;

	if (fd < 0)
		return "不见了";
	if (a->seen && unhex(digest, want, HASH_LEN))
		good = seen_before(a->seen, want, fd, r->real) ||
		       seen_whole(a->seen, want, fd, r->real);
	else
		good = fd_digest(fd, sum, NULL) && !strcmp(sum, digest);
	close(fd);
	return good ? NULL : "被改动";
}

void
audit_blobs(struct req *r, struct audit *a, const struct entry *en,
	    const char *detail)
{
	struct fault f = fault_at(FAULT_BLOB, en->seq, en->event);
	static const char name[] = "\"digest\"";
	char digest[DIGITS + 1] = "";
	const char *at, *bad;

	if (word_index(verbs, en->verb) < 0)
		return;
	f.trade = en->trade;
	f.blob = digest;
	for (at = detail; (at = strstr(at, name));) {
		at += strlen(name);
		at += strspn(at, ": \"");
		if (strspn(at, "0123456789abcdef") != DIGITS)
			continue;
		memcpy(digest, at, DIGITS);
		a->blobs++;
		if ((bad = blob_bad(r, a, digest)))
			fault_add(r, a, f,
				  "第 %lld 条（事件 %lld）: 文件 %s %s",
				  (long long)en->seq, (long long)en->event,
				  digest, bad);
	}
}
