/* validate/mrz.c - machine-readable zones of ICAO Doc 9303: passports (part 4, TD3, two lines of 44),
 * cards (part 5, TD1, three lines of 30, of which two have checks; part 6, TD2, two lines of 36) and
 * visas (part 7, two lines of 44 or 36). Check digits have weights 7 3 1. */

#include "validate/checks.h"

#include <string.h>

#define MRZ_LINE 44
#define MRZ_SHORT_LINE 36
#define MRZ_CARD_LINE 30

static unsigned mrz_item(uint8_t c)
{
    if (dlp_is_digit(c))
        return (unsigned)(c - '0');
    return c == '<' ? 0 : (unsigned)(c - 'A') + 10;
}

static unsigned mrz_sum(const uint8_t *text, size_t len, size_t place)
{
    static const uint8_t weights[] = { 7, 3, 1 };
    unsigned sum = 0;

    for (size_t i = 0; i < len; i++)
        sum += weights[(place + i) % 3] * mrz_item(text[i]);
    return sum;
}

static bool mrz_field(const uint8_t *text, size_t len)
{
    return dlp_is_digit(text[len]) && mrz_sum(text, len, 0) % 10 == mrz_item(text[len]);
}

/* How JSON, markup and forms write what stands in a zone. */
static const struct {
    char text[5];
    char stands_for; /* ' ': nothing */
} spellings[] = { { "\n", ' ' },  { "\r", ' ' },  { " ", ' ' },   { "\t", ' ' },  { "\\n", ' ' },
                  { "\\r", ' ' }, { "%0A", ' ' }, { "%0D", ' ' }, { "%3C", '<' }, { "&lt;", '<' } };

/* The character at value[*at], which moves on behind it. */
static uint8_t mrz_character(const uint8_t *value, size_t len, size_t *at)
{
    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
        const size_t n = strlen(spellings[i].text);

        if (n <= len - *at && memcmp(value + *at, spellings[i].text, n) == 0) {
            *at += n;
            return (uint8_t)spellings[i].stands_for;
        }
    }
    return value[(*at)++];
}

/* Both lines without line ends and blanks between them. */
static size_t mrz_read(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < len;) {
        const uint8_t c = mrz_character(value, len, &i);

        if (c == ' ')
            continue;
        if ((!dlp_is_digit(c) && !dlp_is_upper(c) && c != '<') || n == max)
            return 0;
        out[n++] = c;
    }
    return n;
}

static bool mrz_letters(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (dlp_is_digit(text[i]))
            return false;
    }
    return true;
}

static bool mrz_birth_plausible(const uint8_t *text)
{
    /* Month and day may be unknown: "<<". */
    const unsigned month = mrz_item(text[2]) * 10 + mrz_item(text[3]);
    const unsigned day = mrz_item(text[4]) * 10 + mrz_item(text[5]);

    return month <= 12 && day <= 31;
}

static bool mrz_sex(uint8_t c)
{
    return c == 'M' || c == 'F' || c == 'X' || c == '<';
}

/* What the second lines of all but TD1 share: number 0-8, check; nationality 10-12; birth 13-18, check;
 * sex; expiry 21-26, check. */
static bool mrz_second_line(const uint8_t *line)
{
    return mrz_field(line, 9) && mrz_letters(line + 10, 3) && line[10] != '<'
        && mrz_field(line + 13, 6) && mrz_birth_plausible(line + 13) && mrz_sex(line[20])
        && mrz_field(line + 21, 6);
}

/* Names: letters and fillers, behind the kind of document and the country. */
static bool mrz_first_line(const uint8_t *line, size_t len)
{
    return mrz_letters(line + 2, len - 2) && line[5] != '<';
}

bool dlp_check_mrz_td3(const uint8_t *value, size_t len)
{
    uint8_t text[2 * MRZ_LINE];
    const size_t n = mrz_read(value, len, text, sizeof(text));
    const uint8_t *line = text;
    unsigned sum;

    if (n == 2 * MRZ_LINE) {
        if (text[0] != 'P' || !mrz_letters(text, 2) || !mrz_first_line(text, MRZ_LINE))
            return false;
        line += MRZ_LINE;
    } else if (n != MRZ_LINE) {
        return false;
    }
    /* behind the common part the personal number 28-41 and its check, '<' when there is none */
    if (!mrz_second_line(line)
        || (line[42] == '<' ? mrz_sum(line + 28, 14, 0) != 0 : !mrz_field(line + 28, 14)))
        return false;
    sum = mrz_sum(line, 10, 0) + mrz_sum(line + 13, 7, 10) + mrz_sum(line + 21, 22, 17);
    return dlp_is_digit(line[43]) && sum % 10 == mrz_item(line[43]);
}

bool dlp_check_mrz_td2(const uint8_t *value, size_t len)
{
    uint8_t text[2 * MRZ_SHORT_LINE];
    const uint8_t *const line = text + MRZ_SHORT_LINE;
    unsigned sum;

    if (mrz_read(value, len, text, sizeof(text)) != sizeof(text)
        || !mrz_first_line(text, MRZ_SHORT_LINE) || !mrz_second_line(line))
        return false;
    sum = mrz_sum(line, 10, 0) + mrz_sum(line + 13, 7, 10) + mrz_sum(line + 21, 14, 17);
    return dlp_is_digit(line[35]) && sum % 10 == mrz_item(line[35]);
}

/* A visa has no check digit over the whole line. */
bool dlp_check_mrz_visa(const uint8_t *value, size_t len)
{
    uint8_t text[2 * MRZ_LINE];
    const size_t n = mrz_read(value, len, text, sizeof(text));

    return (n == 2 * MRZ_LINE || n == 2 * MRZ_SHORT_LINE) && text[0] == 'V'
        && mrz_first_line(text, n / 2) && mrz_second_line(text + n / 2);
}

bool dlp_check_mrz_td1(const uint8_t *value, size_t len)
{
    uint8_t text[2 * MRZ_CARD_LINE];
    const uint8_t *const line = text + MRZ_CARD_LINE;
    unsigned sum;

    if (mrz_read(value, len, text, sizeof(text)) != sizeof(text) || !mrz_letters(text + 2, 3))
        return false;
    /* number 5-13, check; a longer one has '<' for the check and goes on behind it */
    if (text[14] != '<' && !mrz_field(text + 5, 9))
        return false;
    /* birth 0-5, check; sex; expiry 8-13, check; nationality 15-17; the whole's check */
    if (!mrz_field(line, 6) || !mrz_birth_plausible(line) || !mrz_sex(line[7])
        || !mrz_field(line + 8, 6) || !mrz_letters(line + 15, 3) || line[15] == '<')
        return false;
    sum = mrz_sum(text + 5, 25, 0) + mrz_sum(line, 7, 25) + mrz_sum(line + 8, 7, 32)
        + mrz_sum(line + 18, 11, 39);
    return dlp_is_digit(line[29]) && sum % 10 == mrz_item(line[29]);
}
