/*
 * Random evaluations for tests/t/rank-twice.t: rank-lots N prints N of them as
 * INSERT statements, and into the table `expected` what rank.c makes of them.
 * Few different values, so that ties, halves and rejections are common.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rank.h"

#define MAX_BID 5
#define MAX_ITEM 3
#define MAX_MEMBER 5

struct lot {
	enum evaluation how;
	size_t nitem, nmember, nbid;
	struct rank_item item[MAX_ITEM];
	struct rank_bid bid[MAX_BID];
	int64_t score[MAX_BID * MAX_ITEM * MAX_MEMBER];
	bool against[MAX_BID][MAX_MEMBER];
	size_t order[MAX_BID];
};

static uint64_t state = 88172645463325252u;

static int64_t
below(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static int64_t
some_price(void)
{
	switch (below(4)) {
	case 0:
		return 1 + below(4);
	case 1:
		return 1 + below(INT64_C(1000000000000000));
	default:
		return 1 + below(99999);
	}
}

static void
invent(struct lot *l, int64_t no)
{
	size_t b, i, m;

	memset(l, 0, sizeof(*l));
	l->how = below(2) ? EVAL_SCORE : EVAL_PRICE;
	l->nitem = (size_t)below(MAX_ITEM + 1);
	l->nmember = (size_t)below(MAX_MEMBER) + 1;
	l->nbid = (size_t)below(MAX_BID) + 1;
	for (i = 0; i < l->nitem; i++) {
		l->item[i].kind = below(3) ? ITEM_EXPERT : ITEM_PRICE;
		l->item[i].max = below(3) ? 1 + below(4) : 1 + below(10000);
	}
	for (b = 0; b < l->nbid; b++) {
		l->bid[b].id = no * MAX_BID + (int64_t)b;
		l->bid[b].price =
		    b && !below(3) ? l->bid[b - 1].price : some_price();
		l->bid[b].received = below(2);
		for (m = 0; m < l->nmember; m++) {
			l->against[b][m] = !below(4);
			l->bid[b].against += l->against[b][m];
			for (i = 0; i < l->nitem; i++)
				l->score[(b * l->nitem + i) * l->nmember + m] =
				    l->against[b][m] && below(3)
					? NO_SCORE
					: below(l->item[i].max + 1);
		}
	}
}

static void
print(const struct lot *l, int64_t t)
{
	const struct rank_bid *x;
	long long id, member;
	size_t b, i, m;

	printf("INSERT INTO trade VALUES (%lld, %d);\n", (long long)t,
	       (int)l->how);
	for (i = 0; i < l->nitem; i++)
		printf("INSERT INTO score_item VALUES (%lld, %zu, %d, %lld);\n",
		       (long long)t, i + 1, l->item[i].kind == ITEM_PRICE,
		       (long long)l->item[i].max);
	/* and one who went away, whose sheet does not count */
	for (m = 0; m <= l->nmember; m++)
		printf("INSERT INTO panel_member VALUES (%lld, %lld, %d);\n",
		       (long long)t * 10 + (long long)m, (long long)t,
		       m == l->nmember ? 3 : 1);
	for (b = 0; b < l->nbid; b++) {
		x = &l->bid[b];
		id = (long long)x->id;
		printf("INSERT INTO bid VALUES (%lld, %lld);\n"
		       "INSERT INTO opening VALUES (%lld, %lld, 1, %lld);\n",
		       id, (long long)x->received, (long long)t, id,
		       (long long)x->price);
		member = (long long)t * 10 + (long long)l->nmember;
		printf("INSERT INTO rejection VALUES (%lld, %lld);\n", member,
		       id);
		for (m = 0; m < l->nmember; m++) {
			member = (long long)t * 10 + (long long)m;
			if (l->against[b][m])
				printf("INSERT INTO rejection VALUES "
				       "(%lld, %lld);\n",
				       member, id);
			for (i = 0; i < l->nitem; i++) {
				int64_t s =
				    l->score[(b * l->nitem + i) * l->nmember +
					     m];

				/* of a price item there are none */
				if (s != NO_SCORE &&
				    l->item[i].kind == ITEM_EXPERT)
					printf("INSERT INTO score VALUES "
					       "(%lld, "
					       "%lld, %zu, %lld);\n",
					       member, id, i + 1, (long long)s);
			}
		}
		printf("INSERT INTO expected VALUES (%lld, %lld, %zu, %d, "
		       "%lld, "
		       "%lld, %zu);\n",
		       id, (long long)x->price, x->against, x->out,
		       (long long)x->total, (long long)x->technical, x->rank);
	}
}

int
main(int argc, char **argv)
{
	int64_t n = argc > 1 ? strtoll(argv[1], NULL, 10) : 0, made = 0, t = 0;
	struct lot l;

	while (made < n) {
		invent(&l, ++t);
		if (!rank_bids(l.how, l.item, l.nitem, l.score, l.nmember,
			       l.bid, l.nbid, l.order))
			continue;
		print(&l, t);
		made++;
	}
	return 0;
}
