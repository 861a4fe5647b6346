/* dlpscan/blob.h - a file of a git repository: where it first appeared, and its bytes. */
#ifndef DLPSCAN_BLOB_H
#define DLPSCAN_BLOB_H

#include <git2/odb.h>
#include <git2/oid.h>

#include <dlp/dlp.h>

#include <stdbool.h>

#define BLOB_MAX ((uint64_t)256 << 20) /* bytes: git gives a blob whole */

#define REASON_BLOB_LIMIT "blob_limit"
#define REASON_NO_OBJECT "missing_object"
#define REASON_SHALLOW "shallow"
#define REASON_DEPTH "depth_limit"

struct blob_range {
    uint64_t from, to; /* lines from 1, then bytes from 0; to is the first one behind it */
};

struct blob {
    git_oid oid;
    char commit[GIT_OID_HEXSZ + 1]; /* in which it first appeared; "" for what is not committed */
    char date[11];                  /* of its author, UTC: 2026-01-31 */
    bool changed_only;              /* only findings in these ranges are wanted */
    struct blob_range *range;
    size_t len;

    /* While it is scanned. */
    git_odb_object *object;
    const char *data;
    size_t data_len;
};

struct blob *blob_new(const git_oid *oid);
void blob_free(struct blob *blob); /* NULL is allowed */

/** Say that a line was changed; in order. */
void blob_add_line(struct blob *blob, uint64_t line);

/** Read its bytes into data. @return NULL, or the reason why not */
const char *blob_read(struct blob *blob, git_odb *odb);
void blob_drop(struct blob *blob);

/** Does a finding touch what was changed? */
bool blob_wants(const struct blob *blob, const struct dlp_finding *finding);

#endif
