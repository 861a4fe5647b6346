/* dlpd/event/fold.h - many flows of one kind -> few events: one for each source, destination and policy. */
#ifndef DLPD_EVENT_FOLD_H
#define DLPD_EVENT_FOLD_H

#include "event/hub.h"

#define FOLDS_MAX 4096                  /* kept at a time; the oldest is told early */
#define FOLDS_MEMORY ((size_t)32 << 20) /* bytes for what they hold */

struct fold;

struct folds {
    struct fold *oldest, *newest; /* by the first flow of each */
    size_t len, memory;
    uint64_t time_us; /* how long flows are folded */
    uint64_t now_us;  /* the latest time that was told */
    void (*tell)(const struct event *event, void *user);
    void *user;
};

void folds_init(struct folds *folds, uint64_t time_us,
                void (*tell)(const struct event *event, void *user), void *user);
void folds_add(struct folds *folds, const struct report *report);
void folds_tick(struct folds *folds, uint64_t now_us);

/** Tell what is left, in order of the first flows. */
void folds_end(struct folds *folds);

#endif
