/* redact/same_shape.c - values of the same kind that nobody can have.
 *
 * Each kind has room that its issuer never gives out: no card begins with 0 (ISO/IEC 7812 keeps it for
 * other uses), no country is XX (ISO 3166 leaves it to users), no social security number has an area
 * from 900 on, and those with a group below 50 are no taxpayer numbers either; no country code is
 * +999 (ITU E.164), no national number begins with 000; 198.18.0.0/15 is for benchmarks (RFC 2544), and
 * example.com is nobody's (RFC 2606). Other kinds have no such room, and are not made up here. */

#include "redact/same_shape.h"

#include <fnmatch.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 64

void dlp_shape_source_init(struct dlp_shape_source *source, const uint8_t *key, const char *token)
{
    *source = (struct dlp_shape_source){ .key = key, .token = token };
    source->used = sizeof(source->bytes);
}

static uint8_t next_byte(struct dlp_shape_source *source)
{
    if (source->used == sizeof(source->bytes)) {
        crypto_auth_hmacsha256_state state;
        const uint8_t block[4] = { (uint8_t)(source->block >> 24), (uint8_t)(source->block >> 16),
                                   (uint8_t)(source->block >> 8), (uint8_t)source->block };

        crypto_auth_hmacsha256_init(&state, source->key, crypto_auth_hmacsha256_KEYBYTES);
        crypto_auth_hmacsha256_update(&state, block, sizeof(block));
        crypto_auth_hmacsha256_update(&state, (const uint8_t *)source->token,
                                      strlen(source->token));
        crypto_auth_hmacsha256_final(&state, source->bytes);
        source->block++;
        source->used = 0;
    }
    return source->bytes[source->used++];
}

/* Below n, each as likely: bytes from the last whole multiple on are thrown away. */
static unsigned next_below(struct dlp_shape_source *source, unsigned n)
{
    unsigned byte;

    do
        byte = next_byte(source);
    while (byte >= 256 - 256 % n);
    return byte % n;
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint8_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Where the digits of a value are. 0 when it holds bytes that are no ASCII. */
static size_t find_digits(uint8_t *value, size_t len, uint8_t *digit[DIGITS_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (value[i] >= 0x80 || (is_digit(value[i]) && n == DIGITS_MAX))
            return 0;
        if (is_digit(value[i]))
            digit[n++] = &value[i];
    }
    return n;
}

static void shuffle_digits(uint8_t *const *digit, size_t n, struct dlp_shape_source *source)
{
    for (size_t i = 0; i < n; i++)
        *digit[i] = (uint8_t)('0' + next_below(source, 10));
}

/* Another letter for a letter, another digit for a digit. */
static void shuffle_text(uint8_t *text, size_t len, struct dlp_shape_source *source)
{
    for (size_t i = 0; i < len; i++) {
        if (is_digit(text[i]))
            text[i] = (uint8_t)('0' + next_below(source, 10));
        else if (is_letter(text[i]))
            text[i] = (uint8_t)((text[i] >= 'a' ? 'a' : 'A') + next_below(source, 26));
    }
}

static bool shape_card(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    uint8_t *digit[DIGITS_MAX];
    const size_t n = find_digits(value, *len, digit);
    unsigned sum = 0;

    if (n < 12 || n > 19)
        return false;
    shuffle_digits(digit, n, source);
    *digit[0] = '0';
    for (size_t i = 0; i + 1 < n;
         i++) { /* Luhn: from the last digit, which is sought, every second */
        const unsigned d = (unsigned)(*digit[n - 2 - i] - '0') * (i % 2 ? 1 : 2);

        sum += d > 9 ? d - 9 : d;
    }
    *digit[n - 1] = (uint8_t)('0' + (10 - sum % 10) % 10);
    return true;
}

static unsigned mod97(unsigned rest, uint8_t c)
{
    if (is_digit(c))
        return (rest * 10 + (unsigned)(c - '0')) % 97;
    return (rest * 100 + (unsigned)((c | 0x20) - 'a') + 10) % 97;
}

static bool shape_iban(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    uint8_t *at[DIGITS_MAX];
    unsigned rest = 0;
    size_t n = 0;

    for (size_t i = 0; i < *len; i++) {
        if (value[i] >= 0x80 || n == DIGITS_MAX)
            return false;
        if (is_digit(value[i]) || is_letter(value[i]))
            at[n++] = &value[i];
    }
    if (n < 15 || n > 34)
        return false;
    for (size_t i = 4; i < n; i++) {
        shuffle_text(at[i], 1, source);
        rest = mod97(rest, *at[i]);
    }
    *at[0] = *at[1] = 'X';
    rest = mod97(mod97(mod97(mod97(rest, 'X'), 'X'), '0'), '0');
    *at[2] = (uint8_t)('0' + (98 - rest) / 10);
    *at[3] = (uint8_t)('0' + (98 - rest) % 10);
    return true;
}

static bool shape_ssn(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    uint8_t *digit[DIGITS_MAX];

    if (find_digits(value, *len, digit) != 9)
        return false;
    shuffle_digits(digit, 9, source);
    *digit[0] = '9';
    *digit[3] = (uint8_t)('0' + next_below(source, 5));
    return true;
}

static bool shape_phone(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    uint8_t *digit[DIGITS_MAX];
    const size_t n = find_digits(value, *len, digit);
    const uint8_t first = memchr(value, '+', *len) ? '9' : '0';

    if (n < 7)
        return false;
    shuffle_digits(digit, n, source);
    *digit[0] = *digit[1] = *digit[2] = first;
    return true;
}

static bool shape_email(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    char text[64];
    int n = snprintf(text, sizeof(text), "u");

    for (int i = 0; i < 8; i++)
        n += snprintf(text + n, sizeof(text) - (size_t)n, "%02x", next_byte(source));
    n += snprintf(text + n, sizeof(text) - (size_t)n, "@example.com");
    memcpy(value, text, (size_t)n);
    *len = (size_t)n;
    return true;
}

static bool shape_ipv4(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    char text[16];
    const unsigned second = 18 + next_below(source, 2), third = next_byte(source);
    const int n =
        snprintf(text, sizeof(text), "198.%u.%u.%u", second, third, (unsigned)next_byte(source));

    memcpy(value, text, (size_t)n);
    *len = (size_t)n;
    return true;
}

/* Every letter and digit is another one: what is left of a secret is its length. */
static bool shape_secret(uint8_t *value, size_t *len, struct dlp_shape_source *source)
{
    for (size_t i = 0; i < *len; i++) {
        if (value[i] >= 0x7f || value[i] < 0x20)
            return false;
    }
    shuffle_text(value, *len, source);
    return *len >= 8;
}

bool dlp_same_shape(const char *rule, uint8_t value[DLP_SHAPE_MAX], size_t *len,
                    struct dlp_shape_source *source)
{
    static const struct {
        const char *rule;
        bool (*shape)(uint8_t *value, size_t *len, struct dlp_shape_source *source);
    } shapes[] = {
        { "card.pan*", shape_card },        { "bank.iban", shape_iban },
        { "id.us.ssn*", shape_ssn },        { "contact.email", shape_email },
        { "contact.*phone*", shape_phone }, { "network.ipv4", shape_ipv4 },
        { "secret.private_key", NULL },     { "secret.jwt", NULL },
        { "secret.url.credentials", NULL }, { "secret.*", shape_secret },
    };

    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        if (fnmatch(shapes[i].rule, rule, 0) == 0)
            return shapes[i].shape && shapes[i].shape(value, len, source);
    }
    return false;
}
