/* Passwords: what is kept, what is accepted, what is too weak. */
#include <string.h>

#include "password.h"
#include "tap.h"

int
main(void)
{
	struct arena *mem = arena_new();
	const char *one = password_hash(mem, "Lhasa-3650m!");
	const struct password_rule rule = { 8, 3 }, hard = { 12, 4 };
	const char *two = password_hash(mem, "Lhasa-3650m!");

	plan(18);
	ok(!strncmp(one, "$argon2id$v=19$m=65536,t=2,p=1$", 31),
	   "argon2id, 64 MiB, two rounds");
	ok(strcmp(one, two) != 0, "a salt of its own each time");
	ok(password_ok(one, "Lhasa-3650m!"), "the password is accepted");
	ok(!password_ok(one, "Lhasa-3650m"), "a shorter one is not");
	ok(!password_ok(one, ""), "nor none");
	ok(!password_ok(NULL, "Lhasa-3650m!"), "nor any of nobody");
	ok(!password_ok("", ""), "a broken hash fits nothing");

	ok(!password_weak(mem, &rule, "Lhasa-3650m!", "tashi"),
	   "four classes do");
	ok(!password_weak(mem, &rule, "Lhasa3650", "tashi"), "three do");
	ok(password_weak(mem, &rule, "lhasa3650", "tashi") != NULL,
	   "two do not");
	ok(password_weak(mem, &rule, "Lhasa3", "tashi") != NULL,
	   "nor six letters");
	ok(!password_weak(mem, &rule, "拉萨布达Lh", "tashi"),
	   "Chinese is a class");
	ok(password_weak(mem, &rule, "xTASHI-2026", "tashi") != NULL,
	   "the account's name may not be in it");
	ok(!password_weak(mem, &rule, "Lhasa3650", NULL),
	   "without an account, it may");
	ok(password_weak(mem, &hard, "Lhasa-3650m", NULL) != NULL,
	   "a longer one may be asked for");
	ok(password_weak(mem, &hard, "Lhasa3650meters", NULL) != NULL,
	   "and one more class");
	one = password_make(mem, &hard);
	ok(!password_weak(mem, &hard, one, NULL), "one that is made fits");
	ok(strcmp(one, password_make(mem, &hard)) != 0, "each another");
	arena_free(mem);
	return tap_bad != 0;
}
