/* What is sealed by a key in a file. */
#include "file.h"
#include "secret.h"

bool
secret_make(const char *file)
{
	struct arena *mem = arena_new();
	unsigned char key[GCM_KEY];
	bool good;
	char *text;

	random_bytes(key, sizeof(key));
	text = hex(mem, key, sizeof(key));
	text[2 * GCM_KEY] = '\n';
	good = file_new(file, text, 2 * GCM_KEY + 1);
	wipe_bytes(text, 2 * GCM_KEY);
	wipe_bytes(key, sizeof(key));
	arena_free(mem);
	return good;
}

bool
secret_load(const char *file, unsigned char key[GCM_KEY])
{
	char text[2 * GCM_KEY + 3];
	FILE *f = fopen(file, "re");
	bool good;

	if (!f)
		return false;
	good = fgets(text, sizeof(text), f) != NULL;
	fclose(f);
	if (good) {
		text[strcspn(text, "\r\n")] = 0;
		good = strlen(text) == 2 * GCM_KEY && unhex(text, key, GCM_KEY);
	}
	wipe_bytes(text, sizeof(text));
	return good;
}

char *
secret_seal(struct arena *mem, const unsigned char key[GCM_KEY],
	    const char *about, const void *bytes, size_t n)
{
	unsigned char *out = arena_alloc(mem, GCM_NONCE + n + GCM_TAG);

	random_bytes(out, GCM_NONCE);
	gcm_seal(key, out, about, strlen(about), bytes, n, out + GCM_NONCE);
	return hex(mem, out, GCM_NONCE + n + GCM_TAG);
}

void *
secret_open(struct arena *mem, const unsigned char key[GCM_KEY],
	    const char *about, const char *sealed, size_t *n)
{
	size_t len = strlen(sealed) / 2;
	unsigned char *in = arena_alloc(mem, len + 1), *out;

	if (len < GCM_NONCE + GCM_TAG || !unhex(sealed, in, len))
		return NULL;
	len -= GCM_NONCE;
	out = arena_alloc(mem, len);
	if (!gcm_open(key, in, about, strlen(about), in + GCM_NONCE, len, out))
		return NULL;
	*n = len - GCM_TAG;
	return out;
}
