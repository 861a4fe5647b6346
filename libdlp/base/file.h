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

/** Read folder/name up to out->max bytes, if nobody but this user and root can have written it: the
 *  file (a regular one, no symlink) and its folder belong to one of them, and neither group nor
 *  others may write either. Of these two calls err holds the reason alone, without the path.
 *  @return DLP_ENOENT  it is not there, or may not be read
 *          DLP_EPERM   somebody else can have written it; DLP_ELIMIT, DLP_EIO, DLP_ENOMEM */
dlp_status dlp_file_read_guarded(struct dlp_bytes *out, const char *folder, const char *name,
                                 struct dlp_error *err);
/** Write folder/name so that the call above takes it, by a new file beside it and a rename. It is
 *  as readable as its folder (0600 in one of 0700) and not synced: readers must prove it. Missing
 *  folders are made, mode 0700. */
dlp_status dlp_file_write_guarded(const char *folder, const char *name, const void *data,
                                  size_t len, struct dlp_error *err);
#endif
