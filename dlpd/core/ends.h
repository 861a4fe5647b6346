/* dlpd/core/ends.h - the end of a text that goes on: what would be found if it ended here.
 *
 * A session tells a finding when A bytes behind it are known. Who has to judge a packet cannot wait for
 * them: so the session looks at them as if nothing followed. Whatever ends within
 * the last A bytes is pending: what follows may still change it. Where there is no session, or it cannot look, the last
 * bytes are scanned by themselves: by the radius law a finding depends on W + B bytes before its end, so as many are
 * kept. */
#ifndef DLPD_CORE_ENDS_H
#define DLPD_CORE_ENDS_H

#include "core/generation.h"

#define ENDS_NONE UINT64_MAX

/** All zero but hold_from: nothing came yet. */
struct ends {
    uint8_t *bytes; /* the last of the text, and some before them */
    size_t len, cap;
    uint64_t fed;
    bool fresh;  /* bytes came since the last look */
    bool likely; /* what is pending is found if nothing follows; or only with a label behind it */
    uint64_t packet; /* offset in the text at which the packet began that is being judged */
    uint64_t
        hold_from; /* stream offset from which on packets wait for what follows; or ENDS_NONE */
};

/** How many bytes the ends of a text take. */
size_t ends_memory(const struct generation *generation);

/** The next bytes of the text. */
void ends_add(struct ends *ends, const struct generation *generation, const void *data, size_t len);

/** Is anything pending? Sets hold_from and likely.
 *  @param session   that the text went to; or NULL
 *  @param raw_from  stream offset at which the packet began that is being judged. */
void ends_look(struct ends *ends, const struct generation *generation, dlp_session *session,
               uint64_t raw_from);

/** Tell the findings that are pending, as if the text ended here. Nothing is pending afterwards. */
void ends_tell(struct ends *ends, const struct generation *generation, dlp_session *session,
               const struct dlp_events *events);

void ends_free(struct ends *ends);

#endif
