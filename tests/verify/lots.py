"""The bidding for a lot, gone through again (TRUST.md, section 11)."""
import datetime

from maths import hexdigest

DAY = 86400000
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone(
    datetime.timedelta(hours=8)))
SOLD = ('publicity', 'award', 'contract', 'performance', 'archived')
ENDS = ('deal', 'unsold', 'terminate')


def ms(text):
    """An instant as a number; None: it is none."""
    try:
        if type(text) is not str or len(text) != 29 or text[10] != 'T' or \
                text[23:] != '+08:00' or text[19] != '.':
            return None
        at = datetime.datetime.fromisoformat(text) - EPOCH
    except ValueError:
        return None
    return at // datetime.timedelta(milliseconds=1)


class Lot:
    def __init__(self, verifier, lot):
        self.v, self.l, self.check = verifier, lot, verifier.check
        self.listing = ms(lot['listing_at'])
        self.live_at = ms(lot['live_at'])
        self.ends = self.live_at + lot['countdown_ms']
        self.paused = self.hammer = self.reserve = None
        self.no, self.price, self.bidder = 0, None, None
        self.closed, self.dealt, self.side = False, None, None
        self.examined_after = self.single = self.claimed = False
        self.hidden = False
        self.unsold = False
        self.code, self.state, self.paid = {}, {}, set()

    def run(self):
        for e in self.v.event:
            step = getattr(self, 'on_' + (e.verb or '').replace('-', '_'),
                           None)
            if step:
                self.e, self.at = e, ms(e.at)
                step(e.detail if type(e.detail) is dict else {})
            self.hidden = self.hidden or e.text is None
        self.check('deal.winner', (self.dealt is not None) ==
                   (self.v.m['stage'] in SOLD), 'a deal or none')

    def say(self, name, good):
        return self.check(name, good, 'seq %d, %s' % (self.e.seq, self.e.verb))

    @staticmethod
    def number(d, name):
        n = d.get(name)
        return n if type(n) is int and 0 <= n < 10**16 else None

    @staticmethod
    def word(d, name):
        """A text in which nothing had to be escaped."""
        t = d.get(name)
        if type(t) is not str or any(
                c in '"\\\x7f' or c < ' ' for c in t):
            return None
        return t

    # ---- who takes part ----

    def on_admit(self, d):
        self.on_judge(d)

    def on_judge(self, d):
        bidder, code = self.number(d, 'bidder'), self.word(d, 'credit_code')
        if bidder is None:
            return
        known = [b for b in self.code
                 if b == bidder or self.code[b] == code][:1]
        if not known:
            self.code[bidder] = code
        if self.say('offer.entrant', code is not None and known in (
                [], [bidder]) and self.code[bidder] == code):
            self.state[bidder] = self.word(d, 'state')

    def on_deposit(self, d):
        code, fen = self.word(d, 'credit_code'), self.number(d, 'amount_fen')
        received = ms(d.get('received_at'))
        if code is not None and fen is not None and \
                fen >= self.l['deposit_fen'] and received is not None and \
                received <= self.at and received < ms(self.l['apply_to']):
            self.paid.add(code)

    on_credit = on_accept_guarantee = on_deposit

    def on_refund(self, d):
        if self.number(d, 'state') == 1:
            self.paid.discard(self.word(d, 'credit_code'))

    def may_offer(self, bidder):
        return self.state.get(bidder) == 'qualified' and (
            not self.l['deposit_fen'] or self.code[bidder] in self.paid)

    # ---- time ----

    def on_list(self, d):
        self.say('lot.time', self.at >= self.listing)

    def on_live(self, d):
        self.say('lot.time', self.at >= self.live_at and self.paused is None)

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

    def on_extend(self, d):
        seconds = self.number(d, 'seconds')
        if seconds is None:
            return
        self.say('lot.time', seconds <= 366 * 86400 and self.paused is None
                 and not self.closed and self.at < self.ends)
        if self.at < self.live_at:
            self.live_at += seconds * 1000
        self.ends += seconds * 1000
        self.say('lot.time', ms(d.get('live_at')) == self.live_at and
                 ms(d.get('ends_at')) == self.ends)

    def over(self):
        return self.closed or self.at >= self.ends and self.paused is None

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

    def on_offer(self, d):
        fen, bidder = self.number(d, 'amount_fen'), self.number(d, 'bidder')
        live = self.at >= self.live_at
        self.say('offer.number', self.number(d, 'no') == self.no + 1)
        self.say('offer.time', ms(d.get('at')) == self.at and
                 self.listing <= self.at < self.ends and self.paused is None
                 and not self.closed and (d.get('live') is True) == live)
        self.say('offer.amount', self.enough(fen))
        self.say('offer.bidder', bidder is not None and
                 bidder != self.bidder)
        if self.v.full:
            self.say('offer.entrant', self.may_offer(bidder))
        if live:
            self.ends = max(self.ends, self.at + self.l['countdown_ms'])
        self.say('offer.end', ms(d.get('ends_at')) == self.ends)
        self.no, self.price, self.bidder = self.no + 1, fen, bidder

    # ---- the end ----

    def on_hammer(self, d):
        self.say('lot.time', not self.closed and self.over())
        self.closed, self.hammer = True, self.at

    def on_reveal_reserve(self, d):
        said = 'GGZY-RESERVE-1\n%s\n%d\n%s\n' % (
            self.v.m['trade'], d['reserve_fen'], d['salt'])
        self.say('deal.reserve', self.closed and self.dealt is None and
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

    def on_await_examine(self, d):
        self.examined_after = True

    def on_single(self, d):
        self.single = True

    def on_claim(self, d):
        self.claimed = True

    def elsewhere(self, d):
        """A deal that this section does not tell whole."""
        if self.single and not self.no:
            self.v.report.left.append('sales by agreement')
            return True
        if not self.claimed and (self.v.full or not self.hidden):
            return False
        if not self.no or self.price is None or (
                self.number(d, 'offer'), self.number(d, 'price')) != (
                self.no, self.price):
            return False
        self.v.report.left.append('priority rights')
        return True

    def on_deal(self, d):
        price = self.number(d, 'price')
        same = self.no > 0 and price is not None and (
            self.number(d, 'offer'), self.number(d, 'bidder'), price) == (
                self.no, self.bidder, self.price)
        agreed = self.single and not self.no
        self.say('deal.winner', self.dealt is None and not self.unsold and
                 (same or self.elsewhere(d)))
        if not agreed:
            self.say('lot.time', self.over())
            self.say('deal.reserve', self.met())
        self.closed, self.dealt = True, price

    def on_unsold(self, d):
        # one that nobody reveals is none, however long it is waited for
        fails = not self.no or self.l['reserve_hash'] is not None and \
            self.reserve is not None and (
                self.price is None or self.price < self.reserve)
        again, self.unsold = self.unsold, True
        if not fails and not again and self.examined_after:
            self.v.report.left.append('qualification after the bidding')
            return
        self.say('deal.winner', fails and not again and
                 self.dealt is None and
                 self.number(d, 'offer') == self.no)
        if self.no or (self.e.body.get('before') != 'notice' and
                       not self.single):
            self.say('lot.time', self.over())
        self.closed = True

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


def check(verifier, lot):
    left = verifier.report.left
    if (lot['bidding'], lot['at_ceiling']) != ('rising', 'first'):
        left.append('offers that do not rise alone')
    elif not verifier.full and not any(v in verifier.by for v in ENDS):
        left.append('offers, until the bidding is over')
    else:
        if not verifier.full:
            left.append('who was qualified and had paid')
            hidden = unseen(verifier.event)
            if hidden:
                left.append('whether one of %d secret events before the end '
                            'is an offer' % hidden)
        Lot(verifier, lot).run()
