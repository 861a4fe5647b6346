/* model/pack.h - a pack: which rules serve a purpose, and what makes an incident of their findings.
 * All pointers live in the set's arena. */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "model/strings.h"

#include <dlp/pack.h>

/** A new pointer here must be known to rules/snapshot.c, too. */
struct dlp_pack {
    const char *name, *title, *description, *source, *file;
    struct dlp_strings rules;   /* globs of ids */
    struct dlp_strings except;  /* globs of ids that neither rules nor regions select */
    struct dlp_strings regions; /* every rule of these countries, ISO 3166 alpha-2 */
    struct dlp_pack_condition *policy;
    size_t policy_len;
    unsigned line;
};
#endif
