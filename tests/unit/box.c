/* Leaves and root of a closed box; bodies of heads and co-signatures. */
#include <unistd.h>

#include "box.h"
#include "crypt.h"
#include "head.h"
#include "merkle.h"
#include "tap.h"

#define BODY                                                                   \
	"{\"size\":7,\"root\":"                                                \
	"\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"" \
	",\"at\":\"2026-03-16T09:00:00.000+08:00\","                           \
	"\"suite\":\"P256-AES256GCM-SHA256\"}"

static struct arena *mem;

static void
boxes(void)
{
	struct box_leaf l = { .digest = "d",
			      .receipt = "HZ1",
			      .received_at = 0 };
	unsigned char leaf[3][HASH_LEN], root[HASH_LEN], want[HASH_LEN];
	const char *text = "GGZY-BOX-1\nD\nC\nHZ1\n";

	l.bidder = box_bidder(mem, &suite_p256, "D", "C", "HZ1");
	is(l.bidder, hex_sha256(mem, text, strlen(text)),
	   "a bidder is hidden behind its receipt");
	ok(strcmp(l.bidder, box_bidder(mem, &suite_sm, "D", "C", "HZ1")) != 0,
	   "the other suite has another hash");
	is(box_leaf_text(mem, &l),
	   arena_printf(mem,
			"{\"digest\":\"d\",\"receipt\":\"HZ1\","
			"\"received_at\":\"1970-01-01T08:00:00.000+08:00\","
			"\"bidder\":\"%s\"}",
			l.bidder),
	   "a leaf is canonical");
	box_root(&suite_p256, NULL, 0, root);
	sha256("", 0, want);
	ok(!memcmp(root, want, HASH_LEN), "an empty box has a root");
	memset(leaf, 1, sizeof(leaf));
	box_root(&suite_p256, (const unsigned char(*)[HASH_LEN])leaf, 1, root);
	ok(!memcmp(root, leaf[0], HASH_LEN), "of one leaf it is the leaf");
	memset(leaf[1], 2, HASH_LEN);
	memset(leaf[2], 3, HASH_LEN);
	box_root(&suite_p256, (const unsigned char(*)[HASH_LEN])leaf, 3, root);
	merkle_node(&suite_p256, leaf[0], leaf[1], want);
	merkle_node(&suite_p256, want, leaf[2], want);
	ok(!memcmp(root, want, HASH_LEN), "of three that of the tree");
}

/* Each of the two suites may sign about each. */
static void
cosignatures(const struct suite *s)
{
	char *file = arena_printf(mem, "/tmp/ggzy-unit-box.%d.pem", getpid());
	struct head_body h, other;
	const char *pem, *body, *sig, *text;
	struct key *key;

	unlink(file);
	if (!key_make(file, s))
		exit(1);
	key = key_load(file);
	pem = key_public_pem(mem, key);
	ok(head_read(mem, BODY, &h) && h.size == 7, "a head is read");
	sig = key_sign(mem, key, BODY, strlen(BODY));
	ok(head_ok(mem, pem, BODY, sig, &other), "and its signature taken");
	ok(!head_ok(mem, pem, BODY " ", sig, &other), "over these bytes alone");
	body = cosign_body(mem, s, &h, BODY, "east", 0);
	text = cosign_text(mem, body);
	sig = key_sign(mem, key, text, strlen(text));
	ok(cosign_ok(mem, pem, body, sig, &h, BODY, 0),
	   "a co-signature is taken");
	ok(!cosign_ok(mem, pem, body, sig, &h, BODY, 1),
	   "not for one of another epoch");
	ok(!cosign_ok(mem, pem, body, key_sign(mem, key, body, strlen(body)),
		      &h, BODY, 0),
	   "not without its first line");
	ok(!cosign_ok(mem, pem, body, sig, &h, BODY " ", 0),
	   "not of another text of the head");
	other = h;
	other.size = 8;
	ok(!cosign_ok(mem, pem, body, sig, &other, BODY, 0), "of another size");
	other = h;
	other.at++;
	ok(!cosign_ok(mem, pem, body, sig, &other, BODY, 0), "of another time");
	ok(!cosign_ok(mem, pem, "{}", sig, &h, BODY, 0), "nor is nonsense");
	ok(!cosign_ok(mem, "x", body, sig, &h, BODY, 0), "or no key");
	body = cosign_body(mem, s, &h, BODY, "east", 3);
	text = cosign_text(mem, body);
	sig = key_sign(mem, key, text, strlen(text));
	ok(cosign_ok(mem, pem, body, sig, &h, BODY, 3) &&
	       !cosign_ok(mem, pem, body, sig, &h, BODY, 0),
	   "of its epoch alone");
	text = arena_printf(mem, "GGZY-COSIGN-1\n%s ", body);
	ok(!cosign_ok(mem, pem, text + 14,
		      key_sign(mem, key, text, strlen(text)), &h, BODY, 3),
	   "in no other bytes");
	key_free(key);
	unlink(file);
}

int
main(void)
{
	mem = arena_new();
	plan(32);
	boxes();
	cosignatures(&suite_p256);
	cosignatures(&suite_sm);
	arena_free(mem);
	return tap_bad != 0;
}
