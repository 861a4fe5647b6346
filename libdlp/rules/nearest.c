/* rules/nearest.c - "did you mean ...?": edit distance, with two swapped letters as one step. */

#include "rules/nearest.h"

#include <string.h>

#define NAME_MAX_LEN 40u

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][NAME_MAX_LEN + 1];

    for (size_t j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *const row = rows[i % 3];
        const size_t *const above = rows[(i - 1) % 3];
        const size_t *const two_above = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
                && two_above[j - 2] + 1 < row[j])
                row[j] = two_above[j - 2] + 1;
        }
    }
    return rows[a_len % 3][b_len];
}

void dlp_nearest_add(struct dlp_nearest *nearest, const char *known)
{
    const size_t wanted_len = strlen(nearest->wanted);
    const size_t known_len = strlen(known);
    size_t steps;

    if (!wanted_len || wanted_len > NAME_MAX_LEN || known_len > NAME_MAX_LEN)
        return;
    steps = distance(nearest->wanted, wanted_len, known, known_len);
    /* A third of the letters wrong is another word. */
    if (steps > 1 + known_len / 4 || steps >= known_len || steps >= nearest->distance)
        return;
    nearest->best = known;
    nearest->distance = steps;
}
