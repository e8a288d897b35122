/* The witness: its journal under bad reasons, a full or broken disk and other
 * processes; what binds it, and until when; what it does not hold against the
 * platform. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "body.h"
#include "file.h"
#include "json.h"
#include "tap.h"
#include "witness.h"

#define LONG_MS 120000 /* longer than `stall` */

static struct arena *mem;
static struct witness w;
static const char *folder, *store, *journal;
static struct key *log_key;

/* Instead of that of the library: a disk that does not say that it has it. */
static enum { HOLDS, NO_FILE, NO_FOLDER, NO_PARENT } disk;
static ino_t parent;

int
fsync(int fd)
{
	struct stat st;

	if (disk != HOLDS && !fstat(fd, &st) &&
	    S_ISDIR(st.st_mode) == (disk != NO_FILE) &&
	    (disk != NO_PARENT || st.st_ino == parent)) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_fsync, fd);
}

/* ---- The platform, of which nothing but its answers is known ---- */

static struct {
	bool silent;
	struct head head;
	int64_t size;     /* entries; the head may be behind */
	const char *body; /* of each entry */
	const char *text; /* of an answer */
} said = { .body = "{}", .text = "nobody there" };

static const unsigned char *
leaf(void)
{
	static unsigned char sum[HASH_LEN];

	merkle_leaf(&suite_p256, said.body, strlen(said.body), sum);
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
	json_time(&b, machine_ms());
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
	*a = (struct answer){ said.silent ? -1 : 200, said.text };
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
				       said.body };
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

	store_open(&other, store, &suite_p256, TO_ACKNOWLEDGE);
	good = store_acknowledge(&other, reason);
	store_close(&other);
	return good;
}

static bool
anew(const char *reason)
{
	struct store other;
	bool good;

	store_open(&other, store, &suite_p256, TO_ACKNOWLEDGE);
	good = store_anew(&other, reason);
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
		store_open(&other, store, &suite_p256, TO_SIGN);
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
	const char *key;
	struct stat st;

	if (!mkdtemp(name) || stat(name, &st))
		exit(1);
	parent = st.st_ino;
	folder = arena_strdup(mem, name);
	store = arena_printf(mem, "%s/store", folder);
	journal = arena_printf(mem, "%s/journal", store);
	file = arena_printf(mem, "%s/log.pem", folder);
	key_make(file, &suite_p256);
	log_key = key_load(file);
	w = (struct witness){ .suite = &suite_p256, .key = log_key };
	w.set = (struct settings){ .name = "east", .stall = 60, .pages = 5 };
	w.log_pem = key_public_pem(mem, log_key);
	w.mem = arena_new();
	w.page = arena_new();
	key = hex_sha256(mem, w.log_pem, strlen(w.log_pem));
	if (!store_make(store, w.suite, key))
		exit(1);
	store_open(&w.store, store, w.suite, TO_SIGN);
	w.heard_at = machine_ms();
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
	int64_t begun = size_of(journal);
	bool good;

	sign(3);
	disk_ends_at(50); /* in the second leaf */
	good = round_is(W_OURS, "store");
	disk_ends_at(-1);
	ok(good, "that our disk is full is our fault");
	disk_ends_at(begun + 150); /* in the line of the head */
	good = round_is(W_OURS, "store");
	disk_ends_at(-1);
	ok(good && size_of(journal) == begun,
	   "also for the journal, without a rest");
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
	w.grown_at = machine_ms() - LONG_MS;
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
	ok(store_refresh(&w.store) && !*w.store.refusing && !w.store.epoch,
	   "and known to the daemon");
}

/* A log of other entries, with a head that is signed well. */
static void
fork_at(int64_t size)
{
	said.body = "{\"other\":1}";
	sign(size);
}

static bool
no_proof(void)
{
	return round_is(W_AWAY, "away") && round_is(W_AWAY, "away") &&
	       round_is(W_BAD, "no-proof");
}

/* Would the journal have the head that the platform shows now? */
static bool
may_sign(int64_t epoch)
{
	return store_head(&w.store, epoch, &said.head, &w.store.tree, "c", "s");
}

static bool
has_signed(int64_t size, int64_t epoch)
{
	return w.store.last.body && w.store.last.size == size &&
	       w.store.epoch == epoch;
}

static void
binding(void)
{
	int64_t size;

	sign(4);
	ok(no_proof(), "a head that is not shown to continue the last");
	ok(acknowledge("seen") && no_proof() && has_signed(3, 0),
	   "is not signed when that is acknowledged");
	acknowledge("seen again");
	fork_at(3);
	ok(round_is(W_BAD, "fork"), "a second head of one size");
	ok(acknowledge("seen") && round_is(W_BAD, "fork") && has_signed(3, 0),
	   "nor is that");
	acknowledge("seen again");
	store_refresh(&w.store);
	size = size_of(journal);
	ok(!may_sign(0), "the journal itself has no second head of a size");
	sign(2);
	ok(!may_sign(0), "and no shorter one");
	said.body = "{}";
	sign(4);
	ok(!may_sign(1) && size_of(journal) == size,
	   "nor one of an epoch that did not begin");
	store_evidence(&w.store, "fork", "\"x\":0");
	ok(!may_sign(0), "or while evidence is open");
}

static bool
last_is(int64_t size, int64_t epoch, const char *member)
{
	struct store other;
	bool good;

	store_open(&other, store, &suite_p256, TO_LOOK);
	good = other.last.body && other.last.size == size &&
	       other.epoch == epoch && other.highest.size == 3 &&
	       !other.highest.epoch &&
	       !strcmp(other.highest.root, w.store.highest.root) &&
	       !strncmp(other.cosign + strlen(other.cosign) - strlen(member),
			member, strlen(member));
	store_close(&other);
	return good;
}

static void
beginning_anew(void)
{
	char root[2 * HASH_LEN + 1];

	snprintf(root, sizeof(root), "%s", w.store.highest.root);
	ok(!anew(many("x", 1001)), "nobody begins anew without a reason");
	ok(anew("the log is another now"), "with one it is said");
	sign(4);
	ok(!may_sign(0), "what was looked at before is not signed any more");
	fork_at(3);
	ok(round_is(W_GOOD, NULL) && has_signed(3, 1),
	   "then another head of that size is signed");
	ok(last_is(3, 1, ",\"epoch\":1}"), "which says that it is of an epoch");
	ok(!strcmp(w.store.highest.root, root) &&
	       strcmp(w.store.last.root, root),
	   "the longest one of all is remembered");
	ok(anew("and again") && (sign(2), round_is(W_GOOD, NULL)) &&
	       last_is(2, 2, ",\"epoch\":2}"),
	   "a shorter one too, in an epoch of its own");
	said.body = "{}";
	sign(2);
	ok(round_is(W_BAD, "fork") && acknowledge("seen") &&
	       round_is(W_BAD, "fork") && acknowledge("seen"),
	   "which binds like the first");
}

/* Once more what the journal ends with. */
static void
repeat_last_head(void)
{
	struct buf line;
	FILE *f = fopen(journal, "re");
	char text[4000];

	buf_init(&line, mem);
	while (f && fgets(text, sizeof(text), f))
		if (strstr(text, "\"kind\":\"head\"")) {
			line.len = 0;
			buf_str(&line, text);
		}
	if (!f || fclose(f) || !(f = fopen(journal, "ae")) ||
	    fputs(line.at, f) < 0 || fclose(f))
		exit(1);
}

static void
durable(void)
{
	struct store other;
	int64_t size;
	pid_t pid;

	disk = NO_FILE;
	ok(!opens(), "no journal is believed that the disk may not have");
	disk = NO_FOLDER;
	ok(!opens(), "nor under a name that it may not have");
	disk = NO_PARENT;
	ok(!opens(), "also if the store was there before");
	disk = HOLDS;
	store_evidence(&w.store, "fork", "\"x\":4");
	size = size_of(journal);
	if (!(pid = fork())) {
		store_open(&other, store, &suite_p256, TO_SIGN);
		disk = NO_FILE;
		store_acknowledge(&other, "on a broken disk");
		_exit(1);
	}
	ok(child_ends(pid) == 74 && size_of(journal) == size,
	   "who does not know whether his line is there goes, without it");
	ok(acknowledge("the disk is whole") && opens(), "and may come again");
	size = size_of(journal);
	repeat_last_head();
	ok(!opens(), "a journal with two heads of a size is not believed");
	if (truncate(journal, size))
		exit(1);
	ok(opens() && store_refresh(&w.store), "without, it is");
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

/* How a witness ends that has its store there; it is asked not to make one. */
static int
end_at(const char *path, enum store_use use)
{
	struct store other;
	pid_t pid;

	if (!(pid = fork())) {
		store_open(&other, path, &suite_p256, use);
		_exit(0);
	}
	return child_ends(pid);
}

/* The journal as it was before the last head. */
static void
cut(void)
{
	static const char head[] = "{\"kind\":\"head\"";
	size_t len;
	char *text = file_text(mem, journal, (size_t)1 << 30, &len), *at, *from;
	int fd = open(journal, O_WRONLY | O_APPEND | O_CLOEXEC);

	for (at = NULL, from = text; (from = strstr(from, head)); from++)
		at = from;
	if (fd < 0 || !at || ftruncate(fd, at - text))
		exit(1);
	ok(end_at(store, TO_SIGN) == 74 && end_at(store, TO_LOOK) == 74,
	   "a journal that lost its last head signs no other in its place");
	ok(end_at(store, TO_ACKNOWLEDGE) == 0, "but a person may say why");
	if (!fd_write(fd, at, len - (size_t)(at - text)) || close(fd))
		exit(1);
	ok(end_at(store, TO_SIGN) == 0, "as it was, it is believed");
}

static void
lost(void)
{
	const char *elsewhere = arena_printf(mem, "%s/elsewhere", folder);
	const char *away = arena_printf(mem, "%s/away", folder);
	const char *leaves = arena_printf(mem, "%s/leaves.2", store);
	const char *leaves_3 = arena_printf(mem, "%s/leaves.3", store);
	int64_t size;

	ok(end_at(elsewhere, TO_SIGN) == 78 &&
	       end_at(elsewhere, TO_ACKNOWLEDGE) == 78 &&
	       end_at(elsewhere, TO_LOOK) == 74 && size_of(elsewhere) < 0,
	   "at a wrong path no store is begun");
	if (rename(journal, away))
		exit(1);
	ok(end_at(store, TO_SIGN) == 78 && size_of(journal) < 0,
	   "nor where the journal was lost");
	if (close(open(journal, O_WRONLY | O_CREAT, 0600)))
		exit(1);
	ok(end_at(store, TO_SIGN) == 78 &&
	       end_at(store, TO_ACKNOWLEDGE) == 78 &&
	       end_at(store, TO_LOOK) == 74 && !size_of(journal),
	   "or was emptied");
	ok(!store_make(store, w.suite, w.store.key) && errno == EEXIST,
	   "and no other is begun in its place");
	if (rename(away, journal))
		exit(1);
	cut();
	if (truncate(leaves, 10))
		exit(1);
	ok(end_at(store, TO_SIGN) == 74,
	   "with damaged leaves nothing is signed");
	ok(anew("the leaves are damaged") && end_at(store, TO_SIGN) == 0 &&
	       round_is(W_GOOD, NULL) && has_signed(2, 3),
	   "but a new epoch may be begun");
	size = size_of(journal);
	if (truncate(leaves_3, 10))
		exit(1);
	ok(round_is(W_OURS, "store") && size_of(journal) == size,
	   "that ours are damaged is not held against the platform");
	ok(anew("damaged again") && round_is(W_GOOD, NULL), "and again");
}

/* As an earlier release began it: without a word. */
static void
of_old(void)
{
	const char *path = arena_printf(mem, "%s/old", folder);
	const char *file = arena_printf(mem, "%s/journal", path);
	struct store other;
	FILE *f;

	ok(strlen(w.store.key) == 64 &&
	       !strcmp(w.store.key,
		       hex_sha256(mem, w.log_pem, strlen(w.log_pem))),
	   "a store says for which key it is");
	if (mkdir(path, 0700) || !(f = fopen(file, "we")) ||
	    fputs("{\"kind\":\"evidence\",\"written_at\":"
		  "\"2026-01-01T00:00:00.000+08:00\",\"what\":\"fork\"}\n",
		  f) < 0 ||
	    fclose(f))
		exit(1);
	store_open(&other, path, &suite_p256, TO_LOOK);
	ok(!strcmp(other.refusing, "fork") && !*other.key,
	   "one of before, that did not, is read");
	store_close(&other);
	if (!(f = fopen(file, "ae")) ||
	    fprintf(f,
		    "{\"kind\":\"begin\",\"written_at\":"
		    "\"2026-01-01T00:00:00.000+08:00\",\"epoch\":0,"
		    "\"key\":\"%s\"}\n",
		    w.store.key) < 0 ||
	    fclose(f))
		exit(1);
	ok(end_at(path, TO_LOOK) == 74, "but none begins twice");
}

static bool
last_line_has(const char *member)
{
	FILE *f = fopen(journal, "re");
	char text[4000] = "";

	while (f && fgets(text, sizeof(text), f))
		;
	if (!f || fclose(f))
		exit(1);
	return strstr(text, member);
}

/* What was kept last. */
static const char *
evidence_text(size_t *len)
{
	FILE *f = fopen(journal, "re");
	char text[4000], *file = NULL, *end;

	while (f && fgets(text, sizeof(text), f))
		file = strstr(text, "evidence/");
	if (!f || fclose(f) || !file || !(end = strchr(file, '"')))
		return NULL;
	*end = 0;
	return file_text(mem, arena_printf(mem, "%s/%s", store, file),
			 (size_t)64 << 20, len);
}

static void
keeping(void)
{
	const char *there = arena_printf(mem, "%s/evidence", store);
	const char *away = arena_printf(mem, "%s/away", folder), *text;
	size_t len;

	if (rename(there, away))
		exit(1);
	ok(!store_evidence(&w.store, "fork", "\"x\":5") &&
	       last_line_has("\"what\":\"fork\"") &&
	       !last_line_has("evidence/"),
	   "evidence that cannot be kept is in the journal");
	if (rename(away, there))
		exit(1);
	ok(end_at(store, TO_SIGN) == 0 && round_is(W_BAD, "refusing") &&
	       acknowledge("there was no folder"),
	   "and nothing is signed until it is acknowledged");
	said.text = many("因为", 1000000);
	sign(5);
	ok(no_proof(), "an answer of six million bytes");
	said.text = "nobody there";
	text = evidence_text(&len);
	ok(text && len > (size_t)4 << 20 && len < (size_t)5 << 20 &&
	       utf8_ok(text, len),
	   "is kept in part, as text");
	ok(text && strstr(text, "\"proof_length\":6000000,\"proof_sha256\":\""),
	   "with the digest of all");
	acknowledge("seen");
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

/* How the process ends that reads them; 1: stall is not so many seconds. */
static int
settings_end(const char *line, int64_t stall)
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
		_exit(s.stall != stall);
	}
	return child_ends(pid);
}

static void
settings(void)
{
	static const char *const none[] = { "pages = 7s",   "stall = s",
					    "stall = 9sec", "stall = -9",
					    "stall =",      "stall = 9 s" };
	bool good = true;
	size_t i;

	ok(!settings_end("pages = 7", 3600), "settings are read");
	ok(!settings_end("stall = 2", 120) && !settings_end("stall = 90s", 90),
	   "minutes, or seconds that are called so");
	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		good = good && settings_end(none[i], 3600) == 78;
	ok(good, "and no other numbers");
	ok(settings_end(arena_printf(mem, "ca_file = %spages = 7",
				     many("x", 1989)),
			3600) == 78,
	   "a line too long is not taken for two");
}

int
main(void)
{
	mem = arena_new();
	begin();
	plan(71);
	our_disk();
	silence();
	growth();
	reasons();
	binding();
	beginning_anew();
	durable();
	processes();
	lost();
	of_old();
	keeping();
	broken();
	settings();
	end();
	return tap_bad != 0;
}
