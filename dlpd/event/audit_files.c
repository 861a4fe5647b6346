/* dlpd/event/audit_files.c - the files beside an audit log: keys, and the head that was signed last. */

#include "event/audit_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET_HEAD "dlpd audit secret key 1 "
#define PUBLIC_HEAD "dlpd audit public key 1 "
#define KEY_FILE_MAX 512

static bool file_create(const char *path, const char *text, size_t len, mode_t mode,
                        char error[AUDIT_ERROR])
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    bool written;

    if (fd < 0) {
        snprintf(error, AUDIT_ERROR, "%s",
                 errno == EEXIST ? "exists already; it is never replaced" : strerror(errno));
        return false;
    }
    written = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
    if (!written)
        snprintf(error, AUDIT_ERROR, "cannot be written: %s", strerror(errno));
    close(fd);
    return written;
}

bool audit_key_create(const char *path, char error[AUDIT_ERROR])
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    char hex[2 * sizeof(secret) + 1], text[KEY_FILE_MAX];
    struct buffer beside = BUFFER_INIT;
    bool made;

    crypto_sign_keypair(public, secret);
    buffer_format(&beside, "%s.pub", path);
    sodium_bin2hex(hex, sizeof(hex), secret, sizeof(secret));
    snprintf(text, sizeof(text), SECRET_HEAD "%s\n", hex);
    made = file_create(path, text, strlen(text), 0600, error);
    sodium_memzero(text, sizeof(text));
    sodium_memzero(hex, sizeof(hex));
    sodium_memzero(secret, sizeof(secret));
    if (made) {
        sodium_bin2hex(hex, sizeof(hex), public, sizeof(public));
        snprintf(text, sizeof(text), PUBLIC_HEAD "%s\n", hex);
        made = file_create(buffer_string(&beside), text, strlen(text), 0644, error);
    }
    buffer_free(&beside);
    return made;
}

bool audit_file_read(struct buffer *out, const char *path, size_t max, char error[AUDIT_ERROR])
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char piece[65536];
    ssize_t got = 1;

    if (fd < 0) {
        snprintf(error, AUDIT_ERROR, "cannot be read: %s", strerror(errno));
        return false;
    }
    while (got != 0 && out->len <= max) {
        got = read(fd, piece, sizeof(piece));
        if (got < 0 && errno != EINTR)
            break;
        if (got > 0)
            buffer_add(out, piece, (size_t)got);
    }
    if (got < 0)
        snprintf(error, AUDIT_ERROR, "cannot be read: %s", strerror(errno));
    else if (out->len > max)
        snprintf(error, AUDIT_ERROR, "is longer than %zu bytes", max);
    sodium_memzero(piece, sizeof(piece));
    close(fd);
    return got >= 0 && out->len <= max;
}

static bool key_read(unsigned char *out, size_t len, const char *path, const char *head,
                     const char *what, char error[AUDIT_ERROR])
{
    const size_t head_len = strlen(head);
    struct buffer text = BUFFER_INIT;
    bool right = audit_file_read(&text, path, KEY_FILE_MAX, error);

    if (right
        && (text.len != head_len + 2 * len + 1 || memcmp(text.data, head, head_len) != 0
            || text.data[text.len - 1] != '\n'
            || !chain_bytes(out, len, text.data + head_len, 2 * len))) {
        snprintf(error, AUDIT_ERROR, "is no %s; 'dlpd audit key FILE' makes one", what);
        right = false;
    }
    if (text.data)
        sodium_memzero(text.data, text.len);
    buffer_free(&text);
    return right;
}

bool audit_secret_read(unsigned char out[crypto_sign_SECRETKEYBYTES], const char *path,
                       char error[AUDIT_ERROR])
{
    struct stat info;

    if (stat(path, &info) == 0 && (info.st_mode & 077)) {
        snprintf(error, AUDIT_ERROR, "others may read it; 'chmod 600' it, or make a new one");
        return false;
    }
    return key_read(out, crypto_sign_SECRETKEYBYTES, path, SECRET_HEAD, "secret key", error);
}

bool audit_public_read(unsigned char out[crypto_sign_PUBLICKEYBYTES], const char *path,
                       char error[AUDIT_ERROR])
{
    return key_read(out, crypto_sign_PUBLICKEYBYTES, path, PUBLIC_HEAD, "public key", error);
}

void audit_head_text(struct buffer *out, const struct chain *chain,
                     const unsigned char secret[crypto_sign_SECRETKEYBYTES])
{
    char signature[2 * CHAIN_SIGNATURE + 1];

    chain_sign(signature, chain, secret);
    /* Of one length, so that it is replaced in one write. */
    buffer_format(out, "%020llu %s %s\n", (unsigned long long)chain->next, chain->hash, signature);
}

bool audit_head_read(struct chain *chain, char signature[2 * CHAIN_SIGNATURE + 1], const char *text,
                     size_t len)
{
    unsigned char hash[CHAIN_HASH];

    if (len != 20 + 1 + CHAIN_HEX + 1 + 2 * CHAIN_SIGNATURE + 1 || text[20] != ' '
        || text[21 + CHAIN_HEX] != ' ' || text[len - 1] != '\n'
        || !chain_bytes(hash, sizeof(hash), text + 21, CHAIN_HEX))
        return false;
    chain->next = 0;
    for (int i = 0; i < 20; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        chain->next = chain->next * 10 + (uint64_t)(text[i] - '0');
    }
    memcpy(chain->hash, text + 21, CHAIN_HEX);
    chain->hash[CHAIN_HEX] = '\0';
    memcpy(signature, text + 22 + CHAIN_HEX, 2 * CHAIN_SIGNATURE);
    signature[2 * CHAIN_SIGNATURE] = '\0';
    return true;
}
