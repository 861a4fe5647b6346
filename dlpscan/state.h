/* dlpscan/state.h - what an earlier scan found: files that did not change are not scanned again.
 *
 * A database file of our own: for each path what stat says, a digest of the content, and what was found
 * in it: masked, with tokens, never a value. It is committed every few seconds, so that a run that ends early
 * is gone on with by the next. */
#ifndef DLPSCAN_STATE_H
#define DLPSCAN_STATE_H

#include "own.h"
#include "packed.h"

#include <pthread.h>
#include <sys/stat.h>

#define STATE_DIGEST 32u
#define STATE_FRESH 8 /* runs: a row that is seen so often need not be written again */

struct settings;
struct state_store;

struct state {
    pthread_mutex_t lock;
    struct state_store *store;        /* NULL: no state */
    unsigned char conf[STATE_DIGEST]; /* of rules and options: other ones know nothing */
};

/** What is learned of one file while it is scanned. */
struct state_file {
    struct stat st; /* before */
    unsigned char digest[STATE_DIGEST];
    bool digested;         /* the content was read for it */
    bool known;            /* records and lost are those of the state: nothing is to be scanned */
    bool fresh;            /* and so is their row */
    bool unfit;            /* not to be kept: it may be otherwise the next time */
    struct buffer records; /* packed findings */
    struct buffer lost;    /* packed incompletes */
};

/** Called for each incomplete of a known file. */
typedef void (*state_lost_fn)(const struct dlp_incomplete *incomplete, void *user);

/** Open a state, or make it. What is wrong with the file is said, and then there is no state.
 *  @param conf     bytes that tell rules and options from others
 *  @param own      told of the files that are written
 *  @return false to end: --state was asked for and cannot be made at all; that was said. */
bool state_open(struct state *state, const char *path, const struct buffer *conf, struct own *own);

/** Keep what was learned, and close. */
void state_close(struct state *state);

/** Was this file scanned before, and is it the same? By stat, else by content, which is read to its end.
 *  @param fd  at its begin, and there again afterwards */
void state_look(struct state *state, const char *path, int fd, struct state_file *file);

/** While it is scanned: one more finding, or something that was not read. */
void state_finding(struct state_file *file, const struct dlp_finding *finding);
void state_lost(struct state_file *file, const struct dlp_incomplete *incomplete);

/** Give out what is known of it. False, and nothing is given, when it is damaged. */
bool state_give(const struct state_file *file, record_fn on_finding, state_lost_fn on_lost,
                void *user);

/** It was scanned to its end: remember it, unless it changed meanwhile. */
void state_keep(struct state *state, const char *path, int fd, struct state_file *file);

void state_file_free(struct state_file *file);

#endif
