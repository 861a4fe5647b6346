/* dlpscan/alone.c - one file that a command scans by itself, without walk and threads. */

#include "alone.h"

#include "command.h"
#include "mem.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int alone_open(struct reading *reading, const char *path)
{
    struct stat st;

    *reading = (struct reading){ .fd = -1 };
    if (strcmp(path, "-") == 0) {
        reading->fd = STDIN_FILENO;
        reading->stream = true;
        return STATUS_CLEAN;
    }
    reading->fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (reading->fd < 0 || fstat(reading->fd, &st) != 0) {
        message_about(path, "cannot open it: %s", strerror(errno));
        return STATUS_USER;
    }
    if (!S_ISREG(st.st_mode)) {
        message_about(path, "it is not a file; '-' is standard input");
        return STATUS_USER;
    }
    reading->size = (uint64_t)st.st_size;
    return STATUS_CLEAN;
}

void alone_close(struct reading *reading)
{
    if (reading->fd > STDERR_FILENO)
        close(reading->fd);
    reading->fd = -1;
}

int alone_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    (void)user;
    message("not judged from offset %llu on: %s%s%s", (unsigned long long)incomplete->offset,
            incomplete->reason, incomplete->rule ? ", rule " : "",
            incomplete->rule ? incomplete->rule : "");
    return 0;
}

static dlp_status alone_feed(dlp_session *session, struct reading *reading, struct dlp_error *err)
{
    char *const data = mem_alloc(READ_BYTES);
    dlp_status status = DLP_OK;
    size_t len;

    while (status >= DLP_OK && (len = reading_next(reading, data)) > 0)
        status = dlp_session_feed(session, data, len, err);
    if (status >= DLP_OK)
        status = dlp_session_finish(session, err);
    explicit_bzero(data, READ_BYTES);
    mem_free(data);
    return status;
}

int alone_scan(dlp_scanner *scanner, const char *path, struct reading *reading,
               const struct dlp_events *events)
{
    struct dlp_hint hint = DLP_HINT_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_session *session = NULL;
    dlp_status status;

    hint.name = path;
    status = dlp_session_open(&session, scanner, &hint, events, &err);
    if (status == DLP_OK)
        status = alone_feed(session, reading, &err);
    dlp_session_close(session);
    if (status < DLP_OK)
        message("%s", err.message[0] ? err.message : dlp_status_name(status));
    else if (reading->reason)
        message_about(path, "read to offset %llu only: %s%s%s", (unsigned long long)reading->got,
                      reading->reason, reading->error ? ": " : "",
                      reading->error ? strerror(reading->error) : "");
    return command_status(status);
}
