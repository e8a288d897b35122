/* ggzyctl: the table of commands. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "log.h"

/* clang-format off */
static const struct command commands[] = {
  /* noun	verb		arguments	function	what it does */
  { "migrate", "status", "", migrate_status,
    "列出迁移文件及其执行情况" },
  { "migrate", "up", "", migrate_up,
    "执行未执行的迁移，并重建视图和授权" },
  { "migrate", "verify", "", migrate_verify,
    "核对已执行迁移的校验和" },
  { "init", "", "--name 名称 [--rehearsal [--start 时间]] [--platform-code C18] [--platform-code11 C11]\n"
    "        [--suite p256|sm] | --keys", init,
    "创建安装记录、密钥和系统账号（只做一次）；--keys 只补缺少的密钥" },
  { "clock", "show", "", clock_show,
    "显示平台时钟" },
  { "clock", "shift", "21d|5h|30m|10s", clock_shift,
    "把演练时钟向后拨（仅限演练环境）" },
  { "clock", "set", "2026-03-16T09:00:00+08:00", clock_set,
    "把演练时钟拨到某一时刻（仅限演练环境）" },
  { "clock", "speed", "倍数", clock_speed,
    "设定演练时钟快慢（仅限演练环境）" },
  { "reference", "load", "[文件夹]", reference_load,
    "载入目录、规则、区划、日历等基础数据（可重复）" },
  { "account", "add", "--login 登录名 --name 姓名 (--password-file 文件|--password-stdin)"
    " [--subject 信用代码 --subject-name 名称 --region 区划] [--must-change] --role 角色[:区划]...", account_add,
    "新建账号；--must-change 首次登录须改口令（正式环境一律如此）" },
  { "account", "list", "", account_list,
    "列出账号和角色" },
  { "account", "reset", "--reason 原因 [--factor] 登录名", account_reset,
    "重设忘记的口令：显示一次性口令，登录后须先修改；其会话都结束；--factor 同时清除动态口令" },
  { "account", "role", "add|remove 登录名 角色[:区划]", account_role,
    "授予或收回一个角色；管理员只能这样指定；其会话都结束" },
  { "account", "policy", "[参数 on|off|数值|default]", account_policy,
    "列出账号规则（等保三级），或改变一项" },
  { "subject", "account", "信用代码 账号", subject_account,
    "登记投标人的基本账户，投标保证金从它转出（实施条例 26）" },
  { "expert", "add", "--login 登录名 --resident-id 身份证号 --title 职称 --years 年限"
    " --class 专业,... [--employer 信用代码] [--region 区划]", expert_add,
    "把账号登记为评标专家" },
  { "blob", "sweep", "[--days 30] [--dry-run]", blob_sweep,
    "把无记录的旧文件（如被拒收的投标）移到 blobs/trash，并删除在那里满期的" },
  { "ledger", "check", "", ledger_check,
    "核对资金台账：每笔借贷相等，与保证金、退款、来款的记录一致" },
  { "log", "verify", "[--json] [--no-files] [--every 秒]", log_verify,
    "从头重算日志的每一条、节点、签名头和共同签署，核对文件和封箱承诺；用 --every 一直运行，发现不对就告警" },
  { "log", "head", "", log_show_head,
    "显示最近的签名头" },
  { "log", "vectors", "文件夹", log_judge,
    "用外部测试向量检验日志算法" },
  { "witness", "add", "--name 名称 --title 单位 --public 公钥.pem [--region 区划]", witness_add,
    "认可一个见证人，它可以共同签署日志根" },
  { "witness", "list", "", witness_list,
    "列出见证人和要求的人数" },
  { "witness", "end", "--name 名称", witness_end,
    "不再认可一个见证人；它签过的仍然有效" },
  { "witness", "anew", "--name 名称 --epoch 期号", witness_anew,
    "认可见证人重新见证的一期；以前各期的签署不再计入" },
  { "witness", "require", "人数 [--wait 分钟]", witness_require,
    "每个签名头要求几个见证人；封箱后最多等他们几分钟" },
  { "import", "inspect", "文件", import_inspect,
    "查看待导入文件的编码、行数和字段" },
  { "import", "validate", "--profile 名称 [--report 文件.csv] 文件", import_validate,
    "逐行检查，不写入" },
  { "import", "commit", "--profile 名称 [--report 文件.csv] 文件", import_commit,
    "检查并导入；有一行不对就全部不导入" },
  { "import", "list", "", import_list,
    "列出导入批次" },
  { "import", "undo", "批次号", import_undo,
    "撤销一个批次：隐藏其公告，不删除" },
  { "key", "new", "文件 [--suite p256|sm]", key_new,
    "生成自己的密钥对，私钥（JWK）写入文件；sm 是国密 SM2" },
  { "key", "public", "文件", key_public,
    "显示公钥，用于在平台登记" },
  { "seal", "", "--trustees 受托人.json --bidder 信用代码 --key 私钥.jwk --sheet 一览表.json"
    " --file 投标文件 --out 加密文件 [--trade 标识码] [--member 信用代码]...", seal,
    "加密投标文件（不需要联网）；受托人.json 是 GET /trades/:id/trustees 的答复，- 为标准输入" },
  { "release", "", "--trade 标识码 --key 私钥 --shares 份额.json", release,
    "受托人解开份额，输出要 POST 到 /trades/:id/shares 的内容；标识码照招标公告写，别处的份额不释放；私钥是加密证书的 PEM（不带口令）或 JWK" },
  { "unlock", "", "--trade 标识码 --key 私钥.jwk --bid 加密文件", unlock,
    "投标人解开自己的密钥，输出要 POST 到 /trades/:id/bids/key 的内容" },
  { "unseal", "", "--key 私钥.jwk --bid 加密文件 --out 文件", unseal,
    "投标人用自己的私钥检查加密文件：显示一览表，写出投标文件" },
  { "ca", "add", "--name 名称 --root 根证书 [--intermediate 中级证书]... [--kind ukey|mobile]"
    " [--purpose login,sign,seal] [--policy OID] [--code-at organizationIdentifier|serialNumber|OU|OID|ext:OID]"
    " [--from 日期] [--to 日期] [--crl 地址] [--ocsp 地址]", ca_add,
    "认可一家 CA（文件为 PEM 或 DER）；--code-at 是证书里写统一社会信用代码的位置" },
  { "ca", "list", "", ca_list,
    "列出认可的 CA" },
  { "ca", "show", "编号", ca_show,
    "显示一家 CA 的证书和吊销列表" },
  { "ca", "end", "--reason 原因 编号", ca_end,
    "停止认可一家 CA" },
  { "ca", "crl", "文件...", ca_crl,
    "载入吊销列表（PEM 或 DER）" },
  { "ca", "refresh", "[--every 秒]", ca_refresh,
    "按登记的地址下载吊销列表、询问 OCSP；由定时任务每小时执行，或者用 --every 一直运行" },
  { "ca", "check", "[--purpose login|sign|seal|encrypt] 证书", ca_check,
    "检查一张证书现在能否通过，不能时说明原因" },
  { "ca", "require", "on|off", ca_require,
    "重要事项是否一律要数字证书签名（绑定过证书的账号始终要签名）" },
  { "sign", "", "--key 私钥.pem --cert 证书 (METHOD PATH --address 平台地址 --idempotency-key 键 [--body 文件] [--at 时间] | --text 文件)", sign_command,
    "给一个请求签名，输出要带的两个请求头；--text 给口令串签名，输出证书和签名" },
  { "draw", "commit", "--trade 标识码 --draw 次序 --party owner|centre|supervision --secret 文件", draw_commit,
    "抽取专家：生成本方随机数存入文件，输出要 POST 到 /trades/:id/draws/:id/commit 的承诺" },
  { "draw", "reveal", "--secret 文件", draw_reveal,
    "抽取专家：输出要 POST 到 /trades/:id/draws/:id/reveal 的随机数" },
  { "draw", "check", "文件", draw_check,
    "重新抽取一遍：核对 GET /trades/:id/draws 的答复，- 为标准输入" },
  { "receipt", "check", "文件 --receipt-key 公钥.pem [--tsa-ca 根证书.pem] [--log-key 公钥.pem]", receipt_check,
    "核对回执：签名、时间戳、在日志中的位置，逐项说明；只给 --receipt-key 时显示签名的原文" },
  { "receipt", "public", "", receipt_public,
    "显示平台签回执的公钥" },
  { "archive", "list", "[标段序号]", archive_list,
    "列出归档的标段，或者一个标段的文书" },
  { "archive", "make", "标段序号", archive_make,
    "现在生成归档包；已有的重新生成并比对" },
  { "archive", "verify", "归档包.tar [--public 树头公钥.pem]", archive_verify,
    "核验归档包：完整、清单、目录、留痕；不需要联网" },
  { "bundle", "", "[--public] 标段序号 文件夹", bundle_write,
    "把标段的证据包写到新文件夹；--public 只写人人可以看的" },
  { "verify", "", "[--trust 可信公钥.json] [--json] 文件夹...", bundle_verify,
    "从头核对标段的证据包：不需要数据库，不需要联网；有一项不对返回 1" },
  { .noun = NULL }
};

/* Bidders and trustees have no configuration: these need none. */
static const char *const offline[] = { "key", "seal", "release", "unlock",
				       "unseal", "sign", "draw",
				       "verify", NULL };
/* clang-format on */

static const struct command *asked;

static void
print_usage(FILE *to, const struct command *c)
{
	fprintf(to, "  ggzyctl %s%s%s %s\n", c->noun, *c->verb ? " " : "",
		c->verb, c->usage);
	fprintf(to, "        %s\n", c->title);
}

static void
print_list(FILE *to)
{
	const struct command *c;

	fputs("用法: ggzyctl [-c 配置文件] [-V] 命令 [参数]\n\n命令:\n", to);
	for (c = commands; c->noun; c++)
		print_usage(to, c);
	fputs("\n每条命令都有 --help。\n", to);
}

int
ctl_usage(void)
{
	fputs("用法:\n", stderr);
	print_usage(stderr, asked);
	return EX_USAGE;
}

int
ctl_fail(int status, const char *fmt, ...)
{
	va_list ap;

	fputs("ggzyctl: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return status;
}

static bool
wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--help"))
			return true;
	return false;
}

/* How many words of argv name this command: 0, 1 or 2. */
static int
matches(const struct command *c, int argc, char **argv)
{
	if (argc < 1 || strcmp(argv[0], c->noun))
		return 0;
	if (!*c->verb)
		return 1;
	return argc > 1 && !strcmp(argv[1], c->verb) ? 2 : 0;
}

static bool
needs_conf(const struct command *c)
{
	return word_index(offline, c->noun) < 0 && c->run != receipt_check;
}

/* What is printed is the result: half a share or report is none. */
static int
finish(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	return ctl_fail(status ? status : EX_IOERR,
			"结果没有写完: %s。请换个写得下的地方再执行一次",
			strerror(errno));
}

int
main(int argc, char **argv)
{
	const char *file = NULL;
	int n;

	log_open("ggzyctl");
	for (argc--, argv++; argc && **argv == '-'; argc--, argv++) {
		if (!strcmp(*argv, "-V")) {
			printf("ggzyctl %s\nconfigure %s\n", PACKAGE_VERSION,
			       GGZY_CONFIGURE);
			return 0;
		}
		if (!strcmp(*argv, "-h") || !strcmp(*argv, "--help")) {
			print_list(stdout);
			return 0;
		}
		if (strcmp(*argv, "-c") || argc < 2) {
			print_list(stderr);
			return EX_USAGE;
		}
		file = argv[1];
		setenv("GGZY_CONF", file, 1); /* for what we start */
		argc--;
		argv++;
	}
	if (!argc) {
		print_list(stdout);
		return 0;
	}
	for (asked = commands; asked->noun; asked++) {
		if (!(n = matches(asked, argc, argv)))
			continue;
		if (wants_help(argc, argv)) {
			puts("用法:");
			print_usage(stdout, asked);
			return 0;
		}
		/* an archive package is checked anywhere */
		if (asked->run == archive_verify ? conf_is_there(file)
						 : needs_conf(asked))
			conf_read(file);
		return finish(asked->run(argc - n + 1, argv + n - 1));
	}
	return ctl_fail(EX_USAGE, "没有命令 %s%s%s；全部命令见 ggzyctl --help",
			*argv, argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
}
