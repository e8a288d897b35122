"""Other histories of lots that are called, or where built area decides."""
import json

from retell import at, drop, of, plus, turn, unsold

# ---- an auctioneer ----

def hammer_over_an_offer(bodies):
    """The last offer came after the calls, and the hammer fell."""
    knock, twice = of(bodies, 'knock')[-1], of(bodies, 'twice')[-1]
    offer = of(bodies, 'offer')[-1]
    bodies.remove(offer)
    bodies.insert(bodies.index(twice) + 1, offer)
    offer['at'] = offer['detail']['at'] = twice['at']


def below_the_call(bodies):
    """Asked for more than was offered."""
    n = bodies.index(of(bodies, 'offer')[-1])
    ask = [b for b in bodies[:n] if b['verb'] == 'ask'][-1]
    ask['detail']['asked_fen'] = bodies[n]['detail']['amount_fen'] * 2


def unsold_by_the_hammer(bodies):
    unsold(bodies)


def passed_over(bodies):
    """Somebody offered, and the auctioneer passes the lot."""
    knock = of(bodies, 'knock')[0]
    unsold(bodies)
    knock['verb'] = 'pass'


def too_few(bodies):
    """It ends as it begins, though there were enough."""
    live = of(bodies, 'live')[0]
    d = json.loads(json.dumps(of(bodies, 'deal')[0]))
    del bodies[bodies.index(live) + 1:]
    d.update(verb='unsold', after='failed', at=live['at'], detail={
        'offer': 0, 'reason': '人数不足'})
    bodies.append(d)


def began_with_few(bodies):
    """Of those who were there one alone was qualified."""
    who = {b['detail']['bidder'] for b in of(bodies, 'offer')}
    out = [b for b in of(bodies, 'judge')
           if b['detail']['bidder'] not in (None, *sorted(who)[:1])]
    for b in out:
        b['detail']['state'] = 'refused'


CALLED = {
    'no second call': (drop('twice'), 'call.order'),
    'no call': (drop('once', 'twice'), 'call.order'),
    'twice before once': (turn('once', 'twice'), 'call.order'),
    'a hammer over an offer': (hammer_over_an_offer, 'call.order'),
    'called another offer': (at('twice', offer=1), 'call.order'),
    'called another price': (at('knock', price_fen=1), 'call.order'),
    'asked off the ladder': (plus('ask', 'asked_fen', 1), 'call.ask'),
    'less than was asked': (below_the_call, 'call.order'),
    'nobody asked': (drop('ask'), 'call.order'),
    'no hammer': (drop('knock'), 'deal.winner'),
    'unsold though the hammer fell': (unsold_by_the_hammer, 'deal.winner'),
    'passed over an offer': (passed_over, 'call.order'),
    'too few who were enough': (too_few, 'lot.bidders'),
    'begun with too few': (began_with_few, 'lot.bidders'),
}

# ---- built area ----


def area_less(bodies):
    x, before = of(bodies, 'offer')[-1], of(bodies, 'offer')[-2]
    x['detail']['build'] = before['detail']['build']


def area_early(bodies):
    of(bodies, 'offer')[0]['detail']['build'] = 100


BUILT = {
    'no more than the one before': (area_less, 'offer.build'),
    'off the ladder': (plus('offer', 'build', 1), 'offer.build'),
    'more than may be': (at('offer', build=10**9), 'offer.build'),
    'before the ceiling': (area_early, 'offer.build'),
    'for less than the ceiling': (plus('offer', 'amount_fen', -1),
                                  'offer.amount'),
    'without any area': (at('offer', build=None), 'offer.amount'),
    'for the second': (lambda b: of(b, 'deal')[0]['detail'].update(
        offer=of(b, 'offer')[-2]['detail']['no'],
        bidder=of(b, 'offer')[-2]['detail']['bidder']), 'deal.winner'),
}
