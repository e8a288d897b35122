/* Requests over HTTP and HTTPS.  The only file with libcurl. */
#include <curl/curl.h>

#include "log.h"
#include "witness.h"

#define REPLY_MAX ((size_t)64 << 20)
#define TIMEOUT 30L /* seconds */

struct http {
	CURL *curl;
	char why[CURL_ERROR_SIZE];
};

static size_t
take(char *at, size_t one, size_t n, void *to)
{
	struct buf *reply = to;

	if (reply->len + one * n > REPLY_MAX)
		return 0;
	buf_add(reply, at, one * n);
	return one * n;
}

struct http *
http_open(const struct settings *s)
{
	struct http *h = calloc(1, sizeof(*h));

	if (!h || curl_global_init(CURL_GLOBAL_DEFAULT) ||
	    !(h->curl = curl_easy_init())) {
		fprintf(stderr, "http: libcurl does not start\n");
		exit(70);
	}
	curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, TIMEOUT);
	curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT, TIMEOUT / 3);
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->why);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(h->curl, CURLOPT_USERAGENT, "ggzy-witness");
	if (s->ca_file)
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, s->ca_file);
	return h;
}

void
http_close(struct http *h)
{
	curl_easy_cleanup(h->curl);
	free(h);
	curl_global_cleanup();
}

const char *
http_why(const struct http *h)
{
	return h->why;
}

static struct curl_slist *
headers(struct arena *mem, const char *origin, const char *json)
{
	struct curl_slist *l = NULL, *more;
	const char *line[3] = { "Accept: application/json" };
	int i, n = 1;

	if (json) {
		line[n++] = "Content-Type: application/json";
		line[n++] = arena_printf(mem, "Origin: %s", origin);
	}
	for (i = 0; i < n; i++) {
		if (!(more = curl_slist_append(l, line[i])))
			exit(70);
		l = more;
	}
	return l;
}

int
http_ask(struct http *h, const char *url, const char *origin, const char *json,
	 struct buf *reply)
{
	struct curl_slist *l = headers(reply->mem, origin, json);
	long status = 0;
	CURLcode rc;

	h->why[0] = 0;
	curl_easy_setopt(h->curl, CURLOPT_URL, url);
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, l);
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, reply);
	if (json)
		curl_easy_setopt(h->curl, CURLOPT_COPYPOSTFIELDS, json);
	else
		curl_easy_setopt(h->curl, CURLOPT_HTTPGET, 1L);
	rc = curl_easy_perform(h->curl);
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(l);
	if (rc) {
		if (!h->why[0])
			snprintf(h->why, sizeof(h->why), "%s",
				 curl_easy_strerror(rc));
		return -1;
	}
	return (int)status;
}
