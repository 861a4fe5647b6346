/* rules/vendor_row.h - a row of "vendors" is a rule in short: the shape of a token, and the names
 * that stand near it where the shape alone says too little. It is written out into an ordinary rule
 * before it is read, so that everything a rule may say may be said in a row, too. */
#ifndef RULES_VENDOR_ROW_H
#define RULES_VENDOR_ROW_H

#include "base/config.h"

/** Replace 'value' and 'common' of the row by the settings of a rule, and add what the
 *  row does not say itself. Mistakes are complained of at `at`.
 *  @return DLP_OK also after a complaint; DLP_ENOMEM */
dlp_status dlp_vendor_row_expand(const struct dlp_config_at *at, config_setting_t *row);
#endif
