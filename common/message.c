/* common/message.c - what is said on standard error.
 *
 * One line is one write(2), so that lines of programs that share a terminal do not mix. Lines
 * have a fixed room and need no memory, since "out of memory" is one of them. */

#include "message.h"

#include "program.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void message_raw(const char *data, size_t len)
{
    while (len > 0) {
        const ssize_t done = write(STDERR_FILENO, data, len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        data += done;
        len -= (size_t)done;
    }
}

void message_line(const char *head, const char *text)
{
    char line[MESSAGE_ROOM];
    const int wanted = snprintf(line, sizeof(line) - 1, "%s%s", head, text);
    size_t len = wanted < 0 ? 0 : (size_t)wanted;

    if (len > sizeof(line) - 2)
        len = sizeof(line) - 2; /* one byte stays for the newline */
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
            line[i] = '?';
    }
    line[len++] = '\n';
    message_raw(line, len);
}

void message(const char *format, ...)
{
    char head[64], text[MESSAGE_ROOM];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    snprintf(head, sizeof(head), "%s: ", program.name);
    message_line(head, text);
}
