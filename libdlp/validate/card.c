/* validate/card.c - payment card numbers: issuer range, length, grouping and Luhn
 * (ISO/IEC 7812-1; ranges as the schemes publish them).
 *
 * Ranges marked wide admit so many other numbers that a rule should ask for a word nearby; they are
 * in card_pan_wide only. Grouping: people copy what is embossed, so a number in other groups is
 * rarely a card. */

#include "validate/checks.h"

#define CARD_LENGTH(n) (1u << (n))
#define CARD_16 CARD_LENGTH(16)
#define CARD_16_19 (CARD_LENGTH(16) | CARD_LENGTH(17) | CARD_LENGTH(18) | CARD_LENGTH(19))
#define CARD_12_19                                                                                 \
  (CARD_LENGTH(12) | CARD_LENGTH(13) | CARD_LENGTH(14) | CARD_LENGTH(15) | CARD_16_19)

struct card_range {
    uint32_t first, last; /* of the first six digits */
    uint32_t lengths;     /* bit n: n digits */
    bool wide;
};

static const struct card_range card_ranges[] = {
    /* Visa: 13 digits are obsolete, 18 and 19 rare */
    { 400000, 499999, CARD_16, false },
    { 400000, 499999, CARD_LENGTH(13) | CARD_LENGTH(18) | CARD_LENGTH(19), true },
    /* Mastercard, the 2-series since 2017 */
    { 510000, 559999, CARD_16, false },
    { 222100, 272099, CARD_16, false },
    /* American Express */
    { 340000, 349999, CARD_LENGTH(15), false },
    { 370000, 379999, CARD_LENGTH(15), false },
    /* Diners Club */
    { 300000, 305999, CARD_LENGTH(14), false },
    { 360000, 369999, CARD_LENGTH(14), false },
    { 380000, 399999, CARD_LENGTH(14), false },
    { 300000, 305999, CARD_LENGTH(16) | CARD_LENGTH(19), true },
    { 360000, 369999, CARD_LENGTH(16) | CARD_LENGTH(19), true },
    { 380000, 399999, CARD_LENGTH(16) | CARD_LENGTH(19), true },
    /* Discover */
    { 601100, 601199, CARD_16 | CARD_LENGTH(19), false },
    { 644000, 659999, CARD_16 | CARD_LENGTH(19), false },
    /* JCB, and its legacy 15 digits */
    { 352800, 358999, CARD_16, false },
    { 352800, 358999, CARD_16_19, true }, /* 17 to 19 digits: allowed, and nowhere seen */
    { 213100, 213199, CARD_LENGTH(15), true },
    { 180000, 180099, CARD_LENGTH(15), true },
    { 350000, 359999, CARD_16, true },
    /* UnionPay */
    { 620000, 629999, CARD_16_19, false },
    { 810000, 819999, CARD_16_19, false },
    { 620000, 629999, CARD_LENGTH(14) | CARD_LENGTH(15), true },
    /* Mir */
    { 220000, 220499, CARD_16_19, false },
    /* Troy */
    { 979200, 979299, CARD_16, false },
    /* Elo, as far as it is not in a range above */
    { 504100, 504199, CARD_16, false },
    { 506600, 506799, CARD_16, false },
    { 509000, 509999, CARD_16, false },
    { 636200, 636399, CARD_16, false },
    /* Hipercard */
    { 606282, 606282, CARD_16, false },
    { 606282, 606282, CARD_LENGTH(19), true },
    { 637095, 637095, CARD_16, false },
    { 637500, 637699, CARD_16, false },
    /* InstaPayment */
    { 637000, 639999, CARD_16, true },
    /* RuPay */
    { 600000, 609999, CARD_16, false },
    { 820000, 829999, CARD_16, false },
    { 508000, 508999, CARD_16, false },
    { 353000, 353999, CARD_16, false },
    { 356000, 356999, CARD_16, false },
    /* Verve */
    { 506099, 506198, CARD_16 | CARD_LENGTH(18) | CARD_LENGTH(19), false },
    { 507865, 507964, CARD_16 | CARD_LENGTH(18) | CARD_LENGTH(19), false },
    /* Humo, Uzcard */
    { 986000, 986099, CARD_16, false },
    { 860000, 860099, CARD_16, false },
    { 561400, 561499, CARD_16, false },
    /* Dankort */
    { 501900, 501999, CARD_16, false },
    /* Maestro */
    { 500000, 509999, CARD_12_19, true },
    { 560000, 589999, CARD_12_19, true },
    { 60400, 60499, CARD_12_19, true }, /* 0604 */
    { 630400, 630499, CARD_12_19, true },
    { 639000, 639099, CARD_12_19, true },
    { 670000, 679999, CARD_12_19, true },
    /* UATP */
    { 100000, 199999, CARD_LENGTH(15), true },
};

struct card_groups {
    uint8_t digits[19];
    size_t n;
    size_t group[8]; /* their sizes */
    size_t groups;
};

/* Digits in groups with one kind of separator, one at a time. */
static bool card_read(const uint8_t *value, size_t len, struct card_groups *card)
{
    const uint8_t *first = NULL;
    size_t first_len = 0;

    card->n = 0;
    card->groups = 1;
    card->group[0] = 0;
    for (size_t at = 0; at < len;) {
        size_t skip;

        if (dlp_is_digit(value[at])) {
            if (card->n == sizeof(card->digits))
                return false;
            card->digits[card->n++] = (uint8_t)(value[at++] - '0');
            card->group[card->groups - 1]++;
            continue;
        }
        skip = dlp_separator(value + at, len - at);
        if (skip == 0 || value[at] == '.' || value[at] == '/' || card->groups == 8
            || card->group[card->groups - 1] == 0)
            return false;
        if (!first) {
            first = value + at;
            first_len = skip;
        }
        if (skip != first_len)
            return false;
        for (size_t i = 0; i < skip; i++) {
            if (value[at + i] != first[i])
                return false;
        }
        card->group[card->groups++] = 0;
        at += skip;
    }
    return card->group[card->groups - 1] > 0;
}

/* Bare, or fours with a shorter rest, or what the schemes of that length emboss. */
static bool card_grouping_fits(const struct card_groups *card)
{
    static const struct {
        uint8_t n, groups, group[4];
    } own[] = {
        { 15, 3, { 4, 6, 5, 0 } },  /* American Express */
        { 15, 3, { 4, 5, 6, 0 } },  /* UATP */
        { 14, 3, { 4, 6, 4, 0 } },  /* Diners Club */
        { 13, 4, { 4, 3, 3, 3 } },  /* Visa of 13 */
        { 19, 2, { 6, 13, 0, 0 } }, /* UnionPay, Maestro */
        { 13, 3, { 4, 4, 5, 0 } },  /* Maestro */
    };

    if (card->groups == 1)
        return true;
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        bool fits = own[i].n == card->n && own[i].groups == card->groups;

        for (size_t g = 0; fits && g < card->groups; g++)
            fits = own[i].group[g] == card->group[g];
        if (fits)
            return true;
    }
    if (card->n == 14 || card->n == 15)
        return false;
    for (size_t g = 0; g + 1 < card->groups; g++) {
        if (card->group[g] != 4)
            return false;
    }
    return card->group[card->groups - 1] <= 4;
}

static bool card_check(const uint8_t *value, size_t len, bool wide)
{
    struct card_groups card;
    unsigned prefix;

    if (!card_read(value, len, &card) || card.n < 12 || !card_grouping_fits(&card)
        || dlp_all_equal(card.digits, card.n) || !dlp_luhn_holds(card.digits, card.n))
        return false;
    prefix = dlp_digits_number(card.digits, 6);
    for (size_t i = 0; i < sizeof(card_ranges) / sizeof(card_ranges[0]); i++) {
        const struct card_range *const range = &card_ranges[i];

        if (prefix >= range->first && prefix <= range->last
            && (range->lengths & CARD_LENGTH(card.n)) && (wide || !range->wide))
            return true;
    }
    return false;
}

bool dlp_check_card_pan(const uint8_t *value, size_t len)
{
    return card_check(value, len, false);
}

bool dlp_check_card_pan_wide(const uint8_t *value, size_t len)
{
    return card_check(value, len, true);
}

/* A track of a magnetic stripe (ISO/IEC 7813): "%B" number "^" name "^", or number "=", and then
 * year and month. Where the number ends; 0 when there is none. */
static size_t track_number(const uint8_t *value, size_t len, uint8_t digits[19], size_t *n)
{
    const size_t from = len > 0 && value[0] == '%' ? 2 : 0;

    *n = 0;
    while (from + *n < len && *n < 19 && dlp_is_digit(value[from + *n])) {
        digits[*n] = (uint8_t)(value[from + *n] - '0');
        ++*n;
    }
    return from + *n < len ? from + *n : 0;
}

/* The number has a Luhn digit; its issuer may be any. */
bool dlp_check_card_track(const uint8_t *value, size_t len)
{
    uint8_t digits[19];
    size_t n;

    return track_number(value, len, digits, &n) > 0 && n >= 12 && !dlp_all_equal(digits, n)
        && dlp_luhn_holds(digits, n);
}

bool dlp_check_card_track_date(const uint8_t *value, size_t len)
{
    uint8_t digits[19];
    size_t n, at = track_number(value, len, digits, &n);
    unsigned month;

    if (at == 0)
        return false;
    at++;
    if (value[0] == '%') { /* over the name */
        while (at < len && value[at] != '^')
            at++;
        at++;
    }
    if (at + 4 > len || !dlp_is_digit(value[at + 2]) || !dlp_is_digit(value[at + 3]))
        return false;
    month = (unsigned)(value[at + 2] - '0') * 10 + (unsigned)(value[at + 3] - '0');
    return month >= 1 && month <= 12;
}
