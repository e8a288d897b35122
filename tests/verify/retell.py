#!/usr/bin/env python3
"""Another history of an auction, as who has the log's key could write it.

    retell.py GGZYCTL BUNDLE FOLDER

Takes the full bundle of a sale with a deal, tells it otherwise in the ways of
EDITS, each with a chain, a tree and a head of its own that are in order, and
says which of them `ggzyctl verify` or verify.py does not find by the check
that is meant for it.
"""
import json
import os
import random
import subprocess
import sys

import maths
import verify
from make import Signer, Tree, with_manifest
from maths import canonical


def retell(files, edit):
    """The files of the same bundle with bodies that edit() changed."""
    man = json.loads(files['manifest.json'])
    s = maths.SUITES[man['suite']]
    bodies = [json.loads(json.loads(x)['body']) for x in
              files['events.jsonl'].split(b'\n')[:-1]]
    edit(bodies)
    trail, log = bytes(32), []
    for b in bodies:
        b.pop('signed', None)
        b['trail'] = trail.hex()
        log.append(canonical(b))
        trail = s.H(trail, s.leaf_hash(log[-1].encode()))
    leaves = [s.leaf_hash(x.encode()) for x in log]
    tree, key = Tree(s, leaves), Signer(random.Random('another'), s)
    head = json.loads(json.loads(files['log.json'])['heads'][-1]['body'])
    head['size'], head['root'] = len(log), tree.root(0, len(log)).hex()
    head = canonical(head)
    keys = json.loads(files['keys.json'])
    keys.update(log=key.public, need=0, witnesses=[])
    out = {n: d for n, d in files.items() if n != 'deeds.jsonl'}
    out['keys.json'] = canonical(keys).encode()
    out['log.json'] = canonical({'heads': [{
        'body': head, 'signature': key.sign(head.encode()),
        'cosignatures': [], 'consistency': []}]}).encode()
    out['events.jsonl'] = ''.join(canonical({
        'seq': n, 'leaf': leaves[n].hex(), 'body': x, 'proof': [
            h.hex() for h in tree.inclusion(n, 0, len(log))]}) + '\n'
        for n, x in enumerate(log)).encode()
    stage = [b['after'] for b in bodies if 'after' in b][-1]
    return with_manifest(out, man['suite'], man['scope'], man['trade'],
                         stage)


def of(bodies, *verbs):
    return [b for b in bodies if b['verb'] in verbs]


def last(bodies, n=1):
    """The n-th offer from the end, and the one before it."""
    all_ = of(bodies, 'offer')
    return all_[-n], all_[-n - 1]


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


def no_more(bodies):
    x, before = last(bodies, 2)
    x['detail']['amount_fen'] = before['detail']['amount_fen']


def off_the_ladder(bodies):
    last(bodies, 2)[0]['detail']['amount_fen'] += 1


def late(bodies):
    x, before = last(bodies)
    x['at'] = x['detail']['at'] = before['detail']['ends_at']


def over_itself(bodies):
    x, before = last(bodies)
    x['detail']['bidder'] = before['detail']['bidder']


def not_restored(bodies):
    x, before = last(bodies)
    x['detail']['ends_at'] = before['detail']['ends_at']


def for_the_second(bodies):
    before = last(bodies)[1]['detail']
    of(bodies, 'deal')[-1]['detail'].update(
        offer=before['no'], bidder=before['bidder'],
        price=before['amount_fen'])


def early(bodies):
    x = last(bodies)[0]
    for b in bodies[bodies.index(x) + 1:]:
        b['at'] = x['at']


def winner_code(bodies):
    n = last(bodies)[0]['detail']['bidder']
    return next(b['detail']['credit_code'] for b in of(bodies, 'judge')
                if b['detail']['bidder'] == n)


PAID = ('deposit', 'credit', 'accept-guarantee')


def without(*verbs):
    """Of the winner, by the credit code."""
    def edit(bodies):
        code = winner_code(bodies)
        for b in of(bodies, *verbs):
            if b['detail']['credit_code'] == code:
                bodies.remove(b)
    return edit


def for_another(bodies):
    """The number of the winner is another's."""
    n = last(bodies)[0]['detail']['bidder']
    code = next(b['detail']['credit_code'] for b in of(bodies, 'judge')
                if b['detail']['bidder'] not in (None, n))
    again = json.loads(json.dumps(next(
        b for b in of(bodies, 'judge') if b['detail']['bidder'] == n)))
    again['detail']['credit_code'] = code
    again['at'] = last(bodies)[0]['at']
    again['before'] = again['after'] = last(bodies)[0]['before']
    bodies.insert(bodies.index(last(bodies)[0]), again)


def shill(bodies):
    """Somebody whom nobody judged drives the price."""
    last(bodies, 2)[0]['detail']['bidder'] = 999


def unpaid_in_time(bodies):
    code = winner_code(bodies)
    for b in of(bodies, *PAID):
        if b['detail']['credit_code'] == code:
            b['detail']['amount_fen'] = 1


def paid_late(bodies):
    code = winner_code(bodies)
    for b in of(bodies, *PAID):
        if b['detail']['credit_code'] == code:
            b['detail']['received_at'] = of(bodies, 'live')[-1]['at']


def prolong(n, **what):
    """More time, it says, after the n-th event of the sale."""
    def edit(bodies):
        b = json.loads(json.dumps(of(bodies, 'publish')[0]))
        at = bodies[n]
        b.update(verb='prolong', at=at['at'])
        b['before'] = b['after'] = at['after']
        b.update(what)
        bodies.insert(n + 1, b)
    return edit


def after(verb, **what):
    """The same after the last of the verb."""
    def edit(bodies):
        prolong(bodies.index(of(bodies, verb)[-1]), **what)(bodies)
    return edit


def unsold(bodies):
    """The owner keeps silent of the reserve, and what was sold."""
    d = of(bodies, 'deal')[0]
    n = bodies.index(d)
    for b in bodies[n + 1:]:
        bodies.remove(b)
    drop('reveal-reserve')(bodies)
    d.update(verb='unsold', after='failed', detail={
        'offer': d['detail']['offer'], 'reason': '无'})


def unsold_above(bodies):
    """The reserve was revealed, and the price is not below it."""
    reserve = of(bodies, 'reveal-reserve')[0]
    unsold(bodies)
    bodies.insert(len(bodies) - 1, reserve)


def just_before_listing(bodies):
    """More time when the time was over, though nobody has said so."""
    n = bodies.index(of(bodies, 'list')[0])
    prolong(n - 1, at=bodies[n]['at'])(bodies)


def offer_in_notice(bodies):
    """An offer, and then more time for those who would like to offer."""
    b = json.loads(json.dumps(of(bodies, 'offer')[0]))
    n = bodies.index(of(bodies, 'publish')[0])
    b['at'] = bodies[n]['at']
    b['before'] = b['after'] = 'notice'
    bodies.insert(n + 1, b)
    prolong(n + 1)(bodies)


def unsold_first(bodies):
    """Property of the state that nobody had; then somebody has it."""
    for b in bodies:
        b['module'] = 'assets'
    hammer = of(bodies, 'hammer')[-1]
    no = dict(hammer, verb='unsold', after='failed',
              detail={'offer': last(bodies)[0]['detail']['no']})
    order = ('at', 'module', 'verb', 'project', 'trade', 'trail', 'before',
             'after', 'rehearsal', 'by', 'detail', 'salt')
    i = bodies.index(hammer) + 1
    bodies.insert(i, {k: no[k] for k in order if k in no})
    for b in bodies[i + 1:]:
        if b.get('before') == 'live':
            b['before'] = 'failed'
        if b.get('after') == 'live':
            b['after'] = 'failed'


def paid_back(bodies):
    """The winner has its money again, and goes on."""
    x = last(bodies)[0]
    back = dict(x, detail={'refund': 1, 'state': 1,
                           'credit_code': winner_code(bodies)})
    bodies.insert(bodies.index(x), dict(back, verb='refund'))


def by_the_bank(bodies):
    for b in of(bodies, 'deposit'):
        b['verb'] = 'credit'


def elsewhere(edit, *before):
    """The deal is called one of state assets, which has ways of its own."""
    def run(bodies):
        edit(bodies)
        n = bodies.index(of(bodies, 'deal')[0])
        bodies[n]['module'] = 'assets'
        for verb in before:
            bodies.insert(n, dict(bodies[n], verb=verb, detail={},
                                  after=bodies[n]['before']))
    return run


EDITS = {
    'the second best wins in another module': (
        elsewhere(for_the_second), 'deal.winner'),
    'another price in another module': (
        elsewhere(tell('deal', price=1)), 'deal.winner'),
    'another price after a claim': (
        elsewhere(tell('deal', price=1), 'claim'), 'deal.winner'),
    'another price after the only one came': (
        elsewhere(tell('deal', price=1), 'single'), 'deal.winner'),
    'a deal after there was none': (unsold_first, 'deal.winner'),
    'a winner who had its money back': (paid_back, 'offer.entrant'),
    'paid by the bank': (by_the_bank, None),
    'more time when there are offers': (after('offer'), 'terms.unchanged'),
    'more time when it is over': (after('hammer'), 'terms.unchanged'),
    'more time when it is listed': (after('list'), 'terms.unchanged'),
    'more time before the publication': (prolong(1), 'terms.unchanged'),
    'more time when there was an offer': (offer_in_notice,
                                          'terms.unchanged'),
    'more time too late': (just_before_listing, 'terms.unchanged'),
    'an offer left out': (drop('offer', n=2), 'offer.number'),
    'no more than the one before': (no_more, 'offer.amount'),
    'off the ladder': (off_the_ladder, 'offer.amount'),
    'late': (late, 'offer.time'),
    'over itself': (over_itself, 'offer.bidder'),
    'countdown not restored': (not_restored, 'offer.end'),
    'a bidder nobody knows': (shill, 'offer.entrant'),
    'a winner nobody judged': (without('judge'), 'offer.entrant'),
    'a winner who did not pay': (without(*PAID), 'offer.entrant'),
    'a winner who paid too little': (unpaid_in_time, 'offer.entrant'),
    'a winner who paid too late': (paid_late, 'offer.entrant'),
    'one number for two': (for_another, 'offer.entrant'),
    'unsold, and no reserve told': (unsold, 'deal.winner'),
    'unsold above the reserve': (unsold_above, 'deal.winner'),
    'the second best wins': (for_the_second, 'deal.winner'),
    'at another price': (tell('deal', price=1), 'deal.winner'),
    'the end came early': (early, 'lot.time'),
    'a pause left out': (drop('pause', 'resume'), 'offer.time offer.end lot.time'),
    'a pause without an end': (drop('resume'), 'offer.time'),
    'another reserve': (tell('reveal-reserve', reserve_fen=1),
                        'deal.reserve'),
    'no reserve at all': (drop('reveal-reserve'), 'deal.reserve'),
    'no deal': (drop('deal'), 'event.stage'),
    'confirmed by one side': (drop('confirm'), 'deal.confirmed'),
    'a contract at another price': (tell('contract', amount_fen=1),
                                    'deal.contract'),
}


def publicized_early(bodies):
    b = of(bodies, 'publicized')[0]
    b['at'] = bodies[bodies.index(b) - 1]['at']


def without_publicity(bodies):
    """Agreed, and awarded at once."""
    of(bodies, 'agree')[0]['after'] = 'award'
    drop('publicized')(bodies)


def otherwise(bodies):
    """The publicity ends by another word."""
    b = of(bodies, 'publicized')[0]
    b['verb'] = 'confirmed'
    b['at'] = bodies[bodies.index(b) - 1]['at']


def announced(bodies):
    """A sale by offers, it says."""
    of(bodies, 'agree')[0]['verb'] = 'publish'


def agreed_again(bodies):
    n = bodies.index(of(bodies, 'agree')[0])
    b = json.loads(json.dumps(bodies[n]))
    b['before'] = 'publicity'
    bodies.insert(n + 1, b)


AGREED = {
    'public for too short a time': (publicized_early, 'agreement.time'),
    'never public': (without_publicity, 'agreement.time'),
    'public until somebody says so': (otherwise, 'agreement.time'),
    'no agreement': (announced, 'terms.form'),
    'agreed twice': (agreed_again, 'event.once'),
    'a contract at another price': (tell('contract', amount_fen=1),
                                    'deal.contract'),
    'a contract of no price': (lambda bodies: of(bodies, 'contract')[0].pop(
        'detail'), 'deal.contract'),
    'an agreement of another': (tell('agree', terms='0' * 64),
                                'terms.digest'),
}


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


def names(said):
    return {f['name'] for f in json.loads(said)['failed']}


def differences(ggzyctl, files, folder, n):
    """Of n histories told blindly: those that are not judged alike."""
    theirs, bad = {}, []
    for i in range(n):
        told = retell(files, blind(random.Random(i)))
        at = os.path.join(folder, 'blind%d' % i)
        os.makedirs(at)
        for name, data in told.items():
            with open(os.path.join(at, name), 'wb') as f:
                f.write(data)
        theirs[at] = set(verify.verify(told).names)
    for line in subprocess.run(
            [ggzyctl, 'verify', '--json', *theirs],
            stdout=subprocess.PIPE).stdout.split(b'\n')[:-1]:
        said = json.loads(line)
        if names(line) != theirs[said['bundle']]:
            bad.append('%s: verify.py %s, ggzyctl %s' % (
                said['bundle'], sorted(theirs[said['bundle']]), [
                    (f['name'], f['why']) for f in said['failed']]))
        del theirs[said['bundle']]
    return bad + [*theirs]


def faults(ggzyctl, files, folder, edits=EDITS):
    """What of the edits is not found, a line each."""
    bad = []
    for i, (what, (edit, check)) in enumerate(
            [('nothing', (lambda bodies: None, None))] + [*edits.items()]):
        forged = retell(files, edit)
        at = os.path.join(folder, str(i))
        os.makedirs(at)
        for name, data in forged.items():
            with open(os.path.join(at, name), 'wb') as f:
                f.write(data)
        ours = names(subprocess.run([ggzyctl, 'verify', '--json', at],
                                    stdout=subprocess.PIPE).stdout)
        theirs = set(verify.verify(forged).names)
        for who, found in ('ggzyctl', ours), ('verify.py', theirs):
            if not found & set(check.split()) if check else found:
                bad.append('%s, %s: %s' % (what, who, sorted(found)))
    return bad


if __name__ == '__main__':
    print('\n'.join(faults(sys.argv[1], verify.load(sys.argv[2]),
                           sys.argv[3])))
