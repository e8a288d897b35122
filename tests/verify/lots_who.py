"""Who takes part in the bidding for a lot, and if there are enough."""
from lots_base import ms


class Who:
    def begin_who(self):
        self.code, self.state, self.paid = {}, {}, set()
        self.application, self.judged = {}, {}
        self.ready, self.refunds = 0, False

    def on_judge(self, d, judged=True):
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
            self.application[bidder] = self.number(d, 'id')
            self.judged[bidder] = judged

    def on_admit(self, d):
        """Who is examined when the bidding is over, if at all."""
        self.on_judge(d, False)

    def on_deposit(self, d):
        code, fen = self.word(d, 'credit_code'), self.number(d, 'amount_fen')
        received = ms(d.get('received_at'))
        if code is not None and fen is not None and \
                fen >= self.l['deposit_fen'] and received is not None and \
                received <= self.at and received < ms(self.l['apply_to']):
            self.paid.add(code)

    on_accept_guarantee = on_credit = on_deposit

    def on_refund(self, d):
        self.refunds = True
        if self.number(d, 'state') == 1:
            self.paid.discard(self.word(d, 'credit_code'))

    def may_offer(self, bidder):
        return self.state.get(bidder) == 'qualified' and (
            not self.l['deposit_fen'] or self.code[bidder] in self.paid)

    def barred(self, bidder, since):
        """Is it qualified no more?  In the public scope only a secret event
        since what it did can have said so."""
        if not self.v.full:
            return self.hidden > since
        return bidder in self.code and self.state.get(bidder) != 'qualified'

    def entrant(self, bidder):
        if self.v.full:
            self.say('offer.entrant', self.may_offer(bidder))

    def bidder_of(self, code):
        """The number of who may offer; None: may not."""
        for bidder in self.code:
            if self.code[bidder] == code and self.may_offer(bidder):
                return bidder
        return None

    # ---- how many ----

    def count(self):
        return sum(self.may_offer(b) for b in self.code)

    def asked(self):
        """Can it be known how many there are?"""
        return self.v.full and not self.refunds

    def many(self, n):
        return not self.asked() or self.count() >= n

    def few(self, n):
        return not self.asked() or self.count() <= n

    # ---- who has won is examined when the bidding is over ----

    def on_await_examine(self, d):
        self.say('lot.time', self.l['examine_after'] and self.no > 0 and
                 self.over() and self.dealt is None and
                 self.number(d, 'offer') == self.no)
        if self.v.full:
            self.alone(d)
        self.closed = self.ended = True

    def examined(self, bidder):
        return not self.l['examine_after'] or not self.v.full or (
            self.judged.get(bidder, False) and
            self.state[bidder] == 'qualified')

    def failed(self):
        """Has who must have it failed?"""
        if not self.l['examine_after'] or not self.v.full:
            return self.l['examine_after']
        bidder = self.winner()
        return self.judged.get(bidder, False) and \
            self.state[bidder] != 'qualified'

    # ---- one alone, with whom the price is agreed ----

    def on_single(self, d):
        self.say('lot.time', self.at >= self.listing and not self.closed and
                 self.e.body.get('before') == 'notice')
        self.say('lot.bidders', self.assets and not self.no and (
            not self.asked() or self.count() == 1))
        self.closed = self.single = True

    def agreed(self, d, price, bidder):
        self.say('deal.winner', self.dealt is None and not self.unsold and
                 self.number(d, 'offer') == 0 and bidder is not None and (
                     not self.v.full or self.may_offer(bidder)))
        self.say('deal.agreed', price is not None and
                 price >= self.l['start_fen'])
