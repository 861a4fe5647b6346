/* tests/unit/compile/test_word_store.c - a word index comes back as it was, or not at all. */

#include "compile/word_index.h"
#include "compile/word_store.h"
#include "unit/test.h"

static const char *english[] = { "card number", "PAN", "card" }, *german[] = { "Karte" };
static const char *keys[] = { "card_no" },
                  *negative[] = { "order number", "\xd0\xb4\xd0\xbe\xd0\xbc" };
static struct dlp_rule_words languages[] = { { "en", { english, 3 } }, { "de", { german, 1 } } };
static const struct dlp_rule first = { .id = "a.b",
                                       .words = languages,
                                       .words_len = 2,
                                       .keys = { keys, 1 },
                                       .negative = { negative, 2 } };
static const struct dlp_rule second = { .id = "a.c", .keys = { keys, 1 } };
static const struct dlp_rule *const rules[] = { &first, &second };

static struct dlp_bytes written(struct dlp_word_index *index)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(1 << 20);

    CHECK_INT(dlp_word_index_build(index, rules, 2, NULL), DLP_OK);
    CHECK_INT(dlp_word_store_write(&bytes, index, rules, 2), DLP_OK);
    return bytes;
}

static void test_word_store__gives_back_every_table(void)
{
    struct dlp_word_index built, read;
    struct dlp_bytes bytes = written(&built);

    CHECK_INT(dlp_word_store_read(&read, bytes.data, bytes.len, rules, 2), DLP_OK);
    CHECK_INT(read.mask, built.mask);
    CHECK_INT(read.uses_len, built.uses_len);
    CHECK_INT(read.phrase_max, 2);
    CHECK(memcmp(read.slots, built.slots, (built.mask + 1) * sizeof(*built.slots)) == 0);
    for (size_t i = 0; i < built.uses_len; i++) {
        CHECK(read.uses[i].word == built.uses[i].word); /* the rule's own text */
        CHECK_INT(read.uses[i].rule, built.uses[i].rule);
        CHECK_INT(read.uses[i].role, built.uses[i].role);
        CHECK_INT(read.uses[i].tokens, built.uses[i].tokens);
    }
    CHECK(memcmp(read.first, built.first, DLP_HASH_BITS / 8) == 0);
    CHECK(memcmp(read.gate.hashes, built.gate.hashes, DLP_HASH_BITS / 8) == 0);
    CHECK_INT(read.gate.mask, built.gate.mask);
    CHECK(
        memcmp(read.gate.words, built.gate.words, (built.gate.mask + 1) * sizeof(*built.gate.words))
        == 0);
    CHECK(memcmp(read.gate.rules, built.gate.rules, 2 * sizeof(*built.gate.rules)) == 0);
    dlp_bytes_free(&bytes);
    dlp_word_index_free(&built);
    dlp_word_index_free(&read);
}

static void test_word_store__is_of_these_rules_and_whole(void)
{
    struct dlp_word_index built, read;
    struct dlp_bytes bytes = written(&built);

    dlp_word_index_free(&built);
    CHECK_INT(dlp_word_store_read(&read, bytes.data, bytes.len, rules, 1), DLP_ERULE);
    for (size_t len = 0; len < bytes.len; len += len < 1000 ? 1 : 101) {
        CHECK_INT(dlp_word_store_read(&read, bytes.data, len, rules, 2), DLP_ERULE);
        CHECK(read.slots == NULL);
    }
    dlp_bytes_free(&bytes);
}

/* Any byte may be another: what is taken leads nowhere out of the tables. */
static void test_word_store__any_bytes(void)
{
    struct dlp_word_index built, read;
    struct dlp_bytes bytes = written(&built);

    dlp_word_index_free(&built);
    for (size_t i = 0; i < bytes.len; i += i < 1000 ? 1 : 97)
        for (unsigned flip = 1; flip < 256; flip <<= 1) {
            bytes.data[i] ^= (uint8_t)flip;
            if (dlp_word_store_read(&read, bytes.data, bytes.len, rules, 2) == DLP_OK) {
                for (size_t s = 0; s <= read.mask; s++)
                    CHECK(read.slots[s].first + (size_t)read.slots[s].len <= read.uses_len);
                for (size_t u = 0; u < read.uses_len; u++)
                    CHECK(read.uses[u].rule < 2 && read.uses[u].word[0]);
            }
            dlp_word_index_free(&read);
            bytes.data[i] ^= (uint8_t)flip;
        }
    dlp_bytes_free(&bytes);
}

TEST_MAIN(TEST(test_word_store__gives_back_every_table),
          TEST(test_word_store__is_of_these_rules_and_whole), TEST(test_word_store__any_bytes))
