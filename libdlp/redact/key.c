/* redact/key.c - key files: one line "dlp-key 1", then one key a line as 64 hex digits, the current
 * one first. Who has the file can test guesses against tokens, so it is refused when anyone but its
 * owner can read it. */

#include "redact/key.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/file.h"

#include <sodium.h>
#include <string.h>

#define KEY_HEAD "dlp-key 1\n"
#define KEY_FILE_MAX ((size_t)4096) /* bytes */
/* What a hash is made for, so that one is never taken for another. */
#define FOR_ID "libdlp key id"
#define FOR_SALT "libdlp key of a salt"

static void key_name(struct dlp_key *key, size_t i)
{
    uint8_t hash[16];

    crypto_generichash(hash, sizeof(hash), key->keys[i].bytes, DLP_KEY_BYTES,
                       (const uint8_t *)FOR_ID, sizeof(FOR_ID) - 1);
    key->keys[i].id[0] = 'k';
    sodium_bin2hex(key->keys[i].id + 1, 9, hash, 4);
}

static dlp_status key_parse(struct dlp_key *key, const char *text, size_t len, const char *path,
                            struct dlp_error *err)
{
    const size_t head = strlen(KEY_HEAD);
    size_t at = head;

    if (len < head || memcmp(text, KEY_HEAD, head) != 0)
        return dlp_error_set(err, DLP_EINVAL,
                             "%s: not a key file (make one with dlpscan key create)", path);
    while (at < len) {
        size_t bytes = 0;

        if (key->len == DLP_KEYS_MAX)
            return dlp_error_set(err, DLP_ELIMIT, "%s: more than %d keys: remove the oldest lines",
                                 path, DLP_KEYS_MAX);
        if (len - at < 65 || text[at + 64] != '\n'
            || sodium_hex2bin(key->keys[key->len].bytes, DLP_KEY_BYTES, text + at, 64, NULL, &bytes,
                              NULL)
                != 0
            || bytes != DLP_KEY_BYTES)
            return dlp_error_set(err, DLP_EINVAL, "%s: line %zu is not a key of 64 hex digits",
                                 path, key->len + 2);
        key_name(key, key->len++);
        at += 65;
    }
    if (key->len == 0)
        return dlp_error_set(err, DLP_EINVAL,
                             "%s: holds no key (remove it, then make one with dlpscan key create)",
                             path);
    return DLP_OK;
}

dlp_status dlp_key_load(dlp_key **out, const char *path, struct dlp_error *err)
{
    struct dlp_bytes file = DLP_BYTES_INIT(KEY_FILE_MAX);
    struct dlp_key *key = NULL;
    dlp_status status;

    *out = NULL;
    dlp_error_clear(err);
    if (sodium_init() < 0)
        return dlp_error_set(err, DLP_EINTERNAL, "libsodium does not start");
    status = dlp_file_read_private(&file, path, err);
    if (status != DLP_OK)
        goto out;
    key = dlp_calloc(1, sizeof(*key));
    if (!key) {
        status = dlp_error_nomem(err);
        goto out;
    }
    status = key_parse(key, (const char *)file.data, file.len, path, err);
    if (status == DLP_OK) {
        *out = key;
        key = NULL; /* now the caller's */
    }
out:
    dlp_key_free(key);
    dlp_bytes_free(&file);
    return status;
}

void dlp_key_free(dlp_key *key)
{
    dlp_free_wiped(key, sizeof(*key));
}

/* A key of one entry whose bytes the caller fills in. */
static dlp_status key_new(dlp_key **out, struct dlp_error *err)
{
    *out = NULL;
    dlp_error_clear(err);
    if (sodium_init() < 0)
        return dlp_error_set(err, DLP_EINTERNAL, "libsodium does not start");
    *out = dlp_calloc(1, sizeof(**out));
    if (!*out)
        return dlp_error_nomem(err);
    (*out)->len = 1;
    return DLP_OK;
}

dlp_status dlp_key_ephemeral(dlp_key **out, struct dlp_error *err)
{
    const dlp_status status = key_new(out, err);

    if (*out) {
        randombytes_buf((*out)->keys[0].bytes, DLP_KEY_BYTES);
        key_name(*out, 0);
    }
    return status;
}

dlp_status dlp_key_of_salt(dlp_key **out, const void *salt, size_t len, struct dlp_error *err)
{
    dlp_status status;

    *out = NULL;
    if (len < 1 || len > crypto_generichash_KEYBYTES_MAX)
        return dlp_error_set(err, DLP_EINVAL, "a salt has 1 to %u bytes",
                             crypto_generichash_KEYBYTES_MAX);
    status = key_new(out, err);
    if (*out) {
        crypto_generichash((*out)->keys[0].bytes, DLP_KEY_BYTES, salt, len,
                           (const uint8_t *)FOR_SALT, sizeof(FOR_SALT) - 1);
        key_name(*out, 0);
    }
    return status;
}

const char *dlp_key_id(const dlp_key *key)
{
    return key->keys[0].id;
}

dlp_status dlp_key_use(dlp_key *key, const char *id)
{
    struct dlp_key swapped = *key;
    dlp_status status = DLP_ENOENT;

    for (size_t i = 0; i < key->len && status != DLP_OK; i++) {
        if (strcmp(key->keys[i].id, id) != 0)
            continue;
        swapped.keys[0] = key->keys[i];
        swapped.keys[i] = key->keys[0];
        *key = swapped;
        status = DLP_OK;
    }
    sodium_memzero(&swapped, sizeof(swapped));
    return status;
}

static dlp_status key_file_write(const char *path, const struct dlp_key *old, int replace,
                                 struct dlp_error *err)
{
    struct dlp_bytes text = DLP_BYTES_INIT(KEY_FILE_MAX);
    uint8_t fresh[DLP_KEY_BYTES];
    char hex[2 * DLP_KEY_BYTES + 1];
    const size_t kept = !old ? 0 : old->len < DLP_KEYS_MAX ? old->len : DLP_KEYS_MAX - 1;
    dlp_status status;

    randombytes_buf(fresh, sizeof(fresh));
    sodium_bin2hex(hex, sizeof(hex), fresh, sizeof(fresh));
    status = dlp_bytes_printf(&text, "%s%s\n", KEY_HEAD, hex);
    for (size_t i = 0; status == DLP_OK && i < kept; i++) {
        sodium_bin2hex(hex, sizeof(hex), old->keys[i].bytes, DLP_KEY_BYTES);
        status = dlp_bytes_printf(&text, "%s\n", hex);
    }
    status = status == DLP_OK ? dlp_file_write_private(path, text.data, text.len, replace, err)
                              : dlp_error_nomem(err);
    sodium_memzero(fresh, sizeof(fresh));
    sodium_memzero(hex, sizeof(hex));
    dlp_bytes_free(&text);
    return status;
}

dlp_status dlp_key_create(const char *path, struct dlp_error *err)
{
    dlp_error_clear(err);
    if (sodium_init() < 0)
        return dlp_error_set(err, DLP_EINTERNAL, "libsodium does not start");
    return key_file_write(path, NULL, 0, err);
}

dlp_status dlp_key_rotate(const char *path, struct dlp_error *err)
{
    struct dlp_key *old = NULL;
    dlp_status status = dlp_key_load(&old, path, err);

    if (status == DLP_OK)
        status = key_file_write(path, old, 1, err);
    dlp_key_free(old);
    return status;
}
