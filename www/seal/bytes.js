/* Bytes and their text forms. */

export const utf8 = (s) => new TextEncoder().encode(s);
export const text = (b) =>
	new TextDecoder("utf-8", { fatal: true }).decode(b);

export function join(...parts) {
	const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
	let at = 0;

	for (const p of parts) {
		all.set(p, at);
		at += p.length;
	}
	return all;
}

export function random(n) {
	return crypto.getRandomValues(new Uint8Array(n));
}

/* The same time whatever differs. */
export function same(a, b) {
	let differ = a.length ^ b.length;

	for (let i = 0; i < a.length; i++)
		differ |= a[i] ^ b[i];
	return differ === 0;
}

export function hex(b) {
	let s = "";

	for (const x of b)
		s += (x < 16 ? "0" : "") + x.toString(16);
	return s;
}

/* Exactly n bytes, or null. */
export function unhex(s, n) {
	if (typeof s !== "string" || s.length !== 2 * n ||
	    !/^[0-9a-f]*$/i.test(s))
		return null;
	return Uint8Array.from({ length: n }, (_, i) =>
		parseInt(s.slice(2 * i, 2 * i + 2), 16));
}

/* base64url without padding, as JOSE writes it. */
export function b64u(b) {
	let s = "";

	for (const x of b)
		s += String.fromCharCode(x);
	return btoa(s).replace(/\+/g, "-").replace(/\//g, "_")
		.replace(/=/g, "");
}

/* null unless it is the one spelling of some bytes. */
export function unb64u(s) {
	let b;

	if (typeof s !== "string" || !/^[\w-]*$/.test(s) || s.length % 4 === 1)
		return null;
	b = Uint8Array.from(
		atob(s.replace(/-/g, "+").replace(/_/g, "/")),
		(c) => c.charCodeAt(0));
	return b64u(b) === s ? b : null;
}

/* n in so many bytes, big endian. */
export function be(n, bytes) {
	const b = new Uint8Array(bytes);

	for (let i = bytes - 1; i >= 0; i--) {
		b[i] = n % 256;
		n = Math.floor(n / 256);
	}
	return b;
}
