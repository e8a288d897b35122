#!/usr/bin/env python3
"""Does the expert draws of a trade again, as modules/trade/TRUST.md, section
6, says; written from that page alone, with maths.py and the standard library.

    draws.py DIRECTORY		events.jsonl log.json pools.jsonl names.jsonl

As a library: check(events, heads, pools, names) gives a list of (check, why),
empty if all is well.  events: [(seq, verb, detail)] of the log, in order;
heads: [(size, root)]; pools: texts; names: objects.
"""
import hashlib
import json
import sys

from maths import Bad, canonical, parse

PARTIES = ('owner', 'centre', 'supervision')
VERBS = ('pool', 'commit', 'reveal', 'draw', 'draw-void', 'substitute')


def H(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def order_of(seed, n):
    """The places 0 .. n-1 as the seed shuffles them."""
    k, order = 0, list(range(n))

    def below(m):
        nonlocal k
        while True:
            x = int.from_bytes(H(seed, k.to_bytes(8, 'big'))[:8], 'big')
            k += 1
            if x < 2**64 - 2**64 % m:
                return x % m
    for i in range(n - 1):
        j = i + below(n - i)
        order[i], order[j] = order[j], order[i]
    return order


def turns_of(seed, pool):
    """Places in the order in which their experts are taken."""
    count, taken = {}, []
    for e in pool['sitting']:
        count[e] = count.get(e, 0) + 1
    for place in order_of(seed, len(pool['pool'])):
        e = pool['pool'][place]['employer']
        if e is not None:
            if count.get(e, 0) >= pool['same_employer_max']:
                continue
            count[e] = count.get(e, 0) + 1
        taken.append(place)
    return taken


class Draw:
    def __init__(self, no, refused):
        self.no, self.refused = no, dict(refused)
        self.pool, self.digest, self.last_commit = None, None, None
        self.head = None
        self.commits, self.values = {}, {}
        self.turns, self.seated, self.over = [], 0, False

    def speakers(self):
        return sorted(PARTIES, key=lambda p: (-self.refused.get(p, 0),
                                              PARTIES.index(p)))


class Checker:
    def __init__(self, heads, pools, names):
        self.heads = sorted(heads)
        self.bad, self.draws, self.refused = [], [], {}
        self.names, self.pools, self.seated = names, {}, set()
        for text in pools:
            try:
                p = parse(text)
                if list(p) != [
                        'trade', 'draw', 'classes', 'wanted',
                        'same_employer_max', 'sitting', 'pool', 'excluded',
                        'salt']:
                    raise ValueError('not a pool')
                if any([x['expert'] for x in p[k]] != sorted(
                        {x['expert'] for x in p[k]})
                        for k in ('pool', 'excluded')):
                    raise ValueError('not in order')
                self.pools[hashlib.sha256(text.encode()).hexdigest()] = p
            except (Bad, ValueError, TypeError, KeyError) as e:
                self.fail('pool.form', e)
        self.trade = {p['trade'] for p in self.pools.values()}
        if len(self.trade) > 1:
            self.fail('pool.form', 'several trades')

    def fail(self, name, why):
        self.bad.append((name, str(why)))

    def event(self, seq, verb, x):
        d = self.draws[-1] if self.draws else None
        if verb == 'pool':
            if (d and not d.over) or x['draw'] != len(self.draws) + 1 or (
                    d and d.turns and d.seated < len(d.turns)):
                self.fail('draw.number', x['draw'])
            d = Draw(x['draw'], self.refused)
            self.draws.append(d)
            d.digest, d.pool = x['pool_digest'], self.pools.get(
                x['pool_digest'])
            if not d.pool:
                self.fail('pool.digest', x['draw'])
            elif (d.pool['draw'], d.pool['wanted'], len(d.pool['pool']),
                  len(d.pool['excluded']), list(PARTIES)) != (
                      x['draw'], x['wanted'], x['candidates'], x['excluded'],
                      x['parties']):
                self.fail('pool.digest', 'says other than its event')
            return
        if not d or x['draw'] != d.no or d.over != (verb == 'substitute'):
            self.fail('draw.number', '%s %s' % (verb, x['draw']))
            return
        getattr(self, verb.replace('-', '_'))(d, seq, x)

    def commit(self, d, seq, x):
        if x['party'] not in PARTIES or x['party'] in d.commits or d.values:
            self.fail('draw.commit', x['party'])
        d.commits[x['party']] = x['digest']
        if len(d.commits) == len(PARTIES):
            d.last_commit = seq
            d.head = next((h for h in self.heads if h[0] > seq), None)

    def reveal(self, d, seq, x):
        party, value = x['party'], bytes.fromhex(x['value'])
        if d.last_commit is None or not d.head or seq < d.head[0]:
            self.fail('draw.head', 'a value before the head')
        if party not in d.commits:
            self.fail('draw.commit', party)
            return
        if [p for p in d.speakers() if p not in d.values][:1] != [party]:
            self.fail('draw.turn', party)
        for trade in self.trade:
            if H(b'GGZY-DRAW-1 commit', trade.encode(),
                 d.no.to_bytes(4, 'big'), party.encode(), value).hex() != \
                    d.commits[party] or len(value) != 32:
                self.fail('draw.commit', party)
        d.values[party] = value

    def draw_void(self, d, seq, x):
        d.over = True
        if x['phase'] == 'commit':
            if d.last_commit is not None or x['missing'] != [
                    p for p in PARTIES if p not in d.commits]:
                self.fail('draw.turn', 'others are missing')
            return
        waits = [p for p in d.speakers() if p not in d.values][:1]
        if x['phase'] != 'reveal' or d.last_commit is None or \
                x['missing'] != waits:
            self.fail('draw.turn', 'it was the turn of another')
        for p in waits:
            self.refused[p] = self.refused.get(p, 0) + 1

    def draw(self, d, seq, x):
        d.over = True
        if not d.head or d.head != (x['head_size'], x['head_root']):
            self.fail('draw.head', 'another head')
        if set(d.values) != set(PARTIES) or not d.head:
            self.fail('draw.seed', 'a value is missing')
            return
        seed = H(b'GGZY-DRAW-1', bytes.fromhex(d.digest),
                 bytes.fromhex(d.head[1]), *(d.values[p] for p in PARTIES))
        if (x['seed'], x['pool_digest']) != (seed.hex(), d.digest):
            self.fail('draw.seed', 'another seed')
        if not d.pool:
            return
        d.turns = turns_of(seed, d.pool)
        if len(x['seats']) != d.pool['wanted']:
            self.fail('draw.seats', 'not as many as wanted')
        self.seats(d, x['seats'], [])

    def substitute(self, d, seq, x):
        self.seats(d, x['seats'], x['skipped'])

    def seats(self, d, seats, skipped):
        """All turns after the last seat, each seated or said to be skipped."""
        both = sorted(seats + skipped, key=lambda s: s['turn'])
        want = list(range(d.seated + 1, d.seated + 1 + len(both)))
        if not seats or [s['turn'] for s in both] != want or \
                both[-1] is not max(seats, key=lambda s: s['turn']):
            self.fail('draw.seats', 'not the next in turn')
        for s in both:
            if not 0 < s['turn'] <= len(d.turns) or \
                    d.turns[s['turn'] - 1] != s['place']:
                self.fail('draw.seats', 'turn %s' % s['turn'])
        last = max([s['seat'] for s in seats], default=0)
        if [s['seat'] for s in seats] != list(range(last + 1 - len(seats),
                                                    last + 1)):
            self.fail('draw.seats', 'seats')
        d.seated = max([s['turn'] for s in seats], default=d.seated)
        for s in seats:
            self.name(d, s['place'])

    def name(self, d, place):
        self.seated.add((d.no, place))
        rows = [n for n in self.names
                if (n['draw'], n['place']) == (d.no, place)]
        if len(rows) != 1 or rows[0]['salt'] is None:
            self.fail('draw.names', 'no name for place %s' % place)
            return
        n, all_ = rows[0], d.pool['pool'] + d.pool['excluded']
        person = {k: n[k] for k in ('expert', 'name', 'employer')}
        code = H(b'GGZY-DRAW-1 expert', bytes.fromhex(n['salt']),
                 canonical(person).encode()).hex()
        employer = n['employer'] and H(
            b'GGZY-DRAW-1 employer', bytes.fromhex(n['employer_salt']),
            n['employer'].encode()).hex()
        if place >= len(all_) or (code, employer) != (
                all_[place]['expert'], all_[place].get('employer')):
            self.fail('draw.names', n['name'])


def check(events, heads, pools, names, all_=False):
    """all_: every place of a draw that is over is told, not those seated."""
    c = Checker(heads, pools, names)
    for seq, verb, detail in events:
        if verb not in VERBS:
            continue
        try:
            c.event(seq, verb, detail)
        except (KeyError, TypeError, ValueError, AttributeError,
                OverflowError, IndexError) as e:
            c.fail('draw.form', '%s: %r' % (verb, e))
    for d in c.draws if all_ else ():
        for place in range(len(d.pool['pool']) if d.over and d.pool else 0):
            c.name(d, place)
    told = [(n['draw'], n['place']) for n in names]
    if told != sorted(set(told)) or set(told) != c.seated:
        c.fail('draw.names', 'not one name for each seat')
    if len(c.pools) != len(c.draws):
        c.fail('pool.digest', 'pools without a draw')
    return c.bad


def load(folder):
    def read(name):
        with open('%s/%s' % (folder, name), encoding='utf-8',
                  newline='') as f:
            return f.read()

    def lines(name):
        return read(name).split('\n')[:-1]
    events = []
    for line in lines('events.jsonl'):
        e = json.loads(line)
        if e['body'] is not None:
            body = json.loads(e['body'])
            events.append((e['seq'], body['verb'], body.get('detail')))
    heads = [json.loads(h['body']) for h in
             json.loads(read('log.json'))['heads']]
    return (events, [(h['size'], h['root']) for h in heads],
            lines('pools.jsonl'), [json.loads(x) for x in lines('names.jsonl')])


if __name__ == '__main__':
    found = check(*load(sys.argv[1]))
    for name, why in found:
        print('%s: %s' % (name, why))
    print('%d wrong' % len(found))
    sys.exit(1 if found else 0)
