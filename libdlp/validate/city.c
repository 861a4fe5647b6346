/* validate/city.c - the largest cities of the world, by their names in Latin letters. */

#include "validate/checks_world.h"
#include "validate/folded_word.h"
#include "validate/packed_words.h"

#include <string.h>

static const struct dlp_packed_words cities[] = {
#include "validate/cities.inc"
};

bool dlp_check_city(const uint8_t *value, size_t len)
{
    char name[DLP_FOLDED_MAX];
    size_t at = 0, used = 0;

    while (at < len) {
        struct dlp_folded_word word;
        const size_t taken = dlp_folded_word(&word, value + at, len - at);

        if (taken == 0 || used + word.len + 1 > sizeof(name))
            return false;
        memcpy(name + used, word.text, word.len);
        used += word.len;
        at += taken;
        if (at < len)
            name[used++] = (char)value[at++]; /* the space or hyphen */
    }
    return dlp_packed_find(cities, sizeof(cities) / sizeof(cities[0]), name, used);
}
