"""A small CA for make.py, made with the openssl program: a root, one between,
persons with P-256, SM2 and RSA keys."""
import base64
import os
import subprocess
import tempfile
import time

import certs
import maths
import sm
from maths import H, hexdigest

ADDRESS = 'https://ggzy.example.cn'

_people = []
_at = []


def openssl(*args):
    r = subprocess.run(['openssl', *args], capture_output=True)
    if r.returncode:
        raise OSError(r.stderr.decode())


def make():
    """[(kind, chain of DER, signer)]"""
    with tempfile.TemporaryDirectory() as top:
        def name(x):
            return os.path.join(top, x)

        def key(x, *how):
            openssl('genpkey', *how, '-out', name(x + '.key'))

        def issue(x, by, ext, *more):
            with open(name('ext'), 'w') as f:
                f.write(ext)
            sign = ['-sm3', '-sigopt', 'distid:1234567812345678',
                    '-vfyopt', 'distid:1234567812345678'] \
                if by.startswith('g') else ['-sha256']
            openssl('req', '-new', '-key', name(x + '.key'), '-subj',
                    '/CN=%s/serialNumber=91540100000000000X' % x,
                    '-out', name(x + '.csr'), *(
                        ['-sm3', '-sigopt', 'distid:1234567812345678']
                        if x.startswith('g') else []))
            openssl('x509', '-req', '-in', name(x + '.csr'), '-CA',
                    name(by + '.pem'), '-CAkey', name(by + '.key'),
                    '-days', '3000', '-set_serial', str(len(x) + 16),
                    '-extfile', name('ext'), '-out', name(x + '.pem'),
                    *sign, *more)

        def root(x, *how):
            openssl('req', '-x509', '-key', name(x + '.key'), '-subj',
                    '/CN=%s' % x, '-days', '3000', '-out', name(x + '.pem'),
                    '-addext', 'keyUsage=critical,keyCertSign,cRLSign', *how)

        def der(x):
            openssl('x509', '-in', name(x + '.pem'), '-outform', 'DER',
                    '-out', name(x + '.der'))
            with open(name(x + '.der'), 'rb') as f:
                return f.read()

        def secret(x, kind):
            openssl('pkey', '-in', name(x + '.key'), '-outform', 'DER',
                    '-traditional', '-out', name(x + '.bin'))
            with open(name(x + '.bin'), 'rb') as f:
                parts = certs.items(certs.item(f.read())[1])
            if kind == 'rsa':
                return [int.from_bytes(p[1], 'big') for p in (
                    parts[1], parts[3])]
            return int.from_bytes(parts[1][1], 'big')

        p256 = ['-algorithm', 'EC', '-pkeyopt',
                'ec_paramgen_curve:P-256']
        sm2 = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2']
        rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
        person = ('basicConstraints=CA:FALSE\n'
                  'keyUsage=critical,digitalSignature\n'
                  'subjectKeyIdentifier=hash\n'
                  'authorityKeyIdentifier=keyid\n')
        between = ('basicConstraints=critical,CA:TRUE\n'
                   'keyUsage=critical,keyCertSign\n'
                   'subjectKeyIdentifier=hash\n'
                   'authorityKeyIdentifier=keyid\n')
        key('root', *p256)
        root('root', '-sha256')
        key('between', *p256)
        issue('between', 'root', between)
        key('groot', *sm2)
        root('groot', '-sm3', '-sigopt', 'distid:1234567812345678')
        key('gbelow', *sm2)
        issue('gbelow', 'groot', between)
        out = []
        for kind, x, how, by in (
                ('p256', 'anna', p256, ['between', 'root']),
                ('sm2', 'gesang', sm2, ['gbelow', 'groot']),
                ('rsa', 'bob', rsa, ['root'])):
            key(x, *how)
            issue(x, by[0], person + (
                'extendedKeyUsage=emailProtection\n' if kind == 'rsa'
                else ''))
            out.append((kind, [der(c) for c in (x, *by)],
                        secret(x, kind)))
        return out


def sign(kind, secret, text, rng):
    if kind == 'rsa':
        n, d = secret
        want = certs.DIGEST_INFO + H(text)
        return pow(int.from_bytes(
            b'\0\1' + b'\xff' * (253 - len(want)) + b'\0' + want, 'big'),
            d, n).to_bytes(256, 'big')
    curve = maths.SM2 if kind == 'sm2' else maths.P256
    n, k = curve.n, rng.randrange(1, curve.n)
    x = curve.multiply((k, curve.g))[0]
    if kind == 'sm2':
        q = curve.multiply((secret, curve.g))
        r = (int.from_bytes(sm.signed_digest(curve, q, text), 'big') + x) % n
        s = pow(1 + secret, -1, n) * (k - r * secret) % n
    else:
        r = x % n
        s = pow(k, -1, n) * (
            int.from_bytes(H(text), 'big') + r * secret) % n
    if rng.random() < .5:
        return r.to_bytes(32, 'big') + s.to_bytes(32, 'big')
    both = certs.integer(r) + certs.integer(s)
    return b'\x30' + bytes([len(both)]) + both


def _make_once():
    if not _people:
        _people.extend(make())
        _at.append((int(time.time()) + 86400) * 1000)


def instant(ms):
    return time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(
        ms // 1000 + 8 * 3600)) + '.%03d+08:00' % (ms % 1000)


def trustee(rng):
    """(what the terms say of a certificate, the thumbprint of its key)"""
    _make_once()
    chain = rng.choice([c for kind, c, _ in _people if kind != 'rsa'])
    return {'certificate': hexdigest(chain[0]),
            'chain': [base64.b64encode(c).decode() for c in chain]}, \
        certs.thumbprint(chain[0])


def deed(rng, verb, path, body):
    """(the rest of a line of deeds.jsonl, what the event says)"""
    _make_once()
    kind, chain, secret = rng.choice(_people)
    d = {'at': instant(_at[0]), 'address': ADDRESS, 'method': 'POST',
         'path': path,
         'key': '%032x' % rng.randrange(1 << 128),
         'signed_at': instant(_at[0] + rng.randrange(
             -3600000 if verb in ('bid', 'refuse-bid') else -600000, 600001)),
         'body': body,
         'chain': [base64.b64encode(c).decode() for c in chain]}
    return d, _signed(rng, d, kind, secret)


def kept_deed(rng, d):
    """The same deed, by the same person, but signed the day before."""
    return other_deed(rng, d, signed_at=instant(_at[0] - 86400000))


def other_deed(rng, d, **what):
    """What the same person signed at another time, or somewhere else."""
    d.update(what)
    return _signed(rng, d, *next((kind, secret) for kind, c, secret in _people
                                 if d['chain'][0] ==
                                 base64.b64encode(c[0]).decode()))


def _signed(rng, d, kind, secret):
    """Signs it; what the event says of that."""
    text = 'GGZY-DEED-2\n%s\n%s %s\n%s\n%s\n%s\n' % (
        d['address'], d['method'], d['path'], d['key'], d['signed_at'], d['body'])
    signature = sign(kind, secret, text.encode(), rng)
    d['signature'] = base64.b64encode(signature).decode()
    mark = 'GGZY-SIGNED-1\n%s\n%s\n' % (
        d['signature'], hexdigest(base64.b64decode(d['chain'][0])))
    return {'certificate': hexdigest(mark.encode()),
            'signature': hexdigest(signature)}
