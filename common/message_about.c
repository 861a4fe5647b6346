/* common/message_about.c - what is said of a file, a host or whatever else has a name that comes from outside.
 *
 * A file of its own, since it needs memory for the name, and memory needs message() when there is none. */

#include "buffer.h"
#include "message.h"
#include "printable.h"
#include "program.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void message_about(const char *name, const char *format, ...)
{
    struct buffer head = BUFFER_INIT;
    char text[MESSAGE_ROOM];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    buffer_format(&head, "%s: ", program.name);
    printable_path(&head, name, strlen(name));
    buffer_text(&head, ": ");
    message_line(buffer_string(&head), text);
    buffer_free(&head);
}
