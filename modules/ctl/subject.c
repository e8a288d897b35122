/* ggzyctl subject: the account a bidder pays from. */
#include <ctype.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "ctl_sql.h"
#include "json.h"

struct basic_account {
	const char *credit_code, *number;
};

static bool
is_account(const char *s)
{
	size_t n = 0;

	while (isdigit((unsigned char)s[n]) || s[n] == '-')
		n++;
	return n >= 4 && n <= 40 && !s[n];
}

static enum err
set(struct req *r, void *at)
{
	const struct basic_account *a = at;
	struct number subject;
	struct buf b;
	enum err e;

	if (!is_account(a->number))
		return req_say(r, E_FIELD, "账号应是 4 至 40 位数字");
	if ((e = db_one(r->db, r->mem, SQL_SUBJECT_FIND,
			ARGS(STR(a->credit_code)), &subject)))
		return e;
	if ((e = db_exec(r->db, SQL_SUBJECT_ACCOUNT,
			 ARGS(STR(a->number), I64(subject.n)), NULL)))
		return e;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "credit_code");
	json_text(&b, a->credit_code);
	json_key(&b, "bank_account");
	json_text(&b, a->number);
	buf_char(&b, '}');
	return ctl_event(r, "subject-account", false, buf_text(&b));
}

/* subject account CODE NUMBER */
int
subject_account(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	struct basic_account a;

	if (options_read(argc, argv, none) != 2)
		return ctl_usage();
	a.credit_code = argv[0];
	a.number = argv[1];
	return ctl_outcome(ctl_last(), ctl_change("ctl", set, &a),
			   a.credit_code);
}
