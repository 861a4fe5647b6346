/* fuzz/fuzz_cache.c - any bytes may stand in a cache file: what is not exactly a file that was
 * written for this key is refused with a reason, and what is taken apart lies inside the bytes.
 * Hyperscan never sees bytes that are not proven, so it is not called here. */

#include "fuzz.h"

#include "base/bytes.h"
#include "compile/cache.h"

static const uint8_t key[32] = "a key";

static void parse(const uint8_t *data, size_t len)
{
    struct dlp_cache_view view;
    const char *const why = dlp_cache_parse(&view, data, len, key);
    const size_t facts = view.facts_len * sizeof(struct dlp_fact);
    struct dlp_facts list = DLP_FACTS_INIT;

    if (why) {
        FUZZ_CHECK(why[0] && !view.lane && !view.facts && !view.hs);
        FUZZ_CHECK(view.facts_len == 0 && view.hs_len == 0);
        return;
    }
    FUZZ_CHECK(view.lane == data + DLP_CACHE_HEAD);
    FUZZ_CHECK(view.hs >= view.facts && (size_t)(view.hs - view.facts) == facts);
    FUZZ_CHECK(view.hs + view.hs_len == data + len);
    FUZZ_CHECK(dlp_facts_load(&list, view.facts, view.facts_len) == DLP_OK);
    for (size_t i = 0; i < list.len; i++)
        FUZZ_CHECK(dlp_facts_find(&list, list.at[i].id) != NULL);
    dlp_facts_free(&list);
}

/* The bytes as a payload whose digest is right: the parser behind it sees them. */
static void parse_proven(const uint8_t *data, size_t len)
{
    struct dlp_bytes file = DLP_BYTES_INIT(DLP_CACHE_MAX);
    struct dlp_cache_view view;
    uint8_t *copy;
    const size_t lane = len < 32 ? 0 : 32;
    uint8_t zeros[32] = { 0 };
    struct dlp_facts none = DLP_FACTS_INIT;

    /* Written as lane, no facts and the rest; then the count of facts is the input's own. */
    FUZZ_CHECK(dlp_cache_format(&file, key, lane ? data : zeros, &none, data + lane, len - lane)
               == DLP_OK);
    FUZZ_CHECK(dlp_cache_parse(&view, file.data, file.len, key) == NULL);
    FUZZ_CHECK(view.facts_len == 0 && view.hs_len == len - lane);
    FUZZ_CHECK(len == lane || memcmp(view.hs, data + lane, len - lane) == 0);
    if (len > lane + sizeof(uint64_t)) {
        memcpy(file.data + DLP_CACHE_HEAD + 32, data + lane, sizeof(uint64_t));
        dlp_cache_prove(file.data, file.len);
    }
    copy = fuzz_copy(file.data, file.len);
    parse(copy, file.len);
    copy[file.len - 1] ^= 1u;
    FUZZ_CHECK(dlp_cache_parse(&view, copy, file.len, key) != NULL);
    free(copy);
    dlp_bytes_free(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);

    parse(copy, len);
    parse_proven(copy, len);
    free(copy);
    return 0;
}
