/* engine/grid.c - which cell of a sheet or table a finding stands in. */

#include "engine/grid.h"

#include "base/alloc.h"

#include <inttypes.h>
#include <string.h>

dlp_status dlp_grid_init(struct dlp_grid *grid, enum dlp_part_kind kind, uint32_t row)
{
    *grid = (struct dlp_grid){ .kind = kind, .row = row };
    grid->kept = dlp_alloc(DLP_GRID_KEPT);
    return grid->kept ? DLP_OK : DLP_ENOMEM;
}

void dlp_grid_free(struct dlp_grid *grid)
{
    dlp_free_wiped(grid->kept, DLP_GRID_KEPT);
    grid->kept = NULL;
}

static void keep_head(struct dlp_grid *grid, const uint8_t *data, size_t len)
{
    const uint8_t *const end = memchr(data, '\n', len);
    const size_t take = end ? (size_t)(end - data) + 1 : len;
    const size_t room = sizeof(grid->head) - grid->head_len;

    if (grid->head_len > 0 && grid->head[grid->head_len - 1] == '\n')
        return;
    memcpy(grid->head + grid->head_len, data, take < room ? take : room);
    grid->head_len += take < room ? take : room;
}

void dlp_grid_feed(struct dlp_grid *grid, const uint8_t *data, size_t len)
{
    keep_head(grid, data, len);
    while (len > 0) {
        const size_t at = grid->fed % DLP_GRID_KEPT;
        const size_t take = len < DLP_GRID_KEPT - at ? len : DLP_GRID_KEPT - at;

        memcpy(grid->kept + at, data, take);
        grid->fed += take;
        data += take;
        len -= take;
    }
}

static uint8_t byte_at(const struct dlp_grid *grid, uint64_t at)
{
    return grid->kept[at % DLP_GRID_KEPT];
}

/* The cell of its line that a byte lies in, from 0; false when the line's begin is not kept. */
static bool cell_at(const struct dlp_grid *grid, uint64_t at, size_t *cell)
{
    const uint64_t oldest = grid->fed > DLP_GRID_KEPT ? grid->fed - DLP_GRID_KEPT : 0;
    uint64_t line = at;
    bool quoted = false;

    if (at < oldest || at >= grid->fed)
        return false;
    while (line > oldest && byte_at(grid, line - 1) != '\n')
        line--;
    if (line == oldest && oldest > 0)
        return false;
    *cell = 0;
    for (; line < at; line++) {
        if (byte_at(grid, line) == '"')
            quoted = !quoted;
        else if (byte_at(grid, line) == ',' && !quoted)
            ++*cell;
    }
    return true;
}

/* 0 is A, 25 is Z, 26 is AA. */
static dlp_status add_letters(struct dlp_bytes *out, size_t cell)
{
    char letters[16];
    size_t at = sizeof(letters) - 1;

    letters[at] = '\0';
    for (cell++; cell > 0 && at > 0; cell = (cell - 1) / 26)
        letters[--at] = (char)('A' + (cell - 1) % 26);
    return dlp_bytes_puts(out, letters + at);
}

static dlp_status add_column_name(struct dlp_bytes *out, const struct dlp_grid *grid, size_t cell)
{
    size_t start = 0, end = 0;

    for (size_t i = 0; i <= cell; i++) {
        start = end;
        while (end < grid->head_len && grid->head[end] != ',' && grid->head[end] != '\n')
            end++;
        if (i < cell && (end >= grid->head_len || grid->head[end] == '\n'))
            return DLP_OK;
        end += i < cell;
    }
    return dlp_bytes_append(out, grid->head + start, end - start);
}

dlp_status dlp_grid_locate(const struct dlp_grid *grid, const char *name,
                           const struct dlp_finding *finding, struct dlp_bytes *out)
{
    const uint64_t row = grid->row + finding->line - 1;
    size_t cell = 0;
    const bool known = cell_at(grid, finding->offset, &cell);
    dlp_status status = dlp_bytes_puts(out, name);

    if (grid->kind == DLP_PART_TABLE) {
        if (status == DLP_OK)
            status = dlp_bytes_printf(out, known ? "[%" PRIu64 "]." : "[%" PRIu64 "]", row - 1);
        return status == DLP_OK && known ? add_column_name(out, grid, cell) : status;
    }
    if (status == DLP_OK)
        status = dlp_bytes_puts(out, "!");
    if (status == DLP_OK && known)
        status = add_letters(out, cell);
    return status == DLP_OK ? dlp_bytes_printf(out, "%" PRIu64, row) : status;
}
