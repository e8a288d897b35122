#!/usr/bin/env python3
"""draw_mutants.py DIRECTORY N: N changes of the draws in a bundle, one each;
prints those that draws.check() does not find."""
import copy
import json
import random
import sys

import draws

# What no recomputation can tell: the leaf of the event holds it.
FREE = {'reason', 'commit_by'}


def leaves(v, path=()):
    if isinstance(v, dict):
        for k in v:
            if k not in FREE:
                yield from leaves(v[k], path + (k,))
    elif isinstance(v, list):
        if v:
            yield path + ('-',)
        for i, x in enumerate(v):
            yield from leaves(x, path + (i,))
    else:
        yield path


def other(r, v):
    if isinstance(v, bool) or v is None:
        return 'x'
    if isinstance(v, int):
        return v + r.choice((-1, 1, 2))
    if not v:
        return 'x'
    i = r.randrange(len(v))
    return v[:i] + r.choice([c for c in '0123456789abcdefx' if c != v[i]]) + \
        v[i + 1:]


def change(r, v):
    path = r.choice(list(leaves(v)))
    for k in path[:-1]:
        v = v[k]
    if path[-1] == '-':
        i = r.randrange(len(v))
        how = r.randrange(3)
        if how == 0:
            del v[i]
        elif how == 1:
            v.insert(i, copy.deepcopy(v[i]))
        elif len(v) > 1 and v[i] != v[i - 1]:
            v[i], v[i - 1] = v[i - 1], v[i]
        else:
            del v[i]
    else:
        v[path[-1]] = other(r, v[path[-1]])
    return path


def main(folder, n):
    events, heads, pools, names = draws.load(folder)
    events = [list(e) for e in events if e[1] in draws.VERBS]
    used = {e[2]['head_size'] for e in events if e[1] == 'draw'}
    told = {(e[1], e[2]['draw'], e[2].get('party')) for e in events}
    r, missed = random.Random(20260316), 0
    for _ in range(n):
        ev, he, po, na = copy.deepcopy((events, heads, pools, names))
        kind = r.randrange(6)
        if kind == 0:
            i = r.randrange(len(po))
            p = json.loads(po[i])
            what = ('pool', i, change(r, p))
            po[i] = draws.canonical(p)
        elif kind == 1:
            what = ('name', change(r, na))
        elif kind == 2:
            i = r.randrange(len(ev))
            what = ('event', i, ev[i][1], change(r, ev[i][2]))
            if what[2:] == ('commit', ('digest',)) and (
                    'reveal', events[i][2]['draw'], events[i][2]['party']
                    ) not in told:
                continue  # the value was never told: again only the leaf
        elif kind == 3:
            i = r.randrange(len(ev))
            what = ('drop', i, ev[i][1])
            del ev[i]
        elif kind == 4:
            i = r.randrange(len(po))
            what = ('pool dropped', i)
            del po[i]
        else:
            i = r.choice([k for k, h in enumerate(he) if h[0] in used])
            what = ('head', i)
            he[i] = (he[i][0], other(r, he[i][1]))
        if not draws.check(ev, he, po, na):
            missed += 1
            print('not found:', what)
    print('%d of %d not found' % (missed, n))
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
