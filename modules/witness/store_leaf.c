/* Leaves of the log as a witness first saw them: 33 bytes an entry. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "crypt.h"
#include "file.h"
#include "journal.h"
#include "log.h"

#define RECORD_LEN (1 + HASH_LEN)
#define PIECE 4096 /* records */
#define PUBLIC 1
#define SIGNED 2

/* A store that is only looked at may have none yet. */
void
leaves_open(struct store *s)
{
	struct arena *mem = arena_new();
	const char *path =
	    arena_printf(mem, "%s/leaves.%" PRId64, s->folder, s->epoch);
	int flags = s->read_only ? O_RDONLY : O_RDWR | O_CREAT;

	s->leaves = open(path, flags | O_CLOEXEC, 0600);
	if (s->leaves < 0 && !(s->read_only && errno == ENOENT))
		store_die(path);
	if (!s->read_only && !folder_sync(s->folder))
		store_die(s->folder);
	arena_free(mem);
}

static off_t
offset(int64_t seq)
{
	return (off_t)seq * RECORD_LEN;
}

/* Each at its place, so that what a crash left is written over. */
bool
leaves_write(struct store *s, const struct entry *e, size_t n)
{
	unsigned char record[RECORD_LEN];
	size_t i;

	for (i = 0; i < n; i++) {
		record[0] = e[i].public ? PUBLIC : 0;
		if (!unhex(e[i].leaf, record + 1, HASH_LEN) ||
		    pwrite(s->leaves, record, RECORD_LEN, offset(e[i].seq)) !=
			RECORD_LEN) {
			log_error("msg=leaves-unwritten seq=%" PRId64,
				  e[i].seq);
			return false;
		}
	}
	return true;
}

bool
leaves_sync(struct store *s)
{
	return !fsync(s->leaves);
}

bool
leaves_read(const struct store *s, int64_t seq, bool *public,
	    unsigned char leaf[HASH_LEN])
{
	unsigned char record[RECORD_LEN];

	if (s->leaves < 0 ||
	    pread(s->leaves, record, RECORD_LEN, offset(seq)) != RECORD_LEN)
		return false;
	*public = record[0] & PUBLIC;
	memcpy(leaf, record + 1, HASH_LEN);
	return true;
}

/* A crash may lose it; then the journal has the head all the same. */
void
leaves_mark(struct store *s, int64_t size)
{
	unsigned char what;

	if (size < 1 || pread(s->leaves, &what, 1, offset(size - 1)) != 1)
		return;
	what |= SIGNED;
	if (pwrite(s->leaves, &what, 1, offset(size - 1)) != 1)
		log_error("msg=leaves-unmarked size=%" PRId64, size);
}

int64_t
leaves_signed_after(const struct store *s, int64_t size)
{
	unsigned char what;
	int64_t seq;

	for (seq = size;
	     s->leaves >= 0 && pread(s->leaves, &what, 1, offset(seq)) == 1;
	     seq++)
		if (what & SIGNED)
			return seq + 1;
	return 0;
}

bool
leaves_tree(const struct store *s, int64_t n, struct merkle *m)
{
	static unsigned char piece[PIECE][RECORD_LEN];
	struct merkle_done done[MERKLE_LEVELS];
	int64_t seq, i, more;

	memset(m, 0, sizeof(*m));
	m->suite = s->suite;
	for (seq = 0; seq < n; seq += more) {
		more = n - seq < PIECE ? n - seq : PIECE;
		if (s->leaves < 0 ||
		    pread(s->leaves, piece, (size_t)more * RECORD_LEN,
			  offset(seq)) != (ssize_t)(more * RECORD_LEN))
			return false;
		for (i = 0; i < more; i++)
			merkle_append(m, piece[i] + 1, done);
	}
	return true;
}
