"""True bundles of sales with who has priority, came alone, or is examined."""
from make import DAY, credit_code, instant
from make_lot import LotMaker


class PriorityMaker(LotMaker):
    """Shareholders may take the lot at the price another offers."""
    module, least = 'assets', 2

    def ways(self):
        self.terms['goods'] = {'priority_minutes': 60}
        self.holders = {}
        return {}

    def draft(self):
        for i in range(self.want.get('holders') or self.rng.randrange(4)):
            code = credit_code(self.number + i)
            self.holders[code] = {'share': 3000 - 500 * i, 'offer': None,
                                  'waived': False}
            self.event('hold', detail={
                'credit_code': code, 'name': '股东"一"',
                'share': 3000 - 500 * i, 'waived_at': None})

    def claim(self, code, waive=False):
        h = self.holders[code]
        self.to(self.now + 1)
        at = instant(self.now + 1)
        h.update(waived=waive, offer=None if waive else self.no)
        self.event('claim', detail={
            'id': 3, 'credit_code': code, 'share': h['share'],
            'waived_at': at if waive else None,
            'offer': h['offer'], 'claimed_at': None if waive else at})

    def fit(self):
        """Who could take it: not waived, admitted."""
        return [(c, n) for n, c in self.may if c in self.holders and
                not self.holders[c]['waived']]

    def offer(self):
        made = super().offer()
        if made and self.rng.random() < .3:
            for code, n in self.fit():
                if n != self.last and self.rng.random() < .5:
                    self.claim(code, self.rng.random() < .2 and
                               not self.want.get('holders'))
        return made

    def wait_for(self):
        rng, fit = self.rng, self.fit()
        own = any(n == self.last for _, n in fit)
        silent = [c for c, _ in fit if self.holders[c]['offer'] != self.no]
        if not own and silent:
            until = max(self.now + (self.wait or 0), self.now) + 3600000 + \
                rng.choice((0, DAY))
            if not self.besides and self.wait is None:
                self.to(self.now)
            self.event('await-priority', detail={
                'offer': self.no, 'until': instant(until)},
                besides=self.besides)
            self.besides = False
            for code in silent:
                if rng.random() < .6 or self.want.get('holders'):
                    self.claim(code, rng.random() < .3 and
                               not self.want.get('holders'))
                    silent = [c for c in silent if c != code]
            if silent:
                self.to(until + rng.randrange(9))
        if own:
            return
        taker = [(-self.holders[c]['share'], n) for c, n in self.fit()
                 if self.holders[c]['offer'] == self.no]
        if taker:
            self.last = min(taker)[1]


class SingleMaker(LotMaker):
    """One alone came: the price is agreed."""
    module = 'assets'

    def enter(self):
        code, number = credit_code(self.number), self.rng.randrange(
            1000, 9999)
        if self.deposit:
            self.event('deposit', detail={
                'credit_code': code, 'amount_fen': self.deposit,
                'received_at': instant(self.now)})
        self.judge(code, number, True)
        if self.rng.random() < .5:
            self.judge(credit_code(self.number + 1), None, False)
        self.may = [(number, code)]

    def begin(self):
        self.to(20 * DAY)
        if self.rng.random() < .2 and not self.sure:
            self.judge(self.may[0][1], self.may[0][0], False)
            self.may = []
            self.to(self.now)
            return
        self.event('single', 'listing')

    def bidding(self):
        self.last = self.may[0][0] if self.may else None

    def sold(self):
        self.price = self.start + self.rng.randrange(9)
        self.reserve = None
        return bool(self.may)


class ExaminedMaker(LotMaker):
    """Who has won is examined when the bidding is over, and may fail."""

    def ways(self):
        return {'examine_after': True}

    def judge(self, code, number, good):
        if number is None:
            return
        self.event('admit' if good else 'judge', detail={
            'id': int(code[8:16]) + 1,
            'state': 'qualified' if good else 'refused', 'bidder': number,
            'credit_code': code})

    def examine(self, good):
        self.event('await-examine', detail={'offer': self.no},
                   besides=self.besides)
        code = {n: c for n, c in self.all}[self.last]
        self.event('judge', detail={
            'id': int(code[8:16]) + 1, 'bidder': self.last, 'credit_code':
            code, 'state': 'qualified' if good else 'refused'})
        self.besides = True

    def enter(self):
        super().enter()
        self.all = list(self.may)

    def fails(self):
        """Asked when the reserve is met."""
        good = self.sure or self.rng.random() < .7
        self.examine(good)
        return not good
