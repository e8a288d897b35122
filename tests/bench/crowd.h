#ifndef CROWD_H
#define CROWD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The client of `make bench`: thousands of kept connections to this machine,
 * one thread, one epoll.  Instants are microseconds of CLOCK_REALTIME, which
 * compare with those of a server beside it.
 */
#define SECOND INT64_C(1000000)
int64_t clock_us(void);

/* ---- A line asks and takes an answer, or holds a stream (crowd_line.c) ----
 */

struct line {
	int fd; /* -1: closed */
	int port;
	const char *path; /* of a Unix socket, instead of the port */
	bool busy;        /* an answer is awaited */
	bool listens;     /* the head of its stream came */
	int tries;        /* of the offer in out */
	int64_t asked;
	int64_t seen, told; /* the newest seq it read, and was told of */
	int64_t offers;     /* there were by then */
	size_t len;
	char out[1024], in[16384];
};

extern int line_epoll;

/* The number goes with what epoll says of it; false if nobody is there. */
bool line_open(struct line *, int no);
void line_close(struct line *);
/* Sends what is in out, on a new connection if there is none. */
bool line_ask(struct line *, int no);
/* What came, behind what is there; false when the other side has left. */
bool line_take(struct line *);
/* The status of the answer when it is whole, and its body; else 0. */
long line_answer(struct line *, char **body);
/* The number behind "name": in a text, or -1. */
int64_t number_of(const char *text, const char *name);

/* ---- What was seen, and how long it took (crowd_tally.c) ---- */

/* Numbers that become a median, a 99th percentile and a maximum. */
struct tally {
	int64_t n, most;
	int64_t count[100001]; /* of tenths of milliseconds */
};
void tally_add(struct tally *, int64_t us);
void tally_print(const struct tally *, const char *name);

/* When somebody first knew of what had that seq. */
struct sighting {
	int64_t seq, at;
	int who;
};
struct sightings {
	struct sighting *at;
	size_t n, room;
};
void sighting_add(struct sightings *, int who, int64_t seq, int64_t at);
/* Adds up how long each of `people` waited for each thing that happened;
 * returns how often one never saw it. */
int64_t sightings_delays(struct sightings *happened, struct sightings *seen,
			 int people, struct tally *);

/* ---- Who asks what, and makes what of the answer (crowd_act.c) ---- */

enum { WATCHERS = 6000, BIDDERS = 1000 };
enum { LINES = 2 * WATCHERS + BIDDERS + 1 };

struct crowd {
	int port, watchers, bidders;
	const char *stem, *trade;
	const char *file;      /* what is asked for instead of the state */
	const char *publisher; /* is told at this socket; NULL: nobody */
	bool reads;            /* who is told reads the state */
	int64_t poll, think;   /* between two questions, two offers */
	int64_t ahead;         /* of our clock is the platform's */
	int64_t now, stop;     /* stop 0: not all are there yet */
	int64_t accepted, refused, broken, dropped, errors, hints;
	struct sightings happened, told, had;
	struct tally took, asked;
};
extern struct crowd crowd;
/* In this order: who watches, reads, bids, tells; and when one acts by itself
 * (0: not). */
extern struct line line[LINES];
extern int64_t due[LINES];

/* Less than that, by chance. */
int64_t chance(int64_t below);
bool is_bidder(int no);
void line_act(int no);
/* Something came. */
void line_hear(int no);

#endif
