/* dlpscan/item.h - one file on its way: found by the walk, scanned by a thread, printed in turn. */
#ifndef DLPSCAN_ITEM_H
#define DLPSCAN_ITEM_H

#include "blob.h"
#include "buffer.h"
#include "folder.h"
#include "marks.h"
#include "spill.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why something is skipped; see filter.h for what the user excluded. */
#define SKIP_SYMLINK "symlink"
#define SKIP_OWN_OUTPUT "own_output"
#define SKIP_TOO_LARGE "too_large"
#define SKIP_TOO_OLD "too_old"       /* --since */
#define SKIP_OTHER_TYPE "other_type" /* --type */
#define SKIP_OTHER_FILE_SYSTEM "other_file_system"
#define SKIP_SUBMODULE "submodule"

struct item {
    /* By the walk. */
    struct buffer path;    /* raw bytes, any length */
    size_t fresh;          /* bytes of the path that the item before shares: reported there */
    size_t name;           /* where in the path the name begins that folder holds */
    struct folder *folder; /* NULL: the path is opened as it is, and a link followed */
    struct blob *blob;     /* of a git repository; NULL: a file */
    bool stream;           /* standard input: no size, nothing to open */
    const char *reason;    /* why it is not read; NULL when it is. Of reasons.c */
    const char *skipped;   /* why it shall not be read; NULL when it is. Of filter.h and others */
    int error;             /* errno that goes with the reason, or 0 */

    /* By the thread that scans it, or that which prints when none did. */
    int fd;              /* open for reading, or -1 */
    uint64_t size;       /* when it was opened */
    struct buffer shown; /* the path for people: values masked, escaped; empty: not yet */
    struct buffer place; /* the same for programs */
    struct spill *body;  /* what each report says of it */
    size_t bodies;
    struct spill records; /* findings that wait, see sieve.h */
    struct marks marks;
    struct spill notes; /* what was not read, in words: for standard error */
    uint64_t findings;
    bool done; /* of the ring */
};

struct settings;
struct stat;
/** Why the user does not want a file of that size and time: a SKIP_..., or NULL. */
const char *item_skips(const struct stat *st, const struct settings *settings);

/** @param bodies  how many reports there are. */
void item_init(struct item *item, size_t bodies);

/** Close what is open, let the folder go: nothing more is read. */
void item_close(struct item *item);

/** Make it ready for another file, as after item_init(); keeps a little memory for that. */
void item_clear(struct item *item);

void item_free(struct item *item);

/** The commit in which it first appeared, and its day; "" when there is none. */
const char *item_commit(const struct item *item);
const char *item_date(const struct item *item);

/** Why a part of its report could not be kept: an errno, or 0. */
int item_error(const struct item *item);

#endif
