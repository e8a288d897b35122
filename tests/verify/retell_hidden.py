"""Other histories of lots that are drawn, or have sealed offers."""
from retell import again, at, drop, of, plus, unjudged, unsold, when

# ---- lots that are drawn ----


def to_the_first(bodies):
    """Who came first has it, though another was drawn."""
    d = of(bodies, 'deal')[0]
    who = [of(bodies, 'offer')[-1]['detail']['bidder']] + [
        b['detail']['bidder'] for b in of(bodies, 'accept')]
    d['kept'] = True
    d['detail']['bidder'] = who[(who.index(d['detail']['bidder']) + 1) %
                                len(who)]


def without_a_draw(bodies):
    for b in of(bodies, 'pool', 'commit', 'reveal', 'draw'):
        bodies.remove(b)
    of(bodies, 'deal')[0]['kept'] = True


def other_place(bodies):
    d = of(bodies, 'draw')[-1]
    d['detail']['seats'][0]['place'] ^= 1
    d['kept'] = True


DRAWN = {
    'to another than was drawn': (to_the_first, 'deal.winner'),
    'another seat': (other_place, 'draw.seats draw.seed draw.head'),
    'without a draw': (without_a_draw, 'manifest.files deal.winner'),
    'who accepted is left out': (drop('accept', n=1), 'lot.draw'),
    'accepted late': (when('accept', 'pool'), 'accept.time'),
    'accepted another price': (plus('accept', 'price_fen', -1),
                               'accept.price'),
    'accepted twice': (again('accept'), 'accept.bidder'),
    'accepted by nobody': (unjudged('accept'), 'offer.entrant'),
    'another number in the draw': (
        lambda b: of(b, 'accept')[0]['detail'].update(bidder=999),
        'draw.names'),
    'another value': (lambda b: of(b, 'reveal')[-1]['detail'].update(
        value='00' * 32), 'draw.commit'),
    'unsold though drawn': (unsold, 'deal.winner'),
}

# ---- sealed offers ----


def best_left_out(bodies):
    """The best was not revealed, it says; and the next has it."""
    best = of(bodies, 'offer')[0]['detail']
    bodies.remove(next(b for b in of(bodies, 'unseal')
                       if b['detail']['bidder'] == best['bidder']))


def second_best(bodies):
    best = of(bodies, 'offer')[0]['detail']
    next_ = next(b for b in of(bodies, 'unseal')
                 if b['detail']['bidder'] != best['bidder'])
    best.update(bidder=next_['detail']['bidder'], at=next_['at'],
                amount_fen=next_['detail']['amount_fen'])
    of(bodies, 'deal')[0]['detail'].update(
        bidder=best['bidder'], price=best['amount_fen'])


def nobody_revealed(bodies):
    bodies.remove(of(bodies, 'offer')[0])
    unsold(bodies, offer=0)


def points_late(bodies):
    b = of(bodies, 'points')[0]
    bodies.remove(b)
    live = of(bodies, 'live')[0]
    b['at'], b['before'], b['after'] = live['at'], 'live', 'live'
    bodies.insert(bodies.index(live) + 1, b)


def sealed_late(bodies):
    b, live = of(bodies, 'seal')[-1], of(bodies, 'live')[0]
    bodies.remove(b)
    b['at'] = b['detail']['at'] = live['at']
    b['before'] = b['after'] = 'live'
    bodies.insert(bodies.index(live) + 1, b)


def points_other(bodies):
    of(bodies, 'points')[0]['detail']['points']['points'][0]['score'] ^= 1


def points_high(bodies):
    of(bodies, 'points')[0]['detail']['points']['points'][0]['score'] = 4001


SEALED = {
    'another amount': (plus('unseal', 'amount_fen', 1, 0), 'seal.open'),
    'another salt': (at('unseal', 0, salt='x' * 32), 'seal.open'),
    'revealed by another': (at('unseal', 0, bidder=999), 'seal.open'),
    'revealed twice': (again('unseal', 0), 'seal.open'),
    'revealed before all were in': (when('unseal', 'list', 0), 'seal.time '
                                    'event.form'),
    'revealed too late': (lambda b: of(b, 'unseal')[-1].update(
        at=of(b, 'offer')[0]['at']), 'seal.time'),
    'committed too late': (sealed_late, 'seal.time'),
    'committed twice': (again('seal'), 'seal.bidder'),
    'one left out': (drop('seal', n=1), 'seal.number'),
    'committed by nobody': (unjudged('seal'), 'offer.entrant'),
    'the best left out': (best_left_out, 'seal.best'),
    'the second best': (second_best, 'seal.best'),
    'nothing revealed, it says': (nobody_revealed, 'deal.winner'),
    'other points weigh': (plus('unseal', 'points', 1, 0), 'seal.points'),
    'other points were given': (points_other, 'seal.points'),
    'points when amounts are known': (points_late, 'seal.points'),
    'more points than count': (points_high, 'seal.points'),
    'points given twice': (again('points', 0), 'seal.points'),
}
