/* The configuration: one file, one option table. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <ctype.h>
#include <unistd.h>

#include "conf.h"
#include "log.h"

#ifndef GGZY_SYSCONFDIR
#define GGZY_SYSCONFDIR "/etc/ggzy"
#endif

struct conf conf = {
	.db_socket = "/run/mysqld/mysqld.sock",
	.db_password = "",
	.admin_user = "root",
	.admin_password = "",
	.secrets = GGZY_SYSCONFDIR "/secrets",
	.run = "/run/ggzy",
	.blobs = "/var/lib/ggzy/blobs",
	.keys = "/var/lib/ggzy/keys",
	.tsa = "/var/lib/ggzy/tsa",
	.tsa_url = "",
	.tsa_ca = "",
	.public = "/var/lib/ggzy/public",
	.archive = "/var/lib/ggzy/archive",
	.font = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
	.www = "/usr/share/ggzy/www",
	.data = "/usr/share/ggzy/db",
	.url = "http://localhost",
	.json_max = 1024 * 1024,
	.upload_max = 200 * 1024 * 1024,
	.session_idle = 1800,
	.session_end = 8 * 3600,
};

static const struct {
	const char *name;
	size_t off;
	bool number;
	const char *meaning;
} option[] = {
	/* clang-format off */
  { "db_socket",    offsetof(struct conf, db_socket),    false, "MariaDB 的本机套接字" },
  { "db_password",  offsetof(struct conf, db_password),  false, "数据库口令 (secrets 里没有文件时用)" },
  { "admin_user",   offsetof(struct conf, admin_user),   false, "ggzyctl migrate 用的数据库管理员" },
  { "admin_password", offsetof(struct conf, admin_password), false, "管理员的数据库口令 (本机套接字认证时为空)" },
  { "secrets",      offsetof(struct conf, secrets),      false, "口令目录, 每个数据库用户一个文件 NAME.db" },
  { "run",          offsetof(struct conf, run),          false, "工作进程套接字的目录" },
  { "blobs",        offsetof(struct conf, blobs),        false, "按摘要存放文件的目录" },
  { "keys",         offsetof(struct conf, keys),         false, "密钥目录: log.pem receipt.pem factor.key" },
  { "tsa",          offsetof(struct conf, tsa),          false, "ggzy-tsa 的目录: 私钥、证书和根证书" },
  { "tsa_url",      offsetof(struct conf, tsa_url),      false, "外部时间戳机构的地址 (空: 用 ggzy-tsa)" },
  { "tsa_ca",       offsetof(struct conf, tsa_ca),       false, "外部时间戳机构的根证书文件" },
  { "public",       offsetof(struct conf, public),       false, "site 写公开页面的目录" },
  { "archive",      offsetof(struct conf, archive),      false, "归档文书和归档包的目录, 按摘要存放" },
  { "font",         offsetof(struct conf, font),         false, "文书的字体文件 (TrueType)" },
  { "www",          offsetof(struct conf, www),          false, "安装的样式与脚本" },
  { "data",         offsetof(struct conf, data),         false, "安装的 db 目录" },
  { "url",          offsetof(struct conf, url),          false, "对外地址, 用于链接和来源核对" },
  { "json_max",     offsetof(struct conf, json_max),     true,  "JSON 请求的字节上限" },
  { "upload_max",   offsetof(struct conf, upload_max),   true,  "上传文件的字节上限" },
  { "session_idle", offsetof(struct conf, session_idle), true,  "会话空闲时限, 秒" },
  { "session_end",  offsetof(struct conf, session_end),  true,  "会话最长时限, 秒" },
  { NULL, 0, false, NULL }
	/* clang-format on */
};

static void
refuse(const char *file, int line, const char *why)
{
	if (line)
		fprintf(stderr, "%s:%d: %s\n", file, line, why);
	else
		fprintf(stderr, "%s: %s\n", file, why);
	exit(78); /* EX_CONFIG */
}

char *
conf_trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	for (end = s + strlen(s); end > s && isspace((unsigned char)end[-1]);)
		*--end = 0;
	return s;
}

static void
set(const char *file, int line, const char *name, const char *value)
{
	char *end, *copy;
	size_t i;

	for (i = 0; option[i].name && strcmp(option[i].name, name); i++)
		;
	if (!option[i].name)
		refuse(file, line, "没有这个选项");
	if (option[i].number) {
		int64_t n;

		errno = 0;
		n = strtoll(value, &end, 10);
		if (errno || end == value || *end || n < 1)
			refuse(file, line, "应是正整数");
		*(int64_t *)(void *)((char *)&conf + option[i].off) = n;
		return;
	}
	/* lives as long as the process */
	if (!(copy = strdup(value)))
		exit(70);
	*(const char **)(void *)((char *)&conf + option[i].off) = copy;
}

static const char *
path_of(const char *file)
{
	if (!file)
		file = getenv("GGZY_CONF");
	return file ? file : GGZY_SYSCONFDIR "/ggzy.conf";
}

bool
conf_is_there(const char *file)
{
	return !access(path_of(file), R_OK);
}

void
conf_read(const char *file)
{
	char text[2000], *name, *value;
	int line = 0;
	FILE *f;

	file = path_of(file);
	if (!(f = fopen(file, "r")))
		refuse(file, 0, strerror(errno));
	while (fgets(text, sizeof(text), f)) {
		line++;
		if (strlen(text) == sizeof(text) - 1)
			refuse(file, line, "这一行太长");
		name = conf_trim(text);
		if (!*name || *name == '#')
			continue;
		if (!(value = strchr(name, '=')))
			refuse(file, line, "应是 选项 = 值");
		*value++ = 0;
		set(file, line, conf_trim(name), conf_trim(value));
	}
	fclose(f);
}

void
conf_print(void)
{
	const char *at;
	size_t i;

	for (i = 0; option[i].name; i++) {
		at = (const char *)&conf + option[i].off;
		printf("# %s\n%s = ", option[i].meaning, option[i].name);
		if (option[i].number)
			printf("%lld\n",
			       (long long)*(const int64_t *)(const void *)at);
		else if (strstr(option[i].name, "_password"))
			puts("***");
		else
			puts(*(const char *const *)(const void *)at);
	}
}

/* Kept like the options: whoever connects again asks for it again. */
static const char *
keep(const char *text)
{
	static struct kept {
		struct kept *next;
		char text[];
	} * all;
	struct kept *k;
	size_t n = strlen(text) + 1;

	for (k = all; k; k = k->next)
		if (!strcmp(k->text, text))
			return k->text;
	if (!(k = malloc(sizeof(*k) + n)))
		exit(70);
	memcpy(k->text, text, n);
	k->next = all;
	all = k;
	return k->text;
}

const char *
conf_db_password(const char *user)
{
	char path[4096], text[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.db", conf.secrets, user);
	if (!*conf.secrets)
		return conf.db_password;
	if (!(f = fopen(path, "r"))) {
		if (errno == ENOENT && *conf.db_password)
			return conf.db_password;
		log_error("msg=cannot-read path=%s why=\"%s\"", path,
			  strerror(errno));
		return NULL;
	}
	if (!fgets(text, sizeof(text), f))
		text[0] = 0;
	fclose(f);
	return keep(conf_trim(text));
}
