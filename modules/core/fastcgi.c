/* FastCGI: accept, read, serve, reply.  The only file with libfcgi. */
#include <fcgiapp.h>
#include <fcgios.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "fastcgi.h"
#include "hash.h"
#include "health.h"
#include "log.h"
#include "route.h"
#include "serve.h"

static volatile sig_atomic_t stopping;
static FCGX_Request fcgi;
static struct arena *base; /* what outlives an attempt: body, digest */

/*
 * The request at hand is finished: what it waits for goes on waiting
 * (SA_RESTART), but accept() wakes up on a closed descriptor.
 */
static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
	FCGX_ShutdownPending();
	close(0);
}

static const char *
env(const char *name)
{
	return FCGX_GetParam(name, fcgi.envp);
}

static int64_t
content_length(void)
{
	const char *s = env("CONTENT_LENGTH");
	char *end;
	long long n;

	if (!s || !*s)
		return 0;
	n = strtoll(s, &end, 10);
	return *end || n < 0 ? -1 : n;
}

/* The body of an upload into the store. */
static enum err
take_upload(struct req *r)
{
	int64_t want = content_length(), got = 0;
	struct blob_writer *w;
	const char *digest;
	char piece[65536];
	enum err e = OK;
	int n;

	if (want > conf.upload_max)
		return E_TOOBIG;
	if (want <= 0)
		return req_bad(r, "body", "没有收到文件");
	if (!(w = blob_begin(base)))
		return E_DISK;
	while (!e && got < want &&
	       (n = FCGX_GetStr(piece, sizeof(piece), fcgi.in)) > 0) {
		got += n;
		e = blob_add(w, piece, (size_t)n);
	}
	if (!e && got != want) {
		blob_drop(w);
		return req_bad(r, "body", "文件没有传完");
	}
	if (e) {
		blob_drop(w);
		return e;
	}
	if ((e = blob_end(w, &digest, &r->blob.size)))
		return e;
	r->blob.digest = arena_strdup(base, digest);
	return OK;
}

/* A JSON body, whole; broken or too large ones are told by the reply. */
static enum err
take_body(struct req *r, int64_t want)
{
	char *body;
	int n;

	if (want < 0 || want > conf.json_max)
		return E_TOOBIG;
	body = arena_alloc(base, (size_t)want + 1);
	n = want ? FCGX_GetStr(body, (int)want, fcgi.in) : 0;
	if (n != want)
		return E_SYNTAX;
	r->body = body;
	r->body_len = (size_t)want;
	return OK;
}

static void
send_file(struct req *r)
{
	int fd = blob_open_in(r->store ? r->store : conf.blobs, r->file);
	char piece[65536];
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st)) {
		log_error("msg=blob-missing digest=%s", r->file);
		FCGX_PutS("Status: 500\r\n\r\n", fcgi.out);
		if (fd >= 0)
			close(fd);
		return;
	}
	FCGX_FPrintF(fcgi.out,
		     "Status: 200\r\nContent-Type: %s\r\n"
		     "Content-Length: %lld\r\nCache-Control: no-store\r\n%s"
		     "X-Content-Type-Options: nosniff\r\n"
		     "Content-Security-Policy: sandbox\r\n\r\n",
		     r->media ? r->media : "application/octet-stream",
		     (long long)st.st_size, r->extra ? r->extra : "");
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		if (FCGX_PutStr(piece, (int)n, fcgi.out) < 0)
			break;
	close(fd);
}

static void
send_reply(struct req *r)
{
	bool cached = r->route && (r->route->flags & R_CACHE) && !r->status;
	const char *match = env("HTTP_IF_NONE_MATCH");
	unsigned char digest[HASH_LEN];
	char tag[2 * HASH_LEN + 1] = "";
	struct buf head;

	if (r->file) {
		send_file(r);
		return;
	}
	buf_init(&head, r->mem);
	if (cached) {
		sha256(buf_text(&r->out), r->out.len, digest);
		hash_hex(digest, tag);
		tag[32] = 0;
		if (match && strstr(match, tag))
			r->status = 304;
	}
	buf_printf(&head, "Status: %d\r\n", r->status ? r->status : 200);
	if (cached)
		buf_printf(&head,
			   "Cache-Control: public, max-age=1, "
			   "stale-while-revalidate=2\r\n"
			   "ETag: W/\"%s\"\r\n",
			   tag);
	else
		buf_str(&head, "Cache-Control: no-store\r\n");
	if (r->extra)
		buf_str(&head, r->extra);
	if (r->status != 304)
		buf_printf(&head,
			   "Content-Type: %s; charset=utf-8\r\n"
			   "Content-Length: %zu\r\n",
			   r->media ? r->media : "application/json",
			   r->out.len);
	buf_str(&head, "\r\n");
	FCGX_PutStr(head.at, (int)head.len, fcgi.out);
	if (r->status != 304 && strcmp(r->method, "HEAD"))
		FCGX_PutStr(buf_text(&r->out), (int)r->out.len, fcgi.out);
}

/* The path as it was sent, without the query. */
static const char *
uri_of(void)
{
	const char *uri = env("REQUEST_URI");

	if (!uri || !*uri)
		uri = env("SCRIPT_NAME");
	return uri ? arena_copy(base, uri, strcspn(uri, "?")) : "/";
}

/* What of it comes after /api/<worker>. */
static const char *
path_of(const struct worker *w, const char *uri)
{
	size_t n = strlen(w->name);

	if (!strncmp(uri, "/api/", 5) && !strncmp(uri + 5, w->name, n) &&
	    (uri[5 + n] == '/' || !uri[5 + n]))
		uri += 5 + n;
	return *uri ? uri : "/";
}

static void
one(const struct worker *w, struct db *db, const struct suite *suite,
    struct arena *mem)
{
	struct req r = { .mem = mem,
			 .db = db,
			 .worker = w,
			 .domain = w->name,
			 .suite = suite };
	const struct route *rt;
	int64_t want;
	enum err e;

	r.method = env("REQUEST_METHOD") ? env("REQUEST_METHOD") : "GET";
	r.uri = uri_of();
	r.path = path_of(w, r.uri);
	r.query = env("QUERY_STRING");
	r.address = env("REMOTE_ADDR") ? env("REMOTE_ADDR") : "";
	r.rid = env("GGZY_REQUEST_ID") ? env("GGZY_REQUEST_ID") : "-";
	r.cookie = env("HTTP_COOKIE");
	r.origin = env("HTTP_ORIGIN");
	r.idem_key = env("HTTP_IDEMPOTENCY_KEY");
	r.certificate = env("HTTP_GGZY_CERTIFICATE");
	r.signature = env("HTTP_GGZY_SIGNATURE");
	r.signed_at = env("HTTP_GGZY_SIGNED_AT");
	log_rid(r.rid);
	if (!health_answer(&r)) {
		rt = route_find(&r, &e);
		want = content_length();
		r.early = OK;
		if (!(rt && (rt->flags & R_UPLOAD)) && want)
			r.early = take_body(&r, want);
		serve(&r, take_upload);
	}
	send_reply(&r);
	log_rid(NULL);
}

bool
fastcgi_open(void)
{
	struct sigaction sa = { .sa_handler = stop, .sa_flags = SA_RESTART };

	if (FCGX_Init() || FCGX_IsCGI())
		return false;
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	return true;
}

void
fastcgi_serve(const struct worker *w, struct db *db, const struct suite *suite)
{
	struct arena *mem = arena_new();

	base = arena_new();
	FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping && FCGX_Accept_r(&fcgi) >= 0) {
		one(w, db, suite, mem);
		FCGX_Finish_r(&fcgi);
		arena_reset(mem);
		arena_reset(base);
	}
	arena_free(mem);
	arena_free(base);
}
