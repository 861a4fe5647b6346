/* dlpscan/cmd_redact.c - `dlpscan redact`: a text in, the same text without its values out. */

#include "buffer.h"
#include "command.h"
#include "mem.h"
#include "message.h"
#include "office_redaction.h"
#include "place.h"
#include "pour.h"
#include "redaction.h"
#include "rulebook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOOK_BYTES ((size_t)64 << 10) /* of the text: zero bytes in it say that it is none */

/* The input as a regular file; -1, and said, when there is none. */
static int open_in(const char *path)
{
    struct stat st;
    int fd;

    if (strcmp(path, "-") == 0) {
        fd = pour_scratch();
        if (fd >= 0 && !pour(STDIN_FILENO, fd)) {
            message("cannot keep standard input: %s", strerror(errno));
            close(fd);
            return -1;
        }
        return fd;
    }
    fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        message_about(path, "cannot open it: %s", strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        message_about(path, "it is not a file; '-' is standard input");
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Bytes of another kind of file cannot be exchanged one by one, and values in it may be packed. */
static bool is_text(int fd)
{
    char *const data = mem_alloc(LOOK_BYTES);
    const ssize_t got = pread(fd, data, LOOK_BYTES, 0);
    const bool text = got >= 0 && memchr(data, '\0', (size_t)got) == NULL;

    explicit_bzero(data, LOOK_BYTES);
    mem_free(data);
    return text;
}

static bool is_zip(int fd)
{
    char head[4096];
    const ssize_t got = pread(fd, head, sizeof(head), 0);
    const char *const format = got > 0 ? dlp_document_format(head, (size_t)got) : NULL;

    return format && strcmp(format, "zip") == 0;
}

static int redact_one(struct redaction *redaction, const struct settings *settings, int from,
                      const int to[2], int *in)
{
    if (is_zip(from))
        return office_redaction_run(redaction, settings, from, to, in);
    if (is_text(from))
        return redaction_run(redaction, from, to, in);
    message("it is no text, and no document of Office (docx, xlsx, pptx): redact what it holds as "
            "text, CSV, JSON or SQL");
    return STATUS_USER;
}

/* Put the result in the place of OUT in one step; with "-", on standard output. */
static int deliver(int fd, const char *path)
{
    struct buffer name = BUFFER_INIT;
    int to = STDOUT_FILENO, status = STATUS_CLEAN;

    if (strcmp(path, "-") != 0) {
        buffer_format(&name, "%s.XXXXXX", path);
        to = mkostemp(name.data, O_CLOEXEC);
    }
    if (to < 0 || lseek(fd, 0, SEEK_SET) != 0 || !pour(fd, to)
        || (name.len && (fsync(to) != 0 || rename(name.data, path) != 0))) {
        message_about(path, "cannot write it: %s", strerror(errno));
        if (name.len && to >= 0)
            unlink(name.data);
        status = STATUS_ENVIRONMENT;
    }
    if (to >= 0 && to != STDOUT_FILENO)
        close(to);
    buffer_free(&name);
    return status;
}

static int redact_files(struct redaction *redaction, const struct settings *settings, char **args)
{
    const int from = open_in(args[0]);
    const int to[2] = { pour_scratch(), pour_scratch() };
    int status = STATUS_USER, in = -1;

    if (to[0] < 0 || to[1] < 0)
        status = STATUS_ENVIRONMENT;
    else if (from >= 0)
        status = redact_one(redaction, settings, from, to, &in);
    if (in >= 0 && status == STATUS_CLEAN)
        status = deliver(in, args[1]);
    if (from >= 0)
        close(from);
    for (int i = 0; i < 2; i++) {
        if (to[i] >= 0)
            close(to[i]);
    }
    return status;
}

/* The key of the user; of the run when a mask is all that is asked for. */
static int load_key(const struct settings *settings, dlp_key **key)
{
    char *const usual = place_key();
    const char *const path = settings->key_file ? settings->key_file
        : usual && access(usual, F_OK) == 0     ? usual
                                                : NULL;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    if (path) {
        status = dlp_key_load(key, path, &err);
    } else if (settings->redact_mode == DLP_REDACT_MASK && !settings->shift_dates) {
        status = dlp_key_ephemeral(key, &err);
    } else {
        message(
            "pseudonyms, shapes and shifts are made with a key: 'dlpscan key create' makes one");
        status = DLP_ENOENT;
    }
    if (status != DLP_OK && err.message[0])
        message("%s", err.message);
    mem_free(usual);
    return status == DLP_OK ? STATUS_CLEAN : command_status(status);
}

static int make_tools(struct redaction *redaction, const struct settings *settings,
                      dlp_database *database, const dlp_key *key)
{
    struct dlp_redact_options how = DLP_REDACT_OPTIONS_INIT;
    struct dlp_scan_options scan = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    how.mode = settings->redact_mode;
    how.key = key;
    how.purpose = settings->purpose;
    how.flags = (settings->shift_dates ? DLP_REDACT_SHIFT_DATES : 0)
        | (settings->day_first ? DLP_REDACT_DAY_FIRST : 0);
    scan.min_confidence = settings->min_confidence;
    scan.flags = DLP_SCAN_COLUMNS | DLP_SCAN_VALUES | DLP_SCAN_VIEWS;
    scan.key = key;
    status = dlp_redactor_new(&redaction->redactor, &how, &err);
    if (status == DLP_OK)
        status = dlp_scanner_new(&redaction->scanner, database, &scan, &err);
    if (status != DLP_OK)
        message("%s", err.message);
    return command_status(status);
}

int cmd_redact(const struct settings *settings, char **args, int count)
{
    struct redaction redaction = { .name = args[0] };
    struct rulebook book = RULEBOOK_INIT;
    dlp_key *key = NULL;
    int status = rulebook_open(&book, &settings->choice);

    (void)count;
    if (status == STATUS_CLEAN)
        status = load_key(settings, &key);
    if (status == STATUS_CLEAN)
        status = make_tools(&redaction, settings, book.database, key);
    if (status == STATUS_CLEAN)
        status = redact_files(&redaction, settings, args);
    if (status == STATUS_CLEAN && !settings->quiet)
        message("%llu value%s replaced", (unsigned long long)redaction.replaced,
                redaction.replaced == 1 ? " was" : "s were");
    dlp_scanner_free(redaction.scanner);
    dlp_redactor_free(redaction.redactor);
    seen_free(&redaction.values);
    moved_dates_free(&redaction.moved);
    dlp_key_free(key);
    rulebook_free(&book);
    return status;
}
