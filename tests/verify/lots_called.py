"""An auctioneer: asks, goes once and twice, lets the hammer fall."""
WAITING, ASKED, ONCE, TWICE, KNOCKED, PASSED = range(6)


class Called:
    def begin_called(self):
        self.call, self.asks = WAITING, None
        self.by_call = self.l['bidding'] == 'called'

    def anew(self):
        """What was called has to be called again."""
        if self.call in (ONCE, TWICE):
            self.call = ASKED

    def answer(self, fen):
        """An offer answers who asks."""
        if self.by_call:
            self.say('call.order', self.call in (ASKED, ONCE, TWICE) and
                     fen is not None and self.asks is not None and
                     fen >= self.asks)
        self.anew()

    def last(self):
        """The auctioneer has spoken."""
        self.ends = max(self.ends, self.at + self.l['countdown_ms'])

    def on_ask(self, d):
        fen = self.number(d, 'asked_fen')
        self.say('call.ask', self.by_call and self.open_from(self.live_at)
                 and self.enough(fen))
        least = self.l['bidders_min']
        self.say('lot.bidders', least is None or not self.asked() or
                 self.ready >= least)
        self.call, self.asks = ASKED, fen
        self.last()

    def go(self, d, after):
        self.say('call.order', self.by_call and self.call == after and
                 self.open_from(self.live_at) and self.no > 0 and
                 self.price is not None and (
                     self.number(d, 'offer'), self.number(d, 'price_fen')) ==
                 (self.no, self.price))
        self.call = after + 1
        if after < TWICE:
            self.last()

    def on_once(self, d):
        self.go(d, ASKED)

    def on_twice(self, d):
        self.go(d, ONCE)

    def on_knock(self, d):
        self.go(d, TWICE)
        self.closed = True

    def on_pass(self, d):
        self.say('call.order', self.by_call and not self.no and
                 self.open_from(self.live_at) and
                 self.number(d, 'offer') == 0)
        self.call, self.closed = PASSED, True

    def knocked(self):
        return not self.by_call or self.call == KNOCKED

    def too_few(self):
        """It ends as it begins."""
        if not self.by_call or self.over() or self.no or \
                self.call != WAITING or self.l['bidders_min'] is None:
            return False
        self.say('lot.time', self.open_from(self.live_at))
        self.say('lot.bidders', not self.asked() or
                 self.ready < self.l['bidders_min'])
        return True
