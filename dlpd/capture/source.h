/* dlpd/capture/source.h - where frames come from, as a table of functions. */
#ifndef DLPD_CAPTURE_SOURCE_H
#define DLPD_CAPTURE_SOURCE_H

#include "decode/decode.h"

#include <stdbool.h>
#include <stddef.h>

enum source_result {
    SOURCE_FRAME,  /* one more frame */
    SOURCE_END,    /* there are no more */
    SOURCE_DAMAGED /* what follows cannot be read: source_error() says why */
};

struct source;

struct source_kind {
    const char *name;
    /* Open what the command line names. NULL, with text in error, when that is not possible. */
    struct source *(*open)(const char *name, char *error, size_t error_len);
    enum source_result (*next)(struct source *source, struct frame *frame);
    const char *(*error)(const struct source *source);
    void (*close)(struct source *source);
};

/** pcap and pcapng files, plain or compressed by gzip; "-" is standard input. */
extern const struct source_kind source_file;

/** The kind of that name; NULL when there is none. */
const struct source_kind *source_kind_find(const char *name);

#endif
