"""One sealed offer each, weighed or not."""
import re

from lots_base import ms
from maths import hexdigest

HEX = re.compile('[0-9a-f]{64}')


def best(seals, most):
    """Of those that were revealed; None: there is none."""
    told = [s for s in seals if s['amount'] is not None]
    if not told:
        return None
    high = max(1, *(s['amount'] for s in told))
    return max(told, key=lambda s: (
        most * s['amount'] // high + (s['points'] or 0 if most else 0),
        s['amount'], -s['no']))


class Sealed:
    def begin_sealed(self):
        self.seals, self.points = {}, []
        self.items = self.l['score_items']
        self.sealed = self.l['bidding'] == 'sealed'

    def on_seal(self, d):
        bidder, hidden = self.number(d, 'bidder'), self.word(d, 'commitment')
        self.say('seal.number', self.number(d, 'no') == len(self.seals) + 1)
        self.say('seal.time', self.sealed and ms(d.get('at')) == self.at and
                 self.open_from(self.listing) and self.at < self.live_at)
        new = bidder is not None and bidder not in self.seals
        self.say('seal.bidder', new and hidden is not None and
                 HEX.fullmatch(hidden) is not None)
        self.entrant(bidder)
        if new:
            self.seals[bidder] = {
                'bidder': bidder, 'no': len(self.seals) + 1, 'hash': hidden,
                'amount': None, 'points': None, 'at': None}

    def on_points(self, d):
        known = [(a, i) for a, i, _ in self.points]
        for x in d['points']['points']:
            at = d['application'], x['item']
            self.say('seal.points', self.sealed and self.at < self.live_at and
                     at not in known and any(
                         i['no'] == x['item'] and i['kind'] == 'expert' and
                         x['score'] <= i['max_score'] for i in self.items))
            known.append(at)
            self.points.append((*at, x['score']))

    def weighed(self, bidder, said):
        """Are these the points that were given?"""
        if not self.items or said is None:
            return not self.items and said is None
        mine = self.application.get(bidder)
        return not self.v.full or said == sum(
            n for a, _, n in self.points if a == mine)

    def on_unseal(self, d):
        fen, s = d['amount_fen'], self.seals.get(d['bidder'])
        said = 'GGZY-OFFER-1\n%s\n%d\n%d\n%s\n' % (
            self.v.m['trade'], d['bidder'], fen, d['salt'])
        top = self.l['ceiling_fen']
        self.say('seal.time', self.sealed and self.open_from(self.live_at))
        self.say('seal.open', s is not None and s['amount'] is None and
                 s['no'] == d['no'] and
                 hexdigest(said.encode()) == s['hash'])
        self.say('seal.amount', fen >= self.l['start_fen'] and (
            top is None or fen <= top))
        self.say('seal.points', self.weighed(d['bidder'], d['points']))
        self.entrant(d['bidder'])
        if s is not None and s['amount'] is None:
            s.update(amount=fen, points=d['points'], at=self.at,
                     seq=self.e.seq)

    def standing(self):
        """Those revealed that are not of who is barred, or may be."""
        return [s for s in self.seals.values() if s['amount'] is not None and
                not self.barred(s['bidder'], s['seq'])]

    def revealed(self):
        return self.best is not None or bool(self.standing())

    def best_said(self, bidder, most):
        """In the public scope one that is better may be of who is barred."""
        told = [s for s in self.seals.values() if s['amount'] is not None]
        stand, said = self.standing(), self.seals.get(bidder)
        if self.v.full or len(stand) == len(told) or said not in told:
            return best(stand if self.v.full else told, most)
        self.v.report.left.append('whether better offers were of the barred')
        return said

    def result(self, d, fen, bidder):
        """The best becomes the one offer."""
        most = sum(i['max_score'] for i in self.items
                   if i['kind'] == 'price')
        s = self.best_said(bidder, most)
        self.say('offer.number', self.number(d, 'no') == 1 and not self.no)
        self.say('seal.best', s is not None and
                 (bidder, fen) == (s['bidder'], s['amount']))
        self.say('offer.time', not self.closed and self.over() and
                 d.get('live') is True and
                 (s is None or ms(d.get('at')) == s['at']))
        self.say('offer.build', self.number(d, 'build') is None)
        self.say('offer.end', ms(d.get('ends_at')) == self.ends)
        self.no, self.price, self.bidder = self.no + 1, fen, bidder
        self.offered, self.closed = self.e.seq, True
