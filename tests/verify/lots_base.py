"""What all parts of the bidding for a lot go by."""
import datetime

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone(
    datetime.timedelta(hours=8)))
SOLD = ('publicity', 'award', 'contract', 'performance', 'archived')


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


class Base:
    def __init__(self, verifier, terms):
        self.v, self.check = verifier, verifier.check
        self.l = lot = terms['lot']
        self.goods = terms['goods']
        self.assets = any(e.body['module'] == 'assets'
                          for e in verifier.by.get('publish', ()))
        self.listing = ms(lot['listing_at'])
        self.live_at = ms(lot['live_at'])
        self.ends = self.live_at + lot['countdown_ms']
        self.paused = self.hammer = self.reserve = None
        self.no, self.price, self.bidder, self.build = 0, None, None, None
        # seq of the last offer, of the last secret event
        self.offered = self.hidden = -1
        # closed: nothing is offered; ended: it was said what comes of it
        self.closed = self.ended = self.single = self.unsold = False
        self.dealt, self.side = None, None
        for part in ('Who', 'Called', 'Drawn', 'Sealed', 'Tender', 'Priority'):
            getattr(self, 'begin_' + part.lower())()

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

    def open_from(self, at):
        return at <= self.at < self.ends and self.paused is None and \
            not self.closed

    def over(self):
        return self.closed or self.at >= self.ends and self.paused is None

    def full_(self):
        """Is the ceiling reached?"""
        return self.no > 0 and self.price is not None and \
            self.price == self.l['ceiling_fen']
