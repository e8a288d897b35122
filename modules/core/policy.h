#ifndef POLICY_H
#define POLICY_H
#include "field.h"
#include "password.h"

/*
 * The account policy of the installation: one row of ggzy_core.account_policy
 * a member, read by the statement POLICY_GET of whoever needs it.  A row that
 * is missing (reference data not loaded) is NONE, and policy_whole() false:
 * no rule is ever left out because its number is not there.
 */
struct policy {
	int64_t password_min, password_classes, password_age /* days */;
	int64_t password_history, first_change;
	int64_t login_failures, lock_minutes, failure_window, known_days;
	int64_t staff_factor, factor_hash;
};
extern const struct record policy_record;

bool policy_whole(const struct policy *);
struct password_rule policy_password(const struct policy *);

#endif
