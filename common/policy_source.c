/* common/policy_source.c - the text of a policy file -> a libconfig tree.
 *
 * libconfig opens what @include names, and stops at a NUL: neither may pass for the file that was checked. */

#include "policy_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_whole(int fd, struct buffer *out, size_t max)
{
    char piece[16384];
    ssize_t got = 1;

    while (got != 0 && out->len <= max) {
        got = read(fd, piece, sizeof(piece));
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0)
            buffer_add(out, piece, (size_t)got);
    }
    return true;
}

dlp_status source_read(struct policy_reader *reader, struct buffer *out, const char *path,
                       size_t max)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    dlp_status status = DLP_OK;
    struct stat info;

    if (fd < 0) {
        reader_error_line(reader, 0, "cannot be read: %s", strerror(errno));
        return errno == ENOENT ? DLP_ENOENT : DLP_EIO;
    }
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        reader_error_line(reader, 0, "is no regular file");
        status = DLP_EIO;
    } else if (!read_whole(fd, out, max)) {
        reader_error_line(reader, 0, "cannot be read: %s", strerror(errno));
        status = DLP_EIO;
    } else if (out->len > max) {
        reader_error_line(reader, 0, "is longer than %zu MiB", max >> 20);
        status = DLP_ELIMIT;
    }
    close(fd);
    return status;
}

static unsigned line_at(const char *text, const char *at)
{
    unsigned line = 1;

    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

unsigned source_include(const char *text)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += strspn(line, " \t\r\n\f");
        if (strncmp(line, "@include", 8) == 0)
            return line_at(text, line);
    }
    return 0;
}

bool source_parse(struct policy_reader *reader, config_t *config, const char *text, size_t len)
{
    const unsigned include = source_include(text);

    if (strlen(text) != len) {
        reader_error_line(reader, line_at(text, text + strlen(text)),
                          "holds a NUL byte: it is no text");
        return false;
    }
    if (include) {
        reader_error_line(reader, include,
                          "@include is not read here: put the text itself into the file");
        return false;
    }
    if (config_read_string(config, text) != CONFIG_TRUE) {
        reader_error_line(reader, (unsigned)config_error_line(config),
                          "%s; a setting ends in ';', and each name stands once in its group",
                          config_error_text(config) ? config_error_text(config) : "syntax error");
        return false;
    }
    return true;
}
