/* model/strings.h - a counted list of strings. */
#ifndef MODEL_STRINGS_H
#define MODEL_STRINGS_H

#include <stddef.h>

struct dlp_strings {
    const char **at;
    size_t len;
};
#endif
