/* Fetching over http, by libcurl: the only file that knows it. */
#include <curl/curl.h>
#include <string.h>

#include "buf.h"
#include "fetch.h"

#define REDIRECTS 3

struct sink {
	struct buf b;
	size_t max;
};

/* Less than it was given stops the transfer. */
static size_t
take(char *at, size_t size, size_t n, void *to)
{
	struct sink *s = to;

	if (size * n > s->max - s->b.len)
		return 0;
	buf_add(&s->b, at, size * n);
	return size * n;
}

int
fetch_url_ok(const char *url)
{
	return (!strncmp(url, "http://", 7) || !strncmp(url, "https://", 8)) &&
	       strlen(url) <= 300 && !url[strcspn(url, " \t\r\n\"<>\\")];
}

static void
set(CURL *c, const struct fetch *f, struct sink *s, struct curl_slist *head)
{
	curl_easy_setopt(c, CURLOPT_URL, f->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, f->seconds);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, f->seconds);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->max);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, s);
	if (!f->body)
		return;
	curl_easy_setopt(c, CURLOPT_POST, 1L);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->body);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE,
			 (curl_off_t)f->body_len);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
}

const char *
fetch(struct arena *a, const struct fetch *f, void **bytes, size_t *len)
{
	CURL *c = fetch_url_ok(f->url) ? curl_easy_init() : NULL;
	struct sink s = { .max = f->max };
	struct curl_slist *head = NULL;
	const char *why = NULL;
	long status = 0;
	CURLcode code;

	if (!c)
		return "地址应以 http:// 或 https:// 开头";
	buf_init(&s.b, a);
	buf_add(&s.b, "", 0);
	if (f->type)
		head =
		    curl_slist_append(NULL, arena_printf(a, "Content-Type: %s",
							 f->type));
	set(c, f, &s, head);
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK && status != 200)
		why = arena_printf(a, "HTTP %ld", status);
	else if (code)
		why = arena_strdup(a, curl_easy_strerror(code));
	curl_slist_free_all(head);
	curl_easy_cleanup(c);
	*bytes = s.b.at;
	*len = s.b.len;
	return why;
}
