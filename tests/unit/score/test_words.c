/* tests/unit/score/test_words.c - labels and words around a value. */

#include "unit/score/fixture.h"
#include "unit/test.h"

#define LABEL(text, rule) fixture_find(text, rule, DLP_EVIDENCE_LABEL)
#define WORD(text, rule) fixture_find(text, rule, DLP_EVIDENCE_WORD)

static void test_words__labels_in_four_languages(void)
{
    CHECK_STR(LABEL("SSN is ~536-22-1234~", SSN), "ssn");
    CHECK_STR(LABEL("card number = ~4111~", CARD), "card number");
    CHECK_STR(LABEL("my card number ~4111~", CARD), "card number");
    CHECK_STR(LABEL("Passport No. ~45 06 123456~", SSN), "passport");
    CHECK_STR(LABEL("ИНН: ~7707083893~", TAX), "инн");
    CHECK_STR(LABEL("Тел. ~8 (495) 123-45-67~", PHONE), "тел");
    CHECK_STR(LABEL("НОМЕР КАРТЫ ~4111~", CARD), "номер карты");
    CHECK_STR(LABEL("Telefon: ~070-123 45 67~", PHONE), "telefon");
    CHECK_STR(LABEL("Personnummer ~811228-9874~", TAX), "personnummer");
    CHECK_STR(LABEL("我的卡号是~4111~", CARD), "卡号");
    CHECK_STR(LABEL("银行卡号：~4111~", CARD), "卡号");
    CHECK_STR(LABEL("手机~13800138000~", PHONE), "手机");
    CHECK_STR(LABEL("Social security\nnumber ~536~", SSN), "social security number");
}

static void test_words__a_label_ends_right_before(void)
{
    CHECK_STR(LABEL("ssn\r\n~536~", SSN), "ssn");
    CHECK_STR(LABEL("ssn\n\n~536~", SSN), "");
    CHECK_STR(LABEL("passport. ~536~", SSN), "");        /* a sentence ends */
    CHECK_STR(LABEL("passport lost on ~536~", SSN), ""); /* another word */
    CHECK_STR(LABEL("ssn 1 ~536~", SSN), "");
    CHECK_STR(LABEL("ssn                  ~536~", SSN), "");
    CHECK_STR(LABEL("phone; id ~536~", PHONE), "");
    CHECK_STR(LABEL("<td>Phone</td><td>~536~", PHONE), "phone");
    CHECK_STR(WORD("passport lost on ~536~", SSN), "passport");
    CHECK_STR(LABEL("phone/fax: ~536~", PHONE), ""); /* a word against it is nearer */
    CHECK_STR(LABEL("fax/phone: ~536~", PHONE), "phone");
}

static void test_words__whole_words_only(void)
{
    CHECK_STR(WORD("duplicate ~77~", TAX), "");
    CHECK_STR(WORD("public ~77~", TAX), "");
    CHECK_STR(WORD("длинный ~77~", TAX), "");
    CHECK_STR(LABEL("длинный ~77~", TAX), "");
    CHECK_STR(LABEL("userLic ~77~", TAX), "lic");
    CHECK_STR(LABEL("user_lic ~77~", TAX), "lic");
    CHECK_STR(LABEL("user-LIC ~77~", TAX), "lic");
}

/* Letters that stand in a hash or a UUID by chance. */
static void test_words__no_words_in_codes(void)
{
    CHECK_STR(WORD("4de51tel192ebef5 and so on ~536~", PHONE), "");
    CHECK_STR(LABEL("9f1e2-4a5b-tel7-~536~", PHONE), "");
    CHECK_STR(LABEL("tel2 ~536~", PHONE), "");
    CHECK_STR(LABEL("my tel~536~", PHONE), "tel");
    CHECK_STR(LABEL("a1b2c3 tel ~536~", PHONE), "tel");
    CHECK_STR(WORD("~536~ 4de51tel192ebef5", PHONE), "");
}

/* And among bytes that are no text. */
static void test_words__no_short_labels_in_binary(void)
{
    CHECK_STR(LABEL("\x13sB@tel:~536~", PHONE), "");
    CHECK_STR(LABEL("tel\x18~536~", PHONE), "");
    CHECK_STR(LABEL("\x13telefon\x12\x0d~070-123 45 67~", PHONE), "telefon");
    CHECK_STR(LABEL("\x13 and then: tel:~536~", PHONE), "tel");
    CHECK_STR(LABEL("\x1b[m tel: ~536~", PHONE), "tel");
}

/* What ends a line that nobody wrapped does not name what begins the next. */
static void test_words__labels_over_lines(void)
{
    const char *const wide =
        "it is a very long line that goes on and on, as lines of tables and of "
        "dictionaries do, with a telefon\n~070-123 45 67~";

    CHECK_STR(LABEL(wide, PHONE), "");
    CHECK_STR(LABEL(wide + 40, PHONE), "telefon");
}

static void test_words__on_both_sides(void)
{
    const struct fixture_result r = fixture_score("~4111~ (visa)", CARD, false);

    CHECK_STR(fixture_word(&r, DLP_EVIDENCE_WORD), "visa");
    CHECK_INT(r.e.item[0].distance, 2);
    CHECK_INT(r.e.confidence, 45);
    CHECK_STR(WORD("~4111~ 的银行卡", CARD), "银行卡");
    CHECK_INT(fixture_score("ssn: ~536~", SSN, false).e.item[0].distance, -2);
}

static void test_words__keys_are_no_words(void)
{
    CHECK_STR(LABEL("tel ~536~", PHONE), "tel");
    CHECK_STR(WORD("tel and so on ~536~", PHONE), "");
}

static void test_words__one_word_counts_once(void)
{
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.confidence, 60);
    CHECK_INT(fixture_score("ssn 123, ssn ~536~", SSN, false).e.confidence, 60);
    CHECK_INT(fixture_score("card number ~411~", CARD, false).e.confidence, 60);
    CHECK_INT(fixture_score("visa card number ~411~", CARD, false).e.confidence, 85);
}

static void test_words__a_phrase_does_not_cross_cells(void)
{
    CHECK_STR(LABEL("order,number,~536~", PHONE), "");
    CHECK_STR(LABEL("social\tsecurity\t~536~", SSN), "");
    CHECK_STR(fixture_find("order number ~536~", PHONE, DLP_EVIDENCE_NEGATIVE), "order number");
}

/* The law at the edges: n bytes of filler between the word and the value. */
static struct fixture_result at_distance(const char *head, const char *word, size_t filler,
                                         const char *tail)
{
    char text[1024];
    size_t len = 0;

    for (const char *p = head; *p; p++)
        text[len++] = *p;
    for (const char *p = word; *p; p++)
        text[len++] = *p;
    for (size_t i = 0; i < filler; i++)
        text[len++] = '.';
    memcpy(text + len, tail, strlen(tail) + 1);
    return fixture_score(text, CARD, false);
}

static void test_words__distances(void)
{
    CHECK_INT(at_distance("", "visa", 120, "~4111~").e.items, 1);
    CHECK_INT(at_distance("", "visa", 121, "~4111~").e.items, 0);
    CHECK_INT(at_distance(" ", "visa", 123, "~4111~").e.items, 0);
    CHECK_INT(at_distance("~4111~", "", 48, "visa").e.items, 1);
    CHECK_INT(at_distance("~4111~", "", 49, "visa").e.items, 0);
}

static void test_words__a_cut_word_is_no_word(void)
{
    /* The edge lies 128 bytes before: "evisa" is seen as "visa" there, which may be anything. */
    CHECK_INT(at_distance("e", "visa", 124, "~4111~").e.items, 0);
    CHECK_INT(at_distance("длинн", "visa", 119, "~4111~").e.items, 0);
    CHECK_INT(at_distance("。银", "银行卡", 119, "~4111~").e.items, 0); /* one letter is cut off */
    CHECK_INT(at_distance("......", "银行卡", 119, "~4111~").e.items, 0);
    CHECK_INT(at_distance("~4111~", "", 47, "visa").e.items, 1);
}

static void test_words__the_window_does_not_show(void)
{
    enum { LEN = 1200 };
    static const char *const pieces[] = { "visa ",   "card ", "x",    "银行卡",      "й",
                                          "number ", "\n",    "test", ": ",          "1",
                                          ", ",      "pan=",  "\"",   "номер карты " };
    unsigned seed = 7;

    for (int round = 0; round < 4000; round++) {
        uint8_t text[LEN + 32];
        size_t len = 0;
        struct dlp_evidence whole = { .items = 0 }, narrow = { .items = 0 };
        const uint64_t start = 500 + (uint64_t)round % 7, end = start + 5;
        bool kept_whole, kept_narrow;

        while (len < LEN) {
            const char *piece;

            seed = seed * 1103515245u + 12345u;
            piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        {
            const size_t narrow_len = DLP_CONTEXT_BEFORE + 5 + DLP_CONTEXT_AFTER;
            uint8_t *const copy = malloc(narrow_len);
            const struct dlp_window w1 = { text, 0, len };
            const struct dlp_window w2 = { copy, start - DLP_CONTEXT_BEFORE, narrow_len };

            memcpy(copy, text + start - DLP_CONTEXT_BEFORE, narrow_len);
            kept_whole = dlp_score(&(struct dlp_score_input){ &w1, start, end, &fixture_rules[CARD],
                                                              CARD, fixture_index(),
                                                              fixture_cache(), NULL, 0, false },
                                   &whole);
            kept_narrow = dlp_score(
                &(struct dlp_score_input){ &w2, start, end, &fixture_rules[CARD], CARD,
                                           fixture_index(), fixture_cache(), NULL, 0, false },
                &narrow);
            free(copy);
        }
        CHECK(kept_whole == kept_narrow);
        CHECK(memcmp(&whole, &narrow, sizeof(whole)) == 0);
    }
}

TEST_MAIN(TEST(test_words__labels_in_four_languages), TEST(test_words__a_label_ends_right_before),
          TEST(test_words__whole_words_only), TEST(test_words__no_words_in_codes),
          TEST(test_words__no_short_labels_in_binary), TEST(test_words__labels_over_lines),
          TEST(test_words__on_both_sides), TEST(test_words__keys_are_no_words),
          TEST(test_words__one_word_counts_once), TEST(test_words__a_phrase_does_not_cross_cells),
          TEST(test_words__distances), TEST(test_words__a_cut_word_is_no_word),
          TEST(test_words__the_window_does_not_show))
