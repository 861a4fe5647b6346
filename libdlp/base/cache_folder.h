/* base/cache_folder.h - files of what takes long to make, in folders that the caller names. A file is
 * believed when nobody else can have written it and it is proven; else it is made anew. */
#ifndef BASE_CACHE_FOLDER_H
#define BASE_CACHE_FOLDER_H

#include "base/bytes.h"
#include "base/diag.h"

#include <dlp/database.h>
#include <stdbool.h>

/** What a file holds. */
struct dlp_cache_kind {
    uint8_t magic[8];
    const char *name; /* what the file's name begins with: base/cache_trim.h */
    const char *anew; /* what is done without it: "compiled" */
    const char *what; /* "the compiled rules" */
};

/** The name of the file with that key. */
void dlp_cache_file_name(char name[48], const struct dlp_cache_kind *kind, const uint8_t key[32]);

bool dlp_cache_options_valid(const struct dlp_compile_options *options);

/** The first file of that name and key in the folders of options that is to be believed. One that is
 *  there and is not is a warning.
 *  @param bytes   its maximum is the largest file that is read
 *  @param folder  set to the folder, or NULL
 *  @return false: there is none, and bytes are empty */
bool dlp_cache_folder_read(struct dlp_bytes *bytes, const char **folder,
                           const struct dlp_cache_kind *kind, const uint8_t key[32],
                           const struct dlp_compile_options *options, struct dlp_diag *diag);

/** Warn that a file of that folder is not used. */
void dlp_cache_folder_ignore(const struct dlp_cache_kind *kind, const uint8_t key[32],
                             const char *folder, const char *why, struct dlp_diag *diag);

/** Warn that nothing can be kept in options->cache_write_dir, unless nobody wants to hear it. */
void dlp_cache_folder_refused(const struct dlp_cache_kind *kind, const char *why,
                              const struct dlp_compile_options *options, struct dlp_diag *diag);

/** Seal the bytes, write them to options->cache_write_dir and trim it; a warning when it cannot be. */
void dlp_cache_folder_write(struct dlp_bytes *bytes, const struct dlp_cache_kind *kind,
                            const uint8_t key[32], const struct dlp_compile_options *options,
                            struct dlp_diag *diag);
#endif
