"""Lots are drawn among those who take the ceiling price."""
from lots_base import ms


class Drawn:
    def begin_drawn(self):
        self.takers, self.drawn = [], None

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

    def waits(self):
        """Is it still to be drawn who has it?"""
        return bool(self.takers) and self.drawn is None

    def on_pool(self, d):
        self.say('lot.draw', self.waits() and self.over() and
                 self.dealt is None and (
                     d['wanted'], d['excluded'], d['candidates']) ==
                 (1, 0, len(self.takers) + 1))
        self.closed = True

    def told(self, no):
        """{place: bidder} of a draw that is over."""
        return self.v.placed.get(no, {})

    def are_all(self, no):
        if self.v.placed:
            self.say('draw.names', sorted(self.told(no).values()) == sorted(
                [self.bidder or 0] + self.takers))

    def on_draw_void(self, d):
        self.are_all(d['draw'])

    def on_draw(self, d):
        self.are_all(d['draw'])
        self.drawn = next((self.told(d['draw']).get(s['place'])
                           for s in d['seats']), None)
