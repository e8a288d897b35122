"""True bundles of invented sales by sealed bids, for make.py's installation."""
from maths import hexdigest
from make import DAY, Maker, instant


class TenderMaker(Maker):
    module = 'land'

    def __init__(self, seed, **want):
        super().__init__(seed, **want)
        self.cut = want.get('cut') or self.rng.choice(
            ('notice', 'opening', 'hammer', 'deal', 'deal', 'deal', 'deal'))

    def path(self, verb, detail):
        return super().path(verb, detail).replace('engineering', 'land')

    def secret(self, verb):
        happened = {v for _, v in self.mine}
        return super().secret(verb) or verb in ('apply', 'judge', 'deposit') \
            or verb == 'offer' and not happened & {'deal', 'unsold'}

    # ---- the story ----

    def make_terms(self):
        rng = self.rng
        super().make_terms()
        self.start = self.want.get('start') or rng.choice(
            (1, 1100000000, 10**9, 2 * 10**9))
        self.deposit = rng.choice((0, 20000000))
        self.salt_ = self.salt().hex()
        self.reserve = rng.choice((None, 1, 1100000000, 1900000000))
        said = 'GGZY-RESERVE-1\n%s\n%s\n%s\n' % (
            self.code, self.reserve, self.salt_)
        self.terms.update(
            method='TD1', content='sale', evaluation='highest', score_items=[],
            lot={'bidding': 'tender', 'at_ceiling': 'first',
                 'start_fen': self.start, 'step_fen': 1, 'ceiling_fen': None,
                 'deposit_fen': self.deposit, 'countdown_ms': 2400000,
                 'apply_to': instant(18 * DAY), 'listing_at': instant(DAY),
                 'live_at': instant(self.deadline),
                 'reserve_hash': None if self.reserve is None
                 else hexdigest(said.encode()), 'reveal_ms': 1800000,
                 'bidders_min': None, 'build_step': None, 'build_max': None,
                 'examine_after': False, 'score_items': []},
            goods={'area': 3333333})

    def judge(self, x, state):
        self.event('judge', detail={
            'id': 7, 'state': state, 'bidder': x['number'],
            'credit_code': x['subject'], 'contact': '扎西'})

    def hand_in(self, kind, verb, subject, *more):
        """Who bids applied, was judged and paid; some lose that again."""
        rng = self.rng
        if subject not in self.entrant:
            x = self.entrant[subject] = {
                'subject': subject, 'number': self.numbers.pop(),
                'fit': not self.deposit or rng.random() < .95}
            self.event('apply', detail={'id': 7, 'credit_code': subject})
            self.judge(x, 'qualified')
            if x['fit'] and self.deposit:
                at = instant(self.now)
                self.event('deposit', detail={
                    'id': 9, 'credit_code': subject,
                    'amount_fen': self.deposit, 'received_at': at})
        c = super().hand_in(kind, verb, subject, *more)
        if rng.random() < .05:
            self.entrant[subject]['fit'] = False
            self.judge(self.entrant[subject], 'refused')
        return c

    def evaluation(self):
        """The ranking, and what comes of it."""
        good = [b for b in self.opened if self.entrant[b['subject']]['fit']
                and b['line']['price'] >= self.start]
        by = sorted(good, key=lambda b: -b['line']['price'])
        self.event('rank', detail={
            'order': [b['bid'] for b in by],
            'out': [b['bid'] for b in self.opened if b not in good]})
        opened = self.now
        if not by:
            self.event('unsold', 'failed', {'offer': 0, 'reason': '无'})
            return
        best = by[0]
        price = best['line']['price']
        number = self.entrant[best['subject']]['number']
        self.event('offer', detail={
            'no': 1, 'bidder': number, 'amount_fen': price,
            'at': instant(opened), 'live': True,
            'ends_at': instant(self.deadline + 2400000), 'seq': 2})
        if self.cut == 'hammer':
            return
        if self.reserve is not None:
            if self.want.get('reserve') or self.rng.random() < .7:
                self.event('reveal-reserve', detail={
                    'reserve_fen': self.reserve, 'salt': self.salt_})
                if price < self.reserve:
                    self.event('unsold', 'failed', {
                        'offer': 1, 'reason': '无'}, besides=True)
                    return
            else:
                self.wait = 2 * 1800000
        self.event('deal', 'publicity', {
            'offer': 1, 'bidder': number, 'price': price})
        self.event('confirm', detail={'side': 'winner'})
        self.event('confirmed', 'award', {'side': 'owner'})
        self.event('contract', 'contract', {'amount_fen': price})

    def live(self):
        self.entrant = {}
        self.numbers = self.rng.sample(range(1000, 10000), 99)
        self.ranks = [{'rank': 1}]
        super().live()

    def finish(self):
        """All is done."""


def make(seed, **want):
    m = TenderMaker(seed, **want)
    m.live()
    m.sign()
    return m.bundle(True), m.bundle(False), m.keys.encode(), m


if __name__ == '__main__':
    import sys
    import verify
    for n in range(int(sys.argv[1]), int(sys.argv[2])):
        *both, trust, made = make(n)
        for said in both:
            report = verify.verify(said, trust)
            if not report.good:
                print(n, made.cut, made.stage, report.failed[:4])
