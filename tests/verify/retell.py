"""Another history of a sale, as who has the log's key could write it.

Takes the full bundle of a sale, tells it otherwise, with a chain, a tree and
heads of its own that are in order, and says what `ggzyctl verify` or verify.py
does not find by the check that is meant for it.
"""
import json
import os
import random
import subprocess

import draws
import maths
import verify
from make import PARTIES, Signer, Tree, with_manifest
from maths import canonical


def anew(b, value, heads, root, pools, names, drawn):
    """An event of a draw that is done anew; who is drawn by then."""
    d, kept = b.get('detail'), b.pop('kept', False)
    if b['verb'] == 'reveal':
        value[d['party']] = bytes.fromhex(d['value'])
    elif b['verb'] in ('draw-void', 'pool'):
        value.clear()
    elif b['verb'] == 'draw' and not kept:
        seed = maths.H(b'GGZY-DRAW-1', bytes.fromhex(d['pool_digest']), root,
                       *(value[p] for p in PARTIES))
        place = draws.turns_of(seed, pools[d['draw']])[0]
        d.update(head_size=heads[-1], head_root=root.hex(), seed=seed.hex(),
                 seats=[{'seat': 1, 'turn': 1, 'place': place}])
        return names.get((d['draw'], place))
    elif b['verb'] == 'deal' and drawn and not kept:
        d['bidder'] = drawn
    return drawn


def written(s, bodies, files):
    """Texts, leaves and the sizes of the heads of draws; who draws lots draws
    anew from what is told now, and the deal is for who is drawn."""
    trail, log, leaves, heads, value = bytes(32), [], [], [], {}
    pools = {p['draw']: p for p in map(json.loads, files.get(
        'pools.jsonl', b'').split(b'\n')[:-1])}
    names = {(n['draw'], n['place']): n['expert'] for n in map(
        json.loads, files.get('names.jsonl', b'').split(b'\n')[:-1])}
    drawn = root = None
    for b in bodies:
        if b['verb'] == 'reveal' and not value:
            heads.append(len(log))
            root = s.tree_root(leaves)
        try:
            drawn = anew(b, value, heads, root, pools, names, drawn)
        except (KeyError, TypeError, ValueError, IndexError):
            pass  # told too badly
        b.pop('kept', None)
        b.pop('signed', None)
        b['trail'] = trail.hex()
        log.append(canonical(b))
        leaves.append(s.leaf_hash(log[-1].encode()))
        trail = s.H(trail, leaves[-1])
    return log, leaves, heads


def retell(files, edit):
    """The files of the same bundle with bodies that edit() changed."""
    man = json.loads(files['manifest.json'])
    s = maths.SUITES[man['suite']]
    bodies = [json.loads(json.loads(x)['body']) for x in
              files['events.jsonl'].split(b'\n')[:-1]]
    edit(bodies)
    log, leaves, heads = written(s, bodies, files)
    tree, key = Tree(s, leaves), Signer(random.Random('another'), s)
    head = json.loads(json.loads(files['log.json'])['heads'][-1]['body'])
    heads = sorted({n for n in heads if n < len(log)} | {len(log)})
    said = [canonical(dict(
        head, size=n, root=tree.root(0, n).hex(), at=head['at']
        if n == len(log) else max(b['at'] for b in bodies[:n])))
        for n in heads]
    keys = json.loads(files['keys.json'])
    keys.update(log=key.public, need=0, witnesses=[])
    out = {n: d for n, d in files.items() if n != 'deeds.jsonl'}
    out['keys.json'] = canonical(keys).encode()
    out['log.json'] = canonical({'heads': [{
        'body': x, 'signature': key.sign(x.encode()), 'cosignatures': [],
        'consistency': [h.hex() for h in tree.consistency(a, n)]
        if a else []} for a, n, x in zip([0] + heads, heads, said)]}).encode()
    out['events.jsonl'] = ''.join(canonical({
        'seq': n, 'leaf': leaves[n].hex(), 'body': x, 'proof': [
            h.hex() for h in tree.inclusion(n, 0, len(log))]}) + '\n'
        for n, x in enumerate(log)).encode()
    stage = [b['after'] for b in bodies if 'after' in b][-1]
    return with_manifest(out, man['suite'], man['scope'], man['trade'],
                         stage)


def of(bodies, *verbs):
    return [b for b in bodies if b['verb'] in verbs]


def drop(*verbs, n=0):
    def edit(bodies):
        for b in of(bodies, *verbs)[n:n + 1] if n else of(bodies, *verbs):
            bodies.remove(b)
    return edit


def tell(verb, **what):
    """The last event of the verb says something else."""
    def edit(bodies):
        of(bodies, verb)[-1]['detail'].update(what)
    return edit


def at(verb, n=-1, **what):
    """The n-th event of the verb says something else."""
    def edit(bodies):
        of(bodies, verb)[n]['detail'].update(what)
    return edit


def plus(verb, member, by, n=-1):
    def edit(bodies):
        of(bodies, verb)[n]['detail'][member] += by
    return edit


def again(verb, n=-1):
    """It happens twice."""
    def edit(bodies):
        b = of(bodies, verb)[n]
        bodies.insert(bodies.index(b), json.loads(json.dumps(b)))
    return edit


def when(verb, other, n=-1, member='at'):
    """At the time of the last of another verb."""
    def edit(bodies):
        b, time = of(bodies, verb)[n], of(bodies, other)[-1]['at']
        b['at'] = time
        if member in b['detail']:
            b['detail'][member] = time
    return edit


def turn(verb, into, n=-1):
    def edit(bodies):
        of(bodies, verb)[n]['verb'] = into
    return edit


def unsold(bodies, **detail):
    """No deal, it says."""
    d = of(bodies, 'deal')[0]
    del bodies[bodies.index(d) + 1:]
    d.update(verb='unsold', after='failed', detail={
        'offer': d['detail']['offer'], 'reason': '无', **detail})


def unjudged(verb):
    """Who nobody judged does it."""
    def edit(bodies):
        of(bodies, verb)[-1]['detail']['bidder'] = 999
    return edit


def blind(rng):
    """Some event goes, comes twice, changes places or says another number."""
    def shift(v):
        return rng.choice((v + 1, v - 1, v + 1000, v * 2, 0, -v, 10**16,
                           str(v), None, True))

    def edit(bodies):
        how = rng.randrange(8)
        i = rng.randrange(3, len(bodies) - 1)
        b = bodies[i]
        if how == 0:
            bodies.pop(i)
        elif how == 1:
            bodies.insert(i, json.loads(json.dumps(b)))
        elif how == 2:
            bodies[i], bodies[i + 1] = bodies[i + 1], b
        elif how == 3:
            other = rng.choice(bodies)
            b['at'] = other['at']
            if type(b.get('detail')) is dict and 'at' in b['detail']:
                b['detail']['at'] = rng.choice((b['at'], other['at'], None))
        else:
            b = rng.choice([x for x in bodies[3:] if x.get('detail')])
            d = b['detail']
            name = rng.choice(sorted(d))
            b['kept'] = rng.random() < .5
            if type(d[name]) is int:
                d[name] = shift(d[name])
            elif type(d[name]) is str:
                d[name] = rng.choice(
                    [x['detail'][name] for x in bodies if x['verb'] in (
                        b['verb'], 'offer') and name in x['detail']] +
                    ['', d[name] + '"', rng.choice(bodies)['at'], 7])
            else:
                del d[name]
    return edit


def both_say(ggzyctl, all_, folder):
    """[(what verify.py finds, what ggzyctl does, why)] of these bundles."""
    where = []
    for i, told in enumerate(all_):
        where.append(os.path.join(folder, str(i)))
        os.makedirs(where[-1])
        for name, data in told.items():
            with open(os.path.join(where[-1], name), 'wb') as f:
                f.write(data)
    said = {}
    for line in subprocess.run(
            [ggzyctl, 'verify', '--json', *where],
            stdout=subprocess.PIPE).stdout.split(b'\n')[:-1]:
        x = json.loads(line)
        said[x['bundle']] = x['failed']
    out = []
    for told, at in zip(all_, where):
        found = said.get(at, [{'name': 'silent', 'why': ''}])
        out.append((set(verify.verify(told).names),
                    {f['name'] for f in found},
                    [(f['name'], f['why']) for f in found]))
    return out


def differences(ggzyctl, files, folder, n):
    """Of n histories told blindly: those that are not judged alike; of draws
    each stops where it cannot go on."""
    alike = (lambda a, b: not a ^ b or a & b) if 'pools.jsonl' in files \
        else (lambda a, b: a == b)
    all_ = [retell(files, blind(random.Random(i))) for i in range(n)]
    return ['%d: verify.py %s, ggzyctl %s' % (i, sorted(ours), why)
            for i, (ours, theirs, why) in enumerate(both_say(
                ggzyctl, all_, folder)) if not alike(ours, theirs)]


def faults(ggzyctl, files, folder, edits):
    """What of the edits is not found, a line each."""
    todo = [('nothing', (lambda bodies: None, None)), *edits.items()]
    bad = []
    for (what, (_, check)), (ours, theirs, _) in zip(todo, both_say(
            ggzyctl, [retell(files, e) for _, (e, _) in todo], folder)):
        for who, found in ('verify.py', ours), ('ggzyctl', theirs):
            if not found & set(check.split()) if check else found:
                bad.append('%s, %s: %s' % (what, who, sorted(found)))
    return bad
