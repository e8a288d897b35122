/* The public service: the route table and nothing else. */
#include "cert.h"
#include "deed_sql.h"
#include "public.h"
#include "rows.h"
#include "service.h"
#include "session_row.h"
#include "worker.h"
#include "service_sql.h"

/* Whoever acts for a subject. */
#define MARKET (OWNER | AGENCY | BIDDER)
/* Public, the same for everybody at any hour. */
#define STILL (R_CACHE | R_TIMELESS)

/* clang-format off */
static const struct route routes[] = {
  /* method path	who	step	handler	in	out	title	flags */

  /* accounts */
  { "POST", "/register", ANYONE, NULL, post_register,
    &register_in_record, &account_record, "注册单位和第一个账号（免费）", R_SECRET },
  { "POST", "/login", ANYONE, NULL, post_login,
    &login_in_record, &me_record, "登录", R_SECRET | R_PENDING },
  { "POST", "/logout", SIGNED, NULL, post_logout,
    NULL, NULL, "退出", R_PENDING },
  { "GET", "/me", SIGNED, NULL, get_me,
    NULL, &me_record, "我的账号和角色", R_PENDING },
  { "POST", "/password", SIGNED, NULL, post_password,
    &password_in_record, NULL, "修改口令", R_SECRET | R_PENDING },
  { "GET", "/factor", SIGNED, NULL, get_factor,
    NULL, &factor_record, "我的动态口令", R_PENDING },
  { "POST", "/factor", SIGNED, NULL, post_factor,
    &factor_in_record, &factor_new_record, "申请动态口令的密钥", R_SECRET | R_PENDING },
  { "POST", "/factor/confirm", SIGNED, NULL, post_factor_confirm,
    &factor_code_record, NULL, "用第一个动态口令确认密钥", R_SECRET | R_PENDING },
  { "GET", "/sessions", SIGNED, NULL, list_sessions,
    NULL, &session_out_record, "我的会话", R_LIST },
  { "POST", "/sessions/revoke", SIGNED, NULL, post_sessions_revoke,
    NULL, NULL, "结束其他会话", 0 },
  { "POST", "/sessions/:word/revoke", SIGNED, NULL, post_session_revoke,
    NULL, NULL, "结束一个会话", 0 },
  { "POST", "/challenge", ANYONE, NULL, post_challenge,
    NULL, &challenge_out_record, "取一个登录或绑定证书用的口令串", R_SECRET | R_PENDING },
  { "POST", "/login/certificate", ANYONE, NULL, post_login_certificate,
    &certificate_in_record, &me_record, "用数字证书登录", R_SECRET | R_PENDING },
  { "GET", "/certificates", SIGNED, NULL, list_certificates,
    NULL, &certificate_out_record, "我的数字证书", R_LIST },
  { "POST", "/certificates", SIGNED, NULL, post_certificate,
    &certificate_in_record, &certificate_out_record, "绑定数字证书", R_SECRET | R_PENDING },
  { "POST", "/certificates/:id/revoke", SIGNED, NULL, post_certificate_revoke,
    NULL, NULL, "停用数字证书", 0 },
  { "GET", "/keys", SIGNED, NULL, list_keys,
    NULL, &key_out_record, "我的公钥", R_LIST },
  { "POST", "/keys", SIGNED, NULL, post_key,
    &key_in_record, &key_out_record, "登记公钥", 0 },
  { "POST", "/keys/certificate", SIGNED, NULL, post_key_certificate,
    &key_certificate_in_record, &key_out_record, "登记加密证书，开标密钥的份额将加密给它的公钥", 0 },
  { "POST", "/keys/:id/revoke", SIGNED, NULL, post_key_revoke,
    NULL, NULL, "停用公钥", 0 },
  { "GET", "/accounts", SECURITY, NULL, list_accounts,
    &account_query_record, &account_record, "账号", R_LIST },
  { "POST", "/accounts", MARKET, NULL, post_account,
    &colleague_in_record, &account_record, "为本单位增加账号", R_SECRET },
  { "GET", "/accounts/:id", SECURITY, NULL, get_account,
    NULL, &account_record, "一个账号", 0 },
  { "POST", "/accounts/:id/roles", SECURITY, NULL, post_role,
    &grant_record, &account_record, "授予角色", 0 },
  { "POST", "/accounts/:id/roles/revoke", SECURITY, NULL, post_role_revoke,
    &grant_record, &account_record, "收回角色", 0 },
  { "POST", "/accounts/:id/lock", SECURITY, NULL, post_account_lock,
    &reason_in_record, &account_record, "锁定账号", 0 },
  { "POST", "/accounts/:id/unlock", SECURITY, NULL, post_account_unlock,
    &reason_in_record, &account_record, "解锁账号", 0 },
  { "POST", "/accounts/:id/password/reset", SECURITY, NULL, post_password_reset,
    &reason_in_record, &password_new_record, "重设忘记的口令：给出一次性口令，登录后须先修改", R_SECRET },
  { "POST", "/accounts/:id/factor/reset", SECURITY, NULL, post_factor_reset,
    &reason_in_record, &account_record, "清除账号的动态口令", 0 },
  { "GET", "/experts", CENTRE, NULL, list_experts,
    &expert_query_record, &expert_out_record, "专家库", R_LIST },
  { "POST", "/experts", CENTRE, NULL, post_expert,
    &expert_in_record, NULL, "专家入库", R_SECRET },
  { "POST", "/experts/:id/suspend", CENTRE, NULL, post_expert_suspend,
    NULL, NULL, "暂停抽取专家", 0 },
  { "POST", "/experts/:id/resume", CENTRE, NULL, post_expert_resume,
    NULL, NULL, "恢复抽取专家", 0 },

  /* what is public */
  { "GET", "/notices", ANYONE, NULL, list_notices,
    &notice_query_record, &notice_item_record, "公告", R_LIST | STILL },
  { "GET", "/notices/:id", ANYONE, NULL, get_notice,
    NULL, &notice_full_record, "一份公告", STILL },
  { "GET", "/notices/:id/attachments/:id", ANYONE, NULL, get_attachment,
    NULL, &attachment_record, "公告附件的名称和摘要", STILL },
  { "GET", "/search", ANYONE, NULL, search,
    &search_query_record, &notice_item_record, "检索公告", R_LIST | STILL },
  { "GET", "/trades/:id", ANYONE, NULL, get_trade,
    NULL, &public_trade_record, "一个标段和它的经过", STILL | R_SNAPSHOT },
  { "GET", "/projects/:id", ANYONE, NULL, get_project,
    NULL, &public_project_record, "一个项目", STILL | R_SNAPSHOT },
  { "GET", "/stats", ANYONE, NULL, list_stats,
    NULL, &stat_item_record, "公告数量", R_LIST | STILL },

  /* the six unifications and other reference data */
  { "GET", "/catalogue", ANYONE, NULL, list_catalogue,
    &reference_query_record, &catalogue_item_record, "公共资源交易目录", R_LIST | STILL },
  { "GET", "/regions", ANYONE, NULL, list_regions,
    &region_query_record, &region_record, "行政区划", R_LIST | STILL },
  { "GET", "/rules", ANYONE, NULL, list_rules,
    &rule_query_record, &rule_item_record, "某日施行的规则", R_LIST | R_CACHE },
  { "GET", "/notice-types", ANYONE, NULL, list_notice_types,
    &domain_query_record, &notice_type_record, "公告类型", R_LIST | STILL },
  { "GET", "/methods", ANYONE, NULL, list_methods,
    &domain_query_record, &trade_method_record, "交易方式", R_LIST | STILL },
  { "GET", "/calendar", ANYONE, NULL, list_calendar,
    &calendar_query_record, &calendar_row_record, "工作日历", R_LIST | STILL },
  { "GET", "/installation", ANYONE, NULL, get_installation,
    NULL, &installation_record, "平台名称和运行方式", STILL },

  /* the log */
  /* not from a cache: a follower must not wait, nor see an end that is none */
  { "GET", "/feed", ANYONE, NULL, list_feed,
    &feed_query_record, &feed_item_record, "留痕日志", R_LIST | R_TIMELESS },
  { "GET", "/log/head", ANYONE, NULL, get_log_head,
    &head_query_record, &log_head_record, "签署的日志根", R_TIMELESS },
  { "GET", "/log/proof", ANYONE, NULL, get_log_proof,
    &proof_query_record, &proof_record, "在日志中的证明", STILL },
  { "GET", "/log/consistency", ANYONE, NULL, get_log_consistency,
    &consistency_query_record, &consistency_record, "日志只增不改的证明", R_TIMELESS },
  { "GET", "/log/witnesses", ANYONE, NULL, list_witnesses,
    NULL, &witness_record, "日志的见证人", R_LIST | STILL },
  { "POST", "/log/cosignatures", ANYONE, NULL, post_cosignature,
    &cosign_in_record, &cosignature_record, "见证人共同签署日志根", 0 },
  { .method = NULL }
};
/* clang-format on */

static const struct sql sql[] = {
	SQL_CORE_TABLE SQL_CERT_TABLE
	    /* no deeds here */
	    [SQL_DEED__MAX] =
		SQL_SESSION_TABLE SQL_ACCOUNT_TABLE SQL_SERVICE_TABLE
};

static const struct worker service = {
	.name = "service",
	.schema = "ggzy_service",
	.title = "公共服务",
	.routes = routes,
	.sql = sql,
	.nsql = sizeof(sql) / sizeof(*sql),
};

int
main(int argc, char **argv)
{
	return worker_run(&service, argc, argv);
}
