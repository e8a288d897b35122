/* Stored files that events of the log name by their digest. */
#include <unistd.h>

#include "blob.h"
#include "crypt.h"
#include "log_audit.h"

#define DIGITS (2 * HASH_LEN)

/* Events whose digests are those of stored files. */
static const char *const verbs[] = { "bid", "document", "guarantee", "open",
				     NULL };

static const char *
blob_bad(const char *digest)
{
	unsigned char sum[HASH_LEN], piece[65536];
	char text[2 * HASH_LEN + 1];
	int fd = blob_open(digest);
	struct hash h;
	ssize_t n;

	if (fd < 0)
		return "不见了";
	hash_init(&h);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		hash_add(&h, piece, (size_t)n);
	hash_end(&h, sum);
	close(fd);
	return n || strcmp(hash_hex(sum, text), digest) ? "被改动" : NULL;
}

void
audit_blobs(struct req *r, struct audit *a, const struct entry *en,
	    const char *detail)
{
	static const char name[] = "\"digest\"";
	char digest[DIGITS + 1] = "";
	const char *at, *bad;

	if (word_index(verbs, en->verb) < 0)
		return;
	for (at = detail; (at = strstr(at, name));) {
		at += strlen(name);
		at += strspn(at, ": \"");
		if (strspn(at, "0123456789abcdef") != DIGITS)
			continue;
		memcpy(digest, at, DIGITS);
		a->blobs++;
		if ((bad = blob_bad(digest)))
			fault_add(r, a,
				  (struct fault){ .kind = FAULT_BLOB,
						  .seq = en->seq,
						  .event = en->event,
						  .size = NONE,
						  .trade = en->trade,
						  .bid = NONE,
						  .blob = digest },
				  "第 %lld 条（事件 %lld）: 文件 %s %s",
				  (long long)en->seq, (long long)en->event,
				  digest, bad);
	}
}
