/* dlpd/app/magic.h - kinds of files whose text cannot be seen from outside. */
#ifndef DLPD_APP_MAGIC_H
#define DLPD_APP_MAGIC_H

#include <stddef.h>
#include <stdint.h>

/** Why a file that starts like that is not read: "archive", "document", "compressed", "media"; NULL when
 *  nothing speaks against it. Static storage. */
const char *magic_of(const uint8_t *data, size_t len);

#endif
