/* dlpd/core/safe_name.h - a name from outside, without the values in it. */
#ifndef DLPD_CORE_SAFE_NAME_H
#define DLPD_CORE_SAFE_NAME_H

#include <dlp/dlp.h>

/** Put an asterisk in the place of each byte of what is found in a name. */
void safe_name(char *name, size_t len, dlp_scanner *scanner);

#endif
