/* dlpscan/inventory/row_scanner.c - what rows are scanned with. */

#include "inventory/row_scanner.h"

dlp_status row_scanner_new(dlp_scanner **out, dlp_database *database,
                           const struct settings *settings, const dlp_key *key,
                           struct dlp_error *err)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;

    options.min_confidence = settings->min_confidence;
    options.flags = DLP_SCAN_COLUMNS | DLP_SCAN_VIEWS;
    options.key = key;
    return dlp_scanner_new(out, database, &options, err);
}
