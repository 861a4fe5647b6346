/* worker/rewrite/cell_tag.h - a cell of a sheet whose value is replaced: what kind it is, its tag says. */
#ifndef REWRITE_CELL_TAG_H
#define REWRITE_CELL_TAG_H

#include "base/bytes.h"

#include <stdbool.h>

/** The attribute of a cell whose date is away for a while: the time of its day, in days. It never leaves dlpscan, which
 *  puts a date back before the document is done. */
#define CELL_TIME "dlpTime"

/** Write a cell as one of a text.
 *  @param cell  its bytes, from its tag on
 *  @param time  of the date that it shows, to be noted; NULL: it shows none that comes back */
void cell_as_text(struct dlp_bytes *out, const char *cell, size_t len, const double *time);

/** Write a cell with a note as one of a number again, when a date stands in it that its book can count; else
 *  as the text that it is, without the note. */
void cell_as_date(struct dlp_bytes *out, const char *cell, size_t len, double time,
                  bool since_1904);

#endif
