/* main() of a fuzz target where there is no libFuzzer: feeds it every file of
 * tests/fuzz/seeds/TARGET and says so in TAP. */
#include <dirent.h>
#include <stdint.h>

#include "../unit/tap.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* One seed; false when it cannot be read. */
static bool
feed(const char *path)
{
	static uint8_t data[1 << 20];
	FILE *in = fopen(path, "rb");
	uint8_t *exact;
	size_t n;

	if (!in)
		return false;
	n = fread(data, 1, sizeof(data), in);
	fclose(in);
	/* of its very size, so that the sanitizer sees one byte too much */
	if (!(exact = malloc(n ? n : 1)))
		return false;
	memcpy(exact, data, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	return true;
}

int
main(int argc, char **argv)
{
	const char *top = getenv("top_srcdir"), *name = strrchr(argv[0], '/');
	char folder[4096], path[8192];
	struct dirent *d;
	int fed = 0, lost = 0;
	DIR *dir;

	if (argc > 1)
		return !feed(argv[1]);
	name = name ? name + 1 : argv[0];
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/seeds/%.*s",
		 top ? top : ".", (int)strcspn(name, "."), name);
	plan(1);
	if ((dir = opendir(folder))) {
		while ((d = readdir(dir))) {
			if (d->d_name[0] == '.')
				continue;
			snprintf(path, sizeof(path), "%s/%s", folder,
				 d->d_name);
			if (feed(path))
				fed++;
			else
				lost++;
		}
		closedir(dir);
	}
	ok(fed > 0 && !lost, "%d seeds of %s pass", fed, folder);
	return tap_bad != 0;
}
