/* base/file.h - whole small files: rules, keys, the cache. Never for scanned data. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/bytes.h"

/** Read a regular file up to out->max bytes (more is DLP_ELIMIT), EINTR-safe. */
dlp_status dlp_file_read(struct dlp_bytes *out, const char *path, struct dlp_error *err);
/** The same, refused (DLP_EPERM) unless the file is a regular one, not a symlink, owned by this
 *  user or root, and neither group nor others have any right to it. */
dlp_status dlp_file_read_private(struct dlp_bytes *out, const char *path, struct dlp_error *err);
/** Write data to a new file beside path (mode 0600), fsync it, and rename it to path.
 *  @param replace  0: an existing path is DLP_EPERM and stays as it is. */
dlp_status dlp_file_write_private(const char *path, const void *data, size_t len, int replace,
                                  struct dlp_error *err);
#endif
