/* dlpd/app/body_head.c - do the first bytes of a body say what its other bytes mean?
 *
 * Behind a request's header nobody sees that a line names the columns of those that follow it, or that text is
 * UTF-16. It is only a reason to read a body by itself, too: to be wrong costs time, and hides nothing. */

#include "app/body_head.h"

#include <string.h>

#define WIDE_BYTES 4

static bool is_wide(const uint8_t *data, size_t len)
{
    const bool marked =
        len >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff));

    return marked
        || (len >= WIDE_BYTES && (data[0] == 0) != (data[1] == 0)
            && (data[0] == 0) == (data[2] == 0) && (data[1] == 0) == (data[3] == 0));
}

static bool is_letter(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

/* Two fields or more, each of which has a letter before any digit. Objects and markup name things themselves. */
static bool names_columns(const uint8_t *line, size_t len)
{
    bool letter = false, fields = false;

    if (len == 0 || line[0] == '{' || line[0] == '[' || line[0] == '<')
        return false;
    for (size_t i = 0; i < len; i++) {
        const uint8_t byte = line[i];

        if (byte == ',' || byte == ';' || byte == '\t' || byte == '|') {
            if (!letter)
                return false;
            fields = true;
            letter = false;
        } else if (byte < ' ' || (byte >= '0' && byte <= '9' && !letter)) {
            return false;
        } else {
            letter = letter || is_letter(byte);
        }
    }
    return fields && letter;
}

enum body_head body_head(const uint8_t *data, size_t len, bool all)
{
    size_t line = 0;

    while (line < len && data[line] != '\n' && data[line] != '\r')
        line++;
    if (!all && (line == len || len < WIDE_BYTES))
        return BODY_HEAD_MORE;
    return is_wide(data, len) || (line < len && names_columns(data, line)) ? BODY_HEAD_TELLS
                                                                           : BODY_HEAD_PLAIN;
}
