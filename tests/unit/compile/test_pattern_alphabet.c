/* tests/unit/compile/test_pattern_alphabet.c - the bytes that a match may hold: never too few. */

#include "compile/pattern.h"
#include "unit/rules/rules_fixture.h"

static pcre2_code *compiled(const char *pattern, bool ignore_case)
{
    static const struct dlp_rule rule = { .id = "x.rule", .file = "t", .line = 7 };
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &rule, "pattern", &diag };
    pcre2_code *code = NULL;

    CHECK_INT(dlp_pattern_compile(&code, pattern, ignore_case, DLP_ANCHOR_END, &site), DLP_OK);
    return code;
}

/* What value_facts() does: expand, then read the alphabet. */
static void alphabet(uint8_t bitmap[32], const char *pattern, bool ignore_case)
{
    static const struct dlp_rule rule = { .id = "x.rule", .file = "t", .line = 7 };
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    const struct dlp_pattern_site site = { &rule, "pattern", &diag };
    struct dlp_bytes expanded = DLP_BYTES_INIT(4096);

    CHECK_INT(dlp_pattern_expand(&expanded, pattern, ignore_case, &site), DLP_OK);
    dlp_pattern_alphabet(bitmap, (const char *)expanded.data, ignore_case);
    dlp_bytes_free(&expanded);
}

static bool holds_all(const uint8_t bitmap[32], const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!dlp_bitmap_has(bitmap, text[i]))
            return false;
    return true;
}

struct sample {
    const char *pattern;
    bool ignore_case;
    const char *text; /* a match */
};
static const struct sample samples[] = {
    { "[0-9]{4}-[0-9]{4}", false, "1234-5678" },
    { "(?:AKIA|ASIA)[A-Z2-7]{4}", false, "ASIAB2C7" },
    { "akia[a-z2-7]{4}", true, "AkIaB2c7" },
    { "(?i)akia", false, "AKIA" },
    { "(?i:ak)ia", false, "AKia" },
    { "a(?i)b", false, "aB" },
    { "[a-f]{2}(?::[a-f]{2})(?:=a)(?=<)<(?<=<)>(?>>)", false, "ab:cd=a<>>" },
    { "паспорт", true, "ПАСпорт" },
    { "\\d\\s\\w_", false, "1\v9_" },
    { "\\d\\s\\w", false, "0\tZ" },
    { "[\\d\\s\\w]{3}", false, "_\f3" },
    { "[\\w.\\-]{4}", false, "a.-_" },
    { "[+.\\-]{3}", false, "+.-" },
    { "[a-]b", false, "-b" },
    { "[]a]{2}", false, "]a" },
    { "[\\]a-c]{4}", false, "]abc" },
    { "[ -~]{5}", false, " a~Z0" },
    { "[\\n-\\r]", false, "\v" },
    { "[!-\\/]{3}", false, "!#/" },
    { "[\\x41-\\x43]{3}", false, "ABC" },
    { "[\\b]x", false, "\bx" },
    { "\\x41\\n\\t\\r\\f", false, "A\n\t\r\f" },
    { "\\a\\e", false, "\a\x1b" },
    { "\\.\\/\\+\\(\\)\\[\\]\\{\\}\\\\", false, "./+()[]{}\\" },
    { "x{2,3}y?", false, "xxxy" },
    { "x{y", false, "x{y" },
    { "a{,3}", false, "a{,3}" },
    { "(?<value>ab|cd)e", false, "cde" },
    { "(?'value'ab)", false, "ab" },
    { "(?P<value>ab)", false, "ab" },
    { "(?>a|b)c", false, "bc" },
    { "x(?<=x)(?!b)a", false, "xa" },
    { "(?<!x)a", false, "a" },
    { "(a)\\1", false, "aa" },
    { "a([- ])b\\g{1}c", false, "a-b-c" },
    { "x{2}[a-c]{1,}y{1,2}?", false, "xxcbay" },
    { "a{2,b}", false, "a{2,b}" },
    { "(?|(a)|(b))", false, "b" },
    { "(?x) a b # c", false, "ab" },
    { "(?s).a", false, "\na" },
    { "(?m)a$", false, "a" },
    { "[[:alpha:]]{2}", false, "aZ" },
    { "[^a]{2}", false, "\xff\x01" },
    { "\\D\\S\\W", false, "az-" },
    { "\\h\\N", false, " q" },
    { "\\x{41}\\101\\cA", false, "AA\x01" },
    { "#[a-f]#", false, "#f#" },
    { "(?#note)ab", false, "ab" },
    { "a*+b++", false, "aabb" },
};

static void test_pattern_alphabet__holds_every_byte_of_a_match(void)
{
    pcre2_match_data *const data = pcre2_match_data_create(8, NULL);

    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        const struct sample *const s = &samples[i];
        const size_t len = strlen(s->text);
        pcre2_code *const code = compiled(s->pattern, s->ignore_case);
        uint8_t bitmap[32];

        alphabet(bitmap, s->pattern, s->ignore_case);
        if (pcre2_match(code, (PCRE2_SPTR)s->text, len, 0, 0, data, NULL) <= 0
            || pcre2_get_ovector_pointer(data)[0] != 0) {
            printf("# %s does not match its sample\n", s->pattern);
            CHECK(!"a good sample");
        } else if (!holds_all(bitmap, (const uint8_t *)s->text, len)) {
            printf("# %s: a byte of a match is missing\n", s->pattern);
            CHECK(!"a superset");
        }
        pcre2_code_free(code);
    }
    pcre2_match_data_free(data);
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Texts that are made of the sample's own bytes and of a few others match often enough. */
static void random_text(uint8_t *text, size_t len, const char *like, uint32_t *state)
{
    static const char others[] = "aAzZ09_-. \n\t\b]\\\xd0\xbf\xff";
    const size_t like_len = strlen(like);

    for (size_t i = 0; i < len; i++)
        text[i] = next_random(state) % 4
            ? (uint8_t)like[next_random(state) % like_len]
            : (uint8_t)others[next_random(state) % (sizeof(others) - 1)];
}

static void test_pattern_alphabet__holds_every_byte_of_random_matches(void)
{
    pcre2_match_data *const data = pcre2_match_data_create(8, NULL);
    uint32_t state = 11;
    size_t matches = 0;

    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        const struct sample *const s = &samples[i];
        pcre2_code *const code = compiled(s->pattern, s->ignore_case);
        const PCRE2_SIZE *const at = pcre2_get_ovector_pointer(data);
        uint8_t bitmap[32], text[12];

        alphabet(bitmap, s->pattern, s->ignore_case);
        for (int round = 0; round < 2000; round++) {
            random_text(text, sizeof(text), s->text, &state);
            if (pcre2_match(code, text, sizeof(text), 0, 0, data, NULL) <= 0)
                continue;
            matches++;
            if (!holds_all(bitmap, text + at[0], at[1] - at[0])) {
                printf("# %s, round %d: a byte of a match is missing\n", s->pattern, round);
                CHECK(!"a superset");
                break;
            }
        }
        pcre2_code_free(code);
    }
    CHECK(matches > 1000);
    pcre2_match_data_free(data);
}

static void test_pattern_alphabet__gives_up_where_any_byte_may_stand(void)
{
    static const char *const wide[] = { ".",        "a.b",      "[^a]",       "[^]a]", "\\D",
                                        "\\W",      "\\S",      "[\\D]",      "\\N",   "(?s)a.",
                                        "(?<v>.)a", "\\x{41}.", "[[:alpha:]]" };

    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        uint8_t bitmap[32];
        unsigned bytes = 0;

        alphabet(bitmap, wide[i], false);
        for (unsigned b = 0; b < 256; b++)
            bytes += dlp_bitmap_has(bitmap, (uint8_t)b);
        if (bytes != 256) {
            printf("# %s: %u\n", wide[i], bytes);
            CHECK(!"everything");
        }
    }
}

/* Otherwise the walk back from an end would be long, and the alphabet of no use. */
static void test_pattern_alphabet__is_narrow_for_common_expressions(void)
{
    uint8_t bitmap[32];

    alphabet(bitmap, "(?:AKIA|ASIA|A3T[A-Z0-9])[A-Z2-7]{16}", false);
    CHECK(!dlp_bitmap_has(bitmap, ' ') && !dlp_bitmap_has(bitmap, '\n'));
    CHECK(!dlp_bitmap_has(bitmap, 'a') && !dlp_bitmap_has(bitmap, 0xd0));
    alphabet(bitmap, "gh[pousr]_[A-Za-z0-9]{36}", false);
    CHECK(dlp_bitmap_has(bitmap, '_') && !dlp_bitmap_has(bitmap, '-'));
    CHECK(!dlp_bitmap_has(bitmap, ' ') && !dlp_bitmap_has(bitmap, '"'));
    alphabet(bitmap, "eyJ[\\w\\-]{8,512}\\.[\\w\\-]{20,700}", false);
    CHECK(!dlp_bitmap_has(bitmap, ' ') && !dlp_bitmap_has(bitmap, '/'));
    alphabet(bitmap, "(?:\\+|00)4{1,2}[ \\-]{0,2}(?:5|6)?", false);
    CHECK(!dlp_bitmap_has(bitmap, ',') && !dlp_bitmap_has(bitmap, '{'));
    CHECK(!dlp_bitmap_has(bitmap, '?') && !dlp_bitmap_has(bitmap, '|'));
    CHECK(!dlp_bitmap_has(bitmap, '1') && !dlp_bitmap_has(bitmap, '2'));
    CHECK(dlp_bitmap_has(bitmap, '+') && dlp_bitmap_has(bitmap, '-'));
    alphabet(bitmap, "9([- ])8\\g{1}7", false);
    CHECK(dlp_bitmap_has(bitmap, '-') && !dlp_bitmap_has(bitmap, '1'));
    alphabet(bitmap, "ж[0-9]{3}", true);
    CHECK(dlp_bitmap_has(bitmap, 0xd0) && dlp_bitmap_has(bitmap, 0x96));
    CHECK(!dlp_bitmap_has(bitmap, 0xff) && !dlp_bitmap_has(bitmap, ' '));
}

TEST_MAIN(TEST(test_pattern_alphabet__holds_every_byte_of_a_match),
          TEST(test_pattern_alphabet__holds_every_byte_of_random_matches),
          TEST(test_pattern_alphabet__gives_up_where_any_byte_may_stand),
          TEST(test_pattern_alphabet__is_narrow_for_common_expressions))
