/* fuzz/fuzz_cache.c - any bytes may stand in a cache file: what is not exactly a file that was
 * written for this key is refused with a reason, and what is taken apart lies inside the bytes.
 * Hyperscan never sees bytes that are not proven, so it is not called here. The same of the rules as
 * they were read: what is taken is what the same bytes would be written from. */

#include "fuzz.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/proven.h"
#include "compile/cache.h"
#include "compile/word_index.h"
#include "compile/word_store.h"
#include "rules/snapshot.h"

static const uint8_t key[32] = "a key";

static void parse(const uint8_t *data, size_t len)
{
    struct dlp_cache_view view;
    const char *const why = dlp_cache_parse(&view, data, len, key);
    const size_t facts = view.facts_len * sizeof(struct dlp_fact);
    struct dlp_facts list = DLP_FACTS_INIT;

    if (why) {
        FUZZ_CHECK(why[0] && !view.lane && !view.facts && !view.hs);
        FUZZ_CHECK(view.facts_len == 0 && view.tables_len == 0 && view.hs_len == 0);
        return;
    }
    FUZZ_CHECK(view.lane == data + DLP_PROVEN_HEAD);
    FUZZ_CHECK(view.tables >= view.facts && (size_t)(view.tables - view.facts) == facts);
    FUZZ_CHECK(view.hs >= view.tables && (size_t)(view.hs - view.tables) == view.tables_len);
    FUZZ_CHECK(view.hs + view.hs_len == data + len);
    FUZZ_CHECK(dlp_facts_load(&list, view.facts, view.facts_len) == DLP_OK);
    for (size_t i = 0; i < list.len; i++)
        FUZZ_CHECK(dlp_facts_find(&list, list.at[i].id) != NULL);
    dlp_facts_free(&list);
}

/* The bytes as a payload whose digest is right: the parser behind it sees them. */
static void parse_proven(const uint8_t *data, size_t len)
{
    struct dlp_bytes file = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    struct dlp_cache_view view;
    uint8_t *copy;
    const size_t lane = len < 32 ? 0 : 32;
    uint8_t zeros[32] = { 0 };
    struct dlp_facts none = DLP_FACTS_INIT;

    /* Written as lane, no facts and the rest; then the count of facts is the input's own. */
    FUZZ_CHECK(
        dlp_cache_format(&file, key, lane ? data : zeros, &none, NULL, 0, data + lane, len - lane)
        == DLP_OK);
    FUZZ_CHECK(dlp_cache_parse(&view, file.data, file.len, key) == NULL);
    FUZZ_CHECK(view.facts_len == 0 && view.hs_len == len - lane);
    FUZZ_CHECK(len == lane || memcmp(view.hs, data + lane, len - lane) == 0);
    if (len > lane + 2 * sizeof(uint64_t)) {
        memcpy(file.data + DLP_PROVEN_HEAD + 32, data + lane, 2 * sizeof(uint64_t));
        dlp_proven_seal(file.data, file.len);
    }
    copy = fuzz_copy(file.data, file.len);
    parse(copy, file.len);
    copy[file.len - 1] ^= 1u;
    FUZZ_CHECK(dlp_cache_parse(&view, copy, file.len, key) != NULL);
    free(copy);
    dlp_bytes_free(&file);
}

/* The bytes as rules: every text of what is taken can be read, and it can be written again. */
static void snapshot(const uint8_t *data, size_t len)
{
    struct dlp_bytes again = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    struct dlp_bytes copy = { dlp_alloc(len), len, len, DLP_PROVEN_MAX };
    dlp_ruleset *set = NULL;
    dlp_status status;

    FUZZ_CHECK(dlp_ruleset_new(&set, NULL) == DLP_OK);
    memcpy(copy.data, data, len);
    status = dlp_snapshot_read(set, &copy, 0);
    FUZZ_CHECK(status == DLP_OK || (status == DLP_ERULE && set->len == 0));
    if (status == DLP_OK) {
        FUZZ_CHECK(dlp_snapshot_write(&again, set) == DLP_OK);
        FUZZ_CHECK(again.len == len);
    }
    dlp_bytes_free(&again);
    dlp_ruleset_free(set);
}

/* The bytes as a word index of no rules but one without words. */
static void words(const uint8_t *data, size_t len)
{
    static const struct dlp_rule none;
    const struct dlp_rule *const rules[] = { &none };
    struct dlp_word_index index;
    const dlp_status status = dlp_word_store_read(&index, data, len, rules, 1);

    FUZZ_CHECK(status == DLP_OK || (status == DLP_ERULE && !index.slots));
    dlp_word_index_free(&index);
}

/* Rules of our own, with the input's bytes over theirs. */
static void snapshot_bent(const uint8_t *data, size_t len)
{
    static const char text[] =
        "version = 1; rules = ({ id = \"a.b\"; title = \"t\"; description = \"d\"; source = \"s\";"
        " severity = \"low\"; class = \"weak\"; shape = [ \"3-2-4\", \"9\" ]; checks = [ \"luhn\" ];"
        " words = { en = [ \"w\", \"x y\" ]; }; keys = [ \"k\" ]; rejects = [ \"uuid\" ];"
        " must = [ \"[0-9]\" ]; packs = [ \"p\" ]; tags = [ \"g\" ]; aliases = [ \"a.c\" ];"
        " examples = [ \"w <<123-45-6789>>\" ]; counter_examples = [ \"c\" ]; });";
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    dlp_ruleset *set = NULL;
    uint8_t *copy;

    FUZZ_CHECK(dlp_ruleset_new(&set, NULL) == DLP_OK);
    FUZZ_CHECK(dlp_ruleset_load_text(set, "f", text, sizeof(text) - 1, NULL, NULL, NULL) == DLP_OK);
    FUZZ_CHECK(dlp_snapshot_write(&bytes, set) == DLP_OK);
    dlp_ruleset_free(set);
    for (size_t i = 0; i + 3 <= len; i += 3) {
        const size_t place = (size_t)data[i] << 8 | data[i + 1];

        bytes.data[place % bytes.len] = data[i + 2];
    }
    copy = fuzz_copy(bytes.data, bytes.len);
    snapshot(copy, bytes.len);
    free(copy);
    dlp_bytes_free(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);

    parse(copy, len);
    parse_proven(copy, len);
    snapshot(copy, len);
    words(copy, len);
    snapshot_bent(copy, len);
    free(copy);
    return 0;
}
