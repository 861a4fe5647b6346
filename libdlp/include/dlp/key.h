/* SPDX-License-Identifier: Apache-2.0 */
/** @file key.h
 *  Keys for tokens. With a key, the same value is recognisable across scans and nobody
 *  without the key can enumerate it; without a key there are no tokens.
 *  Threads: immutable once loaded; share freely. */
#ifndef DLP_KEY_H
#define DLP_KEY_H

#include <dlp/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A key file: the current key, and older ones that are still recognised. */
typedef struct dlp_key dlp_key;

/** Make a key file with a new random key, mode 0600. Refuses to replace an existing file.
 *  @return DLP_EPERM when the file exists, DLP_ENOENT without its folder, DLP_EIO when it cannot be
 *          written. */
DLP_API DLP_NODISCARD dlp_status dlp_key_create(const char *path, struct dlp_error *err);

/** Put a new current key before the old ones, replacing the file in one step. */
DLP_API DLP_NODISCARD dlp_status dlp_key_rotate(const char *path, struct dlp_error *err);

/** Read a key file. Refused when anyone but the owner may read or write it, or when it
 *  belongs to neither this user nor root.
 *  @param out  set to the key, or to NULL; free with dlp_key_free(), which wipes it. */
DLP_API DLP_NODISCARD dlp_status dlp_key_load(dlp_key **out, const char *path,
                                              struct dlp_error *err);
DLP_API void dlp_key_free(dlp_key *key);

/** Make a random key that lives in memory alone: repeats can be recognised within one run, and
 *  its tokens mean nothing afterwards.
 *  @param out  set to the key, or to NULL; free with dlp_key_free(), which wipes it. */
DLP_API DLP_NODISCARD dlp_status dlp_key_ephemeral(dlp_key **out, struct dlp_error *err);

/** Make a key of a salt that is no secret, so that whoever has the salt makes the same tokens: whoever
 *  sees one can try values against it. For comparing where no secret can be; hash such tokens again,
 *  slowly, before they are kept.
 *  @param out   set to the key, or to NULL; free with dlp_key_free().
 *  @param salt  1 to 64 bytes, copied.
 *  @return DLP_OK, DLP_EINVAL for another length, DLP_ENOMEM. */
DLP_API DLP_NODISCARD dlp_status dlp_key_of_salt(dlp_key **out, const void *salt, size_t len,
                                                 struct dlp_error *err);

/** The id that tokens of the current key start with ("k" and 8 hex digits): no secret. */
DLP_API const char *dlp_key_id(const dlp_key *key);

/** Make an older key of the file the current one of this copy, so that tokens of before a rotation are
 *  made once more: to compare with what was kept. Only before anything else uses the key.
 *  @param id  as dlp_key_id() named it.
 *  @return DLP_ENOENT when the file no longer holds it; the key is then as it was. */
DLP_API DLP_NODISCARD dlp_status dlp_key_use(dlp_key *key, const char *id);

#ifdef __cplusplus
}
#endif
#endif
