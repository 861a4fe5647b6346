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
#include "base/error.h"
#include "base/file.h"
#include "compile/cache_trim.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define LANE_LEN ((size_t)32)
#define PAYLOAD_MIN (LANE_LEN + sizeof(uint64_t))

/* Native byte order: the key holds it. */
struct cache_head {
    uint8_t magic[8];
    uint8_t key[32];
    uint64_t payload_len;
    uint8_t payload[32]; /* BLAKE2b of the payload */
};
_Static_assert(sizeof(struct cache_head) == DLP_CACHE_HEAD, "no padding in the head");

static const uint8_t cache_magic[8] = { 'D', 'L', 'P', 'C', 'A', 'C', 'H', '1' };

static void cache_key(uint8_t key[32], const char *digest)
{
    const uint32_t facts[] = { (uint32_t)sizeof(void *), (uint32_t)sizeof(long), 0x01020304u };
    crypto_generichash_state state;
    hs_platform_info_t platform;

    memset(&platform, 0, sizeof(platform)); /* padding counts, too */
    (void)hs_populate_platform(&platform);
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, cache_magic, sizeof(cache_magic));
    crypto_generichash_update(&state, (const uint8_t *)facts, sizeof(facts));
    crypto_generichash_update(&state, (const uint8_t *)&platform, sizeof(platform));
    crypto_generichash_update(&state, (const uint8_t *)hs_version(), strlen(hs_version()) + 1);
    crypto_generichash_update(&state, (const uint8_t *)digest, strlen(digest) + 1);
    crypto_generichash_final(&state, key, 32);
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

const char *dlp_cache_parse(struct dlp_cache_view *view, const uint8_t *data, size_t len,
                            const uint8_t key[32])
{
    struct cache_head head;
    uint8_t digest[32];
    uint64_t facts;

    *view = (struct dlp_cache_view){ 0 };
    if (len < sizeof(head))
        return "it is cut short";
    memcpy(&head, data, sizeof(head));
    data += sizeof(head);
    len -= sizeof(head);
    if (memcmp(head.magic, cache_magic, sizeof(cache_magic)) != 0)
        return "it is not a cache file of this version";
    if (memcmp(head.key, key, sizeof(head.key)) != 0)
        return "it was made of other rules or for another processor";
    if (head.payload_len != len)
        return head.payload_len > len ? "it is cut short" : "it is too long";
    crypto_generichash(digest, sizeof(digest), data, len, NULL, 0);
    if (memcmp(head.payload, digest, sizeof(digest)) != 0)
        return "it is damaged";
    if (len < PAYLOAD_MIN)
        return "it is damaged";
    memcpy(&facts, data + LANE_LEN, sizeof(facts));
    if (facts > (len - PAYLOAD_MIN) / sizeof(struct dlp_fact))
        return "it is damaged";
    view->lane = data;
    view->facts = data + PAYLOAD_MIN;
    view->facts_len = (size_t)facts;
    view->hs = view->facts + view->facts_len * sizeof(struct dlp_fact);
    view->hs_len = len - (size_t)(view->hs - data);
    return NULL;
}

void dlp_cache_prove(uint8_t *data, size_t len)
{
    struct cache_head head;

    memcpy(&head, data, sizeof(head));
    head.payload_len = len - sizeof(head);
    crypto_generichash(head.payload, sizeof(head.payload), data + sizeof(head), len - sizeof(head),
                       NULL, 0);
    memcpy(data, &head, sizeof(head));
}

dlp_status dlp_cache_format(struct dlp_bytes *out, const uint8_t key[32], const uint8_t lane[32],
                            const struct dlp_facts *facts, const void *hs, size_t hs_len)
{
    const uint64_t facts_len = facts->len;
    struct cache_head head = { .payload_len = 0 };
    dlp_status status;

    memcpy(head.magic, cache_magic, sizeof(head.magic));
    memcpy(head.key, key, sizeof(head.key));
    dlp_bytes_clear(out);
    status = dlp_bytes_reserve(
        out, sizeof(head) + PAYLOAD_MIN + facts->len * sizeof(*facts->at) + hs_len);
    if (status != DLP_OK)
        return status;
    (void)dlp_bytes_append(out, &head, sizeof(head));
    (void)dlp_bytes_append(out, lane, LANE_LEN);
    (void)dlp_bytes_append(out, &facts_len, sizeof(facts_len));
    (void)dlp_bytes_append(out, facts->at, facts->len * sizeof(*facts->at));
    (void)dlp_bytes_append(out, hs, hs_len);
    dlp_cache_prove(out->data, out->len);
    return DLP_OK;
}

/* Say that a file is not used: its path is only put together for that. */
static void cache_ignore(struct dlp_cache *cache, const char *folder, const char *why)
{
    struct dlp_bytes path = DLP_BYTES_INIT((size_t)64 << 10);

    if (dlp_bytes_printf(&path, "%s/%s", folder, cache->name) == DLP_OK)
        dlp_diag_warn(cache->diag, (const char *)path.data, 0, NULL,
                      "ignored, the rules are compiled anew: %s", why);
    dlp_bytes_free(&path);
}

/* True when the folder has a file that may be used. */
static bool cache_read(struct dlp_cache *cache, const char *folder)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_file_read_guarded(&cache->bytes, folder, cache->name, &err);
    const char *why;

    if (status == DLP_OK) {
        why = dlp_cache_parse(&cache->view, cache->bytes.data, cache->bytes.len, cache->key);
        if (!why)
            return true;
    } else {
        why = err.message;
    }
    if (status != DLP_ENOENT)
        cache_ignore(cache, folder, why);
    return false;
}

dlp_status dlp_cache_open(struct dlp_cache *cache, const struct dlp_compile_options *options,
                          const char *digest, struct dlp_diag *diag)
{
    const char *const *folder = options ? options->cache_dirs : NULL;
    char hex[33];

    *cache = (struct dlp_cache){ .options = options,
                                 .diag = diag,
                                 .bytes = DLP_BYTES_INIT(DLP_CACHE_MAX),
                                 .facts = DLP_FACTS_INIT };
    if (!options)
        return DLP_OK;
    cache_key(cache->key, digest);
    sodium_bin2hex(hex, sizeof(hex), cache->key, 16);
    (void)snprintf(cache->name, sizeof(cache->name), DLP_CACHE_NAME, hex);
    for (; folder && *folder; folder++)
        if (cache_read(cache, *folder)) {
            cache->folder = *folder;
            return dlp_facts_load(&cache->facts, cache->view.facts, cache->view.facts_len);
        }
    return DLP_OK;
}

hs_database_t *dlp_cache_take(struct dlp_cache *cache, const uint8_t lane[32])
{
    const struct dlp_cache_view *const view = &cache->view;
    hs_database_t *hs = NULL;

    if (!view->lane || memcmp(view->lane, lane, LANE_LEN) != 0)
        return NULL; /* of another compiler of ours: stale, and soon replaced */
    if (hs_deserialize_database((const char *)view->hs, view->hs_len, &hs) != HS_SUCCESS) {
        cache_ignore(cache, cache->folder, "Hyperscan refuses it");
        return NULL;
    }
    cache->used = true;
    return hs;
}

static dlp_status cache_write(struct dlp_cache *cache, const uint8_t lane[32],
                              const hs_database_t *hs, struct dlp_error *err)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_CACHE_MAX);
    char *serial = NULL;
    size_t len = 0;
    dlp_status status;

    if (hs && hs_serialize_database(hs, &serial, &len) != HS_SUCCESS)
        return dlp_error_set(err, DLP_EINTERNAL, "Hyperscan does not write it down");
    status = dlp_cache_format(&bytes, cache->key, lane, &cache->facts, serial, len);
    if (status == DLP_OK)
        status = dlp_file_write_guarded(cache->options->cache_write_dir, cache->name, bytes.data,
                                        bytes.len, err);
    else
        (void)dlp_error_set(err, status, "%s", dlp_status_name(status));
    dlp_bytes_free(&bytes);
    /* From Hyperscan's misc allocator, which is malloc unless a program changed it. */
    dlp_free(serial);
    return status;
}

void dlp_cache_store(struct dlp_cache *cache, const uint8_t lane[32], const hs_database_t *hs)
{
    const char *const folder = cache->options ? cache->options->cache_write_dir : NULL;
    struct dlp_error err = DLP_ERROR_INIT;

    if (!folder || (cache->view.lane && !cache->facts.grown && (cache->used || !hs)))
        return;
    if (cache_write(cache, lane, hs, &err) == DLP_OK)
        dlp_cache_trim(folder);
    else if (!(cache->options->flags & DLP_COMPILE_CACHE_QUIET))
        dlp_diag_warn(cache->diag, folder, 0, NULL, "the compiled rules cannot be kept here: %s",
                      err.message);
}

void dlp_cache_close(struct dlp_cache *cache)
{
    dlp_bytes_free(&cache->bytes);
    dlp_facts_free(&cache->facts);
    cache->view = (struct dlp_cache_view){ 0 };
}
