/* validate/packed_words.c - lists of thousands of words in little memory. */

#include "validate/packed_words.h"

#include <string.h>

static bool list_has(const struct dlp_packed_words *list, const char *word)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = memcmp(word, list->words + middle * list->len, list->len);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool dlp_packed_find(const struct dlp_packed_words *lists, size_t lists_len, const char *word,
                     size_t len)
{
    for (size_t i = 0; i < lists_len; i++) {
        if (lists[i].len == len)
            return list_has(&lists[i], word);
    }
    return false;
}
