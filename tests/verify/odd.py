"""Directories that are no bundles, or hardly: both verifiers on each."""
import json
import os
import subprocess

import make
import make_lot
import retell
import retell_rising
import verify
from make import with_manifest
from maths import canonical


def nested(n):
    v = []
    for _ in range(n - 1):
        v = [v]
    return v


def resealed(files):
    m = json.loads(files['manifest.json'])
    return with_manifest(files, m['suite'], m['scope'], m['trade'],
                         m['stage'])


def tender(**edits):
    """A good one, with files that edits change."""
    files = next(f for f in (make.make(n, cut='archived', bids=3)[0]
                             for n in range(99)) if 'ranking.json' in f)
    for name, edit in edits.items():
        name = name.replace('_', '.')
        files[name] = edit(files[name])
    return resealed(files)


def sale(*more, **want):
    """Another good one, with files it has no use for."""
    files = make_lot.make(3, cut='deal', **want)[0]
    return resealed(dict(files, **{name: b'{}\n' for name in more}))


def link(name):
    """The file is somewhere else."""
    def change(folder):
        at = os.path.join(folder, name)
        os.rename(at, folder + '.away')
        os.symlink(folder + '.away', at)
    return change


def pipe(name):
    def change(folder):
        os.unlink(os.path.join(folder, name))
        os.mkfifo(os.path.join(folder, name))
    return change


def add(make_):
    return lambda folder: make_(os.path.join(folder, 'more'))


# What, its files, what happens to the folder, the check; None: good.
CASES = [
    ('a bundle', tender, None, None),
    ('a file that is elsewhere', tender, link('terms.json'),
     'manifest.files'),
    ('a manifest that is elsewhere', tender, link('manifest.json'),
     'manifest.form'),
    ('a folder that is elsewhere', tender, link('bids'), 'manifest.files'),
    ('a pipe', tender, pipe('terms.json'), 'manifest.files'),
    ('a manifest that is a pipe', tender, pipe('manifest.json'),
     'manifest.form'),
    ('a link more', tender, add(lambda at: os.symlink('terms.json', at)),
     'manifest.files'),
    ('a link to nothing', tender, add(lambda at: os.symlink('nothing', at)),
     'manifest.files'),
    ('a pipe more', tender, add(os.mkfifo), 'manifest.files'),
    ('a folder more', tender, add(os.mkdir), 'manifest.files'),
    ('U+0000 in a text', lambda: tender(terms_json=lambda t: t.replace(
        b'\\\\u0000', b'\\u0000')), None, 'terms.form'),
    ('16 levels', lambda: sale(goods=nested(15)), None, None),
    ('17 levels', lambda: sale(goods=nested(16)), None, 'terms.form'),
    ('a sealed bid of a sale', lambda: sale('bids/' + '0' * 64), None,
     'manifest.files'),
    ('a pool of a sale', lambda: sale('pools.jsonl'), None,
     'manifest.files'),
    ('names of a sale', lambda: sale('names.jsonl'), None,
     'manifest.files'),
]


def write(folder, files):
    for name, data in files.items():
        at = os.path.join(folder, name)
        os.makedirs(os.path.dirname(at), exist_ok=True)
        with open(at, 'wb') as f:
            f.write(data)


def in_c(ggzyctl, folder):
    """What it says; None: nothing, in good time."""
    try:
        said = subprocess.run([ggzyctl, 'verify', '--json', folder],
                              stdout=subprocess.PIPE, timeout=60).stdout
        return json.loads(said)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def faults(ggzyctl, top):
    bad = []
    for i, (what, make_, change, check) in enumerate(CASES):
        folder = os.path.join(top, str(i))
        write(folder, make_())
        if change:
            change(folder)
        ours = in_c(ggzyctl, folder)
        ours = ours and {f['name'] for f in ours['failed']}
        theirs = set(verify.verify(verify.load(folder)).names)
        for who, found in ('ggzyctl', ours), ('verify.py', theirs):
            if found is None or (check not in found if check else found):
                bad.append('%s, %s: %s' % (what, who, found))
    return bad


def to_the_second(bodies):
    retell_rising.for_the_second(bodies)
    price = retell.of(bodies, 'deal')[0]['detail']['price']
    for b in retell.of(bodies, 'contract'):
        b['detail']['amount_fen'] = price


def hidden(ggzyctl, top):
    """The last offer a secret event, and the lot the second best's: good in
    the public scope, but said; not in the full one."""
    for seed in range(999):
        files, *_, m = make_lot.make(seed, reserve=True, bidders=4, offers=6,
                                     cut='deal')
        if m.stage != 'failed' and m.no > 3:
            break
    told, bad = retell.retell(files, to_the_second), []
    lines = [json.loads(x) for x in told['events.jsonl'].split(b'\n')[:-1]]
    last = [x for x in lines if '"verb":"offer"' in x['body']][-1]
    last['body'] = None
    told['events.jsonl'] = ''.join(
        canonical(x) + '\n' for x in lines).encode()
    for scope in ('full', 'public'):
        man = json.loads(told['manifest.json'])
        told = with_manifest(told, man['suite'], scope, man['trade'],
                             man['stage'])
        folder = os.path.join(top, scope)
        write(folder, told)
        ours, theirs = in_c(ggzyctl, folder), verify.verify(told)
        said = [' '.join(x) for x in (ours['left'], theirs.left)]
        if scope == 'full' and ('event.form' not in theirs.names or
                                'event.form' not in str(ours['failed'])):
            bad.append('full: %s, %s' % (ours['failed'], theirs.failed))
        if scope == 'public' and (
                not ours['good'] or not theirs.good or
                '有 1 个保密的事件' not in said[0] or
                'one of 1 secret events' not in said[1]):
            bad.append('public: %s, %s, %s' % (ours, theirs.failed, said))
    return bad
