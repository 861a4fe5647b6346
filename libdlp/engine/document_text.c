/* engine/document_text.c - the texts of a document are given out, where they are not scanned.
 *
 * What takes a document apart is the same; only what happens to a text differs. */

#include "engine/document.h"

dlp_status dlp_text_begin(dlp_document *document)
{
    const struct dlp_text_part part = {
        .part = document->path,
        .location = document->location,
        .is_rows = document->is_grid,
        .has_names = document->is_grid && document->grid.kind == DLP_PART_TABLE,
    };

    document->telling = true;
    return document->texts->on_part(&part, document->texts->user) == 0 ? DLP_OK : DLP_STOPPED;
}

dlp_status dlp_text_add(dlp_document *document, const uint8_t *data, size_t len)
{
    return document->texts->on_data(data, len, document->texts->user) == 0 ? DLP_OK : DLP_STOPPED;
}

dlp_status dlp_text_end(dlp_document *document)
{
    document->telling = false;
    return document->texts->on_end(document->texts->user) == 0 ? DLP_OK : DLP_STOPPED;
}
