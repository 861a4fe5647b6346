/* worker/tell.h - the parts of a document on their way out, in frames.
 *
 * Nobody can be told of a failure to write: the process ends. */
#ifndef WORKER_TELL_H
#define WORKER_TELL_H

#include "worker/worker.h"

/** Where frames go. */
void tell_open(int socket);

/** Begin a part. name: of a member, or "" for the document itself. location: of extracted text. row: of
 *  a grid, the number of its first row. Names that are too long are cut. */
WORKER_API void tell_part(enum dlp_part_kind kind, const char *name, const char *location,
                          uint32_t row);
/** The same for names of any bytes. */
WORKER_API void tell_member(const char *name, size_t name_len);
/** Its next bytes, gathered into frames of a good size. */
WORKER_API void tell_data(const void *data, size_t len);
WORKER_API void tell_text(const char *text);
WORKER_API void tell_end(enum dlp_reason reason);
/** A member that cannot be read at all. */
WORKER_API void tell_incomplete(const char *name, enum dlp_reason reason);
/** The document ends. */
void tell_done(enum dlp_reason reason);

/** One cell of a grid, quoted where it must be; line ends in it become blanks. */
WORKER_API void tell_cell(const char *text, size_t len);
/** Go to a cell of the row, from 0: commas for those that are left out. */
WORKER_API void tell_column(unsigned column);
WORKER_API void tell_row_end(void);

#endif
