/* dlpscan/marks.h - marks in a text that allow what stands on their line. */
#ifndef DLPSCAN_MARKS_H
#define DLPSCAN_MARKS_H

#include "buffer.h"

#include <dlp/dlp.h>

#include <stdbool.h>

/** Whose marks; bits. */
enum {
    MARKS_DLP = 1,
    MARKS_GITLEAKS = 2,
    MARKS_TRUFFLEHOG = 4,
    MARKS_KINGFISHER = 8,
    MARKS_DETECT_SECRETS = 16,
    MARKS_ALL = 31
};

struct mark {
    uint64_t line; /* on which it allows, from 1 */
    char rule[64]; /* a glob of rule ids, or of categories for other tools' marks */
};

/** The marks of one text, read in pieces. */
struct marks {
    struct mark *mark; /* in order of their lines */
    size_t len, cap;
    bool read;             /* the text was looked at */
    uint64_t line;         /* of pending's first byte */
    struct buffer pending; /* the end of what was read: a mark may go on behind it */
};

void marks_free(struct marks *marks);

/** "all", "none" or names with commas between -> bits. False when a name is unknown. */
bool marks_choose(const char *names, unsigned *bits);

/** Read the next piece of the text. last: the text ends with it. */
void marks_feed(struct marks *marks, unsigned bits, const char *data, size_t len, bool last);

/** Read a whole file, whatever its position is. */
void marks_read(struct marks *marks, unsigned bits, int fd);

/** Does a mark allow the finding? */
bool marks_allow(const struct marks *marks, const struct dlp_finding *finding);

#endif
