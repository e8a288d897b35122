"""Who has priority takes the lot at the price another offers, in time."""
from lots_base import ms

MINUTES = 43200


class Priority:
    def begin_priority(self):
        n = self.number(self.goods, 'priority_minutes') \
            if type(self.goods) is dict else None
        self.priority = None if n is None or n > MINUTES else n * 60000
        self.holders, self.until = [], None
        if self.priority is not None and not self.v.full:
            self.v.report.left.append('who had priority, and took it')

    def on_hold(self, d):
        code, share = self.word(d, 'credit_code'), self.number(d, 'share')
        self.say('claim.holder', code is not None and share is not None and
                 self.e.body.get('before') == self.e.body.get('after') ==
                 'draft')
        if code is not None and share is not None:
            self.holders.append({'code': code, 'share': share, 'offer': None,
                                 'at': None, 'waived': False})

    def holder(self, code):
        return next((h for h in self.holders if h['code'] == code), None)

    def on_claim(self, d):
        offer = self.number(d, 'offer')
        h = self.holder(self.word(d, 'credit_code'))
        self.say('claim.time', ms(d.get(
            'waived_at' if offer is None else 'claimed_at')) == self.at and
            self.at >= self.listing and self.dealt is None and
            self.paused is None and (
                self.until is None or self.at < self.until))
        if not self.say('claim.holder', h is not None and not h['waived']):
            return
        if offer is None:
            h.update(offer=None, at=None, waived=True)
            return
        bidder = self.bidder_of(h['code'])
        self.say('claim.offer', self.no > 0 and offer == self.no and
                 bidder is not None and bidder != self.bidder)
        h.update(offer=offer, at=self.at)

    def stand(self):
        """(is the last offer one of theirs, how many have not spoken, the
        bidder that takes it)"""
        own, silent, who = False, 0, None
        for h in sorted(self.holders, key=lambda h: (
                -h['share'], -1 if h['at'] is None else h['at'])):
            bidder = self.bidder_of(h['code'])
            if bidder is None or h['waived']:
                continue
            own = own or bidder == self.bidder
            if h['offer'] != self.no:
                silent += 1
            elif who is None:
                who = bidder
        return own, silent, who

    def on_await_priority(self, d):
        until = ms(d.get('until'))
        self.say('claim.time', self.priority is not None and
                 self.until is None and self.dealt is None and
                 self.over() and self.knocked() and not self.waits() and
                 self.no > 0 and self.number(d, 'offer') == self.no and
                 until is not None and until >= self.at + self.priority)
        self.say('deal.reserve', self.met())
        if self.v.full:
            own, silent, _ = self.stand()
            self.say('claim.holder', not own and silent > 0)
        self.closed = self.ended = True
        self.until = until

    def may_win(self, bidder):
        last = self.winner()
        if self.priority is None:
            return bidder == last
        if not self.v.full:
            return True
        own, silent, who = self.stand()
        self.say('claim.time', own or not silent or
                 self.until is not None and self.at >= self.until)
        return bidder == (last if own or who is None else who)
