/*
 * SM3 (GB/T 32905) and HMAC-SM3.
 *
 *	sm3(a, b, ...)			the digest of the parts in a row
 *	const h = new Sm3(); h.add(a); h.end()
 *	hmac(key, a, b, ...)		key of at most 64 bytes
 */

const T = Uint32Array.from({ length: 64 }, (_, j) => {
	const t = j < 16 ? 0x79cc4519 : 0x7a879d8a, n = j % 32;

	return n ? t << n | t >>> 32 - n : t;
});
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
	0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

export class Sm3 {
	constructor() {
		this.v = Uint32Array.from(START);
		this.w = new Uint32Array(68);
		this.part = new Uint8Array(64);
		this.n = 0; /* bytes so far */
	}

	add(b) {
		let at = 0, have = this.n % 64;

		this.n += b.length;
		if (have) {
			at = Math.min(64 - have, b.length);
			this.part.set(b.subarray(0, at), have);
			if (have + at < 64)
				return this;
			this.block(this.part, 0);
		}
		for (; at + 64 <= b.length; at += 64)
			this.block(b, at);
		this.part.set(b.subarray(at), 0);
		return this;
	}

	end() {
		const n = this.n, out = new Uint8Array(32);
		const pad = new Uint8Array((n % 64 < 56 ? 64 : 128) - n % 64);
		const bits = new DataView(pad.buffer), to = new DataView(out.buffer);

		pad[0] = 0x80;
		bits.setUint32(pad.length - 8, Math.floor(n / 0x20000000));
		bits.setUint32(pad.length - 4, n * 8 >>> 0);
		this.add(pad);
		for (let i = 0; i < 8; i++)
			to.setUint32(4 * i, this.v[i]);
		return out;
	}

	block(b, at) {
		const v = this.v, w = this.w;
		let A = v[0], B = v[1], C = v[2], D = v[3];
		let E = v[4], F = v[5], G = v[6], H = v[7];
		let j, x, a12, s1, s2, t1, t2;

		for (j = 0; j < 16; j++, at += 4)
			w[j] = b[at] << 24 | b[at + 1] << 16 | b[at + 2] << 8 |
				b[at + 3];
		for (; j < 68; j++) {
			x = w[j - 3];
			x = w[j - 16] ^ w[j - 9] ^ (x << 15 | x >>> 17);
			x ^= (x << 15 | x >>> 17) ^ (x << 23 | x >>> 9);
			t1 = w[j - 13];
			w[j] = x ^ (t1 << 7 | t1 >>> 25) ^ w[j - 6];
		}
		for (j = 0; j < 16; j++) {
			a12 = A << 12 | A >>> 20;
			s1 = a12 + E + T[j] | 0;
			s1 = s1 << 7 | s1 >>> 25;
			s2 = s1 ^ a12;
			t1 = (A ^ B ^ C) + D + s2 + (w[j] ^ w[j + 4]) | 0;
			t2 = (E ^ F ^ G) + H + s1 + w[j] | 0;
			D = C;
			C = B << 9 | B >>> 23;
			B = A;
			A = t1;
			H = G;
			G = F << 19 | F >>> 13;
			F = E;
			E = t2 ^ (t2 << 9 | t2 >>> 23) ^ (t2 << 17 | t2 >>> 15);
		}
		for (; j < 64; j++) {
			a12 = A << 12 | A >>> 20;
			s1 = a12 + E + T[j] | 0;
			s1 = s1 << 7 | s1 >>> 25;
			s2 = s1 ^ a12;
			t1 = (A & B | A & C | B & C) + D + s2 +
				(w[j] ^ w[j + 4]) | 0;
			t2 = (E & F | ~E & G) + H + s1 + w[j] | 0;
			D = C;
			C = B << 9 | B >>> 23;
			B = A;
			A = t1;
			H = G;
			G = F << 19 | F >>> 13;
			F = E;
			E = t2 ^ (t2 << 9 | t2 >>> 23) ^ (t2 << 17 | t2 >>> 15);
		}
		v[0] ^= A;
		v[1] ^= B;
		v[2] ^= C;
		v[3] ^= D;
		v[4] ^= E;
		v[5] ^= F;
		v[6] ^= G;
		v[7] ^= H;
	}
}

export function sm3(...parts) {
	const h = new Sm3();

	for (const p of parts)
		h.add(p);
	return h.end();
}

export function hmac(key, ...parts) {
	const inner = new Uint8Array(64).fill(0x36);
	const outer = new Uint8Array(64).fill(0x5c);

	key.forEach((x, i) => {
		inner[i] ^= x;
		outer[i] ^= x;
	});
	return sm3(outer, sm3(inner, ...parts));
}
