/* The account policy. */
#include "policy.h"

#define NUMBER(m) INT(struct policy, m, 0, INT64_MAX, F_ROW, NULL)

/* clang-format off */
static const struct field policy_field[] = {
	NUMBER(password_min),
	NUMBER(password_classes),
	NUMBER(password_age),
	NUMBER(password_history),
	NUMBER(first_change),
	NUMBER(login_failures),
	NUMBER(lock_minutes),
	NUMBER(failure_window),
	NUMBER(known_days),
	NUMBER(staff_factor),
	NUMBER(factor_hash),
	FIELD_END
};
/* clang-format on */
RECORD(policy, struct policy);

bool
policy_whole(const struct policy *p)
{
	const struct field *f;

	for (f = policy_field; f->name; f++)
		if (*(const int64_t *)(const void *)((const char *)p +
						     f->off) == NONE)
			return false;
	return true;
}

struct password_rule
policy_password(const struct policy *p)
{
	return (struct password_rule){ p->password_min, p->password_classes };
}
