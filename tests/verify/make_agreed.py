"""True bundles of invented sales by agreement."""
from maths import canonical, hexdigest
from make import DAY, instant
from make_lot import LotMaker


class AgreedMaker(LotMaker):
    signed_verbs = ('agree', 'contract', 'schedule-payments', 'register')

    def __init__(self, seed, **want):
        super().__init__(seed, **want)
        self.cut = want.get('cut') or self.rng.choice(
            ('publicity', 'award', 'terminate', 'performance'))

    def path(self, verb, detail):
        return '/api/land/trades/%d/%s' % (self.number, {
            'agree': 'agreement', 'register': 'registration',
            'schedule-payments': 'schedule'}.get(verb, verb))

    def secret(self, verb):
        return verb in ('trade', 'edit-right')

    def make_terms(self):
        self.price, self.to_ = self.rng.randrange(1, 10**9), 30 * DAY
        self.terms = {'deal_code': self.code, 'agreement': {
            'price_fen': self.price, 'public_to': instant(self.to_)},
            'goods': {'basis': 'XY06', 'mineral': '铜'}}

    def tell(self):
        self.event('trade', 'draft')
        self.event('edit-right')
        self.event('agree', 'publicity', {'terms': hexdigest(
            canonical(self.terms).encode())})
        self.event('publish-notice', stay=False, besides=True)
        if self.cut in ('publicity', 'terminate'):
            if self.cut == 'terminate':
                self.event('terminate', 'terminated')
            return
        self.to(self.to_ + self.rng.choice((0, 1, 999)))
        self.event('publicized', 'award')
        if self.cut == 'award':
            return
        self.event('contract', 'contract', {
            'amount_fen': self.price, 'late': False})
        self.event('schedule-payments', detail={'parts': []})
        self.event('register', 'performance', {'licence': 'C1'})
        self.event('publish-notice', stay=False, besides=True)


def make(seed, **want):
    m = AgreedMaker(seed, **want)
    m.live()
    m.sign()
    return m.bundle(True), m.bundle(False), m.keys.encode(), m
