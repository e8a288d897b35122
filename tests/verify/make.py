#!/usr/bin/env python3
"""Makes true bundles of invented trades, without platform or database.

make(seed) gives (files of the full bundle, of the public one, keys.json).
Random: 1 to 12 bids, both methods, ties, rejections, replaced and withdrawn
bids, consortia, absent trustees, shares that cannot be had, envelopes that do
not open, awards that change, and where in its life the trade stands.
"""
import json
import random

import draws
import maths
import pki
import sm
from maths import H, canonical, hexdigest
from verify import rank

DAY = 86400000
LAW = '中华人民共和国招标投标法'


class Signer:
    def __init__(self, rng, suite):
        self.suite, self.curve, self.rng = suite, suite.curve, rng
        self.d = rng.randrange(1, self.curve.n - 1)
        self.q = self.curve.multiply((self.d, self.curve.g))
        self.public = self.curve.pem(self.q)

    def pair(self, data):
        c, n = self.curve, self.curve.n
        k = self.rng.randrange(1, n)
        x = c.multiply((k, c.g))[0]
        if c is maths.SM2:
            z = int.from_bytes(sm.signed_digest(c, self.q, data), 'big')
            r = (z + x) % n
            return r, pow(1 + self.d, -1, n) * (k - r * self.d) % n
        r = x % n
        z = int.from_bytes(H(data), 'big')
        return r, pow(k, -1, n) * (z + r * self.d) % n

    def sign(self, data):
        r, s = self.pair(data)
        return maths.b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))


# Log, receipts, two witnesses, of two platforms whose trades these are.  A
# witness has the suite it likes.
KEYS = {s.word: [Signer(random.Random('%s key %d' % (s.word, i)), t)
                 for i, t in enumerate((s, s, s, maths.suite_p256))]
        for s in maths.SUITES.values()}


class Tree:
    """All levels of the tree of a whole log."""

    def __init__(self, suite, leaves):
        self.s, self.leaves, self.kept = suite, leaves, {}

    def root(self, lo, hi):
        if (lo, hi) not in self.kept:
            self.kept[lo, hi] = self.s.tree_root(self.leaves[lo:hi])
        return self.kept[lo, hi]

    @staticmethod
    def split(n):
        return 1 << (n - 1).bit_length() - 1

    def inclusion(self, m, lo, hi):
        if hi - lo == 1:
            return []
        k = lo + self.split(hi - lo)
        if m < k:
            return self.inclusion(m, lo, k) + [self.root(k, hi)]
        return self.inclusion(m, k, hi) + [self.root(lo, k)]

    def consistency(self, m, n):
        def sub(m, lo, hi, whole):
            if m == hi - lo:
                return [] if whole else [self.root(lo, hi)]
            k = self.split(hi - lo)
            if m <= k:
                return sub(m, lo, lo + k, whole) + [self.root(lo + k, hi)]
            return sub(m - k, lo + k, hi, False) + [self.root(lo, lo + k)]
        return sub(m, 0, n, True)


def credit_code(n):
    """A 统一社会信用代码 with its two check characters (GB 32100)."""
    letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    body = '%08d' % (n % 10**8)
    c = 11 - sum(int(d) * w for d, w in zip(
        body, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    code = '91540100' + body + ('X' if c == 10 else '0' if c == 11 else
                                str(c))
    total, weight = 0, 1
    for d in code:
        total += letters.index(d) * weight
        weight = weight * 3 % 31
    return code + letters[(31 - total % 31) % 31]


def deal_code(n):
    """A 统一交易标识码 with its check character (ISO 7064, mod 37-2)."""
    letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    code = 'A01-%s-20260301-%06d-' % (credit_code(77), n % 999999 + 1)
    p = 0
    for d in code.replace('-', ''):
        p = (p + letters.index(d)) * 2 % 37
    return code + (letters + '*')[(38 - p) % 37]


def instant(ms):
    """Milliseconds after the beginning of our story."""
    day, ms = divmod(ms, 86400000)
    month, day = 3 + day // 28, 1 + day % 28
    s, ms = divmod(ms, 1000)
    return '2026-%02d-%02dT%02d:%02d:%02d.%03d+08:00' % (
        month, day, s // 3600, s // 60 % 60, s % 60, ms)


# Secret until the opening, until the award, for ever.
AFTER_OPENING = {'bid', 'withdraw', 'refuse-bid', 'unlock', 'refuse-share'}
AFTER_AWARD = {'delegate', 'attend', 'avoid', 'absent', 'lock'}
ALWAYS_SECRET = {'trade', 'trustees', 'schedule', 'take', 'ask', 'deposit',
                 'score'}
# Signed by certificate, where people have one.
SIGNED = ('schedule', 'clarify', 'bid', 'refuse-bid', 'withdraw',
          'refuse-withdraw', 'release', 'refuse-share', 'unlock', 'pool',
          'commit', 'reveal', 'substitute', 'lock', 'report', 'award')
PARTIES = ('owner', 'centre', 'supervision')


def rng_digestless(rng, kind):
    return 'refused' in kind and rng.random() < .3


class Maker:
    module, signed_verbs = 'engineering', SIGNED

    def __init__(self, seed, **want):
        self.rng = random.Random(seed)
        self.want = want
        # of the installation, and of the bids
        self.s = maths.SUITES[want.get('suite') or self.rng.choice(
            ('p256', 'p256', 'sm'))]
        self.bids = maths.SUITES[want.get('bids_suite') or self.rng.choice(
            (self.s.word, self.s.word, 'sm'))]
        self.signed, self.deeds = self.rng.random() < .5, []
        # the certificates are of today, the story is not
        self.rehearsal = self.signed or self.rng.random() < .2
        self.unsigned = self.rng.choice(self.signed_verbs)
        self.now, self.stage = 9 * 3600000, None
        self.wait = None  # until the next event; any time
        self.log, self.mine = [], []  # bodies; (seq) of our trade
        self.trail = bytes(32)
        self.number = self.rng.randrange(1, 5000)
        self.code = deal_code(self.rng.randrange(999999))
        self.cut = want.get('cut') or self.rng.choice(
            ('notice', 'opening', 'evaluation', 'publicity', 'award',
             'archived', 'archived', 'archived'))

    # ---- the log ----

    def salt(self, n=16):
        return self.rng.randbytes(n)

    def noise(self):
        """What happens elsewhere meanwhile."""
        for _ in range(self.rng.randrange(3)):
            self.log.append(b'{"at":"%s","noise":"%s"}' % (
                instant(self.now).encode(), self.salt().hex().encode()))

    def event(self, verb, after=None, detail=None, stay=True, besides=False):
        """besides: made by the request of the event before it."""
        if not besides:
            self.now += self.rng.randrange(1, 60000) \
                if self.wait is None else self.wait
            self.wait = None
        self.noise()
        salt = self.salt().hex()
        body = {'at': instant(self.now), 'module': self.module,
                'verb': verb, 'project': 3, 'trade': self.number,
                'trail': self.trail.hex()}
        if stay:
            if self.stage:
                body['before'] = self.stage
            body['after'] = after or self.stage
            self.stage = body['after']
        if self.rehearsal:
            body['rehearsal'] = True
        body['by'] = self.s.H(b'%s 1 1 ::1' % salt.encode()).hex()
        if detail is not None:
            body['detail'] = detail
        deed = None
        if besides:
            if self.by_whom:
                body['signed'] = self.by_whom
        elif self.signed and verb in self.signed_verbs and verb != self.unsigned:
            deed, body['signed'] = pki.deed(
                self.rng, verb, self.path(verb, detail),
                self.body(verb, detail))
        self.by_whom = body.get('signed')
        body['salt'] = salt
        text = canonical(body).encode()
        self.mine.append((len(self.log), verb))
        self.log.append(text)
        leaf = self.s.leaf_hash(text)
        self.trail = self.s.H(self.trail, leaf)
        if deed:
            self.deeds.append(canonical(dict({'event': leaf.hex()}, **deed)))
        return leaf

    def path(self, verb, detail):
        if verb == 'schedule':
            return '/api/engineering/notices'
        return '/api/engineering/trades/%d/' % self.number + {
            'clarify': 'clarifications', 'bid': 'bids', 'refuse-bid': 'bids',
            'withdraw': 'bids/withdraw', 'refuse-withdraw': 'bids/withdraw',
            'unlock': 'bids/key', 'release': 'shares',
            'refuse-share': 'shares', 'pool': 'draws',
            'commit': 'draws/%(draw)d/commit',
            'reveal': 'draws/%(draw)d/reveal',
            'substitute': 'draws/%(draw)d/substitutes',
            'lock': 'sheet/lock'}.get(verb, verb) % (detail or {})

    def body(self, verb, detail):
        if verb in ('bid', 'refuse-bid'):
            return detail.get('digest', hexdigest(b''))
        return hexdigest(self.rng.choice((b'', b'{}', self.salt())))

    # ---- conditions ----

    def make_terms(self):
        rng = self.rng
        how = self.want.get('evaluation') or rng.choice(
            ('comprehensive', 'lowest'))
        items = []
        if how == 'comprehensive' or rng.random() < .3:
            for i in range(rng.randrange(1, 4)):
                items.append({'no': i + 1, 'name': '技术%d' % i,
                              'kind': 'expert',
                              'max_score': rng.choice((1000, 2500, 6000))})
            if how == 'comprehensive' or rng.random() < .5:
                items.append({'no': len(items) + 1, 'name': '报价',
                              'kind': 'price', 'max_score': 4000})
        rules = [('ebid.decrypt_window_min', 'le', '60', 60, 1, 'minute'),
                 ('gc.bidders.min', 'ge', '3', 3, 1, ''),
                 ('gc.candidates.max', 'le', '3', 3, 1, ''),
                 ('gc.committee.expert_share', 'ge', '2/3', 2, 3, ''),
                 ('gc.committee.min', 'ge', '5', 5, 1, ''),
                 ('gc.committee.odd', 'flag', '单数', None, None, '')]
        self.trustees = ['%043d' % (rng.randrange(10**9) * 3 + i)
                         for i in range(3)]
        # bare keys, or those of certificates
        named = [{}, {}, {}]
        for i in range(3) if rng.random() < .5 else ():
            named[i], self.trustees[i] = pki.trustee(rng)
        self.size = rng.choice((5, 5, 5, 7))
        self.deadline = 20 * 86400000 + 9 * 3600000
        self.terms = {
            'deal_code': self.code, 'name': '雪水河\t“一”标段\\u0000',
            'method': 'GC1', 'content': 'works', 'evaluation': how,
            'price_form': 'amount',
            'ceiling': rng.choice((None, 2000000000)), 'deposit_fen': 0,
            'consortium': True, 'expert_classes': 'A08',
            'panel_size': None if self.size == 5 else self.size,
            'panel_owners': 1, 'deadline': instant(self.deadline),
            'threshold': self.want.get('threshold') or rng.choice((2, 2, 3)),
            'decrypt_minutes': 60, 'opening_rule': rng.choice(
                ('either', 'either', 'trustees', 'bidder')),
            'score_items': items,
            'rules': [{'rule_key': k, 'op': op, 'value': v, 'num': n,
                       'den': d, 'unit': u, 'law': LAW, 'article': '第三条'}
                      for k, op, v, n, d, u in rules],
            'trustees': [{'position': i + 1, 'side': side, 'thumbprint': t,
                          **named[i]}
                         for i, (side, t) in enumerate(zip(
                             ('owner', 'centre', 'supervision'),
                             self.trustees))]}

    def terms_digest(self):
        return hexdigest(canonical(self.terms).encode())

    # ---- sealed bids ----

    def envelope(self, subject, fault):
        rng = self.rng
        key = self.salt(32)
        t = self.terms['threshold']
        poly = [[b] + list(self.salt(t - 1)) for b in key]
        shares = []
        for x in (1, 2, 3):
            y = bytearray(32)
            for i, p in enumerate(poly):
                for c in reversed(p):
                    y[i] = maths.gf_mul(y[i], x) ^ c
            shares.append(bytes(y))
        price = rng.choice((1100000000, 1200000000,
                            rng.randrange(1, 2000000000)))
        sheet = {'price': price, 'duration_days': rng.randrange(1, 400),
                 'quality': '合格', 'manager': '丹增', 'name': '投标文件.pdf',
                 'media': 'application/pdf'}
        if rng.random() < .3:
            sheet['price_text'] = '含税 "全部"'
        if rng.random() < .3:
            del sheet['quality']
        sheet_text = json.dumps(sheet, ensure_ascii=False).encode()
        if fault == 'sheet':
            bad = rng.choice((
                {'price': None}, {'price': 10**15 + 1}, {'price': -1},
                {'name': ''}, {'name': '长' * 201}, {'media': 'x'},
                {'manager': '两\n行'}, {'quality': '\u202e'},
                {'duration_days': 0}, {'more': 1}, {'name': '标书/a.pdf'},
                {'name': 'a\\b.pdf'}, {'name': '"a".pdf'},
                {'media': 'application'}, {'media': '/pdf'},
                {'media': 'text/'}, {'media': 'text/plain;a=b'},
                {'media': 'a/b/c'}, {'media': '文/件'}))
            sheet_text = json.dumps(dict(sheet, **bad)).encode()
        file = b'bid of %s ' % subject.encode() + self.salt()
        if fault == 'file':
            file = b''
        plain = (len(sheet_text).to_bytes(4, 'big') + sheet_text +
                 file)[:self.want.get('plain')]

        def jwe():
            if self.bids is maths.suite_sm:
                return {'ciphertext': maths.b64(self.salt(171)),
                        'protected': 'eyJhbGciOiJTTTIifQ'}
            return {k: maths.b64(self.salt(n)) for k, n in (
                ('protected', 30), ('encrypted_key', 40), ('iv', 12),
                ('ciphertext', 64), ('tag', 16))}

        def commitment(position, secret):
            place = {'trade': self.code, 'bidder': subject,
                     'position': position}
            place.update(self.want.get('elsewhere') or {})
            bound = self.bids.H((
                'GGZY-BID-2 for\n%(trade)s\n%(bidder)s\n%(position)d\n' %
                place).encode())
            return self.bids.H(b'GGZY-BID-2 secret', bound, secret).hex()

        real = self.salt(32) if fault == 'key' else key
        header = {
            'suite': self.bids.name, 'trade': self.code,
            'bidder': subject, 'members': [], 'threshold': t,
            'chunk_size': 65536, 'chunks': 1, 'size': len(plain),
            'commitment': commitment(0, real),
            'shares': [{'position': i + 1, 'thumbprint': self.trustees[i],
                        'commitment': commitment(i + 1, s),
                        'jwe': jwe()}
                       for i, s in enumerate(shares)],
            'own': {'thumbprint': '%043d' % 7, 'jwe': jwe()}}
        if rng.random() < .3:
            header['members'] = [credit_code(99999900 + rng.randrange(99))]
        if 'header' in self.want:
            self.want['header'](header)
        line = canonical(header).encode() + b' ' * self.want.get('blanks', 0)
        sealed = self.bids.piece_seal(
            real, bytes(12), self.bids.H(line) + bytes(8) +
                                (1).to_bytes(8, 'big'), plain)
        if fault == 'tag':
            sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        data = b'GGZY-BID-2\n' + line + b'\n' + sealed
        return {'subject': subject, 'data': data, 'key': real,
                'shares': shares, 'sheet': sheet, 'fault': fault,
                'digest': hexdigest(data), 'file': hexdigest(file)}

    def hand_in(self, kind, verb, subject, digest, size, reason=None):
        c = {'receipt': 'HZ20260301-' + self.salt(8).hex(), 'kind': kind,
             'digest': digest, 'size': size}
        if reason:
            c['reason'] = reason
        if rng_digestless(self.rng, kind):
            del c['digest']
        leaf = self.event(verb, detail=c, stay='refused' not in kind)
        c = dict(c, trade=self.code, subject=subject,
                 received_at=instant(self.now), event=leaf.hex())
        if self.rehearsal:
            c['rehearsal'] = True
        head = self.s.jws_header
        payload = maths.b64(canonical(c).encode())
        self.receipts.append((digest, kind, canonical({
            'payload': payload, 'protected': head, 'signature':
            self.receipt_key.sign((head + '.' + payload).encode())})))
        return c

    def bidding(self):
        rng = self.rng
        n = self.want.get('bids') or rng.choice((1, 2, 3, 3, 4, 5, 6, 8, 12))
        self.box, self.receipts = [], []
        bid = rng.randrange(10, 1000)
        for i in range(n):
            subject = credit_code(rng.randrange(10**6) * 20 + i)
            for turn in range(2 if rng.random() < .2 else 1):
                fault = rng.choice((None,) * 11 + (
                    'tag', 'key', 'sheet', 'sheet', 'file'))
                b = self.envelope(subject, fault)
                b['bid'] = bid = bid + rng.randrange(1, 4)
                self.box = [x for x in self.box if x['subject'] != subject]
                self.box.append(b)
                b['receipt'] = self.hand_in('received', 'bid', subject,
                                            b['digest'], len(b['data']))
                b['at'] = b['receipt']['received_at']
            if rng.random() < .1:
                self.hand_in('withdrawn', 'withdraw', subject, b['digest'],
                             len(b['data']))
                self.box.pop()
            if rng.random() < .1:
                self.hand_in('refused', 'refuse-bid', subject,
                             hexdigest(self.salt()), 7, 'E_SEAL')
            if rng.random() < .1:
                self.hand_in('withdraw-refused', 'refuse-withdraw', subject,
                             hexdigest(self.salt()), 0, 'E_STATE')

    # ---- opening ----

    def opening(self):
        rng = self.rng
        rule = self.terms['opening_rule']
        present = [p for p in (1, 2, 3)
                   if rng.random() < .85 and rule != 'bidder']
        unusable = dict.fromkeys((b['bid'] for b in self.box), 0)
        few = .03 if self.terms['threshold'] < 3 else .12
        self.shares = []
        for b in self.box:
            b['given'] = {}
        for p in present:
            bad = [b['bid'] for b in self.box if rng.random() < few]
            if rng.random() < .1:
                self.event('refuse-share', detail={
                    'position': p, 'bids': [self.box[0]['bid']]}, stay=False)
            foreign = [x for x in bad if rng.random() < .4]
            for x in bad:
                unusable[x] += 1
            for b in self.box:
                if b['bid'] not in bad:
                    b['given'][p] = b['shares'][p - 1]
            self.event('release', detail={
                'position': p, 'bids': [b['bid'] for b in self.box
                                        if b['bid'] not in bad],
                'unusable': [x for x in bad if x not in foreign],
                'foreign': foreign})
        for b in self.box:
            if rng.random() < (.9 if rule == 'bidder' else .1) and \
                    b['fault'] != 'key' and rule != 'trustees':
                b['given'][0] = b['key']
                self.event('unlock', detail={'bid': b['bid']})
        lines = []
        t = self.terms['threshold']
        for b in self.box:
            line = dict.fromkeys((
                'bid', 'envelope', 'bidder', 'credit_code', 'opened', 'cause',
                'withdrawal', 'price', 'price_text', 'duration_days',
                'quality', 'manager', 'digest', 'media', 'name'))
            b['line'] = line
            line.update(bid=b['bid'], envelope=b['digest'],
                        bidder='第%s公司' % b['subject'][-2:],
                        credit_code=b['subject'], opened=False)
            lines.append(line)
            have = 0 in b['given'] or len(b['given']) >= t
            if have and b['fault']:
                line.update(cause='打不开', withdrawal='bidder')
            elif have:
                line.update(b['sheet'], digest=b['file'], opened=True)
            else:
                line.update(
                    cause='没有份额', withdrawal='bidder'
                    if rule == 'bidder' or
                    3 - unusable[b['bid']] < t <= unusable[b['bid']]
                    else 'other')
            self.shares += [(b['bid'], p, s) for p, s in b['given'].items()]
        self.now += 60000
        self.record = canonical({
            'trade': self.code, 'deadline': instant(self.deadline),
            'at': 'AT', 'lines': lines})
        self.opened = [b for b in self.box if b['line']['opened']]
        # the record has the time of its own event
        now, state = self.now, rng.getstate()
        self.now += rng.randrange(1, 60000)
        at = instant(self.now)
        self.now = now
        rng.setstate(state)
        self.record = self.record.replace('"AT"', '"%s"' % at)
        bids = []
        for b in self.box:
            x = {'bid': b['bid'], 'envelope': b['digest'],
                 'opened': b['line']['opened']}
            if x['opened']:
                x.update(price=b['line']['price'], digest=b['file'])
            bids.append(x)
        detail = {'bids': bids, 'record': hexdigest(self.record.encode())}
        if self.opened:
            self.event('open', 'evaluation', detail)
        else:
            self.event('fail', 'failed', detail)

    # ---- the draw ----

    def draw_all(self):
        """Draws until all seats of experts are filled; the seats."""
        rng = self.rng
        self.pools, self.names, refused = [], [], {}
        no, reason = 1, None
        people = [(n, '专家%d号' % n, credit_code(rng.randrange(5, 14))
                   if rng.random() < .8 else None)
                  for n in range(1, rng.choice((16, 20, 30)))]
        while True:
            void = rng.choice((None,) * 6 + ('commit', 'reveal')) \
                if no < 3 else None
            got = self.draw(no, reason, people, void, refused)
            if got:
                return got
            no, reason = no + 1, '上次抽取没有完成'

    def draw(self, no, reason, people, void, refused):
        rng, wanted = self.rng, self.size - 1
        pool, excluded, open_ = [], [], {}
        codes = {None: None}
        salts = {}
        for n, name, employer in people:
            if employer not in codes:
                salts[employer] = self.salt(32)
                codes[employer] = H(b'GGZY-DRAW-1 employer', salts[employer],
                                    employer.encode()).hex()
            salt = self.salt(32)
            code = H(b'GGZY-DRAW-1 expert', salt, canonical({
                'expert': n, 'name': name,
                'employer': employer}).encode()).hex()
            open_[code] = {
                'expert': n, 'name': name, 'employer': employer,
                'salt': salt.hex(), 'employer_salt': salts[employer].hex()
                if employer else None}
            if n > 14 and rng.random() < .2:
                excluded.append({'expert': code, 'why': '工作单位是投标人'})
            else:
                pool.append({'expert': code, 'employer': codes[employer]})
        pool.sort(key=lambda x: x['expert'])
        excluded.sort(key=lambda x: x['expert'])
        p = {'trade': self.code, 'draw': no, 'classes': 'A08',
             'wanted': wanted, 'same_employer_max': 2, 'sitting': [],
             'pool': pool, 'excluded': excluded, 'salt': self.salt().hex()}
        self.pools.append(canonical(p))
        digest = hexdigest(self.pools[-1].encode())
        self.event('pool', detail={
            'draw': no, 'reason': reason, 'wanted': wanted,
            'candidates': len(pool), 'excluded': len(excluded),
            'pool_digest': digest, 'parties': list(PARTIES),
            'commit_by': instant(self.now + 3600000)})
        values = {x: self.salt(32) for x in PARTIES}
        speak = list(PARTIES)
        rng.shuffle(speak)
        if void == 'commit':
            speak.pop()
        for x in speak:
            self.event('commit', detail={
                'draw': no, 'party': x, 'digest': H(
                    b'GGZY-DRAW-1 commit', self.code.encode(),
                    no.to_bytes(4, 'big'), x.encode(), values[x]).hex()})
        if void == 'commit':
            self.event('draw-void', detail={
                'draw': no, 'phase': 'commit',
                'missing': [x for x in PARTIES if x not in speak]})
            return None
        size = len(self.log)
        self.heads.add(size)
        root = self.s.tree_root([self.s.leaf_hash(b) for b in self.log])
        turn = sorted(PARTIES, key=lambda x: (-refused.get(x, 0),
                                              PARTIES.index(x)))
        for x in turn[:-1] if void else turn:
            self.event('reveal', detail={'draw': no, 'party': x,
                                         'value': values[x].hex()})
        if void:
            refused[turn[-1]] = refused.get(turn[-1], 0) + 1
            self.event('draw-void', detail={
                'draw': no, 'phase': 'reveal', 'missing': turn[-1:]})
            return None
        seed = H(b'GGZY-DRAW-1', bytes.fromhex(digest), root,
                 *(values[x] for x in PARTIES))
        turns = draws.turns_of(seed, p)
        if len(turns) < wanted + 2:
            raise ValueError('a pool too small')
        self.event('draw', detail={
            'draw': no, 'pool_digest': digest, 'head_size': size,
            'head_root': root.hex(), 'seed': seed.hex(), 'seats': [
                {'seat': i + 1, 'turn': i + 1, 'place': turns[i]}
                for i in range(wanted)]}, besides=True)
        seats, seated = list(range(1, wanted + 1)), list(turns[:wanted])
        if rng.random() < .3:
            self.event('avoid', detail={'seat': seats.pop(0)})
            skip = rng.randrange(2)
            at = wanted + skip
            seats.append(wanted + 1)
            seated.append(turns[at])
            self.event('substitute', detail={
                'draw': no, 'seats': [{'seat': wanted + 1, 'turn': at + 1,
                                       'place': turns[at]}],
                'skipped': [{'turn': wanted + 1, 'place': turns[wanted]}]
                if skip else []})
        for place in sorted(seated):
            self.names.append(canonical({
                'draw': no, 'place': place, **open_[pool[place]['expert']]}))
        return seats

    # ---- evaluation ----

    def evaluation(self):
        rng = self.rng
        items = [i for i in self.terms['score_items']
                 if i['kind'] == 'expert']
        experts = self.draw_all()
        worst = rng.choice(self.opened)['bid'] if rng.random() < .3 else 0
        same = rng.random() < .3
        self.sheets = []
        last = max(experts) + 1
        self.event('delegate', detail={'delegates': 1})
        seats = experts + [last]
        rng.shuffle(seats)
        for seat in seats:
            self.event('attend', detail={'seat': seat})
        for seat in seats:
            who = ('招标人代表%d' if seat == last else '专家%d') % seat
            s = {'trade': self.code, 'seat': seat, 'member': who,
                 'scores': [], 'rejections': []}
            for b in sorted(self.opened, key=lambda b: b['bid']):
                if b['bid'] == worst and rng.random() < .7 and \
                        len(self.opened) > 1:
                    s['rejections'].append({'bid': b['bid'],
                                            'ground': 'unresponsive',
                                            'reason': '工期不响应'})
                    continue
                for i in items:
                    s['scores'].append({
                        'bid': b['bid'], 'item': i['no'],
                        'score': i['max_score'] // 2 if same else
                        rng.randrange(i['max_score'] + 1)})
            self.event('score')
            s['salt'] = self.salt().hex()
            self.sheets.append(canonical(s))
            self.event('lock', detail={
                'seat': seat, 'member': who, 'sheet': hexdigest(
                self.sheets[-1].encode())})
        self.ranks = rank(self.terms, [b['line'] for b in self.opened],
                          [json.loads(s) for s in self.sheets],
                          [b['at'] for b in self.opened])

    def finish(self):
        rng = self.rng
        self.ranking = canonical(self.ranks)
        candidates = [x['bid'] for x in self.ranks if 0 < x['rank'] <= 3]
        self.event('report', 'publicity', {
            'ranking': hexdigest(self.ranking.encode()),
            'candidates': candidates})
        self.event('publish-notice', stay=False, besides=True)
        if self.cut == 'publicity':
            return
        self.now += 5 * 86400000
        self.event('end-publicity')
        for n in range(2 if len(candidates) > 1 and rng.random() < .2 else 1):
            x = self.ranks[n]
            self.event('award', 'award', {
                'bid': x['bid'], 'rank': n + 1, 'price': x['price'],
                'notified': [7, 8, 9]})
            self.event('publish-notice', stay=False, besides=True)
        if self.cut == 'award':
            return
        self.event('contract', 'contract', {'number': 'HT-1'})
        self.event('perform', 'performance')
        self.event('archive', 'archived', {'index': hexdigest(b'')})

    def live(self):
        self.platform = KEYS[self.s.word]
        self.receipt_key = self.platform[1]
        self.receipts, self.box, self.sheets = [], [], []
        self.shares, self.record, self.ranking = [], None, None
        self.heads, self.pools, self.names = set(), [], []
        self.make_terms()
        self.event('trade', 'draft')
        self.event('trustees', detail={'threshold': 2})
        first = self.terms_digest()
        self.event('schedule')
        self.event('publish', 'notice', {'terms': first})
        if self.rng.random() < .3:
            self.deadline += 86400000
            self.terms['deadline'] = instant(self.deadline)
            self.event('clarify', detail={'affects_bids': True})
            self.event('publish-notice', stay=False, besides=True)
        self.event('take')
        self.bidding()
        if self.cut == 'notice':
            if self.terms_digest() != first:
                self.terms['deadline'] = instant(self.deadline - 86400000)
            return
        self.now = self.deadline
        detail = {'bids': len(self.box), 'box': hexdigest(''.join(
            b['digest'] + '\n' for b in self.box).encode()),
            'terms': self.terms_digest()}
        leaves = [self.s.leaf_hash(canonical({
            'digest': b['digest'], 'receipt': b['receipt']['receipt'],
            'received_at': b['at'], 'bidder': self.s.H(
                ('GGZY-BOX-1\n%s\n%s\n%s\n' % (
                    self.code, b['subject'],
                    b['receipt']['receipt'])).encode()).hex()}).encode())
            for b in self.box]
        self.event('box-closed', detail={
            'trade': self.code, 'count': len(leaves),
            'root': self.s.tree_root(leaves).hex(),
            'leaves': [x.hex() for x in leaves]}, stay=False)
        if len(self.box) < 3 or self.cut == 'failed':
            self.event('fail', 'failed', detail)
            return
        self.event('close', 'opening', detail)
        if self.cut == 'opening':
            return
        self.opening()
        if not self.opened or self.cut == 'evaluation':
            return
        self.evaluation()
        if not self.ranks[0]['rank']:
            self.event('reject-all', 'failed')
            return
        self.finish()

    # ---- bundles ----

    def sign(self):
        rng = self.rng
        self.noise()
        self.now += 1000
        # how often each witness took the log up anew
        self.epochs = [rng.choice((0, 0, 2)) for _ in self.platform[2:]]
        self.keys = self.keys_of(self.epochs)
        self.leaves = [self.s.leaf_hash(b) for b in self.log]
        size = len(self.leaves)
        self.heads |= {rng.randrange(1, size + 1) for _ in range(
            rng.randrange(2))} | {size}
        self.logfile = self.sign_heads(self.leaves, self.platform, True)
        tree = Tree(self.s, self.leaves)
        self.proof = {n: [h.hex() for h in tree.inclusion(n, 0, size)]
                      for n, _ in self.mine}

    def keys_of(self, epochs):
        return canonical({
            'address': pki.ADDRESS, 'log': self.platform[0].public,
            'receipt': self.receipt_key.public,
            'need': 1, 'witnesses': [
                {'name': 'w%d' % i, 'key': w.public,
                 **({'epoch': epoch} if epoch else {})}
                for i, (w, epoch) in enumerate(zip(self.platform[2:],
                                                   epochs))]})

    def cosign(self, i, w, body, epoch):
        """The co-signature of a head's body by the i-th witness."""
        head = json.loads(body)
        said = {'size': head['size'], 'root': head['root'], 'at': head['at'],
                'head': self.s.H(body.encode()).hex(), 'witness': 'w%d' % i,
                'suite': w.suite.name}
        if epoch:
            said['epoch'] = epoch
        return {'witness': 'w%d' % i, 'signature': w.sign(
            b'GGZY-COSIGN-1\n' + canonical(said).encode())}

    def sign_heads(self, leaves, keys, cosign):
        tree, heads, before = Tree(self.s, leaves), [], None
        # a draw takes the smallest head after its last commitment
        drawn = sorted(h for h in self.heads if h < len(leaves))
        for n in drawn + [len(leaves)]:
            at = instant(self.now) if n == len(leaves) else max(
                json.loads(x)['at'] for x in self.log[:n])
            body = {'size': n, 'root': tree.root(0, n).hex(),
                    'at': at, 'suite': self.s.name}
            if self.rehearsal:
                body['rehearsal'] = True
            body = canonical(body)
            cosigned = [self.cosign(i, w, body, self.epochs[i])
                        for i, w in enumerate(keys[2:] if cosign else ())]
            heads.append({
                'body': body, 'signature': keys[0].sign(body.encode()),
                'cosignatures': cosigned, 'consistency':
                [h.hex() for h in tree.consistency(before, n)]
                if before else []})
            before = n
        return canonical({'heads': heads})

    def secret(self, verb):
        happened = {v for _, v in self.mine}
        return (verb in ALWAYS_SECRET or
                verb in AFTER_OPENING and self.record is None or
                verb in AFTER_AWARD and 'award' not in happened)

    def told(self):
        return 'award' in {v for _, v in self.mine}

    def bundle(self, full):
        def lines(texts):
            return ''.join(t + '\n' for t in texts)

        files = {'keys.json': self.keys, 'log.json': self.logfile}
        files['events.jsonl'] = lines(canonical({
            'seq': m, 'leaf': self.leaves[m].hex(),
            'body': None if not full and self.secret(verb)
            else self.log[m].decode(), 'proof': self.proof[m]})
            for m, verb in self.mine)
        files['terms.json'] = canonical(self.terms)
        box = {b['digest'] for b in self.box}
        files['receipts.jsonl'] = lines(
            c for digest, kind, c in self.receipts if full or
            self.record and kind == 'received' and digest in box)
        if self.record:
            files['opening.json'] = self.record
        if full:
            files['deeds.jsonl'] = lines(self.deeds)
        if full and self.record:
            files['shares.jsonl'] = lines(canonical({
                'bid': b, 'position': p, 'share': s.hex()})
                for b, p, s in sorted(self.shares))
        if full:
            files['sheets.jsonl'] = lines(self.sheets)
        if full or self.told():
            files['pools.jsonl'] = lines(self.pools)
            files['names.jsonl'] = lines(self.names)
        if full:
            if self.ranking:
                files['ranking.json'] = self.ranking
            for b in self.box if self.record else ():
                files['bids/' + b['digest']] = b['data']
        files = {n: d if isinstance(d, bytes) else d.encode()
                 for n, d in files.items() if d}
        return with_manifest(files, self.s.word, 'full' if full else 'public',
                             self.code, self.stage)


def with_manifest(files, suite, scope, trade, stage):
    files = {n: d for n, d in files.items() if n != 'manifest.json'}
    files['manifest.json'] = canonical({
        'format': 'GGZY-BUNDLE-1', 'scope': scope, 'suite': suite,
        'trade': trade, 'stage': stage, 'files': [
            {'name': n, 'size': len(d), 'sha256': hexdigest(d)}
            for n, d in sorted(files.items())]}).encode()
    return files


def make(seed, **want):
    m = Maker(seed, **want)
    m.live()
    m.sign()
    return m.bundle(True), m.bundle(False), m.keys.encode(), m


if __name__ == '__main__':
    import verify
    import sys
    import time
    begin = time.time()
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        full, public, keys, m = make(seed)
        for files in (full, public):
            r = verify.verify(files, keys)
            if not r.good:
                print(seed, m.cut, m.stage, r.failed[:4])
    print(time.time() - begin)
