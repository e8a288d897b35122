"""Other histories of who offers: who was judged, and who paid."""
import json

from retell import of


def last(bodies, n=1):
    """The n-th offer from the end, and the one before it."""
    all_ = of(bodies, 'offer')
    return all_[-n], all_[-n - 1]


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


def paid_back(bodies):
    """The winner has its money again, and goes on."""
    x = last(bodies)[0]
    back = dict(x, detail={'refund': 1, 'state': 1,
                           'credit_code': winner_code(bodies)})
    bodies.insert(bodies.index(x), dict(back, verb='refund'))


def barred(bodies):
    """The winner was found unfit since it made the last offer."""
    x = last(bodies)[0]
    n = x['detail']['bidder']
    again = json.loads(json.dumps(next(
        b for b in of(bodies, 'judge') if b['detail']['bidder'] == n)))
    again['detail']['state'] = 'refused'
    again['at'], again['before'], again['after'] = (
        x['at'], x['after'], x['after'])
    bodies.insert(bodies.index(x) + 1, again)


def by_the_bank(bodies):
    for b in of(bodies, 'deposit'):
        b['verb'] = 'credit'


WHO = {
    'a winner who was barred since': (barred, 'deal.winner'),
    'a winner who had its money back': (paid_back, 'offer.entrant'),
    'paid by the bank': (by_the_bank, None),
    'a bidder nobody knows': (shill, 'offer.entrant'),
    'a winner nobody judged': (without('judge'), 'offer.entrant'),
    'a winner who did not pay': (without(*PAID), 'offer.entrant'),
    'a winner who paid too little': (unpaid_in_time, 'offer.entrant'),
    'a winner who paid too late': (paid_late, 'offer.entrant'),
    'one number for two': (for_another, 'offer.entrant'),
}
