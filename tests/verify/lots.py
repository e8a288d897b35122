"""The bidding for a lot, gone through again (TRUST.md, section 11)."""
from lots_base import SOLD, Base, ms
from lots_called import Called
from lots_drawn import Drawn
from lots_priority import Priority
from lots_sealed import Sealed
from lots_tender import Tender
from lots_who import Who
from maths import hexdigest

ENDS = ('deal', 'unsold', 'terminate')


class Lot(Called, Drawn, Sealed, Tender, Priority, Who, Base):
    """What the events of a verb say and do; its ways are told elsewhere."""

    def run(self):
        for e in self.v.event:
            step = getattr(self, 'on_' + (e.verb or '').replace('-', '_'),
                           None)
            if not e.body:
                self.hidden = e.seq
            if step:
                self.e, self.at = e, ms(e.at)
                step(e.detail if type(e.detail) is dict else {})
        self.check('deal.winner', (self.dealt is not None) ==
                   (self.v.m['stage'] in SOLD), 'a deal or none')

    # ---- time ----

    def on_list(self, d):
        self.say('lot.time', self.at >= self.listing)
        self.say('lot.bidders', not self.assets or self.many(2))

    def on_live(self, d):
        self.say('lot.time', self.at >= self.live_at and self.paused is None)
        self.say('lot.bidders', not self.assets or
                 self.e.body.get('before') != 'notice' or self.many(2))
        self.ready = self.count()

    def on_pause(self, d):
        self.say('lot.time', self.paused is None and not self.closed and
                 self.at < self.ends)
        self.paused = self.at

    def on_resume(self, d):
        if self.say('lot.time', self.paused is not None and
                    self.at >= self.paused):
            self.live_at += self.at - self.paused
            self.ends += self.at - self.paused
            self.paused = None
        self.anew()

    def on_extend(self, d):
        seconds = self.number(d, 'seconds')
        if seconds is None:
            return
        short = seconds <= 366 * 86400
        self.say('lot.time', short and self.paused is None
                 and not self.closed and self.at < self.ends)
        if not short:
            return
        if self.at < self.live_at:
            self.live_at += seconds * 1000
        self.ends += seconds * 1000
        self.say('lot.time', ms(d.get('live_at')) == self.live_at and
                 ms(d.get('ends_at')) == self.ends)

    # ---- offers ----

    def enough(self, fen):
        top, start, step = (self.l[x] for x in (
            'ceiling_fen', 'start_fen', 'step_fen'))
        least = self.price + step if self.no and self.price is not None \
            else start
        if fen is None or self.no and self.price is None:
            return False
        if top is not None and fen >= top:
            return fen == top and not (self.no and self.price >= top)
        return fen >= least and (fen - start) % step == 0

    def built(self, build):
        """More that is built for nothing, at the ceiling."""
        step, most = self.l['build_step'], self.l['build_max']
        return self.l['at_ceiling'] == 'build' and step is not None and \
            self.full_() and build >= (self.build or 0) + step and \
            build % step == 0 and (most is None or build <= most)

    def on_offer(self, d):
        fen, bidder = self.number(d, 'amount_fen'), self.number(d, 'bidder')
        build = self.number(d, 'build')
        if self.l['bidding'] == 'sealed':
            self.result(d, fen, bidder)
            return
        if self.tender:
            self.best_bid(d, fen, bidder)
            return
        live = self.at >= self.live_at
        self.say('offer.number', self.number(d, 'no') == self.no + 1)
        self.say('offer.time', ms(d.get('at')) == self.at and
                 self.open_from(self.listing) and
                 (d.get('live') is True) == live)
        self.say('offer.amount', self.enough(fen) if build is None
                 else fen is not None and fen == self.l['ceiling_fen'])
        self.say('offer.build', build is None or self.built(build))
        self.say('offer.bidder', bidder is not None and
                 bidder != self.bidder)
        self.entrant(bidder)
        self.answer(fen)
        if live:
            self.ends = max(self.ends, self.at + self.l['countdown_ms'])
        self.say('offer.end', ms(d.get('ends_at')) == self.ends)
        self.no, self.price, self.bidder = self.no + 1, fen, bidder
        self.build, self.offered = build, self.e.seq

    # ---- the end ----

    def on_hammer(self, d):
        self.say('lot.time', not self.ended and not self.single and
                 self.over())
        if self.v.full:
            self.alone(d)
        self.closed = self.ended = True
        self.hammer = self.at

    def on_reveal_reserve(self, d):
        said = 'GGZY-RESERVE-1\n%s\n%d\n%s\n' % (
            self.v.m['trade'], d['reserve_fen'], d['salt'])
        self.say('deal.reserve', self.closed and self.dealt is None and
                 not self.waits() and
                 hexdigest(said.encode()) == self.l['reserve_hash'])
        self.reserve = d['reserve_fen']

    def met(self):
        """Is there no reserve that is above the price?"""
        if self.l['reserve_hash'] is None:
            return True
        if self.reserve is not None:
            return self.price is not None and self.price >= self.reserve
        return self.hammer is not None and \
            self.at >= self.hammer + self.l['reveal_ms']

    def on_deal(self, d):
        price, bidder = self.number(d, 'price'), self.number(d, 'bidder')
        if self.single:
            self.agreed(d, price, bidder)
        else:
            self.alone(d)
            wins = self.may_win(bidder) and self.examined(bidder) and \
                not (self.v.full and self.barred(self.winner(), -1))
            self.say('deal.winner', self.no > 0 and price is not None and
                     (self.number(d, 'offer'), price) == (
                         self.no, self.price) and self.dealt is None and
                     not self.unsold and
                     self.knocked() and not self.waits() and
                     bidder is not None and wins)
            self.say('lot.time', self.over())
            self.say('deal.reserve', self.met())
        self.closed = self.ended = True
        self.dealt = price

    def on_unsold(self, d):
        fails = self.fails()
        self.say('deal.winner', fails and self.dealt is None and
                 not self.unsold and not self.single and
                 self.number(d, 'offer') == self.no)
        self.closed = self.ended = self.unsold = True

    def fails(self):
        """Is there no deal to be made?  When, is said besides."""
        if self.e.body.get('before') == 'notice':
            self.say('lot.time', self.at >= self.listing)
            self.say('lot.bidders', self.few(0))
            return not self.no
        if self.too_few():
            return True
        self.say('lot.time', self.over())
        self.alone({})
        # one that nobody reveals is none, however long it is waited for
        return not self.no and not self.revealed() or \
            not self.knocked() or self.failed() or \
            self.no > 0 and self.barred(self.winner(), self.offered) or \
            self.l['reserve_hash'] is not None and \
            self.reserve is not None and (
                self.price is None or self.price < self.reserve)

    def on_confirm(self, d, second=False):
        side = self.word(d, 'side')
        self.say('deal.confirmed', self.dealt is not None and
                 side in ('owner', 'winner') and
                 second == (self.side is not None) and side != self.side)
        self.side = side

    def on_confirmed(self, d):
        self.on_confirm(d, True)

    def on_contract(self, d):
        self.say('deal.contract', self.dealt is not None and
                 self.number(d, 'amount_fen') == self.dealt)


def unseen(events):
    """Secret events that may be offers: nobody sees of what they are."""
    n = 0
    for e in events:
        if e.verb in ENDS:
            break
        n = 0 if e.verb == 'publish' else n + (not e.body)
    return n


def check_tender(verifier, terms):
    opened = verifier.one('open')
    verifier.check('ranking.order', bool(verifier.one('rank')) == bool(
        opened and opened.verb != 'fail'), 'a ranking or none')
    if not verifier.full:
        verifier.report.left.append('who was qualified and had paid')
    Lot(verifier, terms).run()


def check(verifier, terms):
    left = verifier.report.left
    if not verifier.full and not any(v in verifier.by for v in ENDS):
        left.append('offers, until the bidding is over')
        return
    if not verifier.full:
        left.append('who was qualified and had paid')
        if terms['lot']['examine_after']:
            left.append('who was qualified when the bidding was over')
        hidden = unseen(verifier.event)
        if hidden:
            left.append('whether one of %d secret events before the end '
                        'is an offer' % hidden)
    Lot(verifier, terms).run()
