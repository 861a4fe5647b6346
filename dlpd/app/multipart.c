/* dlpd/app/multipart.c - the parts of a multipart body (RFC 2046), as files.
 *
 * A mark is found without looking back: a line feed stands only at its beginning. The CR before it belongs to
 * the mark, but is not asked for, as others do not ask for it either. */

#include "app/multipart.h"

#include <string.h>
#include <strings.h>

#define PART "http.file"

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* The value of boundary= among a type's parameters, without quotes. */
static size_t find_boundary(const char *type, size_t len, const char **out)
{
    static const char name[] = "boundary=";
    const size_t name_len = sizeof(name) - 1;

    for (size_t at = 1; at + name_len < len; at++) {
        size_t end = at + name_len;
        const bool quoted = type[end] == '"';

        if ((type[at - 1] != ';' && !is_space(type[at - 1]))
            || strncasecmp(type + at, name, name_len) != 0)
            continue;
        end += quoted;
        *out = type + end;
        while (end < len && (quoted ? type[end] != '"' : type[end] != ';' && !is_space(type[end])))
            end++;
        return (size_t)(type + end - *out);
    }
    return 0;
}

bool multipart_start(struct multipart *multipart, struct inspection *in, unsigned side,
                     const void *type, size_t type_len)
{
    static const char prefix[] = "multipart/";
    const char *boundary = NULL;
    size_t len;

    *multipart = (struct multipart){ .in = in, .side = side };
    if (type_len < sizeof(prefix) || strncasecmp(type, prefix, sizeof(prefix) - 1) != 0)
        return false;
    len = find_boundary(type, type_len, &boundary);
    if (len == 0 || len > MULTIPART_BOUNDARY)
        return false;
    memcpy(multipart->mark, "\n--", 3);
    memcpy(multipart->mark + 3, boundary, len);
    multipart->mark_len = len + 3;
    multipart->matched = multipart->first = 1; /* the body begins with a line */
    return true;
}

static void part_end(struct multipart *multipart)
{
    inspect_document_close(multipart->file);
    multipart->file = NULL;
}

/* What looked like a mark was none. */
static void give_back(struct multipart *multipart)
{
    if (multipart->carriage)
        inspect_document_add(multipart->file, "\r", 1);
    inspect_document_add(multipart->file, multipart->mark + multipart->first,
                         multipart->matched - multipart->first);
    multipart->carriage = multipart->first = false;
    multipart->matched = 0;
}

static void mark_found(struct multipart *multipart)
{
    part_end(multipart);
    multipart->matched = 0;
    multipart->carriage = multipart->first = false;
    multipart->head = multipart->mark_line = true;
    multipart->hyphen = false;
    multipart->line = 0;
}

/* A byte behind a mark, up to the empty line. */
static void head_byte(struct multipart *multipart, uint8_t c)
{
    if (c == '\r')
        return;
    if (c != '\n') {
        /* Two hyphens right behind the mark: no part follows. */
        if (multipart->mark_line && multipart->line == 1 && multipart->hyphen && c == '-')
            multipart->over = true;
        multipart->hyphen = c == '-';
        multipart->line++;
        return;
    }
    if (!multipart->mark_line && multipart->line == 0) {
        multipart->head = false;
        multipart->matched = multipart->first =
            1; /* a part without content: a mark follows at once */
        multipart->file = inspect_document_open(multipart->in, multipart->side, PART);
    }
    multipart->mark_line = false;
    multipart->line = 0;
}

static void content_byte(struct multipart *multipart, uint8_t c)
{
    if (multipart->matched > 0 && c == (uint8_t)multipart->mark[multipart->matched]) {
        if (++multipart->matched == multipart->mark_len)
            mark_found(multipart);
        return;
    }
    if (multipart->matched > 0 || (multipart->carriage && c != '\n'))
        give_back(multipart);
    if (c == '\n')
        multipart->matched = 1;
    else
        multipart->carriage = true; /* only line ends come here, or what follows one */
}

void multipart_add(struct multipart *multipart, const uint8_t *data, size_t len)
{
    size_t at = 0;

    while (at < len && !multipart->over) {
        size_t end = at;

        if (multipart->head) {
            head_byte(multipart, data[at++]);
            continue;
        }
        if (multipart->matched == 0 && !multipart->carriage) {
            while (end < len && data[end] != '\n' && data[end] != '\r')
                end++;
            inspect_document_add(multipart->file, data + at, end - at);
            at = end;
            if (at < len)
                content_byte(multipart, data[at++]);
        } else if (data[at] == '\n' || data[at] == '\r'
                   || data[at] == (uint8_t)multipart->mark[multipart->matched]) {
            content_byte(multipart, data[at++]);
        } else {
            give_back(multipart);
        }
    }
}

void multipart_end(struct multipart *multipart)
{
    if (!multipart->over && !multipart->head)
        give_back(multipart);
    part_end(multipart);
    multipart->over = true;
}
