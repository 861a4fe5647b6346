/* findings/emit.h - a settled finding -> the struct dlp_finding that a caller sees. */
#ifndef FINDINGS_EMIT_H
#define FINDINGS_EMIT_H

#include "extract/charset.h"
#include "findings/lines.h"
#include "findings/pending.h"
#include "model/sink.h"
#include "redact/keyed_token.h"

#define DLP_ID_SEED 16 /* bytes */
#define DLP_ID_TEXT 17 /* bytes of an id with its NUL */

/** What all findings of one session share. */
struct dlp_emitter {
    const struct dlp_database *db;
    const struct dlp_token_maker *maker;   /* or NULL: no tokens */
    char *name;                            /* of the part, "" when not known */
    const struct dlp_charset_map *charset; /* NULL: the text is the part itself */
    bool values;                           /* the caller asked for raw values */
    struct dlp_lines lines;                /* not beyond any finding that can still come */
    struct dlp_lines near; /* where the last finding started: the next one is close */
    /* Made at the first finding, since most parts have none. */
    const char *seed_of; /* the name that seed is of, or NULL */
    uint8_t seed[DLP_ID_SEED];
};

/** The id of a finding of the rule in [start, end) of the part. */
void dlp_finding_id(char out[DLP_ID_TEXT], struct dlp_emitter *emitter, const char *rule,
                    uint64_t start, uint64_t end);

/** Report one finding to sink->events.on_finding. The window holds the value, or the finding has an
 *  armor that stands for it. Sets sink->stopped when the callback asks to stop. */
void dlp_emit(struct dlp_emitter *emitter, const struct dlp_pending *pending,
              const struct dlp_window *window, struct dlp_sink *sink);
#endif
