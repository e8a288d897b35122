/* ggzy-witness: the daemon and its commands. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "daemon.h"
#include "log.h"
#include "witness.h"

#define CALM_MS 60000 /* between lines that say the same */

static int
usage(FILE *to)
{
	fputs("用法: ggzy-witness -c 配置文件 [命令]\n\n"
	      "  （没有命令）        跟随日志，核对并共同签署，直到被停止\n"
	      "  check               只看一次: 0 一致，1 不一致，2 "
	      "平台没有答复，\n"
	      "                      74 本机的留底读不出来\n"
	      "  key                 没有密钥就生成密钥和空的留底，显示公钥\n"
	      "  --acknowledge 理由  查明不一致以后，"
	      "从最后签署的头接着见证\n"
	      "  --acknowledge 理由 --anew\n"
	      "                      放弃以前的签署，从头重新见证: "
	      "以后的签署带新的期号，\n"
	      "                      平台认可这一期以后才作数\n"
	      "  -V                  版本\n",
	      to);
	return to == stdout ? 0 : 64;
}

static void
begin(struct witness *w, bool looking)
{
	w->looking = looking;
	w->mem = arena_new();
	w->page = arena_new();
	read_log_key(w);
	if (!looking)
		w->key = key_load(w->set.key);
	store_open(&w->store, w->set.store, w->suite,
		   looking ? TO_LOOK : TO_SIGN);
	if (!looking && *w->store.key &&
	    strcmp(w->store.key, key_digest(w->mem, w->key))) {
		fprintf(stderr, "ggzy-witness: %s: 留底是另一个密钥的\n",
			w->set.store);
		exit(78);
	}
	w->platform = (struct platform){ &w->set, http_open(&w->set) };
	w->heard_at = machine_ms();
}

/* Two daemons on one store would sign in each other's back. */
static void
lock(const struct settings *set)
{
	struct arena *mem = arena_new();
	const char *path = arena_printf(mem, "%s/lock", set->store);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB)) {
		fprintf(stderr, "ggzy-witness: %s: %s\n", path,
			errno == EWOULDBLOCK ? "另一个见证进程在用"
					     : strerror(errno));
		exit(75);
	}
	arena_free(mem);
}

/* What is the same for long is said now and then. */
static void
say(const struct finding *f)
{
	static const char *last;
	static int64_t last_at;
	static char kind[24];
	int64_t now = machine_ms();

	if (f->outcome == W_GOOD) {
		if (last)
			log_info("msg=good-again");
		last = NULL;
		return;
	}
	if (last && !strcmp(kind, f->kind) && now - last_at < CALM_MS)
		return;
	snprintf(kind, sizeof(kind), "%s", f->kind);
	last = kind;
	last_at = now;
	if (f->outcome == W_AWAY)
		log_warn("msg=no-answer what=\"%s\"", f->what);
	else if (f->outcome == W_OURS)
		log_error("msg=store-failed what=\"%s\"", f->what);
	else
		log_error("msg=not-cosigning kind=%s what=\"%s\"", f->kind,
			  f->what);
}

static int
run(struct witness *w)
{
	struct finding f;
	int64_t i;

	begin(w, false);
	lock(&w->set);
	log_info("msg=ready name=%s url=%s size=%" PRId64, w->set.name,
		 w->set.url, w->store.last.body ? w->store.last.size : 0);
	while (!daemon_leaves()) {
		f = witness_round(w);
		say(&f);
		for (i = 0; i < w->set.interval && !daemon_leaves(); i++)
			daemon_rest(1000);
	}
	log_info("msg=left");
	http_close(w->platform.http);
	store_close(&w->store);
	return 0;
}

static int
check(struct witness *w)
{
	static const int code[] = {
		[W_GOOD] = 0, [W_BAD] = 1, [W_AWAY] = 2, [W_OURS] = 74
	};
	struct finding f;

	begin(w, true);
	f = witness_round(w);
	printf("见证人 %s: 已签署到 %" PRId64 " 条\n", w->set.name,
	       w->store.last.body ? w->store.last.size : 0);
	if (w->store.epoch)
		printf("重新见证过，现在是第 %" PRId64
		       " 期；历来签署的最长日志: 第 %" PRId64 " 期 %" PRId64
		       " 条，根 %s\n",
		       w->store.epoch, w->store.highest.epoch,
		       w->store.highest.size, w->store.highest.root);
	if (f.outcome == W_GOOD)
		puts("一致");
	else if (f.outcome == W_AWAY)
		printf("平台没有答复: %s\n", f.what);
	else if (f.outcome == W_OURS)
		printf("本机的留底有问题: %s\n", f.what);
	else
		printf("不一致 kind=%s seq=%" PRId64 ": %s\n", f.kind,
		       f.seq == NONE ? -1 : f.seq, f.what);
	return code[f.outcome];
}

static int
acknowledge(struct witness *w, const char *reason, bool anew)
{
	struct store *s = &w->store;
	char kind[sizeof(s->refusing)];

	read_log_key(w);
	store_open(s, w->set.store, w->suite, TO_ACKNOWLEDGE);
	if (!s->refusing[0] && !anew) {
		puts("没有需要确认的不一致");
		return 0;
	}
	snprintf(kind, sizeof(kind), "%s", s->refusing);
	if (anew ? !store_anew(s, reason) : !store_acknowledge(s, reason)) {
		fputs("没有确认: 理由应是 UTF-8 文字，最多 1000 "
		      "字；或者留底写不进去\n",
		      stderr);
		return 74;
	}
	if (*kind)
		printf("已确认: %s\n", kind);
	if (anew)
		printf("从头重新见证，第 %" PRId64 " 期；平台认可: ggzyctl "
		       "witness anew --name %s --epoch %" PRId64 "\n",
		       s->epoch, w->set.name, s->epoch);
	return 0;
}

int
main(int argc, char **argv)
{
	static struct witness w;
	const char *file = NULL, *reason = NULL, *command = "";
	bool anew = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-V")) {
			printf("ggzy-witness %s\nconfigure %s\n",
			       PACKAGE_VERSION, GGZY_CONFIGURE);
			return 0;
		}
		if (!strcmp(argv[i], "--help"))
			return usage(stdout);
		if (!strcmp(argv[i], "-c") && i + 1 < argc)
			file = argv[++i];
		else if (!strcmp(argv[i], "--acknowledge") && i + 1 < argc)
			reason = argv[++i];
		else if (!strcmp(argv[i], "--anew"))
			anew = true;
		else if (*argv[i] == '-' || *command)
			return usage(stderr);
		else
			command = argv[i];
	}
	if (!file || (anew && !reason) || (reason && (*command || !*reason)))
		return usage(stderr);
	log_open("witness");
	settings_read(file, &w.set);
	umask(077);
	daemon_begin();
	if (reason)
		return acknowledge(&w, reason, anew);
	if (!strcmp(command, "check"))
		return check(&w);
	if (!strcmp(command, "key"))
		return make_key(&w);
	return *command ? usage(stderr) : run(&w);
}
