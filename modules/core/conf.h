#ifndef CONF_H
#define CONF_H
#include <stdbool.h>
#include <stdint.h>

/* The configuration: one file of `name = value` lines, one option table. */
struct conf {
	const char *db_socket;   /* of MariaDB */
	const char *db_password; /* same for each user, or file: secrets */
	const char *admin_user;  /* for migrations: owns the schemas */
	const char *admin_password;
	const char *secrets; /* directory with a file NAME.db a worker */
	const char *run;     /* directory of the workers' sockets */
	const char *blobs;   /* files stored by digest */
	const char *keys;    /* log.pem, receipt.pem */
	const char *tsa;     /* folder of ggzy-tsa: its key, certificate, CA */
	const char *tsa_url; /* time-stamp authority elsewhere, or "" */
	const char *tsa_ca;  /* PEM of its CA, or "" */
	const char *public;  /* where `site` writes */
	const char *archive; /* documents and packages, by digest */
	const char *font;    /* of official documents */
	const char *www;     /* installed style sheets and scripts */
	const char *data;    /* installed db/ */
	const char *url;    /* public address, for links and the Origin check */
	int64_t json_max;   /* bytes of a JSON body */
	int64_t upload_max; /* bytes of an upload */
	int64_t session_idle; /* seconds */
	int64_t session_end;  /* seconds */
};
extern struct conf conf;

/* Reads the file (NULL: $GGZY_CONF or the installed one); exits 78 with file,
 * line and reason if something is wrong or unknown. */
void conf_read(const char *file);
/* Is there such a file to read? */
bool conf_is_there(const char *file);
/* Prints every option with its value and meaning. */
void conf_print(void);
/* The database password of a user: secrets/NAME.db, or db_password where there
 * is no such file.  NULL, logged with its path: it cannot be read. */
const char *conf_db_password(const char *user);
/* What is left of a text without white space at its ends; it is changed. */
char *conf_trim(char *);

#endif
