/* tests/property/test_live.c - leaving out the rules that lack a word changes no finding. The oracle
 * has everything in Hyperscan, where no rule is left out before its words are looked up. */

#include "base/bytes.h"
#include "support/lanes.h"
#include "support/scan_log.h"
#include "unit/test.h"

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static uint32_t random_below(uint32_t *state, uint32_t n)
{
    return next_random(state) % n;
}

static void put(struct dlp_bytes *out, const char *text)
{
    CHECK_INT(dlp_bytes_append(out, text, strlen(text)), DLP_OK);
}

static void put_number(struct dlp_bytes *out, uint32_t *seed)
{
    char digits[20];
    const uint32_t len = 7 + random_below(seed, 10);

    for (uint32_t i = 0; i < len; i++)
        digits[i] = (char)('0' + random_below(seed, 10));
    digits[len] = '\0';
    put(out, digits);
}

static const struct dlp_rule *any_rule(dlp_scanner *scanner, uint32_t *seed)
{
    return &scanner->db->rules[random_below(seed, (uint32_t)scanner->db->rules_len)].rule;
}

/* A word, key or negative word of some rule, in one of the ways in which programs write names. */
static void put_word(struct dlp_bytes *out, dlp_scanner *scanner, uint32_t *seed)
{
    const struct dlp_rule *const rule = any_rule(scanner, seed);
    const struct dlp_strings *list = random_below(seed, 4) ? &rule->keys : &rule->negative;
    char word[64];

    if (rule->words_len > 0 && random_below(seed, 2))
        list = &rule->words[random_below(seed, (uint32_t)rule->words_len)].words;
    if (list->len == 0)
        return;
    (void)snprintf(word, sizeof(word), "%s", list->at[random_below(seed, (uint32_t)list->len)]);
    switch (random_below(seed, 4)) {
    case 0: /* as it is, in capitals, or as camelCase */
        break;
    case 1:
        for (char *c = word; *c; c++)
            *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 0x20 : *c);
        break;
    default:
        for (char *c = word, *to = word;; c++) {
            const bool gap = *c == ' ' || *c == '_';

            c += gap;
            *to++ = (char)(gap && *c >= 'a' && *c <= 'z' ? *c - 0x20 : *c);
            if (*c == '\0')
                break;
        }
        break;
    }
    put(out, word);
}

static void put_example(struct dlp_bytes *out, dlp_scanner *scanner, uint32_t *seed)
{
    const struct dlp_rule *const rule = any_rule(scanner, seed);
    const struct dlp_rule_example *const e =
        &rule->examples[random_below(seed, (uint32_t)rule->examples_len)];

    CHECK_INT(dlp_bytes_append(out, e->text + e->start, e->end - e->start), DLP_OK);
}

/* Numbers, values and now and then a word: JSON, CSV with a header, and plain lines. */
static void dense_text(struct dlp_bytes *out, dlp_scanner *scanner, uint32_t seed)
{
    const uint32_t words = 2 + seed * 7 % 120; /* one item in so many is a word */
    const bool csv = seed % 3 == 0;

    if (csv) {
        put(out, "row,");
        put_word(out, scanner, &seed);
        put(out, ",other\n");
    }
    while (out->len < 60000) {
        if (random_below(&seed, 2000) == 0)
            put(out, "\xd0\xb8\xd0\xbd\xd0\xbd "); /* beyond ASCII */
        if (random_below(&seed, words) == 0) {
            put_word(out, scanner, &seed);
            put(out, csv ? "," : ": ");
        }
        if (random_below(&seed, 6) == 0)
            put_example(out, scanner, &seed);
        else
            put_number(out, &seed);
        put(out, random_below(&seed, 6) == 0 ? "\n" : ",");
    }
}

static void put_cell(struct dlp_bytes *out, dlp_scanner *scanner, uint32_t column, uint32_t *seed)
{
    const uint32_t kind = random_below(seed, 60) + (random_below(seed, 8) ? 3 : 0);
    char digits[20];
    const uint32_t len = 7 + column;

    if (kind == 0) {
        put_example(out, scanner, seed);
        return;
    }
    if (kind == 1 || column == 3) {
        put_word(out, scanner, seed);
        return;
    }
    if (kind == 2)
        put(out, column & 1u ? "\"" : "SN");
    for (uint32_t i = 0; i < len; i++)
        digits[i] = (char)('0' + random_below(seed, 10));
    digits[len] = '\0';
    if (column == 8)
        digits[4] = '-';
    put(out, digits);
    if (kind == 2 && (column & 1u))
        put(out, "\"");
}

/* Rows of ten columns, most of them of numbers of one width; some of their names speak for a rule. */
static void table_text(struct dlp_bytes *out, dlp_scanner *scanner, uint32_t seed)
{
    const char *const delimiter = seed % 2 ? "," : ";", *const end = seed % 3 ? "\n" : "\r\n";

    for (uint32_t column = 0; column < 10; column++) {
        if (random_below(&seed, 3) == 0)
            put_word(out, scanner, &seed);
        else
            put(out, "column");
        put(out, column < 9 ? delimiter : end);
    }
    while (out->len < 80000)
        for (uint32_t column = 0; column < 10; column++) {
            put_cell(out, scanner, column, &seed);
            put(out, column < 9 ? delimiter : end);
        }
}

static size_t cut_random(size_t start, size_t len, void *user)
{
    static const uint32_t sizes[] = { 1, 64, 400, 1460, 5000, 16384 };
    const size_t step = 1 + random_below(user, sizes[random_below(user, 6)]);

    return len - start < step ? len : start + step;
}

static size_t compare(dlp_scanner *const scanners[2], const struct dlp_bytes *text, uint32_t seed)
{
    struct scan_log want = { 0 }, whole = { 0 }, cut = { 0 };
    size_t findings;

    scan_log_run(&want, scanners[1], text->data, text->len, NULL, NULL);
    scan_log_run(&whole, scanners[0], text->data, text->len, NULL, NULL);
    scan_log_run(&cut, scanners[0], text->data, text->len, cut_random, &seed);
    CHECK(scan_log_equal(&want, &whole));
    CHECK(scan_log_equal(&want, &cut));
    findings = want.findings;
    scan_log_clear(&want);
    scan_log_clear(&whole);
    scan_log_clear(&cut);
    return findings;
}

static void test_live__changes_no_finding(void)
{
    static const double thresholds[] = { 0.5, 0.3, 0.86 };
    const size_t used = TEST_PART > 1 ? 1 : sizeof(thresholds) / sizeof(thresholds[0]);
    size_t findings = 0, left_out = 0, tables = 0;

    for (size_t t = 0; t < used; t++) { /* each compiles all rules twice */
        dlp_scanner *scanners[2] = { NULL, NULL };

        lanes_scanners_at(scanners, NULL, NULL, thresholds[t]);
        CHECK(!scanners[0]->live.all);
        for (uint32_t seed = 1; seed <= 20 / TEST_PART; seed++) {
            struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

            dense_text(&text, scanners[0], seed);
            findings += compare(scanners, &text, seed);
            for (uint32_t i = 0; i < scanners[0]->db->rules_len; i++)
                left_out += !dlp_live_has(&scanners[0]->live.live, i);
            dlp_bytes_free(&text);
        }
        for (uint32_t seed = 1; seed <= 4 / TEST_PART; seed++) {
            struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

            scanners[0]->options.flags |= DLP_SCAN_COLUMNS;
            scanners[1]->options.flags |= DLP_SCAN_COLUMNS;
            table_text(&text, scanners[0], seed);
            findings += compare(scanners, &text, seed);
            tables += scanners[0]->live.table != NULL;
            dlp_bytes_free(&text);
        }
        lanes_free(scanners);
    }
    CHECK(tables >= used);
    printf("# %zu findings; %zu rules were left out of last blocks\n", findings, left_out);
    CHECK(findings > 1000 * used / TEST_PART && left_out > 100 * used / TEST_PART);
}

/* At threshold 0 everything is reported: then all rules are live. */
static void test_live__is_idle_at_threshold_0(void)
{
    dlp_scanner *scanners[2] = { NULL, NULL };
    bool needy = false;

    lanes_scanners(scanners, NULL, NULL);
    for (size_t i = 0; i < scanners[0]->db->rules_len; i++)
        needy = needy || scanners[0]->db->rules[i].rule.require_context;
    CHECK_INT(scanners[0]->live.all, !needy);
    lanes_free(scanners);
}

TEST_MAIN(TEST(test_live__changes_no_finding), TEST(test_live__is_idle_at_threshold_0))
