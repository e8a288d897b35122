/*
 * Sealing and opening away from the page: index.js starts one for each.
 * Comes: {verb: "seal" | "open", args}.  Goes: {done, size} again and again,
 * then {value} or {error, known}.
 */
import { openBlob, SealError, sealBlob } from "./envelope.js";

const verbs = { seal: sealBlob, open: openBlob };

onmessage = async ({ data: { verb, args } }) => {
	try {
		postMessage({ value: await verbs[verb](...args,
			(done, size) => postMessage({ done, size })) });
	} catch (e) {
		postMessage({ error: e.message, known: e instanceof SealError });
	}
};
