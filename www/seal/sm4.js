/*
 * SM4 (GB/T 32907) in counter mode.
 *
 *	ctr(key, counter, bytes)	encrypts or decrypts in place
 *
 * The S-box is computed, not typed: the inverse in GF(2^8) modulo
 * x^8+x^7+x^6+x^5+x^4+x^2+1 between two affine maps.  The round function is
 * looked up in four tables of words.
 */

const RING = 0x1f5;

function mul(a, b) {
	let p = 0;

	for (; b; b >>= 1) {
		if (b & 1)
			p ^= a;
		a = a << 1 ^ (a & 0x80 ? RING : 0);
	}
	return p;
}

/* Row i of the matrix is 0xa7 turned i places; then 0xd3 is added. */
function affine(x) {
	let y = 0;

	for (let i = 0; i < 8; i++) {
		let bits = x & (0xa7 << i | 0xa7 >> 8 - i) & 0xff;

		bits ^= bits >> 4;
		bits ^= bits >> 2;
		y |= ((bits ^ bits >> 1) & 1) << i;
	}
	return y ^ 0xd3;
}

function inverse(x) {
	let r = 1;

	for (let i = 0; i < 254; i++)
		r = mul(r, x);
	return r;
}

const turn = (x, n) => x << n | x >>> 32 - n;
const S = Uint8Array.from({ length: 256 }, (_, x) =>
	affine(inverse(affine(x))));
const L = (x) => x ^ turn(x, 2) ^ turn(x, 10) ^ turn(x, 18) ^ turn(x, 24);
const T0 = Uint32Array.from({ length: 256 }, (_, x) => L(S[x] << 24));
const T1 = T0.map((x) => turn(x, 24));
const T2 = T0.map((x) => turn(x, 16));
const T3 = T0.map((x) => turn(x, 8));

function words(b, n) {
	const v = new DataView(b.buffer, b.byteOffset, b.byteLength);

	return Uint32Array.from({ length: n }, (_, i) => v.getUint32(4 * i));
}

function schedule(key) {
	const k = words(key, 4), rk = new Uint32Array(32);

	k[0] ^= 0xa3b1bac6;
	k[1] ^= 0x56aa3350;
	k[2] ^= 0x677d9197;
	k[3] ^= 0xb27022dc;
	for (let i = 0; i < 32; i++) {
		let x = k[i + 1 & 3] ^ k[i + 2 & 3] ^ k[i + 3 & 3];

		for (let j = 0; j < 4; j++) /* CK: bytes 7 (4i + j) mod 256 */
			x ^= (7 * (4 * i + j) & 255) << 24 - 8 * j;
		x = S[x >>> 24] << 24 | S[x >>> 16 & 255] << 16 |
			S[x >>> 8 & 255] << 8 | S[x & 255];
		k[i & 3] ^= x ^ turn(x, 13) ^ turn(x, 23);
		rk[i] = k[i & 3];
	}
	k.fill(0);
	return rk;
}

/* The last four bytes count the blocks, less than 2^32 of them. */
export function ctr(key, counter, bytes) {
	const rk = schedule(key), c = words(counter, 4), out = new Uint32Array(4);
	const n = bytes.length;
	let at = 0, low = c[3];

	for (; at < n; at += 16, low = low + 1 >>> 0) {
		let a = c[0], b = c[1], d = c[2], e = low, x;

		for (let i = 0; i < 32; i += 4) {
			x = b ^ d ^ e ^ rk[i];
			a ^= T0[x >>> 24] ^ T1[x >>> 16 & 255] ^
				T2[x >>> 8 & 255] ^ T3[x & 255];
			x = d ^ e ^ a ^ rk[i + 1];
			b ^= T0[x >>> 24] ^ T1[x >>> 16 & 255] ^
				T2[x >>> 8 & 255] ^ T3[x & 255];
			x = e ^ a ^ b ^ rk[i + 2];
			d ^= T0[x >>> 24] ^ T1[x >>> 16 & 255] ^
				T2[x >>> 8 & 255] ^ T3[x & 255];
			x = a ^ b ^ d ^ rk[i + 3];
			e ^= T0[x >>> 24] ^ T1[x >>> 16 & 255] ^
				T2[x >>> 8 & 255] ^ T3[x & 255];
		}
		if (at + 16 <= n) {
			bytes[at] ^= e >>> 24;
			bytes[at + 1] ^= e >>> 16;
			bytes[at + 2] ^= e >>> 8;
			bytes[at + 3] ^= e;
			bytes[at + 4] ^= d >>> 24;
			bytes[at + 5] ^= d >>> 16;
			bytes[at + 6] ^= d >>> 8;
			bytes[at + 7] ^= d;
			bytes[at + 8] ^= b >>> 24;
			bytes[at + 9] ^= b >>> 16;
			bytes[at + 10] ^= b >>> 8;
			bytes[at + 11] ^= b;
			bytes[at + 12] ^= a >>> 24;
			bytes[at + 13] ^= a >>> 16;
			bytes[at + 14] ^= a >>> 8;
			bytes[at + 15] ^= a;
			continue;
		}
		out[0] = e;
		out[1] = d;
		out[2] = b;
		out[3] = a;
		for (let i = 0; at + i < n; i++)
			bytes[at + i] ^= out[i >> 2] >>> 24 - 8 * (i & 3);
	}
	rk.fill(0);
	return bytes;
}
