/* common/meant.c - "is ... meant?": the known name that differs least from one that is not known. */

#include "meant.h"

#include <stdint.h>
#include <string.h>

#define NEAR 3 /* letters that a name may be wrong in, and one less */
#define NAME_MAX 64

struct meant meant_begin(const char *typed, size_t len)
{
    /* Of a short name not all may differ. */
    return (struct meant){ .typed = typed, .len = len, .far = len < NEAR ? len : NEAR };
}

/* How many letters differ, of names that are not long. */
static size_t distance(const char *a, size_t a_len, const char *b)
{
    size_t row[NAME_MAX];
    const size_t len = strlen(b);

    if (len >= NAME_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i <= len; i++)
        row[i] = i;
    for (size_t i = 0; i < a_len; i++) {
        size_t corner = row[0];

        row[0] = i + 1;
        for (size_t j = 0; j < len; j++) {
            const size_t swap = corner + (a[i] != b[j]);
            size_t best = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;

            best = swap < best ? swap : best;
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    return row[len];
}

void meant_add(struct meant *meant, const char *known)
{
    const size_t far = distance(meant->typed, meant->len, known);

    if (far < meant->far) {
        meant->far = far;
        meant->name = known;
    }
}
