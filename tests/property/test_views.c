/* tests/property/test_views.c - what is decoded is found in the same places however the text is cut, is
 * told once, and no value stands in a report. */

#include "base/bytes.h"
#include "base/utf8.h"
#include "engine/scanner.h"
#include "support/scan_log.h"
#include "unit/test.h"

#include <iconv.h>
#include <string.h>

static dlp_scanner *scanner;

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

static size_t cut_each(size_t start, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - start < step ? len : start + step;
}

static int same_as_whole(const struct dlp_bytes *text, scan_cut_fn cut, void *user)
{
    struct scan_log whole = { 0 }, split = { 0 };
    int same;

    scan_log_run(&whole, scanner, text->data, text->len, NULL, NULL);
    scan_log_run(&split, scanner, text->data, text->len, cut, user);
    same = scan_log_equal(&whole, &split) && whole.findings > 0;
    if (!same)
        printf("# whole:\n%.*s# split:\n%.*s", (int)whole.len, whole.text ? whole.text : "",
               (int)split.len, split.text ? split.text : "");
    scan_log_clear(&whole);
    scan_log_clear(&split);
    return same;
}

static void puts_percent(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++)
        CHECK_INT(dlp_bytes_printf(out, "%%%02X", (unsigned)*value), DLP_OK);
}

static void puts_entities(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++)
        CHECK_INT(dlp_bytes_printf(out, "&#%d;", *value), DLP_OK);
}

static void puts_escapes(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++)
        CHECK_INT(dlp_bytes_printf(out, "\\u%04x", (unsigned)*value), DLP_OK);
}

static void puts_hex(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++)
        CHECK_INT(dlp_bytes_printf(out, "%02x", (unsigned)*value), DLP_OK);
}

static void puts_base64(struct dlp_bytes *out, const char *value)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t len = strlen(value);

    for (size_t i = 0; i < len; i += 3) {
        const unsigned bits = (unsigned)value[i] << 16
            | (i + 1 < len ? (unsigned)value[i + 1] << 8 : 0)
            | (i + 2 < len ? (unsigned)value[i + 2] : 0);

        CHECK_INT(dlp_bytes_printf(out, "%c%c%c%c", digits[bits >> 18], digits[bits >> 12 & 63],
                                   i + 1 < len ? digits[bits >> 6 & 63] : '=',
                                   i + 2 < len ? digits[bits & 63] : '='),
                  DLP_OK);
    }
}

static void puts_joined(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++)
        CHECK_INT(dlp_bytes_printf(out, "%c\xe2\x80\x8b", *value), DLP_OK);
}

static void puts_wide(struct dlp_bytes *out, const char *value)
{
    for (; *value; value++) {
        if (*value >= '0' && *value <= '9')
            CHECK_INT(dlp_bytes_printf(out, "\xef\xbc%c", (char)(*value - '0' + 0x90)), DLP_OK);
        else
            CHECK_INT(dlp_bytes_append(out, value, 1), DLP_OK);
    }
}

static void puts_plain(struct dlp_bytes *out, const char *value)
{
    CHECK_INT(dlp_bytes_puts(out, value), DLP_OK);
}

static void (*const writers[])(struct dlp_bytes *, const char *) = {
    puts_percent, puts_entities, puts_escapes, puts_hex,
    puts_base64,  puts_joined,   puts_wide,    puts_plain,
};
enum { WRITERS = sizeof(writers) / sizeof(writers[0]) };

static const char *const values[] = { "5425 9141 7776 3172", "865-34-6908",
                                      "anna.lind@northwind.com", "DE89370400440532013000",
                                      "4539578763621486" };
static const char *const labels[] = { "card", "ssn", "email", "iban", "credit card" };

/* Values in every spelling, between words and lines. */
static void long_text(struct dlp_bytes *out, size_t min, uint32_t seed)
{
    while (out->len < min) {
        const uint32_t which = next_random(&seed) % 5;

        CHECK_INT(dlp_bytes_printf(out, "%s: ", labels[which]), DLP_OK);
        writers[next_random(&seed) % WRITERS](out, values[which]);
        CHECK_INT(dlp_bytes_puts(out, next_random(&seed) % 2 ? "\n" : " and then "), DLP_OK);
        if (next_random(&seed) % 4 == 0)
            for (uint32_t n = next_random(&seed) % 2000; n > 0; n--)
                CHECK_INT(dlp_bytes_puts(out, n % 7 ? "a" : n % 5 ? " " : "\xd1\x8f"), DLP_OK);
    }
}

static void test_views__byte_by_byte(void)
{
    static const size_t steps[] = { 1, 7, 1460, 16384 };

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        size_t step = steps[i];

        long_text(&text, 60000, (uint32_t)i + 1);
        CHECK(same_as_whole(&text, cut_each, &step));
        dlp_bytes_free(&text);
    }
}

static void test_views__at_random(void)
{
    for (uint32_t seed = 1; seed <= 40; seed++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        uint32_t state = seed * 7919;

        long_text(&text, 100000, seed);
        if (!same_as_whole(&text, cut_random, &state)) {
            printf("# seed %u\n", seed);
            CHECK(!"the same findings");
        }
        dlp_bytes_free(&text);
    }
}

/* UTF-8 -> UTF-16 or UTF-32, little or big endian. */
static void recode(struct dlp_bytes *out, const struct dlp_bytes *text, unsigned unit, int big)
{
    for (size_t at = 0; at < text->len;) {
        int32_t cp;

        at += dlp_utf8_next(text->data + at, text->len - at, &cp);
        CHECK(cp >= 0 && cp < 0x10000);
        for (unsigned i = 0; i < unit; i++) {
            const uint8_t byte = (uint8_t)(cp >> 8 * (big ? unit - 1 - i : i));

            CHECK_INT(dlp_bytes_append(out, &byte, 1), DLP_OK);
        }
    }
}

static void test_views__in_other_charsets(void)
{
    for (unsigned i = 0; i < 4; i++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20),
                         wide = DLP_BYTES_INIT((size_t)1 << 20);
        struct scan_log plain = { 0 }, recoded = { 0 };
        size_t step = 1;
        uint32_t state = i + 99;

        CHECK_INT(dlp_bytes_puts(&text,
                                 "Some text with words before it begins, so that it can be told. "),
                  DLP_OK);
        long_text(&text, 50000, i + 7);
        recode(&wide, &text, i < 2 ? 2 : 4, i & 1);
        CHECK(same_as_whole(&wide, cut_each, &step));
        CHECK(same_as_whole(&wide, cut_random, &state));
        scan_log_run(&plain, scanner, text.data, text.len, NULL, NULL);
        scan_log_run(&recoded, scanner, wide.data, wide.len, NULL, NULL);
        CHECK_INT(recoded.findings, plain.findings);
        scan_log_clear(&plain);
        scan_log_clear(&recoded);
        dlp_bytes_free(&text);
        dlp_bytes_free(&wide);
    }
}

/* Of a language, with words that a rule needs, and charsets that it is written in. */
static const struct {
    const char *text, *value;
    const char *iconv[3], *via[3];
} languages[] = {
    { "Иванов Сергей Петрович, страховой номер СНИЛС %s, договор от сентября, ещё не подписан\n",
      "112-233-445 95",
      { "CP1251", "KOI8-R", "CP866" },
      { "windows-1251", "koi8-r", "ibm866" } },
    { "お客様の山田太郎さんのクレジットカード番号は %s です。ご確認ください。ｶﾅﾓｼﾞ\n",
      "5425 9141 7776 3172",
      { "CP932" },
      { "shift_jis" } },
    { "尊敬的客户张三，您的身份证号码是 %s ，请您尽快确认，谢谢合作。\n",
      "11010519491231002X",
      { "GBK" },
      { "gbk" } },
    { "Für Herrn Müller aus Köln gehört die Kreditkarte %s, gültig für die Größe der Straße\n",
      "5425 9141 7776 3172",
      { "CP1252" },
      { "iso-8859-1" } },
};

static void encode(struct dlp_bytes *out, const struct dlp_bytes *text, const char *charset)
{
    const iconv_t to = iconv_open(charset, "UTF-8");
    char *in = (char *)text->data, *at;
    size_t left = text->len, room = 2 * text->len;

    CHECK(to != (iconv_t)-1);
    CHECK_INT(dlp_bytes_reserve(out, room), DLP_OK);
    at = (char *)out->data;
    CHECK_INT(iconv(to, &in, &left, &at, &room), 0);
    out->len = (size_t)(at - (char *)out->data);
    iconv_close(to);
}

struct sought {
    const struct dlp_bytes *text;
    const char *value, *via;
    size_t found;
};

static int is_sought(const struct dlp_finding *finding, void *user)
{
    struct sought *const sought = user;

    if (strncmp(finding->rule, "person.", 7) == 0)
        return 0; /* names stand beside the values */
    CHECK_INT(finding->length, strlen(sought->value));
    CHECK(finding->offset + finding->length <= sought->text->len);
    CHECK(memcmp(sought->text->data + finding->offset, sought->value, finding->length) == 0);
    if (sought->via && finding->via_len != 1)
        CHECK_INT(finding->via_len, 1);
    else if (sought->via)
        CHECK_STR(finding->via[0], sought->via);
    else
        CHECK_INT(finding->via_len, 0);
    sought->found++;
    return 0;
}

static size_t places_check(const struct dlp_bytes *text, const char *value, const char *via)
{
    struct sought sought = { text, value, via, 0 };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = is_sought;
    events.user = &sought;
    CHECK_INT(dlp_scanner_scan(scanner, text->data, text->len, NULL, &events, NULL), DLP_OK);
    return sought.found;
}

/* However it is cut, and behind ASCII of any length, what is found stands where it does in the bytes. */
static void test_views__in_national_charsets(void)
{
    static const size_t before[] = { 0, 1, 63, 64, 500, 5000 };

    for (size_t l = 0; l < sizeof(languages) / sizeof(languages[0]); l++)
        for (size_t c = 0; c < 3 && languages[l].iconv[c]; c++)
            for (size_t b = 0; b < sizeof(before) / sizeof(before[0]); b++) {
                struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20),
                                 recoded = DLP_BYTES_INIT((size_t)1 << 20);
                size_t step = 1;
                uint32_t state = (uint32_t)(l * 100 + c * 10 + b);
                size_t plain;

                for (size_t i = 0; i < before[b]; i++)
                    CHECK_INT(dlp_bytes_puts(&text, i % 9 ? "w" : " "), DLP_OK);
                CHECK_INT(dlp_bytes_puts(&text, "\n"), DLP_OK);
                for (int i = 0; i < 60; i++)
                    CHECK_INT(dlp_bytes_printf(&text, languages[l].text, languages[l].value),
                              DLP_OK);
                encode(&recoded, &text, languages[l].iconv[c]);
                plain = places_check(&text, languages[l].value, NULL);
                CHECK_INT(plain, 60);
                CHECK_INT(places_check(&recoded, languages[l].value, languages[l].via[c]), plain);
                CHECK(same_as_whole(&recoded, cut_each, &step));
                CHECK(same_as_whole(&recoded, cut_random, &state));
                dlp_bytes_free(&text);
                dlp_bytes_free(&recoded);
            }
}

/* UTF-8 with a byte that is none stays what it is, and so do bytes that are no text. */
static void test_views__of_what_is_no_charset(void)
{
    static const char *const odd[] = { "\xff",         "\xc3",         "\xe2\x82",
                                       "\xf0\x9f\x98", "\xd0\xff\x01", "" };
    const char *const value = languages[0].value;

    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        size_t step = 1;

        CHECK_INT(dlp_bytes_printf(&text, "\u00e9\u00e9\u00e9 %s\n", odd[i]), DLP_OK);
        CHECK_INT(dlp_bytes_printf(&text, languages[0].text, value), DLP_OK);
        CHECK_INT(places_check(&text, value, NULL), 1);
        CHECK(same_as_whole(&text, cut_each, &step));
        dlp_bytes_clear(&text);
        CHECK_INT(dlp_bytes_printf(&text, "%s\001 SNILS %s%s", odd[i], value, odd[i]), DLP_OK);
        CHECK_INT(places_check(&text, value, NULL), 1);
        CHECK(same_as_whole(&text, cut_each, &step));
        dlp_bytes_free(&text);
    }
}

static void test_views__of_all_the_text(void)
{
    dlp_scanner *const woken = scanner;

    scanner = scan_log_scanner_with(NULL, DLP_SCAN_VIEWS | DLP_SCAN_DEEP);
    for (uint32_t seed = 1; seed <= 6; seed++) {
        struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);
        uint32_t state = seed * 104729;

        long_text(&text, 80000, seed);
        CHECK(same_as_whole(&text, cut_random, &state));
        dlp_bytes_free(&text);
    }
    dlp_scanner_free(scanner);
    scanner = woken;
}

struct places {
    size_t len;
    struct {
        uint64_t offset, length;
        size_t via;
    } at[64];
};

static int note(const struct dlp_finding *finding, void *user)
{
    struct places *const places = user;

    CHECK(places->len < 64);
    places->at[places->len].offset = finding->offset;
    places->at[places->len].length = finding->length;
    places->at[places->len++].via = finding->via_len;
    return 0;
}

/* Each spelling of each value is found once, exactly where it stands. */
static void test_views__are_exact(void)
{
    for (size_t v = 0; v < 5; v++)
        for (size_t w = 0; w < WRITERS; w++) {
            struct dlp_bytes text = DLP_BYTES_INIT(4096);
            struct dlp_events events = DLP_EVENTS_INIT;
            struct places places = { 0 };
            size_t start, end;

            events.on_finding = note;
            events.user = &places;
            CHECK_INT(dlp_bytes_printf(&text, "some words, and %s: ", labels[v]), DLP_OK);
            start = text.len;
            writers[w](&text, values[v]);
            end =
                text.len - (writers[w] == puts_joined ? 3 : 0); /* what hides behind it is not it */
            CHECK_INT(dlp_bytes_puts(&text, " and more."), DLP_OK);
            CHECK_INT(dlp_scanner_scan(scanner, text.data, text.len, NULL, &events, NULL), DLP_OK);
            if (places.len != 1 || places.at[0].offset != start)
                printf("# value %zu, writer %zu: %zu\n", v, w, places.len);
            CHECK_INT(places.len, 1);
            CHECK_INT(places.at[0].offset, start);
            CHECK(places.at[0].offset + places.at[0].length <= end
                  && places.at[0].offset + places.at[0].length + 2 >= end);
            CHECK((places.at[0].via == 0)
                  == (writers[w] == puts_plain || (writers[w] == puts_wide && v == 2)));
            dlp_bytes_free(&text);
        }
}

/* What only one place of the text, or one way to end or to fold it, hid; and through what it is read. */
static const struct {
    const char *text, *via;
} hidden[] = {
    { "我的信用卡号码是四五三九五七八"
      "七六三六二一四八六谢谢您的关注",
      "unicode" },
    { "제 카드 번호는 "
      "사오삼구오칠팔칠육삼육이일사팔"
      "육입니다 감사",
      "unicode" },
    { "begin 644 x\n0-#4S.34W.#<V,S8R,30X-@  \n`\nend\n", "uuencode" },
    { "<~+,^C)z!Wt5527?I<27G8@0JbUC;D9r40EV:U>$18-!!!!~>", "ascii85" },
    { "<~1c7'L2)dKR2D[6H0f1jJ\n", "ascii85" },
};

static int has_card(const struct dlp_finding *finding, void *user)
{
    const char **const via = user;

    if (strcmp(finding->rule, "card.pan") == 0 && finding->via_len == 1)
        *via = finding->via[0];
    return 0;
}

static void test_views__wherever_it_stands(void)
{
    for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
        for (size_t before = 0; before < 64; before += 3) {
            struct dlp_bytes text = DLP_BYTES_INIT(4096);
            struct dlp_events events = DLP_EVENTS_INIT;
            const char *via = NULL;
            size_t step = 1;

            events.on_finding = has_card;
            events.user = &via;
            for (size_t n = 0; n < before; n += 3) /* in every place of a word of the lane */
                CHECK_INT(dlp_bytes_puts(&text, n + 3 < before ? "的" : "a.\n"), DLP_OK);
            CHECK_INT(dlp_bytes_puts(&text, hidden[i].text), DLP_OK);
            CHECK_INT(dlp_scanner_scan(scanner, text.data, text.len, NULL, &events, NULL), DLP_OK);
            if (!via)
                printf("# text %zu, behind %zu bytes\n", i, before);
            CHECK(via && strcmp(via, hidden[i].via) == 0);
            CHECK(same_as_whole(&text, cut_each, &step));
            dlp_bytes_free(&text);
        }
}

static void start(void)
{
    scanner = scan_log_scanner_with(NULL, DLP_SCAN_VIEWS);
}

static void stop(void)
{
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(start), TEST(test_views__are_exact), TEST(test_views__byte_by_byte),
          TEST(test_views__at_random), TEST(test_views__in_other_charsets),
          TEST(test_views__in_national_charsets), TEST(test_views__of_what_is_no_charset),
          TEST(test_views__of_all_the_text), TEST(test_views__wherever_it_stands), TEST(stop))
