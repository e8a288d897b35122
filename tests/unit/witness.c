/* The witness: its journal under bad reasons, a full disk and other processes;
 * what it does not hold against the platform. */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "json.h"
#include "tap.h"
#include "witness.h"

#define LONG_MS 120000 /* longer than `stall` */
#define BODY "{}"

static struct arena *mem;
static struct witness w;
static const char *folder, *store, *journal;
static struct key *log_key;

/* ---- The platform, of which nothing but its answers is known ---- */

static struct {
	bool silent;
	struct head head;
	int64_t size; /* entries; the head may be behind */
} said;

static const unsigned char *
leaf(void)
{
	static unsigned char sum[HASH_LEN];

	merkle_leaf(&suite_p256, BODY, strlen(BODY), sum);
	return sum;
}

static void
sign(int64_t size)
{
	struct merkle tree = { .suite = &suite_p256 };
	struct merkle_done done[MERKLE_LEVELS];
	unsigned char root[HASH_LEN];
	struct buf b;
	int64_t i;

	for (i = 0; i < size; i++)
		merkle_append(&tree, leaf(), done);
	merkle_root(&tree, root);
	buf_init(&b, mem);
	buf_char(&b, '{');
	json_key(&b, "at");
	json_time(&b, now_ms());
	json_key(&b, "root");
	json_text(&b, hex(mem, root, HASH_LEN));
	json_key(&b, "size");
	json_int(&b, size);
	buf_char(&b, '}');
	said.size = size;
	said.head = (struct head){ size, hex(mem, root, HASH_LEN), b.at,
				   key_sign(mem, log_key, b.at, b.len) };
}

static bool
answer(struct answer *a)
{
	*a = (struct answer){ said.silent ? -1 : 200, "nobody there" };
	return !said.silent;
}

bool
platform_head(struct platform *p, struct arena *a, int64_t size, struct head *h,
	      struct answer *out)
{
	(void)p, (void)a, (void)size;
	*h = said.head;
	return answer(out);
}

bool
platform_link(struct platform *p, struct arena *a, int64_t from, int64_t to,
	      struct link *l, struct answer *out)
{
	(void)p, (void)a, (void)from, (void)to, (void)l;
	answer(out);
	return false;
}

bool
platform_feed(struct platform *p, struct arena *a, int64_t from, int64_t n,
	      struct list *entries, struct answer *out)
{
	struct entry *e = arena_alloc(a, (size_t)n * sizeof(*e));
	int64_t i;

	(void)p;
	for (i = 0; i < n && from + i < said.size; i++)
		e[i] = (struct entry){ from + i, true, hex(a, leaf(), HASH_LEN),
				       BODY };
	*entries = (struct list){ (size_t)i, e };
	return answer(out);
}

bool
platform_submit(struct platform *p, struct arena *a, const char *body,
		const char *signature, struct answer *out)
{
	(void)p, (void)a, (void)body, (void)signature;
	return answer(out);
}

/* ---- What is asked of the witness ---- */

static bool
round_is(enum outcome outcome, const char *kind)
{
	struct finding f = witness_round(&w);

	if (f.outcome == outcome &&
	    (f.kind && kind ? !strcmp(f.kind, kind) : f.kind == kind))
		return true;
	diag("%d %s %s", f.outcome, f.kind ? f.kind : "-",
	     f.what ? f.what : "-");
	return false;
}

static int64_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : st.st_size;
}

/* As another process does it. */
static bool
acknowledge(const char *reason)
{
	struct store other;
	bool good;

	store_open(&other, store, &suite_p256, false);
	good = store_acknowledge(&other, reason);
	store_close(&other);
	return good;
}

static int
child_ends(pid_t pid)
{
	int status = -1;

	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Does a witness that is started again take what is written? */
static bool
opens(void)
{
	struct store other;
	pid_t pid;

	if (!(pid = fork())) {
		store_open(&other, store, &suite_p256, false);
		_exit(0);
	}
	return child_ends(pid) == 0;
}

/* As on a full disk, a file grows up to there and no further; -1: it may. */
static void
disk_ends_at(int64_t size)
{
	struct rlimit l;

	getrlimit(RLIMIT_FSIZE, &l);
	l.rlim_cur = size < 0 ? l.rlim_max : (rlim_t)size;
	setrlimit(RLIMIT_FSIZE, &l);
}

static void
begin(void)
{
	char name[] = "/tmp/ggzy-witness-XXXXXX", *file;

	if (!mkdtemp(name))
		exit(1);
	folder = arena_strdup(mem, name);
	store = arena_printf(mem, "%s/store", folder);
	journal = arena_printf(mem, "%s/journal", store);
	file = arena_printf(mem, "%s/log.pem", folder);
	key_make(file, &suite_p256);
	log_key = key_load(file);
	w = (struct witness){ .suite = &suite_p256, .key = log_key };
	w.set = (struct settings){ .name = "east", .stall = 1, .pages = 5 };
	w.log_pem = key_public_pem(mem, log_key);
	w.mem = arena_new();
	w.page = arena_new();
	store_open(&w.store, store, w.suite, false);
	w.heard_at = now_ms();
	signal(SIGXFSZ, SIG_IGN);
}

static void
end(void)
{
	pid_t pid;

	if (!(pid = fork())) {
		execlp("rm", "rm", "-rf", folder, NULL);
		_exit(1);
	}
	child_ends(pid);
}

/* ---- The checks ---- */

static void
our_disk(void)
{
	bool good;

	sign(3);
	disk_ends_at(50); /* in the second leaf */
	good = round_is(W_OURS, "store");
	disk_ends_at(-1);
	ok(good, "that our disk is full is our fault");
	disk_ends_at(150); /* in the line of the head */
	good = round_is(W_OURS, "store");
	disk_ends_at(-1);
	ok(good && !size_of(journal), "also for the journal, without a rest");
	ok(round_is(W_GOOD, NULL) && w.store.last.size == 3,
	   "with room the head is signed");
}

static void
silence(void)
{
	said.silent = true;
	ok(round_is(W_AWAY, "away"), "no answer is no fault");
	w.heard_at -= LONG_MS;
	ok(round_is(W_BAD, "stalled"), "for long it is");
	ok(acknowledge("went there") && round_is(W_AWAY, "away"),
	   "acknowledged at once, it counts from then");
	w.heard_at -= LONG_MS;
	ok(round_is(W_BAD, "stalled"), "and is one again");
	w.heard_at -= LONG_MS; /* time passes */
	ok(round_is(W_BAD, "refusing"), "until a person knows");
	ok(acknowledge("went there again") && round_is(W_AWAY, "away"),
	   "nobody was asked meanwhile");
	said.silent = false;
}

static void
growth(void)
{
	said.size++;
	ok(round_is(W_GOOD, NULL) && w.grown_at, "an entry waits for a head");
	w.grown_at -= LONG_MS;
	ok(round_is(W_BAD, "stalled"), "for long");
	w.grown_at = now_ms() - LONG_MS;
	ok(round_is(W_BAD, "refusing"), "nothing is signed");
	ok(acknowledge("the clock stood still") && round_is(W_GOOD, NULL),
	   "acknowledged, it is given time");
	said.size--;
	ok(round_is(W_GOOD, NULL), "all is well");
}

static const char *
many(const char *what, int n)
{
	struct buf b;

	for (buf_init(&b, mem); n--;)
		buf_str(&b, what);
	return b.at;
}

static void
reasons(void)
{
	int64_t size;
	bool good;

	store_evidence(&w.store, "fork", "\"x\":1");
	size = size_of(journal);
	ok(!acknowledge(many("x", 1001)) && !acknowledge("\xff") &&
	       size_of(journal) == size,
	   "a reason that could not be read again is refused");
	ok(opens(), "and the journal is whole");
	disk_ends_at(size + 20);
	good = acknowledge("the disk is full");
	disk_ends_at(-1);
	ok(!good && size_of(journal) == size,
	   "on a full disk no half line is left");
	ok(acknowledge(many("因", 1000)) && opens(), "a long one is taken");
	ok(store_refresh(&w.store) && !*w.store.refusing && w.store.epoch == 1,
	   "and known to the daemon");
}

static void
processes(void)
{
	struct timespec pause = { 0, 300000000 };
	int fd = open(journal, O_WRONLY | O_APPEND | O_CLOEXEC);
	static const char half[] = "{\"kind\":\"ack";
	int64_t size;
	bool waits;
	pid_t pid;

	store_evidence(&w.store, "fork", "\"x\":2");
	flock(fd, LOCK_EX);
	if (write(fd, half, strlen(half)) < 0)
		exit(1);
	size = size_of(journal);
	ok(opens() && size_of(journal) == size,
	   "who opens cuts nothing that another writes");
	if (!(pid = fork()))
		_exit(!acknowledge("from elsewhere"));
	nanosleep(&pause, NULL);
	waits = !waitpid(pid, NULL, WNOHANG) && size_of(journal) == size;
	flock(fd, LOCK_UN);
	close(fd);
	ok(child_ends(pid) == 0 && waits, "who writes waits for his turn");
	ok(opens() && store_refresh(&w.store) && !*w.store.refusing,
	   "and cuts what a crash left of a line");
}

static void
broken(void)
{
	int fd = open(journal, O_WRONLY | O_APPEND | O_CLOEXEC);
	int64_t size;

	if (write(fd, "nonsense\n", 9) < 0)
		exit(1);
	ok(round_is(W_OURS, "store") && round_is(W_OURS, "store"),
	   "a line that cannot be read is not passed over");
	size = size_of(journal);
	ok(!store_evidence(&w.store, "fork", "\"x\":3") &&
	       size_of(journal) == size && *w.store.refusing,
	   "nor written behind, nor cut off");
	if (ftruncate(fd, 10))
		exit(1);
	ok(round_is(W_OURS, "store") && !store_acknowledge(&w.store, "x") &&
	       size_of(journal) == 10,
	   "a shorter journal is not filled up");
	close(fd);
}

static int
settings_end(const char *line)
{
	const char *file = arena_printf(mem, "%s/conf", folder);
	struct settings s;
	FILE *f = fopen(file, "we");
	pid_t pid;

	if (!f)
		exit(1);
	fprintf(f, "name = a\nurl = b\nstore = c\nkey = d\nlog_key = e\n%s\n",
		line);
	fclose(f);
	if (!(pid = fork())) {
		settings_read(file, &s);
		_exit(0);
	}
	return child_ends(pid);
}

int
main(void)
{
	mem = arena_new();
	begin();
	plan(27);
	our_disk();
	silence();
	growth();
	reasons();
	processes();
	broken();
	ok(settings_end("pages = 7") == 0, "settings are read");
	ok(settings_end(arena_printf(mem, "ca_file = %spages = 7",
				     many("x", 1989))) == 78,
	   "a line too long is not taken for two");
	end();
	return tap_bad != 0;
}
