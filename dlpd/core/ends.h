/* dlpd/core/ends.h - the end of a text that goes on: what would be found if it ended here.
 *
 * A session tells a finding when A bytes behind it are known. Who has to judge a packet cannot wait for
 * them: so the session looks at them as if nothing followed. Whatever ends within
 * the last A bytes is pending: what follows may still change it. */
#ifndef DLPD_CORE_ENDS_H
#define DLPD_CORE_ENDS_H

#include "core/generation.h"

#define ENDS_NONE UINT64_MAX

/** All zero but hold_from: nothing came yet. */
struct ends {
    uint64_t fed;
    bool fresh;  /* bytes came since the last look */
    bool likely; /* what is pending is found if nothing follows; or only with a label behind it */
    uint64_t packet; /* offset in the text at which the packet began that is being judged */
    uint64_t
        hold_from; /* stream offset from which on packets wait for what follows; or ENDS_NONE */
};

/** The text so far: the session that it went to; or, before there is one, all its bytes. */
struct ends_text {
    dlp_session *session; /* NULL without bytes, too: nothing is known of the text */
    const void *bytes;    /* NULL: the session has them */
    size_t len;
};

/** So many bytes of the text came. */
void ends_add(struct ends *ends, size_t len);

/** Is anything pending? Sets hold_from and likely.
 *  @param raw_from  stream offset at which the packet began that is being judged. */
void ends_look(struct ends *ends, const struct generation *generation, const struct ends_text *text,
               uint64_t raw_from);

/** Tell the findings that are pending, as if the text ended here. Nothing is pending afterwards. */
void ends_tell(struct ends *ends, const struct generation *generation, const struct ends_text *text,
               const struct dlp_events *events);

#endif
