"""Which sealed bid a sale goes to."""


class Tender:
    def begin_tender(self):
        self.best = None
        self.tender = self.l['bidding'] == 'tender'
        if self.tender:  # only the opening ends it
            self.ends = 2**62 - 1

    def on_open(self, d):
        if self.tender:
            self.closed = self.ended = True
            self.hammer = self.at

    def on_fail(self, d):
        if self.e in self.v.by.get('open', ()):
            self.on_open(d)

    def counts(self, x, d):
        return x['price'] >= self.l['start_fen'] and (
            self.bidder_of(x['credit_code']) is not None if self.v.full
            else x['bid'] in d['order'])

    def on_rank(self, d):
        if not self.tender:
            return
        opened = [x for x in self.v.lines_ if x['opened']]
        good = [x for x in opened if self.counts(x, d)]
        # the sort is stable: of equal ones the first stays the first
        by = sorted(good, key=lambda x: -x['price'])
        self.say('ranking.order', self.closed and
                 [x['bid'] for x in by] == d['order'] and
                 [x['bid'] for x in opened if x not in good] == d['out'])
        self.best = by[0] if by else None

    def best_bid(self, d, fen, bidder):
        """The one offer."""
        best = self.best or {'price': None, 'credit_code': None}
        self.say('offer.number', self.no == 0 and self.number(d, 'no') == 1)
        self.say('offer.amount', fen is not None and fen == best['price'])
        if self.v.full:
            self.say('offer.entrant', self.best is not None and
                     self.code.get(bidder) == best['credit_code'])
        self.no, self.price, self.bidder = self.no + 1, fen, bidder
        self.offered = self.e.seq
