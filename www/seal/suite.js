/*
 * The two suites, one row each, as modules/core/suite.h lists them.  A suite
 * computes with bytes; keys are JWK objects.
 *
 *	name, word, crv, tag
 *	hash(...parts)			digest of 32 bytes
 *	make()				a private JWK
 *	isKey(jwk)			is the public half a point of the curve?
 *	wrap(jwk, secret)		an object {protected, ciphertext, ...}
 *	unwrap(jwk, wrapped, n)		the secret of n bytes, or null
 *	cipher(key)			{seal(nonce, aad, plain),
 *					 open(nonce, aad, sealed)}: bytes, open
 *					 null if it was changed
 */
import * as sm2 from "./sm2.js";
import { b64u, be, join, random, same, text, unb64u, utf8 } from "./bytes.js";
import { ctr } from "./sm4.js";
import { hmac, sm3 } from "./sm3.js";

const subtle = () => {
	if (globalThis.crypto && crypto.subtle)
		return crypto.subtle;
	throw new Error("浏览器没有提供加密功能，请通过 https 打开本页");
};

/* ---- P256-AES256GCM-SHA256, by Web Crypto ---- */

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const ALG = "ECDH-ES+A256KW", ENC = "A256GCM";
const bare = ({ crv, kty, x, y }) => ({ crv, kty, x, y });

async function sha256(...parts) {
	return new Uint8Array(await subtle().digest("SHA-256", join(...parts)));
}

/* The key that wraps: Concat KDF of RFC 7518, 4.6. */
async function kek(theirs, ours, use) {
	const z = new Uint8Array(await subtle().deriveBits(
		{ name: "ECDH", public: theirs }, ours, 256));
	const alg = utf8(ALG);
	const key = await sha256(be(1, 4), z, be(alg.length, 4), alg, be(0, 4),
		be(0, 4), be(256, 4));

	z.fill(0);
	return subtle().importKey("raw", key, "AES-KW", false, [use]);
}

const publicKey = (jwk) => subtle().importKey("jwk", bare(jwk), ECDH, false, []);

async function p256Wrap(jwk, secret) {
	const ours = await subtle().generateKey(ECDH, true, ["deriveBits"]);
	const outer = await kek(await publicKey(jwk), ours.privateKey, "wrapKey");
	const inner = await subtle().generateKey({ name: "AES-GCM", length: 256 },
		true, ["encrypt"]);
	const epk = bare(await subtle().exportKey("jwk", ours.publicKey));
	const head = b64u(utf8(JSON.stringify({ alg: ALG, enc: ENC, epk })));
	const iv = random(12);
	const sealed = new Uint8Array(await subtle().encrypt(
		{ name: "AES-GCM", iv, additionalData: utf8(head) }, inner, secret));

	return {
		protected: head,
		encrypted_key: b64u(new Uint8Array(
			await subtle().wrapKey("raw", inner, outer, "AES-KW"))),
		iv: b64u(iv),
		ciphertext: b64u(sealed.subarray(0, -16)),
		tag: b64u(sealed.subarray(-16))
	};
}

/* epk of a header that names our algorithms and nothing else, or null. */
function epkOf(wrapped) {
	const head = JSON.parse(text(unb64u(wrapped.protected)));
	const all = { ...wrapped.header, ...head };
	const names = Object.keys(head).concat(Object.keys(wrapped.header || {}));

	return names.sort().join() === "alg,enc,epk" && all.alg === ALG &&
		all.enc === ENC && all.epk.kty === "EC" &&
		all.epk.crv === "P-256" ? all.epk : null;
}

async function p256Unwrap(jwk, wrapped, n) {
	try {
		const ours = await subtle().importKey("jwk",
			{ ...bare(jwk), d: jwk.d }, ECDH, false, ["deriveBits"]);
		const outer = await kek(await publicKey(epkOf(wrapped)), ours,
			"unwrapKey");
		const inner = await subtle().unwrapKey("raw",
			unb64u(wrapped.encrypted_key), outer, "AES-KW", "AES-GCM",
			false, ["decrypt"]);
		const plain = new Uint8Array(await subtle().decrypt({
			name: "AES-GCM", iv: unb64u(wrapped.iv),
			additionalData: utf8(wrapped.protected)
		}, inner, join(unb64u(wrapped.ciphertext), unb64u(wrapped.tag))));

		return plain.length === n ? plain : null;
	} catch {
		return null;
	}
}

async function p256Cipher(bytes) {
	const key = await subtle().importKey("raw", bytes, "AES-GCM", false,
		["encrypt", "decrypt"]);
	const by = (iv, additionalData) => ({ name: "AES-GCM", iv, additionalData });

	return {
		seal: async (nonce, aad, plain) => new Uint8Array(
			await subtle().encrypt(by(nonce, aad), key, plain)),
		open: async (nonce, aad, sealed) => subtle()
			.decrypt(by(nonce, aad), key, sealed)
			.then((b) => new Uint8Array(b), () => null)
	};
}

const p256 = {
	name: "P256-AES256GCM-SHA256",
	word: "p256",
	crv: "P-256",
	tag: 16,
	hash: sha256,
	async make() {
		const pair = await subtle().generateKey(ECDH, true, ["deriveBits"]);
		const jwk = await subtle().exportKey("jwk", pair.privateKey);

		return { ...bare(jwk), d: jwk.d };
	},
	isKey: (jwk) => publicKey(jwk).then(() => true, () => false),
	wrap: p256Wrap,
	unwrap: p256Unwrap,
	cipher: p256Cipher
};

/* ---- SM2-SM4CTR-HMACSM3 ---- */

const SM2_HEAD = b64u(utf8('{"alg":"SM2"}'));
const bytesOf = (jwk) => ({
	x: unb64u(jwk.x), y: unb64u(jwk.y), d: jwk.d && unb64u(jwk.d)
});

async function smUnwrap(jwk, wrapped, n) {
	const sealed = unb64u(wrapped.ciphertext);
	const plain = sealed && wrapped.protected === SM2_HEAD &&
		Object.keys(wrapped).length === 2 &&
		sm2.decrypt(bytesOf(jwk), sealed);

	return plain && plain.length === n ? plain : null;
}

/* HKDF with SM3; encrypt, then MAC: modules/core/crypt.h. */
async function smCipher(key) {
	const one = Uint8Array.of(1);
	const extracted = hmac(new Uint8Array(32), key);
	const inner = hmac(extracted, utf8("GGZY-BID-2 SM4-CTR"), one)
		.subarray(0, 16);
	const mac = hmac(extracted, utf8("GGZY-BID-2 HMAC-SM3"), one);
	const tag = (nonce, aad, b) => hmac(mac, aad, nonce, b,
		be(aad.length, 8), be(b.length, 8));
	const counter = (nonce) => join(nonce, new Uint8Array(4));

	extracted.fill(0);
	return {
		async seal(nonce, aad, plain) {
			const out = new Uint8Array(plain.length + 32);
			const body = out.subarray(0, plain.length);

			body.set(plain);
			ctr(inner, counter(nonce), body);
			out.set(tag(nonce, aad, body), plain.length);
			return out;
		},
		async open(nonce, aad, sealed) {
			const body = sealed.slice(0, -32);

			if (sealed.length < 32 ||
			    !same(tag(nonce, aad, body), sealed.subarray(-32)))
				return null;
			return ctr(inner, counter(nonce), body);
		}
	};
}

const sm = {
	name: "SM2-SM4CTR-HMACSM3",
	word: "sm",
	crv: "SM2",
	tag: 32,
	hash: async (...parts) => sm3(...parts),
	async make() {
		const { x, y, d } = sm2.make();

		return { crv: "SM2", kty: "EC", x: b64u(x), y: b64u(y), d: b64u(d) };
	},
	isKey: async (jwk) => sm2.isKey(bytesOf(jwk)),
	wrap: async (jwk, secret) => ({
		protected: SM2_HEAD,
		ciphertext: b64u(sm2.encrypt(bytesOf(jwk), secret))
	}),
	unwrap: smUnwrap,
	cipher: smCipher
};

export const suites = [p256, sm];
export const suiteOfName = (name) => suites.find((s) => s.name === name);
export const suiteOfWord = (word) => suites.find((s) => s.word === word);

/* The suite of a JWK whose numbers are spelt as they should; undefined. */
export function suiteOfKey(jwk) {
	const number = (s) => typeof s === "string" && s.length === 43 && unb64u(s);

	return jwk && jwk.kty === "EC" && number(jwk.x) && number(jwk.y) &&
		(jwk.d === undefined || number(jwk.d)) ?
		suites.find((s) => s.crv === jwk.crv) : undefined;
}

/* RFC 7638, with the hash of the suite. */
export async function thumbprint(jwk) {
	return b64u(await suiteOfKey(jwk).hash(utf8(JSON.stringify(bare(jwk)))));
}
