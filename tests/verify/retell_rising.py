#!/usr/bin/env python3
"""Other histories of a sale by rising offers, each with its check.

    retell_rising.py GGZYCTL BUNDLE FOLDER

Says which of them is not found, of the full bundle of a sale with a deal.
"""
import json
import sys

import verify
from retell import drop, faults, of, tell
from retell_who import WHO, last


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


def for_ever(bodies):
    """More seconds than have milliseconds."""
    x = last(bodies)[0]
    bodies.insert(bodies.index(x) + 1, dict(x, verb='extend', detail={
        'seconds': 10**16 - 1, 'live_at': x['at'], 'ends_at': x['at']}))


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
    **WHO,
    'the second best wins in another module': (
        elsewhere(for_the_second), 'deal.winner'),
    'another price in another module': (
        elsewhere(tell('deal', price=1)), 'deal.winner'),
    'another price after a claim': (
        elsewhere(tell('deal', price=1), 'claim'), 'deal.winner'),
    'another price after the only one came': (
        elsewhere(tell('deal', price=1), 'single'), 'deal.winner'),
    'a deal after there was none': (unsold_first, 'deal.winner'),
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
    'unsold, and no reserve told': (unsold, 'deal.winner'),
    'unsold above the reserve': (unsold_above, 'deal.winner'),
    'the second best wins': (for_the_second, 'deal.winner'),
    'at another price': (tell('deal', price=1), 'deal.winner'),
    'the end came early': (early, 'lot.time'),
    'a pause left out': (drop('pause', 'resume'), 'offer.time offer.end lot.time'),
    'a pause without an end': (drop('resume'), 'offer.time'),
    'time without an end': (for_ever, 'lot.time'),
    'another reserve': (tell('reveal-reserve', reserve_fen=1),
                        'deal.reserve'),
    'no reserve at all': (drop('reveal-reserve'), 'deal.reserve'),
    'no deal': (drop('deal'), 'event.stage'),
    'confirmed by one side': (drop('confirm'), 'deal.confirmed'),
    'a contract at another price': (tell('contract', amount_fen=1),
                                    'deal.contract'),
}


if __name__ == '__main__':
    print('\n'.join(faults(sys.argv[1], verify.load(sys.argv[2]),
                           sys.argv[3], EDITS)))
