/* compile/cache.h - the compiled literal lane on disk, so that a start is fast. */
#ifndef COMPILE_CACHE_H
#define COMPILE_CACHE_H

#include "base/bytes.h"
#include "base/diag.h"
#include "compile/facts.h"

#include <dlp/database.h>
#include <hs/hs.h>

/** A proven cache file, taken apart: places in its bytes, not aligned. */
struct dlp_cache_view {
    const uint8_t *lane;  /* 32 bytes: digest of all expressions, in order, and their flags */
    const uint8_t *facts; /* facts_len of struct dlp_fact */
    size_t facts_len;
    const uint8_t *tables; /* tables_len bytes of compile/tables.c */
    size_t tables_len;
    const uint8_t *hs; /* the serialized Hyperscan database, hs_len bytes */
    size_t hs_len;
};

/** The cache of one compilation. */
struct dlp_cache {
    const struct dlp_compile_options *options; /* NULL: no cache */
    struct dlp_diag *diag;
    uint8_t key[32];
    const char *folder;     /* where the bytes come from */
    struct dlp_bytes bytes; /* of the proven file; empty without one */
    struct dlp_cache_view view;
    struct dlp_facts facts;
    struct dlp_bytes tables; /* to be written, when the file does not have them; else empty */
    bool used;               /* the database was taken from the file */
};

/** Prove a file's bytes and take them apart.
 *  @param key  what the file must have been made for
 *  @return NULL, or why they are not to be used; *view is empty then */
const char *dlp_cache_parse(struct dlp_cache_view *view, const uint8_t *data, size_t len,
                            const uint8_t key[32]);

/** Put head and payload together: what dlp_cache_parse() reads. @return DLP_ELIMIT, DLP_ENOMEM */
dlp_status dlp_cache_format(struct dlp_bytes *out, const uint8_t key[32], const uint8_t lane[32],
                            const struct dlp_facts *facts, const void *tables, size_t tables_len,
                            const void *hs, size_t hs_len);

/** Look for a cache file of these rules in the folders of options. None is no failure; one that
 *  cannot be trusted is a warning. Close it in any case.
 *  @param digest  of the rules, as dlp_digest_rules() has it
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_cache_open(struct dlp_cache *cache, const struct dlp_compile_options *options,
                          const char *digest, struct dlp_diag *diag);

/** The digest of a lane: everything that hs_compile_multi() is given. */
void dlp_cache_lane(uint8_t lane[32], const char *const *expressions, const unsigned *flags,
                    size_t len);

/** The Hyperscan database of that lane from the file, or NULL. The caller frees it. */
hs_database_t *dlp_cache_take(struct dlp_cache *cache, const uint8_t lane[32]);

/** Write what was compiled to the folder of options, if there is one and the file did not have it
 *  all. Not being able to is a warning, unless the options say that nobody wants to hear it.
 *  @param hs  NULL when the rules have no literal lane */
void dlp_cache_store(struct dlp_cache *cache, const uint8_t lane[32], const hs_database_t *hs);

void dlp_cache_close(struct dlp_cache *cache);
#endif
