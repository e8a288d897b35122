#!/usr/bin/env python3
"""Checks the bundle of a trade, as modules/trade/TRUST.md says.

    verify.py [--trust keys.json] [--json] DIRECTORY...

Written from that page alone; shares no code with the platform.  0: every
bundle is good, 1: one is not.  As a library: verify(files, trust) takes the
files as {name: bytes} and gives a Report.
"""
import base64
import datetime
import os
import re
import stat
import sys

import certs
import codes
import draws
import lots
import maths
from maths import SUITES, Bad, canonical, hexdigest, parse

# ---- Shapes: what members an object has, in which order ----

HEX = re.compile(r'[0-9a-f]{64}\Z')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00\Z', re.A)


def _int(lo, hi):
    def check(v):
        if type(v) is not int or not lo <= v <= hi:
            raise Bad('no number from %d to %d: %r' % (lo, hi, v))
    return check


def text(v):
    if type(v) is not str:
        raise Bad('no text: %r' % (v,))


def boolean(v):
    if type(v) is not bool:
        raise Bad('neither true nor false: %r' % (v,))


def true(v):
    if v is not True:
        raise Bad('not true: %r' % (v,))


def hexa(v):
    if type(v) is not str or not HEX.match(v):
        raise Bad('no digest: %r' % (v,))


_times = set()


def time(v):
    if type(v) is str and v in _times:
        return
    try:
        if type(v) is not str or not TIME.match(v):
            raise ValueError
        datetime.datetime.fromisoformat(v)
    except ValueError:
        raise Bad('no time: %r' % (v,))
    _times.add(v)


def anything(v):
    pass


def opt(shape):
    def check(v):
        if v is not None:
            shape(v)
    return check


def word(*words):
    def check(v):
        if type(v) is not str or v not in words:
            raise Bad('none of %s: %r' % (' '.join(words), v))
    return check


def listed(shape):
    def check(v):
        if type(v) is not list:
            raise Bad('no list: %r' % (v,))
        for x in v:
            shape(x)
    return check


def record(*members):
    """Members as (name, shape), in order; a name with ? may be missing."""
    def check(v):
        if type(v) is not dict:
            raise Bad('no object: %r' % (v,))
        rest = list(v)
        for name, shape in members:
            may, name = name.endswith('?'), name.rstrip('?')
            if rest and rest[0] == name:
                rest.pop(0)
                shape(v[name])
            elif not may:
                raise Bad('lacks ' + name)
        if rest:
            raise Bad('has ' + rest[0])
    return check


def members(**shapes):
    """The same in any order: what others than the platform wrote."""
    def check(v):
        if type(v) is not dict or set(v) != set(shapes):
            raise Bad('no object of ' + ' '.join(shapes))
        for name, shape in shapes.items():
            shape(v[name])
    return check


ID = _int(1, 2**63 - 1)
COUNT = _int(0, 2**63 - 1)
WHOLE = _int(-2**63 + 1, 2**63 - 1)
PRICE = _int(0, 10**15)
SCORE = _int(0, 10**6)
STAGES = ('draft', 'notice', 'listing', 'live', 'opening', 'evaluation',
          'publicity', 'award', 'contract', 'performance', 'archived',
          'failed', 'terminated')
stage = word(*STAGES)

MANIFEST = record(
    ('format', word('GGZY-BUNDLE-1')), ('scope', word('public', 'full')),
    ('suite', word('p256', 'sm')), ('trade', text), ('stage', stage),
    ('files', listed(record(('name', text), ('size', COUNT),
                            ('sha256', hexa)))))
KEYS = record(
    ('address', text), ('log', text), ('receipt', text), ('need', _int(0, 99)),
    ('witnesses', listed(record(('name', text), ('key', text),
                                ('epoch?', ID)))))
LOG = record(
    ('heads', listed(record(
        ('body', text), ('signature', text),
        ('cosignatures', listed(record(('witness', text),
                                       ('signature', text)))),
        ('consistency', listed(hexa))))))
HEAD = record(('size', COUNT), ('root', hexa), ('at', time),
              ('suite', text), ('rehearsal?', true))
LINE = record(('seq', COUNT), ('leaf', hexa), ('body', opt(text)),
              ('proof', listed(hexa)))
BODY = record(
    ('at', time), ('module', text), ('verb', text), ('project?', ID),
    ('trade?', ID), ('trail?', hexa), ('notice?', ID), ('before?', stage),
    ('after?', stage), ('rehearsal?', true), ('by', hexa),
    ('detail?', anything), ('signed?', record(
        ('certificate', hexa), ('signature', hexa))), ('salt', text))
DEED = record(
    ('event', hexa), ('at', time), ('address', text), ('method', text),
    ('path', text), ('key', text), ('signed_at', time), ('body', hexa), ('chain', listed(text)),
    ('signature', text))
ITEM = record(
    ('no', ID), ('name', text), ('kind', word('expert', 'price')),
    ('max_score', SCORE))
TIMES = _int(1, 86400000)
FEN = _int(1, 10**15)
LOT = record(
    ('bidding', word('rising', 'called', 'sealed', 'tender')),
    ('at_ceiling', word('first', 'build', 'draw')),
    ('start_fen', FEN), ('step_fen', FEN), ('ceiling_fen', opt(FEN)),
    ('deposit_fen', PRICE), ('countdown_ms', TIMES), ('apply_to', time),
    ('listing_at', time), ('live_at', time), ('reserve_hash', opt(hexa)),
    ('reveal_ms', _int(0, 86400000)), ('bidders_min', opt(COUNT)),
    ('build_step', opt(FEN)), ('build_max', opt(FEN)),
    ('examine_after', boolean), ('score_items', listed(ITEM)))
TERMS = record(
    ('deal_code', text), ('name', text), ('method', text), ('content', text),
    ('evaluation', word('comprehensive', 'lowest', 'highest')),
    ('price_form', word('amount', 'rate', 'unit_price')),
    ('ceiling', opt(COUNT)), ('deposit_fen', opt(COUNT)),
    ('consortium', boolean), ('expert_classes', opt(text)),
    ('panel_size', opt(COUNT)), ('panel_owners', opt(COUNT)),
    ('deadline', time), ('threshold', opt(COUNT)),
    ('decrypt_minutes', opt(COUNT)),
    ('opening_rule', word('trustees', 'bidder', 'either')),
    ('score_items', listed(ITEM)),
    ('rules', listed(record(
        ('rule_key', text), ('op', text), ('value', text),
        ('num', opt(WHOLE)), ('den', opt(WHOLE)), ('unit', text),
        ('law', text), ('article', text)))),
    ('trustees', listed(record(
        ('position', ID), ('side', text), ('thumbprint', text),
        ('certificate?', hexa), ('chain?', listed(text))))),
    ('lot?', LOT), ('goods?', anything))
SALE = record(('deal_code', text), ('lot', LOT), ('goods', anything))
AGREED = record(
    ('deal_code', text),
    ('agreement', record(('price_fen', FEN), ('public_to', time))),
    ('goods', anything))
JWS = record(('payload', text), ('protected', text), ('signature', text))
RECEIPT = record(
    ('receipt', text),
    ('kind', word('received', 'withdrawn', 'refused', 'withdraw-refused')),
    ('digest?', hexa), ('size', COUNT), ('reason?', text), ('trade?', text),
    ('subject?', text), ('received_at', time), ('event', hexa),
    ('rehearsal?', true))
OPENING = record(
    ('trade', text), ('deadline', time), ('at', time),
    ('lines', listed(record(
        ('bid', ID), ('envelope', hexa), ('bidder', text),
        ('credit_code', text), ('opened', boolean), ('cause', opt(text)),
        ('withdrawal', opt(word('bidder', 'other'))), ('price', opt(PRICE)),
        ('price_text', opt(text)), ('duration_days', opt(COUNT)),
        ('quality', opt(text)), ('manager', opt(text)), ('digest', opt(hexa)),
        ('media', opt(text)), ('name', opt(text))))))
SHARE = record(('bid', ID), ('position', _int(0, 255)), ('share', hexa))
SHEET = record(
    ('trade', text), ('seat', ID), ('member', text),
    ('scores', listed(record(('bid', ID), ('item', ID), ('score', SCORE)))),
    ('rejections', listed(record(('bid', ID), ('ground', text),
                                 ('reason', text)))),
    ('salt', text))
POOL = record(
    ('trade', text), ('draw', ID), ('classes', text),
    ('wanted', _int(1, 9999)), ('same_employer_max', _int(0, 9999)),
    ('sitting', listed(hexa)), ('pool', listed(record(
        ('expert', hexa), ('employer', opt(hexa))))),
    ('excluded', listed(record(('expert', hexa), ('why', text)))),
    ('salt', text))
NAME = record(
    ('draw', ID), ('place', COUNT), ('expert', ID), ('name', text),
    ('employer', opt(text)), ('salt', opt(hexa)),
    ('employer_salt', opt(hexa)))

# What the details of the verbs say that matter here.
RECEIVED = [('receipt', text), ('kind', text), ('digest', hexa),
            ('size', COUNT)]
REFUSED = record(('receipt', text), ('kind', text), ('digest?', hexa),
                 ('size', COUNT), ('reason', text))
PARTY = word('owner', 'centre', 'supervision')
SEATS = listed(record(('seat', ID), ('turn', ID), ('place', COUNT)))
DETAILS = {
    'pool': record(
        ('draw', ID), ('reason', opt(text)), ('wanted', ID),
        ('candidates', COUNT), ('excluded', COUNT), ('pool_digest', hexa),
        ('parties', listed(PARTY)), ('commit_by', time)),
    'commit': record(('draw', ID), ('party', PARTY), ('digest', hexa)),
    'reveal': record(('draw', ID), ('party', PARTY), ('value', hexa)),
    'draw': record(
        ('draw', ID), ('pool_digest', hexa), ('head_size', ID),
        ('head_root', hexa), ('seed', hexa), ('seats', SEATS)),
    'substitute': record(
        ('draw', ID), ('seats', SEATS), ('skipped', listed(record(
            ('turn', ID), ('place', COUNT))))),
    'draw-void': record(('draw', ID), ('phase', word('commit', 'reveal')),
                        ('missing', listed(PARTY))),

    'publish': record(('terms', hexa)),
    'prolong': record(('terms', hexa)),
    'bid': record(*RECEIVED),
    'withdraw': record(*RECEIVED),
    'refuse-bid': REFUSED,
    'refuse-withdraw': REFUSED,
    'box-closed': record(('trade', text), ('count', COUNT), ('root', hexa),
                         ('leaves', listed(hexa))),
    'close': record(('bids', COUNT), ('box', hexa), ('terms', hexa)),
    'release': record(('position', ID), ('bids', listed(ID)),
                      ('unusable', listed(ID)), ('foreign', listed(ID))),
    'unlock': record(('bid', ID)),
    'open': record(
        ('bids', listed(record(
            ('bid', ID), ('envelope', hexa), ('opened', boolean),
            ('price?', PRICE), ('digest?', hexa)))),
        ('record', hexa)),
    'lock': record(('seat', ID), ('member', text), ('sheet', hexa)),
    'report': record(('ranking', hexa), ('candidates', listed(ID))),
    'award': record(('bid', ID), ('rank', ID), ('price', PRICE),
                    ('notified', listed(ID))),
    'reveal-reserve': record(('reserve_fen', PRICE), ('salt', text)),
    'agree': record(('terms', hexa)),
    'unseal': record(('no', ID), ('bidder', ID), ('amount_fen', PRICE),
                     ('salt', text), ('points', opt(SCORE))),
    'points': record(
        ('application', ID), ('points', record(('points', listed(record(
            ('item', ID), ('score', SCORE))))))),
    'rank': record(('order', listed(ID)), ('out', listed(ID))),
}
# What may be signed: its path, and what its request may make besides.
DEEDS = {
    'schedule': ('/notices|/trades/{trade}/notice', None),
    'clarify': ('/trades/{trade}/clarifications', 'publish-notice'),
    'correct': ('/trades/{trade}/corrections', 'publish-notice'),
    'bid': ('/trades/{trade}/bids', None),
    'refuse-bid': ('/trades/{trade}/bids', None),
    'withdraw': ('/trades/{trade}/bids/withdraw', None),
    'refuse-withdraw': ('/trades/{trade}/bids/withdraw', None),
    'unlock': ('/trades/{trade}/bids/key', None),
    'release': ('/trades/{trade}/shares', None),
    'refuse-share': ('/trades/{trade}/shares', None),
    'pool': ('/trades/{trade}/draws', None),
    'commit': ('/trades/{trade}/draws/{draw}/commit', None),
    'reveal': ('/trades/{trade}/draws/{draw}/reveal', 'draw'),
    'substitute': ('/trades/{trade}/draws/{draw}/substitutes', None),
    'lock': ('/trades/{trade}/sheet/lock', None),
    'report': ('/trades/{trade}/report', 'publish-notice'),
    'reject-all': ('/trades/{trade}/reject-all', 'publish-notice'),
    'answer-objection': ('/trades/{trade}/objections/[1-9][0-9]{{0,17}}/answer',
                         None),
    'award': ('/trades/{trade}/award', 'publish-notice'),
    'fail': ('/trades/{trade}/fail', 'publish-notice'),
    'terminate': ('/trades/{trade}/terminate', 'publish-notice'),
    # of sales
    'apply': ('/trades/{trade}/applications', 'admit'),
    'judge': ('/trades/{trade}/applications/[1-9][0-9]{{0,17}}/judge',
              'deal unsold'),
    'offer': ('/trades/{trade}/offers', None),
    'pause': ('/trades/{trade}/pause', None),
    'resume': ('/trades/{trade}/resume', None),
    'extend': ('/trades/{trade}/extend', None),
    'ask': ('/trades/{trade}/ask', None),
    'once': ('/trades/{trade}/once', None),
    'twice': ('/trades/{trade}/twice', None),
    'knock': ('/trades/{trade}/hammer', None),
    'pass': ('/trades/{trade}/pass', None),
    'reveal-reserve': ('/trades/{trade}/reserve',
                       'deal unsold await-priority await-examine'),
    'deal': ('/trades/{trade}/agreement', 'publish-notice'),
    'unsold': (None, 'publish-notice'),
    'confirm': ('/trades/{trade}/confirm', None),
    'confirmed': ('/trades/{trade}/confirm', None),
    'confirm-part': ('/trades/{trade}/confirm', None),
    'contract': ('/trades/{trade}/contract', 'publish-notice'),
    'accept': ('/trades/{trade}/acceptances', None),
    'predisclose': ('/trades/{trade}/predisclosure', 'publish-notice'),
    'prolong': ('/trades/{trade}/prolong', 'publish-notice'),
    'claim': ('/trades/{trade}/claims', None),
    'certify': ('/trades/{trade}/certificate', None),
    'register': ('/trades/{trade}/registration', 'publish-notice'),
    'agree': ('/trades/{trade}/agreement', 'publish-notice'),
    'seal': ('/trades/{trade}/sealed', None),
    'unseal': ('/trades/{trade}/sealed/reveal', None),
    'points': ('/trades/{trade}/applications/[1-9][0-9]{{0,17}}/points',
               None),
    'propose-forfeit': ('/trades/{trade}/forfeit', None),
    'forfeit': ('/trades/{trade}/forfeits/[1-9][0-9]{{0,17}}/confirm', None),
    'schedule-payments': ('/trades/{trade}/schedule', None),
}
ONCE = ('publish', 'close', 'box-closed', 'open', 'report', 'reveal-reserve',
        'agree', 'rank')
RECEIPT_VERB = {'received': 'bid', 'withdrawn': 'withdraw',
                'refused': 'refuse-bid',
                'withdraw-refused': 'refuse-withdraw'}


class Event:
    def __init__(self, line, n):
        self.seq, self.leaf, self.n = line['seq'], line['leaf'], n
        self.proof = [bytes.fromhex(h) for h in line['proof']]
        self.text, self.body = line['body'], {}

    verb = property(lambda self: self.body.get('verb'))
    detail = property(lambda self: self.body.get('detail'))
    at = property(lambda self: self.body.get('at'))


class Report:
    def __init__(self):
        self.failed, self.made, self.left = [], {}, []

    def check(self, name, good, why=''):
        """One check; the name is noted with how often it was made."""
        self.made[name] = self.made.get(name, 0) + 1
        if not good:
            self.failed.append((name, str(why)))
        return good

    names = property(lambda self: [name for name, _ in self.failed])
    good = property(lambda self: not self.failed)


class Stop(Exception):
    """What follows cannot be judged without this."""


class Verifier:
    def __init__(self, files, trust=None, largest=1 << 20):
        self.files, self.trust, self.largest = files, trust, largest
        self.report = Report()
        self.check = self.report.check

    def read(self, name, shape, check, data=None):
        """A file of canonical JSON, or Stop."""
        try:
            v = parse(self.files[name] if data is None else data)
            shape(v)
        except Bad as e:
            self.check(check, False, '%s: %s' % (name, e))
            raise Stop
        self.check(check, True)
        return v

    def lines(self, name, check):
        data = self.files.get(name, b'')
        if data and not data.endswith(b'\n'):
            self.check(check, False, name + ': the last line has no end')
            raise Stop
        return data.split(b'\n')[:-1]

    def run(self):
        for part in (self.manifest, self.keys, self.log, self.events,
                     self.story, self.deeds, self.terms, self.offers,
                     self.receipts, self.box, self.opening, self.releases, self.sealed,
                     self.draws, self.seats, self.sheets, self.ranking,
                     self.award, self.tender):
            try:
                part()
            except Stop:
                break
            if part == self.offers and (self.sale or self.agreed):
                break
        return self.report

    # ---- manifest, keys ----

    def manifest(self):
        if not self.check('manifest.form', self.files.get('manifest.json')
                          is not None, 'no manifest.json'):
            raise Stop
        self.m = m = self.read('manifest.json', MANIFEST, 'manifest.form')
        self.full = m['scope'] == 'full'
        self.s = SUITES[m['suite']]
        names = [f['name'] for f in m['files']]
        self.check('manifest.files', names == sorted(set(names),
                   key=lambda s: s.encode()), 'names are not in order')
        there = sorted(n for n in self.files if n != 'manifest.json')
        self.check('manifest.files', sorted(names) == there,
                   'files are not those named: %s' %
                   ' '.join(set(names) ^ set(there)))
        for name, data in self.files.items():
            self.check('manifest.files', data is not None,
                       name + ' is no file')
        for f in m['files']:
            data = self.files.get(f['name'])
            if data is not None:
                self.check('manifest.files', len(data) == f['size'] and
                           hexdigest(data) == f['sha256'],
                           f['name'] + ' is another')
        for n in names:
            self.check('manifest.files', self.known(n), 'what is ' + n)
        if not self.report.good:
            raise Stop

    def known(self, name):
        if name in ('keys.json', 'log.json', 'events.jsonl', 'terms.json',
                    'receipts.jsonl', 'opening.json', 'pools.jsonl',
                    'names.jsonl'):
            return True
        return self.full and (
            name in ('shares.jsonl', 'deeds.jsonl', 'sheets.jsonl',
                     'ranking.json') or
            name.startswith('bids/') and HEX.match(name[5:]) is not None)

    def need(self, name, when):
        """The file is there exactly when it has something to say."""
        there = name in self.files
        self.check('manifest.files', there == bool(when),
                   name + (' is missing' if when else ' has no reason'))
        if when and not there:
            raise Stop
        return bool(when)

    def keys(self):
        self.need('keys.json', True)
        self.k = k = self.read('keys.json', KEYS, 'keys.form')
        if self.trust is not None:
            self.check('keys.trusted', self.files['keys.json'] == self.trust,
                       'keys.json is not the one that is trusted')
        try:
            self.log_key = self.s.public_key(k['log'])
            self.receipt_key = self.s.public_key(k['receipt'])
            self.witness = {w['name']: (*maths.any_key(w['key']),
                                        w.get('epoch'))
                            for w in k['witnesses']}
        except Bad as e:
            self.check('keys.form', False, e)
            raise Stop
        self.check('keys.form', len(self.witness) == len(k['witnesses']),
                   'a witness twice')
        for w in k['witnesses']:
            if 'epoch' in w:
                self.report.left.append(
                    'what %s signed before its epoch %d, at which it let go '
                    'of that' % (w['name'], w['epoch']))

    # ---- log ----

    def log(self):
        self.need('log.json', True)
        log = self.read('log.json', LOG, 'log.form')
        if not self.check('log.form', log['heads'], 'no head'):
            raise Stop
        heads = []
        for h in log['heads']:
            heads.append(self.read('log.json', HEAD, 'log.head.body',
                                   h['body']))
            self.check('log.head.body', heads[-1]['suite'] == self.s.name,
                       'suite ' + heads[-1]['suite'])
            self.check('log.head.signature', self.s.signature_ok(
                self.log_key, h['body'].encode(), h['signature']),
                'head %d' % heads[-1]['size'])
        self.check('log.consistency', not log['heads'][0]['consistency'],
                   'of the first head')
        for a, b, h in zip(heads, heads[1:], log['heads'][1:]):
            self.check('log.head.body', a['size'] < b['size'] and
                       a['at'] <= b['at'], 'heads do not ascend')
            self.check('log.consistency', self.s.consistency_ok(
                a['size'], b['size'], bytes.fromhex(a['root']),
                bytes.fromhex(b['root']),
                [bytes.fromhex(p) for p in h['consistency']]),
                '%d to %d' % (a['size'], b['size']))
        self.heads, self.rehearsal = heads, 'rehearsal' in heads[-1]
        self.check('log.head.body', len({
            'rehearsal' in h for h in heads}) == 1, 'a rehearsal or none')
        for h in log['heads']:
            self.cosigned(h, h is log['heads'][-1])

    def cosigned(self, h, last):
        names = [c['witness'] for c in h['cosignatures']]
        good = names == sorted(set(names))
        head = parse(h['body'])
        for c in h['cosignatures']:
            if not good or c['witness'] not in self.witness:
                good = False
                break
            suite, key, epoch = self.witness[c['witness']]
            said = {
                'size': head['size'], 'root': head['root'], 'at': head['at'],
                'head': self.s.H(h['body'].encode()).hex(),
                'witness': c['witness'], 'suite': suite.name}
            if epoch:
                said['epoch'] = epoch
            good = suite.signature_ok(
                key, b'GGZY-COSIGN-1\n' + canonical(said).encode(),
                c['signature'])
        self.check('log.head.cosigned', good, 'a wrong co-signature')
        if last:
            self.check('log.head.cosigned', len(names) >= self.k['need'],
                       '%d of %d witnesses' % (len(names), self.k['need']))

    def events(self):
        self.need('events.jsonl', True)
        head = self.heads[-1]
        root = bytes.fromhex(head['root'])
        trail, last, self.event = bytes(32), -1, []
        for data in self.lines('events.jsonl', 'event.form'):
            e = Event(self.read('events.jsonl', LINE, 'event.form', data),
                      len(self.event) + 1)
            self.check('event.form', e.seq > last, 'seq %d' % e.seq)
            last = e.seq
            leaf = bytes.fromhex(e.leaf)
            if e.text is not None:
                e.body = self.read('events.jsonl', BODY, 'event.form', e.text)
                self.check('event.leaf', self.s.leaf_hash(e.text.encode()) ==
                           leaf, 'seq %d' % e.seq)
                self.check('event.trail', e.body.get('trail') == trail.hex(),
                           'seq %d' % e.seq)
                self.detail(e)
            else:
                self.check('event.form', not self.full,
                           'seq %d is secret' % e.seq)
            self.check('event.proof', self.s.inclusion_ok(
                e.seq, head['size'], leaf, e.proof, root), 'seq %d' % e.seq)
            trail = self.s.H(trail, leaf)
            self.event.append(e)
        hidden = sum(e.text is None for e in self.event)
        if hidden:
            self.report.left.append('%d events are secret' % hidden)
        if not self.report.good:
            raise Stop

    def detail(self, e):
        verb = self.acts_as(e)
        if verb in DETAILS:
            try:
                DETAILS[verb](e.detail)
            except Bad as why:
                self.check('event.form', False,
                           'seq %d, %s: %s' % (e.seq, e.verb, why))

    def story(self):
        """What the open events tell: of one trade, step after step."""
        open_ = [e for e in self.event if e.body]
        trades = {e.body.get('trade') for e in open_}
        self.check('event.form', len(trades) == 1 and None not in trades,
                   'not of one trade')
        self.number = trades.pop() if trades else None
        # what happens to a draft is secret and leaves it one
        now, at = None, None
        for e in open_:
            self.check('event.form', ('rehearsal' in e.body) ==
                       self.rehearsal, 'seq %d: a rehearsal or none' % e.seq)
            # a request has its time before it waits for another one
            when = datetime.datetime.fromisoformat(e.at)
            self.check('event.form', at is None or
                       when >= at - datetime.timedelta(minutes=1),
                       'time of seq %d' % e.seq)
            at = when if at is None else max(at, when)
            for head in self.heads:
                self.check('event.head', head['size'] > e.seq or
                           when >= datetime.datetime.fromisoformat(
                               head['at']) - datetime.timedelta(minutes=1),
                           'seq %d is in no head of that time' % e.seq)
            if 'before' in e.body:
                self.check('event.stage', (now or 'draft') == e.body['before'],
                           'seq %d begins in %s' % (e.seq, e.body['before']))
            elif 'after' in e.body:
                self.check('event.stage', not now and
                           e.body['after'] == 'draft',
                           'seq %d begins nowhere' % e.seq)
            now = e.body.get('after', now)
        self.check('event.stage', (now or 'draft') == self.m['stage'],
                   'the bundle says %s' % self.m['stage'])
        self.by = {}
        for e in open_:
            self.by.setdefault(self.acts_as(e), []).append(e)
        for verb in ONCE:
            self.check('event.once', len(self.by.get(verb, ())) <= 1, verb)
        if not self.report.good:
            raise Stop

    @staticmethod
    def acts_as(e):
        """A failure at the close or the opening says what these would."""
        if e.verb == 'fail' and type(e.detail) is dict:
            for verb, member in (('close', 'box'), ('open', 'record')):
                if member in e.detail:
                    return verb
        return e.verb

    def one(self, verb):
        return self.by[verb][0] if verb in self.by else None

    # ---- deeds ----

    def deeds(self):
        """Every signature that an event names is there, once, and good."""
        first, last = {}, {}
        for e in self.event:
            by = e.body.get('signed')
            if not by:
                continue
            pair, verb = (by['certificate'], by['signature']), self.acts_as(e)
            x, last[pair] = last.get(pair), e
            first.setdefault(pair, e)
            self.check('deed.event', x.at == e.at and verb in (DEEDS.get(
                self.acts_as(x), (None, None))[1] or '').split() if x else
                DEEDS.get(verb, (None,))[0] is not None or
                not self.full and verb == 'unsold',  # beside a `judge`
                'signature of seq %d' % e.seq)
        if not self.need('deeds.jsonl', self.full and first):
            if first:
                self.report.left.append('%d signatures' % len(first))
            return
        last, n = 0, 0
        for data in self.lines('deeds.jsonl', 'deed.form'):
            d = self.read('deeds.jsonl', DEED, 'deed.form', data)
            try:
                signature = base64_of(d['signature'])
                chain = [base64_of(c) for c in d['chain']]
                if not 0 < len(chain) <= 8 or \
                        max(map(len, chain)) > 8192:
                    raise Bad('a chain of %d' % len(chain))
            except Bad as why:
                self.check('deed.form', False, why)
                raise Stop
            mark = hexdigest(('GGZY-SIGNED-1\n%s\n%s\n' % (
                d['signature'], hexdigest(chain[0]))).encode())
            e = first.get((mark, hexdigest(signature)))
            if not self.check('deed.event', e is not None and
                              e.leaf == d['event'] and e.n > last and
                              ('rehearsal' in e.body or e.at == d['at']),
                              d['key']):
                raise Stop
            last, n = e.n, n + 1
            self.check('deed.event', self.requests(d, e),
                       'seq %d is of another request' % e.seq)
            late = (datetime.datetime.fromisoformat(d['at']) -
                    datetime.datetime.fromisoformat(d['signed_at']))
            most = 60 if e.verb in ('bid', 'refuse-bid') else 10
            self.check('deed.time', -10 <= late.total_seconds() / 60 <= most,
                       'seq %d' % e.seq)
            self.check('deed.address', d['address'] == self.k['address'],
                       'seq %d is for %s' % (e.seq, d['address']))
            said = 'GGZY-DEED-2\n%s\n%s %s\n%s\n%s\n%s\n' % (
                d['address'], d['method'], d['path'], d['key'], d['signed_at'], d['body'])
            try:
                good = certs.certificate(chain[0]).signed(
                    said.encode(), signature)
            except Bad:
                good = False
            self.check('deed.signature', good, 'seq %d' % e.seq)
            self.check('deed.chain', certs.chain_ok(chain, d['at']),
                       'seq %d' % e.seq)
        self.check('deed.event', n == len(first), '%d of %d' % (
            n, len(first)))
        self.report.left.append('whether the roots are to be believed, and '
                                'what was revoked')
        if not self.report.good:
            raise Stop

    def requests(self, d, e):
        """Is what was signed the request that makes this event?"""
        verb = self.acts_as(e)
        if not DEEDS.get(verb, (None,))[0] or d['method'] != 'POST':
            return False
        path = DEEDS[verb][0].format(
            trade=self.number, draw=e.detail['draw']
            if verb in ('commit', 'reveal', 'substitute') else '')
        begin = '/api/' + e.body['module']
        if not d['path'].startswith(begin) or not re.fullmatch(
                path, d['path'][len(begin):], re.A):
            return False
        return verb not in ('bid', 'refuse-bid') or d['body'] == \
            e.detail.get('digest', hexdigest(b''))

    # ---- terms ----

    def terms(self):
        publish, close = self.one('publish'), self.one('close')
        later = self.by.get('prolong', [None])[-1]
        agree = self.one('agree')
        said = agree or close or later or publish
        self.t = self.lot = self.agreed = None
        self.sale = False
        if not self.need('terms.json', said):
            return
        self.sale = sale = self.terms_have('lot') and \
            not self.terms_have('trustees')
        agreed = not sale and self.terms_have('agreement')
        self.t = t = self.read('terms.json', SALE if sale else
                               AGREED if agreed else TERMS, 'terms.form')
        self.lot = t.get('lot')
        if agreed:
            self.agreed = t['agreement']
        self.check('terms.form', not self.lot or sale == (
            self.lot['bidding'] != 'tender'), 'not of this bidding')
        self.check('terms.form', sale or agreed or (self.lot is None) == (
            t.get('goods') is None), 'goods of no sale')
        self.check('terms.digest', hexdigest(self.files['terms.json']) ==
                   said.detail['terms'], 'seq %d says another' % said.seq)
        self.check('terms.form', t['deal_code'] == self.m['trade'],
                   'of another trade')
        self.check('terms.form', bool(self.agreed) == bool(agree) and not (
            agree and (publish or close or later)), 'agreed or not')
        for e in self.by.get('prolong', ()):
            self.check('terms.unchanged', self.lot and publish is not None and
                       publish.n < e.n and e.body.get('before') == 'notice'
                       and e.body.get('after') == 'notice' and
                       e.at < self.lot['listing_at'] and not any(
                           x.n < e.n for x in self.by.get('offer', ())),
                       'seq %d' % e.seq)
        if self.lot and later:
            self.report.left.append('the terms before there was more time')
        elif publish and publish.detail['terms'] != said.detail['terms']:
            self.check('terms.unchanged', any(
                publish.n < e.n < said.n for v in ('clarify', 'correct')
                for e in self.by.get(v, ())), 'nobody was told')
        else:
            self.check('terms.unchanged', True)
        items = [i['no'] for i in t.get('score_items', ())]
        self.check('terms.form', len(set(items)) == len(items),
                   'two items of one number')
        for x in t.get('trustees', ()):
            self.check('terms.trustee', self.certified(x), x['position'])

    def terms_have(self, member):
        """Those of a sale by offers have a `lot` and no `trustees`, those of
        one by sealed bids both, those of another an `agreement`."""
        try:
            t = parse(self.files['terms.json'])
        except Bad:
            return False
        return type(t) is dict and member in t

    def agreement(self):
        """Made public, for so long, and then signed for that price."""
        self.sale_files(False)
        for e in self.event:
            step = (e.body.get('before'), e.body.get('after'))
            ends = step == ('publicity', 'award')
            if e.verb == 'agree':
                self.check('agreement.time', step == ('draft', 'publicity'),
                           'seq %d is not made public' % e.seq)
            if ends or e.verb == 'publicized':
                self.check('agreement.time', ends and e.verb == 'publicized'
                           and e.at >= self.agreed['public_to'],
                           'seq %d is early' % e.seq)
            if e.verb == 'contract':
                self.check('deal.contract', type(e.detail) is dict and
                           lots.Lot.number(e.detail, 'amount_fen') ==
                           self.agreed['price_fen'], 'seq %d' % e.seq)
        self.report.left.append('why there was no bidding, and who allowed it')

    def offers(self):
        if self.agreed:
            self.agreement()
        if not self.sale:
            return
        self.sale_files(self.lot['at_ceiling'] == 'draw')
        self.draws()
        lots.check(self, self.t)

    def sale_files(self, drawn):
        """A sale has these and no others."""
        for name in self.files:
            self.check('manifest.files', name in (
                'manifest.json', 'keys.json', 'log.json', 'events.jsonl',
                'terms.json', 'deeds.jsonl') or drawn and name in (
                    'pools.jsonl', 'names.jsonl'), name + ' has no reason')

    @staticmethod
    def certified(trustee):
        """The certificate that is named is at hand, and has the key."""
        chain = trustee.get('chain')
        if 'certificate' not in trustee or not chain:
            return 'certificate' not in trustee and not chain
        try:
            der = base64.b64decode(chain[0], validate=True)
            if hexdigest(der) != trustee['certificate'] or \
                    base64.b64encode(der).decode() != chain[0]:
                return False
            return certs.thumbprint(der) == trustee['thumbprint']
        except (Bad, ValueError):
            return False

    def rule(self, key):
        """The whole number of a rule."""
        for r in self.t['rules']:
            if r['rule_key'] == key and type(r['num']) is int and \
                    r['den'] == 1:
                return r['num']
        return None

    # ---- receipts, box ----

    def receipts(self):
        self.receipt = []
        opened = self.one('open')
        bids = self.by.get('bid', ())
        if not self.need('receipts.jsonl', bids and (self.full or opened)):
            self.withdrawn()
            return
        if not self.check('terms.form', self.t is not None, 'no terms'):
            raise Stop
        by_leaf = {e.leaf: e for e in self.event}
        seen = set()
        for data in self.lines('receipts.jsonl', 'receipt.form'):
            j = self.read('receipts.jsonl', JWS, 'receipt.form', data)
            try:
                payload = maths.unb64(j['payload'])
            except Bad as e:
                self.check('receipt.form', False, e)
                raise Stop
            c = self.read('receipts.jsonl', RECEIPT, 'receipt.form', payload)
            self.check('receipt.signature', j['protected'] == self.s.jws_header and
                       self.s.signature_ok(
                           self.receipt_key,
                           (j['protected'] + '.' + j['payload']).encode(),
                           j['signature']), c['receipt'])
            self.check('receipt.form', ('rehearsal' in c) == self.rehearsal,
                       c['receipt'] + ': a rehearsal or none')
            e = by_leaf.get(c['event'])
            want = {k: c[k] for k in ('receipt', 'kind', 'digest', 'size',
                                      'reason') if k in c}
            if not self.check('receipt.event', e is not None and
                              e.leaf not in seen and
                              c.get('trade') == self.m['trade'] and
                              ('subject' in c and 'digest' in c or
                               'refused' in c['kind']) and
                              e.verb == RECEIPT_VERB[c['kind']] and
                              e.detail == want, c['receipt']):
                raise Stop
            seen.add(e.leaf)
            self.check('receipt.event', not self.receipt or
                       self.receipt[-1]['e'].n < e.n, 'out of order')
            self.check('receipt.time', c['received_at'] == e.at and
                       ('refused' in c['kind'] or
                        e.at < self.t['deadline']), c['receipt'])
            self.receipt.append(dict(c, e=e))
        if self.full:
            self.check('receipt.event', len(bids) == sum(
                c['kind'] == 'received' for c in self.receipt),
                'a bid has no receipt')
        self.withdrawn()

    def withdrawn(self):
        """Who takes back a bid has a receipt of it, and takes his own."""
        if not self.full:
            return
        mine, n = {}, 0
        for c in self.receipt:
            if c['kind'] == 'received':
                mine[c['subject']] = c['digest']
            elif c['kind'] == 'withdrawn':
                n += 1
                self.check('receipt.withdrawn', mine.pop(
                    c['subject'], None) == c['digest'], c['receipt'])
        self.check('receipt.withdrawn', n == len(
            self.by.get('withdraw', ())), 'a withdrawal has no receipt')

    def box(self):
        """The bids that stood at the close, in the order of the log."""
        self.standing = []
        close, sealed = self.one('close'), self.one('box-closed')
        if not close:
            return
        if self.check('box.root', sealed is not None, 'no commitment'):
            self.commitment(sealed, close)
        if not (self.full or self.one('open')):
            return
        for c in self.receipt:
            if self.full and c['kind'] in ('received', 'withdrawn'):
                self.standing = [x for x in self.standing
                                 if x['subject'] != c['subject']]
            if c['kind'] == 'received':
                self.standing.append(c)
        subjects = [c['subject'] for c in self.standing]
        self.check('box.count', close.detail['bids'] == len(subjects) ==
                   len(set(subjects)), '%d bids' % len(subjects))
        self.check('box.root', close.detail['box'] == hexdigest(
            ''.join(c['digest'] + '\n' for c in self.standing).encode()))
        for c in self.standing:
            self.check('box.late', c['e'].n < (sealed or close).n,
                       c['receipt'])
        if sealed:
            self.leaves(sealed)

    def commitment(self, e, close):
        """The box as it was committed to at the deadline (section 5)."""
        d = e.detail
        self.check('box.late', e.n < close.n, 'the commitment')
        self.check('box.count', d['count'] == close.detail['bids'] ==
                   len(d['leaves']), 'of the commitment')
        self.check('box.root', d['trade'] == self.m['trade'] and
                   d['root'] == self.s.tree_root(
                       [bytes.fromhex(x) for x in d['leaves']]).hex(),
                   'of the commitment')

    def leaves(self, e):
        """Those of the commitment are the receipts'."""
        leaves = [self.s.leaf_hash(canonical({
            'digest': c['digest'], 'receipt': c['receipt'],
            'received_at': c['received_at'], 'bidder': self.s.H(
                ('GGZY-BOX-1\n%s\n%s\n%s\n' % (
                    self.m['trade'], c['subject'], c['receipt'])).encode()
            ).hex()}).encode()) for c in self.standing]
        self.check('box.root', e.detail['leaves'] == [
            x.hex() for x in leaves], 'other bids than those of the receipts')

    # ---- opening ----

    def opening(self):
        self.lines_ = []
        e = self.one('open')
        if not self.need('opening.json', e):
            return
        if not self.check('terms.form', self.t is not None, 'no terms'):
            raise Stop
        o = self.read('opening.json', OPENING, 'opening.form')
        self.check('opening.digest', hexdigest(self.files['opening.json']) ==
                   e.detail['record'])
        self.check('opening.form', o['trade'] == self.m['trade'])
        self.check('opening.time', o['deadline'] == self.t['deadline'] and
                   o['at'] == e.at >= o['deadline'])
        close = self.one('close')
        self.check('opening.time', close is not None and close.n < e.n and
                   close.at >= o['deadline'], 'before the close')
        self.lines_ = o['lines']
        self.check('opening.complete', [
            (x['envelope'], x['credit_code']) for x in o['lines']] == [
            (c['digest'], c['subject']) for c in self.standing],
            'not the bids of the box')
        bids = [x['bid'] for x in o['lines']]
        self.check('opening.complete', len(set(bids)) == len(bids) and
                   [b['bid'] for b in e.detail['bids']] == bids)
        for x in o['lines']:
            inner = [x[k] for k in ('price', 'digest', 'media', 'name')]
            outer = [x[k] for k in ('cause', 'withdrawal')]
            late = [x[k] for k in ('price_text', 'duration_days', 'quality',
                                   'manager')]
            self.check('opening.form', None not in inner and
                       outer == [None, None] if x['opened'] else
                       None not in outer and not any(
                           v is not None for v in inner + late),
                       'bid %d' % x['bid'])
        for x, b in zip(o['lines'], e.detail['bids']):
            want = {'bid': x['bid'], 'envelope': x['envelope'],
                    'opened': x['opened']}
            if x['opened']:
                want.update(price=x['price'], digest=x['digest'])
            self.check('opening.price', b == want, 'bid %d' % x['bid'])
        if not self.report.good:
            raise Stop

    def releases(self):
        """Each trustee releases once, and says one thing of each bid; a
        bidder gives its key once.  Both between close and opening."""
        close, opened = self.one('close'), self.one('open')
        bids, done = sorted(x['bid'] for x in self.lines_), set()
        most = len(self.t['trustees']) if self.t else 0

        def in_time(e):
            return close is not None and close.n < e.n and (
                opened is None or e.n < opened.n)
        keys = set()
        for e in self.by.get('unlock', ()):
            b = e.detail['bid']
            self.check('share.event', in_time(e) and b not in keys and (
                opened is None or b in bids),
                'seq %d is no key of a bid of the box' % e.seq)
            keys.add(b)
        for e in self.by.get('release', ()):
            d = e.detail
            self.check('share.event', d['position'] <= most and
                       d['position'] not in done and in_time(e),
                       'seq %d is no release of its trustee' % e.seq)
            done.add(d['position'])
            self.check('share.event', opened is None or sorted(
                d['bids'] + d['unusable'] + d['foreign']) == bids,
                'seq %d is not of the bids of the box' % e.seq)

    # ---- sealed bids, full scope ----

    def sealed(self):
        if not self.full:
            return
        opened = self.one('open')
        there = sorted(n for n in self.files if n.startswith('bids/'))
        want = sorted('bids/' + c['digest'] for c in self.standing
                      if opened)
        self.check('manifest.files', there == want,
                   'sealed bids are not those of the box')
        if not opened:
            self.need('shares.jsonl', False)
        if not opened or there != want:
            return
        self.shares()
        for c, x in zip(self.standing, self.lines_):
            self.one_bid(c, x, self.files['bids/' + c['digest']])

    def shares(self):
        self.share = {}
        given = [(b, e.detail['position']) for e in self.by.get('release', ())
                 for b in e.detail['bids']]
        given += [(e.detail['bid'], 0) for e in self.by.get('unlock', ())]
        if not self.need('shares.jsonl', given):
            return
        keys = []
        for data in self.lines('shares.jsonl', 'share.form'):
            s = self.read('shares.jsonl', SHARE, 'share.form', data)
            keys.append((s['bid'], s['position']))
            self.share[keys[-1]] = bytes.fromhex(s['share'])
        self.check('share.event', keys == sorted(given) and
                   len(set(keys)) == len(keys),
                   'not the shares that were given')

    def one_bid(self, c, x, data):
        who = 'bid %d' % x['bid']
        self.check('bid.digest', hexdigest(data) == c['digest'] and
                   len(data) == c['size'], who)
        e = Envelope(data)
        if not self.check('bid.form', e.why is None, '%s: %s' % (who, e.why)):
            return
        h = e.header
        self.check('bid.trade', h['trade'] == self.m['trade'] and
                   h['bidder'] == c['subject'], who)
        self.check('bid.trustees', h['threshold'] == self.t['threshold'] and
                   [s['thumbprint'] for s in h['shares']] ==
                   [t['thumbprint'] for t in self.t['trustees']], who)
        mine = {p: s for (b, p), s in self.share.items() if b == x['bid']}
        key, how = None, self.t['opening_rule']
        unusable = sum(x['bid'] in r.detail['unusable'] +
                       r.detail['foreign']
                       for r in self.by.get('release', ()))
        for p, s in mine.items():
            if p:
                good = p <= len(h['shares']) and e.secret_ok(
                    self.m['trade'], c['subject'], p, s)
                self.check('share.commitment', good,
                           '%s: share of %d' % (who, p))
            else:
                self.check('share.commitment', e.secret_ok(
                    self.m['trade'], c['subject'], 0, s),
                           '%s: own key' % who)
                key = s if how != 'trustees' else None
        shares = sorted((p, s) for p, s in mine.items()
                        if p and how != 'bidder')
        if key is None and len(shares) >= h['threshold']:
            key = maths.combine(shares[:h['threshold']])
        self.outcome(e, x, key, unusable, who)

    def outcome(self, e, x, key, unusable, who):
        """What must come out of this envelope, and what the line says."""
        if key is None:
            t = e.header['threshold']
            fault = 'bidder' if self.t['opening_rule'] == 'bidder' or \
                len(e.header['shares']) - unusable < t <= unusable \
                else 'other'
            self.check('opening.line', not x['opened'] and
                       x['withdrawal'] == fault, who)
            return
        if not e.key_ok(key):
            self.check('bid.key', not x['opened'], who)
            self.check('opening.line', x['withdrawal'] == 'bidder', who)
            return
        self.check('bid.key', True)
        if e.header['size'] > self.largest:
            self.report.left.append(who + ' is too large to be opened here')
            return
        plain = e.open(key)
        if plain is None:
            self.check('bid.open', not x['opened'], who)
            self.check('opening.line', x['withdrawal'] == 'bidder', who)
            return
        self.check('bid.open', True)
        sheet = sheet_of(plain)
        if sheet is None:
            self.check('opening.line', not x['opened'] and
                       x['withdrawal'] == 'bidder', who)
            return
        sheet, file = sheet
        self.check('opening.line', x['opened'] and all(
            x[k] == sheet.get(k) for k in SHEET_OF_BID) and
            x['digest'] == hexdigest(file), who)

    # ---- the draw of experts ----

    def draws(self):
        """Once the law lets it be seen: in the public scope by the award."""
        self.placed = {}
        drawn = self.by.get('pool', ())
        told = drawn and (self.full or 'award' in self.by or
                          self.lot and ('deal' in self.by or
                                         'unsold' in self.by))
        self.need('pools.jsonl', told)
        seated = [s for v in ('draw', 'substitute')
                  for e in self.by.get(v, ()) for s in e.detail['seats']]
        if self.lot:  # all its places
            seated = self.by.get('draw', []) + self.by.get('draw-void', [])
        if not told:
            self.need('names.jsonl', False)
            if not self.report.good:
                raise Stop
            return
        names = [self.read('names.jsonl', NAME, 'draw.names', d)
                 for d in self.lines('names.jsonl', 'draw.names')
                 ] if self.need('names.jsonl', seated) else []
        for d in self.lines('pools.jsonl', 'pool.form'):
            p = self.read('pools.jsonl', POOL, 'pool.form', d)
            self.check('pool.digest', p['trade'] == self.m['trade'])
        pools = [d.decode() for d in self.lines('pools.jsonl', 'pool.form')]
        found = draws.check(
            [(e.seq, e.verb, e.detail) for e in self.event if e.body],
            [(h['size'], h['root']) for h in self.heads], pools, names,
            self.lot is not None)
        for n in names:
            self.placed.setdefault(n['draw'], {})[n['place']] = n['expert']
        for name in ('pool.form', 'pool.digest', 'draw.number', 'draw.commit',
                     'draw.head', 'draw.turn', 'draw.seed', 'draw.seats',
                     'draw.names'):
            self.report.made[name] = 1
        for name, why in found:
            self.check(name, False, why)
        lines = self.lines('pools.jsonl', 'pool.form')
        self.check('pool.digest', [hexdigest(d) for d in lines] == [
            e.detail['pool_digest'] for e in drawn], 'not in order')
        told = [(n['draw'], n['place']) for n in names]
        self.check('draw.names', told == sorted(told), 'not in order')
        if not self.report.good:
            raise Stop

    # ---- the panel ----

    def seats(self):
        """Who locked a sheet was drawn or sent; all did by the report."""
        locks, report = self.by.get('lock', []), self.one('report')
        if not locks and not report:
            return
        if not self.check('terms.form', self.t is not None, 'no terms'):
            raise Stop
        sent, done = 0, []
        for e in locks:
            seat, member = e.detail['seat'], e.detail['member']
            drawn = [s['seat'] for v in ('draw', 'substitute')
                     for x in self.by.get(v, ()) if x.n < e.n
                     for s in x.detail['seats']].count(seat)
            sent += member == '招标人代表%d' % seat
            self.check('sheet.member', drawn <= 1 and member == (
                '专家%d' if drawn else '招标人代表%d') % seat, member)
            self.check('sheet.complete', seat not in done, 'a seat twice')
            done.append(seat)
        self.check('sheet.member', sent <= (self.t['panel_owners'] or 0),
                   '%d of the owner' % sent)
        if report and not self.full and 'award' not in self.by:
            self.report.left.append('locks are secret before the award')
        elif report:
            size = self.t['panel_size']
            if size is None:
                size = self.rule('gc.committee.min')
            self.check('sheet.complete', len(locks) == size and all(
                x.n < report.n for x in locks), '%d sheets' % len(locks))
        if report:
            begun, ended = (sum(x.n < report.n for v in verbs
                                for x in self.by.get(v, ()))
                            for verbs in (['pool'], ['draw', 'draw-void']))
            self.check('draw.number', begun == ended, 'a draw is under way')
        if not self.report.good:
            raise Stop

    # ---- evaluation, full scope ----

    def sheets(self):
        self.sheet = []
        locks = self.by.get('lock', ())
        if not self.full or not self.need('sheets.jsonl', locks):
            return
        data = self.lines('sheets.jsonl', 'sheet.form')
        self.check('sheet.digest', [hexdigest(d) for d in data] ==
                   [e.detail['sheet'] for e in locks],
                   'not the sheets that were locked')
        if len(data) != len(locks):
            raise Stop
        bids = [x['bid'] for x in self.lines_ if x['opened']]
        items = {i['no']: i['max_score'] for i in self.t['score_items']
                 if i['kind'] == 'expert'}
        for d, e in zip(data, locks):
            s = self.read('sheets.jsonl', SHEET, 'sheet.form', d)
            self.sheet.append(s)
            marks = [(x['bid'], x['item']) for x in s['scores']]
            votes = [x['bid'] for x in s['rejections']]
            who = s['member']
            self.check('sheet.form', s['trade'] == self.m['trade'] and
                       (s['seat'], who) == (e.detail['seat'],
                                            e.detail['member']) and
                       marks == sorted(set(marks)) and
                       votes == sorted(set(votes)) and
                       set(votes) <= set(bids) and all(
                           x['bid'] in bids and x['item'] in items and
                           x['score'] <= items[x['item']]
                           for x in s['scores']), who)
            self.check('sheet.complete', all(
                b in votes or all((b, i) in marks for i in items)
                for b in bids), who)
        if not self.report.good:
            raise Stop

    def ranking(self):
        self.ranks = None
        e = self.one('report')
        if not self.full or not self.need('ranking.json', e):
            return
        data = self.files['ranking.json']
        self.check('ranking.digest', hexdigest(data) == e.detail['ranking'])
        try:
            said = parse(data)
        except Bad as why:
            self.check('ranking.form', False, why)
            raise Stop
        try:
            self.ranks = rank(self.t, [x for x in self.lines_ if x['opened']],
                              self.sheet, [c['received_at'] for c, x in zip(
                                  self.standing, self.lines_) if x['opened']])
        except Bad as why:
            self.check('ranking.total', False, why)
            raise Stop
        order = [x['bid'] for x in self.ranks]
        self.check('ranking.order', type(said) is list and order == [
            x.get('bid') for x in said if type(x) is dict],
            'should be %s' % order)
        self.check('ranking.total', canonical(self.ranks).encode() == data,
                   'should be %s' % canonical(self.ranks))
        most = self.rule('gc.candidates.max')
        self.check('candidate.list', most is not None and
                   e.detail['candidates'] == [
                       x['bid'] for x in self.ranks
                       if 0 < x['rank'] <= most])

    def award(self):
        report = self.one('report')
        ends = self.by.get('end-publicity', ())
        line = {x['bid']: x for x in self.lines_}
        if self.m['stage'] in STAGES[7:11] and not self.lot:
            self.check('award.candidate', 'award' in self.by, 'no award')
        if report:
            c = report.detail['candidates']
            most = self.rule('gc.candidates.max')
            self.check('candidate.list', most is not None and
                       len(set(c)) == len(c) <= most and all(
                b in line and line[b]['opened'] for b in c))
        for e in self.by.get('award', ()):
            d = e.detail
            c = report.detail['candidates'] if report else []
            self.check('award.candidate', d['bid'] in c and
                       c.index(d['bid']) + 1 == d['rank'] and
                       d['bid'] in line and
                       line[d['bid']]['price'] == d['price'],
                       'bid %d' % d['bid'])
            self.check('award.time', report is not None and any(
                report.n < x.n < e.n for x in ends),
                'the publicity was not over')

    def tender(self):
        if self.lot:
            lots.check_tender(self, self.t)


# ---- Sealed bids (section 4) ----

MAGIC = b'GGZY-BID-2\n'
SHEET_OF_BID = ('price', 'price_text', 'duration_days', 'quality', 'manager',
                'media', 'name')
JWE_SM2 = 'eyJhbGciOiJTTTIifQ'


# What would not stand in one line, or turn the direction of writing.
UNFIT = re.compile('[\\x00-\\x1f\\x7f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]')


def line_of(lo, hi):
    def check(v):
        text(v)
        if not lo <= len(v) <= hi or UNFIT.search(v):
            raise Bad('no line of %d to %d characters' % (lo, hi))
    return check


def credit_code(v):
    if type(v) is not str or not codes.credit_code_ok(v):
        raise Bad('no credit code: %r' % (v,))


def deal_code(v):
    if type(v) is not str or not codes.deal_code_ok(v):
        raise Bad('no deal code: %r' % (v,))


POINT = members(epk=members(kty=line_of(2, 2), crv=line_of(3, 5),
                            x=line_of(43, 43), y=line_of(43, 43)))


def wrapped(suite):
    """A secret in the form of a suite (section 8)."""
    sm = suite is maths.suite_sm
    shape = members(protected=word(JWE_SM2), ciphertext=line_of(190, 231)) \
        if sm else members(
            protected=line_of(1, 600), encrypted_key=line_of(54, 54),
            iv=line_of(16, 16), ciphertext=line_of(86, 86),
            tag=line_of(22, 22))

    def check(v):
        if type(v) is not dict:
            raise Bad('nothing wrapped')
        v = {k: x for k, x in v.items() if x is not None or k not in (
            'encrypted_key', 'iv', 'tag', 'header')}
        if not sm and 'header' in v:
            POINT(v.pop('header'))  # for who opens it
        shape(v)
    return check


def header_of(suite):
    return members(
        suite=word(suite.name), trade=deal_code, bidder=credit_code,
        members=listed(credit_code), threshold=_int(1, 16),
        chunk_size=_int(65536, 4194304), chunks=_int(1, 1 << 24),
        size=_int(5, 1 << 40), commitment=hexa,
        shares=listed(members(
            position=_int(1, 16), thumbprint=line_of(43, 43),
            commitment=hexa, jwe=wrapped(suite))),
        own=members(thumbprint=line_of(43, 43), jwe=wrapped(suite)))


HEADERS = {s.name: (s, header_of(s)) for s in SUITES.values()}
HEADER_MAX, MEMBERS_MAX = 65536, 20


def base64_of(text_):
    """base64 with padding, in its one form."""
    try:
        data = base64.b64decode(text_, validate=True)
    except ValueError:
        raise Bad('no base64')
    if base64.b64encode(data).decode() != text_:
        raise Bad('not the one text of its bytes')
    return data


_opened = {}


class Envelope:
    def __init__(self, data):
        self.data, self.why = data, None
        try:
            end = data.index(b'\n', len(MAGIC))
            if not data.startswith(MAGIC):
                raise Bad('no sealed bid')
            self.line = data[len(MAGIC):end]
            self.header = h = maths.parse_any(self.line)
            if len(self.line) > HEADER_MAX:
                raise Bad('a header of %d bytes' % len(self.line))
            if type(h) is not dict or type(h.get('suite')) is not str or \
                    h['suite'] not in HEADERS:
                raise Bad('no suite')
            self.s, shape = HEADERS[h['suite']]
            shape(h)
            if len(h['members']) > MEMBERS_MAX or len({
                    h['bidder'], *h['members']}) <= len(h['members']):
                raise Bad('members')
            if [s['position'] for s in h['shares']] != list(
                    range(1, len(h['shares']) + 1)):
                raise Bad('positions')
            if h['threshold'] > len(h['shares']):
                raise Bad('threshold')
            if h['chunks'] != -(-h['size'] // h['chunk_size']) or \
                    len(data) != end + 1 + h['size'] + \
                    self.s.tag * h['chunks']:
                raise Bad('not as long as it says')
            self.body = data[end + 1:]
        except (Bad, ValueError) as e:
            self.why = str(e)

    def key_ok(self, key):
        return self.secret_ok(self.header['trade'], self.header['bidder'], 0,
                              key)

    def secret_ok(self, trade, bidder, position, secret):
        """Is it what was committed to, for that trade and bidder?"""
        h = self.header
        bound = self.s.H(('GGZY-BID-2 for\n%s\n%s\n%d\n' % (
            trade, bidder, position)).encode())
        return self.s.H(b'GGZY-BID-2 secret', bound, secret).hex() == (
            h['shares'][position - 1] if position else h)['commitment']

    def open(self, key):
        at = (maths.H(self.data), key)
        if at not in _opened:
            _opened[at] = self._open(key)
        return _opened[at]

    def _open(self, key):
        h, out = self.header, b''
        step = self.header['chunk_size'] + \
            self.s.tag
        for i in range(h['chunks']):
            n = i.to_bytes(8, 'big')
            piece = self.s.piece_open(
                key, bytes(4) + n,
                self.s.H(self.line) + n + h['chunks'].to_bytes(8, 'big'),
                self.body[i * step:(i + 1) * step])
            if piece is None:
                return None
            out += piece
        return out


MEDIA = re.compile(r'[a-zA-Z0-9.+_-]+/[a-zA-Z0-9.+_-]+\Z')


def file_name(v):
    line_of(1, 200)(v)
    if re.search(r'[/\\"]', v):
        raise Bad('a path')


def media_type(v):
    line_of(3, 100)(v)
    if not MEDIA.match(v):
        raise Bad('no type')


SHEET_SHAPES = {
    'price': PRICE, 'price_text': opt(line_of(0, 200)),
    'duration_days': opt(_int(1, 36500)), 'quality': opt(line_of(0, 100)),
    'manager': opt(line_of(0, 60)), 'name': file_name, 'media': media_type}


def sheet_of(plain):
    """The opening sheet and the bid's file, or None."""
    n = int.from_bytes(plain[:4], 'big')
    if len(plain) < 4 or not 0 < n <= 16384 or n >= len(plain) - 4:
        return None
    try:
        v = maths.parse_any(plain[4:4 + n])
        if type(v) is not dict or not set(v) <= set(SHEET_SHAPES):
            return None
        for name, shape in SHEET_SHAPES.items():
            shape(v.get(name))
    except Bad:
        return None
    return v, plain[4 + n:]


# ---- Ranking (section 6) ----

def rounded(a, b):
    """a / b, half up."""
    return (2 * a + b) // (2 * b)


def rank(terms, lines, sheets, received):
    rows = []
    for line, at in zip(lines, received):
        against = sum(v['bid'] == line['bid'] for s in sheets
                      for v in s['rejections'])
        rows.append({'bid': line['bid'], 'price': line['price'],
                     'against': against, 'at': at,
                     'out': 2 * against > len(sheets)})
    prices = [r['price'] for r in rows if not r['out']]
    if any(r['price'] < 1 for r in rows):
        raise Bad('a price of nothing')
    for r in rows:
        r['technical'] = r['total'] = 0
        for item in terms['score_items'] if not r['out'] else ():
            if item['kind'] == 'price':
                r['total'] += rounded(item['max_score'] * min(prices),
                                      r['price'])
                continue
            marks = [x['score'] for s in sheets for x in s['scores']
                     if (x['bid'], x['item']) == (r['bid'], item['no'])]
            if not marks:
                raise Bad('bid %d was not scored' % r['bid'])
            mean = rounded(sum(marks), len(marks))
            r['technical'] += mean
            r['total'] += mean
    by_total = terms['evaluation'] == 'comprehensive'
    rows.sort(key=lambda r: (
        r['out'], *(() if r['out'] else (
            -r['total'] if by_total else 0, r['price'], -r['technical'],
            r['at'])), r['bid']))
    return [{'bid': r['bid'], 'rank': 0 if r['out'] else i + 1,
             'total': r['total'], 'price': r['price'],
             'against': r['against']} for i, r in enumerate(rows)]


# ---- Program ----

def verify(files, trust=None):
    return Verifier(files, trust).run()


def load(folder):
    """{name: bytes}; None of what is no regular file."""
    files, below = {}, ['']
    for up in below:
        for name in os.listdir(os.path.join(folder, up)):
            name = os.path.join(up, name)
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            if name == 'bids' and stat.S_ISDIR(mode):
                below.append(name)
                continue
            files[name] = None
            if stat.S_ISREG(mode):
                with open(path, 'rb') as f:
                    files[name] = f.read()
    return files


def main(argv):
    trust, as_json = None, False
    while argv and argv[0].startswith('--'):
        option = argv.pop(0)
        if option == '--trust' and argv:
            with open(argv.pop(0), 'rb') as f:
                trust = f.read()
        elif option == '--json':
            as_json = True
        else:
            print(__doc__, file=sys.stderr)
            return 64
    status = 0
    for folder in argv:
        report = verify(load(folder), trust)
        status |= not report.good
        if as_json:
            print(canonical({
                'bundle': folder, 'good': report.good,
                'checks': sum(report.made.values()),
                'failed': [{'name': n, 'why': w} for n, w in report.failed],
                'left': report.left}))
            continue
        print('%s: %s, %d checks' % (folder, 'good' if report.good else 'BAD',
                                     sum(report.made.values())))
        for name, why in report.failed:
            print('  %s: %s' % (name, why))
        for text_ in report.left:
            print('  not checked: ' + text_)
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
