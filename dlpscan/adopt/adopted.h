/* dlpscan/adopt/adopted.h - what other scanners were told to know: places of secrets in files.
 *
 * They hold places and digests, a baseline of ours keyed tokens: so the files are scanned once more, and what
 * is found at those places is what becomes known. */
#ifndef DLPSCAN_ADOPTED_H
#define DLPSCAN_ADOPTED_H

#include <dlp/dlp.h>

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADOPTED_DIGEST 20u /* SHA-1 */

struct adopted_place {
    char *path; /* as it is scanned */
    uint64_t line;
    bool has_digest;
    uint8_t digest[ADOPTED_DIGEST]; /* of the value */
    bool found, by_digest;
    const char *source; /* the file that says it */
    size_t source_line; /* 0: not known */
};

struct adopted {
    pthread_mutex_t lock;
    struct adopted_place *place;
    size_t len;
};

void adopted_init(struct adopted *adopted);
void adopted_free(struct adopted *adopted);

/** Add a place in a file that is seen from the folder of source; copied but for source. */
struct adopted_place *adopted_add(struct adopted *adopted, const char *source, const char *file,
                                  size_t file_len, uint64_t line);

/** Is a secret at one of the places? Any thread. The finding carries its value. */
bool adopted_has(struct adopted *adopted, const struct dlp_finding *finding, const char *path);

/** Say what was not found, or is not certain. */
void adopted_say(const struct adopted *adopted);

/** Readers of files: false, and said, when one cannot be read. */
bool adopt_gitleaks_ignore(struct adopted *adopted, const char *path);
bool adopt_detect_secrets(struct adopted *adopted, const char *path);

struct buffer;
/** Allowlists of a gitleaks configuration, as lines of exceptions. What cannot be said so is told. */
bool adopt_gitleaks_config(struct buffer *out, const char *path, const char *owner,
                           const char *expires);

/** A whole text file of at most 16 MiB, to be freed; NULL after a message. */
char *adopt_read(const char *path);

/** A regular expression of paths as patterns of gitignore(5), a line each. @return NULL, or why it cannot be. */
const char *adopt_globs(struct buffer *out, const char *regex);

#endif
