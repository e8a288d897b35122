/* The judge of test vectors is judged. */
#include <unistd.h>

#include "ctl/log_vectors.h"
#include "tap.h"

static char dir[] = "/tmp/log-vectors-XXXXXX";
static char path[sizeof(dir) + 10];

/* The first line log_vectors_to() writes; its result in *rc. */
static const char *
said(const char *what, int *rc)
{
	static char text[2000];
	FILE *f = fmemopen(text, sizeof(text) - 1, "w");

	memset(text, 0, sizeof(text));
	*rc = log_vectors_to(what, f);
	fclose(f);
	text[strcspn(text, "\n")] = '\0';
	return text;
}

/* What is said of a file with that text: "agrees", or why not. */
static const char *
judged(const char *json)
{
	FILE *f = fopen(path, "w");
	const char *line, *colon;
	int rc;

	if (!f || fputs(json, f) < 0 || fclose(f))
		return "cannot write";
	line = said(dir, &rc);
	colon = strstr(line, ": ");
	if (!rc)
		return strcmp(line, "1 vectors, 0 disagree") ? line : "agrees";
	return colon ? colon + 2 : line;
}

#define R "\"bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\""
#define ESCAPED "\"bjQLnP\\u002bzepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\""
#define ONE "\"root\":" R ",\"leafHash\":" R ",\"proof\":null"
#define TWO "\"root1\":" R ",\"root2\":" R ",\"proof\":[]"
#define NO_FORM "is not a JSON object of this form"

int
main(void)
{
	const char *text;
	int rc;

	plan(22);
	text = said(data_path("merkle"), &rc);
	ok(rc == 0 && !strcmp(text, "92 vectors, 0 disagree"),
	   "the known vectors: %s", text);
	if (!mkdtemp(dir))
		return 99;
	snprintf(path, sizeof(path), "%s/a.json", dir);
	text = said(dir, &rc);
	ok(rc == 1 && !strcmp(text, "0 vectors, 0 disagree"),
	   "an empty folder proves nothing");
	said("/nowhere/at/all", &rc);
	ok(rc == 1, "nor does one that is not there");

	is(judged("{\"leafIdx\":0,\"treeSize\":1," ONE ",\"wantErr\":false}"),
	   "agrees", "a tree of one leaf");
	is(judged("{\"leafIdx\":0,\"treeSize\":1," ONE ",\"wantErr\":true}"),
	   "is taken, and should be refused", "a wish not granted");
	is(judged("{\"leafIdx\":1,\"treeSize\":1," ONE ",\"wantErr\":false}"),
	   "is refused, and should be taken", "another");
	is(judged("{\"leafIdx\":18446744073709551615,\"treeSize\":1," ONE
		  ",\"wantErr\":true}"),
	   "agrees", "the largest number");
	is(judged("{\"leafIdx\":18446744073709551616,\"treeSize\":1," ONE
		  ",\"wantErr\":true}"),
	   "agrees", "one more does not become 0");
	is(judged("{\"leafIdx\":-0,\"treeSize\":1," ONE ",\"wantErr\":true}"),
	   "agrees", "nor does a negative number");
	is(judged("{\"leafIdx\":0.0,\"treeSize\":1e0," ONE
		  ",\"wantErr\":true}"),
	   "agrees", "nor a fraction");
	is(judged("{\"leafIdx\":0,\"treeSize\":1,\"root\":" R
		  ",\"leafHash\":" ESCAPED
		  ",\"desc\":{\"a\":[1,\"]\\\"\",{}]},\"wantErr\":false}"),
	   "agrees", "escapes, unknown members, no proof member");
	is(judged("{\"size1\":5,\"size2\":5," TWO ",\"wantErr\":false}"),
	   "agrees", "a tree is consistent with itself");
	is(judged("{\"size1\":1,\"size2\":1,\"root1\":\"ZG9u\",\"root2\":"
		  "\"ZG9u\",\"proof\":[],\"wantErr\":false}"),
	   "agrees", "whatever its root");
	is(judged("{\"size1\":0,\"size2\":0," TWO ",\"wantErr\":true}"),
	   "agrees", "but not the empty tree");
	is(judged("{\"size1\":0,\"size2\":0,\"wantErr\":true}"), "agrees",
	   "a vector without its roots is refused");
	is(judged("{\"size1\":1,\"leafIdx\":0,\"wantErr\":true}"),
	   "is not a vector", "two kinds at once");
	is(judged("{\"wantErr\":true}"), "is not a vector", "neither kind");
	is(judged("{\"size1\":1,\"size2\":1," TWO "}"), "is not a vector",
	   "no wish");
	is(judged("{\"size1\":1,"), NO_FORM, "a torn file");
	is(judged("{\"proof\":[\"a\" \"b\"]}"), NO_FORM,
	   "a list without commas");
	is(judged("{\"leafIdx\": ,\"wantErr\":true}"), NO_FORM, "no number");
	is(judged(""), NO_FORM, "an empty file");
	unlink(path);
	rmdir(dir);
	return tap_bad != 0;
}
