/*
 * Secret sharing as modules/core/shamir.h has it: bytes of a secret are values
 * at x = 0 of polynomials over GF(256) with 0x11b; shares are 32 bytes.
 */
import { random } from "./bytes.js";

/* In the same steps for all values. */
function mul(a, b) {
	let p = 0;

	for (let i = 0; i < 8; i++, b >>= 1) {
		p ^= a & -(b & 1);
		a = a << 1 ^ 0x11b & -(a >> 7);
	}
	return p;
}

/* a^254 */
function inverse(a) {
	let r = 1;

	for (let i = 0; i < 7; i++) {
		a = mul(a, a);
		r = mul(r, a);
	}
	return r;
}

/* n shares, those of x = 1 to n, any t of which give the secret. */
export function split(secret, t, n) {
	const c = [secret], shares = [];

	if (!(t >= 1 && t <= n && n <= 255))
		throw new RangeError("份额数不对");
	while (c.length < t)
		c.push(random(secret.length));
	for (let x = 1; x <= n; x++)
		shares.push(secret.map((_, i) => {
			let y = 0;

			for (let k = t - 1; k >= 0; k--)
				y = mul(y, x) ^ c[k][i];
			return y;
		}));
	c.slice(1).forEach((b) => b.fill(0));
	return shares;
}

/* The secret of [{x, y}, ...]; each x once. */
export function combine(shares) {
	const xs = shares.map((s) => s.x);
	const out = new Uint8Array(shares[0] ? shares[0].y.length : 0);

	if (!xs.length || new Set(xs).size !== xs.length ||
	    !xs.every((x) => x >= 1 && x <= 255))
		throw new RangeError("份额的序位有误或重复");
	shares.forEach((s) => {
		let weight = 1;

		for (const x of xs)
			if (x !== s.x)
				weight = mul(weight, mul(x, inverse(x ^ s.x)));
		for (let i = 0; i < out.length; i++)
			out[i] ^= mul(weight, s.y[i]);
	});
	return out;
}
