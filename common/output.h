/* common/output.h - what is written, buffered, with failures remembered. */
#ifndef COMMON_OUTPUT_H
#define COMMON_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output {
    int fd;
    const char *name; /* for messages; NULL: standard output */
    char *data;
    size_t len;
    int error; /* errno of the first failure, or 0; later writes do nothing */
};

/** @param name  of the file, kept; NULL: standard output. */
void output_init(struct output *out, int fd, const char *name);

/** Add bytes; they are written when enough are there. A dlp_write_fn: user is the output.
 *  @return 0, or 1 once writing has failed. */
int output_write(const void *data, size_t len, void *user);

void output_flush(struct output *out);

/** Flush, and close it to hear of late failures. False, and said on standard
 *  error, when anything was not written. A closed pipe ends the program as SIGPIPE does. */
bool output_close(struct output *out);

/** Write a text to standard output at once and close it; as output_close(). */
bool output_now(const char *data, size_t len);

#endif
