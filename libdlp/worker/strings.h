/* worker/strings.h - many strings, by number: those that the cells of a workbook share. */
#ifndef WORKER_STRINGS_H
#define WORKER_STRINGS_H

#include <stddef.h>
#include <stdint.h>

struct strings {
    char *text;
    size_t len, cap;
    size_t *start; /* of each; one more for the end of the last */
    size_t count, start_cap;
};

/** Memory that is not there ends the process. */
void strings_begin(struct strings *strings);
void strings_add(struct strings *strings, const char *text, size_t len);
/** The string that was begun is whole. */
void strings_end(struct strings *strings);
/** A string by its number; "" when there is none. */
const char *strings_at(const struct strings *strings, size_t number, size_t *len);
void strings_free(struct strings *strings);

#endif
