/* validate/phone.c - telephone numbers: ITU-T E.164 and the national numbering plans, and the
 * national ways to write them. */

#include "validate/checks.h"

#include <string.h>

static const struct phone_plan {
    uint16_t code;
    uint8_t first, last; /* the first two digits */
    uint16_t lengths;    /* bit n: n digits */
} phone_plans[] = {
#include "validate/phone_plans.inc"
};

bool dlp_phone_plan_allows(unsigned calling_code, const uint8_t *digits, size_t n)
{
    const size_t plans = sizeof(phone_plans) / sizeof(phone_plans[0]);
    size_t low = 0, high = plans;
    unsigned lead;

    if (n < 2 || n > 15)
        return false;
    lead = digits[0] * 10u + digits[1];
    while (low < high) { /* the last row that starts at or before what we look for */
        const size_t middle = low + (high - low) / 2;
        const struct phone_plan *const plan = &phone_plans[middle];

        if (plan->code < calling_code || (plan->code == calling_code && plan->last < lead))
            low = middle + 1;
        else
            high = middle;
    }
    return low < plans && phone_plans[low].code == calling_code && phone_plans[low].first <= lead
        && (phone_plans[low].lengths >> n & 1);
}

size_t dlp_phone_digits(const uint8_t *value, size_t len, uint8_t *out, size_t max, bool *plus)
{
    size_t n = 0;
    unsigned open = 0;

    *plus = len > 0 && value[0] == '+';
    for (size_t at = *plus; at < len;) {
        const uint8_t c = value[at];
        const size_t skip = dlp_is_digit(c) ? 0 : dlp_separator(value + at, len - at);

        if (*plus && n > 0 && len - at >= 3 && c == '(' && value[at + 1] == '0'
            && value[at + 2] == ')') {
            at += 3; /* "+46 (0)8": the trunk prefix is not dialled from abroad */
        } else if (c == '(') {
            if (open++)
                return 0;
            at++;
        } else if (c == ')') {
            if (open-- != 1)
                return 0;
            at++;
        } else if (dlp_is_digit(c)) {
            if (n == max)
                return 0;
            out[n++] = (uint8_t)(c - '0');
            at++;
        } else if (skip > 0) {
            at += skip;
        } else {
            return 0;
        }
    }
    return open == 0 ? n : 0;
}

static bool phone_nanp_valid(const uint8_t *d)
{
    /* N11 are service codes; N9X is kept for expansion, 37X and 96X too (NANPA). */
    if (d[0] < 2 || (d[1] == 1 && d[2] == 1) || d[1] == 9 || (d[0] == 3 && d[1] == 7)
        || (d[0] == 9 && d[1] == 6))
        return false;
    return d[3] >= 2 && !(d[4] == 1 && d[5] == 1);
}

/* Country code and national number. */
static bool phone_e164_valid(const uint8_t *digits, size_t n)
{
    if (n < 7 || digits[0] == 0)
        return false;
    if (digits[0] == 1)
        return n == 11 && phone_nanp_valid(digits + 1);
    for (size_t code = 1; code <= 3; code++) { /* no calling code starts another one */
        if (dlp_phone_plan_allows(dlp_digits_number(digits, code), digits + code, n - code))
            return true;
    }
    return false;
}

bool dlp_check_phone_e164(const uint8_t *value, size_t len)
{
    uint8_t digits[15];
    bool plus;
    const size_t n = dlp_phone_digits(value, len, digits, sizeof(digits), &plus);

    return plus && phone_e164_valid(digits, n);
}

/* The digits of each group, and how many groups; 0 with more than max. */
static size_t phone_groups(const uint8_t *value, size_t len, uint8_t *widths, size_t max)
{
    size_t groups = 0;

    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_digit(value[i]))
            continue;
        if (i == 0 || !dlp_is_digit(value[i - 1])) {
            if (groups == max)
                return 0;
            widths[groups++] = 0;
        }
        widths[groups - 1]++;
    }
    return groups;
}

/* Year, month and day, or day, month and year, in any order that is in use. */
static bool phone_is_date(const uint8_t *digits, const uint8_t *widths, size_t groups)
{
    unsigned century;

    if (groups != 3 || widths[1] > 2 || (widths[0] != 4 && widths[2] != 4)
        || (widths[0] == 4 ? widths[2] : widths[0]) > 2)
        return false;
    century = dlp_digits_number(widths[0] == 4 ? digits : digits + widths[0] + widths[1], 2);
    return century == 19 || century == 20;
}

/* "0199-12-31 23": year, month and day of any century, parted alike, and the hour. */
static bool phone_is_time(const uint8_t *value, const uint8_t *digits, const uint8_t *widths,
                          size_t groups)
{
    unsigned month, day;

    if (groups != 4 || widths[0] != 4 || widths[1] != 2 || widths[2] != 2 || widths[3] != 2
        || value[4] != '-' || value[7] != '-' || value[10] != ' ')
        return false;
    month = dlp_digits_number(digits + 4, 2);
    day = dlp_digits_number(digits + 6, 2);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31
        && dlp_digits_number(digits + 8, 2) < 24;
}

/* Seconds since 2014, as nearly all bare numbers of ten digits in logs are. */
static bool phone_is_epoch(const uint8_t *digits, size_t n)
{
    return n == 10 && digits[0] == 1 && digits[1] >= 4;
}

/* A number as it is dialled within some country. All plans together take every number of 7 to 12
 * digits, so what can be asked is that it is written like one, and that a country code behind an
 * international prefix, or in front of a longer number, is one. */
bool dlp_check_phone_national(const uint8_t *value, size_t len)
{
    uint8_t digits[18], widths[6] = { 0 };
    bool plus;
    const size_t n = dlp_phone_digits(value, len, digits, sizeof(digits), &plus);
    const size_t groups = phone_groups(value, len, widths, sizeof(widths));

    uint8_t octets[4];

    if (plus || n < 7 || groups == 0 || dlp_all_equal(digits, n)
        || dlp_ipv4_parse(value, len, octets)
        || (groups == 2 && memchr(value, '.', len)) /* a fraction: most numbers of telemetry are */
        || phone_is_date(digits, widths, groups) || phone_is_time(value, digits, widths, groups)
        || (groups == 1 && phone_is_epoch(digits, n)))
        return false;
    for (size_t i = 2; i < groups; i++) {
        if (widths[i] < 2) /* a single digit is a prefix or an area, and stands in front */
            return false;
    }
    if (digits[0] == 0 && digits[1] == 0)
        return phone_e164_valid(digits + 2, n - 2);
    if (dlp_digits_number(digits, 3) == 11 && digits[0] == 0) /* 011, from North America */
        return phone_e164_valid(digits + 3, n - 3) || n <= 12;
    return n <= 12 || phone_e164_valid(digits, n);
}

/* The North American numbering plan: ten digits, a 1 before them or not. */
bool dlp_check_phone_us(const uint8_t *value, size_t len)
{
    uint8_t digits[11];
    bool plus;
    const size_t n = dlp_phone_digits(value, len, digits, sizeof(digits), &plus);

    if (n == 11 && digits[0] == 1)
        return phone_nanp_valid(digits + 1);
    return n == 10 && !plus && phone_nanp_valid(digits);
}

/* Russia: +7, 8 or nothing before ten digits; codes 3xx, 4xx and 8xx are places and services, 9xx
 * mobile. 6xx and 7xx behind +7 are Kazakhstan. */
bool dlp_check_phone_ru(const uint8_t *value, size_t len)
{
    uint8_t digits[11];
    bool plus;
    const size_t n = dlp_phone_digits(value, len, digits, sizeof(digits), &plus);
    const uint8_t *const national = digits + (n == 11);

    if (n == 11 ? digits[0] != 7 && (plus || digits[0] != 8) : n != 10 || plus)
        return false;
    return (national[0] == 3 || national[0] == 4 || national[0] == 8 || national[0] == 9)
        && dlp_phone_plan_allows(7, national, 10);
}

/* Sweden (PTS numbering plan): +46, 0046 or the trunk digit 0, then seven to nine digits. */
bool dlp_check_phone_se(const uint8_t *value, size_t len)
{
    uint8_t digits[15];
    bool plus;
    const size_t n = dlp_phone_digits(value, len, digits, sizeof(digits), &plus);
    size_t skip = plus ? 2 : 1;

    if (!plus && n > 4 && dlp_digits_number(digits, 4) == 46)
        skip = 4;
    if (n < skip + 7 || n > skip + 9 || digits[skip] == 0)
        return false;
    if (plus ? dlp_digits_number(digits, 2) != 46 : digits[0] != 0)
        return false;
    return dlp_phone_plan_allows(46, digits + skip, n - skip);
}
