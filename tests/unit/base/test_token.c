/* tests/unit/base/test_token.c - where words end, and which ones are equal. */

#include "base/token.h"
#include "unit/test.h"

#include <stdbool.h>
#include <stdlib.h>

static size_t tokens_of(const char *text, struct dlp_token *out, size_t max)
{
    const size_t len = strlen(text);
    uint8_t *const copy = malloc(len ? len : 1);
    size_t n;

    if (!copy)
        abort();
    memcpy(copy, text, len);
    n = dlp_tokenize(copy, len, out, max);
    free(copy);
    return n;
}

/* text must split into these words (parted by |), and each must equal its lower-case twin alone. */
static void check_split(const char *text, const char *want)
{
    struct dlp_token tokens[32];
    char got[300] = "";
    size_t at = 0;
    const size_t n = tokens_of(text, tokens, 32);

    for (size_t i = 0; i < n; i++) {
        const size_t len = tokens[i].end - tokens[i].start;

        if (i > 0)
            got[at++] = '|';
        memcpy(got + at, text + tokens[i].start, len);
        at += len;
        CHECK(tokens[i].hash != 0);
    }
    got[at] = '\0';
    CHECK_STR(got, want);
}

static bool same(const char *a, const char *b)
{
    struct dlp_token x[16], y[16];
    const size_t n = tokens_of(a, x, 16), m = tokens_of(b, y, 16);

    if (n != m)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (x[i].hash != y[i].hash)
            return false;
    }
    return true;
}

static void test_token__splits_words(void)
{
    static const char *const cases[][2] = {
        { "", "" },
        { "ssn", "ssn" },
        { "  card number: ", "card|number" },
        { "user_ssn-no.x", "user|ssn|no|x" },
        { "userSsn", "user|Ssn" },
        { "userSSNNumber", "user|SSN|Number" },
        { "SSNNumber", "SSN|Number" },
        { "ABc", "A|Bc" },
        { "Abc", "Abc" },
        { "SSNs", "SSNs" },
        { "SSNs are", "SSNs|are" },
        { "SSNstore", "SS|Nstore" },
        { "IPv4", "IPv|4" },
        { "td3", "td|3" },
        { "card2number16", "card|2|number|16" },
        { "2ndCard", "2|nd|Card" },
        { "pass\xff"
          "word",
          "pass|word" },
        { "l\xc3\xb6senord", "l\xc3\xb6senord" },
        { "\xd0\xbd\xd0\xbe\xd0\xbc\xd0\xb5\xd1\x80\xd0\x9a\xd0\xb0\xd1\x80\xd1\x82\xd1\x8b",
          "\xd0\xbd\xd0\xbe\xd0\xbc\xd0\xb5\xd1\x80|\xd0\x9a\xd0\xb0\xd1\x80\xd1\x82\xd1\x8b" },
        { "\xe5\x8d\xa1\xe5\x8f\xb7x", "\xe5\x8d\xa1|\xe5\x8f\xb7|x" },
        { "so\xc2\xadlid", "so\xc2\xadlid" },
        { "\xcc\x81", "" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_split(cases[i][0], cases[i][1]);
}

static void test_token__folds_case_and_marks(void)
{
    CHECK(same("Pass PASS pass", "pass pass pass"));
    CHECK(same("l\xc3\xb6senord", "LOSENORD"));
    CHECK(same("L\xc3\x96SENORD", "losenord"));
    CHECK(same("lo\xcc\x88senord", "l\xc3\xb6senord")); /* decomposed */
    CHECK(same("\xd0\x9f\xd0\x90\xd0\xa1\xd0\x9f\xd0\x9e\xd0\xa0\xd0\xa2",
               "\xd0\xbf\xd0\xb0\xd1\x81\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82"));
    CHECK(same("stra\xc3\x9f"
               "e",
               "STRASSE"));
    CHECK(same("\xef\xbd\x93\xef\xbd\x93\xef\xbd\x8e", "ssn")); /* full-width */
    CHECK(same("so\xc2\xadlid", "solid"));
    CHECK(same("SSNNumber", "ssn number"));
    CHECK(same("IPv4 SSNs", "ipv4 ssns"));
    CHECK(!same("pass", "past"));
    CHECK(!same("ab", "ba"));
}

static void test_token__marks_letters_without_borders_as_solid(void)
{
    struct dlp_token tokens[8];

    CHECK_INT(tokens_of("\xe5\x8d\xa1"
                        "a\xe0\xb8\x81",
                        tokens, 8),
              3);
    CHECK(tokens[0].solid && !tokens[1].solid && tokens[2].solid);
    CHECK_INT(tokens[0].end, tokens[1].start);
}

static void test_token__stops_at_its_maximum(void)
{
    struct dlp_token tokens[2];

    CHECK_INT(tokens_of("a b c d", tokens, 2), 2);
    CHECK_INT(tokens[1].start, 2);
    CHECK_INT(tokens_of("aSSNNo x", tokens, 2), 2);
    CHECK_INT(tokens_of("a", tokens, 0), 0);
}

static void test_token__phrases_depend_on_order(void)
{
    struct dlp_token t[2];
    uint64_t ab, ba;

    CHECK_INT(tokens_of("card number", t, 2), 2);
    ab = dlp_phrase_add(dlp_phrase_add(0, t[0].hash), t[1].hash);
    ba = dlp_phrase_add(dlp_phrase_add(0, t[1].hash), t[0].hash);
    CHECK(ab != ba && ab != 0 && ba != 0);
    CHECK(ab == dlp_phrase_add(dlp_phrase_add(0, t[0].hash), t[1].hash));
    CHECK(dlp_phrase_add(0, t[0].hash) != dlp_phrase_add(0, t[1].hash));
}

static bool letters_are(const char *text, bool ascii, const char *want, size_t count)
{
    uint8_t out[9] = { 0 };
    size_t letters;

    return dlp_token_letters((const uint8_t *)text, strlen(text), out, 8, &letters) == ascii
        && letters == count && (!ascii || count == 0 || strcmp((const char *)out, want) == 0);
}

static void test_token__letters_of_a_word(void)
{
    CHECK(letters_are("SSN", true, "ssn", 3));
    CHECK(letters_are("Lösenord", true, "losenord", 8));
    CHECK(letters_are("Straße", true, "strasse", 7));
    CHECK(letters_are("ｔｅｌ", true, "tel", 3));
    CHECK(letters_are("pass\u00adport", true, "passport", 8));
    CHECK(letters_are("personnummer", true, "personnu", 12));
    CHECK(letters_are("1099", true, "", 0));
    CHECK(letters_are("１", true, "", 0));
    CHECK(letters_are("номер", false, "", 0));
    CHECK(letters_are("卡", false, "", 0));
}

/* Soft hyphens say nothing, but keep a text from being taken 64 bytes at once: with and without them
 * the words are the same. Not behind s and v, which look at the next byte, nor in numbers, which
 * count theirs. */
static void test_token__the_quick_way_and_the_slow_one(void)
{
    enum { LEN = 300 };
    static const char letters[] = "aabeszvxSSNVABZ0145  __--.,:\"";
    unsigned seed = 5;

    for (int round = 0; round < 3000; round++) {
        uint8_t plain[LEN + 64], marked[3 * LEN + 64];
        uint32_t place[sizeof(marked) + 1]; /* in plain */
        struct dlp_token a[LEN + 64], b[LEN + 64];
        const size_t want = 1 + (size_t)round % LEN;
        size_t n = 0, m = 0, words;

        while (n < want) {
            seed = seed * 1103515245u + 12345u;
            if ((seed >> 16) % 40 == 0 && round % 2) {
                memcpy(plain + n, "\u00e9", 2);
                n += 2;
            } else if ((seed >> 16) % 97 == 0) {
                memset(plain + n, 'q', 61);
                n += (seed >> 24) % 62;
            } else {
                plain[n++] = (uint8_t)letters[(seed >> 16) % (sizeof(letters) - 1)];
            }
        }
        for (size_t i = 0; i < n; i++) {
            const uint8_t c = plain[i];

            place[m] = (uint32_t)i;
            marked[m++] = c;
            if (c < 0x80 && c != 's' && c != 'v' && (c < '0' || c > '9')) {
                place[m] = place[m + 1] = (uint32_t)i + 1;
                memcpy(marked + m, "\u00ad", 2);
                m += 2;
            }
        }
        place[m] = (uint32_t)n;
        words = dlp_tokenize(plain, n, a, LEN + 64);
        CHECK_INT(dlp_tokenize(marked, m, b, LEN + 64), words);
        for (size_t i = 0; i < words; i++) {
            CHECK(a[i].hash == b[i].hash);
            CHECK(a[i].start == place[b[i].start] && a[i].end == place[b[i].end]);
        }
        CHECK_INT(dlp_tokenize(plain, n, b, words / 2), words / 2);
        CHECK(memcmp(a, b, words / 2 * sizeof(*a)) == 0);
    }
}

TEST_MAIN(TEST(test_token__splits_words), TEST(test_token__folds_case_and_marks),
          TEST(test_token__marks_letters_without_borders_as_solid),
          TEST(test_token__stops_at_its_maximum), TEST(test_token__phrases_depend_on_order),
          TEST(test_token__letters_of_a_word), TEST(test_token__the_quick_way_and_the_slow_one))
