/* dlpscan/token_number.h - a finding's token as a number, to tell values apart. */
#ifndef DLPSCAN_TOKEN_NUMBER_H
#define DLPSCAN_TOKEN_NUMBER_H

#include <dlp/dlp.h>

#include <stdint.h>

/** The 64 bits of a token of one key; 0 when the finding has none. */
uint64_t token_number(const struct dlp_finding *finding);

#endif
