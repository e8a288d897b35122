"""What verify.py computes with: P-256, AES-256-GCM, GF(256), Merkle trees,
canonical JSON, and what belongs together as a suite.  The Python standard
library alone."""
import base64
import hashlib
import json

import sm


def H(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def hexdigest(data):
    return hashlib.sha256(data).hexdigest()


# ---- Canonical JSON (TRUST.md, section 0) ----

class Bad(Exception):
    """What was read is not in the form it must have."""


# U+0000 stands in no text: what escapes it is not canonical
ESCAPES = {i: '\\u%04x' % i for i in list(range(1, 32)) + [127]}
ESCAPES.update({10: '\\n', 34: '\\"', 92: '\\\\'})


def canonical(v):
    if v is None:
        return 'null'
    if v is True:
        return 'true'
    if v is False:
        return 'false'
    if isinstance(v, int):
        return str(v)
    if isinstance(v, str):
        return '"' + v.translate(ESCAPES) + '"'
    if isinstance(v, (list, tuple)):
        return '[' + ','.join(map(canonical, v)) + ']'
    return '{' + ','.join(canonical(k) + ':' + canonical(x)
                          for k, x in v.items()) + '}'


def _pairs(pairs):
    d = dict(pairs)
    if len(d) != len(pairs):
        raise Bad('a member twice')
    return d


def _no(text):
    raise Bad('no number of ours: ' + text)


def _int(text):
    n = int(text)
    if not -2**63 < n < 2**63:
        raise Bad('too large: ' + text)
    return n


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=_no,
                            parse_int=_int, parse_constant=_no)


NESTED = 16


def _depth(v):
    if isinstance(v, dict):
        v = v.values()
    elif not isinstance(v, list):
        return 0
    return 1 + max(map(_depth, v), default=0)


_parsed = {}


def parse(data):
    """The value of canonical JSON, bytes or text; Bad if it is none.  Kept,
    since mutants repeat most of it: not to be changed."""
    if data not in _parsed:
        _parsed[data] = _parse(data)
    return _parsed[data]


def _parse(data):
    try:
        text = data.decode('utf-8') if isinstance(data, bytes) else data
        v = _decoder.decode(text)
        if canonical(v) != text:
            raise Bad('not canonical')
        if _depth(v) > NESTED:
            raise Bad('nested too deep')
        return v
    except (ValueError, RecursionError) as e:
        raise Bad(str(e))


def parse_any(data):
    """The value of JSON in any form, whose text others wrote."""
    try:
        return _decoder.decode(data.decode('utf-8'))
    except (ValueError, RecursionError) as e:
        raise Bad(str(e))


# ---- base64url without padding ----

def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def unb64(text):
    if not isinstance(text, str) or len(text) % 4 == 1 or '=' in text:
        raise Bad('no base64url')
    try:
        data = base64.b64decode(text.encode('ascii') + b'=' * (-len(text) % 4),
                                b'-_', True)
    except ValueError:
        raise Bad('no base64url')
    if b64(data) != text:
        raise Bad('not the one text of its bytes')
    return data


# ---- Curves: P-256 (SEC 2) and that of SM2 (GB/T 32918.5), a = p - 3 ----

class Curve:
    def __init__(self, p, n, b, gx, gy, oid):
        self.p, self.n, self.a, self.b, self.g = p, n, p - 3, b, (gx, gy)
        self.spki = bytes.fromhex('3059301306072a8648ce3d0201' + oid +
                                  '03420004')
        self._powers = {}

    def _double(self, at):
        x, y, z = at
        p = self.p
        if not y:
            return (1, 1, 0)
        d = z * z % p
        m = 3 * (x - d) * (x + d) % p
        yy = y * y % p
        s = 4 * x * yy % p
        x3 = (m * m - 2 * s) % p
        return (x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p)

    def _add(self, at, q):
        """at Jacobian, q affine."""
        x1, y1, z1 = at
        x2, y2 = q
        p = self.p
        if not z1:
            return (x2, y2, 1)
        zz = z1 * z1 % p
        h = (x2 * zz - x1) % p
        r = (y2 * zz * z1 - y1) % p
        if not h:
            return self._double(at) if not r else (1, 1, 0)
        hh = h * h % p
        hhh = h * hh % p
        v = x1 * hh % p
        x3 = (r * r - hhh - 2 * v) % p
        return (x3, (r * (v - x3) - y1 * hhh) % p, z1 * h % p)

    def _affine(self, at):
        x, y, z = at
        if not z:
            return None
        i = pow(z, -1, self.p)
        return (x * i * i % self.p, y * i * i * i % self.p)

    def powers(self, q):
        """q, 2q, 4q ... 2^255 q; kept, since few keys sign much."""
        if q not in self._powers:
            at, p = [], (*q, 1)
            for _ in range(256):
                at.append(self._affine(p))
                p = self._double((*at[-1], 1))
            self._powers[q] = at
        return self._powers[q]

    def multiply(self, *terms):
        """The sum of k * point for some (k, point), affine or None."""
        r = (1, 1, 0)
        for k, q in terms:
            at = self.powers(q)
            for bit in range(256):
                if k >> bit & 1:
                    r = self._add(r, at[bit])
        return self._affine(r)

    def has(self, q):
        x, y = q
        return x < self.p and y < self.p and (
            y * y - x * x * x + 3 * x - self.b) % self.p == 0

    def pem(self, q):
        der = self.spki + q[0].to_bytes(32, 'big') + q[1].to_bytes(32, 'big')
        text = base64.b64encode(der).decode()
        return ('-----BEGIN PUBLIC KEY-----\n' +
                '\n'.join(text[i:i + 64] for i in range(0, len(text), 64)) +
                '\n-----END PUBLIC KEY-----\n')

    def ecdsa_ok(self, q, digest, r, s):
        if not (0 < r < self.n and 0 < s < self.n):
            return False
        w = pow(s, -1, self.n)
        x = self.multiply((int.from_bytes(digest, 'big') * w % self.n,
                           self.g), (r * w % self.n, q))
        return x is not None and x[0] % self.n == r

    def sm2_ok(self, q, digest, r, s):
        t = (r + s) % self.n
        if not (0 < r < self.n and 0 < s < self.n and t):
            return False
        x = self.multiply((s, self.g), (t, q))
        return x is not None and \
            (int.from_bytes(digest, 'big') + x[0]) % self.n == r


P256 = Curve(
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
    0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
    0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
    0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5,
    '06082a8648ce3d030107')
SM2 = Curve(
    0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff,
    0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123,
    0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93,
    0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7,
    0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0,
    '06082a811ccf5501822d')

_verified = {}


def point_ok(curve, q, data, r, s):
    """Did the key sign this?  The answers are kept: mutants repeat them."""
    digest = sm.signed_digest(curve, q, data) if curve is SM2 else H(data)
    key = (curve, q, digest, r, s)
    if key not in _verified:
        _verified[key] = (curve.sm2_ok if curve is SM2 else curve.ecdsa_ok)(
            q, digest, r, s)
    return _verified[key]


# ---- Suites (TRUST.md, section 8) ----

class Suite:
    """H, signatures and Merkle trees (RFC 6962, section 2.1) that go
    together."""

    def __init__(self, word, name, alg, curve, h, tag, seal, open_):
        self.word, self.name, self.alg, self.curve = word, name, alg, curve
        self.h, self.tag, self.piece_seal, self.piece_open = \
            h, tag, seal, open_
        self.jws_header = b64(canonical({'alg': alg}).encode())

    def H(self, *parts):
        return self.h(b''.join(parts))

    def leaf_hash(self, data):
        return self.H(b'\0', data)

    def node_hash(self, a, b):
        return self.H(b'\1', a, b)

    def inclusion_ok(self, index, size, leaf, proof, root):
        if not 0 <= index < size:
            return False
        fn, sn, h = index, size - 1, leaf
        for p in proof:
            if not sn:
                return False
            if fn & 1 or fn == sn:
                h = self.node_hash(p, h)
                while not fn & 1 and fn:
                    fn >>= 1
                    sn >>= 1
            else:
                h = self.node_hash(h, p)
            fn >>= 1
            sn >>= 1
        return not sn and h == root

    def consistency_ok(self, size1, size2, root1, root2, proof):
        if not 0 < size1 <= size2:
            return False
        if size1 == size2:
            return not proof and root1 == root2
        if not size1 & (size1 - 1):
            proof = [root1] + proof
        if not proof:
            return False
        fn, sn = size1 - 1, size2 - 1
        while fn & 1:
            fn >>= 1
            sn >>= 1
        f = s = proof[0]
        for c in proof[1:]:
            if not sn:
                return False
            if fn & 1 or fn == sn:
                f, s = self.node_hash(c, f), self.node_hash(c, s)
                while not fn & 1 and fn:
                    fn >>= 1
                    sn >>= 1
            else:
                s = self.node_hash(s, c)
            fn >>= 1
            sn >>= 1
        return not sn and f == root1 and s == root2

    def tree_root(self, leaves):
        """Of a whole tree; b'' hashed if it is empty."""
        if not leaves:
            return self.H(b'')
        level = list(leaves)
        while len(level) > 1:
            level = [self.node_hash(*level[i:i + 2]) if i + 1 < len(level)
                     else level[i] for i in range(0, len(level), 2)]
        return level[0]

    def public_key(self, pem):
        """The point of a public key in PEM."""
        lines = pem.split('\n') if isinstance(pem, str) else []
        try:
            der = base64.b64decode(''.join(lines[1:-2]), validate=True)
        except ValueError:
            raise Bad('no public key')
        q = (int.from_bytes(der[27:59], 'big'),
             int.from_bytes(der[59:], 'big'))
        if len(der) != 91 or self.curve.pem(q) != pem:
            raise Bad('no public key of ' + self.word)
        if not self.curve.has(q):
            raise Bad('no point of the curve')
        return q

    def signature_ok(self, q, data, signature):
        """r || s as 86 letters."""
        try:
            raw = unb64(signature)
        except Bad:
            return False
        return len(raw) == 64 and point_ok(
            self.curve, q, data, int.from_bytes(raw[:32], 'big'),
            int.from_bytes(raw[32:], 'big'))


def sha256(data):
    return hashlib.sha256(data).digest()


def any_key(pem):
    """(suite, point) of a public key of either suite."""
    try:
        return suite_p256, suite_p256.public_key(pem)
    except Bad:
        return suite_sm, suite_sm.public_key(pem)


# ---- GF(256), reduction 0x11b: shares (section 4) ----

def gf_mul(a, b):
    r = 0
    while b:
        if b & 1:
            r ^= a
        a = a << 1 ^ (0x11b if a & 0x80 else 0)
        b >>= 1
    return r


def gf_inv(a):
    r = a
    for _ in range(253):
        r = gf_mul(r, a)
    return r


def combine(shares):
    """The secret from [(x, bytes)], the value at 0."""
    out = bytearray(32)
    for x, y in shares:
        c = 1
        for u, _ in shares:
            if u != x:
                c = gf_mul(c, gf_mul(u, gf_inv(u ^ x)))
        for i in range(32):
            out[i] ^= gf_mul(c, y[i])
    return bytes(out)


# ---- AES-256-GCM (NIST SP 800-38D) ----

SBOX = [0] * 256
_p = _q = 1
while True:
    _p ^= (_p << 1 ^ (0x11b if _p & 0x80 else 0)) & 0x1ff
    _q ^= _q << 1
    _q ^= _q << 2
    _q ^= _q << 4
    _q &= 255
    if _q & 0x80:
        _q ^= 9
    _x = _q ^ (_q << 1 | _q >> 7) ^ (_q << 2 | _q >> 6)
    _x ^= (_q << 3 | _q >> 5) ^ (_q << 4 | _q >> 4)
    SBOX[_p] = (_x ^ 0x63) & 255
    if _p == 1:
        break
SBOX[0] = 0x63
T0 = []
for _s in SBOX:
    _2 = gf_mul(_s, 2)
    T0.append(_2 << 24 | _s << 16 | _s << 8 | _2 ^ _s)
T1 = [(t >> 8 | t << 24) & 0xffffffff for t in T0]
T2 = [(t >> 16 | t << 16) & 0xffffffff for t in T0]
T3 = [(t >> 24 | t << 8) & 0xffffffff for t in T0]


def aes_keys(key):
    w = [int.from_bytes(key[i:i + 4], 'big') for i in range(0, 32, 4)]
    c = 1
    for i in range(8, 60):
        t = w[-1]
        if i % 8 == 0:
            t = (t << 8 | t >> 24) & 0xffffffff
        if i % 4 == 0:
            t = int.from_bytes(bytes(SBOX[b] for b in t.to_bytes(4, 'big')),
                               'big')
        if i % 8 == 0:
            t ^= c << 24
            c = gf_mul(c, 2)
        w.append(w[-8] ^ t)
    return w


def aes_block(w, block):
    s = [int.from_bytes(block[i:i + 4], 'big') ^ w[i // 4]
         for i in range(0, 16, 4)]
    for r in range(4, 56, 4):
        s = [T0[s[i] >> 24] ^ T1[s[(i + 1) % 4] >> 16 & 255] ^
             T2[s[(i + 2) % 4] >> 8 & 255] ^ T3[s[(i + 3) % 4] & 255] ^
             w[r + i] for i in range(4)]
    out = b''
    for i in range(4):
        v = (SBOX[s[i] >> 24] << 24 | SBOX[s[(i + 1) % 4] >> 16 & 255] << 16 |
             SBOX[s[(i + 2) % 4] >> 8 & 255] << 8 |
             SBOX[s[(i + 3) % 4] & 255])
        out += (v ^ w[56 + i]).to_bytes(4, 'big')
    return out


def _ghash(h, data):
    x = 0
    h = int.from_bytes(h, 'big')
    table = []
    for _ in range(128):
        table.append(h)
        h = h >> 1 ^ (0xe1 << 120 if h & 1 else 0)
    for i in range(0, len(data), 16):
        x ^= int.from_bytes(data[i:i + 16], 'big')
        y, j = 0, 127
        while x:
            if x & 1:
                y ^= table[j]
            x >>= 1
            j -= 1
        x = y
    return x.to_bytes(16, 'big')


def _gcm(key, nonce, aad, data, sealed):
    w = aes_keys(key)
    out = b''
    for i in range(0, len(data), 16):
        pad = aes_block(w, nonce + (i // 16 + 2).to_bytes(4, 'big'))
        out += bytes(a ^ b for a, b in zip(data[i:i + 16], pad))
    text = data if sealed else out
    whole = (aad + bytes(-len(aad) % 16) + text + bytes(-len(text) % 16) +
             (8 * len(aad)).to_bytes(8, 'big') +
             (8 * len(text)).to_bytes(8, 'big'))
    tag = bytes(a ^ b for a, b in zip(
        _ghash(aes_block(w, bytes(16)), whole),
        aes_block(w, nonce + b'\0\0\0\1')))
    return out, tag


def gcm_open(key, nonce, aad, sealed):
    """The plain bytes, or None."""
    if len(sealed) < 16:
        return None
    out, tag = _gcm(key, nonce, aad, sealed[:-16], True)
    return out if tag == sealed[-16:] else None


def gcm_seal(key, nonce, aad, plain):
    out, tag = _gcm(key, nonce, aad, plain, False)
    return out + tag


suite_p256 = Suite('p256', 'P256-AES256GCM-SHA256', 'ES256', P256, sha256, 16,
                   gcm_seal, gcm_open)
suite_sm = Suite('sm', 'SM2-SM4CTR-HMACSM3', 'SM2SM3', SM2, sm.sm3, 32,
                 sm.piece_seal, sm.piece_open)
SUITES = {s.word: s for s in (suite_p256, suite_sm)}
