"""Lots are drawn among those who take the ceiling price."""
from lots_base import ms


class Drawn:
    def begin_drawn(self):
        self.takers, self.drawn, self.took = [], None, {}
        self.pool = self.pooled = None

    def on_accept(self, d):
        bidder = self.number(d, 'bidder')
        self.say('accept.time', ms(d.get('at')) == self.at and
                 self.open_from(self.listing))
        self.say('accept.price', self.l['at_ceiling'] == 'draw' and
                 self.full_() and self.number(d, 'price_fen') == self.price)
        new = bidder is not None and bidder != self.bidder and \
            bidder not in self.takers
        self.say('accept.bidder', new)
        self.entrant(bidder)
        self.anew()
        if new:
            self.takers.append(bidder)
            self.took[bidder] = self.e.seq

    def left(self):
        """Who could be drawn and is not barred."""
        return [b for b in [self.bidder] + self.takers
                if not self.barred(b, self.took.get(b, self.offered))]

    def waits(self):
        """Is it still to be drawn who has it?"""
        return bool(self.takers) and self.drawn is None and (
            self.pooled is not None or len(self.left()) > 1)

    def winner(self):
        return self.drawn if self.takers else self.bidder

    def alone(self, d):
        """Who is left when all others are barred has it without a draw."""
        if not self.takers or self.drawn is not None or \
                self.pooled is not None:
            return
        said, left = self.number(d, 'bidder'), self.left()
        if self.v.full:
            if len(left) <= 1:
                self.drawn = (left or [self.bidder])[0]
        elif not [b for b in left if b != said]:
            if said is None:
                self.drawn = self.bidder
            elif said in [self.bidder] + self.takers:
                self.drawn = said

    def on_pool(self, d):
        waits, n = self.waits(), d['candidates']
        self.pool, self.pooled = self.left(), n
        most = len(self.pool) if self.v.full else len(self.takers) + 1
        self.say('lot.draw', waits and self.over() and
                 self.dealt is None and (d['wanted'], d['excluded']) ==
                 (1, 0) and len(self.pool) <= n <= most)
        self.closed = True

    def told(self, no):
        """{place: bidder} of a draw that is over."""
        return self.v.placed.get(no, {})

    def are_all(self, no):
        if not self.v.placed:
            return
        named = sorted(self.told(no).values())
        may = self.pool if self.v.full else [self.bidder or 0] + self.takers
        self.say('draw.names', self.pool is not None and
                 len(named) == len(set(named)) == self.pooled and
                 set(self.pool) <= set(named) <= set(may))

    def on_draw_void(self, d):
        self.are_all(d['draw'])

    def on_draw(self, d):
        self.are_all(d['draw'])
        self.drawn = next((self.told(d['draw']).get(s['place'])
                           for s in d['seats']), None)
        self.offered = self.e.seq
