"""True bundles of sales in other ways than by rising offers."""
from maths import hexdigest
from make import instant
from make_lot import LotMaker


class CalledMaker(LotMaker):
    """An auctioneer asks, goes once, twice, and lets the hammer fall."""
    bidding_word = 'called'

    def ways(self):
        return {'bidders_min': self.rng.choice((None, 2, 3))}

    def begin(self):
        self.to(self.live_at + self.rng.randrange(3))
        self.event('live', 'live')
        self.knocked = self.passed = False

    def soon(self):
        self.to(self.now + self.rng.randrange(1, self.countdown // 5))
        return self.now + self.wait

    def say(self, verb):
        self.end = max(self.end, self.soon() + self.countdown)
        self.event(verb, detail={'offer': self.no, 'price_fen': self.price
                                 if self.no else None, 'seq': 9})

    def ask(self):
        fen = self.price + self.step if self.no else self.start
        if self.top is not None and fen >= self.top:
            fen = self.top
        if self.no and fen <= self.price:
            return
        self.end = max(self.end, self.soon() + self.countdown)
        self.event('ask', detail={'asked_fen': fen})

    def few(self):
        least = self.terms['lot']['bidders_min']
        return least is not None and len(self.may) < least

    def bidding(self):
        rng = self.rng
        if self.few():
            return
        if self.cut in ('listing', 'live'):
            return
        for _ in range(self.want.get('offers') or rng.randrange(5)):
            self.ask()
            if not self.offer():
                break
            if rng.random() < .3 or self.want.get('pause'):
                self.say('once')
                # a pause takes the call back, more time does not
                self.want['pause'] = True
                self.hold()
            self.want['pause'] = False
        if self.no and (self.sure or rng.random() < .9):
            self.ask_again()
            for verb in ('once', 'twice', 'knock'):
                end = self.end
                self.say(verb)
                self.knocked = verb == 'knock'
                if self.knocked:
                    self.end = end
        elif not self.no and rng.random() < .5:
            self.say('pass')
            self.passed = True

    def ask_again(self):
        """After an offer it is asked already; the price may be the top."""
        if self.rng.random() < .3:
            self.ask()

    def sold(self):
        if not (self.few() or self.knocked or self.passed):
            self.to(self.end + self.rng.randrange(5000))
        return self.knocked


class BuildMaker(LotMaker):
    """At the ceiling, who builds most for nothing."""
    at_ceiling = 'build'

    def ways(self):
        self.more = self.rng.choice((1, 100))
        self.most = self.rng.choice((None, self.more * 5 + self.more // 2))
        return {'ceiling_fen': self.start + self.rng.randrange(
            1, 4) * self.step, 'build_step': self.more,
            'build_max': self.most}

    def offer(self):
        if not self.no or self.price < self.top:
            self.area = 0
            return super().offer()
        rng = self.rng
        who = [n for n, _ in self.may if n != self.last]
        area = self.area + rng.choice((1, 1, 2)) * self.more
        at = self.now + rng.randrange(1, self.countdown)
        if not who or at >= self.end or self.most and area > self.most:
            return False
        live = at >= self.live_at
        if live:
            self.end = max(self.end, at + self.countdown)
        self.no, self.area, self.last = self.no + 1, area, rng.choice(who)
        self.to(at)
        self.event('offer', detail={
            'no': self.no, 'bidder': self.last, 'amount_fen': self.price,
            'build': area, 'at': instant(at), 'live': live,
            'ends_at': instant(self.end), 'seq': self.no})
        return True


class SealedMaker(LotMaker):
    """One offer each, which nobody can read before all are in."""
    module, bidding_word, least = 'assets', 'sealed', 2

    def ways(self):
        self.weights = [] if self.rng.random() < .4 and not self.sure else [
            {'no': 1, 'name': '价格', 'kind': 'price', 'max_score': 6000},
            {'no': 2, 'name': '安置', 'kind': 'expert', 'max_score': 4000}]
        return {'score_items': self.weights}

    def begin(self):
        self.said = {}
        for n, code in self.may:
            if self.weights and self.rng.random() < .8:
                self.said[n] = self.rng.randrange(4001)
                self.event('points', detail={
                    'application': int(code[8:16]) + 1, 'points': {'points': [
                        {'item': 2, 'score': self.said[n]}]}})
        super().begin()

    def hash(self, bidder, fen, salt):
        return hexdigest(('GGZY-OFFER-1\n%s\n%d\n%d\n%s\n' % (
            self.code, bidder, fen, salt)).encode())

    def bidding(self):
        rng, self.seals = self.rng, []
        for n, _ in self.may:
            if rng.random() < .1 and not self.sure:
                continue
            fen = self.start + rng.randrange(0, 50) * self.step
            if self.top is not None:
                fen = min(fen, self.top)
            salt = self.salt().hex() + rng.choice(('', '"盐"'))
            self.to(self.now + rng.randrange(1, 60000))
            self.event('seal', detail={
                'no': len(self.seals) + 1, 'bidder': n, 'commitment':
                self.hash(n, fen, salt), 'at': instant(self.now + self.wait),
                'amount_fen': None})
            self.seals.append((len(self.seals) + 1, n, fen, salt))
        if self.cut == 'listing':
            return
        if rng.random() < .3:
            self.hold()
        self.to(self.live_at + rng.randrange(3))
        self.event('live', 'live')
        best = []
        for no, n, fen, salt in self.seals:
            if rng.random() < .1 and not self.sure:
                continue
            self.to(self.now + rng.randrange(1, self.countdown // 9))
            points = self.said.get(n, 0) if self.weights else None
            self.event('unseal', detail={
                'no': no, 'bidder': n, 'amount_fen': fen, 'salt': salt,
                'points': points})
            best.append((fen, points or 0, no, n, self.now))
        self.best = best

    def sold(self):
        super().sold()
        if not self.best:
            return False
        high = max(x[0] for x in self.best)
        most = 6000 if self.weights else 0
        fen, _, _, n, at = max(self.best, key=lambda x: (
            most * x[0] // high + x[1], x[0], -x[2]))
        self.no, self.price, self.last = 1, fen, n
        self.event('offer', detail={
            'no': 1, 'bidder': n, 'amount_fen': fen, 'at': instant(at),
            'live': True, 'ends_at': instant(self.end), 'seq': 9})
        self.to(self.now)
        return True
