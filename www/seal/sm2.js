/*
 * SM2 (GB/T 32918) on the recommended curve, with SM3: keys, encryption (C1 C3
 * C2 in the DER of GM/T 0009), signatures by the identity 1234567812345678.
 *
 * Points are {x, y} of BigInt; keys here are bytes, 32 a coordinate.  BigInt
 * does not take the same time for all values: whoever can measure a browser to
 * the microsecond while it computes may learn of the key.  Keys used this way
 * belong to the machine they are used on.
 */
import { be, join, random, same, utf8 } from "./bytes.js";
import { sm3 } from "./sm3.js";

const P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFFn;
const A = P - 3n;
const B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93n;
const N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123n;
const G = {
	x: 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7n,
	y: 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0n
};
const ID = "1234567812345678";

const mod = (x, m) => (x %= m, x < 0n ? x + m : x);

function inverse(x, m) {
	let a = mod(x, m), b = m, u = 1n, v = 0n;

	while (a > 1n) {
		const q = b / a;

		[a, b] = [b - q * a, a];
		[u, v] = [v - q * u, u];
	}
	return mod(u, m);
}

const number = (b) => b.reduce((n, x) => n << 8n | BigInt(x), 0n);

function bytes(n) {
	const b = new Uint8Array(32);

	for (let i = 31; i >= 0; i--, n >>= 8n)
		b[i] = Number(n & 255n);
	return b;
}

function onCurve({ x, y }) {
	return x >= 0n && x < P && y >= 0n && y < P &&
		mod(y * y - (x * x + A) * x - B, P) === 0n;
}

/* Jacobian coordinates: x = X / Z^2, y = Y / Z^3; Z = 0 is infinity. */
function double([X, Y, Z]) {
	const z2 = Z * Z % P, y2 = Y * Y % P, s = 4n * X * y2 % P;
	const m = 3n * (X - z2) * (X + z2) % P; /* a = -3 */
	const x = mod(m * m - 2n * s, P);

	return [x, mod(m * (s - x) - 8n * y2 * y2, P), 2n * Y * Z % P];
}

function add(p, q) {
	if (!p[2])
		return q;
	if (!q[2])
		return p;
	const z1 = p[2] * p[2] % P, z2 = q[2] * q[2] % P;
	const u1 = p[0] * z2 % P, u2 = q[0] * z1 % P;
	const s1 = p[1] * z2 * q[2] % P, s2 = q[1] * z1 * p[2] % P;
	const h = mod(u2 - u1, P), r = mod(s2 - s1, P);

	if (!h)
		return r ? [1n, 1n, 0n] : double(p);
	const h2 = h * h % P, h3 = h2 * h % P, v = u1 * h2 % P;
	const x = mod(r * r - h3 - 2n * v, P);

	return [x, mod(r * (v - x) - s1 * h3, P), p[2] * q[2] * h % P];
}

/* k times the point, or null for infinity. */
function times(k, point) {
	const p = [point.x, point.y, 1n];
	let r = [1n, 1n, 0n];

	for (let i = 255n; i >= 0n; i--) {
		r = double(r);
		if (k >> i & 1n)
			r = add(r, p);
	}
	return affine(r);
}

function affine([X, Y, Z]) {
	if (!Z)
		return null;
	const z = inverse(Z, P), z2 = z * z % P;

	return { x: X * z2 % P, y: Y * z2 * z % P };
}

/* 1 to most, all alike likely. */
function secret(most) {
	let k;

	do
		k = number(random(32));
	while (k < 1n || k > most);
	return k;
}

/* {x, y, d} */
export function make() {
	const d = secret(N - 2n), p = times(d, G);

	return { x: bytes(p.x), y: bytes(p.y), d: bytes(d) };
}

const point = (key) => ({ x: number(key.x), y: number(key.y) });

/* Is it a public key? */
export function isKey(key) {
	return onCurve(point(key));
}

/* Does d belong to x and y? */
export function isPair(key) {
	const d = number(key.d), p = d && d < N ? times(d, G) : null;

	return !!p && same(bytes(p.x), key.x) && same(bytes(p.y), key.y);
}

/* n bytes of SM3(x2 || y2 || 1), SM3(x2 || y2 || 2) ... */
function stream(p, n) {
	const out = new Uint8Array(n);

	for (let at = 0, i = 1; at < n; at += 32, i++)
		out.set(sm3(bytes(p.x), bytes(p.y), be(i, 4))
			.subarray(0, n - at), at);
	return out;
}

const der = (tag, body) => join(body.length < 128 ?
	Uint8Array.of(tag, body.length) :
	Uint8Array.of(tag, 0x81, body.length), body);

function integer(n) {
	let b = bytes(n), i = 0;

	while (i < 31 && !b[i])
		i++;
	b = b.subarray(i);
	return der(2, b[0] & 0x80 ? join(Uint8Array.of(0), b) : b);
}

/* The body of the element with that tag at the head of b, and the rest. */
function element(b, tag) {
	let at = 2, n = b[1];

	if (n === 0x81) {
		n = b[2];
		at = 3;
		if (n < 128)
			return null;
	} else if (n > 127) {
		return null;
	}
	return b[0] === tag && at + n <= b.length ?
		[b.subarray(at, at + n), b.subarray(at + n)] : null;
}

/* The positive number at the head of b in its shortest form, and the rest. */
function readInteger(b) {
	const e = element(b, 2), v = e && e[0];

	if (!e || !v.length || v.length > 33 || v[0] & 0x80 ||
	    (v.length > 1 && !v[0] && !(v[1] & 0x80)))
		return null;
	return [number(v), e[1]];
}

/* {point, check, text}, or null if it is not DER as GM/T 0009 has it. */
function parse(b) {
	const all = element(b, 0x30);
	const x = all && !all[1].length && readInteger(all[0]);
	const y = x && readInteger(x[1]);
	const check = y && element(y[1], 4);
	const text = check && element(check[1], 4);

	return text && !text[1].length && check[0].length === 32 ?
		{ point: { x: x[0], y: y[0] }, check: check[0], text: text[0] } :
		null;
}

const xor = (a, b) => a.map((x, i) => x ^ b[i]);

/* Up to 64 bytes for a public key. */
export function encrypt(key, plain) {
	for (;;) {
		const k = secret(N - 1n), c1 = times(k, G);
		const p = times(k, point(key)), t = stream(p, plain.length);

		if (t.every((x) => !x))
			continue;
		return der(0x30, join(integer(c1.x), integer(c1.y),
			der(4, sm3(bytes(p.x), plain, bytes(p.y))),
			der(4, xor(plain, t))));
	}
}

/* The plaintext, or null. */
export function decrypt(key, sealed) {
	const c = parse(sealed);

	if (!c || !onCurve(c.point))
		return null;
	const p = times(number(key.d), c.point);

	if (!p)
		return null;
	const plain = xor(c.text, stream(p, c.text.length));

	return same(sm3(bytes(p.x), plain, bytes(p.y)), c.check) ? plain : null;
}

/* What is signed: SM3(Z || message), Z of the signer's name and key. */
function digest(key, message) {
	const id = utf8(ID);
	const z = sm3(be(8 * id.length, 2), id, bytes(A), bytes(B), bytes(G.x),
		bytes(G.y), key.x, key.y);

	return number(sm3(z, message));
}

/* 64 bytes, r || s. */
export function sign(key, message) {
	const e = digest(key, message), d = number(key.d);

	for (;;) {
		const k = secret(N - 1n), r = mod(e + times(k, G).x, N);
		const s = mod(inverse(1n + d, N) * (k - r * d), N);

		if (r && r + k !== N && s)
			return join(bytes(r), bytes(s));
	}
}

export function verify(key, message, signature) {
	const r = number(signature.subarray(0, 32));
	const s = number(signature.subarray(32)), t = mod(r + s, N);

	if (signature.length !== 64 || !isKey(key) || !r || r >= N || !s ||
	    s >= N || !t)
		return false;
	const a = times(s, G), b = times(t, point(key));
	const p = affine(add([a.x, a.y, 1n], [b.x, b.y, 1n]));

	return !!p && mod(digest(key, message) + p.x, N) === r;
}
