/* dlpscan/exceptions.h - findings that somebody answers for, until a day. */
#ifndef DLPSCAN_EXCEPTIONS_H
#define DLPSCAN_EXCEPTIONS_H

#include "ignore.h"

#include <dlp/dlp.h>

#include <stdatomic.h>
#include <stdbool.h>

struct exception {
    char *rule;         /* a glob of rule ids, or NULL: any */
    struct ignore path; /* one pattern, or none: any */
    char *token;        /* or NULL: any */
    char *owner;
    char expires[11]; /* the last day on which it holds: 2027-01-31 */
    size_t line;      /* of the file */
    bool expired;
    atomic_bool used;
};

struct exceptions {
    struct exception *at;
    size_t len;
    const char *file;
};

/** Is it written as 2027-01-31? */
bool exception_is_day(const char *text);

/** Read a file of exceptions, one a line: NAME=VALUE with blanks between; see dlpscan(1).
 *  @return STATUS_CLEAN, or STATUS_USER; then what is wrong was said. */
int exceptions_load(struct exceptions *exceptions, const char *path);
void exceptions_free(struct exceptions *exceptions);

/** Does one allow the finding? path: as the walk has it. Any thread. */
bool exceptions_allow(struct exceptions *exceptions, const struct dlp_finding *finding,
                      const char *path);

/** Say which ones are expired, and which allowed nothing. */
void exceptions_say(const struct exceptions *exceptions);

#endif
