/* OpenAPI 3.1 from the route table. */
#include <ctype.h>

#include "json.h"
#include "openapi.h"
#include "worker.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/* /trades/:id/bids/:id as /trades/{id}/bids/{id2}; returns the names. */
static unsigned
path_print(struct buf *b, const struct worker *w, const char *path)
{
	unsigned ids = 0, word = 0;

	buf_printf(b, "/api/%s", w->name);
	while (*path) {
		if (!strncmp(path, ":id", 3)) {
			buf_str(b, ids++ ? "{id2}" : "{id}");
			path += 3;
		} else if (!strncmp(path, ":word", 5)) {
			buf_str(b, "{word}");
			word = 4;
			path += 5;
		} else {
			buf_char(b, *path++);
		}
	}
	return ids | word;
}

static void
path_parameter(struct buf *b, const char *name, const char *schema)
{
	json_comma(b);
	buf_printf(b,
		   "{\"name\":\"%s\",\"in\":\"path\",\"required\":true,"
		   "\"schema\":%s}",
		   name, schema);
}

static void
parameters(struct schemas *s, struct buf *b, const struct route *rt,
	   unsigned names)
{
	static const char number[] = "{\"type\":\"integer\",\"minimum\":1}";
	bool get = !strcmp(rt->method, "GET");
	const struct field *f;

	json_key(b, "parameters");
	buf_char(b, '[');
	if (names & 3)
		path_parameter(b, "id", number);
	if ((names & 3) > 1)
		path_parameter(b, "id2", number);
	if (names & 4)
		path_parameter(b, "word", "{\"type\":\"string\"}");
	if (!get) {
		json_comma(b);
		buf_str(b, "{\"$ref\":\"#/components/parameters/key\"}");
	}
	if (rt->flags & R_DEED)
		buf_str(b, ",{\"$ref\":\"#/components/parameters/"
			   "certificate\"},{\"$ref\":\"#/components/"
			   "parameters/signed_at\"},{\"$ref\":\"#/components/"
			   "parameters/signature\"}");
	if (rt->in && (get || (rt->flags & R_UPLOAD)))
		for (f = rt->in->field; f->name; f++) {
			if (!(f->flags & F_IN))
				continue;
			json_comma(b);
			buf_printf(b,
				   "{\"name\":\"%s\",\"in\":\"query\","
				   "\"required\":%s,\"schema\":",
				   f->name,
				   f->flags & F_OPT ? "false" : "true");
			schema_field(s, b, f, F_IN);
			buf_char(b, '}');
		}
	buf_char(b, ']');
}

static void
body(struct schemas *s, struct buf *b, const struct route *rt)
{
	if (!strcmp(rt->method, "GET"))
		return;
	if (rt->flags & R_UPLOAD) {
		buf_str(b, ",\"requestBody\":{\"required\":true,\"content\":{"
			   "\"application/octet-stream\":{}}}");
	} else if (rt->in) {
		buf_str(b, ",\"requestBody\":{\"required\":true,\"content\":{"
			   "\"application/json\":{\"schema\":");
		schema_ref(s, b, rt->in, F_IN);
		buf_str(b, "}}}");
	}
}

static void
responses(struct schemas *s, struct buf *b, const struct route *rt)
{
	buf_str(b, ",\"responses\":{\"2XX\":{\"description\":\"完成\","
		   "\"content\":{");
	if (rt->flags & R_FILE) {
		buf_str(b, "\"application/octet-stream\":{}");
	} else if (rt->out && (rt->flags & R_LIST)) {
		buf_str(b, "\"application/json\":{\"schema\":{\"type\":"
			   "\"object\",\"properties\":{\"items\":{\"type\":"
			   "\"array\",\"items\":");
		schema_ref(s, b, rt->out, F_OUT);
		buf_str(b, "},\"next\":{\"type\":[\"string\",\"null\"],"
			   "\"title\":\"下一页的地址\"}},\"required\":["
			   "\"items\",\"next\"]}}");
	} else {
		buf_str(b, "\"application/json\":{\"schema\":");
		if (rt->out)
			schema_ref(s, b, rt->out, F_OUT);
		else
			buf_str(b, "{\"type\":\"object\"}");
		buf_char(b, '}');
	}
	buf_str(b, "}},\"4XX\":{\"$ref\":\"#/components/responses/problem\"},"
		   "\"5XX\":{\"$ref\":\"#/components/responses/problem\"}}");
}

static void
roles(struct buf *b, unsigned who)
{
	unsigned bit;
	size_t i;

	if (who & ANYONE) {
		buf_str(b, ",\"security\":[]");
		return;
	}
	buf_str(b, ",\"security\":[{\"session\":[]}],\"x-roles\":[");
	for (i = 0; i < WHO_BITS; i++) {
		bit = 1u << i;
		if (!(who & bit) || bit == SIGNED || !who_words[i])
			continue;
		json_comma(b);
		json_text(b, who_words[i]);
	}
	buf_char(b, ']');
}

static void
operation(struct schemas *s, struct buf *b, const struct worker *w,
	  const struct route *rt, unsigned names)
{
	const struct move *m = rt->verb ? move_find(w->moves, rt->verb) : NULL;
	const char *p;

	buf_char(b, '"');
	for (p = rt->method; *p; p++)
		buf_char(b, (char)tolower((unsigned char)*p));
	buf_printf(b, "\":{\"operationId\":\"%s.%s", w->name, rt->method);
	for (p = rt->path; *p; p++)
		buf_char(b, *p == '/' || *p == ':' ? '_' : *p);
	buf_char(b, '"');
	json_key(b, "summary");
	json_text(b, rt->title);
	json_key(b, "tags");
	buf_char(b, '[');
	json_text(b, w->name);
	buf_char(b, ']');
	parameters(s, b, rt, names);
	body(s, b, rt);
	responses(s, b, rt);
	roles(b, m ? m->who : rt->who);
	if (m) {
		json_key(b, "x-step");
		json_text(b, m->verb);
	}
	buf_char(b, '}');
}

/* All methods of a path on one line, where its first route stands. */
static void
paths(struct schemas *s, struct buf *b, const struct worker *w)
{
	const struct route *rt, *o;
	const char *sep = "";
	unsigned names;

	for (rt = w->routes; rt->method; rt++) {
		for (o = w->routes; strcmp(o->path, rt->path); o++)
			;
		if (o != rt)
			continue;
		buf_str(b, sep);
		sep = ",\n";
		buf_char(b, '"');
		names = path_print(b, w, rt->path);
		buf_str(b, "\":{");
		for (; o->method; o++)
			if (!strcmp(o->path, rt->path)) {
				json_comma(b);
				operation(s, b, w, o, names);
			}
		buf_char(b, '}');
	}
}

/* What is refused, as serve.c writes it; the codes are those of err.def. */
static void
problem(struct buf *b)
{
	int e;

	buf_str(b, "\"problem\":{\"type\":\"object\",\"properties\":{"
		   "\"type\":{\"type\":\"string\"},"
		   "\"title\":{\"type\":\"string\"},"
		   "\"status\":{\"type\":\"integer\"},"
		   "\"code\":{\"type\":\"string\",\"enum\":[");
	for (e = OK + 1; e < E__MAX; e++) {
		json_comma(b);
		json_text(b, err_name((enum err)e));
	}
	buf_str(b, "]},\"detail\":{\"type\":\"string\"},"
		   "\"fields\":{\"type\":\"object\",\"title\":\"逐项说明\","
		   "\"additionalProperties\":{\"type\":\"string\"}},"
		   "\"reason\":{\"type\":\"string\",\"title\":"
		   "\"E_CERT 的原因代码\"},"
		   "\"rule\":{\"type\":\"object\",\"title\":\"所依据的规则\"},"
		   "\"request\":{\"type\":[\"string\",\"null\"]}},"
		   "\"required\":[\"type\",\"title\",\"status\",\"code\"]}");
}

static void
head(struct buf *b, const struct worker *w)
{
	buf_str(b, "{\n\"openapi\":\"3.1.0\",\n"
		   "\"info\":{\"title\":\"公共资源交易平台接口\",\"version\":"
		   "\"" PACKAGE_VERSION "\",\"summary\":"
		   "\"业务系统与控制台使用同一套接口\",\"license\":{\"name\":"
		   "\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}},\n"
		   "\"servers\":[{\"url\":\"/\"}],\n\"tags\":[\n{\"name\":");
	json_text(b, w->name);
	buf_str(b, ",\"description\":");
	json_text(b, w->title ? w->title : w->name);
	buf_str(b, "}\n],\n\"paths\":{\n");
}

static void
components(struct buf *b)
{
	buf_str(b,
		"\n},\n\"components\":{\n"
		"\"securitySchemes\":{\"session\":{\"type\":\"apiKey\","
		"\"in\":\"cookie\",\"name\":\"ggzy\",\"description\":"
		"\"登录后得到；写操作还须带本平台的 Origin\"}},\n"
		"\"parameters\":{\"key\":{\"name\":\"Idempotency-Key\","
		"\"in\":\"header\",\"required\":false,\"description\":"
		"\"重复提交时得到同一个答复\",\"schema\":{\"type\":"
		"\"string\",\"maxLength\":100}},"
		"\"certificate\":{\"name\":\"GGZY-Certificate\","
		"\"in\":\"header\",\"required\":false,"
		"\"description\":\"签名证书，base64 的 DER；"
		"绑定过证书的账号必须提交\",\"schema\":{\"type\":"
		"\"string\",\"maxLength\":8000}},"
		"\"signed_at\":{\"name\":\"GGZY-Signed-At\","
		"\"in\":\"header\",\"required\":false,"
		"\"description\":\"签名的时间，例如 "
		"2026-06-03T10:00:00.000+08:00；与平台时间相差不得超过 10 "
		"分钟，上传文件的可以早 60 分钟\",\"schema\":{\"type\":"
		"\"string\",\"minLength\":29,\"maxLength\":29}},"
		"\"signature\":{\"name\":\"GGZY-Signature\","
		"\"in\":\"header\",\"required\":false,"
		"\"description\":\"base64，签的是 GGZY-DEED-2、平台地址、方法和"
		"路径、Idempotency-Key、签名的时间、请求体的 "
		"SHA-256，各占一行\","
		"\"schema\":{\"type\":\"string\",\"maxLength\":"
		"3000}}},\n"
		"\"responses\":{\"problem\":{\"description\":\"未能办理\","
		"\"content\":{\"application/problem+json\":{\"schema\":"
		"{\"$ref\":\"#/components/schemas/problem\"}}}}},\n"
		"\"schemas\":{\n");
	problem(b);
	buf_str(b, ",\n");
}

void
openapi_print(const struct worker *w)
{
	struct arena *mem = arena_new();
	struct schemas *s = schemas_new(mem, w->name);
	struct buf b;

	buf_init(&b, mem);
	head(&b, w);
	paths(s, &b, w);
	components(&b);
	schemas_print(s, &b);
	buf_str(&b, "\n}\n}\n}\n");
	fputs(buf_text(&b), stdout);
	arena_free(mem);
}
