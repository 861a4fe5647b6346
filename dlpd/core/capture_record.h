/* dlpd/core/capture_record.h - what a capture was, beside its flows: its record, and what is said of it. */
#ifndef DLPD_CORE_CAPTURE_RECORD_H
#define DLPD_CORE_CAPTURE_RECORD_H

#include "core/packet_path.h"
#include "output.h"

/** Over all captures. */
struct capture_totals {
    uint64_t captures, frames, bytes, damaged;
    uint64_t skipped; /* frames that could not be judged */
};

struct capture {
    const char *name;
    char error[512]; /* "": it was read to its end */
    struct packet_path before;
    uint64_t fragments_lost;
    uint64_t frames_lost; /* that the kernel or the interface had no room for */
    bool live;            /* so that could be */
    int link;
};

/** What the path counted since capture->before, added to the totals. */
void capture_account(const struct capture *capture, const struct packet_path *path,
                     struct capture_totals *totals);

/** Print the capture's record. */
void capture_print(const struct capture *capture, const struct packet_path *path,
                   struct output *out);

/** Say on standard error what was not read. */
void capture_say(const struct capture *capture, const struct packet_path *path);

#endif
