/* rules/nearest.h - "did you mean ...?": the known name that differs least from a wrong one. */
#ifndef RULES_NEAREST_H
#define RULES_NEAREST_H

#include <stddef.h>

struct dlp_nearest {
    const char *wanted;
    const char *best; /* NULL: none is near */
    size_t distance;
};
#define DLP_NEAREST_INIT(name)                                                                     \
  {                                                                                                \
    (name), NULL, (size_t)-1                                                                       \
  }

/** Consider one known name; the first of several equally near ones stays. */
void dlp_nearest_add(struct dlp_nearest *nearest, const char *known);
#endif
