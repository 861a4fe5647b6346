/* dlpd/app/magic.c - kinds of files whose text cannot be seen from outside. */

#include "app/magic.h"

#include <string.h>

static const struct {
    const char *bytes;
    size_t len;
    const char *kind;
} magics[] = {
    { "PK\x03\x04", 4, "archive" }, /* zip, and the office formats made of it */
    { "7z\xbc\xaf\x27\x1c", 6, "archive" },
    { "Rar!\x1a\x07", 6, "archive" },
    { "MSCF", 4, "archive" },
    { "%PDF-", 5, "document" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "document" }, /* old office formats */
    { "SQLite format 3", 16, "document" },
    { "\x1f\x8b", 2, "compressed" },
    { "BZh", 3, "compressed" },
    { "\xfd"
      "7zXZ",
      6, "compressed" },
    { "\x28\xb5\x2f\xfd", 4, "compressed" },
    { "\x89PNG", 4, "media" },
    { "\xff\xd8\xff", 3, "media" },
    { "GIF8", 4, "media" },
};

const char *magic_of(const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
        if (len >= magics[i].len && memcmp(data, magics[i].bytes, magics[i].len) == 0)
            return magics[i].kind;
    }
    return NULL;
}
