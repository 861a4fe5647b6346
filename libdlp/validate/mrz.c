/* validate/mrz.c - the machine-readable zone of passports, ICAO Doc 9303 part 4 (TD3): two lines of
 * 44 characters, check digits with weights 7 3 1. */

#include "validate/checks.h"

#define MRZ_LINE 44

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

/* Both lines without line ends and blanks between them. */
static size_t mrz_read(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = value[i];

        if (c == '\n' || c == '\r' || c == ' ' || c == '\t')
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

bool dlp_check_mrz_td3(const uint8_t *value, size_t len)
{
    uint8_t text[2 * MRZ_LINE];
    const size_t n = mrz_read(value, len, text, sizeof(text));
    const uint8_t *line = text;
    unsigned sum;

    if (n == 2 * MRZ_LINE) {
        if (text[0] != 'P' || !mrz_letters(text, MRZ_LINE) || text[5] == '<')
            return false;
        line += MRZ_LINE;
    } else if (n != MRZ_LINE) {
        return false;
    }
    /* number 0-8, check; nationality 10-12; birth 13-18, check; sex; expiry 21-26, check;
     * personal number 28-41, check, which may be '<' when there is none */
    if (!mrz_field(line, 9) || !mrz_letters(line + 10, 3) || line[10] == '<'
        || !mrz_field(line + 13, 6) || !mrz_birth_plausible(line + 13)
        || (line[20] != 'M' && line[20] != 'F' && line[20] != 'X' && line[20] != '<')
        || !mrz_field(line + 21, 6))
        return false;
    if (line[42] == '<' ? mrz_sum(line + 28, 14, 0) != 0 : !mrz_field(line + 28, 14))
        return false;
    sum = mrz_sum(line, 10, 0) + mrz_sum(line + 13, 7, 10) + mrz_sum(line + 21, 22, 17);
    return dlp_is_digit(line[43]) && sum % 10 == mrz_item(line[43]);
}
