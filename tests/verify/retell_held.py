"""Other histories where somebody has priority, or a price is agreed."""
import json

from retell import at, drop, of, tell, unsold

# ---- priority ----


def late_holder(bodies):
    b = of(bodies, 'hold')[0]
    bodies.remove(b)
    publish = of(bodies, 'publish')[0]
    b.update(at=publish['at'], before='notice', after='notice')
    bodies.insert(bodies.index(publish) + 1, b)


def not_awaited(bodies):
    """The deal comes before those who had priority have spoken."""
    for b in of(bodies, 'claim')[-2:]:
        bodies.remove(b)
    d, w = of(bodies, 'deal')[0], of(bodies, 'await-priority')[0]
    d['at'] = w['at']
    for b in bodies[bodies.index(d) + 1:]:
        b['at'] = w['at']
    d['detail']['bidder'] = of(bodies, 'offer')[-1]['detail']['bidder']


def to_who_offered(bodies):
    of(bodies, 'deal')[0]['detail']['bidder'] = of(
        bodies, 'offer')[-1]['detail']['bidder']


def smaller_share(bodies):
    """Of two who take it, who has less."""
    d = of(bodies, 'deal')[0]['detail']
    codes = {b['detail']['bidder']: b['detail']['credit_code']
             for b in of(bodies, 'judge')}
    d['bidder'] = next(n for n in codes if n not in (None, d['bidder'], of(
        bodies, 'offer')[-1]['detail']['bidder']) and codes[n] in {
            b['detail']['credit_code'] for b in of(bodies, 'claim')})


def claim_after(bodies):
    b, w = of(bodies, 'claim')[-1], of(bodies, 'await-priority')[0]
    b['at'] = b['detail']['claimed_at'] = w['detail']['until']
    for x in bodies[bodies.index(b) + 1:]:
        x['at'] = b['at']


PRIORITY = {
    'nobody who has it': (at('claim', credit_code='x'), 'claim.holder'),
    'had after the notice': (late_holder, 'claim.holder'),
    'taken at an earlier offer': (at('claim', offer=1), 'claim.offer'),
    'taken when it was lost': (claim_after, 'claim.time'),
    'not waited for': (not_awaited, 'claim.time'),
    'waited for too short': (lambda b: of(b, 'await-priority')[0][
        'detail'].update(until=of(b, 'await-priority')[0]['at']),
        'claim.time'),
    'nobody was to be waited for': (drop('hold'), 'claim.holder'),
    'to who offered, not who took it': (to_who_offered, 'deal.winner'),
    'to who has the smaller share': (smaller_share, 'deal.winner'),
    'at another price': (tell('deal', price=1), 'deal.winner'),
}

# ---- one alone ----


def second_buyer(bodies):
    """Another was qualified, too."""
    b = of(bodies, 'judge')[0]
    b = json.loads(json.dumps(b))
    b['detail'].update(bidder=9999, credit_code='91540100MA0000000X')
    bodies.insert(bodies.index(of(bodies, 'single')[0]), b)
    b['at'] = of(bodies, 'single')[0]['at']
    for x in of(bodies, 'deposit')[:1]:
        x = json.loads(json.dumps(x))
        x['detail']['credit_code'] = '91540100MA0000000X'
        bodies.insert(bodies.index(b), x)


def nobody_came(bodies):
    """It says that nobody came, though one was qualified."""
    s, d = of(bodies, 'single')[0], of(bodies, 'deal')[0]
    del bodies[bodies.index(s):]
    d.update(verb='unsold', at=s['at'], before='notice', after='failed',
             detail={'offer': 0})
    bodies.append(d)


SINGLE = {
    'another was qualified': (second_buyer, 'lot.bidders'),
    'nobody came, it says': (nobody_came, 'lot.bidders'),
    'before the time was over': (lambda b: of(b, 'single')[0].update(
        at=of(b, 'judge')[-1]['at']), 'lot.time'),
    'below the start': (at('deal', price=0), 'deal.agreed'),
    'with another': (at('deal', bidder=999), 'deal.winner'),
}

# ---- agreed prices, without any bidding ----


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

# ---- examined when the bidding is over ----


def not_examined(bodies):
    for b in of(bodies, 'judge'):
        bodies.remove(b)


def failed(bodies):
    """Who won failed, and has it."""
    of(bodies, 'judge')[-1]['detail']['state'] = 'refused'


def unsold_though_good(bodies):
    unsold(bodies)


EXAMINED = {
    'nobody examined who won': (not_examined, 'deal.winner'),
    'who won failed': (failed, 'deal.winner'),
    'unsold, though who won is qualified': (unsold_though_good,
                                            'deal.winner'),
    'another offer was to be examined': (at('await-examine', offer=1),
                                         'lot.time'),
    'a bidder nobody admitted': (drop('admit'), 'offer.entrant'),
}
