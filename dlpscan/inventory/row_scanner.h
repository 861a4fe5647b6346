/* dlpscan/inventory/row_scanner.h - what rows are scanned with. */
#ifndef DLPSCAN_ROW_SCANNER_H
#define DLPSCAN_ROW_SCANNER_H

#include "options.h"

/** A scanner of rows, as the settings say.
 *  @param out  set to it, or to NULL on failure
 *  @param key  of the run, to tell values apart; outlives the scanner
 *  @return as dlp_scanner_new(). */
dlp_status row_scanner_new(dlp_scanner **out, dlp_database *database,
                           const struct settings *settings, const dlp_key *key,
                           struct dlp_error *err);

#endif
