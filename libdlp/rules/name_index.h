/* rules/name_index.h - ids and aliases of one load, for duplicates and for changes. */
#ifndef RULES_NAME_INDEX_H
#define RULES_NAME_INDEX_H

#include <dlp/status.h>

#define DLP_NAME_LEFT_OUT ((size_t)-1)

struct dlp_name {
    const char *name; /* NULL: an empty slot. Lives with the set */
    const char *file;
    unsigned line;
    size_t rule; /* index in the set; DLP_NAME_LEFT_OUT: the rule had mistakes */
};

struct dlp_name_index {
    struct dlp_name *slots;
    size_t cap; /* a power of two, or 0 */
    size_t len;
};
#define DLP_NAME_INDEX_INIT                                                                        \
  {                                                                                                \
    NULL, 0, 0                                                                                     \
  }

/** NULL when there is none; valid until the next dlp_name_index_add(). */
const struct dlp_name *dlp_name_index_find(const struct dlp_name_index *index, const char *name);
/** Add a name; one that is there already stays as it is. DLP_OK or DLP_ENOMEM. */
dlp_status dlp_name_index_add(struct dlp_name_index *index, const struct dlp_name *name);
void dlp_name_index_free(struct dlp_name_index *index);
#endif
