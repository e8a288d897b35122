#ifndef CTL_H
#define CTL_H
#include "conf.h"
#include "db.h"
#include "req.h"

/*
 * ggzyctl, the administrator's command line.  A command is a row of the table
 * in main.c; it gets its arguments with argv[0] the verb, and returns an exit
 * status of <sysexits.h>.
 */
struct command {
	const char *noun, *verb;
	const char *usage; /* its arguments */
	int (*run)(int argc, char **argv);
	const char *title;
};

/* An option of a command: --name VALUE, or --name alone with `flag`. */
struct option_of {
	const char *name;
	const char **value;
	bool *flag;
	struct words *many; /* may be given again and again */
};
struct words {
	size_t n;
	const char *at[64];
};
/* Takes the options out of argv and leaves the other arguments, how many it
 * returns; -1 after a message if one is unknown or lacks its value. */
int options_read(int argc, char **argv, const struct option_of *);
/* The seconds of --every; false after a message. */
bool every_read(const char *text, unsigned *seconds);
/* Prints "ggzyctl: ..." and returns the status. */
int ctl_fail(int status, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for an outcome of the database or a rule. */
int ctl_outcome(const struct req *, enum err, const char *what);
int ctl_usage(void);

/* Memory that lasts to the end of the command. */
struct arena *ctl_mem(void);
/* The database as user ggzy_ctl, opened once; statements of ctl_sql.h. */
struct db *ctl_db(void);
/* The same, or NULL when there is no database to be had. */
struct db *ctl_db_try(void);
/* Before it is opened: as another user, who may ask these n alone. */
void ctl_db_as(const char *user, const unsigned *stmt, size_t n);
const char *ctl_text(unsigned stmt);
/*
 * Runs `change` in one transaction, again when it was rolled back by the
 * server.  r has db, mem, now; its worker names the module of the events.
 * What the change wrote outside the database it must be able to write again.
 */
enum err ctl_change(const char *module,
		    enum err (*change)(struct req *, void *), void *at);
/* The event of what an administrator did, within the change; detail as in
 * event.h. */
enum err ctl_event(struct req *, const char *verb, bool public,
		   const char *detail);
/* The refusal of the last ctl_change(), for messages. */
const struct req *ctl_last(void);

/* A whole file ("-": standard input) in the arena, or NULL after a message. */
char *file_read(struct arena *, const char *path, size_t *len);
/*
 * For commands that hold secrets: nothing of this process reaches a core file
 * or another process, and memory is wiped when it ends.  The arena is given
 * back by itself.  ctl_key_read() is file_read() for one private key.
 */
struct arena *ctl_private(void);
char *ctl_key_read(const char *path, size_t *len);
/* A person's private key as a JWK: the file is one, or the PEM of a
 * certificate's key without a password.  NULL after a message. */
char *person_key_read(struct arena *, const char *path, size_t *len);
/* Paths in a folder that end so, in the order of their names. */
struct list folder_list(struct arena *, const char *folder, const char *end);

/* The next statement of a script from *at on, and its line; NULL at the end.
 * Knows comments and quotes. */
const char *statement_cut(struct arena *, const char *script, const char **at,
			  int *line);

/* What is meant when nobody says where. */
#define REGION_ALL "540000"
/* "540100", one of the table or 0; E_FIELD says so. */
enum err region_read(struct req *, const char *text, int64_t *region);
/* "owner:540100": the word in *role, its bit added to *roles. */
enum err role_read(struct req *, const char *text, const char **role,
		   int64_t *region, unsigned *roles);

/* Applies db/views and db/grants as the administrator. */
int access_apply(struct arena *);
/* By root: the secret or key at that path to the system user whose program
 * reads it, if there is such a user and root has it yet. */
int owner_give(const char *path);
/* A script as the administrator; -1 after a message. */
int admin_script(const char *text);

/* modules/ctl/X.c */
int migrate_status(int, char **);
int migrate_up(int, char **);
int migrate_verify(int, char **);
int init(int, char **);
int clock_show(int, char **);
int clock_shift(int, char **);
int clock_set(int, char **);
int clock_speed(int, char **);
int reference_load(int, char **);
int account_add(int, char **);
int account_list(int, char **);
int account_policy(int, char **);
int account_reset(int, char **);
int account_role(int, char **);
int subject_account(int, char **);
int expert_add(int, char **);
int blob_sweep(int, char **);
int ledger_check(int, char **);
int log_verify(int, char **);
int log_show_head(int, char **);
int log_judge(int, char **);
int witness_add(int, char **);
int witness_list(int, char **);
int witness_end(int, char **);
int witness_anew(int, char **);
int witness_require(int, char **);
int import_inspect(int, char **);
int import_validate(int, char **);
int import_commit(int, char **);
int import_undo(int, char **);
int import_list(int, char **);
int key_new(int, char **);
int key_public(int, char **);
int seal(int, char **);
int release(int, char **);
int unlock(int, char **);
int unseal(int, char **);
int ca_add(int, char **);
int ca_list(int, char **);
int ca_show(int, char **);
int ca_end(int, char **);
int ca_crl(int, char **);
int ca_check(int, char **);
int ca_refresh(int, char **);
int ca_require(int, char **);
int sign_command(int, char **);
int draw_commit(int, char **);
int draw_reveal(int, char **);
int draw_check(int, char **);
int receipt_check(int, char **);
int receipt_public(int, char **);
int archive_list(int, char **);
int archive_make(int, char **);
int archive_verify(int, char **);
int bundle_verify(int, char **);
int bundle_write(int, char **);

#endif
