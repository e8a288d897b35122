"""Certificates and the signatures of deeds, as verify.py judges them
(TRUST.md, section 2).  Paths are followed by the openssl program."""
import base64
import datetime
import os
import subprocess
import tempfile

from maths import H, P256, SM2, Bad, b64, point_ok
from sm import sm3

RSA_KEY = bytes.fromhex('06092a864886f70d010101')
EC_KEY = bytes.fromhex('06072a8648ce3d0201')
CURVES = {bytes.fromhex('06082a8648ce3d030107'): P256,
          bytes.fromhex('06082a811ccf5501822d'): SM2}
P384 = bytes.fromhex('06052b81040022')
# SHA-256, -384, -512 with RSA and ECDSA, SM2 with SM3
SIGNED = [bytes.fromhex(x) for x in (
    '06092a864886f70d01010b', '06092a864886f70d01010c',
    '06092a864886f70d01010d', '06082a8648ce3d040302', '06082a8648ce3d040303',
    '06082a8648ce3d040304', '06082a811ccf55018375')]
KEY_USAGE, EXTENDED, CONSTRAINTS = (bytes.fromhex(x) for x in (
    '0603551d0f', '0603551d25', '0603551d13'))
# clientAuth, emailProtection, any
MAY_SIGN = [bytes.fromhex(x) for x in (
    '06082b06010505070302', '06082b06010505070304', '0604551d2500')]
DIGEST_INFO = bytes.fromhex('3031300d060960864801650304020105000420')


# ---- DER ----

def item(data, at=0):
    """(tag, content, where it ends, all of it)"""
    try:
        tag, n, begin = data[at], data[at + 1], at + 2
        if n & 0x80:
            k = n & 0x7f
            n = int.from_bytes(data[begin:begin + k], 'big')
            if not 0 < k < 4 or n < 0x80 or n >> 8 * (k - 1) == 0:
                raise Bad('no DER')
            begin += k
        if begin + n > len(data):
            raise Bad('no DER')
    except IndexError:
        raise Bad('no DER')
    return tag, data[begin:begin + n], begin + n, data[at:begin + n]


def items(data):
    out, at = [], 0
    while at < len(data):
        tag, content, at, whole = item(data, at)
        out.append((tag, content, whole))
    return out


def _sequence(data):
    tag, content, end, _ = item(data)
    if tag != 0x30 or end != len(data):
        raise Bad('no DER sequence')
    return items(content)


class Certificate:
    def __init__(self, der):
        self.der = der
        try:
            body, algorithm, signature = _sequence(der)
            self.tbs, self.signature = body[2], signature[1][1:]
            if signature[1][0]:
                raise Bad('unused bits')
            parts = items(body[1])
            if parts[0][0] == 0xa0:
                parts.pop(0)
            self.issuer, self.subject = parts[2][2], parts[4][2]
            self.algorithm = items(algorithm[1])[0][2]
            self.key(items(parts[5][1]))
            self.extensions(parts[6:])
        except (IndexError, ValueError):
            raise Bad('no certificate')

    def key(self, parts):
        kind, bits = items(parts[0][1]), parts[1][1][1:]
        self.rsa = self.curve = None
        if kind[0][2] == RSA_KEY:
            self.rsa = [int.from_bytes(x[1], 'big') for x in _sequence(bits)]
            self.weak = self.rsa[0].bit_length() < 2048
        elif kind[0][2] == EC_KEY and kind[1][2] in CURVES:
            self.curve = CURVES[kind[1][2]]
            self.q = (int.from_bytes(bits[1:33], 'big'),
                      int.from_bytes(bits[33:], 'big'))
            self.weak = len(bits) != 65 or bits[0] != 4 or \
                not self.curve.has(self.q)
        else:
            self.weak = None if kind[1][2] == P384 else True

    def extensions(self, parts):
        self.ca, self.usage, self.uses, self.below = False, None, None, None
        for tag, content, _ in parts:
            for _, one, _ in _sequence(content) if tag == 0xa3 else ():
                x = items(one)
                value = x[-1][1]
                if x[0][2] == CONSTRAINTS:
                    parts = _sequence(value)
                    self.ca = (0x01, b'\xff') in [y[:2] for y in parts]
                    if parts and parts[-1][0] == 2:
                        self.below = int.from_bytes(parts[-1][1], 'big')
                elif x[0][2] == KEY_USAGE:
                    self.usage = item(value)[1][1]
                elif x[0][2] == EXTENDED:
                    self.uses = [y[2] for y in _sequence(value)]

    def may_sign(self):
        """digitalSignature or nonRepudiation, and no other use alone."""
        return not self.ca and self.usage is not None and \
            self.usage & 0xc0 and (self.uses is None or any(
                x in MAY_SIGN for x in self.uses))

    def signed(self, text, signature):
        if self.weak or self.weak is None:
            return False
        if self.rsa:
            n, e = self.rsa
            size = (n.bit_length() + 7) // 8
            want = DIGEST_INFO + H(text)
            return len(signature) == size and pow(
                int.from_bytes(signature, 'big'), e, n).to_bytes(
                    size, 'big') == b'\0\1' + b'\xff' * (
                        size - 3 - len(want)) + b'\0' + want
        return any(point_ok(self.curve, self.q, text, r, s)
                   for r, s in pairs(signature))


def integer(n):
    out = n.to_bytes(n.bit_length() // 8 + 1, 'big')
    return b'\2' + bytes([len(out)]) + out


def pairs(signature):
    """r and s: as DER, in its one form, or as 32 bytes each."""
    try:
        r, s = (int.from_bytes(x[1], 'big') for x in _sequence(signature)
                if x[0] == 2)
        both = integer(r) + integer(s)
        if b'\x30' + bytes([len(both)]) + both == signature:
            yield r, s
    except (Bad, ValueError):
        pass
    if len(signature) == 64:
        yield (int.from_bytes(signature[:32], 'big'),
               int.from_bytes(signature[32:], 'big'))


_read, _followed = {}, {}


def certificate(der):
    if der not in _read:
        try:
            _read[der] = Certificate(der)
        except Bad as e:
            _read[der] = e
    if isinstance(_read[der], Bad):
        raise _read[der]
    return _read[der]


def thumbprint(der):
    """RFC 7638, of the key of a certificate on P-256 or SM2."""
    c = certificate(der)
    if c.curve is None or c.weak:
        raise Bad('no key to wrap to')
    x, y = (b64(n.to_bytes(32, 'big')) for n in c.q)
    text = '{"crv":"%s","kty":"EC","x":"%s","y":"%s"}' % (
        'SM2' if c.curve is SM2 else 'P-256', x, y)
    return b64((sm3 if c.curve is SM2 else H)(text.encode()))


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp())


def pem(ders):
    return ''.join('-----BEGIN CERTIFICATE-----\n' + base64.encodebytes(
        d).decode() + '-----END CERTIFICATE-----\n' for d in ders)


def _follow(chain, at):
    certs = [certificate(d) for d in chain]
    if not 2 <= len(chain) <= 8 or not certs[0].may_sign() or \
            certs[0].weak is None:
        return False
    for a, b in zip(certs, certs[1:] + certs[-1:]):
        if a.issuer != b.subject or a.weak or a.algorithm not in SIGNED:
            return False
    for n, c in enumerate(certs[1:]):
        if not c.ca or c.below is not None and n > c.below:
            return False
    if all(c.curve is not SM2 for c in certs[1:]):
        return _openssl(chain[:1], chain[1:-1], chain[-1:], at,
                        '-check_ss_sig')
    # openssl gives the identity to the first certificate alone: one by one
    root = certs[-1]
    return root.signed(root.tbs, root.signature) and all(
        _openssl([a], [], [b], at, '-partial_chain', *(
            ['-vfyopt', 'distid:1234567812345678']
            if certificate(b).curve is SM2 else []))
        for a, b in zip(chain, chain[1:]))


def _openssl(leaf, between, root, at, *options):
    with tempfile.TemporaryDirectory() as top:
        def put(name, ders):
            with open(os.path.join(top, name), 'w') as f:
                f.write(pem(ders))
            return os.path.join(top, name)
        command = ['openssl', 'verify', '-x509_strict', '-no-CApath',
                   '-no-CAstore', '-attime', str(at), '-verify_depth', '6',
                   '-CAfile', put('root', root), *options]
        if between:
            command += ['-untrusted', put('between', between)]
        return subprocess.run(command + [put('leaf', leaf)],
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0


def chain_ok(chain, at):
    """A path from the first to the last, which made itself, at the time."""
    key = (tuple(chain), seconds(at))
    if key not in _followed:
        try:
            _followed[key] = bool(_follow(*key))
        except Bad:
            _followed[key] = False
    return _followed[key]
