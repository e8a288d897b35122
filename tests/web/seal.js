// Seals a bid with nothing but Web Crypto, from the description in
// modules/core/envelope.h: a second implementation, to hold the first to its
// word, and what a browser would do.
//
//	node seal.js TRUSTEES.json BIDDER KEY.jwk SHEET.json FILE OUT [CHUNK]

"use strict";
const fs = require("fs");
const { webcrypto } = require("crypto");
const subtle = webcrypto.subtle;

const utf8 = (s) => new TextEncoder().encode(s);
const b64u = (b) => Buffer.from(b).toString("base64url");
const hex = (b) => Buffer.from(b).toString("hex");
const random = (n) => webcrypto.getRandomValues(new Uint8Array(n));
const sha256 = async (...parts) =>
	new Uint8Array(await subtle.digest("SHA-256", Buffer.concat(parts)));
const be32 = (n) => {
	const b = Buffer.alloc(4);
	b.writeUInt32BE(n);
	return b;
};
const be64 = (n) => {
	const b = Buffer.alloc(8);
	b.writeBigUInt64BE(BigInt(n));
	return b;
};

// GF(256) with 0x11b, by shifting.
function mul(a, b) {
	let p = 0;
	for (; b; b >>= 1) {
		if (b & 1) p ^= a;
		a = (a << 1) ^ (a & 0x80 ? 0x11b : 0);
	}
	return p;
}

// n shares of 32 bytes, any t of which give the secret at x = 0.
function split(secret, t, n) {
	const c = [secret];
	for (let i = 1; i < t; i++) c.push(random(32));
	return Array.from({ length: n }, (_, k) =>
		Uint8Array.from({ length: 32 }, (_, byte) => {
			let y = 0;
			for (let i = t - 1; i >= 0; i--) y = mul(y, k + 1) ^ c[i][byte];
			return y;
		}),
	);
}

// ECDH-ES+A256KW of RFC 7518 4.6 and A256GCM, flattened, epk in the header
// that is protected.
async function wrap(jwk, secret) {
	const curve = { name: "ECDH", namedCurve: "P-256" };
	const theirs = await subtle.importKey("jwk",
		{ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, curve, false, []);
	const ours = await subtle.generateKey(curve, true, ["deriveBits"]);
	const z = new Uint8Array(await subtle.deriveBits(
		{ name: "ECDH", public: theirs }, ours.privateKey, 256));
	const alg = utf8("ECDH-ES+A256KW");
	const kek = await subtle.importKey("raw",
		await sha256(be32(1), z, be32(alg.length), alg, be32(0), be32(0), be32(256)),
		"AES-KW", false, ["wrapKey"]);
	const cek = await subtle.importKey("raw", random(32), "AES-GCM", true, ["encrypt"]);
	const { kty, crv, x, y } = await subtle.exportKey("jwk", ours.publicKey);
	const head = b64u(utf8(JSON.stringify(
		{ alg: "ECDH-ES+A256KW", enc: "A256GCM", epk: { kty, crv, x, y } })));
	const iv = random(12);
	const sealed = new Uint8Array(await subtle.encrypt(
		{ name: "AES-GCM", iv, additionalData: utf8(head) }, cek, secret));
	return {
		protected: head,
		encrypted_key: b64u(await subtle.wrapKey("raw", cek, kek, "AES-KW")),
		iv: b64u(iv),
		ciphertext: b64u(sealed.subarray(0, sealed.length - 16)),
		tag: b64u(sealed.subarray(sealed.length - 16)),
	};
}

const thumbprint = async ({ crv, kty, x, y }) =>
	b64u(await sha256(utf8(JSON.stringify({ crv, kty, x, y }))));

async function seal(trustees, bidder, own, sheet, file, chunkSize) {
	const plain = Buffer.concat([be32(sheet.length), sheet, file]);
	const key = random(32);
	const list = trustees.trustees;
	const shares = split(key, trustees.threshold, list.length);
	// what says for whom a secret is goes with it
	const binding = (position) => sha256(utf8("GGZY-BID-2 for\n" +
		`${trustees.trade}\n${bidder}\n${position}\n`));
	const commitment = async (position, secret) => hex(await sha256(
		utf8("GGZY-BID-2 secret"), await binding(position), secret));
	const bound = async (position, secret) =>
		Buffer.concat([secret, await binding(position)]);
	const header = {
		suite: "P256-AES256GCM-SHA256",
		trade: trustees.trade,
		bidder,
		members: [],
		threshold: trustees.threshold,
		chunk_size: chunkSize,
		chunks: Math.ceil(plain.length / chunkSize),
		size: plain.length,
		commitment: await commitment(0, key),
		shares: await Promise.all(list.map(async (t, i) => ({
			position: i + 1,
			thumbprint: await thumbprint(t.jwk),
			commitment: await commitment(i + 1, shares[i]),
			jwe: await wrap(t.jwk, await bound(i + 1, shares[i])),
		}))),
		own: { thumbprint: await thumbprint(own), jwe: await wrap(own, await bound(0, key)) },
	};
	const line = utf8(JSON.stringify(header));
	const lineHash = await sha256(line);
	const gcm = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
	const out = [utf8("GGZY-BID-2\n"), line, utf8("\n")];
	for (let i = 0; i < header.chunks; i++)
		out.push(new Uint8Array(await subtle.encrypt({
			name: "AES-GCM",
			iv: Buffer.concat([be32(0), be64(i)]),
			additionalData: Buffer.concat([lineHash, be64(i), be64(header.chunks)]),
		}, gcm, plain.subarray(i * chunkSize, (i + 1) * chunkSize))));
	return Buffer.concat(out);
}

async function main([trustees, bidder, key, sheet, file, out, chunk]) {
	const json = (path) => JSON.parse(fs.readFileSync(path, "utf8"));
	fs.writeFileSync(out, await seal(json(trustees), bidder, json(key),
		fs.readFileSync(sheet), fs.readFileSync(file), Number(chunk || 65536)));
}

main(process.argv.slice(2)).catch((e) => {
	console.error(e);
	process.exit(1);
});
