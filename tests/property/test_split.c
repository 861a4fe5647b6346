/* tests/property/test_split.c - a text cut anywhere has the findings of the whole: decision D3. The
 * texts are the examples and counter-examples of all shipped rules, alone and run together. */

#include "base/bytes.h"
#include "engine/scanner.h"
#include "support/scan_log.h"
#include "unit/test.h"

static dlp_scanner *scanner;

static size_t cut_at(size_t start, size_t len, void *user)
{
    const size_t cut = *(const size_t *)user;

    return start < cut && cut < len ? cut : len;
}

static size_t cut_each(size_t start, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - start < step ? len : start + step;
}

/* A small generator, so that a failure can be repeated from its seed. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static size_t cut_random(size_t start, size_t len, void *user)
{
    static const uint32_t sizes[] = { 1, 3, 64, 400, 1460, 5000, 16384, 40000 };
    uint32_t *const state = user;
    const size_t step = 1 + next_random(state) % sizes[next_random(state) % 8];

    return len - start < step ? len : start + step;
}

/* Scan in pieces and compare. Returns whether they agree. */
static int same_as_whole(const uint8_t *data, size_t len, scan_cut_fn cut, void *user)
{
    struct scan_log whole = { 0 }, split = { 0 };
    int same;

    scan_log_run(&whole, scanner, data, len, NULL, NULL);
    scan_log_run(&split, scanner, data, len, cut, user);
    same = scan_log_equal(&whole, &split);
    if (!same)
        printf("# whole:\n%.*s# split:\n%.*s", (int)whole.len, whole.text ? whole.text : "",
               (int)split.len, split.text ? split.text : "");
    scan_log_clear(&whole);
    scan_log_clear(&split);
    return same;
}

static void test_split__anywhere_in_each_example(void)
{
    const dlp_database *const db = scanner->db;
    size_t texts = 0;

    for (size_t r = 0; r < db->rules_len; r++) {
        const struct dlp_rule *const rule = &db->rules[r].rule;

        for (size_t i = 0; i < rule->examples_len + rule->counter_examples_len; i++) {
            const struct dlp_rule_example *const e = i < rule->examples_len
                ? &rule->examples[i]
                : &rule->counter_examples[i - rule->examples_len];

            texts++;
            for (size_t cut = 1; cut < e->len; cut++)
                if (!same_as_whole((const uint8_t *)e->text, e->len, cut_at, &cut)) {
                    printf("# %s, example %zu, cut at %zu\n", rule->id, i, cut);
                    CHECK(!"the same findings");
                    break;
                }
        }
    }
    CHECK(texts > 100);
}

/* All examples, run together with fillers until the text is over min bytes long. */
static void long_text(struct dlp_bytes *out, size_t min, uint32_t seed)
{
    const dlp_database *const db = scanner->db;

    while (out->len < min) {
        const struct dlp_rule *const rule = &db->rules[next_random(&seed) % db->rules_len].rule;
        const struct dlp_rule_example *const e =
            &rule->examples[next_random(&seed) % rule->examples_len];
        static const char *const joints[] = { "\n", " ", "\r\n", ",", "\n\n", "\r", "; ", "" };

        CHECK_INT(dlp_bytes_append(out, e->text, e->len), DLP_OK);
        CHECK_INT(dlp_bytes_puts(out, joints[next_random(&seed) % 8]), DLP_OK);
        if (next_random(&seed) % 8 == 0)
            for (uint32_t n = next_random(&seed) % 3000; n > 0; n--)
                CHECK_INT(dlp_bytes_puts(out, n % 7 ? "a" : " "), DLP_OK);
    }
}

static void test_split__byte_by_byte(void)
{
    struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
    size_t step = 1;

    long_text(&text, 60000, 1);
    CHECK(same_as_whole(text.data, text.len, cut_each, &step));
    step = 1460;
    CHECK(same_as_whole(text.data, text.len, cut_each, &step));
    dlp_bytes_free(&text);
}

static void test_split__at_random(void)
{
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        uint32_t state = seed * 7919;

        long_text(&text, 100000, seed);
        if (!same_as_whole(text.data, text.len, cut_random, &state)) {
            printf("# seed %u\n", seed);
            CHECK(!"the same findings");
        }
        dlp_bytes_free(&text);
    }
}

/* A table whose columns hold numbers of all kinds: some pass a check always, some by chance. */
static void table_text(struct dlp_bytes *out, size_t rows, uint32_t seed)
{
    static const char *const cards[] = { "4111111111111111", "5555555555554444",
                                         "4012888888881881" };

    CHECK_INT(dlp_bytes_puts(out, seed % 2 ? "id,a,b,c,note\n" : "id;serial;inn;card;note\n"),
              DLP_OK);
    for (size_t i = 0; i < rows; i++) {
        const char c = seed % 2 ? ',' : ';';

        CHECK_INT(dlp_bytes_printf(out, "%zu%c%012llu%c%010u%c%s%c\"x, %u\"\n", i, c,
                                   (unsigned long long)next_random(&seed) * 7919, c,
                                   next_random(&seed), c, cards[next_random(&seed) % 3], c,
                                   next_random(&seed)),
                  DLP_OK);
    }
}

static void test_split__in_tables(void)
{
    static const size_t rows[] = { 3, 16, 17, 40, 300, 600, 2000 };
    dlp_scanner *const plain = scanner;

    scanner = scan_log_scanner_with(NULL, DLP_SCAN_COLUMNS);
    for (uint32_t seed = 1; seed <= 28; seed++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        uint32_t state = seed * 31;

        table_text(&text, rows[seed % 7], seed);
        if (!same_as_whole(text.data, text.len, cut_random, &state)) {
            printf("# seed %u\n", seed);
            CHECK(!"the same findings");
        }
        dlp_bytes_free(&text);
    }
    dlp_scanner_free(scanner);
    scanner = plain;
}

static void test_split__finds_something(void)
{
    struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
    struct scan_log log = { 0 };

    long_text(&text, 100000, 3);
    log.data = text.data;
    scan_log_run(&log, scanner, text.data, text.len, NULL, NULL);
    printf("# %zu findings in %zu bytes\n", log.findings, text.len);
    CHECK(log.findings > 100);
    CHECK_INT(log.leaks, 0);
    scan_log_clear(&log);
    dlp_bytes_free(&text);
}

static void start(void)
{
    scanner = scan_log_scanner(NULL);
}

static void stop(void)
{
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(start), TEST(test_split__finds_something),
          TEST(test_split__anywhere_in_each_example), TEST(test_split__byte_by_byte),
          TEST(test_split__in_tables), TEST(test_split__at_random), TEST(stop))
