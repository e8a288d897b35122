#!/usr/bin/env python3
"""Two verifiers on the same bundles: verify.py and `ggzyctl verify`.

    agree.py GGZYCTL FOLDER [--good N] [--mutants N] [--seed N] [--break PART]
             [BUNDLE...]

Makes N good bundles (make.py), takes the BUNDLEs given as good ones too
(their keys trusted as they are), mutates them, and prints TAP: the good are
good for both, no mutant is judged differently, every named attack is caught
by the check that is meant for it.  --break leaves a part out of verify.py
(signature, proof, ranking, opening, draw, box, deed), to see that this is
noticed.
"""
import base64
import datetime
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import time

import draws  # noqa: F401 -- see BREAKS
import make
import make_lot
import make_tender
import maths
import odd
import pki
import retell
import retell_rising
import retell_ways
import verify
from make import with_manifest
from maths import canonical, hexdigest

OTHER = {w: make.Signer(random.Random('somebody'), s)
         for w, s in maths.SUITES.items()}
PROCESSES = 2
LINES = ('events.jsonl', 'deeds.jsonl',
         'receipts.jsonl', 'shares.jsonl', 'sheets.jsonl',
         'pools.jsonl', 'names.jsonl')


class Case:
    """A good bundle, and the maker that can forge more of it (or None)."""

    def __init__(self, name, files, keys, maker=None):
        self.name, self.files, self.keys, self.m = name, files, keys, maker
        man = json.loads(files['manifest.json'])
        self.head = (man['scope'], man['trade'], man['stage'])
        self.suite = maths.SUITES[man['suite']]
        self.other = OTHER[man['suite']]

    def sealed(self, files):
        """With the manifest that fits."""
        return with_manifest(files, self.suite.word, *self.head)


# ---- Blind mutations: some bytes, some line, some number ----

def pick_file(rng, files, names=None):
    return rng.choice(sorted(n for n in names or files if n in files))


def flip_byte(rng, c, files):
    name = pick_file(rng, files)
    data = bytearray(files[name])
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    files[name] = bytes(data)


def cut_byte(rng, c, files):
    name = pick_file(rng, files)
    i = rng.randrange(len(files[name]))
    files[name] = files[name][:i] + files[name][i + 1:]


def add_blank(rng, c, files):
    name = pick_file(rng, files)
    i = rng.randrange(len(files[name]) + 1)
    files[name] = files[name][:i] + rng.choice((b' ', b'\n')) + files[name][i:]


def _numbers(v, path=()):
    if isinstance(v, dict):
        for k, x in v.items():
            yield from _numbers(x, path + (k,))
    elif isinstance(v, list):
        for k, x in enumerate(v):
            yield from _numbers(x, path + (k,))
    elif isinstance(v, int) and not isinstance(v, bool):
        yield path


def _edit(rng, v):
    paths = list(_numbers(v))
    if not paths:
        return v
    *path, last = rng.choice(paths)
    at = v
    for k in path:
        at = at[k]
    at[last] += rng.choice((-1, 1, 100))
    return v


def change_number(rng, c, files):
    name = pick_file(rng, files, [n for n in files if 'json' in n])
    if name in LINES:
        lines = files[name].split(b'\n')[:-1]
        i = rng.randrange(len(lines))
        v = json.loads(lines[i])
        if name == 'events.jsonl' and v['body'] and rng.random() < .7:
            v['body'] = canonical(_edit(rng, json.loads(v['body'])))
            if rng.random() < .5:
                v['leaf'] = c.suite.leaf_hash(v['body'].encode()).hex()
        else:
            v = _edit(rng, v)
        lines[i] = canonical(v).encode()
        files[name] = b'\n'.join(lines) + b'\n'
    else:
        files[name] = canonical(_edit(rng, json.loads(files[name]))).encode()


def _leaves(v, path=()):
    """Paths of all that is no list and no object."""
    if isinstance(v, (dict, list)):
        for k, x in v.items() if isinstance(v, dict) else enumerate(v):
            yield from _leaves(x, path + (k,))
    else:
        yield path


def _other(rng, v):
    if isinstance(v, bool):
        return not v
    if isinstance(v, int):
        return rng.choice((0, v + 1, -v, 2**62, str(v)))
    if v is None:
        return rng.choice((0, '', False))
    i = rng.randrange(len(v)) if v else 0
    return rng.choice((
        '', v + 'x', v[::-1], v.upper(), v[:i], None, 0,
        v[:i] + rng.choice('0a_中') + v[i + 1:]))


def _change(rng, v):
    """Another value, or a member less or more."""
    paths = list(_leaves(v))
    if not paths:
        return v
    *path, last = rng.choice(paths)
    at = v
    for k in path:
        at = at[k]
    what = rng.random()
    if what < .7:
        at[last] = _other(rng, at[last])
    elif what < .85:
        del at[last]
    elif isinstance(at, dict):
        at['more'] = rng.choice((None, 1, 'x', [], {}))
    else:
        at.append(at[last])
    return v


# Texts of JSON within JSON: of events, heads and receipts.
INSIDE = {
    'events.jsonl': ('body', str, str),
    'receipts.jsonl': ('payload', maths.unb64,
                       lambda s: maths.b64(s.encode())),
}


def change_member(rng, c, files):
    """Any member of any file, also within texts."""
    name = pick_file(rng, files, [n for n in files if 'json' in n])
    lines = files[name].split(b'\n')[:-1] if name in LINES else [files[name]]
    i = rng.randrange(len(lines))
    v = json.loads(lines[i])
    if name in INSIDE and v[INSIDE[name][0]] and rng.random() < .8:
        member, open_, close = INSIDE[name]
        v[member] = close(canonical(_change(rng, json.loads(
            open_(v[member])))))
        if name == 'events.jsonl' and rng.random() < .5:
            v['leaf'] = c.suite.leaf_hash(v['body'].encode()).hex()
    elif name == 'log.json' and rng.random() < .5:
        h = rng.choice(v['heads'])
        h['body'] = canonical(_change(rng, json.loads(h['body'])))
    else:
        v = _change(rng, v)
    lines[i] = canonical(v).encode()
    files[name] = lines[0] if name not in LINES else \
        b''.join(x + b'\n' for x in lines)


def _lines(rng, files):
    name = pick_file(rng, files, [n for n in LINES if n in files])
    return name, files[name].split(b'\n')[:-1]


def _put(files, name, lines):
    files[name] = b''.join(x + b'\n' for x in lines)
    if not lines:
        del files[name]


def swap_lines(rng, c, files):
    name, lines = _lines(rng, files)
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    _put(files, name, lines)


def drop_line(rng, c, files):
    name, lines = _lines(rng, files)
    del lines[rng.randrange(len(lines))]
    _put(files, name, lines)


def repeat_line(rng, c, files):
    name, lines = _lines(rng, files)
    i = rng.randrange(len(lines))
    lines.insert(rng.randrange(len(lines) + 1), lines[i])
    _put(files, name, lines)


def drop_file(rng, c, files):
    del files[pick_file(rng, files)]


def add_file(rng, c, files):
    name = rng.choice(('note.txt', 'shares.jsonl', 'bids/' + '0' * 64,
                       'opening.json', 'deep/x/y.json'))
    if name in files:
        name += '.2'
    files[name] = b'{}\n'


def swap_members(rng, c, files):
    name = pick_file(rng, files, [n for n in files if n.endswith('.json')])
    v = json.loads(files[name])
    if isinstance(v, dict) and len(v) > 1:
        keys = list(v)
        keys.append(keys.pop(rng.randrange(len(keys) - 1)))
        files[name] = canonical({k: v[k] for k in keys}).encode()


def other_scope(rng, c, files):
    files['manifest.json'] = files['manifest.json'].replace(
        b'"full"', b'"public"') if c.head[0] == 'full' else \
        files['manifest.json'].replace(b'"public"', b'"full"')


def other_stage(rng, c, files):
    files['manifest.json'] = with_manifest(
        files, c.suite.word, c.head[0], c.head[1], rng.choice(
            [s for s in verify.STAGES if s != c.head[2]]))['manifest.json']


def sign_head(rng, c, files):
    log = json.loads(files['log.json'])
    h = rng.choice(log['heads'])
    if rng.random() < .5 or len(h['cosignatures']) < 2:
        h['signature'] = c.other.sign(h['body'].encode())
    else:
        a, b = rng.sample(h['cosignatures'], 2)
        a['signature'] = b['signature']
    files['log.json'] = canonical(log).encode()


def sign_receipt(rng, c, files):
    if 'receipts.jsonl' not in files:
        return sign_head(rng, c, files)
    lines = files['receipts.jsonl'].split(b'\n')[:-1]
    i = rng.randrange(len(lines))
    j = json.loads(lines[i])
    if rng.random() < .5:
        p = json.loads(maths.unb64(j['payload']))
        p[rng.choice(('subject', 'receipt'))] += '1'
        j['payload'] = maths.b64(canonical(p).encode())
    j['signature'] = c.other.sign((j['protected'] + '.' +
                                 j['payload']).encode())
    lines[i] = canonical(j).encode()
    _put(files, 'receipts.jsonl', lines)


def hide_body(rng, c, files):
    lines = files['events.jsonl'].split(b'\n')[:-1]
    i = rng.randrange(len(lines))
    v = json.loads(lines[i])
    v['body'] = None
    lines[i] = canonical(v).encode()
    _put(files, 'events.jsonl', lines)


def other_keys(rng, c, files):
    k = json.loads(files['keys.json'])
    at = rng.choice(['log', 'receipt', 'need', 'witness', 'epoch'])
    if at == 'need':
        k['need'] = 0
    elif at == 'epoch' and k['witnesses']:
        w = rng.choice(k['witnesses'])
        w['epoch'] = w.get('epoch', 0) + 1
    elif at == 'witness' and k['witnesses']:
        rng.choice(k['witnesses'])['key'] = c.other.public
    else:
        k['receipt' if at in ('witness', 'epoch') else at] = c.other.public
    files['keys.json'] = canonical(k).encode()


def mix(rng, c, files):
    """A file of another bundle."""
    other = rng.choice(CASES).files
    name = pick_file(rng, files, [n for n in other if n in files])
    files[name] = other[name]


# ---- Forgeries: by who holds keys, with what depends made new ----

def rebuild(c, edit, keys, cosign=True):
    """The bundle's files after edit(bodies) by the maker of the log: trail,
    tree, heads and receipts made new and signed with `keys`."""
    m = c.m
    files = dict(c.files)
    mine = [seq for seq, _ in m.mine]
    bodies = {seq: json.loads(m.log[seq]) for seq in mine}
    was = {id(b): m.s.leaf_hash(m.log[seq]).hex()
           for seq, b in bodies.items()}
    edit(bodies, files)
    log = list(m.log)
    trail, leaf_of = bytes(32), {}
    for seq in mine:
        old = was[id(bodies[seq])]
        bodies[seq]['trail'] = trail.hex()
        log[seq] = canonical(bodies[seq]).encode()
        leaf = m.s.leaf_hash(log[seq])
        leaf_of[old] = leaf.hex()
        trail = m.s.H(trail, leaf)
    leaves = [m.s.leaf_hash(b) for b in log]
    tree, size = make.Tree(m.s, leaves), len(leaves)
    files['log.json'] = m.sign_heads(leaves, keys, cosign).encode()
    secret = {json.loads(x)['seq'] for x in c.files['events.jsonl'].split(
        b'\n')[:-1] if json.loads(x)['body'] is None}
    _put(files, 'events.jsonl', [canonical({
        'seq': s, 'leaf': leaves[s].hex(),
        'body': None if s in secret else log[s].decode(),
        'proof': [h.hex() for h in tree.inclusion(s, 0, size)]}).encode()
        for s in mine])
    if 'deeds.jsonl' in files:
        out, order = [], {leaves[s].hex(): s for s in mine}
        for x in files['deeds.jsonl'].split(b'\n')[:-1]:
            d = json.loads(x)
            d['event'] = leaf_of.get(d['event'], d['event'])
            out.append((order.get(d['event'], 0), canonical(d).encode()))
        _put(files, 'deeds.jsonl', [x for _, x in sorted(out)])
    if 'receipts.jsonl' in files:
        out = []
        for x in files['receipts.jsonl'].split(b'\n')[:-1]:
            j = json.loads(x)
            p = json.loads(maths.unb64(j['payload']))
            if p['event'] in leaf_of:
                p['event'] = leaf_of[p['event']]
            j['payload'] = maths.b64(canonical(p).encode())
            j['signature'] = keys[1].sign(
                (j['protected'] + '.' + j['payload']).encode())
            out.append(canonical(j).encode())
        _put(files, 'receipts.jsonl', out)
    return c.sealed(files)


def find(bodies, verb):
    return next(b for b in bodies.values() if b['verb'] == verb)


def restate(files, bodies, name, verb, member, v):
    """A statement told anew, with its digest in the event."""
    files[name] = canonical(v).encode()
    find(bodies, verb)['detail'][member] = hexdigest(files[name])


def higher_price(bodies, files):
    o = json.loads(files['opening.json'])
    line = next(x for x in o['lines'] if x['opened'])
    line['price'] += 1
    next(b for b in find(bodies, 'open')['detail']['bids']
         if b['bid'] == line['bid'])['price'] += 1
    restate(files, bodies, 'opening.json', 'open', 'record', o)


def price_in_record_alone(bodies, files):
    o = json.loads(files['opening.json'])
    next(x for x in o['lines'] if x['opened'])['price'] += 1
    restate(files, bodies, 'opening.json', 'open', 'record', o)


def blamed_by_few(bodies, files):
    """One trustee of 3 of 3 says that he cannot: called the bidder's fault."""
    o = json.loads(files['opening.json'])
    t = json.loads(files['terms.json'])
    said = [x for b in bodies.values() if b['verb'] == 'release'
            for x in b['detail']['unusable'] + b['detail']['foreign']]
    line = next(x for x in o['lines'] if x['withdrawal'] == 'other' and
                len(t['trustees']) - t['threshold'] <
                said.count(x['bid']) < t['threshold'])
    line['withdrawal'] = 'bidder'
    restate(files, bodies, 'opening.json', 'open', 'record', o)


def other_ranking(bodies, files):
    r = json.loads(files['ranking.json'])
    r[0]['bid'], r[1]['bid'] = r[1]['bid'], r[0]['bid']
    d = find(bodies, 'report')['detail']
    d['candidates'][:2] = d['candidates'][1::-1]
    restate(files, bodies, 'ranking.json', 'report', 'ranking', r)


def other_total(bodies, files):
    r = json.loads(files['ranking.json'])
    r[0]['total'] += 1
    restate(files, bodies, 'ranking.json', 'report', 'ranking', r)


def other_candidates(bodies, files):
    find(bodies, 'report')['detail']['candidates'].pop(0)


def other_winner(bodies, files):
    find(bodies, 'award')['detail']['price'] -= 1


def early_award(bodies, files):
    find(bodies, 'end-publicity')['verb'] = 'resume'


def other_terms(bodies, files):
    t = json.loads(files['terms.json'])
    t['ceiling'] = 1
    for b in bodies.values():
        if b['verb'] == 'clarify':
            b['verb'] = 'answer'
    restate(files, bodies, 'terms.json', 'close', 'terms', t)


def twin_items(bodies, files):
    """Two items of one number: a score stands for both, or for either."""
    t = json.loads(files['terms.json'])
    t['score_items'][1]['no'] = t['score_items'][0]['no']
    restate(files, bodies, 'terms.json', 'close', 'terms', t)


def other_holder(bodies, files):
    """The certificate of somebody else for a trustee's key."""
    t = json.loads(files['terms.json'])
    t['trustees'][0].update(pki.trustee(random.Random(5))[0])
    restate(files, bodies, 'terms.json', 'close', 'terms', t)


def late_bid(bodies, files):
    """A bid after the close, the box told accordingly."""
    close = find(bodies, 'close')
    bid = [b for b in bodies.values() if b['verb'] == 'bid'][-1]
    a = next(s for s, b in bodies.items() if b is close)
    z = next(s for s, b in bodies.items() if b is bid)
    close['at'], bid['at'] = bid['at'], close['at']
    bodies[a], bodies[z] = bid, close
    bid['before'] = bid['after'] = 'opening'


def one_bid_more(bodies, files):
    find(bodies, 'close')['detail']['bids'] += 1


def one_box_more(bodies, files):
    find(bodies, 'close')['detail']['box'] = hexdigest(b'')


def second_opening(bodies, files):
    b = find(bodies, 'score')
    salt = b.pop('salt')
    b.update(verb='open', detail=find(bodies, 'open')['detail'], salt=salt)


def score_again(bodies, files):
    lines = files['sheets.jsonl'].split(b'\n')[:-1]
    s = json.loads(lines[0])
    for x in s['scores']:  # one alone may not count in the total
        x['score'] ^= 1
    lines[0] = canonical(s).encode()
    _put(files, 'sheets.jsonl', lines)
    find(bodies, 'lock')['detail']['sheet'] = hexdigest(lines[0])


def other_seat(bodies, files):
    s = find(bodies, 'draw')['detail']['seats']
    s[0]['place'], s[1]['place'] = s[1]['place'], s[0]['place']


def other_value(bodies, files):
    d = [b for b in bodies.values() if b['verb'] == 'reveal'][-1]['detail']
    d['value'] = hexdigest(d['value'].encode())


def other_root(bodies, files):
    find(bodies, 'draw')['detail']['head_root'] = hexdigest(b'root')


def draw_without_void(bodies, files):
    """A first draw nobody liked, and another in its place."""
    find(bodies, 'draw-void')['verb'] = 'notice'


def bid_put_in(bodies, files):
    """By who runs the database, the log and all witnesses: another bid after
    the box was committed to, all tables made consistent but that event."""
    lines = files['receipts.jsonl'].split(b'\n')[:-1]
    said = [json.loads(maths.unb64(json.loads(x)['payload'])) for x in lines]
    i = next(i for i, x in enumerate(said)
             if 'bids/' + x.get('digest', '') in files)
    lines.append(lines.pop(i))
    _put(files, 'receipts.jsonl', lines)
    order = sorted(bodies)
    verbs = [bodies[s]['verb'] for s in order]
    box = verbs.index('box-closed')
    bid = next(n for n, s in enumerate(order)
               if bodies[s]['verb'] == 'bid' and
               bodies[s]['detail']['receipt'] == said[i]['receipt'])
    bodies[order[bid]]['at'] = bodies[order[box]]['at']
    moved = [bodies[s] for s in order[bid:box + 1]]
    for s, b in zip(order[bid:box + 1], moved[1:] + moved[:1]):
        bodies[s] = b


def _withdrawn(files, edit):
    """The lines of receipts after edit(payload) of a withdrawal; None: gone."""
    out, left = [], True
    for line in files['receipts.jsonl'].split(b'\n')[:-1]:
        j = json.loads(line)
        p = json.loads(maths.unb64(j['payload']))
        if left and p['kind'] == 'withdrawn':
            left = False
            p = edit(p)
            if p is None:
                continue
            j['payload'] = maths.b64(canonical(p).encode())
        out.append(canonical(j).encode())
    if left:
        raise KeyError
    _put(files, 'receipts.jsonl', out)


def withdrawn_by_another(bodies, files):
    """A competitor takes back a bid that is not his."""
    bid = next(b['detail'] for b in bodies.values() if b['verb'] == 'bid' and
               'bids/' + b['detail']['digest'] in files)
    other = next(json.loads(maths.unb64(json.loads(x)['payload']))['subject']
                 for x in files['receipts.jsonl'].split(b'\n')[:-1]
                 if bid['receipt'] in maths.unb64(
                     json.loads(x)['payload']).decode())
    _withdrawn(files, lambda p: dict(p, subject=other))


def withdrawn_by_nobody(bodies, files):
    """The log takes back a bid of which nobody has a receipt."""
    _withdrawn(files, lambda p: None)


def other_box(bodies, files):
    """A leaf of the box exchanged, with the root that fits."""
    suite = maths.SUITES[json.loads(files['manifest.json'])['suite']]
    d = find(bodies, 'box-closed')['detail']
    d['leaves'][0] = hexdigest(b'leaf')
    d['root'] = suite.tree_root(
        [bytes.fromhex(x) for x in d['leaves']]).hex()


def other_signer(bodies, files):
    """The log says of a deed that another certificate signed it."""
    b = next(b for b in bodies.values() if 'signed' in b)
    b['signed']['certificate'] = hexdigest(b'certificate')


def _sign(bodies, files, b, by):
    """The log says of an event that this pair signed it; its own goes."""
    was = b.pop('signed', None)
    salt = b.pop('salt')
    b.update(signed=dict(by), salt=salt)
    if was and was not in [x.get('signed') for x in bodies.values()]:
        _put(files, 'deeds.jsonl', [
            x for x in files['deeds.jsonl'].split(b'\n')[:-1]
            if hexdigest(base64.b64decode(json.loads(x)['signature'])) !=
            was['signature']])


def borrow(verb, of, at=False):
    """What `of` was signed with, on a later event too; at its time?"""
    def edit(bodies, files):
        first, b = next(
            (x, b) for n, x in bodies.items() for m, b in bodies.items()
            if n < m and (x['verb'], b['verb']) == (of, verb) and
            'signed' in x and x['signed'] != b.get('signed') and
            (not at or x['at'][:16] == b['at'][:16]))
        if at:
            b['at'] = first['at']
        _sign(bodies, files, b, first['signed'])
    return edit


def signs(verb, **what):
    """What the doer of `verb` signed was another request."""
    def edit(bodies, files):
        b = next(b for b in bodies.values() if b['verb'] == verb and
                 'signed' in b)
        lines = files['deeds.jsonl'].split(b'\n')[:-1]
        for i, x in enumerate(lines):
            d = json.loads(x)
            if hexdigest(base64.b64decode(d['signature'])) == \
                    b['signed']['signature']:
                break
        now = pki.other_deed(random.Random(4), d, **{
            k: v(d) for k, v in what.items()})
        lines[i] = canonical(d).encode()
        _put(files, 'deeds.jsonl', lines)
        was = b['signed']
        for x in bodies.values():
            if x.get('signed') == was:
                x['signed'] = now
    return edit


def path_of(old, new):
    """The path of a deed with `new` in the place of `old`, at its end."""
    def path(d):
        head, found, tail = d['path'].rpartition(old)
        if not found or tail:
            raise KeyError
        return head + new
    return path


def other_trade(d):
    """The same of the next trade."""
    head, number, tail = re.split(r'(?<=/trades/)(\d+)', d['path'])
    return '%s%d%s' % (head, int(number) + 1, tail)


def other_draw(d):
    head, number, tail = re.split(r'(?<=/draws/)(\d+)', d['path'])
    return '%s%d%s' % (head, int(number) + 1, tail)


def _release(bodies, good=lambda d: True):
    return next(b['detail'] for b in bodies.values()
                if b['verb'] == 'release' and good(b['detail']))


def silent_release(bodies, files):
    """Nothing is said of a bid: neither given nor unusable nor foreign."""
    d = _release(bodies, lambda d: d['unusable'] or d['foreign'])
    (d['unusable'] or d['foreign']).pop()


def double_release(bodies, files):
    """A bid is said to be unusable, and foreign besides."""
    d = _release(bodies, lambda d: d['unusable'])
    d['foreign'].append(d['unusable'][0])


def strange_release(bodies, files):
    """A bid that is not in the box."""
    d = _release(bodies)
    d['unusable'].append(max(d['bids'] + d['unusable'] + d['foreign']) + 90)


def unlock_more(verb, bid=None):
    """The last event of the verb told as a key that a bidder gave: of a bid
    whose was given (None), or was not (0), or that is not in the box."""
    def edit(bodies, files):
        b = [x for x in bodies.values() if x['verb'] == verb][-1]
        given = [x['detail']['bid'] for x in bodies.values()
                 if x['verb'] == 'unlock']
        of = [x['bid'] for x in find(bodies, 'open')['detail']['bids']]
        if bid is None:
            of = given[len(given) - 2]
        else:
            of = max(of) + 7 if bid else next(x for x in of if x not in given)
        rest = {k: b.pop(k) for k in ('detail', 'signed', 'salt') if k in b}
        rest.pop('detail', None)
        b.update(verb='unlock', detail={'bid': of}, **rest)
    return edit


def release_more(verb, position=None):
    """An event told as a release of who says that he can give nothing."""
    def edit(bodies, files):
        b = find(bodies, verb)
        done = [x['detail']['position'] for x in bodies.values()
                if x['verb'] == 'release']
        bids = [x['bid'] for x in find(bodies, 'open')['detail']['bids']]
        detail = {'position': position or b.get('detail', {}).get(
            'position') or min({1, 2, 3} - set(done), default=None),
            'bids': [], 'unusable': bids, 'foreign': []}
        if not detail['position']:
            raise KeyError
        rest = {k: b.pop(k) for k in ('detail', 'signed', 'salt') if k in b}
        rest.pop('detail', None)
        b.update(verb='release', detail=detail, **rest)
    return edit


def no_rehearsal(bodies, files):
    """A trade that says to be none, after the manner of another."""
    b = find(bodies, 'take')
    rest = {k: b.pop(k) for k in ('by', 'detail', 'signed', 'salt')
            if k in b}
    b.pop('rehearsal', None)
    b.update(rehearsal=False, **rest)


def other_time(b):
    """Of a rehearsal, it says, or not of one."""
    if not b.pop('rehearsal', False):
        rest = {k: b.pop(k) for k in ('by', 'detail', 'signed', 'salt')
                if k in b}
        b.update(rehearsal=True, **rest)


def other_time_award(bodies, files):
    other_time(find(bodies, 'award'))


def other_time_receipt(bodies, files):
    lines = files['receipts.jsonl'].split(b'\n')[:-1]
    j = json.loads(lines[0])
    p = json.loads(maths.unb64(j['payload']))
    if not p.pop('rehearsal', False):
        p['rehearsal'] = True
    j['payload'] = maths.b64(canonical(p).encode())
    lines[0] = canonical(j).encode()
    _put(files, 'receipts.jsonl', lines)


def signed_edit(bodies, files):
    """The log says of what no request signs that it was signed."""
    next(b for b in bodies.values() if b['verb'] == 'schedule' and
         'signed' in b)['verb'] = 'edit'


def unsigned_deed(bodies, files):
    """Signature and event changed together: nobody has the key."""
    lines = files['deeds.jsonl'].split(b'\n')[:-1]
    d = json.loads(lines[0])
    d['body'] = hexdigest(b'another body')
    lines[0] = canonical(d).encode()
    _put(files, 'deeds.jsonl', lines)


def kept_deed(bodies, files):
    """A deed that was refused once, sent again on a better day."""
    lines = files['deeds.jsonl'].split(b'\n')[:-1]
    d = json.loads(lines[0])
    b = next(b for b in bodies.values() if b.get('signed', {}).get(
        'signature') == hexdigest(base64.b64decode(d['signature'])))
    b['signed'] = pki.kept_deed(random.Random(3), d)
    lines[0] = canonical(d).encode()
    _put(files, 'deeds.jsonl', lines)


def nothing(bodies, files):
    pass


def no_box(bodies, files):
    find(bodies, 'box-closed')['verb'] = 'notice'


def prolonged(bodies, files):
    """A tender has more time, it says, and other terms with it."""
    other_terms(bodies, files)
    b = find(bodies, 'take')
    rest = {k: b.pop(k) for k in ('signed', 'salt') if k in b}
    b.update(verb='prolong', detail=find(bodies, 'publish')['detail'], **rest)


def from_nowhere(bodies, files):
    """A trade that was terminated is archived, and nobody says from where."""
    find(bodies, 'perform')['after'] = 'terminated'
    del find(bodies, 'archive')['before']


def first_nowhere(bodies, files):
    """The first step of those that are public says not what it begins in."""
    del find(bodies, 'publish')['before']


def box_gone(bodies, files):
    """Nobody sees that there were bids, and none was opened."""
    o = json.loads(files['opening.json'])
    if not o['lines']:
        raise KeyError
    o['lines'] = []
    find(bodies, 'open')['detail']['bids'] = []
    restate(files, bodies, 'opening.json', 'open', 'record', o)
    for b in bodies.values():
        if b['verb'] == 'bid':
            b['verb'] = 'ask'
    files.pop('receipts.jsonl', None)


def draw_under_way(bodies, files):
    """The draw has no result, and nobody who was drawn a name."""
    if any(b['verb'] == 'substitute' for b in bodies.values()):
        raise KeyError
    find(bodies, 'draw')['verb'] = 'notice'
    files.pop('names.jsonl', None)


def reseat(bodies, files, seat, member):
    """The first expert's sheet as that of another seat."""
    d = next(b['detail'] for b in bodies.values() if b['verb'] == 'lock' and
             b['detail']['member'].startswith('专家'))
    d.update(seat=d['seat'] + seat, member=member % (d['seat'] + seat))
    if 'sheets.jsonl' not in files:
        return
    lines = files['sheets.jsonl'].split(b'\n')[:-1]
    i = [hexdigest(x) for x in lines].index(d['sheet'])
    lines[i] = canonical(dict(json.loads(lines[i]), seat=d['seat'],
                              member=d['member'])).encode()
    _put(files, 'sheets.jsonl', lines)
    d['sheet'] = hexdigest(lines[i])


def nobodys_seat(bodies, files):
    reseat(bodies, files, 90, '专家%d')


def owners_seat(bodies, files):
    reseat(bodies, files, 0, '招标人代表%d')


def owners_seats(bodies, files):
    reseat(bodies, files, 90, '招标人代表%d')


def candidate_more(bodies, files):
    d = find(bodies, 'report')['detail']
    d['candidates'].append(next(
        b['bid'] for b in find(bodies, 'open')['detail']['bids']
        if b['opened'] and b['bid'] not in d['candidates']))


# name, what the forger does to the log he signs, who co-signs, the check
FORGERIES = [
    ('price changed, log signed anew, no witness', higher_price, False,
     'log.head.cosigned'),
    ('price changed by all keys together', higher_price, True,
     'opening.line'),
    ('price changed in the record alone', price_in_record_alone, True,
     'opening.price'),
    ('a bidder blamed by one trustee', blamed_by_few, True, 'opening.line'),
    ('ranking swapped', other_ranking, True, 'ranking.order'),
    ('total changed', other_total, True, 'ranking.total'),
    ('score changed, log signed anew', score_again, True, 'ranking.total'),
    ('first candidate left out', other_candidates, True, 'candidate.list'),
    ('award at another price', other_winner, True, 'award.candidate'),
    ('award before the publicity is over', early_award, True, 'award.time'),
    ('terms changed and nobody told', other_terms, True, 'terms.unchanged'),
    ('terms changed by more time for a tender', prolonged, True,
     'terms.unchanged'),
    ('two items of one number', twin_items, True, 'terms.form'),
    ("another's certificate for a trustee", other_holder, True,
     'terms.trustee'),
    ('bid taken after the close', late_bid, True, 'box.late'),
    ('box of one bid more', one_bid_more, True, 'box.count'),
    ('box of other bids', one_box_more, True, 'box.root'),
    ('a second opening', second_opening, True, 'event.once'),
    ('another seat than the one drawn', other_seat, True, 'draw.seats'),
    ('a value that was not committed to', other_value, True, 'draw.commit'),
    ('a root that suits', other_root, True, 'draw.head'),
    ('a draw begun anew without a word', draw_without_void, True,
     'draw.number'),
    ('a bid put in after the box was closed', bid_put_in, True, 'box.late'),
    ('a box that commits to another bid', other_box, True, 'box.root'),
    ("a bid that another withdrew", withdrawn_by_another, True,
     'receipt.withdrawn'),
    ('a bid that nobody withdrew', withdrawn_by_nobody, True,
     'receipt.withdrawn'),
    ('no commitment to the box', no_box, True, 'box.root'),
    ('a step that begins nowhere', from_nowhere, True, 'event.stage'),
    ('a first step that begins nowhere', first_nowhere, True,
     'event.stage'),
    ('the whole box gone', box_gone, True, 'box.count'),
    ('a draw without an end', draw_under_way, True, 'draw.number'),
    ('a seat nobody was drawn for', nobodys_seat, True, 'sheet.member'),
    ("the owner's on a drawn seat", owners_seat, True, 'sheet.member'),
    ('one more of the owner', owners_seats, True, 'sheet.member'),
    ('one candidate more', candidate_more, True, 'candidate.list'),
    ('a deed of another certificate', other_signer, True, 'deed.event'),
    ('a deed of another body', unsigned_deed, True, 'deed.signature'),
    ('a deed of another day', kept_deed, True, 'deed.time'),
    ("a bid's signature under its withdrawal", borrow('withdraw', 'bid'),
     True, 'deed.event'),
    ('the same at the same time', borrow('withdraw', 'bid', True), True,
     'deed.event'),
    ('one signature for two bids', borrow('bid', 'bid'), True, 'deed.event'),
    ('one signature for two notices', borrow('publish-notice', 'report'),
     True, 'deed.event'),
    ('a signature under what nobody signs', signed_edit, True,
     'deed.event'),
    ('a release that leaves out a bid', silent_release, True, 'share.event'),
    ('a bid twice in a release', double_release, True, 'share.event'),
    ('a release of a bid not in the box', strange_release, True,
     'share.event'),
    ('a trustee who releases twice', release_more('refuse-share'), True,
     'share.event'),
    ('a release of no trustee', release_more('refuse-share', 9), True,
     'share.event'),
    ('a release after the opening', release_more('score'), True,
     'share.event'),
    ('a key after the opening', unlock_more('delegate', 0), True,
     'share.event'),
    ('a key given twice', unlock_more('unlock'), True, 'share.event'),
    ('a key of a bid not in the box', unlock_more('unlock', 1), True,
     'share.event'),
    ('a bid signed for another file', signs('bid', body=lambda d: hexdigest(
        b'another file')), True, 'deed.event'),
    ('a refused bid signed for another file', signs(
        'refuse-bid', body=lambda d: hexdigest(b'another file')), True,
     'deed.event'),
    ('a withdrawal signed as a bid', signs(
        'withdraw', path=path_of('/withdraw', '')), True, 'deed.event'),
    ('a bid signed for another trade', signs('bid', path=other_trade), True,
     'deed.event'),
    ('a report signed for another trade', signs(
        'report', path=other_trade), True, 'deed.event'),
    ('an award signed as a report', signs(
        'award', path=path_of('award', 'report')), True, 'deed.event'),
    ('a commitment signed for another draw', signs(
        'commit', path=other_draw), True, 'deed.event'),
    ('values signed for another draw', signs('reveal', path=other_draw), True,
     'deed.event'),
    ('a deed for another installation', signs(
        'lock', address=lambda d: d['address'] + ':8443'), True,
     'deed.address'),
    ('a deed of another module', signs('lock', path=lambda d: d[
        'path'].replace('engineering', 'land')), True, 'deed.event'),
    ('a deed signed as a look', signs('release', method=lambda d: 'GET'),
     True, 'deed.event'),
    ('an event that is no rehearsal, it says', no_rehearsal, True,
     'event.form'),
    ('an award in a rehearsal, or the only one that is not',
     other_time_award, True, 'event.form'),
    ('a receipt of a rehearsal, or the only one that is not',
     other_time_receipt, True, 'receipt.form'),
    ('the same log, no witness', nothing, False, 'log.head.cosigned'),
]


# Attacks by who holds no key.
def late_receipt(c, files):
    """A bid slipped in, with every table made consistent but the log."""
    j = json.loads(files['receipts.jsonl'].split(b'\n')[0])
    p = json.loads(maths.unb64(j['payload']))
    p.update(receipt='HZ20260320-0000000000000000', digest=hexdigest(b'late'),
             subject=make.credit_code(1), event=hexdigest(b'no event'))
    j['payload'] = maths.b64(canonical(p).encode())
    j['signature'] = c.m.platform[1].sign(
        (j['protected'] + '.' + j['payload']).encode())
    files['receipts.jsonl'] += canonical(j).encode() + b'\n'


def drop_verb(verb):
    def attack(c, files):
        _put(files, 'events.jsonl', [
            x for x in files['events.jsonl'].split(b'\n')[:-1]
            if b'\\"verb\\":\\"%s\\"' % verb.encode() not in x])
    return attack


def hide_verbs(verbs, *gone, most=99):
    """Bodies of these verbs made secret, and files left out with them."""
    def attack(c, files):
        lines, left = files['events.jsonl'].split(b'\n')[:-1], most
        for i, x in enumerate(lines):
            v = json.loads(x)
            if v['body'] and left and json.loads(v['body'])['verb'] in verbs:
                left -= 1
                lines[i] = canonical(dict(v, body=None)).encode()
        if left == most:
            raise KeyError
        _put(files, 'events.jsonl', lines)
        for name in gone:
            files.pop(name, None)
    return attack


def edit_json(name, change):
    def attack(c, files):
        v = json.loads(files[name])
        change(v)
        files[name] = canonical(v).encode()
    return attack


def edit_line(name, change):
    def attack(c, files):
        lines = files[name].split(b'\n')[:-1]
        v = json.loads(lines[0])
        change(v)
        lines[0] = canonical(v).encode()
        _put(files, name, lines)
    return attack


def dearer(o):
    next(x for x in o['lines'] if x['opened'])['price'] += 1


def other_share(s):
    s['share'] = hexdigest(s['share'].encode())


def body_of_open(c, files):
    """Record and event changed together, the leaf too; the head stays."""
    o = json.loads(files['opening.json'])
    dearer(o)
    files['opening.json'] = canonical(o).encode()
    lines = files['events.jsonl'].split(b'\n')[:-1]
    for i, x in enumerate(lines):
        v = json.loads(x)
        b = json.loads(v['body'])
        if b['verb'] == 'open':
            b['detail']['record'] = hexdigest(files['opening.json'])
            v['body'] = canonical(b)
            v['leaf'] = c.suite.leaf_hash(v['body'].encode()).hex()
            lines[i] = canonical(v).encode()
    _put(files, 'events.jsonl', lines)


def other_bid(c, files):
    name = sorted(n for n in files if n.startswith('bids/'))[0]
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])


def other_pool(c, files):
    lines = files['pools.jsonl'].split(b'\n')[:-1]
    p = json.loads(lines[-1])
    p['pool'][0]['employer'] = None
    lines[-1] = canonical(p).encode()
    _put(files, 'pools.jsonl', lines)


def other_person(c, files):
    edit_line('names.jsonl', lambda n: n.update(name='张三'))(c, files)


def forked(c, files):
    log = json.loads(files['log.json'])
    h = log['heads'][-1]
    b = json.loads(h['body'])
    b['root'] = hexdigest(b'fork')
    h['body'] = canonical(b)
    h['signature'] = c.m.platform[0].sign(h['body'].encode())
    h['cosignatures'] = [c.m.cosign(i, w, h['body'], c.m.epochs[i])
                         for i, w in enumerate(c.m.platform[2:])]
    files['log.json'] = canonical(log).encode()


def other_time_heads(n):
    """The first n heads of a rehearsal, or the only ones that are not."""
    def attack(c, files):
        log = json.loads(files['log.json'])
        if len(log['heads']) < 2:
            raise KeyError
        for h in log['heads'][:n]:
            b = json.loads(h['body'])
            if not b.pop('rehearsal', False):
                b['rehearsal'] = True
            h['body'] = canonical(b)
            h['signature'] = c.m.platform[0].sign(h['body'].encode())
            h['cosignatures'] = [c.m.cosign(i, w, h['body'], c.m.epochs[i])
                                 for i, w in enumerate(c.m.platform[2:])]
        files['log.json'] = canonical(log).encode()
    return attack


def hours_later(c, files):
    """Heads from after events that they have not."""
    log = json.loads(files['log.json'])
    first, last = [json.loads(log['heads'][i]['body']) for i in (0, -1)]
    lines = [json.loads(x) for x in files['events.jsonl'].split(b'\n')[:-1]]
    if not any(x['body'] and x['seq'] >= first['size'] and
               minutes(json.loads(x['body'])['at']) + 1 < minutes(last['at'])
               for x in lines):
        raise KeyError
    for h in log['heads'][:-1]:
        h['body'] = canonical(dict(json.loads(h['body']), at=last['at']))
        h['signature'] = c.m.platform[0].sign(h['body'].encode())
        h['cosignatures'] = [c.m.cosign(i, w, h['body'], c.m.epochs[i])
                             for i, w in enumerate(c.m.platform[2:])]
    files['log.json'] = canonical(log).encode()


def minutes(text):
    return datetime.datetime.fromisoformat(text).timestamp() // 60


def other_epochs(c, files):
    """All witnesses took the log up anew, and nobody was told."""
    log = json.loads(files['log.json'])
    for h in log['heads']:
        h['cosignatures'] = [c.m.cosign(i, w, h['body'], c.m.epochs[i] + 1)
                             for i, w in enumerate(c.m.platform[2:])]
    files['log.json'] = canonical(log).encode()


def trusted_epochs(c, files):
    """The platform says so, which the trusted keys do not."""
    other_epochs(c, files)
    files['keys.json'] = c.m.keys_of([n + 1 for n in c.m.epochs]).encode()


def unsigned_head(c, files):
    log = json.loads(files['log.json'])
    h = log['heads'][-1]
    h['signature'] = c.other.sign(h['body'].encode())
    files['log.json'] = canonical(log).encode()


def own_keys(c, files):
    k = json.loads(files['keys.json'])
    k['log'] = c.other.public
    files['keys.json'] = canonical(k).encode()
    unsigned_head(c, files)


ATTACKS = [
    ('late bid in the tables', late_receipt, 'receipt.event'),
    ('hidden redraw', drop_verb('draw'), 'event.trail'),
    ('pool row changed', other_pool, 'pool.digest'),
    ('another person on a seat', other_person, 'draw.names'),
    ('event dropped', drop_verb('take'), 'event.trail'),
    ('price changed', edit_json('opening.json', dearer), 'opening.digest'),
    ('price, event and leaf changed', body_of_open, 'event.proof'),
    ('score changed after the lock', edit_line(
        'sheets.jsonl', lambda s: s['scores'][0].update(
            score=s['scores'][0]['score'] ^ 1)), 'sheet.digest'),
    ('ranking swapped in the file', edit_json(
        'ranking.json', list.reverse), 'ranking.digest'),
    ('share replaced', edit_line('shares.jsonl', other_share),
     'share.commitment'),
    ('sealed bid changed', other_bid, 'bid.digest'),
    ('terms changed', edit_json('terms.json', lambda t: t.update(ceiling=1)),
     'terms.digest'),
    ('head forked', forked, 'event.proof'),
    ('the first head in a rehearsal, or the only one that is not',
     other_time_heads(1), 'log.head.body'),
    ('all heads in a rehearsal, or all events', other_time_heads(99),
     'event.form'),
    ('an event dated before a head that had it not', hours_later,
     'event.head'),
    ('witnesses in another epoch', other_epochs, 'log.head.cosigned'),
    ('another epoch in the keys too', trusted_epochs, 'keys.trusted'),
    ('head of another key', unsigned_head, 'log.head.signature'),
    ('certificate exchanged', edit_line('deeds.jsonl', lambda d: d.update(
        chain=d['chain'][1:])), 'deed.event'),
    ('a deed said to be for another installation', edit_line(
        'deeds.jsonl', lambda d: d.update(address='https://a.example.cn')),
     'deed.address'),
    ('deed left out', lambda c, files: _put(
        files, 'deeds.jsonl', files['deeds.jsonl'].split(b'\n')[1:-1]),
     'deed.event'),
    ('chain without its root', edit_line('deeds.jsonl', lambda d: d.update(
        chain=d['chain'][:-1])), 'deed.chain'),
    ('keys exchanged', own_keys, 'keys.trusted'),
    ('a body left out of the full bundle', hide_verbs(('score',)),
     'event.form'),
    ('the box left out of the full bundle', hide_verbs(('box-closed',)),
     'event.form'),
]
# The same of the public bundle.
PUBLIC_FORGERIES = [x for x in FORGERIES if x[1] in (
    no_box, other_time_award, other_time_receipt, from_nowhere,
    first_nowhere, box_gone, draw_under_way, nobodys_seat, owners_seat,
    owners_seats, candidate_more, silent_release, double_release)]
PUBLIC_ATTACKS = [
    ('the box hidden', hide_verbs(('box-closed',)), 'box.root'),
    ('the publication hidden', hide_verbs(('publish',)), 'event.stage'),
    ('all draws hidden', hide_verbs(draws.VERBS, 'pools.jsonl',
                                    'names.jsonl'), 'sheet.member'),
    ('a locked sheet hidden', hide_verbs(('lock',), most=1),
     'sheet.complete'),
]

MUTATIONS = [flip_byte, flip_byte, flip_byte, cut_byte, add_blank,
             change_number, change_number, change_member, change_member,
             change_member, change_member, change_member, swap_lines,
             drop_line, drop_line, repeat_line, drop_file, add_file,
             swap_members, other_scope, other_stage, sign_head, sign_receipt,
             hide_body, other_keys, mix]
CASES = []


def forge(rng, c, files):
    """One of the forgeries, where the trade has what it needs."""
    for name, edit, cosign, _ in rng.sample(FORGERIES, len(FORGERIES)):
        try:
            return rebuild(c, edit, c.m.platform, cosign=cosign)
        except (StopIteration, KeyError, IndexError):
            continue


def mutant(rng, c):
    """(what was done, files) that are not those of the good bundle."""
    while True:
        files = dict(c.files)
        if c.m and c.head[0] == 'full' and rng.random() < .15:
            files, how = forge(rng, c, files), forge
            if not files:
                continue
        else:
            how = rng.choice(MUTATIONS)
            # a sale that shows more than it must is no fault
            if how is other_scope and c.name[:3] in ('lot', 'agr'):
                continue
            how(rng, c, files)
            if how not in (other_scope, other_stage) and rng.random() < .9 \
                    and files.get('manifest.json') == \
                    c.files['manifest.json']:
                files = c.sealed(files)
        if files != c.files:
            return how.__name__, files


# ---- Running both ----

def write(folder, files, like=None, where=None):
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if like is not None and like.get(name) == data:
            os.link(os.path.join(where, name), path)
            continue
        with open(path, 'wb') as f:
            f.write(data)


def in_c(ggzyctl, folders, keys):
    """{folder: names of the failed checks}"""
    out = {}
    for i in range(0, len(folders), 500):
        r = subprocess.run([ggzyctl, 'verify', '--json', '--trust', keys,
                            *folders[i:i + 500]], capture_output=True)
        for line in r.stdout.decode('utf-8', 'replace').split('\n')[:-1]:
            v = json.loads(line)
            out[v['bundle']] = None if v['good'] else [
                f['name'] for f in v['failed']]
        if r.stderr:
            print('#', r.stderr.decode().replace('\n', '\n# '))
    return out


class Tap:
    n = bad = 0

    def is_(self, what, good, why=''):
        self.n += 1
        self.bad += not good
        print('%s %d - %s' % ('ok' if good else 'not ok', self.n, what))
        if not good and why:
            print('# ' + str(why).replace('\n', '\n# '))


def sales(tap, ggzyctl, top):
    """Sales of each kind told otherwise, by who knows what and blindly."""
    ways = {w: retell_ways.sale(w) for w in retell_ways.WAYS}
    ways['rising'] = lot_of_all(), retell_rising.EDITS
    for way, (files, edits) in ways.items():
        bad = retell.faults(ggzyctl, files, os.path.join(top, way), edits)
        tap.is_('%d other histories, %s, each by its check' % (
            len(edits), way), not bad, bad)
        bad = retell.differences(ggzyctl, files,
                                 os.path.join(top, way + '-blind'), 25)
        tap.is_('25 blindly told are judged alike, ' + way, not bad, bad[:5])


def attacks(tap, ggzyctl, top):
    """Each named attack on the first trade that can suffer it."""
    todo = [(n, lambda c, e=e, s=s: rebuild(c, e, c.m.platform, cosign=s), k,
             scope) for scope, all_ in (
                 ('full', FORGERIES), ('public', PUBLIC_FORGERIES))
            for n, e, s, k in all_]
    for scope, (n, a, k) in [('full', x) for x in ATTACKS] + [
            ('public', x) for x in PUBLIC_ATTACKS]:
        def run(c, a=a):
            files = dict(c.files)
            a(c, files)
            return c.sealed(files)
        todo.append((n, run, k, scope))
    for i, (name, run, check, scope) in enumerate(todo):
        names, there, folder = [], None, os.path.join(top, 'attack%d' % i)
        for c in CASES:
            if not c.m or c.head[0] != scope or c.head[2] != 'archived':
                continue
            try:
                files = run(c)
            except (StopIteration, KeyError, IndexError):
                continue
            names = sorted(set(verify.verify(files, c.keys).names))
            if check in names:
                write(folder, files)
                there = in_c(ggzyctl, [folder], c.trust).get(folder)
                break
        tap.is_('%s, %s: %s' % (name, scope, check), check in names and
                check in (there or ()),
                'verify.py %s, ggzyctl %s' % (names, there))
    sales(tap, ggzyctl, top)
    bad = odd.faults(ggzyctl, os.path.join(top, 'odd'))
    tap.is_('%d odd directories are judged as they must be' %
            len(odd.CASES), not bad, bad)
    bad = odd.hidden(ggzyctl, os.path.join(top, 'hidden'))
    tap.is_('that offers may be hidden is said', not bad, bad)
    bad = tender_attacks(ggzyctl, top)
    tap.is_('%d other histories of a sale by sealed bids, each by its check' %
            len(TENDER_FORGERIES), not bad, '\n'.join(bad))
    for i, place in enumerate(ELSEWHERE):
        names, there = sealed_elsewhere(
            ggzyctl, os.path.join(top, 'elsewhere%d' % i), elsewhere=place)
        tap.is_('secrets of another %s: share.commitment' % list(place)[0],
                'share.commitment' in names and
                'share.commitment' in (there or ()),
                'verify.py %s, ggzyctl %s' % (names, there))
    for i, (name, want, good) in enumerate(HEADERS):
        names, there = sealed_elsewhere(
            ggzyctl, os.path.join(top, 'header%d' % i), **want)
        tap.is_('%s: %s' % (name, 'good' if good else 'bid.form'),
                not names and not there if good else
                'bid.form' in names and 'bid.form' in (there or ()),
                'verify.py %s, ggzyctl %s' % (names, there))


def swapped_order(bodies, files):
    order = find(bodies, 'rank')['detail']['order']
    if len(order) < 2:
        raise StopIteration
    order[0], order[1] = order[1], order[0]


def best_left_out(bodies, files):
    d = find(bodies, 'rank')['detail']
    d['out'].insert(0, d['order'].pop(0))


def no_ranking(bodies, files):
    find(bodies, 'rank').update(verb='look')
    del find(bodies, 'look')['detail']


def in_detail(verb, **what):
    def edit(bodies, files):
        find(bodies, verb)['detail'].update(what)
    return edit


def in_terms_of_lot(**what):
    def edit(bodies, files):
        t = json.loads(files['terms.json'])
        t['lot'].update(what)
        files['terms.json'] = canonical(t).encode()
        for verb in ('publish', 'close'):
            find(bodies, verb)['detail']['terms'] = \
                hexdigest(files['terms.json'])
    return edit


def best_unqualified(bodies, files):
    bidder = find(bodies, 'offer')['detail']['bidder']
    for b in bodies.values():
        if b['verb'] == 'judge' and b['detail']['bidder'] == bidder:
            b['detail']['state'] = 'refused'


# Other histories of a sale by sealed bids, and the check of each.
TENDER_FORGERIES = [
    ('the second for the first', swapped_order, 'ranking.order', 'full public'),
    ('the best left out', best_left_out, 'ranking.order', 'full'),
    ('no ranking', no_ranking, 'ranking.order', 'full public'),
    ('an offer of another price', in_detail('offer', amount_fen=7),
     'offer.amount', 'full public'),
    ('an offer more', in_detail('offer', no=2), 'offer.number', 'full public'),
    ('an offer of another', in_detail('offer', bidder=1), 'offer.entrant',
     'full'),
    ('a deal with another', in_detail('deal', bidder=1), 'deal.winner',
     'full public'),
    ('a deal for less', in_detail('deal', price=7), 'deal.winner',
     'full public'),
    ('a contract for less', in_detail('contract', amount_fen=7),
     'deal.contract', 'full public'),
    ('another reserve', in_detail('reveal-reserve', reserve_fen=7),
     'deal.reserve', 'full public'),
    ('terms of rising offers', in_terms_of_lot(bidding='rising'),
     'terms.form', 'full public'),
    ('bids below the start', in_terms_of_lot(start_fen=10**15),
     'ranking.order', 'full public'),
    ('a bid of who is not qualified', best_unqualified, 'ranking.order',
     'full'),
]


def tender_attacks(ggzyctl, top):
    """What is not caught, of what is forged of the first that can be."""
    missed = []
    for i, (name, edit, check, scopes) in enumerate(TENDER_FORGERIES):
        for scope in scopes.split():
            names, there = [], None
            folder = os.path.join(top, 'tender%d%s' % (i, scope))
            for c in CASES:
                if not isinstance(c.m, make_tender.TenderMaker) or \
                        c.head[0] != scope or c.head[2] != 'contract':
                    continue
                try:
                    files = rebuild(c, edit, c.m.platform, cosign=True)
                except (StopIteration, KeyError, IndexError):
                    continue
                names = sorted(set(verify.verify(files, c.keys).names))
                write(folder, files)
                there = in_c(ggzyctl, [folder], c.trust).get(folder)
                break
            if check not in names or check not in (there or ()):
                missed.append('%s, %s: %s; verify.py %s, ggzyctl %s' % (
                    name, scope, check, names, there))
    return missed


# What bids were sealed for, though all the rest fits.
ELSEWHERE = [{'trade': 'A01-12540000000000027J-20260315-000009-O'},
             {'bidder': make.credit_code(7)}, {'position': 9}]


def other_header(**what):
    return {'header': lambda h: h.update(what)}


def other_wrapping(**what):
    return {'suite': 'p256', 'bids_suite': 'p256',
            'header': lambda h: h['own']['jwe'].update(what)}


def members(n):
    return [make.credit_code(500 + i) for i in range(n)]


EPK = {'kty': 'EC', 'crv': 'P-256', 'x': 'x' * 43, 'y': 'y' * 43}
# Headers of bids: what they are like, how they are made, are they good?
HEADERS = [
    ('20 members', other_header(members=members(20)), True),
    ('21 members', other_header(members=members(21)), False),
    ('a member twice', other_header(members=members(1) * 2), False),
    ('a member of a wrong code', other_header(
        members=['91540100MAYYTT0155']), False),
    ('the bidder a member', {'header': lambda h: h.update(
        members=[h['bidder']])}, False),
    ('a thumbprint of 42 letters', {'header': lambda h: h['own'].update(
        thumbprint='7' * 42)}, False),
    ('a thumbprint of two lines', {'header': lambda h: h['own'].update(
        thumbprint='7' * 42 + '\n')}, False),
    ('a key in the header of what is wrapped', other_wrapping(
        header={'epk': EPK}), True),
    ('another header of what is wrapped', other_wrapping(
        header={'epk': EPK, 'kid': 'x'}), False),
    ('no header of what is wrapped', other_wrapping(header=None), True),
    ('what is wrapped says SM2', other_wrapping(
        protected=verify.JWE_SM2), True),
    ('what is wrapped by SM2 says so at length', {
        'bids_suite': 'sm', 'header': lambda h: h['own']['jwe'].update(
            iv=None, tag=None, encrypted_key=None, header=None)}, True),
    ('a header of almost 64 KiB', {'blanks': 60000}, True),
    ('a header of more than 64 KiB', {'blanks': 65536}, False),
    ('a bid of four bytes', {'plain': 4}, False),
]


def sealed_elsewhere(ggzyctl, folder, **want):
    for seed in range(99):
        files, _, keys, _ = make.make(seed, cut='archived', **want)
        if 'opening.json' in files and ('elsewhere' not in want or
                                        'shares.jsonl' in files):
            break
    write(folder, files)
    return (sorted(set(verify.verify(files, keys).names)),
            in_c(ggzyctl, [folder],
                 os.path.join(folder, 'keys.json')).get(folder))


def lot_of_all():
    """A sale with all that retell.py tells otherwise."""
    for seed in range(999):
        files, _, _, m = make_lot.make(seed, reserve=True, pause=True,
                                       bidders=4, offers=6, cut='deal')
        offers = [json.loads(m.log[n])['detail'] for n, v in m.mine
                  if v == 'offer']
        verbs = [v for _, v in m.mine]
        if m.step > 1 and m.deposit and len(offers) > 5 and \
                all(x['live'] for x in offers[-2:]) and \
                'offer' in verbs[verbs.index('resume'):] and \
                offers[-1]['ends_at'] != offers[-2]['ends_at']:
            return files
    raise LookupError


# Verifiers that leave something out.
BREAKS = {
    'signature': ('maths.Suite.signature_ok', lambda *a: True),
    'proof': ('maths.Suite.inclusion_ok', lambda *a: True),
    'ranking': ('verify.Verifier.ranking', lambda self: None),
    'opening': ('verify.Verifier.sealed', lambda self: None),
    'draw': ('draws.check', lambda *a: []),
    'box': ('verify.Verifier.commitment', lambda *a: None),
    'deed': ('verify.Verifier.deeds', lambda self: None),
}


def break_it(part):
    path, how = BREAKS[part]
    *where, name = path.split('.')
    at = sys.modules[where[0]]
    for x in where[1:]:
        at = getattr(at, x)
    setattr(at, name, how)


def judge(n):
    """Makes one mutant; what verify.py says of it."""
    rng = random.Random(SEED * 10**6 + n)
    c = rng.choice(CASES)
    how, files = mutant(rng, c)
    folder = os.path.join(TOP, 'bad', str(n))
    write(folder, files, c.files, c.folder)
    return n, how, CASES.index(c), folder, sorted(
        set(verify.verify(files, c.keys).names))


def both_say(ggzyctl, todo, pool):
    """{folder: what ggzyctl says}, of [(folder, trusted keys)]"""
    said, lists = {}, {}
    for folder, trust in todo:
        lists.setdefault(trust, []).append(folder)
    parts = [(ggzyctl, list_[i::PROCESSES], trust)
             for trust, list_ in lists.items() for i in range(PROCESSES)]
    for part in pool.starmap(in_c, parts):
        said.update(part)
    return said


def good_ones(want, bundles):
    for n in range(want['--good'] * 2 // 5):
        # of some, one trustee who cannot matters: blamed_by_few
        how = {'threshold': 3, 'cut': 'archived'} if n % 10 == 4 else {}
        full, public, trusted, m = make.make(want['--seed'] * 1000 + n, **how)
        CASES.append(Case('%df' % n, full, trusted, m))
        CASES.append(Case('%dp' % n, public, trusted, m))
    kinds = [make_lot.LotMaker] + [w[0] for w in retell_ways.WAYS.values()]
    for n in range(want['--good'] // 8 if want['--good'] else 0):
        full, public, trusted, _ = make_lot.make(
            want['--seed'] * 1000 + n, kinds[n % len(kinds)])
        CASES.append(Case('lot%df' % n, full, trusted))
        CASES.append(Case('lot%dp' % n, public, trusted))
    for n in range(want['--good'] // 16):
        full, public, trusted, m = make_tender.make(
            want['--seed'] * 1000 + n,
            **({'cut': 'deal', 'start': 1} if n % 2 else {}))
        CASES.append(Case('tender%df' % n, full, trusted, m))
        CASES.append(Case('tender%dp' % n, public, trusted, m))
    for n, folder in enumerate(bundles):
        files = verify.load(folder)
        CASES.append(Case('real%d' % n, files, files['keys.json']))
    for c in CASES:
        c.folder = os.path.join(TOP, 'good', c.name)
        write(c.folder, c.files)
        c.trust = os.path.join(c.folder, 'keys.json')
        c.expect = verify.verify(c.files, c.keys).failed[:3]


def compare(tap, done, said, want):
    differ, apart, void, kinds, same = [], [], [], {}, 0
    for n, how, i, folder, names in done:
        there = said.get(folder, 'silent')
        what = 'mutant %d of %s, %s: verify.py %s, ggzyctl %s' % (
            n, CASES[i].name, how, names[:3], there and sorted(set(there))
            if there != 'silent' else there)
        if there == 'silent' or bool(names) != bool(there):
            differ.append(what)
        elif not names:
            void.append(what)
        else:
            same += set(names) == set(there)
            if not set(names) & set(there):
                apart.append(what)
        for name in names:
            kinds[name] = kinds.get(name, 0) + 1
    tap.is_('%d mutants are judged alike' % len(done), not differ,
            '\n'.join(differ[:10]))
    tap.is_('for a reason both name', len(apart) * 100 <= len(done),
            '\n'.join(apart[:20]))
    tap.is_('few say the same as before: %d' % len(void),
            len(void) * 50 < len(done), '\n'.join(void[:20]))
    print('# %d with exactly the same findings, %d without a common one' % (
        same, len(apart)))
    for what in apart[:5]:
        print('# apart: ' + what)
    print('# caught by: ' + ', '.join('%s %d' % x for x in sorted(
        kinds.items(), key=lambda x: -x[1])))


def main(argv):
    global TOP, SEED
    ggzyctl, TOP = argv[0], argv[1]
    want = {'--good': 200, '--mutants': 2000, '--seed': 1, '--break': None}
    rest = argv[2:]
    while rest and rest[0] in want:
        want[rest[0]] = rest[1] if rest[0] == '--break' else int(rest[1])
        rest = rest[2:]
    SEED = want['--seed']
    tap = Tap()
    shutil.rmtree(TOP, ignore_errors=True)
    begin = time.time()
    good_ones(want, rest)
    if want['--break']:
        break_it(want['--break'])
    print('# %.1f s: made' % (time.time() - begin))
    with multiprocessing.Pool(PROCESSES) as pool:
        said = both_say(ggzyctl, [(c.folder, c.trust) for c in CASES], pool)
        wrong = [(c.name, c.expect, said.get(c.folder, 'silent'))
                 for c in CASES
                 if c.expect or said.get(c.folder, 'silent') is not None]
        tap.is_('%d good bundles are good for both' % len(CASES), not wrong,
                wrong[:5])
        print('# %.1f s: judged' % (time.time() - begin))
        done = list(pool.imap_unordered(judge, range(want['--mutants']), 20))
        print('# %.1f s: mutants, verify.py' % (time.time() - begin))
        said = both_say(ggzyctl, [(d[3], CASES[d[2]].trust) for d in done],
                        pool)
        print('# %.1f s: mutants, ggzyctl' % (time.time() - begin))
    compare(tap, sorted(done), said, want)
    if want['--good']:
        attacks(tap, ggzyctl, os.path.join(TOP, 'attacks'))
    print('# %.1f s: attacks' % (time.time() - begin))
    print('1..%d' % tap.n)
    return tap.bad > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
