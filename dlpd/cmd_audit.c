/* dlpd/cmd_audit.c - `dlpd audit verify` and `dlpd audit key`. */

#include "commands.h"

#include "event/audit_check.h"
#include "event/audit_files.h"
#include "message.h"
#include "output.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD_MAX 4096
#define MISTAKES_SHOWN 20

struct talk {
    const char *path;
    uint64_t shown;
};

static void on_mistake(uint64_t line, const char *text, void *user)
{
    struct talk *const talk = user;
    struct buffer about = BUFFER_INIT;

    if (talk->shown++ >= MISTAKES_SHOWN)
        return;
    buffer_text(&about, talk->path);
    if (line)
        buffer_format(&about, ":%llu", (unsigned long long)line);
    message_about(buffer_string(&about), "%s", text);
    buffer_free(&about);
}

/* The lines of a piece of the file; what has no end yet waits for the next piece. */
static void feed(struct audit_check *check, struct buffer *held, const char *data, size_t len)
{
    while (len > 0) {
        const char *const end = memchr(data, '\n', len);
        const size_t part = end ? (size_t)(end - data) : len;

        buffer_add(held, data, part);
        if (!end)
            return;
        audit_check_line(check, buffer_string(held), held->len, true);
        buffer_cut(held, 0);
        data += part + 1;
        len -= part + 1;
    }
}

/* False when the file cannot be read to its end. */
static bool read_lines(struct audit_check *check, const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct buffer held = BUFFER_INIT;
    char piece[65536];
    ssize_t got = fd < 0 ? -1 : 1;

    while (got > 0 || (got < 0 && fd >= 0 && errno == EINTR)) {
        got = read(fd, piece, sizeof(piece));
        if (got > 0)
            feed(check, &held, piece, (size_t)got);
    }
    if (got < 0)
        message_about(path, "cannot be read: %s", strerror(errno));
    else if (held.len)
        audit_check_line(check, held.data, held.len, false);
    buffer_free(&held);
    if (fd >= 0)
        close(fd);
    return got == 0;
}

static void read_end(struct audit_check *check, const char *path)
{
    struct buffer name = BUFFER_INIT, head = BUFFER_INIT;
    char error[AUDIT_ERROR];

    buffer_format(&name, "%s.head", path);
    if (audit_file_read(&head, buffer_string(&name), HEAD_MAX, error))
        audit_check_end(check, buffer_string(&head), head.len);
    else
        audit_check_end(check, NULL, 0);
    buffer_free(&name);
    buffer_free(&head);
}

static int print_result(const struct audit_check *check, const struct talk *talk, bool own_key)
{
    struct buffer line = BUFFER_INIT;
    bool written = true;

    if (check->mistakes) {
        if (talk->shown > MISTAKES_SHOWN)
            message_about(talk->path, "%llu more mistakes",
                          (unsigned long long)(talk->shown - MISTAKES_SHOWN));
        return STATUS_FINDINGS;
    }
    buffer_format(&line, "%s: as it was written: %llu lines, %llu events, head %llu:%s\n",
                  talk->path, (unsigned long long)check->lines, (unsigned long long)check->events,
                  (unsigned long long)check->chain.next, check->chain.hash);
    if (own_key)
        message_about(talk->path,
                      "the key is the one that the log itself names: give the right one "
                      "with --audit-key to know who signed it");
    written = output_now(line.data, line.len);
    buffer_free(&line);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

static bool witness_read(struct audit_witness *out, const char *text)
{
    unsigned char hash[CHAIN_HASH];
    char *end;

    errno = 0;
    out->next = strtoull(text, &end, 10);
    if (errno || *text < '0' || *text > '9' || *end != ':' || strlen(end + 1) != CHAIN_HEX
        || !chain_bytes(hash, sizeof(hash), end + 1, CHAIN_HEX))
        return false;
    memcpy(out->hash, end + 1, CHAIN_HEX + 1);
    return true;
}

int cmd_audit_verify(const struct settings *settings, char **args, int count)
{
    unsigned char key[crypto_sign_PUBLICKEYBYTES];
    struct audit_witness witness;
    struct talk talk = { args[0], 0 };
    struct audit_check check = { .mistake = on_mistake, .user = &talk };
    char error[AUDIT_ERROR];

    (void)count;
    if (sodium_init() < 0)
        return STATUS_ENVIRONMENT;
    if (settings->audit_key && !audit_public_read(key, settings->audit_key, error)) {
        message_about(settings->audit_key, "%s", error);
        return STATUS_USER;
    }
    if (settings->witness && !witness_read(&witness, settings->witness)) {
        message("--witness wants a head as 'dlpd audit verify' prints it, NUMBER:HASH");
        return STATUS_USER;
    }
    check.key = settings->audit_key ? key : NULL;
    check.witness = settings->witness ? &witness : NULL;
    audit_check_init(&check);
    if (!read_lines(&check, args[0]))
        return STATUS_USER;
    read_end(&check, args[0]);
    return print_result(&check, &talk, !settings->audit_key);
}

int cmd_audit_key(const struct settings *settings, char **args, int count)
{
    char error[AUDIT_ERROR];

    (void)settings;
    (void)count;
    if (sodium_init() < 0)
        return STATUS_ENVIRONMENT;
    if (audit_key_create(args[0], error))
        return STATUS_CLEAN;
    message_about(args[0], "%s", error);
    return STATUS_USER;
}
