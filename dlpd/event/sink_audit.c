/* dlpd/event/sink_audit.c - the audit log: a chain of lines, and the head of it signed after each.
 *
 * The line is written first and its head then. If the machine stops between the two, the log is a line ahead of its
 * head; when it is opened again that is written down as a resumption, and `dlpd audit verify` shows it. */

#include "event/sink.h"

#include "event/audit_files.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_EVERY 256 /* lines between heads in the log itself */
#define TAIL_MAX ((size_t)4 << 20)

struct audit {
    struct chain chain;
    uint64_t since; /* lines since the last head in the log */
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    int head_fd;
};

static bool failed(char error[SINK_ERROR], const char *what)
{
    snprintf(error, SINK_ERROR, "%s: %s", what, strerror(errno));
    return false;
}

static bool head_write(struct audit *audit, char error[SINK_ERROR])
{
    struct buffer text = BUFFER_INIT;
    bool written;

    audit_head_text(&text, &audit->chain, audit->secret);
    written = pwrite(audit->head_fd, text.data, text.len, 0) == (ssize_t)text.len
        && fdatasync(audit->head_fd) == 0;
    buffer_free(&text);
    return written || failed(error, "its head cannot be written");
}

static bool line_write(struct sink *sink, const char *body, size_t len, char error[SINK_ERROR])
{
    struct audit *const audit = sink->state;
    const struct chain before = audit->chain;
    struct buffer line = BUFFER_INIT;
    bool written;

    chain_append(&audit->chain, &line, body, len);
    written = write(sink->fd, line.data, line.len) == (ssize_t)line.len && fdatasync(sink->fd) == 0;
    if (written) {
        sink->size += line.len;
        audit->since++;
    } else {
        (void)failed(error, "cannot be written");
        audit->chain = before;
        if (ftruncate(sink->fd, (off_t)sink->size) != 0)
            (void)failed(error, "cannot be written, nor cut back to its last line");
    }
    buffer_free(&line);
    return written && head_write(audit, error);
}

static bool log_head(struct sink *sink, char error[SINK_ERROR])
{
    struct audit *const audit = sink->state;
    char signature[2 * CHAIN_SIGNATURE + 1];
    struct buffer body = BUFFER_INIT;
    bool written;

    chain_sign(signature, &audit->chain, audit->secret);
    buffer_format(&body, "\"head\":{\"signature\":\"%s\"}", signature);
    written = line_write(sink, body.data, body.len, error);
    buffer_free(&body);
    audit->since = 0;
    return written;
}

/* The last line of the log: where the chain goes on. */
static bool tail_read(struct sink *sink, char error[SINK_ERROR])
{
    struct audit *const audit = sink->state;
    const size_t len = sink->size < TAIL_MAX ? (size_t)sink->size : TAIL_MAX;
    char *const text = mem_alloc(len);
    struct chain_line line;
    bool right = pread(sink->fd, text, len, (off_t)(sink->size - len)) == (ssize_t)len
        && text[len - 1] == '\n';

    if (right) {
        const char *const before = memrchr(text, '\n', len - 1);
        const char *const from = before ? before + 1 : text;

        right = chain_line_read(&line, from, (size_t)(text + len - 1 - from));
    }
    if (right) {
        audit->chain.next = line.seq + 1;
        memcpy(audit->chain.hash, line.hash, CHAIN_HEX);
    } else {
        snprintf(error, SINK_ERROR,
                 "its last line is none of ours; look at it with 'dlpd audit "
                 "verify', and move it away");
    }
    mem_free(text);
    return right;
}

/* Begin, or go on: with what the head says that there should be. */
static bool begin(struct sink *sink, char error[SINK_ERROR])
{
    struct audit *const audit = sink->state;
    char text[512], signature[2 * CHAIN_SIGNATURE + 1], key[2 * crypto_sign_PUBLICKEYBYTES + 1];
    const ssize_t len = pread(audit->head_fd, text, sizeof(text), 0);
    struct chain head = CHAIN_INIT;
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    struct buffer body = BUFFER_INIT;
    bool known, same, written;

    crypto_sign_ed25519_sk_to_pk(public, audit->secret);
    sodium_bin2hex(key, sizeof(key), public, sizeof(public));
    known = len > 0 && audit_head_read(&head, signature, text, (size_t)len)
        && chain_signed(&head, signature, public);
    same = (known || len == 0) && head.next == audit->chain.next
        && memcmp(head.hash, audit->chain.hash, CHAIN_HEX) == 0;
    buffer_format(&body, "\"start\":{\"key\":\"%s\",\"as_left\":%s,\"head\":%llu}", key,
                  same ? "true" : "false", (unsigned long long)head.next);
    written = line_write(sink, body.data, body.len, error);
    buffer_free(&body);
    return written;
}

static void audit_free(struct sink *sink)
{
    struct audit *const audit = sink->state;

    if (audit->head_fd >= 0)
        close(audit->head_fd);
    if (sink->fd >= 0)
        close(sink->fd);
    sodium_memzero(audit->secret, sizeof(audit->secret));
    mem_free(audit);
    sink->state = NULL;
}

static bool files_open(struct sink *sink, char error[SINK_ERROR])
{
    struct audit *const audit = sink->state;
    struct buffer head = BUFFER_INIT;
    struct stat info;

    if (!audit_secret_read(audit->secret, sink->spec->key, error))
        return false;
    buffer_format(&head, "%s.head", sink->spec->path);
    sink->fd = open(sink->spec->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    audit->head_fd = open(buffer_string(&head), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    buffer_free(&head);
    if (sink->fd < 0 || audit->head_fd < 0 || fstat(sink->fd, &info) != 0)
        return failed(error, "cannot be opened");
    if (flock(sink->fd, LOCK_EX | LOCK_NB) != 0)
        return failed(error, "another process writes it");
    sink->size = (uint64_t)info.st_size;
    return true;
}

static bool audit_open(struct sink *sink, char error[SINK_ERROR])
{
    struct audit *const audit = mem_array(1, sizeof(*audit));

    *audit = (struct audit){ .chain = CHAIN_INIT, .head_fd = -1 };
    sink->state = audit;
    sink->fd = -1;
    if (files_open(sink, error) && (sink->size == 0 || tail_read(sink, error))
        && begin(sink, error))
        return true;
    audit_free(sink);
    return false;
}

static bool audit_write(struct sink *sink, const struct event *event, char error[SINK_ERROR])
{
    const struct audit *const audit = sink->state;
    struct buffer body = BUFFER_INIT;
    bool written;

    buffer_text(&body, "\"event\":");
    buffer_add(&body, event->line, event->len);
    written = line_write(sink, body.data, body.len, error);
    buffer_free(&body);
    return written && (audit->since < HEAD_EVERY || log_head(sink, error));
}

static void audit_close(struct sink *sink)
{
    char error[SINK_ERROR];

    (void)log_head(sink, error); /* the head file says the same */
    audit_free(sink);
}

const struct sink_kind sink_audit = {
    .name = "audit", .signs = true, .open = audit_open, .write = audit_write, .close = audit_close
};
