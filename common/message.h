/* common/message.h - what is said on standard error. */
#ifndef COMMON_MESSAGE_H
#define COMMON_MESSAGE_H

#include <stddef.h>

#define MESSAGE_ROOM 2048 /* bytes of a line, with its end */

/** Print the name of the program and a line. Says what is wrong and what to do; never a scanned value. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Print the program, NAME and a line; the name comes from outside and is made safe here. */
void message_about(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Print head and text, cut to MESSAGE_ROOM, as one line. Controls are blotted out: an argument or a library's
 *  text must not command a terminal. */
void message_line(const char *head, const char *text);

/** Write all of data to standard error; failures are nobody's to hear. */
void message_raw(const char *data, size_t len);

#endif
