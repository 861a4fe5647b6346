/* engine/grid.h - which cell of a sheet or table a finding stands in.
 *
 * The text of a grid is a line a row, with commas between the cells and quotes around those that hold
 * a comma or a quote; no cell holds a line end. A finding comes later than its bytes, but not by more
 * than is kept here. */
#ifndef ENGINE_GRID_H
#define ENGINE_GRID_H

#include "base/bytes.h"
#include "extract/frame.h"

#include <dlp/finding.h>

#define DLP_GRID_KEPT ((size_t)128 << 10)

struct dlp_grid {
    enum dlp_part_kind kind;
    uint32_t row;       /* of the first line */
    uint64_t fed;       /* bytes so far */
    uint8_t *kept;      /* the last of them, at their place modulo DLP_GRID_KEPT */
    uint8_t head[4096]; /* of a table: its first line, the columns' names */
    size_t head_len;
};

/** @return DLP_OK or DLP_ENOMEM; free with dlp_grid_free(). */
dlp_status dlp_grid_init(struct dlp_grid *grid, enum dlp_part_kind kind, uint32_t row);
void dlp_grid_free(struct dlp_grid *grid);

void dlp_grid_feed(struct dlp_grid *grid, const uint8_t *data, size_t len);

/** Write "NAME!B12" of a sheet, "NAME[12].COLUMN" of a table; without the column where the line is longer
 *  than what is kept. */
dlp_status dlp_grid_locate(const struct dlp_grid *grid, const char *name,
                           const struct dlp_finding *finding, struct dlp_bytes *out);

#endif
