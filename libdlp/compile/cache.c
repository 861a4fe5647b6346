/* compile/cache.c - the compiled literal lane on disk, so that a start is fast.
 *
 * Who can write a cache file can aim at the matcher. So a file is read only when nobody else may
 * write it (base/file.h), up to a cap, and every byte is proven before Hyperscan sees one. What
 * does not fit is left alone: compiling anew is always possible, and always right.
 *
 * Two digests: the key names the file by its rules, the library and the processor; the lane, inside,
 * is of what Hyperscan is really given, so that a file of an older compiler can never be taken. */

#include "compile/cache.h"

#include "base/alloc.h"
#include "base/build.h"
#include "base/cache_folder.h"
#include "base/cache_trim.h"
#include "base/proven.h"

#include <sodium.h>
#include <string.h>

#define LANE_LEN ((size_t)32)
#define PAYLOAD_MIN (LANE_LEN + 2 * sizeof(uint64_t))

static const struct dlp_cache_kind cache_kind = {
    { 'D', 'L', 'P', 'C', 'A', 'C', 'H', '3' },
    DLP_CACHE_NAME,
    "compiled",
    "the compiled rules",
};

/* False when the build does not tell which it is: then there is no cache. */
static bool cache_key(uint8_t key[32], const char *digest)
{
    crypto_generichash_state state;
    hs_platform_info_t platform;
    const bool known = dlp_build_key(&state, cache_kind.magic) == 0;

    memset(&platform, 0, sizeof(platform)); /* padding counts, too */
    (void)hs_populate_platform(&platform);
    crypto_generichash_update(&state, (const uint8_t *)&platform, sizeof(platform));
    crypto_generichash_update(&state, (const uint8_t *)hs_version(), strlen(hs_version()) + 1);
    crypto_generichash_update(&state, (const uint8_t *)digest, strlen(digest) + 1);
    crypto_generichash_final(&state, key, 32);
    return known;
}

void dlp_cache_lane(uint8_t lane[32], const char *const *expressions, const unsigned *flags,
                    size_t len)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, LANE_LEN);
    for (size_t i = 0; i < len; i++) {
        const uint64_t head[2] = { flags[i], strlen(expressions[i]) };

        crypto_generichash_update(&state, (const uint8_t *)head, sizeof(head));
        crypto_generichash_update(&state, (const uint8_t *)expressions[i], head[1]);
    }
    crypto_generichash_final(&state, lane, LANE_LEN);
}

/* What stands behind the head of a proven file. */
static const char *payload_parse(struct dlp_cache_view *view, const uint8_t *data, size_t len)
{
    uint64_t sizes[2];
    size_t left;

    data += DLP_PROVEN_HEAD;
    len -= DLP_PROVEN_HEAD;
    if (len < PAYLOAD_MIN)
        return "it is damaged";
    memcpy(sizes, data + LANE_LEN, sizeof(sizes));
    left = len - PAYLOAD_MIN;
    if (sizes[0] > left / sizeof(struct dlp_fact)
        || sizes[1] > left - sizes[0] * sizeof(struct dlp_fact))
        return "it is damaged";
    view->lane = data;
    view->facts = data + PAYLOAD_MIN;
    view->facts_len = (size_t)sizes[0];
    view->tables = view->facts + view->facts_len * sizeof(struct dlp_fact);
    view->tables_len = (size_t)sizes[1];
    view->hs = view->tables + view->tables_len;
    view->hs_len = len - (size_t)(view->hs - data);
    return NULL;
}

const char *dlp_cache_parse(struct dlp_cache_view *view, const uint8_t *data, size_t len,
                            const uint8_t key[32])
{
    const char *const why = dlp_proven_check(data, len, cache_kind.magic, key);

    *view = (struct dlp_cache_view){ 0 };
    return why ? why : payload_parse(view, data, len);
}

dlp_status dlp_cache_format(struct dlp_bytes *out, const uint8_t key[32], const uint8_t lane[32],
                            const struct dlp_facts *facts, const void *tables, size_t tables_len,
                            const void *hs, size_t hs_len)
{
    const uint64_t sizes[2] = { facts->len, tables_len };
    dlp_status status = dlp_proven_begin(out, cache_kind.magic, key);

    if (status == DLP_OK)
        status = dlp_bytes_reserve(
            out, PAYLOAD_MIN + facts->len * sizeof(*facts->at) + tables_len + hs_len);
    if (status != DLP_OK)
        return status;
    (void)dlp_bytes_append(out, lane, LANE_LEN);
    (void)dlp_bytes_append(out, sizes, sizeof(sizes));
    (void)dlp_bytes_append(out, facts->at, facts->len * sizeof(*facts->at));
    (void)dlp_bytes_append(out, tables, tables_len);
    (void)dlp_bytes_append(out, hs, hs_len);
    dlp_proven_seal(out->data, out->len);
    return DLP_OK;
}

dlp_status dlp_cache_open(struct dlp_cache *cache, const struct dlp_compile_options *options,
                          const char *digest, struct dlp_diag *diag)
{
    const char *why;

    *cache = (struct dlp_cache){ .options = options,
                                 .diag = diag,
                                 .bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX),
                                 .facts = DLP_FACTS_INIT,
                                 .tables = DLP_BYTES_INIT(DLP_PROVEN_MAX) };
    if (options && !cache_key(cache->key, digest))
        cache->options = options = NULL;
    if (!options)
        return DLP_OK;
    if (!dlp_cache_folder_read(&cache->bytes, &cache->folder, &cache_kind, cache->key, options,
                               diag))
        return DLP_OK;
    why = payload_parse(&cache->view, cache->bytes.data, cache->bytes.len);
    if (why) {
        dlp_cache_folder_ignore(&cache_kind, cache->key, cache->folder, why, diag);
        return DLP_OK;
    }
    return dlp_facts_load(&cache->facts, cache->view.facts, cache->view.facts_len);
}

hs_database_t *dlp_cache_take(struct dlp_cache *cache, const uint8_t lane[32])
{
    const struct dlp_cache_view *const view = &cache->view;
    hs_database_t *hs = NULL;

    if (!view->lane || memcmp(view->lane, lane, LANE_LEN) != 0)
        return NULL; /* of another compiler of ours: stale, and soon replaced */
    if (hs_deserialize_database((const char *)view->hs, view->hs_len, &hs) != HS_SUCCESS) {
        dlp_cache_folder_ignore(&cache_kind, cache->key, cache->folder, "Hyperscan refuses it",
                                cache->diag);
        return NULL;
    }
    cache->used = true;
    return hs;
}

static void cache_write(const struct dlp_cache *cache, const uint8_t lane[32],
                        const hs_database_t *hs)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    const char *why = NULL;
    char *serial = NULL;
    size_t len = 0;
    dlp_status status;

    if (hs && hs_serialize_database(hs, &serial, &len) != HS_SUCCESS) {
        why = "Hyperscan does not write it down";
    } else {
        const bool made = cache->tables.len > 0;

        status = dlp_cache_format(&bytes, cache->key, lane, &cache->facts,
                                  made ? cache->tables.data : cache->view.tables,
                                  made ? cache->tables.len : cache->view.tables_len, serial, len);
        why = status == DLP_OK ? NULL : dlp_status_name(status);
    }
    if (why)
        dlp_cache_folder_refused(&cache_kind, why, cache->options, cache->diag);
    else
        dlp_cache_folder_write(&bytes, &cache_kind, cache->key, cache->options, cache->diag);
    dlp_bytes_release(&bytes);
    /* From Hyperscan's misc allocator, which is malloc unless a program changed it. */
    dlp_free(serial);
}

void dlp_cache_store(struct dlp_cache *cache, const uint8_t lane[32], const hs_database_t *hs)
{
    if (!cache->options || !cache->options->cache_write_dir
        || (cache->view.lane && !cache->facts.grown && !cache->tables.len && (cache->used || !hs)))
        return;
    cache_write(cache, lane, hs);
}

void dlp_cache_close(struct dlp_cache *cache)
{
    dlp_bytes_release(&cache->bytes);
    dlp_bytes_release(&cache->tables);
    dlp_facts_free(&cache->facts);
    cache->view = (struct dlp_cache_view){ 0 };
}
