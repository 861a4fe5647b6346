/* dlpscan/moved_dates.h - where in a redacted text another date stands than did. */
#ifndef DLPSCAN_MOVED_DATES_H
#define DLPSCAN_MOVED_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct moved_date {
    uint64_t start, end; /* bytes of the text; end is the first one behind it */
};

/** In order; 16 bytes a date, in memory. Start with all zero. */
struct moved_dates {
    struct moved_date *date;
    size_t len, cap;
};

void moved_dates_add(struct moved_dates *dates, uint64_t start, uint64_t end);

/** Is any of [start, end) such a date? */
bool moved_dates_touch(const struct moved_dates *dates, uint64_t start, uint64_t end);
void moved_dates_free(struct moved_dates *dates);

#endif
