"""True bundles of sales where lots are drawn at the ceiling."""
import draws
from maths import H, canonical, hexdigest
from make import PARTIES, instant
from make_lot import LotMaker


class DrawnMaker(LotMaker):
    """At the ceiling, lots are drawn."""
    at_ceiling, least = 'draw', 3

    def ways(self):
        return {'ceiling_fen': self.start + self.rng.randrange(
            1, 4) * self.step}

    def bidding(self):
        super().bidding()
        self.takers = []
        if self.cut in ('listing', 'live'):
            return
        if self.sure and self.no and self.price < self.top and \
                self.now + 2 < self.end:
            self.last = self.to_top(
                next(n for n, _ in self.may if n != self.last))
        if not self.no or self.price < self.top:
            return
        for number, _ in self.may:
            if number == self.last or self.rng.random() < .2 or \
                    self.now + 2 >= self.end:
                continue
            self.to(self.now + 1)
            self.event('accept', detail={
                'bidder': number, 'price_fen': self.top,
                'at': instant(self.now + 1)})
            self.takers.append(number)

    def to_top(self, who):
        at, self.no, self.price = self.now + 1, self.no + 1, self.top
        if at >= self.live_at:
            self.end = max(self.end, at + self.countdown)
        self.to(at)
        self.event('offer', detail={
            'no': self.no, 'bidder': who, 'amount_fen': self.top,
            'at': instant(at), 'live': at >= self.live_at,
            'ends_at': instant(self.end), 'seq': self.no})
        return who

    def sold(self):
        over = super().sold()
        if self.takers:
            no, refused = 1, {}
            while not self.draw_lot(no, refused):
                no += 1
        return over

    def draw_lot(self, no, refused):
        """One draw; is it void?  Then False."""
        rng, open_, pool = self.rng, {}, []
        for n in sorted([self.last] + self.takers):
            person = {'expert': n, 'name': '竞买号 %d' % n, 'employer': None}
            salt = self.salt(32)
            code = H(b'GGZY-DRAW-1 expert', salt,
                     canonical(person).encode()).hex()
            open_[code] = dict(person, salt=salt.hex(), employer_salt=None)
            pool.append({'expert': code, 'employer': None})
        pool.sort(key=lambda x: x['expert'])
        p = {'trade': self.code, 'draw': no, 'classes': '', 'wanted': 1,
             'same_employer_max': 1, 'sitting': [], 'pool': pool,
             'excluded': [], 'salt': self.salt().hex()}
        self.pools.append(canonical(p))
        digest = hexdigest(self.pools[-1].encode())
        self.event('pool', detail={
            'draw': no, 'reason': None if no == 1 else '作废', 'wanted': 1,
            'candidates': len(pool), 'excluded': 0, 'pool_digest': digest,
            'parties': list(PARTIES), 'commit_by': instant(self.now)})
        self.names += [canonical({
            'draw': no, 'place': i, **open_[x['expert']]})
            for i, x in enumerate(pool)]
        values = {x: self.salt(32) for x in PARTIES}
        for x in PARTIES:
            self.event('commit', detail={
                'draw': no, 'party': x, 'digest': H(
                    b'GGZY-DRAW-1 commit', self.code.encode(),
                    no.to_bytes(4, 'big'), x.encode(), values[x]).hex()})
        size = len(self.log)
        self.heads.add(size)
        root = self.s.tree_root([self.s.leaf_hash(b) for b in self.log])
        turn = sorted(PARTIES, key=lambda x: (-refused.get(x, 0),
                                              PARTIES.index(x)))
        void = no < 3 and not self.sure and rng.random() < .2
        for x in turn[:-1] if void else turn:
            self.event('reveal', detail={'draw': no, 'party': x,
                                         'value': values[x].hex()})
        if void:
            refused[turn[-1]] = refused.get(turn[-1], 0) + 1
            self.event('draw-void', detail={
                'draw': no, 'phase': 'reveal', 'missing': turn[-1:]})
            return False
        seed = H(b'GGZY-DRAW-1', bytes.fromhex(digest), root,
                 *(values[x] for x in PARTIES))
        place = draws.turns_of(seed, p)[0]
        self.event('draw', detail={
            'draw': no, 'pool_digest': digest, 'head_size': size,
            'head_root': root.hex(), 'seed': seed.hex(), 'seats': [
                {'seat': 1, 'turn': 1, 'place': place}]}, besides=True)
        self.last = open_[pool[place]['expert']]['expert']
        return True
