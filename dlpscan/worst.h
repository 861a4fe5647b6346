/* dlpscan/worst.h - the worst of many results, for readers that take no more. */
#ifndef DLPSCAN_WORST_H
#define DLPSCAN_WORST_H

#include <stddef.h>
#include <stdint.h>

struct worst_result {
    unsigned rank;  /* higher is worse */
    uint64_t order; /* of worst_add(): of equals the first is kept */
    char *text;
};

struct worst {
    struct worst_result *heap; /* the least of them first */
    size_t len, limit;
    uint64_t seen;
};

void worst_init(struct worst *worst, size_t limit);
void worst_free(struct worst *worst);

/** Would a result of this rank be kept? To save writing its text. */
int worst_wants(const struct worst *worst, unsigned rank);

/** Count a result, and keep it if it is one of the worst. text is copied. */
void worst_add(struct worst *worst, unsigned rank, const char *text, size_t len);

/** Put those that were kept into the order in which they were added; nothing is added afterwards. */
void worst_sort(struct worst *worst);

#endif
