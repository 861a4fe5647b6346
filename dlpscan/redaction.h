/* dlpscan/redaction.h - a text with its findings replaced. */
#ifndef DLPSCAN_REDACTION_H
#define DLPSCAN_REDACTION_H

#include "moved_dates.h"
#include "options.h"
#include "seen.h"
#include "spans.h"

#include <dlp/dlp.h>

struct redaction {
    const char *name;     /* of the text, for messages and the rules */
    dlp_scanner *scanner; /* with values, and tokens of a key */
    dlp_redactor *redactor;
    struct seen values;       /* that were replaced, as digests */
    struct moved_dates moved; /* of the text that was written last */
    uint64_t replaced;
    bool again;      /* only values that were replaced elsewhere are wanted: see redaction_run() */
    bool incomplete; /* something was not judged; that was said */
    bool failed;     /* the environment; that was said */
    struct spans spans;
};

/** Copy a text from one file to another with its findings replaced, until none of the values that were
 *  replaced is found in it. Both descriptors are regular files, read and written from their beginning.
 *  @param to  two files to write to in turn.
 *  @param in  set to the one of them that holds the result.
 *  @return the status to end with; when it is not STATUS_CLEAN, then why was said. */
int redaction_run(struct redaction *redaction, int from, const int to[2], int *in);

#endif
