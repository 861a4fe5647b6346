/* tests/unit/redact/test_key.c - key files: made once, readable by their owner only. */

#include "redact/key.h"
#include "unit/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static void start(void)
{
    const char *const tmp = getenv("TMPDIR");

    (void)snprintf(folder, sizeof(folder), "%.40s/dlp-key-XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

static void stop(void)
{
    CHECK(chdir("/") == 0);
    CHECK_INT(rmdir(folder), 0); /* empty: no temporary file was left behind */
}

static void put(const char *path, const char *text, mode_t mode)
{
    FILE *const f = fopen(path, "w");

    CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
    CHECK_INT(chmod(path, mode), 0);
}

static size_t get(const char *path, char *text, size_t size)
{
    FILE *const f = fopen(path, "r");
    const size_t len = f ? fread(text, 1, size - 1, f) : 0;

    CHECK(f && fclose(f) == 0);
    text[len] = '\0';
    return len;
}

static void test_key__create_makes_a_private_file(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    struct stat st;
    char text[4096];
    dlp_key *key = NULL;
    const mode_t old = umask(0);

    CHECK_INT(dlp_key_create("k", &err), DLP_OK);
    (void)umask(old);
    CHECK_STR(err.message, "");
    CHECK_INT(stat("k", &st), 0);
    CHECK_INT(st.st_mode & 07777, 0600);
    CHECK_INT(get("k", text, sizeof(text)), 10 + 65);
    CHECK(strncmp(text, "dlp-key 1\n", 10) == 0);
    CHECK_INT(strspn(text + 10, "0123456789abcdef"), 64);
    CHECK_INT(dlp_key_load(&key, "k", &err), DLP_OK);
    CHECK_INT(key->len, 1);
    CHECK_INT(strlen(dlp_key_id(key)), 9);
    CHECK_INT(dlp_key_id(key)[0], 'k');
    CHECK_INT(strspn(dlp_key_id(key) + 1, "0123456789abcdef"), 8);
    CHECK(strstr(text, dlp_key_id(key) + 1) == NULL); /* the id is no part of the key */
    dlp_key_free(key);
    dlp_key_free(NULL);
    CHECK_INT(unlink("k"), 0);
}

static void test_key__create_refuses_to_replace(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    char text[64];

    put("k", "mine\n", 0600);
    CHECK_INT(dlp_key_create("k", &err), DLP_EPERM);
    CHECK_INT(err.status, DLP_EPERM);
    CHECK(strncmp(err.message, "k: ", 3) == 0);
    CHECK_INT(get("k", text, sizeof(text)), 5);
    CHECK_STR(text, "mine\n");
    CHECK_INT(unlink("k"), 0);
    CHECK_INT(symlink("elsewhere", "k"), 0);
    CHECK_INT(dlp_key_create("k", &err), DLP_EPERM);
    CHECK(access("elsewhere", F_OK) != 0);
    CHECK_INT(unlink("k"), 0);
    CHECK(dlp_key_create("no/such/folder/k", &err) < 0);
    CHECK(err.message[0] != '\0');
}

static void test_key__two_keys_differ(void)
{
    dlp_key *a = NULL, *b = NULL;

    CHECK_INT(dlp_key_create("a", NULL), DLP_OK);
    CHECK_INT(dlp_key_create("b", NULL), DLP_OK);
    CHECK_INT(dlp_key_load(&a, "a", NULL), DLP_OK);
    CHECK_INT(dlp_key_load(&b, "b", NULL), DLP_OK);
    CHECK(strcmp(dlp_key_id(a), dlp_key_id(b)) != 0);
    CHECK(memcmp(a->keys[0].bytes, b->keys[0].bytes, DLP_KEY_BYTES) != 0);
    dlp_key_free(a);
    dlp_key_free(b);
    CHECK(unlink("a") == 0 && unlink("b") == 0);
}

static void test_key__load_refuses_wide_modes(void)
{
    static const mode_t wide[] = { 0640, 0604, 0660, 0606, 0644, 0666, 0610, 0601, 0620, 0602 };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_key *key;

    CHECK_INT(dlp_key_create("k", NULL), DLP_OK);
    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        key = (dlp_key *)&err;
        CHECK_INT(chmod("k", wide[i]), 0);
        CHECK_INT(dlp_key_load(&key, "k", &err), DLP_EPERM);
        CHECK(key == NULL);
        CHECK_STR(err.message, "k: others have rights to it; chmod 600 it");
        CHECK_INT(dlp_key_rotate("k", &err), DLP_EPERM);
    }
    CHECK_INT(chmod("k", 0400), 0);
    CHECK_INT(dlp_key_load(&key, "k", &err), DLP_OK);
    dlp_key_free(key);
    CHECK_INT(unlink("k"), 0);
}

static void test_key__load_refuses_what_is_no_file_of_ours(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_key *key = NULL;

    CHECK_INT(dlp_key_load(&key, "none", &err), DLP_ENOENT);
    CHECK(strncmp(err.message, "none: ", 6) == 0);
    CHECK_INT(dlp_key_load(&key, ".", &err), DLP_EPERM);
    CHECK_INT(mkfifo("fifo", 0600), 0);
    CHECK_INT(dlp_key_load(&key, "fifo", &err), DLP_EPERM); /* and does not wait */
    CHECK_INT(dlp_key_create("k", NULL), DLP_OK);
    CHECK_INT(symlink("k", "link"), 0);
    CHECK_INT(dlp_key_load(&key, "link", &err), DLP_EPERM);
    if (geteuid() == 0) { /* only root can give a file away */
        CHECK_INT(chown("k", 12345, 12345), 0);
        CHECK_INT(dlp_key_load(&key, "k", &err), DLP_EPERM);
        CHECK_STR(err.message, "k: belongs to another user");
    }
    CHECK(key == NULL);
    CHECK(unlink("fifo") == 0 && unlink("link") == 0 && unlink("k") == 0);
}

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void test_key__load_refuses_damaged_files(void)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        { "", "k: not a key file (make one with dlpscan key create)" },
        { "dlp-key 2\n" HEX "\n", "k: not a key file (make one with dlpscan key create)" },
        { HEX "\n", "k: not a key file (make one with dlpscan key create)" },
        { "dlp-key 1\r\n" HEX "\r\n", "k: not a key file (make one with dlpscan key create)" },
        { "dlp-key 1\n", "k: holds no key (remove it, then make one with dlpscan key create)" },
        { "dlp-key 1\n" HEX, "k: line 2 is not a key of 64 hex digits" },
        { "dlp-key 1\n" HEX "\n" HEX "0\n", "k: line 3 is not a key of 64 hex digits" },
        { "dlp-key 1\n" HEX "\n\n", "k: line 3 is not a key of 64 hex digits" },
        { "dlp-key 1\nx0112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
          "k: line 2 is not a key of 64 hex digits" },
        { "dlp-key 1\n0011223344556677 899aabbccddeeff00112233445566778899aabbccddeeff\n",
          "k: line 2 is not a key of 64 hex digits" },
    };
    struct dlp_error err;
    dlp_key *key;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        put("k", bad[i].text, 0600);
        key = (dlp_key *)&err;
        CHECK_INT(dlp_key_load(&key, "k", &err), DLP_EINVAL);
        CHECK(key == NULL);
        CHECK_STR(err.message, bad[i].message);
        CHECK(strstr(err.message, "00112233") == NULL);
    }
    CHECK_INT(unlink("k"), 0);
}

/* What the message tells to do must help. */
static void test_key__a_file_without_keys_can_be_mended_as_told(void)
{
    put("k", "dlp-key 1\n", 0600);
    CHECK_INT(dlp_key_rotate("k", NULL), DLP_EINVAL);
    CHECK_INT(unlink("k"), 0);
    CHECK_INT(dlp_key_create("k", NULL), DLP_OK);
    CHECK_INT(unlink("k"), 0);
}

static void test_key__load_refuses_too_many_keys(void)
{
    char text[8000] = "dlp-key 1\n";
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_key *key = NULL;

    for (int i = 0; i < DLP_KEYS_MAX; i++)
        (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s\n", HEX);
    put("k", text, 0600);
    CHECK_INT(dlp_key_load(&key, "k", &err), DLP_OK);
    dlp_key_free(key);
    (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s\n", HEX);
    put("k", text, 0600);
    CHECK_INT(dlp_key_load(&key, "k", &err), DLP_ELIMIT);
    CHECK_STR(err.message, "k: more than 16 keys: remove the oldest lines");
    for (int i = 0; i < 60; i++)
        (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s\n", HEX);
    put("k", text, 0600);
    CHECK_INT(dlp_key_load(&key, "k", &err), DLP_ELIMIT);
    CHECK(key == NULL);
    CHECK_INT(unlink("k"), 0);
}

static void test_key__rotate_keeps_the_old_ones_behind_the_new(void)
{
    char ids[20][10] = { "" };
    struct stat st;
    dlp_key *key = NULL;

    CHECK_INT(dlp_key_create("k", NULL), DLP_OK);
    for (size_t n = 1; n <= 19; n++) {
        CHECK_INT(dlp_key_load(&key, "k", NULL), DLP_OK);
        CHECK_INT(key->len, n < DLP_KEYS_MAX ? n : DLP_KEYS_MAX); /* the oldest one goes */
        memmove(ids[1], ids[0], sizeof(ids) - sizeof(ids[0]));
        memcpy(ids[0], dlp_key_id(key), sizeof(ids[0]));
        CHECK(strcmp(ids[0], ids[1]) != 0);
        for (size_t i = 0; i < key->len; i++)
            CHECK_STR(key->keys[i].id, ids[i]);
        CHECK_INT(dlp_key_use(key, ids[key->len - 1]), DLP_OK);
        CHECK_STR(dlp_key_id(key), ids[key->len - 1]);
        CHECK_STR(key->keys[key->len - 1].id, ids[0]);
        CHECK_INT(dlp_key_use(key, "k00000000"), DLP_ENOENT);
        CHECK_STR(dlp_key_id(key), ids[key->len - 1]);
        dlp_key_free(key);
        CHECK_INT(dlp_key_rotate("k", NULL), DLP_OK);
    }
    CHECK_INT(stat("k", &st), 0);
    CHECK_INT(st.st_mode & 07777, 0600);
    CHECK_INT(unlink("k"), 0);
    CHECK_INT(dlp_key_rotate("k", NULL), DLP_ENOENT);
    CHECK(access("k", F_OK) != 0);
}

static void test_key__salt_makes_the_same_key_everywhere(void)
{
    const char salt[66] = "a salt";
    dlp_key *one = NULL, *two = NULL;

    CHECK_INT(dlp_key_of_salt(&one, salt, 6, NULL), DLP_OK);
    CHECK_INT(dlp_key_of_salt(&two, "a salt", 6, NULL), DLP_OK);
    CHECK_STR(dlp_key_id(one), dlp_key_id(two));
    CHECK(memcmp(one->keys[0].bytes, two->keys[0].bytes, DLP_KEY_BYTES) == 0);
    dlp_key_free(two);
    CHECK_INT(dlp_key_of_salt(&two, salt, 7, NULL), DLP_OK);
    CHECK(memcmp(one->keys[0].bytes, two->keys[0].bytes, DLP_KEY_BYTES) != 0);
    dlp_key_free(two);
    CHECK_INT(dlp_key_of_salt(&two, salt, 64, NULL), DLP_OK);
    dlp_key_free(two);
    CHECK_INT(dlp_key_of_salt(&two, salt, 0, NULL), DLP_EINVAL);
    CHECK(!two);
    CHECK_INT(dlp_key_of_salt(&two, salt, 65, NULL), DLP_EINVAL);
    CHECK(!two);
    dlp_key_free(one);
}

TEST_MAIN(TEST(start), TEST(test_key__create_makes_a_private_file),
          TEST(test_key__create_refuses_to_replace), TEST(test_key__two_keys_differ),
          TEST(test_key__load_refuses_wide_modes),
          TEST(test_key__load_refuses_what_is_no_file_of_ours),
          TEST(test_key__load_refuses_damaged_files),
          TEST(test_key__a_file_without_keys_can_be_mended_as_told),
          TEST(test_key__load_refuses_too_many_keys),
          TEST(test_key__rotate_keeps_the_old_ones_behind_the_new),
          TEST(test_key__salt_makes_the_same_key_everywhere), TEST(stop))
