"""SM2, SM3 and SM4 (GB/T 32918, 32905, 32907) as verify.py needs them: the
Python standard library alone."""
import hashlib

# ---- SM3 ----

MASK = 0xffffffff


def _rol(x, n):
    n %= 32
    return (x << n | x >> 32 - n) & MASK


_T = [_rol(0x79cc4519 if j < 16 else 0x7a879d8a, j) for j in range(64)]


def _compress(v, block):
    w = [int.from_bytes(block[i:i + 4], 'big') for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _rol(w[j - 3], 15)
        w.append(x ^ _rol(x, 15) ^ _rol(x, 23) ^ _rol(w[j - 13], 7) ^
                 w[j - 6])
    a, b, c, d, e, f, g, h = v
    for j in range(64):
        s1 = _rol((_rol(a, 12) + e + _T[j]) & MASK, 7)
        s2 = s1 ^ _rol(a, 12)
        if j < 16:
            ff, gg = a ^ b ^ c, e ^ f ^ g
        else:
            ff, gg = a & b | a & c | b & c, e & f | ~e & MASK & g
        t1 = (ff + d + s2 + (w[j] ^ w[j + 4])) & MASK
        t2 = (gg + h + s1 + w[j]) & MASK
        d, c, b, a = c, _rol(b, 9), a, t1
        h, g, f, e = g, _rol(f, 19), e, t2 ^ _rol(t2, 9) ^ _rol(t2, 17)
    return [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]


def sm3_slow(data):
    v = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
         0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
    data += (b'\x80' + bytes((55 - len(data)) % 64) +
             (8 * len(data)).to_bytes(8, 'big'))
    for i in range(0, len(data), 64):
        v = _compress(v, data[i:i + 64])
    return b''.join(x.to_bytes(4, 'big') for x in v)


def sm3(data):
    return hashlib.new('sm3', data).digest()


try:
    sm3(b'')
except ValueError:
    sm3 = sm3_slow


def hmac_sm3(key, data):
    key = (sm3(key) if len(key) > 64 else key).ljust(64, b'\0')
    return sm3(bytes(b ^ 0x5c for b in key) +
               sm3(bytes(b ^ 0x36 for b in key) + data))


# ---- SM4 ----

SBOX = bytes.fromhex(
    'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699'
    '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6'
    '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35'
    '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e'
    'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3'
    '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51'
    '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0'
    '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948')


def _sub(x):
    return (SBOX[x >> 24] << 24 | SBOX[x >> 16 & 255] << 16 |
            SBOX[x >> 8 & 255] << 8 | SBOX[x & 255])


_round = []
for _i in range(4):
    _row = []
    for _b in SBOX:
        _x = _b << 24 - 8 * _i
        _row.append(_x ^ _rol(_x, 2) ^ _rol(_x, 10) ^ _rol(_x, 18) ^
                    _rol(_x, 24))
    _round.append(_row)


def sm4_keys(key):
    k = [int.from_bytes(key[i:i + 4], 'big') ^ c for i, c in zip(
        range(0, 16, 4), (0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc))]
    for i in range(32):
        ck = 0
        for j in range(4):
            ck = ck << 8 | (4 * i + j) * 7 & 255
        x = _sub(k[-3] ^ k[-2] ^ k[-1] ^ ck)
        k.append(k[-4] ^ x ^ _rol(x, 13) ^ _rol(x, 23))
    return k[4:]


def sm4_block(keys, block):
    a, b, c, d = (int.from_bytes(block[i:i + 4], 'big')
                  for i in range(0, 16, 4))
    r0, r1, r2, r3 = _round
    for k in keys:
        x = b ^ c ^ d ^ k
        a, b, c, d = b, c, d, a ^ r0[x >> 24] ^ r1[x >> 16 & 255] ^ \
            r2[x >> 8 & 255] ^ r3[x & 255]
    return b''.join(x.to_bytes(4, 'big') for x in (d, c, b, a))


def _parts(key, nonce, aad, sealed):
    x = hmac_sm3(bytes(32), key)
    k1 = hmac_sm3(x, b'GGZY-BID-2 SM4-CTR\1')[:16]
    k2 = hmac_sm3(x, b'GGZY-BID-2 HMAC-SM3\1')
    return k1, hmac_sm3(k2, aad + nonce + sealed + len(aad).to_bytes(
        8, 'big') + len(sealed).to_bytes(8, 'big'))


def _ctr(k1, nonce, data):
    keys, out = sm4_keys(k1), bytearray()
    for i in range(0, len(data), 16):
        pad = sm4_block(keys, nonce + (i // 16).to_bytes(4, 'big'))
        out += bytes(a ^ b for a, b in zip(data[i:i + 16], pad))
    return bytes(out)


def piece_open(key, nonce, aad, sealed):
    """The plain bytes, or None."""
    if len(sealed) < 32:
        return None
    k1, tag = _parts(key, nonce, aad, sealed[:-32])
    return _ctr(k1, nonce, sealed[:-32]) if tag == sealed[-32:] else None


def piece_seal(key, nonce, aad, plain):
    k1, _ = _parts(key, nonce, aad, b'')
    out = _ctr(k1, nonce, plain)
    return out + _parts(key, nonce, aad, out)[1]


# ---- SM2: what is signed ----

ID = b'1234567812345678'


def signed_digest(curve, q, data):
    """SM3(Z || data)."""
    z = sm3((8 * len(ID)).to_bytes(2, 'big') + ID + b''.join(
        x.to_bytes(32, 'big') for x in (
            curve.a, curve.b, *curve.g, *q)))
    return sm3(z + data)
