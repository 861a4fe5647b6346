/* tests/property/test_lanes.c - with everything in Hyperscan the findings are the same: the oracle of
 * the class lane. Compared are the findings, whole and cut, and the events themselves, which overlaps
 * hide nothing of; and all ways of making class masks. */

#include "base/bytes.h"
#include "scan/event_list.h"
#include "support/lanes.h"
#include "support/scan_log.h"
#include "unit/test.h"

#define BLOCK ((size_t)16 << 10) /* of engine/pipeline.c */

static dlp_scanner *shipped[2];
static dlp_scanner *kinds[2]; /* of lanes_rules */

/* A small generator, so that a failure can be repeated from its seed. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static uint32_t random_below(uint32_t *state, uint32_t n)
{
    return next_random(state) % n;
}

/* ---- Comparing ------------------------------------------------------------------------------- */

static size_t cut_random(size_t start, size_t len, void *user)
{
    static const uint32_t sizes[] = { 1, 3, 64, 65, 400, 1460, 5000, 16384 };
    const size_t step = 1 + random_below(user, sizes[random_below(user, 8)]);

    return len - start < step ? len : start + step;
}

static int same_log(const struct scan_log *want, dlp_scanner *scanner, const uint8_t *data,
                    size_t len, scan_cut_fn cut, uint32_t seed)
{
    struct scan_log log = { 0 };
    int same;

    scan_log_run(&log, scanner, data, len, cut, &seed);
    same = scan_log_equal(want, &log);
    if (!same) {
        size_t at = 0;

        while (at < want->len && at < log.len && want->text[at] == log.text[at])
            at++;
        while (at > 0 && want->text[at - 1] != '\n')
            at--;
        printf("# one lane:\n%.*s\n# two lanes, or cut:\n%.*s\n",
               (int)(want->len - at < 400 ? want->len - at : 400),
               want->text ? want->text + at : "", (int)(log.len - at < 400 ? log.len - at : 400),
               log.text ? log.text + at : "");
    }
    scan_log_clear(&log);
    return same;
}

/* All events of a text, taken in random blocks, borders not asked. */
static void events_of(struct dlp_event_list *out, dlp_scanner *scanner, const uint8_t *data,
                      size_t len, uint32_t seed)
{
    const struct dlp_window window = { data, 0, len };
    struct dlp_scan_work *const work = &scanner->work;
    hs_stream_t *stream = NULL;
    size_t from = 0, to;

    if (work->db->hs && hs_open_stream(work->db->hs, 0, &stream) != HS_SUCCESS)
        abort();
    do {
        to = from < len ? cut_random(from, len, &seed) : len;
        CHECK_INT(dlp_scan_block(work, stream, &window, from, to, to == len, true, NULL), DLP_OK);
        for (size_t i = 0; i < work->events.len; i++) {
            CHECK(work->events.at[i].at > from && work->events.at[i].at <= to);
            dlp_event_list_add(out, &work->events.at[i]);
        }
        from = to;
    } while (to < len);
    if (stream)
        (void)hs_close_stream(stream, NULL, NULL, NULL);
}

static int same_events(dlp_scanner *const scanners[2], const uint8_t *data, size_t len,
                       uint32_t seed)
{
    struct dlp_event_list list[2] = { { 0 }, { 0 } };
    size_t i = 0;
    int same;

    for (size_t lane = 0; lane < 2; lane++)
        events_of(&list[lane], scanners[lane], data, len, seed + (uint32_t)lane);
    while (i < list[0].len && i < list[1].len && list[0].at[i].at == list[1].at[i].at
           && list[0].at[i].back == list[1].at[i].back && list[0].at[i].rule == list[1].at[i].rule
           && list[0].at[i].kind == list[1].at[i].kind)
        i++;
    same = i == list[0].len && i == list[1].len;
    for (size_t lane = 0; !same && lane < 2; lane++)
        if (i < list[lane].len)
            printf("# event %zu in %s: %s ends at %llu, %u bytes\n", i,
                   lane ? "one lane" : "two lanes",
                   scanners[lane]->db->rules[list[lane].at[i].rule].rule.id,
                   (unsigned long long)list[lane].at[i].at, list[lane].at[i].back);
    dlp_event_list_free(&list[0]);
    dlp_event_list_free(&list[1]);
    return same;
}

/* One text through both databases, all class masks and random cuts. Returns its findings. */
static size_t compare(dlp_scanner *const scanners[2], const char *name, const uint8_t *data,
                      size_t len, uint32_t seed)
{
    struct scan_log want = { 0 };
    const size_t failures = (size_t)test_failures;
    size_t findings;

    scan_log_run(&want, scanners[1], data, len, NULL, NULL);
    findings = want.findings;
    CHECK(same_log(&want, scanners[1], data, len, cut_random, seed));
    CHECK(same_log(&want, scanners[0], data, len, cut_random, seed + 1));
    for (size_t i = 0; dlp_class_masks_nth(i); i++) {
        scanners[0]->work.classify = dlp_class_masks_nth(i);
        CHECK(same_log(&want, scanners[0], data, len, NULL, 0));
        CHECK(same_events(scanners, data, len, seed));
    }
    scanners[0]->work.classify = dlp_class_masks_best();
    if ((size_t)test_failures > failures)
        printf("# %s, seed %u, %zu bytes\n", name, seed, len);
    scan_log_clear(&want);
    return findings;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static void put(struct dlp_bytes *out, const void *data, size_t len)
{
    CHECK_INT(dlp_bytes_append(out, data, len), DLP_OK);
}

static void put_class(struct dlp_bytes *out, const char *class_, size_t n, uint32_t *seed)
{
    for (; n > 0; n--)
        put(out, &class_[random_below(seed, (uint32_t)strlen(class_))], 1);
}

/* Widths that mostly make values, and at times overflow a word or two. */
static size_t random_width(uint32_t *seed)
{
    switch (random_below(seed, 16)) {
    case 0:
        return 58 + random_below(seed, 12);
    case 1:
        return 120 + random_below(seed, 200);
    case 2:
    case 3:
        return 12 + random_below(seed, 24);
    default:
        return 1 + random_below(seed, 9);
    }
}

static void put_separator(struct dlp_bytes *out, uint32_t *seed)
{
    static const struct {
        const char *text;
        size_t len;
    } some[] = { { " ", 1 },    { " ", 1 },    { "-", 1 },   { "-", 1 },   { ".", 1 },
                 { "/", 1 },    { "(", 1 },    { ")", 1 },   { "+", 1 },   { ",", 1 },
                 { "_", 1 },    { "#", 1 },    { "\0", 1 },  { "\n", 1 },  { "\t", 1 },
                 { "  ", 2 },   { ") ", 2 },   { " - ", 3 }, { "...", 3 }, { "    ", 4 },
                 { "X", 1 },    { "x ", 2 },   { "K", 1 },   { "a", 1 },   { "\xc2\xa0", 2 },
                 { "\r\n", 2 }, { "\xff", 1 }, { "id=", 3 }, { "+ -", 3 }, { ":", 1 } };
    const uint32_t i = random_below(seed, sizeof(some) / sizeof(some[0]));

    put(out, some[i].text, some[i].len);
}

static void put_example(struct dlp_bytes *out, uint32_t *seed)
{
    const dlp_database *const db = shipped[0]->db;
    const struct dlp_rule *const rule =
        &db->rules[random_below(seed, (uint32_t)db->rules_len)].rule;
    const struct dlp_rule_example *const e =
        &rule->examples[random_below(seed, (uint32_t)rule->examples_len)];

    put(out, e->text, e->len);
}

/* Groups of one separator: what shapes are made of. */
static void put_groups(struct dlp_bytes *out, uint32_t *seed)
{
    const char separator = " -.+/_"[random_below(seed, 6)];
    const uint32_t width = 1 + random_below(seed, 4);

    for (uint32_t n = 1 + random_below(seed, 24); n > 0; n--) {
        put_class(out, "0123456789", random_below(seed, 8) ? width : 1 + random_below(seed, 6),
                  seed);
        if (n > 1)
            put(out, &separator, 1);
    }
}

static void random_text(struct dlp_bytes *out, size_t min, uint32_t seed)
{
    static const char alnum[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    while (out->len < min) {
        switch (random_below(&seed, 12)) {
        case 0:
            put_class(out, alnum, random_width(&seed), &seed);
            break;
        case 1:
            put_class(out, "GBDEgb", 2, &seed);
            put_class(out, "0123456789", 2, &seed);
            put_class(out, alnum, random_below(&seed, 32), &seed);
            break;
        case 2:
            put_groups(out, &seed);
            break;
        case 3:
            put_class(out, " \n", random_below(&seed, 90), &seed);
            break;
        case 4:
            if (random_below(&seed, 4) == 0)
                put_example(out, &seed);
            break;
        default:
            put_class(out, "0123456789", random_width(&seed), &seed);
            break;
        }
        put_separator(out, &seed);
    }
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void test_lanes__agree_on_every_example(void)
{
    const dlp_database *const db = shipped[0]->db;
    size_t texts = 0;

    for (size_t r = 0; r < db->rules_len; r++) {
        const struct dlp_rule *const rule = &db->rules[r].rule;

        for (size_t i = 0; i < rule->examples_len + rule->counter_examples_len; i++, texts++) {
            const struct dlp_rule_example *const e = i < rule->examples_len
                ? &rule->examples[i]
                : &rule->counter_examples[i - rule->examples_len];

            (void)compare(shipped, rule->id, (const uint8_t *)e->text, e->len, (uint32_t)texts);
            (void)compare(kinds, rule->id, (const uint8_t *)e->text, e->len, (uint32_t)texts);
        }
    }
    CHECK(texts > 100);
}

static void test_lanes__agree_on_random_texts(void)
{
    size_t findings = 0, more = 0;

    for (uint32_t seed = 1; seed <= 80 / TEST_PART; seed++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

        random_text(&text, 20000, seed);
        findings += compare(shipped, "shipped rules", text.data, text.len, seed);
        if (seed % 4 == 0) /* which find something everywhere */
            more += compare(kinds, "rules of each kind", text.data, text.len, seed);
        dlp_bytes_free(&text);
    }
    printf("# %zu findings of the shipped rules, %zu of each kind\n", findings, more);
    CHECK(findings > 2000 / TEST_PART && more > 10000 / TEST_PART);
}

/* What must not depend on where it stands. */
static const char *const borderline[] = {
    "4111 1111 1111 1111",
    "4111-1111-1111-1111X",
    "1234567890123456789012345678901234567890123456789012345678901234",
    "12345678901234567890123456789012345678901234567890123456789012345",
    "123456789012345678901234567890123456789012345678901234567890123x",
    "123456789012345678901234567890123456789012345678901234567890 123",
    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "11010519491231002X",
    "12345678-12345678a",
    "123+4567890",
    "(212) 836-5019",
    "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "GB82WEST12345698765432",
};

static void borderline_text(struct dlp_bytes *out, size_t i, size_t offset)
{
    static const char fill[] = " . ";

    dlp_bytes_clear(out);
    while (out->len < offset)
        put(out, fill, offset - out->len < 3 ? offset - out->len : 3);
    put(out, borderline[i], strlen(borderline[i]));
}

static void test_lanes__agree_at_the_borders_of_words(void)
{
    struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
    size_t findings = 0;

    for (size_t i = 0; i < sizeof(borderline) / sizeof(borderline[0]); i++)
        for (size_t offset = 0; offset <= 130; offset++) {
            borderline_text(&text, i, offset);
            findings += compare(kinds, borderline[i], text.data, text.len, (uint32_t)offset);
            put(&text, offset % 2 ? " x" : ",", 1 + offset % 2);
            findings += compare(kinds, borderline[i], text.data, text.len, (uint32_t)offset);
        }
    CHECK(findings > 2000);
    dlp_bytes_free(&text);
}

static void test_lanes__agree_at_the_borders_of_blocks(void)
{
    struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

    for (size_t i = 0; i < sizeof(borderline) / sizeof(borderline[0]); i++) {
        const size_t len = strlen(borderline[i]);

        for (size_t offset = BLOCK - len - 2; offset <= BLOCK + 2;
             offset += offset + 3 < BLOCK - len || offset + 3 > BLOCK ? 1 : 1 + len / 8) {
            borderline_text(&text, i, offset);
            put(&text, "\n", 1);
            (void)compare(kinds, borderline[i], text.data, text.len, (uint32_t)offset);
        }
    }
    dlp_bytes_free(&text);
}

/* A rule finds the same whichever other rules are there: overlaps hide nothing, and no separator of
 * another rule joins its groups. */
static void test_lanes__agree_on_each_rule_alone(void)
{
    const dlp_database *const db = kinds[0]->db;
    struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

    random_text(&text, 20000, 4711);
    for (size_t i = 0; i < db->rules_len; i++) {
        dlp_scanner *alone[2] = { NULL, NULL };
        struct dlp_event_list all = { 0 }, one = { 0 };
        size_t own = 0, same = 0;

        lanes_scanners(alone, lanes_rules, db->rules[i].rule.id);
        (void)compare(alone, db->rules[i].rule.id, text.data, text.len, (uint32_t)i);
        events_of(&all, kinds[0], text.data, text.len, 1);
        events_of(&one, alone[0], text.data, text.len, 1);
        for (size_t e = 0; e < all.len; e++) {
            if (all.at[e].rule != i)
                continue;
            same += own < one.len && all.at[e].at == one.at[own].at
                && all.at[e].back == one.at[own].back;
            own++;
        }
        CHECK_INT(own, one.len);
        CHECK_INT(same, own);
        dlp_event_list_free(&all);
        dlp_event_list_free(&one);
        lanes_free(alone);
    }
    dlp_bytes_free(&text);
}

static void test_lanes__find_the_widest_values(void)
{
    static const struct {
        const char *rule;
        size_t text;
    } wide[] = { { "t.wide", 2 },     { "t.wide", 4 },      { "t.wide", 5 },
                 { "t.run_64", 13 },  { "t.run_many", 13 }, { "t.run_many", 14 },
                 { "t.run_many", 15 } };

    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        const char *const text = borderline[wide[i].text];
        dlp_scanner *alone[2] = { NULL, NULL };

        lanes_scanners(alone, lanes_rules, wide[i].rule);
        CHECK_INT(compare(alone, wide[i].rule, (const uint8_t *)text, strlen(text), 1), 1);
        lanes_free(alone);
    }
}

static void start(void)
{
    lanes_scanners(shipped, NULL, NULL);
    lanes_scanners(kinds, lanes_rules, NULL);
}

static void stop(void)
{
    lanes_free(shipped);
    lanes_free(kinds);
}

TEST_MAIN(TEST(start), TEST(test_lanes__find_the_widest_values),
          TEST(test_lanes__agree_on_every_example), TEST(test_lanes__agree_on_each_rule_alone),
          TEST(test_lanes__agree_at_the_borders_of_words),
          TEST(test_lanes__agree_at_the_borders_of_blocks), TEST(test_lanes__agree_on_random_texts),
          TEST(stop))
