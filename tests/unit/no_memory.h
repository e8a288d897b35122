#ifndef NO_MEMORY_H
#define NO_MEMORY_H
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "tap.h"

/*
 * One allocation fails, in a child each: the n-th, ours or a library's, for
 * n = 1, 2, ... until there are no more.  Of those that the same calls of ours
 * led to the first AGAIN are tried, with GGZY_EVERY in the environment all.
 *
 *	each("a signature verifies", verifies, true, 0);
 *	each("another does not", verifies_changed, false, 0);
 *
 * What is right may be refused for want of memory; what is wrong must never be
 * taken.  Linked with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc.
 */
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
const char *__asan_default_options(void);
void __gcov_dump(void) __attribute__((weak)); /* measured: tests/t/coverage.t */

static long left; /* allocations until one fails; 0: none does */
static bool failed;

/* Which calls led to each allocation, as a number. */
#define TRACE_MAX 20000
#define AGAIN 3
#define DEPTH 17 /* from main() to a little below our own functions */
static struct trace {
	long n;
	uint64_t calls[TRACE_MAX];
} * trace;
static bool tracing;

static void
note(void)
{
	uint64_t sum = 14695981039346656037u; /* FNV-1a, by addresses */
	void *at[64];
	int i, n;

	tracing = false; /* it may want memory itself */
	n = backtrace(at, 64);
	for (i = n > DEPTH ? n - DEPTH : 0; i < n; i++)
		sum = (sum ^ (uintptr_t)at[i]) * 1099511628211u;
	if (trace->n < TRACE_MAX)
		trace->calls[trace->n++] = sum;
	tracing = true;
}

static bool
may(void)
{
	if (tracing)
		note();
	if (!left || --left)
		return true;
	failed = true;
	errno = ENOMEM;
	return false;
}

/* ours, libjose's by jansson: the linker puts these in the place of malloc */
void *
__wrap_malloc(size_t n)
{
	return may() ? __real_malloc(n) : NULL;
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return may() ? __real_calloc(n, size) : NULL;
}

void *
__wrap_realloc(void *p, size_t n)
{
	return may() ? __real_realloc(p, n) : NULL;
}

/* OpenSSL's */
static void *
take(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return may() ? __real_malloc(n) : NULL;
}

static void *
retake(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return may() ? __real_realloc(p, n) : NULL;
}

static void
give(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* Before the constructors of libraries, which take some. */
static bool openssl_asks;

static void
ask_us(void)
{
	openssl_asks = CRYPTO_set_mem_functions(take, retake, give) == 1;
}
__attribute__((used, section(".preinit_array"))) static void (*const first)(
    void) = ask_us;

/* A child that ends in the middle leaves what it had. */
const char *
__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1";
}

/* What became of it in a child whose n-th allocation failed; to end with a
 * message is to say no.  NO_SUCH: there were not so many. */
enum { YES, NO, NO_SUCH, CRASHED };

static int
run(bool (*what)(void), long n)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		if (dup2(open("/dev/null", O_WRONLY), 2) < 0)
			_exit(NO);
		failed = false;
		left = n;
		status = what() ? YES : NO;
		left = 0;
		if (__gcov_dump)
			__gcov_dump();
		_exit(failed ? status : NO_SUCH);
	}
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status))
		return CRASHED;
	return WEXITSTATUS(status) <= NO_SUCH ? WEXITSTATUS(status) : NO;
}

/* Fills trace, in a child too: what is done for the first time takes more. */
static void
follow(bool (*what)(void))
{
	pid_t pid;

	if (!trace)
		trace = mmap(NULL, sizeof(*trace), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	trace->n = 0;
	if (!(pid = fork())) {
		tracing = true;
		what();
		tracing = false;
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

/* Was the n-th asked for by the same calls as AGAIN before it? */
static bool
is_like_others(long n)
{
	long i, same = 0;

	if (n > trace->n)
		return false;
	for (i = 0; i < n - 1 && same < AGAIN; i++)
		same += trace->calls[i] == trace->calls[n - 1];
	return same == AGAIN;
}

/*
 * OpenSSL 3.0 has places where it crashes for want of memory; a process that
 * crashes says yes to nothing.  `theirs` is how many are known:
 *	EVP_KDF_CTX_new()	while SM2 decrypts
 *	BN_CTX_end(NULL)	while an SM2 signature is verified
 */
static void
each(const char *name, bool (*what)(void), bool want, long theirs)
{
	bool every = getenv("GGZY_EVERY") != NULL;
	long n, said[4] = { 0 };

	follow(what);
	for (n = 1; !said[NO_SUCH]; n++)
		if (every || !is_like_others(n))
			said[run(what, n)]++;
	ok(what() == want && said[CRASHED] <= theirs && (want || !said[YES]),
	   "%s: of %ld %ld refused, %ld taken, %ld crashed", name, n - 2,
	   said[NO], said[YES], said[CRASHED]);
}

#endif
