/* dlpscan/moved_dates.c - where in a redacted text another date stands than did. */

#include "moved_dates.h"

#include "mem.h"

void moved_dates_add(struct moved_dates *dates, uint64_t start, uint64_t end)
{
    if (dates->len == dates->cap) {
        dates->cap = dates->cap ? 2 * dates->cap : 64;
        dates->date = mem_resize(dates->date, dates->cap, sizeof(*dates->date));
    }
    dates->date[dates->len++] = (struct moved_date){ start, end };
}

bool moved_dates_touch(const struct moved_dates *dates, uint64_t start, uint64_t end)
{
    size_t low = 0, high = dates->len;

    while (low < high) { /* the first one that ends behind start */
        const size_t middle = low + (high - low) / 2;

        if (dates->date[middle].end > start)
            high = middle;
        else
            low = middle + 1;
    }
    return low < dates->len && dates->date[low].start < end;
}

void moved_dates_free(struct moved_dates *dates)
{
    mem_free(dates->date);
    *dates = (struct moved_dates){ 0 };
}
