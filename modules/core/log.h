#ifndef LOG_H
#define LOG_H

/*
 * Lines `level=info rid=... msg=text key=value` on stderr.  A failure is
 * logged once, at the lowest place that knows its name.  Values with spaces
 * are quoted.  Never log a password, token, key or share.
 */
void log_open(const char *program);
void log_rid(const char *rid); /* request id of the lines to come, or NULL */
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
