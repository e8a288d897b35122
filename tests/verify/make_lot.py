"""True bundles of invented sales by offers, for make.py's installation."""
from maths import canonical, hexdigest
from make import DAY, KEYS, credit_code, instant
from make_sale import SaleMaker


class LotMaker(SaleMaker):
    bidding_word, at_ceiling, least = 'rising', 'first', 0

    def __init__(self, seed, **want):
        super().__init__(seed, **want)
        self.sure = bool(want)  # nothing unusual by chance
        self.want.setdefault('bidders', self.least)
        self.cut = want.get('cut') or self.rng.choice(
            ('notice', 'listing', 'live', 'hammer', 'deal', 'deal', 'deal',
             'deal'))

    # ---- what other ways to sell do otherwise ----

    def ways(self):
        """More of the terms."""
        return {}

    def draft(self):
        pass

    def begin(self):
        self.to(20 * DAY + self.rng.randrange(3))
        self.event('list', 'listing')

    def sold(self):
        """Over: is there who has it?  In self.last, for self.price."""
        self.to(self.end + self.rng.randrange(5000))
        return self.no > 0

    def wait_for(self):
        pass

    def fails(self):
        return False

    # ---- the story ----

    def make_terms(self):
        rng = self.rng
        start = self.start = rng.randrange(1, 10**6) * 100
        step = self.step = rng.choice((1, 100, 5000, start))
        self.top = rng.choice((None, None, start + rng.randrange(
            1, 8) * step, start + 3 * step + 1))
        if self.want.get('reserve'):
            self.top = None
        self.countdown = rng.choice((5000, 20000, 300000))
        self.deposit = rng.choice((0, start // 5, start))
        self.salt_ = self.salt().hex() + rng.choice(('', ' "盐"\n\\'))
        self.reserve = start + rng.randrange(0, 6) * step \
            if self.want.get('reserve') or rng.random() < .4 else None
        if self.want.get('reserve'):
            self.reserve = start
        self.live_at = 24 * DAY + rng.randrange(DAY)
        self.end = self.live_at + self.countdown
        said = 'GGZY-RESERVE-1\n%s\n%s\n%s\n' % (
            self.code, self.reserve, self.salt_)
        self.terms = {'deal_code': self.code, 'lot': {
            'bidding': self.bidding_word, 'at_ceiling': self.at_ceiling,
            'start_fen': start,
            'step_fen': step, 'ceiling_fen': self.top,
            'deposit_fen': self.deposit, 'countdown_ms': self.countdown,
            'apply_to': instant(22 * DAY), 'listing_at': instant(20 * DAY),
            'live_at': instant(self.live_at), 'reserve_hash': None
            if self.reserve is None else hexdigest(said.encode()),
            'reveal_ms': 1800000, 'bidders_min': None, 'build_step': None,
            'build_max': None, 'examine_after': False, 'score_items': []},
            'goods': self.want.get('goods') or rng.choice((
                {'area': 3333333}, [1, '二'], None))}
        self.terms['lot'].update(self.ways())
        self.top = self.terms['lot']['ceiling_fen']

    def enter(self):
        rng = self.rng
        self.may = []
        for i, number in enumerate(rng.sample(range(1000, 10000), max(
                rng.randrange(1, 7), self.want.get('bidders', 0)))):
            code, good = credit_code(self.number + i), rng.random() < .8 or \
                i < self.want.get('bidders', 0)
            self.event('apply', detail={'id': 7, 'credit_code': code})
            paid = good or rng.random() < .5
            if paid and self.deposit:
                self.to(self.now + rng.randrange(1, 60000))
                self.event(rng.choice((
                    'deposit', 'credit', 'accept-guarantee')), detail={
                    'id': 9, 'credit_code': code,
                    'amount_fen': self.deposit + rng.choice((0, 1)),
                    'received_at': instant(self.now)})
            self.judge(code, number if good else None, good)
            if good:
                self.may.append((number, code))

    def offer(self):
        """One more, if it can be."""
        rng = self.rng
        who = [n for n, _ in self.may if n != self.last]
        least = self.price + self.step if self.no else self.start
        fen = least + rng.choice((0, 0, 1, 2)) * self.step
        if self.top is not None and fen >= self.top:
            fen = self.top
        if not who or self.no and fen <= self.price:
            return False
        at = self.now + rng.randrange(1, self.countdown)
        if at >= self.end:
            return False
        live = at >= self.live_at
        if live:
            self.end = max(self.end, at + self.countdown)
        self.no, self.price, self.last = self.no + 1, fen, rng.choice(who)
        self.to(at)
        self.event('offer', detail={
            'no': self.no, 'bidder': self.last, 'amount_fen': fen,
            'at': instant(at), **rng.choice(({}, {'build': None})),
            'live': live, 'ends_at': instant(self.end), 'seq': self.no})
        return True

    def hold(self):
        """A pause, or more time, or who offered last may do so no more."""
        rng = self.rng
        what = rng.randrange(4) if not self.want.get('pause') else 0
        if what == 0:
            self.to(self.now + 1)
            self.event('pause', detail={'reason': '网络中断'})
            long = rng.choice((1, 1000, 3600000))
            self.live_at += long
            self.end += long
            self.to(self.now + long)
            self.event('resume', detail={'reason': '网络恢复'})
        elif what == 1:
            at, seconds = self.now + 1, rng.randrange(1, 999)
            if at < self.live_at:
                self.live_at += seconds * 1000
            self.end += seconds * 1000
            self.to(at)
            self.event('extend', detail={
                'reason': '平台故障', 'seconds': seconds,
                'live_at': instant(self.live_at),
                'ends_at': instant(self.end)})
        elif what == 2 and self.no and len(self.may) > 2:
            out = next(m for m in self.may if m[0] == self.last)
            self.may.remove(out)
            self.to(self.now + 1)
            self.judge(out[1], out[0], False)

    def bidding(self):
        rng = self.rng
        for _ in range(rng.randrange(4)):
            self.offer()
            if rng.random() < .3:
                self.hold()
        if self.cut == 'listing':
            return
        self.to(self.live_at + rng.randrange(3))
        self.event('live', 'live')
        for _ in range(rng.randrange(9) + self.want.get('offers', 0)):
            if not self.offer():
                break
            if rng.random() < .2 or self.want.get('pause'):
                self.hold()
                self.want['pause'] = False

    def finish(self):
        rng, met = self.rng, True
        sold = self.sold()
        if sold and self.reserve is not None:
            self.event('hammer')
            if self.cut == 'hammer':
                return
            if self.want.get('reserve') or rng.random() < .7:
                self.event('reveal-reserve', detail={
                    'reserve_fen': self.reserve, 'salt': self.salt_})
                met, self.besides = self.price >= self.reserve, True
            else:
                self.to(self.now + 1800000 + rng.randrange(9))
        if not (sold and met) or self.fails():
            self.event('unsold', 'failed', {'offer': self.no, 'reason': '无'},
                       besides=self.besides)
            self.event('publish-notice', stay=False, besides=True)
            return
        self.wait_for()
        self.event('deal', 'publicity', {
            'offer': self.no, 'bidder': self.last, 'price': self.price},
            besides=self.besides)
        self.event('publish-notice', stay=False, besides=True)
        sides = rng.sample(('owner', 'winner'), 2)
        self.event('confirm', detail={'side': sides[0]})
        if rng.random() < .2 and not self.sure:
            return
        self.event('confirmed', 'award', {'side': sides[1]})
        self.event('contract', 'contract', {
            'amount_fen': self.price, 'late': False})
        self.event('return-deposits', detail={'returned': 1})

    def live(self):
        self.platform = KEYS[self.s.word]
        self.receipt_key = self.platform[1]
        self.receipts, self.box, self.sheets = [], [], []
        self.shares, self.record, self.ranking = [], None, None
        self.heads, self.pools, self.names = set(), [], []
        self.no, self.price, self.last, self.besides = 0, None, None, False
        self.make_terms()
        self.tell()

    def tell(self):
        self.event('trade', 'draft')
        self.draft()
        self.event('schedule')
        # nobody came, and there was more time
        more = self.number % 4 == 0
        first = dict(self.terms, lot=dict(
            self.terms['lot'], apply_to=instant(12 * DAY),
            listing_at=instant(10 * DAY), live_at=instant(14 * DAY)))
        self.event('publish', 'notice', {'terms': hexdigest(canonical(
            first if more else self.terms).encode())})
        if more:
            self.event('prolong', detail={
                'terms': hexdigest(canonical(self.terms).encode())})
            self.event('publish-notice', stay=False, besides=True)
        self.enter()
        if self.cut == 'notice':
            return
        self.begin()
        self.bidding()
        if self.cut not in ('listing', 'live'):
            self.finish()


def make(seed, kind=LotMaker, **want):
    m = kind(seed, **want)
    m.live()
    m.sign()
    return m.bundle(True), m.bundle(False), m.keys.encode(), m
